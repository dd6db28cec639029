//! Whether one pattern means everything that another means.
//!
//! What always holds: a `true` is certain. The narrower pattern is tried with each star standing for nothing and for
//! more unheard-of characters than the wider one has places; what a wildcard of the wider one does not swallow then,
//! it need not swallow always.

use crate::iam::pattern::Pattern;

/// A character that no policy writes.
const UNHEARD: char = '\u{10fffd}';

/// A pattern that may cover others.
#[derive(Clone, Debug)]
pub(super) struct Cover {
    text: String,
    pattern: Pattern,
}

impl Cover {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), pattern: Pattern::new(text) }
    }

    /// Whether every text that fits the narrower pattern fits this one.
    pub(super) fn covers(&self, narrower: &str) -> bool {
        if self.text == narrower {
            return true;
        }
        // `${*}` is a star that is no wildcard.
        if self.text.contains("${*}") || self.text.contains("${?}") {
            return false;
        }
        if !narrower.contains(['*', '?']) {
            return self.pattern.matches(narrower);
        }
        let filled = |count: usize| {
            let mut text = String::with_capacity(narrower.len());
            for character in narrower.chars() {
                match character {
                    '*' => text.extend(std::iter::repeat_n(UNHEARD, count)),
                    '?' => text.push(UNHEARD),
                    other => text.push(other),
                }
            }
            text
        };
        self.pattern.matches(&filled(0)) && self.pattern.matches(&filled(self.text.len() + 1))
    }
}

/// Whether a resource pattern means everything that another means; in the five leading fields a star stays within its
/// field.
pub(super) fn resource_covers(wider: &str, narrower: &str) -> bool {
    let every = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    if wider == narrower || every(wider) {
        return true;
    }
    if every(narrower) {
        return false;
    }
    let (wide, narrow) = (fields(wider), fields(narrower));
    let short = wide.len() < 6 && wider.ends_with('*');
    if (wide.len() < 6 && !short) || narrow.len() < wide.len() || (narrow.len() < 6 && !short) {
        return false;
    }
    let last = wide.len() - 1;
    wide.iter().enumerate().all(|(index, field)| {
        let rest = if index == last { narrow.get(index..).unwrap_or_default().join(":") } else { String::new() };
        let other = if index == last { rest.as_str() } else { narrow.get(index).copied().unwrap_or_default() };
        Cover::new(field).covers(other)
    })
}

fn fields(text: &str) -> Vec<&str> {
    text.splitn(6, ':').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wider_patterns_cover_narrower_ones() {
        for (wider, narrower, expected) in [
            ("s3:Get*", "s3:GetObject", true),
            ("s3:Get*", "s3:Get*", true),
            ("s3:Get*", "s3:GetObject*", true),
            ("s3:GetObject", "s3:Get*", false),
            ("s3:*", "s3:?", true),
            ("s3:?", "s3:*", false),
            ("s3:??", "s3:*", false),
            ("a*c", "abc", true),
            ("a*c", "a*bc", true),
            ("a*b*c", "a*c", false),
            ("*a*", "a*", true),
            ("${*}", "x", false),
        ] {
            assert_eq!(Cover::new(wider).covers(narrower), expected, "{wider} {narrower}");
        }
    }

    #[test]
    fn resources_are_compared_by_field() {
        for (wider, narrower, expected) in [
            ("*", "arn:aws:s3:::b", true),
            ("arn:aws:s3:::*", "arn:aws:s3:::b/*", true),
            ("arn:aws:s3:::b*", "arn:aws:s3:::b/*", true),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b*", false),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b", false),
            ("arn:aws:dynamodb:*", "arn:aws:dynamodb:eu-west-1:111122223333:table/x", true),
            ("arn:aws:dynamodb:*:*:table/x", "arn:aws:dynamodb:eu-west-1:111122223333:table/x", true),
            ("arn:aws:dynamodb:eu*:1:table/x", "arn:aws:dynamodb:eu-west-1:2:table/x", false),
            ("arn:aws:s3:::b", "*", false),
        ] {
            assert_eq!(resource_covers(wider, narrower), expected, "{wider} {narrower}");
        }
    }
}
