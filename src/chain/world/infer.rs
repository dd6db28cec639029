//! What a scenario leaves out and the simulation takes for granted: issuer, Region, Pods, OIDC providers.
//!
//! What always holds: everything that is inferred here stands in `assumptions`; nothing that a scenario says is
//! overruled.

use super::{AUDIENCE, ROLE_ARN, World};
use crate::aws::arn::Arn;
use crate::aws::oidc;
use crate::chain::simulation::Assumption;
use crate::iam::policy::Policy;
use crate::kubernetes::manifest;
use crate::kubernetes::service_account::ServiceAccount;
use crate::kubernetes::webhook::Flags;
use crate::kubernetes::workload::Workload;
use crate::scenario::Role;
use crate::text::{Location, SourceId, Span};

impl World<'_> {
    pub(super) fn infer(&mut self) {
        let cluster = self.scenario.cluster.clone().unwrap_or_default();
        self.issuer = cluster.issuer.clone().or_else(|| self.infer_issuer());
        let from_issuer = || Some(oidc::EksIssuer::parse(self.issuer.as_deref()?)?.region);
        self.region = cluster.region.clone().or_else(from_issuer);
        self.flags = Flags::eks(self.region.as_deref().unwrap_or_default());
        self.assume_pods();
        if self.scenario.oidc_providers.is_none() {
            self.assume_providers();
        }
        let untagged = self.scenario.roles.iter().filter(|role| role.tags.is_empty());
        let looks = |role: &&Role| role.policies.iter().any(|policy| policy.document.contains("PrincipalTag/"));
        let assumed = untagged.filter(looks).map(|role| Assumption::NoRoleTags { role_arn: role.arn.clone() });
        self.assumptions.extend(assumed);
        if self.scenario.imds_reachable.is_none() {
            self.assumptions.push(Assumption::NoImds);
        }
    }

    /// The issuer that a trust policy names; that of a role which a ServiceAccount names comes first.
    fn infer_issuer(&mut self) -> Option<String> {
        let annotated = |arn: &str| {
            let accounts = self.manifests.service_accounts.iter();
            accounts.filter_map(|account| account.annotation(ROLE_ARN)).any(|annotation| annotation.text() == arn)
        };
        let mut order: Vec<_> = self.scenario.roles.iter().zip(&self.roles).collect();
        crate::order::sort_by_key(&mut order, |(role, _)| !annotated(&role.arn));
        let found = order.into_iter().find_map(|(role, documents)| {
            let policy = documents.trust.as_ref()?;
            federated(policy).next().or_else(|| mentioned(policy, role.trust_policy.as_deref()?))
        });
        let (arn, at) = found?;
        let issuer = format!("https://{}", oidc::ProviderArn::parse(&arn)?.issuer);
        // Without a cluster in sight, only an issuer that looks like one of EKS is taken for a cluster's.
        let alone = self.manifests.workloads.is_empty() && self.manifests.service_accounts.is_empty();
        if alone && oidc::EksIssuer::parse(&issuer).is_none() {
            return None;
        }
        self.assumptions.push(Assumption::Issuer { issuer: issuer.clone(), at: Some(at) });
        Some(issuer)
    }

    /// Where a ServiceAccount names a role and no workload uses it, a Pod that does is taken for granted.
    fn assume_pods(&mut self) {
        let used = |namespace: &str, name: &str| {
            self.manifests.workloads.iter().any(|w| w.namespace == namespace && w.service_account == name)
        };
        let lonely: Vec<(String, String)> = self
            .manifests
            .service_accounts
            .iter()
            .filter(|account| account.annotation(ROLE_ARN).is_some() || self.is_associated(account))
            .filter(|account| !used(&account.namespace, &account.name))
            .map(|account| (account.namespace.clone(), account.name.clone()))
            .collect();
        for (namespace, service_account) in lonely {
            self.assumed.extend(assumed_pod(&namespace, &service_account));
            self.assumptions.push(Assumption::Pod { namespace, service_account });
        }
    }

    fn is_associated(&self, account: &ServiceAccount) -> bool {
        self.association(&account.namespace, &account.name).is_some()
    }

    fn assume_providers(&mut self) {
        let Some(issuer) = self.issuer.clone() else { return };
        let mut accounts: Vec<String> = self
            .manifests
            .service_accounts
            .iter()
            .filter_map(|account| Some(Arn::parse(account.annotation(ROLE_ARN)?.text())?.account.to_owned()))
            .collect();
        crate::order::sort(&mut accounts);
        accounts.dedup();
        self.assumptions.extend(accounts.into_iter().map(|account| Assumption::Provider {
            account,
            issuer: issuer.clone(),
            client_id: AUDIENCE.to_owned(),
        }));
    }
}

/// The OIDC providers that a trust policy names as principals, and where.
pub fn federated(policy: &Policy) -> impl Iterator<Item = (String, Location)> {
    policy.statements.iter().filter_map(|statement| statement.principal.as_ref()).flat_map(|principal| {
        principal
            .entries
            .iter()
            .filter(|entry| entry.text.contains(":oidc-provider/"))
            .map(|entry| (entry.text.clone(), policy.at(entry.span)))
    })
}

/// The provider that the text of a policy mentions, for one that cannot be read: while somebody types, the issuer
/// stays known.
fn mentioned(policy: &Policy, text: &str) -> Option<(String, Location)> {
    let middle = text.find(":oidc-provider/")?;
    let start = text.get(..middle)?.rfind('"').map_or(0, |quote| quote + 1);
    let end = text.get(middle..)?.find(['"', '\n']).map_or(text.len(), |length| middle + length);
    let arn = text.get(start..end)?.trim();
    oidc::ProviderArn::parse(arn)?;
    Some((arn.to_owned(), policy.at(Span::new(start, end))))
}

/// A Pod that uses a ServiceAccount; its places are those of no document.
fn assumed_pod(namespace: &str, service_account: &str) -> Option<Workload> {
    let pod = serde_json::json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": { "name": "example", "namespace": namespace },
        "spec": { "serviceAccountName": service_account, "containers": [{ "name": "app", "image": "app" }] },
    });
    manifest::read(SourceId::Settings, &serde_json::to_string(&pod).ok()?, namespace).0.workloads.pop()
}
