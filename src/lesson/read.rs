//! The course from JSON.
//!
//! What always holds: nothing is passed over, as with scenarios; a point of a goal says what it demands by the fields
//! it has, and one that demands nothing, or two things, is refused.

use super::task::{MOST_TEXT, MOST_TITLE, Task};
use super::{Bonus, Change, Check, Course, Demand, Hint, Lesson, Part, Reference, Start, Wanted};
use crate::chain::Verdict;
use crate::gallery::{STEPS, bilingual};
use crate::scenario::read::place::{Fields, Place};
use crate::scenario::{ScenarioError, read};
use std::rc::Rc;

type Shelf = (Part, Vec<String>);

/// Reads the course.
pub(super) fn course(text: &str) -> Result<Course, ScenarioError> {
    let (lessons, parts): (Vec<Rc<Lesson>>, Vec<Shelf>) = read::document(text, |place| {
        let fields = place.fields(&["parts", "lessons"]);
        (fields.list("lessons", |place| Rc::new(lesson(place))), fields.list("parts", part))
    })?;
    let filled = |(part, ids): Shelf| {
        let known = ids.iter().filter_map(|id| lessons.iter().find(|lesson| lesson.id == *id));
        Part { lessons: known.cloned().collect(), ..part }
    };
    Ok(Course { parts: parts.into_iter().map(filled).collect() })
}

fn part(place: &Place<'_>) -> Shelf {
    let fields = place.fields(&["id", "title", "about", "lessons"]);
    let part = Part {
        id: fields.required("id"),
        title: fields.one("title", bilingual).unwrap_or_default(),
        about: fields.one("about", bilingual).unwrap_or_default(),
        lessons: Vec::new(),
    };
    (part, fields.list("lessons", |place| place.text()))
}

fn lesson(place: &Place<'_>) -> Lesson {
    let fields = place.fields(&[
        "id", "title", "story", "error", "view", "document", "scenario", "start", "goal", "hints", "solution",
        "learned", "links", "concepts", "bonus",
    ]);
    Lesson {
        id: fields.required("id"),
        title: fields.one("title", bilingual).unwrap_or_default(),
        story: fields.one("story", bilingual).unwrap_or_default(),
        error: fields.text("error"),
        view: fields.text("view"),
        document: fields.text("document"),
        scenario: fields.one("scenario", read::top).unwrap_or_default(),
        start: fields.one("start", start).unwrap_or_default(),
        goal: fields.list("goal", check),
        hints: fields.list("hints", hint),
        solution: fields.list("solution", change),
        learned: fields.one("learned", bilingual).unwrap_or_default(),
        links: fields.list("links", reference),
        concepts: fields.list("concepts", |place| place.text()),
        bonus: fields.one("bonus", bonus),
    }
}

fn start(place: &Place<'_>) -> Start {
    let fields = place.fields(&["link", "identity"]);
    Start { link: fields.choice("link", STEPS), identity: fields.text("identity") }
}

fn hint(place: &Place<'_>) -> Hint {
    let fields = place.fields(&["text", "changes"]);
    Hint { text: fields.one("text", bilingual).unwrap_or_default(), changes: fields.list("changes", change) }
}

fn reference(place: &Place<'_>) -> Reference {
    let fields = place.fields(&["title", "url"]);
    Reference { title: fields.one("title", bilingual).unwrap_or_default(), url: fields.required("url") }
}

fn bonus(place: &Place<'_>) -> Bonus {
    let fields = place.fields(&["text", "goal", "solution"]);
    Bonus {
        text: fields.one("text", bilingual).unwrap_or_default(),
        goal: fields.list("goal", check),
        solution: fields.list("solution", change),
    }
}

fn change(place: &Place<'_>) -> Change {
    let fields = place.fields(&["document", "find", "put", "text", "set"]);
    let document = || fields.required("document");
    if fields.has("set") {
        alone(place, &fields, &["document", "find", "put", "text"]);
        let set = |place: &Place<'_>| (place.keys(), Box::new(read::top(place)));
        let (fields, values) = fields.one("set", set).unwrap_or_default();
        return Change::Set { fields, values };
    }
    if fields.has("find") {
        alone(place, &fields, &["text"]);
        return Change::Replace { document: document(), find: fields.required("find"), put: fields.required("put") };
    }
    alone(place, &fields, &["put"]);
    Change::Text { document: document(), text: fields.required("text") }
}

/// Refuses fields that have no place beside the others.
fn alone<'a>(place: &Place<'_>, fields: &Fields<'a>, others: &[&'a str]) {
    if let Some(other) = others.iter().find(|other| fields.has(other)) {
        place.refuse(format!("`{other}` has no place beside these fields"));
    }
}

const VERDICTS: &[(&str, Verdict)] = &[("pass", Verdict::Pass), ("fail", Verdict::Fail)];

const WANTED: &[(&str, Wanted)] = &[
    ("allowed", Wanted::Allowed),
    ("denied", Wanted::Denied),
    ("explicitDeny", Wanted::ExplicitDeny),
    ("implicitDeny", Wanted::ImplicitDeny),
];

/// What a point demands, by the field that tells it, with the fields that belong to it.
const DEMANDS: &[(&str, &[&str])] = &[
    ("verdict", &["workload", "link"]),
    ("identity", &["workload", "role"]),
    ("answer", &["principal", "action", "resource", "context"]),
    ("trusted", &["role", "subject"]),
    ("can", &["serviceAccount", "workload", "verb", "resource", "namespace"]),
    ("errors", &[]),
    ("unchanged", &[]),
];

/// A task.
pub(super) fn task(text: &str) -> Result<Task, ScenarioError> {
    read::document(text, |place| {
        let fields = place.fields(&["title", "text", "goal"]);
        Task {
            title: limited(&fields, "title", MOST_TITLE),
            text: limited(&fields, "text", MOST_TEXT),
            goal: fields.list("goal", demanded),
        }
    })
}

/// A text that is not too long: it comes from a link.
fn limited(fields: &Fields<'_>, key: &'static str, most: usize) -> String {
    fields.text(key).unwrap_or_default().chars().take(most).collect()
}

/// The fields that say what is demanded.
fn telling() -> Vec<&'static str> {
    DEMANDS.iter().flat_map(|(key, others)| [*key].into_iter().chain(others.iter().copied())).collect()
}

/// A point of a goal, with its words.
fn check(place: &Place<'_>) -> Check {
    let known: Vec<&str> = telling().into_iter().chain(["text"]).collect();
    let fields = place.fields(&known);
    let text = fields.one("text", bilingual).unwrap_or_else(|| place.unlike("a point of a goal with its text"));
    Check { text, demand: told(place, &fields) }
}

/// A point of a task, whose words are made.
fn demanded(place: &Place<'_>) -> Demand {
    told(place, &place.fields(&telling()))
}

fn told<'a>(place: &Place<'_>, fields: &Fields<'a>) -> Demand {
    let told: Vec<_> = DEMANDS.iter().filter(|(key, _)| fields.has(key)).collect();
    let [(kind, others)] = told.as_slice() else {
        place.refuse("expected exactly one of the fields that say what is demanded".to_owned());
        return Demand::Errors { errors: 0 };
    };
    let strange: Vec<&str> = telling().into_iter().filter(|key| key != kind && !others.contains(key)).collect();
    alone(place, fields, &strange);
    if fields.has("serviceAccount") {
        alone(place, fields, &["workload"]);
    }
    demand(fields, kind)
}

fn demand(fields: &Fields<'_>, kind: &str) -> Demand {
    match kind {
        "verdict" => Demand::Chain {
            workload: fields.text("workload"),
            link: fields.choice("link", STEPS),
            verdict: fields.choice("verdict", VERDICTS).unwrap_or(Verdict::Pass),
        },
        "identity" => Demand::Identity {
            workload: fields.text("workload"),
            identity: fields.required("identity"),
            role: fields.text("role"),
        },
        "answer" => Demand::Access {
            principal: fields.required("principal"),
            action: fields.required("action"),
            resource: fields.required("resource"),
            context: fields.map("context", read::context_value),
            answer: fields.choice("answer", WANTED).unwrap_or(Wanted::Allowed),
        },
        "trusted" => Demand::Trust {
            role: fields.required("role"),
            subject: fields.required("subject"),
            trusted: fields.flag("trusted").unwrap_or_default(),
        },
        "can" => Demand::Cluster {
            asker: fields.text("workload").unwrap_or_else(|| fields.required("serviceAccount")),
            verb: fields.required("verb"),
            resource: fields.required("resource"),
            namespace: fields.text("namespace"),
            can: fields.flag("can").unwrap_or_default(),
        },
        "errors" => Demand::Errors { errors: fields.number("errors").unwrap_or_default() },
        _ => Demand::Unchanged { unchanged: fields.text("unchanged").unwrap_or_default() },
    }
}
