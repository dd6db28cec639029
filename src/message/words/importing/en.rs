//! Pasting and dropping, in English.

use super::{Words, short};
use crate::import::{Cause, Detail, Kind, MOST_TEXTS, Target, Use};
use crate::message::Words as Sentence;

pub(super) const WORDS: Words = Words {
    title: "Paste anything",
    open: "Paste anything",
    open_hint: "or drop files: YAML, policies, output of `aws` and `kubectl`",
    intro: "Manifests, policies, output of `aws` and `kubectl`, templates: each part is recognised and put where it belongs. Everything stays in this browser, and one undo takes it back.",
    text_label: "Text to read",
    placeholder: "Paste here",
    choose_files: "Choose files",
    drop_here: "or drop them anywhere on the page",
    drop_title: "Drop to read these files",
    drop_help: "You see what would change before anything does.",
    remove: |name| format!("Remove {name}"),
    files: "Files",
    preview: "What will happen",
    preview_empty: "It reads, among others:",
    examples: &[
        "`kubectl get sa,deploy,pod -o yaml`",
        "`aws iam get-role`, `get-role-policy`, `get-policy-version`",
        "`aws iam get-account-authorization-details`",
        "`aws eks describe-cluster`, `describe-pod-identity-association`",
        "trust policies, permissions, bucket policies",
        "eksctl ClusterConfig, CloudFormation, `terraform show -json`",
        "an error message such as `AccessDenied`",
    ],
    nothing_found: "Nothing here could be recognised.",
    unused: "Not used",
    mode: "What is here now",
    add: "Keep it and add to it",
    replace: "Replace all of it",
    use_as: "Use as",
    all_roles: |count| format!("Take the other {count} roles too"),
    every_role: "Take every role",
    apply: "Put it in",
    apply_replace: "Replace everything",
    cancel: "Cancel",
    at_line: |name, line| format!("{name}, line {line}"),
    line: |line| format!("line {line}"),
    more: |count| format!("and {count} more"),
    added: "new",
    updated: "replaces",
    same: "already there",
    no_change: "This changes nothing: it is all here already, or it only tells something.",
    done: |count| if count == 1 { "1 change was made.".to_owned() } else { format!("{count} changes were made.") },
    done_replaced: "The configuration that you brought took the place of what was here.",
    done_unused: |count| {
        if count == 1 { "1 thing could not be used.".to_owned() } else { format!("{count} things could not be used.") }
    },
    details: "Show what went where",
    undo: "Undo",
    close: "Close",
    offer: |kind| format!("This looks like {kind}."),
    offer_apply: "Put it where it belongs",
    offer_keep: "Leave it here",
    summary: |found, unused| format!("{found} recognised, {unused} not used"),
};

pub(super) fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Manifest => "Kubernetes YAML".to_owned(),
        Kind::Eksctl => "an eksctl `ClusterConfig`".to_owned(),
        Kind::CloudFormation => "a CloudFormation template".to_owned(),
        Kind::Terraform => "Terraform's JSON".to_owned(),
        Kind::TrustPolicy => "a trust policy".to_owned(),
        Kind::Permissions => "a permissions policy".to_owned(),
        Kind::ResourcePolicy => "a resource policy".to_owned(),
        Kind::Command(command) => format!("the output of `{command}`"),
        Kind::Scenario => "a configuration of this page".to_owned(),
        Kind::Link => "a link of this page".to_owned(),
        Kind::ErrorMessage => "an error message of AWS".to_owned(),
        Kind::Issuer => "the URL of an OIDC issuer".to_owned(),
    }
}

pub(super) fn target(target: &Target) -> String {
    match target {
        Target::Manifests(kind, namespace, name) if namespace.is_empty() => format!("Manifests: {kind} `{name}`"),
        Target::Manifests(kind, namespace, name) => format!("Manifests: {kind} `{namespace}/{name}`"),
        Target::Role(arn) => format!("Role `{}`", short(arn)),
        Target::TrustPolicy(arn) => format!("Trust policy of role `{}`", short(arn)),
        Target::RolePolicy(arn, name) => format!("Permissions of role `{}`: `{name}`", short(arn)),
        Target::Boundary(arn) => format!("Permissions boundary of role `{}`", short(arn)),
        Target::User(arn) => format!("User `{}`", short(arn)),
        Target::Group(name) => format!("Group `{name}`"),
        Target::ResourcePolicy(arn) => format!("Resource policy of `{arn}`"),
        Target::ServiceControl => "Service control policies (SCP)".to_owned(),
        Target::ResourceControl => "Resource control policies (RCP)".to_owned(),
        Target::Session => "Session policy".to_owned(),
        Target::Endpoint => "VPC endpoint policy".to_owned(),
        Target::Cluster(field, value) => format!("Cluster, {field}: `{value}`"),
        Target::Provider(account, issuer) => format!("OIDC provider in account `{account}`: `{issuer}`"),
        Target::Association(namespace, name) => format!("Pod Identity association of `{namespace}/{name}`"),
        Target::NodeRole(arn) => format!("Role of the nodes: `{}`", short(arn)),
        Target::Question(action, resource) => format!("Question: `{action}` on `{resource}`"),
        Target::Everything => "Everything on this page".to_owned(),
    }
}

pub(super) fn detail(detail: &Detail) -> String {
    match detail {
        Detail::Noise(1) => "Left out 1 field that the cluster writes, such as `status` or `uid`.".to_owned(),
        Detail::Noise(count) => {
            format!("Left out {count} fields that the cluster writes, such as `managedFields` and `status`.")
        }
        Detail::Placeholder(what, value) => format!("`{what}` is not in the text; `{value}` stands in for it. Change it to yours."),
        Detail::Filled(what, value) => format!("`{what}` was taken to be `{value}`."),
        Detail::OnlyNames(run) => format!("It holds names only. For the content, run `{run}` and paste that too."),
        Detail::Caller(account, arn) => format!("The command ran in account `{account}` as `{arn}`."),
        Detail::CallerRole(role) => format!(
            "If this was run in the Pod, the Pod runs as role `{role}`, and no ServiceAccount here names that role. It is probably the role of the node."
        ),
        Detail::Failure(code, Some(operation)) => format!("AWS answered `{operation}` with `{code}`."),
        Detail::Failure(code, None) => format!("The error is `{code}`."),
        Detail::FailureOfTrust => {
            "STS refused the token: look at links 4 and 5, the OIDC provider and the trust policy. STS gives the same answer to every fault there.".to_owned()
        }
        Detail::FailureOfAccess => {
            "Credentials were there; the policies did not allow the action: look at links 6 and 7, and at who was asking.".to_owned()
        }
        Detail::FailureAs(role) => format!(
            "The caller was role `{role}`. If that is not the role of your ServiceAccount, the Pod does not use it: look at links 1 to 3."
        ),
        Detail::FromMemory(name) => {
            format!("The document of `{name}` is not in the text; its published version was filled in.")
        }
        Detail::RolesLeftOut(1) => {
            "Left out 1 role that no ServiceAccount can assume and nothing here names.".to_owned()
        }
        Detail::RolesLeftOut(count) => {
            format!("Left out {count} roles that no ServiceAccount can assume and nothing here names.")
        }
        Detail::CodeBlocks => "Only what stands in code blocks was read.".to_owned(),
        Detail::CommandLines => "Command lines were passed over.".to_owned(),
        Detail::Decoded => "A policy in percent-encoding was decoded.".to_owned(),
    }
}

pub(super) fn usage(usage: &Use) -> String {
    match usage {
        Use::Trust(arn) => format!("Trust policy of {}", short(arn)),
        Use::Permissions(arn) => format!("Permissions of {}", short(arn)),
        Use::Boundary(arn) => format!("Permissions boundary of {}", short(arn)),
        Use::ServiceControl => "Service control policy (SCP)".to_owned(),
        Use::ResourceControl => "Resource control policy (RCP)".to_owned(),
        Use::Resource(arn) => format!("Resource policy of {arn}"),
        Use::Session => "Session policy".to_owned(),
        Use::Endpoint => "VPC endpoint policy".to_owned(),
    }
}

pub(super) fn cause(cause: &Cause) -> Sentence {
    match cause {
        Cause::Syntax(_) | Cause::BadPolicy => Sentence::with_help(
            "the policy in it is not JSON",
            "paste the document as it stands in AWS, as an object or as the encoded text",
        ),
        Cause::Empty => Sentence::plain("there is nothing in it"),
        Cause::TooLarge => Sentence::with_help("too large to read at once", "paste the part that matters"),
        Cause::TooMany => Sentence::with_help(
            format!("more than can be read at once; {MOST_TEXTS} files are the most"),
            "bring the rest in a second step",
        ),
        Cause::NotText => Sentence::plain("the file is not text in UTF-8 or UTF-16"),
        Cause::Unknown(keys) => Sentence::with_help(
            format!("an object of no known kind, with the fields `{}`", keys.join("`, `")),
            "paste Kubernetes objects with `apiVersion` and `kind`, policies with `Statement`, or the whole output of a command",
        ),
        Cause::Prose => {
            Sentence::with_help("neither YAML, JSON, nor an error message of AWS", "paste the document itself")
        }
        Cause::OnlyCommand => Sentence::with_help("a command without its output", "run it and paste what it prints"),
        Cause::TerraformSource => Sentence::with_help(
            "Terraform source, which only Terraform can evaluate",
            "run `terraform show -json` and paste its output; or paste the rendered policy from `terraform console`",
        ),
        Cause::HelmValues => Sentence::with_help(
            "values of a Helm chart; which objects they become, only Helm knows",
            "run `helm template` with these values and paste its output",
        ),
        Cause::NoDocument(arn) => Sentence::with_help(
            "only the policy's ARN is known, not its document",
            format!(
                "run `aws iam get-policy --policy-arn {arn}` for its `DefaultVersionId`, then `aws iam get-policy-version --policy-arn {arn} --version-id …`, and paste that"
            ),
        ),
        Cause::NotAttached(1) => Sentence::plain("a managed policy that no role, user or group taken here has"),
        Cause::NotAttached(count) => {
            Sentence::plain(format!("{count} managed policies that no role, user or group taken here has"))
        }
        Cause::Secret => Sentence::with_help(
            "this holds credentials; they were not kept",
            "nothing here needs them. If others could see them, revoke them",
        ),
        Cause::Token => Sentence::with_help(
            "this is a token; it was not kept",
            "the page makes its own: paste the Pod and the ServiceAccount instead",
        ),
        Cause::Kubeconfig => Sentence::with_help(
            "a kubeconfig; it holds credentials and nothing that is simulated",
            "paste the output of `kubectl get sa,pod -o yaml`",
        ),
        Cause::NoAccount => Sentence::with_help(
            "it does not say in which account it stands",
            "paste `aws iam list-open-id-connect-providers` or `aws eks describe-cluster` with it",
        ),
        Cause::Missing(field) => Sentence::plain(format!("the field `{field}` is missing")),
        Cause::BadScenario(reason) => {
            Sentence::plain(format!("it looks like a configuration of this page, but: {}", reason.replace('`', "'")))
        }
        Cause::BadLink => Sentence::with_help("the link cannot be read", "check that it was copied whole"),
        Cause::OtherResource(kind) => Sentence::plain(format!("`{kind}` plays no part in the simulation")),
        Cause::WellKnown(name) => Sentence::with_help(
            format!("eksctl's own policy `{name}` is not known here"),
            "paste the role from AWS: `aws iam get-role-policy`",
        ),
        Cause::SecondScenario => Sentence::plain("a whole configuration was read already, and one page holds one"),
    }
}
