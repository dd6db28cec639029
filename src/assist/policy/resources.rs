//! Resources: ARNs that occur in the scenario, and the forms of ARNs that the statement's actions take.

use super::super::{Choice, ChoiceKind, Detail, Topic};
use super::{Context, Spot, actions_of};
use crate::aws::Arn;
use crate::aws::catalog::{self, Service};

/// More forms than this come from wildcards only.
const MOST: usize = 40;

pub(super) fn choices(context: &Context<'_>, spot: &Spot<'_, '_>) -> Vec<Choice> {
    let actions = actions_of(spot);
    let services: Vec<&str> = actions.iter().filter_map(|action| action.split_once(':')).map(|(s, _)| s).collect();
    let mut all: Vec<Choice> = Vec::new();
    let (fitting, others): (Vec<&String>, Vec<&String>) =
        context.known.arns.iter().filter(|arn| !arn.contains(":oidc-provider/")).partition(|arn| {
            Arn::parse(arn).is_some_and(|arn| services.iter().any(|s| s.eq_ignore_ascii_case(arn.service)))
        });
    let name = |arn: &String| Choice::new(ChoiceKind::Name, arn.as_str()).detail(Detail::Here);
    all.extend(fitting.into_iter().map(name));
    all.extend(templates(context, &actions));
    let everything = Choice::new(ChoiceKind::Value, "*").topic(Some(Topic::ResourceEverything));
    all.push(everything.detail(Detail::Everything));
    if services.is_empty() {
        all.extend(others.into_iter().map(name));
    }
    all
}

/// The actions of the catalogue that patterns of a statement stand for.
pub(super) fn matching(patterns: &[&str]) -> Vec<(&'static Service, &'static catalog::Action)> {
    let mut found = Vec::new();
    for pattern in patterns {
        let Some((prefix, name)) = pattern.split_once(':') else { continue };
        let Some(service) = catalog::service(prefix) else { continue };
        match name.split_once(['*', '?']) {
            None => found.extend(service.action(name).map(|action| (service, action))),
            Some((start, _)) => {
                let begins = |action: &&catalog::Action| {
                    action.name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
                };
                found.extend(service.actions().iter().filter(begins).map(|action| (service, action)));
            }
        }
    }
    found
}

fn templates(context: &Context<'_>, actions: &[&str]) -> Vec<Choice> {
    let mut all: Vec<Choice> = Vec::new();
    for (service, action) in matching(actions) {
        for kind in service.resource_types_of(action) {
            for template in &kind.templates {
                let choice = form(context, template).detail(Detail::Plain(kind.name.to_owned()));
                if all.len() < MOST && !all.iter().any(|known| known.label == choice.label) {
                    all.push(choice);
                }
            }
        }
    }
    all
}

/// `arn:${Partition}:s3:::${BucketName}` with what the scenario knows filled in and the first gap selected.
fn form(context: &Context<'_>, template: &str) -> Choice {
    let account = context.known.accounts.first().map_or("111122223333", String::as_str);
    let region = context.known.regions.first().map_or("us-east-1", String::as_str);
    let partition = crate::aws::oidc::partition(region);
    let filled =
        template.replace("${Partition}", partition).replace("${Region}", region).replace("${Account}", account);
    let mut text = String::new();
    let mut rest = filled.as_str();
    let mut first = true;
    while let Some((before, after)) = rest.split_once("${") {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let mark = if first { "¦" } else { "" };
        text.extend([before, mark, name, mark]);
        (rest, first) = (tail, false);
    }
    text.push_str(rest);
    Choice::new(ChoiceKind::Value, text.replace('¦', "")).writes(&text)
}

/// Variables that requests of a Pod carry.
const VARIABLES: [&str; 10] = [
    "${aws:PrincipalTag/kubernetes-namespace}",
    "${aws:PrincipalTag/kubernetes-service-account}",
    "${aws:PrincipalTag/eks-cluster-name}",
    "${aws:PrincipalTag/kubernetes-pod-name}",
    "${aws:PrincipalAccount}",
    "${aws:PrincipalArn}",
    "${aws:userid}",
    "${aws:ResourceAccount}",
    "${aws:SourceIdentity}",
    "${aws:RequestedRegion}",
];

/// Policy variables, once `$` is typed.
pub(super) fn variables(context: &Context<'_>) -> Vec<Choice> {
    let before = context.place.text.get(..context.place.offset).unwrap_or_default();
    let line = before.rsplit(['"', '\n']).next().unwrap_or_default();
    let open = line.rfind('$').is_some_and(|at| !line.get(at..).unwrap_or_default().contains('}'));
    let variable = |text: &&str| Choice::new(ChoiceKind::Key, *text).topic(Some(Topic::PolicyVariable));
    if open { VARIABLES.iter().map(variable).collect() } else { Vec::new() }
}
