//! The document that is being edited: CodeMirror, or a plain text area where its bundle did not load.
//!
//! What always holds: the text of the state is the text of the editor; an edit made elsewhere (a fix) reaches the
//! editor as one undoable step.

mod decides;
mod desk;
mod help;

pub use decides::decided;

use super::{play, problems, tabs};
use crate::app::editor::{self, Callbacks, Editor, Highlight, Mark, Units, language_of};
use crate::app::hooks::{Store, words};
use crate::app::state::{Action, State};
use crate::assist::Unformatted;
use crate::chain::Verdict;
use crate::message;
use crate::scenario::{Scenario, edit};
use crate::text::SourceId;
use desk::{Desk, Formatted};
use std::cell::RefCell;
use std::rc::Rc;
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
    let said = use_state(|| None::<Formatted>);
    let desk = use_memo((), |()| Desk::new(store.clone(), said.setter()));
    *desk.store.borrow_mut() = store.clone();
    {
        let (host, mounted, desk) = (host.clone(), mounted.clone(), desk.clone());
        use_effect_with((), move |()| {
            if let Some(host) = host.cast::<HtmlElement>() {
                let callbacks = desk::callbacks(&desk);
                let editor = editor::mount(&host, &callbacks).ok();
                desk.editor.borrow_mut().clone_from(&editor);
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
        let (mounted, desk) = ((*mounted).clone(), desk.clone());
        use_effect_with(dependencies, move |_| {
            if let Some(mounted) = mounted {
                show(&mounted.editor, &store, &desk);
            }
        });
    }
    let name = tabs::label(&store, phrases, store.document);
    html! {
        <div class="document" id="document" role="tabpanel" hidden={store.document == SourceId::Settings} aria-label={name.clone()}>
            { play::lock_strip(&store) }
            { tools(&store, &desk, mounted.is_some(), said.as_ref()) }
            <div class="editor-host" ref={host} hidden={mounted.is_none()} />
            if mounted.is_none() {
                { plain_text(&store) }
                <p class="editor-hint">{ phrases.editor_hint }</p>
            } else {
                { decides::strip(&store) }
            }
        </div>
    }
}

/// Format and explain, and what came of formatting as long as it holds.
fn tools(store: &Store, desk: &Rc<Desk>, with_editor: bool, said: Option<&Formatted>) -> Html {
    let words = message::words::editor::words(store.language);
    let format = {
        let (desk, source) = (desk.clone(), store.document);
        Callback::from(move |_: MouseEvent| desk.format(source))
    };
    let explain = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(editor) = desk.editor() {
                editor.explain();
            }
        })
    };
    let holds = |said: &&Formatted| {
        said.source == store.document && store.scenario.text(said.source) == Some(said.text.as_str())
    };
    let status = said.filter(holds).map(|said| match said.result {
        Ok(()) => words.formatted,
        Err(Unformatted::Unchanged) => words.format_unchanged,
        Err(Unformatted::Unreadable) => words.format_unreadable,
    });
    html! {
        <div class="document-tools">
            <span class="document-said" role="status">{ status }</span>
            if with_editor {
                <button type="button" class="button button-quiet" title={words.explain_title} onclick={explain}>{ words.explain }</button>
            }
            <button type="button" class="button button-quiet" title={words.format_title} onclick={format}>{ words.format }</button>
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

/// Brings the editor to what the state says.
fn show(editor: &Editor, store: &Store, desk: &Desk) {
    editor.name(words(store).language_code, &desk::name(store));
    // What stands in a place now may be another document: its undo must not bring the one before.
    if let Some(before) = LAST.replace(Some(store.scenario.clone())).filter(|last| !Rc::ptr_eq(last, &store.scenario)) {
        for source in edit::moved(&before, &store.scenario) {
            editor.close(&source.to_string());
        }
    }
    // Documents that a fix changed while they were not shown.
    for (source, text) in store.scenario.documents().filter(|(source, _)| *source != store.document) {
        let id = source.to_string();
        if editor.text(&id).is_some_and(|shown| shown != text.replace("\r\n", "\n")) {
            editor.set_text(&id, text);
        }
    }
    let id = store.document.to_string();
    let text = store.scenario.text(store.document).unwrap_or_default();
    editor.open(&id, text, language_of(store.document));
    let units = Units::new(text);
    editor.mark(&id, &marks(store, &units));
    editor.highlight(&id, &highlights(store, &units));
    if let Some((_, problem)) = desk.problem.take().filter(|(source, _)| *source == store.document) {
        editor.problem(&id, problem);
    }
    let wanted = store.selection.filter(|selection| selection.at.source == store.document);
    if let Some(selection) = wanted.filter(|new| SEEN.replace(Some(new.number)) != Some(new.number)) {
        let (from, to) = units.units(selection.at.span);
        editor.select(&id, from, to);
    }
}

thread_local! {
    /// The scenario that was shown last.
    static LAST: RefCell<Option<Rc<Scenario>>> = const { RefCell::new(None) };
    /// The number of the selection that was shown last: each is shown once.
    static SEEN: std::cell::Cell<Option<u32>> = const { std::cell::Cell::new(None) };
}

fn marks(state: &State, units: &Units<'_>) -> Vec<Mark> {
    let here = state.simulation.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == state.document);
    here.map(|diagnostic| {
        let (from, to) = units.units(diagnostic.at.span);
        let words = message::finding(state.language, &diagnostic.finding);
        let fixes = diagnostic.fix.iter().map(|fix| problems::fix_label(state, fix)).collect();
        let places = diagnostic.related.iter().map(|at| problems::place_label(state, *at)).collect();
        let severity = tabs::severity_class(diagnostic.severity);
        let code = diagnostic.finding.code().as_str();
        Mark { from, to, severity, message: words.message, help: words.help, code, fixes, places }
    })
    .collect()
}

fn highlights(state: &State, units: &Units<'_>) -> Vec<Highlight> {
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
    here.map(|at| units.units(at.span)).map(|(from, to)| Highlight { from, to, kind }).collect()
}
