//! The names that occur in a scenario: ARNs, issuers, accounts, and the objects of the manifests.
//!
//! What always holds: names are found in documents that do not parse too; each stands once, in the order in which it
//! is met; the ARN under the caret, which somebody is just writing, is left out.

use super::Place;
use crate::aws::Arn;
use crate::aws::oidc::{self, ProviderArn};
use crate::chain::world::{DEFAULT_NAMESPACE, ROLE_ARN};
use crate::kubernetes::manifest::{self, Manifests};
use crate::text::SourceId;
use std::collections::BTreeSet;

/// More names than this are not read by anybody.
const MOST: usize = 300;

/// What a scenario names in AWS.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Every ARN.
    pub(super) arns: Vec<String>,
    /// Issuers without their scheme.
    pub(super) issuers: Vec<String>,
    /// Twelve digits.
    pub(super) accounts: Vec<String>,
    /// The cluster's, then those of ARNs.
    pub(super) regions: Vec<String>,
    /// Client ids of providers.
    pub(super) audiences: Vec<String>,
}

/// A ServiceAccount of the manifests.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) namespace: String,
    pub(super) name: String,
    /// What its annotation names.
    pub(super) role: Option<String>,
}

fn add(list: &mut Vec<String>, seen: &mut BTreeSet<String>, name: &str) {
    if !name.is_empty() && list.len() < MOST && seen.insert(name.to_owned()) {
        list.push(name.to_owned());
    }
}

/// Reads the names of AWS.
pub(super) fn known(place: Place<'_>) -> Known {
    let scenario = place.scenario;
    let mut known = Known::default();
    let (mut arns, mut issuers, mut accounts, mut regions) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for role in &scenario.roles {
        add(&mut known.arns, &mut arns, &role.arn);
    }
    let users = scenario.users.iter().map(|user| &user.arn);
    let resources = scenario.resource_policies.iter().map(|policy| &policy.resource);
    let associations = scenario.pod_identity_associations.iter();
    let associations = associations.flat_map(|one| [Some(&one.role_arn), one.target_role_arn.as_ref()]).flatten();
    for arn in users.chain(resources).chain(associations).chain(&scenario.node_role) {
        add(&mut known.arns, &mut arns, arn);
    }
    for (source, text) in scenario.documents() {
        let here = source == place.source;
        for (at, arn) in arns_in(if here { place.text } else { text }) {
            if !here || place.offset < at || at + arn.len() < place.offset {
                add(&mut known.arns, &mut arns, arn);
            }
        }
    }
    if let Some(cluster) = &scenario.cluster {
        add(&mut known.issuers, &mut issuers, oidc::without_scheme(cluster.issuer.as_deref().unwrap_or_default()));
        add(&mut known.accounts, &mut accounts, cluster.account.as_deref().unwrap_or_default());
        add(&mut known.regions, &mut regions, cluster.region.as_deref().unwrap_or_default());
    }
    let mut audiences = BTreeSet::new();
    add(&mut known.audiences, &mut audiences, crate::chain::world::AUDIENCE);
    for provider in scenario.oidc_providers.iter().flatten() {
        add(&mut known.issuers, &mut issuers, oidc::without_scheme(&provider.url));
        add(&mut known.accounts, &mut accounts, &provider.account);
        for client in &provider.client_ids {
            add(&mut known.audiences, &mut audiences, client);
        }
    }
    for arn in &known.arns {
        if let Some(provider) = ProviderArn::parse(arn) {
            add(&mut known.issuers, &mut issuers, &provider.issuer);
        }
        if let Some(arn) = Arn::parse(arn) {
            let is_account = arn.account.len() == 12 && arn.account.bytes().all(|byte| byte.is_ascii_digit());
            add(&mut known.accounts, &mut accounts, if is_account { arn.account } else { "" });
            add(&mut known.regions, &mut regions, if arn.region.contains('*') { "" } else { arn.region });
        }
    }
    for issuer in known.issuers.clone() {
        if let Some(eks) = oidc::EksIssuer::parse(&issuer) {
            add(&mut known.regions, &mut regions, &eks.region);
        }
    }
    known
}

/// Every ARN of a text with its place.
pub(super) fn arns_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("arn:aws").filter_map(move |(at, _)| {
        let rest = text.get(at..)?;
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '`' | '\\'));
        let arn = rest.get(..end.unwrap_or(rest.len()))?;
        Arn::parse(arn).filter(|arn| !arn.resource.is_empty()).map(|_| (at, arn))
    })
}

impl Known {
    /// The ARNs of IAM roles.
    pub(super) fn roles(&self) -> impl Iterator<Item = &String> {
        self.arns.iter().filter(|arn| Arn::parse(arn).is_some_and(|arn| arn.is_role()) && !arn.contains('*'))
    }

    /// The ARNs of OIDC providers: those that occur, and those of known issuers in known accounts.
    pub(super) fn providers(&self) -> Vec<String> {
        let mut all: Vec<String> = self.arns.iter().filter(|arn| ProviderArn::parse(arn).is_some()).cloned().collect();
        for issuer in &self.issuers {
            if !all.iter().any(|arn| arn.ends_with(issuer.as_str()))
                && let Some(account) = self.accounts.first()
            {
                let partition = self.regions.first().map_or("aws", |region| oidc::partition(region));
                all.push(ProviderArn::new(partition, account, issuer).to_string());
            }
        }
        all
    }
}

/// The objects of the manifests, the newest text if they are what is edited.
pub(super) fn manifests(place: Place<'_>) -> Manifests {
    let text = if place.source == SourceId::Manifests { place.text } else { &place.scenario.manifests };
    manifest::read(SourceId::Manifests, text, DEFAULT_NAMESPACE).0
}

/// The ServiceAccounts of the manifests, those that name a role first; then those that workloads only name.
pub(super) fn service_accounts(manifests: &Manifests) -> Vec<Account> {
    let role = |account: &crate::kubernetes::service_account::ServiceAccount| {
        let found = account.annotations.iter().rev().find(|annotation| annotation.key == ROLE_ARN)?;
        Some(found.text().to_owned())
    };
    let mut all: Vec<Account> = Vec::new();
    for account in manifests.service_accounts.iter().take(MOST) {
        let (namespace, name) = (account.namespace.clone(), account.name.clone());
        all.push(Account { namespace, name, role: role(account) });
    }
    crate::order::sort_by_key(&mut all, |account| account.role.is_none());
    all.retain(|account| !account.name.is_empty());
    all
}

/// The namespaces that the manifests use.
pub(super) fn namespaces(manifests: &Manifests) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for object in &manifests.objects {
        let declared = if object.kind == "Namespace" { object.name.as_str() } else { "" };
        add(&mut all, &mut seen, declared);
        add(&mut all, &mut seen, object.namespace.as_deref().unwrap_or_default());
    }
    all
}
