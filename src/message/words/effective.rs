//! The words of effective access: what a session may do in all, in one sentence and group by group.

use crate::aws::AccessLevel;
use crate::aws::catalog;
use crate::chain::effective::summary::{Clause, Extent, Summary};
use crate::message::{Language, areas};

/// The words of effective access.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub part: &'static str,
    pub title: fn(&str) -> String,
    pub computing: &'static str,
    pub no_session: &'static str,
    pub inexact: &'static str,
    pub unlisted: fn(&str) -> String,
    pub everything_flag: &'static str,
    pub other_accounts: &'static str,
    pub filter: &'static str,
    pub shown: fn(usize, usize) -> String,
    pub no_match: &'static str,
    pub count: fn(usize, usize) -> String,
    pub every_action: &'static str,
    pub on_everything: &'static str,
    pub no_level: &'static str,
    pub actions: fn(usize) -> String,
    pub depends_on: &'static str,
    pub waiting: &'static str,
    pub waiting_note: &'static str,
    pub useless: fn(usize) -> String,
    pub useless_note: &'static str,
    pub granted_on: &'static str,
    pub works_on: &'static str,
    pub by_wildcards: fn(usize) -> String,
    pub whose: &'static str,
    pub as_meant: fn(&str) -> String,
    pub as_node: fn(&str) -> String,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

/// What a session may do, in one sentence.
#[must_use]
pub fn summary(language: Language, summary: &Summary) -> String {
    match language {
        Language::English => summary_en(summary),
        Language::Korean => summary_ko(summary),
    }
}

fn summary_en(summary: &Summary) -> String {
    match summary {
        Summary::Unreadable => "It cannot be said: a policy cannot be read.".to_owned(),
        Summary::Nothing => "Nothing: no policy allows anything.".to_owned(),
        Summary::Everything => "Everything, on every resource of the account.".to_owned(),
        Summary::Some { clauses, more, complete } => {
            let clauses: Vec<String> = clauses.iter().map(clause_en).collect();
            let more = match more {
                0 => String::new(),
                1 => "; and something in 1 more service".to_owned(),
                _ => format!("; and something in {more} more services"),
            };
            let rest = if *complete { " Nothing else." } else { "" };
            format!("It may {}{more}.{rest}", clauses.join("; "))
        }
    }
}

fn clause_en(clause: &Clause) -> String {
    let verbs: Vec<&str> = clause
        .levels
        .iter()
        .map(|level| match level {
            AccessLevel::List => "list",
            AccessLevel::Read => "read",
            AccessLevel::Write => "write",
            AccessLevel::Tagging => "tag",
            AccessLevel::PermissionsManagement => "change the permissions of",
        })
        .collect();
    let verbs = match verbs.as_slice() {
        [] => "use".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    let depends = if clause.depends { ", under conditions" } else { "" };
    let which = |(one, many): (&str, &str)| match &clause.on {
        Extent::All => format!("every {one}"),
        Extent::Named(names) => match names.as_slice() {
            [name] if name.contains(['*', '?']) => format!("{many} `{name}`"),
            [name] => format!("the {one} `{name}`"),
            names => format!("{} {many}", names.len()),
        },
    };
    let nouns = clause.kind.and_then(|kind| areas::nouns(Language::English, &clause.service, kind));
    let thing = match (clause.service.as_str(), clause.kind, nouns) {
        ("s3", Some("object"), _) => format!("objects in {}", which(("bucket", "buckets"))),
        (_, _, Some(nouns)) => which(nouns),
        (service, _, None) => {
            let service = catalog::service(service).map_or(service, |service| service.name);
            match &clause.on {
                Extent::All => service.to_owned(),
                Extent::Named(names) => match names.as_slice() {
                    [name] => format!("{service} (`{name}`)"),
                    names => format!("{service} ({} resources)", names.len()),
                },
            }
        }
    };
    format!("{verbs} {thing}{depends}")
}

fn summary_ko(summary: &Summary) -> String {
    match summary {
        Summary::Unreadable => "읽을 수 없는 정책이 있어 판단할 수 없습니다.".to_owned(),
        Summary::Nothing => "할 수 있는 일이 없습니다. 어떤 정책도 허용하지 않습니다.".to_owned(),
        Summary::Everything => "계정의 모든 리소스에 모든 작업을 할 수 있습니다.".to_owned(),
        Summary::Some { clauses, more, complete } => {
            let clauses: Vec<String> = clauses.iter().map(clause_ko).collect();
            let more = if *more == 0 { String::new() } else { format!(", 그 밖의 서비스 {more}개") };
            let rest = if *complete { " 그 밖의 권한은 없습니다." } else { "" };
            format!("할 수 있는 일: {}{more}.{rest}", clauses.join(", "))
        }
    }
}

fn clause_ko(clause: &Clause) -> String {
    let verbs: Vec<&str> = clause
        .levels
        .iter()
        .map(|level| match level {
            AccessLevel::List => "나열",
            AccessLevel::Read => "읽기",
            AccessLevel::Write => "쓰기",
            AccessLevel::Tagging => "태깅",
            AccessLevel::PermissionsManagement => "권한 변경",
        })
        .collect();
    let verbs = if verbs.is_empty() { "사용".to_owned() } else { verbs.join("·") };
    let depends = if clause.depends { ", 조건부" } else { "" };
    let nouns = clause.kind.and_then(|kind| areas::nouns(Language::Korean, &clause.service, kind));
    let which = |one: &str| match &clause.on {
        Extent::All => format!("모든 {one}"),
        Extent::Named(names) => match names.as_slice() {
            [name] => format!("{one} `{name}`"),
            names => format!("{one} {}개", names.len()),
        },
    };
    match (clause.service.as_str(), clause.kind, nouns) {
        ("s3", Some("object"), _) => format!("객체 {verbs}({}{depends})", which("버킷")),
        (_, _, Some((one, _))) => format!("{one} {verbs}({}{depends})", which(one)),
        (service, _, None) => {
            let service = catalog::service(service).map_or(service, |service| service.name);
            let on = match &clause.on {
                Extent::All => "모든 리소스".to_owned(),
                Extent::Named(names) => match names.as_slice() {
                    [name] => format!("`{name}`"),
                    names => format!("리소스 {}개", names.len()),
                },
            };
            format!("{service} {verbs}({on}{depends})")
        }
    }
}

const EN: Words = Words {
    part: "Everything it may do",
    title: |name| format!("What can `{name}` do?"),
    computing: "Working it out …",
    no_session: "There is no session here whose access could be told: no role, or no policies of it.",
    inexact: "The patterns are too many to walk through all of their combinations. What is listed holds; there may be more.",
    unlisted: |actions| {
        format!("The catalogue does not have these services, so that their actions are not listed: {actions}")
    },
    everything_flag: "Whoever gets this session owns the account. Grant the actions and resources that the application needs instead.",
    other_accounts: "Resources of other accounts need the permission of their owner besides.",
    filter: "Filter actions",
    shown: |shown, all| format!("{shown} of {all} actions"),
    no_match: "No action matches.",
    count: |granted, of| format!("{granted} of {of} actions"),
    every_action: "every action",
    on_everything: "on everything",
    no_level: "Not in the catalogue",
    actions: |count| if count == 1 { "1 action".to_owned() } else { format!("{count} actions") },
    depends_on: "depends on",
    waiting: "Waits for the other side",
    waiting_note: "The policies here allow these. The policy of the other side has to allow them too, and it is not given: of a KMS key, of a role that is assumed, or of a resource in another account.",
    useless: |count| {
        if count == 1 {
            "Granted but useless: 1 action".to_owned()
        } else {
            format!("Granted but useless: {count} actions")
        }
    },
    useless_note: "No resource that these grants name is of a type that the action works on. They give nothing, and hide what is missing.",
    granted_on: "granted on",
    works_on: "works on",
    by_wildcards: |count| {
        format!("{count} more by wildcards, such as `s3:*` on objects alone; that is common and does no harm.")
    },
    whose: "Whose access",
    as_meant: |role| format!("As the role that is meant: {role}"),
    as_node: |role| format!("As it really runs, the node's role: {role}"),
};

const KO: Words = Words {
    part: "전체 권한",
    title: |name| format!("무엇을 할 수 있나요? (`{name}`)"),
    computing: "계산 중 …",
    no_session: "권한을 보여 줄 세션이 없습니다. 역할이 없거나 역할의 정책이 없습니다.",
    inexact: "패턴이 너무 많아 모든 조합을 살펴보지 못했습니다. 보이는 내용은 맞지만 더 있을 수 있습니다.",
    unlisted: |actions| format!("카탈로그에 없는 서비스라 작업을 나열하지 못했습니다: {actions}"),
    everything_flag: "이 세션을 얻는 주체는 계정 전체를 가지게 됩니다. 애플리케이션에 필요한 작업과 리소스만 허용하세요.",
    other_accounts: "다른 계정의 리소스는 소유자의 허용도 필요합니다.",
    filter: "작업 거르기",
    shown: |shown, all| format!("작업 {all}개 중 {shown}개"),
    no_match: "맞는 작업이 없습니다.",
    count: |granted, of| format!("작업 {of}개 중 {granted}개"),
    every_action: "모든 작업",
    on_everything: "모든 리소스",
    no_level: "카탈로그에 없음",
    actions: |count| format!("작업 {count}개"),
    depends_on: "조건 키",
    waiting: "상대 쪽 정책이 필요한 권한",
    waiting_note: "여기의 정책은 허용합니다. 상대 쪽 정책(KMS 키, 맡을 역할의 신뢰 정책, 다른 계정의 리소스)도 허용해야 하는데 주어지지 않았습니다.",
    useless: |count| format!("허용했지만 쓸모없는 권한: 작업 {count}개"),
    useless_note: "지정한 리소스 중에 이 작업이 다루는 유형이 없습니다. 아무 권한도 되지 않으면서, 모자란 권한을 눈에 띄지 않게 합니다.",
    granted_on: "허용한 리소스",
    works_on: "작업 대상",
    by_wildcards: |count| {
        format!(
            "와일드카드로 허용한 작업 {count}개가 더 있습니다(예: 객체에만 허용한 `s3:*`). 흔한 일이며 해롭지 않습니다."
        )
    },
    whose: "누구의 권한",
    as_meant: |role| format!("의도한 역할로: {role}"),
    as_node: |role| format!("실제 실행되는 노드 역할로: {role}"),
};
