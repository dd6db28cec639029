//! An eksctl ClusterConfig with the ServiceAccounts, their roles and the associations.
//!
//! What always holds: eksctl writes trust policies itself, so a role whose trust policy says something else is noted.
//! Source: eksctl user guide, "IAM Roles for Service Accounts", "EKS Pod Identity Associations"; config file schema.

use super::plan::{Plan, Role, Stand};
use super::quote::yaml;
use super::{Note, comments, document};
use crate::aws::oidc::{self, ProviderArn};
use crate::chain::world::ROLE_ARN;
use crate::import::eksctl_trust;
use crate::syntax::json::quoted;

/// The text.
pub(super) fn text(plan: &Plan<'_>, say: &dyn Fn(&Note) -> String) -> String {
    let mut out = format!(
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: {}\n  region: {}\n",
        yaml(&plan.cluster),
        yaml(&plan.region)
    );
    let mut notes = Vec::new();
    let mut made: Vec<String> = Vec::new();
    let mut accounts = String::new();
    let mut others = plan.objects;
    for account in &plan.service_accounts {
        let Some(arn) = account.annotation(ROLE_ARN).map(|annotation| annotation.text().to_owned()) else {
            others += 1;
            continue;
        };
        accounts.push_str(&format!(
            "    - metadata:\n        name: {}\n        namespace: {}\n",
            yaml(&account.name),
            yaml(&account.namespace)
        ));
        match role_for(plan, &arn, &mut made, &mut notes) {
            Some(role) => {
                own_trust(plan, role, Some((&account.namespace, &account.name)), &mut notes);
                let names = ["attachPolicy", "permissionsBoundary"];
                accounts.push_str(&of_role(plan, role, names, &mut notes));
            }
            None => accounts.push_str(&format!("      attachRoleARN: {}\n", yaml(&arn))),
        }
    }
    let mut associations = String::new();
    for association in &plan.associations {
        associations.push_str(&format!(
            "    - namespace: {}\n      serviceAccountName: {}\n",
            yaml(&association.namespace),
            yaml(&association.service_account)
        ));
        match role_for(plan, &association.role_arn, &mut made, &mut notes) {
            Some(role) => {
                own_trust(plan, role, None, &mut notes);
                let names = ["permissionPolicy", "permissionsBoundaryARN"];
                associations.push_str(&of_role(plan, role, names, &mut notes));
            }
            None => associations.push_str(&format!("      roleARN: {}\n", yaml(&association.role_arn))),
        }
        if let Some(target) = &association.target_role_arn {
            associations.push_str(&format!("      targetRoleARN: {}\n", yaml(target)));
        }
        if association.disable_session_tags {
            associations.push_str("      disableSessionTags: true\n");
        }
    }
    let mut runs = Vec::new();
    if !accounts.is_empty() {
        runs.push("eksctl utils associate-iam-oidc-provider -f cluster.yaml --approve");
        runs.push("eksctl create iamserviceaccount -f cluster.yaml --override-existing-serviceaccounts --approve");
    }
    if !associations.is_empty() {
        runs.push("eksctl create podidentityassociation -f cluster.yaml");
    }
    let mut all: Vec<Note> = runs.into_iter().map(|run| Note::Run(run.to_owned())).collect();
    all.extend(plan.notes_for(&[Stand::ClusterName, Stand::Region]));
    all.extend(notes);
    all.extend(
        plan.roles.iter().filter(|role| !made.contains(&role.arn)).map(|role| Note::OtherAccount(role.arn.clone())),
    );
    all.extend(
        plan.buckets.iter().map(|(bucket, _)| Note::ResourcePolicy(format!("arn:{}:s3:::{bucket}", plan.partition))),
    );
    all.extend((others > 0).then_some(Note::Kubernetes(others)));
    out.push_str("iam:\n  withOIDC: true\n");
    if !accounts.is_empty() {
        out.push_str(&format!("  serviceAccounts:\n{accounts}"));
    }
    if !associations.is_empty() {
        out.push_str(&format!("  podIdentityAssociations:\n{associations}"));
    }
    comments(&all, say) + &out
}

/// The role that eksctl makes: of the one account, and for the first who names it.
fn role_for<'p>(plan: &'p Plan<'_>, arn: &str, made: &mut Vec<String>, notes: &mut Vec<Note>) -> Option<&'p Role> {
    let role = plan.roles.iter().find(|role| role.arn == arn && role.account == plan.account)?;
    if made.contains(&role.arn) {
        notes.push(Note::Shared(role.arn.clone()));
        return None;
    }
    made.push(role.arn.clone());
    Some(role)
}

/// Notes a trust policy that is not the one that eksctl writes.
fn own_trust(plan: &Plan<'_>, role: &Role, account: Option<(&str, &str)>, notes: &mut Vec<Note>) {
    let written = match account {
        None => Some(eksctl_trust::pods().to_owned()),
        Some((namespace, name)) => plan.providers.iter().find(|one| one.account == role.account).map(|provider| {
            let arn = ProviderArn::new(&plan.partition, &role.account, &provider.host).to_string();
            let subject = format!("system:serviceaccount:{namespace}:{name}");
            eksctl_trust::web_identity(&arn, oidc::without_scheme(&provider.host), &subject)
        }),
    };
    let pair = written.as_deref().and_then(document::read).zip(document::read(&role.trust));
    if !pair.is_some_and(|(a, b)| document::same(&a, &b)) {
        notes.push(Note::OwnTrust(role.arn.clone()));
    }
}

fn of_role(plan: &Plan<'_>, role: &Role, [policy, boundary]: [&str; 2], notes: &mut Vec<Note>) -> String {
    let _ = plan;
    let mut out = format!("      roleName: {}\n", yaml(&role.name));
    if role.path != "/" {
        notes.push(Note::NoPath(role.arn.clone()));
    }
    if role.max_session_duration.is_some() {
        notes.push(Note::NoSessionDuration(role.arn.clone()));
    }
    if let Some(text) = together(role, notes) {
        out.push_str(&format!("      {policy}: {text}\n"));
    }
    if let Some((_, arn, _)) = &role.boundary {
        notes.push(Note::BoundaryFirst(role.arn.clone(), arn.clone()));
        out.push_str(&format!("      {boundary}: {}\n", yaml(arn)));
    }
    if !role.tags.is_empty() {
        let tags = role.tags.iter().map(|(key, value)| format!("        {}: {}\n", yaml(key), yaml(value)));
        out.push_str(&format!("      tags:\n{}", tags.collect::<String>()));
    }
    out
}

/// The role's policies as one document; of several, those of the first one's version.
fn together(role: &Role, notes: &mut Vec<Note>) -> Option<String> {
    let read: Vec<_> = role.policies.iter().filter_map(|(name, text)| Some((name, document::read(text)?))).collect();
    let (_, first) = read.first()?;
    if read.len() == 1 {
        return Some(document::pretty(first, 6));
    }
    let version =
        |node: &crate::syntax::Node| node.get("Version").and_then(crate::syntax::Node::as_str).map(str::to_owned);
    let mut statements = Vec::new();
    for (name, node) in &read {
        if version(node) == version(first) {
            statements.extend(document::statements(node).into_iter().map(|one| document::pretty(one, 10)));
        } else {
            notes.push(Note::PolicyLeft(role.arn.clone(), (*name).clone()));
        }
    }
    let version = version(first).map(|text| format!("        \"Version\": {},\n", quoted(&text))).unwrap_or_default();
    let list: Vec<String> = statements.iter().map(|one| format!("          {one}")).collect();
    Some(format!("{{\n{version}        \"Statement\": [\n{}\n        ]\n      }}", list.join(",\n")))
}
