//! Manifests as text to the objects that are simulated, with everything that can be said of them by reading alone.
//!
//! What always holds: every object of the text is in [`Manifests::objects`], lists flattened, and of two with the same
//! kind, namespace and name only the last, as after `kubectl apply`. The typed views hold the objects of Kubernetes'
//! own kinds and served versions, also those that the API server refuses; [`Manifests::refusal`] tells which.

mod advice;
mod irsa;

use super::ManifestFault;
use super::decode::{self, DecodeError};
use super::kind::{Recognised, Scope, recognise};
use super::object::Object;
use super::service_account::ServiceAccount;
use super::validation::{self, FieldError};
use super::workload::Workload;
use crate::diagnostic::{Diagnostic, Finding, Fix, Severity};
use crate::order;
use crate::syntax::{Node, Value, ValueKind, yaml};
use crate::text::{Location, SourceId, Span};
use std::collections::BTreeMap;

/// The objects of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifests {
    /// Every object, of any kind, in the order of the text.
    pub objects: Vec<Object>,
    /// The ServiceAccounts.
    pub service_accounts: Vec<ServiceAccount>,
    /// The workloads that have a Pod template.
    pub workloads: Vec<Workload>,
    /// Why the API server does not accept an object, by its place in `objects`.
    refusals: BTreeMap<usize, Refusal>,
}

/// Why the API server does not accept an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// It is no object of its kind.
    Decode(DecodeError),
    /// Fields that validation refuses; at least one.
    Invalid(Vec<FieldError>),
}

impl Manifests {
    /// Why the API server does not accept this object, if it does not.
    #[must_use]
    pub fn refusal(&self, object: usize) -> Option<&Refusal> {
        self.refusals.get(&object)
    }

    /// The ServiceAccount with this name.
    #[must_use]
    pub fn service_account(&self, namespace: &str, name: &str) -> Option<&ServiceAccount> {
        self.service_accounts.iter().find(|account| account.namespace == namespace && account.name == name)
    }

    /// The API server's error for a refused object, as `kubectl` shows it after `Error from server: `.
    #[must_use]
    pub fn refusal_text(&self, object: usize) -> Option<String> {
        let (refusal, object) = (self.refusal(object)?, self.objects.get(object)?);
        Some(match refusal {
            Refusal::Decode(error) => error.text(),
            Refusal::Invalid(errors) => validation::status_text(&object.kind, &object.name, errors),
        })
    }
}

/// Reads the objects of a text. Objects without a namespace get the request's, as with `kubectl --namespace`.
#[must_use]
pub fn read(source: SourceId, text: &str, request_namespace: &str) -> (Manifests, Vec<Diagnostic>) {
    let (documents, diagnostics) = yaml::parse(source, text);
    let mut reader = Reader { source, text, request_namespace, objects: Vec::new(), diagnostics };
    for document in documents {
        if let Some(root) = document.root.filter(|root| root.kind() != ValueKind::Null) {
            reader.document(root, None);
        }
    }
    reader.finish()
}

struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    request_namespace: &'a str,
    objects: Vec<Object>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Takes in one object, or each object of a list; `list` is the type that the items of a typed list have.
    fn document(&mut self, node: Node, list: Option<(&str, &str)>) {
        if node.as_object().is_none() {
            return self.say(Severity::Warning, ManifestFault::NotAnObject(node.kind()), head(node.span, self.text));
        }
        let field = |key, inherited| node.get(key).and_then(Node::as_str).map(str::to_owned).or(inherited);
        let api_version = field("apiVersion", list.map(|(version, _)| version.to_owned()));
        let kind = field("kind", list.map(|(_, kind)| kind.to_owned()));
        let (Some(api_version), Some(kind)) = (api_version.clone(), kind.clone()) else {
            let missing = if kind.is_none() { "kind" } else { "apiVersion" };
            let span = node.get(missing).map_or_else(|| head(node.span, self.text), |value| value.span);
            return self.say(Severity::Warning, ManifestFault::MissingField(missing.to_owned()), span);
        };
        if let Some(item) = kind.strip_suffix("List")
            && let Some(items) = node.get("items").and_then(Node::as_array)
        {
            let inherited = (!item.is_empty()).then_some((api_version.as_str(), item));
            for item in items.iter().filter(|item| item.kind() != ValueKind::Null) {
                self.document(item.clone(), inherited);
            }
            return;
        }
        let metadata = |key| node.at(&["metadata", key]).and_then(Node::as_str).unwrap_or_default().to_owned();
        let namespace = match recognise(&api_version, &kind) {
            Recognised::Served(Scope::Cluster) => None,
            _ => Some(metadata("namespace"))
                .map(|own| if own.is_empty() { self.request_namespace.to_owned() } else { own }),
        };
        self.objects.push(Object { namespace, name: metadata("name"), source: self.source, api_version, kind, node });
    }

    fn finish(mut self) -> (Manifests, Vec<Diagnostic>) {
        let objects = self.without_duplicates();
        let mut manifests = Manifests::default();
        for (index, object) in objects.iter().enumerate() {
            if self.recognised(object) {
                if let Some(refusal) = self.check(object) {
                    manifests.refusals.insert(index, refusal);
                }
                if object.kind == "ServiceAccount" {
                    manifests.service_accounts.push(ServiceAccount::new(index, object));
                }
                manifests.workloads.extend(Workload::new(index, object));
            }
        }
        manifests.objects = objects;
        advice::fields(&mut self, &manifests);
        irsa::annotations(&mut self, &manifests);
        irsa::selections(&mut self, &manifests);
        order::sort_by_key(&mut self.diagnostics, |diagnostic| diagnostic.at.span);
        (manifests, self.diagnostics)
    }

    /// The objects, of equals the last; the earlier ones are reported.
    fn without_duplicates(&mut self) -> Vec<Object> {
        let objects = std::mem::take(&mut self.objects);
        let identity = |object: &Object| {
            (object.group().to_owned(), object.kind.clone(), object.namespace.clone(), object.name.clone())
        };
        let mut last = BTreeMap::new();
        for (index, object) in objects.iter().enumerate().filter(|(_, object)| !object.name.is_empty()) {
            if let Some(earlier) = last.insert(identity(object), index).and_then(|earlier| objects.get(earlier)) {
                let fault = ManifestFault::DuplicateObject { kind: object.kind.clone(), name: object.name.clone() };
                let diagnostic = Diagnostic::warning(Finding::Manifest(fault), object.name_at());
                self.diagnostics.push(diagnostic.related_to(earlier.name_at()));
            }
        }
        let is_last =
            |(index, object): &(usize, Object)| object.name.is_empty() || last.get(&identity(object)) == Some(index);
        objects.into_iter().enumerate().filter(is_last).map(|(_, object)| object).collect()
    }

    /// Whether the object is one of Kubernetes' own in a served version; says so where it is not.
    fn recognised(&mut self, object: &Object) -> bool {
        let (kind, api_version) = (object.kind.clone(), object.api_version.clone());
        let span_of = |key| object.node.get(key).map_or(object.node.span, |node| node.span);
        let (severity, fault, span, mended) = match recognise(&api_version, &kind) {
            Recognised::Served(_) => return true,
            Recognised::Removed { current, release } => {
                let release = release.to_owned();
                let fault = ManifestFault::RemovedVersion { kind, api_version, current: current.to_owned(), release };
                (Severity::Error, fault, span_of("apiVersion"), Some(current))
            }
            Recognised::LookAlike { expected } => {
                let fault = ManifestFault::LookAlike { kind, api_version, expected: expected.to_owned() };
                (Severity::Warning, fault, span_of("apiVersion"), None)
            }
            Recognised::Misspelt { expected } => {
                let fault = ManifestFault::MisspeltKind { kind, expected: expected.to_owned() };
                (Severity::Error, fault, span_of("kind"), Some(expected))
            }
            Recognised::Unknown => {
                (Severity::Suggestion, ManifestFault::UnknownKind { api_version, kind }, span_of("kind"), None)
            }
        };
        let at = self.at(span);
        let fix = mended.map(|mended| Fix::replace(at, requote(span.of(self.text), mended)));
        self.diagnostics.push(Diagnostic { severity, fix, ..Diagnostic::error(Finding::Manifest(fault), at) });
        false
    }

    /// Whether the API server accepts the object, with a diagnostic for everything that it refuses.
    fn check(&mut self, object: &Object) -> Option<Refusal> {
        if let Some(error) = decode::check(object) {
            let field = error.field();
            let span = locate(&object.node, &error.path);
            let (message, found) = (error.text(), error.found);
            let at = self.at(span);
            let diagnostic = if error.expects_string() {
                let fault = ManifestFault::NotAString { field, found, error: message };
                let diagnostic = Diagnostic::error(Finding::Manifest(fault), at);
                match found {
                    // The text as it was written: `0644` is meant, not 420.
                    ValueKind::Bool | ValueKind::Number => {
                        diagnostic.with_fix(Fix::replace(at, format!("\"{}\"", span.of(self.text))))
                    }
                    ValueKind::Null | ValueKind::String | ValueKind::Array | ValueKind::Object => diagnostic,
                }
            } else {
                Diagnostic::error(Finding::Manifest(ManifestFault::WrongType { field, error: message }), at)
            };
            self.diagnostics.push(diagnostic);
            return Some(Refusal::Decode(error));
        }
        let errors = validation::validate(object);
        for error in &errors {
            if error.field() == "metadata.name" && object.name.is_empty() {
                self.say(Severity::Error, ManifestFault::MissingName, object.name_at().span);
            } else {
                let fault = ManifestFault::Invalid { field: error.field(), error: error.to_string() };
                self.say(Severity::Error, fault, locate(&object.node, &error.path));
            }
        }
        (!errors.is_empty()).then_some(Refusal::Invalid(errors))
    }

    fn say(&mut self, severity: Severity, fault: ManifestFault, span: Span) {
        let at = self.at(span);
        self.diagnostics.push(Diagnostic { severity, ..Diagnostic::error(Finding::Manifest(fault), at) });
    }

    fn at(&self, span: Span) -> Location {
        Location { source: self.source, span }
    }
}

/// The place of the value at the end of a path; of the last key on the way where the rest is not there.
pub(super) fn locate(node: &Node, path: &[validation::Step]) -> Span {
    let mut node = node;
    let mut span = Span { end: node.span.start, ..node.span };
    for step in path {
        let next = match (step, &node.value) {
            (validation::Step::Key(key), Value::Object(_)) => node.member(key).map(|member| {
                let is_map = matches!(member.value.value, Value::Object(_) | Value::Array(_) | Value::Null);
                (if is_map { member.key_span } else { member.value.span }, &member.value)
            }),
            (validation::Step::Index(index), Value::Array(elements)) => {
                elements.get(*index).map(|element| (element.span, element))
            }
            _ => None,
        };
        match next {
            Some((at, value)) => (span, node) = (at, value),
            None => break,
        }
    }
    span
}

/// The first line of a span, as a whole document is too much to underline.
fn head(span: Span, text: &str) -> Span {
    let line = span.of(text).split(['\n', '\r']).next().unwrap_or_default();
    Span::new(span.start as usize, span.start as usize + line.len())
}

/// The text in the quotes of what it replaces.
fn requote(written: &str, text: &str) -> String {
    match written.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{text}{quote}"),
        _ => text.to_owned(),
    }
}
