//! Whole documents and statements to start from, with the names of the scenario filled in.

use super::super::known::{manifests, service_accounts};
use super::super::{Choice, ChoiceKind, Detail};
use super::Context;
use crate::iam::policy::PolicyKind;

/// Documents to begin an empty text with.
pub(super) fn documents(context: &Context<'_>) -> Vec<Choice> {
    let indent = |text: &str| text.replace('\n', "\n    ");
    forms(context)
        .into_iter()
        .map(|(label, statement)| {
            let statement = indent(&statement);
            let text = format!("{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {statement}\n  ]\n}}\n");
            Choice::new(ChoiceKind::Snippet, label).writes(&text).detail(Detail::Template)
        })
        .collect()
}

/// Statements for an empty place in `Statement`.
pub(super) fn statements(context: &Context<'_>) -> Vec<Choice> {
    let before = context.place.text.get(..context.place.offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let blanks = line.len() - line.trim_start_matches(' ').len();
    let indent = format!("\n{}", " ".repeat(blanks));
    forms(context)
        .into_iter()
        .map(|(label, statement)| {
            let text = statement.replace('\n', &indent);
            Choice::new(ChoiceKind::Snippet, label).writes(&text).detail(Detail::Template)
        })
        .collect()
}

fn forms(context: &Context<'_>) -> Vec<(String, String)> {
    let plain = |effect: &str, principal: &str| {
        format!("{{\n  \"Effect\": \"{effect}\",{principal}\n  \"Action\": [\"¦\"],\n  \"Resource\": \"*\"\n}}")
    };
    let principal = "\n  \"Principal\": \"*\",";
    match context.kind {
        PolicyKind::Trust => {
            let assume = "{\n  \"Effect\": \"Allow\",\n  \"Principal\": { \"AWS\": \"¦\" },\n  \"Action\": \"sts:AssumeRole\"\n}";
            let pods = "{\n  \"Effect\": \"Allow\",\n  \"Principal\": { \"Service\": \"pods.eks.amazonaws.com\" },\n  \"Action\": [\"sts:AssumeRole\", \"sts:TagSession\"]\n}";
            vec![
                ("IRSA: sts:AssumeRoleWithWebIdentity".to_owned(), web_identity(context)),
                ("EKS Pod Identity: pods.eks.amazonaws.com".to_owned(), pods.to_owned()),
                ("AWS: sts:AssumeRole".to_owned(), assume.to_owned()),
            ]
        }
        PolicyKind::Resource | PolicyKind::Endpoint => {
            ["Allow", "Deny"].map(|effect| (format!("{effect} …"), plain(effect, principal))).to_vec()
        }
        // An RCP cannot allow.
        PolicyKind::ResourceControl => vec![("Deny …".to_owned(), plain("Deny", principal))],
        PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::Session | PolicyKind::ServiceControl => {
            ["Allow", "Deny"].map(|effect| (format!("{effect} …"), plain(effect, ""))).to_vec()
        }
    }
}

/// The statement that lets one ServiceAccount assume the role.
fn web_identity(context: &Context<'_>) -> String {
    let known = &context.known;
    let example = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";
    let issuer = known.issuers.first().map_or(example, String::as_str);
    let providers = known.providers();
    let provider = providers.iter().find(|arn| arn.ends_with(issuer)).cloned();
    let provider = provider.unwrap_or_else(|| format!("arn:aws:iam::111122223333:oidc-provider/{issuer}"));
    let accounts = service_accounts(&manifests(context.place));
    let own = context.place.scenario.roles.iter().enumerate().find(|(index, _)| {
        u16::try_from(*index).is_ok_and(|i| context.place.source == crate::text::SourceId::TrustPolicy(i))
    });
    // The ServiceAccount that names this role, else the first one.
    let names_it = |role: &Option<String>| own.is_some_and(|(_, own)| role.as_ref() == Some(&own.arn));
    let account = accounts.iter().find(|account| names_it(&account.role)).or(accounts.first());
    let (namespace, name) = account.map_or(("default", "NAME"), |a| (a.namespace.as_str(), a.name.as_str()));
    format!(
        "{{\n  \"Effect\": \"Allow\",\n  \"Principal\": {{\n    \"Federated\": \"{provider}\"\n  }},\n  \
         \"Action\": \"sts:AssumeRoleWithWebIdentity\",\n  \"Condition\": {{\n    \"StringEquals\": {{\n      \
         \"{issuer}:aud\": \"sts.amazonaws.com\",\n      \
         \"{issuer}:sub\": \"system:serviceaccount:¦{namespace}¦:{name}\"\n    }}\n  }}\n}}"
    )
}
