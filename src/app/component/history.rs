//! The last states of the reader's work: what each was, restore, download, delete and undo of that.
//!
//! What always holds: the list is what the storage holds, other tabs' states included; nothing is deleted that cannot
//! be brought back while the dialog is open.

mod item;

use super::memory;
use crate::app::example;
use crate::app::hooks::Store;
use crate::app::state::Origin;
use crate::app::storage::{self, Kept, Refusal};
use crate::message::words;
use gloo::events::EventListener;
use std::rc::Rc;
use yew::prelude::*;

/// Scenarios of the last days.
pub fn history(store: &Store) -> Html {
    html!(<States store={store.clone()} />)
}

/// Properties of [`States`].
#[derive(Properties, PartialEq)]
struct StatesProps {
    /// The page's state.
    store: Store,
}

/// The list.
#[component]
fn States(props: &StatesProps) -> Html {
    let store = &props.store;
    let words = words::history::words(store.language);
    let list = use_state(Vec::<Kept>::new);
    let deleted = use_state(|| Rc::new(Vec::<Kept>::new()));
    let open = use_state(|| None::<String>);
    let titles = use_state(|| false);
    {
        let (list, store) = (list.clone(), store.clone());
        use_effect_with((), move |()| {
            memory::keep_now(&store);
            let found = storage::kept();
            // Titles of examples, where some are needed.
            let of_example =
                |kept: &Kept| matches!(&kept.state, Some((entry, _)) if matches!(entry.origin, Origin::Example(_)));
            if found.iter().any(of_example) && example::known().is_none() {
                yew::platform::spawn_local(async move { titles.set(example::gallery().await.is_ok()) });
            }
            list.set(found);
            let other_tab = EventListener::new(&gloo::utils::window(), "storage", move |_| list.set(storage::kept()));
            move || drop(other_tab)
        });
    }
    let put_away = {
        let (list, deleted) = (list.clone(), deleted.clone());
        Callback::from(move |gone: Vec<Kept>| {
            gone.iter().for_each(storage::put_away);
            deleted.set(Rc::new(gone));
            list.set(storage::kept());
        })
    };
    let bring_back = {
        let (list, deleted) = (list.clone(), deleted.clone());
        Callback::from(move |_: MouseEvent| {
            deleted.iter().for_each(storage::bring_back);
            deleted.set(Rc::default());
            list.set(storage::kept());
        })
    };
    let delete_all = {
        let (list, put_away) = (list.clone(), put_away.clone());
        Callback::from(move |_: MouseEvent| put_away.emit((*list).clone()))
    };
    let rows = list.iter().map(|kept| {
        let toggle = {
            let (open, key) = (open.clone(), kept.key.clone());
            Callback::from(move |_: MouseEvent| open.set((open.as_ref() != Some(&key)).then(|| key.clone())))
        };
        let shown = open.as_ref() == Some(&kept.key);
        item::item(store, kept, shown, toggle, &put_away)
    });
    html! {
        <div class="history">
            <p class="muted">{ words.note }</p>
            <div role="status">
                if !deleted.is_empty() {
                    <p class="history-deleted">
                        { (words.deleted)(deleted.len()) }
                        <button type="button" class="button" onclick={bring_back}>{ words.undo }</button>
                    </p>
                }
            </div>
            if list.is_empty() {
                <div class="gallery-state">
                    if storage::refusal() == Some(Refusal::Blocked) {
                        <p>{ words.blocked }</p>
                    } else {
                        <p><strong>{ words.nothing }</strong></p>
                        <p>{ words.nothing_help }</p>
                    }
                </div>
            } else {
                <ol class="history-list">{ for rows }</ol>
                <p class="gallery-actions">
                    <button type="button" class="button" onclick={delete_all}>{ words.delete_all }</button>
                </p>
            }
        </div>
    }
}
