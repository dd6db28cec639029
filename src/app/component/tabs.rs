//! The tabs over the editor, one a document, with a dot where a document has problems; the list of all documents behind
//! «More»; and the line that says whose document it is.
//!
//! What always holds: with few documents every one is a tab; with many, the tabs are those of one role, and everything
//! else is one click away. Arrow keys move between tabs; F2 renames, Delete removes, the context menu has both.

mod act;
mod head;
pub mod menu;
mod more;
mod name;
mod rename;

pub use act::{add, known};
pub use name::{label, last_part, severity_class};

use super::play::is_locked;
use crate::app::hooks::{Store, act as on, words};
use crate::app::state::Action;
use crate::diagnostic::Severity;
use crate::message::words as page_words;
use crate::scenario::edit::{self, Owner, Part};
use crate::text::SourceId;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`Tabs`].
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// The page's state.
    pub store: Store,
}

/// The tabs, with everything that belongs to them.
pub fn tabs(store: &Store) -> Html {
    html!(<Tabs store={store.clone()} />)
}

/// The tabs, the list behind «More», the strip of a removal, and the owner's line.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let store = &props.store;
    // Counts how often a name was asked to be edited from a menu.
    let asked = use_state(|| 0u32);
    let ask = {
        let asked = asked.clone();
        Callback::from(move |part: Part| {
            rename::ask(part);
            asked.set(*asked + 1);
        })
    };
    use_effect_with(store.document, |&document| into_view(document));
    html! {
        <>
            <div class="tab-bar">
                { tab_list(store, &ask) }
                <more::More store={store.clone()} hidden={hidden(store)} ask={ask.clone()} asked={*asked} />
            </div>
            { removed(store) }
            { head::head(store, &ask, *asked) }
        </>
    }
}

/// The documents that stand as tabs.
fn shown(store: &Store) -> Vec<SourceId> {
    let role = store.chain().and_then(|chain| chain.role.as_ref()?.index).unwrap_or(0);
    edit::tabs(&store.scenario, store.document, role)
}

/// The documents that do not.
fn hidden(store: &Store) -> Vec<SourceId> {
    let shown = shown(store);
    store.scenario.documents().map(|(source, _)| source).filter(|source| !shown.contains(source)).collect()
}

fn tab_list(store: &Store, ask: &Callback<Part>) -> Html {
    let phrases = words(store);
    let mut documents = shown(store);
    documents.push(SourceId::Settings);
    let onkeydown = {
        let (store, documents, ask) = (store.clone(), documents.clone(), ask.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = documents.iter().position(|&source| source == store.document).unwrap_or(0);
            let last = documents.len().saturating_sub(1);
            let part = Part::Document(store.document);
            let next = match event.key().as_str() {
                "ArrowRight" if at == last => 0,
                "ArrowRight" => at + 1,
                "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                "F2" if edit::name(&store.scenario, part).is_some() => return ask.emit(part),
                "Delete" => {
                    act::remove(&store, part);
                    return focus_later(UNDO.to_owned());
                }
                _ => return,
            };
            event.prevent_default();
            if let Some(&source) = documents.get(next) {
                store.dispatch(Action::OpenDocument(source));
                focus_later(tab_id(source));
            }
        })
    };
    let several = store.scenario.roles.len() > 1;
    let mut last_owner = Owner::Cluster;
    let tabs = documents.iter().map(|&source| {
        let chosen = store.document == source;
        let owner = edit::owner(source);
        // The first tab of an owner carries its name, where there are several.
        let named = several && matches!(owner, Owner::Role(_)) || matches!(owner, Owner::User(_) | Owner::Group(_));
        let leads = named && owner != last_owner;
        last_owner = owner;
        let owner_name = if named { name::owner_name(store, owner) } else { String::new() };
        let oncontextmenu = {
            let store = store.clone();
            Callback::from(move |event: MouseEvent| {
                if let Some(tab) = menu::element(&tab_id(source)).filter(|_| head::has_menu(source)) {
                    event.prevent_default();
                    store.dispatch(Action::OpenDocument(source));
                    menu::open_beside(head::MENU, &tab, &event);
                }
            })
        };
        let class = classes!("tab", (source == SourceId::Settings).then_some("tab-settings"));
        html! {
            <button type="button" key={source.to_string()} id={tab_id(source)} role="tab" {class} aria-selected={chosen.to_string()}
                aria-controls={if source == SourceId::Settings { "settings" } else { "document" }} tabindex={if chosen { "0" } else { "-1" }} {oncontextmenu}
                onclick={on(store, Action::OpenDocument(source))}>
                if leads { <span class="tab-owner">{ &owner_name }{ " " }</span> }
                if source == SourceId::Settings { { gear() } }
                <span class="tab-name">{ name::short(store, phrases, source) }</span>
                if named && !leads { <span class="visually-hidden">{ (page_words::documents::words(store.language).of)(&owner_name) }</span> }
                if is_locked(store, source) { { lock(store) } }
                { dot(store, name::worst(store, source), name::number(store, source)) }
            </button>
        }
    });
    html!(<div id="tabs" class="tabs" role="tablist" aria-label={phrases.editors} {onkeydown}>{ for tabs }</div>)
}

/// The dot of problems, with their number for screen readers.
fn dot(store: &Store, worst: Option<Severity>, number: usize) -> Html {
    let Some(severity) = worst else { return html!() };
    html! {
        <>
            <span class={classes!("dot", severity_class(severity))} />
            <span class="visually-hidden">{ format!(", {}", name::count_words(words(store), number)) }</span>
        </>
    }
}

/// The lock of a document that what is played asks to leave as it is.
fn lock(store: &Store) -> Html {
    html! {
        <>
            <svg class="tab-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <rect x="6" y="11" width="12" height="9" rx="2" /><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" />
            </svg>
            <span class="visually-hidden">{ ", " }{ page_words::lesson::words(store.language).locked_short }</span>
        </>
    }
}

fn gear() -> Html {
    html! {
        <svg class="tab-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2" /><circle cx="9" cy="17" r="2" />
        </svg>
    }
}

/// The button that brings back what was removed.
const UNDO: &str = "undo-removal";

/// The strip after a removal.
fn removed(store: &Store) -> Html {
    let words = page_words::documents::words(store.language);
    html! {
        <div class="removed" role="status">
            if let Some(removed) = &store.removed {
                <p>{ (words.removed)(&removed.name) }</p>
                <button type="button" id={UNDO} class="button" onclick={on(store, Action::Undo)}>{ words.undo }</button>
            }
        </div>
    }
}

/// The id of a document's tab.
#[must_use]
pub fn tab_id(source: SourceId) -> String {
    format!("tab-{source}")
}

/// Scrolls the row of tabs, and nothing else, to a tab.
fn into_view(source: SourceId) {
    let (Some(tab), Some(row)) = (menu::element(&tab_id(source)), menu::element("tabs")) else { return };
    let (left, width) = (tab.offset_left(), tab.offset_width());
    // The settings stand over the right end of the row.
    let settings = menu::element(&tab_id(SourceId::Settings)).filter(|_| source != SourceId::Settings);
    let covered = settings.map_or(0, |tab| tab.offset_width());
    let (from, visible) = (row.scroll_left(), row.client_width() - covered);
    if source == SourceId::Settings {
        return;
    }
    if left < from {
        row.set_scroll_left(left - 8);
    } else if left + width > from + visible {
        row.set_scroll_left(left + width - visible + 8);
    }
}

/// Moves the focus to the element with an id, if there is one.
pub fn focus(id: &str) {
    if let Some(element) = menu::element(id) {
        // An element that cannot be focused stays as it is.
        let _ = HtmlElement::focus(&element);
    }
}

/// The same for an element that the next rendering brings.
pub fn focus_later(id: String) {
    soon(id, |element| {
        // An element that cannot be focused stays as it is.
        let _ = element.focus();
    });
}

/// Calls back with an element as soon as it is on the page; never, where it does not come.
pub(super) fn soon(id: String, found: impl FnOnce(&HtmlElement) + 'static) {
    retry(id, Box::new(found), 30);
}

fn retry(id: String, found: Box<dyn FnOnce(&HtmlElement)>, tries: u32) {
    let look = move || match menu::element(&id) {
        Some(element) => found(&element),
        None if tries > 0 => retry(id, found, tries - 1),
        None => {}
    };
    gloo::timers::callback::Timeout::new(if tries == 30 { 0 } else { 16 }, look).forget();
}
