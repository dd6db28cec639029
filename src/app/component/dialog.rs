//! A dialog over the page: title, close button, Escape, a click beside it; focus returns where it was.
//!
//! What always holds: it is the browser's own modal dialog, so what lies under it cannot be reached meanwhile.

use crate::app::hooks::{Store, act};
use crate::app::state::Action;
use crate::message::words;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Modal`].
#[derive(Properties, PartialEq)]
pub struct ModalProps {
    /// The page's state.
    pub store: Store,
    /// What stands on top.
    pub title: AttrValue,
    /// A class for its own style.
    #[prop_or_default]
    pub class: Classes,
    /// What it shows.
    pub children: Html,
}

/// A modal dialog; mounting it opens it.
#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
                // A dialog that was just mounted can be shown.
                let _ = dialog.show_modal();
            }
        });
    }
    let close: Callback<MouseEvent> = act(&props.store, Action::SetDialog(None));
    let onclick = {
        let (node, close) = (node.clone(), close.clone());
        // A click on the dialog itself, not on what it holds, is one on its backdrop.
        Callback::from(move |event: MouseEvent| {
            if event.target_dyn_into::<HtmlDialogElement>().is_some_and(|target| Some(target) == node.cast()) {
                close.emit(event);
            }
        })
    };
    html! {
        <dialog ref={node} class={classes!("modal", props.class.clone())} aria-labelledby="modal-title" {onclick}
            onclose={act(&props.store, Action::SetDialog(None))}>
            <div class="modal-inner">
                <div class="modal-head">
                    <h2 id="modal-title">{ &props.title }</h2>
                    <button type="button" class="button button-quiet icon" aria-label={words::page::words(props.store.language).close} onclick={close}>
                        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6 6 18" /></svg>
                    </button>
                </div>
                <div class="modal-body">{ props.children.clone() }</div>
            </div>
        </dialog>
    }
}

/// The dialog that is open, if one is.
pub fn dialogs(store: &Store) -> Html {
    use crate::app::state::Dialog;
    let language = store.language;
    let Some(dialog) = store.dialog else { return html!() };
    let (title, class, children) = match dialog {
        Dialog::Share => (words::share::words(language).title, "modal-share", super::share::share(store)),
        Dialog::Gallery => (words::gallery::words(language).title, "modal-gallery", super::gallery::gallery(store)),
        Dialog::Course => (words::lesson::words(language).title, "modal-course", super::course::course(store)),
        Dialog::Import => (words::importing::words(language).title, "modal-import", super::importing::importing(store)),
        Dialog::History => (words::history::words(language).title, "modal-history", super::history::history(store)),
        Dialog::Shortcuts => {
            (words::page::words(language).shortcuts, "modal-shortcuts", super::shortcuts::shortcuts(store))
        }
    };
    let key = format!("{dialog:?}");
    html!(<Modal {key} store={store.clone()} {title} {class}>{ children }</Modal>)
}
