//! The words of privilege escalation: what is gained, by which steps, and why that is possible.

use crate::chain::escalation::{Gain, Party, Way};
use crate::kubernetes::rbac;
use crate::message::Language;

/// The words of privilege escalation.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub title: &'static str,
    pub none: &'static str,
    pub note: &'static str,
    pub everything: &'static str,
    pub security: &'static str,
    pub perhaps: &'static str,
    pub ways: fn(usize) -> String,
    pub on: &'static str,
    pub beyond: &'static str,
    pub beyond_note: &'static str,
    pub in_kubernetes: &'static str,
    pub in_kubernetes_note: fn(&str) -> String,
    pub nobody_in_kubernetes: &'static str,
    pub in_manifests: &'static str,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

fn name(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// What a path gains.
#[must_use]
pub fn gain(language: Language, gain: &Gain) -> String {
    match (language, gain) {
        (Language::English, Gain::AnyRight { bounded: false }) => "It can give itself any permission".to_owned(),
        (Language::English, Gain::AnyRight { bounded: true }) => {
            "It can give itself any permission that the permissions boundary lets through".to_owned()
        }
        (Language::English, Gain::NoBoundary) => "It can shake off its permissions boundary".to_owned(),
        (Language::English, Gain::Cluster) => {
            "It can become administrator of the cluster, and with that every ServiceAccount and its role".to_owned()
        }
        (Language::English, Gain::Role { arn }) => format!("It can become the role `{}`", name(arn)),
        (Language::English, Gain::User { arn }) => format!("It can become the user `{}`", name(arn)),
        (Language::English, Gain::Group { name }) => format!("It can get the rights of the group `{name}`"),
        (Language::Korean, Gain::AnyRight { bounded: false }) => "스스로에게 어떤 권한이든 줄 수 있습니다".to_owned(),
        (Language::Korean, Gain::AnyRight { bounded: true }) => {
            "권한 경계 안에서 스스로에게 어떤 권한이든 줄 수 있습니다".to_owned()
        }
        (Language::Korean, Gain::NoBoundary) => "자신의 권한 경계를 벗어날 수 있습니다".to_owned(),
        (Language::Korean, Gain::Cluster) => {
            "클러스터 관리자가 되어 모든 서비스 어카운트와 그 역할을 얻을 수 있습니다".to_owned()
        }
        (Language::Korean, Gain::Role { arn }) => format!("다른 역할이 될 수 있습니다: `{}`", name(arn)),
        (Language::Korean, Gain::User { arn }) => format!("다른 사용자가 될 수 있습니다: `{}`", name(arn)),
        (Language::Korean, Gain::Group { name }) => format!("그룹의 권한을 얻을 수 있습니다: `{name}`"),
    }
}

/// Who takes a step.
#[must_use]
pub fn party(language: Language, party: &Party) -> String {
    match (language, party) {
        (Language::English, Party::ServiceAccount { namespace, name }) => {
            format!("the ServiceAccount `{namespace}/{name}`")
        }
        (Language::English, Party::Role { role }) => format!("`{}`", role.name),
        (Language::English, Party::User { arn }) => format!("the user `{}`", name(arn)),
        (Language::Korean, Party::ServiceAccount { namespace, name }) => {
            format!("서비스 어카운트 `{namespace}/{name}`")
        }
        (Language::Korean, Party::Role { role }) => format!("역할 `{}`", role.name),
        (Language::Korean, Party::User { arn }) => format!("사용자 `{}`", name(arn)),
    }
}

/// A step to what the scenario does not have.
#[must_use]
pub fn beyond(language: Language, way: Way) -> String {
    match (language, way) {
        (Language::English, Way::AssumeRole) => "Assume any of these roles whose trust policy agrees.".to_owned(),
        (Language::English, Way::UpdateTrust) => "Write itself into the trust policy of any of these roles.".to_owned(),
        (Language::English, Way::PassRole(service)) => {
            format!("Pass any of these roles that trusts it to {}, which runs code of its own.", service.name())
        }
        (Language::English, Way::CreateAccessKey) => "Make access keys for any of these users.".to_owned(),
        (Language::English, Way::CreateLoginProfile) => "Give any of these users a password.".to_owned(),
        (Language::English, Way::UpdateLoginProfile) => "Change the password of any of these users.".to_owned(),
        (Language::English, Way::UpdateFunctionCode) => {
            "Change the code of any of these functions, which run with their role.".to_owned()
        }
        (Language::English, Way::SendCommand) => {
            "Run commands on any of these instances, which hold their role.".to_owned()
        }
        (Language::English, Way::StartSession) => {
            "Open a shell on any of these instances, which hold their role.".to_owned()
        }
        (Language::Korean, Way::AssumeRole) => "신뢰 정책이 허용하는 다음 역할을 맡을 수 있습니다.".to_owned(),
        (Language::Korean, Way::UpdateTrust) => "다음 역할의 신뢰 정책에 자신을 넣을 수 있습니다.".to_owned(),
        (Language::Korean, Way::PassRole(service)) => {
            format!("서비스를 신뢰하는 다음 역할을 넘겨 자기 코드를 실행하게 할 수 있습니다: {}", service.name())
        }
        (Language::Korean, Way::CreateAccessKey) => "다음 사용자의 액세스 키를 만들 수 있습니다.".to_owned(),
        (Language::Korean, Way::CreateLoginProfile) => "다음 사용자에게 비밀번호를 만들어 줄 수 있습니다.".to_owned(),
        (Language::Korean, Way::UpdateLoginProfile) => "다음 사용자의 비밀번호를 바꿀 수 있습니다.".to_owned(),
        (Language::Korean, Way::UpdateFunctionCode) => {
            "다음 함수의 코드를 바꿀 수 있습니다. 코드는 함수의 역할로 실행됩니다.".to_owned()
        }
        (Language::Korean, Way::SendCommand) => {
            "다음 인스턴스에서 명령을 실행할 수 있습니다. 인스턴스에는 역할이 있습니다.".to_owned()
        }
        (Language::Korean, Way::StartSession) => {
            "다음 인스턴스에 셸을 열 수 있습니다. 인스턴스에는 역할이 있습니다.".to_owned()
        }
        // These ways always lead to what is here.
        (
            _,
            Way::PutPolicy
            | Way::AttachPolicy
            | Way::CreatePolicyVersion
            | Way::CreateRole
            | Way::CreateUser
            | Way::AddUserToGroup
            | Way::DeleteBoundary
            | Way::PutBoundary
            | Way::ClusterAccess
            | Way::Kubernetes(_),
        ) => String::new(),
    }
}

/// One step in words.
#[must_use]
pub fn step(language: Language, by: &Party, way: Way, onto: &str) -> String {
    let who = party(language, by);
    let target = match way {
        // A Pod, and what stands for any of a kind, have no name of their own.
        Way::Kubernetes(_) => onto,
        _ => name(onto),
    };
    match language {
        Language::English => step_en(&who, way, target),
        Language::Korean => step_ko(&who, way, target),
    }
}

fn step_en(who: &str, way: Way, target: &str) -> String {
    match way {
        Way::AssumeRole => format!("{who} assumes `{target}`."),
        Way::UpdateTrust => format!("{who} writes itself into the trust policy of `{target}` and assumes it."),
        Way::PassRole(service) => {
            format!("{who} passes `{target}` to {} and lets it run its own code.", service.name())
        }
        Way::CreateAccessKey => format!("{who} makes access keys for the user `{target}`."),
        Way::CreateLoginProfile => format!("{who} gives the user `{target}` a password."),
        Way::UpdateLoginProfile => format!("{who} changes the password of the user `{target}`."),
        Way::PutPolicy => format!("{who} puts an inline policy of its choice onto `{target}`."),
        Way::AttachPolicy => format!("{who} attaches `AdministratorAccess` to `{target}`."),
        Way::CreatePolicyVersion => {
            format!("{who} writes a new version of its own policy `{target}`, if that is a customer managed one.")
        }
        Way::CreateRole => format!("{who} makes a role that trusts it, with a policy of its choice, and assumes it."),
        Way::CreateUser => format!("{who} makes a user with a policy of its choice, and access keys for it."),
        Way::AddUserToGroup => format!("{who} adds itself to the group `{target}`."),
        Way::DeleteBoundary => format!("{who} deletes its permissions boundary."),
        Way::PutBoundary => format!("{who} puts a wider permissions boundary in place of its own."),
        Way::ClusterAccess => {
            format!(
                "{who} makes an access entry for itself in the cluster and associates the policy of an administrator."
            )
        }
        Way::UpdateFunctionCode => {
            format!("{who} changes the code of a function, which runs with the function's role.")
        }
        Way::SendCommand => format!("{who} runs commands on instances, which hold the credentials of their role."),
        Way::StartSession => format!("{who} opens a shell on instances, which hold the credentials of their role."),
        Way::Kubernetes(by) => match by {
            rbac::Way::MintToken => format!("{who} mints a token of the ServiceAccount `{target}`."),
            rbac::Way::CreatePod => format!("{who} runs a Pod with the ServiceAccount `{target}`."),
            rbac::Way::ControlWorkload => {
                format!("{who} changes a workload that runs with the ServiceAccount `{target}`.")
            }
            rbac::Way::EnterPod => format!("{who} enters a running Pod of the ServiceAccount `{target}`."),
            rbac::Way::ChangeAnnotation => format!("{who} changes the annotation of the ServiceAccount `{target}`."),
            rbac::Way::Impersonate => format!("{who} impersonates the ServiceAccount `{target}`."),
        },
    }
}

fn step_ko(who: &str, way: Way, target: &str) -> String {
    let (said, shown) = match way {
        Way::AssumeRole => ("역할을 맡습니다".to_owned(), true),
        Way::UpdateTrust => ("신뢰 정책에 자신을 넣고 역할을 맡습니다".to_owned(), true),
        Way::PassRole(service) => (format!("역할을 넘겨 자기 코드를 실행하게 합니다({})", service.name()), true),
        Way::CreateAccessKey => ("사용자의 액세스 키를 만듭니다".to_owned(), true),
        Way::CreateLoginProfile => ("사용자에게 비밀번호를 만들어 줍니다".to_owned(), true),
        Way::UpdateLoginProfile => ("사용자의 비밀번호를 바꿉니다".to_owned(), true),
        Way::PutPolicy => ("원하는 인라인 정책을 넣습니다".to_owned(), true),
        Way::AttachPolicy => ("`AdministratorAccess` 정책을 연결합니다".to_owned(), true),
        Way::CreatePolicyVersion => ("고객 관리형 정책이라면, 자기 정책의 새 버전을 씁니다".to_owned(), true),
        Way::CreateRole => ("자신을 신뢰하는 역할을 만들어 원하는 정책을 주고 맡습니다".to_owned(), false),
        Way::CreateUser => ("사용자를 만들어 원하는 정책과 액세스 키를 줍니다".to_owned(), false),
        Way::AddUserToGroup => ("자신을 그룹에 넣습니다".to_owned(), true),
        Way::DeleteBoundary => ("자신의 권한 경계를 삭제합니다".to_owned(), false),
        Way::PutBoundary => ("자신의 권한 경계를 더 넓은 것으로 바꿉니다".to_owned(), false),
        Way::ClusterAccess => ("클러스터에 자신의 액세스 항목을 만들고 관리자 정책을 연결합니다".to_owned(), false),
        Way::UpdateFunctionCode => ("함수의 코드를 바꿉니다. 코드는 함수의 역할로 실행됩니다".to_owned(), false),
        Way::SendCommand => {
            ("인스턴스에서 명령을 실행합니다. 인스턴스에는 역할의 자격 증명이 있습니다".to_owned(), false)
        }
        Way::StartSession => ("인스턴스에 셸을 엽니다. 인스턴스에는 역할의 자격 증명이 있습니다".to_owned(), false),
        Way::Kubernetes(by) => {
            let said = match by {
                rbac::Way::MintToken => "서비스 어카운트의 토큰을 발급합니다",
                rbac::Way::CreatePod => "서비스 어카운트로 Pod를 실행합니다",
                rbac::Way::ControlWorkload => "서비스 어카운트를 쓰는 워크로드를 바꿉니다",
                rbac::Way::EnterPod => "서비스 어카운트를 쓰는 실행 중인 Pod에 들어갑니다",
                rbac::Way::ChangeAnnotation => "서비스 어카운트의 어노테이션을 바꿉니다",
                rbac::Way::Impersonate => "서비스 어카운트로 가장합니다",
            };
            (said.to_owned(), true)
        }
    };
    if shown { format!("{said}. 주체: {who}, 대상: `{target}`") } else { format!("{said}. 주체: {who}") }
}

const EN: Words = Words {
    title: "Ways to more",
    none: "None: with these rights it can neither become somebody else nor change its own policies.",
    note: "Rights that lead to more rights. Each step is decided on the roles, users and policies that are here.",
    everything: "It may do everything already; no way leads further.",
    security: "security",
    perhaps: "perhaps",
    ways: |count| format!("{count} ways"),
    on: "on",
    beyond: "Beyond what is here",
    beyond_note: "The caller's half is granted, for roles, users, functions or instances that are not in this configuration. Whether they exist, and whether their side agrees, cannot be seen here.",
    in_kubernetes: "From Kubernetes",
    in_kubernetes_note: |account| format!("Who may become the ServiceAccount `{account}` gets all of this too."),
    nobody_in_kubernetes: "No binding in these manifests lets anybody become it.",
    in_manifests: "the binding",
};

const KO: Words = Words {
    title: "더 많은 권한으로 가는 길",
    none: "없습니다. 이 권한으로는 다른 주체가 되거나 자신의 정책을 바꿀 수 없습니다.",
    note: "더 많은 권한으로 이어지는 권한입니다. 단계마다 여기에 있는 역할, 사용자, 정책을 두고 판단합니다.",
    everything: "이미 모든 것을 할 수 있으므로 더 나아갈 길이 없습니다.",
    security: "보안",
    perhaps: "조건부",
    ways: |count| format!("방법 {count}가지"),
    on: "리소스",
    beyond: "여기에 없는 대상으로 가는 길",
    beyond_note: "이 구성에 없는 역할, 사용자, 함수, 인스턴스에 대해 호출하는 쪽의 권한이 있습니다. 그런 대상이 있는지, 상대 쪽도 허용하는지는 여기서 알 수 없습니다.",
    in_kubernetes: "Kubernetes에서 오는 길",
    in_kubernetes_note: |account| {
        format!("이 서비스 어카운트가 될 수 있는 주체도 위의 권한을 모두 얻습니다: `{account}`")
    },
    nobody_in_kubernetes: "이 매니페스트에는 누군가를 이 서비스 어카운트가 되게 하는 바인딩이 없습니다.",
    in_manifests: "바인딩",
};
