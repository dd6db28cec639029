//! Edits of a policy's text as data: a statement appended or parted, a condition added, moved or taken out.
//!
//! What always holds: what stays keeps its text; what comes is written as its neighbours are, in lines or on one. The
//! text is parsed again for every edit, so nothing is kept for edits that nobody asks for.

pub mod issuers;

use crate::diagnostic::{Edit, Fix, apply};
use crate::syntax::edit::{Step, follow, remove};
use crate::syntax::json::{self, quoted};
use crate::syntax::{Node, Value};
use crate::text::{Location, SourceId, Span};

/// JSON to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// A string.
    Text(String),
    /// Strings; one alone is written without brackets.
    Texts(Vec<String>),
    /// An object, its members in order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object.
    #[must_use]
    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Self {
        Self::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// A string.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// Written in lines that are indented as far, or on one line.
    fn written(&self, indent: Option<usize>) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Texts(texts) => match texts.as_slice() {
                [one] => quoted(one),
                many => format!("[{}]", many.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")),
            },
            Self::Object(members) => {
                let inner = indent.map(|indent| indent + 2);
                let member = |(key, value): &(String, Json)| format!("{}: {}", quoted(key), value.written(inner));
                let members: Vec<String> = members.iter().map(member).collect();
                match indent {
                    Some(indent) => {
                        let (inner, outer) = (" ".repeat(indent + 2), " ".repeat(indent));
                        format!("{{\n{inner}{}\n{outer}}}", members.join(&format!(",\n{inner}")))
                    }
                    None => format!("{{ {} }}", members.join(", ")),
                }
            }
        }
    }
}

/// A principal, and which condition keys belong to its statement.
pub type Share<'s> = (&'s str, &'s dyn Fn(&str) -> bool);

/// A policy's text with its tree.
#[derive(Debug)]
pub struct Document<'t> {
    source: SourceId,
    text: &'t str,
    root: Node,
}

impl<'t> Document<'t> {
    /// Reads a text; `None` where it is no JSON.
    #[must_use]
    pub fn read(source: SourceId, text: &'t str) -> Option<Self> {
        json::parse(source, text).0.map(|root| Self { source, text, root })
    }

    /// The way to a statement.
    fn path(&self, index: usize) -> Option<Vec<Step<'static>>> {
        Some(match &self.root.get("Statement")?.value {
            Value::Array(_) => vec![Step::Key("Statement"), Step::Index(index)],
            _ => vec![Step::Key("Statement")],
        })
    }

    fn statement(&self, index: usize) -> Option<&Node> {
        follow(&self.root, &self.path(index)?)
    }

    /// Where the key of the statements stands.
    #[must_use]
    pub fn head(&self) -> Option<Span> {
        self.root.member("Statement").map(|member| member.key_span)
    }

    fn edit(&self, (span, text): (Span, String)) -> Edit {
        Edit { at: Location { source: self.source, span }, text }
    }

    fn fix(&self, edits: Vec<(Span, String)>) -> Fix {
        Fix { edits: edits.into_iter().map(|edit| self.edit(edit)).collect() }
    }

    /// Statements at the end of the list.
    #[must_use]
    pub fn append(&self, statements: &[Json]) -> Option<Fix> {
        let node = self.root.get("Statement")?;
        let last = match &node.value {
            Value::Array(statements) => statements.last()?,
            Value::Object(_) => node,
            _ => return None,
        };
        let indent = indentation(self.text, last.span);
        let written: Vec<String> = statements.iter().map(|statement| statement.written(indent)).collect();
        Some(self.after(node, last, &written))
    }

    /// Texts of statements after one of them; a statement that stands alone becomes a list.
    fn after(&self, list: &Node, statement: &Node, texts: &[String]) -> Fix {
        let indent = indentation(self.text, statement.span);
        let joint = indent.map_or_else(|| ", ".to_owned(), |indent| format!(",\n{}", " ".repeat(indent)));
        let added: String = texts.iter().map(|text| format!("{joint}{text}")).collect();
        let alone = list.as_array().is_none();
        let end = Span::at(statement.span.end as usize);
        let mut edits = vec![(end, if alone { format!("{added}]") } else { added })];
        if alone {
            edits.insert(0, (Span::at(statement.span.start as usize), "[".to_owned()));
        }
        self.fix(edits)
    }

    /// One more condition in a statement.
    #[must_use]
    pub fn add_condition(&self, index: usize, operator: &str, key: &str, values: Vec<String>) -> Option<Fix> {
        let statement = self.statement(index)?;
        let value = Json::Texts(values);
        let (object, name, value) = match (statement.get("Condition"), statement.at(&["Condition", operator])) {
            (Some(_), Some(keys)) if keys.member(key).is_none() => (keys, key, value),
            (Some(_), Some(_)) => return None,
            (Some(block), None) => (block, operator, Json::Object(vec![(key.to_owned(), value)])),
            (None, _) => {
                let keys = Json::Object(vec![(key.to_owned(), value)]);
                (statement, "Condition", Json::Object(vec![(operator.to_owned(), keys)]))
            }
        };
        Some(self.fix(vec![self.member(object, name, &value)?]))
    }

    /// A member at the end of an object.
    fn member(&self, object: &Node, key: &str, value: &Json) -> Option<(Span, String)> {
        let members = object.as_object()?;
        let Some(last) = members.last() else {
            let text = format!("{{ {}: {} }}", quoted(key), value.written(None));
            return Some((object.span, text));
        };
        let indent = indentation(self.text, last.key_span);
        let joint = indent.map_or_else(|| ", ".to_owned(), |indent| format!(",\n{}", " ".repeat(indent)));
        let at = Span::at(last.value.span.end as usize);
        Some((at, format!("{joint}{}: {}", quoted(key), value.written(indent))))
    }

    /// A statement without those of its conditions; the operator and the key of each are asked for.
    #[must_use]
    pub fn without_conditions(&self, index: usize, is_doomed: &dyn Fn(&str, &str) -> bool) -> Option<Fix> {
        Some(self.fix(self.conditions_out(index, is_doomed)?))
    }

    fn conditions_out(&self, index: usize, is_doomed: &dyn Fn(&str, &str) -> bool) -> Option<Vec<(Span, String)>> {
        let block = self.statement(index)?.get("Condition")?;
        let mut path = self.path(index)?;
        path.push(Step::Key("Condition"));
        let operators = block.as_object()?;
        let is_empty = |operator: &crate::syntax::Member| {
            let keys = operator.value.as_object().unwrap_or_default();
            !keys.is_empty() && keys.iter().all(|key| is_doomed(&operator.key, &key.key))
        };
        let mut edits = Vec::new();
        for operator in operators.iter().filter(|operator| !is_empty(operator)) {
            let mut path = path.clone();
            path.push(Step::Key(&operator.key));
            let keys = operator.value.as_object()?;
            let doomed = |at: usize| keys.get(at).is_some_and(|key| is_doomed(&operator.key, &key.key));
            edits.extend(self.out(&path, &doomed).unwrap_or_default());
        }
        let whole = |at: usize| operators.get(at).is_some_and(is_empty);
        edits.extend(self.out(&path, &whole).unwrap_or_default());
        (!edits.is_empty()).then_some(edits)
    }

    fn out(&self, path: &[Step<'_>], is_doomed: &dyn Fn(usize) -> bool) -> Option<Vec<(Span, String)>> {
        remove(self.text, &self.root, path, is_doomed)
    }

    /// A condition that moves from one operator to another.
    #[must_use]
    pub fn move_condition(&self, index: usize, from: &str, to: &str, key: &str) -> Option<Fix> {
        let block = self.statement(index)?.get("Condition")?;
        let keys = block.get(from)?;
        let target = block.member(to);
        let alone = keys.as_object()?.len() == 1;
        match target {
            None if alone => Some(self.fix(vec![(block.member(from)?.key_span, quoted(to))])),
            Some(target) if target.value.member(key).is_some() => None,
            _ => {
                let values = strings(keys.get(key)?)?;
                let mut edits = self.conditions_out(index, &|operator, other| operator == from && other == key)?;
                let value = Json::Texts(values);
                edits.push(match target {
                    Some(target) => self.member(&target.value, key, &value)?,
                    None => self.member(block, to, &Json::Object(vec![(key.to_owned(), value)]))?,
                });
                Some(self.fix(edits))
            }
        }
    }

    /// A principal's type under another name, where it names one principal and the other type is not there.
    #[must_use]
    pub fn retype(&self, index: usize, from: &str, to: &str) -> Option<Fix> {
        let principal = self.statement(index)?.get("Principal")?;
        let member = principal.member(from)?;
        let alone = strings(&member.value)?.len() == 1 && principal.member(to).is_none();
        alone.then(|| self.fix(vec![(member.key_span, quoted(to))]))
    }

    /// One statement for each of these principals of a type, with the conditions that `belongs` gives to it.
    #[must_use]
    pub fn split(&self, index: usize, kind: &str, belongs: &[Share<'_>]) -> Option<Fix> {
        let statement = self.statement(index)?;
        let principal = statement.at(&["Principal", kind])?;
        let copies = belongs.iter().map(|(name, is_its)| {
            let mut edits = self.conditions_out(index, &|_, key| !is_its(key)).unwrap_or_default();
            edits.push((principal.span, quoted(name)));
            let sid = statement.member("Sid").filter(|_| belongs.first().is_some_and(|(first, _)| first != name));
            if sid.is_some() {
                // A Sid may stand once only.
                let members = statement.as_object()?;
                let is_sid = |at: usize| members.get(at).is_some_and(|member| member.key == "Sid");
                edits.extend(self.out(&self.path(index)?, &is_sid)?);
            }
            Some(edits)
        });
        let copies: Vec<Vec<(Span, String)>> = copies.collect::<Option<_>>()?;
        let (first, others) = copies.split_first()?;
        let start = statement.span.start;
        let text = statement.span.of(self.text);
        let relative =
            |span: &Span| Span { start: span.start.saturating_sub(start), end: span.end.saturating_sub(start) };
        let texts: Vec<String> = others
            .iter()
            .map(|edits| {
                let edits: Vec<_> = edits.iter().map(|(span, text)| (relative(span), text.as_str())).collect();
                apply(text, &edits)
            })
            .collect();
        let mut fix = self.after(self.root.get("Statement")?, statement, &texts);
        fix.edits.extend(first.iter().cloned().map(|edit| self.edit(edit)));
        Some(fix)
    }
}

/// Writes another string in the place of one.
#[must_use]
pub fn use_text(at: Location, text: &str) -> Fix {
    Fix::replace(at, quoted(text))
}

/// One more string beside those that an element has, which stands as a string alone or as a list.
#[must_use]
pub fn add_text(source: SourceId, element: Span, entries: &[(&str, Span)], text: &str) -> Option<Fix> {
    let (last, span) = entries.last()?;
    let at = |span| Location { source, span };
    Some(if *span == element {
        Fix::replace(at(element), format!("[{}, {}]", quoted(last), quoted(text)))
    } else {
        Fix::replace(at(Span::at(span.end as usize)), format!(", {}", quoted(text)))
    })
}

fn strings(node: &Node) -> Option<Vec<String>> {
    match &node.value {
        Value::Array(values) => values.iter().map(|value| value.as_str().map(str::to_owned)).collect(),
        _ => Some(vec![node.as_str()?.to_owned()]),
    }
}

/// How far something is indented, where it begins its own line.
fn indentation(text: &str, span: Span) -> Option<usize> {
    let before = text.get(..span.start as usize)?;
    let line = before.get(before.rfind('\n')? + 1..)?;
    line.bytes().all(|byte| byte == b' ').then_some(line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"Statement": [{"Sid": "a", "Principal": {"Federated": ["p/x", "p/y"]},
 "Condition": {"StringEquals": {"x:sub": "1", "y:sub": "2"}, "Bool": {"b": "true"}}}]}"#;

    fn after(text: &str, fix: impl Fn(&Document<'_>) -> Option<Fix>) -> Option<String> {
        let document = Document::read(SourceId::TrustPolicy(0), text)?;
        let fix = fix(&document)?;
        let edits: Vec<_> = fix.edits.iter().map(|edit| (edit.at.span, edit.text.as_str())).collect();
        let after = apply(text, &edits);
        assert!(json::parse(SourceId::TrustPolicy(0), &after).0.is_some(), "{after}");
        Some(after.replace('\n', ""))
    }

    #[test]
    fn conditions_are_added_moved_and_taken_out() {
        let one = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
        let added = after(TEXT, |d| d.add_condition(0, "StringEquals", "x:aud", one(&["s"]))).unwrap();
        assert!(added.contains(r#""y:sub": "2", "x:aud": "s"}"#), "{added}");
        let added = after(TEXT, |d| d.add_condition(0, "StringLike", "x:aud", one(&["s", "t"]))).unwrap();
        assert!(added.contains(r#""StringLike": { "x:aud": ["s", "t"] }}"#), "{added}");
        let added = after(r#"{"Statement": {"A": 1}}"#, |d| d.add_condition(0, "Bool", "k", one(&["v"]))).unwrap();
        assert_eq!(added, r#"{"Statement": {"A": 1, "Condition": { "Bool": { "k": "v" } }}}"#);
        let moved = after(TEXT, |d| d.move_condition(0, "StringEquals", "StringLike", "x:sub")).unwrap();
        assert!(
            moved
                .contains(r#"{"StringEquals": {"y:sub": "2"}, "Bool": {"b": "true"}, "StringLike": { "x:sub": "1" }}"#),
            "{moved}"
        );
        let moved = after(TEXT, |d| d.move_condition(0, "Bool", "Null", "b")).unwrap();
        assert!(moved.contains(r#""Null": {"b": "true"}"#), "{moved}");
        let without = after(TEXT, |d| d.without_conditions(0, &|_, key| key != "x:sub")).unwrap();
        assert!(without.contains(r#""Condition": {"StringEquals": {"x:sub": "1"}}}"#), "{without}");
    }

    #[test]
    fn a_statement_is_parted_by_principal() {
        let x: &dyn Fn(&str) -> bool = &|key| !key.starts_with("y:");
        let y: &dyn Fn(&str) -> bool = &|key| !key.starts_with("x:");
        let parted = after(TEXT, |d| d.split(0, "Federated", &[("p/x", x), ("p/y", y)])).unwrap();
        let expected = concat!(
            r#"{"Statement": [{"Sid": "a", "Principal": {"Federated": "p/x"}, "Condition": {"StringEquals": {"x:sub": "1"}, "Bool": {"b": "true"}}}, "#,
            r#"{"Principal": {"Federated": "p/y"}, "Condition": {"StringEquals": {"y:sub": "2"}, "Bool": {"b": "true"}}}]}"#
        );
        assert_eq!(parted, expected);
    }

    #[test]
    fn statements_are_appended_in_the_style_of_the_text() {
        let statement =
            Json::object([("Effect", Json::text("Allow")), ("Action", Json::Texts(vec!["a:b".to_owned()]))]);
        let appended = after(r#"{"Statement": {"A": 1}}"#, |d| d.append(std::slice::from_ref(&statement))).unwrap();
        assert_eq!(appended, r#"{"Statement": [{"A": 1}, { "Effect": "Allow", "Action": "a:b" }]}"#);
        let lines = "{\n  \"Statement\": [\n    {\n      \"A\": 1\n    }\n  ]\n}";
        let document = Document::read(SourceId::TrustPolicy(0), lines).unwrap();
        let fix = document.append(&[statement]).unwrap();
        assert_eq!(fix.edits[0].text, ",\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"a:b\"\n    }");
    }
}
