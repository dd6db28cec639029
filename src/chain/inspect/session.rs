//! The session that a container ends up with: what `get-caller-identity` answers, and the condition keys that policies
//! see of it.
//!
//! What always holds: the keys are those with which the permission matrix was decided.

use super::exchange::{arn_of, without_placeholders};
use crate::aws::{Arn, catalog, sts};
use crate::chain::identity::{Assume, Walker};
use crate::chain::session::{Session, SessionTags};
use crate::chain::simulation::Identity;
use crate::order;

/// A session as the container and policies see it.
#[derive(Clone, Debug, PartialEq)]
pub struct SessionView {
    /// The answer of `aws sts get-caller-identity`.
    pub caller: String,
    /// The session's ARN.
    pub arn: String,
    /// The condition keys that come with it.
    pub context: Vec<ContextEntry>,
}

/// A condition key of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct ContextEntry {
    /// The key, as AWS writes it.
    pub key: String,
    /// Its value; absent where it is there with a value that only the call knows.
    pub value: Option<String>,
}

/// The session of the identity, if it has one.
pub(super) fn view(walker: &Walker<'_>, assume: Option<&Assume>, identity: &Identity) -> Option<SessionView> {
    let world = walker.world;
    let (arn, session) = match identity {
        Identity::WebIdentity { role_arn, .. } | Identity::PodIdentity { role_arn, .. } => {
            let assume = assume.filter(|assume| assume.role_arn == *role_arn)?;
            (arn_of(role_arn, &assume.session_name)?, walker.session(Some(assume)))
        }
        Identity::NodeRole { session_arn } => {
            let role = world.scenario.node_role.as_deref()?;
            let name = session_arn.as_deref()?.rsplit('/').next()?;
            (arn_of(role, name)?, Session::of_role(world, role, name, SessionTags::default(), None))
        }
        Identity::StaticKeys | Identity::Nobody | Identity::NoPod | Identity::Unknown => return None,
    };
    let account = Arn::parse(&arn)?.account.to_owned();
    let name = arn.rsplit('/').next().unwrap_or_default().to_owned();
    let claims = assume.and_then(|assume| assume.claims.as_ref());
    let issuer = claims.map(|claims| crate::aws::oidc::without_scheme(&claims.iss).to_owned());
    Some(SessionView {
        caller: sts::caller(&account, &arn, &name),
        context: session.map(|session| entries(&session, issuer.as_deref())).unwrap_or_default(),
        arn,
    })
}

fn entries(session: &Session<'_>, issuer: Option<&str>) -> Vec<ContextEntry> {
    let context = session.context();
    let given = context.given().map(|(key, value)| (key, Some(value.values().join(", "))));
    let present = context.present().map(|key| (key, None));
    let mut all: Vec<ContextEntry> = given
        .chain(present)
        .map(|(key, value)| ContextEntry { key: written(key, issuer), value: value.map(|v| without_placeholders(&v)) })
        .collect();
    let rank = |key: &str| match key {
        key if key.ends_with(":sub") || key.ends_with(":aud") => 0,
        "aws:PrincipalArn" | "aws:FederatedProvider" => 1,
        key if key.starts_with("aws:Principal") || key == "aws:userid" => 2,
        _ => 3,
    };
    for entry in all.iter_mut().filter(|entry| entry.key == "aws:userid" && entry.value.is_none()) {
        let name = session.principal.text().rsplit('/').next().unwrap_or_default();
        entry.value = Some(format!("AROA{}:{}", super::UNKNOWN, without_placeholders(name)));
    }
    order::sort_by(&mut all, |a, b| {
        (rank(&a.key), a.value.is_none(), &a.key).cmp(&(rank(&b.key), b.value.is_none(), &b.key))
    });
    all
}

/// A key as AWS writes it; the context keeps them in lower case.
fn written(key: &str, issuer: Option<&str>) -> String {
    if let Some(info) = catalog::condition_key(key).filter(|info| !info.name.contains(['$', '<'])) {
        return info.name.clone();
    }
    if let Some(tag) = key.strip_prefix("aws:principaltag/") {
        return format!("aws:PrincipalTag/{tag}");
    }
    match (key.rsplit_once(':'), issuer) {
        (Some((of, claim)), Some(issuer)) if of.eq_ignore_ascii_case(issuer) => format!("{issuer}:{claim}"),
        _ => key.to_owned(),
    }
}
