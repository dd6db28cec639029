//! [`ManifestFault`]의 한국어 문장.

use crate::kubernetes::ManifestFault;
use crate::message::Words;
use crate::message::ko::syntax::value_kind;

pub(in crate::message) fn fault(fault: &ManifestFault) -> Words {
    use ManifestFault as F;
    match fault {
        F::NotAnObject(kind) => Words::with_help(
            format!("Kubernetes 오브젝트가 아닌 문서라서 건너뜁니다: {}", value_kind(*kind)),
            "오브젝트는 `apiVersion`, `kind`로 시작합니다",
        ),
        F::MissingField(field) => Words::with_help(
            format!("필수 필드가 없어 Kubernetes 오브젝트로 볼 수 없으므로 건너뜁니다: `{field}`"),
            "오브젝트는 `apiVersion`, `kind`로 시작합니다",
        ),
        F::MissingName => {
            Words::with_help("`metadata.name` 이 없어 Kubernetes가 거부하는 오브젝트입니다", "이름을 지정하세요")
        }
        F::UnknownKind { api_version, kind } => {
            Words::plain(format!("시뮬레이션에 쓰이지 않는 종류라서 건너뜁니다: `{kind}` (`{api_version}`)"))
        }
        F::LookAlike { kind, api_version, expected } => Words::with_help(
            format!("Kubernetes 기본 오브젝트와 이름만 같은 다른 종류라서 건너뜁니다: `{kind}` (`{api_version}`)"),
            format!("Kubernetes 기본 오브젝트의 apiVersion: `{expected}`"),
        ),
        F::RemovedVersion { kind, api_version, current, release } => Words::with_help(
            format!("Kubernetes {release} 버전부터 제공되지 않는 API 버전입니다: `{kind}` (`{api_version}`)"),
            format!("다음과 같이 쓰세요: `apiVersion: {current}`"),
        ),
        F::MisspeltKind { kind, expected } => {
            Words::with_help(format!("없는 종류입니다: `{kind}`"), format!("다음과 같이 쓰세요: `kind: {expected}`"))
        }
        F::DuplicateObject { kind, name } => Words::with_help(
            format!("같은 오브젝트가 두 번 나옵니다. `kubectl apply` 뒤에는 마지막 것만 남습니다: `{kind}` `{name}`"),
            "하나만 남기세요",
        ),
        F::NotAString { field, found, error } => Words::with_help(
            format!(
                "문자열이어야 하는데 {}입니다: `{field}`. Kubernetes가 다음 오류로 거부합니다: `{error}`",
                value_kind(*found)
            ),
            "값을 따옴표로 감싸세요",
        ),
        F::WrongType { error, .. } => {
            Words::plain(format!("값의 타입이 맞지 않아 Kubernetes가 다음 오류로 거부합니다: `{error}`"))
        }
        F::Invalid { error, .. } => Words::plain(format!("Kubernetes가 다음 오류로 거부합니다: `{error}`")),
        F::FieldTypo { field, expected } => Words::with_help(
            format!("Kubernetes에 없는 필드라서 무시되거나 `kubectl`이 거부합니다: `{field}`"),
            format!("다음과 같이 쓰세요: `{expected}`"),
        ),
        F::MisplacedField { field, expected } => Words::with_help(
            format!("이 위치에서는 효과가 없어 Kubernetes가 무시하는 필드입니다: `{field}`"),
            format!("다음 위치로 옮기세요: `{expected}`"),
        ),
        F::AnnotationTypo { key, expected } => Words::with_help(
            format!("아무도 읽지 않는 어노테이션이며 웹훅은 경고 없이 무시합니다: `{key}`"),
            format!("다음과 같이 쓰세요: `{expected}`"),
        ),
        F::AnnotationElsewhere { key, kind, expected } => {
            let place = match (expected.as_str(), kind.as_str()) {
                ("Pod", "ServiceAccount") => "Pod",
                ("Pod", _) => "Pod 템플릿의 `template.metadata.annotations`",
                _ => "서비스 어카운트",
            };
            Words::with_help(
                format!("웹훅은 {kind}에 있는 이 어노테이션을 읽지 않습니다: `{key}`"),
                format!("어노테이션을 옮길 곳: {place}"),
            )
        }
        F::LabelNotAnnotation { key } => Words::with_help(
            format!("레이블로 쓰여 있지만 웹훅은 어노테이션만 읽습니다: `{key}`"),
            "`metadata.annotations` 아래로 옮기세요",
        ),
        F::Kube2Iam { key } => Words::with_help(
            format!("kube2iam, kiam의 어노테이션이며 pod identity 웹훅은 읽지 않습니다: `{key}`"),
            "서비스 어카운트에 `eks.amazonaws.com/role-arn` 어노테이션을 쓰세요",
        ),
        F::Placeholder { text } => {
            Words::with_help(format!("값이 채워지지 않은 자리표시자입니다: `{text}`"), "실제 값을 넣으세요")
        }
        F::RoleArnShape { value } => Words::with_help(
            format!("역할 ARN 형식이 아닙니다. 웹훅은 그대로 주입하지만 STS가 거부합니다: `{value}`"),
            "`arn:aws:iam::<12자리 숫자>:role/<이름>` 형식으로 쓰세요",
        ),
        F::AnnotationValue { key, value } => Words::with_help(
            format!("웹훅이 읽을 수 없는 값이라서 기본값이 쓰입니다: `{key}` = `{value}`"),
            if key.ends_with("token-expiration") {
                "`\"3600\"`처럼 초 단위 정수로 쓰세요"
            } else {
                "`\"true\"` 또는 `\"false\"`로 쓰세요"
            },
        ),
        F::ShortExpiration { value } => {
            Words::plain(format!("토큰의 최소 수명은 600초이므로 웹훅이 600초로 올립니다: `{value}`"))
        }
        F::NoSuchServiceAccount { namespace, name, elsewhere, near } => {
            let message = format!("이 매니페스트에 없는 서비스 어카운트입니다: `{namespace}/{name}`");
            let help = match (near, elsewhere.as_slice()) {
                (Some(near), _) => format!("혹시 이 이름인가요? `{near}`"),
                (None, []) => {
                    "클러스터에도 없으면 Kubernetes가 Pod 생성을 거부합니다. 서비스 어카운트를 만들거나 이름을 고치세요"
                        .to_owned()
                }
                (None, others) => format!(
                    "Pod는 같은 네임스페이스의 서비스 어카운트만 쓸 수 있습니다. 같은 이름이 있는 네임스페이스: `{}`",
                    others.join("`, `")
                ),
            };
            Words::with_help(message, help)
        }
    }
}
