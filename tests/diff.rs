//! The line diff and the YAML printer: what they give back is what was put in.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use irsa_playground::diff::{self, Kind, Stretch};
use irsa_playground::kubernetes::print;
use irsa_playground::syntax::yaml;
use irsa_playground::text::SourceId;

/// `-` removed, `+` added, ` ` same; words that differ in braces.
fn shown(before: &str, after: &str) -> Vec<String> {
    let line = |line: &diff::Line<'_>| {
        let sign = match line.kind {
            Kind::Same => ' ',
            Kind::Removed => '-',
            Kind::Added => '+',
        };
        let mark =
            |part: &diff::Part<'_>| if part.differs { format!("{{{}}}", part.text) } else { part.text.to_owned() };
        format!("{sign}{}", line.parts.iter().map(mark).collect::<String>())
    };
    diff::lines(before, after).iter().map(line).collect()
}

#[test]
fn lines_go_and_come() {
    assert_eq!(shown("a\nb\nc", "a\nc\nd"), [" a", "-b", " c", "+d"]);
    assert_eq!(shown("", "a\nb"), ["+a", "+b"]);
    assert_eq!(shown("a\nb", ""), ["-a", "-b"]);
    assert_eq!(shown("", ""), Vec::<String>::new());
    assert_eq!(shown("a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc").iter().filter(|l| l.starts_with(' ')).count(), 4);
}

#[test]
fn words_that_differ_are_marked() {
    let (before, after) = ("sub: system:serviceaccount:prod:app", "sub: system:serviceaccount:dev:app");
    let marked = ["-sub: system:serviceaccount:{prod}:app", "+sub: system:serviceaccount:{dev}:app"];
    assert_eq!(shown(before, after), marked);
    // Lines with little in common are not marked, since all of them would be.
    assert_eq!(shown("alpha beta", "gamma: delta"), ["-alpha beta", "+gamma: delta"]);
    assert_eq!(shown("이름: 하나 둘 셋", "이름: 하나 두울 셋"), ["-이름: 하나 {둘} 셋", "+이름: 하나 {두울} 셋"]);
}

/// A small generator, so that every run sees the same texts.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

#[test]
fn both_texts_come_back_whatever_they_are() {
    let mut numbers = Numbers(7);
    for round in 0..400 {
        let kinds = 1 + round % 9;
        let mut text = |most: u64| -> String {
            let count = numbers.below(most);
            (0..count).map(|_| format!("line {}\n", numbers.below(kinds))).collect()
        };
        check(&text(30), &text(30));
    }
}

#[test]
fn texts_far_apart_come_back_too() {
    let mut numbers = Numbers(11);
    let before: String = (0..3000)
        .map(|n| if n % 7 == 0 { format!("mark {n}\n") } else { format!("{}\n", numbers.below(50)) })
        .collect();
    let after: String = (0..3000)
        .map(|n| if n % 7 == 0 { format!("mark {n}\n") } else { format!("{}\n", numbers.below(50)) })
        .collect();
    check(&before, &after);
    // What stands once in both is found, however much differs around it.
    let lines = diff::lines(&before, &after);
    let kept = lines.iter().filter(|line| line.kind == Kind::Same && line.text().starts_with("mark")).count();
    assert_eq!(kept, 3000_usize.div_ceil(7));
}

fn check(before: &str, after: &str) {
    let lines = diff::lines(before, after);
    let side = |not: Kind| lines.iter().filter(|line| line.kind != not).map(|line| line.text()).collect::<Vec<_>>();
    assert_eq!(side(Kind::Added), before.lines().collect::<Vec<_>>());
    assert_eq!(side(Kind::Removed), after.lines().collect::<Vec<_>>());
    let numbers: Vec<usize> = lines.iter().filter_map(|line| line.after).collect();
    assert_eq!(numbers, (1..=after.lines().count()).collect::<Vec<_>>());
}

#[test]
fn what_is_far_from_a_change_is_left_out() {
    let before: String = (0..40).map(|n| format!("{n}\n")).collect();
    let after = before.replace("20\n", "twenty\n");
    let lines = diff::lines(&before, &after);
    let parts: Vec<(bool, usize)> = diff::stretches(&lines, 3)
        .iter()
        .map(|stretch| match stretch {
            Stretch::Shown(lines) => (true, lines.len()),
            Stretch::Skipped(lines) => (false, lines.len()),
        })
        .collect();
    assert_eq!(parts, [(false, 17), (true, 8), (false, 16)]);
    assert_eq!(diff::stretches(&diff::lines(&before, &before), 3).len(), 1);
}

fn printed(text: &str) -> String {
    let (documents, diagnostics) = yaml::parse(SourceId::Manifests, text);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    let node = documents.into_iter().find_map(|document| document.root).unwrap();
    let result = print::yaml(&node.to_json(), Some(&node));
    let (again, diagnostics) = yaml::parse(SourceId::Manifests, &result);
    assert!(diagnostics.is_empty(), "{result}: {diagnostics:?}");
    let again = again.into_iter().find_map(|document| document.root).unwrap();
    assert_eq!(again.to_json(), node.to_json(), "{result}");
    result
}

#[test]
fn yaml_keeps_the_order_of_its_author() {
    let text = "kind: Pod\napiVersion: v1\nspec:\n  containers:\n  - image: app\n    name: b\n    args:\n    - --x=1\n    - \"y\"\nmetadata:\n  name: web\n";
    assert_eq!(printed(text), text);
}

#[test]
fn yaml_reads_back_as_the_same_value() {
    for text in [
        "a: \"yes\"\nb: yes\nc: \"1\"\nd: 1.5\ne: \"\"\nf: null\ng: \"0644\"\n",
        "a: |\n  two\n  lines\nb: \"one \\nblank\"\nc: |-\n  x\n\n  y\n",
        "a: \"- x\"\nb: \"# c\"\nc: \"a: b\"\nd: \"a:\"\ne: \"*x\"\nf: \"{a}\"\ng: \" x\"\nh: \"tab\\there\"\n",
        "- - 1\n  - 2\n- []\n- {}\n- a: {b: []}\n",
        "\"on\": 1\n\"a b\": 2\n\"k: v\": 3\n이름: 값\n",
        "a: \"2001-01-01\"\nb: \"~\"\nc: \"=\"\nd: \"<<\"\ne: \"1e3\"\nf: \".5\"\ng: \"a #b\"\n",
        "\"just text\"\n",
    ] {
        printed(text);
    }
}

#[test]
fn what_is_added_comes_after_what_was_written() {
    let (documents, _) = yaml::parse(SourceId::Manifests, "spec: {b: 1, a: 2}\nkind: Pod\n");
    let node = documents.into_iter().find_map(|document| document.root).unwrap();
    let mut value = node.to_json();
    value["spec"]["0"] = serde_json::json!("new");
    value["status"] = serde_json::json!({});
    value["added"] = serde_json::json!([{ "value": 1, "name": "x" }]);
    let expected = "spec:\n  b: 1\n  a: 2\n  \"0\": new\nkind: Pod\nadded:\n- name: x\n  value: 1\nstatus: {}\n";
    assert_eq!(print::yaml(&value, Some(&node)), expected);
}
