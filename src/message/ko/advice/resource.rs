//! 작업과 리소스에 대한 조언의 한국어 문장.

use crate::lint::policy::{ActionLint, Head, ResourceLint};
use crate::message::Words;

/// 백틱으로 감싼 이름들.
pub(super) fn list(names: &[String]) -> String {
    const MOST: usize = 4;
    let mut text = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(" …");
    }
    text
}

pub(super) fn did_you_mean(suggestion: Option<&str>, otherwise: &str) -> String {
    suggestion.map_or_else(|| otherwise.to_owned(), |right| format!("이것을 쓰려던 것일 수 있습니다: `{right}`"))
}

pub(super) fn action(lint: &ActionLint) -> Words {
    use ActionLint as L;
    match lint {
        L::Unknown { action, suggestion } => Words::with_help(
            format!("카탈로그에 없는 작업입니다. IAM에 저장은 되지만 어떤 요청과도 일치하지 않습니다: `{action}`"),
            did_you_mean(
                suggestion.as_deref(),
                "이름을 확인하세요. 카탈로그가 만들어진 뒤에 추가된 작업일 수도 있습니다",
            ),
        ),
        L::UnknownService { service, suggestion } => Words::with_help(
            format!("AWS에 없는 서비스 접두사라서 어떤 요청과도 일치하지 않습니다: `{service}`"),
            did_you_mean(suggestion.as_deref(), "서비스 승인 참조에서 접두사를 확인하세요"),
        ),
        L::MatchesNothing { action } => Words::with_help(
            format!("카탈로그에 있는 작업 중 이 패턴에 맞는 것이 없습니다: `{action}`"),
            "와일드카드 앞의 이름을 확인하세요",
        ),
        L::WildcardInService { action } => Words::with_help(
            format!("서비스 이름에 와일드카드가 있습니다. 무엇과 일치하는지 AWS 문서에 나와 있지 않습니다: `{action}`"),
            "`s3:Get*`처럼 서비스를 하나씩 쓰세요",
        ),
        L::AllowNotAction => Words::with_help(
            "`Allow` 문장에 `NotAction` 요소를 쓰면 앞으로 추가될 작업까지 모든 서비스의 나머지 작업이 전부 허용됩니다",
            "허용할 작업을 `Action`으로 지정하세요",
        ),
        L::TakesNoResource { actions } => Words::with_help(
            format!("리소스를 지정할 수 없는 작업이라 이 `Resource` 값으로는 적용되지 않습니다: {}", list(actions)),
            "`\"Resource\": \"*\"`인 문장으로 따로 쓰세요",
        ),
        L::FitsNoResource { actions, resource, takes, suggestion } => Words::with_help(
            format!(
                "작업과 리소스의 유형이 맞지 않아 요청과 일치하는 일이 없습니다. 작업: {}, 리소스: `{resource}`",
                list(actions)
            ),
            match suggestion {
                Some(right) => format!("필요한 리소스 유형: {}, 예: `{right}`", list(takes)),
                None => format!("필요한 리소스 유형: {}", list(takes)),
            },
        ),
        L::ResourceFitsNothing { resource, suggestion } => Words::with_help(
            format!("이 문장의 어떤 작업에도 쓰이지 않는 리소스입니다: `{resource}`"),
            match suggestion {
                Some(right) => format!("이것을 쓰려던 것일 수 있습니다: `{right}`"),
                None => "지우거나, 이 리소스에 필요한 작업을 추가하세요".to_owned(),
            },
        ),
        L::EveryResource { action, takes } => Words::with_help(
            format!("대상을 좁힐 수 있는 작업인데 계정의 모든 리소스에 허용되어 있습니다: `{action}`"),
            format!("ARN을 지정하세요. 지정할 수 있는 리소스 유형: {}", list(takes)),
        ),
    }
}

pub(super) fn resource(lint: &ResourceLint) -> Words {
    use ResourceLint as L;
    match lint {
        L::AccountDigits { account } => Words::with_help(
            format!("계정 ID가 아니어서 이 ARN이 가리키는 것이 없습니다: `{account}`"),
            "계정 ID는 앞의 0까지 포함해 숫자 12자리입니다",
        ),
        L::RegionShape { region, suggestion } => Words::with_help(
            format!("리전이 아니어서 이 ARN이 가리키는 것이 없습니다: `{region}`"),
            did_you_mean(suggestion.as_deref(), "리전은 `eu-west-1`과 같은 형식입니다"),
        ),
        L::ServiceCase { service, right } => Words::with_help(
            format!("ARN은 대소문자를 구분하므로 이런 서비스는 없습니다: `{service}`"),
            format!("올바른 표기: `{right}`"),
        ),
        L::MissingField { resource, field } => match field {
            Head::Region => Words::with_help(
                format!("이런 리소스의 ARN에는 리전이 있어야 해서 가리키는 것이 없습니다: `{resource}`"),
                "리전이나 `*`를 넣으세요",
            ),
            Head::Account => Words::with_help(
                format!("이런 리소스의 ARN에는 계정이 있어야 해서 가리키는 것이 없습니다: `{resource}`"),
                "계정 ID나 `*`를 넣으세요",
            ),
        },
        L::SuperfluousField { resource, field } => match field {
            Head::Region => Words::with_help(
                format!("이런 리소스의 ARN에는 리전이 없어서 가리키는 것이 없습니다: `{resource}`"),
                "콜론은 그대로 두고 리전을 비우세요",
            ),
            Head::Account => Words::with_help(
                format!("이런 리소스의 ARN에는 계정이 없어서 가리키는 것이 없습니다: `{resource}`"),
                "콜론은 그대로 두고 계정을 비우세요",
            ),
        },
        L::UnknownType { written, suggestion } => Words::with_help(
            format!("이 서비스에 없는 리소스 유형이라 가리키는 것이 없습니다: `{written}`"),
            format!("이것을 쓰려던 것일 수 있습니다: `{suggestion}`"),
        ),
        L::BucketInCapitals { bucket, lower } => Words::with_help(
            format!("버킷 이름에는 대문자를 쓸 수 없으므로 이런 버킷은 없습니다: `{bucket}`"),
            format!("소문자로 쓰세요: `{lower}`"),
        ),
    }
}
