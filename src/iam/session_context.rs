//! The condition keys that follow from who asks: a user, a role session, a web identity, an EC2 instance.
//!
//! What always holds: a key that the kind of session never carries is absent, one it always carries has its value or is
//! present with an unknown one, and the rest is unknown until somebody gives it. Calls are taken to be made directly
//! over TLS: not through another service. Source: IAM User Guide, "AWS global condition context keys" (the table
//! `data/global_condition_keys.tsv`), "Available keys for AWS OIDC federation".

use crate::aws::Arn;
use crate::aws::catalog::{Carried, GlobalKey, global_keys};
use crate::iam::condition::date::Instant;
use crate::iam::context::{Context, ContextValue, Unmentioned};
use crate::iam::principal::Principal;

/// What surrounds a call, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The Region the call goes to.
    pub region: Option<&'a str>,
    /// The time of the call, in ISO 8601 or seconds since 1970.
    pub time: Option<&'a str>,
    /// The account of the resource.
    pub resource_account: Option<&'a str>,
    /// The caller's address.
    pub source_ip: Option<&'a str>,
}

/// Tags of a principal: what is known of them.
#[derive(Clone, Copy, Debug)]
pub enum Tags<'a> {
    /// These and no others.
    All(&'a [(String, String)]),
    /// These, and perhaps others.
    Some(&'a [(String, String)]),
}

/// What a token says, and who issued it.
#[derive(Clone, Copy, Debug)]
pub struct WebIdentity<'a> {
    /// The ARN of the IAM OIDC provider.
    pub provider: &'a str,
    /// The issuer without `https://`.
    pub issuer: &'a str,
    /// The claim `sub`.
    pub subject: &'a str,
    /// The claim `aud`, of which STS takes the one the provider knows.
    pub audience: &'a str,
}

impl WebIdentity<'_> {
    fn claims(&self, context: &mut Context) {
        context
            .set(&format!("{}:sub", self.issuer), self.subject)
            .set(&format!("{}:aud", self.issuer), self.audience)
            .set("aws:FederatedProvider", self.provider);
    }
}

/// The AssumeRoleWithWebIdentity call itself, as the trust policy sees it.
#[must_use]
pub fn web_identity_request(
    identity: &WebIdentity<'_>,
    session_name: Option<&str>,
    surroundings: &Surroundings<'_>,
) -> Context {
    let mut context = base(|key| key.trust_request, surroundings);
    identity.claims(&mut context);
    // The call is not signed, so there is no principal yet, and a Kubernetes token carries no session tags.
    context
        .set_present("aws:PrincipalAccount")
        .set_present("aws:PrincipalType")
        .set_present("aws:userid")
        .set_absent_under("aws:PrincipalTag/")
        .set_absent_under("aws:RequestTag/")
        .set_absent("aws:TagKeys")
        .set_absent("sts:TransitiveTagKeys")
        .set_absent("sts:ExternalId")
        .set_absent("sts:SourceIdentity");
    match session_name {
        Some(name) => context.set("sts:RoleSessionName", name),
        None => context.set_present("sts:RoleSessionName"),
    };
    context
}

/// A call of the session that AssumeRoleWithWebIdentity made. The session itself has no tags: those of the role count.
#[must_use]
pub fn web_identity_session(
    session: &Principal,
    identity: &WebIdentity<'_>,
    role_tags: Tags<'_>,
    surroundings: &Surroundings<'_>,
) -> Context {
    let mut context = base(|key| key.web_identity_session, surroundings);
    identity.claims(&mut context);
    context.set_absent("aws:SourceIdentity");
    principal(&mut context, session, role_tags);
    context
}

/// A call of a session that AssumeRole made; its tags are those of the role, overridden by those of the session.
#[must_use]
pub fn role_session(session: &Principal, tags: Tags<'_>, surroundings: &Surroundings<'_>) -> Context {
    let mut context = base(|key| key.role_session, surroundings);
    principal(&mut context, session, tags);
    context
}

/// A call of a session that EKS Pod Identity made; its tags are those of the role, overridden by the six of EKS.
#[must_use]
pub fn pod_identity_session(session: &Principal, tags: Tags<'_>, surroundings: &Surroundings<'_>) -> Context {
    let mut context = base(|key| key.pod_identity_session, surroundings);
    principal(&mut context, session, tags);
    context
}

/// A call of the role of an EC2 instance; the session is named after the instance.
#[must_use]
pub fn instance_role(session: &Principal, tags: Tags<'_>, surroundings: &Surroundings<'_>) -> Context {
    let mut context = base(|key| key.instance_role, surroundings);
    principal(&mut context, session, tags);
    context
}

/// A call of an IAM user with long-term keys.
#[must_use]
pub fn user(user: &Principal, tags: Tags<'_>, surroundings: &Surroundings<'_>) -> Context {
    let mut context = base(|key| key.role_session, surroundings);
    for key in ["aws:TokenIssueTime", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:SourceIdentity"] {
        context.set_absent(key);
    }
    principal(&mut context, user, tags);
    context
}

/// A call of an AWS service, such as EKS Pod Identity assuming a role.
#[must_use]
pub fn service(surroundings: &Surroundings<'_>) -> Context {
    let mut context = base(|_| Carried::Perhaps, surroundings);
    context.set("aws:PrincipalIsAWSService", "true").set_absent("aws:username");
    context
}

/// What a call of AssumeRole adds to the caller's own keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct AssumeRole<'a> {
    /// The session's name.
    pub session_name: Option<&'a str>,
    /// The external id, if the call passes one.
    pub external_id: Option<&'a str>,
    /// Session tags.
    pub tags: &'a [(String, String)],
    /// Keys of those that are passed on along a chain of roles.
    pub transitive: &'a [String],
    /// The source identity, if the call passes one.
    pub source_identity: Option<&'a str>,
}

/// The keys of an AssumeRole call on top of the caller's context, as both sides see them.
pub fn add_assume_role(context: &mut Context, call: &AssumeRole<'_>) {
    context.set_absent_under("aws:RequestTag/");
    for (key, value) in call.tags {
        context.set(&format!("aws:RequestTag/{key}"), value.as_str());
    }
    let keys = call.tags.iter().map(|(key, _)| key.clone()).collect();
    context.set("aws:TagKeys", ContextValue::Many(keys));
    context.set("sts:TransitiveTagKeys", ContextValue::Many(call.transitive.to_vec()));
    let optional = [("sts:ExternalId", call.external_id), ("sts:SourceIdentity", call.source_identity)];
    for (key, value) in optional {
        match value {
            Some(value) => context.set(key, value),
            None => context.set_absent(key),
        };
    }
    match call.session_name {
        Some(name) => context.set("sts:RoleSessionName", name),
        None => context.set_present("sts:RoleSessionName"),
    };
}

/// The keys of a kind of request, and those of its surroundings.
fn base(carried: impl Fn(&GlobalKey) -> Carried, surroundings: &Surroundings<'_>) -> Context {
    let mut context = Context::new(Unmentioned::Unknown);
    for key in global_keys() {
        let name = &key.info.name;
        match (carried(key), name.find("${")) {
            (Carried::Yes, None) => context.set_present(name),
            (Carried::No, None) => context.set_absent(name),
            (Carried::No, Some(at)) => context.set_absent_under(name.get(..at).unwrap_or(name)),
            (Carried::Yes, Some(_)) | (Carried::Perhaps, _) => &mut context,
        };
    }
    context
        .set("aws:SecureTransport", "true")
        .set("aws:ViaAWSService", "false")
        .set("aws:PrincipalIsAWSService", "false");
    for key in ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:CalledViaAWSMCP"] {
        context.set_absent(key);
    }
    if let Some(region) = surroundings.region {
        context.set("aws:RequestedRegion", region);
    }
    if let Some(account) = surroundings.resource_account {
        context.set("aws:ResourceAccount", account);
    }
    if let Some(address) = surroundings.source_ip {
        context.set("aws:SourceIp", address);
    }
    if let Some((time, instant)) = surroundings.time.and_then(|time| Some((time, Instant::parse(time)?))) {
        context.set("aws:CurrentTime", time).set("aws:EpochTime", instant.epoch_seconds().to_string());
    }
    context
}

/// The keys that name the caller.
fn principal(context: &mut Context, principal: &Principal, tags: Tags<'_>) {
    let (Tags::All(known) | Tags::Some(known)) = tags;
    if matches!(tags, Tags::All(_)) {
        context.set_absent_under("aws:PrincipalTag/");
    }
    for (key, value) in known {
        context.set(&format!("aws:PrincipalTag/{key}"), value.as_str());
    }
    if let Some(account) = principal.account() {
        context.set("aws:PrincipalAccount", account);
    }
    let (arn, kind) = match principal {
        Principal::User { arn, .. } => (arn.as_str(), "User"),
        Principal::RoleSession { role, .. } => (role.as_str(), "AssumedRole"),
        Principal::FederatedUser { arn, .. } => (arn.as_str(), "FederatedUser"),
        Principal::Root { arn } => (arn.as_str(), "Account"),
        Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::CanonicalUser { .. }
        | Principal::Anonymous => return,
    };
    context.set("aws:PrincipalArn", arn).set("aws:PrincipalType", kind);
    let name = |arn: &str| Arn::parse(arn).and_then(|arn| arn.resource.rsplit('/').next().map(str::to_owned));
    match principal {
        Principal::User { arn, unique_id } => {
            if let Some(name) = name(arn) {
                context.set("aws:username", name);
            }
            match unique_id {
                Some(id) => context.set("aws:userid", id.as_str()),
                None => context.set_present("aws:userid"),
            };
        }
        Principal::RoleSession { arn, unique_id, .. } => {
            context.set_absent("aws:username");
            match unique_id.as_ref().zip(name(arn)).filter(|(_, name)| name != "*") {
                Some((id, name)) => context.set("aws:userid", format!("{id}:{name}")),
                None => context.set_present("aws:userid"),
            };
        }
        _ => {
            context.set_absent("aws:username").set_present("aws:userid");
        }
    }
}
