//! The sentences of the API server, word for word.
//!
//! What always holds: these are facts in English, not words of ours.

use super::{Binding, Request, Subject, SubjectKind, Target};

/// Go's `%q`, for what may stand in a name.
fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `RBAC: allowed by RoleBinding "b/ns" of Role "r" to ServiceAccount "app/prod"`
pub(super) fn allowed(binding: &Binding, subject: &Subject) -> String {
    let (kind, name) = if binding.is_cluster_wide() {
        ("ClusterRoleBinding", binding.name.clone())
    } else {
        ("RoleBinding", format!("{}/{}", binding.name, binding.namespace))
    };
    let (subject_kind, subject_name) = match subject.kind {
        SubjectKind::User => ("User", subject.name.clone()),
        SubjectKind::Group => ("Group", subject.name.clone()),
        SubjectKind::ServiceAccount => ("ServiceAccount", format!("{}/{}", subject.name, subject.namespace)),
        SubjectKind::Other => ("", subject.name.clone()),
    };
    format!(
        "RBAC: allowed by {kind} {} of {} {} to {subject_kind} {}",
        quote(&name),
        binding.role_kind,
        quote(&binding.role_name),
        quote(&subject_name)
    )
}

/// What the authorizer adds to a refusal: the roles it could not find. Empty where there are none.
pub(super) fn unresolved(bindings: &[&Binding]) -> String {
    let mut texts: Vec<String> = Vec::new();
    for binding in bindings {
        let text = match binding.role_kind.as_str() {
            "Role" => format!("role.rbac.authorization.k8s.io {} not found", quote(&binding.role_name)),
            "ClusterRole" => format!("clusterrole.rbac.authorization.k8s.io {} not found", quote(&binding.role_name)),
            other => format!("unsupported role reference kind: {}", quote(other)),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    match texts.as_slice() {
        [] => String::new(),
        [one] => format!("RBAC: {one}"),
        all => format!("RBAC: [{}]", all.join(", ")),
    }
}

/// The body of the 403 response: `pods "x" is forbidden: User "u" cannot get resource "pods" in API group "" …`.
pub(super) fn forbidden(request: &Request, reason: &str) -> String {
    let (user, verb) = (quote(&request.user.name), &request.verb);
    let tail = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    match &request.target {
        Target::Path { path } => format!("forbidden: User {user} cannot {verb} path {}{tail}", quote(path)),
        Target::Resource { api_group, resource, subresource, namespace, name } => {
            let qualified = if api_group.is_empty() { resource.clone() } else { format!("{resource}.{api_group}") };
            let named = if name.is_empty() { String::new() } else { format!(" {}", quote(name)) };
            let full = if subresource.is_empty() { resource.clone() } else { format!("{resource}/{subresource}") };
            let place = if namespace.is_empty() {
                "at the cluster scope".to_owned()
            } else {
                format!("in the namespace {}", quote(namespace))
            };
            let (full, group) = (quote(&full), quote(api_group));
            format!(
                "{qualified}{named} is forbidden: User {user} cannot {verb} resource {full} in API group {group} {place}{tail}"
            )
        }
    }
}
