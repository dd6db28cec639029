//! The clipboard.
//!
//! What always holds: a browser that has none, or does not let the page write to it, gives `false` and nothing worse.

use js_sys::Reflect;
use js_sys::futures::JsFuture;
use wasm_bindgen::JsValue;

/// Copies a text; whether that was done.
pub async fn write(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let navigator: JsValue = window.navigator().into();
    // Where the page is not served over HTTPS there is no clipboard at all.
    let there = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    there && JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
