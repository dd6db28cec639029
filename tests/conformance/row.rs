//! A row of the decision cases, read: its documents, and the request against them.
//!
//! A row asks what AWS's evaluation says of its documents, some of which AWS would refuse to save; so a refused one is
//! evaluated as if it had been saved. Service control policies of a row govern the account of its resource, and a key
//! that is not given is absent.

use irsa_playground::iam::context::{Context, Unmentioned};
use irsa_playground::iam::evaluate::{PolicySet, PublicAccess, Request};
use irsa_playground::iam::lower;
use irsa_playground::iam::policy::{Policy, PolicyKind};
use irsa_playground::iam::principal::Principal;
use irsa_playground::text::SourceId;
use serde_json::Value;

/// Puts a row before whoever wants to decide or explain it.
pub fn with<T>(row: &Value, use_it: impl FnOnce(&PolicySet<'_>, &Request<'_>) -> T) -> Result<T, String> {
    let (policies, request) = (&row["policies"], &row["request"]);
    let text = |field: &str| request[field].as_str().unwrap_or_default();
    let (action, resource) = (text("action"), text("resource"));
    let assumes = action.to_lowercase().starts_with("sts:") && resource.contains(":role/");
    let resource_kind = if assumes { PolicyKind::Trust } else { PolicyKind::Resource };
    let identity = list(&policies["identity"], PolicyKind::Identity);
    let of_resource = list(&policies["resource"], resource_kind).pop();
    let boundary = list(&policies["boundary"], PolicyKind::Boundary);
    let session = list(&policies["session"], PolicyKind::Session);
    let scp = levels(&policies["scp"], PolicyKind::ServiceControl);
    let rcp = levels(&policies["rcp"], PolicyKind::ResourceControl);
    let endpoint = list(&policies["vpce"], PolicyKind::Endpoint);
    let set = PolicySet {
        identity: refs(&identity),
        resource: of_resource.as_ref(),
        boundary: refs(&boundary),
        session: refs(&session),
        service_control: scp.iter().map(|level| refs(level)).collect(),
        service_control_account: Some(text("resourceAccount")),
        resource_control: rcp.iter().map(|level| refs(level)).collect(),
        endpoint: refs(&endpoint),
    };
    let principal = principal(row)?;
    let mut context = Context::new(Unmentioned::Absent);
    if let Some(keys) = request["context"].as_object() {
        context.extend_from_json(keys);
    }
    let blocked = request["s3BlockPublicAccess"].as_bool() == Some(true);
    let request = Request {
        principal: &principal,
        action,
        resource,
        resource_account: text("resourceAccount"),
        context: &context,
        public_access: if blocked { PublicAccess::Blocked } else { PublicAccess::NotBlocked },
    };
    Ok(use_it(&set, &request))
}

fn policy(document: &Value, kind: PolicyKind) -> Policy {
    let source = SourceId::Settings;
    let text = serde_json::to_string(document).expect("a document is JSON");
    let (policy, _) = lower::read(source, &text, kind);
    policy.unwrap_or_else(|| Policy::unreadable(source, kind)).as_if_accepted()
}

fn list(value: &Value, kind: PolicyKind) -> Vec<Policy> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(documents) => documents.iter().map(|document| policy(document, kind)).collect(),
        document => vec![policy(document, kind)],
    }
}

fn levels(value: &Value, kind: PolicyKind) -> Vec<Vec<Policy>> {
    let levels = value.as_array().map_or(&[][..], Vec::as_slice);
    levels.iter().map(|level| list(&level["policies"], kind)).collect()
}

fn refs(policies: &[Policy]) -> Vec<&Policy> {
    policies.iter().collect()
}

fn principal(row: &Value) -> Result<Principal, String> {
    let given = &row["request"]["principal"];
    let name = given.as_str().or_else(|| given["type"].as_str()).unwrap_or_default();
    let principal = Principal::parse(name).ok_or_else(|| format!("no principal: {given}"))?;
    let role = row["principalRoleArn"].as_str().or_else(|| row["request"]["principalRoleArn"].as_str());
    Ok(match role {
        Some(role) => principal.with_role(role),
        None => principal,
    })
}
