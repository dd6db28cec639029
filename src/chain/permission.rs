//! Links 6 and 7 and the permission matrix: what the identity may do, and whether the resource side agrees.
//!
//! What always holds: every cell is one decision of [`crate::iam::evaluate`] over all policies of the scenario; a cell
//! whose resource is a pattern is decided for a resource that stands for all it matches.

use super::candidates;
use super::link::{Comparison, ErrorText, Link, Step};
use super::reason::{Denial, Reason};
use super::simulation::{Answer, Cell, Matrix, MatrixRow};
use super::trust;
use super::world::{RolePolicies, World};
use crate::aws::Arn;
use crate::aws::catalog::{self, Carried, Fit};
use crate::iam::context::{Context, Unmentioned};
use crate::iam::evaluate::{self, Blocker, Cause, Decision, Explanation, Outcome, PolicySet, Request};
use crate::iam::policy::{Policy, PolicyKind, Standing};
use crate::iam::principal::Principal;
use crate::order;
use crate::scenario::{Expectation, Question};

/// Who asks: a session of a role, with the policies and the context that it brings along.
#[derive(Debug)]
pub struct Session<'w> {
    world: &'w World<'w>,
    role: &'w RolePolicies,
    principal: Principal,
    account: String,
    region: String,
    context: Context,
}

impl<'w> Session<'w> {
    /// The session of a role by web identity. `facts` are the keys that the assume left behind.
    #[must_use]
    pub fn new(
        world: &'w World<'w>,
        role_arn: &str,
        role: &'w RolePolicies,
        name: &str,
        facts: &[(String, String)],
    ) -> Option<Self> {
        let principal = Principal::role_session(role_arn, name)?;
        let account = Arn::parse(role_arn)?.account.to_owned();
        let region = world.region.clone().unwrap_or_else(|| "us-east-1".to_owned());
        let mut context = Context::new(Unmentioned::Unknown);
        for key in catalog::global_keys().iter().filter(|key| key.web_identity_session == Carried::No) {
            context.set_absent(&key.info.name);
        }
        context
            .set("aws:PrincipalArn", role_arn)
            .set("aws:PrincipalAccount", account.clone())
            .set("aws:PrincipalType", "AssumedRole")
            .set("aws:PrincipalIsAWSService", "false")
            .set("aws:SecureTransport", "true")
            .set("aws:RequestedRegion", region.clone())
            .set_present("aws:TokenIssueTime")
            .set_present("aws:userid");
        for (key, value) in facts {
            context.set(key, value.clone());
        }
        Some(Self { world, role, principal, account, region, context })
    }

    /// Decides one action on one resource.
    #[must_use]
    pub fn decide(&self, action: &str, resource: &str, question: Option<&Question>) -> Decision {
        self.ask(action, resource, question, evaluate::decide)
    }

    /// Decides, with a trace of every statement.
    #[must_use]
    pub fn explain(&self, action: &str, resource: &str, question: Option<&Question>) -> Explanation {
        self.ask(action, resource, question, evaluate::explain)
    }

    fn ask<T>(
        &self,
        action: &str,
        resource: &str,
        question: Option<&Question>,
        decide: fn(&PolicySet<'_>, &Request<'_>) -> T,
    ) -> T {
        let mut context = self.context.clone();
        let owner = Arn::parse(resource).map(|arn| arn.account).filter(|account| !account.is_empty());
        let owner = owner.unwrap_or(&self.account);
        context.set("aws:ResourceAccount", owner);
        for (key, value) in question.into_iter().flat_map(|question| &question.context) {
            context.set(key, value.clone());
        }
        let policies = PolicySet {
            identity: self.role.identity.iter().collect(),
            resource: self.resource_policy(resource),
            boundary: self.role.boundary.iter().collect(),
            session: self.world.session.iter().collect(),
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

    /// The policy of a resource: that of the ARN itself, or of what holds it (the bucket of an object).
    fn resource_policy(&self, resource: &str) -> Option<&'w Policy> {
        let holds = |carrier: &str| {
            resource == carrier || resource.strip_prefix(carrier).is_some_and(|rest| rest.starts_with('/'))
        };
        self.world.resource_policies.iter().find(|(carrier, _)| holds(carrier)).map(|(_, policy)| policy)
    }

    /// The matrix of everything that the policies and the questions name.
    #[must_use]
    pub fn matrix(&self) -> Matrix {
        let policies: Vec<&Policy> = self.role.identity.iter().collect();
        let others = self.world.resource_policies.iter().map(|(resource, _)| resource.as_str());
        let asked = self.world.scenario.questions.iter().map(|question| question.resource.as_str());
        let resources = candidates::resources(&policies, others.chain(asked));
        let mut actions = candidates::actions(&policies, &resources);
        for question in &self.world.scenario.questions {
            if !actions.iter().any(|action| action.eq_ignore_ascii_case(&question.action)) {
                actions.push(question.action.clone());
            }
        }
        let row = |action: String| {
            let cells = resources.iter().map(|resource| self.cell(&action, resource)).collect();
            let access_level = catalog::action(&action).map(|(_, found)| found.level);
            MatrixRow { action, access_level, cells }
        };
        let mut rows: Vec<MatrixRow> = actions.into_iter().map(row).collect();
        // Actions that work on none of the columns say nothing.
        rows.retain(|row| row.cells.iter().any(|cell| cell.answer != Answer::NotApplicable));
        order::sort_by(&mut rows, |a, b| (a.access_level, &a.action).cmp(&(b.access_level, &b.action)));
        Matrix { resources, rows }
    }

    fn cell(&self, action: &str, pattern: &str) -> Cell {
        let resource = candidates::sample(pattern, action, &self.region, &self.account);
        let nothing = |answer| Cell { answer, decided_by: Vec::new(), depends_on: Vec::new(), undocumented: false };
        match catalog::fit(action, &resource) {
            Fit::OtherType => return nothing(Answer::NotApplicable),
            Fit::NoResourceTypes if resource != "*" => return nothing(Answer::NotApplicable),
            Fit::Fits | Fit::NoResourceTypes | Fit::UnknownAction => {}
        }
        let decision = self.decide(action, &resource, None);
        let answer = match (decision.outcome, &decision.cause) {
            (Outcome::Allowed, _) => Answer::Allowed,
            (Outcome::ExplicitDeny, _) => Answer::ExplicitDeny,
            (Outcome::ImplicitDeny, _) => Answer::ImplicitDeny,
            (Outcome::Unknown, Cause::Depends) => Answer::Depends,
            (Outcome::Unknown, _) => Answer::Unknown,
        };
        let decided_by = match &decision.cause {
            Cause::AllowedBy { statements } | Cause::DeniedBy { statements } => {
                statements.iter().map(|statement| statement.at).collect()
            }
            Cause::RootUser
            | Cause::NoPermissionNeeded
            | Cause::NotAllowedBy { .. }
            | Cause::Refused { .. }
            | Cause::Depends => Vec::new(),
        };
        let depends_on = decision.depends.iter().map(|dependency| dependency.key.clone()).collect();
        Cell { answer, decided_by, depends_on, undocumented: !decision.undocumented.is_empty() }
    }
}

/// The sixth and the seventh link of a session.
#[must_use]
pub fn links(session: &Session<'_>, matrix: &Matrix) -> [Link; 2] {
    let questions = session.world.scenario.questions.iter();
    let wanted = questions.filter(|question| question.expect != Some(Expectation::Denied));
    let mut first = None;
    for question in wanted {
        let decision = session.decide(&question.action, &question.resource, Some(question));
        if decision.outcome != Outcome::Allowed {
            first = Some((question, decision));
            break;
        }
    }
    match first {
        Some((question, decision)) => refused(session, question, &decision),
        None => overall(session, matrix),
    }
}

/// Nothing that was asked for is refused: what the matrix says.
fn overall(session: &Session<'_>, matrix: &Matrix) -> [Link; 2] {
    let agrees = || {
        let reason =
            if session.world.resource_policies.is_empty() { Reason::SameAccount } else { Reason::ResourceAllows };
        Link::pass(Step::ResourceAgrees, reason)
    };
    let nothing = || Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk);
    if session.role.identity.is_empty() && session.world.resource_policies.is_empty() {
        return [Link::fail(Step::AllowAction, Reason::NoPolicies), nothing()];
    }
    let cells = || matrix.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let count = |answer| cells().filter(|(_, cell)| cell.answer == answer).count();
    let of = cells().filter(|(_, cell)| cell.answer != Answer::NotApplicable).count();
    let refused = session.role.identity.iter().chain(&session.role.boundary).any(|p| p.standing == Standing::Refused);
    if refused || count(Answer::Unknown) > 0 {
        return [Link::unknown(Step::AllowAction, Reason::Unreadable), nothing()];
    }
    match count(Answer::Allowed) {
        0 => {
            let depends = cells().find(|(_, cell)| cell.answer == Answer::Depends);
            let link = match depends {
                Some((row, cell)) => {
                    let reason = Reason::ActionDepends { action: row.action.clone(), keys: cell.depends_on.clone() };
                    Link::unknown(Step::AllowAction, reason)
                }
                None => Link::fail(Step::AllowAction, Reason::NothingAllowed),
            };
            [link, nothing()]
        }
        allowed => {
            let places = cells().filter(|(_, cell)| cell.answer == Answer::Allowed);
            let mut places: Vec<_> = places.flat_map(|(_, cell)| cell.decided_by.iter().copied()).collect();
            order::sort(&mut places);
            places.dedup();
            [Link::pass(Step::AllowAction, Reason::ActionsAllowed { allowed, of }).seen_at(places), agrees()]
        }
    }
}

/// A question that is not answered with `allowed`.
fn refused(session: &Session<'_>, question: &Question, decision: &Decision) -> [Link; 2] {
    let (action, resource) = (question.action.clone(), question.resource.clone());
    let nothing = || Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk);
    let how = match (decision.outcome, &decision.cause) {
        (Outcome::Unknown, Cause::Depends) => {
            let keys = decision.depends.iter().map(|dependency| dependency.key.clone()).collect();
            return [Link::unknown(Step::AllowAction, Reason::ActionDepends { action, keys }), nothing()];
        }
        (Outcome::Unknown, _) => return [Link::unknown(Step::AllowAction, Reason::Unreadable), nothing()],
        _ => denial(&decision.cause),
    };
    let explanation = session.explain(&question.action, &question.resource, Some(question));
    let at_resource = matches!(how, Denial::ExplicitResource | Denial::ImplicitResource | Denial::ResourceControl);
    let error =
        ErrorText { code: "AccessDenied".to_owned(), message: message(session, question, &how), operation: None };
    let places = match &decision.cause {
        Cause::DeniedBy { statements } => statements.iter().map(|statement| statement.at).collect(),
        _ => Vec::new(),
    };
    let comparisons = nearest(&explanation, at_resource);
    let dress = |mut link: Link| {
        link.comparisons = comparisons;
        link.seen_at(places).says(error)
    };
    if at_resource {
        let reason = Reason::ResourceDenied { action, resource, how };
        let role = Link::pass(Step::AllowAction, Reason::ActionsAllowed { allowed: 1, of: 1 });
        [role, dress(Link::fail(Step::ResourceAgrees, reason))]
    } else {
        [dress(Link::fail(Step::AllowAction, Reason::ActionDenied { action, resource, how })), nothing()]
    }
}

/// The sub-checks of the statement that comes nearest to allowing it.
fn nearest(explanation: &Explanation, at_resource: bool) -> Vec<Comparison> {
    let kind = if at_resource { PolicyKind::Resource } else { PolicyKind::Identity };
    let found = evaluate::nearest(explanation, kind).into_iter().next();
    found.map_or_else(Vec::new, |nearest| trust::comparisons(nearest.statement))
}

fn denial(cause: &Cause) -> Denial {
    match cause {
        Cause::DeniedBy { statements } => match statements.first().map(|statement| statement.kind) {
            Some(PolicyKind::Resource) => Denial::ExplicitResource,
            Some(PolicyKind::Boundary) => Denial::Boundary,
            Some(PolicyKind::Session) => Denial::Session,
            Some(PolicyKind::ServiceControl) => Denial::ServiceControl,
            Some(PolicyKind::ResourceControl) => Denial::ResourceControl,
            Some(PolicyKind::Endpoint) => Denial::Endpoint,
            Some(PolicyKind::Trust) => Denial::Trust,
            Some(PolicyKind::Identity) | None => Denial::ExplicitIdentity,
        },
        Cause::NotAllowedBy { blockers } => match blockers.first() {
            Some(Blocker::ResourcePolicy | Blocker::KeyPolicy | Blocker::PublicAccessBlock) => Denial::ImplicitResource,
            Some(Blocker::PermissionsBoundary) => Denial::Boundary,
            Some(Blocker::SessionPolicy) => Denial::Session,
            Some(Blocker::ServiceControlPolicy { .. }) => Denial::ServiceControl,
            Some(Blocker::EndpointPolicy) => Denial::Endpoint,
            Some(Blocker::TrustPolicy | Blocker::RootUser) => Denial::Trust,
            Some(Blocker::IdentityPolicy) | None => Denial::ImplicitIdentity,
        },
        Cause::AllowedBy { .. }
        | Cause::RootUser
        | Cause::NoPermissionNeeded
        | Cause::Refused { .. }
        | Cause::Depends => Denial::ImplicitIdentity,
    }
}

/// The error as services word it since 2021: who, what, on what, and which type of policy stands in the way.
fn message(session: &Session<'_>, question: &Question, how: &Denial) -> String {
    let because = match how {
        Denial::ImplicitIdentity => format!("because no identity-based policy allows the {} action", question.action),
        Denial::ExplicitIdentity => "with an explicit deny in an identity-based policy".to_owned(),
        Denial::Boundary => {
            format!("because no permissions boundary allows the {} action", question.action)
        }
        Denial::Session => format!("because no session policy allows the {} action", question.action),
        Denial::ServiceControl => {
            format!("because no service control policy allows the {} action", question.action)
        }
        Denial::ResourceControl => "with an explicit deny in a resource control policy".to_owned(),
        Denial::ExplicitResource => "with an explicit deny in a resource-based policy".to_owned(),
        Denial::ImplicitResource => {
            format!("because no resource-based policy allows the {} action", question.action)
        }
        Denial::Endpoint => format!("because no VPC endpoint policy allows the {} action", question.action),
        Denial::Trust => String::new(),
    };
    let Principal::RoleSession { arn, .. } = &session.principal else { return String::new() };
    format!(
        "User: {arn} is not authorized to perform: {} on resource: \"{}\" {because}",
        question.action, question.resource
    )
}

fn by_level(levels: &[Vec<Policy>]) -> Vec<Vec<&Policy>> {
    levels.iter().map(|level| level.iter().collect()).collect()
}
