//! One document's parser events to one tree, without recursion.
//!
//! What always holds: values are counted as they are made, copies by aliases and merge keys included, and nothing is
//! copied before it is known to fit; a block collection's span ends where its last value ends.

use super::super::Text;
use super::{MAX_DEPTH, MAX_NODES, Member, Node, Problem, Span, SyntaxFault, Value, duplicate_keys, fault, scalar};
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag, options};
use std::collections::{BTreeMap, BTreeSet};

/// Values that aliases may add to one document: real manifests need a few hundred, and copies cost time.
const MAX_COPIED: usize = 100_000;

/// Why a document was abandoned.
type Fault = (SyntaxFault, Span);

/// Reads one document. `None` where it holds nothing.
pub(super) fn document(text: &str, base: usize, problems: &mut Vec<Problem>) -> Result<Option<Node>, Fault> {
    let mut builder = Builder {
        text,
        base,
        frames: Vec::new(),
        root: None,
        // Anchors are kept only where something can refer to them.
        anchors: text.contains('*').then(BTreeMap::new),
        nodes: 0,
        copied: 0,
        last_scalar: base,
        problems,
    };
    let options = options! { emit_unresolved_aliases: true, block_scalar_eof_without_line_feed: true };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or_default();
                let tag_start = span.tag_start.and_then(|marker| marker.byte_offset()).unwrap_or(range.start);
                builder.event(event, Span::new(base + range.start, base + range.end), base + tag_start)?;
            }
            Err(error) => return Err(fault::of(text, base, &error, builder.open_bracket(), builder.last_scalar)),
        }
    }
    Ok(builder.root.map(|built| built.node))
}

/// A finished value with its size and height.
#[derive(Clone)]
struct Built {
    node: Node,
    size: usize,
    height: usize,
    /// Whether it is `<<` in the place of a key.
    merge: bool,
}

/// A collection that is not closed yet.
struct Frame {
    collection: Collection,
    span: Span,
    /// The bracket, for flow style.
    bracket: Option<char>,
    anchor: usize,
    size: usize,
    height: usize,
}

enum Collection {
    List(Vec<Node>),
    Map { members: Vec<Member>, merges: Vec<Node>, key: Option<Key> },
}

enum Key {
    Named(String, Span),
    Merge,
}

struct Builder<'a> {
    text: &'a str,
    base: usize,
    frames: Vec<Frame>,
    root: Option<Built>,
    anchors: Option<BTreeMap<usize, Built>>,
    nodes: usize,
    /// How many of them are copies.
    copied: usize,
    /// Where the last scalar begins.
    last_scalar: usize,
    problems: &'a mut Vec<Problem>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span, tag_start: usize) -> Result<(), Fault> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let built = self.scalar(&value, style, tag.as_deref(), span, tag_start);
                self.count(built.size, span)?;
                self.last_scalar = span.start as usize;
                self.remember(anchor, &built);
                self.place(built)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), tag_start);
                self.open(Collection::List(Vec::new()), bracket(style, '['), anchor, span)
            }
            Event::MappingStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), tag_start);
                let map = Collection::Map { members: Vec::new(), merges: Vec::new(), key: None };
                self.open(map, bracket(style, '{'), anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(name) => Err((SyntaxFault::UnknownAlias(name.into_owned()), span)),
            _ => Ok(()),
        }
    }

    fn open(&mut self, collection: Collection, bracket: Option<char>, anchor: usize, span: Span) -> Result<(), Fault> {
        if self.frames.len() >= MAX_DEPTH {
            return Err((SyntaxFault::TooDeep, Span::new(span.start as usize, span.start as usize + 1)));
        }
        self.count(1, span)?;
        self.frames.push(Frame { collection, span, bracket, anchor, size: 1, height: 1 });
        Ok(())
    }

    fn close(&mut self, end: Span) -> Result<(), Fault> {
        let Some(mut frame) = self.frames.pop() else { return Ok(()) };
        let (value, last) = match frame.collection {
            Collection::List(elements) => {
                let last = elements.last().map(|node| node.span);
                (Value::Array(elements), last)
            }
            Collection::Map { mut members, merges, .. } => {
                if members.len() > 1 {
                    duplicate_keys(&members, self.problems);
                }
                let last = members.last().map(|member| member.key_span.to(member.value.span)).into_iter();
                let last = last.chain(merges.last().map(|node| node.span)).max_by_key(|span| span.end);
                for merge in merges {
                    frame.size += self.merge(&mut members, merge)?;
                }
                (Value::Object(members), last)
            }
        };
        let span = match (frame.bracket, last) {
            (Some(_), _) => frame.span.to(end),
            // An alias or a merge key may end in a value that stands elsewhere.
            (None, Some(last)) => Span { start: frame.span.start, end: last.end.clamp(frame.span.start, end.start) },
            (None, None) => frame.span,
        };
        let built = Built { node: Node { span, value }, size: frame.size, height: frame.height, merge: false };
        self.remember(frame.anchor, &built);
        self.place(built)
    }

    /// Puts a finished value where it belongs: into the list, under the key, or as the next key.
    fn place(&mut self, built: Built) -> Result<(), Fault> {
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(built);
            return Ok(());
        };
        frame.size += built.size;
        frame.height = frame.height.max(built.height + 1);
        match &mut frame.collection {
            Collection::List(elements) => elements.push(built.node),
            Collection::Map { members, merges, key } => match key.take() {
                None => {
                    if !built.merge
                        && let Some(warning) = key_warning(&built.node)
                    {
                        self.problems.push(warning);
                    }
                    *key = Some(if built.merge { Key::Merge } else { named(built.node)? });
                }
                Some(Key::Named(key, key_span)) => members.push(Member { key, key_span, value: built.node }),
                Some(Key::Merge) => merges.push(built.node),
            },
        }
        Ok(())
    }

    /// `<<: *map` or `<<: [*map, …]`: keys that the map has itself win, then the earlier of the merged maps.
    fn merge(&mut self, members: &mut Vec<Member>, merge: Node) -> Result<usize, Fault> {
        let span = merge.span;
        let maps = match merge.value {
            Value::Object(_) => vec![merge],
            Value::Array(elements) => elements,
            _ => return Err((SyntaxFault::BadMerge, span)),
        };
        let before = members.len();
        let mut present: BTreeSet<String> = BTreeSet::new();
        present.extend(members.iter().map(|member| member.key.clone()));
        for map in maps {
            let Value::Object(merged) = map.value else { return Err((SyntaxFault::BadMerge, map.span)) };
            members.extend(merged.into_iter().filter(|member| present.insert(member.key.clone())));
        }
        Ok(members.len() - before)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Fault> {
        let written = span.of_shifted(self.text, self.base);
        let name = written.strip_prefix('*').unwrap_or(written).to_owned();
        if self.frames.iter().any(|frame| frame.anchor == anchor) {
            return Err((SyntaxFault::AliasCycle(name), span));
        }
        let Some(built) = self.anchors.as_ref().and_then(|anchors| anchors.get(&anchor)) else {
            return Err((SyntaxFault::UnknownAlias(name), span));
        };
        if self.frames.len() + built.height > MAX_DEPTH {
            return Err((SyntaxFault::TooDeep, span));
        }
        self.copied += built.size;
        if self.copied > MAX_COPIED || self.nodes + built.size > MAX_NODES {
            return Err((SyntaxFault::TooManyNodes, span));
        }
        self.nodes += built.size;
        let built = built.clone();
        self.place(built)
    }

    fn count(&mut self, size: usize, span: Span) -> Result<(), Fault> {
        self.nodes += size;
        if self.nodes > MAX_NODES { Err((SyntaxFault::TooManyNodes, span)) } else { Ok(()) }
    }

    fn remember(&mut self, anchor: usize, built: &Built) {
        if anchor != 0
            && let Some(anchors) = &mut self.anchors
        {
            anchors.insert(anchor, built.clone());
        }
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, tag: Option<&Tag>, span: Span, tag_start: usize) -> Built {
        let source = span.of_shifted(self.text, self.base);
        let first = match style {
            ScalarStyle::Plain => source.eq(value).then_some(span.start),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                (source.get(1..source.len().saturating_sub(1)) == Some(value)).then_some(span.start + 1)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => None,
        };
        let string = || Text { value: value.to_owned(), verbatim: first };
        let plain = style == ScalarStyle::Plain;
        let resolved = match tag.map(|tag| (tag.core_suffix(), tag)) {
            Some((Some(suffix), _)) => scalar::resolve_tagged(suffix, value, string),
            Some((None, tag)) => {
                self.check_tag(Some(tag), tag_start);
                Value::String(string())
            }
            None if plain => scalar::resolve(value, string),
            None => Value::String(string()),
        };
        if plain && has_smart_quotes(value) {
            self.problems.push(Problem::warning(SyntaxFault::SmartQuotes, span));
        }
        // A block scalar's span runs on over the blank lines after it.
        let span = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                Span::new(span.start as usize, span.start as usize + source.trim_end().len())
            }
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => span,
        };
        let node = Node { span, value: resolved };
        Built { node, size: 1, height: 1, merge: plain && value == "<<" }
    }

    /// Kubernetes' YAML reader ignores tags that are not YAML's own, such as CloudFormation's `!Sub`.
    fn check_tag(&mut self, tag: Option<&Tag>, start: usize) {
        if let Some(tag) = tag.filter(|tag| tag.core_suffix().is_none() && tag.original() != "!") {
            let name = tag.original();
            let span = Span::new(start, start + name.len());
            self.problems.push(Problem::warning(SyntaxFault::UnknownTag(name), span));
        }
    }

    fn open_bracket(&self) -> Option<(char, usize)> {
        self.frames.iter().rev().find_map(|frame| Some((frame.bracket?, frame.span.start as usize)))
    }
}

fn bracket(style: StructureStyle, bracket: char) -> Option<char> {
    (style == StructureStyle::Flow).then_some(bracket)
}

/// The key's name: `sigs.k8s.io/yaml` turns booleans and numbers into strings and refuses everything else.
fn named(node: Node) -> Result<Key, Fault> {
    let kind = node.kind();
    match node.value {
        Value::String(text) => Ok(Key::Named(text.value, node.span)),
        Value::Bool(value) => Ok(Key::Named(value.to_string(), node.span)),
        Value::Number(number) => Ok(Key::Named(number, node.span)),
        Value::Null | Value::Array(_) | Value::Object(_) => Err((SyntaxFault::BadKey(kind), node.span)),
    }
}

/// Blanks copied from a web page look like indentation and are part of the key.
fn key_warning(node: &Node) -> Option<Problem> {
    let key = node.as_str()?;
    let blanks = key.len() - key.trim_start_matches(|c: char| !c.is_ascii() && is_invisible(c)).len();
    (blanks > 0).then(|| Problem::warning(SyntaxFault::InvisibleBlank, node.part(0, blanks)))
}

fn is_invisible(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn has_smart_quotes(value: &str) -> bool {
    let is_quote = |c: char| matches!(c, '“' | '”' | '„' | '‘' | '’');
    value.starts_with(is_quote) && value.ends_with(is_quote) && value.chars().count() > 1
}

impl Span {
    /// The text under the span, where the text begins at `base` of the document.
    fn of_shifted(self, text: &str, base: usize) -> &str {
        text.get((self.start as usize).saturating_sub(base)..(self.end as usize).saturating_sub(base))
            .unwrap_or_default()
    }
}
