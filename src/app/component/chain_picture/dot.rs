//! The dot that travels along the picture.
//!
//! What always holds: with reduced motion it stands at the end of its stage at once; when it is taken away, so are its
//! frames and timers.

use crate::picture::Tone;
use gloo::render::{AnimationFrame, request_animation_frame};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Milliseconds in which a sentence is read.
const READING: u32 = 2400;

/// Properties of [`Dot`].
#[derive(Properties, PartialEq)]
pub struct DotProps {
    /// The places it passes.
    pub points: Vec<(i32, i32)>,
    /// How the stage ends.
    pub tone: Tone,
    /// Which stage it is.
    pub run: usize,
    /// Whether the next stage follows by itself.
    pub playing: bool,
    /// Called with the stage when it has been shown long enough.
    pub onend: Callback<usize>,
}

/// The frame that is asked for; dropping it cancels it.
type Running = Rc<RefCell<Option<AnimationFrame>>>;

/// The dot.
#[component]
pub fn Dot(props: &DotProps) -> Html {
    let node = use_node_ref();
    {
        let (node, points) = (node.clone(), props.points.clone());
        use_effect_with((props.run, props.points.clone()), move |_| {
            let running = Running::default();
            if let Some(node) = node.cast::<Element>() {
                if is_reduced() {
                    place(&node, &points, 1.0);
                } else {
                    place(&node, &points, 0.0);
                    frame(running.clone(), node, Rc::new(points), None);
                }
            }
            move || drop(running.borrow_mut().take())
        });
    }
    {
        let (onend, run) = (props.onend.clone(), props.run);
        use_effect_with((props.run, props.playing), move |&(_, playing)| {
            let timer = playing.then(|| Timeout::new(READING, move || onend.emit(run)));
            move || drop(timer)
        });
    }
    html!(<circle ref={node} class={classes!("p-dot", props.tone.class())} r="7" />)
}

/// One frame, and the next one while there is way left.
fn frame(running: Running, node: Element, points: Rc<Vec<(i32, i32)>>, start: Option<f64>) {
    let cell = running.clone();
    let next = request_animation_frame(move |now| {
        let start = start.unwrap_or(now);
        let way = (now - start) / duration(&points);
        place(&node, &points, way.min(1.0));
        if way < 1.0 {
            frame(cell, node, points, Some(start));
        }
    });
    *running.borrow_mut() = Some(next);
}

/// Milliseconds that a stage takes.
fn duration(points: &[(i32, i32)]) -> f64 {
    (500.0 + 2.0 * length(points)).min(1500.0)
}

fn pieces(points: &[(i32, i32)]) -> impl Iterator<Item = ((f64, f64), (f64, f64), f64)> {
    points.iter().zip(points.iter().skip(1)).map(|(&(ax, ay), &(bx, by))| {
        let (a, b) = ((f64::from(ax), f64::from(ay)), (f64::from(bx), f64::from(by)));
        // The ways are straight and at right angles.
        (a, b, (b.0 - a.0).abs() + (b.1 - a.1).abs())
    })
}

fn length(points: &[(i32, i32)]) -> f64 {
    pieces(points).map(|(_, _, length)| length).sum()
}

/// Puts the dot where it is after a part of its way.
fn place(node: &Element, points: &[(i32, i32)], part: f64) {
    // Slow at both ends.
    let eased = part * part * (3.0 - 2.0 * part);
    let mut left = eased * length(points);
    let mut at = points.first().map_or((0.0, 0.0), |&(x, y)| (f64::from(x), f64::from(y)));
    for (a, b, length) in pieces(points) {
        if left >= length {
            at = b;
            left -= length;
            continue;
        }
        let share = left / length;
        at = (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
        break;
    }
    for (name, value) in [("cx", at.0), ("cy", at.1)] {
        // Whole units are fine enough, and cost no formatting of fractions. Name and value are valid: it cannot fail.

        let _ = node.set_attribute(name, &(value.round() as i32).to_string());
    }
}

/// Whether the reader wants no motion.
fn is_reduced() -> bool {
    let asked =
        web_sys::window().and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten());
    asked.is_some_and(|asked| asked.matches())
}
