//! What the core knows about a place in the text, in the form and the language of the page.

use super::desk::source_of;
use crate::app::catalogue;
use crate::app::editor::{Explanation, Offer, Suggestion, Units};
use crate::app::hooks::Store;
use crate::app::reading;
use crate::app::state::State;
use crate::assist::{self, Choice, ChoiceKind, Decided, Place, Then};
use crate::concept::Concept;
use crate::message::{self, Language, words};
use crate::text::{LineIndex, SourceId};
use wasm_bindgen::JsValue;

/// What could stand at an offset of a text; the text may be newer than the state's.
pub(super) fn offer(state: &Store, id: &str, text: &str, offset: u32) -> JsValue {
    let Some(source) = source_of(state, id) else { return JsValue::NULL };
    let lines = LineIndex::new(text);
    let place = Place { scenario: &state.scenario, source, text, offset: lines.byte(offset) as usize };
    catalogue::want_for(state, place);
    let Some(found) = assist::complete(place) else { return JsValue::NULL };
    let from = lines.utf16(found.typed.start);
    let offer = Offer {
        from,
        before: from - lines.utf16(found.replace.start).min(from),
        after: lines.utf16(found.replace.end).saturating_sub(offset),
        options: found.choices.iter().map(|choice| suggestion(state.language, choice)).collect(),
    };
    offer.to_js()
}

fn suggestion(language: Language, choice: &Choice) -> Suggestion {
    let written = LineIndex::new(&choice.insert);
    Suggestion {
        label: choice.label.clone(),
        apply: choice.insert.clone(),
        select: (written.utf16(choice.select.start), written.utf16(choice.select.end)),
        detail: words::editor::detail(language, &choice.detail),
        info: choice.topic.map_or("", |topic| message::topic(language, topic)),
        kind: match choice.kind {
            ChoiceKind::Property => "property",
            ChoiceKind::Value => "value",
            ChoiceKind::Action => "action",
            ChoiceKind::Operator => "operator",
            ChoiceKind::Key => "key",
            ChoiceKind::Name => "name",
            ChoiceKind::Snippet => "snippet",
        },
        again: choice.then == Then::Again,
    }
}

/// What stands at an offset.
pub(super) fn explanation(state: &State, id: &str, offset: u32) -> JsValue {
    let Some(source) = source_of(state, id) else { return JsValue::NULL };
    let units = Units::new(state.scenario.text(source).unwrap_or_default());
    let place = Place::of(&state.scenario, source, units.byte(offset) as usize);
    let Some(found) = place.and_then(assist::hover) else { return JsValue::NULL };
    let (from, to) = units.units(found.span);
    let more = found.topic.map(|topic| {
        let concept = Concept::of_topic(topic);
        let title = words::reading::title(state.language, concept);
        ((words::reading::words(state.language).learn)(title), reading::link(concept))
    });
    let explanation = Explanation {
        from,
        to,
        title: found.title,
        text: found.topic.map_or("", |topic| message::topic(state.language, topic)),
        facts: found.facts.iter().map(|fact| message::fact(state.language, fact)).collect(),
        more,
    };
    explanation.to_js()
}

/// What the text at a place decides in the chain that is shown.
pub(super) fn decided(state: &State, at: Option<(SourceId, u32)>) -> Decided {
    let Some((source, offset)) = at else { return Decided::default() };
    let Some((chain, text)) = state.chain().zip(state.scenario.text(source)) else { return Decided::default() };
    assist::decided(chain, source, text, offset)
}
