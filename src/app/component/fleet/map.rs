//! The overview as a picture that can be zoomed by buttons and keys, and moved by scrolling or dragging.
//!
//! What always holds: moving is the browser's own scrolling, so wheel, touch, keys and focus all do it.

use crate::app::component::chain_picture::draw::{self, icon};
use crate::app::component::chain_picture::export;
use crate::app::hooks::Store;
use crate::message::words;
use crate::picture::overview::{self, Found};
use crate::picture::{Picture, Target};
use gloo::timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Percent of the width that is there.
const ZOOMS: [u16; 7] = [50, 75, 100, 150, 200, 300, 400];

/// How large the picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zoom {
    /// All of it can be seen.
    Fit,
    /// Percent of the width that is there.
    Percent(u16),
}

impl Zoom {
    fn larger(self) -> Self {
        let now = self.percent();
        Self::Percent(ZOOMS.into_iter().find(|zoom| *zoom > now).unwrap_or(now))
    }

    fn smaller(self) -> Self {
        let now = self.percent();
        Self::Percent(ZOOMS.into_iter().rev().find(|zoom| *zoom < now).unwrap_or(now))
    }

    fn percent(self) -> u16 {
        match self {
            Self::Fit => 100,
            Self::Percent(percent) => percent,
        }
    }
}

/// What the mouse does.
#[derive(Default)]
struct Drag {
    /// Where it was while its button is held.
    from: Cell<Option<(i32, i32)>>,
    /// Whether it has moved the picture since then.
    moved: Cell<bool>,
}

/// Properties of [`Map`].
#[derive(Properties, PartialEq)]
pub struct MapProps {
    /// The page's state.
    pub store: Store,
    /// What is shown.
    pub found: Found,
    /// Groups that were opened or closed.
    pub toggled: Vec<String>,
    /// What a click does.
    pub onact: Callback<Target>,
}

/// The picture of many ways.
#[component]
pub fn Map(props: &MapProps) -> Html {
    let MapProps { store, found, toggled, onact } = props;
    let words = words::picture::words(store.language);
    let zoom = use_state(|| Zoom::Percent(100));
    let frame = use_node_ref();
    let drag = use_memo((), |()| Drag::default());
    let onact = {
        let (onact, drag) = (onact.clone(), drag.clone());
        // The end of a drag is no click.
        Callback::from(move |target: Target| {
            if !drag.moved.get() {
                onact.emit(target);
            }
        })
    };
    let drawn = overview::draw(store.language, &store.simulation, found, toggled, store.chain);
    let set = |to: Zoom| {
        let zoom = zoom.clone();
        Callback::from(move |_: MouseEvent| zoom.set(to))
    };
    let onkeydown = {
        let zoom = zoom.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let to = match event.key().as_str() {
                "+" | "=" => zoom.larger(),
                "-" => zoom.smaller(),
                "0" => Zoom::Fit,
                _ => return,
            };
            event.prevent_default();
            zoom.set(to);
        })
    };
    let [onpointerdown, onpointermove, onpointerup] = dragging(&frame, &drag);
    let view = format!("0 0 {} {}", drawn.width, drawn.height);
    let (class, width) = match *zoom {
        Zoom::Fit => ("pic fits", "100%".to_owned()),
        Zoom::Percent(percent) => ("pic", format!("{percent}%")),
    };
    let tool = |label: &'static str, path: &'static str, enabled: bool, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="button button-quiet tool" aria-label={label} title={label} disabled={!enabled} {onclick}>{ icon(path) }</button>
        }
    };
    let is_open = |target: &Target| match target {
        Target::Group(name) => Some(found.is_open(name, toggled)),
        _ => None,
    };
    let stop = Target::Subject(store.chain);
    let make = {
        let (store, found, toggled) = (store.clone(), found.clone(), toggled.clone());
        Rc::new(move || {
            let picture = overview::draw(store.language, &store.simulation, &found, &toggled, store.chain);
            Some((Picture { label: words.overview.to_owned(), ..picture }, "overview".to_owned()))
        })
    };
    html! {
        <div class="fleet-map">
            <div class="fleet-frame" ref={frame} {onkeydown} {onpointerdown} {onpointermove} onpointerup={onpointerup.clone()} onpointerleave={onpointerup}>
                <svg {class} {width} viewBox={view} role="group" aria-label={words.overview} aria-describedby="fleet-keys">
                    { draw::parts(&drawn.parts, &onact, Some(&stop), &is_open) }
                </svg>
            </div>
            <div class="fleet-zoom">
                <span id="fleet-keys" class="muted">{ words.zoom_help }</span>
                { export::downloads(store.language, store.theme, make) }
                { tool(words.zoom_out, "M6 12h12", zoom.smaller() != *zoom, set(zoom.smaller())) }
                <button type="button" class="button button-quiet" aria-pressed={(*zoom == Zoom::Fit).to_string()} onclick={set(if *zoom == Zoom::Fit { Zoom::Percent(100) } else { Zoom::Fit })}>{ words.zoom_fit }</button>
                { tool(words.zoom_in, "M6 12h12M12 6v12", zoom.larger() != *zoom, set(zoom.larger())) }
            </div>
        </div>
    }
}

/// Dragging with the mouse scrolls; fingers scroll by themselves.
fn dragging(frame: &NodeRef, drag: &Rc<Drag>) -> [Callback<PointerEvent>; 3] {
    let down = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| {
            if event.pointer_type() == "mouse" && event.button() == 0 {
                drag.from.set(Some((event.client_x(), event.client_y())));
            }
        })
    };
    let moves = {
        let (frame, drag) = (frame.clone(), drag.clone());
        Callback::from(move |event: PointerEvent| {
            let (Some((x, y)), Some(frame)) = (drag.from.get(), frame.cast::<Element>()) else { return };
            let (dx, dy) = (event.client_x() - x, event.client_y() - y);
            if event.buttons() == 0 || dx.abs() + dy.abs() < 4 {
                return;
            }
            frame.set_scroll_left(frame.scroll_left() - dx);
            frame.set_scroll_top(frame.scroll_top() - dy);
            drag.moved.set(true);
            drag.from.set(Some((event.client_x(), event.client_y())));
        })
    };
    let up = {
        let drag = drag.clone();
        Callback::from(move |_: PointerEvent| {
            drag.from.set(None);
            let drag = drag.clone();
            // The click comes right behind.
            Timeout::new(0, move || drag.moved.set(false)).forget();
        })
    };
    [down, moves, up]
}
