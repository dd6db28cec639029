//! What Terraform writes as JSON: `terraform show -json` and state files. Its sources cannot be read without it.
//!
//! What always holds: only values that Terraform has computed are taken; a value that is known after apply is missing,
//! and said to be. Source: Terraform documentation, "JSON Output Format"; AWS provider, `aws_iam_*`, `aws_eks_*`.

use super::facts::{Attached, Fact, RoleFact};
use super::recognise::Context;
use super::role::text;
use super::{Cause, Detail, Kind, cluster, policy};
use crate::aws::arn::Arn;
use crate::scenario::{Cluster, NamedPolicy, PodIdentityAssociation, Role};
use crate::syntax::{Node, Value};

/// Modules in modules that are followed.
const DEEPEST: usize = 20;

/// Whether an object is Terraform's.
pub(super) fn is_state(node: &Node) -> bool {
    (node.get("terraform_version").is_some() || node.get("format_version").is_some())
        && (node.get("values").is_some() || node.get("planned_values").is_some() || node.get("resources").is_some())
}

/// Takes a state or a plan.
pub(super) fn state(context: &mut Context<'_>, root: &Node) {
    let mut resources: Vec<(&str, &Node)> = Vec::new();
    for key in ["values", "planned_values"] {
        if let Some(module) = root.at(&[key, "root_module"]) {
            collect(module, 0, &mut resources);
        }
    }
    for resource in root.get("resources").and_then(Node::as_array).unwrap_or_default() {
        let kind = resource.get("type").and_then(Node::as_str).unwrap_or_default();
        let instances = resource.get("instances").and_then(Node::as_array).unwrap_or_default();
        if resource.get("mode").and_then(Node::as_str) != Some("data") {
            resources.extend(instances.iter().filter_map(|one| Some((kind, one.get("attributes")?))));
        }
    }
    let mut facts = Vec::new();
    let mut others: Vec<(&str, usize)> = Vec::new();
    for (kind, values) in resources {
        if !one(context, kind, values, &mut facts) {
            match others.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => others.push((kind, 1)),
            }
        }
    }
    for (kind, count) in others {
        let what = if count > 1 { format!("{kind} × {count}") } else { kind.to_owned() };
        context.refuse(root.span, what, Cause::OtherResource(kind.to_owned()));
    }
    if facts.is_empty() {
        return context.refuse(root.span, "terraform", Cause::Empty);
    }
    context.item(root.span, Kind::Terraform, facts);
}

fn collect<'n>(module: &'n Node, depth: usize, into: &mut Vec<(&'n str, &'n Node)>) {
    for resource in module.get("resources").and_then(Node::as_array).unwrap_or_default() {
        let kind = resource.get("type").and_then(Node::as_str).unwrap_or_default();
        if resource.get("mode").and_then(Node::as_str) != Some("data") {
            into.extend(resource.get("values").map(|values| (kind, values)));
        }
    }
    if depth < DEEPEST {
        for child in module.get("child_modules").and_then(Node::as_array).unwrap_or_default() {
            collect(child, depth + 1, into);
        }
    }
}

/// Takes one resource; `false` where its type plays no part.
fn one(context: &mut Context<'_>, kind: &str, node: &Node, facts: &mut Vec<Fact>) -> bool {
    let field = |key: &str| text(node, key).filter(|text| !text.is_empty());
    let name = field("name").unwrap_or_default();
    let mut document = |key: &str| {
        let text = node.get(key).and_then(|document| policy::document(context, document));
        if text.is_none() {
            context.refuse(node.span, format!("{kind} {name}"), Cause::Missing("policy"));
        }
        text
    };
    match kind {
        "aws_iam_role" => {
            let trust_policy = document("assume_role_policy");
            let arn = field("arn").unwrap_or_else(|| {
                let arn = context.home.role(&name);
                context.detail(Detail::Placeholder(format!("{name}.arn"), arn.clone()));
                arn
            });
            let mut policies = Vec::new();
            for inline in node.get("inline_policy").and_then(Node::as_array).unwrap_or_default() {
                let name = text(inline, "name").unwrap_or_default();
                let inside = inline.get("policy").filter(|text| text.as_str() != Some(""));
                let inside = inside.and_then(|document| policy::document(context, document));
                policies.extend(inside.map(|document| NamedPolicy { name, document }));
            }
            let line = context.line(node.span);
            let arns = node.get("managed_policy_arns").into_iter().flat_map(policy::strings);
            let attached = arns.map(|arn| Attached { arn: arn.to_owned(), line }).collect();
            let boundary = field("permissions_boundary").map(|arn| Attached { arn, line });
            let tags = node.get("tags").and_then(Node::as_object).unwrap_or_default();
            let tag = |member: &crate::syntax::Member| Some((member.key.clone(), member.value.as_str()?.to_owned()));
            let tags = crate::order::map(tags.iter().filter_map(tag));
            let max_session_duration = node.get("max_session_duration").and_then(|node| match &node.value {
                Value::Number(number) => number.parse().ok(),
                _ => None,
            });
            let role = Role { arn, trust_policy, policies, permissions_boundary: None, tags, max_session_duration };
            facts.push(Fact::Role(Box::new(RoleFact { role, name, attached, boundary, ..RoleFact::default() })));
        }
        "aws_iam_policy" => {
            let arn = field("arn").unwrap_or_else(|| context.home.role(&name).replace(":role/", ":policy/"));
            let text = node.get("policy").and_then(|document| policy::document(context, document));
            match text {
                Some(document) => facts.push(Fact::Managed { arn, name, document }),
                None => context.refuse(node.span, name, Cause::BadPolicy),
            }
        }
        "aws_iam_role_policy" => {
            let document = document("policy");
            if let (Some(role), Some(document)) = (field("role"), document) {
                facts.push(Fact::OfRole { role, policy: NamedPolicy { name, document } });
            }
        }
        "aws_iam_role_policy_attachment" => {
            if let (Some(role), Some(arn)) = (field("role"), field("policy_arn")) {
                let line = context.line(node.span);
                let attached = vec![Attached { arn, line }];
                let name = role.rsplit('/').next().unwrap_or_default().to_owned();
                facts.push(Fact::Role(Box::new(RoleFact { name, attached, ..RoleFact::default() })));
            }
        }
        "aws_iam_openid_connect_provider" => {
            let account = field("arn").and_then(|arn| Some(Arn::parse(&arn)?.account.to_owned()));
            let clients = node.get("client_id_list").into_iter().flat_map(policy::strings).map(str::to_owned).collect();
            facts.push(cluster::fact(account, &field("url").unwrap_or_default(), clients));
        }
        "aws_eks_cluster" => {
            let arn = field("arn").unwrap_or_default();
            let arn = Arn::parse(&arn);
            let first = |node: &Node, key: &str| node.get(key)?.as_array()?.first().cloned();
            let issuer = first(node, "identity").and_then(|identity| text(&first(&identity, "oidc")?, "issuer"));
            facts.push(Fact::Cluster(Cluster {
                name: field("name"),
                account: arn.map(|arn| arn.account.to_owned()),
                region: arn.map(|arn| arn.region.to_owned()),
                issuer,
                version: field("version"),
            }));
        }
        "aws_eks_pod_identity_association" => {
            if let (Some(namespace), Some(service_account), Some(role_arn)) =
                (field("namespace"), field("service_account"), field("role_arn"))
            {
                facts.push(Fact::Association(PodIdentityAssociation {
                    namespace,
                    service_account,
                    role_arn,
                    target_role_arn: field("target_role_arn"),
                    ..PodIdentityAssociation::default()
                }));
            }
        }
        "aws_s3_bucket_policy" => {
            let document = document("policy");
            if let (Some(bucket), Some(text)) = (field("bucket"), document) {
                facts
                    .push(Fact::Resource { resource: format!("arn:{}:s3:::{bucket}", context.home.partition()), text });
            }
        }
        "kubernetes_service_account" | "kubernetes_service_account_v1" => service_account(node, facts),
        _ => return false,
    }
    true
}

/// A ServiceAccount that Terraform's Kubernetes provider manages.
fn service_account(node: &Node, facts: &mut Vec<Fact>) {
    let Some(metadata) = node.get("metadata").and_then(Node::as_array).and_then(<[Node]>::first) else { return };
    let (Some(name), namespace) = (text(metadata, "name"), text(metadata, "namespace")) else { return };
    let namespace = namespace.unwrap_or_else(|| "default".to_owned());
    let role = metadata.at(&["annotations", super::account::ROLE_ARN]).and_then(Node::as_str).unwrap_or_default();
    facts.push(super::eksctl::service_account(&namespace, &name, role));
}
