//! Files that lie beside the page and are fetched when they are first wanted.
//!
//! What always holds: `www/boot.js` says on the root element where each file is; nothing else is ever asked for.

use js_sys::futures::JsFuture;
use wasm_bindgen::JsCast;
use web_sys::{Response, window};

/// The text of the file whose address stands in this attribute of the root element; none where it does not arrive.
pub async fn text(attribute: &str) -> Option<String> {
    let address = gloo::utils::document_element().get_attribute(attribute)?;
    let response = JsFuture::from(window()?.fetch_with_str(&address)).await.ok()?;
    let response: Response = response.dyn_into().ok().filter(Response::ok)?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
