//! The way of a request through the picture, stage by stage: the token to STS, credentials back, the request to AWS.
//!
//! What always holds: it ends at the first link that does not pass, and says why there.

use super::boxes::Place;
use super::{Stage, Tone};
use crate::chain::{Chain, Identity, Link, Step, Verdict};
use crate::message::words::picture::{Words, words};
use crate::message::{self, Language};

/// Where the road leads along.
pub struct Road<'a> {
    /// The Pod.
    pub pod: Place,
    /// All boxes up to the role.
    pub stations: &'a [Place],
    /// The resource.
    pub resource: Place,
    /// The links.
    pub knots: &'a [(Step, i32)],
    /// The height of the line.
    pub middle: i32,
}

/// The stages of a container's way.
#[must_use]
pub fn stages(language: Language, chain: &Chain, road: &Road<'_>, is_association: bool) -> Vec<Stage> {
    let words = words(language);
    let at = |step: Step| road.knots.iter().find(|(one, _)| *one == step).map_or(0, |(_, x)| *x);
    let y = road.middle;
    let role = road.stations.last().copied().unwrap_or_default();
    let account = road.stations.get(1).copied().unwrap_or_default();
    let mut stages = Vec::new();
    let mut from = road.pod.right();
    for link in &chain.links {
        let here = at(link.step);
        if link.verdict != Verdict::Pass {
            let reason = message::reason(language, &link.reason).message;
            let sentence = format!("{} {reason}", (words.stops)(link.step.number()));
            stages.push(stage(vec![(from, y), (here, y)], sentence, Tone::from(link.verdict), link));
            return stages;
        }
        let to = match link.step {
            Step::SelectServiceAccount => account.x,
            Step::TrustSubject => role.x,
            Step::ResourceAgrees => road.resource.x,
            _ => here,
        };
        let points = match link.step {
            // The session is the Pod's: its request starts there.
            Step::AllowAction => vec![(road.pod.right(), y), (here, y)],
            _ => vec![(from, y), (to, y)],
        };
        stages.push(stage(points, sentence(words, link.step, is_association).to_owned(), Tone::Pass, link));
        from = match link.step {
            Step::SelectServiceAccount => account.right(),
            _ => to,
        };
        if link.step == Step::TrustSubject {
            let arrives = matches!(chain.identity, Identity::WebIdentity { .. } | Identity::PodIdentity { .. });
            let back = if arrives { words.journey_back } else { words.journey_back_unused };
            let points = vec![(role.x, y), (road.pod.right(), y)];
            stages.push(Stage { step: None, ..stage(points, back.to_owned(), Tone::Pass, link) });
        }
    }
    stages
}

fn stage(points: Vec<(i32, i32)>, sentence: String, tone: Tone, link: &Link) -> Stage {
    Stage { points, sentence, tone, step: Some(link.step) }
}

fn sentence(words: &'static Words, step: Step, is_association: bool) -> &'static str {
    match (step, is_association) {
        (Step::SelectServiceAccount, _) => words.journey_select,
        (Step::InjectRole, false) => words.journey_inject,
        (Step::InjectRole, true) => words.journey_inject_association,
        (Step::PickCredentials, false) => words.journey_pick,
        (Step::PickCredentials, true) => words.journey_pick_association,
        (Step::KnowIssuer, false) => words.journey_issuer,
        (Step::KnowIssuer, true) => words.journey_issuer_association,
        (Step::TrustSubject, false) => words.journey_trust,
        (Step::TrustSubject, true) => words.journey_trust_association,
        (Step::AllowAction, _) => words.journey_allow,
        (Step::ResourceAgrees, _) => words.journey_arrive,
    }
}
