//! An eksctl ClusterConfig: the ServiceAccounts, roles and associations that eksctl would make of it.
//!
//! What always holds: the trust policy is the one that eksctl writes (subject and audience, StringEquals). Account and
//! issuer are not in the file: the scenario's are taken, else stand-ins that are said. Source: eksctl user guide, "IAM
//! Roles for Service Accounts", "EKS Pod Identity Associations"; config file schema.

use super::account::{Guess, ROLE_ARN};
use super::facts::{Attached, Fact, RoleFact};
use super::recognise::Context;
use super::role::text;
use super::{Cause, Detail, Kind, known, policy};
use crate::aws::oidc;
use crate::kubernetes::edit::scalar;
use crate::scenario::{Cluster, NamedPolicy, PodIdentityAssociation, Role};
use crate::syntax::json::quoted;
use crate::syntax::{Node, Value};

/// Takes a ClusterConfig.
pub(super) fn config(context: &mut Context<'_>, node: &Node) {
    let metadata = |key: &str| node.at(&["metadata", key]).and_then(Node::as_str).map(str::to_owned);
    let version = node.at(&["metadata", "version"]).and_then(|node| match &node.value {
        Value::Number(number) => Some(number.clone()),
        _ => node.as_str().map(str::to_owned),
    });
    let cluster = Cluster { name: metadata("name"), region: metadata("region"), version, ..Cluster::default() };
    let mut home = context.home.clone();
    home.learn(&cluster);
    let name = cluster.name.clone().unwrap_or_default();
    let mut facts = vec![Fact::Cluster(cluster)];
    let account = home.account();
    let issuer = home.issuer();
    let list = |path: [&str; 2]| node.at(&path).and_then(Node::as_array).unwrap_or_default();
    let accounts = list(["iam", "serviceAccounts"]);
    let associations = list(["iam", "podIdentityAssociations"]);
    if !accounts.is_empty() || !associations.is_empty() {
        said(context, "account", &account);
    }
    if !accounts.is_empty() {
        said(context, "issuer", &issuer);
    }
    for one in accounts {
        let (Some(own), namespace) = names(one) else {
            context.refuse(one.span, "iam.serviceAccounts", Cause::Missing("metadata.name"));
            continue;
        };
        let existing = text(one, "attachRoleARN");
        let role = existing.clone().unwrap_or_else(|| {
            let generated = format!("eksctl-{name}-addon-iamserviceaccount-{namespace}-{own}-Role1");
            let role = text(one, "roleName").unwrap_or_else(|| shorten(&generated));
            format!("arn:{}:iam::{}:role/{role}", home.partition(), account.text())
        });
        if existing.is_none() && text(one, "roleName").is_none() {
            context.detail(Detail::Placeholder("roleName".to_owned(), name_in(&role).to_owned()));
        }
        if one.get("roleOnly").is_none_or(|flag| flag.value != Value::Bool(true)) {
            facts.push(service_account(&namespace, &own, &role));
        }
        if existing.is_none() {
            let issuer = oidc::without_scheme(issuer.text());
            let provider = format!("arn:{}:iam::{}:oidc-provider/{issuer}", home.partition(), account.text());
            let trust = irsa_trust(&provider, issuer, &format!("system:serviceaccount:{namespace}:{own}"));
            facts.push(role_fact(context, one, role, trust));
        }
    }
    for one in associations {
        let (Some(namespace), Some(own)) = (text(one, "namespace"), text(one, "serviceAccountName")) else {
            context.refuse(one.span, "iam.podIdentityAssociations", Cause::Missing("serviceAccountName"));
            continue;
        };
        let existing = text(one, "roleARN");
        let role_arn = existing.clone().unwrap_or_else(|| {
            let generated = format!("eksctl-{name}-podidentityrole-{namespace}-{own}-Role1");
            let role = text(one, "roleName").unwrap_or_else(|| shorten(&generated));
            format!("arn:{}:iam::{}:role/{role}", home.partition(), account.text())
        });
        facts.push(Fact::Association(PodIdentityAssociation {
            namespace: namespace.clone(),
            service_account: own.clone(),
            role_arn: role_arn.clone(),
            target_role_arn: text(one, "targetRoleARN"),
            disable_session_tags: one.get("disableSessionTags").is_some_and(|flag| flag.value == Value::Bool(true)),
            policy: None,
        }));
        if one.get("createServiceAccount").is_some_and(|flag| flag.value == Value::Bool(true)) {
            facts.push(plain_account(&namespace, &own));
        }
        if existing.is_none() {
            if text(one, "roleName").is_none() {
                context.detail(Detail::Placeholder("roleName".to_owned(), name_in(&role_arn).to_owned()));
            }
            facts.push(role_fact(context, one, role_arn, POD_IDENTITY_TRUST.to_owned()));
        }
    }
    context.item(node.span, Kind::Eksctl, facts);
}

/// Says which value stands for one that the file does not have.
fn said(context: &mut Context<'_>, what: &str, guess: &Guess) {
    context.detail(match guess {
        Guess::Known(text) => Detail::Filled(what.to_owned(), text.clone()),
        Guess::Placeholder(text) => Detail::Placeholder(what.to_owned(), text.clone()),
    });
}

fn names(one: &Node) -> (Option<String>, String) {
    let metadata = |key: &str| one.at(&["metadata", key]).and_then(Node::as_str).map(str::to_owned);
    (metadata("name"), metadata("namespace").unwrap_or_else(|| "default".to_owned()))
}

fn role_fact(context: &mut Context<'_>, one: &Node, arn: String, trust: String) -> Fact {
    let mut policies = Vec::new();
    let arns = one.get("attachPolicyARNs").or_else(|| one.get("permissionPolicyARNs"));
    let mut attached: Vec<Attached> = Vec::new();
    for node in arns.and_then(Node::as_array).unwrap_or_default() {
        attached.extend(node.as_str().map(|arn| Attached { arn: arn.to_owned(), line: context.line(node.span) }));
    }
    let inline = one.get("attachPolicy").or_else(|| one.get("permissionPolicy"));
    if let Some(inline) = inline.filter(|inline| inline.value != Value::Null) {
        match policy::document(context, inline) {
            Some(document) => policies.push(NamedPolicy { name: "Policy1".to_owned(), document }),
            None => context.refuse(inline.span, "attachPolicy", Cause::BadPolicy),
        }
    }
    for flag in one.get("wellKnownPolicies").and_then(Node::as_object).unwrap_or_default() {
        if flag.value.value != Value::Bool(true) {
            continue;
        }
        match known::well_known(&flag.key) {
            Some(document) => {
                context.detail(Detail::FromMemory(flag.key.clone()));
                policies.push(NamedPolicy { name: flag.key.clone(), document });
            }
            None => context.refuse(flag.key_span, flag.key.clone(), Cause::WellKnown(flag.key.clone())),
        }
    }
    let boundary = text(one, "permissionsBoundary").or_else(|| text(one, "permissionsBoundaryARN"));
    let boundary = boundary.map(|arn| Attached { arn, line: context.line(one.span) });
    let name = name_in(&arn).to_owned();
    let role = Role { arn, trust_policy: Some(trust), policies, ..Role::default() };
    Fact::Role(Box::new(RoleFact { role, name, attached, boundary, ..RoleFact::default() }))
}

fn name_in(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// Names of roles have at most 64 characters.
fn shorten(name: &str) -> String {
    name.chars().take(64).collect()
}

/// A ServiceAccount with the annotation.
pub(super) fn service_account(namespace: &str, name: &str, role: &str) -> Fact {
    let Fact::Object { identity, text } = plain_account(namespace, name) else { return plain_account(namespace, name) };
    Fact::Object { identity, text: format!("{text}  annotations:\n    {ROLE_ARN}: {}\n", scalar(role)) }
}

fn plain_account(namespace: &str, name: &str) -> Fact {
    let text = format!(
        "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {}\n  namespace: {}\n",
        scalar(name),
        scalar(namespace)
    );
    let identity = (String::new(), "ServiceAccount".to_owned(), namespace.to_owned(), name.to_owned());
    Fact::Object { identity, text }
}

/// The trust policy that eksctl writes for a ServiceAccount.
fn irsa_trust(provider: &str, issuer: &str, subject: &str) -> String {
    let (provider, subject) = (quoted(provider), quoted(subject));
    let (sub, aud) = (quoted(&format!("{issuer}:sub")), quoted(&format!("{issuer}:aud")));
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{
        "Federated": {provider}
      }},
      "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {{
        "StringEquals": {{
          {sub}: {subject},
          {aud}: "sts.amazonaws.com"
        }}
      }}
    }}
  ]
}}
"#
    )
}

/// The trust policy of a role for EKS Pod Identity.
const POD_IDENTITY_TRUST: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "pods.eks.amazonaws.com"
      },
      "Action": [
        "sts:AssumeRole",
        "sts:TagSession"
      ]
    }
  ]
}
"#;
