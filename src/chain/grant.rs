//! A statement that allows what is missing, and nothing else, as a fix of the role's permission policy.
//!
//! What always holds: it is offered only where an Allow in an identity policy is all that the role's side lacks (no
//! Deny, no boundary, no organization in the way), and only into a document that can be read; the statement names the
//! actions and resources that were asked for, never a wildcard of its own.

use crate::diagnostic::Fix;
use crate::iam::edit::{Document, Json};
use crate::iam::evaluate::{Blocker, Cause};
use crate::order;
use crate::scenario::Scenario;
use crate::text::SourceId;

/// Whether one more Allow in an identity policy would do for the role's side.
#[must_use]
pub fn is_enough(cause: &Cause) -> bool {
    let Cause::NotAllowedBy { blockers } = cause else { return false };
    let own = |blocker: &Blocker| *blocker == Blocker::IdentityPolicy;
    let other =
        |blocker: &Blocker| matches!(blocker, Blocker::KeyPolicy | Blocker::ResourcePolicy | Blocker::TrustPolicy);
    blockers.iter().any(own) && blockers.iter().all(|blocker| own(blocker) || other(blocker))
}

/// The fix that allows these actions on these resources by statements at the end of a role's last readable policy.
/// `None` where the role has none.
#[must_use]
pub fn allow(scenario: &Scenario, role: u16, needs: &[(&str, &str)]) -> Option<Fix> {
    let policies = &scenario.roles.get(usize::from(role))?.policies;
    let documents = (0u16..).zip(policies).map(|(index, policy)| (SourceId::RolePolicy(role, index), &policy.document));
    let mut fixes = documents.filter_map(|(source, text)| into(source, text, needs));
    let first = fixes.next()?;
    Some(fixes.last().unwrap_or(first))
}

fn into(source: SourceId, text: &str, needs: &[(&str, &str)]) -> Option<Fix> {
    let statement = |(resource, actions): &(&str, Vec<&str>)| {
        Json::object([
            ("Effect", Json::text("Allow")),
            ("Action", Json::Texts(actions.iter().map(|action| (*action).to_owned()).collect())),
            ("Resource", Json::text(resource)),
        ])
    };
    let statements: Vec<Json> = statements(needs).iter().map(statement).collect();
    Document::read(source, text)?.append(&statements)
}

/// One statement for all actions on the same resource.
fn statements<'a>(needs: &[(&'a str, &'a str)]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for &(action, resource) in needs {
        match found.iter_mut().find(|(known, _)| *known == resource) {
            Some((_, actions)) if actions.contains(&action) => {}
            Some((_, actions)) => actions.push(action),
            None => found.push((resource, vec![action])),
        }
    }
    for (_, actions) in &mut found {
        order::sort(actions);
    }
    found
}
