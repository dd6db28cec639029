//! What the browser remembers: the last scenario, the history of the reader's work, the language, the theme.
//!
//! What always holds: a browser that blocks storage, or has none left, costs the memory and nothing else; what is
//! stored and does not read is set aside, never overwritten.

mod damaged;
mod lessons;
mod local;
mod origin;
mod shelf;
mod work;

pub use damaged::{Damaged, fresh as fresh_damage};
pub use lessons::{before_lesson, forget_lessons, keep_before_lesson, keep_lesson, lesson};
pub use local::{Refusal, refusal};
pub use shelf::{Kept, bring_back, keep_state, kept, new_name, put_away};
pub use work::{keep_work, work};

use super::state::Theme;
use crate::message::{self, Language};
use crate::scenario::Scenario;

const LANGUAGE: &str = "irsa.language";
const THEME: &str = "irsa.theme";

/// The reader's language: the last choice, else the browser's. `www/boot.js` reads the same entry before the app is there.
#[must_use]
pub fn language() -> Language {
    let browser = || web_sys::window().and_then(|window| window.navigator().language());
    match local::read(LANGUAGE).or_else(browser) {
        Some(code) if code.starts_with("ko") => Language::Korean,
        _ => Language::English,
    }
}

/// The reader's colours: `light`, `dark`, or no entry for the system's. `www/boot.js` reads the same entry.
#[must_use]
pub fn theme() -> Theme {
    match local::read(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// Remembers the language.
pub fn keep_language(language: Language) {
    keep(LANGUAGE, message::phrases(language).language_code);
}

/// Remembers the colours.
pub fn keep_theme(theme: Theme) {
    match theme {
        Theme::System => local::remove(THEME),
        Theme::Light => keep(THEME, "light"),
        Theme::Dark => keep(THEME, "dark"),
    }
}

/// Whether a scenario holds nothing that anybody wrote.
#[must_use]
pub fn is_blank(scenario: &Scenario) -> bool {
    scenario.manifests.trim().is_empty()
        && Scenario { manifests: String::new(), ..scenario.clone() } == Scenario::default()
}

fn keep(key: &str, text: &str) {
    // A choice that is not remembered is no reason to disturb the reader.
    let _ = local::write(key, text);
}
