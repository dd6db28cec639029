//! Pasting and dropping anywhere on the page.
//!
//! What always holds: a paste into an input or an editor is theirs; the page only offers. Everywhere else it opens the
//! dialog, which changes nothing by itself. A dropped file never makes the browser leave the page.

use super::files::{self, Reading};
use crate::app::hooks::Store;
use crate::app::reading;
use crate::app::state::{Action, Dialog, Frame, Importing, Offer};
use crate::import::{self, Input};
use crate::message::words::importing as words;
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event};
use yew::prelude::*;

/// A paste into an editor that is longer is not looked at: nobody waits for an offer.
const LONGEST: usize = 1 << 20;
/// One that is shorter is a word, not a document.
const SHORTEST: usize = 40;

/// Properties of [`Listener`].
#[derive(Properties, PartialEq)]
pub struct ListenerProps {
    /// The page's state.
    pub store: Store,
}

/// Listens on the document, and shows where to drop.
#[component]
pub fn Listener(props: &ListenerProps) -> Html {
    let store = props.store.clone();
    let dragging = use_state_eq(|| false);
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    let reading = use_mut_ref(Reading::default);
    {
        let (latest, reading, dragging) = (latest.clone(), reading, dragging.clone());
        use_effect_with((), move |()| listen(&latest, &reading, &dragging));
    }
    if !*dragging || store.dialog.is_some() {
        return html!();
    }
    let words = words::words(store.language);
    html! {
        <div class="drop-zone" role="status">
            <div class="drop-zone-inner">
                <p><strong>{ words.drop_title }</strong></p>
                <p>{ words.drop_help }</p>
            </div>
        </div>
    }
}

type Latest = Rc<RefCell<Store>>;

fn listen(latest: &Latest, reading: &Rc<RefCell<Reading>>, dragging: &UseStateHandle<bool>) -> impl FnOnce() + use<> {
    let document = gloo::utils::document();
    let options = || EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: false };
    let on = |name: &'static str, handle: Box<dyn Fn(&Event)>| {
        EventListener::new_with_options(&document, name, options(), move |event| handle(event))
    };
    let paste = {
        let (latest, reading) = (latest.clone(), reading.clone());
        on("paste", Box::new(move |event| pasted(&latest, &reading, event)))
    };
    let over = {
        let (latest, dragging) = (latest.clone(), dragging.clone());
        on(
            "dragover",
            Box::new(move |event| {
                if files_in(event).is_some() && is_whole(&latest) {
                    event.prevent_default();
                    dragging.set(true);
                }
            }),
        )
    };
    let leave = {
        let dragging = dragging.clone();
        on(
            "dragleave",
            Box::new(move |event| {
                let left = event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none());
                if left {
                    dragging.set(false);
                }
            }),
        )
    };
    let dropped = {
        let (latest, reading, dragging) = (latest.clone(), reading.clone(), dragging.clone());
        on(
            "drop",
            Box::new(move |event| {
                dragging.set(false);
                if let Some(transfer) = files_in(event).filter(|_| is_whole(&latest)) {
                    event.prevent_default();
                    event.stop_propagation();
                    take_files(&latest, &reading, &transfer);
                }
            }),
        )
    };
    move || drop([paste, over, leave, dropped])
}

/// Whether this is the page itself, not a picture of it in another.
fn is_whole(latest: &Latest) -> bool {
    latest.borrow().frame == Frame::Page
}

/// What is dragged, if there are files in it.
fn files_in(event: &Event) -> Option<DataTransfer> {
    let transfer = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    transfer.types().includes(&"Files".into(), 0).then_some(transfer)
}

fn take_files(latest: &Latest, reading: &Rc<RefCell<Reading>>, transfer: &DataTransfer) {
    let Some(list) = transfer.files().filter(|list| list.length() > 0) else { return };
    let latest = latest.clone();
    let done = Callback::from(move |files: Vec<Input>| {
        let store = latest.borrow().clone();
        store.dispatch(Action::SetImporting(store.importing.with_files(files)));
        store.dispatch(Action::SetDialog(Some(Dialog::Import)));
    });
    *reading.borrow_mut() = files::read(&list, done);
}

/// Where a paste goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    /// One of the page's editors.
    Editor,
    /// A field of the page.
    Field,
    /// Nothing that takes text.
    Page,
}

fn pasted(latest: &Latest, reading: &Rc<RefCell<Reading>>, event: &Event) {
    let store = latest.borrow().clone();
    let Some(transfer) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    if store.frame != Frame::Page || reading::Reading::current().is_some() {
        return;
    }
    // An event that is sent without data throws nothing here: it gives an empty text.
    let text = transfer.get_data("text/plain").unwrap_or_default();
    match into(event) {
        Into::Field => {}
        Into::Editor => offer(&store, text),
        Into::Page if text.trim().is_empty() => take_files(latest, reading, &transfer),
        Into::Page if store.dialog.is_none_or(|dialog| dialog == Dialog::Import) => {
            event.prevent_default();
            store.dispatch(Action::SetImporting(store.importing.with_text(text)));
            store.dispatch(Action::SetDialog(Some(Dialog::Import)));
        }
        Into::Page => {}
    }
}

fn into(event: &Event) -> Into {
    let path = event.composed_path();
    let elements = || path.iter().filter_map(|target| target.dyn_into::<Element>().ok());
    let any = |selectors: &str| elements().any(|element| element.matches(selectors).unwrap_or_default());
    if any(".cm-panel, .cm-tooltip") {
        Into::Field
    } else if any(".editor-host, .plain-editor") {
        Into::Editor
    } else if any("input, textarea, select, [contenteditable]") {
        Into::Field
    } else {
        Into::Page
    }
}

/// Offers to put what is pasted into an editor elsewhere, where it looks as if it belonged there.
fn offer(store: &Store, text: String) {
    let document = store.document;
    let usual = (SHORTEST..LONGEST).contains(&text.trim().len());
    let kind = if usual { import::misplaced(&store.scenario, document, &text) } else { None };
    let before = store.scenario.text(document).unwrap_or_default().to_owned();
    let offer = kind.map(|kind| Rc::new(Offer { document, before, text, kind }));
    if offer != store.importing.offer {
        store.dispatch(Action::SetImporting(Importing { offer, ..store.importing.clone() }));
    }
}
