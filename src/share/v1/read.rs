//! Bytes back to a scenario: the counterpart of [`super::write`].
//!
//! What always holds: a letter that is not known here was written by a newer page, and refuses the whole: a part of a
//! scenario is never taken for all of it.

use super::write::{CLOSE, END};
use crate::credentials::Sdk;
use crate::iam::context::ContextValue;
use crate::scenario::{
    Application, Cluster, Compute, Expectation, Group, Lifecycle, NamedPolicy, Network, OidcProvider,
    PodIdentityAssociation, Question, ResourcePolicy, Role, Runtime, Scenario, StsEndpoint, User, VerificationKeys,
};
use crate::share::LinkError;
use std::str::FromStr;

/// What is not read yet.
struct Reader<'a>(&'a [u8]);

type Read<T> = Result<T, LinkError>;

/// The scenario of these bytes.
///
/// # Errors
/// [`LinkError::Newer`] for an unknown letter, [`LinkError::Damaged`] for anything else that cannot be.
pub(super) fn scenario(bytes: &[u8]) -> Read<Scenario> {
    let from = &mut Reader(bytes);
    let mut to = Scenario::default();
    while let Some(letter) = from.letter()? {
        match letter {
            b'm' => to.manifests = from.text()?,
            b'r' => to.roles.push(role(from)?),
            b'u' => to.users.push(user(from)?),
            b'g' => to.groups.push(group(from)?),
            b'b' => to.resource_policies.push(ResourcePolicy { resource: from.text()?, document: from.text()? }),
            b'S' => to.service_control_policies.push(from.texts()?),
            b'R' => to.resource_control_policies.push(from.texts()?),
            b'e' => to.session_policy = Some(from.text()?),
            b'v' => to.endpoint_policy = Some(from.text()?),
            b'c' => to.cluster = Some(cluster(from)?),
            b'o' => to.oidc_providers = Some(oidc_providers(from)?),
            b'a' => to.pod_identity_associations.push(association(from)?),
            b'n' => to.node_role = Some(from.text()?),
            b'I' => to.imds_reachable = Some(true),
            b'i' => to.imds_reachable = Some(false),
            b's' => to.sdk = Some(sdk(from)?),
            b't' => to.runtime = runtime(from)?,
            b'q' => to.questions.push(question(from)?),
            _ => return Err(LinkError::Newer),
        }
    }
    if from.0.is_empty() { Ok(to) } else { Err(LinkError::Damaged) }
}

fn role(from: &mut Reader<'_>) -> Read<Role> {
    let mut to = Role { arn: from.text()?, ..Role::default() };
    while let Some(letter) = from.letter()? {
        match letter {
            b't' => to.trust_policy = Some(from.text()?),
            b'p' => to.policies.push(policy(from)?),
            b'b' => to.permissions_boundary = Some(from.text()?),
            b'k' => drop(to.tags.insert(from.text()?, from.text()?)),
            b'd' => to.max_session_duration = Some(from.number()?),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn user(from: &mut Reader<'_>) -> Read<User> {
    let mut to = User { arn: from.text()?, ..User::default() };
    while let Some(letter) = from.letter()? {
        match letter {
            b'p' => to.policies.push(policy(from)?),
            b'g' => to.groups.push(from.text()?),
            b'b' => to.permissions_boundary = Some(from.text()?),
            b'k' => drop(to.tags.insert(from.text()?, from.text()?)),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn group(from: &mut Reader<'_>) -> Read<Group> {
    let mut to = Group { name: from.text()?, ..Group::default() };
    while let Some(letter) = from.letter()? {
        match letter {
            b'p' => to.policies.push(policy(from)?),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn policy(from: &mut Reader<'_>) -> Read<NamedPolicy> {
    Ok(NamedPolicy { name: from.text()?, document: from.text()? })
}

fn cluster(from: &mut Reader<'_>) -> Read<Cluster> {
    let mut to = Cluster::default();
    while let Some(letter) = from.letter()? {
        match letter {
            b'n' => to.name = Some(from.text()?),
            b'a' => to.account = Some(from.text()?),
            b'r' => to.region = Some(from.text()?),
            b'i' => to.issuer = Some(from.text()?),
            b'v' => to.version = Some(from.text()?),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn oidc_providers(from: &mut Reader<'_>) -> Read<Vec<OidcProvider>> {
    let mut all = Vec::new();
    while let Some(letter) = from.letter()? {
        match letter {
            b'o' => all.push(oidc_provider(from)?),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(all)
}

fn oidc_provider(from: &mut Reader<'_>) -> Read<OidcProvider> {
    let mut to = OidcProvider { account: from.text()?, url: from.text()?, ..OidcProvider::default() };
    while let Some(letter) = from.letter()? {
        match letter {
            b'c' => to.client_ids.push(from.text()?),
            b'u' => to.keys = VerificationKeys::Unreachable,
            b't' => to.keys = VerificationKeys::ThumbprintMismatch,
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn association(from: &mut Reader<'_>) -> Read<PodIdentityAssociation> {
    let mut to = PodIdentityAssociation {
        namespace: from.text()?,
        service_account: from.text()?,
        role_arn: from.text()?,
        ..PodIdentityAssociation::default()
    };
    while let Some(letter) = from.letter()? {
        match letter {
            b't' => to.target_role_arn = Some(from.text()?),
            b'd' => to.disable_session_tags = true,
            b'p' => to.policy = Some(from.text()?),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn question(from: &mut Reader<'_>) -> Read<Question> {
    let mut to = Question { action: from.text()?, resource: from.text()?, ..Question::default() };
    while let Some(letter) = from.letter()? {
        match letter {
            b'p' => to.principal = Some(from.text()?),
            b'c' => drop(to.context.insert(from.text()?, ContextValue::One(from.text()?))),
            b'C' => drop(to.context.insert(from.text()?, ContextValue::Many(from.texts()?))),
            b'a' => to.expect = Some(Expectation::Allowed),
            b'd' => to.expect = Some(Expectation::Denied),
            b'e' => to.expect = Some(Expectation::Either),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn runtime(from: &mut Reader<'_>) -> Read<Runtime> {
    let mut to = Runtime::default();
    while let Some(letter) = from.letter()? {
        match letter {
            b'w' => to.webhook_missing = true,
            b'a' => to.agent_missing = true,
            b'p' => to.lifecycle = Lifecycle::PodBeforeAnnotation,
            b'c' => to.lifecycle = Lifecycle::NotInWebhookCache,
            b't' => to.token_age = Some(from.number()?),
            b'd' => to.duration_seconds = Some(from.number()?),
            b'W' => to.compute = Compute::Windows,
            b'F' => to.compute = Compute::Fargate,
            b'O' => to.compute = Compute::OutsideEks,
            b'n' => to.network = Network::NoInternet,
            b'r' => to.sts_endpoint = Some(StsEndpoint::Regional),
            b'g' => to.sts_endpoint = Some(StsEndpoint::Global),
            b'e' => to.application = Application::ExplicitGlobalStsEndpoint,
            b'q' => to.trust_policy_quota = Some(from.number()?),
            _ => return Err(LinkError::Newer),
        }
    }
    Ok(to)
}

fn sdk(from: &mut Reader<'_>) -> Read<Sdk> {
    Ok(match from.letter()? {
        Some(b'p') => Sdk::Python,
        Some(b'c') => Sdk::Cli,
        Some(b'j') => Sdk::Javascript,
        Some(b'g') => Sdk::Go,
        Some(b'J') => Sdk::Java,
        Some(b'w') => Sdk::JavaWithoutSts,
        Some(b'r') => Sdk::Rust,
        Some(b'o') => Sdk::Old,
        Some(_) => return Err(LinkError::Newer),
        None => return Err(LinkError::Damaged),
    })
}

impl Reader<'_> {
    /// The letter of the next field; none at the end of the record.
    fn letter(&mut self) -> Read<Option<u8>> {
        let (&letter, rest) = self.0.split_first().ok_or(LinkError::Damaged)?;
        self.0 = rest;
        Ok((letter != CLOSE).then_some(letter))
    }

    fn text(&mut self) -> Read<String> {
        let end = self.0.iter().position(|&byte| byte == END).ok_or(LinkError::Damaged)?;
        let (text, rest) = self.0.split_at_checked(end).ok_or(LinkError::Damaged)?;
        self.0 = rest.get(1..).unwrap_or_default();
        std::str::from_utf8(text).map(str::to_owned).map_err(|_| LinkError::Damaged)
    }

    fn texts(&mut self) -> Read<Vec<String>> {
        let mut all = Vec::new();
        while let Some(letter) = self.letter()? {
            match letter {
                b'x' => all.push(self.text()?),
                _ => return Err(LinkError::Newer),
            }
        }
        Ok(all)
    }

    fn number<T: FromStr>(&mut self) -> Read<T> {
        self.text()?.parse().map_err(|_| LinkError::Damaged)
    }
}
