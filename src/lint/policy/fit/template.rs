//! Whether a resource pattern can name a resource of a type of the catalogue.
//!
//! What always holds: a `Some` comes with a name that fits both the pattern and the template, one of the shortest;
//! variables of a template are not empty, and one before a slash holds none.

use crate::aws::catalog::{ResourceType, Service};
use crate::iam::pattern::{Pattern, Token};
use crate::iam::variable::{Part, Variables, Wildcards, parts};
use serde::Serialize;
use std::collections::VecDeque;

/// A leading field of an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Head {
    /// The Region.
    Region,
    /// The account.
    Account,
}

/// Services whose resources always belong to an account. Others have resources of AWS itself, without one.
const OWNED: [&str; 12] =
    ["dynamodb", "ecr", "eks", "kinesis", "kms", "lambda", "logs", "rds", "secretsmanager", "sns", "sqs", "states"];

/// Whether all resources of a service belong to an account.
pub(in crate::lint::policy) fn is_owned(service: &str) -> bool {
    OWNED.contains(&service)
}

/// One place of a pattern or a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Char(char),
    One(Reach),
    Many(Reach),
}

/// Which characters a wildcard takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Segment,
    Anything,
}

impl Reach {
    fn takes(self, character: char) -> bool {
        self == Self::Anything || character != '/'
    }
}

/// A resource pattern, taken apart.
pub(in crate::lint::policy) struct Named {
    /// Partition, service, Region, account.
    heads: [String; 4],
    resource: Vec<Unit>,
}

impl Named {
    /// Takes a pattern apart; `None` for what is no ARN, and for everything.
    pub(in crate::lint::policy) fn new(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.splitn(6, ':').collect();
        let ["arn", heads @ ..] = fields.as_slice() else { return None };
        let short = fields.len() < 6;
        if short && !text.ends_with('*') {
            return None;
        }
        // The last star of a short pattern reaches over all that is left.
        let head = |index: usize| heads.get(index).map_or("*", |field| *field).to_owned();
        let resource = if short { vec![Unit::Many(Reach::Anything)] } else { units(heads.get(4)?) };
        Some(Self { heads: [head(0), head(1), head(2), head(3)], resource })
    }

    /// The service.
    pub(in crate::lint::policy) fn service(&self) -> &str {
        &self.heads[1]
    }

    /// Whether the pattern leaves the resource open altogether.
    pub(in crate::lint::policy) fn is_every(&self) -> bool {
        !self.resource.is_empty() && self.resource.iter().all(|unit| matches!(unit, Unit::Many(_)))
    }

    /// Whether the pattern leaves the name open, though not the type: `log-group:*`.
    pub(in crate::lint::policy) fn is_every_of_type(&self) -> bool {
        let wild = |unit: &Unit| matches!(unit, Unit::Many(_));
        // In S3 a bucket stands before the slash.
        if self.service() == "s3" {
            return false;
        }
        let name = self.resource.iter().rposition(|unit| matches!(unit, Unit::Char('/' | ':'))).map_or(0, |at| at + 1);
        self.resource.get(name..).is_some_and(|name| !name.is_empty() && name.iter().all(wild))
            && self.resource.iter().filter(|unit| matches!(unit, Unit::Char('/' | ':'))).count() <= 1
    }

    /// Whether nobody can tell what the name stands for: one of S3 with a Region or an account, such as an access point,
    /// for which the catalogue does not list everything, or one with a variable before the fifth colon.
    pub(in crate::lint::policy) fn is_open(&self) -> bool {
        let [_, service, region, account] = &self.heads;
        (service == "s3" && !(region.is_empty() && account.is_empty())) || self.heads.iter().any(|h| h.contains('$'))
    }

    /// Whether the pattern can name a resource of this type.
    pub(in crate::lint::policy) fn meets(&self, service: &Service, kind: &ResourceType) -> bool {
        kind.templates.iter().any(|template| {
            let fields: Vec<&str> = template.splitn(6, ':').collect();
            let foreign = !is_owned(service.prefix) && self.heads[3].is_empty();
            let fits =
                |(index, (field, own)): (usize, (&&str, &String))| head_meets(own, field) || (index == 3 && foreign);
            let heads = fields.iter().skip(1).zip(&self.heads).enumerate().all(fits);
            heads && self.is_of(service, kind, &fields)
        })
    }

    /// The one leading field in which the pattern differs from all types that it could else be of, and whether it is
    /// missing there.
    pub(in crate::lint::policy) fn heads_missing(&self, service: &Service) -> Option<(Head, bool)> {
        let mut verdict = None;
        for kind in service.resource_types() {
            for template in &kind.templates {
                let fields: Vec<&str> = template.splitn(6, ':').collect();
                let own: Vec<bool> =
                    fields.iter().skip(1).zip(&self.heads).map(|(field, own)| head_meets(own, field)).collect();
                if own.get(..2) != Some([true, true].as_slice()) || !self.is_of(service, kind, &fields) {
                    continue;
                }
                let (head, index) = match own.get(2..) {
                    Some([false, _]) => (Head::Region, 2),
                    Some([true, false]) => (Head::Account, 3),
                    _ => return None,
                };
                let found = (head, self.heads.get(index).is_some_and(String::is_empty));
                let is_empty = fields.get(index + 1).is_some_and(|field| field.is_empty());
                // A field with another text, such as `aws`, is another matter.
                if found.1 == is_empty || verdict.is_some_and(|verdict| verdict != found) {
                    return None;
                }
                verdict = Some(found);
            }
        }
        verdict
    }

    /// Whether a name that fits the pattern's resource is of this type, and not of one that says more of it.
    fn is_of(&self, service: &Service, kind: &ResourceType, fields: &[&str]) -> bool {
        let Some(witness) = fields.get(5).and_then(|resource| meet(&self.resource, &template_units(resource))) else {
            return false;
        };
        if fields.get(2).is_none_or(|of| *of != service.prefix) {
            return true;
        }
        let witness: Vec<Unit> = witness.chars().map(Unit::Char).collect();
        let literal = |kind: &ResourceType| kind.templates.iter().filter_map(|t| literal(t, &witness)).max();
        let most = service.resource_types().iter().filter_map(literal).max();
        most.is_some() && literal(kind) == most
    }
}

/// How many plain characters a template shares with a name, if the name is of that form.
fn literal(template: &str, name: &[Unit]) -> Option<usize> {
    let units = template_units(template.splitn(6, ':').nth(5)?);
    meet(name, &units)?;
    Some(units.iter().filter(|unit| matches!(unit, Unit::Char(_))).count())
}

fn head_meets(pattern: &str, template: &str) -> bool {
    match template.contains('$') || template == "*" {
        true => !pattern.is_empty(),
        false => Pattern::new(pattern).matches(template),
    }
}

fn units(text: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    for part in parts(text, Wildcards::Act, Variables::Resolved) {
        match part {
            Part::Token(Token::Text(text)) => units.extend(text.chars().map(Unit::Char)),
            Part::Token(Token::One) => units.push(Unit::One(Reach::Anything)),
            Part::Token(Token::Any) | Part::Key(..) | Part::Malformed => units.push(Unit::Many(Reach::Anything)),
        }
    }
    units
}

fn template_units(template: &str) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("${") {
        units.extend(before.chars().map(Unit::Char));
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        // A variable ends at the slash behind it; a name that stands alone, or that of a table, has none at all.
        let alone = before.is_empty() && after.is_empty() && units.is_empty();
        let segment = after.starts_with('/') || name == "TableName" || alone;
        let reach = if segment { Reach::Segment } else { Reach::Anything };
        units.extend([Unit::One(reach), Unit::Many(reach)]);
        rest = after;
    }
    let star = |c: char| if c == '*' { Unit::Many(Reach::Anything) } else { Unit::Char(c) };
    units.extend(rest.chars().map(star));
    units
}

/// A shortest text that fits both.
fn meet(a: &[Unit], b: &[Unit]) -> Option<String> {
    let width = b.len() + 1;
    // From where each state was reached first, and by which character.
    let mut from: Vec<Option<(usize, Option<char>)>> = vec![None; (a.len() + 1) * width];
    let goal = a.len() * width + b.len();
    let mut queue = VecDeque::from([0]);
    *from.first_mut()? = Some((0, None));
    while let Some(state) = queue.pop_front() {
        if state == goal {
            return Some(path(&from, goal));
        }
        let (i, j) = (state / width, state % width);
        let (x, y) = (a.get(i).copied(), b.get(j).copied());
        let mut reach = |next: usize, by: Option<char>, queue: &mut VecDeque<usize>| {
            if let Some(slot) = from.get_mut(next).filter(|slot| slot.is_none()) {
                *slot = Some((state, by));
                match by {
                    None => queue.push_front(next),
                    Some(_) => queue.push_back(next),
                }
            }
        };
        if matches!(x, Some(Unit::Many(_))) {
            reach(state + width, None, &mut queue);
        }
        if matches!(y, Some(Unit::Many(_))) {
            reach(state + 1, None, &mut queue);
        }
        let Some((x, y)) = x.zip(y) else { continue };
        let character = match (x, y) {
            (Unit::Char(c), _) | (_, Unit::Char(c)) => c,
            _ => 'a',
        };
        if let (Some(after), Some(then)) = (step(x, i, character), step(y, j, character)) {
            reach(after * width + then, Some(character), &mut queue);
        }
    }
    None
}

/// Where a place leads by a character.
fn step(unit: Unit, at: usize, character: char) -> Option<usize> {
    match unit {
        Unit::Char(own) => (own == character).then_some(at + 1),
        Unit::One(reach) => reach.takes(character).then_some(at + 1),
        Unit::Many(reach) => reach.takes(character).then_some(at),
    }
}

fn path(from: &[Option<(usize, Option<char>)>], goal: usize) -> String {
    let mut characters: Vec<char> = Vec::new();
    let mut state = goal;
    while state != 0 {
        let Some(Some((before, by))) = from.get(state) else { break };
        characters.extend(by);
        state = *before;
    }
    characters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_meet_templates_in_a_shortest_name() {
        for (pattern, template, expected) in [
            ("b", "${BucketName}", Some("b")),
            ("b/*", "${BucketName}", None),
            ("b/*", "${BucketName}/${ObjectName}", Some("b/a")),
            ("b", "${BucketName}/${ObjectName}", None),
            ("b*", "${BucketName}/${ObjectName}", Some("b/a")),
            ("table/*", "table/${TableName}/index/${IndexName}", Some("table/a/index/a")),
            ("table/x", "table/${TableName}/index/${IndexName}", None),
            ("table/x/*", "table/${TableName}", None),
            (
                "log-group:/a/*:log-stream:*",
                "log-group:${LogGroupName}:log-stream:${LogStreamName}",
                Some("log-group:/a/:log-stream:a"),
            ),
            ("role/a/b", "role/${RoleNameWithPath}", Some("role/a/b")),
            ("${aws:username}", "${BucketName}", Some("a")),
        ] {
            let found = meet(&units(pattern), &template_units(template));
            assert_eq!(found.as_deref(), expected, "{pattern} {template}");
        }
    }
}
