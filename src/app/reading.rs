//! What is read over the page, as the fragment says: `#/k` all concepts, `#/k/<id>` one, `#/d` all checks, `#/d/<code>`
//! one.
//!
//! What always holds: reading is a place in the browser's history, not a state of the page, so the back button leads
//! out of it, every text has an address, and the reader's work knows nothing of it.

use crate::concept::Concept;
use gloo::utils::window;
use wasm_bindgen::JsValue;

/// A text to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// All concepts from top to bottom.
    Concepts,
    /// The concept of this id.
    Concept(String),
    /// All checks.
    Checks,
    /// The check of this code.
    Check(String),
}

impl Reading {
    /// What a fragment names, with its `#`.
    #[must_use]
    pub fn of(fragment: &str) -> Option<Self> {
        let (kind, id) = fragment.strip_prefix("#/")?.split_once('/').unwrap_or((fragment.get(2..)?, ""));
        // A chat may leave a bracket or a dot behind it.
        let id = id.trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
        Some(match kind {
            "k" if id.is_empty() => Self::Concepts,
            "k" => Self::Concept(id.to_owned()),
            "d" if id.is_empty() => Self::Checks,
            "d" => Self::Check(id.to_owned()),
            _ => return None,
        })
    }

    /// Whether it is of the checks.
    #[must_use]
    pub fn is_of_checks(&self) -> bool {
        matches!(self, Self::Checks | Self::Check(_))
    }

    /// What the address names now.
    #[must_use]
    pub fn current() -> Option<Self> {
        Self::of(&window().location().hash().unwrap_or_default())
    }
}

/// The address of a concept's page, for a link.
#[must_use]
pub fn link(concept: Concept) -> String {
    format!("#/k/{}", concept.id())
}

/// Notes on the current entry of the history how many steps it lies behind the page; `before` is that of the text read
/// before, if one was. An entry that was noted earlier keeps its number.
pub fn note(before: Option<u32>, first: bool) -> u32 {
    let Ok(history) = window().history() else { return 0 };
    if let Some(noted) = history.state().ok().and_then(|state| state.as_f64()) {
        // Only this function writes numbers there.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of steps")]
        return noted as u32;
    }
    let steps = if first { 0 } else { before.unwrap_or(0) + 1 };
    // A document that may not change its history is left by the back button alone.
    let _ = history.replace_state(&JsValue::from(steps), "");
    steps
}

/// Goes back to the page, past everything that was read; whether the address was left as it is, because the reading
/// began it or was so long that the browser has forgotten what was before.
#[must_use]
pub fn leave(steps: u32) -> bool {
    let Ok(history) = window().history() else { return true };
    let kept = history.length().unwrap_or_default();
    let back = i32::try_from(steps).unwrap_or_default();
    back == 0 || steps >= kept || history.go_with_delta(-back).is_err()
}
