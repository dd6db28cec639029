//! Parts of a picture as SVG elements of the page.
//!
//! What always holds: whatever can be clicked is a button for keyboard and screen reader too; of all buttons of one
//! picture exactly one is a stop of the Tab key, and arrow keys, Home and End move among them.

use crate::picture::{Form, Part, PartKind, Shape, Target, svg};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// Draws parts. `stop` is the target that the Tab key reaches, the first one if there is none; `expanded` says of a
/// target whether it stands open, if it can.
pub fn parts(
    parts: &[Part],
    onact: &Callback<Target>,
    stop: Option<&Target>,
    expanded: &dyn Fn(&Target) -> Option<bool>,
) -> Html {
    let has = |target: &&Target| parts.iter().any(|part| part.target.as_ref() == Some(*target));
    let stop = stop.filter(has).or_else(|| parts.iter().find_map(|part| part.target.as_ref()));
    let drawn = parts.iter().enumerate().map(|(index, part)| {
        // What can have the focus keeps its element when something is drawn before it.
        let key = match &part.target {
            Some(target) => format!("{target:?}"),
            None => index.to_string(),
        };
        html!(<g {key}>{ draw(part, onact, stop, expanded) }</g>)
    });
    html!(<>{ for drawn }</>)
}

fn draw(
    part: &Part,
    onact: &Callback<Target>,
    stop: Option<&Target>,
    expanded: &dyn Fn(&Target) -> Option<bool>,
) -> Html {
    let kind = match part.kind {
        PartKind::Station => "station-box",
        PartKind::Knot => "knot",
        PartKind::Wire => "wire",
        PartKind::Note => "note",
        PartKind::Row => "row",
        PartKind::Group => "group",
    };
    let class = classes!("part", kind, part.tone.class());
    let Some(target) = part.target.clone() else {
        let shapes: Html = part.shapes.iter().map(shape).collect();
        return html! {
            <g {class} aria-hidden={part.label.is_empty().then_some("true")}>
                if !part.label.is_empty() { <title>{ &part.label }</title> }
                { shapes }
            </g>
        };
    };
    let tabindex = if stop == Some(&target) { "0" } else { "-1" };
    let open = expanded(&target).map(|open| open.to_string());
    let onclick = {
        let (onact, target) = (onact.clone(), target.clone());
        Callback::from(move |_: MouseEvent| onact.emit(target.clone()))
    };
    let onkeydown = {
        let onact = onact.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                onact.emit(target.clone());
            }
            "ArrowRight" | "ArrowDown" => go(&event, |at, _| at + 1),
            "ArrowLeft" | "ArrowUp" => go(&event, |at, _| at.saturating_sub(1)),
            "Home" => go(&event, |_, _| 0),
            "End" => go(&event, |_, count| count.saturating_sub(1)),
            _ => {}
        })
    };
    // The words stand beside the button, not in it: its label says all of them, and in full where there is no room.
    let (words, forms): (Vec<&Shape>, Vec<&Shape>) =
        part.shapes.iter().partition(|shape| matches!(shape.form, Form::Text { .. }));
    html! {
        <>
        <g {class} role="button" {tabindex} aria-label={part.label.clone()} aria-expanded={open} {onclick} {onkeydown}>
            <title>{ &part.label }</title>
            { for forms.into_iter().map(shape) }
        </g>
        <g class={classes!("part", "words", part.tone.class())} aria-hidden="true">{ for words.into_iter().map(shape) }</g>
        </>
    }
}

/// Moves the focus among the buttons of a picture.
fn go(event: &KeyboardEvent, to: fn(u32, u32) -> u32) {
    // Yew delegates events, so it is the target that is the button, not the current target.
    let here = event.target().and_then(|here| here.dyn_into::<web_sys::Element>().ok());
    let here = here.and_then(|node| node.closest("[role=button]").ok().flatten());
    let Some((here, picture)) = here.and_then(|node| Some((node.clone(), node.closest("svg").ok().flatten()?))) else {
        return;
    };
    let Ok(all) = picture.query_selector_all("[role=button]") else { return };
    let Some(at) = (0..all.length()).find(|&at| all.get(at).as_ref() == Some(here.as_ref())) else { return };
    event.prevent_default();
    let next = all.get(to(at, all.length()).min(all.length().saturating_sub(1)));
    if let Some(next) = next.and_then(|node| node.dyn_into::<web_sys::SvgElement>().ok()) {
        // An element that cannot be focused stays as it is.
        let _ = next.focus();
    }
}

/// Moves the focus to what a selector names, once the page has been drawn.
pub fn focus_later(selector: String) {
    Timeout::new(0, move || {
        let found = gloo::utils::document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|node| node.dyn_into::<web_sys::HtmlElement>().ok()) {
            // As above.
            let _ = element.focus();
        }
    })
    .forget();
}

fn shape(shape: &Shape) -> Html {
    let class = shape.paint.class();
    match &shape.form {
        Form::Rect { x, y, width, height } => {
            let radius = svg::radius(shape.paint);
            html!(<rect {class} x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()} rx={radius} />)
        }
        Form::Circle { x, y, radius } => {
            html!(<circle {class} cx={x.to_string()} cy={y.to_string()} r={radius.to_string()} />)
        }
        Form::Path(d) => html!(<path {class} d={d.clone()} />),
        Form::Text { x, y, anchor, text } => {
            html!(<text {class} x={x.to_string()} y={y.to_string()} text-anchor={anchor.word()}>{ text }</text>)
        }
    }
}

/// A small drawn sign for a button.
pub fn icon(path: &'static str) -> Html {
    html!(<svg class="tool-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>)
}
