//! Reads `Resource` and `NotResource`.

use super::reader::{Reader, is_placeholder};
use super::statement::either;
use crate::aws::Arn;
use crate::aws::arn::is_partition;
use crate::iam::fault::PolicyFault;
use crate::iam::policy::{Element, PolicyKind, ResourceEntry};
use crate::iam::resource::ResourcePattern;
use crate::iam::variable::Variables;
use crate::syntax::Node;

/// First words of S3 resources that do have a Region and an account.
const S3_WITH_REGION: [&str; 8] = [
    "accesspoint",
    "job",
    "storage-lens",
    "storage-lens-group",
    "access-grants",
    "async-request",
    "object-lambda",
    "tables",
];

pub(super) fn read(reader: &mut Reader, node: &Node, variables: Variables) -> Option<Element<ResourceEntry>> {
    let kind = reader.kind();
    let Some((naming, member)) = either(reader, node, "Resource", "NotResource") else {
        // A policy of a resource may leave it out: it can only mean the resource it is attached to.
        if !matches!(kind, PolicyKind::Trust | PolicyKind::Resource) {
            reader.error(PolicyFault::MissingElement("Resource".to_owned()), node.span);
        }
        return None;
    };
    if kind == PolicyKind::Trust {
        let fault = PolicyFault::ForbiddenElement { element: member.key.clone(), kind };
        reader.error(fault, member.key_span);
    }
    let strings = reader.strings(&member.key, &member.value);
    if member.value.as_array().is_some_and(<[Node]>::is_empty) {
        reader.error(PolicyFault::EmptyList(member.key.clone()), member.value.span);
    }
    let entries = strings
        .into_iter()
        .map(|(text, node)| {
            check(reader, text, node);
            ResourceEntry { text: text.to_owned(), span: node.span, pattern: ResourcePattern::new(text, variables) }
        })
        .collect();
    Some(Element { naming, key_span: member.key_span, span: member.value.span, entries })
}

fn check(reader: &mut Reader, text: &str, node: &Node) {
    if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
        return;
    }
    let owned = text.to_owned();
    if !text.starts_with("arn:") {
        // API Gateway lets the policy of an API name its own resources without the ARN's first fields.
        let short_form = reader.kind() == PolicyKind::Resource && text.starts_with("execute-api:");
        match is_placeholder(text) {
            _ if short_form => {}
            true => reader.warning(PolicyFault::Placeholder(owned), node.span),
            false => reader.error(PolicyFault::NotAnArn(owned), node.span),
        }
        return;
    }
    let Some(arn) = Arn::parse(text) else {
        if !text.ends_with('*') {
            reader.error(PolicyFault::ShortArn(owned), node.span);
        }
        return;
    };
    let plain = |field: &str| !field.is_empty() && !field.contains(['*', '?', '$', '<', '{']);
    if plain(arn.partition) && !is_partition(arn.partition) {
        reader.error(PolicyFault::UnknownPartition(arn.partition.to_owned()), node.span);
    }
    let first = arn.resource.split(['/', ':']).next().unwrap_or_default();
    if arn.service == "s3" && (plain(arn.region) || plain(arn.account)) && !S3_WITH_REGION.contains(&first) {
        reader.error(PolicyFault::S3ArnWithRegion(owned), node.span);
    } else if arn.service == "iam" && plain(arn.region) {
        reader.error(PolicyFault::IamArnWithRegion(owned), node.span);
    }
}
