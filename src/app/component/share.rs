//! The share dialog: the link with its length, what it tells about its maker, and the other forms: Markdown, JSON, embed.
//!
//! What always holds: the reader's own scenario is never changed. Everything in the dialog is of one scenario: the
//! reader's, with the ticked kinds of names replaced.

mod copy;
mod forms;
mod names;

use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::app::route;
use crate::message::words::{self, share::Words};
use crate::scenario::Scenario;
use crate::share::redact::{self, Finding, Kind};
use crate::share::{self as link, LinkError};
use copy::{CopyField, can_send, send};
use std::rc::Rc;
use yew::prelude::*;

/// Characters that every chat takes in a link.
const CHAT: usize = 2_000;
/// Characters that mail programs and trackers mostly take.
const MAIL: usize = 8_000;
/// Characters that every current browser opens.
const BROWSER: usize = 64_000;

/// The share dialog: link, Markdown, JSON, picture, embed.
pub fn share(store: &Store) -> Html {
    html!(<Share store={store.clone()} />)
}

/// Properties of [`Share`].
#[derive(Properties, PartialEq)]
struct ShareProps {
    store: Store,
}

/// What the dialog shows, computed once for each choice.
#[derive(PartialEq)]
struct Shared {
    scenario: Rc<Scenario>,
    link: Result<AttrValue, LinkError>,
    /// Whether names were replaced, and if so whether the simulation says the same.
    same: Option<bool>,
}

#[component]
fn Share(props: &ShareProps) -> Html {
    let store = &props.store;
    let words = words::share::words(store.language);
    let findings = use_memo(store.scenario.clone(), |scenario| redact::findings(scenario));
    let chosen = use_state(|| {
        let secret = findings.iter().any(|finding| finding.kind == Kind::Secret);
        if secret { vec![Kind::Secret] } else { Vec::new() }
    });
    let shared = {
        let findings = findings.clone();
        use_memo((store.scenario.clone(), (*chosen).clone()), move |(scenario, chosen)| {
            shared(scenario, &findings, chosen)
        })
    };
    let toggle = {
        let chosen = chosen.clone();
        Callback::from(move |kinds: Vec<Kind>| chosen.set(kinds))
    };
    html! {
        <div class="share">
            { link_part(words, &shared) }
            { names::names(words, &findings, &chosen, shared.same, &toggle) }
            <forms::Forms store={store.clone()} scenario={shared.scenario.clone()} link={shared.link.clone().ok()} />
        </div>
    }
}

fn shared(scenario: &Rc<Scenario>, findings: &[Finding], chosen: &[Kind]) -> Shared {
    let picked: Vec<Finding> = findings.iter().filter(|finding| chosen.contains(&finding.kind)).cloned().collect();
    let (scenario, same) = if picked.is_empty() {
        (scenario.clone(), None)
    } else {
        let redacted = redact::redact(scenario, &picked);
        let same = redact::same_verdicts(scenario, &redacted);
        (Rc::new(redacted), Some(same))
    };
    let link = link::encode(&scenario).map(|text| format!("{}{}{text}", route::base(), link::PREFIX).into());
    Shared { scenario, link, same }
}

fn link_part(words: &'static Words, shared: &Shared) -> Html {
    let Ok(link) = &shared.link else {
        return html!(<p class="share-warning" role="status">{ words.too_large }</p>);
    };
    let length = link.len();
    let (class, fits) = match length {
        ..=CHAT => ("fits", words.fits_everywhere),
        _ if length <= MAIL => ("fits-most", words.fits_most),
        _ if length <= BROWSER => ("fits-most", words.fits_browsers),
        _ => ("fits-not", words.fits_nowhere),
    };
    let send = can_send().then(|| {
        let onclick = {
            let link = link.clone();
            Callback::from(move |_: MouseEvent| send(&link))
        };
        html!(<button type="button" class="button" {onclick}>{ words.send }</button>)
    });
    html! {
        <section class="share-part" aria-labelledby="share-link-title">
            <h3 id="share-link-title">{ words.link }</h3>
            <CopyField id="share-link" label={words.link} text={link.clone()} {words} first=true>{ send }</CopyField>
            <p class={classes!("share-length", class)}>
                <progress max={CHAT.to_string()} value={length.min(CHAT).to_string()} aria-hidden="true" />
                <span><strong>{ (words.length)(length) }</strong>{ " · " }{ fits }</span>
            </p>
            <p class="muted">{ prose(words.privacy) }</p>
        </section>
    }
}
