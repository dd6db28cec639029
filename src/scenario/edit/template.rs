//! What a new document begins with: short, readable, and fitting what the scenario already says.
//!
//! What always holds: every template is a policy of its kind without an error; SCPs, RCPs and the policy of an endpoint
//! begin with what AWS attaches by default, so that adding one breaks nothing before it is edited.

use super::super::Scenario;
use crate::aws::Arn;
use crate::aws::oidc::{self, ProviderArn};
use crate::chain::Simulation;
use crate::chain::simulation::Assumption;
use crate::syntax::json::quoted;

/// The account of AWS's documentation, where the scenario names none.
const ACCOUNT: &str = "123456789012";
/// An issuer in the form of EKS, where the scenario names none.
const ISSUER: &str = "https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE1234";

/// What the scenario and its simulation know and a new document needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// `https://…`
    pub issuer: String,
    /// 12 digits.
    pub account: String,
    /// The ServiceAccounts, namespace and name, each with the role that it names.
    pub service_accounts: Vec<(String, String, Option<String>)>,
    /// Resources that policies name.
    pub resources: Vec<String>,
}

impl Known {
    /// What is known.
    #[must_use]
    pub fn of(scenario: &Scenario, simulation: &Simulation) -> Self {
        let assumed = simulation.assumptions.iter().find_map(|assumption| match assumption {
            Assumption::Issuer { issuer, .. } => Some(issuer.clone()),
            _ => None,
        });
        let cluster = scenario.cluster.as_ref();
        let given = cluster.and_then(|cluster| cluster.issuer.clone());
        let account_of = |arn: &str| Some(Arn::parse(arn)?.account.to_owned()).filter(|account| !account.is_empty());
        let annotated = || simulation.chains.iter().find_map(|chain| account_of(&chain.role.as_ref()?.arn));
        let account = cluster
            .and_then(|cluster| cluster.account.clone())
            .or_else(|| scenario.roles.iter().find_map(|role| account_of(&role.arn)))
            .or_else(annotated);
        let mut service_accounts: Vec<(String, String, Option<String>)> = Vec::new();
        let mut resources: Vec<String> = Vec::new();
        for chain in &simulation.chains {
            let account = &chain.service_account;
            let role = chain.role.as_ref().map(|role| role.arn.clone());
            let entry = (account.namespace.clone(), account.name.clone(), role);
            if !service_accounts.contains(&entry) {
                service_accounts.push(entry);
            }
            for resource in &chain.permissions.resources {
                if !resources.contains(resource) {
                    resources.push(resource.clone());
                }
            }
        }
        Self {
            issuer: given.or(assumed).unwrap_or_else(|| ISSUER.to_owned()),
            account: account.unwrap_or_else(|| ACCOUNT.to_owned()),
            service_accounts,
            resources,
        }
    }

    /// The partition of the issuer's Region.
    fn partition(&self) -> &'static str {
        match oidc::EksIssuer::parse(&self.issuer).map(|issuer| issuer.region).unwrap_or_default() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// The ARN of a role or a user with this name.
    pub(super) fn arn(&self, kind: &str, name: &str) -> String {
        format!("arn:{}:iam::{}:{kind}/{name}", self.partition(), self.account)
    }

    /// A role that a ServiceAccount names and the scenario does not have.
    pub(super) fn missing_role(&self, scenario: &Scenario) -> Option<String> {
        let mut named = self.service_accounts.iter().filter_map(|(_, _, role)| role.as_ref());
        let missing = |arn: &&String| {
            Arn::parse(arn).is_some_and(|arn| arn.is_role()) && !scenario.roles.iter().any(|role| role.arn == **arn)
        };
        named.find(missing).cloned()
    }

    /// Whom a role with this ARN should trust: the ServiceAccount that names it, else one that names no role, else any.
    pub(super) fn service_account(&self, role: &str) -> (&str, &str) {
        let named = |wanted: Option<&str>| self.service_accounts.iter().find(|(_, _, role)| role.as_deref() == wanted);
        let found = named(Some(role)).or_else(|| named(None)).or_else(|| self.service_accounts.first());
        found.map_or(("my-namespace", "my-service-account"), |(namespace, name, _)| (namespace, name))
    }

    /// The trust policy of a role, as the EKS User Guide writes it: provider, subject, audience.
    pub(super) fn trust_policy(&self, role: &str) -> String {
        let account = Arn::parse(role).map_or(self.account.as_str(), |arn| arn.account);
        let provider = ProviderArn::new(self.partition(), account, &self.issuer).to_string();
        let (namespace, name) = self.service_account(role);
        let subject = format!("system:serviceaccount:{namespace}:{name}");
        format!(
            r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{
        "Federated": {}
      }},
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {{
        "StringEquals": {{
          {}: {},
          {}: "sts.amazonaws.com"
        }}
      }}
    }}
  ]
}}
"#,
            quoted(&provider),
            quoted(&oidc::condition_key(&self.issuer, "sub")),
            quoted(&subject),
            quoted(&oidc::condition_key(&self.issuer, "aud")),
        )
    }

    /// A bucket or table that has no policy yet, else a bucket.
    pub(super) fn resource(&self, scenario: &Scenario) -> String {
        let carrier = |resource: &String| {
            let arn = Arn::parse(resource)?;
            let name = arn.resource.split('/').next().unwrap_or_default();
            match arn.service {
                "s3" => Some(format!("arn:{}:s3:::{name}", arn.partition)),
                _ => Some(resource.clone()),
            }
        };
        let has = |resource: &String| scenario.resource_policies.iter().any(|policy| policy.resource == *resource);
        let mut free = self.resources.iter().filter_map(carrier);
        let free = free.find(|resource| !resource.contains('*') && service(resource).is_some() && !has(resource));
        free.unwrap_or_else(|| {
            let name = super::unique("my-bucket", |name| has(&format!("arn:aws:s3:::{name}")));
            format!("arn:{}:s3:::{name}", self.partition())
        })
    }
}

/// What a permissions policy begins with.
pub(super) fn permissions() -> String {
    allow(None, "\"s3:GetObject\"", "\"arn:aws:s3:::my-bucket/*\"")
}

/// What a boundary begins with: wide, so that adding it takes nothing away that the examples use.
pub(super) fn boundary() -> String {
    allow(None, "[\"s3:*\", \"dynamodb:*\"]", "\"*\"")
}

/// What a VPC endpoint has as long as nobody attaches a policy (VPC user guide).
pub(super) fn endpoint() -> String {
    allow(Some("\"*\""), "\"*\"", "\"*\"")
}

/// `FullAWSAccess`, and one guard rail.
pub(super) fn service_control() -> String {
    r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "FullAWSAccess",
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    },
    {
      "Sid": "ProtectBuckets",
      "Effect": "Deny",
      "Action": "s3:DeleteBucket",
      "Resource": "*"
    }
  ]
}
"#
    .to_owned()
}

/// Requests must come over TLS: the first example of the Organizations user guide. `RCPFullAWSAccess` is always there.
pub(super) fn resource_control() -> String {
    r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "EnforceSecureTransport",
      "Effect": "Deny",
      "Principal": "*",
      "Action": "s3:*",
      "Resource": "*",
      "Condition": {
        "BoolIfExists": {
          "aws:SecureTransport": "false"
        }
      }
    }
  ]
}
"#
    .to_owned()
}

/// A resource policy that lets a principal in, with the actions and the resources of the ARN's service.
pub(super) fn resource_policy(resource: &str, principal: &str) -> String {
    let quoted_resource = quoted(resource);
    let (action, on) = match service(resource).unwrap_or("s3") {
        "s3" => ("\"s3:GetObject\"", quoted(&format!("{resource}/*"))),
        "dynamodb" => ("[\"dynamodb:GetItem\", \"dynamodb:Query\"]", quoted_resource),
        "sqs" => ("\"sqs:SendMessage\"", quoted_resource),
        "sns" => ("\"sns:Publish\"", quoted_resource),
        "kms" => ("[\"kms:Decrypt\", \"kms:GenerateDataKey\"]", "\"*\"".to_owned()),
        "secretsmanager" => ("\"secretsmanager:GetSecretValue\"", "\"*\"".to_owned()),
        "lambda" => ("\"lambda:InvokeFunction\"", quoted_resource),
        _ => ("\"*\"", quoted_resource),
    };
    allow(Some(&format!("{{ \"AWS\": {} }}", quoted(principal))), action, &on)
}

/// The service of an ARN that can carry a policy.
fn service(resource: &str) -> Option<&str> {
    Arn::parse(resource).map(|arn| arn.service).filter(|service| !service.is_empty())
}

fn allow(principal: Option<&str>, action: &str, resource: &str) -> String {
    let principal = principal.map(|principal| format!("      \"Principal\": {principal},\n")).unwrap_or_default();
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
{principal}      "Action": {action},
      "Resource": {resource}
    }}
  ]
}}
"#
    )
}
