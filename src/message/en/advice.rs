//! English words for advice on policies.

mod access;
mod condition;
mod key;
mod resource;

use crate::iam::condition::{Existence, Quantifier};
use crate::lint::PolicyLint;
use crate::lint::policy::{Quota, ShapeLint};
use crate::message::Words;

pub(in crate::message) fn policy(lint: &PolicyLint) -> Words {
    match lint {
        PolicyLint::Shape(lint) => shape(lint),
        PolicyLint::Action(lint) => resource::action(lint),
        PolicyLint::Resource(lint) => resource::resource(lint),
        PolicyLint::Redundancy(lint) => access::redundancy(lint),
        PolicyLint::Operator(lint) => condition::operator(lint),
        PolicyLint::Value(lint) => condition::value(lint),
        PolicyLint::Key(lint) => key::key(lint),
        PolicyLint::Variable(lint) => key::variable(lint),
        PolicyLint::Principal(lint) => access::principal(lint),
        PolicyLint::Access(lint) => access::access(lint),
    }
}

fn shape(lint: &ShapeLint) -> Words {
    use ShapeLint as L;
    match lint {
        L::MissingVersion => Words::with_help(
            "there is no `Version`, so the rules of 2008 apply: `${…}` would be plain text",
            "begin with `\"Version\": \"2012-10-17\"`",
        ),
        L::OldVersion => Words::with_help(
            "this is the version of 2008, which has no variables: `${…}` would be plain text",
            "write `2012-10-17`; nothing else changes",
        ),
        L::VariableInOldVersion { variable } => Words::with_help(
            format!("`{variable}` stays plain text: only documents of version `2012-10-17` have variables"),
            "set `\"Version\": \"2012-10-17\"`; then IAM puts the value of each request in",
        ),
        L::EmptySid => {
            Words::with_help("the `Sid` is empty and names nothing", "name the statement, or leave the Sid out")
        }
        L::EmptyCondition => Words::with_help(
            "this `Condition` holds no condition, so the statement always applies",
            "add the condition that is missing, or remove the element",
        ),
        L::EmptyValues { key, operator, quantifier, existence } => {
            let what = match (quantifier, existence) {
                (Quantifier::ForAllValues, _) | (Quantifier::Single, Existence::IfExists) => {
                    "it holds only for requests that do not carry the key"
                }
                (Quantifier::ForAnyValue, _) | (Quantifier::Single, Existence::Needed) => {
                    "it never holds, and the statement never applies"
                }
            };
            Words::with_help(format!("`{operator}` compares `{key}` with an empty list: {what}"), "give it values")
        }
        L::EmptyPrincipalObject | L::EmptyPrincipalList => {
            Words::with_help("the principal is empty, so the statement is about nobody", "name whom it is about")
        }
        L::TooLarge { size, limit, quota } => too_large(*size, *limit, *quota),
        L::AllowNotPrincipal => Words::with_help(
            "`Allow` with `NotPrincipal` lets everybody else in, whoever it is, callers without credentials too",
            "name those who may, with `Principal`",
        ),
        L::DenyNotPrincipal => Words::with_help(
            "`Deny` with `NotPrincipal` also denies every user and role that has a permissions boundary, listed or not",
            "write `\"Principal\": \"*\"` and exempt them by `ArnNotEquals` on `aws:PrincipalArn`",
        ),
        L::NotPrincipalWithoutAccount { principal, missing } => Words::with_help(
            format!("`{principal}` is denied all the same: `{missing}` is not in the list, and its account is denied"),
            "list the account as well, or exempt it by `ArnNotEquals` on `aws:PrincipalArn`",
        ),
        L::EndpointPrincipal { principal } => Words::with_help(
            format!(
                "a gateway endpoint for S3 or DynamoDB takes only `*` here; with `{principal}` your requests do not pass"
            ),
            "write `\"Principal\": \"*\"` and narrow it by a condition on `aws:PrincipalArn`",
        ),
    }
}

fn too_large(size: usize, limit: usize, quota: Quota) -> Words {
    let (what, help) = match quota {
        Quota::Managed => (
            "characters without white space; a managed policy may have",
            "split it; an inline policy of a role may have 10240",
        ),
        Quota::RoleInline => (
            "characters without white space; all inline policies of a role together may have",
            "split it into managed policies",
        ),
        Quota::Session => ("characters; a session policy may have", "shorten it, or pass managed policies"),
        Quota::ServiceControl => {
            ("characters; a service control policy may have", "shorten names, or spread it over several policies")
        }
        Quota::ResourceControl => {
            ("characters; a resource control policy may have", "shorten names, or spread it over several policies")
        }
        Quota::Bucket => {
            ("bytes; a bucket policy may have", "use wildcards, or access points with policies of their own")
        }
        Quota::Endpoint => ("bytes; an endpoint policy may have", "use wildcards"),
    };
    Words::with_help(format!("this document has {size} {what} {limit}"), help)
}
