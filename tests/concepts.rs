//! The texts about concepts (`www/concepts/`): every concept has its page in both languages, what they link to exists,
//! and both languages say the same of the same identifiers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::panic)]

use irsa_playground::chain::Step;
use irsa_playground::concept::Concept;
use irsa_playground::diagnostic::{Code, Severity};
use irsa_playground::handbook::{Block, Handbook, Style};
use irsa_playground::message::{Language, words::reading};
use irsa_playground::reference::Reference;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [(&str, Language); 2] = [("en", Language::English), ("ko", Language::Korean)];

/// Where links may lead to, besides the page itself.
const ELSEWHERE: [&str; 4] = [
    "https://docs.aws.amazon.com/",
    "https://kubernetes.io/docs/",
    "https://datatracker.ietf.org/doc/html/rfc",
    "https://www.w3.org/TR/",
];

fn www(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(path)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(&www(path))).unwrap()
}

/// One text, taken apart.
struct Text {
    /// Its file, for messages.
    place: String,
    language: Language,
    id: String,
    title: String,
    summary: String,
    /// Lines outside of code.
    prose: Vec<String>,
    /// Blocks of code.
    code: Vec<String>,
}

fn text(id: &str, (tag, language): (&str, Language)) -> Text {
    let place = format!("{id}.{tag}.md");
    let source = read(&www("concepts").join(&place));
    let rest = source.strip_prefix("---\n").unwrap_or_else(|| panic!("{place}: front matter"));
    let (front, body) = rest.split_once("\n---\n").unwrap_or_else(|| panic!("{place}: the end of the front matter"));
    let field = |name: &str| {
        let line = front.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("{place}: {name}")).to_owned()
    };
    let (mut prose, mut code, mut fence) = (Vec::new(), Vec::new(), None::<String>);
    for line in body.lines() {
        match (&mut fence, line.starts_with("```")) {
            (None, true) => fence = Some(String::new()),
            (Some(_), true) => code.push(fence.take().unwrap()),
            (Some(inside), false) => {
                inside.push_str(line);
                inside.push('\n');
            }
            (None, false) => prose.push(line.to_owned()),
        }
    }
    assert_eq!(fence, None, "{place}: code without an end");
    Text { title: field("title"), summary: field("summary"), id: id.to_owned(), place, language, prose, code }
}

fn texts() -> Vec<Text> {
    Concept::all().flat_map(|concept| LANGUAGES.map(|language| text(concept.id(), language))).collect()
}

/// English and Korean of each concept.
fn pairs() -> Vec<(Text, Text)> {
    Concept::all().map(|one| (text(one.id(), LANGUAGES[0]), text(one.id(), LANGUAGES[1]))).collect()
}

impl Text {
    /// What stands in backticks.
    fn identifiers(&self) -> BTreeSet<String> {
        let lines = self.prose.iter().chain([&self.summary]);
        lines.flat_map(|line| line.split('`').skip(1).step_by(2).map(str::to_owned)).collect()
    }

    /// The targets of its links.
    fn targets(&self) -> Vec<String> {
        let of_line = |line: &String| -> Vec<String> {
            line.split("](").skip(1).map(|rest| rest.split(')').next().unwrap().to_owned()).collect()
        };
        self.prose.iter().flat_map(of_line).collect()
    }

    /// Its miniatures: example, and the link or number behind it.
    fn minis(&self) -> Vec<(String, Option<String>)> {
        let minis = self.prose.iter().filter_map(|line| line.strip_prefix("::mini "));
        minis
            .map(|mini| match mini.split_once(' ') {
                Some((id, rest)) => (id.to_owned(), Some(rest.to_owned())),
                None => (mini.to_owned(), None),
            })
            .collect()
    }
}

fn hangul(text: &str) -> bool {
    text.chars().any(|sign| ('\u{ac00}'..='\u{d7a3}').contains(&sign))
}

/// A line without code, targets of links and signs of Markdown.
fn spoken(line: &str) -> String {
    let without_code: String = line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    let parts = without_code.split("](");
    let mut out = String::new();
    for (index, part) in parts.enumerate() {
        out.push_str(if index == 0 { part } else { part.split_once(')').map_or("", |(_, after)| after) });
    }
    out.replace(['*', '|', '[', '>', '#'], " ")
}

#[test]
fn every_concept_is_told_once_in_both_languages() {
    let index = json("concepts/index.json");
    let parts = index["parts"].as_array().unwrap();
    assert_eq!(
        parts.iter().map(|part| part["id"].as_str().unwrap()).collect::<Vec<_>>(),
        ["iam", "kubernetes", "irsa"]
    );
    for part in parts {
        for field in ["title", "about"] {
            assert!(!part[field]["en"].as_str().unwrap().is_empty() && !part[field]["ko"].as_str().unwrap().is_empty());
        }
    }
    let listed: Vec<&str> =
        parts.iter().flat_map(|part| part["concepts"].as_array().unwrap()).map(|id| id.as_str().unwrap()).collect();
    let known: BTreeSet<&str> = Concept::all().map(Concept::id).collect();
    assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), known);
    assert_eq!(listed.len(), known.len(), "none is listed twice");
    let expected: BTreeSet<String> = known
        .iter()
        .flat_map(|id| [format!("{id}.en.md"), format!("{id}.ko.md")])
        .chain(["index.json".to_owned()])
        .collect();
    let there: BTreeSet<String> =
        fs::read_dir(www("concepts")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(there, expected);
    for concept in Concept::all() {
        assert_eq!(Concept::of_id(concept.id()), Some(concept));
    }
}

#[test]
fn titles_are_those_that_other_parts_of_the_page_link_with() {
    let mut seen = BTreeSet::new();
    for text in texts() {
        let concept = Concept::of_id(&text.id).unwrap();
        assert_eq!(text.title, reading::title(text.language, concept), "{}", text.place);
        assert!(
            seen.insert((text.language == Language::Korean, text.title.clone())),
            "{}: the title stands twice",
            text.place
        );
        assert!(text.summary.ends_with('.') && text.summary.chars().count() <= 160, "{}: {}", text.place, text.summary);
        assert_eq!(hangul(&text.summary), text.language == Language::Korean, "{}", text.place);
    }
}

#[test]
fn every_link_leads_somewhere() {
    let examples = examples();
    for text in texts() {
        for target in text.targets() {
            let there = if let Some(id) = target.strip_prefix("#/k/") {
                Concept::of_id(id).is_some() && id != text.id
            } else if let Some(id) = target.strip_prefix("#/e/") {
                examples.contains(id)
            } else {
                ELSEWHERE.iter().any(|start| target.starts_with(start)) && !target.contains(char::is_whitespace)
            };
            assert!(there, "{}: {target}", text.place);
        }
        assert!(
            text.targets().iter().any(|target| target.starts_with("https://")),
            "{}: no further reading",
            text.place
        );
    }
    for (english, korean) in pairs() {
        let of = |text: &Text| text.targets().into_iter().collect::<BTreeSet<_>>();
        assert_eq!(of(&english), of(&korean), "{}: both languages lead to the same pages", english.id);
    }
}

fn examples() -> BTreeSet<String> {
    let index = json("scenarios/index.json");
    let all = index["categories"].as_array().unwrap().iter().flat_map(|one| one["examples"].as_array().unwrap());
    all.map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_miniature_shows_what_its_example_says() {
    let examples = examples();
    let mut count = 0;
    for (english, korean) in pairs() {
        assert_eq!(english.minis(), korean.minis(), "{}", english.id);
        for (id, look) in english.minis() {
            count += 1;
            assert!(examples.contains(&id), "{}: {id}", english.place);
            let example = json(&format!("scenarios/{id}/example.json"));
            match look.as_deref() {
                None => {}
                Some(number) if number.chars().all(|digit| digit.is_ascii_digit()) => {
                    let ways = example["scenario"]["questions"].as_array().unwrap().len();
                    assert!((1..=ways).contains(&number.parse().unwrap()), "{}: {id} has {ways} ways", english.place);
                }
                Some(link) => assert!(
                    [&example["expect"]["link"], &Value::Null].contains(&&Value::from(link)),
                    "{}: {id} does not break at {link}",
                    english.place
                ),
            }
        }
    }
    assert!(count >= 20, "{count} miniatures");
}

#[test]
fn both_languages_name_the_same_identifiers() {
    let mut wrong = Vec::new();
    for (english, korean) in pairs() {
        let (a, b) = (english.identifiers(), korean.identifiers());
        let differ: Vec<_> = a.symmetric_difference(&b).collect();
        if !differ.is_empty() {
            wrong.push(format!("{}: {differ:?}", english.id));
        }
        // Comments are words for people; all else of the code is the same.
        let bare = |text: &Text| -> Vec<String> {
            let line = |line: &str| line.split(" # ").next().unwrap().trim_end().to_owned();
            text.code.iter().flat_map(|code| code.lines().map(line)).collect()
        };
        if bare(&english) != bare(&korean) {
            wrong.push(format!("{}: the code differs", english.id));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_text_is_in_its_language_and_short() {
    let mut wrong = Vec::new();
    for text in texts() {
        let lines: Vec<String> =
            text.prose.iter().filter(|line| !line.starts_with("::mini")).map(|line| spoken(line)).collect();
        let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
        let (least, most) = if text.language == Language::Korean { (90, 260) } else { (120, 330) };
        if !(least..=most).contains(&words) {
            wrong.push(format!("{}: {words} words", text.place));
        }
        for line in &lines {
            if text.language == Language::English {
                if hangul(line) {
                    wrong.push(format!("{}: {line}", text.place));
                }
                continue;
            }
            for sentence in line.split(['.', '?', '!', ':']) {
                let latin =
                    sentence.split_whitespace().filter(|word| word.chars().all(|sign| sign.is_ascii_alphabetic()));
                if !hangul(sentence) && latin.count() >= 3 {
                    wrong.push(format!("{}: {sentence}", text.place));
                }
            }
        }
        for line in text.prose.iter().chain([&text.summary]) {
            if line.matches('`').count() % 2 != 0 {
                wrong.push(format!("{}: a backtick without its other: {line}", text.place));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_the_build_makes_of_them_reads() {
    let text = r##"{ "parts": [ { "id": "iam", "title": { "en": "IAM", "ko": "IAM" }, "about": { "en": "a", "ko": "b" }, "concepts": [
        { "id": "one", "en": { "title": "One", "summary": "First.", "blocks": [
            { "heading": [ { "text": "Head" } ] },
            { "text": [ { "text": "see " }, { "text": "two", "style": "code", "href": "#/k/two" } ] },
            { "list": [ [ { "text": "a", "style": "strong" } ] ] }, { "steps": [ [ { "text": "b", "style": "emphasis" } ] ] },
            { "warning": [ [ { "text": "c" } ] ] },
            { "head": [ [ { "text": "x" } ] ], "rows": [ [ [ { "text": "y" } ] ] ] },
            { "code": [ { "text": "{", "kind": "punctuation" }, { "text": " " } ] },
            { "mini": "textbook" }, { "mini": "user", "way": 2 }, { "mini": "other", "link": "trustSubject" } ] },
          "ko": { "title": "하나", "summary": "첫째.", "blocks": [] } },
        { "id": "two", "en": { "title": "Two", "summary": "Second.", "blocks": [] }, "ko": { "title": "둘", "summary": "둘째.", "blocks": [] } }
    ] } ] }"##;
    let handbook = Handbook::from_json(text).unwrap();
    let page = handbook.page("one").unwrap();
    let blocks = &page.text(Language::English).blocks;
    assert_eq!(blocks.len(), 10);
    let Block::Text(spans) = &blocks[1] else { panic!("{:?}", blocks[1]) };
    assert_eq!((spans[1].style, spans[1].href.as_deref()), (Style::Code, Some("#/k/two")));
    let minis: Vec<_> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Mini(mini) => Some((mini.example.as_str(), mini.way, mini.link)),
            _ => None,
        })
        .collect();
    assert_eq!(minis, [("textbook", 0, None), ("user", 1, None), ("other", 0, Some(Step::TrustSubject))]);
    assert!(page.holds("head ONE") && page.holds("하나") && !page.holds("head nowhere"));
    let (before, after) = handbook.beside("one");
    assert_eq!((before.is_none(), after.map(|page| page.id.as_str())), (true, Some("two")));
    let (before, after) = handbook.beside("two");
    assert_eq!((before.map(|page| page.id.as_str()), after.is_none()), (Some("one"), true));
    let unknown = Handbook::from_json(&text.replace("\"heading\"", "\"html\"")).unwrap_err();
    assert_eq!(unknown.path, "parts[0].concepts[0].en.blocks[0].html");
}

#[test]
fn every_finding_leads_to_a_page_that_is_there() {
    for code in Code::ALL {
        assert!(
            code.concept().is_none_or(|id| Concept::of_id(id).is_some()),
            "{}: {:?}",
            code.as_str(),
            code.concept()
        );
    }
}

#[test]
fn a_check_is_told_by_its_failing_example() {
    let text = r#"{ "checks": [ { "code": "policy/unknown-effect",
        "failing": { "roles": [ { "arn": "arn:aws:iam::111122223333:role/app", "policies": [ { "name": "p",
            "document": "{\"Statement\": {\"Effect\": \"allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}}" } ] } ] },
        "passing": { "manifests": "" } } ] }"#;
    let reference = Reference::from_json(text).unwrap();
    assert_eq!(reference.checks.len(), Code::ALL.len(), "a check without an example is there too");
    let check = reference.check("policy/unknown-effect").unwrap();
    let found = check.found().unwrap();
    assert_eq!((found.severity, found.finding.code()), (Severity::Error, check.code));
    assert!(check.passing.is_some());
    assert!(reference.check("policy/missing-effect").unwrap().found().is_none());
    let listed: usize = reference.domains().map(|(_, checks)| checks.len()).sum();
    assert_eq!(listed, Code::ALL.len());
    let (before, after) = reference.beside(Code::ALL[0]);
    assert_eq!((before.is_none(), after.map(|check| check.code)), (true, Some(Code::ALL[1])));
}
