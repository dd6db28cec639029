//! The words of why: types of policy and what they say, statements and their checks, fixes.

use crate::chain::explain::Said;
use crate::iam::condition::Ground;
use crate::iam::evaluate::{Blocker, NotAsked};
use crate::iam::policy::{Effect, Naming, PolicyKind};
use crate::iam::tri::Tri;
use crate::message::Language;

/// The words of why.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub all_statements: &'static str,
    pub traced: &'static str,
    pub stands_for: &'static str,
    pub no_request: &'static str,
    pub kind: fn(PolicyKind) -> &'static str,
    pub said: fn(Said) -> &'static str,
    pub not_asked: fn(NotAsked) -> &'static str,
    pub not_given: fn(PolicyKind) -> &'static str,
    pub blocker: fn(Blocker) -> Option<&'static str>,
    pub statement: fn(usize) -> String,
    pub applies: fn(Tri, Effect) -> &'static str,
    pub principal: &'static str,
    pub action: &'static str,
    pub resource: &'static str,
    pub condition: &'static str,
    pub matches: fn(Tri) -> &'static str,
    pub element: fn(Tri, Naming) -> &'static str,
    pub no_principal: &'static str,
    pub ground: fn(Ground, Tri) -> &'static str,
    pub request_has: &'static str,
    pub policy_has: &'static str,
    pub absent: &'static str,
    pub present: &'static str,
    pub unknown_value: &'static str,
    pub more: fn(usize) -> String,
    pub select: fn(usize) -> String,
    pub select_value: fn(&str) -> String,
    pub no_statements: &'static str,
    pub fix_changes: &'static str,
    pub removed: &'static str,
    pub added: &'static str,
    pub fix_applied: &'static str,
    pub undo_fix: &'static str,
    pub learn_more: &'static str,
    pub at_caret: &'static str,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

const EN: Words = Words {
    all_statements: "All statements",
    traced: "Request",
    stands_for: "stands for",
    no_request: "There is no request to trace yet: the role or its policy is not here.",
    kind: |kind| match kind {
        PolicyKind::Identity => "Identity-based policies",
        PolicyKind::Resource => "Resource-based policy",
        PolicyKind::Trust => "Trust policy",
        PolicyKind::Boundary => "Permissions boundary",
        PolicyKind::Session => "Session policies",
        PolicyKind::ServiceControl => "Service control policies (SCP)",
        PolicyKind::ResourceControl => "Resource control policies (RCP)",
        PolicyKind::Endpoint => "VPC endpoint policy",
    },
    said: |said| match said {
        Said::Denies => "denies it",
        Said::Blocks => "does not allow it",
        Said::NotGiven => "not given, and it must allow it",
        Said::Refused => "cannot be read",
        Said::Depends => "depends",
        Said::Allows => "allows it",
        Said::Silent => "no statement applies",
        Said::NotAsked(_) => "does not count here",
    },
    not_asked: |why| match why {
        NotAsked::CallerHasNoPolicies => "The caller is no IAM user or role, so nothing is attached to it.",
        NotAsked::RootUser => "The root user has no identity-based policies.",
        NotAsked::OtherAccount => "The caller belongs to an account that these policies do not govern.",
        NotAsked::ServiceLinkedRole => "The organization does not limit service-linked roles.",
        NotAsked::ServiceNotSupported => "The service does not support resource control policies.",
        NotAsked::ActionNotSubject => "Resource control policies do not apply to this action.",
    },
    not_given: |kind| match kind {
        PolicyKind::Trust => "The trust policy of the role that is assumed must allow it. Paste it to get an answer.",
        PolicyKind::Identity => "The role has no permission policy yet.",
        _ => {
            "The other side must allow it too: the policy of the key, or of a resource in another account. Add it as a resource policy."
        }
    },
    blocker: |blocker| match blocker {
        Blocker::PublicAccessBlock => Some("Block Public Access of the bucket keeps it out."),
        Blocker::RootUser => Some("The root user of an account cannot assume a role."),
        _ => None,
    },
    statement: |number| format!("Statement {number}"),
    applies: |applies, effect| match (applies, effect) {
        (Tri::Yes, Effect::Allow) => "applies and allows",
        (Tri::Yes, Effect::Deny) => "applies and denies",
        (Tri::No, _) => "does not apply",
        (Tri::Unknown, _) => "may apply",
    },
    principal: "Principal",
    action: "Action",
    resource: "Resource",
    condition: "Condition",
    matches: |matches| match matches {
        Tri::Yes => "matches",
        Tri::No => "does not match",
        Tri::Unknown => "depends",
    },
    element: |matches, naming| match (matches, naming) {
        (Tri::Yes, Naming::Named) => "one of these matches",
        (Tri::No, Naming::Named) => "none of these matches",
        (Tri::Yes, Naming::AllBut) => "everything but these, and it is none of them",
        (Tri::No, Naming::AllBut) => "everything but these, and it is one of them",
        (Tri::Unknown, _) => "depends on a variable whose value is not known",
    },
    no_principal: "the statement names no principal",
    ground: |ground, matches| match (ground, matches) {
        (Ground::Compared, Tri::Yes) => "the comparison holds",
        (Ground::Compared, Tri::No) => "the comparison does not hold",
        (Ground::Compared, Tri::Unknown) => "depends on a variable whose value is not known",
        (Ground::MissingKey, Tri::Yes) => "the request lacks this key, and the operator is met without it",
        (Ground::MissingKey, _) => "the request lacks this key",
        (Ground::UnknownKey, _) => "it is not known what the request carries for this key",
        (Ground::SeveralValues, _) => "the request carries several values: that takes ForAnyValue or ForAllValues",
        (Ground::EmptyList, _) => "the policy lists no value",
        (Ground::Constant, _) => "this operator answers the same whatever the request carries",
    },
    request_has: "request",
    policy_has: "policy",
    absent: "not in the request",
    present: "there, value not known",
    unknown_value: "not known",
    more: |count| format!("and {count} more"),
    select: |number| format!("Select statement {number}"),
    select_value: |value| format!("Select in the text: {value}"),
    no_statements: "No statement could be read.",
    fix_changes: "What the fix changes",
    removed: "removed",
    added: "added",
    fix_applied: "The fix is applied.",
    undo_fix: "Undo the fix",
    learn_more: "Learn more",
    at_caret: "decided by the text at the caret",
};

const KO: Words = Words {
    all_statements: "모든 문 보기",
    traced: "요청",
    stands_for: "다음을 대표합니다:",
    no_request: "아직 추적할 요청이 없습니다. 역할이나 역할의 정책이 없습니다.",
    kind: |kind| match kind {
        PolicyKind::Identity => "자격 증명 기반 정책",
        PolicyKind::Resource => "리소스 기반 정책",
        PolicyKind::Trust => "신뢰 정책",
        PolicyKind::Boundary => "권한 경계",
        PolicyKind::Session => "세션 정책",
        PolicyKind::ServiceControl => "서비스 제어 정책(SCP)",
        PolicyKind::ResourceControl => "리소스 제어 정책(RCP)",
        PolicyKind::Endpoint => "VPC 엔드포인트 정책",
    },
    said: |said| match said {
        Said::Denies => "거부합니다",
        Said::Blocks => "허용하지 않습니다",
        Said::NotGiven => "허용이 필요하지만 정책이 없습니다",
        Said::Refused => "읽을 수 없습니다",
        Said::Depends => "조건에 따라 다릅니다",
        Said::Allows => "허용합니다",
        Said::Silent => "적용되는 문이 없습니다",
        Said::NotAsked(_) => "이 요청에는 쓰이지 않습니다",
    },
    not_asked: |why| match why {
        NotAsked::CallerHasNoPolicies => "호출자가 IAM 사용자나 역할이 아니므로 연결된 정책이 없습니다.",
        NotAsked::RootUser => "루트 사용자에게는 자격 증명 기반 정책이 없습니다.",
        NotAsked::OtherAccount => "호출자가 이 정책의 적용을 받지 않는 계정에 속합니다.",
        NotAsked::ServiceLinkedRole => "서비스 연결 역할은 조직의 제한을 받지 않습니다.",
        NotAsked::ServiceNotSupported => "이 서비스는 리소스 제어 정책을 지원하지 않습니다.",
        NotAsked::ActionNotSubject => "이 작업에는 리소스 제어 정책이 적용되지 않습니다.",
    },
    not_given: |kind| match kind {
        PolicyKind::Trust => "맡으려는 역할의 신뢰 정책도 허용해야 합니다. 붙여 넣으면 판단할 수 있습니다.",
        PolicyKind::Identity => "역할에 권한 정책이 아직 없습니다.",
        _ => {
            "상대 쪽 정책도 허용해야 합니다. KMS 키의 정책이나 다른 계정에 있는 리소스의 정책을 리소스 정책으로 추가하세요."
        }
    },
    blocker: |blocker| match blocker {
        Blocker::PublicAccessBlock => Some("버킷의 퍼블릭 액세스 차단 설정이 막고 있습니다."),
        Blocker::RootUser => Some("계정의 루트 사용자는 역할을 맡을 수 없습니다."),
        _ => None,
    },
    statement: |number| format!("문 {number}"),
    applies: |applies, effect| match (applies, effect) {
        (Tri::Yes, Effect::Allow) => "적용됨: 허용",
        (Tri::Yes, Effect::Deny) => "적용됨: 거부",
        (Tri::No, _) => "적용되지 않음",
        (Tri::Unknown, _) => "적용될 수 있음",
    },
    principal: "보안 주체",
    action: "작업",
    resource: "리소스",
    condition: "조건",
    matches: |matches| match matches {
        Tri::Yes => "일치",
        Tri::No => "불일치",
        Tri::Unknown => "조건에 따라 다름",
    },
    element: |matches, naming| match (matches, naming) {
        (Tri::Yes, Naming::Named) => "이 중 하나와 일치합니다",
        (Tri::No, Naming::Named) => "일치하는 값이 없습니다",
        (Tri::Yes, Naming::AllBut) => "이 값들을 제외한 전부이며, 요청은 여기에 들지 않습니다",
        (Tri::No, Naming::AllBut) => "이 값들을 제외한 전부인데, 요청이 여기에 듭니다",
        (Tri::Unknown, _) => "값을 알 수 없는 변수에 따라 다릅니다",
    },
    no_principal: "문에 보안 주체가 없습니다",
    ground: |ground, matches| match (ground, matches) {
        (Ground::Compared, Tri::Yes) => "비교가 성립합니다",
        (Ground::Compared, Tri::No) => "비교가 성립하지 않습니다",
        (Ground::Compared, Tri::Unknown) => "값을 알 수 없는 변수에 따라 다릅니다",
        (Ground::MissingKey, Tri::Yes) => "요청에 이 키가 없으며, 이 연산자는 키가 없어도 충족됩니다",
        (Ground::MissingKey, _) => "요청에 이 키가 없습니다",
        (Ground::UnknownKey, _) => "요청이 이 키에 어떤 값을 담는지 알 수 없습니다",
        (Ground::SeveralValues, _) => "요청에 값이 여럿이므로 ForAnyValue나 ForAllValues가 필요합니다",
        (Ground::EmptyList, _) => "정책에 값이 없습니다",
        (Ground::Constant, _) => "요청과 관계없이 늘 같은 결과가 나오는 연산자입니다",
    },
    request_has: "요청",
    policy_has: "정책",
    absent: "요청에 없음",
    present: "있으나 값은 알 수 없음",
    unknown_value: "알 수 없음",
    more: |count| format!("외 {count}개"),
    select: |number| format!("본문에서 문 {number} 선택"),
    select_value: |value| format!("본문에서 선택: {value}"),
    no_statements: "읽을 수 있는 문이 없습니다.",
    fix_changes: "수정으로 바뀌는 내용",
    removed: "삭제",
    added: "추가",
    fix_applied: "수정을 적용했습니다.",
    undo_fix: "수정 되돌리기",
    learn_more: "더 알아보기",
    at_caret: "커서가 있는 부분이 결정함",
};
