//! Condition blocks: operators, keys and values.
//!
//! What always holds: claims of the token come first, since they are what a trust policy is about; keys that the
//! catalogue knows for the statement's actions come before those that every request may carry.

use super::super::known::{manifests, namespaces, service_accounts};
use super::super::{Choice, ChoiceKind, Detail, Topic};
use super::{Context, Spot, actions_of, resources};
use crate::aws::catalog::{self, Carried, KeyInfo, KeyType};
use crate::aws::oidc;
use crate::iam::condition::operator::{Family, Operator, Quantifier};
use crate::iam::policy::PolicyKind;
use std::collections::BTreeSet;

/// Those that are used most, in that order; the rest follows.
const FIRST: [&str; 8] =
    ["StringEquals", "StringLike", "ArnLike", "ArnEquals", "Bool", "IpAddress", "Null", "StringNotEquals"];

pub(super) fn operators(spot: &Spot<'_, '_>, colon: bool) -> Vec<Choice> {
    let names = || FIRST.into_iter().chain(Operator::names().filter(|name| !FIRST.contains(name)));
    let if_exists = names().filter(|name| *name != "Null").map(|name| format!("{name}IfExists"));
    let sets = ["ForAnyValue:", "ForAllValues:"]
        .into_iter()
        .flat_map(|set| names().filter(|name| *name != "Null").map(move |name| format!("{set}{name}")));
    let members = spot.around.last().copied().unwrap_or_default();
    let here = spot.token.map(|token| token.start);
    let written = |name: &str| members.iter().any(|m| m.key.text() == name && Some(m.key.start) != here);
    names()
        .map(str::to_owned)
        .chain(if_exists)
        .chain(sets)
        .filter(|name| !written(name))
        .map(|name| {
            let topic = Operator::parse(&name).map(|operator| Topic::of_operator(&operator));
            let block = format!("\"{name}\": {{ ¦ }}");
            let choice = Choice::new(ChoiceKind::Operator, name).topic(topic);
            if colon { choice } else { choice.writes(&block).again() }
        })
        .collect()
}

/// Whether values of this type are what the operator compares.
fn compares(operator: &Operator, kind: KeyType) -> bool {
    match operator.family() {
        Family::Null | Family::Binary => true,
        Family::String => matches!(kind, KeyType::String | KeyType::Arn),
        Family::Arn => kind == KeyType::Arn,
        Family::Bool => kind == KeyType::Bool,
        Family::Numeric => kind == KeyType::Numeric,
        Family::Date => kind == KeyType::Date,
        Family::IpAddress => kind == KeyType::IpAddress,
    }
}

pub(super) fn keys(context: &Context<'_>, spot: &Spot<'_, '_>, operator: &str, colon: bool) -> Vec<Choice> {
    let operator = Operator::parse(operator);
    let is_trust = context.kind == PolicyKind::Trust;
    let mut all: Vec<Choice> = Vec::new();
    let fits = |kind| operator.as_ref().is_none_or(|operator| compares(operator, kind));
    if fits(KeyType::String) {
        let claims = |claim: &str| {
            let topic = if claim == "sub" { Topic::OidcSub } else { Topic::OidcAud };
            let named = context.known.issuers.iter().map(|issuer| oidc::condition_key(issuer, claim));
            named.map(|key| Choice::new(ChoiceKind::Key, key).detail(Detail::Claim).topic(Some(topic))).collect()
        };
        if is_trust {
            all.extend::<Vec<Choice>>(claims("sub"));
            all.extend::<Vec<Choice>>(claims("aud"));
        }
    }
    let mut seen = BTreeSet::new();
    let mut add = |info: &KeyInfo, carried: Carried| {
        let several = operator.as_ref().is_some_and(|operator| operator.quantifier != Quantifier::Single);
        if fits(info.kind) && (info.multivalued || !several) && seen.insert(info.name.to_ascii_lowercase()) {
            let detail = Detail::Key { kind: info.kind, carried };
            all.push(Choice::new(ChoiceKind::Key, &info.name).detail(detail).topic(Topic::of_key(&info.name)));
        }
    };
    for (service, action) in resources::matching(&actions_of(spot)) {
        for info in service.condition_keys_of(action).filter(|info| catalog::global_key(&info.name).is_none()) {
            add(info, Carried::Perhaps);
        }
    }
    // What such a request never carries is offered last.
    let carried = |key: &catalog::GlobalKey| if is_trust { key.trust_request } else { key.web_identity_session };
    let all_global = || catalog::global_keys().iter().map(|key| (key, carried(key)));
    for (key, carried) in all_global().filter(|(_, carried)| *carried != Carried::No) {
        add(&key.info, carried);
    }
    for (key, carried) in all_global().filter(|(_, carried)| *carried == Carried::No) {
        add(&key.info, carried);
    }
    all.into_iter().map(|choice| key(choice, colon)).collect()
}

/// A key with the place of its value; a variable part is left to be written.
fn key(choice: Choice, colon: bool) -> Choice {
    let open = choice.label.find("${").or_else(|| choice.label.find('<'));
    let Some(open) = open else {
        let text = format!("\"{}\": \"¦\"", choice.label);
        return if colon { choice } else { choice.writes(&text).again() };
    };
    let stem = choice.label.get(..open).unwrap_or_default();
    let text = if colon { format!("\"{stem}¦\"") } else { format!("\"{stem}¦\": \"\"") };
    choice.writes(&text)
}

pub(super) fn values(context: &Context<'_>, operator: &str, key: &str) -> Vec<Choice> {
    let operator = Operator::parse(operator);
    let lower = key.to_ascii_lowercase();
    let family = operator.as_ref().map(Operator::family);
    let value = |text: &str| Choice::new(ChoiceKind::Value, text);
    let name = |text: &str| Choice::new(ChoiceKind::Name, text).detail(Detail::Here);
    let names = |list: &[String]| list.iter().map(|text| name(text)).collect();
    let info = catalog::condition_key(key);
    if matches!(family, Some(Family::Bool | Family::Null)) || info.is_some_and(|info| info.kind == KeyType::Bool) {
        return vec![value("true"), value("false")];
    }
    let is_claim = |claim: &str| lower.ends_with(claim) && !lower.starts_with("aws:");
    if is_claim(":aud") {
        let audience = |text: &String| value(text).topic(Some(Topic::Audience));
        return context.known.audiences.iter().map(audience).collect();
    }
    if is_claim(":sub") {
        return subjects(context, operator.is_some_and(|operator| operator.has_wildcards()));
    }
    let known = &context.known;
    match lower.as_str() {
        "aws:principaltag/kubernetes-namespace" | "aws:requesttag/kubernetes-namespace" => {
            return names(&namespaces(&manifests(context.place)));
        }
        "aws:principaltag/kubernetes-service-account" | "aws:requesttag/kubernetes-service-account" => {
            let accounts = service_accounts(&manifests(context.place));
            return accounts.iter().map(|account| name(&account.name)).collect();
        }
        "aws:principaltag/eks-cluster-name" | "aws:requesttag/eks-cluster-name" => {
            let cluster = context.place.scenario.cluster.as_ref();
            return cluster.and_then(|cluster| cluster.name.as_deref()).map(name).into_iter().collect();
        }
        "aws:federatedprovider" => return names(&known.providers()),
        "aws:requestedregion" => return names(&known.regions),
        "aws:principaltype" => return ["AssumedRole", "User", "Account", "FederatedUser"].map(value).to_vec(),
        "iam:passedtoservice" => return super::SERVICES.map(value).to_vec(),
        "kms:viaservice" => {
            let region = known.regions.first().map_or("us-east-1", String::as_str);
            let services = ["s3", "dynamodb", "secretsmanager", "sqs", "ssm"];
            return services.map(|service| value(&format!("{service}.{region}.amazonaws.com"))).to_vec();
        }
        "s3:x-amz-server-side-encryption" => return ["aws:kms", "AES256", "aws:kms:dsse"].map(value).to_vec(),
        _ => {}
    }
    if lower.ends_with("account") {
        return names(&known.accounts);
    }
    if matches!(lower.as_str(), "aws:principalarn") {
        return known.roles().map(|arn| name(arn)).collect();
    }
    if family == Some(Family::Arn) || info.is_some_and(|info| info.kind == KeyType::Arn) {
        return names(&known.arns);
    }
    Vec::new()
}

/// The subjects of the ServiceAccounts; with wildcards also those of a whole namespace.
fn subjects(context: &Context<'_>, with_wildcards: bool) -> Vec<Choice> {
    let manifests = manifests(context.place);
    let accounts = service_accounts(&manifests);
    let subject = |namespace: &str, name: &str| {
        let choice = Choice::new(ChoiceKind::Name, format!("system:serviceaccount:{namespace}:{name}"));
        choice.topic(Some(Topic::Subject))
    };
    let mut all: Vec<Choice> = Vec::new();
    for account in &accounts {
        let role = account.role.as_deref().map(|arn| arn.rsplit('/').next().unwrap_or(arn).to_owned());
        let choice = subject(&account.namespace, &account.name);
        all.push(choice.detail(role.map_or(Detail::Here, Detail::NamesRole)));
    }
    for workload in &manifests.workloads {
        let named = subject(&workload.namespace, &workload.service_account);
        if !all.iter().any(|choice| choice.label == named.label) {
            all.push(named.detail(Detail::Here));
        }
    }
    if with_wildcards {
        let whole = |namespace: &String| subject(namespace, "*").detail(Detail::Template);
        all.extend(namespaces(&manifests).iter().map(whole));
    }
    if all.is_empty() {
        let form = Choice::new(ChoiceKind::Value, "system:serviceaccount:NAMESPACE:NAME").detail(Detail::Template);
        all.push(form.writes("system:serviceaccount:¦NAMESPACE¦:NAME").topic(Some(Topic::Subject)));
    }
    all
}
