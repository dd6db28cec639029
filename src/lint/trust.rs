//! Trust policies: what in them can never hold, and what lets in more than it should.
//!
//! What always holds: nothing here changes a verdict; only the text is looked at, and what the scenario knows of the
//! role (its ARN, the ServiceAccounts that name it) only makes a better fix. A fix lets in whom the text names, and
//! narrows what is too wide.

mod action;
pub(super) mod claim;
mod operator;
mod principal;
mod provider;
pub mod subject;
mod width;

pub use provider::fix_for;
pub use subject::SubjectSlip;

use crate::aws::oidc::{self, IssuerSlip};
use crate::diagnostic::{Diagnostic, Finding, Fix, Severity};
use crate::iam::action::RequestAction;
use crate::iam::edit::Document;
use crate::iam::policy::{Effect, Naming, Policy, PolicyKind, PrincipalEntry, PrincipalType, Standing, Statement};
use crate::text::{Location, Span};
use serde::Serialize;

/// What is wrong or unwise in a trust policy, or with a principal of another policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TrustLint {
    /// No condition on the subject: every ServiceAccount of the cluster may assume the role.
    NoSubject {
        /// The condition key that is missing.
        key: String,
    },
    /// The subject is a pattern that fits ServiceAccounts of several namespaces.
    SubjectAcrossNamespaces {
        /// The pattern.
        pattern: String,
    },
    /// No condition on the audience: every audience that the provider accepts will do.
    NoAudience {
        /// The condition key that is missing.
        key: String,
    },
    /// `"Principal": "*"` for web identities, or for everybody without a condition.
    Everyone,
    /// The document is longer than the default quota for trust policies.
    TooLarge {
        /// Its characters, white space not counted.
        size: usize,
        /// The quota.
        quota: u32,
    },
    /// The document nears the quota.
    NearQuota {
        /// Its characters, white space not counted.
        size: usize,
        /// The quota.
        quota: u32,
    },
    /// A condition key begins with `https://`.
    KeyWithScheme {
        /// The key.
        key: String,
        /// What it should be.
        right: String,
    },
    /// A condition key begins with the ARN of the provider.
    KeyIsProviderArn {
        /// The key.
        key: String,
        /// What it should be.
        right: String,
    },
    /// A condition key belongs to another issuer than the principal.
    KeyOfOtherIssuer {
        /// The key.
        key: String,
        /// The issuer of the principal.
        issuer: String,
        /// How the two differ, where they are alike.
        slip: Option<IssuerSlip>,
    },
    /// The keys of two issuers stand in one statement, and a token has those of one.
    TwoIssuers {
        /// The key.
        key: String,
        /// The issuer that another key of the statement has.
        other: String,
    },
    /// EKS tokens have no such claim.
    UnknownClaim {
        /// The key.
        key: String,
        /// The claim that was probably meant.
        near: Option<&'static str>,
    },
    /// The principal's issuer is none that EKS gives to a cluster.
    ProviderSpelling {
        /// As it is written.
        written: String,
        /// What it should be.
        right: String,
    },
    /// The provider's ARN is of another partition than the Region of its issuer.
    ProviderPartition {
        /// As it is written.
        written: String,
        /// The partition of the Region.
        right: String,
    },
    /// The provider is of another account than the role.
    ProviderAccount {
        /// The provider's account.
        written: String,
        /// The role's account.
        right: String,
    },
    /// A service stands as a federated principal.
    ServiceAsFederated {
        /// The service.
        service: String,
    },
    /// No token has such a subject.
    SubjectForm {
        /// The value.
        value: String,
        /// What is wrong with it.
        slip: SubjectSlip,
        /// What was probably meant.
        right: Option<String>,
    },
    /// A wildcard under an operator that compares exactly.
    SubjectWildcard {
        /// The value.
        value: String,
    },
    /// No token of EKS has such an audience, unless a ServiceAccount or a volume asks for it.
    AudienceValue {
        /// The value.
        value: String,
    },
    /// A subject stands where an audience is compared.
    SubjectAsAudience {
        /// The value.
        value: String,
    },
    /// One key stands under two operators, and both must hold.
    TwoOperators {
        /// The key.
        key: String,
        /// The values that satisfy both.
        left: Vec<String>,
    },
    /// A set operator on a claim that has one value.
    SetOperator {
        /// The operator.
        operator: String,
        /// The same without the set operator.
        right: String,
    },
    /// The action is not the one by which such a principal assumes a role.
    MismatchedAction {
        /// The action.
        action: String,
        /// The type of the principal.
        principal: &'static str,
        /// The action that belongs to it.
        right: &'static str,
    },
    /// EKS Pod Identity also needs `sts:TagSession`.
    NoTagSession,
    /// A service may use the role for anybody's resources.
    ConfusedDeputy {
        /// The service.
        service: String,
    },
    /// The principal is the id of an entity that was deleted.
    UniqueId {
        /// The id.
        id: String,
    },
    /// Another account may assume the role without an external id.
    NoExternalId {
        /// The account.
        account: String,
    },
}

/// The default of the quota `ACLSizePerRole`, in characters without white space. Source: IAM user guide, "IAM and AWS
/// STS quotas".
pub const QUOTA: u32 = 2048;

/// The characters of a trust policy as the quota counts them.
#[must_use]
pub fn size(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// What the scenario knows of a policy that is checked.
#[derive(Clone, Debug, Default)]
pub struct Known<'k> {
    /// The ARN of the role, or of the resource.
    pub arn: &'k str,
    /// The quota for trust policies of the account.
    pub quota: u32,
    /// The subjects of the ServiceAccounts that name the role.
    pub subjects: Vec<String>,
    /// Audiences beside `sts.amazonaws.com` that tokens may have.
    pub audiences: Vec<&'k str>,
    /// The accounts that the scenario has.
    pub accounts: Vec<&'k str>,
}

/// Checks one trust policy, or the principals of one policy of a resource, with its text.
#[must_use]
pub fn check(policy: &Policy, text: &str, known: &Known<'_>) -> Vec<Diagnostic> {
    let mut finder = Finder { policy, text, known, found: Vec::new() };
    let is_trust = policy.kind == PolicyKind::Trust;
    let (size, quota) = if is_trust { (size(text), known.quota) } else { (0, QUOTA) };
    if size > quota as usize {
        let span = finder.head();
        finder.say(Severity::Warning, TrustLint::TooLarge { size, quota }, span);
    } else if size * 5 > quota as usize * 4 {
        let span = finder.head();
        finder.say(Severity::Suggestion, TrustLint::NearQuota { size, quota }, span);
    }
    // What cannot be read is not judged.
    if policy.standing == Standing::Refused {
        return finder.found;
    }
    for statement in policy.statements.iter().filter(|statement| statement.effect == Effect::Allow) {
        let named = statement.principal.as_ref().filter(|principal| principal.naming == Naming::Named);
        let Some(principal) = named else { continue };
        if is_trust {
            let asked = Asked { statement, providers: providers(&principal.entries) };
            provider::check(&mut finder, &asked);
            claim::check(&mut finder, &asked);
            operator::check(&mut finder, &asked);
            action::check(&mut finder, &asked, &principal.entries);
            width::check(&mut finder, &asked, &principal.entries);
        }
        principal::check(&mut finder, statement, &principal.entries);
    }
    if is_trust {
        action::pod_identity(&mut finder);
    }
    finder.found
}

/// What was found in a policy so far.
struct Finder<'p> {
    policy: &'p Policy,
    text: &'p str,
    known: &'p Known<'p>,
    found: Vec<Diagnostic>,
}

impl Finder<'_> {
    fn at(&self, span: Span) -> Location {
        self.policy.at(span)
    }

    fn say(&mut self, severity: Severity, lint: TrustLint, span: Span) {
        self.add(severity, lint, span, None, None);
    }

    fn add(&mut self, severity: Severity, lint: TrustLint, span: Span, beside: Option<Span>, fix: Option<Fix>) {
        let related = beside.map(|span| self.at(span)).into_iter().collect();
        let at = self.at(span);
        self.found.push(Diagnostic { severity, finding: Finding::Trust(lint), at, related, fix });
    }

    /// What stands for the whole: the key of the statements.
    fn head(&self) -> Span {
        self.document().and_then(|document| document.head()).unwrap_or(self.policy.span)
    }

    fn document(&self) -> Option<Document<'_>> {
        Document::read(self.policy.source, self.text)
    }
}

/// A statement with the OIDC providers that it names.
struct Asked<'p> {
    statement: &'p Statement,
    providers: Vec<Provider<'p>>,
}

/// An OIDC provider that a statement names.
struct Provider<'p> {
    entry: &'p PrincipalEntry,
    arn: oidc::ProviderArn,
}

impl Asked<'_> {
    /// Whether the action is allowed.
    fn allows(&self, action: &str) -> bool {
        allows(self.statement, action)
    }

    /// The provider to whose tokens a condition key belongs.
    fn owner(&self, issuer: &str) -> Option<&Provider<'_>> {
        self.providers.iter().find(|provider| provider.arn.issuer.eq_ignore_ascii_case(issuer))
    }
}

fn providers(entries: &[PrincipalEntry]) -> Vec<Provider<'_>> {
    let federated = entries.iter().filter(|entry| entry.kind == PrincipalType::Federated);
    federated.filter_map(|entry| Some(Provider { entry, arn: oidc::ProviderArn::parse(&entry.text)? })).collect()
}

fn allows(statement: &Statement, action: &str) -> bool {
    let action = RequestAction::new(action);
    let named = statement.action.entries.iter().any(|entry| entry.pattern.matches(&action));
    named == (statement.action.naming == Naming::Named)
}

const WEB_IDENTITY: &str = "sts:assumerolewithwebidentity";

/// Whether a condition key about the subject is that of an EKS cluster, whose subjects are ServiceAccounts.
#[must_use]
pub fn is_cluster(key: &str) -> bool {
    key.rsplit_once(':').is_some_and(|(issuer, _)| oidc::EksIssuer::parse(issuer).is_some())
}
