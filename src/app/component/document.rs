//! The document that is being edited: CodeMirror, or a plain text area where its bundle did not load.
//!
//! What always holds: the text of the state is the text of the editor; an edit made elsewhere (a fix) reaches the
//! editor as one undoable step.

use super::tabs;
use crate::app::editor::{self, Callbacks, Editor, Highlight, Mark, language_of};
use crate::app::hooks::{Store, words};
use crate::app::state::{Action, State};
use crate::chain::Verdict;
use crate::message;
use crate::text::{LineIndex, SourceId, Span};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What the component holds while it is mounted.
struct Mounted {
    editor: Editor,
    _callbacks: Callbacks,
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.editor.destroy();
    }
}

/// Properties of [`Document`].
#[derive(Properties, PartialEq)]
pub struct DocumentProps {
    /// The page's state.
    pub store: Store,
}

/// The editor of the open document.
#[component]
pub fn Document(props: &DocumentProps) -> Html {
    let store = props.store.clone();
    let phrases = words(&store);
    let host = use_node_ref();
    let mounted = use_state(|| None::<Rc<Mounted>>);
    // Callbacks outlive a rendering: they look the newest state up here.
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    {
        let (host, mounted, latest) = (host.clone(), mounted.clone(), latest.clone());
        use_effect_with((), move |()| {
            if let Some(host) = host.cast::<HtmlElement>() {
                let callbacks = callbacks(&latest);
                let editor = editor::mount(&host, &callbacks).ok();
                mounted.set(editor.map(|editor| Rc::new(Mounted { editor, _callbacks: callbacks })));
            }
        });
    }
    {
        let store = store.clone();
        let dependencies = (
            (*mounted).clone().map(|mounted| Rc::as_ptr(&mounted)),
            store.scenario.clone(),
            (store.document, store.language, store.selection),
            (store.open_link(), store.chain),
        );
        let mounted = (*mounted).clone();
        use_effect_with(dependencies, move |_| {
            if let Some(mounted) = mounted {
                show(&mounted.editor, &store);
            }
        });
    }
    let name = tabs::label(&store, phrases, store.document);
    html! {
        <div class="document" id="document" role="tabpanel" hidden={store.document == SourceId::Settings} aria-label={name.clone()}>
            <div class="editor-host" ref={host} hidden={mounted.is_none()} />
            if mounted.is_none() {
                { plain_text(&store) }
            }
            <p class="editor-hint">{ phrases.editor_hint }</p>
        </div>
    }
}

/// A plain text area, for where the editor's bundle did not load.
fn plain_text(store: &Store) -> Html {
    let text = AttrValue::from(store.scenario.text(store.document).unwrap_or_default().to_owned());
    let name = (words(store).editor_label)(&tabs::label(store, words(store), store.document));
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                store.dispatch(Action::Edit(store.document, area.value()));
            }
        })
    };
    html!(<textarea class="plain-editor" aria-label={name} spellcheck="false" value={text} {oninput} />)
}

fn callbacks(latest: &Rc<RefCell<Store>>) -> Callbacks {
    let store = latest.clone();
    let change = Closure::new(move |id: String, text: String| {
        let store = store.borrow().clone();
        if let Some(source) = source_of(&store, &id) {
            store.dispatch(Action::Edit(source, text));
        }
    });
    let store = latest.clone();
    let fix = Closure::new(move |id: String, mark: usize, _fix: usize| {
        let store = store.borrow().clone();
        let source = source_of(&store, &id);
        let here = store.simulation.diagnostics.iter().filter(|diagnostic| Some(diagnostic.at.source) == source);
        if let Some(fix) = here.into_iter().nth(mark).and_then(|diagnostic| diagnostic.fix.clone()) {
            store.dispatch(Action::Apply(fix));
        }
    });
    Callbacks { change, fix }
}

/// Brings the editor to what the state says.
fn show(editor: &Editor, store: &Store) {
    let phrases = words(store);
    let name = (phrases.editor_label)(&tabs::label(store, phrases, store.document));
    editor.name(phrases.language_code, &name);
    // Documents that a fix changed while they were not shown.
    for (source, text) in store.scenario.documents().filter(|(source, _)| *source != store.document) {
        let id = source.to_string();
        if editor.text(&id).is_some_and(|shown| shown != text) {
            editor.set_text(&id, text);
        }
    }
    let id = store.document.to_string();
    let text = store.scenario.text(store.document).unwrap_or_default();
    editor.open(&id, text, language_of(store.document));
    let lines = LineIndex::new(text);
    let units = |span: Span| (lines.utf16(span.start), lines.utf16(span.end));
    editor.mark(&id, &marks(store, units));
    editor.highlight(&id, &highlights(store, units));
    let wanted = store.selection.filter(|selection| selection.at.source == store.document);
    if let Some(selection) = wanted.filter(|new| SEEN.replace(Some(new.number)) != Some(new.number)) {
        let (from, to) = units(selection.at.span);
        editor.select(&id, from, to);
    }
}

thread_local! {
    /// The number of the selection that was shown last: each is shown once.
    static SEEN: std::cell::Cell<Option<u32>> = const { std::cell::Cell::new(None) };
}

fn marks(state: &State, units: impl Fn(Span) -> (u32, u32)) -> Vec<Mark> {
    let here = state.simulation.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == state.document);
    here.map(|diagnostic| {
        let (from, to) = units(diagnostic.at.span);
        let words = message::finding(state.language, &diagnostic.finding);
        let fixes = diagnostic.fix.iter().map(|_| words.help.clone()).collect();
        let severity = tabs::severity_class(diagnostic.severity);
        Mark { from, to, severity, message: words.message, help: words.help, fixes }
    })
    .collect()
}

fn highlights(state: &State, units: impl Fn(Span) -> (u32, u32)) -> Vec<Highlight> {
    let open = state.open_link();
    let Some(link) = state.chain().and_then(|chain| chain.links.iter().find(|link| Some(link.step) == open)) else {
        return Vec::new();
    };
    let kind = match link.own {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Unknown => "unknown",
        Verdict::NotReached => "decides",
    };
    let here = super::why::places(link).into_iter().filter(|at| at.source == state.document);
    here.map(|at| units(at.span)).map(|(from, to)| Highlight { from, to, kind }).collect()
}

fn source_of(state: &State, id: &str) -> Option<SourceId> {
    state.scenario.documents().map(|(source, _)| source).find(|source| source.to_string() == id)
}
