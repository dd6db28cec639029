//! Principal, 내어주는 권한, 중복에 대한 조언의 한국어 문장.

use super::resource::list;
use crate::lint::policy::{AccessLint, PrincipalLint, RedundancyLint};
use crate::message::Words;

pub(super) fn redundancy(lint: &RedundancyLint) -> Words {
    use RedundancyLint as L;
    let twice = |text: &str| Words::with_help(format!("이미 있는 항목입니다: `{text}`"), "지우세요");
    let within = |narrow: &str, wide: &str| {
        Words::with_help(
            format!("더 넓은 항목에 이미 포함됩니다. 넓은 항목: `{wide}`, 포함된 항목: `{narrow}`"),
            "좁은 쪽을 지우세요",
        )
    };
    match lint {
        L::Action { action, by } if action.eq_ignore_ascii_case(by) => twice(action),
        L::Action { action, by } => within(action, by),
        L::Resource { resource, by } if resource == by => twice(resource),
        L::Resource { resource, by } => within(resource, by),
        L::Value { value, by } if value == by => twice(value),
        L::Value { value, by } => within(value, by),
        L::Statement => Words::with_help("문서의 다른 문장에 이미 모두 들어 있는 내용입니다", "이 문장을 지우세요"),
        L::ShadowedAction { action } => Words::with_help(
            format!("여기서 허용해도 같은 문서의 거부가 우선하므로 언제나 거부됩니다: `{action}`"),
            "여기서 지우거나 거부를 좁히세요",
        ),
        L::ShadowedStatement => Words::with_help(
            "이 문장이 허용하는 것은 같은 문서의 거부가 우선하므로 모두 거부됩니다",
            "이 문장을 지우거나 거부를 좁히세요",
        ),
        L::OtherCase { name, other } => Words::with_help(
            format!(
                "테이블 이름은 대소문자를 구분하는데 다른 곳과 표기가 다릅니다. 여기: `{name}`, 다른 곳: `{other}`"
            ),
            "실제 테이블 이름대로 쓰세요",
        ),
    }
}

pub(super) fn principal(lint: &PrincipalLint) -> Words {
    use PrincipalLint as L;
    match lint {
        L::Everyone => Words::with_help(
            "조건이 없어 모든 계정의 누구나, 자격 증명 없이도 이 작업을 할 수 있습니다",
            "Principal을 지정하거나 `aws:PrincipalOrgID` 같은 조건을 추가하세요",
        ),
        L::UniqueId { id } => Words::with_help(
            format!("삭제된 사용자나 역할의 ID입니다. 같은 이름으로 다시 만들어도 일치하지 않습니다: `{id}`"),
            "사용자나 역할을 ARN으로 다시 지정하세요",
        ),
        L::AccountDigits { account } => Words::with_help(
            format!("계정 ID가 아니어서 AWS가 이 Principal을 거부합니다: `{account}`"),
            "계정 ID는 앞의 0까지 포함해 숫자 12자리입니다",
        ),
        L::ServiceWithoutSource { service } => Words::with_help(
            format!(
                "모든 계정을 위해 동작하는 서비스라서 누구나 이 서비스를 통해 이 작업을 시킬 수 있습니다: `{service}`"
            ),
            "`aws:SourceArn`이나 `aws:SourceAccount` 조건을 추가하세요",
        ),
        L::ServiceFormat { service } => Words::with_help(
            format!("서비스 Principal의 형식이 아닙니다: `{service}`"),
            "`lambda.amazonaws.com`처럼 도메인 형식으로 쓰세요",
        ),
    }
}

pub(super) fn access(lint: &AccessLint) -> Words {
    use AccessLint as L;
    match lint {
        L::Everything => {
            Words::with_help("계정의 모든 리소스에 모든 작업을 허용합니다", "필요한 작업과 리소스만 지정하세요")
        }
        L::PassEveryRole { action } => Words::with_help(
            format!("서비스를 신뢰하는 계정의 모든 역할로 그 서비스를 실행할 수 있게 됩니다: `{action}`"),
            "역할을 지정하거나 `iam:PassedToService` 조건을 추가하세요",
        ),
        L::AssumeEveryRole { action } => Words::with_help(
            format!("이 계정을 신뢰하는 모든 역할을 맡을 수 있게 됩니다: `{action}`"),
            "역할을 지정하세요",
        ),
        L::Escalation { actions } => Words::with_help(
            format!("모든 리소스에 허용하면 스스로 어떤 권한이든 얻을 수 있는 작업입니다: {}", list(actions)),
            "리소스를 지정하거나 `iam:PermissionsBoundary` 조건으로 권한 경계를 요구하세요",
        ),
    }
}
