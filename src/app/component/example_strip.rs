//! Which example is on the page: its title in the bar, its sentence over the verdict, and the way to the next one.
//!
//! What always holds: an example that was edited says so, and its sentence, which may no longer be true, gives way to
//! the offer to load it again.

use crate::app::hooks::{Store, act};
use crate::app::prose::prose;
use crate::app::state::{Action, Dialog, Frame, Origin};
use crate::app::{course, example};
use crate::gallery::Example;
use crate::message::{self, words};
use std::rc::Rc;
use yew::prelude::*;

/// What stands beside the page's name: the example's title, else what the page is for.
pub fn title(store: &Store) -> Html {
    let words = words::gallery::words(store.language);
    if let Origin::Lesson(id) = &store.origin {
        let title = course::title(id, store.language).unwrap_or_else(|| id.clone());
        return html!(<p class="purpose">{ words::lesson::words(store.language).lesson }{ ": " }<strong>{ prose(&title) }</strong></p>);
    }
    let Origin::Example(id) = &store.origin else {
        return html!(<p class="purpose">{ message::phrases(store.language).purpose }</p>);
    };
    let title = example::title(id, store.language).unwrap_or_else(|| id.clone());
    html! {
        <p class="purpose example-title" title={title.clone()}>
            { words.example }{ " " }<strong>{ prose(&title) }</strong>
            if example::is_original(id, &store.scenario) == Some(false) {
                <span class="changed">{ words.changed }</span>
            }
        </p>
    }
}

/// The strip over the verdict, where an example is on the page.
pub fn example_strip(store: &Store) -> Html {
    let words = words::gallery::words(store.language);
    let Origin::Example(id) = &store.origin else { return html!() };
    if store.frame == Frame::Chain {
        return html!();
    }
    let known = example::known();
    let example = known.as_ref().and_then(|gallery| gallery.example(id)).cloned();
    let title = example::title(id, store.language).unwrap_or_else(|| id.clone());
    if example::is_original(id, &store.scenario) == Some(false) {
        return html! {
            <div class="example-strip">
                <p>{ (words.changed_from)(&title) }</p>
                { again(store, id, example) }
            </div>
        };
    }
    let about = match &example {
        Some(example) => example.about.text(store.language),
        None if id == example::TEXTBOOK => words.textbook_about,
        None => return html!(),
    };
    html! {
        <div class="example-strip">
            <p><strong class="example-strip-title">{ &title }</strong>{ " " }{ prose(about) }</p>
            { next(store, id) }
        </div>
    }
}

/// Loads the example as it was.
fn again(store: &Store, id: &str, example: Option<Rc<Example>>) -> Html {
    let words = words::gallery::words(store.language);
    let store = store.clone();
    let textbook = id == example::TEXTBOOK;
    let onclick = Callback::from(move |_: MouseEvent| match &example {
        Some(example) => example::open(&store, example),
        None if textbook => store.dispatch(example::load()),
        None => store.dispatch(Action::SetDialog(Some(Dialog::Gallery))),
    });
    html!(<button type="button" class="button button-quiet" {onclick}>{ words.again }</button>)
}

/// The example after this one; after the textbook's, the first that is broken.
fn next(store: &Store, id: &str) -> Html {
    let words = words::gallery::words(store.language);
    if id == example::TEXTBOOK {
        let onclick = {
            let store = store.clone();
            Callback::from(move |_: MouseEvent| example::open_broken(&store))
        };
        return html!(<button type="button" class="button button-quiet" {onclick}>{ (words.next)(words.broken_title) }</button>);
    }
    let following = example::known().and_then(|gallery| gallery.after(id).cloned());
    match following {
        Some(example) => {
            let label = (words.next)(example.title.text(store.language));
            let store = store.clone();
            let onclick = Callback::from(move |_: MouseEvent| example::open(&store, &example));
            html!(<button type="button" class="button button-quiet" {onclick}>{ label }</button>)
        }
        None => {
            html!(<button type="button" class="button button-quiet" onclick={act(store, Action::SetDialog(Some(Dialog::Gallery)))}>{ words.all }</button>)
        }
    }
}
