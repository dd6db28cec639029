//! What goes wrong in the policies: on the role, over it, and on the resource.

use super::{Base, Random, changed, replaced, resource_policy, role_policy};
use crate::aws::Arn;
use crate::scenario::Scenario;
use serde_json::{Value, json};

/// The policy names another action of the service.
pub fn action_gone(base: &Base, random: &mut Random) -> Option<Scenario> {
    let (service, name) = base.allowed.0.split_once(':')?;
    let other = random.one_of(&["Describe", "List", "Tag"]).filter(|other| !name.starts_with(**other))?;
    let noun = name.strip_prefix(verb(name)?)?;
    let put = format!("\"{service}:{other}{noun}\"");
    role_policy(base, |text| replaced(text, &format!("\"{}\"", base.allowed.0), &put))
}

/// The resource is the bucket or table, not what is in it.
pub fn resource_short(base: &Base, _: &mut Random) -> Option<Scenario> {
    let (carrier, _) = base.allowed.1.rsplit_once('/')?;
    role_policy(base, |text| replaced(text, &format!("\"{carrier}/*\""), &format!("\"{carrier}\"")))
}

/// The resource is that of another environment.
pub fn resource_other(base: &Base, random: &mut Random) -> Option<Scenario> {
    let suffix = random.one_of(&["-staging", "-test", "-backup"])?;
    let bucket = base.allowed.1.strip_prefix("arn:aws:s3:::").map(|rest| rest.split('/').next().unwrap_or(rest));
    let name = bucket.or_else(|| base.allowed.1.rsplit(['/', ':']).next()).filter(|name| name.len() > 2)?;
    role_policy(base, |text| replaced(text, name, &format!("{name}{suffix}")))
}

/// A statement denies what another allows.
pub fn deny(base: &Base, random: &mut Random) -> Option<Scenario> {
    let action = pattern(&base.allowed.0, random)?;
    let statement = format!(
        "\"Statement\": [\n    {{\n      \"Effect\": \"Deny\",\n      \"Action\": \"{action}\",\n      \"Resource\": \"*\"\n    }},"
    );
    role_policy(base, |text| replaced(text, "\"Statement\": [", &statement))
}

/// The policy denies everything outside of a Region in which the cluster is not.
pub fn region(base: &Base, random: &mut Random) -> Option<Scenario> {
    let own = base.issuer.split('.').nth(2).unwrap_or_default();
    let other = random.one_of(&["us-west-2", "eu-central-1", "sa-east-1"]).filter(|other| **other != own)?;
    let statement = format!(
        "\"Statement\": [\n    {{\n      \"Effect\": \"Deny\",\n      \"Action\": \"{}:*\",\n      \"Resource\": \"*\",\n      \"Condition\": {{ \"StringNotEquals\": {{ \"aws:RequestedRegion\": \"{other}\" }} }}\n    }},",
        service(base)?
    );
    role_policy(base, |text| replaced(text, "\"Statement\": [", &statement))
}

/// A boundary that leaves out what the policy allows.
pub fn boundary(base: &Base, random: &mut Random) -> Option<Scenario> {
    let service = service(base)?;
    let kept = random.one_of(&["logs:*", "cloudwatch:*", "xray:*"]).filter(|kept| !kept.starts_with(service))?;
    let text = document(&json!([{ "Effect": "Allow", "Action": [kept, "sts:*"], "Resource": "*" }]));
    changed(base, |scenario| {
        if let Some(role) = scenario.roles.get_mut(base.role) {
            role.permissions_boundary = Some(text);
        }
    })
}

/// The organization denies it.
pub fn service_control(base: &Base, random: &mut Random) -> Option<Scenario> {
    let action = pattern(&base.allowed.0, random)?;
    let all = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let deny = json!({ "Effect": "Deny", "Action": action, "Resource": "*" });
    let text = document(&json!([all, deny]));
    changed(base, |scenario| scenario.service_control_policies.push(vec![text]))
}

/// The bucket denies it to the role.
pub fn resource_denies(base: &Base, _: &mut Random) -> Option<Scenario> {
    let (bucket, _) = base.allowed.1.strip_prefix("arn:aws:s3:::")?.split_once('/')?;
    let carrier = format!("arn:aws:s3:::{bucket}");
    let statement = json!([{
        "Effect": "Deny",
        "Principal": { "AWS": base.role_arn },
        "Action": base.allowed.0,
        "Resource": format!("{carrier}/*"),
    }]);
    resource_policy(base, &carrier, document(&statement))
}

/// The table of another account lets in another role than this one.
pub fn resource_lets_others_in(base: &Base, random: &mut Random) -> Option<Scenario> {
    let arn = Arn::parse(&base.allowed.1).filter(|arn| !arn.account.is_empty())?;
    if base.role_arn.split(':').nth(4) == Some(arn.account) {
        return None;
    }
    let suffix = random.one_of(&["-v2", "-staging", "-old"])?;
    let other = format!("{}{suffix}", base.role_arn);
    let found = base.scenario.resource_policies.iter().enumerate();
    let (at, text) =
        found.into_iter().find_map(|(at, one)| Some((at, replaced(&one.document, &base.role_arn, &other)?)))?;
    changed(base, |scenario| {
        if let Some(policy) = scenario.resource_policies.get_mut(at) {
            policy.document = text;
        }
    })
}

fn service(base: &Base) -> Option<&str> {
    base.allowed.0.split_once(':').map(|(service, _)| service)
}

/// The first word of an action's name, such as `Get`.
fn verb(name: &str) -> Option<&str> {
    let end = name.char_indices().skip(1).find(|(_, sign)| sign.is_ascii_uppercase()).map(|(at, _)| at)?;
    name.get(..end)
}

/// An action, or all that begin like it.
fn pattern(action: &str, random: &mut Random) -> Option<String> {
    let (service, name) = action.split_once(':')?;
    Some(match random.below(3)? {
        0 => action.to_owned(),
        1 => format!("{service}:{}*", verb(name)?),
        _ => format!("{service}:*"),
    })
}

/// A policy as people write it.
fn document(statements: &Value) -> String {
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    // Texts and lists: writing them cannot fail.
    serde_json::to_string_pretty(&policy).unwrap_or_default() + "\n"
}
