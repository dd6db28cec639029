//! [`PolicyFault`]의 한국어 문장.

use crate::iam::policy::PolicyKind;
use crate::iam::{Expected, PolicyFault};
use crate::message::Words;
use crate::syntax::ValueKind;

pub(in crate::message) fn fault(fault: &PolicyFault) -> Words {
    use PolicyFault as F;
    match fault {
        F::ByteOrderMark => {
            Words::with_help("문서 앞에 보이지 않는 바이트 순서 표시(BOM)가 있어 IAM이 거부합니다", "BOM을 지우세요")
        }
        F::CharacterOutsideLatin(character) => Words::with_help(
            format!("IAM 문서에 명시된 정책 문자 범위(U+00FF까지)를 벗어난 문자입니다: `{character}`"),
            "문자열 안이라면 `\\u00e9`처럼 이스케이프로 쓰거나 지우세요",
        ),
        F::WrongType { element, expected, found } if element.is_empty() => Words::plain(format!(
            "정책의 형식이 다릅니다. 필요한 형식: {}, 현재 형식: {}",
            expectation(*expected),
            kind(*found)
        )),
        F::WrongType { element, expected, found } => Words::plain(format!(
            "값의 형식이 다릅니다: `{element}`. 필요한 형식: {}, 현재 형식: {}",
            expectation(*expected),
            kind(*found)
        )),
        F::DuplicateKey(key) => {
            Words::with_help(format!("같은 키가 두 번 나와 IAM이 거부합니다: `{key}`"), "하나로 합치세요")
        }
        F::DuplicateKeyInOtherCase(key) => Words::with_help(
            format!("대소문자만 다른 같은 키가 이미 있어 IAM이 거부합니다: `{key}`"),
            "하나로 합치세요",
        ),
        F::UnknownElement { name, suggestion } => {
            Words::with_help(format!("정책에 없는 요소입니다: `{name}`"), did_you_mean(suggestion.as_deref()))
        }
        F::MissingElement(element) => missing(element),
        F::EmptyList(element) => {
            Words::with_help(format!("빈 목록이라 IAM이 거부합니다: `{element}`"), "값을 하나 이상 쓰세요")
        }
        F::BothElements(first, second) => Words::with_help(
            format!("한 구문에는 둘 중 하나만 쓸 수 있습니다: `{first}`, `{second}`"),
            "하나를 지우거나 구문을 둘로 나누세요",
        ),
        F::ForbiddenElement { element, kind } => forbidden(element, *kind),
        F::UnknownVersion(version) => Words::with_help(
            format!("IAM에 없는 버전입니다. Version은 문서의 버전이 아니라 정책 언어의 버전입니다: `{version}`"),
            "`2012-10-17`로 쓰세요",
        ),
        F::UnknownEffect(effect) => Words::with_help(
            format!("알 수 없는 Effect입니다: `{effect}`"),
            "`Allow`나 `Deny`를 대소문자까지 똑같이 쓰세요",
        ),
        F::BadSid(sid) => {
            Words::with_help(format!("Sid에 쓸 수 없는 문자가 있습니다: `{sid}`"), "영문자와 숫자만 쓰세요")
        }
        F::DuplicateSid(sid) => {
            Words::with_help(format!("정책 안에서 Sid가 중복됩니다: `{sid}`"), "구문마다 다른 Sid를 쓰세요")
        }
        F::ActionWithoutService(action) => Words::with_help(
            format!("작업에 서비스 이름이 없습니다: `{action}`"),
            "`s3:GetObject`처럼 앞에 서비스를 쓰세요. 단독으로 쓸 수 있는 것은 `*`뿐입니다",
        ),
        F::ActionWithTwoColons(action) => Words::with_help(
            format!("작업에 콜론이 두 개 이상 있습니다: `{action}`"),
            "`service:Action` 형식으로 쓰세요",
        ),
        F::ActionInTrustPolicy(action) => Words::with_help(
            format!("신뢰 정책에는 역할을 맡는 작업만 쓸 수 있습니다: `{action}`"),
            "서비스 어카운트라면 `sts:AssumeRoleWithWebIdentity`를 쓰세요",
        ),
        F::NotAnArn(resource) => Words::with_help(
            format!("ARN도 `*`도 아닌 리소스입니다: `{resource}`"),
            "`arn:aws:s3:::my-bucket/*`처럼 전체 ARN을 쓰세요",
        ),
        F::ShortArn(arn) => Words::with_help(
            format!("ARN의 필드가 모자랍니다: `{arn}`"),
            "ARN은 `arn:partition:service:region:account:resource` 형식입니다. 필드는 비워도 되지만 콜론은 남겨 두세요",
        ),
        F::UnknownPartition(partition) => Words::with_help(
            format!("AWS에 없는 파티션입니다: `{partition}`"),
            "대부분의 계정은 `aws`이고, 그 밖에 `aws-cn`, `aws-us-gov` 등이 있습니다",
        ),
        F::S3ArnWithRegion(arn) => Words::with_help(
            format!("버킷과 객체의 ARN에는 리전과 계정이 없으며, 있으면 IAM이 거부합니다: `{arn}`"),
            "콜론 세 개를 이어서 `arn:aws:s3:::bucket/key`처럼 쓰세요",
        ),
        F::IamArnWithRegion(arn) => Words::with_help(
            format!("IAM은 글로벌 서비스라 ARN에 리전이 없습니다: `{arn}`"),
            "리전을 비우고 `arn:aws:iam::account:…`처럼 쓰세요",
        ),
        F::Placeholder(text) => Words::with_help(
            format!("값을 채우지 않은 예시 문구로 보이며, 아무것과도 일치하지 않습니다: `{text}`"),
            "실제 값으로 바꾸세요",
        ),
        F::UnknownPrincipalType { name, suggestion } => Words::with_help(
            format!(
                "알 수 없는 Principal 유형입니다. `AWS`, `Federated`, `Service`, `CanonicalUser`만 쓸 수 있습니다: `{name}`"
            ),
            did_you_mean(suggestion.as_deref()),
        ),
        F::WildcardInPrincipal(principal) => Words::with_help(
            format!("Principal의 이름 안에는 와일드카드를 쓸 수 없습니다: `{principal}`"),
            "하나씩 나열하거나, `*`를 쓰고 `aws:PrincipalArn` 조건으로 좁히세요",
        ),
        F::UnreadablePrincipal(principal) => Words::with_help(
            format!("이 유형의 Principal이 될 수 없어 누구와도 일치하지 않습니다: `{principal}`"),
            "사용자, 역할, 세션의 ARN이나 계정 ID를 쓰세요. 자격 증명 공급자는 `Federated` 아래에 씁니다",
        ),
        F::NotAProvider(principal) => Words::with_help(
            format!("자격 증명 공급자의 ARN도 도메인도 아니어서 IAM이 거부합니다: `{principal}`"),
            "`arn:aws:iam::<계정>:oidc-provider/<https://를 뺀 발급자>` 형식으로 쓰세요",
        ),
        F::UnknownOperator { name, suggestion } => {
            Words::with_help(format!("IAM에 없는 조건 연산자입니다: `{name}`"), did_you_mean(suggestion.as_deref()))
        }
        F::NullIfExists(operator) => Words::with_help(
            format!("`Null` 자체가 키가 있는지를 묻는 연산자라서 이런 연산자는 없습니다: `{operator}`"),
            "`IfExists` 부분을 지우세요",
        ),
        F::KeyWithoutPrefix(key) => Words::with_help(
            format!("조건 키에 접두사가 없습니다: `{key}`"),
            "조건 키는 `aws:`, `s3:` 같은 서비스, 또는 `<발급자>:sub`처럼 발급자로 시작합니다",
        ),
        F::ResourceControlAllow => Words::with_help(
            "리소스 제어 정책(RCP)은 거부만 할 수 있습니다. 허용하는 `RCPFullAWSAccess`는 AWS가 직접 연결합니다",
            "`Deny`로 쓰세요",
        ),
        F::ResourceControlPrincipal => Words::with_help(
            "리소스 제어 정책(RCP)의 Principal은 모두를 가리켜야 합니다",
            "`\"Principal\": \"*\"`로 쓰고 조건으로 좁히세요",
        ),
        F::ResourceControlAction => Words::with_help(
            "리소스 제어 정책(RCP)의 작업에는 `*`만 단독으로 쓸 수 없습니다",
            "`s3:*`처럼 서비스와 함께 쓰세요",
        ),
        F::ResourceControlVersion => Words::with_help(
            "리소스 제어 정책(RCP)의 버전은 2012-10-17이어야 합니다",
            "`\"Version\": \"2012-10-17\"`을 쓰세요",
        ),
    }
}

fn missing(element: &str) -> Words {
    match element {
        "Action" => Words::with_help("구문에 `Action`도 `NotAction`도 없습니다", "어떤 작업에 대한 구문인지 쓰세요"),
        "Resource" => {
            Words::with_help("구문에 `Resource`도 `NotResource`도 없습니다", "대상 리소스의 ARN이나 `*`를 쓰세요")
        }
        "Principal" => Words::with_help(
            "누구에 대한 구문인지 쓰여 있지 않습니다",
            "`Principal`을 추가하세요. 이 종류의 정책에는 반드시 필요합니다",
        ),
        other => Words::with_help(format!("필요한 요소가 없습니다: `{other}`"), format!("추가할 요소: `{other}`")),
    }
}

fn forbidden(element: &str, kind: PolicyKind) -> Words {
    let of = match kind {
        PolicyKind::Identity => "자격 증명 기반 정책",
        PolicyKind::Resource => "리소스 기반 정책",
        PolicyKind::Trust => "신뢰 정책",
        PolicyKind::Boundary => "권한 경계",
        PolicyKind::Session => "세션 정책",
        PolicyKind::ServiceControl => "서비스 제어 정책(SCP)",
        PolicyKind::ResourceControl => "리소스 제어 정책(RCP)",
        PolicyKind::Endpoint => "엔드포인트 정책",
    };
    let help = match (element, kind) {
        ("Resource" | "NotResource", _) => "지우세요. 신뢰 정책은 언제나 자기 역할에 대한 것입니다",
        ("Principal", _) => "지우세요. 정책이 연결된 주체에게 적용됩니다",
        _ => "지우세요",
    };
    Words::with_help(format!("{of}에는 쓸 수 없는 요소입니다: `{element}`"), help)
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|right| format!("이것을 쓰려던 것일 수 있습니다: `{right}`")).unwrap_or_default()
}

fn expectation(expected: Expected) -> &'static str {
    match expected {
        Expected::String => "문자열",
        Expected::Strings => "문자열 또는 문자열 목록",
        Expected::Object => "객체",
        Expected::Objects => "객체 또는 객체 목록",
        Expected::Principals => "`\"*\"` 또는 `{\"AWS\": …}` 같은 객체",
        Expected::Scalars => "문자열, 숫자, 불리언 또는 그 목록",
    }
}

fn kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Null => "`null`",
        ValueKind::Bool => "불리언",
        ValueKind::Number => "숫자",
        ValueKind::String => "문자열",
        ValueKind::Array => "목록",
        ValueKind::Object => "객체",
    }
}
