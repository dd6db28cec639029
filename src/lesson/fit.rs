//! Which lesson fits a link that breaks.
//!
//! What always holds: the lesson's first chain breaks at the same link, and its solution mends that link; of several,
//! the one that breaks for the same reason, then the first of the course.

use super::{Course, Lesson};
use crate::chain::{Chain, Reason, Step, Verdict, simulate};
use crate::scenario::Scenario;
use std::mem::discriminant;
use std::rc::Rc;

/// The lesson that fits.
#[must_use]
pub fn fitting<'c>(course: &'c Course, step: Step, reason: &Reason) -> Option<&'c Rc<Lesson>> {
    let mut best: Option<(&Rc<Lesson>, u8)> = None;
    for lesson in course.lessons().filter(|lesson| lesson.start.link == Some(step)) {
        let likeness = likeness_of(lesson, step, reason);
        if let Some(likeness) = likeness.filter(|found| best.is_none_or(|(_, before)| before < *found)) {
            best = Some((lesson, likeness));
        }
    }
    best.map(|(lesson, _)| lesson)
}

/// How alike the reasons are; nothing where the lesson is about something else than the link.
fn likeness_of(lesson: &Lesson, step: Step, reason: &Reason) -> Option<u8> {
    let of = |scenario: &Scenario| -> Option<(Reason, Verdict)> {
        let chain: Chain = simulate(scenario).chains.into_iter().next()?;
        chain.links.into_iter().find(|link| link.step == step).map(|link| (link.reason, link.verdict))
    };
    let (_, mended) = of(&lesson.solved().ok()?)?;
    let (own, _) = of(&lesson.scenario)?;
    (mended == Verdict::Pass).then(|| likeness(&own, reason))
}

/// 2: the same reason; 1: the same up to its detail; 0: another.
fn likeness(a: &Reason, b: &Reason) -> u8 {
    let detail = match (a, b) {
        (Reason::TrustRefuses { fault: a }, Reason::TrustRefuses { fault: b }) => discriminant(a) == discriminant(b),
        (Reason::NotInjected { because: a }, Reason::NotInjected { because: b }) => discriminant(a) == discriminant(b),
        (Reason::PicksOther { provider: a }, Reason::PicksOther { provider: b }) => discriminant(a) == discriminant(b),
        (Reason::NoRoleAnnotation { instead: a, .. }, Reason::NoRoleAnnotation { instead: b, .. }) => {
            a.as_ref().map(discriminant) == b.as_ref().map(discriminant)
        }
        _ => true,
    };
    u8::from(discriminant(a) == discriminant(b)) * (1 + u8::from(detail))
}
