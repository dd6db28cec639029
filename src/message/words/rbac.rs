//! The words of Kubernetes access.

mod near;

use crate::kubernetes::rbac::Miss;
use crate::kubernetes::rbac::question::Note;
use crate::message::Language;

/// The words of Kubernetes access.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub title: &'static str,
    pub nothing: &'static str,
    pub two_systems: &'static str,
    pub in_kubernetes: &'static str,
    pub in_aws: &'static str,
    pub apart: &'static str,
    pub no_binding: &'static str,
    pub no_role: &'static str,
    pub no_policies: &'static str,
    pub rules_count: fn(usize) -> String,
    pub in_namespace: fn(&str) -> String,
    pub whole_cluster: &'static str,
    pub by_annotation: &'static str,
    pub by_association: &'static str,
    pub becomes: &'static str,
    pub becomes_not: fn(u8) -> String,
    pub rules: &'static str,
    pub rules_note: &'static str,
    pub unreadable: &'static str,
    pub unreadable_place: &'static str,
    pub resource: &'static str,
    pub only_names: &'static str,
    pub everything: &'static str,
    pub aggregated: fn(&str) -> String,
    pub bridges: &'static str,
    pub bridges_note: fn(&str, Option<&str>) -> String,
    pub no_bridges: &'static str,
    pub bridges_advice: &'static str,
    pub builtin_bridges: fn(usize) -> String,
    pub builtin_note: &'static str,
    pub every_cluster: &'static str,
    pub user: &'static str,
    pub group: &'static str,
    pub can_i: &'static str,
    pub can_i_note: &'static str,
    pub who: &'static str,
    pub somebody_else: &'static str,
    pub user_name: &'static str,
    pub verb: &'static str,
    pub resource_or_path: &'static str,
    pub object_name: &'static str,
    pub namespace: &'static str,
    pub incomplete: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub open: &'static str,
    pub open_because: &'static str,
    pub decided_by: &'static str,
    pub the_rule: &'static str,
    pub nearly: &'static str,
    pub nothing_near: &'static str,
    pub command: &'static str,
    pub note: fn(&Note) -> String,
    pub miss: fn(&Miss, &str) -> String,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

const EN: Words = Words {
    title: "Kubernetes access",
    nothing: "Paste a ServiceAccount or a workload to see what it may do in the cluster.",
    two_systems: "The ServiceAccount between Kubernetes and AWS",
    in_kubernetes: "In Kubernetes: RBAC",
    in_aws: "In AWS: IAM",
    apart: "Two systems that share one name. What RBAC grants gives nothing in AWS, and what IAM grants gives nothing in Kubernetes.",
    no_binding: "No binding names this ServiceAccount. It may do what every ServiceAccount may: ask for the API's version, its health and its own rights.",
    no_role: "No annotation and no association names an IAM role.",
    no_policies: "no policy was given",
    rules_count: |count| if count == 1 { "1 rule".to_owned() } else { format!("{count} rules") },
    in_namespace: |namespace| format!("in `{namespace}`"),
    whole_cluster: "the whole cluster",
    by_annotation: "eks.amazonaws.com/role-arn",
    by_association: "Pod Identity association",
    becomes: "is reached",
    becomes_not: |link| format!("✕ not reached, link {link}"),
    rules: "What RBAC allows",
    rules_note: "RBAC only adds up: there is no Deny. What no rule names is refused.",
    unreadable: "Part of the manifests cannot be read or is refused by the API server. There may be more rules than are shown.",
    unreadable_place: "the first such place",
    resource: "On",
    only_names: "only named",
    everything: "everything",
    aggregated: |from| {
        if from.is_empty() {
            "An aggregated ClusterRole: its rules are collected from ClusterRoles that carry a label; what is written in it counts for nothing.".to_owned()
        } else {
            format!("An aggregated ClusterRole: its rules are collected, by label, from `{from}`.")
        }
    },
    bridges: "Who else can get here",
    bridges_note: |account, role| match role {
        Some(role) => format!(
            "Whoever may run Pods as `{account}`, or get its token, may do in AWS what the role `{role}` may. These permissions in Kubernetes are worth as much as the role itself."
        ),
        None => format!("Whoever may run Pods as `{account}`, or get its token, acts as it."),
    },
    no_bridges: "No binding in these manifests lets anybody become this ServiceAccount.",
    bridges_advice: "Keep ServiceAccounts with strong roles in namespaces of their own, and bind `edit` and `admin` there to few.",
    builtin_bridges: |count| {
        if count == 1 {
            "1 more by the bindings of every cluster".to_owned()
        } else {
            format!("{count} more by the bindings of every cluster")
        }
    },
    builtin_note: "These are Kubernetes' own components and its administrators (`system:masters`). They cannot be taken away without breaking the cluster.",
    every_cluster: "in every cluster",
    user: "User",
    group: "Group",
    can_i: "Can it …?",
    can_i_note: "Like `kubectl auth can-i`, answered from the manifests and the roles that every cluster has.",
    who: "Who",
    somebody_else: "somebody else …",
    user_name: "User, or group:name",
    verb: "Verb",
    resource_or_path: "Resource or path",
    object_name: "Name (empty: any)",
    namespace: "Namespace (empty: all)",
    incomplete: "Fill in who, a verb and a resource.",
    yes: "yes",
    no: "no",
    open: "cannot be said",
    open_because: "What could decide it cannot be read, or is refused by the API server.",
    decided_by: "Allowed by",
    the_rule: "the rule",
    nearly: "It comes close:",
    nothing_near: "No binding comes close: nobody granted anything like it.",
    command: "the command",
    note: near::note_en,
    miss: near::miss_en,
};

const KO: Words = Words {
    title: "Kubernetes 접근 권한",
    nothing: "서비스 어카운트나 워크로드를 붙여 넣으면 클러스터에서 무엇을 할 수 있는지 보여 줍니다.",
    two_systems: "Kubernetes와 AWS 사이의 서비스 어카운트",
    in_kubernetes: "Kubernetes: RBAC",
    in_aws: "AWS: IAM",
    apart: "이름 하나를 공유하는 두 시스템입니다. RBAC 권한은 AWS에서 아무 효력이 없고, IAM 권한은 Kubernetes에서 아무 효력이 없습니다.",
    no_binding: "이 서비스 어카운트를 지정한 바인딩이 없습니다. 모든 서비스 어카운트에 허용되는 일(API 버전, 상태, 자기 권한 조회)만 할 수 있습니다.",
    no_role: "IAM 역할을 지정한 어노테이션이나 연결이 없습니다.",
    no_policies: "입력한 정책 없음",
    rules_count: |count| format!("규칙 {count}개"),
    in_namespace: |namespace| format!("네임스페이스: `{namespace}`"),
    whole_cluster: "클러스터 전체",
    by_annotation: "eks.amazonaws.com/role-arn",
    by_association: "Pod Identity 연결",
    becomes: "도달함",
    becomes_not: |link| format!("✕ 도달하지 못함, 링크 {link}"),
    rules: "RBAC가 허용하는 것",
    rules_note: "RBAC는 더하기만 합니다. 거부 규칙이 없으며, 어떤 규칙에도 없는 요청은 거부됩니다.",
    unreadable: "매니페스트 일부를 읽을 수 없거나 API 서버가 거부합니다. 보이는 것보다 규칙이 더 있을 수 있습니다.",
    unreadable_place: "첫 번째 위치",
    resource: "대상 리소스",
    only_names: "이름 제한:",
    everything: "모든 것",
    aggregated: |from| {
        if from.is_empty() {
            "집계된 ClusterRole입니다. 레이블이 맞는 ClusterRole에서 규칙을 모으며, 직접 적은 규칙은 무시됩니다."
                .to_owned()
        } else {
            format!("집계된 ClusterRole입니다. 레이블로 규칙을 모아 온 곳: `{from}`")
        }
    },
    bridges: "여기까지 올 수 있는 다른 주체",
    bridges_note: |account, role| match role {
        Some(role) => format!(
            "이 서비스 어카운트로 Pod를 실행하거나 토큰을 얻을 수 있는 주체는 역할이 AWS에서 할 수 있는 일을 모두 할 수 있습니다. Kubernetes의 이 권한들은 역할 자체만큼 민감합니다. 서비스 어카운트: `{account}`, 역할: `{role}`"
        ),
        None => format!("Pod를 실행하거나 토큰을 얻을 수 있는 주체는 이 서비스 어카운트로 행동합니다: `{account}`"),
    },
    no_bridges: "이 매니페스트에는 누군가를 이 서비스 어카운트가 되게 하는 바인딩이 없습니다.",
    bridges_advice: "강한 역할을 가진 서비스 어카운트는 전용 네임스페이스에 두고, 그곳의 바인딩(`edit`, `admin`)을 최소로 유지하세요.",
    builtin_bridges: |count| format!("모든 클러스터에 있는 바인딩으로 {count}개 더"),
    builtin_note: "Kubernetes 자체 구성 요소와 관리자(`system:masters`)입니다. 없애면 클러스터가 동작하지 않습니다.",
    every_cluster: "모든 클러스터에 있음",
    user: "사용자",
    group: "그룹",
    can_i: "할 수 있나요?",
    can_i_note: "`kubectl auth can-i`처럼, 매니페스트와 모든 클러스터에 있는 역할로 답합니다.",
    who: "주체",
    somebody_else: "다른 주체 …",
    user_name: "사용자 또는 group:이름",
    verb: "동사(verb)",
    resource_or_path: "리소스 또는 경로",
    object_name: "이름(비우면 전체)",
    namespace: "네임스페이스(비우면 전체)",
    incomplete: "주체, 동사, 리소스를 입력하세요.",
    yes: "예",
    no: "아니요",
    open: "판단할 수 없음",
    open_because: "판단에 필요한 부분을 읽을 수 없거나 API 서버가 거부합니다.",
    decided_by: "허용한 규칙:",
    the_rule: "규칙",
    nearly: "거의 맞는 규칙이 있습니다.",
    nothing_near: "비슷한 권한을 준 바인딩이 없습니다.",
    command: "명령",
    note: near::note_ko,
    miss: near::miss_ko,
};
