//! The trust policies that eksctl writes: what a ClusterConfig stands for, and what a role must say to be handed over as
//! one.
//!
//! What always holds: subject and audience with `StringEquals`; of EKS Pod Identity, no condition. Source: eksctl user
//! guide, "IAM Roles for Service Accounts", "EKS Pod Identity Associations".

use crate::syntax::json::quoted;

/// The trust policy that eksctl writes for a ServiceAccount.
pub(crate) fn web_identity(provider: &str, issuer: &str, subject: &str) -> String {
    let (provider, subject) = (quoted(provider), quoted(subject));
    let (sub, aud) = (quoted(&format!("{issuer}:sub")), quoted(&format!("{issuer}:aud")));
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{
        "Federated": {provider}
      }},
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {{
        "StringEquals": {{
          {sub}: {subject},
          {aud}: "sts.amazonaws.com"
        }}
      }}
    }}
  ]
}}
"#
    )
}

/// The trust policy that eksctl writes for EKS Pod Identity.
pub(crate) fn pods() -> &'static str {
    PODS
}

const PODS: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "pods.eks.amazonaws.com"
      },
      "Action": [
        "sts:AssumeRole",
        "sts:TagSession"
      ]
    }
  ]
}
"#;
