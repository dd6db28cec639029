//! Whether a fix changes what a policy allows: many requests decided before and after.
//!
//! The requests are made from the actions, resources, principals and condition values of the policy before and after,
//! each wildcard filled in, and from outsiders: other actions of the same services, other resources, callers and values.

use irsa_playground::aws::catalog::{self, Fit};
use irsa_playground::iam::condition::Family;
use irsa_playground::iam::context::{Context, ContextValue, Unmentioned};
use irsa_playground::iam::evaluate::{Outcome, PolicySet, PublicAccess, Request, decide};
use irsa_playground::iam::lower;
use irsa_playground::iam::pattern::Pattern;
use irsa_playground::iam::policy::{Policy, PolicyKind};
use irsa_playground::iam::principal::Principal;
use irsa_playground::scenario::Scenario;
use irsa_playground::text::SourceId;
use std::collections::{BTreeMap, BTreeSet};

const HERE: &str = "111122223333";
/// The account of resources: nobody of the candidates belongs to it, so that the policy of the resource decides.
const ELSEWHERE: &str = "000000000000";
const OUTSIDE_ACTIONS: [&str; 6] =
    ["ec2:RunInstances", "iam:CreateUser", "s3:DeleteBucket", "dynamodb:DeleteTable", "sts:AssumeRole", "kms:Decrypt"];
const OUTSIDE_RESOURCES: [&str; 6] = [
    "*",
    "arn:aws:s3:::somebody-else",
    "arn:aws:s3:::somebody-else/key",
    "arn:aws:dynamodb:eu-west-1:444455556666:table/Other",
    "arn:aws:iam::444455556666:role/other",
    "arn:aws:ec2:eu-west-1:444455556666:instance/i-0123456789abcdef0",
];
const CALLERS: [&str; 7] = [
    "arn:aws:iam::111122223333:user/bob",
    "arn:aws:sts::111122223333:assumed-role/app/session",
    "arn:aws:iam::444455556666:root",
    "arn:aws:sts::444455556666:assumed-role/other/session",
    "arn:aws:iam::444455556666:oidc-provider/other.example.com",
    "config.amazonaws.com",
    "*",
];

/// What a fix newly allows without being listed, and what it no longer denies. Documents that are not changed, are no
/// policies or could not be read at all before are passed over: there is nothing to compare.
pub fn compare(before: &Scenario, after: &Scenario, grants: &[String]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for (source, now) in after.documents() {
        let Some((then, kind)) = before.text(source).zip(kind(source)) else { continue };
        let (Some(then), Some(now)) = (read(then, kind), read(now, kind)) else { continue };
        if then == now {
            continue;
        }
        let mut new = BTreeSet::new();
        let mut off = BTreeSet::new();
        requests(&[&then, &now], |request| {
            let (was, is) = (outcome(&then, request), outcome(&now, request));
            if is == Outcome::Allowed && was != Outcome::Allowed {
                new.insert(said(request));
            }
            if was == Outcome::ExplicitDeny && is != Outcome::ExplicitDeny {
                off.insert(said(request));
            }
        });
        let listed = |text: &String| grants.iter().position(|grant| Pattern::new(grant).matches(text));
        let unlisted: Vec<&String> = new.iter().filter(|text| listed(text).is_none()).collect();
        used.extend(new.iter().filter_map(listed));
        if !unlisted.is_empty() {
            wrong.push(format!("the fix newly allows {:#?}", unlisted.iter().take(6).collect::<Vec<_>>()));
        }
        if !off.is_empty() {
            wrong.push(format!("the fix turns off a Deny: {:#?}", off.iter().take(6).collect::<Vec<_>>()));
        }
    }
    let unused = grants.iter().enumerate().filter(|(index, _)| !used.contains(index));
    wrong.extend(unused.map(|(_, grant)| format!("`grants` lists {grant:?}, which is not newly allowed")));
    wrong
}

fn kind(source: SourceId) -> Option<PolicyKind> {
    match source {
        SourceId::Manifests | SourceId::Settings => None,
        SourceId::TrustPolicy(_) => Some(PolicyKind::Trust),
        SourceId::RolePolicy(..) | SourceId::UserPolicy(..) | SourceId::GroupPolicy(..) => Some(PolicyKind::Identity),
        SourceId::RoleBoundary(_) | SourceId::UserBoundary(_) => Some(PolicyKind::Boundary),
        SourceId::ResourcePolicy(_) => Some(PolicyKind::Resource),
        SourceId::ServiceControlPolicy(..) => Some(PolicyKind::ServiceControl),
        SourceId::ResourceControlPolicy(..) => Some(PolicyKind::ResourceControl),
        SourceId::AssociationPolicy(_) | SourceId::SessionPolicy => Some(PolicyKind::Session),
        SourceId::EndpointPolicy => Some(PolicyKind::Endpoint),
    }
}

fn read(text: &str, kind: PolicyKind) -> Option<Policy> {
    lower::read(SourceId::Settings, text, kind).0.map(Policy::as_if_accepted)
}

/// What this policy says of a request, taken for itself.
fn outcome(policy: &Policy, request: &Request<'_>) -> Outcome {
    EVERYTHING.with(|everything| {
        let set = match policy.kind.names_principals() {
            true => PolicySet { identity: vec![everything], resource: Some(policy), ..PolicySet::default() },
            false => PolicySet { identity: vec![policy], ..PolicySet::default() },
        };
        decide(&set, request).outcome
    })
}

thread_local! {
    /// What the caller's own policies allow where only a policy of a resource is asked; read once for all requests.
    static EVERYTHING: Policy = {
        let text = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#;
        read(text, PolicyKind::Identity).unwrap()
    };
}

fn said(request: &Request<'_>) -> String {
    let by = request.principal.text();
    let mut text = format!("{} {} by {by}", request.action, request.resource);
    let context: BTreeMap<&str, &ContextValue> = request.context.given().collect();
    for (index, (key, value)) in context.into_iter().enumerate() {
        text += &format!("{}{key}={}", if index == 0 { " with " } else { ", " }, value.values().join("|"));
    }
    text
}

fn requests(policies: &[&Policy], mut each: impl FnMut(&Request<'_>)) {
    let statements = || policies.iter().flat_map(|policy| &policy.statements);
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<BTreeSet<String>>();
    let mut actions = owned(&OUTSIDE_ACTIONS);
    for entry in statements().flat_map(|statement| &statement.action.entries) {
        actions.extend(actions_of(&entry.text));
    }
    let mut resources = owned(&OUTSIDE_RESOURCES);
    for entry in statements().filter_map(|statement| statement.resource.as_ref()).flat_map(|element| &element.entries) {
        resources.extend(resources_of(&entry.text));
    }
    let named = policies.iter().any(|policy| policy.kind.names_principals());
    let mut callers = owned(if named { &CALLERS } else { &["arn:aws:sts::111122223333:assumed-role/app/session"] });
    for entry in statements().filter_map(|statement| statement.principal.as_ref()).flat_map(|element| &element.entries)
    {
        callers.insert(entry.text.clone());
    }
    // No resource is called so.
    resources.retain(|text| !text.ends_with('/'));
    let callers: Vec<Principal> = callers.iter().filter_map(|text| Principal::parse(text)).collect();
    let account = if named { ELSEWHERE } else { HERE };
    let contexts = contexts(policies);
    // A trust policy names no resource: it is that of its role.
    let trust = policies.iter().any(|policy| policy.kind == PolicyKind::Trust);
    for action in &actions {
        for resource in &resources {
            // A request that no service makes says nothing.
            if !trust && (matches!(catalog::fit(action, resource), Fit::OtherType) || is_of_none(action, resource)) {
                continue;
            }
            for principal in &callers {
                for context in &contexts {
                    let public_access = PublicAccess::NotBlocked;
                    each(&Request { principal, action, resource, resource_account: account, context, public_access });
                }
            }
        }
    }
}

/// Whether the action is asked of no resource, and this is one.
fn is_of_none(action: &str, resource: &str) -> bool {
    catalog::fit(action, resource) == Fit::NoResourceTypes && resource != "*"
}

/// Actions that a pattern means, and others of its service.
fn actions_of(text: &str) -> Vec<String> {
    let mut actions = vec![text.replace('*', "Any").replace('?', "x")];
    let Some(service) = text.split(':').next().and_then(catalog::service) else { return actions };
    let pattern = Pattern::new(&text.to_lowercase());
    let all = || service.actions().iter().map(|action| format!("{}:{}", service.prefix, action.name));
    let (meant, others): (Vec<String>, Vec<String>) = all().partition(|name| pattern.matches(&name.to_lowercase()));
    actions.extend(meant.into_iter().take(6));
    actions.extend(others.into_iter().take(3));
    actions
}

/// Resources that a pattern means, and neighbours of it.
fn resources_of(text: &str) -> Vec<String> {
    let filled = |with: &str| plain_variables(text).replace('*', with).replace('?', "q");
    let mut resources = vec![filled("x"), filled("x/y"), filled("")];
    let first = resources[0].clone();
    resources.push(format!("{first}/below"));
    resources.push(format!("{first}more"));
    if let Some((above, _)) = first.rsplit_once('/') {
        resources.push(above.to_owned());
        resources.push(format!("{above}/other"));
    }
    resources
}

fn plain_variables(text: &str) -> String {
    let mut parts = text.split("${");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain += part.split_once('}').map_or("alice", |_| "alice");
        plain += part.split_once('}').map_or("", |(_, rest)| rest);
    }
    plain
}

/// Contexts in which the keys of the policies have the values of the policies, other values, or none: first all keys
/// with their first value, then one key after another with something else.
fn contexts(policies: &[&Policy]) -> Vec<Context> {
    let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for condition in policies.iter().flat_map(|policy| &policy.statements).flat_map(|s| &s.conditions) {
        let of_key = values.entry(condition.key.lower().to_owned()).or_default();
        for value in &condition.values {
            of_key.insert(value.text.clone());
            of_key.insert(plain_variables(&value.text).replace('*', "x").replace('?', "q"));
            of_key.insert(value.text.replace('*', "other:place").replace('?', "qq"));
            // An address of a range.
            of_key.extend(value.text.split_once('/').map(|(address, _)| address.to_owned()));
        }
        let outside: &[&str] = match condition.operator.family() {
            Family::Numeric => &["0", "1000000"],
            Family::Date => &["1999-01-01T00:00:00Z", "2099-01-01T00:00:00Z"],
            Family::Bool | Family::Null => &["true", "false"],
            Family::IpAddress => &["8.8.8.8", "2001:db8::1"],
            Family::Arn => &["arn:aws:iam::444455556666:role/other"],
            Family::String | Family::Binary => &["outsider", ""],
        };
        of_key.extend(outside.iter().map(|text| (*text).to_owned()));
    }
    let many = |key: &str| catalog::condition_key(key).is_some_and(|info| info.multivalued);
    let put = |context: &mut Context, key: &str, value: &str| {
        if many(key) {
            context.set(key, ContextValue::Many(vec![value.to_owned()]));
        } else {
            context.set(key, value);
        }
    };
    let alice = |context: &mut Context| {
        context.set("aws:username", "alice");
    };
    let mut all = vec![Context::new(Unmentioned::Absent)];
    for first in 0..3 {
        let mut base = Context::new(Unmentioned::Absent);
        alice(&mut base);
        for (key, of_key) in &values {
            let value = of_key.iter().nth(first).or(of_key.iter().next());
            put(&mut base, key, value.map_or("", String::as_str));
        }
        for (key, of_key) in &values {
            for value in of_key {
                let mut context = base.clone();
                put(&mut context, key, value);
                if many(key) {
                    let both = vec![value.clone(), "outsider".to_owned()];
                    let mut several = base.clone();
                    several.set(key, ContextValue::Many(both));
                    all.push(several);
                }
                all.push(context);
            }
            let mut context = base.clone();
            context.set_absent(key);
            all.push(context);
        }
        all.push(base);
    }
    let mut distinct: Vec<Context> = Vec::new();
    for context in all {
        if !distinct.contains(&context) {
            distinct.push(context);
        }
    }
    distinct
}
