//! The examples of every check, as the page fetches them: made by `scripts/checks.mjs` from `tests/checks/`.
//!
//! What always holds: what is said of a check is what is found in its failing example, here and now; nothing is written
//! down a second time.

use crate::chain::simulate;
use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::read::{self, place::Place};
use crate::scenario::{Scenario, ScenarioError};
use std::rc::Rc;

/// All checks, in the order of their codes' list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reference {
    /// The checks.
    pub checks: Vec<Check>,
}

/// A check with an example of what it finds and one of what it does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its code.
    pub code: Code,
    /// It is found here.
    pub failing: Option<Rc<Scenario>>,
    /// It is not found here.
    pub passing: Option<Rc<Scenario>>,
}

impl Reference {
    /// Reads the examples; a check without any is there all the same.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let examples = read::document(text, |place| place.fields(&["checks"]).list("checks", example))?;
        let check = |code: &Code| {
            let found = examples.iter().find(|(name, ..)| name == code.as_str());
            let (failing, passing) = found.map(|(_, failing, passing)| (failing, passing)).unzip();
            Check { code: *code, failing: failing.cloned().flatten(), passing: passing.cloned().flatten() }
        };
        Ok(Self { checks: Code::ALL.iter().map(check).collect() })
    }

    /// A check by the text of its code.
    #[must_use]
    pub fn check(&self, code: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.code.as_str() == code)
    }

    /// The checks before and after one.
    #[must_use]
    pub fn beside(&self, code: Code) -> (Option<&Check>, Option<&Check>) {
        let at = self.checks.iter().position(|check| check.code == code);
        let at = at.unwrap_or(self.checks.len());
        (at.checked_sub(1).and_then(|before| self.checks.get(before)), self.checks.get(at + 1))
    }

    /// The checks of one domain after the other: `syntax`, `policy` …
    pub fn domains(&self) -> impl Iterator<Item = (&'static str, &[Check])> {
        let domain = |check: &Check| check.code.as_str().split('/').next().unwrap_or_default();
        let groups = self.checks.chunk_by(move |a, b| domain(a) == domain(b));
        groups.filter_map(move |checks| Some((domain(checks.first()?), checks)))
    }
}

impl Check {
    /// What is found in the failing example.
    #[must_use]
    pub fn found(&self) -> Option<Diagnostic> {
        let scenario = self.failing.as_ref()?;
        let simulation = simulate(scenario);
        simulation.diagnostics.into_iter().find(|diagnostic| diagnostic.finding.code() == self.code)
    }
}

type Example = (String, Option<Rc<Scenario>>, Option<Rc<Scenario>>);

fn example(place: &Place<'_>) -> Example {
    let fields = place.fields(&["code", "failing", "passing"]);
    let scenario = |key| fields.one(key, read::top).map(Rc::new);
    (fields.required("code"), scenario("failing"), scenario("passing"))
}
