//! What each part of a text is.
//!
//! What always holds: every value of every text ends as an item or as something unused. Shapes are told apart by the
//! fields that only they have, so that the order of the questions does not matter much.

mod shape;

use super::account::Home;
use super::facts::{Fact, Harvest, Item};
use super::{Cause, Detail, Input, Kind, MOST_BYTES, MOST_PARTS, MOST_TEXTS, Unused};
use super::{error_text, pieces, policy};
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::kubernetes::manifest;
use crate::scenario::{Cluster, Scenario};
use crate::syntax::{Node, SyntaxFault, Value, yaml};
use crate::text::{LineIndex, SourceId, Span};

/// What a recogniser sees and says.
pub(super) struct Context<'a> {
    input: usize,
    /// The part of the text that is read.
    pub text: &'a str,
    lines: LineIndex<'a>,
    /// Lines of the text before this part.
    before: u32,
    /// What is known of the account and the cluster.
    pub home: &'a Home,
    /// Where the YAML tags stand that Kubernetes does not know, such as `!Sub`.
    pub tags: Vec<Span>,
    pub unused: Vec<Unused>,
    pub details: Vec<Detail>,
    items: Vec<Item>,
}

impl Context<'_> {
    /// The line of a place in the whole text.
    pub(super) fn line(&self, span: Span) -> u32 {
        self.before + self.lines.line_column(span.start).0
    }

    /// Says that something cannot be used.
    pub(super) fn refuse(&mut self, span: Span, what: impl Into<String>, cause: Cause) {
        let line = self.line(span);
        self.unused.push(Unused { input: self.input, line, what: what.into(), cause });
    }

    /// Adds a detail once.
    pub(super) fn detail(&mut self, detail: Detail) {
        if !self.details.contains(&detail) {
            self.details.push(detail);
        }
    }

    /// Closes an item: what was said since the last one belongs to it.
    pub(super) fn item(&mut self, span: Span, kind: Kind, facts: Vec<Fact>) {
        let details = std::mem::take(&mut self.details);
        let line = self.line(span);
        self.items.push(Item { input: self.input, line, kind, facts, details });
    }
}

/// Everything that the texts hold.
pub(super) fn all(current: &Scenario, inputs: &[Input]) -> (Vec<Item>, Vec<Unused>) {
    let mut harvest = Harvest::default();
    let (manifests, _) = manifest::read(SourceId::Manifests, &current.manifests, "default");
    let mut home = Home::of(current, &manifests);
    let mut bytes = 0;
    for (index, input) in inputs.iter().enumerate() {
        let refuse = |cause| Unused { input: index, line: 1, what: head(&input.text), cause };
        bytes += input.text.len();
        let cause = match &input.refused {
            Some(cause) => Some(cause.clone()),
            None if index >= MOST_TEXTS => Some(Cause::TooMany),
            None if bytes > MOST_BYTES || input.text.len() > crate::syntax::MAX_BYTES => Some(Cause::TooLarge),
            None if input.text.trim().is_empty() => Some(Cause::Empty),
            None => None,
        };
        match cause {
            Some(cause) => harvest.unused.push(refuse(cause)),
            None => text(index, input, &mut home, &mut harvest),
        }
    }
    (harvest.items, harvest.unused)
}

fn text(index: usize, input: &Input, home: &mut Home, harvest: &mut Harvest) {
    let text = input.text.as_str();
    let pieces = pieces::cut(text);
    let before = harvest.items.len();
    if pieces.parts.is_empty() {
        let cause = if pieces.commands { Cause::OnlyCommand } else { Cause::Empty };
        harvest.unused.push(Unused { input: index, line: 1, what: head(text), cause });
    }
    let mut counted = (0, 0);
    for (number, part) in pieces.parts.iter().enumerate() {
        let Some(content) = text.get(part.clone()) else { continue };
        let gap = text.get(counted.0..part.start).unwrap_or_default();
        counted = (part.start, counted.1 + u32::try_from(gap.matches('\n').count()).unwrap_or(u32::MAX));
        if number >= MOST_PARTS {
            harvest.unused.push(Unused {
                input: index,
                line: counted.1 + 1,
                what: head(content),
                cause: Cause::TooMany,
            });
            break;
        }
        let mut context = Context {
            input: index,
            text: content,
            lines: LineIndex::new(content),
            before: counted.1,
            home,
            tags: Vec::new(),
            unused: Vec::new(),
            details: Vec::new(),
            items: Vec::new(),
        };
        part_of(&mut context);
        let (items, unused) = (context.items, context.unused);
        for fact in items.iter().flat_map(|item| &item.facts) {
            if let Fact::Cluster(cluster) = fact {
                home.learn(cluster);
            }
        }
        harvest.items.extend(items);
        harvest.unused.extend(unused);
    }
    if let Some(first) = harvest.items.get_mut(before) {
        first.details.extend(pieces.fenced.then_some(Detail::CodeBlocks));
        first.details.extend(pieces.commands.then_some(Detail::CommandLines));
    }
}

/// One part: a plain line, or documents.
fn part_of(context: &mut Context<'_>) {
    let text = context.text.trim().trim_start_matches('\u{feff}');
    let whole = Span::new(0, context.text.len());
    let start = Span::at(context.text.len() - context.text.trim_start().len());
    if !text.contains(char::is_whitespace) {
        let text = text.trim_matches(['"', '\'']);
        if let Some((_, code)) = text.split_once("#/s/") {
            return match super::shared(code) {
                Some(scenario) => context.item(start, Kind::Link, vec![Fact::Whole(Box::new(scenario))]),
                None => context.refuse(start, head(text), Cause::BadLink),
            };
        }
        if text.starts_with("https://oidc") && text.contains("/id/") {
            let cluster = Cluster { issuer: Some(text.to_owned()), ..Cluster::default() };
            return context.item(start, Kind::Issuer, vec![Fact::Cluster(cluster)]);
        }
        if text.starts_with("eyJ") && text.split('.').count() == 3 {
            return context.refuse(start, "eyJ…", Cause::Token);
        }
    }
    if !text.starts_with(['{', '[']) {
        if error_text::recognise(context, start) {
            return;
        }
        if is_terraform(text) {
            return context.refuse(start, head(text), Cause::TerraformSource);
        }
        if text.starts_with('%') && text.to_ascii_lowercase().starts_with("%7b") {
            return encoded(context, text);
        }
    }
    documents(context, whole);
}

/// A policy document in percent-encoding, as the API gives it.
fn encoded(context: &mut Context<'_>, text: &str) {
    let node = Node {
        span: Span::at(0),
        value: Value::String(crate::syntax::Text { value: text.to_owned(), verbatim: None }),
    };
    match policy::document(context, &node) {
        Some(document) => {
            let (root, _) = crate::syntax::json::parse(SourceId::Settings, &document);
            if let Some(root) = root
                && policy::is_policy(&root)
            {
                policy::lone(context, &root, Some(document));
            } else {
                context.refuse(Span::at(0), head(text), Cause::Prose);
            }
        }
        None => context.refuse(Span::at(0), head(text), Cause::BadPolicy),
    }
}

fn documents(context: &mut Context<'_>, whole: Span) {
    let (documents, diagnostics) = yaml::parse(SourceId::Settings, context.text);
    let is_tag = |diagnostic: &&Diagnostic| matches!(&diagnostic.finding, Finding::Syntax(SyntaxFault::UnknownTag(_)));
    context.tags = diagnostics.iter().filter(is_tag).map(|diagnostic| diagnostic.at.span).collect();
    crate::order::sort(&mut context.tags);
    let many = documents.len() > MOST_PARTS;
    let mut errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).peekable();
    if documents.is_empty() {
        let cause = errors.peek().map_or(Cause::Empty, |error| Cause::Syntax(Box::new(error.finding.clone())));
        let head = head(context.text);
        return context.refuse(whole, head, cause);
    }
    for document in documents.into_iter().take(MOST_PARTS) {
        match document.root {
            Some(root) => node(context, &root),
            None if document.broken => {
                let written = document.span.of(context.text);
                let inside = |error: &&Diagnostic| error.at.span.start >= document.span.start;
                let error = errors.find(inside);
                let span = error.map_or(document.span, |error| error.at.span);
                let what = name_of(written);
                match error {
                    Some(error) if looks_structured(written) => {
                        context.refuse(span, what, Cause::Syntax(Box::new(error.finding.clone())));
                    }
                    _ => context.refuse(document.span, what, Cause::Prose),
                }
            }
            None => {}
        }
    }
    if many {
        context.refuse(Span::at(context.text.len()), String::new(), Cause::TooMany);
    }
    if context.items.is_empty() && context.unused.is_empty() {
        let head = head(context.text);
        context.refuse(whole, head, Cause::Empty);
    }
}

/// One value of a text.
fn node(context: &mut Context<'_>, root: &Node) {
    match &root.value {
        Value::Object(_) => shape::object(context, root),
        Value::Array(elements) => {
            let objects = elements.iter().filter(|element| element.as_object().is_some());
            for element in objects {
                shape::object(context, element);
            }
            if let Some(other) = elements.iter().find(|element| element.as_object().is_none()) {
                let what = head(other.span.of(context.text));
                context.refuse(other.span, what, Cause::Prose);
            }
            if elements.is_empty() {
                context.refuse(root.span, "[]", Cause::Empty);
            }
        }
        Value::String(text) if text.value.trim_start().starts_with('{') => {
            // A document that was quoted whole.
            let span = root.span;
            match policy::document(context, root) {
                Some(document) => {
                    let (inner, _) = crate::syntax::json::parse(SourceId::Settings, &document);
                    match inner {
                        Some(inner) if policy::is_policy(&inner) => policy::lone(context, &inner, Some(document)),
                        _ => context.refuse(span, head(&text.value), Cause::Prose),
                    }
                }
                None => context.refuse(span, head(&text.value), Cause::BadPolicy),
            }
        }
        Value::Null => context.refuse(root.span, "null", Cause::Empty),
        Value::String(_) | Value::Bool(_) | Value::Number(_) => {
            let what = head(root.span.of(context.text));
            context.refuse(root.span, what, Cause::Prose);
        }
    }
}

/// Whether a text that does not parse was meant as JSON or YAML.
fn looks_structured(text: &str) -> bool {
    let trimmed = text.trim_start().trim_start_matches('\u{feff}').trim_start();
    let lines = || trimmed.lines().filter(|line| !line.trim().is_empty());
    let key = |line: &str| {
        let key = line.trim_start().trim_start_matches("- ");
        key.split_once(':').is_some_and(|(key, rest)| {
            !key.trim().is_empty() && !key.trim().contains(' ') && (rest.is_empty() || rest.starts_with([' ', '\r']))
        })
    };
    trimmed.starts_with(['{', '[', '<'])
        || trimmed.contains("{{")
        || lines().filter(|line| key(line)).count() * 2 >= lines().count()
}

fn is_terraform(text: &str) -> bool {
    let blocks = ["resource \"", "data \"", "module \"", "locals {", "variable \"", "provider \"", "terraform {"];
    text.lines().any(|line| blocks.iter().any(|block| line.starts_with(block)))
}

/// The kind and the name that a broken manifest still shows, or its first words.
fn name_of(text: &str) -> String {
    let field = |name: &str| {
        text.lines().find_map(|line| line.trim_start().strip_prefix(name)?.strip_prefix(':').map(str::trim))
    };
    match (field("kind"), field("name")) {
        (Some(kind), Some(name)) => head(&format!("{kind} {name}")),
        (Some(kind), None) => head(kind),
        _ => head(text),
    }
}

/// The first words of a text.
pub(super) fn head(text: &str) -> String {
    let line = text.trim_start_matches('\u{feff}').lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or_default().replace('`', "'");
    let mut short: String = line.chars().take(60).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
