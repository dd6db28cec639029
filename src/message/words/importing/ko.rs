//! Pasting and dropping, in Korean.

use super::{Words, short};
use crate::import::{Cause, Detail, Kind, MOST_TEXTS, Target, Use};
use crate::message::Words as Sentence;

pub(super) const WORDS: Words = Words {
    title: "무엇이든 붙여넣기",
    open: "무엇이든 붙여넣기",
    open_hint: "또는 파일 끌어다 놓기: YAML, 정책, `aws`·`kubectl` 출력",
    intro: "매니페스트, 정책, `aws`와 `kubectl` 출력, 템플릿을 붙여 넣으면 무엇인지 알아보고 제자리에 넣습니다. 모든 내용은 이 브라우저에만 남고, 실행 취소 한 번으로 되돌릴 수 있습니다.",
    text_label: "읽을 텍스트",
    placeholder: "여기에 붙여 넣으세요",
    choose_files: "파일 선택",
    drop_here: "또는 페이지 아무 곳에나 끌어다 놓으세요",
    drop_title: "여기에 놓으면 파일을 읽습니다",
    drop_help: "무엇이 바뀌는지 먼저 보여 드립니다.",
    remove: |name| format!("제거: {name}"),
    files: "파일",
    preview: "적용하면",
    preview_empty: "다음과 같은 것을 읽습니다.",
    examples: &[
        "`kubectl get sa,deploy,pod -o yaml`",
        "`aws iam get-role`, `get-role-policy`, `get-policy-version`",
        "`aws iam get-account-authorization-details`",
        "`aws eks describe-cluster`, `describe-pod-identity-association`",
        "신뢰 정책, 권한 정책, 버킷 정책",
        "eksctl ClusterConfig, CloudFormation, `terraform show -json`",
        "`AccessDenied` 같은 오류 메시지",
    ],
    nothing_found: "알아볼 수 있는 내용이 없습니다.",
    unused: "사용하지 못한 내용",
    mode: "지금 있는 내용",
    add: "그대로 두고 추가",
    replace: "모두 바꾸기",
    use_as: "용도",
    all_roles: |count| format!("나머지 역할도 모두 가져오기: {count}개"),
    every_role: "모든 역할 가져오기",
    apply: "넣기",
    apply_replace: "모두 바꾸기",
    cancel: "취소",
    at_line: |name, line| format!("{name}, {line}행"),
    line: |line| format!("{line}행"),
    more: |count| format!("외 {count}개"),
    added: "추가",
    updated: "교체",
    same: "이미 있음",
    no_change: "바뀌는 내용이 없습니다. 이미 모두 있거나, 정보만 알려 주는 텍스트입니다.",
    done: |count| format!("변경 {count}건을 적용했습니다."),
    done_replaced: "가져온 구성으로 모두 바꾸었습니다.",
    done_unused: |count| format!("{count}건은 사용하지 못했습니다."),
    details: "어디에 넣었는지 보기",
    undo: "실행 취소",
    close: "닫기",
    offer: |kind| format!("다른 종류의 텍스트로 보입니다: {kind}"),
    offer_apply: "제자리에 넣기",
    offer_keep: "여기에 그대로 두기",
    summary: |found, unused| format!("인식 {found}건, 사용하지 못함 {unused}건"),
};

pub(super) fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Manifest => "Kubernetes YAML".to_owned(),
        Kind::Eksctl => "`ClusterConfig`(eksctl)".to_owned(),
        Kind::CloudFormation => "CloudFormation 템플릿".to_owned(),
        Kind::Terraform => "Terraform JSON".to_owned(),
        Kind::TrustPolicy => "신뢰 정책".to_owned(),
        Kind::Permissions => "권한 정책".to_owned(),
        Kind::ResourcePolicy => "리소스 정책".to_owned(),
        Kind::Command(command) => format!("`{command}` 출력"),
        Kind::Scenario => "이 페이지의 구성".to_owned(),
        Kind::Link => "이 페이지의 링크".to_owned(),
        Kind::ErrorMessage => "AWS 오류 메시지".to_owned(),
        Kind::Issuer => "OIDC 발급자 URL".to_owned(),
    }
}

pub(super) fn target(target: &Target) -> String {
    match target {
        Target::Manifests(kind, namespace, name) if namespace.is_empty() => format!("매니페스트: {kind} `{name}`"),
        Target::Manifests(kind, namespace, name) => format!("매니페스트: {kind} `{namespace}/{name}`"),
        Target::Role(arn) => format!("역할 `{}`", short(arn)),
        Target::TrustPolicy(arn) => format!("역할 `{}`의 신뢰 정책", short(arn)),
        Target::RolePolicy(arn, name) => format!("역할 `{}`의 권한 정책: `{name}`", short(arn)),
        Target::Boundary(arn) => format!("역할 `{}`의 권한 경계", short(arn)),
        Target::User(arn) => format!("사용자 `{}`", short(arn)),
        Target::Group(name) => format!("그룹 `{name}`"),
        Target::ResourcePolicy(arn) => format!("리소스 정책: `{arn}`"),
        Target::ServiceControl => "서비스 제어 정책(SCP)".to_owned(),
        Target::ResourceControl => "리소스 제어 정책(RCP)".to_owned(),
        Target::Session => "세션 정책".to_owned(),
        Target::Endpoint => "VPC 엔드포인트 정책".to_owned(),
        Target::Cluster(field, value) => format!("클러스터 {field}: `{value}`"),
        Target::Provider(account, issuer) => format!("계정 `{account}`의 OIDC 공급자: `{issuer}`"),
        Target::Association(namespace, name) => format!("Pod Identity 연결: `{namespace}/{name}`"),
        Target::NodeRole(arn) => format!("노드 역할: `{}`", short(arn)),
        Target::Question(action, resource) => format!("질문: `{resource}`에 대한 `{action}`"),
        Target::Everything => "이 페이지 전체".to_owned(),
    }
}

pub(super) fn detail(detail: &Detail) -> String {
    match detail {
        Detail::Noise(count) => {
            format!("클러스터가 기록하는 필드(`managedFields`, `status` 등)를 제외했습니다: {count}개")
        }
        Detail::Placeholder(what, value) => {
            format!("텍스트에 `{what}` 값이 없어 임시 값을 넣었습니다: `{value}`. 실제 값으로 바꾸세요.")
        }
        Detail::Filled(what, value) => format!("`{what}` 값으로 사용했습니다: `{value}`"),
        Detail::OnlyNames(run) => {
            format!("이름만 들어 있습니다. 다음 명령의 출력도 붙여 넣으세요: `{run}`")
        }
        Detail::Caller(account, arn) => format!("명령을 실행한 주체: `{arn}` (계정 `{account}`)"),
        Detail::CallerRole(role) => format!(
            "Pod 안에서 실행했다면 Pod는 이 역할로 동작합니다: `{role}`. 여기의 어떤 서비스 어카운트도 이 역할을 지정하지 않으므로 노드 역할일 가능성이 큽니다."
        ),
        Detail::Failure(code, Some(operation)) => format!("`{operation}` 호출에 AWS가 반환한 오류: `{code}`"),
        Detail::Failure(code, None) => format!("오류: `{code}`"),
        Detail::FailureOfTrust => {
            "STS가 토큰을 거부했습니다. 연결 4와 5, 즉 OIDC 공급자와 신뢰 정책을 확인하세요. STS는 이 부분의 모든 문제에 같은 답을 반환합니다.".to_owned()
        }
        Detail::FailureOfAccess => {
            "자격 증명은 있었지만 정책이 작업을 허용하지 않았습니다. 연결 6과 7, 그리고 누가 요청했는지 확인하세요.".to_owned()
        }
        Detail::FailureAs(role) => format!(
            "요청한 역할: `{role}`. 서비스 어카운트의 역할이 아니라면 Pod가 그 역할을 쓰지 않고 있는 것입니다. 연결 1~3을 확인하세요."
        ),
        Detail::FromMemory(name) => format!("텍스트에 정책 문서가 없어 공개된 버전을 넣었습니다: `{name}`"),
        Detail::RolesLeftOut(count) => {
            format!("서비스 어카운트가 맡을 수 없고 여기에서 쓰이지 않는 역할을 제외했습니다: {count}개")
        }
        Detail::CodeBlocks => "코드 블록 안의 내용만 읽었습니다.".to_owned(),
        Detail::CommandLines => "명령줄은 건너뛰었습니다.".to_owned(),
        Detail::Decoded => "퍼센트 인코딩된 정책을 디코딩했습니다.".to_owned(),
    }
}

pub(super) fn usage(usage: &Use) -> String {
    match usage {
        Use::Trust(arn) => format!("신뢰 정책: {}", short(arn)),
        Use::Permissions(arn) => format!("권한 정책: {}", short(arn)),
        Use::Boundary(arn) => format!("권한 경계: {}", short(arn)),
        Use::ServiceControl => "서비스 제어 정책(SCP)".to_owned(),
        Use::ResourceControl => "리소스 제어 정책(RCP)".to_owned(),
        Use::Resource(arn) => format!("리소스 정책: {arn}"),
        Use::Session => "세션 정책".to_owned(),
        Use::Endpoint => "VPC 엔드포인트 정책".to_owned(),
    }
}

pub(super) fn cause(cause: &Cause) -> Sentence {
    match cause {
        Cause::Syntax(_) | Cause::BadPolicy => Sentence::with_help(
            "안에 든 정책이 JSON이 아닙니다",
            "AWS에 있는 문서를 객체 또는 인코딩된 텍스트 그대로 붙여 넣으세요",
        ),
        Cause::Empty => Sentence::plain("내용이 없습니다"),
        Cause::TooLarge => Sentence::with_help("한 번에 읽기에는 너무 큽니다", "필요한 부분만 붙여 넣으세요"),
        Cause::TooMany => Sentence::with_help(
            format!("한 번에 읽을 수 있는 양을 넘었습니다. 파일은 {MOST_TEXTS}개까지 읽습니다"),
            "나머지는 다음에 이어서 가져오세요",
        ),
        Cause::NotText => Sentence::plain("UTF-8이나 UTF-16 텍스트 파일이 아닙니다"),
        Cause::Unknown(keys) => Sentence::with_help(
            format!("알 수 없는 종류의 객체입니다. 필드: `{}`", keys.join("`, `")),
            "`apiVersion`과 `kind`가 있는 Kubernetes 객체, `Statement`가 있는 정책, 또는 명령의 출력 전체를 붙여 넣으세요",
        ),
        Cause::Prose => Sentence::with_help("YAML도 JSON도 AWS 오류 메시지도 아닙니다", "문서 자체를 붙여 넣으세요"),
        Cause::OnlyCommand => Sentence::with_help("출력이 없는 명령입니다", "명령을 실행한 뒤 그 출력을 붙여 넣으세요"),
        Cause::TerraformSource => Sentence::with_help(
            "Terraform 소스는 Terraform만 계산할 수 있습니다",
            "`terraform show -json`을 실행해 그 출력을 붙여 넣거나, `terraform console`에서 렌더링한 정책을 붙여 넣으세요",
        ),
        Cause::HelmValues => Sentence::with_help(
            "Helm 차트의 values입니다. 어떤 객체가 되는지는 Helm만 압니다",
            "이 values로 `helm template`을 실행해 그 출력을 붙여 넣으세요",
        ),
        Cause::NoDocument(arn) => Sentence::with_help(
            "정책의 ARN만 있고 문서가 없습니다",
            format!(
                "`aws iam get-policy --policy-arn {arn}`에서 `DefaultVersionId`를 확인한 다음, `aws iam get-policy-version --policy-arn {arn} --version-id …` 출력을 붙여 넣으세요"
            ),
        ),
        Cause::NotAttached(count) => {
            Sentence::plain(format!("가져온 역할, 사용자, 그룹에 연결되지 않은 관리형 정책: {count}개"))
        }
        Cause::Secret => Sentence::with_help(
            "자격 증명이 들어 있어 저장하지 않았습니다",
            "여기에는 필요하지 않습니다. 다른 사람이 볼 수 있었다면 폐기하세요",
        ),
        Cause::Token => Sentence::with_help(
            "토큰이어서 저장하지 않았습니다",
            "토큰은 이 페이지가 직접 만듭니다. Pod와 서비스 어카운트를 붙여 넣으세요",
        ),
        Cause::Kubeconfig => Sentence::with_help(
            "kubeconfig에는 자격 증명이 있고, 시뮬레이션에 쓰이는 내용은 없습니다",
            "`kubectl get sa,pod -o yaml` 출력을 붙여 넣으세요",
        ),
        Cause::NoAccount => Sentence::with_help(
            "어느 계정에 있는지 알 수 없습니다",
            "`aws iam list-open-id-connect-providers`나 `aws eks describe-cluster` 출력을 함께 붙여 넣으세요",
        ),
        Cause::Missing(field) => Sentence::plain(format!("빠진 필드: `{field}`")),
        Cause::BadScenario(reason) => {
            Sentence::plain(format!("이 페이지의 구성처럼 보이지만 읽을 수 없습니다: {}", reason.replace('`', "'")))
        }
        Cause::BadLink => Sentence::with_help("링크를 읽을 수 없습니다", "링크를 끝까지 복사했는지 확인하세요"),
        Cause::OtherResource(kind) => Sentence::plain(format!("시뮬레이션과 관계없는 리소스입니다: `{kind}`")),
        Cause::WellKnown(name) => Sentence::with_help(
            format!("여기에 없는 eksctl 기본 정책입니다: `{name}`"),
            "AWS에 있는 역할의 `aws iam get-role-policy` 출력을 붙여 넣으세요",
        ),
        Cause::SecondScenario => {
            Sentence::plain("이미 구성 하나를 읽었습니다. 한 페이지에는 구성 하나만 둘 수 있습니다")
        }
    }
}
