//! How a request is denied, and the error text that a service answers with.
//!
//! Services word it alike since 2021: who, what, on what, and which type of policy stands in the way; the code and the
//! quotes differ from service to service.

use super::link::ErrorText;
use super::reason::Denial;
use crate::iam::evaluate::{Blocker, Cause};
use crate::iam::policy::PolicyKind;

/// How, from the cause of a decision.
#[must_use]
pub fn denial(cause: &Cause) -> Denial {
    match cause {
        Cause::DeniedBy { statements } => match statements.first().map(|statement| statement.kind) {
            Some(PolicyKind::Resource) => Denial::ExplicitResource,
            Some(PolicyKind::Boundary) => Denial::Boundary,
            Some(PolicyKind::Session) => Denial::Session,
            Some(PolicyKind::ServiceControl) => Denial::ServiceControl,
            Some(PolicyKind::ResourceControl) => Denial::ResourceControl,
            Some(PolicyKind::Endpoint) => Denial::Endpoint,
            Some(PolicyKind::Trust) => Denial::Trust,
            Some(PolicyKind::Identity) | None => Denial::ExplicitIdentity,
        },
        Cause::NotAllowedBy { blockers } => match blockers.first() {
            Some(Blocker::ResourcePolicy | Blocker::KeyPolicy | Blocker::PublicAccessBlock) => Denial::ImplicitResource,
            Some(Blocker::PermissionsBoundary) => Denial::Boundary,
            Some(Blocker::SessionPolicy) => Denial::Session,
            Some(Blocker::ServiceControlPolicy { .. }) => Denial::ServiceControl,
            Some(Blocker::EndpointPolicy) => Denial::Endpoint,
            Some(Blocker::TrustPolicy | Blocker::RootUser) => Denial::Trust,
            Some(Blocker::IdentityPolicy) | None => Denial::ImplicitIdentity,
        },
        Cause::AllowedBy { .. }
        | Cause::RootUser
        | Cause::NoPermissionNeeded
        | Cause::Refused { .. }
        | Cause::Depends => Denial::ImplicitIdentity,
    }
}

/// The error of a service for a caller.
#[must_use]
pub fn error(caller: &str, action: &str, resource: &str, how: &Denial) -> ErrorText {
    let because = because(action, how);
    let service = action.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let code = match service.as_str() {
        "s3" | "sts" | "iam" | "sqs" | "ses" | "cloudformation" => "AccessDenied",
        "sns" => "AuthorizationError",
        "ec2" => "UnauthorizedOperation",
        _ => "AccessDeniedException",
    };
    let resource = if service == "s3" { format!("\"{resource}\"") } else { resource.to_owned() };
    let mut message = format!("User: {caller} is not authorized to perform: {action} on resource: {resource}");
    if !because.is_empty() {
        message.push(' ');
        message.push_str(&because);
    }
    ErrorText { code: code.to_owned(), message, operation: operation(action) }
}

fn because(action: &str, how: &Denial) -> String {
    let no = |policy: &str| format!("because no {policy} policy allows the {action} action");
    // STS does not say which half of an assume is missing.
    if action.to_ascii_lowercase().starts_with("sts:") && *how != Denial::ExplicitIdentity {
        return String::new();
    }
    match how {
        Denial::ImplicitIdentity => no("identity-based"),
        Denial::ExplicitIdentity => "with an explicit deny in an identity-based policy".to_owned(),
        Denial::Boundary => format!("because no permissions boundary allows the {action} action"),
        Denial::Session => no("session"),
        Denial::ServiceControl => no("service control"),
        Denial::ResourceControl => "with an explicit deny in a resource control policy".to_owned(),
        Denial::ExplicitResource => "with an explicit deny in a resource-based policy".to_owned(),
        Denial::ImplicitResource => no("resource-based"),
        Denial::Endpoint => no("VPC endpoint"),
        Denial::Trust => String::new(),
    }
}

/// The API operation of an action, where its name is another; most are named after it.
fn operation(action: &str) -> Option<&'static str> {
    const OPERATIONS: [(&str, &str); 8] = [
        ("s3:getobject", "GetObject"),
        ("s3:putobject", "PutObject"),
        ("s3:deleteobject", "DeleteObject"),
        ("s3:listbucket", "ListObjectsV2"),
        ("s3:listallmybuckets", "ListBuckets"),
        ("dynamodb:query", "Query"),
        ("dynamodb:getitem", "GetItem"),
        ("sts:assumerole", "AssumeRole"),
    ];
    let action = action.to_ascii_lowercase();
    OPERATIONS.iter().find(|(name, _)| *name == action).map(|(_, operation)| *operation)
}
