//! The complete catalogue, once it is there.
//!
//! What always holds: it is of the same making as the embedded one (the same header, the same lines for its services),
//! else it is refused; it is installed once and stays. What follows from it refines what was said before: access
//! levels, completions, which resources an action works on, which condition keys a request for it can carry.

use super::{CORE, Service, core, read};
use std::sync::OnceLock;

static TEXT: OnceLock<String> = OnceLock::new();
static SERVICES: OnceLock<Vec<Service>> = OnceLock::new();

/// Why a text is not taken as the complete catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is none.
    NotACatalogue,
    /// It was made from other sources, or on another day, than the embedded one.
    OtherVersion,
    /// Something is missing: it ends within a line, or lacks a service that is embedded.
    Damaged,
}

/// The complete catalogue takes the place of the embedded one; a second time nothing happens.
///
/// # Errors
/// The text is no catalogue, or not the one that belongs to this build.
pub fn install(text: String) -> Result<(), Refusal> {
    if complete() {
        return Ok(());
    }
    let header = |text: &str| text.lines().next().map(str::to_owned).unwrap_or_default();
    let found = header(&text);
    if !found.starts_with("#iamcat\t") {
        return Err(Refusal::NotACatalogue);
    }
    if found != header(CORE) {
        return Err(Refusal::OtherVersion);
    }
    if !text.ends_with('\n') || !core().iter().all(|service| holds(&text, service)) {
        return Err(Refusal::Damaged);
    }
    SERVICES.get_or_init(|| read::services(TEXT.get_or_init(|| text)));
    Ok(())
}

/// Whether the complete catalogue is there.
#[must_use]
pub fn complete() -> bool {
    SERVICES.get().is_some()
}

pub(super) fn services() -> Option<&'static [Service]> {
    SERVICES.get().map(Vec::as_slice)
}

/// Whether a text has the lines of a service, all of them.
fn holds(text: &str, service: &Service) -> bool {
    let head = format!("\n@{}\t{}\n", service.prefix, service.name);
    let after = text.split_once(head.as_str()).map(|(_, after)| after);
    let lines = service.text.trim_end_matches('\n');
    after.and_then(|after| after.strip_prefix(lines)).is_some_and(|rest| rest == "\n" || rest.starts_with("\n@"))
}
