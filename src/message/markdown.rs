//! A chain as Markdown, for tickets and chats: the verdict, the links with their reasons, the identity, the link.
//!
//! What always holds: nothing of the user's texts is Markdown. Values stand in code spans and fences that are longer than
//! any run of backticks in them; in sentences every sign that means something is escaped.

use super::{Language, phrases, words};
use crate::chain::{Chain, Verdict};

/// The Markdown of a chain; `link` is the address of the configuration, if it fits into one.
#[must_use]
pub fn chain(language: Language, chain: &Chain, link: Option<&str>) -> String {
    let phrases = phrases(language);
    let sign = |verdict: Verdict| match verdict {
        Verdict::Pass => ("✓", phrases.pass),
        Verdict::Fail => ("✕", phrases.fail),
        Verdict::Unknown => ("?", phrases.unknown),
        Verdict::NotReached => ("·", phrases.not_reached),
    };
    let mut out = format!("### {} {}\n\n", sign(chain.verdict()).0, sentence(&super::headline(language, chain)));
    let named = [&chain.workload.namespace, &chain.workload.name, &chain.container];
    let named: Vec<&str> = named.into_iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let role = chain.role.as_ref().map(|role| format!(" → {}", code(&role.arn))).unwrap_or_default();
    out += &format!("{} {}{role}\n\n", chain.workload.kind, code(&named.join("/")));
    for link in &chain.links {
        let (sign, word) = sign(link.verdict);
        let step = super::step(language, link.step);
        out += &format!("{}. {sign} **{word}** · {step}", link.step.number());
        if link.verdict != Verdict::NotReached {
            let reason = super::reason(language, &link.reason);
            out += &format!(": {}", sentence(&ended(reason.message)));
            if link.verdict != Verdict::Pass && !reason.help.is_empty() {
                out += &format!(" {}", sentence(&ended(reason.help)));
            }
        }
        out.push('\n');
    }
    let (identity, _) = super::identity(language, &chain.identity);
    out += &format!("\n{}: {}\n", phrases.runs_as, sentence(&identity));
    if let Some(error) = chain.broken().and_then(|link| link.error.as_ref()) {
        let text =
            if error.code.is_empty() { error.message.clone() } else { format!("{}: {}", error.code, error.message) };
        out += &format!("\n{}:\n\n{}\n", phrases.answers, fence(&text));
    }
    if let Some(link) = link {
        out += &format!("\n[{}]({link})\n", words::share::words(language).open_in_playground);
    }
    out
}

/// A headline as a sentence among others.
fn ended(mut text: String) -> String {
    if !text.ends_with(['.', '?', '!', ':', '…']) {
        text.push('.');
    }
    text
}

/// A sentence of the page: what stands in backticks is code, the rest is plain.
fn sentence(text: &str) -> String {
    let part = |(index, part): (usize, &str)| if index % 2 == 1 { code(part) } else { escaped(part) };
    text.split('`').enumerate().map(part).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '@' | '!' => {
                out.push('\\');
                out.push(sign);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A value as code in a line.
fn code(text: &str) -> String {
    let text: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if text.is_empty() {
        return String::new();
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    // A backtick or blank at an edge needs a blank, which Markdown takes away again.
    let edge = |at: Option<char>| matches!(at, Some('`' | ' '));
    let blank = if edge(text.chars().next()) || edge(text.chars().next_back()) { " " } else { "" };
    format!("{ticks}{blank}{text}{blank}{ticks}")
}

/// A text as a block of code.
fn fence(text: &str) -> String {
    let ticks = "`".repeat((longest_run(text) + 1).max(3));
    format!("{ticks}\n{text}\n{ticks}")
}

fn longest_run(text: &str) -> usize {
    text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_become_sentences() {
        assert_eq!(ended("It stops `here`".to_owned()), "It stops `here`.");
        assert_eq!(ended("It stops.".to_owned()), "It stops.");
    }

    #[test]
    fn values_cannot_leave_their_code() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\nb"), "`a b`");
        assert_eq!(fence("```\n"), "````\n```\n\n````");
        assert_eq!(sentence("The role `x<y>` is *not* [there](a)."), "The role `x<y>` is \\*not\\* \\[there\\](a).");
    }
}
