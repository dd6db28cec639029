//! Hands something out as a file.
//!
//! What always holds: nothing leaves the browser; a browser that cannot make a file leaves the page as it is.

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers a JSON text under a file name.
pub fn json(name: &str, text: &str) {
    self::text(name, text, "application/json");
}

/// Offers a text under a file name; `kind` is its media type.
pub fn text(name: &str, text: &str, kind: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    if let Ok(made) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        blob(name, &made);
    }
}

/// Offers bytes under a file name.
pub fn blob(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    if let Ok(element) = gloo::utils::document().create_element("a") {
        let anchor: HtmlAnchorElement = element.unchecked_into();
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    // The download has begun by then; until a minute later the browser may still read.
    Timeout::new(60_000, move || {
        // An address that is gone already needs no more.
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
}
