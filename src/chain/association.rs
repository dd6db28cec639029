//! Links 4 and 5 of EKS Pod Identity: EKS knows the association and the agent answers; the role trusts
//! `pods.eks.amazonaws.com`, and a target role trusts the first.
//!
//! What always holds: an association that EKS would refuse to create breaks link 4, as no scenario has both the role and
//! the association; conditions are asked when the role is assumed. Source: EKS user guide, "How EKS Pod Identity works",
//! "Required trust policy", "Access AWS resources using EKS Pod Identity target IAM roles".

use super::exchange;
use super::fault;
use super::link::{ErrorText, Link, Remedy, RemedyKind, Step};
use super::reason::{AssociationFault, Half, Reason, TrustFault};
use super::session::{self, ASSUME_ROLE, Session, SessionTags, TAG_SESSION};
use super::trust;
use super::world::World;
use crate::aws::Arn;
use crate::diagnostic::Fix;
use crate::iam::context::Context;
use crate::iam::edit::{Document, Json};
use crate::iam::evaluate::{self, Blocker, Cause, Decision, Explanation, Outcome, PolicySet, Request, SubCheck};
use crate::iam::policy::{Effect, Policy, PolicyKind, Standing};
use crate::iam::principal::Principal;
use crate::iam::session_context::{self, Surroundings};
use crate::iam::tri::Tri;
use crate::kubernetes::token::Claims;
use crate::kubernetes::workload::Workload;
use crate::scenario::{Compute, PodIdentityAssociation};
use crate::text::Location;

/// The service that assumes the role.
pub const SERVICE: &str = "pods.eks.amazonaws.com";
/// The fourth and the fifth link.
type Links = [Link; 2];

/// One Pod and its association.
#[derive(Debug)]
pub struct Call<'w> {
    pub world: &'w World<'w>,
    pub workload: &'w Workload,
    pub association: &'w PodIdentityAssociation,
    /// The name of the session.
    pub session_name: &'w str,
    /// The token that the SDK sends to the agent, if it is known.
    pub claims: Option<&'w Claims>,
}

impl Call<'_> {
    /// The tags of the session.
    #[must_use]
    pub fn tags(&self) -> SessionTags {
        if self.association.disable_session_tags {
            SessionTags::default()
        } else {
            SessionTags::of(self.world, self.workload)
        }
    }

    /// What the target role sees as `sts:ExternalId` where tags are turned off.
    fn external_id(&self) -> Option<String> {
        if !self.association.disable_session_tags {
            return None;
        }
        let cluster = self.world.scenario.cluster.as_ref()?;
        let (region, account) = (self.world.region.as_ref()?, cluster.account.as_ref()?);
        let (name, workload) = (cluster.name.as_ref()?, self.workload);
        Some(format!("{region}/{account}/{name}/{}/{}", workload.namespace, workload.service_account))
    }

    /// The links of this Pod.
    #[must_use]
    pub fn links(&self) -> Links {
        [self.known(), self.trusted()]
    }

    fn known(&self) -> Link {
        const STEP: Step = Step::KnowIssuer;
        let (world, role_arn) = (self.world, &self.association.role_arn);
        let refused = |fault| {
            let reason = Reason::AssociationRefused { role_arn: role_arn.clone(), fault };
            Link::fail(STEP, reason).says(invalid("Trust policy of the role provided is invalid"))
        };
        if self.association.policy.is_some() && !self.association.disable_session_tags {
            let text = "Policy can only be specified when disableSessionTags is set to true";
            return refused(AssociationFault::PolicyWithTags).says(invalid(text));
        }
        let Some(arn) = Arn::parse(role_arn).filter(Arn::is_role) else { return refused(AssociationFault::NoRole) };
        if let Some(cluster_account) = world.account().filter(|account| *account != arn.account) {
            let (account, cluster_account) = (arn.account.to_owned(), cluster_account.to_owned());
            return refused(AssociationFault::OtherAccount { account, cluster_account });
        }
        match world.role(role_arn) {
            None if !world.scenario.roles.is_empty() => return refused(AssociationFault::NoRole),
            None => return Link::unknown(STEP, Reason::NoTrustPolicy),
            Some((_, role)) => {
                let Some(trust) = &role.trust else { return Link::unknown(STEP, Reason::NoTrustPolicy) };
                if trust.standing == Standing::Refused {
                    return trust::refused(world, trust, STEP);
                }
                if let Some(link) = self.not_trusted(trust, &refused) {
                    return link;
                }
            }
        }
        match compute(world, self.workload) {
            Compute::Linux => {}
            compute => return Link::fail(STEP, Reason::PodIdentityUnsupported { compute }).says(no_answer()),
        }
        let runtime = &world.scenario.runtime;
        if runtime.agent_missing {
            return Link::fail(STEP, Reason::AgentMissing).says(no_answer());
        }
        if let Some((claims, now)) = self.claims.and_then(|c| Some((c, exchange::expired(c, runtime.token_age)?))) {
            let text = format!(
                "Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 response 400 from container metadata: (ExpiredTokenException): The token included in the request is expired: current date/time {now} must be before the expiration date/time {}",
                claims.exp
            );
            return Link::fail(STEP, Reason::TokenExpired).says(ErrorText::plain(text));
        }
        let reason = Reason::AssociationKnown {
            role_arn: role_arn.clone(),
            namespace: self.association.namespace.clone(),
            service_account: self.association.service_account.clone(),
        };
        Link::pass(STEP, reason)
    }

    /// Both actions must be allowed to the service by some statement; conditions do not count here.
    fn not_trusted(&self, trust: &Policy, refused: &dyn Fn(AssociationFault) -> Link) -> Option<Link> {
        let mut missing = Vec::new();
        let mut remedy = None;
        let mut named = false;
        let mut comparisons = Vec::new();
        let mut action_at = None;
        for action in [ASSUME_ROLE, TAG_SESSION] {
            let explanation = self.explain(trust, action);
            let of_trust = explanation.policies.iter().filter(|policy| policy.kind == PolicyKind::Trust);
            let allows: Vec<_> =
                of_trust.flat_map(|policy| &policy.statements).filter(|s| s.effect == Effect::Allow).collect();
            let names = |s: &&&evaluate::StatementTrace| s.principal.as_ref().is_none_or(|p| p.matches == Tri::Yes);
            let naming: Vec<_> = allows.iter().filter(names).collect();
            named |= !naming.is_empty();
            if naming.iter().any(|statement| statement.action.matches == Tri::Yes) {
                continue;
            }
            missing.push(action.to_owned());
            if let Some(statement) = naming.first() {
                comparisons = trust::comparisons(statement);
                action_at = statement.action.span;
                let only = statement.action.expected.first().filter(|_| statement.action.expected.len() == 1);
                remedy = only.map(|value| {
                    let at = Location { source: trust.source, span: value.span };
                    let list = serde_json::json!([value.text, action]).to_string();
                    Remedy { kind: RemedyKind::Add(action.to_owned()), fix: Fix::replace(at, list) }
                });
            }
        }
        if missing.is_empty() {
            return None;
        }
        // Two missing actions in one statement of one value would be two edits of the same place.
        let remedy = remedy.filter(|_| missing.len() == 1);
        let (fault, remedy) = match named {
            true => (AssociationFault::ActionsMissing { actions: missing }, remedy),
            false => (AssociationFault::NotTrusted, self.trust_it(trust)),
        };
        let principal = trust.statements.first().and_then(|statement| statement.principal.as_ref());
        let place = action_at.or(principal.map(|principal| principal.span)).unwrap_or(trust.span);
        let mut link = refused(fault).seen_at([trust.at(place)]).mended_by(remedy);
        link.comparisons = comparisons;
        Some(link)
    }

    /// One more statement, which lets in this association and no other; without session tags it cannot tell them apart.
    fn trust_it(&self, trust: &Policy) -> Option<Remedy> {
        let text = self.world.scenario.text(trust.source)?;
        let actions = [ASSUME_ROLE, TAG_SESSION].map(str::to_owned).to_vec();
        let mut members = vec![
            ("Effect".to_owned(), Json::text("Allow")),
            ("Principal".to_owned(), Json::object([("Service", Json::text(SERVICE))])),
            ("Action".to_owned(), Json::Texts(actions)),
        ];
        let (namespace, name) = (&self.workload.namespace, &self.workload.service_account);
        if !self.association.disable_session_tags {
            let tags = [("kubernetes-namespace", namespace), ("kubernetes-service-account", name)];
            let tags = tags.map(|(tag, value)| (format!("aws:RequestTag/{tag}"), Json::text(value)));
            let keys = Json::object([("StringEquals", Json::Object(tags.to_vec()))]);
            members.push(("Condition".to_owned(), keys));
        }
        let fix = Document::read(trust.source, text)?.append(&[Json::Object(members)])?;
        Some(Remedy { kind: RemedyKind::Trust(SERVICE.to_owned()), fix })
    }

    fn trusted(&self) -> Link {
        const STEP: Step = Step::TrustSubject;
        let Some((_, role)) = self.world.role(&self.association.role_arn) else {
            return trust::missing(self.world, &self.association.role_arn);
        };
        let Some(policy) = &role.trust else { return Link::unknown(STEP, Reason::NoTrustPolicy) };
        if policy.standing == Standing::Refused {
            return trust::refused(self.world, policy, STEP);
        }
        let tagging = (!self.association.disable_session_tags).then_some(TAG_SESSION);
        for action in [ASSUME_ROLE].into_iter().chain(tagging) {
            let explanation = self.explain(policy, action);
            if explanation.decision.outcome != Outcome::Allowed {
                let text = format!(
                    "User: {SERVICE} is not authorized to perform: {action} on resource: {}",
                    self.association.role_arn
                );
                let error =
                    ErrorText { code: "AccessDeniedException".to_owned(), message: text, operation: Some(OPERATION) };
                return refuses(&explanation, action, error);
            }
        }
        match &self.association.target_role_arn {
            Some(target) => self.target(target),
            None => {
                let role_arn = self.association.role_arn.clone();
                let link = Link::pass(STEP, Reason::PodIdentityTrusted { role_arn, through: None });
                link.seen_at([policy.at(policy.span)])
            }
        }
    }

    /// The second assume, from the association's role to its target.
    fn target(&self, target: &str) -> Link {
        const STEP: Step = Step::TrustSubject;
        let first = Session::pod_identity(self.world, &self.association.role_arn, self.session_name, self.tags(), None);
        let Some(first) = first else { return Link::unknown(STEP, Reason::RoleNotGiven) };
        if self.world.role(target).is_none_or(|(_, role)| role.trust.is_none()) {
            return Link::unknown(STEP, Reason::NoTrustPolicy);
        }
        match first.assume(target, self.external_id().as_deref()) {
            Some((action, explanation)) => assume_refused(STEP, &first, action, target, &explanation),
            None => Link::pass(
                STEP,
                Reason::PodIdentityTrusted {
                    role_arn: target.to_owned(),
                    through: Some(self.association.role_arn.clone()),
                },
            ),
        }
    }

    /// The assume that fails, else the first, with the role that is assumed and a trace of every statement.
    #[must_use]
    pub fn explain_trust(&self) -> Option<(&'static str, String, Explanation)> {
        let policy = self.world.role(&self.association.role_arn)?.1.trust.as_ref()?;
        let tagging = (!self.association.disable_session_tags).then_some(TAG_SESSION);
        let asked = || [ASSUME_ROLE].into_iter().chain(tagging).map(|action| (action, self.explain(policy, action)));
        let failing = asked().find(|(_, explanation)| explanation.decision.outcome != Outcome::Allowed);
        let own = |(action, explanation)| (action, self.association.role_arn.clone(), explanation);
        if failing.is_some() {
            return failing.map(own);
        }
        let first = Session::pod_identity(self.world, &self.association.role_arn, self.session_name, self.tags(), None);
        let target = self.association.target_role_arn.as_ref().zip(first).and_then(|(target, first)| {
            let (action, explanation) = first.assume(target, self.external_id().as_deref())?;
            Some((action, target.clone(), explanation))
        });
        target.or_else(|| asked().next().map(own))
    }

    fn explain(&self, trust: &Policy, action: &str) -> Explanation {
        let principal = Principal::Service { name: SERVICE.to_owned() };
        let role_arn = &self.association.role_arn;
        let account = Arn::parse(role_arn).map(|arn| arn.account).unwrap_or_default();
        let policies = PolicySet {
            resource: Some(trust),
            resource_control: session::by_level(&self.world.resource_control),
            ..PolicySet::default()
        };
        let context = self.context(account);
        let request = Request {
            principal: &principal,
            action,
            resource: role_arn,
            resource_account: account,
            context: &context,
            public_access: evaluate::PublicAccess::NotBlocked,
        };
        evaluate::explain(&policies, &request)
    }

    fn context(&self, account: &str) -> Context {
        let region = self.world.region.as_deref();
        let surroundings = Surroundings { region, resource_account: Some(account), ..Surroundings::default() };
        let mut context = session_context::service(&surroundings);
        context.set("aws:PrincipalServiceName", SERVICE);
        self.tags().add_to(&mut context, None, None);
        context
    }
}

/// The operation of the agent's call.
const OPERATION: &str = "AssumeRoleForPodIdentity";

fn invalid(message: &str) -> ErrorText {
    ErrorText {
        code: "InvalidParameterException".to_owned(),
        message: message.to_owned(),
        operation: Some("CreatePodIdentityAssociation"),
    }
}

fn no_answer() -> ErrorText {
    ErrorText::plain(
        "Error when retrieving credentials from container-role: Error retrieving metadata: Received error when attempting to retrieve container metadata: Get \"http://169.254.170.23/v1/credentials\": context deadline exceeded",
    )
}

/// What a workload's Pods run on: what their node selector or Fargate profile says, else the scenario.
#[must_use]
pub fn compute(world: &World, workload: &Workload) -> Compute {
    let selects = |key: &str, value: &str| workload.node_selector.iter().any(|s| s.key == key && s.text() == value);
    if selects("kubernetes.io/os", "windows") || selects("beta.kubernetes.io/os", "windows") {
        Compute::Windows
    } else if selects("eks.amazonaws.com/compute-type", "fargate")
        || workload.label("eks.amazonaws.com/fargate-profile").is_some()
    {
        Compute::Fargate
    } else {
        world.scenario.runtime.compute
    }
}

/// The broken link of a role's trust in EKS Pod Identity.
fn refuses(explanation: &Explanation, action: &'static str, error: ErrorText) -> Link {
    const STEP: Step = Step::TrustSubject;
    if let Some(link) = undecided(STEP, &explanation.decision) {
        return link;
    }
    if let Cause::DeniedBy { statements } = &explanation.decision.cause {
        let places = statements.iter().map(|statement| statement.at);
        return Link::fail(STEP, Reason::TrustDenies).seen_at(places).says(error);
    }
    let Some(nearest) = evaluate::nearest(explanation, PolicyKind::Trust).into_iter().next() else {
        return Link::fail(STEP, Reason::TrustRefuses { fault: TrustFault::NoStatement }).says(error);
    };
    let source = nearest.statement.statement.at.source;
    let place = |span| Location { source, span };
    let (fault, at, remedy) = match nearest.failures.first() {
        Some(SubCheck::Principal(trace)) => (TrustFault::NotPodIdentity, trace.span.map(place), None),
        Some(SubCheck::Action(trace)) => {
            (TrustFault::ActionMissing { action: action.to_owned() }, trace.span.map(place), None)
        }
        Some(SubCheck::Condition(trace)) => fault::tag(trace, place),
        Some(SubCheck::Resource(_)) | None => (TrustFault::NoStatement, None, None),
    };
    let mut link = Link::fail(STEP, Reason::TrustRefuses { fault })
        .seen_at(at)
        .seen_at([nearest.statement.statement.at])
        .mended_by(remedy)
        .says(error);
    link.comparisons = trust::comparisons(nearest.statement);
    link
}

/// The broken link of an assume from role to role.
#[must_use]
pub fn assume_refused(step: Step, caller: &Session<'_>, action: &str, role_arn: &str, why: &Explanation) -> Link {
    if let Some(link) = undecided(step, &why.decision) {
        return link;
    }
    let half = half(&why.decision);
    let reason = Reason::AssumeRefused { action: action.to_owned(), role_arn: role_arn.to_owned(), half };
    let how = super::denial::denial(&why.decision.cause);
    let error = super::denial::error(caller.principal.text(), action, role_arn, &how);
    let kind = if half == Half::Caller { PolicyKind::Identity } else { PolicyKind::Trust };
    let nearest = evaluate::nearest(why, kind).into_iter().next();
    let places: Vec<Location> = match &why.decision.cause {
        Cause::DeniedBy { statements } => statements.iter().map(|statement| statement.at).collect(),
        _ => nearest.iter().flat_map(places).collect(),
    };
    let mut link = Link::fail(step, reason).seen_at(places).says(error);
    link.comparisons = nearest.map(|nearest| trust::comparisons(nearest.statement)).unwrap_or_default();
    link
}

/// Where the nearest statement fails first, and the statement.
pub fn places(nearest: &evaluate::Nearest<'_>) -> Vec<Location> {
    let whole = nearest.statement.statement.at;
    let first = nearest.failures.first().and_then(|failure| match failure {
        SubCheck::Principal(trace) | SubCheck::Action(trace) | SubCheck::Resource(trace) => trace.span,
        SubCheck::Condition(trace) => Some(trace.expected.first().map_or(trace.key_span, |value| value.span)),
    });
    first.map(|span| Location { source: whole.source, span }).into_iter().chain([whole]).collect()
}

/// Which half of a refused assume is missing.
#[must_use]
pub fn half(decision: &Decision) -> Half {
    let (caller, target) = match &decision.cause {
        Cause::NotAllowedBy { blockers } => {
            let target = |blocker: &Blocker| matches!(blocker, Blocker::TrustPolicy | Blocker::ResourcePolicy);
            (blockers.iter().any(|blocker| !target(blocker)), blockers.iter().any(target))
        }
        Cause::DeniedBy { statements } => {
            let target = |kind| matches!(kind, PolicyKind::Trust | PolicyKind::ResourceControl);
            (statements.iter().any(|s| !target(s.kind)), statements.iter().any(|s| target(s.kind)))
        }
        _ => (true, false),
    };
    match (caller, target) {
        (true, true) => Half::Both,
        (false, true) => Half::Target,
        (_, false) => Half::Caller,
    }
}

fn undecided(step: Step, decision: &Decision) -> Option<Link> {
    match (decision.outcome, &decision.cause) {
        (Outcome::Unknown, Cause::Depends) => {
            let keys = decision.depends.iter().map(|dependency| dependency.key.clone()).collect();
            Some(Link::unknown(step, Reason::TrustDepends { keys }))
        }
        (Outcome::Unknown, _) => Some(Link::unknown(step, Reason::Unreadable)),
        (Outcome::Allowed | Outcome::ExplicitDeny | Outcome::ImplicitDeny, _) => None,
    }
}
