//! As whom a container really runs: what the SDK picked is followed to its end, through failures that it swallows.
//!
//! What always holds: something that cannot be decided never ends in a definite identity.

use super::association;
use super::exchange;
use super::link::{Link, Step, Verdict};
use super::pick;
use super::reason::Reason;
use super::remedy;
use super::session::{Session, session_arn};
use super::simulation::Identity;
use super::trust;
use super::world::{ROLE_ARN, World};
use crate::aws::{Arn, oidc};
use crate::credentials::{Environment, Found, Provider, ProviderKind};
use crate::kubernetes::token::{self, Claims, ProjectedToken, Subject};
use crate::kubernetes::webhook::Mutation;
use crate::kubernetes::workload::Workload;
use crate::scenario::{PodIdentityAssociation, StsEndpoint};
use crate::text::Location;

/// The time at which tokens are issued in a simulation: seconds since 1970. Fixed, so that links show the same thing.
pub(super) const NOW: i64 = 1_700_000_000;

/// One container on its way.
pub struct Walker<'w> {
    pub world: &'w World<'w>,
    pub workload: &'w Workload,
    pub mutation: &'w Mutation,
    pub container: &'w str,
}

/// What became of a token: its two links, and the session if there is one.
pub struct Assume {
    /// The role whose session it is.
    pub role_arn: String,
    /// The role that assumed it, where it is the target of an association.
    pub through: Option<String>,
    /// The name of the session.
    pub session_name: String,
    /// By which way.
    pub way: Way,
    /// The endpoint of STS.
    pub endpoint: StsEndpoint,
    /// The token.
    pub claims: Option<Claims>,
    /// Link 4.
    pub exchange: Link,
    /// Link 5.
    pub trust: Link,
}

/// By which way a session comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `sts:AssumeRoleWithWebIdentity`
    WebIdentity,
    /// The Pod Identity Agent.
    PodIdentity,
}

impl<'w> Walker<'w> {
    /// Shows the token to STS or to the agent, if the SDK picked one of them.
    #[must_use]
    pub fn assume(&self, environment: &Environment, found: &Found) -> Option<Assume> {
        match found {
            Found::Provider(Provider::WebIdentity { role_arn, token_file, session_name, .. }) => {
                let name = session_name.as_deref().unwrap_or_else(|| pick::sdk(self.world).default_session_name());
                let endpoint = pick::endpoint(self.world, self.workload, environment);
                Some(self.by_web_identity(role_arn, token_file, name, endpoint))
            }
            Found::Provider(Provider::Container { uri, token_file }) => {
                Some(self.by_pod_identity(uri, token_file.as_deref()))
            }
            Found::Provider(
                Provider::StaticKeys { .. }
                | Provider::AssumeRole { .. }
                | Provider::Sso { .. }
                | Provider::Login { .. }
                | Provider::Process { .. }
                | Provider::InstanceMetadata,
            )
            | Found::Error(_)
            | Found::Nothing(_) => None,
        }
    }

    fn by_web_identity(&self, role_arn: &str, token_file: &str, name: &str, endpoint: StsEndpoint) -> Assume {
        let claims = self.claims_at(token_file);
        let call = exchange::Call { role_arn, claims: claims.as_ref(), token_path: token_file, endpoint };
        let exchange = exchange::link(self.world, &call);
        let token = pick::token(pick::token_file(&self.mutation.pod, self.container, token_file));
        let exchange = exchange::places::found(self.world, (self.workload, self.container), token.as_ref(), exchange);
        let trust = match (&claims, Arn::parse(role_arn)) {
            (Some(claims), Some(arn)) => {
                let provider = oidc::ProviderArn::new(arn.partition, arn.account, &claims.iss).to_string();
                let link = trust::link(self.world, role_arn, &trust::Token { claims, provider });
                self.at_the_name(link)
            }
            _ => Link::unknown(Step::TrustSubject, Reason::IssuerUnknown),
        };
        Assume {
            role_arn: role_arn.to_owned(),
            through: None,
            session_name: name.to_owned(),
            way: Way::WebIdentity,
            endpoint,
            claims,
            exchange,
            trust,
        }
    }

    /// A role that is not there is written wrong where it is named.
    fn at_the_name(&self, link: Link) -> Link {
        let Reason::RoleMissing { similar, .. } = &link.reason else { return link };
        let (namespace, name) = (&self.workload.namespace, &self.workload.service_account);
        let account = self.world.manifests.service_account(namespace, name);
        let at = account.and_then(|account| {
            let annotation = account.annotation(ROLE_ARN)?;
            Some(Location { source: account.name_at.source, span: annotation.value.span })
        });
        let mended = similar.as_deref().zip(at).and_then(|(arn, at)| remedy::write(self.world, at, arn));
        link.seen_at(at).mended_by(mended)
    }

    fn by_pod_identity(&self, uri: &str, token_file: Option<&str>) -> Assume {
        let claims = token_file.and_then(|path| self.claims_at(path));
        let cluster = self.world.scenario.cluster.as_ref().and_then(|cluster| cluster.name.as_deref());
        let name = format!("eks-{}-{}-<uuid>", cluster.unwrap_or("cluster"), self.workload.pod_name());
        let agent = uri.starts_with("http://169.254.170.23/") || uri.starts_with("http://[fd00:ec2::23]/");
        let (role_arn, through, [exchange, trust]) = match self.association() {
            Some(association) if agent => {
                let call = association::Call {
                    world: self.world,
                    workload: self.workload,
                    association,
                    session_name: &name,
                    claims: claims.as_ref(),
                };
                let first = association.role_arn.clone();
                match &association.target_role_arn {
                    Some(target) => (target.clone(), Some(first), call.links()),
                    None => (first, None, call.links()),
                }
            }
            _ => {
                let reason = || Reason::OtherContainerCredentials { uri: uri.to_owned() };
                let links = [Link::unknown(Step::KnowIssuer, reason()), Link::unknown(Step::TrustSubject, reason())];
                (String::new(), None, links)
            }
        };
        let endpoint = StsEndpoint::Regional;
        let way = Way::PodIdentity;
        Assume { role_arn, through, session_name: name, way, endpoint, claims, exchange, trust }
    }

    fn association(&self) -> Option<&'w PodIdentityAssociation> {
        self.world.association(&self.workload.namespace, &self.workload.service_account)
    }

    fn claims_at(&self, path: &str) -> Option<Claims> {
        let token = pick::token(pick::token_file(&self.mutation.pod, self.container, path))?;
        self.claims(&token)
    }

    fn claims(&self, token: &ProjectedToken) -> Option<Claims> {
        let issuer = self.world.issuer.as_deref()?;
        let subject = Subject::new(&self.workload.namespace, &self.workload.service_account);
        Some(token::claims(issuer, &subject, Some(&self.workload.pod_name()), token, NOW))
    }

    /// The session whose permissions are shown: that of the assume, else that of the role which is named.
    #[must_use]
    pub fn session(&self, assume: Option<&Assume>) -> Option<Session<'w>> {
        let world = self.world;
        let Some(assume) = assume else {
            let role_arn = self.named_role()?;
            let name = pick::sdk(world).default_session_name();
            return match self.meant_claims() {
                Some(claims) => Session::web_identity(world, &role_arn, name, &claims),
                None => Session::of_role(world, &role_arn, name, super::session::SessionTags::default(), None),
            };
        };
        let (role_arn, name) = (&assume.role_arn, assume.session_name.as_str());
        match (assume.way, self.association()) {
            (Way::PodIdentity, Some(association)) => {
                let call =
                    association::Call { world, workload: self.workload, association, session_name: name, claims: None };
                let policy = world.association_policy(association);
                match assume.through {
                    None => Session::pod_identity(world, role_arn, name, call.tags(), policy),
                    Some(_) => Session::of_role(world, role_arn, name, call.tags(), policy),
                }
            }
            _ => match assume.claims.clone().or_else(|| self.meant_claims()) {
                Some(claims) => Session::web_identity(world, role_arn, name, &claims),
                None => Session::of_role(world, role_arn, name, super::session::SessionTags::default(), None),
            },
        }
    }

    /// The token that the webhook would mount, for a role that is named and not reached.
    pub(super) fn meant_claims(&self) -> Option<Claims> {
        self.claims(&ProjectedToken {
            volume: String::new(),
            audience: Some(super::world::AUDIENCE.to_owned()),
            expiration_seconds: token::EKS_MAXIMUM,
            origin: token::TokenOrigin::Injected,
        })
    }

    /// The role that an association gives, or that the annotation names.
    fn named_role(&self) -> Option<String> {
        self.association()
            .map(|association| association.role_arn.clone())
            .or_else(|| self.mutation.role.as_ref().map(|role| role.arn.clone()))
            .or_else(|| {
                let account =
                    self.world.manifests.service_account(&self.workload.namespace, &self.workload.service_account)?;
                Some(account.annotation(ROLE_ARN)?.text().to_owned())
            })
            .filter(|arn| !arn.is_empty())
    }

    /// The role of the chain, used or not.
    #[must_use]
    pub fn role(&self, assume: Option<&Assume>) -> Option<String> {
        assume.map(|assume| assume.role_arn.clone()).filter(|arn| !arn.is_empty()).or_else(|| self.named_role())
    }

    /// Follows the SDK's chain to its end: as whom the container really runs.
    #[must_use]
    pub fn identity(&self, environment: &Environment, found: &Found, assume: Option<&Assume>) -> Identity {
        self.acting(environment, found, assume).0
    }

    /// The same, with the assume that made the session where the SDK went on to another one than was given.
    #[must_use]
    pub fn acting(
        &self,
        environment: &Environment,
        found: &Found,
        assume: Option<&Assume>,
    ) -> (Identity, Option<Assume>) {
        let identity = match found {
            Found::Provider(Provider::WebIdentity { token_file, .. }) => {
                return self.assumed(environment, ProviderKind::WebIdentity, assume, Some(token_file));
            }
            Found::Provider(Provider::Container { .. }) => {
                return self.assumed(environment, ProviderKind::Container, assume, None);
            }
            Found::Provider(Provider::InstanceMetadata) => {
                let role = self.world.scenario.node_role.as_deref();
                Identity::NodeRole { session_arn: role.and_then(|arn| session_arn(arn, "i-<instance-id>")) }
            }
            Found::Provider(Provider::StaticKeys { .. }) => Identity::StaticKeys,
            Found::Provider(
                Provider::AssumeRole { .. } | Provider::Sso { .. } | Provider::Login { .. } | Provider::Process { .. },
            ) => Identity::Unknown,
            Found::Error(_) | Found::Nothing(_) => Identity::Nobody,
        };
        (identity, None)
    }

    fn assumed(
        &self,
        environment: &Environment,
        kind: ProviderKind,
        assume: Option<&Assume>,
        token_file: Option<&str>,
    ) -> (Identity, Option<Assume>) {
        let unknown = (Identity::Unknown, None);
        let Some(assume) = assume else { return unknown };
        let file = token_file.map(|path| pick::token_state(self.world, &self.mutation.pod, self.container, path));
        match file.unwrap_or(Verdict::Pass) {
            Verdict::Pass => {}
            Verdict::Fail => return self.fallen_back(environment, kind),
            Verdict::Unknown | Verdict::NotReached => return unknown,
        }
        match (assume.exchange.verdict, assume.trust.verdict) {
            (Verdict::Pass, Verdict::Pass) => (session_identity(assume), None),
            (Verdict::Fail, _) | (Verdict::Pass, Verdict::Fail) => self.fallen_back(environment, kind),
            _ => unknown,
        }
    }

    /// What an SDK does that swallows the failure of a provider.
    fn fallen_back(&self, environment: &Environment, failed: ProviderKind) -> (Identity, Option<Assume>) {
        if !pick::sdk(self.world).falls_through_on_error() || environment.failing.contains(&failed) {
            return (Identity::Nobody, None);
        }
        let mut environment = environment.clone();
        environment.failing.insert(failed);
        let found = pick::resolve(self.world, &environment).found;
        let assume = self.assume(&environment, &found);
        let (identity, further) = self.acting(&environment, &found, assume.as_ref());
        (identity, further.or(assume))
    }
}

fn session_identity(assume: &Assume) -> Identity {
    let role_arn = assume.role_arn.clone();
    match (session_arn(&role_arn, &assume.session_name), assume.way) {
        (Some(session_arn), Way::WebIdentity) => Identity::WebIdentity { role_arn, session_arn },
        (Some(session_arn), Way::PodIdentity) => Identity::PodIdentity { role_arn, session_arn },
        (None, _) => Identity::Unknown,
    }
}
