//! The texts of the concepts and the examples of the checks, fetched when they are first read.
//!
//! What always holds: they are fetched at most once.

use super::fetch;
use crate::handbook::Handbook;
use crate::reference::Reference;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static HANDBOOK: RefCell<Option<Rc<Handbook>>> = const { RefCell::new(None) };
    static REFERENCE: RefCell<Option<Rc<Reference>>> = const { RefCell::new(None) };
}

/// The texts, if they are there already.
#[must_use]
pub fn known() -> Option<Rc<Handbook>> {
    HANDBOOK.with_borrow(Clone::clone)
}

/// The texts, fetched if need be; none where they do not arrive.
pub async fn handbook() -> Option<Rc<Handbook>> {
    if let Some(handbook) = known() {
        return Some(handbook);
    }
    let handbook = Rc::new(Handbook::from_json(&fetch::text("data-concepts").await?).ok()?);
    HANDBOOK.set(Some(handbook.clone()));
    Some(handbook)
}

/// The checks, if they are there already.
#[must_use]
pub fn known_reference() -> Option<Rc<Reference>> {
    REFERENCE.with_borrow(Clone::clone)
}

/// The checks, fetched if need be; none where they do not arrive.
pub async fn reference() -> Option<Rc<Reference>> {
    if let Some(reference) = known_reference() {
        return Some(reference);
    }
    let reference = Rc::new(Reference::from_json(&fetch::text("data-checks").await?).ok()?);
    REFERENCE.set(Some(reference.clone()));
    Some(reference)
}
