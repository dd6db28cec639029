//! What the browser remembers: the last scenario, the language, the theme.
//!
//! What always holds: a browser that blocks storage, or has none left, costs the memory and nothing else.

use super::state::Theme;
use crate::message::{self, Language};
use crate::scenario::Scenario;

const SCENARIO: &str = "irsa.scenario";
const LANGUAGE: &str = "irsa.language";
const THEME: &str = "irsa.theme";
const INTRO: &str = "irsa.intro";

/// The scenario of the last visit.
#[must_use]
pub fn scenario() -> Option<Scenario> {
    Scenario::from_json(&read(SCENARIO)?).ok()
}

/// The reader's language: the last choice, else the browser's. `www/boot.js` reads the same entry before the app is there.
#[must_use]
pub fn language() -> Language {
    let browser = || web_sys::window().and_then(|window| window.navigator().language());
    match read(LANGUAGE).or_else(browser) {
        Some(code) if code.starts_with("ko") => Language::Korean,
        _ => Language::English,
    }
}

/// The reader's colours: `light`, `dark`, or no entry for the system's. `www/boot.js` reads the same entry.
#[must_use]
pub fn theme() -> Theme {
    match read(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Whether the introduction is shown: until it was closed once. `www/boot.js` reads the same entry.
#[must_use]
pub fn intro_open() -> bool {
    read(INTRO).as_deref() != Some("closed")
}

/// Remembers that the introduction was closed.
pub fn close_intro() {
    keep(INTRO, "closed");
}

/// Remembers the scenario.
pub fn keep_scenario(scenario: &Scenario) {
    if let Ok(text) = serde_json::to_string(scenario) {
        keep(SCENARIO, &text);
    }
}

/// Remembers the language.
pub fn keep_language(language: Language) {
    keep(LANGUAGE, message::phrases(language).language_code);
}

/// Remembers the colours.
pub fn keep_theme(theme: Theme) {
    match theme {
        Theme::System => {
            // What is not there need not be removed.
            let _ = storage().map(|storage| storage.remove_item(THEME));
        }
        Theme::Light => keep(THEME, "light"),
        Theme::Dark => keep(THEME, "dark"),
    }
}

fn storage() -> Option<web_sys::Storage> {
    // Not gloo's LocalStorage: it panics where storage is blocked.
    web_sys::window()?.local_storage().ok()?
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn keep(key: &str, text: &str) {
    if let Some(storage) = storage() {
        // A full storage is no reason to disturb the reader.
        let _ = storage.set_item(key, text);
    }
}
