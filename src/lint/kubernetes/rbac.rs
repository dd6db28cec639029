//! RBAC: words of rules that match nothing, bindings to roles and ServiceAccounts that are not there.
//!
//! What always holds: only resources of Kubernetes itself are judged by their spelling; one of a custom resource passes.
//! Source: the Kubernetes authorizer, which compares words exactly and knows `*` alone as a wildcard.

use super::{Finder, KubernetesLint};
use crate::chain::world::World;
use crate::diagnostic::{Diagnostic, Finding, Fix, Severity};
use crate::kubernetes::ManifestFault;
use crate::kubernetes::edit::add_member;
use crate::kubernetes::kind::is_near;
use crate::kubernetes::rbac::question::resource;
use crate::kubernetes::rbac::{Binding, Role, RoleKind, Rule, SubjectKind, Word};
use crate::text::Location;

/// The verbs of requests to the API server, and those that RBAC checks besides.
const VERBS: [&str; 15] = [
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "bind",
    "escalate",
    "impersonate",
    "approve",
    "sign",
    "attest",
    "use",
];
/// Requests with these verbs carry no name; `list` and `watch` only with a field selector.
const NAMELESS: [&str; 2] = ["create", "deletecollection"];

pub(super) fn check(finder: &mut Finder<'_>, world: &World) {
    for role in world.rbac.roles.iter().filter(|role| role.at.is_some() && role.aggregates.is_none()) {
        for rule in role.rules.iter().filter(|rule| rule.at.is_some()) {
            self::rule(finder, rule);
            names(finder, role, rule);
        }
    }
    for binding in world.rbac.all_bindings().filter(|binding| !binding.builtin) {
        role_ref(finder, world, binding);
        subjects(finder, world, binding);
    }
    namespaces(finder, world);
}

fn rule(finder: &mut Finder<'_>, rule: &Rule) {
    for verb in &rule.verbs {
        self::verb(finder, verb);
    }
    for group in &rule.api_groups {
        self::group(finder, rule, group);
    }
    for word in &rule.resources {
        if let Some(right) = spelling(&word.value)
            && let Some(at) = word.at
        {
            let fix = finder.write(at.span, &right);
            let lint = KubernetesLint::RuleResource { word: word.value.clone(), right };
            finder.add(Severity::Warning, lint, at.span, Some(fix));
        }
    }
}

/// Verbs whose requests carry no name, in a rule that is for some names, and that no other rule of the role allows.
fn names(finder: &mut Finder<'_>, role: &Role, rule: &Rule) {
    let covers = |other: &Rule, verb: &str| {
        let has = |words: &[Word], word: &str| words.iter().any(|one| one.value == word || one.value == "*");
        other.resource_names.is_empty()
            && has(&other.verbs, verb)
            && rule.resources.iter().all(|resource| has(&other.resources, &resource.value))
    };
    let verbs = rule.verbs.iter().map(|verb| verb.value.as_str()).filter(|verb| NAMELESS.contains(verb));
    let nameless: Vec<String> =
        verbs.filter(|verb| !role.rules.iter().any(|other| covers(other, verb))).map(str::to_owned).collect();
    let subresource = rule.resources.iter().any(|word| word.value.contains('/'));
    if let Some(first) = rule.resource_names.first()
        && !nameless.is_empty()
        && !subresource
        && let Some(at) = first.at
    {
        // The other verbs of the rule work.
        let severity = if nameless.len() == rule.verbs.len() { Severity::Warning } else { Severity::Suggestion };
        finder.add(severity, KubernetesLint::NamesWithoutName { verbs: nameless }, at.span, None);
    }
}

fn verb(finder: &mut Finder<'_>, verb: &Word) {
    let (word, Some(at)) = (verb.value.as_str(), verb.at) else { return };
    if word == "*" || VERBS.contains(&word) {
        return;
    }
    let lower = word.trim().to_ascii_lowercase();
    let known = VERBS.iter().find(|known| **known == lower);
    let meant = match lower.as_str() {
        "read" | "view" => Some("get"),
        "write" | "edit" => Some("update"),
        "remove" => Some("delete"),
        "exec" => Some("create"),
        _ => None,
    };
    // A verb of an extension is not known here.
    let Some(right) = known.copied().or(meant).or_else(|| VERBS.iter().find(|one| is_near(&lower, one)).copied())
    else {
        return;
    };
    // Only the same word in other letters is surely that word.
    let fix = known.is_some().then(|| finder.write(at.span, right));
    let lint = KubernetesLint::RuleVerb { word: word.to_owned(), right: Some(right.to_owned()) };
    finder.add(Severity::Warning, lint, at.span, fix);
}

fn group(finder: &mut Finder<'_>, rule: &Rule, group: &Word) {
    let (word, Some(at)) = (group.value.as_str(), group.at) else { return };
    if word == "*" {
        return;
    }
    // A group with a version, or the name that people have for the core group.
    let named = match word.split_once('/') {
        Some((name, version)) if version.starts_with('v') => Some(name),
        _ if word == "core" || is_version(word) => Some(""),
        _ => None,
    };
    let known = |resource: &str| {
        let name = resource.split('/').next().unwrap_or_default();
        resource::known().iter().find(|known| known.resource == name)
    };
    let is_only = rule.api_groups.len() == 1;
    let first = rule.resources.first().map(|word| word.value.clone()).unwrap_or_default();
    let (right, resource): (String, String) = match named {
        Some(name) => (name.to_owned(), first),
        // None of the resources is in this group, and all that are known are in one other.
        None if is_only => {
            let groups: Vec<_> =
                rule.resources.iter().map(|word| known(&word.value).map(|k| (k.group, word))).collect();
            let Some(Some((right, word))) = groups.first().copied() else { return };
            let same = groups.iter().all(|one| one.is_some_and(|(group, _)| group == right));
            // Events, and resources that moved from `extensions`, are served in two groups.
            let twice =
                matches!((right, word.value.as_str()), (_, "events") | (_, "ingresses")) || right == group.value;
            if !same || twice || !resource::known().iter().any(|known| known.group == group.value) {
                return;
            }
            (right.to_owned(), word.value.clone())
        }
        None => return,
    };
    let fix = finder.write(at.span, &right);
    let lint = KubernetesLint::RuleGroup { word: word.to_owned(), right, resource };
    finder.add(Severity::Warning, lint, at.span, Some(fix));
}

fn is_version(word: &str) -> bool {
    word.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// What a resource of Kubernetes is called that a word means and does not match: singular, kind, short name, upper case
/// or a wildcard inside.
fn spelling(word: &str) -> Option<String> {
    let (name, sub) = word.split_once('/').map_or((word, None), |(name, sub)| (name, Some(sub)));
    if sub == Some("*") {
        // `pods/*` matches nothing; `*/status` would.
        return resource::find(name).0.map(|known| known.resource.to_owned());
    }
    if name == "*" || name.contains('.') || resource::known().iter().any(|known| known.resource == name) {
        return None;
    }
    let (known, _) = resource::find(name.trim_end_matches('*'));
    let known = known?;
    Some(sub.map_or_else(|| known.resource.to_owned(), |sub| format!("{}/{sub}", known.resource)))
}

fn role_ref(finder: &mut Finder<'_>, world: &World, binding: &Binding) {
    if binding.role.is_some() || binding.role_refused || binding.role_name.is_empty() {
        return;
    }
    let Some(at) = binding.role_at else { return };
    let reaches = |role: &&Role| role.kind == RoleKind::ClusterRole || role.namespace == binding.namespace;
    let of_kind = |role: &&Role| match binding.role_kind.as_str() {
        "Role" => role.kind == RoleKind::Role,
        _ => role.kind == RoleKind::ClusterRole,
    };
    let roles = || world.rbac.roles.iter().filter(reaches);
    let other = roles().find(|role| role.name == binding.role_name && !binding.is_cluster_wide());
    let near = roles().filter(of_kind).find(|role| is_near(&binding.role_name, &role.name));
    let word = |key: &str, value: &str| {
        let object = world.manifests.objects.iter().find(|object| object.node.span.touches(at.span.start))?;
        Some(finder.write(object.node.at(&["roleRef", key])?.span, value))
    };
    let (meant, fix) = match (other, near) {
        (Some(role), _) => {
            let kind = if role.kind == RoleKind::Role { "Role" } else { "ClusterRole" };
            (Some(format!("{kind} {}", role.name)), word("kind", kind))
        }
        (None, Some(role)) => (Some(role.name.clone()), word("name", &role.name)),
        (None, None) => (None, None),
    };
    // Without any role of this kind they were not pasted, and every cluster has roles of Kubernetes' own.
    let own = binding.role_name.starts_with("system:") || binding.role_name.starts_with("extension-apiserver-");
    if meant.is_none() && (own || !roles().filter(of_kind).any(|role| role.at.is_some())) {
        return;
    }
    // What was not pasted is most likely in the cluster already.
    let severity = if meant.is_some() { Severity::Warning } else { Severity::Suggestion };
    let (role_kind, name) = (binding.role_kind.clone(), binding.role_name.clone());
    finder.add(severity, KubernetesLint::NoSuchRole { role_kind, name, near: meant }, at.span, fix);
}

fn subjects(finder: &mut Finder<'_>, world: &World, binding: &Binding) {
    let accounts = &world.manifests.service_accounts;
    for subject in binding.subjects.iter().filter(|one| one.kind == SubjectKind::ServiceAccount && !one.refused) {
        let (namespace, name) = (&subject.namespace, &subject.name);
        let is_there =
            namespace.is_empty() || name == "default" || world.manifests.service_account(namespace, name).is_some();
        let Some(at) = subject.at.filter(|_| !is_there) else { continue };
        let near = accounts.iter().find(|account| account.namespace == *namespace && is_near(name, &account.name));
        let elsewhere = accounts.iter().find(|account| account.name == *name);
        if near.is_none() && elsewhere.is_none() {
            continue;
        }
        let lint = KubernetesLint::NoSuchSubject {
            namespace: namespace.clone(),
            name: name.clone(),
            near: near.map(|account| account.name.clone()),
            elsewhere: elsewhere.map(|account| account.namespace.clone()),
        };
        let place = near.or(elsewhere).map(|account| account.name_at);
        finder.add(Severity::Warning, lint, at.span, None);
        if let (Some(last), Some(place)) = (finder.found.last_mut(), place) {
            last.related.push(place);
        }
    }
}

/// The fix for subjects that a ClusterRoleBinding names without their namespace, which the API server refuses: that of
/// the only ServiceAccount of this name.
fn namespaces(finder: &mut Finder<'_>, world: &World) {
    for binding in &world.rbac.cluster_bindings {
        let bare = binding.subjects.iter().filter(|one| one.kind == SubjectKind::ServiceAccount);
        for subject in bare.filter(|subject| subject.namespace.is_empty()) {
            let mut accounts = world.manifests.service_accounts.iter().filter(|account| account.name == subject.name);
            let (Some(account), None, Some(at)) = (accounts.next(), accounts.next(), subject.at) else { continue };
            let fix = namespace(finder.text, world, at, &account.namespace);
            finder.namespaces.extend(fix.map(|fix| (at, fix)));
        }
    }
}

fn namespace(text: &str, world: &World, at: Location, namespace: &str) -> Option<Fix> {
    let object = world.manifests.objects.iter().find(|object| object.node.span.touches(at.span.start))?;
    let subjects = object.node.get("subjects")?.as_array()?;
    let subject = subjects.iter().find(|subject| subject.span == at.span)?;
    let (span, text) = add_member(text, subject, &["namespace"], namespace)?;
    Some(Fix::replace(Finder::at(span), text))
}

/// Puts the fixes where the reader of the manifests told that the namespace is missing.
pub(super) fn mend(fixes: Vec<(Location, Fix)>, said: &mut [Diagnostic]) {
    for (at, fix) in fixes {
        let missing = said.iter_mut().find(|one| {
            let inside = one.at.source == at.source && at.span.start <= one.at.span.start && one.at.span.end <= at.span.end;
            let is_it = matches!(&one.finding, Finding::Manifest(ManifestFault::Invalid { field, .. }) if field.ends_with(".namespace"));
            inside && is_it && one.fix.is_none()
        });
        if let Some(missing) = missing {
            missing.fix = Some(fix);
        }
    }
}
