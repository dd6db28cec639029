//! A picture as a file: SVG from the core, PNG by drawing that SVG onto a canvas at twice its size.
//!
//! What always holds: nothing leaves the browser; a browser that refuses the canvas costs the PNG and nothing else. The
//! picture is made when a button is pressed, so it shows what is there then.

use super::draw::icon;
use super::of;
use crate::app::download;
use crate::app::state::{State, Theme};
use crate::message::Language;
use crate::message::words;
use crate::picture::svg::{self, Colors};
use crate::picture::{Picture, overview};
use gloo::events::EventListener;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};
use yew::prelude::*;

/// The path of an arrow into a tray.
const DOWN: &str = "M12 4v11m-4-4 4 4 4-4M5 20h14";

/// A picture and the name of its file, without the ending.
pub type Named = (Picture, String);

/// The picture of whoever's way a state shows; absent where there is nothing to draw.
#[must_use]
pub fn named(state: &State) -> Option<Named> {
    let name = state.subject().map(|subject| overview::names(&subject).1).unwrap_or_default();
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    Some((of(state)?, format!("chain-{plain}")))
}

/// The two buttons that hand out a picture; `make` makes it.
pub fn downloads(language: Language, theme: Theme, make: Rc<dyn Fn() -> Option<Named>>) -> Html {
    let words = words::picture::words(language);
    let file = move |make: &dyn Fn() -> Option<Named>| {
        let (picture, name) = make()?;
        Some((svg::svg(&picture, &picture.label, words.made_by, colors(theme)), name))
    };
    let as_svg = {
        let make = make.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some((text, name)) = file(&*make) {
                download::text(&format!("{name}.svg"), &text, "image/svg+xml");
            }
        })
    };
    let as_png = Callback::from(move |_: MouseEvent| {
        if let Some((text, name)) = file(&*make) {
            png(&text, format!("{name}.png"));
        }
    });
    html! {
        <span class="picture-downloads">
            <button type="button" class="button button-quiet" aria-label={words.download_svg} title={words.download_svg} onclick={as_svg}>{ icon(DOWN) }{ "SVG" }</button>
            <button type="button" class="button button-quiet" aria-label={words.download_png} title={words.download_png} onclick={as_png}>{ icon(DOWN) }{ "PNG" }</button>
        </span>
    }
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

fn png(text: &str, name: String) {
    let Ok(image) = HtmlImageElement::new() else { return };
    let source = format!("data:image/svg+xml;charset=utf-8,{}", String::from(js_sys::encode_uri_component(text)));
    let drawn = image.clone();
    EventListener::once(&image, "load", move |_| {
        // A browser without a canvas makes no PNG.
        let _ = paint(&drawn, name);
    })
    .forget();
    image.set_src(&source);
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
            download::blob(&name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref())
}
