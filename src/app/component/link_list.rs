//! The seven links as a list of buttons; the deciding one stands open. On a phone this list is the chain.

use super::verdict::{glyph, verdict_class, verdict_word};
use super::why::{applied, why};
use crate::app::hooks::{self, Store, act};
use crate::app::state::Action;
use crate::chain::{Chain, Link, Step, Verdict};
use crate::message::{self, phrases::Phrases, words};
use yew::prelude::*;

/// The links of the chain that is shown.
pub fn link_list(store: &Store) -> Html {
    let phrases = hooks::words(store);
    let Some(chain) = store.chain() else {
        return store.principal().map_or_else(|| html!(), |chain| super::principal::links(store, chain));
    };
    let rows =
        chain.links.iter().map(|link| html!(<>{ station(store, chain, link.step) }{ row(store, phrases, link) }</>));
    html!(<>{ applied(store) }<ol class="links" aria-label={phrases.links}>{ for rows }</ol></>)
}

/// The box that a phone shows before a link, since it has no picture.
fn station(store: &Store, chain: &Chain, step: Step) -> Html {
    let phrases = hooks::words(store);
    let (kind, name, detail) = match step {
        Step::SelectServiceAccount => (chain.workload.kind.as_str(), &chain.workload.name, &chain.workload.namespace),
        Step::InjectRole => (phrases.service_account, &chain.service_account.name, &chain.service_account.namespace),
        Step::AllowAction => match &chain.role {
            Some(role) => (phrases.iam_role, &role.name, &role.account),
            None => return html!(),
        },
        _ => return html!(),
    };
    html!(<li class="station" aria-hidden="true">{ kind }{ " " }<b>{ name }</b>{ " " }{ detail }</li>)
}

fn row(store: &Store, phrases: &'static Phrases, link: &Link) -> Html {
    let open = store.open_link() == Some(link.step);
    let number = link.step.number();
    let panel = format!("why-{number}");
    let words = match (link.verdict, link.own) {
        (Verdict::NotReached, Verdict::Pass) => format!("{} · {}", phrases.not_reached, phrases.would_pass),
        (Verdict::NotReached, Verdict::Fail) => format!("{} · {}", phrases.not_reached, phrases.would_fail),
        (verdict, _) => verdict_word(phrases, verdict).to_owned(),
    };
    html! {
        <li class={classes!("link", verdict_class(link.verdict))}>
            <h3 class="link-heading">
                <button type="button" class="link-row" aria-expanded={open.to_string()} aria-controls={panel.clone()}
                    onclick={act(store, Action::ToggleLink(link.step))}>
                    <span class="number"><span class="visually-hidden">{ (phrases.link)(number) }{ ": " }</span><span aria-hidden="true">{ number }</span></span>
                    <span class="link-name">
                        { message::step(store.language, link.step) }
                        if super::document::decided(store).links.contains(&link.step) {
                            { " " }<span class="chip decided-here">{ words::editor::words(store.language).decided_here }</span>
                        }
                    </span>
                    <span class="chip verdict-chip"><span aria-hidden="true">{ glyph(link.verdict) }</span>{ " " }{ words }</span>
                </button>
            </h3>
            <div id={panel} hidden={!open}>
                if open { { why(store, link.step) } }
            </div>
        </li>
    }
}
