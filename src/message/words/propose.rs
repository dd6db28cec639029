//! The words of least privilege: the proposed policies and the proposed trust policy.

use crate::message::Language;
use crate::propose::trust::Admitted;

/// The words of least privilege.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub part: &'static str,
    pub note: &'static str,
    pub permissions: &'static str,
    pub no_role: &'static str,
    pub nothing_wanted: &'static str,
    pub to_tasks: &'static str,
    pub unreadable: fn(&str) -> String,
    pub no_session: &'static str,
    pub exact: &'static str,
    pub contradiction: fn(&str, &str) -> String,
    pub wider: fn(&str, &str) -> String,
    pub too_large: &'static str,
    pub wants: fn(usize) -> String,
    pub wide_want: &'static str,
    pub unmet: &'static str,
    pub unmet_note: &'static str,
    pub document_new: &'static str,
    pub document_changed: &'static str,
    pub document_gone: &'static str,
    pub difference: fn(&str) -> String,
    pub gone: fn(usize) -> String,
    pub nothing_gone: &'static str,
    pub gone_all: &'static str,
    pub gone_partly: &'static str,
    pub still_on: &'static str,
    pub but_not_on: &'static str,
    pub more: fn(usize) -> String,
    pub checked: fn(usize, usize) -> String,
    pub checked_some: fn(usize, usize) -> String,
    pub apply: &'static str,
    pub applied: &'static str,
    pub undo: &'static str,
    pub trust: &'static str,
    pub trust_note: &'static str,
    pub nobody: &'static str,
    pub no_issuer: &'static str,
    pub no_cluster: &'static str,
    pub trust_unreadable: &'static str,
    pub trust_exact: &'static str,
    pub trust_narrower: fn(&str) -> String,
    pub trust_wider: fn(&str) -> String,
    pub admitted: &'static str,
    pub who: fn(&Admitted) -> String,
    pub untagged: &'static str,
    pub excluded: &'static str,
    pub nobody_excluded: &'static str,
    pub other_subjects: &'static str,
    pub other_audiences: &'static str,
    pub kept_out: fn(&str) -> String,
    pub apply_trust: &'static str,
    pub trust_checked: &'static str,
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
    part: "Least privilege",
    note: "What you expect to be allowed becomes the role's policies: exactly that, and nothing else. Statements that deny stay.",
    permissions: "Proposed permissions",
    no_role: "The scenario does not have the role of this workload.",
    nothing_wanted: "Nothing is expected to be allowed yet. Pin cells with ⚐ in the table of actions, or expect a whole task to work.",
    to_tasks: "Choose tasks",
    unreadable: |name| format!("{name} cannot be read, so nothing is proposed."),
    no_session: "This workload gets no session of the role, so nothing could be checked. Mend the chain first.",
    exact: "The role's policies allow exactly what is expected.",
    contradiction: |action, resource| {
        format!(
            "The expectations contradict each other: `{action}` on `{resource}` cannot be answered as expected together with the others."
        )
    },
    wider: |action, resource| {
        format!("Nothing is proposed: `{action}` on `{resource}` would be allowed, and nobody asked for it.")
    },
    too_large: "Nothing is proposed: the resource patterns are too many to be compared one by one.",
    wants: |count| match count {
        1 => "1 expectation".to_owned(),
        _ => format!("{count} expectations"),
    },
    wide_want: "asks for every resource; name one to be tighter",
    unmet: "Not in the hands of these policies",
    unmet_note: "Something else decides: a Deny, a boundary, an organization's policy, or the policy of the other side.",
    document_new: "new",
    document_changed: "changed",
    document_gone: "removed",
    difference: |name| format!("What changes in {name}"),
    gone: |count| match count {
        1 => "What goes away: 1 action".to_owned(),
        _ => format!("What goes away: {count} actions"),
    },
    nothing_gone: "Nothing goes away.",
    gone_all: "No longer allowed on anything",
    gone_partly: "Allowed on less",
    still_on: "still on",
    but_not_on: "but not on",
    more: |count| format!("and {count} more"),
    checked: |expectations, sessions| {
        let sessions = if sessions == 1 { "the session".to_owned() } else { format!("all {sessions} sessions") };
        format!(
            "Checked by simulation: all {expectations} expectations, and every action of the catalogue for {sessions} of the role. Nothing else becomes allowed."
        )
    },
    checked_some: |compared, all| {
        format!("The access of {compared} of {all} sessions was compared; they are of the same role.")
    },
    apply: "Use these policies",
    applied: "The policies were replaced.",
    undo: "Undo",
    trust: "Proposed trust policy",
    trust_note: "Whoever names the role gets in, by exact subject and audience; nobody else.",
    nobody: "No ServiceAccount and no EKS Pod Identity association names this role.",
    no_issuer: "The issuer of the cluster is not known. Give it in the settings.",
    no_cluster: "Without session tags the role knows the Pods by an external ID, which holds the cluster's name, account and Region. Give them in the settings.",
    trust_unreadable: "The trust policy cannot be read, so nothing is proposed.",
    trust_exact: "The trust policy lets in exactly those who name the role.",
    trust_narrower: |subject| format!("Nothing is proposed: `{subject}` would no longer get in."),
    trust_wider: |subject| format!("Nothing is proposed: others beside `{subject}` would get in."),
    admitted: "Who gets in",
    who: |admitted| match admitted {
        Admitted::WebIdentity { subject, audience } => format!("`{subject}` with tokens for `{audience}`"),
        Admitted::PodIdentity { subject, .. } => format!("Pods of `{subject}` by EKS Pod Identity"),
        Admitted::Through { subject, role_arn, .. } => format!("`{role_arn}` on behalf of the Pods of `{subject}`"),
    },
    untagged: "Session tags are turned off in the association, so the role cannot tell its Pods from those of other associations.",
    excluded: "Who no longer gets in",
    nobody_excluded: "Nobody is shut out.",
    other_subjects: "every other ServiceAccount of the cluster: the statement names none",
    other_audiences: "tokens for every other audience of the provider: the statement names none",
    kept_out: |subject| format!("`{subject}` gets no session all the same: an earlier link breaks."),
    apply_trust: "Use this trust policy",
    trust_checked: "Checked by simulation: every workload that got in still does, and ServiceAccounts beside them do not.",
};

const KO: Words = Words {
    part: "최소 권한",
    note: "허용되어야 한다고 고정한 것만 허용하는 역할 정책을 제안합니다. 거부하는 문은 그대로 둡니다.",
    permissions: "제안하는 권한",
    no_role: "이 워크로드의 역할이 구성에 없습니다.",
    nothing_wanted: "아직 허용을 기대하는 항목이 없습니다. 작업 표의 ⚐ 버튼으로 칸을 고정하거나, 할 일이 통째로 되도록 기대값을 고정하세요.",
    to_tasks: "할 일 고르기",
    unreadable: |name| format!("문서를 읽을 수 없어 제안하지 않습니다: {name}"),
    no_session: "이 워크로드는 역할 세션을 받지 못해 확인할 수 없습니다. 체인을 먼저 고치세요.",
    exact: "역할의 정책이 기대하는 것만 정확히 허용합니다.",
    contradiction: |action, resource| {
        format!("기대값이 서로 모순됩니다. 다른 기대값과 함께 만족할 수 없는 항목: `{action}`, 리소스 `{resource}`")
    },
    wider: |action, resource| {
        format!("아무도 요청하지 않은 항목이 허용되므로 제안하지 않습니다: `{action}`, 리소스 `{resource}`")
    },
    too_large: "리소스 패턴이 너무 많아 하나씩 비교할 수 없으므로 제안하지 않습니다.",
    wants: |count| format!("기대값 {count}개"),
    wide_want: "모든 리소스를 요구합니다. 리소스를 지정하면 더 좁힐 수 있습니다",
    unmet: "이 정책만으로는 만족할 수 없는 항목",
    unmet_note: "거부 문, 권한 경계, 조직 정책, 상대편 정책 등 다른 곳에서 결정됩니다.",
    document_new: "새 문서",
    document_changed: "변경",
    document_gone: "삭제",
    difference: |name| format!("변경 내용: {name}"),
    gone: |count| format!("없어지는 권한: 작업 {count}개"),
    nothing_gone: "없어지는 권한이 없습니다.",
    gone_all: "어디에도 더 이상 허용되지 않음",
    gone_partly: "범위가 줄어듦",
    still_on: "남는 범위:",
    but_not_on: "제외:",
    more: |count| format!("외 {count}개"),
    checked: |expectations, sessions| {
        format!(
            "시뮬레이션으로 확인했습니다. 기대값 {expectations}개와, 역할 세션 {sessions}개에 대한 카탈로그의 모든 작업을 비교했고 새로 허용되는 것은 없습니다."
        )
    },
    checked_some: |compared, all| format!("같은 역할의 세션 {all}개 가운데 {compared}개의 권한을 비교했습니다."),
    apply: "이 정책 적용",
    applied: "정책을 바꾸었습니다.",
    undo: "실행 취소",
    trust: "제안하는 신뢰 정책",
    trust_note: "역할을 지정한 쪽만 정확한 주체와 대상으로 맡을 수 있습니다.",
    nobody: "이 역할을 지정한 서비스 어카운트나 EKS Pod Identity 연결이 없습니다.",
    no_issuer: "클러스터의 발급자를 알 수 없습니다. 설정에서 지정하세요.",
    no_cluster: "세션 태그가 없으면 역할은 외부 ID로 Pod를 구분합니다. 외부 ID에는 클러스터 이름, 계정, 리전이 들어가므로 설정에서 지정하세요.",
    trust_unreadable: "신뢰 정책을 읽을 수 없어 제안하지 않습니다.",
    trust_exact: "신뢰 정책이 역할을 지정한 쪽만 정확히 허용합니다.",
    trust_narrower: |subject| format!("역할을 맡을 수 없게 되는 주체가 있어 제안하지 않습니다: `{subject}`"),
    trust_wider: |subject| format!("다른 주체까지 역할을 맡게 되어 제안하지 않습니다. 기준 주체: `{subject}`"),
    admitted: "역할을 맡는 쪽",
    who: |admitted| match admitted {
        Admitted::WebIdentity { subject, audience } => format!("`{subject}`, 토큰 대상 `{audience}`"),
        Admitted::PodIdentity { subject, .. } => format!("EKS Pod Identity로 `{subject}`의 Pod"),
        Admitted::Through { subject, role_arn, .. } => format!("`{subject}`의 Pod를 대신하는 `{role_arn}`"),
    },
    untagged: "연결에서 세션 태그를 껐기 때문에 역할은 이 Pod와 다른 연결의 Pod를 구분하지 못합니다.",
    excluded: "더 이상 맡을 수 없는 쪽",
    nobody_excluded: "제외되는 쪽이 없습니다.",
    other_subjects: "클러스터의 다른 모든 서비스 어카운트: 문에 주체 조건이 없었습니다",
    other_audiences: "공급자가 받는 다른 모든 대상의 토큰: 문에 대상 조건이 없었습니다",
    kept_out: |subject| format!("앞선 링크가 끊어져 있어 여전히 세션을 받지 못합니다: `{subject}`"),
    apply_trust: "이 신뢰 정책 적용",
    trust_checked: "시뮬레이션으로 확인했습니다. 역할을 맡던 워크로드는 그대로 맡고, 그 밖의 서비스 어카운트는 맡을 수 없습니다.",
};
