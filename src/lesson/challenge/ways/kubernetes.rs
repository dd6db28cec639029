//! What goes wrong in the manifests: names, the annotation, labels, variables.

use super::{Base, Random, changed, manifests, mistyped, replaced};
use crate::scenario::Scenario;

const KEY: &str = "eks.amazonaws.com/role-arn";

/// `serviceAccountName` with a slip of the hand.
pub fn account_typo(base: &Base, random: &mut Random) -> Option<Scenario> {
    let typed = mistyped(&base.account, random)?;
    named(base, &typed)
}

/// `serviceAccountName` with a suffix that somebody expected, or without it.
pub fn account_renamed(base: &Base, random: &mut Random) -> Option<Scenario> {
    let suffix = random.one_of(&["-sa", "-account", "-prod"])?;
    let other = match base.account.strip_suffix(suffix) {
        Some(short) => short.to_owned(),
        None => format!("{}{suffix}", base.account),
    };
    named(base, &other)
}

fn named(base: &Base, name: &str) -> Option<Scenario> {
    manifests(base, &format!("serviceAccountName: {}\n", base.account), &format!("serviceAccountName: {name}\n"))
}

/// The ServiceAccount lies in another namespace.
pub fn account_elsewhere(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = random.one_of(&["default", "staging", "platform"]).filter(|other| **other != base.namespace)?;
    let head = |namespace: &str| {
        format!("kind: ServiceAccount\nmetadata:\n  name: {}\n  namespace: {namespace}\n", base.account)
    };
    manifests(base, &head(&base.namespace), &head(other))
}

/// The Pod names no ServiceAccount and runs as `default`.
pub fn account_not_named(base: &Base, _: &mut Random) -> Option<Scenario> {
    let line = format!("serviceAccountName: {}", base.account);
    let found = base.scenario.manifests.lines().find(|text| text.trim_start() == line)?;
    manifests(base, &format!("{found}\n"), "")
}

/// The two lines of the annotation.
fn annotation(base: &Base) -> String {
    format!("  annotations:\n    {KEY}: {}\n", base.role_arn)
}

/// The annotation is not there.
pub fn annotation_gone(base: &Base, _: &mut Random) -> Option<Scenario> {
    manifests(base, &annotation(base), "")
}

/// The key of the annotation is nearly right.
pub fn annotation_key(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = random.one_of(&[
        "eks.amazonaws.com/role_arn",
        "eks.amazon.com/role-arn",
        "eks.amazonaws.com/rolearn",
        "eks.amazonaws.com/iam-role-arn",
        "iam.amazonaws.com/role",
    ])?;
    manifests(base, &format!("{KEY}: {}", base.role_arn), &format!("{other}: {}", base.role_arn))
}

/// The annotation stands on the workload.
pub fn annotation_on_workload(base: &Base, _: &mut Random) -> Option<Scenario> {
    let without = replaced(&base.scenario.manifests, &annotation(base), "")?;
    let head = format!("kind: {}\nmetadata:\n", base.kind);
    let text = replaced(&without, &head, &format!("{head}{}", annotation(base)))?;
    changed(base, |scenario| scenario.manifests = text)
}

/// The ARN of the annotation has another account.
pub fn annotation_account(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = random.one_of(&["222233334444", "444455556666", "999988887777"])?;
    let account = base.role_arn.split(':').nth(4)?;
    let arn = replaced(&base.role_arn, account, other)?;
    manifests(base, &format!("{KEY}: {}\n", base.role_arn), &format!("{KEY}: {arn}\n"))
}

/// The ARN of the annotation has another role.
pub fn annotation_role(base: &Base, random: &mut Random) -> Option<Scenario> {
    let suffix = random.one_of(&["-role", "-v2", "-prod", "Role"])?;
    let arn = format!("{}{suffix}", base.role_arn);
    manifests(base, &format!("{KEY}: {}\n", base.role_arn), &format!("{KEY}: {arn}\n"))
}

/// The ServiceAccount asks for a token with another audience.
pub fn token_audience(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = random.one_of(&["sts.amazon.com", "kubernetes", "sts.amazonaws.com.cn"])?;
    let line = format!("    {KEY}: {}\n", base.role_arn);
    manifests(base, &line, &format!("{line}    eks.amazonaws.com/audience: {other}\n"))
}

/// The head of the Pod's metadata, and how far its fields are indented.
fn pod_metadata(base: &Base) -> (&'static str, &'static str) {
    match base.kind.as_str() {
        "Pod" => ("kind: Pod\nmetadata:\n", "  "),
        _ => ("  template:\n    metadata:\n", "      "),
    }
}

/// The Pod has the label that tells the webhook to leave it alone.
pub fn skip_label(base: &Base, _: &mut Random) -> Option<Scenario> {
    let (head, indent) = pod_metadata(base);
    let label = format!("{indent}  eks.amazonaws.com/skip-pod-identity-webhook: \"true\"\n");
    let labels = format!("{head}{indent}labels:\n");
    manifests(base, &labels, &format!("{labels}{label}"))
        .or_else(|| manifests(base, head, &format!("{head}{indent}labels:\n{label}")))
}

/// An annotation of the Pod lists the container among those that the webhook skips.
pub fn skip_containers(base: &Base, _: &mut Random) -> Option<Scenario> {
    let (head, indent) = pod_metadata(base);
    let lines = format!("{indent}annotations:\n{indent}  eks.amazonaws.com/skip-containers: {}\n", base.container);
    manifests(base, head, &format!("{head}{lines}"))
}

/// One of the two variables is set by hand, so the webhook adds neither.
pub fn half_preset(base: &Base, _: &mut Random) -> Option<Scenario> {
    environment(base, &[("AWS_ROLE_ARN", &base.role_arn)])
}

/// Keys stand in the environment, and every SDK takes them first.
pub fn static_keys(base: &Base, _: &mut Random) -> Option<Scenario> {
    environment(
        base,
        &[
            ("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        ],
    )
}

/// Variables of the container; one that has a list of its own is left alone.
fn environment(base: &Base, variables: &[(&str, &str)]) -> Option<Scenario> {
    let head = format!("- name: {}", base.container);
    let line = base.scenario.manifests.lines().find(|line| line.trim_start() == head)?;
    let indent = line.strip_suffix(head.as_str())?;
    if base.scenario.manifests.contains(&format!("{indent}  env:\n")) {
        return None;
    }
    let variable = |(name, value): &(&str, &str)| format!("{indent}    - name: {name}\n{indent}      value: {value}\n");
    let lines: String = variables.iter().map(variable).collect();
    manifests(base, &format!("{line}\n"), &format!("{line}\n{indent}  env:\n{lines}"))
}
