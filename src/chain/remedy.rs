//! Edits of the manifests that mend a link: an annotation given, moved or taken away, variables taken out, a name put
//! right.
//!
//! What always holds: a role is written only where it was named before, or where its trust policy names this very
//! ServiceAccount; nothing here touches a policy, so nobody is let in who was not.

use super::link::{Remedy, RemedyKind};
use super::world::{AUDIENCE, ROLE_ARN, World};
use crate::aws::Arn;
use crate::diagnostic::{Edit, Fix, Severity};
use crate::iam::policy::{Effect, Statement};
use crate::kubernetes::edit::add_member;
use crate::kubernetes::service_account::{Annotation, ServiceAccount};
use crate::kubernetes::token::{ProjectedToken, Subject, TokenOrigin};
use crate::kubernetes::webhook;
use crate::kubernetes::workload::{Container, ContainerKind, Selection, Workload};
use crate::syntax::Node;
use crate::syntax::edit::{Step, follow, remove};
use crate::text::{Location, SourceId, Span};

type Edits = Vec<(Span, String)>;

/// A remedy of edits in the manifests.
fn remedy(kind: RemedyKind, edits: Edits) -> Remedy {
    let edit = |(span, text)| Edit { at: Location { source: SourceId::Manifests, span }, text };
    Remedy { kind, fix: Fix { edits: edits.into_iter().map(edit).collect() } }
}

fn text<'w>(world: &World<'w>) -> &'w str {
    &world.scenario.manifests
}

fn root<'w>(world: &'w World, object: usize) -> Option<&'w Node> {
    let object = world.manifests.objects.get(object)?;
    (object.source == SourceId::Manifests).then_some(&object.node)
}

/// Writes a value in the manifests, in the quotes of what stands there.
#[must_use]
pub fn write(world: &World, at: Location, value: &str) -> Option<Remedy> {
    let written = at.span.of(text(world));
    let value = match written.chars().next()? {
        quote @ ('"' | '\'') => format!("{quote}{value}{quote}"),
        _ => value.to_owned(),
    };
    Some(remedy(RemedyKind::Use(plain(&value)), vec![(at.span, value)]))
}

fn plain(value: &str) -> String {
    value.trim_matches(['"', '\'']).to_owned()
}

/// The fix of what the API server refuses in an object, where it has one fault.
#[must_use]
pub fn accepted(world: &World, object: usize) -> Option<Remedy> {
    let span = root(world, object)?.span;
    let inside = |at: Location| at.source == SourceId::Manifests && span.touches(at.span.start);
    let mut faults = world.diagnostics.iter().filter(|one| one.severity == Severity::Error && inside(one.at));
    let first = faults.next()?;
    let fix = first.fix.clone().filter(|_| faults.next().is_none())?;
    let value = plain(fix.edits.first().map_or("", |edit| edit.text.as_str()));
    Some(Remedy { kind: RemedyKind::Use(value), fix })
}

/// Renames a key of the manifests.
#[must_use]
pub fn rename(world: &World, at: Location, key: &str) -> Option<Remedy> {
    let Remedy { fix, .. } = write(world, at, key)?;
    Some(Remedy { kind: RemedyKind::Rename(key.to_owned()), fix })
}

/// Gives a ServiceAccount the role annotation.
#[must_use]
pub fn annotate(world: &World, account: &ServiceAccount, role_arn: &str) -> Option<Remedy> {
    Some(remedy(RemedyKind::Add(format!("{ROLE_ARN}: {role_arn}")), vec![added(world, account, role_arn)?]))
}

fn added(world: &World, account: &ServiceAccount, role_arn: &str) -> Option<(Span, String)> {
    add_member(text(world), root(world, account.object)?, &["metadata", "annotations", ROLE_ARN], role_arn)
}

/// Moves an annotation that names a role from where it stands to the ServiceAccount, under the right key.
#[must_use]
pub fn moved(
    world: &World,
    account: &ServiceAccount,
    from: (usize, &[Step<'_>]),
    key: &str,
    role_arn: &str,
) -> Option<Remedy> {
    let (object, path) = from;
    let root = root(world, object)?;
    let mut edits = vec![added(world, account, role_arn)?];
    let members = follow(root, path)?.as_object()?;
    let taken = remove(text(world), root, path, &|index| members.get(index).is_some_and(|one| one.key == key))?;
    // A map that goes as a whole must not be the one that the annotation is put into.
    if taken.iter().any(|(span, _)| span.touches(edits.first().map_or(0, |(at, _)| at.start))) {
        return in_place(root, path, key, &edits, taken, text(world)).map(|edits| named(account, edits));
    }
    edits.extend(taken);
    Some(named(account, edits))
}

fn named(account: &ServiceAccount, edits: Edits) -> Remedy {
    remedy(RemedyKind::Move(account.name.clone()), edits)
}

/// A label that becomes an annotation of the same object may stand where the annotations are put: one edit then.
fn in_place(root: &Node, path: &[Step<'_>], key: &str, added: &Edits, taken: Edits, text: &str) -> Option<Edits> {
    let ((at, insert), (gone, _)) = (added.first()?, taken.first()?);
    let member = follow(root, path)?.member(key)?;
    // Only the plain case: what goes begins on the very line before which the annotations are put.
    let line = text.get(..at.start as usize)?.rfind('\n').map_or(0, |end| end + 1);
    let same = line == gone.start as usize && taken.len() == 1 && gone.end >= member.value.span.end;
    let indent = text.get(line..at.start as usize)?;
    let insert = insert.strip_suffix(indent)?;
    same.then(|| vec![(*gone, format!("{indent}{insert}"))])
}

/// Takes a label or an annotation of the Pod template away.
#[must_use]
pub fn without_metadata(world: &World, workload: &Workload, map: &str, key: &str) -> Option<Remedy> {
    let root = root(world, workload.object)?;
    let mut path: Vec<Step<'_>> = workload.kind.template().iter().map(|key| Step::Key(key)).collect();
    path.extend([Step::Key("metadata"), Step::Key(map)]);
    let members = follow(root, &path)?.as_object()?;
    let edits = remove(text(world), root, &path, &|index| members.get(index).is_some_and(|one| one.key == key))?;
    Some(remedy(RemedyKind::Remove(key.to_owned()), edits))
}

/// Takes variables out of a container's environment.
#[must_use]
pub fn without_variables(world: &World, workload: &Workload, container: &str, names: &[&str]) -> Option<Remedy> {
    let (index, found) = workload.containers.iter().enumerate().find(|(_, one)| one.name == container)?;
    let list = list_of(found);
    let before = workload.containers.iter().take(index).filter(|one| list_of(one) == list).count();
    let root = root(world, workload.object)?;
    let mut path: Vec<Step<'_>> = workload.kind.template().iter().map(|key| Step::Key(key)).collect();
    path.extend([Step::Key("spec"), Step::Key(list), Step::Index(before), Step::Key("env")]);
    let entries = follow(root, &path)?.as_array()?;
    let name = |index: usize| entries.get(index).and_then(|entry| entry.get("name")?.as_str());
    let edits = remove(text(world), root, &path, &|index| name(index).is_some_and(|name| names.contains(&name)))?;
    let gone = names.iter().filter(|name| found.env_var(name).is_some()).copied().collect::<Vec<_>>();
    Some(remedy(RemedyKind::Remove(gone.join("`, `")), edits))
}

/// The remedy for a token that is for the Kubernetes API: its volume asks for the audience of STS, where somebody wrote
/// that volume; else the variables that lead to it go, so that the webhook injects its own.
#[must_use]
pub fn token_for_sts(world: &World, workload: &Workload, container: &str, token: &ProjectedToken) -> Option<Remedy> {
    if token.origin == TokenOrigin::HandWritten {
        let volumes = workload.template.at(&["spec", "volumes"])?.as_array()?;
        let volume = volumes.iter().find(|one| one.get("name").and_then(Node::as_str) == Some(&token.volume))?;
        let mut sources = volume.at(&["projected", "sources"])?.as_array()?.iter();
        let source = sources.find_map(|source| source.get("serviceAccountToken"))?;
        let edit = match source.get("audience") {
            Some(audience) => (audience.span, AUDIENCE.to_owned()),
            None => add_member(text(world), source, &["audience"], AUDIENCE)?,
        };
        return Some(remedy(RemedyKind::Add(format!("audience: {AUDIENCE}")), vec![edit]));
    }
    let account = world.manifests.service_account(&workload.namespace, &workload.service_account)?;
    account.annotation(ROLE_ARN).filter(|annotation| !annotation.text().is_empty())?;
    without_variables(world, workload, container, &super::inject::WEB_IDENTITY)
}

/// The group that may read the token, for Kubernetes before 1.19.
#[must_use]
pub fn readable(world: &World, workload: &Workload) -> Option<Remedy> {
    let spec = workload.template.get("spec")?;
    let is_written = workload.name_at.source == SourceId::Manifests;
    let (span, written) =
        is_written.then(|| add_member(text(world), spec, &["securityContext", "fsGroup"], "nobody"))??;
    // The field is a number, and 65534 is the group of nobody.
    let written = written.replace("nobody", "65534").replace("\"65534\"", "65534");
    Some(remedy(RemedyKind::Add("fsGroup: 65534".to_owned()), vec![(span, written)]))
}

/// Where a variable of a container stands.
#[must_use]
pub fn variable(workload: &Workload, container: &str, name: &str) -> Option<Location> {
    let found = workload.containers.iter().find(|one| one.name == container)?.env_var(name)?;
    Some(Location { source: workload.name_at.source, span: found.span })
}

fn list_of(container: &Container) -> &'static str {
    match container.kind {
        ContainerKind::App => "containers",
        ContainerKind::Init | ContainerKind::Sidecar => "initContainers",
        ContainerKind::Ephemeral => "ephemeralContainers",
    }
}

/// Takes a container off the list of `skip-containers`.
#[must_use]
pub fn not_skipped(world: &World, workload: &Workload, list: &Annotation, container: &str) -> Option<Remedy> {
    let names: Vec<&str> = list.text().split(',').collect();
    let kept: Vec<&str> = names.iter().filter(|name| **name != container).copied().collect();
    if list.text().contains('"') || kept.len() == names.len() {
        return None;
    }
    if kept.is_empty() {
        return without_metadata(world, workload, "annotations", &list.key);
    }
    let at = Location { source: SourceId::Manifests, span: list.value.span };
    let Remedy { fix, .. } = write(world, at, &kept.join(","))?;
    Some(Remedy { kind: RemedyKind::Remove(container.to_owned()), fix })
}

/// Lets the Pod template name a ServiceAccount, where it names none.
#[must_use]
pub fn select(world: &World, workload: &Workload, name: &str) -> Option<Remedy> {
    let spec = workload.template.get("spec")?;
    let is_written = workload.name_at.source == SourceId::Manifests;
    let edit = match workload.selection {
        Selection::ByDefault(_) if is_written => add_member(text(world), spec, &["serviceAccountName"], name)?,
        Selection::ByDefault(_) | Selection::ByName(_) | Selection::ByAlias(_) => return None,
    };
    Some(remedy(RemedyKind::Add(format!("serviceAccountName: {name}")), vec![edit]))
}

/// Brings a workload and the ServiceAccount that it asks for, which lies in another namespace, into one: that for which
/// the role's trust policy is written. Only where nothing else uses the ServiceAccount.
#[must_use]
pub fn same_namespace(world: &World, workload: &Workload, account: &ServiceAccount) -> Option<Remedy> {
    let role = account.annotation(ROLE_ARN)?.text();
    let trusts = |namespace: &str| names_subject(world, role, namespace, &account.name);
    let (object, namespace) = match (trusts(&workload.namespace), trusts(&account.namespace)) {
        (true, false) if !is_used(world, account) => (account.object, &workload.namespace),
        (false, true) => (workload.object, &account.namespace),
        _ => return None,
    };
    let root = root(world, object)?;
    match root.at(&["metadata", "namespace"]) {
        Some(node) => write(world, Location { source: SourceId::Manifests, span: node.span }, namespace),
        None => {
            let edit = add_member(text(world), root, &["metadata", "namespace"], namespace)?;
            Some(remedy(RemedyKind::Add(format!("namespace: {namespace}")), vec![edit]))
        }
    }
}

fn is_used(world: &World, account: &ServiceAccount) -> bool {
    let mut workloads = world.manifests.workloads.iter();
    workloads.any(|w| w.namespace == account.namespace && w.service_account == account.name)
}

/// The one ServiceAccount of the workload's namespace that names a role and that no workload uses.
#[must_use]
pub fn unused<'w>(world: &'w World, workload: &Workload) -> Option<&'w ServiceAccount> {
    let accounts = world.manifests.service_accounts.iter();
    let mut found = accounts.filter(|one| one.namespace == workload.namespace && one.annotation(ROLE_ARN).is_some());
    let first = found.next()?;
    (found.next().is_none() && !is_used(world, first)).then_some(first)
}

/// The one role whose trust policy names exactly this ServiceAccount.
#[must_use]
pub fn meant_role<'w>(world: &World<'w>, namespace: &str, name: &str) -> Option<&'w str> {
    let roles = world.scenario.roles.iter().filter(|role| names_subject(world, &role.arn, namespace, name));
    let mut roles = roles.map(|role| role.arn.as_str());
    let first = roles.next()?;
    roles.next().is_none().then_some(first)
}

/// Whether a statement of the role's trust policy names exactly this ServiceAccount.
#[must_use]
pub fn names_subject(world: &World, role_arn: &str, namespace: &str, name: &str) -> bool {
    let subject = Subject::new(namespace, name).to_string();
    let names = |statement: &Statement| {
        let about = |key: &str| key.ends_with(":sub");
        let mut conditions = statement.conditions.iter().filter(|one| about(one.key.lower()));
        statement.effect == Effect::Allow && conditions.any(|one| one.values.iter().any(|value| value.text == subject))
    };
    let trust = world.role(role_arn).and_then(|(_, role)| role.trust.as_ref());
    trust.is_some_and(|policy| policy.statements.iter().any(names))
}

/// The role of the scenario that a text which is no role ARN means: a name, the ARN of something else of that name, or
/// an ARN that is wrong by a few letters.
#[must_use]
pub fn near_role<'w>(world: &World<'w>, written: &str) -> Option<&'w str> {
    let roles = || world.scenario.roles.iter().map(|role| role.arn.as_str()).filter(|arn| webhook::is_role_arn(arn));
    let name = |arn: &'w str| arn.rsplit('/').next().unwrap_or_default();
    let wanted = written.trim().rsplit(['/', ':']).next().unwrap_or_default();
    let one = |mut found: Box<dyn Iterator<Item = &'w str> + '_>| {
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let account = Arn::parse(written).map(|arn| arn.account).filter(|account| crate::aws::arn::is_account(account));
    let in_account =
        |arn: &&str| account.is_none_or(|account| Arn::parse(arn).is_some_and(|arn| arn.account == account));
    one(Box::new(roles().filter(|arn| name(arn) == wanted)))
        .or_else(|| one(Box::new(roles().filter(|arn| name(arn) == wanted).filter(in_account))))
        .or_else(|| one(Box::new(roles().filter(|arn| crate::text::distance(arn, written) <= 3))))
}
