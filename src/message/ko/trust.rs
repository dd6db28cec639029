//! 신뢰 정책과 연결(association)의 문제, 거부되는 방식에 대한 문장.

use crate::chain::reason::{AssociationFault, Denial, Half, TrustFault};
use crate::message::Words;

pub(super) fn trust_fault(fault: &TrustFault) -> Words {
    use TrustFault as F;
    let refuses = |why: &str| format!("역할이 이 Pod를 거부합니다: {why}");
    match fault {
        F::NoStatement => Words::with_help(
            refuses("신뢰 정책에 해당하는 구문이 없습니다"),
            "클러스터의 OIDC 공급자에 `sts:AssumeRoleWithWebIdentity` 작업을 허용하는 구문을 추가하세요.",
        ),
        F::Namespace { actual, expected } => Words::with_help(
            refuses("신뢰 정책의 네임스페이스가 다릅니다"),
            format!("토큰의 주체와 정책의 값에서 네임스페이스가 다릅니다. 토큰: `{actual}`, 정책: `{expected}`"),
        ),
        F::ServiceAccount { actual, expected } => Words::with_help(
            refuses("신뢰 정책의 서비스 어카운트 이름이 다릅니다"),
            format!("토큰의 주체와 정책의 값에서 이름이 다릅니다. 토큰: `{actual}`, 정책: `{expected}`"),
        ),
        F::Swapped => Words::with_help(
            refuses("신뢰 정책에 네임스페이스와 이름이 바뀌어 있습니다"),
            "형식: `system:serviceaccount:<네임스페이스>:<이름>`",
        ),
        F::Case => Words::with_help(
            refuses("대소문자가 다릅니다"),
            "값은 정확히 일치해야 하며, Kubernetes의 이름은 항상 소문자입니다.",
        ),
        F::Blank => Words::with_help(
            refuses("신뢰 정책의 값에 공백이 들어 있습니다"),
            "템플릿에서 복사할 때 자주 생깁니다. 공백을 지우세요.",
        ),
        F::SubjectForm => Words::with_help(
            refuses("신뢰 정책에 적힌 주체의 형식이 다릅니다"),
            "형식: `system:serviceaccount:<네임스페이스>:<이름>`",
        ),
        F::WildcardInEquals => Words::with_help(
            refuses("신뢰 정책의 `StringEquals` 아래에 와일드카드가 있습니다"),
            "`StringEquals`는 `*`, `?` 문자를 글자 그대로 비교합니다. 이 키를 `StringLike` 아래로 옮기세요.",
        ),
        F::Subject => Words::with_help(refuses("신뢰 정책의 주체가 다릅니다"), "두 값을 한 글자씩 비교해 보세요."),
        F::Audience { actual, expected } => Words::with_help(
            refuses("신뢰 정책이 요구하는 대상이 다릅니다"),
            format!("토큰: `{actual}`, 정책: `{expected}`"),
        ),
        F::KeyHasScheme { key } => Words::with_help(
            refuses("조건 키가 `https://` 로 시작합니다"),
            format!("조건 키는 스킴을 뺀 발급자입니다. 이 키는 요청에 없으므로 조건이 성립하지 않습니다: `{key}`"),
        ),
        F::KeyIsArn { key } => Words::with_help(
            refuses("조건 키가 공급자의 ARN입니다"),
            format!(
                "조건 키는 발급자의 호스트와 경로입니다. 이 키는 요청에 없으므로 조건이 성립하지 않습니다: `{key}`"
            ),
        ),
        F::KeyOfOtherIssuer { key, issuer } => Words::with_help(
            refuses("조건 키가 다른 클러스터의 것입니다"),
            format!("토큰의 발급자: `{issuer}`. 이 키는 요청에 없으므로 조건이 성립하지 않습니다: `{key}`"),
        ),
        F::Condition { key } => {
            Words::with_help(refuses("신뢰 정책의 조건이 성립하지 않습니다"), format!("성립하지 않은 조건 키: `{key}`"))
        }
        F::OtherProvider { expected } => Words::with_help(
            refuses("신뢰 정책이 다른 OIDC 공급자를 신뢰합니다"),
            format!("토큰을 발급한 공급자: `{expected}`. 계정, 리전, ID를 비교하세요."),
        ),
        F::NotFederated => Words::with_help(
            refuses("신뢰 정책이 OIDC 공급자를 신뢰하지 않습니다"),
            "Principal 형식: `{\"Federated\": \"<OIDC 공급자의 ARN>\"}`",
        ),
        F::Action => Words::with_help(
            refuses("신뢰 정책이 다른 작업을 허용합니다"),
            "웹 자격 증명에 필요한 작업: `sts:AssumeRoleWithWebIdentity`",
        ),
        F::NotPodIdentity => Words::with_help(
            refuses("신뢰 정책이 EKS Pod Identity를 신뢰하지 않습니다"),
            "Principal 형식: `{\"Service\": \"pods.eks.amazonaws.com\"}`",
        ),
        F::ActionMissing { action } => Words::with_help(
            refuses("신뢰 정책에 빠진 작업이 있습니다"),
            format!("EKS Pod Identity에 필요한 작업: `{action}`"),
        ),
        F::Tag { key, actual, expected } => Words::with_help(
            refuses("신뢰 정책이 요구하는 세션 태그가 다릅니다"),
            format!("키: `{key}`, EKS가 보내는 값: `{actual}`, 정책의 값: `{expected}`"),
        ),
    }
}

pub(in crate::message) fn denial(how: &Denial) -> &'static str {
    match how {
        Denial::ExplicitIdentity => "Deny 구문이 일치하며, Deny는 모든 Allow보다 우선합니다.",
        Denial::ImplicitIdentity => {
            "이 작업을 허용하는 구문이 없습니다. 작업 이름과 리소스 종류(버킷과 객체, 테이블과 인덱스)를 확인하세요."
        }
        Denial::Boundary => "권한 경계가 통과시키지 않습니다.",
        Denial::Session => "세션 정책이 통과시키지 않습니다.",
        Denial::ServiceControl => "조직의 서비스 제어 정책(SCP)이 통과시키지 않습니다.",
        Denial::ResourceControl => "조직의 리소스 제어 정책(RCP)이 통과시키지 않습니다.",
        Denial::ExplicitResource => "리소스 정책이 거부하며, Deny는 모든 Allow보다 우선합니다.",
        Denial::ImplicitResource => "리소스가 다른 계정에 있어 리소스 정책도 허용해야 하지만, 허용하지 않습니다.",
        Denial::Endpoint => "VPC 엔드포인트 정책이 통과시키지 않습니다.",
        Denial::Trust => "역할의 신뢰 정책이 허용하지 않습니다.",
    }
}

/// EKS가 연결을 받아들이지 않는 이유.
pub(super) fn association_fault(fault: &AssociationFault) -> String {
    match fault {
        AssociationFault::NotTrusted => {
            "신뢰 정책이 `{\"Service\": \"pods.eks.amazonaws.com\"}` 주체에 `sts:AssumeRole`, `sts:TagSession` 작업을 허용해야 합니다. 한 역할이 이것과 OIDC 공급자를 함께 신뢰할 수 있습니다.".to_owned()
        }
        AssociationFault::ActionsMissing { actions } => {
            let list: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
            format!("신뢰 정책이 `pods.eks.amazonaws.com` 주체에 허용하지 않는 작업: {}", list.join(", "))
        }
        AssociationFault::OtherAccount { account, cluster_account } => format!(
            "역할과 클러스터의 계정이 다릅니다. 역할: `{account}`, 클러스터: `{cluster_account}`. 클러스터 계정의 역할을 지정하고 이 역할은 대상 역할(target role)로 지정하세요."
        ),
        AssociationFault::NoRole => "그런 역할이 없습니다.".to_owned(),
        AssociationFault::PolicyWithTags => {
            "세션 정책은 세션 태그를 끈 경우에만 쓸 수 있습니다: `disableSessionTags`".to_owned()
        }
    }
}

/// 역할에서 역할로 맡을 때 빠진 쪽.
pub(super) fn half(half: Half, action: &str) -> String {
    let why = if action == "sts:TagSession" {
        ". EKS Pod Identity의 세션 태그가 함께 전달됩니다. 양쪽에서 허용하거나 세션 태그를 끄세요."
    } else {
        ""
    };
    match half {
        Half::Caller => format!("맡으려는 역할의 정책이 허용하지 않는 작업: `{action}`{why}"),
        Half::Target => format!("대상 역할의 신뢰 정책이 이 역할에 허용하지 않는 작업: `{action}`{why}"),
        Half::Both => {
            format!(
                "양쪽 모두 빠져 있습니다. 맡으려는 역할의 정책과 대상 역할의 신뢰 정책이 허용해야 하는 작업: `{action}`{why}"
            )
        }
    }
}
