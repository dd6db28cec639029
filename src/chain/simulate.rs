//! Joins the links: every container of every workload is walked from admission to the permission matrix.
//!
//! What always holds: links after the first one that does not pass are `notReached`, with what they would say kept in
//! `own`; the identity is found by following the SDK's chain to its end, also where the web identity fails.

use super::link::{Link, Step, Verdict};
use super::permission::{self, Session};
use super::reason::Reason;
use super::simulation::{
    Chain, ClusterGrant, Identity, Matrix, RoleName, ServiceAccountName, Simulation, WorkloadName,
};
use super::world::World;
use super::{exchange, inject, pick, select, trust};
use crate::aws::{Arn, oidc};
use crate::credentials::{Environment, Found, Provider, ProviderKind};
use crate::kubernetes::admission::{self, Account};
use crate::kubernetes::rbac::{self, Grant, RoleKind, User};
use crate::kubernetes::token::{self, Claims, ProjectedToken, Subject};
use crate::kubernetes::webhook::Mutation;
use crate::kubernetes::workload::{self, ContainerKind, Workload};
use crate::scenario::Scenario;
use serde_json::Value as Json;

/// The time at which tokens are issued in a simulation: seconds since 1970. Fixed, so that links show the same thing.
const NOW: i64 = 1_700_000_000;

/// Simulates a scenario.
#[must_use]
pub fn simulate(scenario: &Scenario) -> Simulation {
    let world = World::read(scenario);
    let chains = world.workloads().flat_map(|workload| walk(&world, workload)).collect();
    Simulation { chains, diagnostics: world.diagnostics.clone(), assumptions: world.assumptions.clone() }
}

/// The chains of one workload, one for each container that the webhook looks at.
fn walk(world: &World, workload: &Workload) -> Vec<Chain> {
    let selected = select::link(world, workload);
    let pod = admitted(world, workload);
    let mutation = inject::mutation(world, workload, &pod);
    let grants = rbac::rules_for(&world.rbac, &User::service_account(&workload.namespace, &workload.service_account));
    let cluster_access: Vec<ClusterGrant> = grants.iter().filter(|grant| !grant.builtin).map(cluster_grant).collect();
    let containers = workload.containers.iter().filter(|container| container.kind != ContainerKind::Ephemeral);
    containers
        .map(|container| {
            let walker = Walker { world, workload, mutation: &mutation, container: &container.name };
            walker.chain(selected.clone(), cluster_access.clone())
        })
        .collect()
}

/// The Pod after ServiceAccount admission; one that is refused is walked on as it stands.
fn admitted(world: &World, workload: &Workload) -> Json {
    let pod = workload::pod(workload);
    let find = |namespace: &str, name: &str| {
        let account = world.manifests.service_account(namespace, name).map(Account::from);
        account.or_else(|| Some(Account::default()))
    };
    match admission::admit(&pod, &workload.namespace, find) {
        Ok(admitted) => admitted.pod,
        Err(_) => pod,
    }
}

struct Walker<'w> {
    world: &'w World<'w>,
    workload: &'w Workload,
    mutation: &'w Mutation,
    container: &'w str,
}

/// What became of a web identity: its two links, and the session if there is one.
struct Assume {
    role_arn: String,
    claims: Option<Claims>,
    exchange: Link,
    trust: Link,
}

impl Walker<'_> {
    fn chain(&self, selected: Link, cluster_access: Vec<ClusterGrant>) -> Chain {
        let (world, workload) = (self.world, self.workload);
        let injected = inject::link(world, workload, self.mutation, self.container);
        let environment = pick::environment(world, workload, &self.mutation.pod, self.container);
        let found = pick::found(world, &environment);
        let picked = pick::link(world, workload, &self.mutation.pod, self.container, &found);
        let assume = self.assume(&found);
        let (permissions, allowed, agreed) = self.access(assume.as_ref());
        let (exchange, trust) = match &assume {
            Some(assume) => (assume.exchange.clone(), assume.trust.clone()),
            None => {
                let reason = || Reason::NotReached { stopped_at: Step::PickCredentials };
                (
                    Link::new(Step::KnowIssuer, Verdict::NotReached, reason()),
                    Link::new(Step::TrustSubject, Verdict::NotReached, reason()),
                )
            }
        };
        let mut links = vec![selected, injected, picked, exchange, trust, allowed, agreed];
        let created = links.first().is_some_and(|link| link.verdict != Verdict::Fail);
        let identity = if created { self.identity(&environment, &found, assume.as_ref()) } else { Identity::NoPod };
        reach(&mut links);
        let at = Some(workload.name_at).filter(|at| world.scenario.text(at.source).is_some());
        Chain {
            workload: WorkloadName {
                kind: workload.kind.as_str().to_owned(),
                namespace: workload.namespace.clone(),
                name: workload.name.clone(),
                at,
            },
            container: self.container.to_owned(),
            service_account: ServiceAccountName {
                namespace: workload.namespace.clone(),
                name: workload.service_account.clone(),
                at: world
                    .manifests
                    .service_account(&workload.namespace, &workload.service_account)
                    .map(|account| account.name_at),
            },
            role: self.role(assume.as_ref()),
            links: links.into_iter().map(|link| without_places_of_no_document(world, link)).collect(),
            identity,
            injection: inject::injection(self.mutation, self.container),
            token: assume.and_then(|assume| serde_json::to_value(assume.claims?).ok()),
            permissions,
            cluster_access,
        }
    }

    /// Shows the token to STS, if the SDK picked a web identity.
    fn assume(&self, found: &Found) -> Option<Assume> {
        let Found::Provider(Provider::WebIdentity { role_arn, token_file, .. }) = found else { return None };
        let token = pick::token(pick::token_file(&self.mutation.pod, self.container, token_file));
        let claims = token.as_ref().and_then(|token| self.claims(token));
        let exchange = exchange::link(self.world, role_arn, claims.as_ref());
        let trust = match (&claims, Arn::parse(role_arn)) {
            (Some(claims), Some(arn)) => {
                let provider = oidc::ProviderArn::new(arn.partition, arn.account, &claims.iss).to_string();
                trust::link(self.world, role_arn, &trust::Token { claims, provider })
            }
            _ => Link::unknown(Step::TrustSubject, Reason::IssuerUnknown),
        };
        Some(Assume { role_arn: role_arn.clone(), claims, exchange, trust })
    }

    fn claims(&self, token: &ProjectedToken) -> Option<Claims> {
        let issuer = self.world.issuer.as_deref()?;
        let subject = Subject::new(&self.workload.namespace, &self.workload.service_account);
        Some(token::claims(issuer, &subject, Some(&self.workload.pod_name()), token, NOW))
    }

    /// What the role's policies say, whether the session comes about or not.
    fn access(&self, assume: Option<&Assume>) -> (Matrix, Link, Link) {
        let role_arn = assume.map(|assume| assume.role_arn.clone()).or_else(|| self.named_role());
        let facts = assume.and_then(|assume| assume.claims.as_ref()).map(facts).unwrap_or_default();
        let session = role_arn.as_deref().and_then(|arn| {
            let (_, role) = self.world.role(arn)?;
            Session::new(self.world, arn, role, pick::sdk(self.world).default_session_name(), &facts)
        });
        match session {
            Some(session) => {
                let matrix = session.matrix();
                let [allowed, agreed] = permission::links(&session, &matrix);
                (matrix, allowed, agreed)
            }
            None => (
                Matrix::default(),
                Link::unknown(Step::AllowAction, Reason::RoleNotGiven),
                Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk),
            ),
        }
    }

    /// The role that an association gives, or that the annotation names.
    fn named_role(&self) -> Option<String> {
        let association = self.world.association(&self.workload.namespace, &self.workload.service_account);
        association
            .map(|association| association.role_arn.clone())
            .or_else(|| self.mutation.role.as_ref().map(|role| role.arn.clone()))
            .or_else(|| {
                let account =
                    self.world.manifests.service_account(&self.workload.namespace, &self.workload.service_account)?;
                Some(account.annotation(super::world::ROLE_ARN)?.text().to_owned())
            })
            .filter(|arn| !arn.is_empty())
    }

    fn role(&self, assume: Option<&Assume>) -> Option<RoleName> {
        let arn = assume.map(|assume| assume.role_arn.clone()).or_else(|| self.named_role())?;
        let index = self.world.role(&arn).map(|(index, _)| index);
        let parsed = Arn::parse(&arn);
        let account = parsed.map(|arn| arn.account.to_owned()).unwrap_or_default();
        let name = arn.rsplit('/').next().unwrap_or(&arn).to_owned();
        Some(RoleName { arn, name, account, index })
    }

    /// Follows the SDK's chain to its end: as whom the container really runs.
    fn identity(&self, environment: &Environment, found: &Found, assume: Option<&Assume>) -> Identity {
        match found {
            Found::Provider(Provider::WebIdentity { .. }) => {
                let Some(assume) = assume else { return Identity::Unknown };
                let (exchange, trust) = (assume.exchange.verdict, assume.trust.verdict);
                if (exchange, trust) == (Verdict::Pass, Verdict::Pass) {
                    return self.session(&assume.role_arn);
                }
                // Something that cannot be decided must not end in a definite identity.
                if exchange == Verdict::Unknown || (exchange == Verdict::Pass && trust == Verdict::Unknown) {
                    return Identity::Unknown;
                }
                self.fallen_back(environment, ProviderKind::WebIdentity)
            }
            Found::Provider(Provider::Container { .. }) => self.pod_identity(environment),
            Found::Provider(Provider::InstanceMetadata) => self.node_role(),
            Found::Provider(Provider::StaticKeys { .. }) => Identity::StaticKeys,
            Found::Provider(
                Provider::AssumeRole { .. } | Provider::Sso { .. } | Provider::Login { .. } | Provider::Process { .. },
            ) => Identity::Unknown,
            Found::Error(_) | Found::Nothing(_) => Identity::Nobody,
        }
    }

    /// What an SDK does that swallows the failure of a provider.
    fn fallen_back(&self, environment: &Environment, failed: ProviderKind) -> Identity {
        let sdk = pick::sdk(self.world);
        if !sdk.falls_through_on_error() || environment.failing.contains(&failed) {
            return Identity::Nobody;
        }
        let mut environment = environment.clone();
        environment.failing.insert(failed);
        let found = pick::found(self.world, &environment);
        let assume = self.assume(&found);
        self.identity(&environment, &found, assume.as_ref())
    }

    fn session(&self, role_arn: &str) -> Identity {
        let name = pick::sdk(self.world).default_session_name();
        match session_arn(role_arn, name) {
            Some(session_arn) => Identity::WebIdentity { role_arn: role_arn.to_owned(), session_arn },
            None => Identity::Unknown,
        }
    }

    fn pod_identity(&self, environment: &Environment) -> Identity {
        if self.world.scenario.runtime.agent_missing {
            return self.fallen_back(environment, ProviderKind::Container);
        }
        let association = self.world.association(&self.workload.namespace, &self.workload.service_account);
        let Some(association) = association else { return self.fallen_back(environment, ProviderKind::Container) };
        let cluster = self.world.scenario.cluster.as_ref().and_then(|cluster| cluster.name.as_deref());
        let name = format!("eks-{}-{}-<uuid>", cluster.unwrap_or("cluster"), self.workload.pod_name());
        match session_arn(&association.role_arn, &name) {
            Some(session_arn) => Identity::PodIdentity { role_arn: association.role_arn.clone(), session_arn },
            None => Identity::Unknown,
        }
    }

    fn node_role(&self) -> Identity {
        let role = self.world.scenario.node_role.as_deref();
        Identity::NodeRole { session_arn: role.and_then(|arn| session_arn(arn, "i-<instance id>")) }
    }
}

/// `arn:<partition>:sts::<account>:assumed-role/<name>/<session>`: the path of the role is dropped.
fn session_arn(role_arn: &str, session: &str) -> Option<String> {
    let arn = Arn::parse(role_arn).filter(Arn::is_role)?;
    let name = arn.resource.rsplit('/').next()?;
    Some(format!("arn:{}:sts::{}:assumed-role/{name}/{session}", arn.partition, arn.account))
}

/// The keys of the assume that the session keeps.
fn facts(claims: &Claims) -> Vec<(String, String)> {
    let audience = claims.aud.first().cloned().unwrap_or_default();
    vec![
        (oidc::condition_key(&claims.iss, "sub"), claims.sub.clone()),
        (oidc::condition_key(&claims.iss, "aud"), audience),
    ]
}

/// Marks every link after the first one that does not pass.
fn reach(links: &mut [Link]) {
    let stopped_at = links.iter().find(|link| link.verdict != Verdict::Pass).map(|link| link.step);
    let Some(stopped_at) = stopped_at else { return };
    for link in links.iter_mut().filter(|link| link.step > stopped_at) {
        link.verdict = Verdict::NotReached;
    }
}

/// A Pod that was assumed has no text to point at.
fn without_places_of_no_document(world: &World, mut link: Link) -> Link {
    link.evidence.retain(|at| world.scenario.text(at.source).is_some());
    link
}

fn cluster_grant(grant: &Grant) -> ClusterGrant {
    let words = |words: &[rbac::Word]| words.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    let rule = &grant.rule;
    let groups: Vec<&str> = rule.api_groups.iter().map(|group| group.value.as_str()).collect();
    let mut resources: Vec<String> = rule
        .resources
        .iter()
        .flat_map(|resource| {
            groups.iter().map(move |group| match *group {
                "" => resource.value.clone(),
                group => format!("{}.{group}", resource.value),
            })
        })
        .collect();
    resources.extend(words(&rule.non_resource_urls));
    let kind = if grant.namespace.is_some() { "RoleBinding" } else { "ClusterRoleBinding" };
    let role = match grant.role_kind {
        RoleKind::Role => "Role",
        RoleKind::ClusterRole => "ClusterRole",
    };
    ClusterGrant {
        namespace: grant.namespace.clone(),
        verbs: words(&rule.verbs),
        resources,
        resource_names: words(&rule.resource_names),
        binding: format!("{kind} {}", grant.binding),
        role: format!("{role} {}", grant.role),
        at: grant.rule.at.into_iter().chain(grant.binding_at).collect(),
    }
}
