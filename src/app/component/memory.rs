//! Keeps the reader's work: every change at once, a state for the history at each pause and before anything takes its
//! place. Says what cannot be kept, and what was found damaged, once.
//!
//! What always holds: nothing here stands in the way of working on.

use crate::app::download;
use crate::app::hooks::{Store, act};
use crate::app::state::{Action, Dialog, Entry};
use crate::app::storage::{self, Damaged, Refusal};
use crate::chain::{self, Simulation};
use crate::message::words;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::VisibilityState;
use yew::prelude::*;

/// How long a pause is, in milliseconds.
const PAUSE: u32 = 3_000;

/// Properties of [`Memory`].
#[derive(Properties, PartialEq)]
pub struct MemoryProps {
    /// The page's state.
    pub store: Store,
}

/// What was on the page before the last change.
struct Before {
    replaced: u32,
    entry: Entry,
    simulation: Rc<Simulation>,
}

thread_local! {
    /// The work that is on the page: how many replacements it came after, and its name in the history.
    static LINE: RefCell<(u32, String)> = RefCell::new((0, storage::new_name()));
}

/// Keeps the page's work in the history as it is now, unless it stands there already.
pub fn keep_now(store: &Store) {
    storage::keep_state(&line(store.replaced), &store.entry(), &store.simulation);
}

/// The name of the work that came after so many replacements.
fn line(replaced: u32) -> String {
    LINE.with_borrow_mut(|line| {
        if line.0 != replaced {
            *line = (replaced, storage::new_name());
        }
        line.1.clone()
    })
}

/// The memory, and the strips about it.
#[component]
pub fn Memory(props: &MemoryProps) -> Html {
    let store = &props.store;
    let refused = use_state(|| None::<Refusal>);
    use_keeping(store, &refused);
    html! {
        <>
            <DamageStrip store={store.clone()} />
            if let Some(refusal) = *refused {
                { refusal_strip(store, refusal, &refused) }
            }
        </>
    }
}

#[hook]
fn use_keeping(store: &Store, refused: &UseStateHandle<Option<Refusal>>) {
    let said = use_mut_ref(|| false);
    let before = use_mut_ref(|| None::<Before>);
    let pause = use_mut_ref(|| None::<Timeout>);
    // What runs later looks the newest state up here.
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    {
        let (latest, refused) = (latest.clone(), refused.clone());
        use_effect_with(store.entry(), move |entry| {
            let store = latest.borrow().clone();
            let replaced_by_address = store.history.past().last().filter(|_| before.borrow().is_none());
            if let Some(kept) = replaced_by_address {
                storage::keep_state(&storage::new_name(), kept, &chain::simulate(&kept.scenario));
            }
            let answer = storage::keep_work(entry);
            let now = Before { replaced: store.replaced, entry: entry.clone(), simulation: store.simulation.clone() };
            // What the page opens with is no work of this visit yet.
            let Some(earlier) = before.borrow_mut().replace(now) else { return };
            if earlier.replaced != store.replaced {
                storage::keep_state(&line(earlier.replaced), &earlier.entry, &earlier.simulation);
            }
            match answer {
                Err(refusal) if !said.replace(true) => refused.set(Some(refusal)),
                Ok(()) if refused.is_some() => refused.set(None),
                Ok(()) | Err(_) => {}
            }
            *pause.borrow_mut() = Some(Timeout::new(PAUSE, move || keep_now(&latest.borrow())));
        });
    }
    use_effect_with((), move |()| {
        let on_leaving = move |_: &Event| {
            if gloo::utils::document().visibility_state() == VisibilityState::Hidden {
                keep_now(&latest.borrow());
            }
        };
        let listener = EventListener::new(&gloo::utils::document(), "visibilitychange", on_leaving);
        move || drop(listener)
    });
}

/// Says that nothing more can be kept, and offers it as a file.
fn refusal_strip(store: &Store, refusal: Refusal, refused: &UseStateHandle<Option<Refusal>>) -> Html {
    let words = words::history::words(store.language);
    let text = match refusal {
        Refusal::Blocked => words.blocked,
        Refusal::Full => words.full,
    };
    let save = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            if let Ok(text) = serde_json::to_string_pretty(&*store.scenario) {
                download::json("scenario.json", &text);
            }
        })
    };
    let close = {
        let refused = refused.clone();
        Callback::from(move |_: MouseEvent| refused.set(None))
    };
    html! {
        <div class="notice" role="status">
            <p>{ text }</p>
            <button type="button" class="button" onclick={save}>{ words.download }</button>
            <button type="button" class="button button-quiet" onclick={close}>{ words.close }</button>
        </div>
    }
}

/// Says that what was kept does not read, where it was put, and hands it out.
#[component]
fn DamageStrip(props: &MemoryProps) -> Html {
    let store = &props.store;
    let damaged = use_state(storage::fresh_damage);
    let Some(Damaged { text, error, .. }) = (*damaged).clone() else { return html!() };
    let words = words::history::words(store.language);
    let save = Callback::from(move |_: MouseEvent| download::json("damaged.txt", &text));
    let close = {
        let damaged = damaged.clone();
        Callback::from(move |_: MouseEvent| damaged.set(None))
    };
    html! {
        <div class="notice" role="status">
            <p>{ words.damaged }{ " " }<code>{ error }</code></p>
            <button type="button" class="button" onclick={save}>{ words.download }</button>
            <button type="button" class="button button-quiet" onclick={act(store, Action::SetDialog(Some(Dialog::History)))}>{ words.title }</button>
            <button type="button" class="button button-quiet" onclick={close}>{ words.close }</button>
        </div>
    }
}
