//! What a point of a goal demands, in words: for goals that nobody has put into words, those of challenges and tasks.

use crate::chain::{Step, Verdict};
use crate::lesson::{Demand, Wanted};
use crate::message::{self, Language};

/// What is demanded.
#[must_use]
pub fn demand(language: Language, demand: &Demand) -> String {
    match language {
        Language::English => english(demand),
        Language::Korean => korean(demand),
    }
}

/// The last part of an ARN: a role's name.
fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

fn english(demand: &Demand) -> String {
    let step = |step: &Step| message::step(Language::English, *step);
    let of = |workload: &Option<String>| {
        workload.as_ref().map_or_else(|| "the first chain".to_owned(), |name| format!("`{name}`"))
    };
    match demand {
        Demand::Chain { workload, link: None, verdict: Verdict::Pass } => {
            format!("Every link of {} holds", of(workload))
        }
        Demand::Chain { workload, link: None, .. } => format!("The chain of {} breaks", of(workload)),
        Demand::Chain { workload, link: Some(link), verdict } => {
            let word = if *verdict == Verdict::Pass { "holds" } else { "breaks" };
            format!("Link {} of {} {word}: {}", link.number(), of(workload), step(link))
        }
        Demand::Identity { workload, role: Some(role), .. } => {
            format!("{} runs as the role `{}`", capital(&of(workload)), short(role))
        }
        Demand::Identity { workload, identity, role: None } => {
            let who = match identity.as_str() {
                "webIdentity" => "by web identity",
                "podIdentity" => "by EKS Pod Identity",
                "nodeRole" => "as the role of its node",
                "staticKeys" => "with static keys",
                _ => "as nobody",
            };
            format!("{} runs {who}", capital(&of(workload)))
        }
        Demand::Access { principal, action, resource, answer, .. } => {
            let may = match answer {
                Wanted::Allowed => "may do",
                Wanted::Denied | Wanted::ImplicitDeny => "may not do",
                Wanted::ExplicitDeny => "is explicitly denied",
            };
            format!("`{principal}` {may} `{action}` on `{resource}`")
        }
        Demand::Trust { role, subject, trusted: true } => format!("The role `{}` lets `{subject}` in", short(role)),
        Demand::Trust { role, subject, trusted: false } => {
            format!("The role `{}` does not let `{subject}` in", short(role))
        }
        Demand::Cluster { asker, verb, resource, namespace, can } => {
            let may = if *can { "may" } else { "may not" };
            let place =
                namespace.as_ref().map_or_else(|| "in the whole cluster".to_owned(), |name| format!("in `{name}`"));
            format!("`{asker}` {may} `{verb}` `{resource}` {place}")
        }
        Demand::Errors { errors: 0 } => "No error stands in the texts".to_owned(),
        Demand::Errors { errors } => format!("At most {errors} errors stand in the texts"),
        Demand::Unchanged { unchanged } => format!("`{unchanged}` stays as it is"),
    }
}

fn korean(demand: &Demand) -> String {
    let step = |step: &Step| message::step(Language::Korean, *step);
    let of = |workload: &Option<String>| {
        workload.as_ref().map_or_else(|| "첫 번째 체인".to_owned(), |name| format!("`{name}`"))
    };
    match demand {
        Demand::Chain { workload, link: None, verdict: Verdict::Pass } => {
            format!("모든 링크가 이어짐: {}", of(workload))
        }
        Demand::Chain { workload, link: None, .. } => format!("체인이 끊김: {}", of(workload)),
        Demand::Chain { workload, link: Some(link), verdict } => {
            let word = if *verdict == Verdict::Pass { "통과" } else { "끊김" };
            format!("링크 {} {word}({}): {}", link.number(), step(link), of(workload))
        }
        Demand::Identity { workload, role: Some(role), .. } => {
            format!("역할 `{}` 권한으로 실행: {}", short(role), of(workload))
        }
        Demand::Identity { workload, identity, role: None } => {
            let who = match identity.as_str() {
                "webIdentity" => "웹 자격 증명으로 실행",
                "podIdentity" => "EKS Pod Identity로 실행",
                "nodeRole" => "노드 역할로 실행",
                "staticKeys" => "정적 키로 실행",
                _ => "자격 증명 없이 실행",
            };
            format!("{who}: {}", of(workload))
        }
        Demand::Access { principal, action, resource, answer, .. } => {
            let may = match answer {
                Wanted::Allowed => "허용",
                Wanted::Denied | Wanted::ImplicitDeny => "거부",
                Wanted::ExplicitDeny => "명시적 거부",
            };
            format!("`{action}` {may}: `{principal}` → `{resource}`")
        }
        Demand::Trust { role, subject, trusted: true } => {
            format!("역할 `{}`의 신뢰 정책이 수락: `{subject}`", short(role))
        }
        Demand::Trust { role, subject, trusted: false } => {
            format!("역할 `{}`의 신뢰 정책이 거절: `{subject}`", short(role))
        }
        Demand::Cluster { asker, verb, resource, namespace, can } => {
            let may = if *can { "허용" } else { "불가" };
            let place =
                namespace.as_ref().map_or_else(|| "클러스터 전체".to_owned(), |name| format!("네임스페이스 `{name}`"));
            format!("`{verb}` `{resource}` {may}({place}): `{asker}`")
        }
        Demand::Errors { errors: 0 } => "문서에 오류가 없음".to_owned(),
        Demand::Errors { errors } => format!("문서의 오류가 {errors}개 이하"),
        Demand::Unchanged { unchanged } => format!("그대로 둠: `{unchanged}`"),
    }
}

fn capital(text: &str) -> String {
    match text.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => text.to_owned(),
    }
}
