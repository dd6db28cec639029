//! 신뢰 정책, 여러 문서의 관계, 의도대로 동작하지 않는 매니페스트에 대한 문장.

use crate::aws::oidc::IssuerSlip;
use crate::kubernetes::rbac::Way;
use crate::lint::trust::{SubjectSlip, is_cluster};
use crate::lint::{IrsaLint, KubernetesLint, TrustLint};
use crate::message::Words;

const FORM: &str = "형식: `system:serviceaccount:<네임스페이스>:<이름>`";

pub(in crate::message) fn trust(lint: &TrustLint) -> Words {
    use TrustLint as L;
    match lint {
        L::NoSubject { key } if !is_cluster(key) => Words::with_help(
            "주체에 대한 조건이 없어 이 발급자의 토큰을 가진 누구나 이 역할을 맡을 수 있습니다",
            format!("받아들일 주체를 조건으로 추가하세요. 키: `{key}`"),
        ),
        L::NoSubject { key } => Words::with_help(
            "주체에 대한 조건이 없어 클러스터의 모든 서비스 어카운트가 이 역할을 맡을 수 있습니다",
            format!(
                "`StringEquals` 아래에 조건을 추가하세요. 키: `{key}`, 값: `system:serviceaccount:<네임스페이스>:<이름>`"
            ),
        ),
        L::SubjectAcrossNamespaces { pattern } => Words::with_help(
            format!("여러 네임스페이스의 서비스 어카운트가 들어맞는 패턴입니다: `{pattern}`"),
            "네임스페이스에는 와일드카드를 쓰지 마세요. 들어맞는 네임스페이스에 Pod를 만들 수 있으면 누구나 역할을 쓸 수 있습니다.",
        ),
        L::NoAudience { key } if !is_cluster(key) => Words::with_help(
            "공급자가 받아들이는 모든 대상의 토큰으로 이 역할을 맡을 수 있습니다",
            format!("`StringEquals` 아래에 받아들일 대상을 조건으로 추가하세요. 키: `{key}`"),
        ),
        L::NoAudience { key } => Words::with_help(
            "공급자가 받아들이는 모든 대상의 토큰으로 이 역할을 맡을 수 있습니다",
            format!("`StringEquals` 아래에 조건을 추가하세요. 키: `{key}`, 값: `sts.amazonaws.com`"),
        ),
        L::Everyone => Words::with_help(
            "Principal이 모두에게 열려 있습니다. 모든 AWS 계정과 이 계정의 모든 ID 공급자가 해당합니다",
            "허용할 주체를 지정하세요. 서비스 어카운트라면 `{\"Federated\": \"<OIDC 공급자의 ARN>\"}`",
        ),
        L::TooLarge { size, quota } => Words::with_help(
            format!("신뢰 정책이 너무 깁니다. 공백을 뺀 길이: {size}자, 할당량: {quota}자"),
            "`StringLike` 패턴을 쓰거나 역할을 나누거나 EKS Pod Identity를 사용하세요. `ACLSizePerRole` 할당량을 늘릴 수도 있습니다.",
        ),
        L::NearQuota { size, quota } => Words::with_help(
            format!("신뢰 정책 길이가 할당량에 가까워졌습니다: {quota}자 중 {size}자"),
            "공백은 세지 않습니다. 클러스터를 하나 더하면 약 400자짜리 문이 늘어납니다.",
        ),
        L::KeyWithScheme { key, right } => Words::with_help(
            format!("조건 키는 `https://` 부분을 뺀 발급자입니다. 이 키는 어떤 요청에도 없습니다: `{key}`"),
            format!("다음과 같이 쓰세요: `{right}`"),
        ),
        L::KeyIsProviderArn { key, right } => Words::with_help(
            format!("조건 키는 공급자의 ARN이 아니라 발급자입니다. 이 키는 어떤 요청에도 없습니다: `{key}`"),
            format!("다음과 같이 쓰세요: `{right}`"),
        ),
        L::KeyOfOtherIssuer { key, issuer, slip } => Words::with_help(
            format!("이 Principal의 토큰에 없는 키라서 이 문은 아무도 허용하지 않습니다: `{key}`"),
            match slip {
                Some(IssuerSlip::OtherCluster(_)) => {
                    format!("다른 클러스터의 ID입니다. Principal의 발급자: `{issuer}`")
                }
                Some(IssuerSlip::OtherRegion(region)) => {
                    format!("리전이 다릅니다: `{region}`. Principal의 발급자: `{issuer}`")
                }
                Some(IssuerSlip::SwappedHost) => {
                    format!("호스트는 `oidc.eks.` 순서로 시작합니다. Principal의 발급자: `{issuer}`")
                }
                Some(IssuerSlip::TrailingSlash) => format!("끝의 슬래시를 지우세요: `{issuer}`"),
                Some(_) | None => format!("Principal의 발급자: `{issuer}`"),
            },
        ),
        L::TwoIssuers { key, other } => Words::with_help(
            format!("토큰에는 한 발급자의 키만 있으므로 두 조건이 함께 성립할 수 없습니다: `{key}`, `{other}`"),
            "클러스터마다 문을 따로 쓰세요.",
        ),
        L::UnknownClaim { key, near } => Words::with_help(
            format!("EKS 토큰에 없는 클레임이라서 조건이 성립하지 않습니다: `{key}`"),
            match near {
                Some(near) => format!("혹시 이 클레임인가요? `:{near}`"),
                None => "쓸 수 있는 클레임: `:sub`, `:aud`".to_owned(),
            },
        ),
        L::ProviderSpelling { written, right } => Words::with_help(
            format!(
                "이런 발급자를 가진 EKS 클러스터는 없으므로 어떤 토큰도 이 Principal과 일치하지 않습니다: `{written}`"
            ),
            format!("혹시 이 발급자인가요? `{right}`"),
        ),
        L::ProviderPartition { written, right } => Words::with_help(
            format!("발급자의 리전이 속한 파티션과 ARN의 파티션이 다릅니다. 리전: `{right}`, ARN: `{written}`"),
            format!("ARN을 다음과 같이 시작하세요: `arn:{right}:`"),
        ),
        L::ProviderAccount { written, right } => Words::with_help(
            format!(
                "STS는 역할의 계정에서 공급자를 찾으므로 다른 계정의 공급자는 일치하지 않습니다. 역할: `{right}`, 공급자: `{written}`"
            ),
            format!("이 계정에 클러스터의 OIDC 공급자를 만들고 여기에 지정하세요: `{right}`"),
        ),
        L::ServiceAsFederated { service } => Words::with_help(
            format!("ID 공급자가 아니라 서비스라서 `Federated` 유형으로는 아무도 허용하지 않습니다: `{service}`"),
            format!("다음과 같이 쓰세요: `{{\"Service\": \"{service}\"}}`"),
        ),
        L::SubjectForm { value, slip, right } => subject(value, *slip, right.as_deref()),
        L::SubjectWildcard { value } => Words::with_help(
            format!("이 연산자는 `*`, `?` 문자를 글자 그대로 비교하므로 일치하는 주체가 없습니다: `{value}`"),
            "서비스 어카운트를 정확히 쓰거나 이 키만 `StringLike` 아래로 옮기세요. 대상 조건은 그대로 두세요.",
        ),
        L::AudienceValue { value } => Words::with_help(
            format!("웹훅이 요청하는 대상은 `sts.amazonaws.com`이므로 이 값을 가진 토큰은 없습니다: `{value}`"),
            "`sts.amazonaws.com` 값을 쓰세요. 모든 리전과 파티션에서 같습니다.",
        ),
        L::SubjectAsAudience { value } => Words::with_help(
            format!("대상을 비교하는 키에 주체가 들어 있습니다: `{value}`"),
            "`:sub` 클레임의 키를 쓰세요.",
        ),
        L::TwoOperators { key, left } => Words::with_help(
            format!("한 키에 연산자가 둘 있어 두 조건이 모두 성립해야 합니다: `{key}`"),
            match left.as_slice() {
                [] => "둘 다 만족하는 값이 없습니다. 하나만 남기거나 문을 둘로 나누세요.".to_owned(),
                left => {
                    format!("둘 다 만족하는 값: `{}`. 어느 한쪽이면 충분하다면 문을 둘로 나누세요.", left.join("`, `"))
                }
            },
        ),
        L::SetOperator { operator, right } => Words::with_help(
            match operator.starts_with("ForAllValues") {
                true => format!("요청에 키가 없을 때도 성립하는 연산자입니다: `{operator}`"),
                false => format!("값이 여럿인 키를 위한 연산자이며, 이 클레임의 값은 하나입니다: `{operator}`"),
            },
            format!("다음과 같이 쓰세요: `{right}`"),
        ),
        L::MismatchedAction { action, principal, right } => Words::with_help(
            format!("`{principal}` 유형의 Principal은 이 작업으로 역할을 맡지 않으므로 허용되지 않습니다: `{action}`"),
            format!("다음과 같이 쓰세요: `{right}`"),
        ),
        L::NoTagSession => Words::with_help(
            "EKS Pod Identity가 세션에 태그를 달 수 없어 EKS가 이 역할과의 연결을 거부합니다",
            "`sts:AssumeRole` 작업과 함께 `sts:TagSession` 작업을 허용하세요.",
        ),
        L::ConfusedDeputy { service } => Words::with_help(
            format!(
                "어느 계정의 리소스를 위한 호출인지 제한하지 않아 모든 계정을 위해 쓰일 수 있는 서비스입니다: `{service}`"
            ),
            "`aws:SourceAccount` 또는 `aws:SourceArn` 조건을 추가하세요.",
        ),
        L::UniqueId { id } => Words::with_help(
            format!("삭제된 사용자나 역할의 ID입니다. 같은 이름으로 다시 만들어도 같은 주체가 아닙니다: `{id}`"),
            "ARN을 다시 지정하세요.",
        ),
        L::NoExternalId { account } => Words::with_help(
            format!("이 계정은 누구를 대신해서든 이 역할을 맡을 수 있습니다: `{account}`"),
            "다른 회사의 계정이라면 `sts:ExternalId` 조건으로 외부 ID를 요구하고, 같은 회사의 계정이라면 역할을 지정하세요.",
        ),
    }
}

fn subject(value: &str, slip: SubjectSlip, right: Option<&str>) -> Words {
    let message = match slip {
        SubjectSlip::Blank => format!("주체에는 공백이 없으므로 일치하는 토큰이 없습니다: `{value}`"),
        SubjectSlip::UpperCase => {
            format!("Kubernetes의 이름은 소문자이고 값은 정확히 비교되므로 일치하는 토큰이 없습니다: `{value}`")
        }
        SubjectSlip::Prefix => {
            format!("모든 주체는 `system:serviceaccount:` 접두사로 시작하므로 일치하는 토큰이 없습니다: `{value}`")
        }
        SubjectSlip::Slash => format!("주체의 각 부분은 콜론으로 나뉘므로 일치하는 토큰이 없습니다: `{value}`"),
        SubjectSlip::Parts => format!("주체에는 네임스페이스와 이름이 모두 있어야 합니다: `{value}`"),
        SubjectSlip::Audience => format!("주체를 비교하는 키에 대상이 들어 있습니다: `{value}`"),
        SubjectSlip::Name => {
            format!("Kubernetes가 받아들이지 않는 네임스페이스나 이름이라서 일치하는 토큰이 없습니다: `{value}`")
        }
    };
    match right {
        Some(right) => Words::with_help(message, format!("혹시 이 값인가요? `{right}`")),
        None => Words::with_help(message, FORM),
    }
}

pub(in crate::message) fn irsa(lint: &IrsaLint) -> Words {
    match lint {
        IrsaLint::AssociationWins { role_arn } => Words::with_help(
            format!(
                "EKS Pod Identity 연결이 우선하므로 이 어노테이션은 효과가 없습니다. Pod가 얻는 역할: `{role_arn}`"
            ),
            "어노테이션과 연결 중 하나를 제거하세요. 둘 다 있으면 웹훅은 EKS Pod Identity만 주입합니다.",
        ),
        IrsaLint::NoSuchProvider { issuer, account, near } => Words::with_help(
            format!("이 계정에는 해당 발급자의 OIDC 공급자가 없습니다. 계정: `{account}`, 발급자: `{issuer}`"),
            match near {
                Some(near) => format!("혹시 이 발급자인가요? `{near}`"),
                None => {
                    "IAM은 이 정책을 그대로 저장합니다. 공급자를 만들거나 이 클러스터의 공급자를 지정하세요.".to_owned()
                }
            },
        ),
        IrsaLint::NoSessionTags { key } => Words::with_help(
            format!("서비스 어카운트의 토큰에는 세션 태그가 없으므로 이 키는 요청에 없습니다: `{key}`"),
            "이 태그는 EKS Pod Identity가 설정합니다. IRSA에서는 역할에 태그를 다세요.",
        ),
        IrsaLint::MayBecome { subject, service_account, role, way } => Words::with_help(
            format!(
                "{} 따라서 역할도 쓸 수 있습니다. 주체: `{subject}`, 서비스 어카운트: `{service_account}`, 역할: `{role}`",
                match way {
                    Way::MintToken => "서비스 어카운트의 토큰을 발급할 수 있습니다.",
                    Way::EnterPod => "서비스 어카운트로 실행되는 Pod 안으로 들어갈 수 있습니다.",
                    _ => "서비스 어카운트로 Pod를 실행할 수 있습니다.",
                }
            ),
            "Kubernetes에서는 네임스페이스 안의 권한이지만, AWS에서는 그 네임스페이스의 서비스 어카운트가 맡을 수 있는 모든 역할을 뜻합니다.",
        ),
        IrsaLint::DefaultHasRole { namespace } => Words::with_help(
            format!("서비스 어카운트를 지정하지 않은 모든 Pod가 이 역할을 얻습니다. 네임스페이스: `{namespace}`"),
            "역할이 필요한 워크로드에 별도의 서비스 어카운트를 지정하세요.",
        ),
    }
}

pub(in crate::message) fn kubernetes(lint: &KubernetesLint) -> Words {
    use KubernetesLint as L;
    match lint {
        L::SkipContainersBlank { name } => Words::with_help(
            format!("이 목록에서는 공백도 이름의 일부이므로 이런 이름의 컨테이너는 없습니다: `{name}`"),
            "이름을 쉼표로만 나누세요. 그 전까지 컨테이너에는 역할이 주입됩니다.",
        ),
        L::SkipContainersUnknown { name, near } => Words::with_help(
            format!("이 Pod에 없는 컨테이너 이름입니다: `{name}`"),
            match near {
                Some(near) => format!("혹시 이 이름인가요? `{near}`"),
                None => "웹훅은 없는 이름을 무시합니다.".to_owned(),
            },
        ),
        L::GlobalStsEndpoint => Words::with_help(
            "SDK가 글로벌 STS 엔드포인트를 호출할 수 있습니다. 프라이빗 네트워크에서는 연결되지 않고, 받은 자격 증명이 유효하지 않은 리전도 있습니다",
            "리전의 엔드포인트를 호출하게 하세요.",
        ),
        L::StsEndpointByHand { url } => Words::with_help(
            format!("Pod의 리전과 상관없이 SDK가 이 주소를 호출합니다: `{url}`"),
            "이 변수를 지우세요. 모든 SDK가 리전의 엔드포인트를 스스로 찾습니다.",
        ),
        L::LongExpiration { value } => {
            Words::with_help(format!("EKS에서 토큰의 최대 수명은 86400초입니다: `{value}`"), "`86400` 값을 쓰세요.")
        }
        L::RuleResource { word, right } => Words::with_help(
            format!("API 서버는 이름을 정확히 비교하므로 일치하는 리소스가 없습니다: `{word}`"),
            format!("다음과 같이 쓰세요: `{right}`"),
        ),
        L::RuleGroup { word, right, resource } => Words::with_help(
            format!(
                "이 API 그룹에 없는 리소스라서 규칙이 아무 권한도 주지 않습니다. 리소스: `{resource}`, 그룹: `{word}`"
            ),
            match right.as_str() {
                "" => "core 그룹은 빈 문자열로 씁니다: `\"\"`".to_owned(),
                right => format!("다음과 같이 쓰세요: `{right}`"),
            },
        ),
        L::RuleVerb { word, right } => Words::with_help(
            format!("이런 동사를 가진 요청은 없습니다: `{word}`"),
            match right {
                Some(right) => format!("혹시 이 동사인가요? `{right}`"),
                None => "쓸 수 있는 동사: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`".to_owned(),
            },
        ),
        L::NamesWithoutName { verbs } => Words::with_help(
            format!(
                "이름이 없는 요청이므로 이름을 제한한 규칙으로는 허용되지 않는 동사입니다: `{}`",
                verbs.join("`, `")
            ),
            "이 동사에는 `resourceNames` 없이 규칙을 따로 쓰세요.",
        ),
        L::NoSuchRole { role_kind: kind, name, near } => Words::with_help(
            format!("이 매니페스트에 없는 {kind}입니다. 없는 역할에 대한 바인딩은 아무 권한도 주지 않습니다: `{name}`"),
            match near {
                Some(near) => format!("혹시 이것인가요? `{near}`"),
                None => "클러스터에도 없으면 만드세요.".to_owned(),
            },
        ),
        L::NoSuchSubject { namespace, name, near, elsewhere } => Words::with_help(
            format!("이 매니페스트에 없는 서비스 어카운트라서 어떤 Pod에도 권한을 주지 않습니다: `{namespace}/{name}`"),
            match (near, elsewhere) {
                (Some(near), _) => format!("혹시 이 이름인가요? `{near}`"),
                (None, Some(other)) => format!("같은 이름이 있는 네임스페이스: `{other}`"),
                (None, None) => String::new(),
            },
        ),
    }
}
