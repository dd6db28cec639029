//! The examples by category: search, cards that say what comes out, arrow keys between them.
//!
//! What always holds: the cards are one stop of the Tab key; what a card says of its outcome is what the example
//! declares, so opening the gallery simulates nothing.

mod card;
mod grid;

use crate::app::example;
use crate::app::hooks::{Store, act};
use crate::app::state::{Action, Origin};
use crate::gallery::Gallery;
use crate::message::words::{self, gallery::Words};
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The examples by category.
pub fn gallery(store: &Store) -> Html {
    html!(<Examples store={store.clone()} />)
}

/// Properties of [`Examples`].
#[derive(Properties, PartialEq)]
struct ExamplesProps {
    /// The page's state.
    store: Store,
}

/// How far the gallery has come.
#[derive(Clone)]
enum Loading {
    Waiting,
    Failed,
    There(Rc<Gallery>),
}

/// The examples, once they have arrived.
#[component]
fn Examples(props: &ExamplesProps) -> Html {
    let store = &props.store;
    let words = words::gallery::words(store.language);
    let loading = use_state(|| example::known().map_or(Loading::Waiting, Loading::There));
    let attempt = use_state(|| 0_u32);
    {
        let loading = loading.clone();
        use_effect_with(*attempt, move |_| {
            yew::platform::spawn_local(async move {
                loading.set(example::gallery().await.map_or(Loading::Failed, Loading::There));
            });
        });
    }
    let query = use_state(String::new);
    let category = use_state(|| None::<String>);
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            query.set(event.target_dyn_into::<HtmlInputElement>().map_or_else(String::new, |field| field.value()));
        })
    };
    let empty = Action::Replace(Box::default(), Origin::Empty);
    let body = match &*loading {
        Loading::Waiting => html!(<p class="gallery-state" role="status">{ words.loading }</p>),
        Loading::Failed => failed(store, words, &loading, &attempt),
        Loading::There(gallery) => shelves(store, gallery, &query, &category),
    };
    html! {
        <div class="gallery" onkeydown={Callback::from(grid::onkeydown)}>
            <div class="gallery-bar">
                <input type="search" class="field gallery-search" autofocus={true} autocomplete="off" spellcheck="false"
                    aria-label={words.search} placeholder={words.search_hint} value={(*query).clone()} {oninput} />
                <button type="button" class="button" onclick={act(store, empty)}>{ words.empty_page }</button>
            </div>
            { body }
        </div>
    }
}

/// The gallery did not arrive: say so, try again, or take what is here.
fn failed(
    store: &Store,
    words: &'static Words,
    loading: &UseStateHandle<Loading>,
    attempt: &UseStateHandle<u32>,
) -> Html {
    let again = {
        let (loading, attempt) = (loading.clone(), attempt.clone());
        Callback::from(move |_: MouseEvent| {
            loading.set(Loading::Waiting);
            attempt.set(*attempt + 1);
        })
    };
    html! {
        <div class="gallery-state" role="alert">
            <p><strong>{ words.failed }</strong></p>
            <p>{ words.failed_help }</p>
            <p class="gallery-actions">
                <button type="button" class="button button-primary" onclick={again}>{ words.retry }</button>
                <button type="button" class="button" onclick={act(store, example::load())}>{ words.textbook }</button>
            </p>
        </div>
    }
}

/// The categories, narrowed by the search and by the chosen one.
fn shelves(
    store: &Store,
    gallery: &Gallery,
    query: &UseStateHandle<String>,
    chosen: &UseStateHandle<Option<String>>,
) -> Html {
    let words = words::gallery::words(store.language);
    let mut found = gallery.search(query);
    if let Some(id) = &**chosen {
        found.retain(|category| category.id == *id);
    }
    let count: usize = found.iter().map(|category| category.examples.len()).sum();
    let filter = |id: Option<&str>, label: &str| {
        let pressed = chosen.as_deref() == id;
        let (chosen, id) = (chosen.clone(), id.map(str::to_owned));
        let onclick = Callback::from(move |_: MouseEvent| chosen.set(id.clone()));
        html!(<button type="button" class="gallery-filter" aria-pressed={pressed.to_string()} {onclick}>{ label }</button>)
    };
    let filters =
        gallery.categories.iter().map(|category| filter(Some(&category.id), category.title.text(store.language)));
    let show_all = {
        let (query, chosen) = (query.clone(), chosen.clone());
        Callback::from(move |_: MouseEvent| {
            query.set(String::new());
            chosen.set(None);
        })
    };
    let mut first = true;
    let sections = found.iter().map(|category| {
        let id = format!("gallery-{}", category.id);
        let cards = category.examples.iter().map(|example| card::card(store, example, std::mem::take(&mut first)));
        html! {
            <section key={category.id.clone()} aria-labelledby={id.clone()}>
                <h3 id={id.clone()}>{ category.title.text(store.language) }</h3>
                <ul class="cards">{ for cards }</ul>
            </section>
        }
    });
    html! {
        <>
            <div class="gallery-filters" role="group" aria-label={words.categories}>
                { filter(None, words.every_category) }
                { for filters }
            </div>
            <p class="visually-hidden" role="status">{ (words.count)(count) }</p>
            { for sections }
            if count == 0 {
                <div class="gallery-state">
                    <p>{ words.nothing_found }</p>
                    <p class="gallery-actions"><button type="button" class="button" onclick={show_all}>{ words.show_all }</button></p>
                </div>
            }
        </>
    }
}
