//! The proposed trust policy: who gets in, the difference, and who no longer does.

use super::{Applied, apply, changed, undo};
use crate::app::component::tabs;
use crate::app::component::why::line_of;
use crate::app::hooks::{Store, act, words as phrases};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::message::words::propose::Words;
use crate::propose::trust::{Admitted, Excluded, Trust, Unable};
use crate::text::Location;
use yew::prelude::*;

/// The proposal, or why there is none.
pub(super) fn section(store: &Store, words: &'static Words, found: &Result<Trust, Unable>, applied: &Applied) -> Html {
    let text = match found {
        Ok(trust) => return proposed(store, words, trust, applied),
        Err(Unable::Exact) => {
            return html!(<p><span aria-hidden="true">{ "✓ " }</span>{ words.trust_exact }{ " " }{ undo(store, words, applied, "trust") }</p>);
        }
        Err(Unable::NoRole) => words.no_role.to_owned(),
        Err(Unable::Nobody) => words.nobody.to_owned(),
        Err(Unable::NoIssuer) => words.no_issuer.to_owned(),
        Err(Unable::NoCluster) => words.no_cluster.to_owned(),
        Err(Unable::Unreadable) => words.trust_unreadable.to_owned(),
        Err(Unable::Narrower(subject)) => (words.trust_narrower)(&subject.to_string()),
        Err(Unable::Wider(subject)) => (words.trust_wider)(&subject.to_string()),
    };
    html!(<p><span aria-hidden="true">{ "⚠ " }</span>{ prose(&text) }</p>)
}

fn proposed(store: &Store, words: &'static Words, trust: &Trust, applied: &Applied) -> Html {
    let untagged = trust.admitted.iter().any(|one| matches!(one, Admitted::PodIdentity { tagged: false, .. }));
    let name = phrases(store).trust_policy;
    html! {
        <>
            <h4>{ words.admitted }</h4>
            <ul>{ for trust.admitted.iter().map(|one| html!(<li>{ prose(&(words.who)(one)) }</li>)) }</ul>
            if untagged { <p><span aria-hidden="true">{ "⚠ " }</span>{ words.untagged }</p> }
            { for trust.kept_out.iter().map(|subject| html!(<p><span aria-hidden="true">{ "⚠ " }</span>{ prose(&(words.kept_out)(&subject.to_string())) }</p>)) }
            { changed(store, words, name, (trust.before.as_deref(), Some(&trust.after))) }
            if trust.gone.is_empty() {
                <p class="muted">{ words.nobody_excluded }</p>
            } else {
                <h4>{ words.excluded }</h4>
                <ul>{ for trust.gone.iter().map(|one| excluded(store, words, one)) }</ul>
            }
            <p class="muted"><span aria-hidden="true">{ "✓ " }</span>{ words.trust_checked }</p>
            <button type="button" class="button button-primary" onclick={apply(store, applied, "trust", &trust.scenario)}>{ words.apply_trust }</button>
        </>
    }
}

fn excluded(store: &Store, words: &'static Words, one: &Excluded) -> Html {
    let show = |at: Location| {
        let phrases = phrases(store);
        let label = format!("{} · {}", tabs::label(store, phrases, at.source), (phrases.show_line)(line_of(store, at)));
        html!(<button type="button" class="button button-quiet" onclick={act(store, Action::Show(at))}>{ label }</button>)
    };
    let (text, at) = match one {
        Excluded::Principal(text, at) | Excluded::Subject(text, at) | Excluded::Audience(text, at) => {
            (html!(<code>{ text }</code>), *at)
        }
        Excluded::OtherSubjects(at) => (html!({ words.other_subjects }), *at),
        Excluded::OtherAudiences(at) => (html!({ words.other_audiences }), *at),
    };
    html!(<li>{ text }{ " " }{ show(at) }</li>)
}
