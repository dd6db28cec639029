//! Facts into a scenario: what belongs where, and what it replaces.
//!
//! What always holds: facts that name their owner are placed before those that do not, whatever their order in the
//! texts: manifests first, then roles with their policies, then inline policies of named roles, at last lone policies.
//! A thing with the same name is replaced, never doubled; the old scenario stays untouched.

mod identity;
mod lone;

use super::account::Home;
use super::facts::{Fact, Item};
use super::manifests::Text;
use super::target::{Change, Placed, Target};
use super::{Cause, Choices, Detail, Found, Import, Kind, Mode, Unused};
use crate::kubernetes::manifest::{self, Manifests};
use crate::scenario::{Cluster, OidcProvider, PodIdentityAssociation, Scenario};
use crate::text::SourceId;

/// What placing works on.
pub(super) struct Placing<'c> {
    scenario: Scenario,
    choices: &'c Choices,
    found: Vec<Found>,
    unused: Vec<Unused>,
    /// Managed policies of the texts: ARN, name, document, and whether somebody has it.
    managed: std::collections::BTreeMap<String, Managed>,
    replaces: bool,
    /// The manifests as they are after the objects were put in.
    manifests: Manifests,
    /// The ServiceAccounts that name a role: the subject of their tokens, and the role's ARN.
    annotated: Vec<(String, String)>,
}

struct Managed {
    name: String,
    document: String,
    used: bool,
    found: usize,
}

/// The passes, each of which takes some facts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Whole,
    Cluster,
    Identities,
    Inline,
    Lone,
}

fn pass(fact: &Fact) -> Pass {
    match fact {
        Fact::Whole(_) => Pass::Whole,
        Fact::Cluster(_) | Fact::Object { .. } | Fact::NodeRole(_) | Fact::Managed { .. } => Pass::Cluster,
        Fact::Role(_) | Fact::User { .. } | Fact::Group { .. } | Fact::Association(_) => Pass::Identities,
        Fact::OfRole { .. } | Fact::OfUser { .. } | Fact::OfGroup { .. } => Pass::Inline,
        Fact::Trust { .. }
        | Fact::Permissions { .. }
        | Fact::Resource { .. }
        | Fact::ServiceControl(_)
        | Fact::ResourceControl(_)
        | Fact::Provider { .. }
        | Fact::Question(_) => Pass::Lone,
    }
}

/// Puts everything into the scenario.
pub(super) fn all(current: &Scenario, items: Vec<Item>, choices: &Choices) -> Import {
    let replace = choices.mode == Mode::Replace && items.iter().any(|item| !item.facts.is_empty());
    let mut placing = Placing {
        scenario: if replace { Scenario::default() } else { current.clone() },
        choices,
        found: Vec::new(),
        unused: Vec::new(),
        managed: std::collections::BTreeMap::new(),
        replaces: replace,
        manifests: Manifests::default(),
        annotated: Vec::new(),
    };
    let mut facts: Vec<(usize, Fact)> = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let Item { input, line, kind, facts: of_item, details } = item;
        let (placed, options) = (Vec::new(), Vec::new());
        placing.found.push(Found { input, line, kind, placed, details, options, chosen: None });
        facts.extend(of_item.into_iter().map(|fact| (index, fact)));
    }
    for now in [Pass::Whole, Pass::Cluster, Pass::Identities, Pass::Inline, Pass::Lone] {
        let (these, rest): (Vec<_>, Vec<_>) = facts.into_iter().partition(|(_, fact)| pass(fact) == now);
        facts = rest;
        placing.one_pass(now, these);
    }
    placing.finish()
}

impl Placing<'_> {
    fn one_pass(&mut self, now: Pass, facts: Vec<(usize, Fact)>) {
        match now {
            Pass::Whole => facts.into_iter().for_each(|(found, fact)| self.whole(found, fact)),
            Pass::Cluster => self.cluster_and_manifests(facts),
            Pass::Identities => self.identities(facts),
            Pass::Inline => {
                for (found, fact) in facts {
                    self.inline(found, fact);
                }
            }
            Pass::Lone => {
                self.unattached();
                for (found, fact) in facts {
                    self.lone(found, fact);
                }
            }
        }
    }

    fn whole(&mut self, found: usize, fact: Fact) {
        let Fact::Whole(scenario) = fact else { return };
        if self.placed_anything() {
            return self.refuse(found, "scenario", Cause::SecondScenario);
        }
        let change = if *scenario == self.scenario { Change::Same } else { Change::Updated };
        self.scenario = *scenario;
        self.replaces = true;
        self.put(found, Target::Everything, change);
    }

    fn placed_anything(&self) -> bool {
        self.found.iter().any(|found| !found.placed.is_empty())
    }

    fn cluster_and_manifests(&mut self, facts: Vec<(usize, Fact)>) {
        let mut text = Text::new(&self.scenario.manifests);
        for (found, fact) in facts {
            match fact {
                Fact::Object { identity, text: object } => {
                    let change = text.put(&identity, &object);
                    let (_, kind, namespace, name) = identity;
                    self.put(found, Target::Manifests(kind, namespace, name), change);
                }
                Fact::Cluster(cluster) => self.cluster(found, cluster),
                Fact::NodeRole(arn) => {
                    let change = set(&mut self.scenario.node_role, arn.clone());
                    self.put(found, Target::NodeRole(arn), change);
                }
                Fact::Managed { arn, name, document } => {
                    self.managed.insert(arn, Managed { name, document, used: false, found });
                }
                _ => {}
            }
        }
        self.scenario.manifests = text.finish();
        self.manifests = manifest::read(SourceId::Manifests, &self.scenario.manifests, "default").0;
        self.annotated = self.read_annotations();
    }

    fn cluster(&mut self, found: usize, new: Cluster) {
        let fields: [(&'static str, Option<String>); 5] = [
            ("name", new.name),
            ("account", new.account),
            ("region", new.region),
            ("issuer", new.issuer),
            ("version", new.version),
        ];
        for (field, value) in fields {
            let Some(value) = value else { continue };
            let cluster = self.scenario.cluster.get_or_insert_default();
            let slot = match field {
                "name" => &mut cluster.name,
                "account" => &mut cluster.account,
                "region" => &mut cluster.region,
                "issuer" => &mut cluster.issuer,
                _ => &mut cluster.version,
            };
            let change = set(slot, value.clone());
            self.put(found, Target::Cluster(field, value), change);
        }
    }

    pub(super) fn association(&mut self, found: usize, new: PodIdentityAssociation) {
        let all = &mut self.scenario.pod_identity_associations;
        let same = |one: &&mut PodIdentityAssociation| {
            one.namespace == new.namespace && one.service_account == new.service_account
        };
        let target = Target::Association(new.namespace.clone(), new.service_account.clone());
        let change = match all.iter_mut().find(same) {
            Some(old) if *old == new => Change::Same,
            Some(old) => {
                *old = new;
                Change::Updated
            }
            None => {
                all.push(new);
                Change::Added
            }
        };
        self.put(found, target, change);
    }

    pub(super) fn provider(&mut self, found: usize, account: Option<String>, mut new: OidcProvider) {
        let known = self.home().account;
        let Some(account) = account.or(known) else {
            return self.refuse(found, &new.url.clone(), Cause::NoAccount);
        };
        new.account = account;
        let all = self.scenario.oidc_providers.get_or_insert_default();
        let bare = |url: &str| crate::aws::oidc::without_scheme(url).to_owned();
        let same = |one: &&mut OidcProvider| one.account == new.account && bare(&one.url) == bare(&new.url);
        let target = Target::Provider(new.account.clone(), new.url.clone());
        let change = match all.iter_mut().find(same) {
            Some(old) if old.client_ids == new.client_ids => Change::Same,
            Some(old) => {
                old.client_ids = new.client_ids;
                Change::Updated
            }
            None => {
                all.push(new);
                Change::Added
            }
        };
        self.put(found, target, change);
    }

    /// The managed policies that nobody has: one alone is taken for a policy without its role.
    fn unattached(&mut self) {
        let loose: Vec<(String, usize)> =
            self.managed.iter().filter(|(_, one)| !one.used).map(|(arn, one)| (arn.clone(), one.found)).collect();
        let listed = |found: &Found| matches!(found.kind, Kind::Command("aws iam get-account-authorization-details"));
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for (arn, found) in loose {
            if self.found.get(found).is_some_and(listed) {
                match counts.iter_mut().find(|(known, _)| *known == found) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((found, 1)),
                }
            } else if let Some(one) = self.managed.remove(&arn) {
                self.lone(found, Fact::Permissions { text: one.document, name: Some(one.name) });
            }
        }
        for (found, count) in counts {
            self.refuse(found, "Policies", Cause::NotAttached(count));
        }
    }

    /// What is known of the account now.
    pub(super) fn home(&self) -> Home {
        Home::of(&self.scenario, &self.manifests)
    }

    pub(super) fn put(&mut self, found: usize, target: Target, change: Change) {
        if let Some(found) = self.found.get_mut(found) {
            found.placed.push(Placed { target, change });
        }
    }

    pub(super) fn detail(&mut self, found: usize, detail: Detail) {
        if let Some(found) = self.found.get_mut(found)
            && !found.details.contains(&detail)
        {
            found.details.push(detail);
        }
    }

    pub(super) fn refuse(&mut self, found: usize, what: &str, cause: Cause) {
        let line = self.found.get(found).map_or(1, |found| found.line);
        self.refuse_at(found, line, what, cause);
    }

    pub(super) fn refuse_at(&mut self, found: usize, line: u32, what: &str, cause: Cause) {
        let input = self.found.get(found).map_or(0, |found| found.input);
        self.unused.push(Unused { input, line, what: what.to_owned(), cause });
    }

    fn finish(self) -> Import {
        let Self { scenario, mut found, unused, replaces, .. } = self;
        // A caller that is the role of the manifests needs no remark.
        for one in &mut found {
            let annotated = |name: &str| scenario.manifests.contains(&format!("/{name}"));
            one.details.retain(|detail| !matches!(detail, Detail::CallerRole(name) if annotated(name)));
        }
        Import { scenario, found, unused, replaces }
    }
}

/// Sets a field and says what that changed.
pub(super) fn set(slot: &mut Option<String>, value: String) -> Change {
    let change = match slot {
        Some(old) if *old == value => Change::Same,
        Some(_) => Change::Updated,
        None => Change::Added,
    };
    *slot = Some(value);
    change
}
