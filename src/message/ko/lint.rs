//! 자주 헷갈리는 점, RBAC에서 IAM으로 건너가는 길에 대한 문장.

use super::trust::{denial, half};
use crate::chain::simulation::Answer;
use crate::chain::{Lesson, PrincipalChain};
use crate::kubernetes::rbac::{Bridge, Way};
use crate::message::Words;

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
