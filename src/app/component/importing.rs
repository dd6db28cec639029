//! Paste or drop anything, and what became of it: the dialog, the strip afterwards, the offer under the editor.
//!
//! What always holds: nothing changes before the reader says so, except that an offer or the dialog appears; every
//! import is one step that one undo takes back; what could not be used stays to be read until it is closed.

mod files;
mod listener;
mod panel;
mod preview;

pub use listener::Listener;

use crate::app::hooks::{Store, act};
use crate::app::prose::prose;
use crate::app::state::{Action, Dialog, Importing, MOST, Offer, Origin, Pane, Summary};
use crate::import::{self, Change, Choices, Import, Input, Target};
use crate::message::words::importing as words;
use crate::scenario::Scenario;
use crate::text::SourceId;
use std::rc::Rc;
use yew::prelude::*;

/// The content of the dialog.
pub fn importing(store: &Store) -> Html {
    html!(<panel::Panel store={store.clone()} />)
}

/// The way in above the editors, where the bar on top has no room for it.
pub fn bar(store: &Store) -> Html {
    let words = words::words(store.language);
    html! {
        <p class="import-bar">
            <button type="button" class="button" onclick={act(store, Action::SetDialog(Some(Dialog::Import)))}>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M9 4h6v3H9zM9 5H6v15h12V5h-3M12 10v7M9 14l3 3 3-3" /></svg>
                { words.open }
            </button>
            <span class="muted">{ prose(words.open_hint) }</span>
        </p>
    }
}

/// What became of the last import, with its undo.
pub fn strip(store: &Store) -> Html {
    let Some(summary) = &store.importing.summary else { return html!() };
    let words = words::words(store.language);
    let changes = changes(&summary.found);
    let text = match (summary.replaced, changes) {
        (true, _) => words.done_replaced.to_owned(),
        (false, 0) => words.no_change.to_owned(),
        (false, count) => (words.done)(count),
    };
    let unused = (!summary.unused.is_empty()).then(|| (words.done_unused)(summary.unused.len()));
    let close = act(store, Action::SetImporting(Importing { summary: None, ..store.importing.clone() }));
    let takes_back = store.history.past().len() == summary.steps && changes > 0;
    html! {
        <section class="notice import-strip" aria-label={words.title}>
            <p role="status">{ text }{ unused.map(|unused| format!(" {unused}")) }</p>
            <div class="import-strip-actions">
                if takes_back {
                    <button type="button" class="button" onclick={act(store, Action::Undo)}>{ words.undo }</button>
                }
                <button type="button" class="button button-quiet" onclick={close}>{ words.close }</button>
            </div>
            if !summary.unused.is_empty() {
                <div class="import-strip-part" tabindex="0" role="group" aria-label={words.unused}>
                    { preview::unused(store.language, &summary.unused, &summary.names) }
                </div>
            }
            if !summary.found.is_empty() {
                <details class="import-strip-details">
                    <summary>{ words.details }</summary>
                    <div class="import-strip-part" tabindex="0" role="group" aria-label={words.details}>
                        { preview::found(store.language, &summary.found, &summary.names, &preview::Choosing::Not) }
                    </div>
                </details>
            }
        </section>
    }
}

/// Under the editor: what was just pasted there looks as if it belonged elsewhere.
pub fn offer(store: &Store) -> Html {
    let Some(offer) = store.importing.offer.clone().filter(|offer| offer.document == store.document) else {
        return html!();
    };
    // Undone or overwritten meanwhile: then there is nothing to move.
    let pasted = offer.text.replace('\r', "");
    if !store.scenario.text(offer.document).is_some_and(|text| text.replace('\r', "").contains(pasted.trim())) {
        return html!();
    }
    let words = words::words(store.language);
    let dismiss = act(store, Action::SetImporting(Importing { offer: None, ..store.importing.clone() }));
    let accept = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| take_offer(&store, &offer))
    };
    let kind = store.importing.offer.as_ref().map(|offer| words::kind(store.language, &offer.kind)).unwrap_or_default();
    html! {
        <div class="import-offer" role="status">
            <p>{ prose(&(words.offer)(&kind)) }</p>
            <button type="button" class="button" onclick={accept}>{ words.offer_apply }</button>
            <button type="button" class="button button-quiet" onclick={dismiss}>{ words.offer_keep }</button>
        </div>
    }
}

/// Puts what was pasted into an editor where it belongs, and gives the editor its text back.
fn take_offer(store: &Store, offer: &Offer) {
    let mut base = Scenario::clone(&store.scenario);
    base.set_text(offer.document, offer.before.clone());
    let texts = [Input::text(offer.text.clone())];
    let import = import::import(&base, &texts, &Choices::default());
    apply(store, import, &texts);
}

/// Makes an import's scenario the page's, in one step, and shows what became of it.
fn apply(store: &Store, import: Import, texts: &[Input]) {
    let changed = import.scenario != *store.scenario;
    let steps = (store.history.past().len() + usize::from(changed)).min(MOST);
    let summary = Some(Rc::new(Summary::of(&import, texts, steps)));
    let document = document_of(&import);
    if changed {
        store.dispatch(if import.replaces {
            Action::Replace(Box::new(import.scenario), Origin::Import)
        } else {
            Action::Change(Box::new(import.scenario))
        });
    }
    // The strip says more than the notice.
    store.dispatch(Action::DismissNotice);
    store.dispatch(Action::SetImporting(Importing { summary, ..Importing::default() }));
    store.dispatch(Action::SetDialog(None));
    store.dispatch(Action::SetPane(Pane::Chain));
    if let Some(document) = document {
        store.dispatch(Action::OpenDocument(document));
    }
}

/// The document to show: the first that changed.
fn document_of(import: &Import) -> Option<SourceId> {
    let scenario = &import.scenario;
    let role = |arn: &str| (0u16..).zip(&scenario.roles).find(|(_, role)| role.arn == arn).map(|(at, _)| at);
    let changed = import.found.iter().flat_map(|found| &found.placed).filter(|placed| placed.change != Change::Same);
    let document = |target: &Target| match target {
        Target::Manifests(..) => Some(SourceId::Manifests),
        Target::Role(arn) | Target::TrustPolicy(arn) => role(arn).map(SourceId::TrustPolicy),
        Target::RolePolicy(arn, name) => {
            let at = role(arn)?;
            let policies = &scenario.roles.get(usize::from(at))?.policies;
            let (policy, _) = (0u16..).zip(policies).find(|(_, policy)| policy.name == *name)?;
            Some(SourceId::RolePolicy(at, policy))
        }
        Target::Boundary(arn) => role(arn).map(SourceId::RoleBoundary),
        Target::ResourcePolicy(arn) => (0u16..)
            .zip(&scenario.resource_policies)
            .find(|(_, one)| one.resource == *arn)
            .map(|(at, _)| SourceId::ResourcePolicy(at)),
        _ => None,
    };
    changed.map(|placed| document(&placed.target)).next()?.filter(|document| scenario.text(*document).is_some())
}

/// How many places change.
fn changes(found: &[import::Found]) -> usize {
    found.iter().flat_map(|found| &found.placed).filter(|placed| placed.change != Change::Same).count()
}
