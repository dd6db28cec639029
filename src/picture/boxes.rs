//! Boxes of a picture: a Pod, a ServiceAccount, a role, a resource.

use super::text::{bold, lines, shorten, small};
use super::{Anchor, Form, Paint, Part, PartKind, Shape, Target, Tone};

/// Most letters of one line of a name.
const MOST: usize = 18;
const PADDING: i32 = 12;

/// What stands in a box.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// What it is.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// Where it belongs, or what is said of it.
    pub detail: String,
    /// Most letters of one line; 0 for what a box in a row has.
    pub most: usize,
    /// What a click on it shows, and the words that say so.
    pub asks: Option<(Target, String)>,
}

/// A box with its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Left.
    pub x: i32,
    /// Top.
    pub y: i32,
    /// Width.
    pub width: i32,
    /// Height.
    pub height: i32,
}

impl Place {
    /// Its right edge.
    #[must_use]
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// Its lower edge.
    #[must_use]
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// The height at which lines meet it.
    #[must_use]
    pub fn middle(self) -> i32 {
        self.y + self.height / 2
    }

    /// Half of its width.
    #[must_use]
    pub fn center(self) -> i32 {
        self.x + self.width / 2
    }
}

impl Card {
    /// A box's words.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { kind: kind.into(), name: name.into(), detail: detail.into(), most: 0, asks: None }
    }

    /// The same as a button.
    #[must_use]
    pub fn asking(self, target: Target, says: String) -> Self {
        Self { asks: Some((target, says)), ..self }
    }

    /// The same with long lines, where there is room.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { most: 44, ..self }
    }

    fn lines(&self) -> Vec<String> {
        lines(&self.name, self.most.max(MOST))
    }

    fn detail(&self) -> String {
        shorten(&self.detail, self.most.max(24))
    }

    /// The width that its longest line takes.
    #[must_use]
    pub fn width(&self) -> i32 {
        let name = self.lines().iter().map(|line| bold(line)).max().unwrap_or_default();
        // The tone's sign stands beside the kind.
        let kind = small(&shorten(&self.kind, 24)) + 16;
        (name.max(kind).max(small(&self.detail())) + 2 * PADDING).max(92)
    }

    /// The height that its lines take.
    #[must_use]
    pub fn height(&self) -> i32 {
        let names = i32::try_from(self.lines().len()).unwrap_or(1);
        34 + 16 * names + if self.detail.is_empty() { 0 } else { 16 }
    }

    /// Draws it.
    #[must_use]
    pub fn draw(&self, place: Place, tone: Tone) -> Part {
        let Place { x, y, width, height } = place;
        let mut shapes = vec![Shape { paint: Paint::Box, form: Form::Rect { x, y, width, height } }];
        let left = x + PADDING;
        let mut base = y + (height - self.height()) / 2 + 21;
        shapes.push(text(Paint::Kind, left, base, Anchor::Start, shorten(&self.kind, 24)));
        if !tone.sign().is_empty() {
            shapes.push(text(Paint::Word, x + width - 10, base, Anchor::End, tone.sign().to_owned()));
        }
        base += 2;
        for line in self.lines() {
            base += 16;
            shapes.push(text(Paint::Name, left, base, Anchor::Start, line));
        }
        if !self.detail.is_empty() {
            shapes.push(text(Paint::Detail, left, base + 16, Anchor::Start, self.detail()));
        }
        let words = [self.kind.as_str(), &self.name, &self.detail];
        let mut said: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let target = self.asks.as_ref().map(|(target, says)| {
            said.push(says);
            target.clone()
        });
        Part { kind: PartKind::Station, tone, target, label: said.join(" "), shapes }
    }
}

/// A line of text.
#[must_use]
pub fn text(paint: Paint, x: i32, y: i32, anchor: Anchor, text: String) -> Shape {
    Shape { paint, form: Form::Text { x, y, anchor, text } }
}

/// A caption without a box.
#[must_use]
pub fn caption(x: i32, y: i32, anchor: Anchor, words: &str) -> Part {
    let shapes = vec![text(Paint::Caption, x, y, anchor, words.to_owned())];
    Part { kind: PartKind::Note, tone: Tone::Plain, target: None, label: String::new(), shapes }
}

/// The border of an account around some boxes, with its number.
#[must_use]
pub fn frame(label: &str, around: &[Place]) -> Option<(Part, Place)> {
    const AROUND: i32 = 10;
    let left = around.iter().map(|place| place.x).min()? - AROUND;
    let right = around.iter().map(|place| place.right()).max()? + AROUND;
    let top = around.iter().map(|place| place.y).min()? - AROUND - 18;
    let bottom = around.iter().map(|place| place.bottom()).max()? + AROUND;
    let place = Place { x: left, y: top, width: right - left, height: bottom - top };
    let shapes = vec![
        Shape { paint: Paint::Frame, form: Form::Rect { x: left, y: top, width: place.width, height: place.height } },
        text(Paint::Caption, left + 10, top + 17, Anchor::Start, label.to_owned()),
    ];
    Some((Part { kind: PartKind::Note, tone: Tone::Plain, target: None, label: label.to_owned(), shapes }, place))
}
