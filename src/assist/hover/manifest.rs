//! Explanations in manifests.

use super::super::yaml::{self, Role};
use super::super::{Place, Topic};
use super::{Hover, arn};

pub(super) fn hover(place: Place<'_>) -> Option<Hover> {
    let spot = yaml::spot(place.text, place.offset)?;
    let word = spot.word.of(place.text);
    if word.is_empty() {
        return None;
    }
    let parent = spot.path.last().copied().unwrap_or_default();
    let topic = match spot.role {
        Role::Key { colon: true, .. } => Topic::of_field(parent, yaml::unquoted(word)),
        Role::Key { .. } => None,
        Role::Value("kind") if parent.is_empty() || matches!(parent, "roleRef" | "subjects") => Topic::of_kind(word),
        Role::Value("name") if parent == "env" => Topic::of_variable(word),
        Role::Value("audience" | "eks.amazonaws.com/audience") if word == "sts.amazonaws.com" => Some(Topic::Audience),
        Role::Value(field) => {
            let named = arn::name(place.scenario, spot.word, word);
            return named.map(|named| Hover { topic: named.topic.or(Topic::of_field(parent, field)), ..named });
        }
    };
    Hover::of(spot.word, yaml::unquoted(word), topic).told()
}
