//! Whose session is asked about, where a question is put when somebody looks: that of a chain, of a principal, or of
//! the node on which a Pod runs.
//!
//! What always holds: a session that comes about here is the one that [`super::simulate()`] decides with.

use super::explain;
use super::principal::{self, PrincipalChain};
use super::session::Session;
use super::world::World;
use crate::kubernetes::token::Subject;
use crate::scenario::Scenario;

/// Whose session.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// Of the role that a container takes, or that is named for it.
    Chain(usize),
    /// Of a user, or of a role that somebody assumes.
    Principal(&'a PrincipalChain),
    /// Of the role of the nodes.
    Node,
}

/// Shows the session, and the ServiceAccount that it came from; does nothing where there is none.
pub(super) fn with_session(
    scenario: &Scenario,
    whose: Whose<'_>,
    read: &mut dyn FnMut(&World<'_>, Session<'_>, Option<Subject>),
) {
    let world = World::read(scenario);
    match whose {
        Whose::Chain(chain) => explain::visit(&world, chain, &mut |walker, assume| {
            let account = Subject::new(&walker.workload.namespace, &walker.workload.service_account);
            if let Some(session) = walker.session(assume.as_ref()) {
                read(walker.world, session, Some(account));
            }
        }),
        Whose::Principal(chain) => {
            if let Some(session) = principal::session(&world, chain) {
                read(&world, session, None);
            }
        }
        Whose::Node => {
            let role = scenario.node_role.as_deref();
            if let Some(session) = role.and_then(|arn| Session::of_instance(&world, arn, "i-<instance-id>")) {
                read(&world, session, None);
            }
        }
    }
}
