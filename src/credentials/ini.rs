//! INI files as Python's `configparser.RawConfigParser` reads them, which botocore relies on.
//!
//! What always holds: keys are lower case, values keep their case; `=` and `:` separate; `#` and `;` begin a comment only
//! at the start of a line; indented lines continue a value; a section or key that stands twice is an error in strict
//! reading, and otherwise the later one wins.

use std::collections::BTreeMap;

/// Sections in order, each with its settings.
pub(super) type Sections = Vec<(String, BTreeMap<String, String>)>;

/// Whether oddities are errors, as for Python, or passed over, as for the other SDKs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Strict,
    Tolerant,
}

/// The file is not one that botocore reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// Settings of this section hold for all others.
const DEFAULTS: &str = "DEFAULT";

/// The sections of a file.
pub(super) fn parse(text: &str, reading: Reading) -> Result<Sections, Malformed> {
    let mut sections: Sections = Vec::new();
    let mut defaults = BTreeMap::new();
    let mut current: Option<String> = None;
    let mut option: Option<String> = None;
    let mut indent = 0;
    let mut seen: Vec<(String, String)> = Vec::new();
    let refuse = |reading| if reading == Reading::Strict { Err(Malformed) } else { Ok(()) };
    for line in text.trim_start_matches('\u{feff}').lines() {
        let value = line.trim();
        let is_comment = value.starts_with(['#', ';']);
        let settings = current.as_ref().and_then(|name| settings(&mut sections, &mut defaults, name));
        if value.is_empty() || is_comment {
            if let (false, Some(settings), Some(option)) = (is_comment, settings, &option) {
                append(settings, option, "");
            }
            continue;
        }
        let own_indent = line.len() - line.trim_start().len();
        if let (Some(settings), Some(option)) = (settings, &option)
            && own_indent > indent
        {
            append(settings, option, value);
            continue;
        }
        indent = own_indent;
        if let Some(name) = header(value) {
            option = None;
            let exists = sections.iter().any(|(other, _)| other == name);
            if exists {
                refuse(reading)?;
            } else if name != DEFAULTS {
                sections.push((name.to_owned(), BTreeMap::new()));
            }
            current = Some(name.to_owned());
            continue;
        }
        let Some(name) = &current else {
            refuse(reading)?;
            continue;
        };
        let Some((key, rest)) = value.split_once(['=', ':']) else {
            refuse(reading)?;
            continue;
        };
        let key = key.trim().to_lowercase();
        if key.is_empty() || seen.contains(&(name.clone(), key.clone())) {
            refuse(reading)?;
        }
        seen.push((name.clone(), key.clone()));
        if let Some(settings) = self::settings(&mut sections, &mut defaults, name) {
            settings.insert(key.clone(), rest.trim().to_owned());
        }
        option = Some(key);
    }
    for (_, settings) in &mut sections {
        for (key, value) in &defaults {
            settings.entry(key.clone()).or_insert_with(|| value.clone());
        }
        for value in settings.values_mut() {
            value.truncate(value.trim_end().len());
            // botocore reads an indented block as settings of its own and wants a `=` in each line.
            if value.starts_with('\n') && value.lines().any(|line| !line.trim().is_empty() && !line.contains('=')) {
                refuse(reading)?;
            }
        }
    }
    Ok(sections)
}

fn settings<'a>(
    sections: &'a mut Sections,
    defaults: &'a mut BTreeMap<String, String>,
    name: &str,
) -> Option<&'a mut BTreeMap<String, String>> {
    if name == DEFAULTS {
        return Some(defaults);
    }
    sections.iter_mut().find(|(other, _)| other == name).map(|(_, settings)| settings)
}

fn append(settings: &mut BTreeMap<String, String>, option: &str, line: &str) {
    if let Some(value) = settings.get_mut(option) {
        value.push('\n');
        value.push_str(line);
    }
}

/// `[name]`, up to the last bracket of the line.
fn header(value: &str) -> Option<&str> {
    let (name, _) = value.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then_some(name)
}
