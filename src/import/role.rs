//! Outputs of `aws iam …` and of the commands that show a resource's policy: roles, users, groups, policies.
//!
//! What always holds: a field that is not read changes nothing that is decided (ids, dates, last use, instance
//! profiles). Source: AWS CLI command reference, `iam`; IAM API reference, "Role", "RoleDetail", "ManagedPolicyDetail".

use super::facts::{Attached, Fact, Listed, RoleFact};
use super::recognise::Context;
use super::{Cause, Detail, Kind, policy};
use crate::scenario::{Group, NamedPolicy, Role, User};
use crate::syntax::{Node, Value, json};
use crate::text::SourceId;
use std::collections::BTreeMap;

/// One role, from `get-role` or `create-role`.
pub(super) fn one(context: &mut Context<'_>, node: &Node, command: &'static str) {
    let facts = fact(context, node, Listed::Alone).into_iter().collect();
    context.item(node.span, Kind::Command(command), facts);
}

/// The fact of one role, in any of the shapes in which IAM gives it.
pub(super) fn fact(context: &mut Context<'_>, node: &Node, listed: Listed) -> Option<Fact> {
    let arn = text(node, "Arn").unwrap_or_default();
    let name = text(node, "RoleName").or_else(|| arn.rsplit('/').next().map(str::to_owned)).unwrap_or_default();
    if arn.is_empty() && name.is_empty() {
        context.refuse(node.span, "Role", Cause::Missing("Arn"));
        return None;
    }
    let trust_policy = node.get("AssumeRolePolicyDocument").and_then(|document| inner(context, document, &name));
    let role = Role {
        arn,
        trust_policy,
        policies: policies(context, node, "RolePolicyList"),
        permissions_boundary: None,
        tags: tags(node.get("Tags")),
        max_session_duration: node.get("MaxSessionDuration").and_then(seconds),
    };
    let boundary =
        node.at(&["PermissionsBoundary", "PermissionsBoundaryArn"]).and_then(|node| attachment(context, node));
    let attached = managed(context, node);
    Some(Fact::Role(Box::new(RoleFact { role, name, attached, boundary, listed })))
}

/// `get-user`.
pub(super) fn user(context: &mut Context<'_>, node: &Node) {
    let facts = user_fact(context, node).into_iter().collect();
    context.item(node.span, Kind::Command("aws iam get-user"), facts);
}

fn user_fact(context: &mut Context<'_>, node: &Node) -> Option<Fact> {
    let Some(arn) = text(node, "Arn") else {
        context.refuse(node.span, "User", Cause::Missing("Arn"));
        return None;
    };
    let user = User {
        arn,
        policies: policies(context, node, "UserPolicyList"),
        groups: node.get("GroupList").into_iter().flat_map(policy::strings).map(str::to_owned).collect(),
        permissions_boundary: None,
        tags: tags(node.get("Tags")),
    };
    let boundary = node.at(&["PermissionsBoundary", "PermissionsBoundaryArn"]).and_then(Node::as_str);
    let attached = managed(context, node);
    Some(Fact::User { user: Box::new(user), attached, boundary: boundary.map(str::to_owned) })
}

/// `get-account-authorization-details`.
pub(super) fn details(context: &mut Context<'_>, node: &Node) {
    let list = |key: &str| node.get(key).and_then(Node::as_array).unwrap_or_default();
    let mut facts = Vec::new();
    for policy in list("Policies") {
        let Some(arn) = text(policy, "Arn") else { continue };
        let name = text(policy, "PolicyName").unwrap_or_else(|| arn.rsplit('/').next().unwrap_or_default().to_owned());
        let versions = policy.get("PolicyVersionList").and_then(Node::as_array).unwrap_or_default();
        let is_default =
            |version: &&Node| version.get("IsDefaultVersion").is_some_and(|n| n.value == Value::Bool(true));
        let version = versions.iter().find(is_default).or_else(|| versions.first());
        let document = version.and_then(|version| version.get("Document"));
        if let Some(document) = document.and_then(|document| inner(context, document, &name)) {
            facts.push(Fact::Managed { arn, name, document });
        }
    }
    for group in list("GroupDetailList") {
        let name = text(group, "GroupName").unwrap_or_default();
        let attached = managed(context, group);
        let policies = policies(context, group, "GroupPolicyList");
        facts.push(Fact::Group { group: Group { name, policies }, attached });
    }
    for user in list("UserDetailList") {
        facts.extend(user_fact(context, user));
    }
    for role in list("RoleDetailList") {
        facts.extend(fact(context, role, Listed::Among));
    }
    context.item(node.span, Kind::Command("aws iam get-account-authorization-details"), facts);
}

/// `get-role-policy` and its siblings: an inline policy of somebody who is named.
pub(super) fn inline(context: &mut Context<'_>, node: &Node, owner: &str, command: &'static str) {
    let whose = text(node, owner).unwrap_or_default();
    let name = text(node, "PolicyName").unwrap_or_default();
    let document = node.get("PolicyDocument").and_then(|document| inner(context, document, &name));
    let policy = document.map(|document| NamedPolicy { name, document });
    let fact = policy.map(|policy| match owner {
        "RoleName" => Fact::OfRole { role: whose, policy },
        "UserName" => Fact::OfUser { user: whose, policy },
        _ => Fact::OfGroup { group: whose, policy },
    });
    if let Some(fact) = fact {
        context.item(node.span, Kind::Command(command), vec![fact]);
    }
}

/// `get-policy-version`: a document without the policy's name.
pub(super) fn version(context: &mut Context<'_>, node: &Node) {
    let Some(document) = node.get("Document") else {
        // `list-policy-versions` and the answer to `create-policy-version` have none.
        let run = "aws iam get-policy-version --policy-arn ARN --version-id VERSION".to_owned();
        context.detail(Detail::OnlyNames(run));
        return context.item(node.span, Kind::Command("aws iam get-policy-version"), Vec::new());
    };
    let name = text(node, "VersionId").map(|id| format!("managed-policy-{id}"));
    if let Some(text) = inner(context, document, "PolicyVersion") {
        let fact = Fact::Permissions { text, name };
        context.item(node.span, Kind::Command("aws iam get-policy-version"), vec![fact]);
    }
}

/// `aws organizations describe-policy`.
pub(super) fn organizations(context: &mut Context<'_>, node: &Node) {
    let Some(text) = node.get("Content").and_then(|content| inner(context, content, "Content")) else {
        return context.refuse(node.span, "Policy", Cause::Missing("Content"));
    };
    let kind = node.at(&["PolicySummary", "Type"]).and_then(Node::as_str);
    let fact = match kind {
        Some("RESOURCE_CONTROL_POLICY") => Fact::ResourceControl(text),
        _ => Fact::ServiceControl(text),
    };
    context.item(node.span, Kind::Command("aws organizations describe-policy"), vec![fact]);
}

/// The policy of a resource as a string: `s3api get-bucket-policy`, `kms get-key-policy` and others.
pub(super) fn of_resource(context: &mut Context<'_>, node: &Node, document: &Node) {
    let Some(text) = inner(context, document, "Policy") else { return };
    let Some(root) = json::parse(SourceId::Settings, &text).0 else { return };
    let arn = node.get("ARN").and_then(Node::as_str).map(str::to_owned);
    let resource = arn.unwrap_or_else(|| policy::carrier(context, &root));
    let command = if resource.contains(":s3:::") { "aws s3api get-bucket-policy" } else { "aws … get-policy" };
    context.item(node.span, Kind::Command(command), vec![Fact::Resource { resource, text }]);
}

/// Lists that hold ARNs and no document.
pub(super) fn names(context: &mut Context<'_>, node: &Node, arns: &[&str]) {
    for arn in arns.iter().take(10) {
        context.detail(Detail::OnlyNames(format!(
            "aws iam get-policy-version --policy-arn {arn} --version-id $(aws iam get-policy --policy-arn {arn} --query Policy.DefaultVersionId --output text)"
        )));
    }
    context.item(node.span, Kind::Command("aws iam list-attached-role-policies"), Vec::new());
}

/// The text of a policy inside an output; says so where it is none.
fn inner(context: &mut Context<'_>, document: &Node, what: &str) -> Option<String> {
    let text = policy::document(context, document);
    if text.is_none() {
        context.refuse(document.span, what, Cause::BadPolicy);
    }
    text
}

fn policies(context: &mut Context<'_>, node: &Node, key: &str) -> Vec<NamedPolicy> {
    let list = node.get(key).and_then(Node::as_array).unwrap_or_default();
    let policy = |one: &Node| {
        let name = text(one, "PolicyName").unwrap_or_default();
        let document = inner(context, one.get("PolicyDocument")?, &name)?;
        Some(NamedPolicy { name, document })
    };
    list.iter().filter_map(policy).collect()
}

fn managed(context: &Context<'_>, node: &Node) -> Vec<Attached> {
    let list = node.get("AttachedManagedPolicies").and_then(Node::as_array).unwrap_or_default();
    list.iter().filter_map(|one| attachment(context, one.get("PolicyArn")?)).collect()
}

fn attachment(context: &Context<'_>, node: &Node) -> Option<Attached> {
    Some(Attached { arn: node.as_str()?.to_owned(), line: context.line(node.span) })
}

/// Tags as IAM lists them.
pub(super) fn tags(node: Option<&Node>) -> BTreeMap<String, String> {
    let list = node.and_then(Node::as_array).unwrap_or_default();
    crate::order::map(list.iter().filter_map(|tag| Some((text(tag, "Key")?, text(tag, "Value")?))))
}

fn seconds(node: &Node) -> Option<u32> {
    match &node.value {
        Value::Number(number) => number.parse().ok(),
        _ => None,
    }
}

/// The string under a key.
pub(super) fn text(node: &Node, key: &str) -> Option<String> {
    node.get(key).and_then(Node::as_str).map(str::to_owned)
}
