//! One scenario for each known way in which IAM roles for ServiceAccounts go wrong, as data in
//! `tests/scenarios/failures/`: a scenario with an `expect` object beside it.
//!
//! `expect` holds what a user must be told: `link` (the first link that breaks; absent: none), `identity`, `error` (part
//! of a text that is seen), `lesson`, `bridge`; `diagnostic`, the code that marks the text, with `at`, what is
//! underlined, or `silent`: why no text can show it; and `remedy`: a remedy that is offered is applied, must mend its
//! link, and must let in nobody who was not let in before. So must the fix of the diagnostic.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::simulation::Chain;
use irsa_playground::chain::{Link, Simulation, Verdict, simulate};
use irsa_playground::diagnostic::{self, Diagnostic, Fix, Severity};
use irsa_playground::message::{self, Language};
use irsa_playground::scenario::Scenario;
use irsa_playground::text::SourceId;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::{fs, path::Path};

#[test]
fn every_known_failure_is_told_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/failures");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in &paths {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mut value: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let expect = value.as_object_mut().unwrap().remove("expect").unwrap_or_else(|| panic!("{id} expects nothing"));
        let scenario = Scenario::from_json(&value.to_string()).unwrap_or_else(|error| panic!("{id}: {error}"));
        for difference in differences(&scenario, &expect) {
            wrong.push(format!("{id}: {difference}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let expected: BTreeSet<String> = (0..=80).map(|number| format!("F{number:02}")).collect();
    let there: BTreeSet<String> = paths.iter().map(|p| p.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    assert!(expected.is_subset(&there), "missing: {:?}", expected.difference(&there).collect::<Vec<_>>());
}

fn differences(scenario: &Scenario, expect: &Value) -> Vec<String> {
    let simulation = simulate(scenario);
    let chain = &simulation.chains[0];
    let mut wrong = Vec::new();
    let mut same = |what: &str, expected: &Value, actual: Value| {
        if *expected != actual {
            wrong.push(format!("{what} is {actual}, expected {expected}"));
        }
    };
    let broken = chain.broken();
    same("link", &expect["link"], json!(broken.map(|link| link.step)));
    if broken.is_some() {
        same("verdict", expect.get("verdict").unwrap_or(&json!("fail")), json!(chain.verdict()));
    }
    let identity = serde_json::to_value(&chain.identity).unwrap();
    same("identity", &expect["identity"], identity["kind"].clone());
    if let Some(role) = expect.get("role") {
        let arn = identity["sessionArn"].as_str().unwrap_or_default();
        same("role", role, json!(arn.rsplit('/').nth(1)));
    }
    same(
        "remedy",
        &json!(expect["remedy"] == json!(true)),
        json!(broken.is_some_and(|link| !link.remedies.is_empty())),
    );
    if let Some(error) = expect["error"].as_str()
        && !errors(chain).iter().any(|text| text.contains(error))
    {
        wrong.push(format!("nothing says {error:?}, but {:?}", errors(chain)));
    }
    wrong.extend(marked(scenario, &simulation, expect));
    let lessons: Vec<Value> = chain.lessons.iter().map(|lesson| json!(lesson)["kind"].clone()).collect();
    if let Some(lesson) = expect.get("lesson").filter(|lesson| !lessons.contains(lesson)) {
        wrong.push(format!("no lesson {lesson}, but {lessons:?}"));
    }
    let subjects: Vec<&str> = chain.bridges.iter().map(|bridge| bridge.grant.subject.name.as_str()).collect();
    if let Some(bridge) = expect["bridge"].as_str().filter(|subject| !subjects.contains(subject)) {
        wrong.push(format!("{bridge} is no bridge, but {subjects:?}"));
    }
    for language in [Language::English, Language::Korean] {
        if message::headline(language, chain).is_empty() {
            wrong.push("no headline".to_owned());
        }
    }
    if let Some(link) = broken.filter(|link| !link.remedies.is_empty()) {
        wrong.extend(after_the_remedy(scenario, &simulation, link));
    }
    wrong
}

/// Everything that the user would see of an error.
fn errors(chain: &Chain) -> Vec<String> {
    let links = chain.links.iter().filter_map(|link| link.error.as_ref());
    let lessons = chain.lessons.iter().filter_map(|lesson| json!(lesson)["error"].as_str().map(str::to_owned));
    links.chain(&chain.symptom).map(|error| format!("{}: {}", error.code, error.message)).chain(lessons).collect()
}

/// The text that is at fault is marked, where the file says so, and what mends the link is the fix of the mark.
fn marked(scenario: &Scenario, simulation: &Simulation, expect: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let found: Vec<String> = simulation.diagnostics.iter().map(|found| said(scenario, found)).collect();
    let (Some(code), None) = (expect["diagnostic"].as_str(), expect["silent"].as_str()) else {
        if !expect["diagnostic"].is_null() || !expect["silent"].is_string() {
            wrong.push("either `diagnostic` or `silent` says what is marked".to_owned());
        }
        let loud = simulation.diagnostics.iter().any(|found| found.severity == Severity::Error);
        if loud {
            wrong.push(format!("nothing is at fault in a text, but {found:?}"));
        }
        return wrong;
    };
    let of_code = |diagnostics: &[Diagnostic]| {
        diagnostics.iter().filter(|one| one.finding.code().as_str() == code).cloned().collect::<Vec<_>>()
    };
    let fits = |one: &Diagnostic| expect["at"].as_str().is_none_or(|at| text(scenario, one).starts_with(at));
    let Some(diagnostic) = of_code(&simulation.diagnostics).into_iter().find(fits) else {
        wrong.push(format!("no diagnostic {code} at {:?}, but {found:?}", expect["at"]));
        return wrong;
    };
    let chain = &simulation.chains[0];
    let broken = chain.broken();
    if expect["remedy"] == json!(true) {
        // Where the mark tells of what surrounds the fault, another one beside it mends the link.
        let mut fixes = simulation.diagnostics.iter().filter_map(|one| one.fix.as_ref());
        let mends = |fix: &&Fix| {
            let after = simulate(&apply(scenario, fix));
            let step = broken.unwrap().step;
            after.chains[0].links.iter().find(|link| link.step == step).unwrap().own == Verdict::Pass
        };
        match diagnostic.fix.as_ref().filter(&mends).or_else(|| fixes.find(&mends)) {
            None => wrong.push("no fix of a diagnostic mends the link".to_owned()),
            Some(_) if diagnostic.fix.is_none() && code != "trust/two-operators" => {
                wrong.push(format!("{code} has no fix, and another diagnostic has"));
            }
            Some(_) => {}
        }
    }
    for fix in simulation.diagnostics.iter().filter_map(|one| one.fix.as_ref()) {
        let mended = apply(scenario, fix);
        let after = simulate(&mended);
        wrong.extend(let_in(scenario, &mended, simulation, &after).map(|who| format!("a fix lets in {who}")));
    }
    if let Some(fix) = &diagnostic.fix {
        let after = simulate(&apply(scenario, fix));
        if of_code(&after.diagnostics).len() >= of_code(&simulation.diagnostics).len() {
            wrong.push(format!("{code} is still there after its fix"));
        }
    }
    wrong
}

fn text<'s>(scenario: &'s Scenario, diagnostic: &Diagnostic) -> &'s str {
    diagnostic.at.span.of(scenario.text(diagnostic.at.source).unwrap_or_default())
}

fn said(scenario: &Scenario, diagnostic: &Diagnostic) -> String {
    format!("{} at {:?}", diagnostic.finding.code().as_str(), text(scenario, diagnostic))
}

/// Applies the first remedy: the link is mended, and nobody else was let in.
fn after_the_remedy(scenario: &Scenario, before: &Simulation, link: &Link) -> Vec<String> {
    let mut wrong = Vec::new();
    let mended = apply(scenario, &link.remedies[0].fix);
    let after = simulate(&mended);
    let now = after.chains[0].links.iter().find(|one| one.step == link.step).unwrap();
    if now.verdict != Verdict::Pass {
        wrong.push(format!("the remedy leaves link {} {:?}: {:?}", link.step.number(), now.verdict, now.reason));
    }
    wrong.extend(let_in(scenario, &mended, before, &after).map(|who| format!("the remedy lets in {who}")));
    wrong
}

/// Who is let in after an edit and was not before: an account that nobody meant.
fn let_in(
    scenario: &Scenario,
    mended: &Scenario,
    before: &Simulation,
    after: &Simulation,
) -> impl Iterator<Item = String> + use<> {
    let chain = &before.chains[0];
    let role = chain.role.as_ref().or(after.chains[0].role.as_ref()).map(|role| role.arn.clone());
    let others = role.map(|role| intruders(&chain.service_account.namespace, &chain.service_account.name, &role));
    let accepted = |scenario: &Scenario| {
        let mut scenario = scenario.clone();
        scenario.manifests.push_str(others.as_deref().unwrap_or_default());
        let simulation = simulate(&scenario);
        let chains = simulation.chains.into_iter().filter(|chain| chain.workload.name.starts_with("intruder"));
        chains.map(|chain| (chain.workload.name, chain.links[4].own == Verdict::Pass)).collect::<Vec<_>>()
    };
    let (then, now) = (accepted(scenario), accepted(mended));
    assert_eq!(then.len(), now.len());
    let new: Vec<String> =
        now.into_iter().zip(then).filter(|((_, now), (_, then))| *now && !then).map(|((name, _), _)| name).collect();
    new.into_iter()
}

fn apply(scenario: &Scenario, fix: &Fix) -> Scenario {
    let mut mended = scenario.clone();
    let sources: BTreeSet<SourceId> = fix.edits.iter().map(|edit| edit.at.source).collect();
    for source in sources {
        let of_source = fix.edits.iter().filter(|edit| edit.at.source == source);
        let edits: Vec<_> = of_source.map(|edit| (edit.at.span, edit.text.as_str())).collect();
        let text = diagnostic::apply(scenario.text(source).unwrap(), &edits);
        mended.set_text(source, text);
    }
    mended
}

/// ServiceAccounts that nobody meant: another name, another namespace, and both; with a Pod each.
fn intruders(namespace: &str, name: &str, role: &str) -> String {
    let others = [(namespace, "intruder"), ("elsewhere", name), ("elsewhere", "intruder")];
    let one = |(index, (namespace, name)): (usize, &(&str, &str))| {
        format!(
            "\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {name}\n  namespace: {namespace}\n  annotations:\n    eks.amazonaws.com/role-arn: {role}\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: intruder-{index}\n  namespace: {namespace}\nspec:\n  serviceAccountName: {name}\n  containers:\n  - name: main\n    image: example\n"
        )
    };
    others.iter().enumerate().map(one).collect()
}
