//! What the policy of a resource, or the trust policy of a role, says of somebody whom it names and the scenario does
//! not have.
//!
//! What always holds: it is decided apart from the other half, the caller's own policies, by asking with an identity
//! policy that allows everything; of that other half nothing is claimed. What a caller may choose (an external id,
//! tags, the name of its session) is not known.

use crate::aws::Arn;
use crate::chain::permission;
use crate::chain::session;
use crate::chain::simulation::{Answer, Cell};
use crate::chain::world::World;
use crate::iam::context::Context;
use crate::iam::evaluate::{self, PolicySet, PublicAccess, Request};
use crate::iam::lower;
use crate::iam::policy::{Policy, PolicyKind, PrincipalEntry};
use crate::iam::principal::{Principal, PrincipalPattern};
use crate::iam::session_context::{self, Surroundings, Tags};
use crate::text::SourceId;
use serde::Serialize;

/// What a policy names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Trusting {
    /// Everybody, in every account.
    Everyone,
    /// Everybody in an account.
    Account,
    /// A user.
    User,
    /// A role, or one session of it.
    Role,
    /// A service.
    Service,
    /// An identity provider: SAML, or one that is built in.
    Federated,
    /// Somebody by an id.
    Other,
}

/// What the caller's own policies say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Own {
    /// They are not needed: the other side decides alone.
    NotNeeded,
    /// They allow it.
    Allows,
    /// They do not.
    Refuses,
    /// It depends on condition keys.
    Depends,
    /// They cannot be read.
    Unknown,
    /// The scenario does not have them.
    NotGiven,
}

/// An identity policy that allows everything.
pub(super) fn everything() -> Option<Policy> {
    let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    lower::read(SourceId::Settings, text, PolicyKind::Identity).0
}

/// A cell without the places of what was made up for the question.
pub(super) fn without_made_up(mut cell: Cell) -> Cell {
    cell.decided_by.retain(|at| at.source != SourceId::Settings);
    cell
}

/// The side of a resource, asked about one action.
pub(super) struct Side<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) policy: &'a Policy,
    pub(super) action: &'a str,
    pub(super) resource: &'a str,
    pub(super) everything: &'a Policy,
}

impl Side<'_> {
    /// What it says of somebody whom it names; `None` for what names nobody.
    pub(super) fn named(&self, entry: &PrincipalEntry) -> Option<(Trusting, Cell, Own)> {
        let unknown =
            Cell { answer: Answer::Unknown, decided_by: Vec::new(), depends_on: Vec::new(), undocumented: false };
        let (kind, principal, context) = match &entry.pattern {
            PrincipalPattern::Federated(_) => return Some((Trusting::Federated, unknown, Own::NotNeeded)),
            PrincipalPattern::UniqueId(_) | PrincipalPattern::CanonicalUser(_) => {
                return Some((Trusting::Other, unknown, Own::NotGiven));
            }
            PrincipalPattern::UnknownType | PrincipalPattern::Nobody => return None,
            PrincipalPattern::Service(name) => {
                let mut context = session_context::service(&self.surroundings());
                context.set("aws:PrincipalServiceName", name.as_str());
                (Trusting::Service, Principal::Service { name: name.clone() }, context)
            }
            PrincipalPattern::Everyone => (Trusting::Everyone, somebody(ANY_ACCOUNT), self.about_somebody(None)),
            PrincipalPattern::Account(account) => {
                (Trusting::Account, somebody(account), self.about_somebody(Some(account)))
            }
            PrincipalPattern::User(arn) | PrincipalPattern::FederatedUser(arn) => {
                let principal = Principal::parse(arn)?;
                let context = session_context::user(&principal, Tags::Some(&[]), &self.surroundings());
                (Trusting::User, principal, context)
            }
            PrincipalPattern::Role(arn) | PrincipalPattern::Session(arn) => {
                let principal = Principal::parse(arn)?;
                let context = session_context::role_session(&principal, Tags::Some(&[]), &self.surroundings());
                (Trusting::Role, principal, context)
            }
        };
        let cell = self.decide(&principal, &context, &[self.everything]);
        let alone = self.decide(&principal, &context, &[]);
        let own = if alone.answer == cell.answer { Own::NotNeeded } else { Own::NotGiven };
        Some((kind, without_made_up(cell), own))
    }

    fn owner(&self) -> &str {
        Arn::parse(self.resource).map(|arn| arn.account).unwrap_or_default()
    }

    fn surroundings(&self) -> Surroundings<'_> {
        let region = self.world.region.as_deref();
        Surroundings { region, resource_account: Some(self.owner()), ..Surroundings::default() }
    }

    /// What is known of a call of anybody: hardly more than the account.
    fn about_somebody(&self, account: Option<&str>) -> Context {
        let mut context = session_context::service(&self.surroundings());
        context.set("aws:PrincipalIsAWSService", "false").set_unknown("aws:username");
        if let Some(account) = account {
            context.set("aws:PrincipalAccount", account);
        }
        context
    }

    fn decide(&self, principal: &Principal, context: &Context, identity: &[&Policy]) -> Cell {
        let policies = PolicySet {
            identity: identity.to_vec(),
            resource: Some(self.policy),
            resource_control: session::by_level(&self.world.resource_control),
            ..PolicySet::default()
        };
        let request = Request {
            principal,
            action: self.action,
            resource: self.resource,
            resource_account: self.owner(),
            context,
            public_access: PublicAccess::NotBlocked,
        };
        permission::to_cell(&evaluate::decide_briefly(&policies, &request))
    }
}

/// No account has this number.
const ANY_ACCOUNT: &str = "000000000000";

/// A user that stands for anybody of an account.
fn somebody(account: &str) -> Principal {
    Principal::User { arn: format!("arn:aws:iam::{account}:user/<anybody>"), unique_id: None }
}
