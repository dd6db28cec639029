//! The state of the page and everything that can change it.
//!
//! What always holds: `simulation` is that of `scenario`; `document` names a document that the scenario has.

mod history;
mod importing;
mod place;
mod revision;

pub use history::{Entry, History, MOST, Origin};
pub use importing::{Importing, Offer, Summary};
pub use place::{AccessPart, Dialog, Frame, View};
pub use revision::Revision;

use super::catalogue::Catalogue;
use crate::chain::simulation::Matrix;
use crate::chain::{self, PrincipalChain, Simulation, Step, Verdict};
use crate::diagnostic::{self, Fix};
use crate::message::Language;
use crate::picture::{self, Subject};
use crate::scenario::Scenario;
use crate::scenario::edit::Edited;
use crate::text::{Location, SourceId};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Reducible;

/// Which pane a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The editors.
    Edit,
    /// Verdict, identity and links.
    #[default]
    Chain,
    /// The permission matrix and RBAC.
    Access,
    /// The lesson that is on the page; without one, the chain.
    Lesson,
}

/// Colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A cell of the permission matrix, by its names: rows and columns move while one types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellName {
    /// The action.
    pub action: String,
    /// The resource.
    pub resource: String,
}

/// A request to select text; each has its own number, so that asking twice selects twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// What to select.
    pub at: Location,
    /// Counts up.
    pub number: u32,
}

/// What was removed last, as long as nothing else replaced the scenario since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// How the reader knows it.
    pub name: String,
    /// The document that was shown before, which undo shows again.
    pub document: SourceId,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct State {
    /// What is pasted.
    pub scenario: Rc<Scenario>,
    /// What follows from it.
    pub simulation: Rc<Simulation>,
    /// Which chain is shown: its place among all [`Subject`]s, containers first, then users, roles and services.
    pub chain: usize,
    /// What the user or role may do whose way is shown; made when it is chosen.
    pub principal_matrix: Option<Rc<Matrix>>,
    /// Which link stands open; `None` leaves the choice to the chain: its broken link.
    pub open: Option<Step>,
    /// Whether the reader closed the link that stood open.
    pub closed: bool,
    /// Which cell of the matrix stands open.
    pub cell: Option<CellName>,
    /// Which document the editor shows.
    pub document: SourceId,
    /// What the editor should select.
    pub selection: Option<Selection>,
    /// The reader's language.
    pub language: Language,
    /// The reader's colours.
    pub theme: Theme,
    /// What a phone shows.
    pub pane: Pane,
    /// Which view stands under the chain.
    pub view: View,
    /// Which part of the view of access.
    pub part: AccessPart,
    /// The role of which is told who may become it; that of the chain where nobody chose one.
    pub asked_role: Option<String>,
    /// Which dialog is open.
    pub dialog: Option<Dialog>,
    /// Whether this is the whole page or a part of it inside another page.
    pub frame: Frame,
    /// Where the scenario comes from.
    pub origin: Origin,
    /// What was there before and after: undo and redo of whole scenarios.
    pub history: History,
    /// The scenario that was opened or loaded last, as it was then.
    pub opened: Entry,
    /// What the scenario is compared with, if the reader chose something; else what was opened.
    pub baseline: Option<Entry>,
    /// Where the caret stands in the editor: document and byte.
    pub caret: Option<(SourceId, u32)>,
    /// Whether the strip that tells of the last replacement, with its undo, is shown.
    pub notice: bool,
    /// What was removed last.
    pub removed: Option<Removed>,
    /// The field of the settings that is being typed into: all of it is one step of the history.
    pub field: Option<String>,
    /// How often another scenario has taken the place of the one before; undo and redo count too.
    pub replaced: u32,
    /// What is being pasted or dropped, and what became of it.
    pub importing: Importing,
    /// The scenario that the last fix made; its undo is offered as long as it is shown.
    pub fixed: Option<Rc<Scenario>>,
    /// How far the catalogue of all services is.
    pub catalogue: Catalogue,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Action {
    /// A document was edited.
    Edit(SourceId, String),
    /// A fix is applied.
    Apply(Fix),
    /// Text is to be shown.
    Show(Location),
    /// A tab was chosen.
    OpenDocument(SourceId),
    /// A link was opened or closed.
    ToggleLink(Step),
    /// A cell was opened or closed.
    ToggleCell(CellName),
    /// A chain was chosen.
    SelectChain(usize),
    /// A structured change of the scenario (a setting, a document added or renamed), undoable as one step.
    Change(Box<Scenario>),
    /// The same, made of the scenario as it is when its turn comes, not as it was when last painted.
    Revise(Revision),
    /// The same for a field that is typed into: consecutive changes of one field are one step.
    Set(Revision, String),
    /// Documents were added, moved or removed, and another one is shown; what was removed, if something was.
    Restructure(Box<Edited>, Option<String>),
    /// Another scenario takes the place of what is there, which undo brings back.
    Replace(Box<Scenario>, Origin),
    /// The scenario before the last change or replacement.
    Undo,
    /// The scenario after it.
    Redo,
    /// The strip about the last replacement is closed.
    DismissNotice,
    /// A view under the chain was chosen.
    SetView(View),
    /// A part of the view of access was chosen.
    SetPart(AccessPart),
    /// Who may become this role?
    AskRole(String),
    /// A dialog opens, or none is open any more.
    SetDialog(Option<Dialog>),
    /// What is pasted or dropped is another thing, or came to an end.
    SetImporting(Importing),
    /// What the scenario is compared with.
    SetBaseline(Option<Entry>),
    /// The caret moved.
    Caret(SourceId, u32),
    /// The catalogue of all services is wanted, there, or did not arrive.
    SetCatalogue(Catalogue),
    /// The other language.
    SetLanguage(Language),
    /// Other colours.
    SetTheme(Theme),
    /// Another pane of the phone.
    SetPane(Pane),
}

impl State {
    /// The state for a scenario.
    #[must_use]
    pub fn new(entry: Entry, language: Language, theme: Theme) -> Self {
        let simulation = Rc::new(chain::simulate(&entry.scenario));
        Self::with(entry, simulation, language, theme)
    }

    /// The state for a scenario that was simulated already.
    #[must_use]
    pub fn with(entry: Entry, simulation: Rc<Simulation>, language: Language, theme: Theme) -> Self {
        let principal_matrix = principal_matrix(&entry.scenario, &simulation, 0);
        let document = first(&entry.scenario);
        Self {
            opened: entry.clone(),
            scenario: entry.scenario,
            simulation,
            chain: 0,
            principal_matrix,
            open: None,
            closed: false,
            cell: None,
            document,
            selection: None,
            language,
            theme,
            pane: Pane::default(),
            view: View::default(),
            part: AccessPart::default(),
            asked_role: None,
            dialog: None,
            frame: Frame::default(),
            origin: entry.origin,
            history: History::default(),
            baseline: None,
            caret: None,
            notice: false,
            removed: None,
            field: None,
            replaced: 0,
            importing: Importing::default(),
            fixed: None,
            catalogue: Catalogue::now(),
        }
    }

    /// Whose way is shown.
    #[must_use]
    pub fn subject(&self) -> Option<Subject<'_>> {
        picture::subject(&self.simulation, self.chain)
    }

    /// The chain that is shown, if it is that of a container.
    #[must_use]
    pub fn chain(&self) -> Option<&chain::Chain> {
        self.simulation.chains.get(self.chain)
    }

    /// The way of a user, a role or a service that is shown.
    #[must_use]
    pub fn principal(&self) -> Option<&PrincipalChain> {
        match self.subject()? {
            Subject::Principal(chain) => Some(chain),
            Subject::Chain(_) => None,
        }
    }

    /// The permission matrix of whoever's way is shown.
    #[must_use]
    pub fn matrix(&self) -> Option<&Matrix> {
        self.chain().map(|chain| &*chain.permissions).or(self.principal_matrix.as_deref())
    }

    /// The place of the chain that is shown among all.
    #[must_use]
    pub fn shown_chain(&self) -> usize {
        if self.chain < self.simulation.chains.len() { self.chain } else { 0 }
    }

    /// Whether the last thing that happened to the scenario is a fix.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.fixed.as_ref().is_some_and(|fixed| Rc::ptr_eq(fixed, &self.scenario)) && self.history.can_undo()
    }

    /// The link that stands open: the reader's choice, else the broken one.
    #[must_use]
    pub fn open_link(&self) -> Option<Step> {
        if self.closed {
            return None;
        }
        let broken = || self.chain()?.broken().filter(|link| link.verdict != Verdict::NotReached).map(|link| link.step);
        let hop =
            || self.principal()?.hops().iter().find(|hop| hop.verdict != Verdict::Pass).map(|hop| hop.kind.step());
        self.open.or_else(broken).or_else(hop)
    }

    /// The scenario with its origin, for undo, comparison and memory.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry { scenario: self.scenario.clone(), origin: self.origin.clone() }
    }

    /// The same page on a changed scenario. A document that is gone gives way to the manifests.
    fn simulated(&self, scenario: Scenario) -> Self {
        let simulation = Rc::new(chain::simulate(&scenario));
        let chain = self.followed(&simulation);
        let principal_matrix = principal_matrix(&scenario, &simulation, chain);
        let document = shown(&scenario, self.document);
        let scenario = Rc::new(scenario);
        Self { scenario, simulation, chain, principal_matrix, document, removed: None, field: None, ..self.clone() }
    }

    /// Where the subject that is shown stands in another simulation; one that is gone gives way to its neighbour.
    fn followed(&self, simulation: &Simulation) -> usize {
        let last = picture::count(simulation).saturating_sub(1);
        let Some(shown) = self.subject() else { return self.chain.min(last) };
        let same = |at: usize| picture::subject(simulation, at).is_some_and(|other| shown.is_same(&other));
        if same(self.chain) {
            return self.chain;
        }
        let found = picture::subjects(simulation).iter().position(|other| shown.is_same(other));
        found.unwrap_or(self.chain.min(last))
    }

    /// One step back or forward. The reader stays where he was; what was removed is shown when it comes back.
    fn travelled(&self, (entry, history): (Entry, History)) -> Self {
        let next = self.replaced_by(entry, history);
        let wanted = self.removed.as_ref().map_or(self.document, |removed| removed.document);
        let chain = self.followed(&next.simulation);
        let principal_matrix = principal_matrix(&next.scenario, &next.simulation, chain);
        let (document, opened) = (shown(&next.scenario, wanted), self.opened.clone());
        Self { document, opened, chain, principal_matrix, ..next }
    }

    /// Another scenario, for the same reader. The last selection stays, so that the next one has a new number.
    fn replaced_by(&self, entry: Entry, history: History) -> Self {
        Self {
            selection: self.selection,
            view: self.view,
            part: self.part,
            frame: self.frame,
            baseline: self.baseline.clone(),
            pane: self.pane,
            replaced: self.replaced + 1,
            catalogue: self.catalogue,
            history,
            ..Self::new(entry, self.language, self.theme)
        }
    }

    fn apply(&self, fix: &Fix) -> Self {
        let mut by_document: BTreeMap<SourceId, Vec<_>> = BTreeMap::new();
        for edit in &fix.edits {
            by_document.entry(edit.at.source).or_default().push((edit.at.span, edit.text.as_str()));
        }
        let mut scenario = Scenario::clone(&self.scenario);
        for (source, edits) in by_document {
            if let Some(text) = self.scenario.text(source) {
                scenario.set_text(source, diagnostic::apply(text, &edits));
            }
        }
        // After a fix the chain decides anew which link stands open.
        let document = fix.edits.first().map_or(self.document, |edit| edit.at.source);
        let history = self.history.with(self.entry());
        let next = self.simulated(scenario);
        Self { open: None, closed: false, document, history, fixed: Some(next.scenario.clone()), ..next }
    }
}

/// The matrix of a subject without a Pod; those of containers are in the simulation.
fn principal_matrix(scenario: &Scenario, simulation: &Simulation, at: usize) -> Option<Rc<Matrix>> {
    match picture::subject(simulation, at)? {
        Subject::Principal(principal) => Some(Rc::new(chain::principal_matrix(scenario, principal))),
        Subject::Chain(_) => None,
    }
}

/// The first document in which something stands, so that a configuration without manifests opens on its policies.
fn first(scenario: &Scenario) -> SourceId {
    let mut documents = scenario.documents();
    documents.find(|(_, text)| !text.trim().is_empty()).map_or(SourceId::Manifests, |(source, _)| source)
}

/// The document, or the manifests where it is gone. The settings are always there.
fn shown(scenario: &Scenario, document: SourceId) -> SourceId {
    let there = document == SourceId::Settings || scenario.text(document).is_some();
    if there { document } else { SourceId::Manifests }
}

impl PartialEq for State {
    /// Scenario and simulation are compared by identity: every change makes new ones.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario)
            && (self.chain, self.open, self.closed, &self.cell) == (other.chain, other.open, other.closed, &other.cell)
            && (self.document, self.selection) == (other.document, other.selection)
            && (self.language, self.theme, self.pane) == (other.language, other.theme, other.pane)
            && (self.part, &self.asked_role) == (other.part, &other.asked_role)
            && (self.view, self.dialog, self.frame, self.caret, self.notice)
                == (other.view, other.dialog, other.frame, other.caret, other.notice)
            && (&self.removed, &self.field) == (&other.removed, &other.field)
            && (&self.origin, &self.history, &self.baseline) == (&other.origin, &other.history, &other.baseline)
            && (&self.importing, self.catalogue) == (&other.importing, other.catalogue)
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let state = &*self;
        Rc::new(match action {
            Action::Edit(source, text) => {
                if state.scenario.text(source) == Some(text.as_str()) {
                    return self;
                }
                let mut scenario = Scenario::clone(&state.scenario);
                scenario.set_text(source, text);
                Self { removed: state.removed.clone(), ..state.simulated(scenario) }
            }
            Action::Apply(fix) => state.apply(&fix),
            Action::Show(at) => {
                let number = state.selection.map_or(0, |selection| selection.number + 1);
                let selection = Some(Selection { at, number });
                Self { document: at.source, selection, pane: Pane::Edit, ..state.clone() }
            }
            Action::OpenDocument(document) => Self { document, ..state.clone() },
            Action::ToggleLink(step) if state.open_link() == Some(step) => {
                Self { open: None, closed: true, ..state.clone() }
            }
            Action::ToggleLink(step) => Self { open: Some(step), closed: false, ..state.clone() },
            Action::ToggleCell(cell) => {
                let cell = (state.cell.as_ref() != Some(&cell)).then_some(cell);
                Self { cell, ..state.clone() }
            }
            Action::SelectChain(chain) => {
                let principal_matrix = principal_matrix(&state.scenario, &state.simulation, chain);
                Self { chain, principal_matrix, open: None, closed: false, cell: None, ..state.clone() }
            }
            Action::Change(scenario) => {
                if *scenario == *state.scenario {
                    return self;
                }
                Self { history: state.history.with(state.entry()), ..state.simulated(*scenario) }
            }
            Action::Revise(revision) => match revision.of(&state.scenario) {
                Some(scenario) => Self { history: state.history.with(state.entry()), ..state.simulated(scenario) },
                None => return self,
            },
            Action::Set(revision, field) => {
                let Some(scenario) = revision.of(&state.scenario) else { return self };
                let same = state.field.as_ref() == Some(&field);
                let history = if same { state.history.clone() } else { state.history.with(state.entry()) };
                Self { history, field: Some(field), ..state.simulated(scenario) }
            }
            Action::Restructure(edited, removed) => {
                let Edited { scenario, show } = *edited;
                let removed = removed.map(|name| Removed { name, document: state.document });
                let history = state.history.with(state.entry());
                Self { document: show, history, removed, ..state.simulated(scenario) }
            }
            Action::Replace(scenario, origin) => {
                let entry = Entry { scenario: Rc::new(*scenario), origin };
                let next = state.replaced_by(entry, state.history.with(state.entry()));
                Self { notice: true, ..next }
            }
            Action::Undo => match state.history.back(state.entry()) {
                Some(step) => state.travelled(step),
                None => return self,
            },
            Action::Redo => match state.history.forward(state.entry()) {
                Some(step) => state.travelled(step),
                None => return self,
            },
            Action::DismissNotice => Self { notice: false, ..state.clone() },
            Action::SetView(view) => Self { view, ..state.clone() },
            Action::SetPart(part) => Self { part, ..state.clone() },
            Action::AskRole(arn) => Self {
                view: View::Access,
                part: AccessPart::Who,
                pane: Pane::Access,
                asked_role: Some(arn),
                ..state.clone()
            },
            Action::SetDialog(dialog) => Self { dialog, ..state.clone() },
            Action::SetImporting(importing) => Self { importing, ..state.clone() },
            Action::SetBaseline(baseline) => Self { baseline, ..state.clone() },
            Action::Caret(source, offset) => Self { caret: Some((source, offset)), ..state.clone() },
            Action::SetCatalogue(Catalogue::Complete) => {
                // Access levels, resource types and what the wildcards of other services stand for follow.
                let simulation = Rc::new(chain::simulate(&state.scenario));
                let chain = state.followed(&simulation);
                let principal_matrix = principal_matrix(&state.scenario, &simulation, chain);
                Self { simulation, chain, principal_matrix, catalogue: Catalogue::Complete, ..state.clone() }
            }
            Action::SetCatalogue(catalogue) => Self { catalogue, ..state.clone() },
            Action::SetLanguage(language) => Self { language, ..state.clone() },
            Action::SetTheme(theme) => Self { theme, ..state.clone() },
            Action::SetPane(pane) => Self { pane, ..state.clone() },
        })
    }
}
