//! What the browser remembers: the last scenario, the language, the theme.
//!
//! What always holds: a browser that blocks storage, or has none left, costs the memory and nothing else.

use super::state::Theme;
use crate::message::Language;
use crate::scenario::Scenario;
use serde::Serialize;
use serde::de::DeserializeOwned;

const SCENARIO: &str = "irsa.scenario";
const LANGUAGE: &str = "irsa.language";
const THEME: &str = "irsa.theme";

/// The scenario of the last visit.
#[must_use]
pub fn scenario() -> Option<Scenario> {
    Scenario::from_json(&read(SCENARIO)?).ok()
}

/// The reader's language: the last choice, else the browser's.
#[must_use]
pub fn language() -> Language {
    read_as(LANGUAGE).unwrap_or_else(|| {
        let browser = web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default();
        if browser.starts_with("ko") { Language::Korean } else { Language::English }
    })
}

/// The reader's colours.
#[must_use]
pub fn theme() -> Theme {
    read_as(THEME).unwrap_or_default()
}

/// Remembers the scenario.
pub fn keep_scenario(scenario: &Scenario) {
    keep(SCENARIO, scenario);
}

/// Remembers the language.
pub fn keep_language(language: Language) {
    keep(LANGUAGE, &language);
}

/// Remembers the colours.
pub fn keep_theme(theme: Theme) {
    keep(THEME, &theme);
}

fn storage() -> Option<web_sys::Storage> {
    // Not gloo's LocalStorage: it panics where storage is blocked.
    web_sys::window()?.local_storage().ok()?
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn read_as<T: DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_str(&read(key)?).ok()
}

fn keep(key: &str, value: &impl Serialize) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
        // A full storage is no reason to disturb the reader.
        let _ = storage.set_item(key, &text);
    }
}
