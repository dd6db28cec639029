//! All documents by their owners, behind «More»: problems, search where there are many, and what can be added.

use super::head::{self, Naming};
use super::menu::{self, Item, Menu, item};
use super::rename::Name;
use super::{act, dot, focus_later, name, tab_id};
use crate::app::hooks::{Store, words};
use crate::app::state::Action;
use crate::message::words as page_words;
use crate::scenario::edit::{self, New, Owner, Part, Section};
use crate::text::SourceId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// From so many documents on there is a search field.
const MANY: usize = 10;
/// The id of the panel.
const PANEL: &str = "all-documents";
/// The id of its button.
const BUTTON: &str = "all-documents-button";

/// Properties of [`More`].
#[derive(Properties, PartialEq)]
pub struct MoreProps {
    /// The page's state.
    pub store: Store,
    /// The documents that are no tabs.
    pub hidden: Vec<SourceId>,
    /// Lets a name be edited in the line under the tabs.
    pub ask: Callback<Part>,
    /// Changes whenever a name was asked for.
    pub asked: u32,
}

/// The button and its panel.
#[component]
pub fn More(props: &MoreProps) -> Html {
    let MoreProps { store, hidden, ask, asked } = props;
    let words = page_words::documents::words(store.language);
    let open = use_state(|| false);
    let query = use_state(String::new);
    let onclick = Callback::from(|event: MouseEvent| {
        let button =
            event.current_target().and_then(|target| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(target).ok());
        let button = button.filter(|element| element.id() == BUTTON).or_else(|| menu::element(BUTTON).map(Into::into));
        if let (Some(panel), Some(button)) = (menu::element(PANEL), button)
            && let Ok(Some(card)) = button.closest(".editor-card")
        {
            menu::under(&panel, &button, &card);
        }
    });
    let ontoggle = {
        let (open, query) = (open.clone(), query.clone());
        Callback::from(move |_: Event| {
            let now = is_open();
            if now && !*open {
                query.set(String::new());
                focus_later(PANEL.to_owned());
            }
            open.set(now);
        })
    };
    let worst = hidden.iter().filter_map(|&source| name::worst(store, source)).min();
    let problems = hidden.iter().map(|&source| name::number(store, source)).sum();
    html! {
        <>
            <button type="button" id={BUTTON} class="tab more-button" popovertarget={PANEL} {onclick} aria-haspopup="dialog"
                aria-expanded={open.to_string()}>
                { words.more }
                if !hidden.is_empty() { <span class="more-count">{ hidden.len() }</span> }
                { dot(store, worst, problems) }
                <span aria-hidden="true">{ " ▾" }</span>
            </button>
            <div id={PANEL} class="popup more-panel" popover="auto" role="dialog" aria-label={words.all_documents} tabindex="-1" {ontoggle}>
                if *open { { panel(store, &query, ask, *asked) } }
            </div>
        </>
    }
}

/// Whether the list is open.
pub fn is_open() -> bool {
    menu::element(PANEL).is_some_and(|panel| menu::is_open(&panel))
}

/// Closes the list.
pub fn close() {
    menu::hide(PANEL);
}

/// The id of the button in the list that opens the menu of a part whose first document is this one.
#[must_use]
pub fn menu_button(part: Part, show: SourceId) -> String {
    match part {
        Part::Document(_) => format!("more-{show}-menu-button"),
        Part::Owner(_) => format!("{}-menu-button", section_id(edit::owner(show))),
    }
}

fn section_id(owner: Owner) -> String {
    format!("more-{owner:?}").replace(['(', ')'], "-")
}

fn panel(store: &Store, query: &UseStateHandle<String>, ask: &Callback<Part>, asked: u32) -> Html {
    let words = page_words::documents::words(store.language);
    let all = store.scenario.documents().count();
    let wanted = query.trim().to_lowercase();
    let mut sections = edit::outline(&store.scenario);
    if !wanted.is_empty() {
        for section in &mut sections {
            let (kind, owner) = name::owner_title(store, section.owner);
            if !format!("{kind} {owner}").to_lowercase().contains(&wanted) {
                section.documents.retain(|&source| label(store, source).to_lowercase().contains(&wanted));
            }
        }
        sections.retain(|section| !section.documents.is_empty());
    }
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                query.set(field.value());
            }
        })
    };
    html! {
        <>
            if all > MANY {
                <input class="field more-search" type="search" aria-label={words.search} placeholder={words.search}
                    value={(**query).clone()} {oninput} />
            }
            if sections.is_empty() { <p class="muted">{ words.nothing_found }</p> }
            { for sections.iter().map(|section| self::section(store, section, ask, asked)) }
            { additions(store) }
        </>
    }
}

fn label(store: &Store, source: SourceId) -> String {
    name::short(store, words(store), source)
}

fn section(store: &Store, section: &Section, ask: &Callback<Part>, asked: u32) -> Html {
    let words = page_words::documents::words(store.language);
    let owner = section.owner;
    let part = Part::Owner(owner);
    let (kind, owner_name) = name::owner_title(store, owner);
    let id = section_id(owner);
    let mut items: Vec<Item> = additions_for(owner)
        .into_iter()
        .filter(|&(new, _)| act::can_add(store, new))
        .map(|(new, verb)| {
            let store = store.clone();
            item(format!("{}: {}", words.add, verb(words)), move || add(&store, new))
        })
        .collect();
    items.extend(head::part_items(store, part, &nothing_to_ask(ask, &id), Naming::Plain));
    let title = if owner_name.is_empty() { kind.clone() } else { format!("{kind} {owner_name}") };
    let mut documents = section.documents.clone();
    if owner == Owner::Cluster {
        documents.push(SourceId::Settings);
    }
    html! {
        <section key={id.clone()} class="more-section">
            <div class="more-head">
                <h3>{ kind }</h3>
                if !owner_name.is_empty() {
                    <Name store={store.clone()} {part} id={format!("{id}-name")} shown={AttrValue::from(owner_name)} {asked} />
                }
                if !items.is_empty() {
                    <Menu id={format!("{id}-menu")} label={(words.options)(&title)} {items} />
                }
            </div>
            if documents.is_empty() { <p class="muted">{ words.no_documents }</p> }
            <ul class="more-list">{ for documents.iter().map(|&source| row(store, source, ask)) }</ul>
        </section>
    }
}

/// In the list, an owner's name is edited where it stands: its field opens by its own button.
fn nothing_to_ask(_ask: &Callback<Part>, id: &str) -> Callback<Part> {
    let name = format!("{id}-name");
    Callback::from(move |_: Part| {
        if let Some(button) = menu::element(&name) {
            button.click();
        }
    })
}

fn row(store: &Store, source: SourceId, ask: &Callback<Part>) -> Html {
    let words = page_words::documents::words(store.language);
    let chosen = store.document == source;
    let onclick = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| show(&store, source))
    };
    let ask = {
        let (store, ask) = (store.clone(), ask.clone());
        Callback::from(move |part: Part| {
            menu::hide(PANEL);
            store.dispatch(Action::OpenDocument(source));
            ask.emit(part);
        })
    };
    let number = name::number(store, source);
    let menu = head::has_menu(source).then(|| {
        let items = head::part_items(store, Part::Document(source), &ask, Naming::Plain);
        let label = (words.options)(&name::label(store, self::words(store), source));
        html!(<Menu id={format!("more-{source}-menu")} {label} {items} />)
    });
    html! {
        <li key={source.to_string()}>
            <button type="button" class="more-row" aria-current={chosen.then_some("true")} {onclick}>
                <span class="more-name">{ label(store, source) }</span>
                if let Some(severity) = name::worst(store, source) {
                    <span class="more-problems"><span class={classes!("dot", name::severity_class(severity))} />{ " " }{ name::count_words(self::words(store), number) }</span>
                }
            </button>
            { menu }
        </li>
    }
}

fn show(store: &Store, source: SourceId) {
    menu::hide(PANEL);
    store.dispatch(Action::OpenDocument(source));
    focus_later(tab_id(source));
}

type Verb = fn(&page_words::documents::Words) -> &'static str;

/// What can be added to an owner.
fn additions_for(owner: Owner) -> Vec<(New, Verb)> {
    match owner {
        Owner::Role(i) => vec![
            (New::TrustPolicy(i), |words| words.add_trust_policy),
            (New::RolePolicy(i), |words| words.add_policy),
            (New::RoleBoundary(i), |words| words.add_boundary),
        ],
        Owner::User(i) => {
            vec![(New::UserPolicy(i), |words| words.add_policy), (New::UserBoundary(i), |words| words.add_boundary)]
        }
        Owner::Group(i) => vec![(New::GroupPolicy(i), |words| words.add_policy)],
        Owner::Resources => vec![(New::ResourcePolicy, |words| words.add_resource_policy)],
        Owner::ServiceControl(i) => vec![(New::ServiceControlPolicy(Some(i)), |words| words.add_scp)],
        Owner::ResourceControl(i) => vec![(New::ResourceControlPolicy(Some(i)), |words| words.add_rcp)],
        Owner::Cluster | Owner::Sessions => Vec::new(),
    }
}

/// What can be added, whoever it is for; for the role that the tabs show where it is for a role.
fn additions(store: &Store) -> Html {
    let words = page_words::documents::words(store.language);
    let role = match edit::owner(store.document) {
        Owner::Role(role) => role,
        _ => store.chain().and_then(|chain| chain.role.as_ref()?.index).unwrap_or(0),
    };
    let mut all: Vec<(New, Verb)> = vec![(New::Role, |words| words.add_role)];
    all.extend(additions_for(Owner::Role(role)));
    all.push((New::ResourcePolicy, |words| words.add_resource_policy));
    all.push(match store.scenario.service_control_policies.len() {
        0 => (New::ServiceControlPolicy(None), |words| words.add_scp),
        _ => (New::ServiceControlPolicy(None), |words| words.add_scp_level),
    });
    all.push(match store.scenario.resource_control_policies.len() {
        0 => (New::ResourceControlPolicy(None), |words| words.add_rcp),
        _ => (New::ResourceControlPolicy(None), |words| words.add_rcp_level),
    });
    all.extend([
        (New::SessionPolicy, (|words| words.add_session_policy) as Verb),
        (New::EndpointPolicy, |words| words.add_endpoint_policy),
        (New::User, |words| words.add_user),
        (New::Group, |words| words.add_group),
        (New::Association, |words| words.add_association),
    ]);
    let several = store.scenario.roles.len() > 1;
    let buttons = all.into_iter().filter(|&(new, _)| act::can_add(store, new)).map(|(new, verb)| {
        let for_role = several && matches!(new, New::TrustPolicy(_) | New::RolePolicy(_) | New::RoleBoundary(_));
        let onclick = {
            let store = store.clone();
            Callback::from(move |_: MouseEvent| add(&store, new))
        };
        html! {
            <li><button type="button" class="button add-button" {onclick}>
                <span aria-hidden="true">{ "+ " }</span><span>{ verb(words) }
                if for_role { <span class="muted">{ format!(" · {}", name::owner_name(store, Owner::Role(role))) }</span> }</span>
            </button></li>
        }
    });
    html! {
        <section class="more-section">
            <div class="more-head"><h3 id="more-add">{ words.add }</h3></div>
            <ul class="add-list" aria-labelledby="more-add">{ for buttons }</ul>
        </section>
    }
}

fn add(store: &Store, new: New) {
    menu::hide(PANEL);
    if let Some(show) = act::add(store, new) {
        focus_later(tab_id(show));
    }
}
