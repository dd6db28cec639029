//! 조언, 자주 헷갈리는 점, RBAC에서 IAM으로 건너가는 길에 대한 문장.

use super::trust::{denial, half};
use crate::chain::simulation::Answer;
use crate::chain::{Lesson, PrincipalChain};
use crate::kubernetes::rbac::{Bridge, Way};
use crate::lint::TrustLint;
use crate::lint::trust::is_cluster;
use crate::message::Words;

pub(in crate::message) fn trust(lint: &TrustLint) -> Words {
    match lint {
        TrustLint::NoSubject { key } if !is_cluster(key) => Words::with_help(
            "주체에 대한 조건이 없어 이 발급자의 토큰을 가진 누구나 이 역할을 맡을 수 있습니다",
            format!("받아들일 주체를 조건으로 추가하세요. 키: `{key}`"),
        ),
        TrustLint::NoSubject { key } => Words::with_help(
            "주체에 대한 조건이 없어 클러스터의 모든 서비스 어카운트가 이 역할을 맡을 수 있습니다",
            format!(
                "`StringEquals` 아래에 조건을 추가하세요. 키: `{key}`, 값: `system:serviceaccount:<네임스페이스>:<이름>`"
            ),
        ),
        TrustLint::SubjectAcrossNamespaces { pattern } => Words::with_help(
            format!("여러 네임스페이스의 서비스 어카운트가 들어맞는 패턴입니다: `{pattern}`"),
            "네임스페이스에는 와일드카드를 쓰지 마세요. 들어맞는 네임스페이스에 Pod를 만들 수 있으면 누구나 역할을 쓸 수 있습니다.",
        ),
        TrustLint::NoAudience { key } => Words::with_help(
            "공급자가 받아들이는 모든 대상의 토큰으로 이 역할을 맡을 수 있습니다",
            format!("`StringEquals` 아래에 조건을 추가하세요. 키: `{key}`, 값: `sts.amazonaws.com`"),
        ),
        TrustLint::Everyone => Words::with_help(
            "Principal이 모두에게 열려 있습니다. 계정의 모든 ID 공급자가 해당하고, 다른 작업이라면 모든 AWS 계정이 해당합니다",
            "OIDC 공급자를 지정하세요: `{\"Federated\": \"<OIDC 공급자의 ARN>\"}`",
        ),
        TrustLint::TooLarge { size, quota } => Words::with_help(
            format!("신뢰 정책이 너무 깁니다. 공백을 뺀 길이: {size}자, 할당량: {quota}자"),
            "`StringLike` 패턴을 쓰거나 역할을 나누거나 EKS Pod Identity를 사용하세요. `ACLSizePerRole` 할당량을 늘릴 수도 있습니다.",
        ),
    }
}

/// 자주 헷갈리는 점.
pub(in crate::message) fn lesson(lesson: &Lesson) -> Words {
    match lesson {
        Lesson::RbacIsNotIam { binding } => Words::with_help(
            format!("AWS에서는 아무 권한도 주지 않는 바인딩입니다: `{binding}`"),
            "Kubernetes API에 대해서는 RBAC가, AWS에 대해서는 IAM이 결정합니다. 둘의 공통점은 서비스 어카운트뿐입니다.",
        ),
        Lesson::IamIsNotRbac { .. } => Words::with_help(
            "IAM 역할은 Kubernetes에서 아무 권한도 주지 않습니다",
            "Kubernetes API를 쓰려면 서비스 어카운트에 RoleBinding이 필요합니다.",
        ),
    }
}

/// 누가 어떻게 이 서비스 어카운트가 될 수 있는지.
pub(in crate::message) fn bridge(bridge: &Bridge) -> Words {
    let (grant, name) = (&bridge.grant, &bridge.grant.subject.name);
    let how = match bridge.way {
        Way::MintToken => "STS용을 포함해 토큰을 발급할 수 있습니다",
        Way::CreatePod => "이 서비스 어카운트로 Pod를 실행할 수 있습니다",
        Way::ControlWorkload => "이 서비스 어카운트로 실행되는 워크로드를 만들 수 있습니다",
        Way::EnterPod => "실행 중인 Pod 안으로 들어갈 수 있습니다",
        Way::ChangeAnnotation => {
            "역할 어노테이션을 바꿀 수 있습니다. 그 역할이 이 서비스 어카운트를 신뢰할 때만 의미가 있습니다"
        }
        Way::Impersonate => "Kubernetes에 대해 이 서비스 어카운트인 것처럼 행동할 수 있습니다",
    };
    Words::with_help(
        format!("{how}. 대상: `{name}`, 권한: `{} {}`", bridge.verb, bridge.resource),
        format!("바인딩: `{}`, 역할: `{}`", grant.binding, grant.role),
    )
}

/// 사용자, 역할, 서비스에 대한 답과 이유.
pub(in crate::message) fn principal(chain: &PrincipalChain) -> Words {
    let PrincipalChain { principal, action, resource, .. } = chain;
    let why = match (&chain.how, chain.missing) {
        (Some(_), Some(missing)) => half(missing, action),
        (Some(how), None) => denial(how).to_owned(),
        (None, _) => String::new(),
    };
    let asked = format!("주체: `{principal}`, 작업: `{action}`, 리소스: `{resource}`");
    if action == "*" && chain.cell.answer == Answer::ImplicitDeny {
        return Words::with_help(
            format!("허용된 작업이 없습니다. 어떤 정책도 권한을 주지 않습니다. 주체: `{principal}`"),
            "정책을 붙여 넣으세요. Pod가 사용할 역할이라면 매니페스트도 함께 붙여 넣으세요.",
        );
    }
    match chain.cell.answer {
        Answer::Allowed => Words::plain(format!("허용됩니다. {asked}")),
        Answer::ExplicitDeny | Answer::ImplicitDeny | Answer::NotApplicable => {
            Words::with_help(format!("거부됩니다. {asked}"), why)
        }
        Answer::Depends => Words::with_help(
            format!("요청에 담긴 값에 따라 달라집니다. {asked}"),
            format!("주어지지 않은 키: `{}`", chain.cell.depends_on.join("`, `")),
        ),
        Answer::Unknown => Words::with_help(
            format!("말할 수 없습니다. 주체: `{principal}`"),
            "주체가 주어지지 않았거나 정책 중 읽을 수 없는 것이 있습니다.",
        ),
    }
}
