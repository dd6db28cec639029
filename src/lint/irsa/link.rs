//! Broken links as findings: the reason of each, marked where its text stands.
//!
//! What always holds: a link speaks only where a text is at fault, never where a fact of the running cluster or of the
//! settings is; one sentence stands in one place once, however many Pods it breaks.

use crate::aws::oidc;
use crate::chain::reason::{AssociationFault, Misplaced, NotInjected, OtherCredentials, TrustFault};
use crate::chain::world::World;
use crate::chain::{Chain, Link, Reason, Step, Verdict};
use crate::diagnostic::{Code, Diagnostic, Finding, Severity};
use crate::iam::policy::Effect;
use crate::lint::{IrsaLint, TrustLint};
use crate::text::{Location, SourceId};
use std::collections::BTreeMap;

/// Adds what the links say to what was said already.
pub fn links(world: &World, chains: &[Chain], said: &mut Vec<Diagnostic>) {
    let before = said.len();
    let mut new: BTreeMap<(Code, Location), usize> = BTreeMap::new();
    for chain in chains {
        if is_wanted_elsewhere(chain, chains) {
            continue;
        }
        for link in chain.links.iter().filter(|link| link.own == Verdict::Fail && !is_consequence(chain, link)) {
            // Without a role, keys are how the Pod is meant to reach AWS.
            if chain.role.is_none() && matches!(link.reason, Reason::PicksOther { .. }) {
                continue;
            }
            let Some(at) = link.evidence.first().copied() else { continue };
            let at = effect(world, at).unwrap_or(at);
            let fix = link.remedies.first().map(|remedy| remedy.fix.clone());
            let mut same = said.iter_mut().take(before).filter(|other| speaks_of(other, at)).peekable();
            if same.peek().is_some() {
                if let Some(unmended) = same.find(|other| lacks_fix(other)) {
                    unmended.fix = fix.or(unmended.fix.take());
                }
                continue;
            }
            drop(same);
            let Some(code) = code(link) else { continue };
            let others = related(chain, link, at);
            if let Some(earlier) = new.get(&(code, at)).and_then(|index| said.get_mut(*index)) {
                let unknown: Vec<_> = others.into_iter().filter(|one| !earlier.related.contains(one)).collect();
                earlier.related.extend(unknown);
                continue;
            }
            // Another link of this Pod may break on the same words.
            let told = |other: &Diagnostic| matches!(other.finding, Finding::Link { .. }) && other.at == at;
            if said.iter().skip(before).any(told) {
                continue;
            }
            let mut others = others;
            if let Reason::NoProvider { issuer, account, .. } = &link.reason {
                others.extend(said.iter().filter(|one| says_no_provider(one, issuer, account)).map(|one| one.at));
            }
            new.insert((code, at), said.len());
            let finding = Finding::Link { code, reason: Box::new(link.reason.clone()) };
            said.push(Diagnostic { severity: severity(link), finding, at, related: others, fix });
        }
    }
    // What a link tells of a provider need not be told of the principal too.
    let told: Vec<(String, String)> = said
        .iter()
        .filter_map(|one| match &one.finding {
            Finding::Link { reason, .. } => match reason.as_ref() {
                Reason::NoProvider { issuer, account, .. } => Some((issuer.clone(), account.clone())),
                _ => None,
            },
            _ => None,
        })
        .collect();
    said.retain(|one| !told.iter().any(|(issuer, account)| says_no_provider(one, issuer, account)));
}

/// Whether a trust policy was told to name this provider, which is not there.
fn says_no_provider(said: &Diagnostic, issuer: &str, account: &str) -> bool {
    match &said.finding {
        Finding::Irsa(IrsaLint::NoSuchProvider { issuer: named, account: of, .. }) => {
            oidc::without_scheme(issuer) == named && account == of
        }
        _ => false,
    }
}

/// Whether a Pod was assumed for a ServiceAccount that a Pod of another namespace asks for: what is wrong with it is told
/// of that Pod.
fn is_wanted_elsewhere(chain: &Chain, chains: &[Chain]) -> bool {
    let asks = |other: &Chain| match other.links.first().map(|link| &link.reason) {
        Some(Reason::ServiceAccountMissing { name, elsewhere, .. }) => {
            *name == chain.service_account.name && elsewhere.as_ref() == Some(&chain.service_account.namespace)
        }
        _ => false,
    };
    chain.workload.at.is_none() && chains.iter().any(asks)
}

/// Whether a link breaks only because an earlier one does, so that mending that one mends both.
fn is_consequence(chain: &Chain, link: &Link) -> bool {
    let earlier = chain.links.iter().filter(|one| one.own == Verdict::Fail && one.step < link.step);
    earlier.into_iter().any(|one| match (&one.reason, &link.reason) {
        // Whose token it will be is not settled.
        (Reason::ServiceAccountMissing { .. }, _) => link.step >= Step::KnowIssuer,
        (Reason::NotInjected { because: NotInjected::AllPreset }, Reason::NoTokenFile { .. }) => true,
        (
            Reason::AudienceNotAccepted { .. } | Reason::TokenForApiServer { .. },
            Reason::TrustRefuses { fault: TrustFault::Audience { .. } },
        ) => true,
        (Reason::AssociationRefused { .. }, Reason::TrustRefuses { .. }) => true,
        _ => false,
    })
}

/// `Deny` alone, of a statement that denies: the whole of it is too much to underline.
fn effect(world: &World, at: Location) -> Option<Location> {
    let roles = world.roles.iter().flat_map(|role| role.trust.iter().chain(&role.identity).chain(&role.boundary));
    let levels = world.service_control.iter().chain(&world.resource_control).flatten();
    let others = world.resource_policies.iter().map(|(_, policy)| policy);
    let policies = roles.chain(levels).chain(others).chain(&world.session).chain(&world.endpoint);
    let mut of_source = policies.filter(|policy| policy.source == at.source);
    let statement = of_source.find_map(|policy| policy.statements.iter().find(|one| one.span == at.span))?;
    (statement.effect == Effect::Deny).then_some(Location { source: at.source, span: statement.effect_span })
}

/// A check that knows no better edit than the link does.
fn lacks_fix(other: &Diagnostic) -> bool {
    // Of a wildcard, the link knows the one subject that is meant.
    other.fix.is_none() || matches!(other.finding, Finding::Trust(TrustLint::SubjectWildcard { .. }))
}

fn severity(link: &Link) -> Severity {
    match &link.reason {
        // A container may be left out on purpose, a Pod may need no role, and what was not pasted may exist.
        Reason::NotInjected { because: NotInjected::SkipContainers }
        | Reason::NoRoleAnnotation {
            instead: None | Some(Misplaced::AssociatedElsewhere { .. } | Misplaced::NotSelected { .. }),
            ..
        } => Severity::Warning,
        Reason::RoleMissing { similar: None, .. } => Severity::Suggestion,
        _ => Severity::Error,
    }
}

/// Whether what was said speaks of the same thing as a link that breaks there.
fn speaks_of(other: &Diagnostic, at: Location) -> bool {
    let within = |inner: Location, outer: Location| {
        inner.source == outer.source && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
    };
    // What marks a whole document says nothing of this place.
    let length = |at: Location| at.span.end - at.span.start;
    let near = within(other.at, at) || (within(at, other.at) && length(other.at) <= 2 * length(at) + 40);
    near && match &other.finding {
        // Advice about who else gets in says nothing of who does not.
        Finding::Trust(
            TrustLint::NoSubject { .. }
            | TrustLint::SubjectAcrossNamespaces { .. }
            | TrustLint::NoAudience { .. }
            | TrustLint::Everyone
            | TrustLint::NearQuota { .. }
            | TrustLint::ConfusedDeputy { .. }
            | TrustLint::NoExternalId { .. },
        )
        | Finding::Irsa(_)
        | Finding::Link { .. } => false,
        Finding::Policy(_) | Finding::Advice(_) | Finding::Trust(_) | Finding::Manifest(_) | Finding::Kubernetes(_) => {
            other.severity <= Severity::Warning
        }
        Finding::Syntax(_) => true,
    }
}

/// The other places of a link: those that it names itself, and the ServiceAccount whose Pod it is.
fn related(chain: &Chain, link: &Link, at: Location) -> Vec<Location> {
    let mut places: Vec<Location> = Vec::new();
    let account = chain.service_account.at.filter(|_| link.step >= Step::KnowIssuer);
    let apart = |one: &Location| {
        let surrounds = one.source == at.source && one.span.start <= at.span.start && at.span.end <= one.span.end;
        one.source != SourceId::Settings && !surrounds
    };
    for one in link.evidence.iter().skip(1).copied().chain(account).filter(apart) {
        if !places.contains(&one) {
            places.push(one);
        }
    }
    places.truncate(3);
    places
}

/// What the finding is called; `None` where no text is at fault, or where reading the document says it.
fn code(link: &Link) -> Option<Code> {
    match &link.reason {
        Reason::NoRoleAnnotation { instead, .. } => match instead {
            None if link.remedies.is_empty() => None,
            None => Some(Code::NoRoleAnnotation),
            Some(Misplaced::NotSelected { .. }) => Some(Code::ServiceAccountNotSelected),
            Some(Misplaced::Empty) => Some(Code::EmptyRoleAnnotation),
            Some(Misplaced::AssociatedElsewhere { .. }) => Some(Code::AssociationElsewhere),
            Some(_) => Some(Code::RoleAnnotationElsewhere),
        },
        Reason::MalformedRoleArn { .. } => Some(Code::MalformedRoleArn),
        Reason::NotInjected { because } => match because {
            NotInjected::SkipLabel => Some(Code::SkipLabel),
            NotInjected::SkipContainers => Some(Code::SkippedContainer),
            NotInjected::VariablePreset { .. } => Some(Code::VariablePreset),
            NotInjected::AllPreset => Some(Code::AllVariablesPreset),
            NotInjected::NoWebhook | NotInjected::PodIsOlder | NotInjected::NotCached => None,
        },
        Reason::PicksOther { provider: OtherCredentials::StaticKeys } => Some(Code::StaticKeys),
        Reason::NoTokenFile { .. } => Some(Code::NoTokenFile),
        Reason::TokenNotReadable { .. } => Some(Code::TokenNotReadable),
        Reason::NoProvider { .. } => Some(Code::NoProvider),
        Reason::AudienceNotAccepted { .. } => Some(Code::AudienceNotAccepted),
        Reason::TokenForApiServer { .. } => Some(Code::TokenForApiServer),
        Reason::AssociationRefused { fault, .. } => match fault {
            AssociationFault::NotTrusted => Some(Code::AssociationNotTrusted),
            AssociationFault::ActionsMissing { .. } => Some(Code::AssociationActionsMissing),
            AssociationFault::OtherAccount { .. } | AssociationFault::NoRole | AssociationFault::PolicyWithTags => None,
        },
        Reason::RoleMissing { .. } => Some(Code::RoleMissing),
        Reason::TrustDenies => Some(Code::TrustDenies),
        Reason::TrustRefuses { fault } => Some(match fault {
            TrustFault::OtherProvider { .. } => Code::OtherProvider,
            TrustFault::NotFederated | TrustFault::NoStatement => Code::NotFederated,
            TrustFault::Namespace { .. } => Code::OtherNamespace,
            TrustFault::ServiceAccount { .. } => Code::OtherServiceAccount,
            TrustFault::Swapped => Code::SubjectSwapped,
            TrustFault::Audience { .. } => Code::OtherAudience,
            TrustFault::NotPodIdentity | TrustFault::ActionMissing { .. } => Code::AssociationActionsMissing,
            TrustFault::Tag { .. } => Code::OtherSessionTag,
            TrustFault::Case
            | TrustFault::Blank
            | TrustFault::SubjectForm
            | TrustFault::WildcardInEquals
            | TrustFault::Subject => Code::OtherSubject,
            TrustFault::KeyHasScheme { .. }
            | TrustFault::KeyIsArn { .. }
            | TrustFault::KeyOfOtherIssuer { .. }
            | TrustFault::Action
            | TrustFault::Condition { .. } => Code::TrustCondition,
        }),
        Reason::AssumeRefused { .. } => Some(Code::AssumeRefused),
        Reason::ActionDenied { .. } | Reason::ResourceDenied { .. } => Some(Code::ActionDenied),
        _ => None,
    }
}
