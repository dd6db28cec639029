//! Terraform, with the providers `aws` and `kubernetes`.
//!
//! What always holds: no text of the scenario is read as a template; resources refer to each other by their addresses,
//! so Terraform knows the order. Sources: Terraform AWS provider, `aws_iam_*`, `aws_eks_pod_identity_association`,
//! `aws_s3_bucket_policy`; Terraform Kubernetes provider, `kubernetes_service_account_v1`.

use super::plan::{Plan, Role, Stand};
use super::quote::{hcl, heredoc};
use super::{Note, comments};
use crate::kubernetes::service_account::ServiceAccount;

const PROVIDERS: &str = r#"terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}
"#;

/// The text.
pub(super) fn text(plan: &Plan<'_>, say: &dyn Fn(&Note) -> String) -> String {
    let needs: &[Stand] = if plan.associations.is_empty() { &[] } else { &[Stand::ClusterName] };
    let mut notes = vec![Note::Run("terraform init && terraform apply".to_owned())];
    notes.extend(plan.notes_for(needs));
    let roles = plan.own_roles(&mut notes);
    notes.extend((plan.objects > 0).then_some(Note::Kubernetes(plan.objects)));
    let mut names = Names::default();
    let mut out = String::new();
    for provider in plan.providers.iter().filter(|provider| provider.account == plan.account) {
        let clients: Vec<String> = provider.clients.iter().map(|client| hcl(client)).collect();
        let lines = [
            format!("url            = {}", hcl(&format!("https://{}", provider.host))),
            format!("client_id_list = [{}]", clients.join(", ")),
        ];
        out.push_str(&resource("aws_iam_openid_connect_provider", &names.next("provider", "cluster"), &lines));
    }
    let mut made: Vec<(&str, String)> = Vec::new();
    for role in roles {
        let address = names.next("role", &role.name);
        out.push_str(&of_role(role, &address, &mut names));
        made.push((&role.arn, format!("aws_iam_role.{address}.arn")));
    }
    let role = |arn: &str| made.iter().find(|(known, _)| *known == arn).map_or_else(|| hcl(arn), |(_, to)| to.clone());
    for association in &plan.associations {
        let mut lines = vec![
            format!("cluster_name    = {}", hcl(&plan.cluster)),
            format!("namespace       = {}", hcl(&association.namespace)),
            format!("service_account = {}", hcl(&association.service_account)),
            format!("role_arn        = {}", role(&association.role_arn)),
        ];
        lines.extend(association.target_role_arn.as_ref().map(|arn| format!("target_role_arn = {}", role(arn))));
        lines.extend(association.disable_session_tags.then(|| "disable_session_tags = true".to_owned()));
        let name = names.next("association", &format!("{}_{}", association.namespace, association.service_account));
        out.push_str(&resource("aws_eks_pod_identity_association", &name, &lines));
    }
    for (bucket, policy) in &plan.buckets {
        let lines = [format!("bucket = {}", hcl(bucket)), format!("policy = {}", heredoc(policy))];
        out.push_str(&resource("aws_s3_bucket_policy", &names.next("bucket", bucket), &lines));
    }
    for account in &plan.service_accounts {
        out.push_str(&of_service_account(account, &role, &mut names));
    }
    format!("{}{PROVIDERS}{out}", comments(&notes, say))
}

fn of_role(role: &Role, address: &str, names: &mut Names) -> String {
    let mut out = String::new();
    let mut lines = vec![
        format!("name               = {}", hcl(&role.name)),
        format!("path               = {}", hcl(&role.path)),
        format!("assume_role_policy = {}", heredoc(&role.trust)),
    ];
    lines.extend(role.max_session_duration.map(|seconds| format!("max_session_duration = {seconds}")));
    if let Some((name, _, document)) = &role.boundary {
        let boundary = names.next("policy", name);
        let of_policy = [format!("name   = {}", hcl(name)), format!("policy = {}", heredoc(document))];
        out.push_str(&resource("aws_iam_policy", &boundary, &of_policy));
        lines.push(format!("permissions_boundary = aws_iam_policy.{boundary}.arn"));
    }
    if !role.tags.is_empty() {
        lines.push(format!("tags = {}", map(role.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())))));
    }
    out.push_str(&resource("aws_iam_role", address, &lines));
    for (name, document) in &role.policies {
        let lines = [
            format!("name   = {}", hcl(name)),
            format!("role   = aws_iam_role.{address}.name"),
            format!("policy = {}", heredoc(document)),
        ];
        out.push_str(&resource("aws_iam_role_policy", &names.next("inline", &format!("{}_{name}", role.name)), &lines));
    }
    out
}

fn of_service_account(account: &ServiceAccount, role: &dyn Fn(&str) -> String, names: &mut Names) -> String {
    let mut metadata =
        vec![format!("name      = {}", hcl(&account.name)), format!("namespace = {}", hcl(&account.namespace))];
    if !account.annotations.is_empty() {
        let pairs = account.annotations.iter().map(|annotation| {
            let value = match annotation.key.as_str() {
                crate::chain::world::ROLE_ARN => role(annotation.text()),
                _ => hcl(annotation.text()),
            };
            format!("      {} = {value}\n", hcl(&annotation.key))
        });
        metadata.push(format!("annotations = {{\n{}    }}", pairs.collect::<String>()));
    }
    let metadata: String = metadata.iter().map(|line| format!("    {line}\n")).collect();
    let mut lines = vec![format!("metadata {{\n{metadata}  }}")];
    lines.extend(account.automount.map(|on| format!("automount_service_account_token = {on}")));
    lines.extend(
        account.image_pull_secrets.iter().map(|name| format!("image_pull_secret {{\n    name = {}\n  }}", hcl(name))),
    );
    let name = names.next("account", &format!("{}_{}", account.namespace, account.name));
    resource("kubernetes_service_account_v1", &name, &lines)
}

fn map<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let lines: String = pairs.map(|(key, value)| format!("    {} = {}\n", hcl(key), hcl(value))).collect();
    format!("{{\n{lines}  }}")
}

fn resource(kind: &str, name: &str, lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    format!("\nresource \"{kind}\" \"{name}\" {{\n{lines}}}\n")
}

/// Names of resources: letters, digits and `_`, each once in its kind.
#[derive(Default)]
struct Names(Vec<(&'static str, String)>);

impl Names {
    fn next(&mut self, kind: &'static str, wanted: &str) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
        let mut name: String = wanted.chars().map(plain).collect();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.insert_str(0, "n_");
        }
        let taken = |name: &str| self.0.iter().any(|(of, known)| *of == kind && known == name);
        let mut number = 2u32;
        let mut found = name.clone();
        while taken(&found) {
            found = format!("{name}_{number}");
            number += 1;
        }
        self.0.push((kind, found.clone()));
        found
    }
}
