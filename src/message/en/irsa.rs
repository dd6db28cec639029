//! English words for what is wrong with trust policies, with several documents together, and with manifests that do
//! not do what they seem to.

use crate::aws::oidc::IssuerSlip;
use crate::kubernetes::rbac::Way;
use crate::lint::trust::{SubjectSlip, is_cluster};
use crate::lint::{IrsaLint, KubernetesLint, TrustLint};
use crate::message::Words;

const FORM: &str = "the form is `system:serviceaccount:<namespace>:<name>`";

pub(in crate::message) fn trust(lint: &TrustLint) -> Words {
    use TrustLint as L;
    match lint {
        L::NoSubject { key } if !is_cluster(key) => Words::with_help(
            "whoever holds a token of this issuer may assume this role: the statement has no condition on the subject",
            format!("add `{key}` with the subjects that you mean"),
        ),
        L::NoSubject { key } => Words::with_help(
            "any ServiceAccount of the cluster may assume this role: the statement has no condition on the subject",
            format!("add `{key}` with `system:serviceaccount:<namespace>:<name>` under `StringEquals`"),
        ),
        L::SubjectAcrossNamespaces { pattern } => Words::with_help(
            format!("`{pattern}` lets in ServiceAccounts of several namespaces"),
            "write the namespace without a wildcard; whoever may create Pods in one that fits may use the role",
        ),
        L::NoAudience { key } if !is_cluster(key) => Words::with_help(
            "tokens of every audience that the provider accepts may assume this role",
            format!("add `{key}` with the audience that you mean under `StringEquals`"),
        ),
        L::NoAudience { key } => Words::with_help(
            "tokens of every audience that the provider accepts may assume this role",
            format!("add `{key}` with `sts.amazonaws.com` under `StringEquals`"),
        ),
        L::Everyone => Words::with_help(
            "the principal is everyone: any AWS account, and any identity provider of this one",
            "name who is meant; for a ServiceAccount `{\"Federated\": \"<ARN of the OIDC provider>\"}`",
        ),
        L::TooLarge { size, quota } => Words::with_help(
            format!("this trust policy has {size} characters without white space; the quota is {quota}"),
            "use `StringLike` patterns, several roles or EKS Pod Identity, or have the quota `ACLSizePerRole` raised",
        ),
        L::NearQuota { size, quota } => Words::with_help(
            format!("this trust policy has {size} of the {quota} characters that its quota allows"),
            "white space does not count; each further cluster takes a statement of about 400",
        ),
        L::KeyWithScheme { key, right } => Words::with_help(
            format!("no request carries `{key}`: a condition key is the issuer without `https://`"),
            format!("write `{right}`"),
        ),
        L::KeyIsProviderArn { key, right } => Words::with_help(
            format!("no request carries `{key}`: a condition key is the issuer, not the ARN of its provider"),
            format!("write `{right}`"),
        ),
        L::KeyOfOtherIssuer { key, issuer, slip } => Words::with_help(
            format!("`{key}` is never in a token of this principal, so the statement lets nobody in"),
            match slip {
                Some(IssuerSlip::OtherCluster(_)) => {
                    format!("the id is that of another cluster; the principal's issuer is `{issuer}`")
                }
                Some(IssuerSlip::OtherRegion(region)) => {
                    format!("`{region}` is another Region; the principal's issuer is `{issuer}`")
                }
                Some(IssuerSlip::SwappedHost) => {
                    format!("the host begins with `oidc.eks.`; the principal's issuer is `{issuer}`")
                }
                Some(IssuerSlip::TrailingSlash) => format!("the slash is too much; write `{issuer}`"),
                Some(_) | None => format!("the principal's issuer is `{issuer}`"),
            },
        ),
        L::TwoIssuers { key, other } => Words::with_help(
            format!("a token has the keys of one issuer: `{key}` and those of `{other}` never hold together"),
            "write a statement of its own for each cluster",
        ),
        L::UnknownClaim { key, near } => Words::with_help(
            format!("EKS puts no such claim into a request: `{key}` is never there, so the condition never holds"),
            match near {
                Some(near) => format!("did you mean `:{near}`?"),
                None => "the claims are `:sub` and `:aud`".to_owned(),
            },
        ),
        L::ProviderSpelling { written, right } => Words::with_help(
            format!("no EKS cluster has the issuer `{written}`, so no token fits this principal"),
            format!("did you mean `{right}`?"),
        ),
        L::ProviderPartition { written, right } => Words::with_help(
            format!("the issuer's Region is in the partition `{right}`, and this ARN says `{written}`"),
            format!("begin the ARN with `arn:{right}:`"),
        ),
        L::ProviderAccount { written, right } => Words::with_help(
            format!("STS looks for the provider in the role's account `{right}`; one of `{written}` never fits"),
            format!("create an OIDC provider for the cluster in `{right}`, and name it here"),
        ),
        L::ServiceAsFederated { service } => Words::with_help(
            format!("`{service}` is a service, not an identity provider; as `Federated` it lets nobody in"),
            format!("write `{{\"Service\": \"{service}\"}}`"),
        ),
        L::SubjectForm { value, slip, right } => subject(value, *slip, right.as_deref()),
        L::SubjectWildcard { value } => Words::with_help(
            format!("this operator takes `*` and `?` literally, and no subject is `{value}`"),
            "name the ServiceAccount, or move this key to `StringLike` and leave the audience where it is",
        ),
        L::AudienceValue { value } => Words::with_help(
            format!("the webhook asks for the audience `sts.amazonaws.com`, so no token has `{value}`"),
            "write `sts.amazonaws.com`; it is the same in every Region and partition",
        ),
        L::SubjectAsAudience { value } => Words::with_help(
            format!("`{value}` is a subject, and this key compares the audience"),
            "use the key that ends in `:sub`",
        ),
        L::TwoOperators { key, left } => Words::with_help(
            format!("`{key}` stands under two operators, and both must hold"),
            match left.as_slice() {
                [] => "no value fits both: keep one of them, or write two statements".to_owned(),
                left => format!("what fits both: `{}`. To let in either, write two statements", left.join("`, `")),
            },
        ),
        L::SetOperator { operator, right } => Words::with_help(
            match operator.starts_with("ForAllValues") {
                true => format!("`{operator}` also holds where the request does not carry the key"),
                false => format!("`{operator}` is for keys with several values, and this claim has one"),
            },
            format!("write `{right}`"),
        ),
        L::MismatchedAction { action, principal, right } => Words::with_help(
            format!("a principal under `{principal}` does not assume a role by `{action}`, so this lets it in nowhere"),
            format!("write `{right}`"),
        ),
        L::NoTagSession => Words::with_help(
            "EKS refuses an association with this role: EKS Pod Identity must be allowed to tag its sessions",
            "allow `sts:TagSession` beside `sts:AssumeRole`",
        ),
        L::ConfusedDeputy { service } => Words::with_help(
            format!("`{service}` may use this for resources of any account: nothing says whose it acts for"),
            "add a condition on `aws:SourceAccount` or `aws:SourceArn`",
        ),
        L::UniqueId { id } => Words::with_help(
            format!("`{id}` is the id of a user or role that was deleted; one of the same name made later is not it"),
            "name the ARN of the entity again",
        ),
        L::NoExternalId { account } => Words::with_help(
            format!("account `{account}` may assume this role for whomever it works for"),
            "if it is somebody else's, demand an external id with `sts:ExternalId`; if it is yours, name the role that may",
        ),
    }
}

fn subject(value: &str, slip: SubjectSlip, right: Option<&str>) -> Words {
    let message = match slip {
        SubjectSlip::Blank => format!("no subject has a blank, so no token fits `{value}`"),
        SubjectSlip::UpperCase => {
            format!("names in Kubernetes are lower case and values compare exactly, so no token fits `{value}`")
        }
        SubjectSlip::Prefix => {
            format!("every subject begins with `system:serviceaccount:`, so no token fits `{value}`")
        }
        SubjectSlip::Slash => format!("the parts of a subject are parted by colons, so no token fits `{value}`"),
        SubjectSlip::Parts => format!("a subject has a namespace and a name, so no token fits `{value}`"),
        SubjectSlip::Audience => format!("`{value}` is an audience, and this key compares the subject"),
        SubjectSlip::Name => format!("Kubernetes accepts no such namespace or name, so no token fits `{value}`"),
    };
    match right {
        Some(right) => Words::with_help(message, format!("did you mean `{right}`?")),
        None => Words::with_help(message, FORM),
    }
}

pub(in crate::message) fn irsa(lint: &IrsaLint) -> Words {
    match lint {
        IrsaLint::AssociationWins { role_arn } => Words::with_help(
            format!("this annotation has no effect: an EKS Pod Identity association gives the Pods `{role_arn}`"),
            "remove the annotation or the association; with both, the webhook injects EKS Pod Identity alone",
        ),
        IrsaLint::NoSuchProvider { issuer, account, near } => Words::with_help(
            format!("account `{account}` has no OIDC provider for `{issuer}`"),
            match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "IAM saves the policy all the same; create the provider, or name the one of this cluster".to_owned()
                }
            },
        ),
        IrsaLint::NoSessionTags { key } => Words::with_help(
            format!("`{key}` is never there: the token of a ServiceAccount carries no session tags"),
            "EKS Pod Identity sets it; with IRSA, tag the role instead",
        ),
        IrsaLint::MayBecome { subject, service_account, role, way } => Words::with_help(
            format!(
                "`{subject}` {} `{service_account}`, and so use the role `{role}`",
                match way {
                    Way::MintToken => "may mint tokens of",
                    Way::EnterPod => "may enter the Pods of",
                    _ => "may run Pods as",
                }
            ),
            "to Kubernetes this is a permission in a namespace; to AWS it is every role that this namespace's ServiceAccounts may assume",
        ),
        IrsaLint::DefaultHasRole { namespace } => Words::with_help(
            format!("every Pod of `{namespace}` that names no ServiceAccount gets this role"),
            "give the workload that needs the role a ServiceAccount of its own",
        ),
    }
}

pub(in crate::message) fn kubernetes(lint: &KubernetesLint) -> Words {
    use KubernetesLint as L;
    match lint {
        L::SkipContainersBlank { name } => Words::with_help(
            format!("no container is called `{name}`: blanks in this list are part of the names"),
            "part the names by commas alone; the container gets the role until then",
        ),
        L::SkipContainersUnknown { name, near } => Words::with_help(
            format!("no container of this Pod is called `{name}`"),
            match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the webhook passes over names that are not there".to_owned(),
            },
        ),
        L::GlobalStsEndpoint => Words::with_help(
            "the SDK may call the global STS endpoint, which private networks do not reach and whose credentials are not valid in every Region",
            "let it call the endpoint of its Region",
        ),
        L::StsEndpointByHand { url } => Words::with_help(
            format!("the SDK calls `{url}`, whatever Region the Pod is in"),
            "leave the variable out: every SDK finds the endpoint of its Region",
        ),
        L::LongExpiration { value } => {
            Words::with_help(format!("EKS lets a token live for 86400 seconds at most, not `{value}`"), "write `86400`")
        }
        L::RuleResource { word, right } => Words::with_help(
            format!("`{word}` matches no resource: the API server compares the word exactly"),
            format!("write `{right}`"),
        ),
        L::RuleGroup { word, right, resource } => Words::with_help(
            format!("`{resource}` is not in the API group `{word}`, so this rule gives nothing"),
            match right.as_str() {
                "" => "the core group is written as an empty text: `\"\"`".to_owned(),
                right => format!("write `{right}`"),
            },
        ),
        L::RuleVerb { word, right } => Words::with_help(
            format!("no request has the verb `{word}`"),
            match right {
                Some(right) => format!("did you mean `{right}`?"),
                None => "verbs are `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`".to_owned(),
            },
        ),
        L::NamesWithoutName { verbs } => Words::with_help(
            format!(
                "a request with `{}` names no object, so a rule that is limited to names never allows it",
                verbs.join("`, `")
            ),
            "write a rule without `resourceNames` for these verbs",
        ),
        L::NoSuchRole { role_kind: kind, name, near } => Words::with_help(
            format!(
                "there is no {kind} `{name}` in these manifests; a binding to a role that does not exist gives nothing"
            ),
            match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "if the cluster has none either, create it".to_owned(),
            },
        ),
        L::NoSuchSubject { namespace, name, near, elsewhere } => Words::with_help(
            format!(
                "there is no ServiceAccount `{namespace}/{name}` in these manifests, so this gives nothing to any Pod"
            ),
            match (near, elsewhere) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, Some(other)) => format!("one of this name is in `{other}`"),
                (None, None) => String::new(),
            },
        ),
    }
}
