//! 전체 결과의 문장: 제목, 실행 주체, 가정.

use crate::chain::simulation::{Assumption, Chain, Identity};

/// 성립한 체인의 제목.
pub(in crate::message) fn success(chain: &Chain) -> String {
    match &chain.identity {
        Identity::WebIdentity { .. } | Identity::PodIdentity { .. } => {
            let role = chain.role.as_ref().map_or("", |role| role.name.as_str());
            format!("체인이 이어집니다. Pod `{}` → 역할 `{role}`", chain.workload.name)
        }
        _ => "체인이 이어집니다".to_owned(),
    }
}

/// 누구로 실행되는지: 굵은 부분과 설명.
pub(in crate::message) fn identity(identity: &Identity) -> (String, &'static str) {
    match identity {
        Identity::WebIdentity { session_arn, .. } => (format!("`{session_arn}`"), ""),
        Identity::PodIdentity { session_arn, .. } => {
            (format!("`{session_arn}`"), "EKS Pod Identity를 통해 실행됩니다.")
        }
        Identity::NodeRole { session_arn: Some(arn) } => {
            (format!("`{arn}`"), "노드의 역할입니다. 이를 알려 주는 오류는 없습니다.")
        }
        Identity::NodeRole { session_arn: None } => ("노드의 역할".to_owned(), "이를 알려 주는 오류는 없습니다."),
        Identity::StaticKeys => ("고정 키의 소유자".to_owned(), "모든 SDK가 고정 키를 가장 먼저 봅니다."),
        Identity::Nobody => ("없음".to_owned(), "SDK가 오류로 끝나며 자격 증명이 없습니다."),
        Identity::NoPod => ("없음".to_owned(), "Pod가 생성되지 않습니다."),
        Identity::Unknown => ("알 수 없음".to_owned(), "주어진 내용만으로는 말할 수 없습니다."),
    }
}

pub(in crate::message) fn assumption(assumption: &Assumption) -> String {
    match assumption {
        Assumption::Issuer { issuer, .. } => format!("클러스터의 발급자는 신뢰 정책에 적힌 것과 같음: `{issuer}`"),
        Assumption::Provider { account, client_id, .. } => {
            format!("계정에 OIDC 공급자가 있음. 계정: `{account}`, 클라이언트 ID: `{client_id}`")
        }
        Assumption::Pod { namespace, service_account } => {
            format!("이 서비스 어카운트를 쓰는 Pod가 있음: `{namespace}/{service_account}`")
        }
        Assumption::Webhook => "클러스터는 EKS이며 pod identity webhook이 동작함".to_owned(),
        Assumption::Sdk { sdk } => format!("애플리케이션의 SDK: `{sdk}`"),
        Assumption::NoImds => "Amazon Linux 2023 노드처럼 Pod에서 IMDS에 접근할 수 없음".to_owned(),
        Assumption::ResourceAccount { account } => format!("ARN에 계정이 없는 리소스의 소유 계정: `{account}`"),
        Assumption::NoRoleTags { role_arn } => format!("역할에 태그가 없음: `{role_arn}`"),
        Assumption::Context { values } => {
            let list: Vec<_> = values.iter().map(|(key, value)| format!("`{key}` = `{value}`")).collect();
            format!("요청에 담기는 값: {}", list.join(", "))
        }
    }
}
