//! `aws` and `kubectl` commands.
//!
//! What always holds: a role that exists gets the new trust policy, one that does not is made; running the text twice
//! leaves what the first time made. Manifests are applied as they were pasted. Source: AWS CLI command reference, `iam`,
//! `eks`, `s3api`.

use super::plan::{Plan, Provider, Role, Stand};
use super::quote::{delimiter, option, shell};
use super::{Note, comments};

/// The text.
pub(super) fn text(plan: &Plan<'_>, say: &dyn Fn(&Note) -> String) -> String {
    let needs: &[Stand] = if plan.associations.is_empty() { &[] } else { &[Stand::ClusterName, Stand::Region] };
    let mut notes = vec![Note::Run("bash irsa.sh".to_owned())];
    notes.extend(plan.notes_for(needs));
    let accounts = accounts(plan);
    if accounts.len() > 1 {
        notes.push(Note::Accounts(accounts.clone()));
    }
    let mut out = format!("#!/usr/bin/env bash\n{}set -euo pipefail\n", comments(&notes, say));
    for account in &accounts {
        out.push_str(&format!("\n# --- {account} ---\n"));
        for provider in plan.providers.iter().filter(|provider| provider.account == *account) {
            out.push_str(&of_provider(plan, provider));
        }
        for role in plan.roles.iter().filter(|role| role.account == *account) {
            out.push_str(&of_role(role));
        }
    }
    for association in &plan.associations {
        let mut words = vec![
            "aws eks create-pod-identity-association".to_owned(),
            option("--region", &plan.region),
            option("--cluster-name", &plan.cluster),
            option("--namespace", &association.namespace),
            option("--service-account", &association.service_account),
            option("--role-arn", &association.role_arn),
        ];
        words.extend(association.target_role_arn.as_ref().map(|arn| option("--target-role-arn", arn)));
        words.extend(association.disable_session_tags.then(|| "--disable-session-tags".to_owned()));
        out.push_str(&format!("\n{}\n", lines(&words)));
    }
    for (bucket, policy) in &plan.buckets {
        let words =
            ["aws s3api put-bucket-policy".to_owned(), option("--bucket", bucket), option("--policy", policy.trim())];
        out.push_str(&format!("\n{}\n", lines(&words)));
    }
    if !plan.scenario.manifests.trim().is_empty() {
        let text = plan.scenario.manifests.trim_end_matches(['\n', '\r']);
        let word = delimiter("MANIFESTS", text);
        out.push_str(&format!("\nkubectl apply -f - <<'{word}'\n{text}\n{word}\n"));
    }
    out
}

/// The accounts, each once, that of the first role first.
fn accounts(plan: &Plan<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let all = plan.roles.iter().map(|role| &role.account).chain(plan.providers.iter().map(|one| &one.account));
    for account in all {
        if !found.contains(account) {
            found.push(account.clone());
        }
    }
    found
}

fn of_provider(plan: &Plan<'_>, provider: &Provider) -> String {
    let arn = format!("arn:{}:iam::{}:oidc-provider/{}", plan.partition, provider.account, provider.host);
    let clients: Vec<String> = provider.clients.iter().map(|client| shell(client)).collect();
    let mut words = vec![
        "  || aws iam create-open-id-connect-provider".to_owned(),
        option("--url", &format!("https://{}", provider.host)),
    ];
    if !clients.is_empty() {
        words.push(format!("--client-id-list {}", clients.join(" ")));
    }
    let there = ["aws iam get-open-id-connect-provider".to_owned(), option("--open-id-connect-provider-arn", &arn)];
    format!("\n{} >/dev/null 2>&1 \\\n{}\n", there.join(" "), lines(&words))
}

fn of_role(role: &Role) -> String {
    let name = option("--role-name", &role.name);
    let mut out = String::new();
    if let Some((boundary, arn, document)) = &role.boundary {
        let words = [
            "  || aws iam create-policy".to_owned(),
            option("--policy-name", boundary),
            option("--policy-document", document.trim()),
        ];
        out.push_str(&format!(
            "\naws iam get-policy {} >/dev/null 2>&1 \\\n{}\n",
            option("--policy-arn", arn),
            lines(&words)
        ));
    }
    let mut made = vec!["  aws iam create-role".to_owned(), option("--path", &role.path), name.clone()];
    made.push("--assume-role-policy-document \"$trust\"".to_owned());
    made.extend(role.max_session_duration.map(|seconds| format!("--max-session-duration {seconds}")));
    made.extend(role.boundary.as_ref().map(|(_, arn, _)| option("--permissions-boundary", arn)));
    let mut updated = vec![format!("  aws iam update-assume-role-policy {name} --policy-document \"$trust\"")];
    updated
        .extend(role.max_session_duration.map(|s| format!("  aws iam update-role {name} --max-session-duration {s}")));
    updated.extend(role.boundary.as_ref().map(|(_, arn, _)| {
        format!("  aws iam put-role-permissions-boundary {name} {}", option("--permissions-boundary", arn))
    }));
    out.push_str(&format!(
        "\ntrust={}\nif aws iam get-role {name} >/dev/null 2>&1; then\n{}\nelse\n{}\nfi\n",
        quoted(role.trust.trim()),
        updated.join("\n"),
        lines(&made),
    ));
    if !role.tags.is_empty() {
        let tags: Vec<serde_json::Value> =
            role.tags.iter().map(|(key, value)| serde_json::json!({ "Key": key, "Value": value })).collect();
        let tags = serde_json::Value::from(tags).to_string();
        out.push_str(&format!("aws iam tag-role {name} {}\n", option("--tags", &tags)));
    }
    for (policy, document) in &role.policies {
        let words = [
            format!("aws iam put-role-policy {name}"),
            option("--policy-name", policy),
            option("--policy-document", document.trim()),
        ];
        out.push_str(&format!("{}\n", lines(&words)));
    }
    out
}

/// A text in quotes, whatever it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A command over several lines.
fn lines(words: &[String]) -> String {
    words.join(" \\\n    ")
}
