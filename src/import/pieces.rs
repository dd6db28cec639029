//! A pasted text to the parts that hold content: what stands in code fences, between command lines, after prompts.
//!
//! What always holds: a part is a range of the text, so that its lines stay those of the text; only lines that begin at
//! the first column are taken for fences or commands, since whatever stands in a YAML block is indented.

use std::ops::Range;

/// The parts of a text and what was passed over.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub parts: Vec<Range<usize>>,
    pub fenced: bool,
    pub commands: bool,
}

const PROGRAMS: [&str; 9] = ["aws", "kubectl", "eksctl", "terraform", "cat", "helm", "curl", "oc", "kustomize"];

/// Cuts a text into its parts.
pub(super) fn cut(text: &str) -> Pieces {
    let mut pieces = Pieces { fenced: is_fenced(text), ..Pieces::default() };
    let mut inside = !pieces.fenced;
    let mut part: Option<Range<usize>> = None;
    let mut continued = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let content = line.trim_end();
        let command = continued || (inside && is_command(content));
        let fence = pieces.fenced && content.starts_with("```");
        continued = command && content.ends_with('\\');
        if command || fence || !inside {
            pieces.commands |= command;
            pieces.parts.extend(part.take());
            inside ^= fence;
            continue;
        }
        part = Some(part.map_or(start, |part| part.start)..end);
    }
    pieces.parts.extend(part);
    pieces.parts = pieces.parts.into_iter().flat_map(|part| values(text, part)).collect();
    let is_content = |line: &str| !matches!(line.trim(), "" | "---" | "...");
    pieces.parts.retain(|range| text.get(range.clone()).is_some_and(|part| part.lines().any(is_content)));
    pieces
}

/// Parts JSON values that follow one another, or stand before or after YAML, without anything between them.
fn values(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = part.start;
    while let Some(rest) = text.get(at..part.end).filter(|rest| !rest.trim().is_empty()) {
        let blank =
            rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == '\u{feff}').len();
        let value = rest.get(blank..).unwrap_or_default();
        let length = match json_length(value) {
            Some(length) => blank + length,
            None if value.starts_with(['{', '[']) => rest.len(),
            None => before_json(rest),
        };
        parts.push(at + if length > blank { blank } else { 0 }..at + length);
        at += length.max(1);
    }
    parts
}

/// The length of a bracketed value that stands at the start; `None` where there is none, or where it never ends.
fn json_length(text: &str) -> Option<usize> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut depth = 0usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The length of the text before the first line that begins with a brace: no YAML in block style has one.
fn before_json(text: &str) -> usize {
    text.match_indices("\n{").map(|(at, _)| at + 1).next().unwrap_or(text.len())
}

fn is_fenced(text: &str) -> bool {
    text.starts_with("```") || text.contains("\n```")
}

/// Whether a line is a command that somebody typed: after a prompt, or the name of a program.
fn is_command(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    if line.starts_with([' ', '\t']) {
        return false;
    }
    if line.starts_with("$ ") {
        return true;
    }
    let begins = |text: &str| {
        let mut words = text.split(' ').filter(|word| !word.is_empty());
        let first = words.next().unwrap_or_default();
        let first = if first == "sudo" { words.next().unwrap_or_default() } else { first };
        PROGRAMS.contains(&first) && words.next().is_some()
    };
    // `user@host:~$ aws …`, `PS C:\> aws …`, `[root@host ~]# aws …`
    let prompt =
        ["$ ", "# ", "% ", "> ", "❯ ", "λ "].iter().filter_map(|end| line.split_once(end)).any(|(before, after)| {
            before.len() < 80 && !before.starts_with('#') && !before.contains(['"', '{', '}', ',']) && begins(after)
        });
    prompt || begins(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        cut(text).parts.into_iter().map(|range| text.get(range).unwrap_or_default().trim()).collect()
    }

    #[test]
    fn fences_commands_and_prompts_part_a_text() {
        assert_eq!(parts("{\"a\": 1}\n"), ["{\"a\": 1}"]);
        assert_eq!(parts("Run this:\n```json\n{}\n```\nand\n```\na: b\n```"), ["{}", "a: b"]);
        assert_eq!(parts("$ aws iam get-role \\\n  --role-name x\n{}\nme@host:~$ aws sts y\n[]"), ["{}", "[]"]);
        assert_eq!(parts("aws eks describe-cluster --name x\n{}"), ["{}"]);
        assert_eq!(parts("PS C:\\> aws iam list-roles\n{}"), ["{}"]);
    }

    #[test]
    fn values_without_anything_between_them_are_parted() {
        assert_eq!(parts("{\"a\": \"}\"}{}\n[1]"), ["{\"a\": \"}\"}", "{}", "[1]"]);
        assert_eq!(parts("{\n},\n{\n}\n"), ["{\n}", "{\n}"]);
        assert_eq!(parts("{}\na: b\nc:\n  - {d: e}\n{\"f\": 1}"), ["{}", "a: b\nc:\n  - {d: e}", "{\"f\": 1}"]);
        assert_eq!(parts("{\"a\": ["), ["{\"a\": ["]);
    }

    #[test]
    fn content_that_looks_like_a_command_stays() {
        let script = "data:\n  run.sh: |\n    $ aws s3 ls\n    ```\n";
        assert_eq!(parts(script), [script.trim()]);
        assert_eq!(parts("# aws: note\ncat: a b\naws: x"), ["# aws: note\ncat: a b\naws: x"]);
    }
}
