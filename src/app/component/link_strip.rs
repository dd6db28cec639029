//! Opens what the address asks for, and says so where it leads nowhere.
//!
//! What always holds: what a link brings is [`Action::Replace`], so one undo brings back what was there. The fragment
//! stands in the address only as long as the page shows what it says.

use crate::app::course;
use crate::app::example::{self, Missing};
use crate::app::hooks::Store;
use crate::app::route::{self, Fault, Route};
use crate::app::state::{Action, Dialog, Origin};
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
                // What is read lies over the page and leaves everything as it is.
                if matches!(route::current(), Route::Reading(_)) {
                    return route::opened();
                }
                let store = latest.borrow().clone();
                fault.set(None);
                open(&store, &promise, &fault);
            };
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
        Fault::NoLesson => words::lesson::words(store.language).fault,
        Fault::Unreachable => words.fault_unreachable,
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

/// Shows what the address asks for, or says what is wrong with it.
fn open(store: &Store, promise: &Promise, fault: &UseStateHandle<Option<Fault>>) {
    promise.take();
    match route::current() {
        Route::Page | Route::Reading(_) => route::opened(),
        Route::Scenario(scenario, origin) => {
            if said(store, promise, &scenario, &store.origin) {
                store.dispatch(Action::Replace(scenario, origin));
            }
        }
        Route::Example(id) => {
            let (store, promise, fault) = (store.clone(), promise.clone(), fault.clone());
            yew::platform::spawn_local(async move {
                let found = example::fetch(&id).await;
                // The reader may have gone elsewhere meanwhile.
                if route::current() != Route::Example(id) {
                    return;
                }
                match found {
                    Ok(example) => {
                        if said(&store, &promise, &example.scenario, &store.origin) {
                            example::open(&store, &example);
                        }
                    }
                    Err(missing) => {
                        route::opened();
                        fault.set(Some(match missing {
                            Missing::Unknown => Fault::NoExample,
                            Missing::Unreachable => Fault::Unreachable,
                        }));
                    }
                }
            });
        }
        Route::Course => {
            route::opened();
            store.dispatch(Action::SetDialog(Some(Dialog::Course)));
        }
        Route::Lesson(id) => {
            let (store, promise, fault) = (store.clone(), promise.clone(), fault.clone());
            yew::platform::spawn_local(async move {
                let found = course::fetch(&id).await;
                if route::current() != Route::Lesson(id) {
                    return;
                }
                match found {
                    Ok(lesson) => {
                        let origin = Origin::Lesson(lesson.id.clone());
                        if said(&store, &promise, &course::opening(&lesson), &origin) {
                            course::open(&store, &lesson);
                        }
                    }
                    Err(missing) => {
                        route::opened();
                        fault.set(Some(match missing {
                            Missing::Unknown => Fault::NoLesson,
                            Missing::Unreachable => Fault::Unreachable,
                        }));
                    }
                }
            });
        }
        Route::Broken(broken) => {
            route::opened();
            fault.set(Some(broken));
        }
    }
}

/// Notes what the address says; whether the page has yet to show it, as something of this origin.
fn said(store: &Store, promise: &Promise, scenario: &Scenario, origin: &Origin) -> bool {
    let shown = *scenario == *store.scenario && *origin == store.origin;
    promise.replace(Some((Rc::new(scenario.clone()), shown)));
    if shown {
        route::opened();
    }
    !shown
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
            route::opened();
        } else if *shown {
            *promise = None;
            route::forget();
        }
    });
}
