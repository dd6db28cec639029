//! Does a rule match a request, does a subject match a user?
//!
//! What always holds: comparisons are exact and mind the case; `*` stands for everything only as a whole word, as
//! `*/subresource`, and at the end of a URL. Source: `RuleAllows` of Kubernetes.

use super::{Binding, Request, Rule, Subject, SubjectKind, Target, User, Word};

/// Each part of a rule, held against a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub verb: bool,
    /// True for paths, which have no group.
    pub group: bool,
    /// The resource, or the path.
    pub resource: bool,
    pub name: bool,
}

impl Parts {
    pub(super) fn all(self) -> bool {
        self.verb && self.group && self.resource && self.name
    }
}

pub(super) fn parts(rule: &Rule, request: &Request) -> Parts {
    let verb = has_or_star(&rule.verbs, &request.verb);
    match &request.target {
        Target::Resource { api_group, resource, subresource, name, .. } => Parts {
            verb,
            group: has_or_star(&rule.api_groups, api_group),
            resource: rule.resources.iter().any(|word| is_resource(&word.value, resource, subresource)),
            name: rule.resource_names.is_empty() || rule.resource_names.iter().any(|word| word.value == *name),
        },
        Target::Path { path } => {
            let resource = rule.non_resource_urls.iter().any(|word| is_path(&word.value, path));
            Parts { verb, group: true, resource, name: true }
        }
    }
}

fn has_or_star(words: &[Word], wanted: &str) -> bool {
    words.iter().any(|word| word.value == "*" || word.value == wanted)
}

fn is_resource(written: &str, resource: &str, subresource: &str) -> bool {
    if written == "*" {
        return true;
    }
    if subresource.is_empty() {
        return written == resource;
    }
    written.split_once('/').is_some_and(|(of, sub)| sub == subresource && (of == "*" || of == resource))
}

fn is_path(written: &str, path: &str) -> bool {
    written == "*" || written == path || (written.ends_with('*') && path.starts_with(written.trim_end_matches('*')))
}

/// Whether the subject is this user.
pub(crate) fn is_subject(subject: &Subject, user: &User) -> bool {
    if subject.refused {
        return false;
    }
    match subject.kind {
        SubjectKind::User => subject.name == user.name,
        SubjectKind::Group => user.groups.contains(&subject.name),
        SubjectKind::ServiceAccount => {
            let parts = user.name.strip_prefix("system:serviceaccount:").and_then(|rest| rest.split_once(':'));
            !subject.namespace.is_empty() && parts == Some((subject.namespace.as_str(), subject.name.as_str()))
        }
        SubjectKind::Other => false,
    }
}

/// The first subject of the binding that is this user.
pub(super) fn subject_of<'a>(binding: &'a Binding, user: &User) -> Option<&'a Subject> {
    binding.subjects.iter().find(|subject| is_subject(subject, user))
}
