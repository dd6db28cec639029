//! Is this object accepted? Decoding, ServiceAccount admission and validation of the Kubernetes API server.
//!
//! The rows were recorded with Kubernetes 1.20.2. A `version_note` says that newer releases word or judge it in another
//! way: then it is enough that the stages agree, not the texts.

use super::{Folder, Outcome};
use irsa_playground::kubernetes::admission::{Account, admit};
use irsa_playground::kubernetes::{decode, manifest, validation, workload};
use irsa_playground::text::SourceId;
use serde_json::{Value, json};

pub fn run(row: &Value, _folder: &Folder) -> Outcome {
    let expected = &row["expected"];
    let actual = create(row);
    if actual == *expected {
        return Ok(());
    }
    let excused = !row["version_note"].is_null() && stages(&actual) == stages(expected);
    if excused { Ok(()) } else { Err(format!("expected {expected}, got {actual}")) }
}

fn create(row: &Value) -> Value {
    let namespace = row["request_namespace"].as_str().unwrap();
    let (manifests, diagnostics) = manifest::read(SourceId::Manifests, row["manifest"].as_str().unwrap(), namespace);
    let Some(object) = manifests.objects.first() else { return json!({ "unread": format!("{diagnostics:?}") }) };
    let mut outcome = json!({
        "decode_error": null, "admission_error": null, "validation_errors": [], "pod_after_admission": null
    });
    if let Some(error) = decode::check(object) {
        outcome["decode_error"] = json!(error.text_before_1_23());
        return outcome;
    }
    if object.kind == "Pod" {
        let workload = workload::Workload::new(0, object);
        let pod = workload.map_or_else(|| object.node.to_json(), |workload| workload::pod(&workload));
        match admit(&pod, namespace, |namespace, name| account(row, namespace, name)) {
            Ok(admitted) => outcome["pod_after_admission"] = admitted.pod,
            Err(forbidden) => {
                outcome["admission_error"] = json!(forbidden.text());
                return outcome;
            }
        }
    }
    let errors = validation::validate(object);
    if !errors.is_empty() {
        outcome["pod_after_admission"] = Value::Null;
        let shown = errors.iter().map(|error| {
            let (field, message) = (error.field(), error.to_string());
            json!({ "field": field, "message": message, "type": error.error_type() })
        });
        outcome["validation_errors"] = shown.collect();
    }
    outcome
}

fn account(row: &Value, namespace: &str, name: &str) -> Option<Account> {
    let accounts = row["existing_service_accounts"].as_array().unwrap();
    let found = accounts.iter().find(|a| a["metadata"]["name"] == name && a["metadata"]["namespace"] == namespace)?;
    let secrets = found["imagePullSecrets"].as_array().into_iter().flatten();
    Some(Account {
        automount: found["automountServiceAccountToken"].as_bool(),
        image_pull_secrets: secrets.map(|secret| secret["name"].as_str().unwrap().to_owned()).collect(),
    })
}

/// Which stage refuses the object, and which fields.
fn stages(outcome: &Value) -> (bool, bool, Vec<&Value>) {
    let errors = outcome["validation_errors"].as_array().into_iter().flatten();
    (!outcome["decode_error"].is_null(), !outcome["admission_error"].is_null(), errors.map(|e| &e["field"]).collect())
}
