//! The lines of a picture with their numbered links.
//!
//! What always holds: a line looks like the link it has passed; behind a broken link it is cut, with a cross in the gap.

use super::boxes::text;
use super::{Anchor, Form, Paint, Part, PartKind, Shape, Target, Tone};
use crate::chain::{Step, Verdict};

/// From a box to a link, and from link to link.
const PITCH: i32 = 30;
/// What a cut takes besides.
const CUT: i32 = 26;

/// A link as it is drawn.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its number.
    pub number: usize,
    /// The link it opens.
    pub step: Step,
    /// What it says.
    pub verdict: Verdict,
    /// Its name and verdict in words.
    pub label: String,
    /// The word of the verdict, for the link that decides.
    pub word: Option<&'static str>,
}

/// The least width of a gap with these links.
#[must_use]
pub fn room<'v>(verdicts: impl IntoIterator<Item = &'v Verdict>) -> i32 {
    verdicts.into_iter().map(|verdict| PITCH + cut_room(*verdict)).sum::<i32>() + PITCH
}

fn cut_room(verdict: Verdict) -> i32 {
    if verdict == Verdict::Fail { CUT } else { 0 }
}

/// The line between two boxes with its links; gives the places of the links too.
#[must_use]
pub fn gap(marks: &[Mark], from: i32, to: i32, y: i32) -> (Vec<Part>, Vec<i32>) {
    let cuts: i32 = marks.iter().map(|mark| cut_room(mark.verdict)).sum();
    let pitch = (to - from - cuts) / (i32::try_from(marks.len()).unwrap_or(0) + 1);
    let mut next = from;
    let centers: Vec<i32> = marks
        .iter()
        .map(|mark| {
            let center = next + pitch;
            next = center + cut_room(mark.verdict);
            center
        })
        .collect();
    let mut parts = Vec::new();
    let mut start = from;
    for (mark, &center) in marks.iter().zip(&centers) {
        if start < center {
            // What leads to a link was walked, unless the link was never reached.
            let tone = match mark.verdict {
                Verdict::Pass | Verdict::Fail | Verdict::Unknown => Tone::Pass,
                Verdict::NotReached => Tone::NotReached,
            };
            parts.push(line(start, center, y, tone));
        }
        start = center;
        if mark.verdict == Verdict::Fail {
            start = centers.iter().copied().find(|other| *other > center).unwrap_or(to);
            parts.extend(cut(center, start, y));
        }
    }
    if start < to {
        parts.push(line(start, to, y, marks.last().map_or(Tone::NotReached, |mark| Tone::from(mark.verdict))));
    }
    parts.extend(marks.iter().zip(&centers).map(|(mark, &center)| knot(mark, center, y)));
    (parts, centers)
}

/// A straight line.
#[must_use]
pub fn line(from: i32, to: i32, y: i32, tone: Tone) -> Part {
    path(format!("M{from} {y}H{to}"), tone)
}

/// Any line.
#[must_use]
pub fn path(d: String, tone: Tone) -> Part {
    let shapes = vec![Shape { paint: Paint::Wire, form: Form::Path(d) }];
    Part { kind: PartKind::Wire, tone, target: None, label: String::new(), shapes }
}

/// A broken piece: a stub, a gap with a cross, and a dotted rest.
#[must_use]
pub fn cut(from: i32, to: i32, y: i32) -> Vec<Part> {
    let middle = (from + 14 + to) / 2;
    let rest = if middle + 8 < to { vec![line(middle + 8, to, y, Tone::NotReached)] } else { Vec::new() };
    rest.into_iter().chain([line(from, middle - 8, y, Tone::Fail), cross(middle, y)]).collect()
}

/// The cross in a broken line.
#[must_use]
pub fn cross(x: i32, y: i32) -> Part {
    let (left, right, top, bottom) = (x - 5, x + 5, y - 7, y + 7);
    let d = format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}");
    let shapes = vec![Shape { paint: Paint::Cross, form: Form::Path(d) }];
    Part { kind: PartKind::Wire, tone: Tone::Fail, target: None, label: String::new(), shapes }
}

/// The disc with the number, its sign below it.
fn knot(mark: &Mark, x: i32, y: i32) -> Part {
    let tone = Tone::from(mark.verdict);
    let radius = if mark.verdict == Verdict::Fail { 13 } else { 11 };
    let word = match mark.word {
        Some(word) => format!("{} {word}", tone.sign()),
        None => tone.sign().to_owned(),
    };
    let shapes = vec![
        Shape { paint: Paint::Touch, form: Form::Circle { x, y, radius: 15 } },
        Shape { paint: Paint::Disc, form: Form::Circle { x, y, radius } },
        text(Paint::Number, x, y + 4, Anchor::Middle, mark.number.to_string()),
        text(Paint::Word, x, y + radius + 15, Anchor::Middle, word),
    ];
    Part { kind: PartKind::Knot, tone, target: Some(Target::Link(mark.step)), label: mark.label.clone(), shapes }
}
