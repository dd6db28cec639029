//! Reads the catalogue's lines.
//!
//! What always holds: a line that does not fit the format is passed over; the data is our own and tested, so nothing is
//! reported.

use super::{AccessLevel, Action, Body, Carried, GlobalKey, KeyInfo, KeyType, ResourceType, Service, Target};
use std::sync::OnceLock;

/// The services of a catalogue text, each with its lines, which nobody has read yet.
pub(super) fn services(text: &'static str) -> Vec<Service> {
    let parts = text.split("\n@").skip(1);
    let service = |part: &'static str| {
        let (head, text) = part.split_once('\n').unwrap_or((part, ""));
        let (prefix, name) = head.split_once('\t').unwrap_or((head, head));
        Service { prefix, name, text, body: OnceLock::new() }
    };
    parts.map(service).collect()
}

/// What the lines of a service say.
pub(super) fn body(prefix: &'static str, text: &'static str) -> Body {
    let mut reading = Reading {
        prefix,
        body: Body::default(),
        sets: Vec::new(),
        level: AccessLevel::Read,
        targets: Vec::new(),
        keys: Vec::new(),
        in_actions: false,
    };
    for line in text.lines().filter(|line| !line.is_empty()) {
        reading.line(line);
    }
    reading.body
}

/// What is collected while the lines of one service are read.
struct Reading {
    prefix: &'static str,
    body: Body,
    sets: Vec<Vec<u16>>,
    level: AccessLevel,
    targets: Vec<Target>,
    keys: Vec<u16>,
    in_actions: bool,
}

impl Reading {
    fn line(&mut self, line: &'static str) {
        if let Some(rest) = line.strip_prefix('>') {
            self.in_actions = true;
            self.profile(rest);
        } else if self.in_actions {
            self.action(line);
        } else {
            let mut characters = line.chars();
            let (kind, rest) = (characters.next(), characters.as_str());
            match kind {
                Some('K') => self.body.keys.extend(key(rest, self.prefix)),
                Some('S') => self.sets.push(indices(rest)),
                Some('R') => self.resource(rest),
                _ => {}
            }
        }
    }

    fn set(&self, index: &str) -> Vec<u16> {
        index.parse::<usize>().ok().and_then(|index| self.sets.get(index)).cloned().unwrap_or_default()
    }

    fn resource(&mut self, rest: &'static str) {
        let mut columns = rest.split('\t');
        let (Some(name), Some(arn)) = (columns.next(), columns.next()) else { return };
        let keys = columns.next().map(|index| self.set(index)).unwrap_or_default();
        let prefix = self.prefix;
        let template = |arn: &str| match arn.split_at_checked(1) {
            Some(("~", rest)) => format!("arn:${{Partition}}:{prefix}:${{Region}}:${{Account}}:{rest}"),
            Some(("^", rest)) => format!("arn:${{Partition}}:{prefix}::${{Account}}:{rest}"),
            Some(("!", rest)) => format!("arn:${{Partition}}:{prefix}:::{rest}"),
            _ => arn.to_owned(),
        };
        self.body.resources.push(ResourceType { name, templates: arn.split(", ").map(template).collect(), keys });
    }

    fn profile(&mut self, rest: &str) {
        let mut columns = rest.split('\t');
        let head = columns.next().unwrap_or_default();
        self.level = match head.chars().next() {
            Some('L') => AccessLevel::List,
            Some('W') => AccessLevel::Write,
            Some('T') => AccessLevel::Tagging,
            Some('P') => AccessLevel::PermissionsManagement,
            _ => AccessLevel::Read,
        };
        self.targets = columns
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .filter_map(|target| {
                let (index, set) = target.split_once(':').unwrap_or((target, ""));
                Some(Target { resource: index.trim_end_matches('!').parse().ok()?, keys: self.set(set) })
            })
            .collect();
        self.keys = self.set(columns.next().unwrap_or_default());
    }

    fn action(&mut self, line: &'static str) {
        let mut columns = line.split('\t');
        let Some(name) = columns.next() else { return };
        let prefix = self.prefix;
        let dependents = columns
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .map(|action| if action.starts_with(':') { format!("{prefix}{action}") } else { action.to_owned() })
            .collect();
        self.body.by_name.insert(name.to_ascii_lowercase(), self.body.actions.len());
        self.body.actions.push(Action {
            name,
            level: self.level,
            dependents,
            targets: self.targets.clone(),
            keys: self.keys.clone(),
        });
    }
}

fn key(text: &str, prefix: &str) -> Option<KeyInfo> {
    let mut characters = text.chars();
    let letter = characters.next()?;
    let name = characters.as_str();
    let name = if name.starts_with(':') { format!("{prefix}{name}") } else { name.to_owned() };
    Some(KeyInfo { name, kind: kind(letter)?, multivalued: letter.is_ascii_uppercase() })
}

fn kind(letter: char) -> Option<KeyType> {
    match letter.to_ascii_lowercase() {
        's' => Some(KeyType::String),
        'a' => Some(KeyType::Arn),
        'b' => Some(KeyType::Bool),
        'n' => Some(KeyType::Numeric),
        'd' => Some(KeyType::Date),
        'i' => Some(KeyType::IpAddress),
        _ => None,
    }
}

/// `1,3-5` as 1, 3, 4, 5.
fn indices(text: &str) -> Vec<u16> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.parse::<u16>().ok()?..=last.parse::<u16>().ok()?)
    };
    text.split(',').filter_map(range).flatten().collect()
}

/// The global keys of their text.
pub(super) fn global_keys(text: &str) -> Vec<GlobalKey> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(global_key).collect()
}

fn global_key(line: &str) -> Option<GlobalKey> {
    let mut columns = line.split('\t');
    let letter = columns.next()?.chars().next()?;
    let name = columns.next()?.to_owned();
    let mut carried = columns.next()?.chars().map(|flag| match flag {
        '1' => Carried::Yes,
        '0' => Carried::No,
        _ => Carried::Perhaps,
    });
    Some(GlobalKey {
        info: KeyInfo { name, kind: kind(letter)?, multivalued: letter.is_ascii_uppercase() },
        trust_request: carried.next()?,
        web_identity_session: carried.next()?,
        role_session: carried.next()?,
        pod_identity_session: carried.next()?,
        instance_role: carried.next()?,
    })
}
