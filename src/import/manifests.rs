//! Objects of Kubernetes: into their documents, without what the cluster writes, and into the manifests' text.
//!
//! What always holds: a document without noise keeps its text, comments included. Removed are only fields that the API
//! server fills in and the simulation does not read: `status`, `metadata.managedFields`, `uid`, `resourceVersion`,
//! `generation`, `creationTimestamp`, `selfLink`, and kubectl's last-applied annotation. Source: Kubernetes API
//! reference, ObjectMeta.

use super::facts::{Fact, Identity};
use super::recognise::Context;
use super::target::Change;
use super::{Cause, Detail, Kind, yaml};
use crate::syntax::{Member, Node, Value, yaml as reader};
use crate::text::{SourceId, Span};

const METADATA: [&str; 6] = ["managedFields", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink"];
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
const REVISION: &str = "deployment.kubernetes.io/revision";

/// Takes one object, or each object of a list.
pub(super) fn object(context: &mut Context<'_>, root: &Node) {
    let mut facts = Vec::new();
    take(context, root, None, &mut facts);
    if !facts.is_empty() {
        context.item(root.span, Kind::Manifest, facts);
    }
}

fn take(context: &mut Context<'_>, node: &Node, list: Option<(&str, &str)>, facts: &mut Vec<Fact>) {
    let text = |key| node.get(key).and_then(Node::as_str);
    let kind = text("kind").or(list.map(|(_, kind)| kind)).unwrap_or_default();
    let version = text("apiVersion").or(list.map(|(version, _)| version)).unwrap_or_default();
    if let Some(item) = kind.strip_suffix("List")
        && let Some(items) = node.get("items").and_then(Node::as_array)
    {
        let inherited = (!item.is_empty()).then_some((version, item));
        for each in items.iter().filter(|each| each.value != Value::Null) {
            take(context, each, inherited, facts);
        }
        if items.is_empty() {
            context.refuse(node.span, kind, Cause::Empty);
        }
        return;
    }
    if kind.is_empty() || version.is_empty() {
        let missing = if kind.is_empty() { "kind" } else { "apiVersion" };
        return context.refuse(node.span, kind, Cause::Missing(missing));
    }
    let (clean, removed) = without_noise(node);
    let inside_list = list.is_some() || is_part(context, node);
    let written = node.span.of(context.text);
    let keeps = removed == 0 && !inside_list && !written.starts_with('{');
    let text = if keeps { verbatim(context, node) } else { yaml::print(&with_type(clean, version, kind)) };
    match context.details.iter_mut().find_map(|detail| match detail {
        Detail::Noise(count) => Some(count),
        _ => None,
    }) {
        Some(count) => *count += removed,
        None if removed > 0 => context.detail(Detail::Noise(removed)),
        None => {}
    }
    facts.push(Fact::Object { identity: identity(node, version, kind), text });
}

/// Whether the value is only a part of its document: then its text cannot be cut out as it is.
fn is_part(context: &Context<'_>, node: &Node) -> bool {
    let start = node.span.start as usize;
    let before = context.text.get(..start).unwrap_or_default();
    let line = before.rfind('\n').map_or(before, |end| before.get(end + 1..).unwrap_or_default());
    !line.trim_start_matches('\u{feff}').is_empty()
}

/// The object as it was written, with the comments right above it.
fn verbatim(context: &Context<'_>, node: &Node) -> String {
    let start = node.span.start as usize;
    let before = context.text.get(..start).unwrap_or_default();
    let mut from = start;
    for line in before.split_inclusive('\n').rev() {
        if !line.starts_with('#') {
            break;
        }
        from -= line.len();
    }
    let text = context.text.get(from..node.span.end as usize).unwrap_or_default();
    format!("{}\n", text.trim_end())
}

/// The objects of a typed list leave their type out.
fn with_type(node: Node, version: &str, kind: &str) -> Node {
    let Value::Object(mut members) = node.value else { return node };
    for (key, value) in [("kind", kind), ("apiVersion", version)] {
        if !members.iter().any(|member| member.key == key) {
            let text = crate::syntax::Text { value: value.to_owned(), verbatim: None };
            let value = Node { span: node.span, value: Value::String(text) };
            members.insert(0, Member { key: key.to_owned(), key_span: Span::default(), value });
        }
    }
    Node { span: node.span, value: Value::Object(members) }
}

/// Group, kind, namespace and name.
pub(super) fn identity(node: &Node, version: &str, kind: &str) -> Identity {
    let group = version.split_once('/').map_or("", |(group, _)| group);
    let metadata = |key| node.at(&["metadata", key]).and_then(Node::as_str).unwrap_or_default().to_owned();
    let namespace = match crate::kubernetes::kind::recognise(version, kind) {
        crate::kubernetes::kind::Recognised::Served(crate::kubernetes::kind::Scope::Cluster) => String::new(),
        _ => Some(metadata("namespace")).filter(|own| !own.is_empty()).unwrap_or_else(|| "default".to_owned()),
    };
    (group.to_owned(), kind.to_owned(), namespace, metadata("name"))
}

/// The object without what the cluster wrote, and how many fields that were.
fn without_noise(node: &Node) -> (Node, usize) {
    let mut removed = 0;
    let Value::Object(members) = &node.value else { return (node.clone(), 0) };
    let mut kept = Vec::new();
    for member in members {
        match (member.key.as_str(), &member.value.value) {
            ("status", _) => removed += 1,
            ("metadata", Value::Object(metadata)) => {
                let mut inner = Vec::new();
                for field in metadata {
                    if METADATA.contains(&field.key.as_str()) {
                        removed += 1;
                    } else if let ("annotations", Value::Object(annotations)) = (field.key.as_str(), &field.value.value)
                    {
                        let own: Vec<Member> = annotations
                            .iter()
                            .filter(|one| one.key != LAST_APPLIED && one.key != REVISION)
                            .cloned()
                            .collect();
                        removed += annotations.len() - own.len();
                        if !own.is_empty() || annotations.is_empty() {
                            inner.push(with(field, own));
                        }
                    } else {
                        inner.push(field.clone());
                    }
                }
                kept.push(with(member, inner));
            }
            _ => kept.push(member.clone()),
        }
    }
    (Node { span: node.span, value: Value::Object(kept) }, removed)
}

fn with(member: &Member, members: Vec<Member>) -> Member {
    let value = Node { span: member.value.span, value: Value::Object(members) };
    Member { key: member.key.clone(), key_span: member.key_span, value }
}

/// The manifests with an object in them: in the place of the one with the same name, else at the end.
pub(super) struct Text {
    documents: Vec<(Option<Identity>, String)>,
    /// Where an object stands, by its identity.
    index: std::collections::BTreeMap<Identity, usize>,
    changed: bool,
    original: String,
}

impl Text {
    /// Cuts the manifests into their documents.
    pub(super) fn new(text: &str) -> Self {
        let (documents, _) = reader::parse(SourceId::Manifests, text);
        let mut cut =
            Self { documents: Vec::new(), index: Default::default(), changed: false, original: text.to_owned() };
        let mut at = 0;
        for document in documents {
            // What stands between two documents, comments and markers, stays with the second.
            let end = document.span.end as usize;
            let written = text.get(at..end).unwrap_or_default();
            at = end;
            let text = |node: &Node, key| node.get(key).and_then(Node::as_str).map(str::to_owned);
            let identity = document.root.as_ref().and_then(|root| {
                let (version, kind) = (text(root, "apiVersion")?, text(root, "kind")?);
                (!kind.ends_with("List")).then(|| identity(root, &version, &kind))
            });
            if let Some(identity) = identity.clone().filter(|identity| !identity.3.is_empty()) {
                cut.index.insert(identity, cut.documents.len());
            }
            cut.documents.push((identity, written.to_owned()));
        }
        let rest = text.get(at..).unwrap_or_default();
        if !rest.trim().is_empty() {
            cut.documents.push((None, rest.to_owned()));
        }
        cut
    }

    /// Puts an object in.
    pub(super) fn put(&mut self, identity: &Identity, text: &str) -> Change {
        let at = self.index.get(identity).copied();
        let old = at.and_then(|at| self.documents.get_mut(at));
        match old {
            Some((_, old)) if strip(old) == text.trim() => Change::Same,
            Some((_, old)) => {
                // The marker and what stands above it stay.
                let marker =
                    old.split_inclusive('\n').take_while(|line| line.trim().is_empty() || line.starts_with("---"));
                let marker: String = marker.collect();
                *old = format!("{marker}{}", text.trim_end());
                self.changed = true;
                Change::Updated
            }
            None => {
                let marker = if self.documents.is_empty() { "" } else { "\n---\n" };
                if !identity.3.is_empty() {
                    self.index.insert(identity.clone(), self.documents.len());
                }
                self.documents.push((Some(identity.clone()), format!("{marker}{}", text.trim_end())));
                self.changed = true;
                Change::Added
            }
        }
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        if !self.changed {
            return self.original;
        }
        let mut whole = String::new();
        for (_, text) in &self.documents {
            if text.starts_with("\n---\n") && whole.ends_with('\n') {
                whole.push_str(text.trim_start_matches('\n'));
            } else {
                whole.push_str(text);
            }
        }
        while whole.ends_with('\n') {
            whole.pop();
        }
        whole.push('\n');
        whole
    }
}

/// A document without its marker.
fn strip(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix("---").map_or(text, str::trim)
}
