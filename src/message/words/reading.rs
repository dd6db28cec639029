//! The words of the reader: the concepts and the reference of checks; and the titles of the concepts, which other parts
//! of the page link to.

use crate::concept::Concept;
use crate::message::Language;

/// The words of the reader.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub concepts: &'static str,
    pub checks: &'static str,
    pub checks_about: &'static str,
    pub all_checks: &'static str,
    pub search_checks: &'static str,
    pub domain: fn(&str) -> &'static str,
    pub analyzer: &'static str,
    pub found_here: &'static str,
    pub not_found_here: &'static str,
    pub fix: &'static str,
    pub no_example: &'static str,
    pub about: &'static str,
    pub contents: &'static str,
    pub whole: &'static str,
    pub search: &'static str,
    pub nothing_found: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub print: &'static str,
    pub loading: &'static str,
    pub failed: &'static str,
    pub failed_help: &'static str,
    pub retry: &'static str,
    pub no_page: &'static str,
    pub example: &'static str,
    pub open: &'static str,
    pub opens_elsewhere: &'static str,
    pub learn: fn(&str) -> String,
    pub part: fn(usize) -> String,
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
    concepts: "Concepts",
    checks: "Checks",
    checks_about: "Everything that the page looks for in what you paste: what is refused, what most likely is not meant, \
                   and what opens more than it should. Each with an example in which it is found and one in which it is not.",
    all_checks: "All checks",
    search_checks: "Search the checks",
    domain: |domain| match domain {
        "syntax" => "JSON and YAML",
        "policy" => "Policies",
        "trust" => "Trust policies",
        "manifest" => "Manifests",
        "kubernetes" => "Kubernetes",
        "irsa" => "IRSA",
        _ => "More",
    },
    analyzer: "IAM Access Analyzer:",
    found_here: "Found here",
    not_found_here: "Not found here",
    fix: "The fix",
    no_example: "This check has no example yet.",
    about: "Thirty short pages, from the name of an account to a Pod with its own IAM role. Each stands for itself; read \
            from top to bottom, they are an introduction to IAM, ServiceAccounts and IRSA. The pictures are simulated \
            here and now: open one in the playground and break it.",
    contents: "Contents",
    whole: "Everything on one page",
    search: "Search the concepts",
    nothing_found: "No page has all these words.",
    previous: "Previous",
    next: "Next",
    print: "Print",
    loading: "Loading\u{2026}",
    failed: "The pages did not arrive.",
    failed_help: "Check the connection and try again.",
    retry: "Try again",
    no_page: "There is no such page. These are all of them:",
    example: "Example:",
    open: "Open in the playground",
    opens_elsewhere: "opens in a new tab",
    learn: |title| format!("Learn: {title}"),
    part: |number| format!("Part {number}"),
};

const KO: Words = Words {
    concepts: "개념",
    checks: "검사 항목",
    checks_about: "붙여 넣은 내용에서 무엇을 찾아내는지 모두 모았습니다. 거부되는 것, 의도와 다를 가능성이 큰 것, 필요 이상으로 열려 있는 \
                   것입니다. 항목마다 발견되는 예와 발견되지 않는 예가 하나씩 있습니다.",
    all_checks: "모든 검사 항목",
    search_checks: "검사 항목 검색",
    domain: |domain| match domain {
        "syntax" => "JSON과 YAML",
        "policy" => "정책",
        "trust" => "신뢰 정책",
        "manifest" => "매니페스트",
        "kubernetes" => "Kubernetes",
        "irsa" => "IRSA",
        _ => "기타",
    },
    analyzer: "IAM Access Analyzer:",
    found_here: "발견되는 예",
    not_found_here: "발견되지 않는 예",
    fix: "고친 결과",
    no_example: "이 항목에는 아직 예가 없습니다.",
    about: "계정의 이름에서 시작해 자기 IAM 역할을 가진 Pod까지, 짧은 글 서른 편입니다. 한 편씩 따로 읽어도 되고, 처음부터 차례로 \
            읽으면 IAM, 서비스 어카운트, IRSA 입문서가 됩니다. 그림은 지금 이 자리에서 시뮬레이션한 결과입니다. \
            플레이그라운드에서 열어 직접 망가뜨려 보세요.",
    contents: "목차",
    whole: "한 페이지로 모두 보기",
    search: "개념 검색",
    nothing_found: "검색어를 모두 포함하는 글이 없습니다.",
    previous: "이전",
    next: "다음",
    print: "인쇄",
    loading: "불러오는 중입니다\u{2026}",
    failed: "글을 받지 못했습니다.",
    failed_help: "연결 상태를 확인하고 다시 시도하세요.",
    retry: "다시 시도",
    no_page: "그런 글은 없습니다. 전체 목록은 다음과 같습니다.",
    example: "예제:",
    open: "플레이그라운드에서 열기",
    opens_elsewhere: "새 탭에서 열림",
    learn: |title| format!("더 알아보기: {title}"),
    part: |number| format!("{number}부"),
};

/// The title of a concept, as its page has it.
#[must_use]
pub fn title(language: Language, concept: Concept) -> &'static str {
    match language {
        Language::English => english(concept),
        Language::Korean => korean(concept),
    }
}

fn english(concept: Concept) -> &'static str {
    match concept {
        Concept::Arn => "Accounts and ARNs",
        Concept::User => "IAM user",
        Concept::Group => "Group",
        Concept::Policy => "Policy",
        Concept::Statement => "Statement",
        Concept::Evaluation => "Allowed or denied",
        Concept::Condition => "Condition",
        Concept::Role => "Role",
        Concept::TrustPolicy => "Trust policy",
        Concept::Session => "Role session",
        Concept::PermissionsBoundary => "Permissions boundary",
        Concept::ResourcePolicy => "Resource policy",
        Concept::CrossAccount => "Across accounts",
        Concept::OrganizationPolicies => "SCP and RCP",
        Concept::Pod => "Pod",
        Concept::Namespace => "Namespace",
        Concept::ServiceAccount => "ServiceAccount",
        Concept::Rbac => "RBAC",
        Concept::RbacIsNotIam => "RBAC is not IAM",
        Concept::Irsa => "IRSA",
        Concept::Webhook => "Webhook",
        Concept::ProjectedToken => "Projected token",
        Concept::OidcProvider => "Issuer and OIDC provider",
        Concept::Subject => "Subject (sub)",
        Concept::Audience => "Audience (aud)",
        Concept::WebIdentity => "AssumeRoleWithWebIdentity",
        Concept::CredentialChain => "Credential chain",
        Concept::NodeRole => "Node role",
        Concept::PodIdentity => "EKS Pod Identity",
        Concept::LeastPrivilege => "Least privilege",
    }
}

fn korean(concept: Concept) -> &'static str {
    match concept {
        Concept::Arn => "계정과 ARN",
        Concept::User => "IAM 사용자",
        Concept::Group => "그룹",
        Concept::Policy => "정책",
        Concept::Statement => "구문(Statement)",
        Concept::Evaluation => "허용과 거부",
        Concept::Condition => "조건",
        Concept::Role => "역할",
        Concept::TrustPolicy => "신뢰 정책",
        Concept::Session => "역할 세션",
        Concept::PermissionsBoundary => "권한 경계",
        Concept::ResourcePolicy => "리소스 정책",
        Concept::CrossAccount => "계정 간 접근",
        Concept::OrganizationPolicies => "SCP와 RCP",
        Concept::Pod => "Pod",
        Concept::Namespace => "네임스페이스",
        Concept::ServiceAccount => "서비스 어카운트",
        Concept::Rbac => "RBAC",
        Concept::RbacIsNotIam => "RBAC과 IAM은 별개",
        Concept::Irsa => "IRSA",
        Concept::Webhook => "웹훅",
        Concept::ProjectedToken => "프로젝션 토큰",
        Concept::OidcProvider => "발급자와 OIDC 공급자",
        Concept::Subject => "주체(sub)",
        Concept::Audience => "대상(aud)",
        Concept::WebIdentity => "AssumeRoleWithWebIdentity",
        Concept::CredentialChain => "자격 증명 체인",
        Concept::NodeRole => "노드 역할",
        Concept::PodIdentity => "EKS Pod Identity",
        Concept::LeastPrivilege => "최소 권한",
    }
}
