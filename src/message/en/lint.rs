//! English words for lessons and bridges.

use super::trust::{denial, half};
use crate::chain::simulation::Answer;
use crate::chain::{Lesson, PrincipalChain};
use crate::kubernetes::rbac::{Bridge, Way};
use crate::message::Words;

/// What is often mixed up.
pub(in crate::message) fn lesson(lesson: &Lesson) -> Words {
    match lesson {
        Lesson::RbacIsNotIam { binding } => Words::with_help(
            format!("`{binding}` gives nothing in AWS"),
            "RBAC decides about the Kubernetes API, IAM about AWS. The ServiceAccount is all that they have in common.",
        ),
        Lesson::IamIsNotRbac { .. } => Words::with_help(
            "The IAM role gives nothing in Kubernetes",
            "For the Kubernetes API the ServiceAccount needs a RoleBinding.",
        ),
    }
}

/// Who may become a ServiceAccount, and how.
pub(in crate::message) fn bridge(bridge: &Bridge) -> Words {
    let (grant, name) = (&bridge.grant, &bridge.grant.subject.name);
    let how = match bridge.way {
        Way::MintToken => "may mint its token, for STS too",
        Way::CreatePod => "may run a Pod as it",
        Way::ControlWorkload => "may make a workload whose Pods run as it",
        Way::EnterPod => "may enter its Pods",
        Way::ChangeAnnotation => "may change its role annotation, of use where that role trusts it",
        Way::Impersonate => "may act as it towards Kubernetes",
    };
    Words::with_help(
        format!("`{name}` {how}: `{} {}`", bridge.verb, bridge.resource),
        format!("Granted by `{}` through `{}`.", grant.binding, grant.role),
    )
}

/// What a user, a role or a service gets for an answer, and why.
pub(in crate::message) fn principal(chain: &PrincipalChain) -> Words {
    let PrincipalChain { principal, action, resource, .. } = chain;
    let why = match (&chain.how, chain.missing) {
        (Some(_), Some(missing)) => half(missing, action),
        (Some(how), None) => denial(how).to_owned(),
        (None, _) => String::new(),
    };
    if action == "*" && chain.cell.answer == Answer::ImplicitDeny {
        return Words::with_help(
            format!("`{principal}` may do nothing: no policy allows it anything"),
            "Paste its policies; for a role that a Pod is to use, the manifests too.",
        );
    }
    match chain.cell.answer {
        Answer::Allowed => Words::plain(format!("`{principal}` may do `{action}` on `{resource}`.")),
        Answer::ExplicitDeny | Answer::ImplicitDeny | Answer::NotApplicable => {
            Words::with_help(format!("`{principal}` may not do `{action}` on `{resource}`"), why)
        }
        Answer::Depends => Words::with_help(
            format!("Whether `{principal}` may do `{action}` on `{resource}` depends on what the request carries"),
            format!("Not given: `{}`.", chain.cell.depends_on.join("`, `")),
        ),
        Answer::Unknown => Words::with_help(
            format!("Nothing can be said of `{principal}`"),
            "It was not given, or one of its policies cannot be read.",
        ),
    }
}
