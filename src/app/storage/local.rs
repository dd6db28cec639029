//! The browser's storage, for this site and for this tab.
//!
//! What always holds: nothing here throws or panics, whether storage is blocked, full or gone.

use crate::app::route;
use crate::app::state::Frame;
use web_sys::Storage;

/// Why something cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The browser gives this site no storage.
    Blocked,
    /// There is no room left.
    Full,
}

/// Whether storage is refused altogether.
#[must_use]
pub fn refusal() -> Option<Refusal> {
    site().is_none().then_some(Refusal::Blocked)
}

/// Storage of the site: all its tabs share it.
fn site() -> Option<Storage> {
    // An embedded chain leaves no trace in the browser and follows none.
    (route::frame() == Frame::Page).then_some(())?;
    // Not gloo's LocalStorage: it panics where storage is blocked.
    web_sys::window()?.local_storage().ok()?
}

/// Storage of this tab: it outlives a reload, and nobody else writes to it.
fn tab() -> Option<Storage> {
    (route::frame() == Frame::Page).then_some(())?;
    web_sys::window()?.session_storage().ok()?
}

/// What stands under a key.
#[must_use]
pub fn read(key: &str) -> Option<String> {
    site()?.get_item(key).ok()?
}

/// Writes a key.
///
/// # Errors
/// The storage is blocked or full.
pub fn write(key: &str, text: &str) -> Result<(), Refusal> {
    let site = site().ok_or(Refusal::Blocked)?;
    site.set_item(key, text).map_err(|_| Refusal::Full)
}

/// Removes a key.
pub fn remove(key: &str) {
    // What is not there need not be removed.
    let _ = site().map(|site| site.remove_item(key));
}

/// All keys with a beginning.
#[must_use]
pub fn keys(prefix: &str) -> Vec<String> {
    let Some(site) = site() else { return Vec::new() };
    let all = (0..site.length().unwrap_or_default()).filter_map(|index| site.key(index).ok()?);
    all.filter(|key| key.starts_with(prefix)).collect()
}

/// What stands under a key of this tab.
#[must_use]
pub fn read_tab(key: &str) -> Option<String> {
    tab()?.get_item(key).ok()?
}

/// Writes a key of this tab, if the browser lets it.
pub fn write_tab(key: &str, text: &str) {
    // It is the second copy: without it, tabs share one memory.
    let _ = tab().map(|tab| tab.set_item(key, text));
}
