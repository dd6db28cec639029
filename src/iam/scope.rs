//! What matching one request needs besides the policy: the context, the action, and where to note AWS's silences.

use crate::iam::context::Context;
use crate::iam::undocumented::Notes;

/// The request as conditions and variables see it.
#[derive(Debug)]
pub struct Scope<'r> {
    /// The condition keys.
    pub context: &'r Context,
    /// `service:name` in lower case: which keys of a service the request may carry depends on it.
    pub action: &'r str,
    /// Undocumented rules that were used.
    pub notes: &'r Notes,
}
