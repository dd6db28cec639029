//! Which known shape an object has: the one list of everything that is recognised.
//!
//! What always holds: an object that fits no shape is reported with its first fields. Sources: the AWS CLI command
//! reference (output sections), the eksctl config schema, the CloudFormation template anatomy, Terraform's JSON output
//! format.

use super::Context;
use crate::import::facts::{Fact, Listed};
use crate::import::{Cause, Detail, Kind, account, cluster, eksctl, manifests, policy, role, template, terraform};
use crate::scenario::Scenario;
use crate::syntax::Node;

/// Recognises an object and takes what it holds.
pub(super) fn object(context: &mut Context<'_>, node: &Node) {
    let has = |key: &str| node.get(key).is_some();
    let list = |key: &str| node.get(key).and_then(Node::as_array);
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    let inner = |key: &str| node.get(key).filter(|node| node.as_object().is_some());
    let command = Kind::Command;
    if let (Some(version), Some(kind)) = (text("apiVersion"), text("kind")) {
        return match (version, kind) {
            (version, "ClusterConfig") if version.starts_with("eksctl.io/") => eksctl::config(context, node),
            ("v1", "Config") if has("clusters") => context.refuse(node.span, "kubeconfig", Cause::Kubeconfig),
            _ => manifests::object(context, node),
        };
    }
    if (has("apiVersion") || has("kind")) && has("metadata") {
        return manifests::object(context, node);
    }
    if list("RoleDetailList").is_some() || list("UserDetailList").is_some() {
        return role::details(context, node);
    }
    if terraform::is_state(node) {
        return terraform::state(context, node);
    }
    if has("AWSTemplateFormatVersion") || template::has_resources(node) {
        return template::template(context, node);
    }
    if is_scenario(node) {
        return scenario(context, node);
    }
    if policy::is_policy(node) {
        return policy::lone(context, node, None);
    }
    if has("RoleName") && has("PolicyName") && has("PolicyDocument") {
        return role::inline(context, node, "RoleName", "aws iam get-role-policy");
    }
    if has("UserName") && has("PolicyName") && has("PolicyDocument") {
        return role::inline(context, node, "UserName", "aws iam get-user-policy");
    }
    if has("GroupName") && has("PolicyName") && has("PolicyDocument") {
        return role::inline(context, node, "GroupName", "aws iam get-group-policy");
    }
    if let Some(node) = inner("Role") {
        return role::one(context, node, "aws iam get-role");
    }
    if has("RoleName") && has("AssumeRolePolicyDocument") {
        return role::one(context, node, "aws iam get-role");
    }
    if let Some(user) = inner("User") {
        return role::user(context, user);
    }
    if let Some(roles) = list("Roles") {
        let facts = roles.iter().filter_map(|node| role::fact(context, node, Listed::Among)).collect();
        return context.item(node.span, command("aws iam list-roles"), facts);
    }
    if let Some(version) = inner("PolicyVersion") {
        return role::version(context, version);
    }
    if let Some(inner) = inner("Policy") {
        if inner.get("PolicySummary").is_some() {
            return role::organizations(context, inner);
        }
        let arn = inner.get("Arn").and_then(Node::as_str).unwrap_or("ARN");
        let id = inner.get("DefaultVersionId").and_then(Node::as_str).unwrap_or("v1");
        context.detail(Detail::OnlyNames(format!("aws iam get-policy-version --policy-arn {arn} --version-id {id}")));
        return context.item(node.span, command("aws iam get-policy"), Vec::new());
    }
    if let Some(document) = node.get("Policy").or_else(|| node.get("ResourcePolicy")).filter(|p| p.as_str().is_some()) {
        return role::of_resource(context, node, document);
    }
    if let Some(attached) = list("AttachedPolicies") {
        let arns: Vec<&str> = attached.iter().filter_map(|one| one.get("PolicyArn")?.as_str()).collect();
        return role::names(context, node, &arns);
    }
    if let Some(names) = list("PolicyNames") {
        let name = names.iter().find_map(Node::as_str).unwrap_or("NAME");
        context.detail(Detail::OnlyNames(format!("aws iam get-role-policy --role-name ROLE --policy-name {name}")));
        return context.item(node.span, command("aws iam list-role-policies"), Vec::new());
    }
    if let Some(policies) = list("Policies") {
        let arns: Vec<&str> = policies.iter().filter_map(|one| one.get("Arn")?.as_str()).collect();
        return role::names(context, node, &arns);
    }
    if cluster::recognise(context, node) {
        return;
    }
    if has("UserId") && has("Account") && has("Arn") {
        return caller(context, node);
    }
    if has("AccessKeyId") || node.at(&["Credentials", "AccessKeyId"]).is_some() {
        return context.refuse(node.span, "Credentials", Cause::Secret);
    }
    unknown(context, node);
}

/// `aws sts get-caller-identity`: as whom the command ran. It changes nothing; it tells.
fn caller(context: &mut Context<'_>, node: &Node) {
    let text = |key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default().to_owned();
    let (account, arn) = (text("Account"), text("Arn"));
    let role = arn.split_once(":assumed-role/").and_then(|(_, rest)| rest.split('/').next()).map(str::to_owned);
    context.detail(Detail::Caller(account, arn));
    context.details.extend(role.map(Detail::CallerRole));
    context.item(node.span, Kind::Command("aws sts get-caller-identity"), Vec::new());
}

const SCENARIO: [&str; 9] = [
    "manifests",
    "roles",
    "resourcePolicies",
    "serviceControlPolicies",
    "resourceControlPolicies",
    "podIdentityAssociations",
    "oidcProviders",
    "questions",
    "users",
];

fn is_scenario(node: &Node) -> bool {
    let members = node.as_object().unwrap_or_default();
    let typed = |member: &crate::syntax::Member| match member.key.as_str() {
        "manifests" => member.value.as_str().is_some(),
        key => SCENARIO.contains(&key) && member.value.as_array().is_some(),
    };
    members.iter().any(typed) && !members.iter().any(|member| member.key.starts_with(char::is_uppercase))
}

fn scenario(context: &mut Context<'_>, node: &Node) {
    let json = serde_json::to_string(&node.to_json()).unwrap_or_default();
    match Scenario::from_json(&json) {
        Ok(scenario) => context.item(node.span, Kind::Scenario, vec![Fact::Whole(Box::new(scenario))]),
        Err(error) => context.refuse(node.span, "scenario", Cause::BadScenario(error.to_string())),
    }
}

fn unknown(context: &mut Context<'_>, node: &Node) {
    let members = node.as_object().unwrap_or_default();
    let keys: Vec<String> = members.iter().take(5).map(|member| super::head(&member.key)).collect();
    let helm = ["serviceAccount", "image", "replicaCount", "podAnnotations"];
    let values = members.iter().filter(|member| helm.contains(&member.key.as_str())).count();
    let annotated = node.at(&["serviceAccount", "annotations", account::ROLE_ARN]).is_some();
    let cause = match (members.is_empty(), values > 1 || annotated) {
        (true, _) => Cause::Empty,
        (false, true) => Cause::HelmValues,
        (false, false) => Cause::Unknown(keys.clone()),
    };
    context.refuse(node.span, keys.join(", "), cause);
}
