//! The bar on top: name, language, colours.

use super::example_strip;
use crate::app::hooks::{Store, act, words};
use crate::app::state::{Action, Dialog, Theme};
use crate::message::{self, Language, words};
use yew::prelude::*;

/// The bar on top.
pub fn header(store: &Store) -> Html {
    let phrases = words(store);
    let page = words::page::words(store.language);
    let other = match store.language {
        Language::English => Language::Korean,
        Language::Korean => Language::English,
    };
    let other_code = message::phrases(other).language_code;
    html! {
        <header class="bar">
            <h1 class="logo">
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                    <rect x="2" y="8" width="7" height="8" rx="2" />
                    <rect x="15" y="8" width="7" height="8" rx="2" />
                    <path d="M9 12h6" />
                </svg>
                { phrases.title }
            </h1>
            { example_strip::title(store) }
            { undo(store) }
            <div class="bar-wide">
                <button type="button" class="button button-quiet" onclick={open(store, Dialog::Import)}>{ page.import }</button>
                <button type="button" class="button button-quiet" onclick={open(store, Dialog::Gallery)}>{ page.examples }</button>
                <button type="button" class="button button-quiet" onclick={open(store, Dialog::Course)}>{ words::lesson::words(store.language).lessons }</button>
                <a class="button button-quiet" href="#/k">{ words::reading::words(store.language).concepts }</a>
                <button type="button" class="button button-quiet" onclick={open(store, Dialog::History)}>{ page.history }</button>
                { theme_choice(store) }
                <button type="button" class="button button-quiet" lang={other_code} title={phrases.switch_language}
                    onclick={act(store, Action::SetLanguage(other))}>
                    { phrases.other_language }
                </button>
            </div>
            <button type="button" class="button button-primary" onclick={open(store, Dialog::Share)}>{ page.share }</button>
            { menu(store, other) }
        </header>
    }
}

/// What a phone's bar has no room for, in a popover.
fn menu(store: &Store, other: Language) -> Html {
    let (phrases, page) = (words(store), words::page::words(store.language));
    let item = |label: Html, action: Action| html!(<li><button type="button" class="button button-quiet" popovertarget="bar-menu" popovertargetaction="hide" onclick={act(store, action)}>{ label }</button></li>);
    let dialog = |label: &'static str, dialog: Dialog| item(html!(label), Action::SetDialog(Some(dialog)));
    let other_language = html!(<span lang={message::phrases(other).language_code}>{ phrases.other_language }</span>);
    let (theme, next) = theme_step(store);
    html! {
        <div class="bar-menu">
            <button type="button" class="button button-quiet icon" aria-label={page.menu} popovertarget="bar-menu">
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 7h16M4 12h16M4 17h16" /></svg>
            </button>
            <ul id="bar-menu" class="menu" popover="auto">
                { dialog(page.import, Dialog::Import) }
                { dialog(page.examples, Dialog::Gallery) }
                { dialog(words::lesson::words(store.language).lessons, Dialog::Course) }
                <li><a class="button button-quiet" href="#/k">{ words::reading::words(store.language).concepts }</a></li>
                { dialog(page.history, Dialog::History) }
                { item(html!(theme), Action::SetTheme(next)) }
                { item(other_language, Action::SetLanguage(other)) }
                { dialog(page.shortcuts, Dialog::Shortcuts) }
            </ul>
        </div>
    }
}

fn open(store: &Store, dialog: Dialog) -> Callback<MouseEvent> {
    act(store, Action::SetDialog(Some(dialog)))
}

/// Undo and redo of what replaced a whole scenario, once there is something to go back to.
fn undo(store: &Store) -> Html {
    let page = words::page::words(store.language);
    if !store.history.can_undo() && !store.history.can_redo() {
        return html!();
    }
    let button = |label: &'static str, path: &'static str, can: bool, action: Action| {
        html! {
            <button type="button" class="button button-quiet icon" aria-label={label} title={label} disabled={!can} onclick={act(store, action)}>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>
            </button>
        }
    };
    html! {
        <>
            { button(page.undo, "M9 7 4 12l5 5M4 12h11a4.5 4.5 0 0 1 0 9h-3", store.history.can_undo(), Action::Undo) }
            { button(page.redo, "M15 7l5 5-5 5M20 12H9a4.5 4.5 0 0 0 0 9h3", store.history.can_redo(), Action::Redo) }
        </>
    }
}

/// What is chosen now, in words, and what comes after it.
fn theme_step(store: &Store) -> (String, Theme) {
    let phrases = words(store);
    let (name, next) = match store.theme {
        Theme::System => (phrases.theme_system, Theme::Light),
        Theme::Light => (phrases.theme_light, Theme::Dark),
        Theme::Dark => (phrases.theme_dark, Theme::System),
    };
    (format!("{}: {name}", phrases.theme), next)
}

/// Light, dark, or as the system has it: one button that goes round.
fn theme_choice(store: &Store) -> Html {
    let (label, next) = theme_step(store);
    html! {
        <button type="button" class="button button-quiet icon" aria-label={label.clone()} title={label}
            onclick={act(store, Action::SetTheme(next))}>
            { glyph(store.theme) }
        </button>
    }
}

fn glyph(theme: Theme) -> Html {
    let inner = match theme {
        Theme::System => html!(<><circle cx="12" cy="12" r="8" /><path class="solid" d="M12 4a8 8 0 0 1 0 16z" /></>),
        Theme::Light => {
            html!(<><circle cx="12" cy="12" r="4" /><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4" /></>)
        }
        Theme::Dark => html!(<path d="M19 14.5A8 8 0 0 1 9.5 5a8 8 0 1 0 9.5 9.5z" />),
    };
    html!(<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ inner }</svg>)
}
