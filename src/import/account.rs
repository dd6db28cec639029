//! Account, partition, Region and issuer, for texts that leave them out.
//!
//! What always holds: what the scenario says comes first; where it says nothing, the value is one of AWS's own
//! documentation, and whoever uses it says so.

use crate::aws::arn::{Arn, is_account};
use crate::aws::oidc;
use crate::kubernetes::manifest::Manifests;
use crate::scenario::{Cluster, Scenario};

/// The annotation that names the role.
pub(super) const ROLE_ARN: &str = "eks.amazonaws.com/role-arn";
/// The account of AWS's documentation.
const ACCOUNT: &str = "111122223333";
/// The Region that is shown where none is known.
const REGION: &str = "us-east-1";
/// The id of the issuer in AWS's documentation.
const ISSUER_ID: &str = "EXAMPLED539D4633E53DE1B71EXAMPLE";

/// What is known of the account and the cluster.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    pub account: Option<String>,
    pub region: Option<String>,
    pub issuer: Option<String>,
    partition: Option<String>,
}

/// A value and whether it was known.
#[derive(Clone, Debug)]
pub(super) enum Guess {
    Known(String),
    Placeholder(String),
}

impl Guess {
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Known(text) | Self::Placeholder(text) => text,
        }
    }
}

impl Home {
    /// What the scenario says.
    pub(super) fn of(scenario: &Scenario, manifests: &Manifests) -> Self {
        let annotations = manifests.service_accounts.iter().filter_map(|account| account.annotation(ROLE_ARN));
        let arns: Vec<String> = annotations.map(|annotation| annotation.text().to_owned()).collect();
        let arns = arns.iter().chain(scenario.roles.iter().map(|role| &role.arn));
        let known = arns.filter_map(|arn| Arn::parse(arn)).find(|arn| is_account(arn.account));
        let provider = scenario.oidc_providers.iter().flatten().next();
        let trusts = scenario.roles.iter().filter_map(|role| role.trust_policy.as_deref());
        let mut home = Self {
            account: known.map(|arn| arn.account.to_owned()),
            partition: known.map(|arn| arn.partition.to_owned()),
            issuer: provider.map(|provider| provider.url.clone()).or_else(|| trusts.into_iter().find_map(issuer_in)),
            region: None,
        };
        if let Some(cluster) = &scenario.cluster {
            home.learn(cluster);
        }
        home
    }

    /// Takes in what a text says of the cluster.
    pub(super) fn learn(&mut self, cluster: &Cluster) {
        let newer = |new: &Option<String>, old: &mut Option<String>| {
            if new.is_some() {
                old.clone_from(new);
            }
        };
        newer(&cluster.account, &mut self.account);
        newer(&cluster.region, &mut self.region);
        newer(&cluster.issuer, &mut self.issuer);
    }

    pub(super) fn account(&self) -> Guess {
        guess(self.account.as_deref(), ACCOUNT)
    }

    pub(super) fn region(&self) -> Guess {
        let from_issuer = || oidc::EksIssuer::parse(self.issuer.as_deref()?).map(|issuer| issuer.region);
        guess(self.region.clone().or_else(from_issuer).as_deref(), REGION)
    }

    pub(super) fn partition(&self) -> &str {
        self.partition.as_deref().unwrap_or_else(|| oidc::partition(self.region.as_deref().unwrap_or_default()))
    }

    /// The issuer with its scheme.
    pub(super) fn issuer(&self) -> Guess {
        match &self.issuer {
            Some(issuer) => Guess::Known(format!("https://{}", oidc::without_scheme(issuer))),
            None => {
                let region = self.region();
                let suffix = oidc::dns_suffix(region.text());
                Guess::Placeholder(format!("https://oidc.eks.{}.{suffix}/id/{ISSUER_ID}", region.text()))
            }
        }
    }

    /// The ARN of a role by its name.
    pub(super) fn role(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:role/{name}", self.partition(), self.account().text())
    }
}

fn guess(known: Option<&str>, otherwise: &str) -> Guess {
    known.map_or_else(|| Guess::Placeholder(otherwise.to_owned()), |known| Guess::Known(known.to_owned()))
}

/// The issuer of the first provider that a text names.
pub(super) fn issuer_in(text: &str) -> Option<String> {
    let (_, rest) = text.split_once(":oidc-provider/")?;
    let end = rest.find(['"', '\n', ' ', '\'']).unwrap_or(rest.len());
    rest.get(..end).filter(|issuer| !issuer.is_empty()).map(str::to_owned)
}
