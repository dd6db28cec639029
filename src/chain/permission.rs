//! Links 6 and 7 and the permission matrix: what the identity may do, and whether the resource side agrees.
//!
//! What always holds: every cell is one decision of [`crate::iam::evaluate`] over all policies of the scenario; a cell
//! whose resource is a pattern is decided for a resource that stands for all it matches.

use super::candidates;
use super::link::{Comparison, Link, Remedy, RemedyKind, Step};
use super::reason::{Denial, Half, Reason};
use super::session::{self, Answered, Session};
use super::simulation::{Answer, Cell, Matrix, MatrixRow, QuestionAnswer};
use super::{association, denial, trust};
use crate::aws::arn;
use crate::aws::catalog::{self, Fit};
use crate::diagnostic::Fix;
use crate::iam::evaluate::{self, Cause, Decision, Explanation, Outcome, SubCheck};
use crate::iam::pattern::Pattern;
use crate::iam::policy::{PolicyKind, Standing};
use crate::order;
use crate::scenario::Question;
use crate::syntax::json::quoted;
use crate::text::Location;
use std::borrow::Cow;

/// The matrix of everything that the policies and the questions for everybody name.
#[must_use]
pub fn matrix(session: &Session<'_>) -> Matrix {
    let others = session.world.resource_policies.iter().map(|(resource, _)| resource.as_str());
    let everybody: Vec<&Question> =
        session.world.scenario.questions.iter().filter(|question| question.principal.is_none()).collect();
    let (columns, asked): (Vec<&Question>, Vec<&Question>) =
        everybody.iter().partition(|question| question.is_column());
    let others = others.chain(asked.iter().map(|question| question.resource.as_str()));
    let columns = columns.iter().map(|question| question.resource.as_str());
    let resources = candidates::resources(&session.identity, session.context(), others, columns);
    let mut actions = candidates::actions(&session.identity, &resources, session.world.scenario.roles.len());
    for question in asked {
        if !actions.iter().any(|action| action.eq_ignore_ascii_case(&question.action)) {
            actions.push(question.action.clone());
        }
    }
    // What a pattern stands for depends on the action only where it stands for everything.
    let sampled = |resource: &String| {
        let fixed = resource != "*";
        fixed.then(|| candidates::sample(resource, "", &session.region, &session.account))
    };
    let samples: Vec<Option<String>> = resources.iter().map(sampled).collect();
    let row = |action: String| {
        let of_action = |resource| match resource {
            Some(sample) => Cow::Borrowed(sample),
            None => Cow::Owned(candidates::sample("*", &action, &session.region, &session.account)),
        };
        let cells = samples.iter().map(|sample| cell(session, &action, &of_action(sample.as_ref()))).collect();
        let access_level = catalog::action(&action).map(|(_, found)| found.level);
        MatrixRow { action, access_level, cells }
    };
    let mut rows: Vec<MatrixRow> = actions.into_iter().map(row).collect();
    // Actions that work on none of the columns say nothing.
    rows.retain(|row| row.cells.iter().any(|cell| cell.answer != Answer::NotApplicable));
    order::sort_by(&mut rows, |a, b| (a.access_level, &a.action).cmp(&(b.access_level, &b.action)));
    Matrix { resources, rows }
}

fn cell(session: &Session<'_>, action: &str, resource: &str) -> Cell {
    let nothing = |answer| Cell { answer, decided_by: Vec::new(), depends_on: Vec::new(), undocumented: false };
    match catalog::fit(action, resource) {
        Fit::OtherType => return nothing(Answer::NotApplicable),
        Fit::NoResourceTypes if resource != "*" => return nothing(Answer::NotApplicable),
        Fit::Fits | Fit::NoResourceTypes | Fit::UnknownAction => {}
    }
    to_cell(&session.decide(action, resource, None))
}

/// A decision as the matrix shows it.
#[must_use]
pub fn to_cell(decision: &Decision) -> Cell {
    let answer = answer(decision);
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

/// A decision as a cell shows it.
#[must_use]
pub fn answer(decision: &Decision) -> Answer {
    match (decision.outcome, &decision.cause) {
        (Outcome::Allowed, _) => Answer::Allowed,
        (Outcome::ExplicitDeny, _) => Answer::ExplicitDeny,
        (Outcome::ImplicitDeny, _) => Answer::ImplicitDeny,
        (Outcome::Unknown, Cause::Depends) => Answer::Depends,
        (Outcome::Unknown, _) => Answer::Unknown,
    }
}

/// The sixth and the seventh link of a session; `questions` are those for this workload.
#[must_use]
pub fn links(session: &Session<'_>, questions: &[&Question], matrix: &Matrix) -> [Link; 2] {
    let wanted = questions.iter().filter(|question| question.breaks_links());
    for question in wanted {
        let answered = session.answer(question);
        if answered.decision.outcome != Outcome::Allowed {
            return refused(session, question, &answered);
        }
    }
    overall(session, matrix)
}

/// Nothing that was asked for is refused: what the matrix says.
fn overall(session: &Session<'_>, matrix: &Matrix) -> [Link; 2] {
    let agrees = || {
        let reason =
            if session.world.resource_policies.is_empty() { Reason::SameAccount } else { Reason::ResourceAllows };
        Link::pass(Step::ResourceAgrees, reason)
    };
    let nothing = || Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk);
    if session.identity.is_empty() && session.world.resource_policies.is_empty() {
        return [Link::fail(Step::AllowAction, Reason::NoPolicies), nothing()];
    }
    let cells = || matrix.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
    let count = |answer| cells().filter(|(_, cell)| cell.answer == answer).count();
    let of = cells().filter(|(_, cell)| cell.answer != Answer::NotApplicable).count();
    let refused = session.identity.iter().chain(&session.boundary).any(|p| p.standing == Standing::Refused);
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
fn refused(session: &Session<'_>, question: &Question, answered: &Answered) -> [Link; 2] {
    let (action, resource) = (answered.action.clone(), question.resource.clone());
    let decision = &answered.decision;
    let nothing = || Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk);
    if session::is_assume(&action) {
        return assume_refused(session, question, &action);
    }
    let how = match (decision.outcome, &decision.cause) {
        (Outcome::Unknown, Cause::Depends) => {
            let keys = decision.depends.iter().map(|dependency| dependency.key.clone()).collect();
            return [Link::unknown(Step::AllowAction, Reason::ActionDepends { action, keys }), nothing()];
        }
        (Outcome::Unknown, _) => return [Link::unknown(Step::AllowAction, Reason::Unreadable), nothing()],
        _ => denial::denial(&decision.cause),
    };
    let explanation = session.explain(&question.action, &question.resource, Some(question));
    let at_resource = matches!(how, Denial::ExplicitResource | Denial::ImplicitResource | Denial::ResourceControl);
    let error = denial::error(session.principal.text(), &action, &resource, &how);
    let limit = match how {
        Denial::Boundary => Some(PolicyKind::Boundary),
        Denial::Session => Some(PolicyKind::Session),
        Denial::ServiceControl => Some(PolicyKind::ServiceControl),
        Denial::Endpoint => Some(PolicyKind::Endpoint),
        _ => None,
    };
    let places: Vec<Location> = match &decision.cause {
        Cause::DeniedBy { statements } => statements.iter().map(|statement| statement.at).collect(),
        // What does not let it through, where it comes nearest to doing so.
        _ => limit
            .and_then(|kind| evaluate::nearest(&explanation, kind).into_iter().next())
            .map_or_else(Vec::new, |nearest| association::places(&nearest)),
    };
    let comparisons = nearest(&explanation, at_resource);
    let slip = if at_resource { None } else { elsewhere(session, &explanation, &resource) };
    let dress = |mut link: Link| {
        link.comparisons = comparisons;
        let (at, mended) = slip.unzip();
        link.seen_at(places).seen_at(at).says(error).mended_by(mended)
    };
    if at_resource {
        let reason = Reason::ResourceDenied { action, resource, how };
        let role = Link::pass(Step::AllowAction, Reason::ActionsAllowed { allowed: 1, of: 1 });
        [role, dress(Link::fail(Step::ResourceAgrees, reason))]
    } else {
        [dress(Link::fail(Step::AllowAction, Reason::ActionDenied { action, resource, how })), nothing()]
    }
}

/// A resource of the nearest statement that differs from the one that was asked for in Region, account or partition
/// alone, and the remedy that writes those.
fn elsewhere(session: &Session<'_>, explanation: &Explanation, resource: &str) -> Option<(Location, Remedy)> {
    let nearest = evaluate::nearest(explanation, PolicyKind::Identity).into_iter().next()?;
    let [SubCheck::Resource(trace)] = nearest.failures.as_slice() else { return None };
    let [start, partition, service, region, account, wanted] = arn::parts(resource)?;
    let (value, name) = trace.expected.iter().find_map(|value| {
        let [_, _, of, _, _, name] = arn::parts(&value.text)?;
        (of == service && Pattern::new(name).matches(wanted)).then_some((value, name))
    })?;
    let is_of_role = session.identity.iter().any(|policy| policy.source == nearest.statement.statement.at.source);
    let right = [start, partition, service, region, account, name].join(":");
    let at = Location { source: nearest.statement.statement.at.source, span: value.span };
    let fix = Fix::replace(at, quoted(&right));
    is_of_role.then_some((at, Remedy { kind: RemedyKind::Use(right), fix }))
}

/// The links where one role may not assume another: the sixth breaks for the half of the caller, the seventh for that
/// of the role to be assumed.
fn assume_refused(session: &Session<'_>, question: &Question, action: &str) -> [Link; 2] {
    let role_arn = &question.resource;
    let nothing = || Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk);
    let explanation = session.explain(action, role_arn, Some(question));
    if session.world.role(role_arn).is_none_or(|(_, role)| role.trust.is_none()) {
        return [Link::unknown(Step::AllowAction, Reason::NoTrustPolicy), nothing()];
    }
    match association::half(&explanation.decision) {
        Half::Target if explanation.decision.outcome != Outcome::Unknown => {
            let own = Link::pass(Step::AllowAction, Reason::ActionsAllowed { allowed: 1, of: 1 });
            [own, association::assume_refused(Step::ResourceAgrees, session, action, role_arn, &explanation)]
        }
        Half::Caller | Half::Target | Half::Both => {
            [association::assume_refused(Step::AllowAction, session, action, role_arn, &explanation), nothing()]
        }
    }
}

/// The answers to the questions for a workload, whether the session comes about or not.
#[must_use]
pub fn answers(session: &Session<'_>, questions: &[(usize, &Question)]) -> Vec<QuestionAnswer> {
    let one = |(index, question): &(usize, &Question)| {
        let answered = session.answer(question);
        QuestionAnswer { question: *index, action: answered.action, cell: to_cell(&answered.decision) }
    };
    questions.iter().filter(|(_, question)| !question.is_column()).map(one).collect()
}

/// The sub-checks of the statement that comes nearest to allowing it.
fn nearest(explanation: &Explanation, at_resource: bool) -> Vec<Comparison> {
    let kind = if at_resource { PolicyKind::Resource } else { PolicyKind::Identity };
    let found = evaluate::nearest(explanation, kind).into_iter().next();
    found.map_or_else(Vec::new, |nearest| trust::comparisons(nearest.statement))
}
