//! The texts of the concepts, as the page fetches them: blocks made by `scripts/concepts.mjs` from `www/concepts/`.
//!
//! What always holds: a text is data, never markup: the page makes its elements itself, so nothing that stands in a text
//! can become one.

use crate::chain::Step;
use crate::gallery::{Bilingual, STEPS, bilingual};
use crate::message::Language;
use crate::scenario::ScenarioError;
use crate::scenario::read::{self, place::Place};
use std::rc::Rc;

/// All texts, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handbook {
    /// IAM, Kubernetes, IRSA.
    pub parts: Vec<Part>,
}

/// Concepts that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Such as `iam`.
    pub id: String,
    /// Its name.
    pub title: Bilingual,
    /// One or two sentences about it.
    pub about: Bilingual,
    /// Its concepts.
    pub pages: Vec<Rc<Page>>,
}

/// The page of one concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The id of [`crate::concept::Concept`].
    pub id: String,
    english: Text,
    korean: Text,
}

/// What a page says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its title.
    pub title: String,
    /// One sentence that says it all.
    pub summary: String,
    /// The rest.
    pub blocks: Vec<Block>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(Vec<Span>),
    /// A paragraph.
    Text(Vec<Span>),
    /// Points.
    List(Vec<Vec<Span>>),
    /// Points in an order.
    Steps(Vec<Vec<Span>>),
    /// What people get wrong.
    Warning(Vec<Vec<Span>>),
    /// A table: its head and its rows.
    Table(Vec<Vec<Span>>, Vec<Vec<Vec<Span>>>),
    /// Code in pieces.
    Code(Vec<Piece>),
    /// The miniature of one way of an example.
    Mini(Mini),
}

/// What a miniature shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mini {
    /// The example.
    pub example: String,
    /// Which of its ways, counted from 0.
    pub way: usize,
    /// The link to look at, where there is one.
    pub link: Option<Step>,
}

/// Words of one style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// How they are said.
    pub style: Style,
    /// Where they lead.
    pub href: Option<String>,
}

/// How words are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As they are.
    #[default]
    Plain,
    /// As an identifier.
    Code,
    /// With weight.
    Strong,
    /// With stress.
    Emphasis,
}

/// A piece of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The code.
    pub text: String,
    /// What it is: `key`, `string`, `literal`, `comment`, `punctuation`; nothing for the rest.
    pub kind: Option<String>,
}

impl Handbook {
    /// Reads the texts.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        read::document(text, |place| Self { parts: place.fields(&["parts"]).list("parts", part) })
    }

    /// All pages, in the order of reading.
    pub fn pages(&self) -> impl Iterator<Item = &Rc<Page>> {
        self.parts.iter().flat_map(|part| &part.pages)
    }

    /// The page of a concept.
    #[must_use]
    pub fn page(&self, id: &str) -> Option<&Rc<Page>> {
        self.pages().find(|page| page.id == id)
    }

    /// The pages before and after one.
    #[must_use]
    pub fn beside(&self, id: &str) -> (Option<&Rc<Page>>, Option<&Rc<Page>>) {
        let mut pages = self.pages();
        let mut before = None;
        while let Some(page) = pages.next() {
            if page.id == id {
                return (before, pages.next());
            }
            before = Some(page);
        }
        (None, None)
    }
}

impl Page {
    /// What it says.
    #[must_use]
    pub fn text(&self, language: Language) -> &Text {
        match language {
            Language::English => &self.english,
            Language::Korean => &self.korean,
        }
    }

    /// Whether every word of a search stands in it, in either language.
    #[must_use]
    pub fn holds(&self, query: &str) -> bool {
        let query = query.to_lowercase();
        query.split_whitespace().all(|word| self.english.holds(word) || self.korean.holds(word))
    }
}

impl Text {
    fn holds(&self, word: &str) -> bool {
        let has = |text: &str| text.to_lowercase().contains(word);
        let spoken = |spans: &Vec<Span>| spans.iter().any(|span| has(&span.text));
        has(&self.title)
            || has(&self.summary)
            || self.blocks.iter().any(|block| match block {
                Block::Heading(spans) | Block::Text(spans) => spoken(spans),
                Block::List(items) | Block::Steps(items) | Block::Warning(items) => items.iter().any(spoken),
                Block::Table(head, rows) => head.iter().any(spoken) || rows.iter().flatten().any(spoken),
                Block::Code(pieces) => pieces.iter().any(|piece| has(&piece.text)),
                Block::Mini(_) => false,
            })
    }
}

fn part(place: &Place<'_>) -> Part {
    let fields = place.fields(&["id", "title", "about", "concepts"]);
    Part {
        id: fields.required("id"),
        title: fields.one("title", bilingual).unwrap_or_default(),
        about: fields.one("about", bilingual).unwrap_or_default(),
        pages: fields.list("concepts", |place| Rc::new(page(place))),
    }
}

fn page(place: &Place<'_>) -> Page {
    let fields = place.fields(&["id", "en", "ko"]);
    let text = |key| fields.one(key, text).unwrap_or_default();
    Page { id: fields.required("id"), english: text("en"), korean: text("ko") }
}

fn text(place: &Place<'_>) -> Text {
    let fields = place.fields(&["title", "summary", "blocks"]);
    Text {
        title: fields.required("title"),
        summary: fields.required("summary"),
        blocks: fields.list("blocks", block).into_iter().flatten().collect(),
    }
}

/// A block; what is none has been refused by [`Place::fields`].
fn block(place: &Place<'_>) -> Option<Block> {
    const KINDS: [&str; 11] =
        ["heading", "text", "list", "steps", "warning", "head", "rows", "code", "mini", "link", "way"];
    let fields = place.fields(&KINDS);
    let lines = |key| fields.one(key, lines);
    let (heading, paragraph) =
        (fields.one("heading", spans).map(Block::Heading), fields.one("text", spans).map(Block::Text));
    let items = lines("list").map(Block::List).or_else(|| lines("steps").map(Block::Steps));
    let table = lines("head").map(|head| Block::Table(head, fields.list("rows", self::lines)));
    let way = || fields.small_number("way").and_then(|number| usize::try_from(number).ok()).unwrap_or(1);
    let mini = fields
        .text("mini")
        .map(|example| Block::Mini(Mini { example, way: way().saturating_sub(1), link: fields.choice("link", STEPS) }));
    let code = || fields.one("code", |place| place.elements(piece)).map(Block::Code);
    let warning = lines("warning").map(Block::Warning);
    heading.or(paragraph).or(items).or(warning).or(table).or(mini).or_else(code)
}

fn lines(place: &Place<'_>) -> Vec<Vec<Span>> {
    place.elements(spans)
}

fn spans(place: &Place<'_>) -> Vec<Span> {
    place.elements(span)
}

const STYLES: &[(&str, Style)] = &[("code", Style::Code), ("strong", Style::Strong), ("emphasis", Style::Emphasis)];

fn span(place: &Place<'_>) -> Span {
    let fields = place.fields(&["text", "style", "href"]);
    Span {
        text: fields.required("text"),
        style: fields.choice("style", STYLES).unwrap_or_default(),
        href: fields.text("href"),
    }
}

fn piece(place: &Place<'_>) -> Piece {
    let fields = place.fields(&["text", "kind"]);
    Piece { text: fields.required("text"), kind: fields.text("kind") }
}
