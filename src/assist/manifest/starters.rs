//! Whole objects to begin an empty manifest with, with the names of the scenario filled in.

use super::known::{known, manifests, service_accounts};
use super::{Choice, ChoiceKind, Detail, Place};

/// The objects that IRSA needs.
pub(super) fn objects(place: Place<'_>) -> Vec<Choice> {
    let known = known(place);
    let accounts = service_accounts(&manifests(place));
    let role = known.roles().next().map_or("arn:aws:iam::111122223333:role/NAME", String::as_str);
    let account = accounts.first();
    let (namespace, name) = account.map_or(("default", "my-service-account"), |a| (&a.namespace, &a.name));
    let head = |version: &str, kind: &str, name: &str| {
        format!("apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: ¦{name}¦\n  namespace: {namespace}\n")
    };
    let pod = |indent: &str| {
        let text = format!(
            "serviceAccountName: {name}\ncontainers:\n  - name: app\n    image: public.ecr.aws/docker/library/python:3.13\n"
        );
        text.lines().map(|line| format!("{indent}{line}\n")).collect::<String>()
    };
    let rbac = "rbac.authorization.k8s.io/v1";
    let starters = [
        (
            "ServiceAccount + eks.amazonaws.com/role-arn",
            format!(
                "{}  annotations:\n    eks.amazonaws.com/role-arn: {role}\n",
                head("v1", "ServiceAccount", "my-service-account")
            ),
        ),
        ("Pod", format!("{}spec:\n{}", head("v1", "Pod", "web"), pod("  "))),
        (
            "Deployment",
            format!(
                "{}spec:\n  selector:\n    matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n{}",
                head("apps/v1", "Deployment", "web"),
                pod("      ")
            ),
        ),
        (
            "Role",
            format!(
                "{}rules:\n  - apiGroups: [\"\"]\n    resources: [\"pods\"]\n    verbs: [\"get\", \"list\"]\n",
                head(rbac, "Role", "read-pods")
            ),
        ),
        (
            "RoleBinding",
            format!(
                "{}roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: Role\n  name: read-pods\nsubjects:\n  - kind: ServiceAccount\n    name: {name}\n    namespace: {namespace}\n",
                head(rbac, "RoleBinding", "read-pods")
            ),
        ),
    ];
    let choice =
        |(label, text): (&str, String)| Choice::new(ChoiceKind::Snippet, label).writes(&text).detail(Detail::Template);
    starters.into_iter().map(choice).collect()
}
