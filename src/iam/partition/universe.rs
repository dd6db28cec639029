//! Which texts are cut into cells: ARNs, the subjects of ServiceAccount tokens, or any text at all.
//!
//! What always holds: a universe is a deterministic automaton whose state is one small number; a text is in it exactly
//! if the walk over its characters ends in an accepting state. Kubernetes limits a namespace to 63 characters and the
//! name of a ServiceAccount to 253; lengths are not counted here.

/// What the texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Universe {
    /// `arn:` and five more fields.
    Arns,
    /// `system:serviceaccount:<namespace>:<name>` with names that Kubernetes accepts.
    ServiceAccounts,
    /// Anything.
    Texts,
}

const ARN: &str = "arn:";
const SUBJECT: &str = "system:serviceaccount:";

/// Behind `arn:`: the four fields that end with a colon, then the rest.
const ARN_REST: u64 = 8;
/// Behind [`SUBJECT`], which has 22 characters: the first character of a namespace, then inside it, then after a hyphen.
const NAMESPACE: u64 = 22;
/// The same for each part of a name between two dots.
const NAME: u64 = 25;

impl Universe {
    /// The state before the first character.
    pub(super) const START: u64 = 0;

    /// The characters that make a difference here.
    pub(super) fn symbols(self) -> impl Iterator<Item = char> {
        let text = match self {
            Self::Arns => ARN,
            Self::ServiceAccounts => "system:serviceaccount:-.",
            Self::Texts => "",
        };
        text.chars()
    }

    /// The state after one more character; `None` where no text of the universe begins like that.
    pub(super) fn step(self, state: u64, symbol: char) -> Option<u64> {
        match self {
            Self::Texts => Some(state),
            Self::Arns => match nth(ARN, state) {
                Some(expected) => (expected == symbol).then_some(state + 1),
                None if symbol == ':' && state < ARN_REST => Some(state + 1),
                None => Some(state),
            },
            Self::ServiceAccounts => {
                if let Some(expected) = nth(SUBJECT, state) {
                    return (expected == symbol).then_some(state + 1);
                }
                let part = if state < NAME { NAMESPACE } else { NAME };
                let (first, inside, hyphen) = (part, part + 1, part + 2);
                match symbol {
                    'a'..='z' | '0'..='9' => Some(inside),
                    '-' if state != first => Some(hyphen),
                    ':' if state == NAMESPACE + 1 => Some(NAME),
                    '.' if state == NAME + 1 => Some(NAME),
                    _ => None,
                }
            }
        }
    }

    /// Whether a text of the universe may end here.
    pub(super) fn accepts(self, state: u64) -> bool {
        match self {
            Self::Texts => true,
            Self::Arns => state == ARN_REST,
            Self::ServiceAccounts => state == NAME + 1,
        }
    }

    /// Whether a text is in it.
    #[must_use]
    pub fn holds(self, text: &str) -> bool {
        let end = text.chars().try_fold(Self::START, |state, symbol| self.step(state, symbol));
        end.is_some_and(|state| self.accepts(state))
    }
}

fn nth(text: &str, at: u64) -> Option<char> {
    text.as_bytes().get(usize::try_from(at).ok()?).map(|byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::arn;
    use crate::kubernetes::token::Subject;

    #[test]
    fn universes_hold_what_their_readers_read() {
        for text in [
            "arn:aws:s3:::b",
            "arn:aws:s3:::b:c/d",
            "arn:::::",
            "arn::::",
            "aws:s3:::b",
            "arn:aws:s3:b",
            "",
            "system:serviceaccount:prod:app",
            "system:serviceaccount:p-1:a.b-c.d",
            "system:serviceaccount:a--b:c",
            "system:serviceaccount:-a:c",
            "system:serviceaccount:a-:c",
            "system:serviceaccount::c",
            "system:serviceaccount:a.b:c",
            "system:serviceaccount:a:c-",
            "system:serviceaccount:a:c.",
            "system:serviceaccount:a:.c",
            "system:serviceaccount:a:c..d",
            "system:serviceaccount:a:-c",
            "system:serviceaccount:a:C",
            "system:serviceaccount:a:b:c",
            "system:serviceaccount:a",
            "system:node:a",
        ] {
            assert_eq!(Universe::Arns.holds(text), arn::parts(text).is_some(), "{text}");
            assert_eq!(Universe::ServiceAccounts.holds(text), Subject::parse(text).is_ok(), "{text}");
            assert!(Universe::Texts.holds(text));
        }
    }
}
