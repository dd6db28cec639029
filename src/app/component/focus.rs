//! Where the focus goes from outside: into the editor.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Focuses the text of the editor in a pane; tells whether there is one.
#[must_use]
pub fn editor(pane: &Element) -> bool {
    let host = pane.query_selector(".document:not([hidden]) .editor-host:not([hidden])").ok().flatten();
    let text =
        host.and_then(|host| host.shadow_root()).and_then(|root| root.query_selector(".cm-content").ok().flatten());
    let plain = || pane.query_selector(".document:not([hidden]) .plain-editor").ok().flatten();
    let Some(text) = text.or_else(plain).and_then(|text| text.dyn_into::<HtmlElement>().ok()) else { return false };
    text.focus().is_ok()
}
