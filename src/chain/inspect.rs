//! What cluster, SDK and STS saw of one chain, asked when somebody looks: the Pod as it is stored, the providers that
//! were asked, the exchange of the token, the session.
//!
//! What always holds: nothing here decides; the walk is that of [`super::simulate()`], and what it tells is what that
//! walk used. What a real cluster would draw or sign stands as [`UNKNOWN`].

mod exchange;
mod pod;
mod session;

pub use exchange::{Exchange, Outcome, Step};
pub use pod::{Origin, StoredPod};
pub use session::{ContextEntry, SessionView};

use super::explain;
use super::pick;
use super::world::World;
use crate::credentials::{Found, Resolution, Sdk};
use crate::kubernetes::token::{Claims, Subject};
use crate::scenario::Scenario;

/// Stands for what only a real call would tell: keys, ids, times.
pub const UNKNOWN: &str = "…";

/// One chain, looked into.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// The Pod before and after admission.
    pub pod: StoredPod,
    /// The SDK, and what it asked for credentials.
    pub sdk: Sdk,
    /// The providers in their order, and which of them won.
    pub resolution: Resolution,
    /// The token, if one is there and its issuer is known.
    pub token: Option<TokenView>,
    /// What goes over the wire, in order; a second entry is where the SDK went on to after the first failed.
    pub exchanges: Vec<Exchange>,
    /// The session that comes out, if one does.
    pub session: Option<SessionView>,
}

/// The token that the SDK reads.
#[derive(Clone, Debug, PartialEq)]
pub struct TokenView {
    /// The claims.
    pub claims: Claims,
    /// Where it lies; absent where no token is read and this is the one that the webhook would mount.
    pub path: Option<String>,
    /// The namespace and name of its ServiceAccount.
    pub subject: Subject,
}

/// Looks into one chain of a scenario; `None` where there is no such chain.
#[must_use]
pub fn inspect(scenario: &Scenario, chain: usize) -> Option<Inspection> {
    let world = World::read(scenario);
    let mut found = None;
    explain::visit(&world, chain, &mut |walker, assume| {
        let (world, workload) = (walker.world, walker.workload);
        let environment = pick::environment(world, workload, &walker.mutation.pod, walker.container);
        let resolution = pick::resolve(world, &environment);
        let identity = walker.identity(&environment, &resolution.found, assume.as_ref());
        let path = match &resolution.found {
            Found::Provider(crate::credentials::Provider::WebIdentity { token_file, .. }) => Some(token_file.clone()),
            Found::Provider(crate::credentials::Provider::Container { token_file, .. }) => token_file.clone(),
            Found::Provider(_) | Found::Error(_) | Found::Nothing(_) => None,
        };
        let read = assume.as_ref().and_then(|assume| assume.claims.clone());
        let path = path.filter(|_| read.is_some());
        let claims = read.or_else(|| walker.meant_claims());
        found = Some(Inspection {
            pod: pod::stored(walker),
            sdk: pick::sdk(world),
            token: claims.map(|claims| TokenView {
                claims,
                path,
                subject: Subject::new(&workload.namespace, &workload.service_account),
            }),
            exchanges: exchange::all(walker, assume.as_ref(), &resolution.found, &identity),
            session: session::view(walker, assume.as_ref(), &identity),
            resolution,
        });
    });
    found
}
