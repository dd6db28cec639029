//! ARNs and subjects taken apart.

use super::super::Topic;
use super::{Fact, Hover};
use crate::aws::Arn;
use crate::aws::catalog;
use crate::scenario::Scenario;
use crate::text::Span;

/// The part of a text between blanks and quotes that is an ARN or a subject of a ServiceAccount.
pub(super) fn name(scenario: &Scenario, span: Span, text: &str) -> Option<Hover> {
    if let Some(rest) = text.strip_prefix("system:serviceaccount:") {
        let mut hover = Hover::of(span, text, Some(Topic::Subject));
        let (namespace, name) = rest.split_once(':').unwrap_or((rest, ""));
        hover.facts.push(Fact::Namespace(namespace.to_owned()));
        hover.facts.push(Fact::ServiceAccount(name.to_owned()));
        return Some(hover);
    }
    let arn = Arn::parse(text)?;
    let mut hover = Hover::of(span, text, None);
    let service = catalog::service(arn.service);
    let kind = service.and_then(|service| service.resource_type(text));
    hover.facts.extend(service.map(|service| Fact::Service(service.name)));
    hover.facts.extend(kind.map(|kind| Fact::ResourceType(kind.name)));
    hover.facts.push(Fact::Name(arn.resource.to_owned()));
    if !arn.account.is_empty() {
        hover.facts.push(Fact::Account(arn.account.to_owned()));
    }
    if !arn.region.is_empty() {
        hover.facts.push(Fact::Region(arn.region.to_owned()));
    }
    if arn.partition != "aws" {
        hover.facts.push(Fact::Partition(arn.partition.to_owned()));
    }
    if arn.service == "iam" && arn.resource == "root" {
        hover.topic = Some(Topic::PrincipalAccount);
    }
    if arn.is_role() && !text.contains(['*', '?', '$']) {
        let known = scenario.roles.iter().any(|role| role.arn == text);
        hover.facts.push(if known { Fact::Here } else { Fact::NotHere });
    }
    Some(hover)
}
