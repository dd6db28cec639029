//! The lower lane of the picture: as whom the container really arrives, in plain sight.
//!
//! What always holds: the session of the role that was meant hangs below that role; everybody else branches off from
//! the Pod, past the links that did not lead anywhere.

use super::boxes::{Card, Place, caption};
use super::wire::{cross, path};
use super::{Anchor, Part, Stage, Tone};
use crate::chain::{Chain, Identity};
use crate::message::words::picture::Words;

/// What stands above the lane.
pub struct Around {
    /// The Pod.
    pub pod: Place,
    /// The role.
    pub role: Place,
    /// The last resource.
    pub resource: Place,
    /// The lower edge of all of it.
    pub below: i32,
    /// The width of the picture.
    pub width: i32,
}

/// The lane, drawn.
pub struct Lane {
    /// What is drawn.
    pub parts: Vec<Part>,
    /// The stages of a request that takes this way.
    pub stages: Vec<Stage>,
    /// Its lower edge.
    pub bottom: i32,
}

/// How a request ends that arrives as somebody else.
enum Ending {
    /// It is allowed.
    Allowed,
    /// It is refused.
    Refused,
    /// Nobody can say.
    Open,
    /// There is no request.
    Never,
}

/// Draws the lane.
#[must_use]
pub fn lane(words: &Words, chain: &Chain, around: &Around) -> Lane {
    let other_role = |arn: &str| chain.role.as_ref().is_none_or(|role| role.arn != arn);
    match &chain.identity {
        Identity::WebIdentity { role_arn, session_arn } | Identity::PodIdentity { role_arn, session_arn } => {
            if other_role(role_arn) {
                let card = Card::new(words.other_role, session(session_arn), words.not_meant).wide();
                branch(words, &card, Tone::Caution, words.by_agent, &Ending::Open, around)
            } else {
                meant(words, session_arn, around)
            }
        }
        Identity::NodeRole { session_arn } => {
            let name = session_arn.as_deref().map_or_else(|| words.role_not_given.to_owned(), session);
            let ending = match (session_arn, &chain.symptom, chain.answers.is_empty()) {
                (None, _, _) => Ending::Open,
                (Some(_), Some(_), _) => Ending::Refused,
                (Some(_), None, false) => Ending::Allowed,
                (Some(_), None, true) => Ending::Open,
            };
            let card = Card::new(words.node_role, name, words.no_error).wide();
            branch(words, &card, Tone::Caution, "IMDS", &ending, around)
        }
        Identity::StaticKeys => {
            let card = Card::new(words.static_keys, words.keys_owner, "AWS_ACCESS_KEY_ID").wide();
            branch(words, &card, Tone::Caution, words.by_environment, &Ending::Open, around)
        }
        Identity::Nobody => {
            let card = Card::new(words.arrives_as, words.nobody, words.no_credentials).wide();
            branch(words, &card, Tone::Fail, "", &Ending::Never, around)
        }
        Identity::NoPod => {
            let card = Card::new(words.arrives_as, words.nobody, words.no_pod).wide();
            branch(words, &card, Tone::Fail, "", &Ending::Never, around)
        }
        Identity::Unknown => {
            let card = Card::new(words.arrives_as, words.unknown_identity, words.not_decidable).wide();
            branch(words, &card, Tone::Unknown, "", &Ending::Never, around)
        }
    }
}

/// `role/session`, as people read it.
fn session(arn: &str) -> String {
    arn.split_once(":assumed-role/").map_or(arn, |(_, rest)| rest).to_owned()
}

/// The session of the role that was meant.
fn meant(words: &Words, arn: &str, around: &Around) -> Lane {
    let Around { role, below, width, .. } = *around;
    let card = Card::new(words.arrives_as, session(arn), "").wide();
    let needed = card.width().min(width);
    // Below the role, and no further to the right than the picture goes.
    let x = role.x.min(width + 1 - needed).max(1);
    let place = Place { x, y: below + 16, width: needed, height: card.height() - 4 };
    let at = role.center().clamp(x + 12, place.right() - 12);
    let parts = vec![path(format!("M{at} {}V{}", role.bottom(), place.y), Tone::Pass), card.draw(place, Tone::Pass)];
    Lane { parts, stages: Vec::new(), bottom: place.bottom() }
}

/// Somebody else: a line from the Pod, past what is broken, and on to the resource.
fn branch(words: &Words, card: &Card, tone: Tone, by: &str, ending: &Ending, around: &Around) -> Lane {
    let Around { pod, role, resource, below, .. } = *around;
    let needed = card.width();
    let right = if matches!(ending, Ending::Never) { role.right() } else { resource.center() - 70 };
    let x = (right - needed).max(pod.right() + 60);
    let place = Place { x, y: below + 20, width: needed, height: card.height() };
    let (from, y) = (pod.center(), place.middle());
    let start = [(from, pod.bottom()), (from, y), (place.x, y)];
    let mut parts =
        vec![path(format!("M{from} {}V{}Q{from} {y} {} {y}H{}", pod.bottom(), y - 8, from + 8, place.x), tone)];
    if !by.is_empty() {
        parts.push(caption((from + place.x) / 2, y - 7, Anchor::Middle, by));
    }
    parts.push(card.draw(place, tone));
    let goes_on = format!("{} {}", words.goes_on, card.kind);
    let mut stages = Vec::new();
    let (tone, sentence) = match ending {
        Ending::Never => return Lane { parts, stages, bottom: place.bottom() },
        Ending::Allowed => (Tone::Caution, words.else_allowed),
        Ending::Refused => (Tone::Fail, words.else_refused),
        Ending::Open => (Tone::Unknown, words.else_open),
    };
    stages.push(Stage { points: start.to_vec(), sentence: goes_on, tone: Tone::Caution, step: None });
    let (at, top) = (resource.center(), resource.bottom());
    let end = if matches!(ending, Ending::Refused) { top + 22 } else { top };
    if end < y - 8 && place.right() < at - 8 {
        parts.push(path(format!("M{} {y}H{}Q{at} {y} {at} {}V{end}", place.right(), at - 8, y - 8), tone));
        if matches!(ending, Ending::Refused) {
            parts.push(cross(at, top + 12));
        }
        let word = match ending {
            Ending::Allowed => words.allowed,
            Ending::Refused => words.refused,
            Ending::Open | Ending::Never => words.undecided,
        };
        parts.push(caption(at - 8, y + 16, Anchor::Middle, word));
    }
    let points = vec![(place.right(), y), (at, y), (at, end)];
    stages.push(Stage { points, sentence: sentence.to_owned(), tone, step: None });
    Lane { parts, stages, bottom: place.bottom() }
}
