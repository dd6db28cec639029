//! The JavaScript side of the editor, as `www/editor.js` documents it.
//!
//! What always holds: offsets that cross this border count UTF-16 units; where the bundle did not load, `create` fails
//! and the page falls back to a plain text area.

mod units;

pub use units::Units;

use crate::text::SourceId;
use js_sys::futures::JsFuture;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[expect(unsafe_code, reason = "wasm-bindgen writes the calls into JavaScript")]
#[wasm_bindgen]
extern "C" {
    /// An editor that shows one of its documents at a time.
    #[derive(Clone, Debug)]
    pub type Editor;

    /// `www/boot.js` documents it.
    #[wasm_bindgen(catch, js_name = irsaLoadEditor)]
    fn load_editor() -> Result<Promise, JsValue>;

    #[wasm_bindgen(catch, js_namespace = irsaEditor)]
    fn create(host: &HtmlElement, callbacks: &JsValue) -> Result<Editor, JsValue>;

    /// Shows a document; a text that differs is applied as one undoable step.
    #[wasm_bindgen(method)]
    pub fn open(this: &Editor, id: &str, text: &str, language: &str);

    /// Replaces a text as one undoable step.
    #[wasm_bindgen(method, js_name = setText)]
    pub fn set_text(this: &Editor, id: &str, text: &str);

    /// Forgets a document with its undo history.
    #[wasm_bindgen(method)]
    pub fn close(this: &Editor, id: &str);

    /// The text; undefined if the document is not open.
    #[wasm_bindgen(method)]
    pub fn text(this: &Editor, id: &str) -> Option<String>;

    #[wasm_bindgen(method, js_name = marks)]
    fn set_marks(this: &Editor, id: &str, marks: &Array);

    #[wasm_bindgen(method, js_name = highlight)]
    fn set_highlights(this: &Editor, id: &str, ranges: &Array);

    /// Selects, scrolls into view and focuses.
    #[wasm_bindgen(method)]
    pub fn select(this: &Editor, id: &str, from: u32, to: u32);

    /// Goes to a mark of the shown document, as F8 does.
    #[wasm_bindgen(method)]
    pub fn problem(this: &Editor, id: &str, index: usize);

    /// Explains what stands at the caret.
    #[wasm_bindgen(method)]
    pub fn explain(this: &Editor);

    /// The caret's offset in UTF-16 units.
    #[wasm_bindgen(method)]
    pub fn caret(this: &Editor, id: &str) -> u32;

    #[wasm_bindgen(method)]
    fn labels(this: &Editor, labels: &JsValue);

    /// Gives everything back.
    #[wasm_bindgen(method)]
    pub fn destroy(this: &Editor);
}

/// An underlined range with a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// UTF-16 offsets.
    pub from: u32,
    /// UTF-16 offset.
    pub to: u32,
    /// `error`, `warning`, `security`, `suggestion`
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// The code of the finding.
    pub code: &'static str,
    /// Labels of the quick fixes.
    pub fixes: Vec<String>,
    /// Labels of the other places that belong to it, in this document or another.
    pub places: Vec<String>,
}

/// A coloured range.
#[derive(Clone, Debug, PartialEq)]
pub struct Highlight {
    /// UTF-16 offsets.
    pub from: u32,
    /// UTF-16 offset.
    pub to: u32,
    /// `pass`, `fail`, `unknown`, `decides`
    pub kind: &'static str,
}

/// What could stand at the caret, for the editor.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Where the text begins that filters the options; UTF-16.
    pub from: u32,
    /// Units before it that are replaced too.
    pub before: u32,
    /// Units after the caret that are replaced too.
    pub after: u32,
    /// The options.
    pub options: Vec<Suggestion>,
}

/// One option.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What the list shows.
    pub label: String,
    /// What is written.
    pub apply: String,
    /// What of it is selected; UTF-16.
    pub select: (u32, u32),
    /// What stands beside it.
    pub detail: String,
    /// What explains it.
    pub info: &'static str,
    /// A class.
    pub kind: &'static str,
    /// Whether the next list opens at once.
    pub again: bool,
}

/// An explanation.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// UTF-16 offset.
    pub from: u32,
    /// UTF-16 offset.
    pub to: u32,
    /// What is explained.
    pub title: String,
    /// What it is.
    pub text: &'static str,
    /// What holds for it.
    pub facts: Vec<String>,
    /// Where one learns more: the words of the link, and its address.
    pub more: Option<(String, String)>,
}

/// What the editor reports and asks.
pub struct Callbacks {
    /// The text of a document is another one.
    pub change: Closure<dyn FnMut(String, String)>,
    /// A quick fix was chosen: document, mark, fix.
    pub fix: Closure<dyn FnMut(String, usize, usize)>,
    /// Another place of a mark was chosen: document, mark, place.
    pub place: Closure<dyn FnMut(String, usize, usize)>,
    /// The caret moved: document, offset.
    pub caret: Closure<dyn FnMut(String, u32)>,
    /// What could stand at an offset of a text.
    pub complete: Closure<dyn FnMut(String, String, u32) -> JsValue>,
    /// What stands at an offset.
    pub hover: Closure<dyn FnMut(String, u32) -> JsValue>,
    /// F8: whether the next problem was gone to.
    pub next_problem: Closure<dyn FnMut(String, i32) -> bool>,
    /// The document is to be formatted.
    pub format: Closure<dyn FnMut(String)>,
}

/// Loads the editor's bundle; whether it is there. What takes too long is given up.
pub async fn load() -> bool {
    let Ok(loading) = load_editor() else { return false };
    JsFuture::from(loading).await.is_ok_and(|there| there.is_truthy())
}

/// Mounts an editor.
///
/// # Errors
/// The bundle did not load, or the browser lacks what it needs.
pub fn mount(host: &HtmlElement, callbacks: &Callbacks) -> Result<Editor, JsValue> {
    let object = Object::new();
    let set = |name: &str, function: &JsValue| Reflect::set(&object, &name.into(), function).map(drop);
    set("change", callbacks.change.as_ref())?;
    set("fix", callbacks.fix.as_ref())?;
    set("place", callbacks.place.as_ref())?;
    set("caret", callbacks.caret.as_ref())?;
    set("complete", callbacks.complete.as_ref())?;
    set("hover", callbacks.hover.as_ref())?;
    set("nextProblem", callbacks.next_problem.as_ref())?;
    set("format", callbacks.format.as_ref())?;
    create(host, &object)
}

impl Offer {
    /// As the editor takes it.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let options: Array = self.options.iter().map(Suggestion::to_js).collect();
        object(&[
            ("from", self.from.into()),
            ("before", self.before.into()),
            ("after", self.after.into()),
            ("options", options.into()),
        ])
    }
}

impl Suggestion {
    fn to_js(&self) -> JsValue {
        let select: Array = [self.select.0, self.select.1].into_iter().map(JsValue::from).collect();
        object(&[
            ("label", self.label.as_str().into()),
            ("apply", self.apply.as_str().into()),
            ("select", select.into()),
            ("detail", self.detail.as_str().into()),
            ("info", self.info.into()),
            ("type", self.kind.into()),
            ("again", self.again.into()),
        ])
    }
}

impl Explanation {
    /// As the editor takes it.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let facts: Array = self.facts.iter().map(|fact| JsValue::from_str(fact)).collect();
        let more = self.more.as_ref().map_or(JsValue::NULL, |(text, href)| {
            object(&[("text", text.as_str().into()), ("href", href.as_str().into())])
        });
        object(&[
            ("from", self.from.into()),
            ("to", self.to.into()),
            ("title", self.title.as_str().into()),
            ("text", self.text.into()),
            ("facts", facts.into()),
            ("more", more),
        ])
    }
}

impl Editor {
    /// Replaces the underlined ranges.
    pub fn mark(&self, id: &str, marks: &[Mark]) {
        let list = marks.iter().map(|mark| {
            let labels = |labels: &[String]| labels.iter().map(|label| JsValue::from_str(label)).collect::<Array>();
            object(&[
                ("from", mark.from.into()),
                ("to", mark.to.into()),
                ("severity", mark.severity.into()),
                ("message", mark.message.as_str().into()),
                ("help", mark.help.as_str().into()),
                ("code", mark.code.into()),
                ("fixes", labels(&mark.fixes).into()),
                ("places", labels(&mark.places).into()),
            ])
        });
        self.set_marks(id, &list.collect());
    }

    /// Replaces the coloured ranges.
    pub fn highlight(&self, id: &str, ranges: &[Highlight]) {
        let list = ranges
            .iter()
            .map(|range| object(&[("from", range.from.into()), ("to", range.to.into()), ("kind", range.kind.into())]));
        self.set_highlights(id, &list.collect());
    }

    /// Sets the language of the editor's own words, and its accessible name.
    pub fn name(&self, language: &str, name: &str) {
        self.labels(&object(&[("language", language.into()), ("name", name.into())]));
    }
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// The syntax of a document.
#[must_use]
pub fn language_of(source: SourceId) -> &'static str {
    if source == SourceId::Manifests { "yaml" } else { "json" }
}
