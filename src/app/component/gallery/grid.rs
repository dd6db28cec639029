//! Arrow keys between the cards, as they lie on the screen; from the search field, down leads into them.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};
use yew::prelude::*;

/// Moves the focus between cards.
pub fn onkeydown(event: KeyboardEvent) {
    let Some(target) = event.target_dyn_into::<Element>() else { return };
    let Ok(Some(gallery)) = target.closest(".gallery") else { return };
    let cards = cards(&gallery);
    let key = event.key();
    let next = match cards.iter().position(|card| **card == target) {
        Some(at) => match key.as_str() {
            "ArrowRight" => cards.get(at + 1),
            "ArrowLeft" => at.checked_sub(1).and_then(|before| cards.get(before)),
            "ArrowDown" => below(&cards, &target),
            "ArrowUp" => above(&cards, &target),
            "Home" => cards.first(),
            "End" => cards.last(),
            _ => return,
        },
        None if key == "ArrowDown" && target.matches("input[type=search]").unwrap_or_default() => cards.first(),
        None => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        for card in &cards {
            card.set_tab_index(-1);
        }
        next.set_tab_index(0);
        // A card that is shown can be focused.
        let _ = next.focus();
    }
}

fn cards(gallery: &Element) -> Vec<HtmlElement> {
    let Ok(found) = gallery.query_selector_all(".example-card") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// The card that lies nearest in the next row.
fn below<'a>(cards: &'a [HtmlElement], from: &Element) -> Option<&'a HtmlElement> {
    let here = from.get_bounding_client_rect();
    let lower = || {
        cards.iter().map(|card| (card, card.get_bounding_client_rect())).filter(|(_, at)| at.top() > here.top() + 1.0)
    };
    let row = lower().map(|(_, at)| at.top()).fold(f64::INFINITY, f64::min);
    nearest(lower().filter(|(_, at)| at.top() < row + 1.0), &here)
}

/// The card that lies nearest in the row before.
fn above<'a>(cards: &'a [HtmlElement], from: &Element) -> Option<&'a HtmlElement> {
    let here = from.get_bounding_client_rect();
    let higher = || {
        cards.iter().map(|card| (card, card.get_bounding_client_rect())).filter(|(_, at)| at.top() < here.top() - 1.0)
    };
    let row = higher().map(|(_, at)| at.top()).fold(f64::NEG_INFINITY, f64::max);
    nearest(higher().filter(|(_, at)| at.top() > row - 1.0), &here)
}

fn nearest<'a>(row: impl Iterator<Item = (&'a HtmlElement, DomRect)>, here: &DomRect) -> Option<&'a HtmlElement> {
    let distance = |at: &DomRect| (at.left() - here.left()).abs();
    row.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map(|(card, _)| card)
}
