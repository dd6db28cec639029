//! Whether one statement applies to a request.
//!
//! What always holds: a statement applies if principal, action, resource and every condition match; Allow and Deny are
//! judged by the same rules, apart from NotPrincipal and a NotResource with an unresolved variable, where the reading
//! that allows less is taken. The explanation calls the same functions, so it can never tell another story.

use crate::iam::action::{ActionPattern, RequestAction};
use crate::iam::policy::{Effect, Naming, Policy, PolicyKind, Statement};
use crate::iam::principal::{Exemption, Grant, Principal, PrincipalPattern, exempts, grants};
use crate::iam::resource::RequestResource;
use crate::iam::scope::Scope;
use crate::iam::tri::Tri;
use crate::iam::undocumented::Undocumented;

/// Whether the caller has a permissions boundary, which NotPrincipal looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounded {
    Yes,
    No,
}

/// A request, prepared for matching many statements.
pub(super) struct Matcher<'r> {
    pub(super) principal: &'r Principal,
    pub(super) bounded: Bounded,
    pub(super) action: RequestAction<'r>,
    pub(super) resource: RequestResource<'r>,
    pub(super) scope: Scope<'r>,
}

impl Matcher<'_> {
    /// Whether the statement applies, and how it names the caller.
    pub(super) fn applies(&self, policy: &Policy, statement: &Statement) -> (Tri, Grant) {
        if !self.action(statement) {
            return (Tri::No, Grant::Account);
        }
        let Some(grant) = self.principal(policy.kind, statement) else { return (Tri::No, Grant::Account) };
        let earlier = self.scope.notes.take();
        let resource = self.resource(policy.kind, statement);
        let answer = match resource {
            Tri::No => {
                // What a statement about other resources would have done is nobody's concern.
                self.scope.notes.take();
                Tri::No
            }
            Tri::Unknown | Tri::Yes => {
                resource.and(Tri::all(statement.conditions.iter().map(|condition| condition.evaluate(&self.scope))))
            }
        };
        if resource != Tri::No {
            self.note(policy.kind, statement, grant);
        }
        self.scope.notes.restore(earlier);
        (answer, grant)
    }

    /// Notes on action and principal, once the statement is known to be about this request.
    fn note(&self, kind: PolicyKind, statement: &Statement, grant: Grant) {
        let across = |pattern: &ActionPattern| matches!(pattern, ActionPattern::AcrossServices(_));
        if statement.action.entries.iter().any(|entry| across(&entry.pattern) && entry.pattern.matches(&self.action)) {
            self.scope.notes.add(Undocumented::WildcardInService);
        }
        if kind == PolicyKind::Trust
            && grant == Grant::Everyone
            && matches!(self.principal, Principal::Federated { .. })
        {
            self.scope.notes.add(Undocumented::EveryoneWithWebIdentity);
        }
    }

    /// Whether the action is meant.
    pub(super) fn action(&self, statement: &Statement) -> bool {
        let named = statement.action.entries.iter().any(|entry| entry.pattern.matches(&self.action));
        match statement.action.naming {
            Naming::Named => named,
            Naming::AllBut => !named,
        }
    }

    /// Whether the resource is meant.
    pub(super) fn resource(&self, kind: PolicyKind, statement: &Statement) -> Tri {
        let Some(element) = &statement.resource else {
            return matches!(kind, PolicyKind::Trust | PolicyKind::Resource).into();
        };
        let named = Tri::any(element.entries.iter().map(|entry| entry.pattern.matches(&self.resource, &self.scope)));
        match (element.naming, statement.effect) {
            (Naming::Named, _) => named,
            (Naming::AllBut, Effect::Deny) => named.not(),
            (Naming::AllBut, Effect::Allow) => {
                // An exception that names nothing would allow what it was meant to keep out.
                let unresolved = element.entries.iter().any(|entry| entry.pattern.is_unresolved(&self.scope));
                if unresolved { Tri::No } else { named.not() }
            }
        }
    }

    /// How the caller is named; `None` where the statement is not about it.
    pub(super) fn principal(&self, kind: PolicyKind, statement: &Statement) -> Option<Grant> {
        if !kind.names_principals() {
            return Some(Grant::Itself);
        }
        let element = statement.principal.as_ref()?;
        let patterns = element.entries.iter().map(|entry| &entry.pattern);
        match (element.naming, statement.effect) {
            (Naming::Named, effect) => {
                let grant = patterns.filter_map(|pattern| grants(pattern, self.principal)).max()?;
                match (kind, effect, grant) {
                    (PolicyKind::Endpoint, Effect::Allow, Grant::Account) if self.is_gateway_service() => {
                        self.scope.notes.add(Undocumented::AccountInEndpointPolicy);
                        None
                    }
                    _ => Some(grant),
                }
            }
            (Naming::AllBut, Effect::Deny) => match (self.bounded, exempts(patterns, self.principal)) {
                (_, Exemption::Unreadable) | (Bounded::No, Exemption::Complete) => None,
                (Bounded::Yes, _) | (Bounded::No, Exemption::Partial | Exemption::NotListed) => Some(Grant::Everyone),
            },
            (Naming::AllBut, Effect::Allow) => {
                let unreadable = patterns.clone().any(|pattern| *pattern == PrincipalPattern::UnknownType);
                let listed = exempts(patterns, self.principal) != Exemption::NotListed;
                if unreadable || listed { None } else { Some(Grant::Everyone) }
            }
        }
    }

    /// The services that have gateway endpoints, where the account form of a principal is the root user only.
    fn is_gateway_service(&self) -> bool {
        matches!(self.action.service, "s3" | "dynamodb")
    }
}
