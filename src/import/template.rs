//! CloudFormation templates, YAML with short forms and JSON: roles, policies, providers, associations, bucket policies.
//!
//! What always holds: every value that only a deployed stack has (an account, a generated name, a parameter without a
//! default) is a visible stand-in, and said. Resources of other types are counted by type, not passed over in silence.
//! Source: CloudFormation User Guide, "Template anatomy", "Intrinsic function reference"; resource types `AWS::IAM::*`,
//! `AWS::EKS::PodIdentityAssociation`, `AWS::S3::BucketPolicy`.

mod intrinsic;

use super::facts::{Attached, Fact, RoleFact};
use super::recognise::Context;
use super::role::{tags, text};
use super::{Cause, Kind, cluster, policy};
use crate::scenario::{NamedPolicy, PodIdentityAssociation, Role};
use crate::syntax::{Node, Value};
use crate::text::Span;
use intrinsic::Resolver;

/// Whether an object has resources of CloudFormation.
pub(super) fn has_resources(node: &Node) -> bool {
    let members = node.get("Resources").and_then(Node::as_object).unwrap_or_default();
    members.iter().any(|member| type_of(&member.value).is_some_and(|name| name.contains("::")))
}

fn type_of(node: &Node) -> Option<&str> {
    node.get("Type").and_then(Node::as_str)
}

/// Takes a template.
pub(super) fn template(context: &mut Context<'_>, root: &Node) {
    let resources = root.get("Resources").and_then(Node::as_object).unwrap_or_default();
    let mut facts = Vec::new();
    let mut others: Vec<(&str, usize, Span)> = Vec::new();
    for resource in resources {
        let kind = type_of(&resource.value).unwrap_or_default();
        let resolver = Resolver::new(context, root);
        let properties = resource.value.get("Properties");
        let node = properties
            .map(|node| resolver.resolve(node))
            .unwrap_or(Node { span: resource.value.span, value: Value::Object(Vec::new()) });
        let said = resolver.finish();
        let before = facts.len();
        let id = resource.key.as_str();
        match kind {
            "AWS::IAM::Role" => facts.push(role(context, root, id, &node)),
            "AWS::IAM::ManagedPolicy" => managed(context, root, id, &node, &mut facts),
            "AWS::IAM::Policy" | "AWS::IAM::RolePolicy" => inline(context, id, &node, &mut facts),
            "AWS::EKS::PodIdentityAssociation" => association(context, &node, &mut facts),
            "AWS::IAM::OIDCProvider" => {
                let Some(url) = text(&node, "Url").filter(|url| !url.contains("arn:")) else {
                    context.refuse(resource.key_span, id, Cause::Missing("Url"));
                    continue;
                };
                let clients = node.get("ClientIdList").into_iter().flat_map(policy::strings).map(str::to_owned);
                let account = context.home.account().text().to_owned();
                facts.push(cluster::fact(Some(account), &url, clients.collect()));
            }
            "AWS::S3::BucketPolicy" => bucket(context, &node, &mut facts),
            "" => context.refuse(resource.value.span, id, Cause::Missing("Type")),
            other => match others.iter_mut().find(|(known, ..)| *known == other) {
                Some((_, count, _)) => *count += 1,
                None => others.push((other, 1, resource.key_span)),
            },
        }
        if facts.len() > before {
            for detail in said {
                context.detail(detail);
            }
        }
    }
    for (kind, count, span) in others {
        let what = if count > 1 { format!("{kind} × {count}") } else { kind.to_owned() };
        context.refuse(span, what, Cause::OtherResource(kind.to_owned()));
    }
    if !facts.is_empty() {
        context.item(root.span, Kind::CloudFormation, facts);
    }
}

fn role(context: &mut Context<'_>, root: &Node, id: &str, node: &Node) -> Fact {
    let arn = intrinsic::role_arn(context, root, id);
    let name = arn.rsplit('/').next().unwrap_or_default().to_owned();
    let trust_policy = node.get("AssumeRolePolicyDocument").and_then(|document| {
        let text = policy::document(context, document);
        if text.is_none() {
            context.refuse(document.span, id, Cause::BadPolicy);
        }
        text
    });
    let mut policies = Vec::new();
    for one in node.get("Policies").and_then(Node::as_array).unwrap_or_default() {
        let name = text(one, "PolicyName").unwrap_or_default();
        match one.get("PolicyDocument").and_then(|document| policy::document(context, document)) {
            Some(document) => policies.push(NamedPolicy { name, document }),
            None => context.refuse(one.span, name, Cause::BadPolicy),
        }
    }
    let attached = node.get("ManagedPolicyArns").and_then(Node::as_array).unwrap_or_default();
    let attached = attached.iter().filter_map(|node| attachment(context, node)).collect();
    let boundary = node.get("PermissionsBoundary").and_then(|node| attachment(context, node));
    let max_session_duration = node.get("MaxSessionDuration").and_then(|node| match &node.value {
        Value::Number(number) => number.parse().ok(),
        _ => None,
    });
    let tags = tags(node.get("Tags"));
    let role = Role { arn, trust_policy, policies, permissions_boundary: None, tags, max_session_duration };
    Fact::Role(Box::new(RoleFact { role, name, attached, boundary, ..RoleFact::default() }))
}

fn attachment(context: &Context<'_>, node: &Node) -> Option<Attached> {
    Some(Attached { arn: node.as_str()?.to_owned(), line: context.line(node.span) })
}

fn managed(context: &mut Context<'_>, root: &Node, id: &str, node: &Node, facts: &mut Vec<Fact>) {
    let arn = intrinsic::policy_arn(context, root, id);
    let name = arn.rsplit('/').next().unwrap_or_default().to_owned();
    let Some(document) = node.get("PolicyDocument").and_then(|document| policy::document(context, document)) else {
        return context.refuse(node.span, id, Cause::BadPolicy);
    };
    let roles: Vec<String> = node.get("Roles").into_iter().flat_map(policy::strings).map(str::to_owned).collect();
    for role in roles {
        facts.push(Fact::OfRole { role, policy: NamedPolicy { name: name.clone(), document: document.clone() } });
    }
    if facts.is_empty() || !facts.iter().any(|fact| matches!(fact, Fact::OfRole { policy, .. } if policy.name == name))
    {
        facts.push(Fact::Managed { arn, name, document });
    }
}

fn inline(context: &mut Context<'_>, id: &str, node: &Node, facts: &mut Vec<Fact>) {
    let name = text(node, "PolicyName").unwrap_or_else(|| id.to_owned());
    let Some(document) = node.get("PolicyDocument").and_then(|document| policy::document(context, document)) else {
        return context.refuse(node.span, id, Cause::BadPolicy);
    };
    let mut owners = 0;
    for key in ["Roles", "RoleName"] {
        for role in node.get(key).into_iter().flat_map(policy::strings) {
            let policy = NamedPolicy { name: name.clone(), document: document.clone() };
            facts.push(Fact::OfRole { role: role.to_owned(), policy });
            owners += 1;
        }
    }
    if owners == 0 {
        facts.push(Fact::Permissions { text: document, name: Some(name) });
    }
}

fn association(context: &mut Context<'_>, node: &Node, facts: &mut Vec<Fact>) {
    let field = |key: &'static str| text(node, key);
    let (Some(namespace), Some(service_account), Some(role_arn)) =
        (field("Namespace"), field("ServiceAccount"), field("RoleArn"))
    else {
        return context.refuse(node.span, "AWS::EKS::PodIdentityAssociation", Cause::Missing("RoleArn"));
    };
    facts.push(Fact::Association(PodIdentityAssociation {
        namespace,
        service_account,
        role_arn,
        target_role_arn: field("TargetRoleArn"),
        disable_session_tags: node.get("DisableSessionTags").is_some_and(|flag| flag.value == Value::Bool(true)),
        policy: None,
    }));
}

fn bucket(context: &mut Context<'_>, node: &Node, facts: &mut Vec<Fact>) {
    let Some(document) = node.get("PolicyDocument").and_then(|document| policy::document(context, document)) else {
        return context.refuse(node.span, "AWS::S3::BucketPolicy", Cause::BadPolicy);
    };
    let name = text(node, "Bucket").unwrap_or_else(|| "example".to_owned());
    let resource = format!("arn:{}:s3:::{name}", context.home.partition());
    facts.push(Fact::Resource { resource, text: document });
}
