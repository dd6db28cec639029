//! Actions that are none.
//!
//! What always holds: an action is called unknown only where the catalogue knows its service, and a service only where
//! the name is a well-known slip for another or all services are known.
//! Sources: Service Authorization Reference; IAM User Guide, "IAM JSON policy elements: Action", "NotAction".

use super::PolicyLint;
use super::report::{Found, Report};
use crate::aws::catalog::{self, Service};
use crate::aws::operations;
use crate::iam::action::ActionPattern;
use crate::iam::policy::{ActionEntry, Effect, Naming, PolicyKind, Statement};
use crate::text::{Span, distance};
use serde::Serialize;

/// What is unwise about actions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ActionLint {
    /// The service has no such action.
    Unknown {
        /// As it was written.
        action: String,
        /// What was probably meant, in full.
        suggestion: Option<String>,
    },
    /// AWS has no such service.
    UnknownService {
        /// As it was written.
        service: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A pattern that no action of the service fits.
    MatchesNothing {
        /// As it was written.
        action: String,
    },
    /// A wildcard before the colon.
    WildcardInService {
        /// As it was written.
        action: String,
    },
    /// `Allow` with `NotAction` on everything.
    AllowNotAction,
    /// Actions that only `"Resource": "*"` allows, on something else.
    TakesNoResource {
        /// The actions.
        actions: Vec<String>,
    },
    /// Actions of which no resource of the statement is of a type that they take.
    FitsNoResource {
        /// The actions.
        actions: Vec<String>,
        /// The resource that comes nearest.
        resource: String,
        /// The types that the actions take, such as `object`.
        takes: Vec<String>,
        /// What could stand in the place of the resource, or beside it.
        suggestion: Option<String>,
    },
    /// A resource that no action of the statement takes.
    ResourceFitsNothing {
        /// The resource.
        resource: String,
        /// What could stand in its place.
        suggestion: Option<String>,
    },
    /// Everything, where the actions take resources that can be named.
    EveryResource {
        /// One of the actions.
        action: String,
        /// The types that it takes.
        takes: Vec<String>,
    },
}

/// Names by which services are known, and the prefixes that their actions have. None of the names is a prefix of AWS.
const SLIPS: [(&str, &str); 29] = [
    ("apigw", "apigateway"),
    ("api-gateway", "apigateway"),
    ("application-autoscaling-plans", "application-autoscaling"),
    ("auto-scaling", "autoscaling"),
    ("certificatemanager", "acm"),
    ("cloudwatchevents", "events"),
    ("cloudwatchlogs", "logs"),
    ("cloudwatch-logs", "logs"),
    ("cognito", "cognito-idp"),
    ("ddb", "dynamodb"),
    ("dynamo", "dynamodb"),
    ("dynamodbstreams", "dynamodb"),
    ("ebs-csi", "ec2"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancing"),
    ("alb", "elasticloadbalancing"),
    ("elasticloadbalancingv2", "elasticloadbalancing"),
    ("eventbridge", "events"),
    ("kinesisfirehose", "firehose"),
    ("lamda", "lambda"),
    ("msk", "kafka"),
    ("parameterstore", "ssm"),
    ("s3control", "s3"),
    ("secretmanager", "secretsmanager"),
    ("secrets-manager", "secretsmanager"),
    ("secretsmanger", "secretsmanager"),
    ("stepfunctions", "states"),
    ("systemsmanager", "ssm"),
];

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    for entry in &statement.action.entries {
        one(report, entry);
    }
    let everything = |statement: &Statement| {
        statement.resource.as_ref().is_some_and(|element| element.entries.iter().any(|entry| entry.text == "*"))
    };
    let grants = report.policy.kind == PolicyKind::Identity && statement.effect == Effect::Allow;
    if grants && statement.action.naming == Naming::AllBut && everything(statement) && statement.conditions.is_empty() {
        report.say(Found::security(PolicyLint::Action(ActionLint::AllowNotAction), statement.action.key_span));
    }
}

fn one(report: &mut Report<'_>, entry: &ActionEntry) {
    let action = entry.text.clone();
    match &entry.pattern {
        ActionPattern::Any | ActionPattern::Nothing => {}
        ActionPattern::AcrossServices(_) => {
            let lint = ActionLint::WildcardInService { action };
            report.say(Found::suggestion(PolicyLint::Action(lint), entry.span));
        }
        // A placeholder or a variable; other checks see to those.
        ActionPattern::OfService(..) if action.contains(['$', '{', '<', ' ']) => {}
        ActionPattern::OfService(prefix, pattern) => match catalog::service(prefix) {
            None => service(report, entry, prefix),
            Some(service) if pattern.is_literal() => {
                let name = action.split_once(':').map_or("", |(_, name)| name);
                if service.action(name).is_none() {
                    unknown(report, entry, service, name);
                }
            }
            Some(service) => {
                if service.actions_fitting(pattern).next().is_none() {
                    let lint = ActionLint::MatchesNothing { action };
                    report.say(Found::warning(PolicyLint::Action(lint), entry.span));
                }
            }
        },
    }
}

fn service(report: &mut Report<'_>, entry: &ActionEntry, prefix: &str) {
    let slip = SLIPS.iter().find(|(slip, _)| *slip == prefix).map(|(_, right)| (*right).to_owned());
    let Some(right) = slip else {
        // Of a prefix that is no well-known slip something can be said only where every service is known.
        if catalog::complete() {
            let lint = ActionLint::UnknownService { service: prefix.to_owned(), suggestion: None };
            report.say(Found::warning(PolicyLint::Action(lint), entry.span));
        }
        return;
    };
    let name = entry.text.split_once(':').map_or("", |(_, name)| name);
    let mended = format!("{right}:{name}");
    // Only a name that the right service has makes the slip certain.
    let is_action = catalog::action(&mended).is_some() || name.contains('*');
    let lint = ActionLint::UnknownService { service: prefix.to_owned(), suggestion: Some(right) };
    let found = Found::warning(PolicyLint::Action(lint), entry.span);
    report.say(if is_action { found.replaced(entry.span, &mended) } else { found });
}

fn unknown(report: &mut Report<'_>, entry: &ActionEntry, service: &Service, name: &str) {
    let suggestion = meant(service, name).map(|right| format!("{}:{right}", service.prefix));
    let lint = ActionLint::Unknown { action: entry.text.clone(), suggestion: suggestion.clone() };
    let found = Found::warning(PolicyLint::Action(lint), entry.span);
    report.say(match suggestion {
        Some(right) if !stands(report, &right, entry.span) => found.replaced(entry.span, &right),
        _ => found,
    });
}

/// Whether the same list has the action already, so that writing it again would only say it twice.
fn stands(report: &Report<'_>, action: &str, at: Span) -> bool {
    let lists = report.policy.statements.iter().map(|statement| &statement.action);
    let list = lists.into_iter().find(|list| list.span.start <= at.start && at.end <= list.span.end);
    list.is_some_and(|list| list.entries.iter().any(|entry| entry.text.eq_ignore_ascii_case(action)))
}

/// The action that was probably meant: the one that an API operation of this name asks for, or the one that differs by
/// a letter or two.
fn meant(service: &Service, name: &str) -> Option<String> {
    let operation = operations::all().iter().find(|operation| {
        operation.service.eq_ignore_ascii_case(service.prefix) && operation.name.eq_ignore_ascii_case(name)
    });
    if let Some([need]) = operation.map(|operation| operation.needs.as_slice()) {
        return need.action.strip_prefix(&format!("{}:", service.prefix)).map(str::to_owned);
    }
    let lower = name.to_ascii_lowercase();
    // A short name has many neighbours.
    let most = if name.len() < 6 { 1 } else { 2 };
    let mut best: Option<(usize, &str)> = None;
    for action in service.actions() {
        let apart = distance(&lower, &action.name.to_ascii_lowercase());
        if apart <= most && best.is_none_or(|(least, _)| apart < least) {
            best = Some((apart, action.name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}
