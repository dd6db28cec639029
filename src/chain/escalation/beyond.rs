//! Ways that lead to roles, users, functions and instances that the scenario does not have.
//!
//! What always holds: only the caller's half is decided, for all ARNs that its policies tell apart; whether the other
//! half agrees (a trust policy in another account, what is in a function) cannot be known here.

use super::Need;
use super::step::Node;
use super::way::{Service, Way};
use crate::chain::effective::places::places;
use crate::chain::session::ASSUME_ROLE;
use crate::chain::simulation::rank;
use crate::iam::lower;
use crate::iam::partition::Glob;
use crate::iam::policy::{Policy, PolicyKind};
use crate::text::SourceId;
use serde::Serialize;

/// A way to what the scenario does not have.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Beyond {
    /// The way.
    pub way: Way,
    /// What it takes; the areas of the first need are where it leads.
    pub needs: Vec<Need>,
}

/// Ways with one action on one kind of resource: service and start of the resource.
const WAYS: [(Way, &str, &str, &str); 7] = [
    (Way::UpdateTrust, "iam:UpdateAssumeRolePolicy", "iam", "role/*"),
    (Way::CreateAccessKey, "iam:CreateAccessKey", "iam", "user/*"),
    (Way::CreateLoginProfile, "iam:CreateLoginProfile", "iam", "user/*"),
    (Way::UpdateLoginProfile, "iam:UpdateLoginProfile", "iam", "user/*"),
    (Way::UpdateFunctionCode, "lambda:UpdateFunctionCode", "lambda", "function:*"),
    (Way::SendCommand, "ssm:SendCommand", "ec2", "instance/*"),
    (Way::StartSession, "ssm:StartSession", "ec2", "instance/*"),
];

/// Every such way of a session.
pub(super) fn beyond(node: &Node<'_>) -> Vec<Beyond> {
    let mut found: Vec<Beyond> = assume(node).into_iter().collect();
    for service in Service::ALL {
        let (actions, resource) = service.actions();
        let Some((prefix, resource)) = resource.split_once(' ') else { continue };
        let needs = [node.within(&["iam:PassRole"], "iam", "role/*"), node.within(actions, prefix, resource)];
        let needs: Option<Vec<Need>> = needs.into_iter().collect();
        found.extend(needs.map(|needs| Beyond { way: Way::PassRole(service), needs }));
    }
    for (way, action, service, resource) in WAYS {
        let need = node.within(&[action], service, resource);
        found.extend(need.map(|need| Beyond { way, needs: vec![need] }));
    }
    found
}

/// Roles of any account whose trust policy would let the caller's account in.
fn assume(node: &Node<'_>) -> Option<Beyond> {
    let session = &node.session;
    if !session.mentions(ASSUME_ROLE) {
        return None;
    }
    let trust = trusting(&session.account)?;
    let glob = Glob::new("arn:*:iam::*:role/*");
    let areas = places(session, &[ASSUME_ROLE], &glob, &|_, arn| session.decide_assume_trusting(arn, &trust));
    let areas: Vec<_> = areas
        .into_iter()
        .map(|mut area| {
            area.decided_by.retain(|at| at.source != SourceId::Settings);
            area
        })
        .collect();
    let best = areas.iter().min_by_key(|area| rank(area.answer))?;
    let (answer, depends_on, decided_by) = (best.answer, best.depends_on.clone(), best.decided_by.clone());
    let need = Need { actions: vec![ASSUME_ROLE], resource: None, areas, answer, depends_on, decided_by };
    Some(Beyond { way: Way::AssumeRole, needs: vec![need] })
}

/// A trust policy that leaves it to the policies of an account.
fn trusting(account: &str) -> Option<Policy> {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{account}"}},"Action":"sts:*"}}}}"#
    );
    lower::read(SourceId::Settings, &text, PolicyKind::Trust).0
}
