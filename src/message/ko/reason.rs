//! 링크마다 제목 한 문장과 설명. 조사는 삽입한 값에 붙이지 않는다.

use super::trust::{association_fault, denial, half, trust_fault};
use crate::chain::link::{RemedyKind, Step};
use crate::chain::reason::{Misplaced, NotInjected, OtherCredentials, Reason};
use crate::message::Words;
use crate::scenario::Compute;

/// 링크의 이름. 성립할 수도, 하지 않을 수도 있는 문장.
pub(in crate::message) fn step(step: Step) -> &'static str {
    match step {
        Step::SelectServiceAccount => "Pod가 서비스 어카운트를 선택",
        Step::InjectRole => "어노테이션이 역할을 지정",
        Step::PickCredentials => "SDK가 웹 자격 증명을 선택",
        Step::KnowIssuer => "STS가 발급자와 대상을 확인",
        Step::TrustSubject => "신뢰 정책이 주체를 수락",
        Step::AllowAction => "역할의 정책이 작업을 허용",
        Step::ResourceAgrees => "리소스 쪽도 동의",
    }
}

pub(in crate::message) fn reason(reason: &Reason) -> Words {
    use Reason as R;
    match reason {
        R::NotReached { stopped_at } => {
            Words::plain(format!("도달하지 않음: {}번 링크에서 먼저 멈춥니다", stopped_at.number()))
        }
        R::Unreadable => Words::with_help(
            "판단에 필요한 문서를 읽을 수 없습니다",
            "본문에 표시된 문제를 먼저 고치세요. 그 전에는 아무것도 단정하지 않습니다.",
        ),
        R::SelectsServiceAccount { namespace, name } => {
            Words::plain(format!("Pod가 사용하는 서비스 어카운트: `{namespace}/{name}`"))
        }
        R::SelectsDefault { namespace, unused } => Words::with_help(
            format!("서비스 어카운트를 지정하지 않아 네임스페이스의 기본 계정으로 실행됩니다: `{namespace}/default`"),
            match unused {
                Some(name) => format!(
                    "역할이 연결된 서비스 어카운트가 있지만 쓰이지 않습니다. Pod 템플릿에 추가하세요: `spec.serviceAccountName: {name}`"
                ),
                None => String::new(),
            },
        ),
        R::ServiceAccountMissing { namespace, name, elsewhere, similar } => Words::with_help(
            format!("서비스 어카운트가 없어 Pod가 생성되지 않습니다: `{namespace}/{name}`"),
            match (similar, elsewhere) {
                (Some(similar), _) => format!("혹시 이 이름인가요? `{similar}`"),
                (None, Some(other)) => format!(
                    "같은 이름이 다른 네임스페이스에 있습니다: `{other}`. Pod는 자기 네임스페이스의 서비스 어카운트만 쓸 수 있습니다."
                ),
                (None, None) => "서비스 어카운트를 만들거나 `serviceAccountName` 값을 고치세요.".to_owned(),
            },
        ),
        R::ServiceAccountNotGiven { namespace, name } => Words::with_help(
            format!("서비스 어카운트가 주어지지 않았습니다: `{namespace}/{name}`"),
            format!("붙여 넣으세요: `kubectl get serviceaccount {name} --namespace {namespace} -o yaml`"),
        ),
        R::ObjectRefused => Words::with_help(
            "API 서버가 이 오브젝트를 거부합니다",
            "오류가 가리키는 곳을 고치세요. 그 전에는 아무것도 생성되지 않습니다.",
        ),
        R::WebhookInjects { role_arn, variables, volumes } => Words::plain(format!(
            "웹훅이 서비스 어카운트의 역할 ARN을 읽어 컨테이너에 환경 변수 {variables}개와 볼륨 {volumes}개를 주입합니다: `{role_arn}`"
        )),
        R::AssociationInjects { role_arn, instead_of } => Words::with_help(
            format!("EKS Pod Identity가 이 Pod에 역할을 줍니다: `{role_arn}`"),
            match instead_of {
                Some(other) => format!(
                    "이 서비스 어카운트에 연결(association)이 있어 우선합니다. 어노테이션의 역할은 쓰이지 않습니다: `{other}`. 둘 중 하나를 제거하세요."
                ),
                None => "연결(association)은 EKS API에만 있으며 클러스터 안에서는 보이지 않습니다.".to_owned(),
            },
        ),
        R::WrittenByHand { role_arn } => {
            Words::plain(format!("매니페스트가 직접 변수를 설정하고 토큰을 마운트합니다: `{role_arn}`"))
        }
        R::NoRoleAnnotation { namespace, name, instead } => no_annotation(namespace, name, instead.as_ref()),
        R::MalformedRoleArn { value, suggestion } => Words::with_help(
            format!("어노테이션 값이 역할 ARN이 아닙니다: `{value}`"),
            format!(
                "웹훅은 그대로 주입하지만 STS가 거부합니다. 올바른 형식: {}",
                suggestion
                    .as_ref()
                    .map_or_else(|| "`arn:aws:iam::<계정>:role/<이름>`".to_owned(), |arn| format!("`{arn}`"))
            ),
        ),
        R::NotInjected { because } => not_injected(because),
        R::PicksWebIdentity => {
            Words::plain("SDK가 `AWS_ROLE_ARN`, `AWS_WEB_IDENTITY_TOKEN_FILE` 변수를 가장 먼저 찾아 사용합니다.")
        }
        R::PicksContainerCredentials => Words::plain(
            "SDK가 `AWS_CONTAINER_CREDENTIALS_FULL_URI` 변수를 찾아 Pod Identity Agent에 자격 증명을 요청합니다.",
        ),
        R::PicksOther { provider } => other_credentials(provider),
        R::NoCredentials => Words::with_help(
            "SDK가 자격 증명을 전혀 찾지 못합니다",
            "주입된 것이 없고, Pod에서 인스턴스 메타데이터 서비스에도 접근할 수 없습니다.",
        ),
        R::NoTokenFile { path } => Words::with_help(
            format!("컨테이너에 토큰 파일이 없습니다: `{path}`"),
            "매니페스트에 직접 쓴 변수를 지우세요. 그러면 웹훅이 토큰을 마운트합니다.",
        ),
        R::TokenFileUnknown { path } => Words::plain(format!(
            "다른 종류의 볼륨이 마운트되어 있어 토큰 경로에 무엇이 있는지 알 수 없습니다: `{path}`"
        )),
        R::ProviderAccepts { issuer, account, audience } => Words::plain(format!(
            "역할의 계정에 이 발급자의 OIDC 공급자가 있고 토큰의 대상을 받아들입니다. 계정: `{account}`, 발급자: `{issuer}`, 대상: `{audience}`"
        )),
        R::NoProvider { issuer, account, elsewhere } => Words::with_help(
            format!("역할의 계정에 이 클러스터의 OIDC 공급자가 없습니다: `{account}`"),
            match elsewhere {
                Some(other) => format!(
                    "STS는 역할이 속한 계정에서 공급자를 찾습니다. 공급자가 있는 계정: `{other}`, 발급자: `{issuer}`. 역할의 계정에도 만들거나 역할을 연쇄로 맡으세요(role chaining)."
                ),
                None => format!(
                    "모든 EKS 클러스터에는 발급자가 있지만, IAM에 OIDC 공급자를 따로 만들어야 합니다. 발급자: `{issuer}`, 명령: `eksctl utils associate-iam-oidc-provider --cluster <이름> --approve`"
                ),
            },
        ),
        R::AudienceNotAccepted { audience, client_ids } => Words::with_help(
            format!("OIDC 공급자가 받아들이지 않는 대상입니다: `{audience}`"),
            format!(
                "등록된 클라이언트 ID: {}. 토큰의 대상을 여기에 추가하거나 토큰의 대상을 고치세요.",
                list(client_ids)
            ),
        ),
        R::IssuerUnknown => Words::with_help(
            "클러스터의 발급자를 알 수 없습니다",
            "발급자가 적힌 신뢰 정책을 붙여 넣거나 설정에서 지정하세요: `aws eks describe-cluster --query cluster.identity.oidc.issuer`",
        ),
        R::TokenExpired => Words::with_help(
            "토큰이 만료되었습니다",
            "kubelet이 파일을 갱신합니다. 복사본을 보관하지 말고 요청할 때마다 파일을 다시 읽으세요.",
        ),
        R::RequestRefused => Words::with_help(
            "STS가 신뢰 정책을 보기도 전에 요청을 거부합니다",
            "어떤 매개변수가 잘못되었는지 오류에 나와 있습니다.",
        ),
        R::TrustAccepts { subject } => Words::plain(format!("신뢰 정책이 받아들이는 주체: `{subject}`")),
        R::TrustRefuses { fault } => trust_fault(fault),
        R::TrustDenies => Words::with_help(
            "역할이 이 Pod를 거부합니다: 신뢰 정책의 명시적 거부",
            "Deny는 모든 Allow보다 우선합니다. 조건을 좁히세요.",
        ),
        R::TrustNotSaved => Words::with_help(
            "IAM이 이 신뢰 정책을 받아들이지 않습니다",
            "이 정책으로는 역할을 저장할 수 없습니다. 이유는 오류에 나와 있습니다.",
        ),
        R::RoleMissing { arn, similar } => Words::with_help(
            format!("붙여 넣은 역할 중에 없습니다: `{arn}`"),
            match similar {
                Some(similar) => format!(
                    "혹시 이 역할인가요? `{similar}`. STS는 역할이 없다고 알려 주지 않고, 신뢰 정책이 거부한 것처럼 답합니다."
                ),
                None => "STS는 역할이 없다고 알려 주지 않고, 신뢰 정책이 거부한 것처럼 답합니다. 역할을 붙여 넣거나 어노테이션을 고치세요."
                    .to_owned(),
            },
        ),
        R::NoTrustPolicy => Words::with_help(
            "역할의 신뢰 정책이 주어지지 않았습니다",
            "붙여 넣으세요: `aws iam get-role --role-name <이름>`",
        ),
        R::TrustDepends { keys } => Words::with_help(
            "신뢰 정책의 결과가 요청에 담긴 값에 따라 달라집니다",
            format!("주어지지 않은 키: {}", list(keys)),
        ),
        R::ActionsAllowed { allowed, of } => {
            Words::plain(format!("살펴본 작업 {of}개 중 {allowed}개를 역할의 정책이 허용합니다."))
        }
        R::ActionDenied { action, resource, how } => Words::with_help(
            format!("역할에 허용되지 않은 작업입니다: `{action}`, 리소스: `{resource}`"),
            denial(how),
        ),
        R::RoleNotGiven => Words::with_help(
            "역할의 정책이 주어지지 않았습니다",
            "붙여 넣으세요: `aws iam list-attached-role-policies`, `aws iam get-role-policy`",
        ),
        R::NoPolicies => Words::with_help(
            "역할에 권한 정책이 없습니다",
            "역할을 맡을 수는 있지만 모든 작업이 거부됩니다. 역할에 정책을 연결하세요.",
        ),
        R::NothingAllowed => Words::with_help(
            "역할의 정책이 아무것도 허용하지 않습니다",
            "작업마다 그 작업이 통하는 리소스가 적혀 있는지 확인하세요.",
        ),
        R::ActionDepends { action, keys } => Words::with_help(
            format!("요청에 담긴 값에 따라 달라지는 작업입니다: `{action}`"),
            format!("주어지지 않은 키: {}", list(keys)),
        ),
        R::SameAccount => {
            Words::plain("역할과 리소스가 같은 계정에 있고, 막는 리소스 정책이 없습니다.")
        }
        R::ResourceAllows => Words::plain("리소스 정책도 동의합니다."),
        R::ResourceDenied { action, resource, how } => Words::with_help(
            format!("리소스 쪽에서 거부하는 작업입니다: `{action}`, 리소스: `{resource}`"),
            denial(how),
        ),
        R::TokenNotReadable { path } => Words::with_help(
            format!("컨테이너가 토큰 파일을 읽을 수 없습니다: `{path}`"),
            "Kubernetes 1.19 이전에는 파일이 root 소유입니다. Pod에 `securityContext.fsGroup` 값을 설정하거나 클러스터를 업그레이드하세요.",
        ),
        R::TokenForApiServer { audience, path } => Words::with_help(
            format!("STS용이 아니라 Kubernetes API용 토큰입니다: `{path}`"),
            format!(
                "projected 볼륨에 `audience: sts.amazonaws.com` 값을 지정하거나 웹훅이 마운트하는 토큰을 사용하세요. 토큰의 대상: `{audience}`"
            ),
        ),
        R::KeysUnreachable { issuer } => Words::with_help(
            format!("STS가 발급자의 키를 가져올 수 없습니다: `{issuer}`"),
            "discovery 문서와 키가 HTTPS로 공개되어 있어야 하고, 문서의 발급자가 토큰의 발급자와 같아야 합니다.",
        ),
        R::ThumbprintMismatch { issuer } => Words::with_help(
            format!("발급자의 인증서가 OIDC 공급자에 등록된 지문과 다릅니다: `{issuer}`"),
            "공인 인증 기관의 인증서가 아닐 때 지문을 확인합니다. 루트 또는 중간 인증서의 지문으로 갱신하세요.",
        ),
        R::StsUnreachable { host } => Words::with_help(
            format!("Pod가 STS에 접속할 수 없습니다: `{host}`"),
            "네트워크에서 인터넷으로 나갈 수 없습니다. 리전 엔드포인트(`eks.amazonaws.com/sts-regional-endpoints: \"true\"`)와 STS용 VPC 엔드포인트를 사용하세요.",
        ),
        R::AssociationKnown { role_arn, namespace, service_account } => Words::plain(format!(
            "EKS에 연결(association)이 있고 에이전트가 응답합니다. 서비스 어카운트: `{namespace}/{service_account}`, 역할: `{role_arn}`"
        )),
        R::AssociationRefused { role_arn, fault } => Words::with_help(
            format!("EKS가 이 역할과의 연결(association)을 받아들이지 않습니다: `{role_arn}`"),
            association_fault(fault),
        ),
        R::AgentMissing => Words::with_help(
            "Pod Identity Agent가 응답하지 않습니다",
            "`eks-pod-identity-agent` 애드온을 설치하세요. 프록시를 쓴다면 `NO_PROXY` 값에 `169.254.170.23`, `[fd00:ec2::23]` 주소를 추가하세요.",
        ),
        R::PodIdentityUnsupported { compute } => Words::with_help(
            format!("EKS Pod Identity가 지원되지 않는 환경입니다: {}", compute_name(*compute)),
            "EC2의 Linux 노드나 하이브리드 노드가 필요합니다. 여기서는 IRSA를 사용하세요.",
        ),
        R::OtherContainerCredentials { uri } => {
            Words::plain(format!("Pod Identity Agent가 아닌 주소라서 무엇이 응답하는지 알 수 없습니다: `{uri}`"))
        }
        R::TrustTooLarge { size, quota } => Words::with_help(
            format!("신뢰 정책이 너무 길어 저장할 수 없습니다. 길이: {size}자, 한도: {quota}자"),
            "`StringLike` 패턴을 쓰거나 역할을 나누거나 EKS Pod Identity를 사용하세요. 할당량 증가를 요청할 수도 있습니다.",
        ),
        R::PodIdentityTrusted { role_arn, through: None } => {
            Words::plain(format!("EKS Pod Identity를 신뢰하는 역할입니다: `{role_arn}`"))
        }
        R::PodIdentityTrusted { role_arn, through: Some(first) } => {
            Words::plain(format!("EKS Pod Identity가 첫 번째 역할을 맡고, 이어서 대상 역할을 맡습니다: `{first}` → `{role_arn}`"))
        }
        R::DurationTooLong { requested, maximum } => Words::with_help(
            format!("역할이 허용하는 세션 시간보다 깁니다. 요청: {requested}초, 허용: {maximum}초"),
            "역할의 `MaxSessionDuration` 값을 늘리거나 더 짧게 요청하세요.",
        ),
        R::AssumeRefused { action, role_arn, half: missing } => {
            Words::with_help(format!("거부된 작업: `{action}`, 대상 역할: `{role_arn}`"), half(*missing, action))
        }
        R::SignedForOtherRegion => Words::with_help(
            "애플리케이션이 다른 리전에 서명하는 자격 증명으로 글로벌 STS 엔드포인트를 호출합니다",
            "리전 엔드포인트를 사용하게 하세요: `sts.<region>.amazonaws.com`",
        ),
        R::TokenNotValidInRegion { region } => Words::with_help(
            format!("글로벌 STS 엔드포인트에서 받은 자격 증명이 통하지 않는 리전입니다: `{region}`"),
            "따로 활성화해야 하는 리전입니다. 리전 STS 엔드포인트를 사용하거나 IAM 계정 설정에서 모든 리전에 유효한 토큰을 켜세요.",
        ),
        R::NothingToAsk => Words::plain("역할에 허용된 것이 없어 리소스에 물을 것도 없습니다."),
    }
}

fn no_annotation(namespace: &str, name: &str, instead: Option<&Misplaced>) -> Words {
    let right = "`eks.amazonaws.com/role-arn`";
    Words::with_help(
        format!("서비스 어카운트에 역할이 지정되어 있지 않습니다. 네임스페이스: `{namespace}`, 이름: `{name}`"),
        match instead {
            None => format!("서비스 어카운트에 어노테이션을 추가한 뒤 Pod를 다시 만드세요: {right}"),
            Some(Misplaced::Misspelt { key }) => {
                format!("아무도 읽지 않는 키가 있습니다: `{key}`. 올바른 키: {right}")
            }
            Some(Misplaced::OnPod) => {
                format!("어노테이션이 Pod에 있어 아무도 읽지 않습니다. 서비스 어카운트로 옮기세요: {right}")
            }
            Some(Misplaced::OnWorkload) => {
                format!("어노테이션이 워크로드에 있어 아무도 읽지 않습니다. 서비스 어카운트로 옮기세요: {right}")
            }
            Some(Misplaced::AsLabel) => format!("레이블로 적혀 있습니다. 어노테이션이어야 합니다: {right}"),
            Some(Misplaced::Foreign { key }) => {
                format!(
                    "kube2iam 또는 kiam의 키입니다: `{key}`. IRSA는 서비스 어카운트의 어노테이션을 읽습니다: {right}"
                )
            }
            Some(Misplaced::NotSelected { name: other }) => format!(
                "Pod에 서비스 어카운트가 지정되지 않아 `{name}` 서비스 어카운트로 실행됩니다. 역할이 있지만 아무 Pod도 쓰지 않는 서비스 어카운트가 있습니다. Pod 템플릿에 쓸 내용: `serviceAccountName: {other}`"
            ),
            Some(Misplaced::AssociatedElsewhere { namespace, service_account }) => format!(
                "Pod Identity 연결(association)이 다른 이름에 있습니다: `{namespace}/{service_account}`. 네임스페이스와 이름이 정확히 같아야 합니다. 이 서비스 어카운트에 연결을 만든 뒤 Pod를 다시 만드세요."
            ),
            Some(Misplaced::Empty) => format!("어노테이션 값이 비어 있습니다: {right}"),
        },
    )
}

fn not_injected(because: &NotInjected) -> Words {
    Words::with_help(
        "웹훅이 이 컨테이너를 건드리지 않습니다",
        match because {
            NotInjected::SkipLabel => {
                "Pod에 `eks.amazonaws.com/skip-pod-identity-webhook` 레이블이 있습니다. 값이 무엇이든 웹훅이 꺼집니다. 레이블을 지우세요."
                    .to_owned()
            }
            NotInjected::SkipContainers => {
                "`eks.amazonaws.com/skip-containers` 어노테이션에 이 컨테이너가 들어 있습니다. 목록에서 빼세요.".to_owned()
            }
            NotInjected::NoWebhook => {
                "pod identity webhook이 없거나 응답하지 않습니다. 실패해도 막지 않도록 설정되어 있어 Pod는 그대로 생성됩니다."
                    .to_owned()
            }
            NotInjected::PodIsOlder => {
                "Pod가 어노테이션보다 먼저 만들어졌습니다. 웹훅은 Pod가 생성될 때만 동작합니다. `kubectl rollout restart` 명령을 실행하세요."
                    .to_owned()
            }
            NotInjected::NotCached => {
                "서비스 어카운트와 Pod가 동시에 만들어져 웹훅이 아직 서비스 어카운트를 보지 못했습니다. Pod를 지우면 새 Pod는 역할을 받습니다."
                    .to_owned()
            }
            NotInjected::VariablePreset { name } => format!(
                "컨테이너가 변수를 직접 설정해서 웹훅이 두 변수 모두 추가하지 않습니다: `{name}`. 매니페스트에서 지우세요."
            ),
            NotInjected::AllPreset => {
                "컨테이너가 모든 변수를 직접 설정해서 웹훅이 토큰조차 마운트하지 않습니다. 매니페스트에서 지우세요.".to_owned()
            }
        },
    )
}

fn other_credentials(provider: &OtherCredentials) -> Words {
    match provider {
        OtherCredentials::StaticKeys => Words::with_help(
            "컨테이너가 역할이 아니라 고정 키로 실행됩니다",
            "환경 변수에 `AWS_ACCESS_KEY_ID` 값이 있고, 모든 SDK는 이것을 가장 먼저 봅니다. 키를 제거하세요.",
        ),
        OtherCredentials::Profile => Words::with_help(
            "컨테이너가 역할이 아니라 프로필로 실행됩니다",
            "SDK의 순서에서 프로필이나 자격 증명 파일이 웹 자격 증명보다 앞섭니다.",
        ),
        OtherCredentials::SdkTooOld => Words::with_help(
            "SDK가 오래되어 웹 자격 증명을 모릅니다",
            "주입된 변수를 무시하고 노드의 역할로 넘어갑니다. SDK를 업그레이드하세요.",
        ),
        OtherCredentials::NoStsModule => Words::with_help(
            "Java SDK에 `sts` 모듈이 없습니다",
            "경고만 남기고 웹 자격 증명을 건너뜁니다. `software.amazon.awssdk:sts` 의존성을 추가하세요.",
        ),
        OtherCredentials::NodeRole => Words::with_help(
            "컨테이너가 조용히 노드의 역할로 실행됩니다",
            "다른 자격 증명을 찾지 못해 SDK가 인스턴스 메타데이터 서비스에 요청합니다.",
        ),
    }
}

/// 버튼에 쓸 설명.
pub(in crate::message) fn remedy(kind: &RemedyKind) -> String {
    match kind {
        RemedyKind::Use(value) => format!("고치기: `{value}` 사용"),
        RemedyKind::Add(value) => format!("고치기: `{value}` 추가"),
        RemedyKind::Rename(value) => format!("고치기: 이름을 `{value}` 값으로 변경"),
        RemedyKind::Remove(value) => format!("고치기: `{value}` 제거"),
        RemedyKind::Move(name) => format!("고치기: 서비스 어카운트 `{name}` 아래로 이동"),
        RemedyKind::Trust(subject) => format!("고치기: `{subject}` 주체를 신뢰하는 문 추가"),
        RemedyKind::Split => "고치기: 공급자마다 문 나누기".to_owned(),
    }
}

fn list(values: &[String]) -> String {
    let quoted: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
    if quoted.is_empty() { "없음".to_owned() } else { quoted.join(", ") }
}

fn compute_name(compute: Compute) -> &'static str {
    match compute {
        Compute::Linux => "Linux",
        Compute::Windows => "Windows 노드",
        Compute::Fargate => "AWS Fargate",
        Compute::OutsideEks => "EKS 밖의 클러스터",
    }
}
