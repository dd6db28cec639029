//! The card of one example: title, sentence, and what comes out.

use crate::app::component::verdict::{glyph, verdict_class};
use crate::app::example;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::app::state::Origin;
use crate::chain::{Step, Verdict};
use crate::gallery::{Example, Expected};
use crate::message::words::{self, gallery::Words};
use std::rc::Rc;
use yew::prelude::*;

/// The card of an example. `reached` is whether the Tab key stops at it.
pub fn card(store: &Store, example: &Rc<Example>, reached: bool) -> Html {
    let words = words::gallery::words(store.language);
    let shown = store.origin == Origin::Example(example.id.clone());
    let onclick = {
        let (store, example) = (store.clone(), example.clone());
        Callback::from(move |_: MouseEvent| example::open(&store, &example))
    };
    html! {
        <li key={example.id.clone()}>
            <button type="button" class="example-card" data-example={example.id.clone()} tabindex={if reached { "0" } else { "-1" }}
                aria-current={shown.then_some("true")} {onclick}>
                <strong>{ prose(example.title.text(store.language)) }</strong>
                <span class="example-about">{ prose(example.about.text(store.language)) }</span>
                <span class="example-outcome">
                    { outcome(words, &example.expect) }
                    if shown { <span class="outcome">{ words.shown_now }</span> }
                </span>
            </button>
        </li>
    }
}

/// What comes out: the verdict of the first chain, or the answers to the questions.
fn outcome(words: &'static Words, expect: &Expected) -> Html {
    let Some(verdict) = expect.verdict else { return answers(words, expect) };
    let number = expect.link.map_or(0, Step::number);
    let text = match verdict {
        Verdict::Pass => words.passes.to_owned(),
        Verdict::Fail => (words.breaks)(number),
        Verdict::Unknown | Verdict::NotReached => (words.undecided)(number),
    };
    let instead = match expect.identity.as_deref() {
        Some("nodeRole") => Some(words.as_node),
        Some("staticKeys") => Some(words.as_keys),
        _ => None,
    };
    html! {
        <>
            { chip(verdict, &text) }
            if let Some(instead) = instead { <span class="outcome caution">{ instead }</span> }
            if !expect.others.is_empty() { <span class="outcome">{ (words.also)(expect.others.len()) }</span> }
        </>
    }
}

fn answers(words: &'static Words, expect: &Expected) -> Html {
    let allowed = expect.answers.iter().filter(|answer| *answer == "allowed").count();
    let denied = expect.answers.len() - allowed;
    html! {
        <>
            if allowed > 0 { { chip(Verdict::Pass, &(words.allowed)(allowed)) } }
            if denied > 0 { { chip(Verdict::Fail, &(words.denied)(denied)) } }
        </>
    }
}

fn chip(verdict: Verdict, text: &str) -> Html {
    html! {
        <span class={classes!("outcome", verdict_class(verdict))}>
            <span aria-hidden="true">{ glyph(verdict) }</span>{ " " }{ text }
        </span>
    }
}
