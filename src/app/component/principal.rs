//! The way of a user, a role or a service: its verdict, and its links as a list of buttons.
//!
//! What always holds: the same parts as for a container's chain, so whoever can read one can read the other.

mod access;

pub use access::{access, access_head};

use super::learn::learn;
use super::verdict::{glyph, verdict_class, verdict_word};
use super::why::line_of;
use crate::app::hooks::{Store, act, words as phrases};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::chain::principal::Route;
use crate::chain::reason::Half;
use crate::chain::simulation::Answer;
use crate::chain::{Hop, HopKind, PrincipalChain, Verdict};
use crate::concept::Concept;
use crate::message::{self, Language, words};
use crate::picture::{Subject, overview};
use yew::prelude::*;

/// The sentence that says the verdict, and what explains it.
#[must_use]
pub fn headline(language: Language, chain: &PrincipalChain) -> message::Words {
    match &chain.onward {
        Some(onward) if chain.cell.answer == Answer::Allowed => {
            let words = words::picture::words(language);
            let (role, action, resource) = (&onward.role.name, &onward.action, &onward.resource);
            let says = (words.becomes)(
                &overview::names(&Subject::Principal(chain)).1,
                role,
                action,
                resource,
                onward.cell.answer == Answer::Allowed,
            );
            let why = onward.how.as_ref().map_or("", |how| message::denial(language, how));
            message::Words { message: says, help: why.to_owned() }
        }
        // Of a caller that was not given, the role's half can be told.
        Some(onward) if matches!(chain.route, Route::NotGiven) && chain.missing.is_some() => {
            let words = words::picture::words(language);
            let caller = overview::names(&Subject::Principal(chain)).1;
            let says = if chain.missing == Some(Half::Caller) { words.lets_in } else { words.lets_in_not };
            message::Words { message: says(&onward.role.name, &caller), help: words.caller_not_given.to_owned() }
        }
        _ => {
            let words = message::principal(language, chain);
            // A title says the name; the whole ARN stands in the text and in the error.
            let name = overview::names(&Subject::Principal(chain)).1;
            let title = words.message.replace(&chain.principal, &name);
            message::Words { message: title.trim_end_matches('.').to_owned(), ..words }
        }
    }
}

/// The links of a principal's way.
pub fn links(store: &Store, chain: &PrincipalChain) -> Html {
    let hops = chain.hops();
    let rows = hops.iter().enumerate().map(|(index, hop)| row(store, chain, &hops, index, hop));
    html!(<ol class="links" aria-label={words::picture::words(store.language).principal_links}>{ for rows }</ol>)
}

fn row(store: &Store, chain: &PrincipalChain, hops: &[Hop], index: usize, hop: &Hop) -> Html {
    let (phrases, words) = (phrases(store), words::picture::words(store.language));
    let step = hop.kind.step();
    let open = store.open_link() == Some(step);
    let number = u8::try_from(index + 1).unwrap_or_default();
    let panel = format!("why-{}", step.number());
    let is_broken = hops.iter().position(|hop| hop.verdict != Verdict::Pass) == Some(index);
    let said = match (hop.verdict, hop.own) {
        (Verdict::NotReached, Verdict::Pass) => format!("{} · {}", phrases.not_reached, phrases.would_pass),
        (Verdict::NotReached, Verdict::Fail) => format!("{} · {}", phrases.not_reached, phrases.would_fail),
        (verdict, _) => verdict_word(phrases, verdict).to_owned(),
    };
    html! {
        <li class={classes!("link", verdict_class(hop.verdict))}>
            <h3 class="link-heading">
                <button type="button" class="link-row" aria-expanded={open.to_string()} aria-controls={panel.clone()}
                    onclick={act(store, Action::ToggleLink(step))}>
                    <span class="number"><span class="visually-hidden">{ (phrases.link)(number) }{ ": " }</span><span aria-hidden="true">{ number }</span></span>
                    <span class="link-name">{ (words.hop)(hop.kind) }</span>
                    <span class="chip verdict-chip"><span aria-hidden="true">{ glyph(hop.verdict) }</span>{ " " }{ said }</span>
                </button>
            </h3>
            <div id={panel} hidden={!open}>
                if open { { why(store, chain, hop, is_broken) } }
            </div>
        </li>
    }
}

fn why(store: &Store, chain: &PrincipalChain, hop: &Hop, is_broken: bool) -> Html {
    let (phrases, words) = (phrases(store), words::picture::words(store.language));
    let places = hop.cell.decided_by.iter().map(|&at| {
        let label =
            format!("{} · {}", super::tabs::label(store, phrases, at.source), (phrases.show_line)(line_of(store, at)));
        html!(<button type="button" class="button" onclick={act(store, Action::Show(at))}>{ label }</button>)
    });
    let denied = hop.own == Verdict::Fail;
    let help = match (&hop.how, hop.kind) {
        (_, HopKind::AllowAssume | HopKind::Trust) if denied => message::principal(store.language, chain).help,
        (Some(how), _) if denied => message::denial(store.language, how).to_owned(),
        _ => String::new(),
    };
    let error = chain.error.as_ref().filter(|_| is_broken);
    let concept = match (&hop.how, hop.kind) {
        (Some(how), HopKind::Allow | HopKind::Resource) if denied => Concept::of_denial(how),
        (_, HopKind::AllowAssume) => Concept::Role,
        (_, HopKind::Trust) => Concept::TrustPolicy,
        (_, HopKind::Allow) => Concept::Evaluation,
        (_, HopKind::Resource) => Concept::ResourcePolicy,
    };
    html! {
        <div class={classes!("why", verdict_class(hop.own))}>
            <p><code>{ &hop.action }</code>{ " → " }<code>{ &hop.resource }</code></p>
            if !help.is_empty() { <p>{ prose(&help) }</p> }
            if !hop.cell.depends_on.is_empty() {
                <p>{ words.depends_on }{ ": " }{ for hop.cell.depends_on.iter().map(|key| html!(<><code>{ key }</code>{ " " }</>)) }</p>
            }
            if let Some(error) = error {
                <p class="error-text"><span class="muted">{ phrases.answers }</span>{ " " }<code>{ &error.code }{ ": " }{ &error.message }</code></p>
            }
            if chain.question.is_none() && matches!(hop.kind, HopKind::Allow) { <p class="muted">{ words.inferred_question }</p> }
            if !hop.cell.decided_by.is_empty() {
                <div class="actions"><span class="muted">{ phrases.decided_by }</span>{ for places }</div>
            }
            { learn(store, concept) }
        </div>
    }
}
