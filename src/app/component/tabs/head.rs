//! The line under the tabs: whose document it is, with names that are edited in place, the number of its problems, and
//! the menu of what can be done with it.

use super::menu::{Item, Menu, item};
use super::rename::Name;
use super::{act, focus_later, more, name};
use crate::app::hooks::{Store, words};
use crate::app::state::Action;
use crate::message::words as page_words;
use crate::scenario::edit::{self, Owner, Part, Way};
use crate::text::SourceId;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The id of the menu of the open document.
pub const MENU: &str = "document-menu";

/// Whether something can be done with a document besides editing it.
#[must_use]
pub fn has_menu(source: SourceId) -> bool {
    !matches!(source, SourceId::Manifests | SourceId::Settings)
}

/// The line.
pub fn head(store: &Store, ask: &Callback<Part>, asked: u32) -> Html {
    let words = page_words::documents::words(store.language);
    let source = store.document;
    if source == SourceId::Settings {
        return html!();
    }
    let label = name::label(store, self::words(store), source);
    html! {
        <div class="document-head">
            <div class="document-owner">{ owner(store, source, asked) }</div>
            <span class="document-count">{ name::count(store, self::words(store), source) }</span>
            if has_menu(source) {
                <Menu id={MENU} label={(words.options)(&label)} items={items(store, source, ask)} />
            }
        </div>
    }
}

fn owner(store: &Store, source: SourceId, asked: u32) -> Html {
    let words = page_words::documents::words(store.language);
    let owner = edit::owner(source);
    let own_name = |part: Part, id: &'static str, shown: Option<String>| {
        let key = format!("{part:?}");
        let shown = shown.map(AttrValue::from);
        html!(<Name {key} store={store.clone()} {part} {id} {shown} {asked} />)
    };
    let part = Part::Document(source);
    let policy = edit::name(&store.scenario, part)
        .is_some()
        .then(|| html!(<span class="owner-pair"><span>{ words.policy }</span>{ own_name(part, "document-name", None) }</span>));
    // Where several roles are to choose from, the choice shows the name; beside the name of a policy, the owner's last
    // part is enough.
    let shown = match owner {
        Owner::Role(_) if store.scenario.roles.len() > 1 => Some(String::new()),
        Owner::Role(_) | Owner::User(_) if policy.is_some() => Some(name::owner_name(store, owner)),
        _ => None,
    };
    let of = |kind: &'static str| {
        html! {
            <span class="owner-pair">
                <span>{ kind }</span>{ role_choice(store, source) }
                { own_name(Part::Owner(owner), "document-owner-name", shown.clone()) }
            </span>
        }
    };
    match owner {
        Owner::Cluster => html!(<span>{ words.kubernetes_yaml }</span>),
        Owner::Role(_) => {
            html!(<>{ policy }{ of(words.role) }</>)
        }
        Owner::User(_) => html!(<>{ policy }{ of(words.user) }</>),
        Owner::Group(_) => html!(<>{ policy }{ of(words.group) }</>),
        Owner::Resources => html!(<><span>{ words.on_resource }</span>{ own_name(part, "document-name", None) }</>),
        Owner::ServiceControl(_) | Owner::ResourceControl(_) => {
            html!(<span>{ name::owner_title(store, owner).0 }</span>)
        }
        Owner::Sessions => html!(<span>{ name::short(store, self::words(store), source) }</span>),
    }
}

/// Where there are several roles: the same document of another one.
fn role_choice(store: &Store, source: SourceId) -> Html {
    let Owner::Role(chosen) = edit::owner(source) else { return html!() };
    if store.scenario.roles.len() < 2 {
        return html!();
    }
    let words = page_words::documents::words(store.language);
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let Ok(role) = u16::try_from(select.selected_index()) else { return };
            let wanted = match source {
                SourceId::RolePolicy(_, j) => SourceId::RolePolicy(role, j),
                SourceId::RoleBoundary(_) => SourceId::RoleBoundary(role),
                _ => SourceId::TrustPolicy(role),
            };
            let mut all = store.scenario.documents().map(|(source, _)| source);
            let first = || {
                store.scenario.documents().map(|(source, _)| source).find(|&one| edit::owner(one) == Owner::Role(role))
            };
            let found = all.find(|&one| one == wanted).or_else(first);
            store.dispatch(Action::OpenDocument(found.unwrap_or(SourceId::Manifests)));
        })
    };
    let options = (0u16..)
        .zip(&store.scenario.roles)
        .map(|(i, _)| html!(<option selected={i == chosen}>{ name::owner_name(store, Owner::Role(i)) }</option>));
    html!(<select class="field role-choice" aria-label={words.choose_role} {onchange}>{ for options }</select>)
}

/// What can be done with a document, then with its owner.
pub fn items(store: &Store, source: SourceId, ask: &Callback<Part>) -> Vec<Item> {
    let mut items = part_items(store, Part::Document(source), ask, Naming::Plain);
    let owner = edit::owner(source);
    if matches!(owner, Owner::Role(_) | Owner::User(_) | Owner::Group(_)) {
        let mut own = part_items(store, Part::Owner(owner), ask, Naming::Full);
        if let Some(first) = own.first_mut() {
            first.class = "separate";
        }
        items.extend(own);
    }
    items
}

/// Whether an entry names what it is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// It is clear from the place.
    Plain,
    /// It is the document's owner, not the document.
    Full,
}

/// What can be done with a part.
pub fn part_items(store: &Store, part: Part, ask: &Callback<Part>, naming: Naming) -> Vec<Item> {
    let words = page_words::documents::words(store.language);
    let label = |verb: &'static str| match naming {
        Naming::Plain => AttrValue::from(verb),
        Naming::Full => AttrValue::from(format!("{verb}: {}", act::part_name(store, part))),
    };
    let mut items = Vec::new();
    if edit::name(&store.scenario, part).is_some() {
        let ask = ask.clone();
        items.push(item(label(words.rename), move || ask.emit(part)));
    }
    if edit::duplicate(&store.scenario, part).is_some() {
        let store = store.clone();
        items.push(item(label(words.duplicate), move || act::duplicate(&store, part)));
    }
    for (way, verb) in [(Way::Up, words.move_up), (Way::Down, words.move_down)] {
        if edit::can_shift(&store.scenario, part, way) {
            let store = store.clone();
            items.push(item(label(verb), move || {
                // From the line, the focus went back to the menu's button already.
                if let Some(show) = act::shift(&store, part, way).filter(|_| more::is_open()) {
                    focus_later(more::menu_button(part, show));
                }
            }));
        }
    }
    if edit::remove(&store.scenario, part).is_some() {
        let store = store.clone();
        let remove = item(label(words.remove), move || {
            more::close();
            act::remove(&store, part);
            focus_later(super::UNDO.to_owned());
        });
        items.push(Item { class: "danger", ..remove });
    }
    items
}
