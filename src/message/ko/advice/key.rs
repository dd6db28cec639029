//! 조건 키와 변수에 대한 조언의 한국어 문장.

use super::resource::{did_you_mean, list};
use crate::iam::policy::Effect;
use crate::lint::policy::{KeyLint, VariableLint};
use crate::message::Words;

pub(super) fn key(lint: &KeyLint) -> Words {
    use KeyLint as L;
    match lint {
        L::UnknownGlobal { key, suggestion } => Words::with_help(
            format!("AWS의 목록에 없는 조건 키라서 어떤 요청에도 담기지 않습니다: `{key}`"),
            did_you_mean(suggestion.as_deref(), "글로벌 조건 키 목록에서 확인하세요"),
        ),
        L::UnknownOfService { key, suggestion } => Words::with_help(
            format!("이 서비스의 목록에 없는 조건 키라서 어떤 요청에도 담기지 않습니다: `{key}`"),
            format!("이것을 쓰려던 것일 수 있습니다: `{suggestion}`"),
        ),
        L::MissingTag { key } => Words::with_help(
            format!("태그 이름이 빠져 있어 어떤 요청에도 담기지 않는 키입니다: `{key}`"),
            "`aws:ResourceTag/team`처럼 슬래시 뒤에 태그 키를 쓰세요",
        ),
        L::NeverCarried { key } => Words::with_help(
            format!("이 역할의 세션에는 담기지 않는 키라서 조건이 성립하지 않습니다: `{key}`"),
            "`aws:username`은 사용자에게만 있습니다. 역할 세션에는 `aws:PrincipalArn`과 `aws:userid`가 있습니다",
        ),
        L::NotForAction { key, actions, effect } => {
            let what = match effect {
                Effect::Allow => "이 문장으로는 허용되지 않습니다",
                Effect::Deny => "이 문장으로는 거부되지 않습니다",
            };
            Words::with_help(
                format!("요청에 `{key}` 키가 담기지 않는 작업이라 {what}: {}", list(actions)),
                "이 조건이 없는 문장으로 따로 쓰세요",
            )
        }
        L::PrefixNegated { operator } => Words::with_help(
            format!(
                "`s3:prefix` 키에 `{operator}` 연산자를 쓰면 버킷 전체나 더 짧은 접두사의 목록 조회까지 허용됩니다"
            ),
            "허용할 접두사를 지정하세요",
        ),
        L::AttributesWithoutSelect => Words::with_help(
            "`dynamodb:Select` 조건이 없으면 속성을 지정하지 않은 요청이 모든 속성을 받습니다",
            "`\"StringEqualsIfExists\": { \"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\" }` 조건을 추가하세요",
        ),
    }
}

pub(super) fn variable(lint: &VariableLint) -> Words {
    use VariableLint as L;
    match lint {
        L::MissingBrace { text } => {
            Words::with_help(format!("닫는 중괄호가 없어 값이 채워지지 않는 변수입니다: `{text}`"), "`}`로 닫으세요")
        }
        L::MissingQuote { text } => Words::with_help(
            format!("기본값이 작은따옴표 안에 있지 않아 값이 채워지지 않는 변수입니다: `{text}`"),
            "`${aws:PrincipalTag/team, 'none'}`처럼 쓰세요",
        ),
        L::Space { text } => {
            Words::with_help(format!("이름에 공백이 있어 값이 채워지지 않는 변수입니다: `{text}`"), "공백을 지우세요")
        }
        L::Empty => {
            Words::with_help("`${}` 안에 키가 없어 값이 채워지지 않습니다", "`${aws:username}`처럼 키를 쓰세요")
        }
        L::InElement { text, element } => Words::with_help(
            format!("`{element}` 요소에서는 변수에 값이 채워지지 않고 일반 텍스트로 남습니다: `{text}`"),
            "변수는 `Resource` 요소와, 문자열이나 ARN을 비교하는 조건의 값에 쓸 수 있습니다",
        ),
        L::ForOperator { text, operator } => Words::with_help(
            format!("`{operator}` 연산자에서는 변수를 쓸 수 없어 일반 텍스트로 남습니다: `{text}`"),
            "변수는 문자열이나 ARN을 비교하는 연산자에서만 쓸 수 있습니다",
        ),
        L::InArnHead { text } => Words::with_help(
            format!("다섯 번째 콜론 앞에서는 변수에 값이 채워지지 않습니다: `{text}`"),
            "값을 직접 쓰거나, `*`로 쓰고 `aws:ResourceAccount` 같은 조건을 추가하세요",
        ),
        L::OfManyValues { key } => {
            Words::with_help(format!("값이 여러 개인 키는 변수로 쓸 수 없습니다: `{key}`"), "값이 하나인 키를 쓰세요")
        }
        L::Unknown { key, suggestion } => Words::with_help(
            format!("AWS의 목록에 없는 키라서 변수에 값이 채워지지 않습니다: `{key}`"),
            did_you_mean(suggestion.as_deref(), "글로벌 조건 키 목록에서 확인하세요"),
        ),
        L::NeverResolves { key } => Words::with_help(
            format!("이 역할의 세션에는 담기지 않는 키라서 변수에 값이 채워지지 않습니다: `{key}`"),
            "역할이라면 세션 태그(`${aws:PrincipalTag/…}`)나 `${aws:userid}`를 쓰세요",
        ),
        L::BeforeWildcard { text } => Words::with_help(
            format!("변수 바로 뒤의 와일드카드는 같은 글자로 시작하는 더 긴 이름의 것까지 포함합니다: `{text}`"),
            "둘 사이에 `/`를 넣으세요",
        ),
        L::Placeholder { text } => Words::with_help(
            format!("조건 키가 아닙니다. 값을 채우지 않은 템플릿 자리 표시자로 보입니다: `{text}`"),
            "실제 값을 넣으세요",
        ),
    }
}
