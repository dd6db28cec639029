//! Why a JSON text is not a policy that IAM accepts.
//!
//! What always holds: every fault has a place in the text; most are errors, and the ones that IAM lets pass, or that
//! are placeholders of an example, are warnings. What is unwise but accepted is not here but in the checks.

use crate::iam::policy::PolicyKind;
use crate::syntax::ValueKind;
use serde::Serialize;

/// What stands in a policy where a value of another kind belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Expected {
    /// A string.
    String,
    /// A string or a list of strings.
    Strings,
    /// An object.
    Object,
    /// An object or a list of objects.
    Objects,
    /// `"*"` or an object.
    Principals,
    /// A string, a number, a boolean, or a list of them.
    Scalars,
}

/// What IAM refuses, or warns of, in a policy document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PolicyFault {
    /// A byte order mark before the document.
    ByteOrderMark,
    /// A character beyond U+00FF, which the documented character set of a policy leaves out.
    CharacterOutsideLatin(char),
    /// A value of the wrong kind.
    WrongType {
        /// The element, or the operator or key of a condition; empty for the document itself.
        element: String,
        /// What belongs there.
        expected: Expected,
        /// What stands there.
        found: ValueKind,
    },
    /// A key that stands twice in one object.
    DuplicateKey(String),
    /// Two keys that differ in case only.
    DuplicateKeyInOtherCase(String),
    /// An element that policies do not have.
    UnknownElement {
        /// As it was written.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A required element is not there.
    MissingElement(String),
    /// A list that must not be empty.
    EmptyList(String),
    /// Two elements of which a statement takes one.
    BothElements(String, String),
    /// An element that this kind of policy may not have.
    ForbiddenElement {
        /// The element.
        element: String,
        /// The kind of policy.
        kind: PolicyKind,
    },
    /// `Version` is neither 2012-10-17 nor 2008-10-17.
    UnknownVersion(String),
    /// `Effect` is neither `Allow` nor `Deny`.
    UnknownEffect(String),
    /// A `Sid` with characters that identity policies do not allow.
    BadSid(String),
    /// A `Sid` that stands twice.
    DuplicateSid(String),
    /// An action without `service:`.
    ActionWithoutService(String),
    /// An action with more than one colon.
    ActionWithTwoColons(String),
    /// An action that a trust policy may not have.
    ActionInTrustPolicy(String),
    /// A resource that is neither an ARN nor `*`.
    NotAnArn(String),
    /// An ARN with too few fields.
    ShortArn(String),
    /// A partition that AWS does not have.
    UnknownPartition(String),
    /// A bucket or object ARN with a Region or an account.
    S3ArnWithRegion(String),
    /// An ARN of IAM with a Region.
    IamArnWithRegion(String),
    /// A placeholder of an example that was not filled in: it names nothing.
    Placeholder(String),
    /// A type of principal that IAM does not know.
    UnknownPrincipalType {
        /// As it was written.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A principal with a wildcard inside its name.
    WildcardInPrincipal(String),
    /// A principal that names nobody.
    UnreadablePrincipal(String),
    /// A `Federated` principal that is neither the ARN of a provider nor a domain.
    NotAProvider(String),
    /// An operator that IAM does not know.
    UnknownOperator {
        /// As it was written.
        name: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// `Null` with `IfExists`.
    NullIfExists(String),
    /// A condition key without a prefix such as `aws:`.
    KeyWithoutPrefix(String),
    /// A resource control policy of a customer may only deny.
    ResourceControlAllow,
    /// A resource control policy must name everyone.
    ResourceControlPrincipal,
    /// A resource control policy may not deny `*` without a service.
    ResourceControlAction,
    /// A resource control policy must say `Version` 2012-10-17.
    ResourceControlVersion,
}
