//! What the editor reports and asks, answered from the newest state.
//!
//! What always holds: callbacks outlive a rendering, so they look everything up here; nothing is borrowed while the
//! editor is called, since a call may lead to the next callback.

use super::help;
use crate::app::component::tabs;
use crate::app::editor::{Callbacks, Editor, Units};
use crate::app::hooks::Store;
use crate::app::state::{Action, State};
use crate::assist::{self, Unformatted};
use crate::text::SourceId;
use gloo::timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// Milliseconds in which the caret must rest before the page follows it.
const REST: u32 = 120;

/// What came of formatting, and the text for which it holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Formatted {
    pub(super) source: SourceId,
    pub(super) text: String,
    pub(super) result: Result<(), Unformatted>,
}

/// The newest state, the editor, and what is still to be done.
pub(super) struct Desk {
    pub(super) store: RefCell<Store>,
    pub(super) editor: RefCell<Option<Editor>>,
    /// A problem to go to as soon as its document is shown: its index there.
    pub(super) problem: Cell<Option<(SourceId, usize)>>,
    /// The problem that was gone to last.
    visited: Cell<Option<(SourceId, usize)>>,
    timer: RefCell<Option<Timeout>>,
    said: UseStateSetter<Option<Formatted>>,
}

impl Desk {
    pub(super) fn new(store: Store, said: UseStateSetter<Option<Formatted>>) -> Self {
        Self {
            store: RefCell::new(store),
            editor: RefCell::default(),
            problem: Cell::default(),
            visited: Cell::default(),
            timer: RefCell::default(),
            said,
        }
    }

    pub(super) fn state(&self) -> Store {
        self.store.borrow().clone()
    }

    pub(super) fn editor(&self) -> Option<Editor> {
        self.editor.borrow().clone()
    }

    /// Formats a document as one undoable step, and says what came of it.
    pub(super) fn format(&self, source: SourceId) {
        let store = self.state();
        // The editor may be ahead of the state by what was typed last.
        let shown = self.editor().and_then(|editor| editor.text(&source.to_string()));
        let text = store.scenario.text(source).unwrap_or_default().to_owned();
        let text = shown.filter(|shown| *shown != text.replace("\r\n", "\n")).unwrap_or(text);
        let (text, result) = match assist::format(source, &text) {
            Err(reason) => (text, Err(reason)),
            Ok(formatted) => {
                if self.editor().is_some() {
                    store.dispatch(Action::Edit(source, formatted.clone()));
                } else {
                    // A plain text area has no history of its own for this; the page has.
                    let mut scenario = (*store.scenario).clone();
                    scenario.set_text(source, formatted.clone());
                    store.dispatch(Action::Change(Box::new(scenario)));
                }
                (formatted, Ok(()))
            }
        };
        self.said.set(Some(Formatted { source, text, result }));
    }

    /// Goes to the next (1) or previous (-1) problem of all documents; `false` where there is none.
    fn next_problem(&self, id: &str, direction: i32) -> bool {
        let store = self.state();
        let Some((editor, source)) = self.editor().zip(source_of(&store, id)) else { return false };
        let text = store.scenario.text(source).unwrap_or_default();
        let caret = Units::new(text).byte(editor.caret(id));
        let visited = self.visited.get().filter(|(at, _)| *at == source);
        let Some(next) = next(&store, source, caret, visited.map(|(_, index)| index), direction) else { return false };
        self.visited.set(Some(next));
        if next.0 == store.document {
            editor.problem(&next.0.to_string(), next.1);
        } else {
            self.problem.set(Some(next));
            store.dispatch(Action::OpenDocument(next.0));
        }
        true
    }

    /// Tells the state where the caret rests, if that decides something else than before.
    fn follow_caret(self: &Rc<Self>, id: String, offset: u32) {
        let desk = self.clone();
        let timer = Timeout::new(REST, move || {
            let store = desk.state();
            let Some(source) = source_of(&store, &id) else { return };
            let byte = Units::new(store.scenario.text(source).unwrap_or_default()).byte(offset);
            if help::decided(&store, Some((source, byte))) != help::decided(&store, store.caret) {
                store.dispatch(Action::Caret(source, byte));
            }
        });
        *self.timer.borrow_mut() = Some(timer);
    }
}

/// The problem after or before a caret: its document and its place in the list of that document's problems.
fn next(
    state: &State,
    source: SourceId,
    caret: u32,
    visited: Option<usize>,
    direction: i32,
) -> Option<(SourceId, usize)> {
    let mut all = Vec::new();
    for (document, (id, _)) in state.scenario.documents().enumerate() {
        let here = state.simulation.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == id);
        let mut here: Vec<_> = here.enumerate().map(|(index, found)| (document, found.at.span, id, index)).collect();
        crate::order::sort(&mut here);
        all.extend(here);
    }
    let document = state.scenario.documents().position(|(id, _)| id == source)?;
    // Still on the problem that was visited: count from there, since problems may lie within each other.
    let on =
        all.iter().position(|(at, span, _, index)| *at == document && Some(*index) == visited && span.end == caret);
    let count = all.len();
    let found = match (on, direction > 0) {
        (Some(on), true) => (on + 1) % count,
        (Some(on), false) => (on + count - 1) % count,
        (None, true) => all.iter().position(|(at, span, ..)| (*at, span.start) >= (document, caret)).unwrap_or(0),
        (None, false) => {
            let before = all.iter().rposition(|(at, span, ..)| (*at, span.end) <= (document, caret));
            before.unwrap_or(count.checked_sub(1)?)
        }
    };
    all.get(found).map(|(_, _, id, index)| (*id, *index))
}

/// The document with this name.
pub(super) fn source_of(state: &State, id: &str) -> Option<SourceId> {
    state.scenario.documents().map(|(source, _)| source).find(|source| source.to_string() == id)
}

/// What the editor is given.
pub(super) fn callbacks(desk: &Rc<Desk>) -> Callbacks {
    let with = || desk.clone();
    let change = {
        let desk = with();
        Closure::new(move |id: String, text: String| {
            let store = desk.state();
            if let Some(source) = source_of(&store, &id) {
                store.dispatch(Action::Edit(source, text));
            }
        })
    };
    let fix = {
        let desk = with();
        Closure::new(move |id: String, mark: usize, _fix: usize| {
            let store = desk.state();
            let source = source_of(&store, &id);
            let mut here = store.simulation.diagnostics.iter().filter(|found| Some(found.at.source) == source);
            if let Some(fix) = here.nth(mark).and_then(|found| found.fix.clone()) {
                store.dispatch(Action::Apply(fix));
            }
        })
    };
    let place = {
        let desk = with();
        Closure::new(move |id: String, mark: usize, place: usize| {
            let store = desk.state();
            let source = source_of(&store, &id);
            let mut here = store.simulation.diagnostics.iter().filter(|found| Some(found.at.source) == source);
            if let Some(at) = here.nth(mark).and_then(|found| found.related.get(place).copied()) {
                store.dispatch(Action::Show(at));
            }
        })
    };
    let caret = {
        let desk = with();
        Closure::new(move |id: String, offset: u32| desk.follow_caret(id, offset))
    };
    let complete = {
        let desk = with();
        Closure::new(move |id: String, text: String, offset: u32| help::offer(&desk.state(), &id, &text, offset))
    };
    let hover = {
        let desk = with();
        Closure::new(move |id: String, offset: u32| help::explanation(&desk.state(), &id, offset))
    };
    let next_problem = {
        let desk = with();
        Closure::new(move |id: String, direction: i32| desk.next_problem(&id, direction))
    };
    let format = {
        let desk = with();
        Closure::new(move |id: String| {
            if let Some(source) = source_of(&desk.state(), &id) {
                desk.format(source);
            }
        })
    };
    Callbacks { change, fix, place, caret, complete, hover, next_problem, format }
}

/// The editor's name of the shown document, for screen readers.
pub(super) fn name(store: &Store) -> String {
    let phrases = crate::app::hooks::words(store);
    (phrases.editor_label)(&tabs::label(store, phrases, store.document))
}
