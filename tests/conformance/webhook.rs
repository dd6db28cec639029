//! What does the pod identity webhook do to this Pod?

use super::{Folder, Outcome};
use irsa_playground::kubernetes::webhook::{
    ComposeRoleArn, Flags, Identity, Input, LEAST_JITTERED_EXPIRATION, Lookup, mutate, parse_config_map,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn run(row: &Value, _folder: &Folder) -> Outcome {
    let flags = flags(&row["flags"]);
    let pod = &row["pod"];
    let namespace = pod["metadata"]["namespace"].as_str().unwrap_or("default");
    let name = pod["spec"]["serviceAccountName"].as_str().unwrap_or_default();
    let account = elements(&row["service_accounts"]).iter().find(|account| {
        let metadata = &account["metadata"];
        metadata["name"] == name && metadata["namespace"].as_str().unwrap_or("default") == namespace
    });
    let annotations: Option<BTreeMap<String, String>> = account.map(|account| {
        let all = account["metadata"]["annotations"].as_object();
        all.into_iter().flatten().filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned()))).collect()
    });
    let associations: Vec<Identity> = elements(&row["pod_identity_associations"])
        .iter()
        .map(|one| Identity {
            namespace: one["namespace"].as_str().unwrap_or_default().to_owned(),
            service_account: one["serviceAccount"].as_str().unwrap_or_default().to_owned(),
        })
        .collect();
    let config_map = parse_config_map(&row["configmap"].to_string()).unwrap_or_default();
    let mutation = mutate(&Input {
        flags: &flags,
        namespace,
        pod,
        service_account: annotations.as_ref().map_or(Lookup::Missing, Lookup::Cached),
        associations: &associations,
        config_map: &config_map,
        jitter: LEAST_JITTERED_EXPIRATION,
    });
    let patch = if mutation.patch.is_empty() { Value::Null } else { json!(mutation.patch) };
    same("mutated", &row["expected_mutated"], &json!(!mutation.patch.is_empty()))?;
    same("patch", &row["expected_patch"], &patch)?;
    same("pod", &row["expected_pod"], &mutation.pod)?;
    same("reason given", &json!(mutation.patch.is_empty()), &json!(mutation.untouched.is_some()))
}

fn same(what: &str, expected: &Value, actual: &Value) -> Outcome {
    if expected == actual { Ok(()) } else { Err(format!("{what}: expected {expected}, actual {actual}")) }
}

fn elements(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn flags(row: &Value) -> Flags {
    let mut flags = Flags::default();
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    flags.annotation_prefix = text("prefix").unwrap_or(flags.annotation_prefix);
    flags.token_audience = text("audience").unwrap_or(flags.token_audience);
    flags.token_mount_path = text("mount_path").unwrap_or(flags.token_mount_path);
    flags.aws_default_region = text("region").unwrap_or_default();
    flags.token_expiration = row["expiration"].as_i64().unwrap_or(flags.token_expiration);
    flags.sts_regional_endpoint = row["regional_sts"].as_bool().unwrap_or_default();
    flags.compose_role_arn = compose(&row["compose"]);
    flags
}

/// `true`, an account id, or an object that names partition and account.
fn compose(value: &Value) -> Option<ComposeRoleArn> {
    let field = |names: [&str; 4]| names.iter().find_map(|name| value[*name].as_str()).map(str::to_owned);
    let default = |account: &str| ComposeRoleArn { partition: "aws".to_owned(), account: account.to_owned() };
    match value {
        Value::Bool(true) => Some(default("111122223333")),
        Value::String(account) => Some(default(account)),
        Value::Object(_) => Some(ComposeRoleArn {
            partition: field(["partition", "Partition", "aws_partition", "p"]).unwrap_or_else(|| "aws".to_owned()),
            account: field(["account", "AccountID", "account_id", "accountId"])
                .unwrap_or_else(|| "111122223333".to_owned()),
        }),
        _ => None,
    }
}
