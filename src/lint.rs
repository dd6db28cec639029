//! Advice that changes no verdict: what works, and opens more than it should, or will not work; with every place that
//! belongs to it, in whatever document it stands.

pub mod irsa;
pub mod kubernetes;
pub mod policy;
pub mod trust;

pub use irsa::IrsaLint;
pub use kubernetes::KubernetesLint;
pub use policy::PolicyLint;
pub use trust::TrustLint;

use crate::chain::Chain;
use crate::chain::world::World;
use crate::diagnostic::Diagnostic;

/// Everything that is found by looking at the documents together, and at what became of them; `said` is what reading
/// them one by one has found already, and gets the fixes that only the whole shows.
pub(crate) fn check(world: &World, chains: &[Chain], said: &mut Vec<Diagnostic>) {
    said.extend(irsa::policies(world));
    kubernetes::check(world, said);
    let found = irsa::check(world, chains, said);
    said.extend(found);
    irsa::links(world, chains, said);
}
