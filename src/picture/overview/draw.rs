//! The picture of many ways: rows on the left, roles on the right, a line from each row to its role, and another to
//! whoever it really runs as.
//!
//! What always holds: what is drawn is bounded by the open groups, not by the number of ways.

use super::super::boxes::text;
use super::super::chain::verdict_word;
use super::super::text::shorten;
use super::super::wire::{cross, path};
use super::super::{Anchor, Form, Paint, Part, PartKind, Picture, Shape, Subject, Target, Tone, subject};
use super::{Found, Group, MOST_ROWS, Row, is_otherwise};
use crate::chain::{Identity, Simulation, Verdict};
use crate::message::Language;
use crate::message::words::picture::{Words, words};

const WIDTH: i32 = 716;
const LEFT: i32 = 270;
const RIGHT: i32 = 480;
const ROW: i32 = 38;
const PITCH: i32 = 46;

/// Draws what was found; `toggled` are the groups that somebody opened or closed.
#[must_use]
pub fn draw(language: Language, simulation: &Simulation, found: &Found, toggled: &[String], chosen: usize) -> Picture {
    let words = words(language);
    let mut parts = Vec::new();
    let mut y = 6;
    for group in &found.groups {
        let open = found.is_open(&group.name, toggled);
        if found.grouped {
            parts.extend(head(language, words, simulation, group, open, y));
            y += PITCH;
        }
        if open {
            let block = Block { language, words, simulation, chosen, indent: if found.grouped { 16 } else { 0 } };
            y = block.draw(&group.rows, y, &mut parts);
        }
    }
    Picture { width: WIDTH, height: y.max(PITCH), label: words.overview.to_owned(), parts, journey: Vec::new() }
}

/// The head of a group: its name and how many of its rows have which verdict.
fn head(language: Language, words: &Words, simulation: &Simulation, group: &Group, open: bool, y: i32) -> Vec<Part> {
    let name = if group.name.is_empty() { words.no_namespace } else { group.name.as_str() };
    let sign = if open { "▾" } else { "▸" };
    let base = y + 24;
    let mut shapes = vec![
        Shape { paint: Paint::Box, form: Form::Rect { x: 1, y, width: WIDTH - 2, height: ROW } },
        text(Paint::Name, 14, base, Anchor::Start, format!("{sign} {}", shorten(name, 34))),
        text(Paint::Detail, RIGHT - 20, base, Anchor::End, group.rows.len().to_string()),
    ];
    let mut said = vec![name.to_owned(), group.rows.len().to_string()];
    let mut parts = Vec::new();
    let mut x = RIGHT;
    for verdict in [Verdict::Pass, Verdict::Fail, Verdict::Unknown] {
        let count = group.count(verdict);
        if count > 0 {
            let tone = Tone::from(verdict);
            let word = format!("{} {count}", tone.sign());
            parts.push(note(text(Paint::Word, x, base, Anchor::Start, word), tone));
            said.push(format!("{} {count}", verdict_word(language, verdict)));
            x += 56;
        }
    }
    let roles = roles(simulation, &group.rows);
    if roles > 0 {
        shapes.push(text(Paint::Detail, WIDTH - 14, base, Anchor::End, (words.roles)(roles)));
    }
    let target = Some(Target::Group(group.name.clone()));
    parts.insert(0, Part { kind: PartKind::Group, tone: Tone::Plain, target, label: said.join(", "), shapes });
    parts
}

fn note(shape: Shape, tone: Tone) -> Part {
    Part { kind: PartKind::Note, tone, target: None, label: String::new(), shapes: vec![shape] }
}

fn roles(simulation: &Simulation, rows: &[Row]) -> usize {
    let mut arns: Vec<&str> =
        rows.iter().filter_map(|row| Some(simulation.chains.get(row.index)?.role.as_ref()?.arn.as_str())).collect();
    crate::order::sort(&mut arns);
    arns.dedup();
    arns.len()
}

/// Somebody or something on the right.
struct End {
    kind: String,
    name: String,
    tone: Tone,
    /// The sum and the number of the heights of its rows.
    sum: i32,
    rows: i32,
    y: i32,
}

/// Which end a row has, and how it gets there.
struct Line {
    row: i32,
    end: usize,
    tone: Tone,
    broken_at: Option<usize>,
}

struct Block<'a> {
    language: Language,
    words: &'static Words,
    simulation: &'a Simulation,
    chosen: usize,
    indent: i32,
}

impl Block<'_> {
    /// Draws rows and their ends; gives the lower edge.
    fn draw(&self, rows: &[Row], top: i32, parts: &mut Vec<Part>) -> i32 {
        let mut ends: Vec<End> = Vec::new();
        let mut lines: Vec<Line> = Vec::new();
        let mut y = top;
        let mut boxes = Vec::new();
        for row in rows.iter().take(MOST_ROWS) {
            boxes.push(self.row(row, y));
            let Some(subject) = subject(self.simulation, row.index) else { continue };
            self.lines(&subject, row, y + ROW / 2, &mut ends, &mut lines);
            y += PITCH;
        }
        if rows.len() > MOST_ROWS {
            let more = (self.words.row_more)(rows.len() - MOST_ROWS);
            boxes.push(note(text(Paint::Caption, 14 + self.indent, y + 18, Anchor::Start, more), Tone::Plain));
            y += PITCH;
        }
        // In the order of their rows, each as near to them as its neighbours let it.
        let mut order: Vec<usize> = (0..ends.len()).collect();
        let mean = |end: &End| end.sum / end.rows.max(1) - ROW / 2;
        crate::order::sort_by_key(&mut order, |&at| ends.get(at).map_or(0, mean));
        let mut lowest = top;
        for at in order {
            if let Some(end) = ends.get_mut(at) {
                end.y = mean(end).max(lowest);
                lowest = end.y + PITCH;
            }
        }
        for line in &lines {
            if let Some(end) = ends.get(line.end) {
                parts.extend(self.line(line, end.y + ROW / 2));
            }
        }
        parts.extend(boxes);
        parts.extend(ends.iter().map(end_box));
        y.max(lowest) + 4
    }

    fn row(&self, row: &Row, y: i32) -> Part {
        let (x, width) = (1 + self.indent, LEFT - 1 - self.indent);
        let chosen = row.index == self.chosen;
        let paint = if chosen { Paint::Chosen } else { Paint::Box };
        let tone = Tone::from(row.verdict);
        let shapes = vec![
            Shape { paint, form: Form::Rect { x, y, width, height: ROW } },
            text(Paint::Word, x + 12, y + 23, Anchor::Start, tone.sign().to_owned()),
            text(Paint::Name, x + 28, y + 17, Anchor::Start, shorten(&row.name, 26)),
            text(Paint::Detail, x + 28, y + 31, Anchor::Start, shorten(&row.detail, 34)),
        ];
        let mut label = format!("{} {}, {}", row.name, row.detail, verdict_word(self.language, row.verdict));
        if chosen {
            label = format!("{label}, {}", self.words.chosen);
        }
        Part { kind: PartKind::Row, tone, target: Some(Target::Subject(row.index)), label, shapes }
    }

    /// The lines of a row: to the role that was meant, and to whoever it really is.
    fn lines(&self, subject: &Subject<'_>, row: &Row, y: i32, ends: &mut Vec<End>, lines: &mut Vec<Line>) {
        let words = self.words;
        let mut to = |kind: &str, name: &str, own: Tone, tone: Tone, broken_at: Option<usize>| {
            let found = ends.iter().position(|end| end.name == name && end.kind == kind);
            let at = found.unwrap_or_else(|| {
                ends.push(End { kind: kind.to_owned(), name: name.to_owned(), tone: own, sum: 0, rows: 0, y: 0 });
                ends.len() - 1
            });
            if let Some(end) = ends.get_mut(at) {
                end.sum += y;
                end.rows += 1;
            }
            lines.push(Line { row: y, end: at, tone, broken_at });
        };
        let tone = Tone::from(row.verdict);
        match subject {
            Subject::Chain(chain) => {
                let broken = chain.broken().map(|link| usize::from(link.step.number()));
                let kind = crate::message::phrases(self.language).iam_role;
                match &chain.role {
                    Some(role) => to(kind, &role.name, Tone::Plain, tone, broken),
                    None if !is_otherwise(subject) => to(kind, "–", Tone::NotReached, tone, broken),
                    None => {}
                }
                match &chain.identity {
                    Identity::NodeRole { session_arn } => {
                        let role = session_arn.as_deref().and_then(|arn| arn.split('/').nth(1));
                        to(words.node_role, role.unwrap_or(words.role_not_given), Tone::Caution, Tone::Caution, None);
                    }
                    Identity::StaticKeys => {
                        to(words.static_keys, words.keys_owner, Tone::Caution, Tone::Caution, None);
                    }
                    Identity::WebIdentity { role_arn, .. } | Identity::PodIdentity { role_arn, .. }
                        if is_otherwise(subject) =>
                    {
                        let name = role_arn.rsplit('/').next().unwrap_or(role_arn);
                        to(words.other_role, name, Tone::Caution, Tone::Caution, None);
                    }
                    _ => {}
                }
            }
            Subject::Principal(chain) => {
                let broken = chain.hops().iter().position(|hop| hop.verdict != Verdict::Pass).map(|at| at + 1);
                match &chain.onward {
                    Some(onward) => {
                        to(
                            crate::message::phrases(self.language).iam_role,
                            &onward.role.name,
                            Tone::Plain,
                            tone,
                            broken,
                        );
                    }
                    None => {
                        let kind = super::super::service_of(&chain.resource).unwrap_or(words.service);
                        to(kind, &super::super::short_resource(&chain.resource), Tone::Plain, tone, broken);
                    }
                }
            }
        }
    }

    fn line(&self, line: &Line, end: i32) -> Vec<Part> {
        let (from, to, y) = (LEFT, RIGHT, line.row);
        let curve = |x: i32| {
            let half = (x + to) / 2;
            format!("M{x} {y}C{half} {y} {half} {end} {to} {end}")
        };
        let Some(number) = line.broken_at else { return vec![path(curve(from), line.tone)] };
        let at = from + 26;
        let mut parts = Vec::new();
        let rest = match line.tone {
            Tone::Fail => {
                parts.push(cross(at + 28, y));
                path(curve(at + 40), Tone::NotReached)
            }
            tone => path(curve(at), tone),
        };
        parts.insert(0, path(format!("M{from} {y}H{}", if line.tone == Tone::Fail { at + 20 } else { at }), line.tone));
        parts.push(rest);
        let shapes = vec![
            Shape { paint: Paint::Disc, form: Form::Circle { x: at, y, radius: 10 } },
            text(Paint::Number, at, y + 4, Anchor::Middle, number.to_string()),
        ];
        parts.push(Part { kind: PartKind::Note, tone: line.tone, target: None, label: String::new(), shapes });
        parts
    }
}

fn end_box(end: &End) -> Part {
    let shapes = vec![
        Shape { paint: Paint::Box, form: Form::Rect { x: RIGHT, y: end.y, width: WIDTH - 1 - RIGHT, height: ROW } },
        text(Paint::Kind, RIGHT + 12, end.y + 15, Anchor::Start, end.kind.clone()),
        text(Paint::Name, RIGHT + 12, end.y + 30, Anchor::Start, shorten(&end.name, 27)),
        text(
            Paint::Word,
            WIDTH - 12,
            end.y + 15,
            Anchor::End,
            if end.rows > 1 { format!("×{}", end.rows) } else { String::new() },
        ),
    ];
    let label = format!("{} {}", end.kind, end.name);
    Part { kind: PartKind::Station, tone: end.tone, target: None, label, shapes }
}
