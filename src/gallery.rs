//! The gallery of examples: what `www/scenarios/` holds, as one document.
//!
//! What always holds: every example has a title and one sentence in both languages, and says beforehand what comes
//! out of it; `tests/examples.rs` holds it to that, so a card need not simulate anything.

use crate::chain::{Step, Verdict};
use crate::message::Language;
use crate::scenario::read::place::Place;
use crate::scenario::{Scenario, ScenarioError, read};
use std::rc::Rc;

/// All examples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gallery {
    /// In the order in which they are shown.
    pub categories: Vec<Category>,
}

/// Examples that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// Such as `first-steps`.
    pub id: String,
    /// Its name.
    pub title: Bilingual,
    /// The examples; one may stand in two categories.
    pub examples: Vec<Rc<Example>>,
}

/// A scenario with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The name of its folder, and of its link `#/e/<id>`.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// One or two sentences; identifiers stand in backticks.
    pub about: Bilingual,
    /// The view in which its point is seen, such as `kubernetes`; absent: the first.
    pub view: Option<String>,
    /// What comes out of it.
    pub expect: Expected,
    /// The scenario.
    pub scenario: Scenario,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Korean.
    pub ko: String,
}

/// What comes out of an example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The verdict of the first chain; absent where no workload is in it.
    pub verdict: Option<Verdict>,
    /// The link at which the first chain stops.
    pub link: Option<Step>,
    /// As whom it runs, as [`crate::chain::Identity`] is written.
    pub identity: Option<String>,
    /// The verdicts of the other chains.
    pub others: Vec<Verdict>,
    /// The answers to the questions, in order, as [`crate::chain::simulation::Answer`] is written.
    pub answers: Vec<String>,
    /// Domains of the diagnostics of severity error; without one of them the example has none.
    pub errors: Vec<String>,
    /// How many rules of RBAC hold for the ServiceAccount, where that is the point.
    pub cluster_access: Option<u64>,
    /// Who may become the ServiceAccount, where that is the point.
    pub bridges: Vec<String>,
}

impl Bilingual {
    /// The text in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Korean => &self.ko,
        }
    }

    fn holds(&self, word: &str) -> bool {
        self.en.to_lowercase().contains(word) || self.ko.to_lowercase().contains(word)
    }
}

impl Gallery {
    /// Reads a gallery.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        let (examples, mut categories) = read::document(text, top)?;
        for (category, ids) in &mut categories {
            let known = ids.iter().filter_map(|id| examples.iter().find(|example| example.id == *id));
            category.examples = known.cloned().collect();
        }
        Ok(Self { categories: categories.into_iter().map(|(category, _)| category).collect() })
    }

    /// An example by its id.
    #[must_use]
    pub fn example(&self, id: &str) -> Option<&Rc<Example>> {
        self.categories.iter().flat_map(|category| &category.examples).find(|example| example.id == id)
    }

    /// The example that stands after another in its category, or at the head of the next one.
    #[must_use]
    pub fn after(&self, id: &str) -> Option<&Rc<Example>> {
        let mut all = self.categories.iter().flat_map(|category| &category.examples);
        all.find(|example| example.id == id)?;
        all.next()
    }

    /// The categories with the examples that hold every word of a search, in either language; empty ones left out.
    #[must_use]
    pub fn search(&self, query: &str) -> Vec<Category> {
        let query = query.to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let narrowed = self.categories.iter().map(|category| {
            let found = |example: &&Rc<Example>| {
                words.iter().all(|word| example.holds(word) || category.title.holds(word) || category.id.contains(word))
            };
            Category { examples: category.examples.iter().filter(found).cloned().collect(), ..category.clone() }
        });
        narrowed.filter(|category| !category.examples.is_empty()).collect()
    }
}

impl Example {
    fn holds(&self, word: &str) -> bool {
        self.id.contains(word) || self.title.holds(word) || self.about.holds(word)
    }
}

type Shelf = (Category, Vec<String>);

const VERDICTS: &[(&str, Verdict)] = &[("pass", Verdict::Pass), ("fail", Verdict::Fail), ("unknown", Verdict::Unknown)];

/// The links, as documents name them.
pub(crate) const STEPS: &[(&str, Step)] = &[
    ("selectServiceAccount", Step::SelectServiceAccount),
    ("injectRole", Step::InjectRole),
    ("pickCredentials", Step::PickCredentials),
    ("knowIssuer", Step::KnowIssuer),
    ("trustSubject", Step::TrustSubject),
    ("allowAction", Step::AllowAction),
    ("resourceAgrees", Step::ResourceAgrees),
];

fn top(place: &Place<'_>) -> (Vec<Rc<Example>>, Vec<Shelf>) {
    let fields = place.fields(&["categories", "examples"]);
    (fields.list("examples", |place| Rc::new(example(place))), fields.list("categories", category))
}

fn category(place: &Place<'_>) -> Shelf {
    let fields = place.fields(&["id", "title", "examples"]);
    let title = fields.one("title", bilingual).unwrap_or_default();
    let category = Category { id: fields.required("id"), title, examples: Vec::new() };
    (category, fields.list("examples", |place| place.text()))
}

fn example(place: &Place<'_>) -> Example {
    let fields = place.fields(&["id", "title", "about", "view", "expect", "scenario"]);
    Example {
        id: fields.required("id"),
        title: fields.one("title", bilingual).unwrap_or_default(),
        about: fields.one("about", bilingual).unwrap_or_default(),
        view: fields.text("view"),
        expect: fields.one("expect", expected).unwrap_or_default(),
        scenario: fields.one("scenario", read::top).unwrap_or_default(),
    }
}

/// Reads a text in both languages.
pub(crate) fn bilingual(place: &Place<'_>) -> Bilingual {
    let fields = place.fields(&["en", "ko"]);
    Bilingual { en: fields.required("en"), ko: fields.required("ko") }
}

fn expected(place: &Place<'_>) -> Expected {
    let fields =
        place.fields(&["verdict", "link", "identity", "others", "answers", "errors", "clusterAccess", "bridges"]);
    let texts = |key| fields.list(key, |place| place.text());
    let verdict = |place: &Place<'_>| place.choice(VERDICTS).unwrap_or(Verdict::Unknown);
    Expected {
        verdict: fields.choice("verdict", VERDICTS),
        link: fields.choice("link", STEPS),
        identity: fields.text("identity"),
        others: fields.list("others", verdict),
        answers: texts("answers"),
        errors: texts("errors"),
        cluster_access: fields.number("clusterAccess"),
        bridges: texts("bridges"),
    }
}
