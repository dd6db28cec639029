//! Fixes: what each changes as a small diff, its button, and the undo after it.

use super::super::tabs;
use super::compare::marked;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::plain;
use crate::app::state::Action;
use crate::chain::{self, Link, Remedy};
use crate::diagnostic::{Fix, preview};
use crate::message;
use crate::message::words::why;
use yew::prelude::*;

/// The remedies of a link, each with its diff before its button.
pub fn remedies(store: &Store, link: &Link) -> Html {
    link.remedies.iter().map(|remedy| one(store, remedy)).collect()
}

fn one(store: &Store, remedy: &Remedy) -> Html {
    let label = plain(&message::remedy(store.language, &remedy.kind));
    html! {
        <div class="fix">
            { diff(store, &remedy.fix) }
            <button type="button" class="button button-primary" onclick={act(store, Action::Apply(remedy.fix.clone()))}>{ label }</button>
        </div>
    }
}

/// The lines that a fix takes away and brings, with their places.
pub fn diff(store: &Store, fix: &Fix) -> Html {
    let (phrases, words) = (words(store), why::words(store.language));
    let hunks = preview(fix, &|source| store.scenario.text(source));
    let lines =
        |class: &'static str, sign: &'static str, word: &'static str, lines: &[String], others: &[String]| -> Html {
            let aligned = lines.len() == others.len();
            let line = |(index, line): (usize, &String)| {
                let code = match others.get(index).filter(|_| aligned) {
                    Some(other) => marked(line, other),
                    None => html!(<code>{ line }</code>),
                };
                html! {
                    <div class={class}>
                        <span class="diff-sign" aria-hidden="true">{ sign }</span>
                        <span class="visually-hidden">{ word }{ ": " }</span>
                        { code }
                    </div>
                }
            };
            lines.iter().enumerate().map(line).collect()
        };
    let hunks = hunks.iter().map(|hunk| {
        let place = format!("{} · {}", tabs::label(store, phrases, hunk.at.source), (phrases.line)(hunk.line));
        html! {
            <div class="hunk">
                <p class="diff-place muted">{ place }</p>
                { lines("diff-removed", "−", words.removed, &hunk.removed, &hunk.added) }
                { lines("diff-added", "+", words.added, &hunk.added, &hunk.removed) }
            </div>
        }
    });
    html!(<div class="diff" role="group" aria-label={words.fix_changes}>{ for hunks }</div>)
}

/// The statement that allows what is missing, folded until somebody wants it; nothing where no policy can take it.
pub fn grant(store: &Store, needs: &[(&str, &str)]) -> Html {
    let role = store.chain().and_then(|chain| chain.role.as_ref()?.index);
    let fix = role.filter(|_| !needs.is_empty()).and_then(|role| chain::grant::allow(&store.scenario, role, needs));
    let Some(fix) = fix else { return html!() };
    let words = why::words(store.language);
    html! {
        <details class="grant">
            <summary>{ words.grant }</summary>
            <div class="fix">
                { diff(store, &fix) }
                <button type="button" class="button button-primary" onclick={act(store, Action::Apply(fix))}>{ words.grant_button }</button>
            </div>
        </details>
    }
}

/// The strip after a fix, with its undo.
pub fn applied(store: &Store) -> Html {
    if !store.is_fixed() {
        return html!();
    }
    let words = why::words(store.language);
    html! {
        <div class="fix-applied" role="status">
            <span><span aria-hidden="true">{ "✓ " }</span>{ words.fix_applied }</span>
            <button type="button" class="button" onclick={act(store, Action::Undo)}>{ words.undo_fix }</button>
        </div>
    }
}
