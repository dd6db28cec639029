//! English words for [`PolicyFault`].

use crate::iam::policy::PolicyKind;
use crate::iam::{Expected, PolicyFault};
use crate::message::Words;
use crate::syntax::ValueKind;

pub(in crate::message) fn fault(fault: &PolicyFault) -> Words {
    use PolicyFault as F;
    match fault {
        F::ByteOrderMark => {
            Words::with_help("an invisible byte order mark stands before the document; IAM refuses it", "remove it")
        }
        F::CharacterOutsideLatin(character) => Words::with_help(
            format!("the character `{character}` lies outside the set that IAM documents for policies (up to U+00FF)"),
            "inside a string, write it as an escape such as `\\u00e9`, or leave it out",
        ),
        F::WrongType { element, expected, found } if element.is_empty() => {
            Words::plain(format!("a policy is {}, and this is {}", expectation(*expected), kind(*found)))
        }
        F::WrongType { element, expected, found } => {
            Words::plain(format!("`{element}` takes {}, and this is {}", expectation(*expected), kind(*found)))
        }
        F::DuplicateKey(key) => {
            Words::with_help(format!("`{key}` stands twice here; IAM refuses the document"), "merge the two")
        }
        F::DuplicateKeyInOtherCase(key) => Words::with_help(
            format!("`{key}` stands here already, in other letters; case makes no difference, so IAM refuses it"),
            "merge the two",
        ),
        F::UnknownElement { name, suggestion } => {
            Words::with_help(format!("policies have no element `{name}`"), did_you_mean(suggestion.as_deref()))
        }
        F::MissingElement(element) => missing(element),
        F::EmptyList(element) => {
            Words::with_help(format!("`{element}` is an empty list; IAM refuses it"), "name at least one value")
        }
        F::BothElements(first, second) => Words::with_help(
            format!("a statement has either `{first}` or `{second}`, not both"),
            "remove one of them, or make two statements",
        ),
        F::ForbiddenElement { element, kind } => forbidden(element, *kind),
        F::UnknownVersion(version) => Words::with_help(
            format!(
                "IAM knows no version `{version}`; this is the version of the policy language, not of your document"
            ),
            "write `2012-10-17`",
        ),
        F::UnknownEffect(effect) => {
            Words::with_help(format!("`{effect}` is no effect"), "write `Allow` or `Deny`, in these letters")
        }
        F::BadSid(sid) => Words::with_help(
            format!("the Sid `{sid}` has characters that IAM refuses here"),
            "use letters and digits only",
        ),
        F::DuplicateSid(sid) => {
            Words::with_help(format!("the Sid `{sid}` stands twice in this policy"), "give each statement its own")
        }
        F::ActionWithoutService(action) => Words::with_help(
            format!("the action `{action}` names no service"),
            "put the service before it, as in `s3:GetObject`; only `*` stands alone",
        ),
        F::ActionWithTwoColons(action) => {
            Words::with_help(format!("the action `{action}` has more than one colon"), "write `service:Action`")
        }
        F::ActionInTrustPolicy(action) => Words::with_help(
            format!("a trust policy may only name actions by which a role is assumed, and `{action}` is none"),
            "for a ServiceAccount, write `sts:AssumeRoleWithWebIdentity`",
        ),
        F::NotAnArn(resource) => Words::with_help(
            format!("the resource `{resource}` is neither an ARN nor `*`"),
            "write the full ARN, such as `arn:aws:s3:::my-bucket/*`",
        ),
        F::ShortArn(arn) => Words::with_help(
            format!("the ARN `{arn}` has too few fields"),
            "an ARN is `arn:partition:service:region:account:resource`; fields may be empty, but their colons stay",
        ),
        F::UnknownPartition(partition) => Words::with_help(
            format!("AWS has no partition `{partition}`"),
            "most accounts are in `aws`; others are `aws-cn` and `aws-us-gov`",
        ),
        F::S3ArnWithRegion(arn) => Words::with_help(
            format!(
                "`{arn}`: the ARN of a bucket or object has neither Region nor account, and IAM refuses one that does"
            ),
            "write `arn:aws:s3:::bucket/key`, with three colons",
        ),
        F::IamArnWithRegion(arn) => Words::with_help(
            format!("`{arn}`: IAM is global, and its ARNs have no Region"),
            "leave the Region empty: `arn:aws:iam::account:…`",
        ),
        F::Placeholder(text) => Words::with_help(
            format!("`{text}` looks like a placeholder that was not filled in; it matches nothing here"),
            "replace it by your own value",
        ),
        F::UnknownPrincipalType { name, suggestion } => Words::with_help(
            format!("`{name}` is no type of principal; IAM knows `AWS`, `Federated`, `Service` and `CanonicalUser`"),
            did_you_mean(suggestion.as_deref()),
        ),
        F::WildcardInPrincipal(principal) => Words::with_help(
            format!("`{principal}`: a principal takes no wildcard inside its name"),
            "name each principal, or name `*` and narrow it by a condition on `aws:PrincipalArn`",
        ),
        F::UnreadablePrincipal(principal) => Words::with_help(
            format!("`{principal}` names no principal of this type, so it matches nobody"),
            "use the ARN of a user, a role or a session, or an account id; an identity provider goes under `Federated`",
        ),
        F::NotAProvider(principal) => Words::with_help(
            format!("`{principal}` is neither the ARN of an identity provider nor a domain; IAM refuses it"),
            "write `arn:aws:iam::<account>:oidc-provider/<issuer without https://>`",
        ),
        F::UnknownOperator { name, suggestion } => {
            Words::with_help(format!("IAM knows no condition operator `{name}`"), did_you_mean(suggestion.as_deref()))
        }
        F::NullIfExists(operator) => Words::with_help(
            format!("`{operator}` does not exist: `Null` asks already whether the key is there"),
            "leave `IfExists` out",
        ),
        F::KeyWithoutPrefix(key) => Words::with_help(
            format!("the condition key `{key}` has no prefix"),
            "keys begin with `aws:`, a service such as `s3:`, or an issuer, as in `<issuer>:sub`",
        ),
        F::ResourceControlAllow => Words::with_help(
            "a resource control policy may only deny; `RCPFullAWSAccess` allows, and AWS attaches it itself",
            "write `Deny`",
        ),
        F::ResourceControlPrincipal => Words::with_help(
            "a resource control policy names everyone as its principal",
            "write `\"Principal\": \"*\"` and narrow it by a condition",
        ),
        F::ResourceControlAction => Words::with_help(
            "a resource control policy may not name `*` alone as its action",
            "name actions with their service, such as `s3:*`",
        ),
        F::ResourceControlVersion => Words::with_help(
            "a resource control policy must be of version 2012-10-17",
            "write `\"Version\": \"2012-10-17\"`",
        ),
    }
}

fn missing(element: &str) -> Words {
    match element {
        "Action" => Words::with_help("this statement has neither `Action` nor `NotAction`", "name what it is about"),
        "Resource" => Words::with_help(
            "this statement has neither `Resource` nor `NotResource`",
            "name the ARNs it is about, or `*`",
        ),
        "Principal" => Words::with_help(
            "this statement does not say whom it is about",
            "add `Principal`; this kind of policy needs it",
        ),
        other => Words::with_help(format!("`{other}` is missing"), format!("add `{other}`")),
    }
}

fn forbidden(element: &str, kind: PolicyKind) -> Words {
    let of = match kind {
        PolicyKind::Identity => "an identity policy",
        PolicyKind::Resource => "a resource policy",
        PolicyKind::Trust => "a trust policy",
        PolicyKind::Boundary => "a permissions boundary",
        PolicyKind::Session => "a session policy",
        PolicyKind::ServiceControl => "a service control policy",
        PolicyKind::ResourceControl => "a resource control policy",
        PolicyKind::Endpoint => "an endpoint policy",
    };
    let help = match (element, kind) {
        ("Resource" | "NotResource", _) => "remove it: a trust policy is always about its own role",
        ("Principal", _) => "remove it: the policy is about whom it is attached to",
        _ => "remove it",
    };
    Words::with_help(format!("{of} may not have `{element}`"), help)
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|right| format!("did you mean `{right}`?")).unwrap_or_default()
}

fn expectation(expected: Expected) -> &'static str {
    match expected {
        Expected::String => "a string",
        Expected::Strings => "a string or a list of strings",
        Expected::Object => "an object",
        Expected::Objects => "an object or a list of objects",
        Expected::Principals => "`\"*\"` or an object such as `{\"AWS\": …}`",
        Expected::Scalars => "a string, a number, a boolean, or a list of them",
    }
}

fn kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Null => "`null`",
        ValueKind::Bool => "a boolean",
        ValueKind::Number => "a number",
        ValueKind::String => "a string",
        ValueKind::Array => "a list",
        ValueKind::Object => "an object",
    }
}
