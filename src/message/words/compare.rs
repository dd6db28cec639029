//! The words of the comparison of two scenarios.

use crate::chain::simulation::Answer;
use crate::compare::{Counts, Effective};
use crate::message::Language;

/// The words of the comparison of two scenarios.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub title: &'static str,
    pub compare_with: &'static str,
    pub opened: &'static str,
    pub remembered: &'static str,
    pub group_here: &'static str,
    pub group_steps: &'static str,
    pub group_kept: &'static str,
    pub group_examples: &'static str,
    pub steps_back: fn(usize) -> String,
    pub pasted: &'static str,
    pub paste_label: &'static str,
    pub bad_link: &'static str,
    pub bad_json: fn(&str) -> String,
    pub now: &'static str,
    pub to: &'static str,
    pub swap: &'static str,
    pub remember: &'static str,
    pub take: &'static str,
    pub nothing: &'static str,
    pub headline: fn(&Counts) -> String,
    pub widening: &'static str,
    pub chain_new: &'static str,
    pub chain_gone: &'static str,
    pub identity: &'static str,
    pub gained: fn(usize) -> String,
    pub lost: fn(usize) -> String,
    pub other: fn(usize) -> String,
    pub effective: fn(Effective) -> &'static str,
    pub rbac: &'static str,
    pub answers: &'static str,
    pub texts: &'static str,
    pub document_new: &'static str,
    pub document_gone: &'static str,
    pub settings: &'static str,
    pub setting: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub not_set: &'static str,
    pub added: &'static str,
    pub removed: &'static str,
    pub unchanged_lines: fn(usize) -> String,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

/// A number with its noun.
fn count(number: usize, one: &str, several: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {several}")),
    }
}

fn headline_en(counts: &Counts) -> String {
    let parts: Vec<String> = [
        count(counts.chains, "chain came or went", "chains came or went"),
        count(counts.links, "link changed", "links changed"),
        count(counts.identities, "identity changed", "identities changed"),
        count(counts.gained, "action newly allowed", "actions newly allowed"),
        count(counts.lost, "action no longer allowed", "actions no longer allowed"),
        count(counts.rules, "rule of RBAC changed", "rules of RBAC changed"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        "The texts changed, the result did not.".to_owned()
    } else {
        format!("{}.", parts.join(", "))
    }
}

fn headline_ko(counts: &Counts) -> String {
    let part = |number: usize, what: &str| (number > 0).then(|| format!("{what} {number}개"));
    let parts: Vec<String> = [
        part(counts.chains, "추가되거나 사라진 체인"),
        part(counts.links, "바뀐 링크"),
        part(counts.identities, "바뀐 자격 증명"),
        part(counts.gained, "새로 허용된 작업"),
        part(counts.lost, "더 이상 허용되지 않는 작업"),
        part(counts.rules, "바뀐 RBAC 규칙"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "텍스트는 바뀌었지만 결과는 같습니다.".to_owned() } else { parts.join(", ") }
}

fn effective_en(effective: Effective) -> &'static str {
    match effective {
        Effective::Answer(Answer::Allowed) => "✓ allowed",
        Effective::Answer(Answer::ExplicitDeny) => "⊘ explicit deny",
        Effective::Answer(Answer::ImplicitDeny) => "✕ implicit deny",
        Effective::Answer(Answer::Depends) => "◐ depends",
        Effective::Answer(Answer::Unknown) | Effective::Undecided => "? cannot be said",
        Effective::Answer(Answer::NotApplicable) => "– not for this resource",
        Effective::NoSession => "✕ role not reached",
        Effective::NotMentioned => "✕ not allowed",
    }
}

fn effective_ko(effective: Effective) -> &'static str {
    match effective {
        Effective::Answer(Answer::Allowed) => "✓ 허용",
        Effective::Answer(Answer::ExplicitDeny) => "⊘ 명시적 거부",
        Effective::Answer(Answer::ImplicitDeny) => "✕ 암시적 거부",
        Effective::Answer(Answer::Depends) => "◐ 조건에 따라 다름",
        Effective::Answer(Answer::Unknown) | Effective::Undecided => "? 판단할 수 없음",
        Effective::Answer(Answer::NotApplicable) => "– 이 리소스에는 해당 없음",
        Effective::NoSession => "✕ 역할에 도달하지 못함",
        Effective::NotMentioned => "✕ 허용되지 않음",
    }
}

const EN: Words = Words {
    title: "Compare",
    compare_with: "Compare with",
    opened: "As it was opened",
    remembered: "Remembered state",
    group_here: "This configuration",
    group_steps: "Earlier steps",
    group_kept: "History",
    group_examples: "Examples",
    steps_back: |steps| if steps == 1 { "1 step back".to_owned() } else { format!("{steps} steps back") },
    pasted: "A link or JSON …",
    paste_label: "Paste a link of this page, or a configuration as JSON",
    bad_link: "This link cannot be read: it is cut off or damaged.",
    bad_json: |error| format!("This is no configuration: {error}"),
    now: "Now",
    to: "to",
    swap: "Swap sides",
    remember: "Remember this state",
    take: "Take the other",
    nothing: "Nothing is different.",
    headline: headline_en,
    widening: "opens more",
    chain_new: "New chain",
    chain_gone: "Chain gone",
    identity: "Runs as",
    gained: |count| {
        if count == 1 { "1 action newly allowed".to_owned() } else { format!("{count} actions newly allowed") }
    },
    lost: |count| {
        if count == 1 { "1 action no longer allowed".to_owned() } else { format!("{count} actions no longer allowed") }
    },
    other: |count| if count == 1 { "1 other change".to_owned() } else { format!("{count} other changes") },
    effective: effective_en,
    rbac: "In Kubernetes (RBAC)",
    answers: "Users, roles and services",
    texts: "What was changed",
    document_new: "new document",
    document_gone: "document gone",
    settings: "Settings",
    setting: "Setting",
    before: "Before",
    after: "After",
    not_set: "not set",
    added: "added",
    removed: "removed",
    unchanged_lines: |count| {
        if count == 1 { "⋯ 1 line is the same".to_owned() } else { format!("⋯ {count} lines are the same") }
    },
};

const KO: Words = Words {
    title: "비교",
    compare_with: "비교 대상",
    opened: "열었을 때의 상태",
    remembered: "기억한 상태",
    group_here: "현재 구성",
    group_steps: "이전 단계",
    group_kept: "기록",
    group_examples: "예제",
    steps_back: |steps| format!("{steps}단계 전"),
    pasted: "링크 또는 JSON …",
    paste_label: "이 페이지의 링크나 JSON 구성을 붙여 넣으세요",
    bad_link: "링크를 읽을 수 없습니다. 잘렸거나 손상되었습니다.",
    bad_json: |error| format!("구성으로 읽을 수 없습니다: {error}"),
    now: "현재",
    to: "에서",
    swap: "양쪽 바꾸기",
    remember: "이 상태 기억하기",
    take: "다른 쪽으로 바꾸기",
    nothing: "다른 점이 없습니다.",
    headline: headline_ko,
    widening: "권한 확대",
    chain_new: "새 체인",
    chain_gone: "사라진 체인",
    identity: "실행 주체",
    gained: |count| format!("새로 허용된 작업 {count}개"),
    lost: |count| format!("더 이상 허용되지 않는 작업 {count}개"),
    other: |count| format!("그 밖의 변경 {count}개"),
    effective: effective_ko,
    rbac: "Kubernetes(RBAC)",
    answers: "사용자, 역할, 서비스",
    texts: "바뀐 내용",
    document_new: "새 문서",
    document_gone: "사라진 문서",
    settings: "설정",
    setting: "설정",
    before: "이전",
    after: "이후",
    not_set: "설정 없음",
    added: "추가",
    removed: "삭제",
    unchanged_lines: |count| format!("⋯ 같은 줄 {count}개"),
};
