//! Policies of any kind that IAM accepts and that do not do what they seem to say, or more than they should.
//!
//! What always holds: nothing here changes a verdict, and a document that IAM refuses is not judged; a finding is given
//! only where AWS's documents or the catalogue say that it is so, and of a service that the catalogue does not know
//! nothing is said. A fix is offered only where the edit can be computed from the text; it allows nothing that the
//! finding does not name, and turns no Deny off. The work is linear in the document but for the comparison of
//! wildcards within one list.

mod access;
mod action;
mod edit;
mod fit;
mod key;
mod operator;
mod principal;
mod redundancy;
mod report;
mod resource;
mod shape;
mod value;
mod variable;
mod wild;

pub use access::AccessLint;
pub use action::ActionLint;
pub use fit::Head;
pub use key::KeyLint;
pub use operator::OperatorLint;
pub use principal::PrincipalLint;
pub use redundancy::RedundancyLint;
pub use resource::ResourceLint;
pub use shape::{Quota, ShapeLint};
pub use value::ValueLint;
pub use variable::VariableLint;

use crate::aws::catalog::{Carried, GlobalKey};
use crate::diagnostic::Diagnostic;
use crate::iam::policy::{Effect, Naming, Policy, Standing};
use crate::iam::principal::PrincipalPattern;
use report::Report;
use serde::Serialize;

/// What is unwise in a policy, by what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PolicyLint {
    /// The document: version, Sids, size, what does not fit its kind.
    Shape(ShapeLint),
    /// Actions, and whether resources fit them.
    Action(ActionLint),
    /// The form of resource names.
    Resource(ResourceLint),
    /// What is said twice, or undone by another statement.
    Redundancy(RedundancyLint),
    /// Condition operators.
    Operator(OperatorLint),
    /// Values of conditions.
    Value(ValueLint),
    /// Condition keys.
    Key(KeyLint),
    /// Variables.
    Variable(VariableLint),
    /// Principals.
    Principal(PrincipalLint),
    /// What is given away.
    Access(AccessLint),
}

/// What is known of a policy besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// What carries it.
    pub carrier: Carrier<'a>,
    /// The account that it belongs to.
    pub account: Option<&'a str>,
}

/// What carries a policy.
#[derive(Clone, Copy, Debug, Default)]
pub enum Carrier<'a> {
    /// Anything: no more is known.
    #[default]
    Anything,
    /// A role, of which these sessions can exist.
    Role(Sessions),
    /// A user or a group.
    User,
    /// The resource with this ARN.
    Resource(&'a str),
}

/// How sessions of a role can come about, by its trust policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sessions {
    /// By AssumeRole, or by a service that is not told apart.
    pub assumed: bool,
    /// By AssumeRoleWithWebIdentity.
    pub web_identity: bool,
    /// By EKS Pod Identity.
    pub pod_identity: bool,
    /// As the role of an EC2 instance.
    pub instance: bool,
}

impl Sessions {
    /// The sessions that a trust policy lets in; any of them where there is none, or where it is not understood.
    #[must_use]
    pub fn of(trust: Option<&Policy>) -> Self {
        let mut sessions = Self::default();
        let allows = trust.into_iter().flat_map(|trust| &trust.statements).filter(|one| one.effect == Effect::Allow);
        for element in allows.filter_map(|statement| statement.principal.as_ref()) {
            for entry in &element.entries {
                match &entry.pattern {
                    _ if element.naming == Naming::AllBut => return Self::any(),
                    PrincipalPattern::Service(name) if name.starts_with("pods.eks.") => sessions.pod_identity = true,
                    PrincipalPattern::Service(name) if name.starts_with("ec2.") => sessions.instance = true,
                    PrincipalPattern::Federated(name) if !name.contains(":saml-provider/") => {
                        sessions.web_identity = true;
                    }
                    PrincipalPattern::Everyone => return Self::any(),
                    _ => sessions.assumed = true,
                }
            }
        }
        if sessions == Self::default() || trust.is_some_and(|trust| trust.standing == Standing::Refused) {
            return Self::any();
        }
        sessions
    }

    /// Sessions of every kind.
    #[must_use]
    pub fn any() -> Self {
        Self { assumed: true, web_identity: true, pod_identity: true, instance: true }
    }

    /// Whether no such session ever carries the key.
    fn never_carry(self, key: &GlobalKey) -> bool {
        [
            (self.assumed, key.role_session),
            (self.web_identity, key.web_identity_session),
            (self.pod_identity, key.pod_identity_session),
            (self.instance, key.instance_role),
        ]
        .into_iter()
        .all(|(exists, carried)| !exists || carried == Carried::No)
    }
}

/// Checks one policy with its text.
#[must_use]
pub fn check(policy: &Policy, text: &str, around: &Around<'_>) -> Vec<Diagnostic> {
    let mut report = Report::new(policy, text, around);
    // What cannot be read is not judged.
    if policy.standing == Standing::Refused {
        return Vec::new();
    }
    shape::check(&mut report);
    for statement in &policy.statements {
        access::check(&mut report, statement);
        action::check(&mut report, statement);
        resource::check(&mut report, statement);
        fit::check(&mut report, statement);
        operator::check(&mut report, statement);
        value::check(&mut report, statement);
        key::check(&mut report, statement);
        variable::check(&mut report, statement);
        principal::check(&mut report, statement);
    }
    redundancy::check(&mut report);
    report.finish()
}
