//! A session of a role: who asks, with the policies and the condition keys that the way of assuming it brings along.
//!
//! What always holds: everything that a session is asked goes through [`crate::iam::evaluate`]; an assume of another
//! role is decided with that role's trust policy, and counts as denied where the session tags that come along may not
//! be passed.

use super::candidates;
use super::world::World;
use crate::aws::{Arn, oidc};
use crate::iam::action::RequestAction;
use crate::iam::context::Context;
use crate::iam::evaluate::{self, Decision, Explanation, Outcome, PolicySet, Request};
use crate::iam::policy::{Effect, Naming, Policy, Statement};
use crate::iam::principal::Principal;
use crate::iam::session_context::{self, AssumeRole, Surroundings, Tags, WebIdentity};
use crate::kubernetes::token::Claims;
use crate::kubernetes::workload::{Workload, WorkloadKind};
use crate::scenario::Question;
use std::borrow::Cow;

/// The action by which a role is assumed.
pub const ASSUME_ROLE: &str = "sts:AssumeRole";
/// The action that passing tags needs besides.
pub const TAG_SESSION: &str = "sts:TagSession";

/// The tags that EKS Pod Identity gives a session; all of them are passed on to the next role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionTags {
    /// Tags whose value is known.
    pub known: Vec<(String, String)>,
    /// Tags that are there with a value nobody can know beforehand.
    pub unknown: Vec<&'static str>,
}

impl SessionTags {
    /// The six tags of EKS for a Pod of this workload. Source: EKS user guide, "Grant Pods access to AWS resources
    /// based on tags".
    #[must_use]
    pub fn of(world: &World, workload: &Workload) -> Self {
        let pod = (workload.kind == WorkloadKind::Pod).then(|| workload.name.clone());
        Self::of_account(world, &workload.namespace, &workload.service_account, pod)
    }

    /// The same for any Pod of a ServiceAccount; the name of the Pod, where it is known.
    #[must_use]
    pub fn of_account(world: &World, namespace: &str, service_account: &str, pod: Option<String>) -> Self {
        let cluster = world.scenario.cluster.as_ref();
        let name = cluster.and_then(|cluster| cluster.name.clone());
        let account = cluster.and_then(|cluster| cluster.account.clone());
        let arn = name.as_ref().zip(world.region.as_ref()).zip(account).map(|((name, region), account)| {
            let partition = world.partition();
            format!("arn:{partition}:eks:{region}:{account}:cluster/{name}")
        });
        let mut tags = Self::default();
        for (key, value) in [
            ("eks-cluster-arn", arn),
            ("eks-cluster-name", name),
            ("kubernetes-namespace", Some(namespace.to_owned())),
            ("kubernetes-service-account", Some(service_account.to_owned())),
            ("kubernetes-pod-name", pod),
            ("kubernetes-pod-uid", None),
        ] {
            match value {
                Some(value) => tags.known.push((key.to_owned(), value)),
                None => tags.unknown.push(key),
            }
        }
        tags
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty() && self.unknown.is_empty()
    }

    /// The keys of an AssumeRole call that passes them.
    pub fn add_to(&self, context: &mut Context, session_name: Option<&str>, external_id: Option<&str>) {
        let keys: Vec<String> = self
            .known
            .iter()
            .map(|(key, _)| key.clone())
            .chain(self.unknown.iter().map(|key| (*key).to_owned()))
            .collect();
        let call =
            AssumeRole { session_name, external_id, tags: &self.known, transitive: &keys, source_identity: None };
        session_context::add_assume_role(context, &call);
        context.set("aws:TagKeys", crate::iam::context::ContextValue::Many(keys.clone()));
        for key in &self.unknown {
            context.set_present(&format!("aws:RequestTag/{key}"));
        }
    }
}

/// What a caller passes to `sts:AssumeRole` besides the tags of its session.
#[derive(Clone, Copy, Debug)]
enum Passed<'a> {
    /// This external id, or none, and nothing else.
    ExternalId(Option<&'a str>),
    /// Whatever it likes: nothing is known of it.
    Anything,
    /// The same, of a role with this trust policy.
    ToTrusting(&'a Policy),
}

/// Who asks.
#[derive(Debug)]
pub struct Session<'w> {
    pub(super) world: &'w World<'w>,
    /// What the role may do.
    pub identity: Vec<&'w Policy>,
    /// What it may do at most.
    pub boundary: Vec<&'w Policy>,
    /// What the session was limited to when it was made.
    limits: Vec<&'w Policy>,
    /// The session itself.
    pub principal: Principal,
    /// Its account.
    pub account: String,
    /// The Region of its calls.
    pub region: String,
    tags: SessionTags,
    context: Context,
}

/// An answer to a question: the action that decided it, and how.
#[derive(Debug)]
pub struct Answered {
    /// The action; for an assume that fails because of its tags, `sts:TagSession`.
    pub action: String,
    /// The decision.
    pub decision: Decision,
}

impl<'w> Session<'w> {
    /// A session by web identity, with the token that made it.
    #[must_use]
    pub fn web_identity(world: &'w World<'w>, role_arn: &str, name: &str, claims: &Claims) -> Option<Self> {
        let arn = Arn::parse(role_arn)?;
        let provider = oidc::ProviderArn::new(arn.partition, arn.account, &claims.iss).to_string();
        let audience = claims.aud.first().map(String::as_str).unwrap_or_default();
        let issuer = oidc::without_scheme(&claims.iss);
        let identity = WebIdentity { provider: &provider, issuer, subject: &claims.sub, audience };
        let limits = world.session.iter().collect();
        Self::new(world, role_arn, name, limits, SessionTags::default(), |principal, tags, surroundings| {
            session_context::web_identity_session(principal, &identity, tags, surroundings)
        })
    }

    /// A session by EKS Pod Identity, limited by the association's policy, if it has one.
    #[must_use]
    pub fn pod_identity(
        world: &'w World<'w>,
        role_arn: &str,
        name: &str,
        tags: SessionTags,
        policy: Option<&'w Policy>,
    ) -> Option<Self> {
        let limits = world.session.iter().chain(policy).collect();
        Self::new(world, role_arn, name, limits, tags, session_context::pod_identity_session)
    }

    /// A session of a role of which nothing else is known; also one that another role assumed.
    #[must_use]
    pub fn of_role(
        world: &'w World<'w>,
        role_arn: &str,
        name: &str,
        tags: SessionTags,
        policy: Option<&'w Policy>,
    ) -> Option<Self> {
        let limits = world.session.iter().chain(policy).collect();
        Self::new(world, role_arn, name, limits, tags, session_context::role_session)
    }

    /// The session of a node, which the instance metadata service hands out; no session policy limits it.
    #[must_use]
    pub fn of_instance(world: &'w World<'w>, role_arn: &str, name: &str) -> Option<Self> {
        Self::new(world, role_arn, name, Vec::new(), SessionTags::default(), session_context::instance_role)
    }

    /// The session that this one makes by assuming a role; tags are passed on.
    #[must_use]
    pub fn next(&self, role_arn: &str) -> Option<Self> {
        Self::of_role(self.world, role_arn, UNNAMED, self.tags.clone(), None)
    }

    /// The same caller as if its own policies allowed everything and nothing limited them: what is left is what others
    /// say, the organization included.
    #[must_use]
    pub fn with_every_right(self, everything: &'w Policy) -> Self {
        Self { identity: vec![everything], boundary: Vec::new(), limits: Vec::new(), ..self }
    }

    /// An IAM user with its groups.
    #[must_use]
    pub fn of_user(world: &'w World<'w>, index: usize) -> Option<Self> {
        let user = world.scenario.users.get(index)?;
        let policies = world.users.get(index)?;
        let principal = Principal::parse(&user.arn)?;
        let account = principal.account()?.to_owned();
        let region = world.region.clone().unwrap_or_else(|| DEFAULT_REGION.to_owned());
        let tags: Vec<(String, String)> = user.tags.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
        let surroundings = surroundings(&region, &account);
        let context = session_context::user(&principal, Tags::All(&tags), &surroundings);
        let groups = world.groups_of(user).flat_map(|(_, policies)| policies);
        Some(Self {
            world,
            identity: policies.identity.iter().chain(groups).collect(),
            boundary: policies.boundary.iter().collect(),
            limits: Vec::new(),
            principal,
            account,
            region,
            tags: SessionTags::default(),
            context,
        })
    }

    fn new(
        world: &'w World<'w>,
        role_arn: &str,
        name: &str,
        limits: Vec<&'w Policy>,
        tags: SessionTags,
        context: impl FnOnce(&Principal, Tags<'_>, &Surroundings<'_>) -> Context,
    ) -> Option<Self> {
        let (index, role) = world.role(role_arn)?;
        let principal = Principal::role_session(role_arn, name)?;
        let account = Arn::parse(role_arn)?.account.to_owned();
        let region = world.region.clone().unwrap_or_else(|| DEFAULT_REGION.to_owned());
        // A tag of the session takes the place of the role's tag with the same key, whatever its case.
        let session_tag = |key: &str| {
            tags.known.iter().any(|(tag, _)| tag.eq_ignore_ascii_case(key))
                || tags.unknown.iter().any(|tag| tag.eq_ignore_ascii_case(key))
        };
        let own = world.scenario.roles.get(usize::from(index)).into_iter().flat_map(|role| &role.tags);
        let own = own.filter(|(key, _)| !session_tag(key)).map(|(key, value)| (key.clone(), value.clone()));
        let all: Vec<(String, String)> = own.chain(tags.known.iter().cloned()).collect();
        let mut context = context(&principal, Tags::All(&all), &surroundings(&region, &account));
        for key in &tags.unknown {
            context.set_present(&format!("aws:PrincipalTag/{key}"));
        }
        Some(Self {
            world,
            identity: role.identity.iter().collect(),
            boundary: role.boundary.iter().collect(),
            limits,
            principal,
            account,
            region,
            tags,
            context,
        })
    }

    /// What tells this session from others of its role, as far as policies can see it: sessions with the same
    /// fingerprint may do the same.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut text = self.principal.text().to_owned();
        let mut add = |key: &str, value: &str| {
            text.push('\n');
            text.push_str(key);
            text.push('=');
            text.push_str(value);
        };
        let role = match &self.principal {
            Principal::RoleSession { role, .. } => role.as_str(),
            _ => "",
        };
        add("role", role);
        // The claims of the token are the only other keys that differ from Pod to Pod.
        let limited = !self.limits.is_empty();
        if limited || self.world.mentions_claims || self.world.role_mentions_claims(role) {
            for (key, value) in self.context.given() {
                add(key, &value.values().join(","));
            }
        } else {
            for (key, value) in &self.tags.known {
                add(key, value);
            }
        }
        text
    }

    /// Every policy that a decision about this session can depend on, apart from trust policies of other roles.
    #[must_use]
    pub fn all_policies(&self) -> Vec<&'w Policy> {
        let world = self.world;
        let organization = world.service_control.iter().chain(&world.resource_control).flatten();
        let own = self.identity.iter().chain(&self.boundary).chain(&self.limits).copied();
        own.chain(organization).chain(&world.endpoint).chain(world.resource_policies.iter().map(|(_, p)| p)).collect()
    }

    /// Whether an Allow statement of any policy is about an action; of one that none is about nothing can be allowed.
    #[must_use]
    pub fn mentions(&self, action: &str) -> bool {
        let lower = action.to_ascii_lowercase();
        let action = RequestAction::new(&lower);
        let about = |statement: &Statement| {
            let named = statement.action.entries.iter().any(|entry| entry.pattern.matches(&action));
            statement.effect == Effect::Allow && named == (statement.action.naming == Naming::Named)
        };
        self.all_policies().iter().flat_map(|policy| &policy.statements).any(about)
    }

    /// The condition keys that the session brings along.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Whether the scenario has the policy of the other side: of the resource, or the trust policy of the role that is
    /// assumed.
    #[must_use]
    pub fn has_other_side(&self, action: &str, resource: &str) -> bool {
        match is_assume(action) {
            true => self.world.role(resource).is_some_and(|(_, role)| role.trust.is_some()),
            false => self.world.resource_policy(resource).is_some(),
        }
    }

    /// The ARNs that carry resource policies.
    pub fn carriers(&self) -> impl Iterator<Item = &'w str> {
        self.world.resource_policies.iter().map(|(carrier, _)| carrier.as_str())
    }

    /// The roles of the scenario.
    pub fn role_arns(&self) -> impl Iterator<Item = &'w str> {
        self.world.scenario.roles.iter().map(|role| role.arn.as_str())
    }

    /// Decides one action on one resource.
    #[must_use]
    pub fn decide(&self, action: &str, resource: &str, question: Option<&Question>) -> Decision {
        self.ask(action, &self.meant(action, resource), question, NOTHING, evaluate::decide)
    }

    /// Decides one action on exactly this resource, whose stars are no wildcards; keys are named and not tried.
    #[must_use]
    pub fn decide_literally(&self, action: &str, resource: &str) -> Decision {
        self.ask(action, resource, None, NOTHING, evaluate::decide_briefly)
    }

    /// The same, with the condition keys of a question.
    #[must_use]
    pub fn decide_literally_with(&self, action: &str, resource: &str, question: &Question) -> Decision {
        self.ask(action, resource, Some(question), NOTHING, evaluate::decide_briefly)
    }

    /// Decides, with a trace of every statement.
    #[must_use]
    pub fn explain(&self, action: &str, resource: &str, question: Option<&Question>) -> Explanation {
        self.ask(action, &self.meant(action, resource), question, NOTHING, evaluate::explain)
    }

    /// Answers a question; an assume needs its session tags too.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Answered {
        let decision = self.decide(&question.action, &question.resource, Some(question));
        let passes_tags = question.action.eq_ignore_ascii_case(ASSUME_ROLE) && !self.tags.is_empty();
        if passes_tags && decision.outcome == Outcome::Allowed {
            let decision = self.decide(TAG_SESSION, &question.resource, Some(question));
            if decision.outcome != Outcome::Allowed {
                return Answered { action: TAG_SESSION.to_owned(), decision };
            }
        }
        Answered { action: question.action.clone(), decision }
    }

    /// The resource that is meant: for a pattern one that stands for all it matches, as in the permission matrix.
    #[must_use]
    pub fn meant<'a>(&self, action: &str, resource: &'a str) -> Cow<'a, str> {
        if !resource.contains(['*', '?']) {
            return Cow::Borrowed(resource);
        }
        Cow::Owned(candidates::sample(resource, action, &self.region, &self.account))
    }

    /// Assumes another role: the action that fails, with its trace, or `None` where it works.
    #[must_use]
    pub fn assume(&self, role_arn: &str, external_id: Option<&str>) -> Option<(&'static str, Explanation)> {
        let tagging = (!self.tags.is_empty()).then_some(TAG_SESSION);
        [ASSUME_ROLE].into_iter().chain(tagging).find_map(|action| {
            let explanation = self.ask(action, role_arn, None, Passed::ExternalId(external_id), evaluate::explain);
            (explanation.decision.outcome != Outcome::Allowed).then_some((action, explanation))
        })
    }

    /// Whether it may assume a role if it passes what it likes, tags included: the decision that is worse of the two.
    #[must_use]
    pub fn decide_assume(&self, role_arn: &str) -> Decision {
        self.worse_assume(role_arn, Passed::Anything)
    }

    /// The same of a role whose trust policy would be this one.
    #[must_use]
    pub fn decide_assume_trusting(&self, role_arn: &str, trust: &Policy) -> Decision {
        self.worse_assume(role_arn, Passed::ToTrusting(trust))
    }

    fn worse_assume(&self, role_arn: &str, passed: Passed<'_>) -> Decision {
        let ask = |action| self.ask(action, role_arn, None, passed, evaluate::decide_briefly);
        let first = ask(ASSUME_ROLE);
        if self.tags.is_empty() || first.outcome.is_denied() {
            return first;
        }
        let tagging = ask(TAG_SESSION);
        if tagging.outcome == Outcome::Allowed { first } else { tagging }
    }

    fn ask<T>(
        &self,
        action: &str,
        resource: &str,
        question: Option<&Question>,
        passed: Passed<'_>,
        decide: fn(&PolicySet<'_>, &Request<'_>) -> T,
    ) -> T {
        let mut context = Cow::Borrowed(&self.context);
        let owner = Arn::parse(resource).map(|arn| arn.account).filter(|account| !account.is_empty());
        let owner = owner.unwrap_or(&self.account);
        if owner != self.account {
            context.to_mut().set("aws:ResourceAccount", owner);
        }
        let target = is_assume(action).then(|| self.world.role(resource)).flatten();
        match passed {
            _ if !is_assume(action) => {}
            Passed::ExternalId(external_id) => self.tags.add_to(context.to_mut(), None, external_id),
            Passed::Anything | Passed::ToTrusting(_) if self.tags.is_empty() => {
                context.to_mut().set_present("sts:RoleSessionName");
            }
            Passed::Anything | Passed::ToTrusting(_) => {
                self.tags.add_to(context.to_mut(), None, None);
                context.to_mut().set_unknown("sts:ExternalId").set_unknown("sts:SourceIdentity");
            }
        }
        for (key, value) in question.into_iter().flat_map(|question| &question.context) {
            context.to_mut().set(key, value.clone());
        }
        let policies = PolicySet {
            identity: self.identity.clone(),
            resource: match (passed, target) {
                (Passed::ToTrusting(policy), _) => Some(policy),
                (_, Some((_, role))) => role.trust.as_ref(),
                (_, None) => self.world.resource_policy(resource),
            },
            boundary: self.boundary.clone(),
            session: self.limits.clone(),
            service_control: by_level(&self.world.service_control),
            service_control_account: None,
            resource_control: by_level(&self.world.resource_control),
            endpoint: self.world.endpoint.iter().collect(),
        };
        let request = Request {
            principal: &self.principal,
            action,
            resource,
            resource_account: owner,
            context: &context,
            public_access: evaluate::PublicAccess::NotBlocked,
        };
        decide(&policies, &request)
    }
}

const NOTHING: Passed<'static> = Passed::ExternalId(None);

/// The name of a session that nobody has named.
pub const UNNAMED: &str = "<session>";

/// Where nothing says it.
const DEFAULT_REGION: &str = "us-east-1";

fn surroundings<'a>(region: &'a str, account: &'a str) -> Surroundings<'a> {
    Surroundings { region: Some(region), resource_account: Some(account), ..Surroundings::default() }
}

/// Whether an action makes or shapes a session of a role.
#[must_use]
pub fn is_assume(action: &str) -> bool {
    action.eq_ignore_ascii_case(ASSUME_ROLE) || action.eq_ignore_ascii_case(TAG_SESSION)
}

/// Policies of an organization, level by level.
#[must_use]
pub fn by_level(levels: &[Vec<Policy>]) -> Vec<Vec<&Policy>> {
    levels.iter().map(|level| level.iter().collect()).collect()
}

/// `arn:<partition>:sts::<account>:assumed-role/<name>/<session>`: the path of the role is dropped.
#[must_use]
pub fn session_arn(role_arn: &str, session: &str) -> Option<String> {
    let arn = Arn::parse(role_arn).filter(Arn::is_role)?;
    let name = arn.resource.rsplit('/').next()?;
    Some(format!("arn:{}:sts::{}:assumed-role/{name}/{session}", arn.partition, arn.account))
}
