//! The picture as a file: SVG from the core, PNG by drawing that SVG onto a canvas at twice its size.
//!
//! What always holds: nothing leaves the browser; a browser that refuses the canvas costs the PNG and nothing else.

use super::of;
use crate::app::hooks::Store;
use crate::app::state::{State, Theme};
use crate::message::words;
use crate::picture::overview;
use crate::picture::svg::{self, Colors};
use gloo::events::EventListener;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};
use yew::prelude::*;

/// The picture of a state as a file that needs nothing else; empty where there is nothing to draw.
#[must_use]
pub fn export_svg(state: &State) -> String {
    let words = words::picture::words(state.language);
    let Some(picture) = of(state) else { return String::new() };
    svg::svg(&picture, &picture.label, words.made_by, colors(state.theme))
}

/// The colours that the reader sees.
fn colors(theme: Theme) -> Colors {
    let is_dark = || {
        let asked = web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok()??;
        Some(asked.matches())
    };
    match theme {
        Theme::Light => Colors::Light,
        Theme::Dark => Colors::Dark,
        Theme::System if is_dark().unwrap_or_default() => Colors::Dark,
        Theme::System => Colors::Light,
    }
}

/// Downloads the SVG.
pub fn svg(store: &Store) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_| {
        let text = export_svg(&store);
        let options = BlobPropertyBag::new();
        options.set_type("image/svg+xml");
        let parts = js_sys::Array::of1(&JsValue::from_str(&text));
        if let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) {
            download(&blob, &file_name(&store, "svg"));
        }
    })
}

/// Downloads the PNG.
pub fn png(store: &Store) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_| {
        let (text, name) = (export_svg(&store), file_name(&store, "png"));
        let Ok(image) = HtmlImageElement::new() else { return };
        let source = format!("data:image/svg+xml;charset=utf-8,{}", String::from(js_sys::encode_uri_component(&text)));
        let drawn = image.clone();
        EventListener::once(&image, "load", move |_| {
            // A browser without a canvas makes no PNG.
            let _ = paint(&drawn, name);
        })
        .forget();
        image.set_src(&source);
    })
}

fn paint(image: &HtmlImageElement, name: String) -> Result<(), JsValue> {
    let canvas: HtmlCanvasElement = gloo::utils::document().create_element("canvas")?.unchecked_into();
    let (width, height) = (image.natural_width() * 2, image.natural_height() * 2);
    canvas.set_width(width);
    canvas.set_height(height);
    let Some(context) = canvas.get_context("2d")? else { return Ok(()) };
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width.into(), height.into())?;
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            download(&blob, &name);
        }
    });
    canvas.to_blob(done.unchecked_ref())
}

/// Hands a file to the browser.
fn download(blob: &Blob, name: &str) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    if let Ok(element) = gloo::utils::document().create_element("a") {
        let link: HtmlAnchorElement = element.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The download has begun by then; until a minute later the browser may still read.
    gloo::timers::callback::Timeout::new(60_000, move || {
        // An address that is gone already needs no more.
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
}

fn file_name(state: &State, extension: &str) -> String {
    let name = state.subject().map(|subject| overview::names(&subject).1).unwrap_or_default();
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    format!("chain-{plain}.{extension}")
}
