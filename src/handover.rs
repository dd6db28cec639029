//! Hand over: the configuration as texts that others run: `aws` and `kubectl` commands, an eksctl ClusterConfig,
//! Terraform and CloudFormation.
//!
//! What always holds: every value is quoted for the language it stands in, whatever it holds; nothing is dropped in
//! silence: what a target cannot express is a [`Note`], and every note stands as a comment at the top of the text. The
//! words of the notes are given by whoever asks.

mod cloudformation;
mod commands;
mod document;
mod eksctl;
mod plan;
mod quote;
mod terraform;

pub use plan::Stand;

use crate::scenario::Scenario;
use plan::Plan;

/// For whom the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A shell with the AWS CLI and kubectl.
    Commands,
    /// eksctl.
    Eksctl,
    /// Terraform, providers `aws` and `kubernetes`.
    Terraform,
    /// AWS CloudFormation.
    CloudFormation,
}

impl Target {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Commands, Self::Eksctl, Self::Terraform, Self::CloudFormation];

    /// A name for the file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Commands => "irsa.sh",
            Self::Eksctl => "cluster.yaml",
            Self::Terraform => "irsa.tf",
            Self::CloudFormation => "irsa-template.yaml",
        }
    }
}

/// Something that the text does not say, or says in another way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// How the text is run.
    Run(String),
    /// A value that nobody gave stands in for one: which, and what stands there.
    Stands(Stand, String),
    /// A role whose name is no ARN of a role is left out.
    NotARole(String),
    /// A role without a trust policy cannot be made and is left out.
    NoTrust(String),
    /// A role of another account is left out: one text is for one account.
    OtherAccount(String),
    /// A document that is no JSON is left out; its name.
    Unreadable(String),
    /// A document that IAM would refuse to save; its name.
    Refused(String),
    /// A name that AWS does not take, and the one in its place.
    Renamed(String, String),
    /// The OIDC provider was assumed to exist; it is made.
    ProviderAssumed(String),
    /// Users and groups are left out.
    Identities(usize),
    /// Policies of the organization are left out.
    Organization(usize),
    /// The session policy belongs to the call that assumes the role.
    SessionPolicy,
    /// The policy of the VPC endpoint is left out.
    EndpointPolicy,
    /// The policy of a resource is left out.
    ResourcePolicy(String),
    /// The session policy of an association is left out; whose.
    AssociationPolicy(String),
    /// The nodes' role is not made.
    NodeRole(String),
    /// Objects of Kubernetes that are left out: apply the manifests too.
    Kubernetes(usize),
    /// eksctl writes the trust policy itself; that of this role says something else.
    OwnTrust(String),
    /// eksctl has no path; that of this role is left out.
    NoPath(String),
    /// eksctl takes one policy; these stay out: role, policy.
    PolicyLeft(String, String),
    /// eksctl takes a boundary that exists; make this one before: role, ARN.
    BoundaryFirst(String, String),
    /// eksctl does not set the longest session; that of this role is left out.
    NoSessionDuration(String),
    /// A text that CloudFormation would resolve (`{{resolve:…}}`).
    DynamicReference(String),
    /// A role that is shared by several ServiceAccounts is made for the first of them.
    Shared(String),
    /// The text has roles of several accounts; each part needs the credentials of its own.
    Accounts(Vec<String>),
}

/// The text of a scenario for a target; `say` gives a note its words.
#[must_use]
pub fn text(scenario: &Scenario, target: Target, say: &dyn Fn(&Note) -> String) -> String {
    let plan = Plan::of(scenario);
    match target {
        Target::Commands => commands::text(&plan, say),
        Target::Eksctl => eksctl::text(&plan, say),
        Target::Terraform => terraform::text(&plan, say),
        Target::CloudFormation => cloudformation::text(&plan, say),
    }
}

/// The notes as comments.
fn comments(notes: &[Note], say: &dyn Fn(&Note) -> String) -> String {
    notes.iter().map(|note| quote::comment(&say(note))).collect()
}
