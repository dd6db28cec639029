//! The card under the chain: tabs for AWS access, Kubernetes access, inspector and comparison.

use super::{access, compare, inspector, rbac};
use crate::app::hooks::{Store, act};
use crate::app::state::{Action, View};
use crate::message::words;
use yew::prelude::*;

/// The views with their tabs. Arrow keys move between tabs, as in every tab list.
pub fn views(store: &Store) -> Html {
    let words = words::page::words(store.language);
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = View::ALL.iter().position(|&view| view == store.view).unwrap_or(0);
            let last = View::ALL.len() - 1;
            let next = match event.key().as_str() {
                "ArrowRight" if at == last => 0,
                "ArrowRight" => at + 1,
                "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some(&view) = View::ALL.get(next) {
                store.dispatch(Action::SetView(view));
                super::tabs::focus(tab_id(view));
            }
        })
    };
    let tabs = View::ALL.iter().map(|&view| {
        let chosen = store.view == view;
        let label = match view {
            View::Access => words.access,
            View::Kubernetes => words.kubernetes,
            View::Inspector => words.inspector,
            View::Compare => words.compare,
        };
        html! {
            <button type="button" id={tab_id(view)} role="tab" class="tab" aria-selected={chosen.to_string()} aria-controls="view"
                tabindex={if chosen { "0" } else { "-1" }} onclick={act(store, Action::SetView(view))}>{ label }</button>
        }
    });
    let body = match store.view {
        View::Access => access::access(store),
        View::Kubernetes => rbac::kubernetes_access(store),
        View::Inspector => inspector::inspector(store),
        View::Compare => compare::compare(store),
    };
    html! {
        <div class="card views-card">
            <div class="tabs" role="tablist" aria-label={words.views} {onkeydown}>{ for tabs }</div>
            <div id="view" class="view" role="tabpanel" aria-labelledby={tab_id(store.view)}>{ body }</div>
        </div>
    }
}

fn tab_id(view: View) -> &'static str {
    match view {
        View::Access => "view-access",
        View::Kubernetes => "view-kubernetes",
        View::Inspector => "view-inspector",
        View::Compare => "view-compare",
    }
}
