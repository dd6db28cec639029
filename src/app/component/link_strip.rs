//! Opens what the address asks for, and says so where it leads nowhere.
//!
//! What always holds: what a link brings is [`Action::Replace`], so one undo brings back what was there. The fragment
//! stands in the address only as long as the page shows what it says.

use crate::app::hooks::Store;
use crate::app::route::{self, Fault, Route};
use crate::app::state::Action;
use crate::message::words;
use crate::scenario::Scenario;
use crate::share::LinkError;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`LinkStrip`].
#[derive(Properties, PartialEq)]
pub struct LinkStripProps {
    /// The page's state.
    pub store: Store,
}

/// The strip about an address that leads nowhere; it also follows the address.
#[component]
pub fn LinkStrip(props: &LinkStripProps) -> Html {
    let store = &props.store;
    let fault = use_state(|| None::<Fault>);
    let promise: Promise = use_mut_ref(|| None);
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    {
        let (fault, promise) = (fault.clone(), promise.clone());
        use_effect_with((), move |()| {
            let follow = move || {
                let store = latest.borrow().clone();
                fault.set(open(&store, &promise));
            };
            // Before the first paint, so that nobody sees what the link replaces.
            follow();
            let listener = web_sys::window().map(|window| EventListener::new(&window, "hashchange", move |_| follow()));
            move || drop(listener)
        });
    }
    use_truthful_address(store, &promise);
    let Some(broken) = *fault else { return html!() };
    let words = words::share::words(store.language);
    let text = match broken {
        Fault::Link(LinkError::Newer) => words.fault_newer,
        Fault::Link(LinkError::Damaged) => words.fault_damaged,
        Fault::Link(LinkError::NotBase64) => words.fault_characters,
        Fault::Link(LinkError::TooLarge) => words.fault_large,
        Fault::NoExample => words.fault_example,
        Fault::Unknown => words.fault_unknown,
    };
    let dismiss = Callback::from(move |_: MouseEvent| {
        route::forget();
        fault.set(None);
    });
    html! {
        <div class="notice notice-fault" role="alert">
            <p><strong>{ text }</strong>{ " " }{ words.fault_kept }</p>
            <button type="button" class="button" onclick={dismiss}>{ words::page::words(store.language).close }</button>
        </div>
    }
}

/// What the fragment says, and whether the page has shown it yet.
type Promise = Rc<RefCell<Option<(Rc<Scenario>, bool)>>>;

/// Shows what the address asks for; what is wrong with it, if something is.
fn open(store: &Store, promise: &Promise) -> Option<Fault> {
    match route::current() {
        Route::Page => {
            promise.take();
            None
        }
        Route::Scenario(scenario, origin) => {
            let shown = *scenario == *store.scenario;
            promise.replace(Some((Rc::new((*scenario).clone()), shown)));
            if !shown {
                store.dispatch(Action::Replace(scenario, origin));
            }
            None
        }
        Route::Broken(fault) => {
            promise.take();
            Some(fault)
        }
    }
}

/// Forgets the fragment once the page shows something else than it says.
#[hook]
fn use_truthful_address(store: &Store, promise: &Promise) {
    let promise = promise.clone();
    use_effect_with(store.scenario.clone(), move |scenario| {
        let mut promise = promise.borrow_mut();
        let Some((said, shown)) = promise.as_mut() else { return };
        if **said == **scenario {
            *shown = true;
        } else if *shown {
            *promise = None;
            route::forget();
        }
    });
}
