//! Every lesson of `www/scenarios/`: its start breaks where it says, its hints lead and do not arrive, its solution and
//! its bonus arrive, nothing is reached by deleting; and its words are there in both languages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::{Verdict, simulate};
use irsa_playground::gallery::Bilingual;
use irsa_playground::lesson::{self, Change, Check, Course, Demand, Lesson, State};
use irsa_playground::message::Language;
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/scenarios")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Puts files in the place of their names, as `scripts/lessons.mjs` does for the page.
fn filled(value: Value, folder: &Path, used: &mut BTreeSet<String>) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix("file:") {
            Some(name) => {
                used.insert(name.to_owned());
                Value::String(read(&folder.join(name)))
            }
            None => Value::String(text),
        },
        Value::Array(list) => list.into_iter().map(|value| filled(value, folder, used)).collect(),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, filled(value, folder, used))).collect(),
        other => other,
    }
}

/// The course as the page fetches it.
fn course() -> Course {
    let mut index: Value = serde_json::from_str(&read(&folder().join("course.json"))).unwrap();
    let lessons: Vec<Value> = ids(&index)
        .iter()
        .map(|id| {
            let folder = folder().join(id);
            let path = folder.join("lesson.json");
            let lesson: Value =
                serde_json::from_str(&read(&path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut used = BTreeSet::from(["lesson.json".to_owned()]);
            let mut lesson = filled(lesson, &folder, &mut used);
            lesson["id"] = json!(id);
            let there: BTreeSet<String> =
                fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
            assert_eq!(used, there, "{id}: the files of the folder are those that the lesson names");
            lesson
        })
        .collect();
    index["lessons"] = json!(lessons);
    Course::from_json(&index.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn ids(index: &Value) -> Vec<String> {
    let parts = index["parts"].as_array().unwrap();
    let all = parts.iter().flat_map(|part| part["lessons"].as_array().unwrap());
    all.map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// Runs one check over every lesson and tells all misses at once.
fn every_lesson(check: impl Fn(&Lesson, &mut Vec<String>)) {
    let course = course();
    assert!(course.lessons().count() > 0);
    let mut wrong = Vec::new();
    for one in course.lessons() {
        let mut here = Vec::new();
        check(one, &mut here);
        wrong.extend(here.into_iter().map(|miss| format!("{}: {miss}", one.id)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The points of a goal that do not hold, with what the simulation says.
fn open_points(checks: &[Check], marks: &[lesson::Mark]) -> String {
    let open = checks.iter().zip(marks).filter(|(_, mark)| mark.state != State::Holds);
    open.map(|(check, mark)| format!("\n    {} ({:?})", check.text.en, mark.why)).collect()
}

#[test]
fn every_start_breaks_where_it_says_and_is_not_the_goal() {
    every_lesson(|one, wrong| {
        let simulation = simulate(&one.scenario);
        let chain = simulation.chains.first();
        let link = chain.and_then(|chain| chain.broken()).map(|link| link.step);
        if link != one.start.link {
            wrong.push(format!("the start stops at {link:?}, declared is {:?}", one.start.link));
        }
        let identity = chain.map(|chain| json!(chain.identity)["kind"].as_str().unwrap().to_owned());
        if identity != one.start.identity {
            wrong.push(format!("the start runs as {identity:?}, declared is {:?}", one.start.identity));
        }
        if lesson::check(one, &one.scenario).is_reached() {
            wrong.push("the start reaches the goal".to_owned());
        }
        if one.goal.is_empty() {
            wrong.push("no goal".to_owned());
        }
    });
}

#[test]
fn every_hint_leads_and_does_not_arrive() {
    every_lesson(|one, wrong| {
        if one.hints.len() != 3 {
            wrong.push(format!("{} hints, not three", one.hints.len()));
        }
        for count in 1..=one.hints.len() {
            match one.after_hints(count) {
                Err(error) => wrong.push(format!("hint {count}: {error}")),
                Ok(scenario) if lesson::check(one, &scenario).is_reached() => {
                    wrong.push(format!("hint {count} reaches the goal"));
                }
                Ok(_) => {}
            }
        }
    });
}

#[test]
fn every_solution_and_every_bonus_arrives() {
    every_lesson(|one, wrong| {
        let solved = match one.solved() {
            Ok(scenario) => scenario,
            Err(error) => return wrong.push(format!("solution: {error}")),
        };
        let progress = lesson::check(one, &solved);
        if !progress.is_reached() {
            wrong.push(format!("the solution leaves open:{}", open_points(&one.goal, &progress.goal)));
        }
        let Some(bonus) = &one.bonus else { return wrong.push("no bonus".to_owned()) };
        if progress.is_bonus_reached() {
            wrong.push("the solution reaches the bonus".to_owned());
        }
        match one.bonus_solved() {
            Err(error) => wrong.push(format!("bonus: {error}")),
            Ok(scenario) => {
                let progress = lesson::check(one, &scenario);
                if !progress.is_bonus_reached() {
                    let open = open_points(&one.goal, &progress.goal) + &open_points(&bonus.goal, &progress.bonus);
                    wrong.push(format!("the bonus leaves open:{open}"));
                }
            }
        }
    });
}

#[test]
fn nothing_is_reached_by_deleting() {
    every_lesson(|one, wrong| {
        let mut less = vec![("everything".to_owned(), Scenario::default())];
        let mut without_texts = one.scenario.clone();
        let mut without_questions = one.scenario.clone();
        without_questions.questions.clear();
        less.push(("the questions".to_owned(), without_questions));
        for (source, _) in one.scenario.documents() {
            without_texts.set_text(source, String::new());
            for text in ["", "{}"] {
                let mut scenario = one.scenario.clone();
                scenario.set_text(source, text.to_owned());
                less.push((format!("`{source}` in favour of `{text}`"), scenario));
            }
        }
        less.push(("all texts".to_owned(), without_texts));
        // A solution from which the asking workload is deleted is none.
        if let Ok(solved) = one.solved() {
            let objects: Vec<&str> = solved.manifests.split("---\n").collect();
            for (index, object) in objects.iter().enumerate() {
                let workload = ["Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "ReplicaSet"]
                    .iter()
                    .any(|kind| object.lines().any(|line| line == format!("kind: {kind}")));
                if workload && workloads_asked(one).is_none_or(|asked| asked.iter().any(|name| names(object, name))) {
                    let mut rest = objects.clone();
                    rest.remove(index);
                    let scenario = Scenario { manifests: rest.join("---\n"), ..solved.clone() };
                    less.push((format!("workload {index} from the solution"), scenario));
                }
            }
        }
        for (what, scenario) in less {
            if lesson::check(one, &scenario).is_reached() {
                wrong.push(format!("deleting {what} reaches the goal"));
            }
        }
    });
}

/// The names of the workloads that the goal asks about; `None` where a point asks about the first chain.
fn workloads_asked(one: &Lesson) -> Option<Vec<String>> {
    let mut asked = Vec::new();
    for check in &one.goal {
        match &check.demand {
            Demand::Chain { workload, .. } | Demand::Identity { workload, .. } => asked.push(workload.clone()?),
            Demand::Access { principal, .. } if !principal.starts_with("arn:") => asked.push(principal.clone()),
            _ => {}
        }
    }
    Some(asked)
}

fn names(object: &str, workload: &str) -> bool {
    let name = workload.rsplit('/').next().unwrap();
    object.lines().any(|line| line == format!("  name: {name}"))
}

/// Every text of a lesson, with where it stands.
fn texts(one: &Lesson) -> Vec<(String, &Bilingual)> {
    let mut all =
        vec![("title".to_owned(), &one.title), ("story".to_owned(), &one.story), ("learned".to_owned(), &one.learned)];
    all.extend(one.goal.iter().enumerate().map(|(index, check)| (format!("goal {}", index + 1), &check.text)));
    all.extend(one.hints.iter().enumerate().map(|(index, hint)| (format!("hint {}", index + 1), &hint.text)));
    all.extend(one.links.iter().map(|link| (format!("link {}", link.url), &link.title)));
    if let Some(bonus) = &one.bonus {
        all.push(("bonus".to_owned(), &bonus.text));
        let points = bonus.goal.iter().enumerate();
        all.extend(points.map(|(index, check)| (format!("bonus goal {}", index + 1), &check.text)));
    }
    all
}

fn is_hangul(sign: char) -> bool {
    ('가'..='힣').contains(&sign)
}

/// What stands in backticks, sorted: the same in both languages, in whatever order.
fn values(text: &str) -> Vec<&str> {
    let mut values: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    values.sort_unstable();
    values
}

/// The concepts that a text links to.
fn concepts(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text.split("](#/k/").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    found.sort_unstable();
    found
}

/// The sentences of a text, without what is code.
fn sentences(text: &str) -> Vec<String> {
    let plain: String = text.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let ends = |c: char| matches!(c, '.' | '?' | '!');
    let mut all = vec![String::new()];
    let mut signs = plain.chars().peekable();
    while let Some(sign) = signs.next() {
        all.last_mut().unwrap().push(sign);
        if ends(sign) && signs.peek().is_none_or(|next| next.is_whitespace()) {
            all.push(String::new());
        }
    }
    all.retain(|sentence| sentence.chars().any(char::is_alphabetic));
    all
}

#[test]
fn every_lesson_has_its_words_in_both_languages() {
    every_lesson(|one, wrong| {
        for (place, text) in texts(one) {
            for language in [Language::English, Language::Korean] {
                let text = text.text(language);
                if text.trim().is_empty() {
                    wrong.push(format!("{place}: no text in {language:?}"));
                }
                if text.matches('`').count() % 2 != 0 {
                    wrong.push(format!("{place}: a backtick without its other: {text}"));
                }
                if text.matches('[').count() != text.matches("](#/k/").count() {
                    wrong.push(format!("{place}: a bracket that is no link to a concept: {text}"));
                }
            }
            if text.en.chars().any(is_hangul) {
                wrong.push(format!("{place}: Korean in the English text: {}", text.en));
            }
            if values(&text.en) != values(&text.ko) {
                let (en, ko) = (values(&text.en), values(&text.ko));
                wrong.push(format!("{place}: the values in backticks differ: {en:?} and {ko:?}"));
            }
            if concepts(&text.en) != concepts(&text.ko) {
                wrong.push(format!("{place}: the concepts differ"));
            }
            // A title may be the name of a thing.
            let titles = place == "title" || place.starts_with("link ");
            for sentence in sentences(&text.ko) {
                if !titles && !sentence.chars().any(is_hangul) {
                    wrong.push(format!("{place}: a sentence without Korean: {sentence}"));
                }
            }
        }
        if sentences(&one.story.en).len() != 3 {
            wrong.push(format!("a story has three sentences, this one {:?}", sentences(&one.story.en)));
        }
        if one.title.en.chars().count() > 48 {
            wrong.push("the title is too long for a list".to_owned());
        }
    });
}

#[test]
fn every_lesson_leads_to_pages_that_are_known() {
    let known = |url: &str| {
        ["https://docs.aws.amazon.com/", "https://kubernetes.io/docs/"].iter().any(|start| url.starts_with(start))
    };
    every_lesson(|one, wrong| {
        if one.links.is_empty() {
            wrong.push("no link".to_owned());
        }
        for link in one.links.iter().filter(|link| !known(&link.url) || link.url.contains(char::is_whitespace)) {
            wrong.push(format!("a link that leads elsewhere: {}", link.url));
        }
        if one.concepts.is_empty() {
            wrong.push("no concept".to_owned());
        }
        let mentioned = texts(one).into_iter().flat_map(|(_, text)| concepts(&text.en));
        for concept in mentioned.chain(one.concepts.iter().map(String::as_str)) {
            if concept.is_empty() || !concept.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                wrong.push(format!("no concept has the id `{concept}`"));
            }
        }
        if let Some(document) = &one.document
            && lesson::document(&one.scenario, document).is_none()
        {
            wrong.push(format!("the start has no document `{document}`"));
        }
        for document in one.locked().filter(|document| lesson::document(&one.scenario, document).is_none()) {
            wrong.push(format!("a lock on `{document}`, which the start does not have"));
        }
        let view = one.view.as_deref();
        if !matches!(view, None | Some("access" | "kubernetes" | "inspector" | "compare")) {
            wrong.push(format!("no view `{view:?}`"));
        }
    });
}

#[test]
fn every_folder_of_a_lesson_is_listed_once() {
    let course = course();
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("lesson.json").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let listed: Vec<String> = course.lessons().map(|one| one.id.clone()).collect();
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), there);
    assert_eq!(listed.len(), there.len(), "no lesson stands twice");
    let parts: Vec<&str> = course.parts.iter().map(|part| part.id.as_str()).collect();
    assert_eq!(parts, ["iam", "kubernetes", "irsa", "debugging"]);
    let titles: BTreeSet<_> = course.lessons().map(|one| &one.title.en).collect();
    assert_eq!(titles.len(), listed.len(), "no title stands twice");
}

/// A lesson of one point over the textbook example.
fn with_goal(goal: Value) -> Lesson {
    let textbook = folder().join("textbook");
    let example: Value = serde_json::from_str(&read(&textbook.join("example.json"))).unwrap();
    let scenario = filled(example["scenario"].clone(), &textbook, &mut BTreeSet::new());
    let mut check = goal;
    check["text"] = json!({ "en": "so", "ko": "그렇게" });
    let lesson = json!({
        "parts": [{ "id": "p", "title": { "en": "", "ko": "" }, "lessons": ["l"] }],
        "lessons": [{ "id": "l", "scenario": scenario, "goal": [check] }],
    });
    let course = Course::from_json(&lesson.to_string()).unwrap_or_else(|error| panic!("{error}"));
    Lesson::clone(course.lesson("l").unwrap())
}

fn state(goal: Value, edit: impl Fn(&mut Scenario)) -> State {
    let one = with_goal(goal);
    let mut scenario = one.scenario.clone();
    edit(&mut scenario);
    lesson::check(&one, &scenario).goal[0].state
}

/// A point, what is done to the textbook example, and what becomes of the point.
type Row<'a> = (Value, &'a dyn Fn(&mut Scenario), State);

const ROLE: &str = "arn:aws:iam::123456789012:role/my-iam-role";
const OBJECT: &str = "arn:aws:s3:::my-bucket/report.csv";

#[test]
fn points_hold_fail_or_stay_open() {
    let as_is = |_: &mut Scenario| {};
    let unreadable = |scenario: &mut Scenario| scenario.roles[0].trust_policy = Some("{".to_owned());
    let other_subject = |scenario: &mut Scenario| {
        let text = scenario.roles[0].trust_policy.as_ref().unwrap().replace(":my-service-account", ":other");
        scenario.roles[0].trust_policy = Some(text);
    };
    let pod = "Pod/my-namespace/web";
    let rows: Vec<Row> = vec![
        (json!({ "verdict": "pass" }), &as_is, State::Holds),
        (json!({ "workload": pod, "link": "trustSubject", "verdict": "pass" }), &other_subject, State::Fails),
        (json!({ "workload": pod, "link": "trustSubject", "verdict": "fail" }), &other_subject, State::Holds),
        (json!({ "workload": pod, "link": "allowAction", "verdict": "pass" }), &other_subject, State::Fails),
        (json!({ "workload": pod, "link": "trustSubject", "verdict": "pass" }), &unreadable, State::Undecided),
        (json!({ "workload": pod, "link": "trustSubject", "verdict": "fail" }), &unreadable, State::Undecided),
        (json!({ "workload": "Pod/my-namespace/other", "verdict": "pass" }), &as_is, State::Fails),
        (json!({ "identity": "webIdentity", "role": ROLE }), &as_is, State::Holds),
        (json!({ "identity": "webIdentity", "role": "arn:aws:iam::123456789012:role/other" }), &as_is, State::Fails),
        (
            json!({ "principal": pod, "action": "s3:GetObject", "resource": OBJECT, "answer": "allowed" }),
            &as_is,
            State::Holds,
        ),
        (
            json!({ "principal": pod, "action": "s3:GetObject", "resource": OBJECT, "answer": "allowed" }),
            &other_subject,
            State::Fails,
        ),
        (
            json!({ "principal": pod, "action": "s3:DeleteObject", "resource": OBJECT, "answer": "implicitDeny" }),
            &as_is,
            State::Holds,
        ),
        (
            json!({ "principal": pod, "action": "s3:DeleteObject", "resource": OBJECT, "answer": "explicitDeny" }),
            &as_is,
            State::Fails,
        ),
        // Nobody asks as the role, so nothing is denied to it.
        (
            json!({ "principal": pod, "action": "s3:DeleteObject", "resource": OBJECT, "answer": "denied" }),
            &other_subject,
            State::Undecided,
        ),
        (
            json!({ "principal": ROLE, "action": "s3:GetObject", "resource": OBJECT, "answer": "allowed" }),
            &other_subject,
            State::Holds,
        ),
        (
            json!({ "principal": "arn:aws:iam::123456789012:user/nobody", "action": "s3:GetObject", "resource": OBJECT, "answer": "denied" }),
            &as_is,
            State::Undecided,
        ),
        (
            json!({ "role": ROLE, "subject": "system:serviceaccount:my-namespace:my-service-account", "trusted": true }),
            &as_is,
            State::Holds,
        ),
        (
            json!({ "role": ROLE, "subject": "system:serviceaccount:my-namespace:other", "trusted": false }),
            &as_is,
            State::Holds,
        ),
        (
            json!({ "role": ROLE, "subject": "system:serviceaccount:my-namespace:other", "trusted": false }),
            &other_subject,
            State::Fails,
        ),
        (
            json!({ "role": ROLE, "subject": "system:serviceaccount:my-namespace:other", "trusted": false }),
            &unreadable,
            State::Undecided,
        ),
        (
            json!({ "role": ROLE, "subject": "system:serviceaccount:my-namespace:other", "trusted": false }),
            &|scenario| scenario.roles.clear(),
            State::Undecided,
        ),
        // Without the provider nobody gets in.
        (
            json!({ "role": ROLE, "subject": "system:serviceaccount:my-namespace:my-service-account", "trusted": true }),
            &|scenario| scenario.oidc_providers = Some(Vec::new()),
            State::Fails,
        ),
        (
            json!({ "serviceAccount": "my-namespace/my-service-account", "verb": "list", "resource": "pods", "namespace": "my-namespace", "can": true }),
            &as_is,
            State::Holds,
        ),
        (
            json!({ "serviceAccount": "my-namespace/my-service-account", "verb": "list", "resource": "pods", "can": false }),
            &as_is,
            State::Holds,
        ),
        (
            json!({ "serviceAccount": "my-namespace/my-service-account", "verb": "list", "resource": "pods", "can": false }),
            &|scenario| scenario.manifests.clear(),
            State::Undecided,
        ),
        // A workload asks as whatever account it runs under, and where it is not created, not at all.
        (
            json!({ "workload": "Pod/my-namespace/web", "verb": "list", "resource": "pods", "namespace": "my-namespace", "can": true }),
            &as_is,
            State::Holds,
        ),
        (
            json!({ "workload": "Pod/my-namespace/web", "verb": "list", "resource": "pods", "namespace": "my-namespace", "can": true }),
            &|scenario| {
                scenario.manifests = scenario.manifests.replace("  serviceAccountName: my-service-account\n", "")
            },
            State::Fails,
        ),
        (
            json!({ "workload": "Pod/my-namespace/web", "verb": "list", "resource": "pods", "can": false }),
            &|scenario| {
                scenario.manifests =
                    scenario.manifests.replace("serviceAccountName: my-service-account", "serviceAccountName: gone");
            },
            State::Undecided,
        ),
        (
            json!({ "workload": "Pod/my-namespace/web", "verb": "list", "resource": "pods", "can": false }),
            &|scenario| scenario.manifests.clear(),
            State::Fails,
        ),
        (json!({ "errors": 0 }), &as_is, State::Holds),
        (json!({ "errors": 0 }), &unreadable, State::Fails),
        (json!({ "unchanged": "roles[0].trustPolicy" }), &as_is, State::Holds),
        (json!({ "unchanged": "roles[0].trustPolicy" }), &other_subject, State::Fails),
        (json!({ "unchanged": "roles[0].trustPolicy" }), &|scenario| scenario.roles.clear(), State::Fails),
        (json!({ "unchanged": "settings" }), &other_subject, State::Holds),
        (json!({ "unchanged": "settings" }), &|scenario| scenario.imds_reachable = Some(true), State::Fails),
    ];
    for (index, (goal, edit, expected)) in rows.into_iter().enumerate() {
        assert_eq!(state(goal.clone(), edit), expected, "row {index}: {goal}");
    }
}

#[test]
fn a_question_that_the_reader_drops_is_asked_all_the_same() {
    let mut one = with_goal(json!({ "verdict": "pass" }));
    let question = json!({ "questions": [{ "action": "s3:DeleteObject", "resource": OBJECT, "expect": "allowed" }] });
    one.scenario.questions = Scenario::from_json(&question.to_string()).unwrap().questions;
    let dropped = Scenario { questions: Vec::new(), ..one.scenario.clone() };
    assert!(simulate(&dropped).chains[0].broken().is_none());
    assert!(!lesson::check(&one, &dropped).is_reached());
}

#[test]
fn a_point_that_demands_nothing_or_two_things_is_refused() {
    let refused = |check: Value| {
        let mut check = check;
        check["text"] = json!({ "en": "", "ko": "" });
        let course = json!({ "parts": [], "lessons": [{ "id": "l", "goal": [check] }] });
        Course::from_json(&course.to_string()).unwrap_err().to_string()
    };
    assert!(refused(json!({})).contains("exactly one"));
    assert!(refused(json!({ "errors": 0, "unchanged": "manifests" })).contains("exactly one"));
    assert!(refused(json!({ "verdict": "pass", "subject": "x" })).contains("`subject` has no place"));
    assert!(refused(json!({ "verdict": "unknown" })).contains("unknown value"));
    assert!(refused(json!({ "verdict": "pass", "lnk": "trustSubject" })).contains("did you mean `link`?"));
}

#[test]
fn changes_that_do_not_fit_say_so() {
    let one = with_goal(json!({ "errors": 0 }));
    let replace = |document: &str, find: &str| Change::Replace {
        document: document.to_owned(),
        find: find.to_owned(),
        put: "x".to_owned(),
    };
    let error = |change: Change| lesson::apply(&one.scenario, &[change]).unwrap_err().to_string();
    assert!(error(replace("roles[7].trustPolicy", "a")).contains("no document"));
    assert!(error(replace("settings", "a")).contains("no document"));
    assert!(error(replace("manifests", "no such passage")).contains("occurs 0 times"));
    assert!(error(replace("manifests", "name")).contains("expected once"));
    let set = Change::Set {
        fields: vec!["imdsReachable".to_owned()],
        values: Box::new(Scenario { imds_reachable: Some(true), ..Scenario::default() }),
    };
    let after = lesson::apply(&one.scenario, &[set]).unwrap();
    assert_eq!(after, Scenario { imds_reachable: Some(true), ..one.scenario.clone() });
}

#[test]
fn the_lesson_that_fits_a_break_is_about_it() {
    let course = course();
    let mut steps = BTreeSet::new();
    for one in course.lessons() {
        let Some(step) = one.start.link else { continue };
        let simulation = simulate(&one.scenario);
        let broken = simulation.chains[0].broken().unwrap();
        let Some(found) = lesson::fitting(&course, step, &broken.reason) else { continue };
        assert_eq!(found.start.link, Some(step), "{}", one.id);
        let solved = simulate(&found.solved().unwrap());
        assert!(
            solved.chains[0].links.iter().any(|link| link.step == step && link.verdict == Verdict::Pass),
            "{}",
            one.id
        );
        // What breaks for the same reason comes before what merely breaks at the same link.
        let reason = |of: &Lesson| json!(simulate(&of.scenario).chains[0].broken().unwrap().reason)["kind"].clone();
        let solves = |of: &Lesson| {
            let solved = simulate(&of.solved().unwrap());
            solved.chains[0].links.iter().any(|link| link.step == step && link.verdict == Verdict::Pass)
        };
        if solves(one) {
            assert_eq!(reason(found), reason(one), "{}: {}", one.id, found.id);
        }
        steps.insert(step);
    }
    assert!(steps.len() >= 5, "links with a lesson: {steps:?}");
}
