//! The words of what came close to allowing a request, and of questions that are not quite as `kubectl` takes them.

use crate::kubernetes::rbac::question::Note;
use crate::kubernetes::rbac::{Miss, SubjectKind, SubjectSlip};

fn list(all: &[String]) -> String {
    let all: Vec<String> =
        all.iter().map(|one| if one.is_empty() { "`\"\"`".to_owned() } else { format!("`{one}`") }).collect();
    all.join(", ")
}

fn kind(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::User => "User",
        SubjectKind::Group => "Group",
        SubjectKind::ServiceAccount => "ServiceAccount",
        SubjectKind::Other => "?",
    }
}

pub(super) fn note_en(note: &Note) -> String {
    match note {
        Note::NoSuchResource(name) => {
            format!(
                "Kubernetes itself has no resource `{name}`. For one of an extension write its group too: `{name}.example.com`."
            )
        }
        Note::ClusterScoped(name) => format!("`{name}` lie in no namespace, so the whole cluster is asked for."),
        Note::NoSuchVerb(verb) => format!("The API server never asks for the verb `{verb}`."),
        Note::Path => "A path has no name.".to_owned(),
    }
}

pub(super) fn note_ko(note: &Note) -> String {
    match note {
        Note::NoSuchResource(name) => {
            format!("Kubernetes 자체에는 없는 리소스입니다. 확장 리소스라면 그룹도 적으세요: `{name}.example.com`")
        }
        Note::ClusterScoped(name) => {
            format!("네임스페이스에 속하지 않는 리소스라서 클러스터 전체로 묻습니다: `{name}`")
        }
        Note::NoSuchVerb(verb) => format!("API 서버가 사용하지 않는 동사입니다: `{verb}`"),
        Note::Path => "경로에는 이름이 없습니다.".to_owned(),
    }
}

pub(super) fn miss_en(miss: &Miss, binding: &str) -> String {
    match miss {
        Miss::DanglingRoleRef { kind, name, elsewhere } => {
            let there =
                elsewhere.as_ref().map(|place| format!(" One of that name is a `{place}`.")).unwrap_or_default();
            format!("`{binding}` refers to `{kind} {name}`, which does not exist.{there}")
        }
        Miss::RoleRefGroup => {
            format!("the `apiGroup` in the `roleRef` of `{binding}` is not `rbac.authorization.k8s.io`.")
        }
        Miss::Subject(SubjectSlip::Namespace(namespace)) => {
            format!("`{binding}` names a ServiceAccount of this name in another namespace: `{namespace}`.")
        }
        Miss::Subject(SubjectSlip::NoNamespace) => {
            format!("`{binding}` names the ServiceAccount without its namespace.")
        }
        Miss::Subject(SubjectSlip::Spelling(name)) => format!("`{binding}` spells the name differently: `{name}`."),
        Miss::Subject(SubjectSlip::Kind(written)) => {
            format!("`{binding}` names it as the wrong kind: `{}`.", kind(*written))
        }
        Miss::Subject(SubjectSlip::ApiGroup) => {
            format!("the `apiGroup` of the subject in `{binding}` is not the one of its kind.")
        }
        Miss::Verb(verbs) => format!("`{binding}` allows other verbs on it: {}.", list(verbs)),
        Miss::ApiGroup(groups) => format!("`{binding}` names it in another API group: {}.", list(groups)),
        Miss::Subresource(words) => {
            format!("`{binding}` names {}, and a subresource must be named itself.", list(words))
        }
        Miss::ResourceSpelling(word) => {
            format!("`{binding}` writes `{word}`; rules need the plural in lower case.")
        }
        Miss::ResourceName(names) => format!("`{binding}` allows it for objects of these names only: {}.", list(names)),
        Miss::OtherNamespace(namespace) => format!("`{binding}` allows it in another namespace: `{namespace}`."),
        Miss::ClusterScope(namespace) => {
            format!(
                "`{binding}` allows it in one namespace only, `{namespace}`; for all of them it takes a ClusterRoleBinding."
            )
        }
    }
}

pub(super) fn miss_ko(miss: &Miss, binding: &str) -> String {
    let told = match miss {
        Miss::DanglingRoleRef { kind, name, elsewhere } => {
            let there = elsewhere.as_ref().map(|place| format!(" 같은 이름이 있는 곳: `{place}`.")).unwrap_or_default();
            format!("참조하는 역할이 없습니다: `{kind} {name}`.{there}")
        }
        Miss::RoleRefGroup => "`roleRef`의 `apiGroup`이 `rbac.authorization.k8s.io`가 아닙니다.".to_owned(),
        Miss::Subject(SubjectSlip::Namespace(namespace)) => {
            format!("이름은 같지만 다른 네임스페이스의 서비스 어카운트를 지정합니다: `{namespace}`")
        }
        Miss::Subject(SubjectSlip::NoNamespace) => "서비스 어카운트의 네임스페이스가 빠져 있습니다.".to_owned(),
        Miss::Subject(SubjectSlip::Spelling(name)) => format!("이름의 철자가 다릅니다: `{name}`"),
        Miss::Subject(SubjectSlip::Kind(written)) => format!("주체의 종류가 다릅니다: `{}`", kind(*written)),
        Miss::Subject(SubjectSlip::ApiGroup) => "주체의 `apiGroup`이 그 종류에 맞지 않습니다.".to_owned(),
        Miss::Verb(verbs) => format!("다른 동사만 허용합니다: {}", list(verbs)),
        Miss::ApiGroup(groups) => format!("다른 API 그룹의 리소스를 지정합니다: {}", list(groups)),
        Miss::Subresource(words) => format!("하위 리소스는 따로 지정해야 합니다. 지정된 것: {}", list(words)),
        Miss::ResourceSpelling(word) => format!("규칙에는 소문자 복수형을 써야 합니다. 적힌 것: `{word}`"),
        Miss::ResourceName(names) => format!("이 이름의 객체에만 허용합니다: {}", list(names)),
        Miss::OtherNamespace(namespace) => format!("다른 네임스페이스에서만 허용합니다: `{namespace}`"),
        Miss::ClusterScope(namespace) => {
            format!("한 네임스페이스에서만 허용합니다. 전체에는 ClusterRoleBinding이 필요합니다: `{namespace}`")
        }
    };
    format!("`{binding}`: {told}")
}
