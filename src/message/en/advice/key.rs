//! English words for advice on condition keys and variables.

use super::resource::{did_you_mean, list};
use crate::iam::policy::Effect;
use crate::lint::policy::{KeyLint, VariableLint};
use crate::message::Words;

pub(super) fn key(lint: &KeyLint) -> Words {
    use KeyLint as L;
    match lint {
        L::UnknownGlobal { key, suggestion } => Words::with_help(
            format!("AWS lists no condition key `{key}`; no request carries it"),
            did_you_mean(suggestion.as_deref(), "look it up in the list of global condition keys"),
        ),
        L::UnknownOfService { key, suggestion } => Words::with_help(
            format!("the service lists no condition key `{key}`; no request carries it"),
            format!("did you mean `{suggestion}`?"),
        ),
        L::MissingTag { key } => Words::with_help(
            format!("`{key}` names no tag, and no request carries it like that"),
            "put the tag's key after a slash, as in `aws:ResourceTag/team`",
        ),
        L::NeverCarried { key } => Words::with_help(
            format!("no session of this role carries `{key}`, so the condition never holds"),
            "users carry `aws:username`, sessions of roles carry `aws:PrincipalArn` and `aws:userid`",
        ),
        L::NotForAction { key, actions, effect } => {
            let what = match effect {
                Effect::Allow => "this never allows them",
                Effect::Deny => "this never denies them",
            };
            Words::with_help(
                format!("requests for {} do not carry `{key}`: {what}", list(actions)),
                "give them a statement without this condition",
            )
        }
        L::PrefixNegated { operator } => Words::with_help(
            format!("`{operator}` on `s3:prefix` also allows a list of the whole bucket, and shorter prefixes"),
            "name the prefixes that are allowed",
        ),
        L::AttributesWithoutSelect => Words::with_help(
            "without a condition on `dynamodb:Select` a request that names no attributes gets them all",
            "add `\"StringEqualsIfExists\": { \"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\" }`",
        ),
    }
}

pub(super) fn variable(lint: &VariableLint) -> Words {
    use VariableLint as L;
    match lint {
        L::MissingBrace { text } => {
            Words::with_help(format!("`{text}` has no end, so it never gets a value"), "close it with `}`")
        }
        L::MissingQuote { text } => Words::with_help(
            format!("the default of `{text}` does not stand in single quotes, so it never gets a value"),
            "write it as in `${aws:PrincipalTag/team, 'none'}`",
        ),
        L::Space { text } => {
            Words::with_help(format!("`{text}` has a blank in its name, so it never gets a value"), "remove the blank")
        }
        L::Empty => {
            Words::with_help("`${}` names no key, so it never gets a value", "name one, as in `${aws:username}`")
        }
        L::InElement { text, element } => Words::with_help(
            format!("IAM puts nothing in for `{text}` in `{element}`: it stays plain text"),
            "variables stand in `Resource` and in values of conditions on strings and ARNs",
        ),
        L::ForOperator { text, operator } => Words::with_help(
            format!("`{operator}` takes no variables: `{text}` stays plain text"),
            "only operators for strings and ARNs take variables",
        ),
        L::InArnHead { text } => Words::with_help(
            format!("`{text}` stands before the fifth colon, where IAM puts nothing in"),
            "write the field out, or `*` with a condition such as `aws:ResourceAccount`",
        ),
        L::OfManyValues { key } => {
            Words::with_help(format!("`{key}` holds several values and cannot be a variable"), "use a key of one value")
        }
        L::Unknown { key, suggestion } => Words::with_help(
            format!("AWS lists no key `{key}`, so the variable never gets a value"),
            did_you_mean(suggestion.as_deref(), "look it up in the list of global condition keys"),
        ),
        L::NeverResolves { key } => Words::with_help(
            format!("no session of this role carries `{key}`, so the variable never gets a value"),
            "for roles use a session tag, `${aws:PrincipalTag/…}`, or `${aws:userid}`",
        ),
        L::BeforeWildcard { text } => Words::with_help(
            format!("right behind `{text}` a wildcard also reaches what belongs to a longer name that begins alike"),
            "put a `/` between them",
        ),
        L::Placeholder { text } => Words::with_help(
            format!("`{text}` is no condition key: it looks like a placeholder of a template that was not filled in"),
            "put the value in",
        ),
    }
}
