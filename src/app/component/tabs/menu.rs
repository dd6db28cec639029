//! A button with a menu: the menu pattern of ARIA over the browser's own popovers, which close on Escape and on a click
//! beside them and give the focus back.
//!
//! What always holds: the menu opens beside its button, inside the window, above everything.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// One entry of a menu.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// What it says.
    pub label: AttrValue,
    /// What it does.
    pub act: Callback<()>,
    /// A class for its style; `danger`, `separate` from what stands before, or nothing.
    pub class: &'static str,
}

/// An entry.
pub fn item(label: impl Into<AttrValue>, act: impl Fn() + 'static) -> Item {
    Item { label: label.into(), act: Callback::from(move |()| act()), class: "" }
}

/// Properties of [`Menu`].
#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// The id of the menu; that of its button is `<id>-button`.
    pub id: AttrValue,
    /// What the button does, for screen readers.
    pub label: AttrValue,
    /// The entries.
    pub items: Vec<Item>,
    /// The button's class.
    #[prop_or_default]
    pub class: Classes,
    /// What the button shows; three dots if nothing.
    #[prop_or_default]
    pub children: Html,
}

/// A button with its menu.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| false);
    let id = props.id.clone();
    let button = format!("{id}-button");
    let onclick = {
        let (id, button) = (id.clone(), button.clone());
        Callback::from(move |_: MouseEvent| {
            if let (Some(menu), Some(button)) = (element(&id), element(&button)) {
                beside(&menu, &button, Edge::Right);
            }
        })
    };
    let ontoggle = {
        let (id, open) = (id.clone(), open.clone());
        Callback::from(move |_: Event| {
            let now = element(&id).is_some_and(|menu| is_open(&menu));
            if now {
                step(&id, Step::First);
            }
            open.set(now);
        })
    };
    let onkeydown = {
        let id = id.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowDown" => Step::Next,
                "ArrowUp" => Step::Previous,
                "Home" => Step::First,
                "End" => Step::Last,
                "Tab" => return hide(&id),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            step(&id, to);
        })
    };
    let items = props.items.iter().map(|item| {
        let (act, id) = (item.act.clone(), id.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            hide(&id);
            act.emit(());
        });
        html! {
            <li role="none">
                <button type="button" role="menuitem" tabindex="-1" class={classes!("menu-item", item.class)} {onclick}>{ &item.label }</button>
            </li>
        }
    });
    html! {
        <>
            <button type="button" id={button} class={classes!("menu-button", props.class.clone())} popovertarget={id.clone()} {onclick}
                aria-label={props.label.clone()} title={props.label.clone()} aria-haspopup="menu" aria-expanded={open.to_string()}>
                if props.children == Html::default() { { dots() } } else { { props.children.clone() } }
            </button>
            <ul id={id.clone()} popover="auto" class="popup menu-list" role="menu" aria-label={props.label.clone()} {ontoggle} {onkeydown}>
                { for items }
            </ul>
        </>
    }
}

fn dots() -> Html {
    html! {
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <circle cx="5" cy="12" r="1.6" /><circle cx="12" cy="12" r="1.6" /><circle cx="19" cy="12" r="1.6" />
        </svg>
    }
}

enum Step {
    First,
    Last,
    Next,
    Previous,
}

/// Moves the focus inside a menu.
fn step(id: &str, to: Step) {
    let Some(menu) = element(id) else { return };
    let Ok(found) = menu.query_selector_all("[role=menuitem]") else { return };
    let items: Vec<HtmlElement> = (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect();
    let active: Option<Element> = gloo::utils::document().active_element();
    let at = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
    let last = items.len().saturating_sub(1);
    let next = match (to, at) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => last,
        (Step::Next, Some(at)) if at == last => 0,
        (Step::Next, Some(at)) => at + 1,
        (Step::Previous, Some(at)) => at.checked_sub(1).unwrap_or(last),
    };
    if let Some(item) = items.get(next) {
        // An item of an open menu can be focused.
        let _ = item.focus();
    }
}

/// The element with an id.
#[must_use]
pub fn element(id: &str) -> Option<HtmlElement> {
    gloo::utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether a popover is open.
#[must_use]
pub fn is_open(popover: &HtmlElement) -> bool {
    popover.matches(":popover-open").unwrap_or(false)
}

/// Closes a popover.
pub fn hide(id: &str) {
    if let Some(popover) = element(id).filter(is_open) {
        // An open popover can be closed.
        let _ = popover.hide_popover();
    }
}

/// Opens a menu beside an element that is not its button, as a context menu.
pub fn open_beside(id: &'static str, anchor: &Element, event: &MouseEvent) {
    let anchor = anchor.clone();
    let open = move || {
        super::soon(id.to_owned(), move |menu| {
            if !is_open(menu) {
                beside(menu, &anchor, Edge::Left);
                // A closed popover can be opened.
                let _ = menu.show_popover();
            }
        });
    };
    if event.buttons() == 0 {
        open();
    } else {
        // Where the event comes with the button still down, letting it go would close the menu again.
        EventListener::once(&gloo::utils::window(), "pointerup", move |_| open()).forget();
    }
}

/// Which edges of a menu and its anchor stand in one line.
enum Edge {
    Left,
    Right,
}

/// Places a menu under an element, or over it where there is more room; always inside the window.
fn beside(menu: &HtmlElement, anchor: &Element, edge: Edge) {
    /// Menus are at most so wide (`.menu-list`).
    const WIDTH: f64 = 288.0;
    let (width, height) = window_size();
    let rect = anchor.get_bounding_client_rect();
    let set = |name: &str, value: String| {
        // The names are fixed and valid.
        let _ = menu.style().set_property(name, &value);
    };
    let (left, right) = match edge {
        Edge::Right if rect.right() > WIDTH + 8.0 => ("auto".to_owned(), pixels(width - rect.right())),
        Edge::Left | Edge::Right => (pixels(rect.left().min(width - WIDTH - 8.0).max(8.0)), "auto".to_owned()),
    };
    set("left", left);
    set("right", right);
    if rect.bottom() > height * 0.6 {
        set("top", "auto".to_owned());
        set("bottom", pixels(height - rect.top() + 4.0));
        set("max-height", pixels(rect.top() - 12.0));
    } else {
        set("top", pixels(rect.bottom() + 4.0));
        set("bottom", "auto".to_owned());
        set("max-height", pixels(height - rect.bottom() - 12.0));
    }
}

/// Places a panel over the width of `frame`, under `anchor`.
pub fn under(panel: &HtmlElement, anchor: &Element, frame: &Element) {
    let (_, height) = window_size();
    let (rect, frame) = (anchor.get_bounding_client_rect(), frame.get_bounding_client_rect());
    let set = |name: &str, value: f64| {
        // The names are fixed and valid.
        let _ = panel.style().set_property(name, &pixels(value));
    };
    set("left", frame.left() + 6.0);
    set("width", frame.width() - 12.0);
    set("top", rect.bottom() + 2.0);
    set("max-height", (height - rect.bottom() - 14.0).max(240.0));
}

fn window_size() -> (f64, f64) {
    let window = gloo::utils::window();
    let read =
        |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| value.ok().and_then(|value| value.as_f64());
    (read(window.inner_width()).unwrap_or(1024.0), read(window.inner_height()).unwrap_or(768.0))
}

/// Whole pixels: writing fractions would bring the printing of floats into the wasm.
#[expect(clippy::cast_possible_truncation, reason = "a place in a window")]
fn pixels(value: f64) -> String {
    format!("{}px", value as i32)
}
