//! 정책에 대한 조언의 한국어 문장.

mod access;
mod condition;
mod key;
mod resource;

use crate::iam::condition::{Existence, Quantifier};
use crate::lint::PolicyLint;
use crate::lint::policy::{Quota, ShapeLint};
use crate::message::Words;

pub(in crate::message) fn policy(lint: &PolicyLint) -> Words {
    match lint {
        PolicyLint::Shape(lint) => shape(lint),
        PolicyLint::Action(lint) => resource::action(lint),
        PolicyLint::Resource(lint) => resource::resource(lint),
        PolicyLint::Redundancy(lint) => access::redundancy(lint),
        PolicyLint::Operator(lint) => condition::operator(lint),
        PolicyLint::Value(lint) => condition::value(lint),
        PolicyLint::Key(lint) => key::key(lint),
        PolicyLint::Variable(lint) => key::variable(lint),
        PolicyLint::Principal(lint) => access::principal(lint),
        PolicyLint::Access(lint) => access::access(lint),
    }
}

fn shape(lint: &ShapeLint) -> Words {
    use ShapeLint as L;
    match lint {
        L::MissingVersion => Words::with_help(
            "`Version` 요소가 없어 2008년 규칙이 적용됩니다. 이 규칙에서는 `${…}` 부분이 변수가 아니라 일반 텍스트입니다",
            "맨 앞에 `\"Version\": \"2012-10-17\"`을 쓰세요",
        ),
        L::OldVersion => Words::with_help(
            "변수가 없는 2008년 버전입니다. `${…}` 부분이 일반 텍스트로 취급됩니다",
            "`2012-10-17`로 바꾸세요. 그 밖에 달라지는 것은 없습니다",
        ),
        L::VariableInOldVersion { variable } => Words::with_help(
            format!(
                "변수는 버전이 `2012-10-17`인 문서에서만 동작합니다. 여기서는 일반 텍스트로 남습니다: `{variable}`"
            ),
            "`\"Version\": \"2012-10-17\"`로 쓰면 IAM이 요청마다 값을 채웁니다",
        ),
        L::EmptySid => Words::with_help("`Sid` 값이 비어 있습니다", "문장에 이름을 붙이거나 Sid를 지우세요"),
        L::EmptyCondition => Words::with_help(
            "`Condition` 안에 조건이 하나도 없어 문장이 언제나 적용됩니다",
            "빠진 조건을 쓰거나 요소를 지우세요",
        ),
        L::EmptyValues { key, operator, quantifier, existence } => {
            let what = match (quantifier, existence) {
                (Quantifier::ForAllValues, _) | (Quantifier::Single, Existence::IfExists) => {
                    "키가 없는 요청에서만 조건이 성립합니다"
                }
                (Quantifier::ForAnyValue, _) | (Quantifier::Single, Existence::Needed) => {
                    "조건이 성립하지 않아 문장이 적용되는 일이 없습니다"
                }
            };
            Words::with_help(
                format!("빈 목록과 비교하고 있어 {what}. 연산자: `{operator}`, 키: `{key}`"),
                "값을 쓰세요",
            )
        }
        L::EmptyPrincipalObject | L::EmptyPrincipalList => {
            Words::with_help("Principal이 비어 있어 누구에게도 해당하지 않는 문장입니다", "누구에 대한 문장인지 쓰세요")
        }
        L::TooLarge { size, limit, quota } => too_large(*size, *limit, *quota),
        L::AllowNotPrincipal => Words::with_help(
            "`Allow` 문장에 `NotPrincipal` 요소를 쓰면 자격 증명이 없는 호출자까지 나머지 모두가 허용됩니다",
            "허용할 대상을 `Principal`로 지정하세요",
        ),
        L::DenyNotPrincipal => Words::with_help(
            "`Deny` 문장의 `NotPrincipal` 요소는 목록에 있더라도 권한 경계가 있는 사용자와 역할을 모두 거부합니다",
            "`\"Principal\": \"*\"`로 쓰고 `ArnNotEquals` 조건의 `aws:PrincipalArn`으로 제외하세요",
        ),
        L::NotPrincipalWithoutAccount { principal, missing } => Words::with_help(
            format!(
                "목록에 계정이 빠져 있어 제외한 Principal까지 거부됩니다. Principal: `{principal}`, 빠진 항목: `{missing}`"
            ),
            "계정도 목록에 넣거나 `ArnNotEquals` 조건의 `aws:PrincipalArn`으로 제외하세요",
        ),
        L::EndpointPrincipal { principal } => Words::with_help(
            format!(
                "S3와 DynamoDB의 게이트웨이 엔드포인트 정책에는 `*`만 쓸 수 있습니다. 이렇게 쓰면 요청이 통과하지 못합니다: `{principal}`"
            ),
            "`\"Principal\": \"*\"`로 쓰고 `aws:PrincipalArn` 조건으로 좁히세요",
        ),
    }
}

fn too_large(size: usize, limit: usize, quota: Quota) -> Words {
    let (what, unit, help) = match quota {
        Quota::Managed => ("관리형 정책", "자", "정책을 나누세요. 역할의 인라인 정책이라면 10240자까지 가능합니다"),
        Quota::RoleInline => ("역할의 인라인 정책 전체", "자", "관리형 정책으로 나누세요"),
        Quota::Session => ("세션 정책", "자", "줄이거나 관리형 정책을 전달하세요"),
        Quota::ServiceControl => ("서비스 제어 정책(SCP)", "자", "이름을 줄이거나 여러 정책으로 나누세요"),
        Quota::ResourceControl => ("리소스 제어 정책(RCP)", "자", "이름을 줄이거나 여러 정책으로 나누세요"),
        Quota::Bucket => ("버킷 정책", "바이트", "와일드카드를 쓰거나 액세스 포인트별 정책으로 나누세요"),
        Quota::Endpoint => ("엔드포인트 정책", "바이트", "와일드카드를 쓰세요"),
    };
    Words::with_help(format!("문서가 너무 깁니다. 현재: {size}{unit}, {what}의 한도: {limit}{unit}"), help)
}
