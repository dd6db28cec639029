//! What is to be made, the same for every target: providers, roles, associations, bucket policies, ServiceAccounts.
//!
//! What always holds: everything of the scenario is in the plan or in its notes; names are such as AWS takes.

use super::{Note, document};
use crate::aws::Arn;
use crate::aws::oidc;
use crate::chain::world::{AUDIENCE, World};
use crate::iam::lower;
use crate::iam::policy::{PolicyKind, Standing};
use crate::kubernetes::service_account::ServiceAccount;
use crate::scenario::{PodIdentityAssociation, Scenario};
use crate::text::SourceId;
use std::collections::BTreeMap;

/// What a value stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stand {
    /// The cluster's name.
    ClusterName,
    /// The Region.
    Region,
}

/// What is to be made.
#[derive(Debug)]
pub(super) struct Plan<'s> {
    pub scenario: &'s Scenario,
    pub partition: String,
    pub region: String,
    pub cluster: String,
    /// The account that a text for one account is for.
    pub account: String,
    pub providers: Vec<Provider>,
    pub roles: Vec<Role>,
    pub associations: Vec<&'s PodIdentityAssociation>,
    /// Bucket, policy.
    pub buckets: Vec<(String, String)>,
    pub service_accounts: Vec<ServiceAccount>,
    /// Objects that are no ServiceAccounts.
    pub objects: usize,
    /// What no target expresses.
    pub notes: Vec<Note>,
    stood: [Option<Note>; 2],
}

/// An OIDC provider.
#[derive(Debug)]
pub(super) struct Provider {
    pub account: String,
    /// Without scheme.
    pub host: String,
    pub clients: Vec<String>,
}

/// A role.
#[derive(Debug)]
pub(super) struct Role {
    pub arn: String,
    pub account: String,
    pub name: String,
    /// `/` or `/path/`.
    pub path: String,
    pub trust: String,
    /// Name, text.
    pub policies: Vec<(String, String)>,
    /// Name, ARN, text.
    pub boundary: Option<(String, String, String)>,
    pub tags: BTreeMap<String, String>,
    pub max_session_duration: Option<u32>,
}

impl<'s> Plan<'s> {
    /// The plan of a scenario.
    pub(super) fn of(scenario: &'s Scenario) -> Self {
        let world = World::read(scenario);
        let mut notes = Vec::new();
        let roles: Vec<Role> =
            (0u16..).zip(&scenario.roles).filter_map(|(index, given)| role(index, given, &mut notes)).collect();
        let cluster = scenario.cluster.as_ref();
        let of_roles = roles.first().map(|role| role.account.clone());
        let account = of_roles.or_else(|| cluster?.account.clone()).unwrap_or_else(|| "111122223333".to_owned());
        let partition = roles.first().and_then(|role| Some(Arn::parse(&role.arn)?.partition.to_owned()));
        let name = cluster.and_then(|cluster| cluster.name.clone());
        let stand = |is: bool, what: Stand, text: &str| is.then(|| Note::Stands(what, text.to_owned()));
        let (region, named) = (world.region.clone(), name.clone());
        let region_text = region.clone().unwrap_or_else(|| "us-east-1".to_owned());
        let cluster_text = name.unwrap_or_else(|| "my-cluster".to_owned());
        let stood = [
            stand(named.is_none(), Stand::ClusterName, &cluster_text),
            stand(region.is_none(), Stand::Region, &region_text),
        ];
        let providers = providers(&world, &roles, &mut notes);
        let mut buckets = Vec::new();
        for (index, policy) in (0u16..).zip(&scenario.resource_policies) {
            let arn = Arn::parse(&policy.resource);
            let bucket = arn.filter(|arn| arn.service == "s3" && !arn.resource.contains(['/', '*', '?']));
            let name = format!("resourcePolicies[{index}]");
            match (bucket, document::read(&policy.document)) {
                (_, None) => notes.push(Note::Unreadable(name)),
                (Some(bucket), Some(_)) => {
                    check(SourceId::ResourcePolicy(index), &policy.document, PolicyKind::Resource, &name, &mut notes);
                    buckets.push((bucket.resource.to_owned(), policy.document.clone()));
                }
                (None, Some(_)) => notes.push(Note::ResourcePolicy(policy.resource.clone())),
            }
        }
        for association in scenario.pod_identity_associations.iter().filter(|one| one.policy.is_some()) {
            let whose = format!("{}/{}", association.namespace, association.service_account);
            notes.push(Note::AssociationPolicy(whose));
        }
        let organization = scenario.service_control_policies.iter().chain(&scenario.resource_control_policies);
        let counts = [
            (scenario.users.len() + scenario.groups.len(), Note::Identities as fn(usize) -> Note),
            (organization.map(Vec::len).sum(), Note::Organization),
        ];
        notes.extend(counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, note)| note(count)));
        notes.extend(scenario.session_policy.as_ref().map(|_| Note::SessionPolicy));
        notes.extend(scenario.endpoint_policy.as_ref().map(|_| Note::EndpointPolicy));
        notes.extend(scenario.node_role.clone().map(Note::NodeRole));
        let service_accounts = world.manifests.service_accounts.clone();
        let objects = world.manifests.objects.len().saturating_sub(service_accounts.len());
        Self {
            scenario,
            partition: partition.unwrap_or_else(|| world.partition().to_owned()),
            region: region_text,
            cluster: cluster_text,
            account,
            providers,
            roles,
            associations: scenario.pod_identity_associations.iter().collect(),
            buckets,
            service_accounts,
            objects,
            notes,
            stood,
        }
    }

    /// The notes of a target that needs these values.
    pub(super) fn notes_for(&self, needs: &[Stand]) -> Vec<Note> {
        let needed = |note: &&Note| matches!(note, Note::Stands(what, _) if needs.contains(what));
        self.stood.iter().flatten().filter(needed).chain(&self.notes).cloned().collect()
    }

    /// The roles of the one account, and notes about the others.
    pub(super) fn own_roles(&self, notes: &mut Vec<Note>) -> Vec<&Role> {
        let (own, others): (Vec<&Role>, Vec<&Role>) = self.roles.iter().partition(|role| role.account == self.account);
        notes.extend(others.iter().map(|role| Note::OtherAccount(role.arn.clone())));
        own
    }
}

/// A role as it is made; one that cannot be made is a note.
fn role(index: u16, given: &crate::scenario::Role, notes: &mut Vec<Note>) -> Option<Role> {
    let Some(arn) = Arn::parse(&given.arn).filter(Arn::is_role) else {
        notes.push(Note::NotARole(given.arn.clone()));
        return None;
    };
    let Some(trust) = given.trust_policy.as_deref() else {
        notes.push(Note::NoTrust(given.arn.clone()));
        return None;
    };
    let (path, name) = arn.resource.strip_prefix("role").and_then(|rest| rest.rsplit_once('/'))?;
    let said = |what: &str| format!("{name}: {what}");
    if document::read(trust).is_none() {
        notes.push(Note::Unreadable(said("trustPolicy")));
        notes.push(Note::NoTrust(given.arn.clone()));
        return None;
    }
    check(SourceId::TrustPolicy(index), trust, PolicyKind::Trust, &said("trustPolicy"), notes);
    let mut policies: Vec<(String, String)> = Vec::new();
    for (j, policy) in (0u16..).zip(&given.policies) {
        let taken = |name: &str| policies.iter().any(|(known, _)| known == name);
        let wanted = if policy.name.is_empty() { format!("policy-{}", j + 1) } else { policy.name.clone() };
        let valid = crate::scenario::edit::unique(&named(&wanted, 128), taken);
        if valid != wanted {
            notes.push(Note::Renamed(wanted, valid.clone()));
        }
        match document::read(&policy.document) {
            None => notes.push(Note::Unreadable(said(&valid))),
            Some(_) => {
                check(SourceId::RolePolicy(index, j), &policy.document, PolicyKind::Identity, &said(&valid), notes);
                policies.push((valid, policy.document.clone()));
            }
        }
    }
    let boundary = given.permissions_boundary.as_ref().and_then(|text| {
        if document::read(text).is_none() {
            notes.push(Note::Unreadable(said("permissionsBoundary")));
            return None;
        }
        let boundary = named(&format!("{name}-boundary"), 128);
        let arn = format!("arn:{}:iam::{}:policy/{boundary}", arn.partition, arn.account);
        Some((boundary, arn, text.clone()))
    });
    Some(Role {
        arn: given.arn.clone(),
        account: arn.account.to_owned(),
        name: name.to_owned(),
        path: format!("{path}/"),
        trust: trust.to_owned(),
        policies,
        boundary,
        tags: given.tags.clone(),
        max_session_duration: given.max_session_duration,
    })
}

/// Notes a document that IAM would not save.
fn check(source: SourceId, text: &str, kind: PolicyKind, name: &str, notes: &mut Vec<Note>) {
    let read = lower::read(source, text, kind).0;
    if read.is_none_or(|policy| policy.standing == Standing::Refused) {
        notes.push(Note::Refused(name.to_owned()));
    }
}

/// A name of IAM: letters, digits and `+=,.@-_`.
fn named(text: &str, most: usize) -> String {
    let valid = |c: char| c.is_ascii_alphanumeric() || "+=,.@-_".contains(c);
    text.chars().map(|c| if valid(c) { c } else { '-' }).take(most).collect()
}

/// The providers of the scenario; where it lists none, those that the trust policies name for the cluster's issuer.
fn providers(world: &World<'_>, roles: &[Role], notes: &mut Vec<Note>) -> Vec<Provider> {
    if let Some(given) = &world.scenario.oidc_providers {
        let provider = |one: &crate::scenario::OidcProvider| Provider {
            account: one.account.clone(),
            host: oidc::without_scheme(&one.url).to_owned(),
            clients: one.client_ids.clone(),
        };
        return given.iter().map(provider).collect();
    }
    let Some(issuer) = &world.issuer else { return Vec::new() };
    let host = oidc::without_scheme(issuer).to_owned();
    let mut found: Vec<Provider> = Vec::new();
    for role in roles {
        let names_it = role.trust.contains(&format!(":oidc-provider/{host}"));
        if names_it && !found.iter().any(|known| known.account == role.account) {
            notes.push(Note::ProviderAssumed(host.clone()));
            let clients = vec![AUDIENCE.to_owned()];
            found.push(Provider { account: role.account.clone(), host: host.clone(), clients });
        }
    }
    found
}
