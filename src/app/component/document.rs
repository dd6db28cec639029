//! The document that is being edited: CodeMirror, or a plain text area where its bundle did not load.
//!
//! The bundle is loaded when the document is first to be seen: a phone shows the chain before it.
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
use crate::app::start::{self, Part};
use crate::app::state::{Action, State};
use crate::assist::Unformatted;
use crate::chain::Verdict;
use crate::message;
use crate::scenario::{Scenario, edit};
use crate::text::SourceId;
use desk::{Desk, Formatted};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, HtmlTextAreaElement, ResizeObserver};
use yew::prelude::*;

/// What the text is shown in.
enum Surface {
    /// The editor is not there yet, or was not to be seen yet.
    Waiting,
    /// A plain text area, since the editor is not to be had.
    Plain,
    /// The editor.
    Editor(Rc<Mounted>),
}

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
    let (pane, host) = (use_node_ref(), use_node_ref());
    let surface = use_state(|| Surface::Waiting);
    let said = use_state(|| None::<Formatted>);
    let desk = use_memo((), |()| Desk::new(store.clone(), said.setter()));
    *desk.store.borrow_mut() = store.clone();
    {
        let (host, surface, desk) = (host.clone(), surface.setter(), desk.clone());
        use_seen(&pane, move || {
            let (host, surface, desk) = (host.clone(), surface.clone(), desk.clone());
            yew::platform::spawn_local(async move {
                let there = editor::load().await;
                surface.set(
                    mounted(there, &host, &desk).map_or(Surface::Plain, |mounted| Surface::Editor(Rc::new(mounted))),
                );
                start::ready(Part::Editor);
            });
        });
    }
    let mounted = match &*surface {
        Surface::Editor(mounted) => Some(mounted.clone()),
        Surface::Waiting | Surface::Plain => None,
    };
    {
        let store = store.clone();
        let dependencies = (
            mounted.as_ref().map(Rc::as_ptr),
            store.scenario.clone(),
            (store.document, store.language, store.selection),
            (store.open_link(), store.chain),
        );
        let (mounted, desk) = (mounted.clone(), desk.clone());
        use_effect_with(dependencies, move |_| {
            if let Some(mounted) = mounted {
                show(&mounted.editor, &store, &desk);
            }
        });
    }
    let name = tabs::label(&store, phrases, store.document);
    let plain = matches!(*surface, Surface::Plain);
    html! {
        <div class="document" id="document" role="tabpanel" hidden={store.document == SourceId::Settings} aria-label={name.clone()} ref={pane}>
            { play::lock_strip(&store) }
            { tools(&store, &desk, !plain, said.as_ref()) }
            <div class="editor-host" ref={host} hidden={plain} aria-busy={matches!(*surface, Surface::Waiting).then_some("true")} />
            if plain {
                { plain_text(&store) }
                <p class="editor-hint">{ phrases.editor_hint }</p>
            } else {
                { decides::strip(&store) }
            }
        </div>
    }
}

/// Calls once, as soon as the element has a place on the screen: neither it nor what it stands in is hidden.
#[hook]
fn use_seen(node: &NodeRef, seen: impl Fn() + 'static) {
    let node = node.clone();
    use_effect_with((), move |()| {
        let observer = Rc::new(RefCell::new(None::<ResizeObserver>));
        let element = node.cast::<HtmlElement>();
        let hidden = |element: &HtmlElement| element.offset_width() == 0;
        if element.as_ref().is_none_or(hidden) {
            start::ready(Part::Editor);
        }
        let (held, watched) = (observer.clone(), element.clone());
        let look = Closure::<dyn FnMut()>::new(move || {
            if watched.as_ref().is_some_and(|element| !hidden(element))
                && let Some(observer) = held.take()
            {
                observer.disconnect();
                seen();
            }
        });
        if let Some(element) = element {
            *observer.borrow_mut() = ResizeObserver::new(look.as_ref().unchecked_ref()).ok();
            observer.borrow().iter().for_each(|observer| observer.observe(&element));
        }
        move || {
            observer.take().iter().for_each(ResizeObserver::disconnect);
            drop(look);
        }
    });
}

/// The editor in its place, if its bundle is there.
fn mounted(there: bool, host: &NodeRef, desk: &Rc<Desk>) -> Option<Mounted> {
    let host = host.cast::<HtmlElement>().filter(|_| there)?;
    let callbacks = desk::callbacks(desk);
    let editor = editor::mount(&host, &callbacks).ok()?;
    *desk.editor.borrow_mut() = Some(editor.clone());
    Some(Mounted { editor, _callbacks: callbacks })
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
