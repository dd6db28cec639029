//! What only several documents together show: the annotation here, the trust policy there, the settings, and the links
//! that break.
//!
//! What always holds: a link that breaks is told once, by the words of its reason, where its text stands; where a check
//! of one document speaks of the same place, that one stays and gets the link's fix, so that the editor's quick fix and
//! the button of the link are one thing.

mod link;

pub use link::links;

use super::trust::{self, Known};
use crate::aws::Arn;
use crate::chain::Chain;
use crate::chain::world::{AUDIENCE, ROLE_ARN, World, federated};
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::kubernetes::rbac::{Bridge, Way};
use crate::kubernetes::service_account::ServiceAccount;
use crate::kubernetes::token::Subject;
use crate::order;
use crate::text::{Location, SourceId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What several documents together show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum IrsaLint {
    /// An EKS Pod Identity association gives the ServiceAccount another role than its annotation, and wins.
    AssociationWins {
        /// The role of the association.
        role_arn: String,
    },
    /// A trust policy names a provider that the account does not have.
    NoSuchProvider {
        /// The issuer.
        issuer: String,
        /// The account.
        account: String,
        /// An issuer that the account has, and that differs by a few letters.
        near: Option<String>,
    },
    /// A policy of a role that web identities assume looks at a session tag, which they never have.
    NoSessionTags {
        /// The condition key.
        key: String,
    },
    /// Somebody may mint the token of a ServiceAccount, or run Pods as it, and so use its role.
    MayBecome {
        /// Who.
        subject: String,
        /// The ServiceAccount, `namespace/name`.
        service_account: String,
        /// The role.
        role: String,
        /// How.
        way: Way,
    },
    /// `default` names a role, so every Pod of the namespace that names no ServiceAccount has it.
    DefaultHasRole {
        /// The namespace.
        namespace: String,
    },
}

/// The checks of trust policies, with what the scenario knows of each role; policies of resources have those of
/// [`crate::lint::policy`].
pub fn policies(world: &World) -> Vec<Diagnostic> {
    let scenario = world.scenario;
    let mut of_role: BTreeMap<&str, Vec<&ServiceAccount>> = BTreeMap::new();
    for account in &world.manifests.service_accounts {
        if let Some(annotation) = account.annotation(ROLE_ARN) {
            of_role.entry(annotation.text()).or_default().push(account);
        }
    }
    let accounts = accounts(world);
    let clients = scenario.oidc_providers.iter().flatten().flat_map(|provider| &provider.client_ids);
    let clients: Vec<&str> = clients.map(String::as_str).filter(|audience| *audience != AUDIENCE).collect();
    let quota = scenario.runtime.trust_policy_quota.unwrap_or(trust::QUOTA);
    let mut found = Vec::new();
    for (role, documents) in scenario.roles.iter().zip(&world.roles) {
        let (Some(policy), Some(text)) = (&documents.trust, role.trust_policy.as_deref()) else { continue };
        let named = of_role.get(role.arn.as_str()).map(Vec::as_slice).unwrap_or_default();
        let asked = named.iter().filter_map(|account| Some(account.annotation("eks.amazonaws.com/audience")?.text()));
        let known = Known {
            arn: &role.arn,
            quota,
            subjects: named.iter().map(|one| Subject::new(&one.namespace, &one.name).to_string()).collect(),
            audiences: asked.chain(clients.iter().copied()).filter(|audience| *audience != AUDIENCE).collect(),
            accounts: accounts.clone(),
        };
        found.extend(trust::check(policy, text, &known));
    }
    found
}

/// The accounts that the scenario has: those of its roles and users, of the cluster and of its providers.
fn accounts<'w>(world: &'w World<'_>) -> Vec<&'w str> {
    let scenario = world.scenario;
    let arns = scenario.roles.iter().map(|role| &role.arn).chain(scenario.users.iter().map(|user| &user.arn));
    let arns = arns.filter_map(|arn| Some(Arn::parse(arn)?.account));
    let providers = scenario.oidc_providers.iter().flatten().map(|provider| provider.account.as_str());
    let mut all: Vec<&str> = arns.chain(providers).chain(world.account()).collect();
    order::sort(&mut all);
    all.dedup();
    all
}

/// What no single link breaks on.
pub fn check(world: &World, chains: &[Chain], said: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    service_accounts(world, &mut found);
    providers(world, said, &mut found);
    session_tags(world, chains, &mut found);
    bridges(chains, &mut found);
    found.retain(|diagnostic| diagnostic.at.source != SourceId::Settings);
    found
}

fn service_accounts(world: &World, found: &mut Vec<Diagnostic>) {
    for account in &world.manifests.service_accounts {
        let Some(annotation) = account.annotation(ROLE_ARN).filter(|annotation| !annotation.text().is_empty()) else {
            continue;
        };
        let at = Location { source: account.name_at.source, span: annotation.key_span.to(annotation.value.span) };
        if let Some(association) = world.association(&account.namespace, &account.name) {
            let lint = IrsaLint::AssociationWins { role_arn: association.role_arn.clone() };
            found.push(Diagnostic::warning(Finding::Irsa(lint), at));
        }
        if account.name == "default" {
            let lint = IrsaLint::DefaultHasRole { namespace: account.namespace.clone() };
            let severity = Severity::Security;
            let diagnostic = Diagnostic::warning(Finding::Irsa(lint), account.name_at).related_to(at);
            found.push(Diagnostic { severity, ..diagnostic });
        }
    }
}

/// Providers that trust policies name and that the given ones are not.
fn providers(world: &World, said: &[Diagnostic], found: &mut Vec<Diagnostic>) {
    let Some(given) = &world.scenario.oidc_providers else { return };
    let without_scheme = crate::aws::oidc::without_scheme;
    for policy in world.roles.iter().filter_map(|role| role.trust.as_ref()) {
        for (arn, at) in federated(policy) {
            let Some(named) = crate::aws::oidc::ProviderArn::parse(&arn) else { continue };
            // One that is misspelt is told as that.
            if said.iter().any(|one| one.at == at && one.severity == Severity::Error) {
                continue;
            }
            let of_account = || given.iter().filter(|provider| provider.account == named.account);
            if of_account().any(|provider| without_scheme(&provider.url) == named.issuer) {
                continue;
            }
            let near = of_account().map(|provider| without_scheme(&provider.url));
            let near = near.into_iter().find(|issuer| crate::text::distance(issuer, &named.issuer) <= 3);
            let near = near.map(str::to_owned);
            let lint = IrsaLint::NoSuchProvider { issuer: named.issuer, account: named.account, near };
            found.push(Diagnostic::warning(Finding::Irsa(lint), at));
        }
    }
}

/// Session tags in the policies of roles that only web identities assume here.
fn session_tags(world: &World, chains: &[Chain], found: &mut Vec<Diagnostic>) {
    let mut by_web_identity = BTreeSet::new();
    let mut by_pod_identity = BTreeSet::new();
    for chain in chains {
        let Some(index) = chain.role.as_ref().and_then(|role| role.index) else { continue };
        let associated = world.association(&chain.service_account.namespace, &chain.service_account.name).is_some();
        if associated {
            by_pod_identity.insert(index)
        } else {
            by_web_identity.insert(index)
        };
    }
    for index in by_web_identity.difference(&by_pod_identity) {
        let index = usize::from(*index);
        let (Some(role), Some(given)) = (world.roles.get(index), world.scenario.roles.get(index)) else { continue };
        for policy in &role.identity {
            for condition in policy.statements.iter().flat_map(|statement| &statement.conditions) {
                let key = condition.key.lower();
                let is_session_tag = ["kubernetes-", "eks-cluster-"].iter().any(|start| {
                    let tag = key.strip_prefix("aws:principaltag/").filter(|tag| tag.starts_with(start));
                    tag.is_some_and(|tag| !given.tags.keys().any(|own| own.eq_ignore_ascii_case(tag)))
                });
                if is_session_tag && trust::claim::limits(condition) {
                    let lint = IrsaLint::NoSessionTags { key: condition.key.text().to_owned() };
                    found.push(Diagnostic::warning(Finding::Irsa(lint), policy.at(condition.key_span)));
                }
            }
        }
    }
}

/// Who may become a ServiceAccount that has a role: one entry a subject and ServiceAccount, its shortest way.
fn bridges(chains: &[Chain], found: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for chain in chains {
        let Some(role) = &chain.role else { continue };
        let (namespace, name) = (&chain.service_account.namespace, &chain.service_account.name);
        let itself = Subject::new(namespace, name).to_string();
        for Bridge { way, grant, .. } in chain.bridges.iter() {
            let gives_role = matches!(way, Way::MintToken | Way::CreatePod | Way::ControlWorkload | Way::EnterPod);
            let subject = &grant.subject;
            let who = if subject.namespace.is_empty() {
                subject.name.clone()
            } else {
                Subject::new(&subject.namespace, &subject.name).to_string()
            };
            let Some(at) = subject.at.filter(|_| gives_role && !grant.builtin && who != itself) else { continue };
            if !seen.insert((at, namespace, name)) {
                continue;
            }
            let related = grant.rule.at.into_iter().chain(chain.service_account.at).collect();
            let lint = IrsaLint::MayBecome {
                subject: who,
                service_account: format!("{namespace}/{name}"),
                role: role.name.clone(),
                way: *way,
            };
            let finding = Finding::Irsa(lint);
            found.push(Diagnostic { severity: Severity::Security, finding, at, related, fix: None });
        }
    }
}
