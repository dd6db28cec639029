//! What stands in for what was found, and what need not be replaced.
//!
//! What always holds: no name occurs in the scenario already, and none is given twice.

use super::Kind;
use crate::aws::catalog;

/// Accounts that AWS uses in its documentation.
const ACCOUNTS: [&str; 4] = ["111122223333", "444455556666", "777788889999", "123456789012"];

/// Hosts that everybody pulls from or that AWS runs.
const PUBLIC_HOSTS: [&str; 15] = [
    "amazonaws.com",
    "amazonaws.com.cn",
    "docker.io",
    "quay.io",
    "ghcr.io",
    "gcr.io",
    "pkg.dev",
    "k8s.io",
    "public.ecr.aws",
    "mcr.microsoft.com",
    "github.com",
    "kubernetes.io",
    "example",
    "example.com",
    "githubusercontent.com",
];

/// Names that are part of Kubernetes, of AWS, or of every manifest: replacing them would change what it means.
const COMMON: [&str; 40] = [
    "default",
    "kube-system",
    "kube-public",
    "kube-node-lease",
    "apps",
    "batch",
    "core",
    "pods",
    "services",
    "secrets",
    "configmaps",
    "nodes",
    "events",
    "jobs",
    "deployments",
    "serviceaccounts",
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "linux",
    "windows",
    "amd64",
    "arm64",
    "true",
    "false",
    "null",
    "name",
    "token",
    "regional",
    "legacy",
    "cluster-admin",
    "admin",
    "edit",
    "view",
    "http",
    "main",
];

/// Words of ARNs, besides the services that the catalogue knows: as names they would be replaced in every ARN.
const ARN_WORDS: [&str; 44] = [
    "arn",
    "aws",
    "aws-cn",
    "aws-us-gov",
    "system",
    "serviceaccount",
    "oidc-provider",
    "saml-provider",
    "role",
    "user",
    "group",
    "policy",
    "instance-profile",
    "assumed-role",
    "federated-user",
    "root",
    "table",
    "index",
    "stream",
    "cluster",
    "parameter",
    "secret",
    "function",
    "key",
    "alias",
    "repository",
    "instance",
    "volume",
    "image",
    "subnet",
    "security-group",
    "loadbalancer",
    "targetgroup",
    "log-group",
    "hostedzone",
    "stack",
    "pod",
    "id",
    "sub",
    "aud",
    "elasticfilesystem",
    "elasticloadbalancing",
    "execute-api",
    "stage",
];

/// Whether a name is a word of AWS or Kubernetes, so that replacing it would change more than a name.
fn is_vocabulary(text: &str) -> bool {
    COMMON.contains(&text) || ARN_WORDS.contains(&text) || catalog::is_core(text)
}

/// Whether a text says nothing about anybody.
pub(super) fn is_public(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Account => ACCOUNTS.contains(&text),
        Kind::Secret => text.contains("EXAMPLE"),
        Kind::Issuer => text.contains("EXAMPLE"),
        Kind::Host => PUBLIC_HOSTS
            .iter()
            .any(|host| text.strip_suffix(host).is_some_and(|before| before.is_empty() || before.ends_with('.'))),
        Kind::Principal => {
            is_vocabulary(text)
                || ["aws-service-role", "aws-reserved", "service-role"].contains(&text)
                || ["AWSServiceRoleFor", "AWSReservedSSO_"].iter().any(|prefix| text.starts_with(prefix))
        }
        Kind::Resource | Kind::Kubernetes => is_vocabulary(text) || text.len() < 2,
    }
}

/// Gives names that occur nowhere.
pub(super) struct Names<'t> {
    texts: &'t [String],
    next: u32,
}

impl<'t> Names<'t> {
    pub(super) fn new(texts: &'t [String]) -> Self {
        Self { texts, next: 0 }
    }

    /// The name that stands in for a text.
    pub(super) fn for_one(&mut self, kind: Kind, text: &str) -> String {
        loop {
            self.next += 1;
            let name = candidate(kind, text, self.next);
            if !self.texts.iter().any(|text| text.contains(&name)) {
                return name;
            }
        }
    }
}

/// The n-th name of its kind, in the shape of what it stands in for.
fn candidate(kind: Kind, text: &str, n: u32) -> String {
    match kind {
        Kind::Secret if text.starts_with("eyJ") => format!("eyJhbGciOiJub25lIn0.e30.EXAMPLE{n}"),
        Kind::Secret if text.len() == 20 => format!("AKIAIOSFOD{n:03}EXAMPLE"),
        Kind::Secret => format!("wJalrXUtnFEMI/K7MDENG/bPxRfi{n:02}EXAMPLEKEY"),
        Kind::Account => match text.split_once('-') {
            Some(("o", _)) => format!("o-exampleorg{n:02}"),
            Some((prefix, _)) => format!("{prefix}-{n:017}"),
            None => match ACCOUNTS.get((n - 1) as usize) {
                Some(account) => (*account).to_owned(),
                None => format!("1000{n:08}"),
            },
        },
        Kind::Issuer => format!("EXAMPLE{n:025}"),
        Kind::Principal => format!("principal-{n}"),
        Kind::Resource => format!("resource-{n}"),
        Kind::Host => format!("host-{n}.example.com"),
        Kind::Kubernetes => format!("name-{n}"),
    }
}
