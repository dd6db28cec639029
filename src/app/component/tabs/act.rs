//! What the menus of documents do: each is one pure change of the scenario, dispatched as one step of the history.

use super::name::{label, owner_title};
use crate::app::hooks::{Store, words};
use crate::app::state::{Action, Pane};
use crate::scenario::edit::{self, Known, New, Part, Way};
use crate::text::SourceId;

/// What the scenario knows, for templates.
#[must_use]
pub fn known(store: &Store) -> Known {
    Known::of(&store.scenario, &store.simulation)
}

/// Adds something and shows it; tells which document that is.
pub fn add(store: &Store, new: New) -> Option<SourceId> {
    let edited = edit::add(&store.scenario, &known(store), new)?;
    let show = edited.show;
    store.dispatch(Action::Restructure(Box::new(edited), None));
    store.dispatch(Action::SetPane(Pane::Edit));
    Some(show)
}

/// Whether there is a place for it.
#[must_use]
pub fn can_add(store: &Store, new: New) -> bool {
    edit::add(&store.scenario, &known(store), new).is_some()
}

/// Removes something; a strip brings it back.
pub fn remove(store: &Store, part: Part) {
    if let Some(edited) = edit::remove(&store.scenario, part) {
        store.dispatch(Action::Restructure(Box::new(edited), Some(part_name(store, part))));
    }
}

/// Copies something and shows the copy.
pub fn duplicate(store: &Store, part: Part) {
    if let Some(edited) = edit::duplicate(&store.scenario, part) {
        store.dispatch(Action::Restructure(Box::new(edited), None));
    }
}

/// Moves something one place; tells where its first document is then.
pub fn shift(store: &Store, part: Part, way: Way) -> Option<SourceId> {
    let edited = edit::shift(&store.scenario, part, way)?;
    let show = edited.show;
    store.dispatch(Action::Restructure(Box::new(edited), None));
    Some(show)
}

/// Gives something another name.
pub fn rename(store: &Store, part: Part, name: &str) {
    let scenario = edit::rename(&store.scenario, &known(store), part, name);
    store.dispatch(Action::Change(Box::new(scenario)));
}

/// How the reader knows a part.
#[must_use]
pub fn part_name(store: &Store, part: Part) -> String {
    match part {
        Part::Document(source) => label(store, words(store), source),
        Part::Owner(owner) => match owner_title(store, owner) {
            (kind, name) if name.is_empty() => kind,
            (kind, name) => format!("{kind} {name}"),
        },
    }
}
