//! The OIDC provider that a trust policy names: its spelling, its partition, its account.
//!
//! What always holds: only what is wrong whatever cluster is meant is told; that it is the provider of another cluster
//! is told by the fifth link.

use super::claim::renamed;
use super::{Asked, Finder, Provider, TrustLint};
use crate::aws::arn::{Arn, is_account};
use crate::aws::oidc::{self, EksIssuer, ProviderArn};
use crate::diagnostic::{Diagnostic, Edit, Finding, Fix, Severity};
use crate::iam::PolicyFault;
use crate::iam::edit::Document;
use crate::iam::policy::{PrincipalEntry, PrincipalType, Statement};
use crate::syntax::json::quoted;

pub(super) fn check(finder: &mut Finder<'_>, asked: &Asked<'_>) {
    for provider in &asked.providers {
        spelling(finder, asked, provider);
    }
    let Some(principal) = &asked.statement.principal else { return };
    let federated = principal.entries.iter().filter(|entry| entry.kind == PrincipalType::Federated);
    for entry in federated.filter(|entry| is_service(&entry.text)) {
        let fix = retyped(finder.document(), asked.statement, entry, "Service");
        let lint = TrustLint::ServiceAsFederated { service: entry.text.clone() };
        finder.add(Severity::Error, lint, entry.span, None, fix);
    }
}

/// Names of services; Cognito is an identity provider too.
fn is_service(text: &str) -> bool {
    text.ends_with(".amazonaws.com") && text != "cognito-identity.amazonaws.com" && !text.contains(['/', ':'])
}

fn spelling(finder: &mut Finder<'_>, asked: &Asked<'_>, provider: &Provider<'_>) {
    let (entry, arn) = (provider.entry, &provider.arn);
    let written = |arn: &ProviderArn| Edit { at: finder.at(entry.span), text: quoted(&arn.to_string()) };
    // A scheme inside the ARN is a fault too, and reading drops it.
    let issuer = entry.text.split_once(":oidc-provider/").map_or(arn.issuer.as_str(), |(_, issuer)| issuer);
    if let Some(right) = oidc::put_right(issuer) {
        let mut edits = vec![written(&ProviderArn { issuer: right.clone(), ..arn.clone() })];
        edits.extend(renamed(finder, asked, &arn.issuer, &right));
        let lint = TrustLint::ProviderSpelling { written: issuer.to_owned(), right };
        return finder.add(Severity::Error, lint, entry.span, None, Some(Fix { edits }));
    }
    let partition = EksIssuer::parse(&arn.issuer).map(|issuer| oidc::partition(&issuer.region));
    if let Some(right) = partition.filter(|right| *right != arn.partition) {
        let fix = Fix { edits: vec![written(&ProviderArn { partition: right.to_owned(), ..arn.clone() })] };
        let lint = TrustLint::ProviderPartition { written: arn.partition.clone(), right: right.to_owned() };
        return finder.add(Severity::Error, lint, entry.span, None, Some(fix));
    }
    let role = Arn::parse(finder.known.arn).map(|arn| arn.account).filter(|account| is_account(account));
    if let Some(right) = role.filter(|right| *right != arn.account) {
        let fix = Fix { edits: vec![written(&ProviderArn { account: right.to_owned(), ..arn.clone() })] };
        let lint = TrustLint::ProviderAccount { written: arn.account.clone(), right: right.to_owned() };
        finder.add(Severity::Error, lint, entry.span, None, Some(fix));
    }
}

/// The edit that puts a principal under another type, where it stands alone under its own.
fn retyped(document: Option<Document<'_>>, statement: &Statement, entry: &PrincipalEntry, kind: &str) -> Option<Fix> {
    document?.retype(statement.index, entry.kind.key()?, kind)
}

/// The fix of a principal that IAM does not accept, where the role's ARN is what was missing to compute it: the issuer
/// of a provider instead of its ARN.
#[must_use]
pub fn fix_for(found: &Diagnostic, role_arn: &str) -> Option<Fix> {
    let Finding::Policy(PolicyFault::NotAProvider(text)) = &found.finding else { return None };
    let role = Arn::parse(role_arn).filter(|arn| is_account(arn.account))?;
    let issuer = oidc::without_scheme(text.trim());
    let right = oidc::put_right(issuer).unwrap_or_else(|| issuer.to_owned());
    EksIssuer::parse(&right)?;
    let arn = ProviderArn::new(role.partition, role.account, &right);
    Some(Fix::replace(found.at, quoted(&arn.to_string())))
}
