//! Who may become a role: the ServiceAccounts that its trust policy lets in, in the manifests and beyond, the other
//! principals that it names, and who in Kubernetes may become those ServiceAccounts.
//!
//! What always holds: whether a ServiceAccount of the manifests is let in is decided for itself, not read off the
//! patterns; a trust policy that cannot be read gives no verdict about anybody.

use super::subjects::{Asking, Subjects, Way, Width, in_namespace, subjects};
use crate::aws::{Arn, oidc};
use crate::chain::effective::area::Word;
use crate::chain::simulate::role_name;
use crate::chain::simulation::{Answer, RoleName, rank};
use crate::chain::world::{ROLE_ARN, World};
use crate::iam::partition::{Glob, Universe};
use crate::iam::policy::{Effect, Policy, Standing};
use crate::iam::principal::PrincipalPattern;
use crate::kubernetes::rbac::{self, Bridge, Grant};
use crate::kubernetes::token::Subject;
use crate::scenario::Scenario;
use crate::text::Location;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

mod entrant;

pub use entrant::Entrant;
pub(super) use entrant::has;

/// Who may become a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Becoming {
    /// The role.
    pub role: RoleName,
    /// Whether its trust policy can be read; `None` where it is not given.
    pub trust: Option<Standing>,
    /// By tokens, for each issuer that it trusts.
    pub tokens: Vec<TokenTrust>,
    /// By EKS Pod Identity, where it trusts that service.
    pub pod_identity: Option<Subjects>,
    /// The ServiceAccounts of the manifests that it lets in, or that name it.
    pub members: Vec<Member>,
    /// Users, roles, accounts and services that it lets in.
    pub entrants: Vec<Entrant>,
    /// Who may create ServiceAccounts that it lets in and that are not there yet.
    pub makers: Vec<Maker>,
}

/// Which tokens of an issuer are let in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenTrust {
    /// Without `https://`.
    pub issuer: String,
    /// Whether it is the cluster's own.
    pub own: bool,
    /// Whether its tokens are those of ServiceAccounts.
    pub kubernetes: bool,
    /// Whether the account of the role has the provider.
    pub registered: bool,
    /// The audiences of these tokens.
    pub audiences: Vec<String>,
    /// The subjects.
    pub subjects: Subjects,
    /// Where the policy names the provider; absent where it trusts everybody.
    pub at: Option<Location>,
}

/// A ServiceAccount of the manifests.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Where its name stands, if it is in the manifests.
    pub at: Option<Location>,
    /// By which way.
    pub way: Way,
    /// Whether it is let in.
    pub answer: Answer,
    /// The condition keys on which that depends.
    pub depends_on: Vec<String>,
    /// The statements that decide.
    pub decided_by: Vec<Location>,
    /// Whether its annotation, or an association, names the role.
    pub names_role: bool,
    /// Who in Kubernetes may become it.
    pub bridges: Vec<Bridge>,
}

/// Somebody who may create ServiceAccounts that are let in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Maker {
    /// In this namespace; in every one where there is none.
    pub namespace: Option<String>,
    /// By this grant.
    pub grant: Grant,
}

/// Who may become a role of the scenario, or one that a ServiceAccount names.
#[must_use]
pub fn who_becomes(scenario: &Scenario, role_arn: &str) -> Becoming {
    let world = World::read(scenario);
    let role = role_name(&world, role_arn.to_owned());
    let policy = world.role(role_arn).and_then(|(_, documents)| documents.trust.as_ref());
    let mut becoming = Becoming {
        role,
        trust: policy.map(|policy| policy.standing),
        tokens: Vec::new(),
        pod_identity: None,
        members: Vec::new(),
        entrants: Vec::new(),
        makers: Vec::new(),
    };
    let Some(policy) = policy.filter(|policy| policy.standing == Standing::Accepted) else { return becoming };
    let reader = Reader { world: &world, role_arn, policy };
    becoming.tokens = reader.tokens();
    becoming.pod_identity = reader.pod_identity();
    becoming.members = reader.members();
    becoming.entrants = entrant::entrants(&world, role_arn, policy);
    becoming.makers = reader.makers(&becoming);
    becoming
}

struct Reader<'a> {
    world: &'a World<'a>,
    role_arn: &'a str,
    policy: &'a Policy,
}

impl Reader<'_> {
    /// The issuers whose provider an Allow statement names; the cluster's own where one trusts everybody.
    fn issuers(&self) -> Vec<(String, Option<Location>)> {
        let mut found: Vec<(String, Option<Location>)> = Vec::new();
        let account = Arn::parse(self.role_arn).map(|arn| arn.account).unwrap_or_default();
        let allowing = self.policy.statements.iter().filter(|statement| statement.effect == Effect::Allow);
        for entry in allowing.flat_map(|statement| &statement.principal).flat_map(|element| &element.entries) {
            let issuer = match &entry.pattern {
                // STS looks for the provider in the account of the role, and for no other.
                PrincipalPattern::Federated(arn) => oidc::ProviderArn::parse(arn)
                    .filter(|provider| provider.account == account)
                    .map(|provider| (provider.issuer, Some(self.policy.at(entry.span)))),
                PrincipalPattern::Everyone => {
                    let own = self.world.issuer.as_deref();
                    own.map(|issuer| (oidc::without_scheme(issuer).to_owned(), None))
                }
                _ => None,
            };
            if let Some(issuer) = issuer.filter(|(issuer, _)| !found.iter().any(|(known, _)| known == issuer)) {
                found.push(issuer);
            }
        }
        found
    }

    fn tokens(&self) -> Vec<TokenTrust> {
        let mut found: Vec<TokenTrust> = Vec::new();
        for (issuer, at) in self.issuers() {
            let own = self.is_own(&issuer);
            let kubernetes = own || oidc::EksIssuer::parse(&issuer).is_some() || self.speaks_of_accounts(&issuer);
            let universe = if kubernetes { Universe::ServiceAccounts } else { Universe::Texts };
            let (audiences, registered) = self.audiences(&issuer);
            for audience in audiences {
                let way = Way::WebIdentity { issuer: issuer.clone(), audience: audience.clone() };
                let subjects = subjects(self.world, self.role_arn, self.policy, &way, universe);
                match found.iter_mut().find(|known| known.issuer == issuer && known.subjects == subjects) {
                    Some(known) => known.audiences.push(audience),
                    None => found.push(TokenTrust {
                        issuer: issuer.clone(),
                        own,
                        kubernetes,
                        registered,
                        audiences: vec![audience],
                        subjects,
                        at,
                    }),
                }
            }
        }
        // Of several audiences of one issuer, those that nobody gets in with say nothing.
        let open = |trust: &TokenTrust| trust.subjects.width() != Width::Nobody || !trust.subjects.exact;
        let all: BTreeSet<String> = found.iter().filter(|trust| open(trust)).map(|t| t.issuer.clone()).collect();
        found.retain(|trust| open(trust) || !all.contains(&trust.issuer));
        found
    }

    fn is_own(&self, issuer: &str) -> bool {
        self.world.issuer.as_deref().is_some_and(|own| oidc::without_scheme(own) == issuer)
    }

    /// Whether a condition compares the issuer's subject with that of a ServiceAccount.
    fn speaks_of_accounts(&self, issuer: &str) -> bool {
        let conditions = self.policy.statements.iter().flat_map(|statement| &statement.conditions);
        let key = oidc::condition_key(issuer, "sub").to_lowercase();
        let mut values = conditions.filter(|condition| condition.key.lower() == key).flat_map(|c| &c.values);
        values.any(|value| value.text.starts_with("system:serviceaccount:"))
    }

    /// The audiences that the provider takes, and whether the account has it.
    fn audiences(&self, issuer: &str) -> (Vec<String>, bool) {
        let (partition, account) =
            Arn::parse(self.role_arn).map(|arn| (arn.partition, arn.account)).unwrap_or_default();
        match self.world.provider(partition, account, issuer) {
            Some(provider) if !provider.client_ids.is_empty() => (provider.client_ids, true),
            found => (vec![crate::chain::world::AUDIENCE.to_owned()], found.is_some()),
        }
    }

    fn pod_identity(&self) -> Option<Subjects> {
        let found = subjects(self.world, self.role_arn, self.policy, &Way::PodIdentity, Universe::ServiceAccounts);
        (found.width() != Width::Nobody || !found.exact).then_some(found)
    }

    /// Every ServiceAccount of the manifests and of their workloads, each with the ways that let it in, or the one by
    /// which it names the role.
    fn members(&self) -> Vec<Member> {
        let mut members = Vec::new();
        for (namespace, name) in accounts(self.world) {
            let account = self.world.manifests.service_account(&namespace, &name);
            let annotated =
                account.and_then(|account| account.annotation(ROLE_ARN)).map(|found| found.text().to_owned());
            let associated = self.world.association(&namespace, &name).is_some_and(|association| {
                association.role_arn == self.role_arn || association.target_role_arn.as_deref() == Some(self.role_arn)
            });
            let add = |way: Way, names_role: bool| {
                let asking = Asking { world: self.world, role_arn: self.role_arn, policy: self.policy, way: &way };
                let word = asking.decide(&Subject::new(&namespace, &name).to_string());
                (word.answer.is_open() || names_role).then(|| self.member((&namespace, &name), way, word, names_role))
            };
            let named = annotated.as_deref() == Some(self.role_arn);
            if let Some(issuer) = self.world.issuer.as_deref().map(oidc::without_scheme) {
                let ways = self.audiences(issuer).0.into_iter();
                let ways = ways.map(|audience| Way::WebIdentity { issuer: issuer.to_owned(), audience });
                let tried: Vec<Member> = ways.filter_map(|way| add(way, named)).collect();
                // One audience is enough.
                let best = tried.into_iter().min_by_key(|member| rank(member.answer));
                members.extend(best);
            }
            // Without an association nobody gets a session by EKS Pod Identity.
            if associated {
                members.extend(add(Way::PodIdentity, true));
            }
        }
        members
    }

    fn member(&self, (namespace, name): (&str, &str), way: Way, word: Word, names_role: bool) -> Member {
        Member {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            at: self.world.manifests.service_account(namespace, name).map(|account| account.name_at),
            way,
            answer: word.answer,
            depends_on: word.depends_on,
            decided_by: word.decided_by,
            names_role,
            bridges: match word.answer.is_open() {
                true => rbac::bridges(&self.world.rbac, namespace, name),
                false => Vec::new(),
            },
        }
    }

    /// Who may create ServiceAccounts that the tokens' patterns hold and that are not there yet.
    fn makers(&self, becoming: &Becoming) -> Vec<Maker> {
        let own: Vec<&Subjects> = becoming.tokens.iter().filter(|trust| trust.own).map(|t| &t.subjects).collect();
        let mut namespaces: BTreeMap<String, Vec<Glob>> = BTreeMap::new();
        for namespace in self.world.rbac.bindings.keys() {
            namespaces.entry(namespace.clone()).or_default();
        }
        for (namespace, name) in accounts(self.world) {
            let literal = Glob::literal(&Subject::new(&namespace, &name).to_string());
            namespaces.entry(namespace).or_default().push(literal);
        }
        let reaches = |namespace: Option<&str>, apart: &[Glob]| own.iter().any(|own| own.beyond(namespace, apart));
        let elsewhere: Vec<Glob> = namespaces.keys().map(|namespace| in_namespace(namespace)).collect();
        let mut makers: Vec<Maker> = Vec::new();
        let mut add = |place: Option<&str>, grants: Vec<Grant>| {
            makers.extend(grants.into_iter().map(|grant| Maker { namespace: place.map(str::to_owned), grant }));
        };
        if reaches(None, &elsewhere) {
            add(None, rbac::creators(&self.world.rbac, ""));
        }
        for (namespace, there) in &namespaces {
            if reaches(Some(namespace), there) {
                let grants = rbac::creators(&self.world.rbac, namespace).into_iter();
                add(Some(namespace), grants.filter(|grant| grant.namespace.is_some()).collect());
            }
        }
        makers
    }
}

/// By which action a ServiceAccount takes a role, and whether it may.
pub(in crate::chain) struct LetIn {
    pub(in crate::chain) action: &'static str,
    pub(in crate::chain) answer: Answer,
    pub(in crate::chain) depends_on: Vec<String>,
    pub(in crate::chain) decided_by: Vec<Location>,
}

/// Whether a ServiceAccount of the cluster may take the role that it names; `None` where it is refused.
pub(in crate::chain) fn lets_in(world: &World<'_>, role_arn: &str, subject: &Subject) -> Option<LetIn> {
    let unknown = |action| LetIn { action, answer: Answer::Unknown, depends_on: Vec::new(), decided_by: Vec::new() };
    let associated = world.association(&subject.namespace, &subject.name).is_some();
    let action = if associated { crate::chain::session::ASSUME_ROLE } else { crate::chain::trust::ACTION };
    let Some(policy) = world.role(role_arn).and_then(|(_, documents)| documents.trust.as_ref()) else {
        return Some(unknown(action));
    };
    if policy.standing == Standing::Refused {
        return Some(unknown(action));
    }
    let reader = Reader { world, role_arn, policy };
    let ways: Vec<Way> = match (associated, world.issuer.as_deref().map(oidc::without_scheme)) {
        (true, _) => vec![Way::PodIdentity],
        (false, None) => return Some(unknown(action)),
        (false, Some(issuer)) => {
            let audiences = reader.audiences(issuer).0.into_iter();
            audiences.map(|audience| Way::WebIdentity { issuer: issuer.to_owned(), audience }).collect()
        }
    };
    let decide = |way| Asking { world, role_arn, policy, way }.decide(&subject.to_string());
    let word = ways.iter().map(decide).min_by_key(|word| rank(word.answer))?;
    let Word { answer, depends_on, decided_by } = word;
    answer.is_open().then_some(LetIn { action, answer, depends_on, decided_by })
}

/// Every ServiceAccount of the manifests, and those that their workloads run under.
fn accounts(world: &World) -> BTreeSet<(String, String)> {
    let own = world.manifests.service_accounts.iter().map(|one| (one.namespace.clone(), one.name.clone()));
    let used = world.workloads().map(|one| (one.namespace.clone(), one.service_account.clone()));
    let mut all = BTreeSet::new();
    all.extend(own.chain(used));
    all
}
