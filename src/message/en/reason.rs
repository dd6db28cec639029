//! English words for the links of the chain: a headline, and what explains it.

use super::trust::{association_fault, denial, half, trust_fault};
use crate::chain::link::{RemedyKind, Step};
use crate::chain::reason::{Misplaced, NotInjected, OtherCredentials, Reason};
use crate::message::Words;
use crate::scenario::Compute;

/// The name of a link, as a statement that may hold or not.
pub(in crate::message) fn step(step: Step) -> &'static str {
    match step {
        Step::SelectServiceAccount => "The Pod selects the ServiceAccount",
        Step::InjectRole => "The annotation names the role",
        Step::PickCredentials => "The SDK picks the web identity",
        Step::KnowIssuer => "STS knows issuer and audience",
        Step::TrustSubject => "The trust policy accepts the subject",
        Step::AllowAction => "Policies on the role allow the action",
        Step::ResourceAgrees => "The resource side agrees",
    }
}

pub(in crate::message) fn reason(reason: &Reason) -> Words {
    use Reason as R;
    match reason {
        R::NotReached { stopped_at } => Words::plain(format!("not reached: link {} comes first", stopped_at.number())),
        R::Unreadable => Words::with_help(
            "The document that decides this cannot be read",
            "Mend the problem that is marked in the text; until then nothing is claimed.",
        ),
        R::SelectsServiceAccount { namespace, name } => Words::plain(format!(
            "The Pod runs under ServiceAccount `{name}` of namespace `{namespace}`."
        )),
        R::SelectsDefault { namespace, unused } => Words::with_help(
            format!("The Pod names no ServiceAccount, so it runs under `default` of namespace `{namespace}`."),
            match unused {
                Some(name) => format!(
                    "ServiceAccount `{name}` has a role and is not used: set `spec.serviceAccountName: {name}` in the Pod template."
                ),
                None => String::new(),
            },
        ),
        R::ServiceAccountMissing { namespace, name, elsewhere, similar } => Words::with_help(
            format!("The Pod is never created: namespace `{namespace}` has no ServiceAccount `{name}`"),
            match (similar, elsewhere) {
                (Some(similar), _) => format!("Did you mean `{similar}`?"),
                (None, Some(other)) => format!(
                    "One of that name exists in namespace `{other}`, but a Pod can only use a ServiceAccount of its own namespace."
                ),
                (None, None) => "Create the ServiceAccount, or correct `serviceAccountName`.".to_owned(),
            },
        ),
        R::ServiceAccountNotGiven { namespace, name } => Words::with_help(
            format!("ServiceAccount `{name}` of namespace `{namespace}` was not given"),
            format!("Paste it: `kubectl get serviceaccount {name} --namespace {namespace} -o yaml`."),
        ),
        R::ObjectRefused => Words::with_help(
            "The API server refuses this object",
            "Correct what the error names; until then nothing is created.",
        ),
        R::WebhookInjects { role_arn, variables, volumes } => Words::plain(format!(
            "The webhook reads `{role_arn}` from the ServiceAccount and injects {variables} variables and {volumes} volume into the container."
        )),
        R::AssociationInjects { role_arn, instead_of } => Words::with_help(
            format!("EKS Pod Identity gives this Pod the role `{role_arn}`"),
            match instead_of {
                Some(other) => format!(
                    "An association exists for this ServiceAccount, and it wins: the annotated role `{other}` is not used. Remove one of the two."
                ),
                None => "The association lives in the EKS API; nothing of it can be seen in the cluster.".to_owned(),
            },
        ),
        R::WrittenByHand { role_arn } => {
            Words::plain(format!("The manifest itself sets the variables for `{role_arn}` and mounts a token."))
        }
        R::NoRoleAnnotation { namespace, name, instead } => no_annotation(namespace, name, instead.as_ref()),
        R::MalformedRoleArn { value, suggestion } => Words::with_help(
            format!("The annotation holds no role ARN: `{value}`"),
            format!(
                "The webhook injects it all the same, and STS refuses it. Write {}.",
                suggestion
                    .as_ref()
                    .map_or_else(|| "`arn:aws:iam::<account>:role/<name>`".to_owned(), |arn| format!("`{arn}`"))
            ),
        ),
        R::NotInjected { because } => not_injected(because),
        R::PicksWebIdentity => {
            Words::plain("The SDK finds `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE` first and uses them.")
        }
        R::PicksContainerCredentials => {
            Words::plain("The SDK finds `AWS_CONTAINER_CREDENTIALS_FULL_URI` and asks the Pod Identity Agent.")
        }
        R::PicksOther { provider } => other_credentials(provider),
        R::NoCredentials => Words::with_help(
            "The SDK finds no credentials at all",
            "Nothing was injected, and the instance metadata service is out of reach of Pods.",
        ),
        R::NoTokenFile { path } => Words::with_help(
            format!("The token file `{path}` does not exist in the container"),
            "Remove the variables that the manifest sets by hand, so that the webhook mounts the token.",
        ),
        R::TokenFileUnknown { path } => Words::plain(format!(
            "What lies at `{path}` is not known: another kind of volume is mounted there"
        )),
        R::ProviderAccepts { issuer, account, audience } => Words::plain(format!(
            "Account `{account}` has an OIDC provider for `{issuer}`, and it accepts the audience `{audience}`."
        )),
        R::NoProvider { issuer, account, elsewhere } => Words::with_help(
            format!("Account `{account}` has no OIDC provider for this cluster"),
            match elsewhere {
                Some(other) => format!(
                    "STS looks in the account of the role. Account `{other}` has a provider for `{issuer}`; create one in `{account}` too, or chain roles."
                ),
                None => format!(
                    "Every EKS cluster has an issuer, but IAM needs an OIDC provider for it. Create one for `{issuer}`: `eksctl utils associate-iam-oidc-provider --cluster <name> --approve`."
                ),
            },
        ),
        R::AudienceNotAccepted { audience, client_ids } => Words::with_help(
            format!("The OIDC provider does not accept the audience `{audience}`"),
            format!(
                "Its client IDs are {}. Add `{audience}` to them, or correct the token's audience.",
                list(client_ids)
            ),
        ),
        R::IssuerUnknown => Words::with_help(
            "The cluster's issuer is not known",
            "Paste a trust policy that names it, or give it in the settings: `aws eks describe-cluster --query cluster.identity.oidc.issuer`.",
        ),
        R::TokenExpired => Words::with_help(
            "The token has expired",
            "The kubelet renews the file; read it again for every request instead of keeping a copy.",
        ),
        R::RequestRefused => Words::with_help(
            "STS refuses the request before it reads the trust policy",
            "The error says which parameter is wrong.",
        ),
        R::TrustAccepts { subject } => Words::plain(format!("The trust policy accepts `{subject}`.")),
        R::TrustRefuses { fault } => trust_fault(fault),
        R::TrustDenies => Words::with_help(
            "The role refuses this Pod: its trust policy denies it explicitly",
            "A Deny wins over every Allow. Narrow its condition.",
        ),
        R::TrustNotSaved => Words::with_help(
            "IAM does not accept this trust policy",
            "The role cannot be saved with it; the error says why.",
        ),
        R::RoleMissing { arn, similar } => Words::with_help(
            format!("None of the pasted roles is `{arn}`"),
            match similar {
                Some(similar) => format!(
                    "Did you mean `{similar}`? STS does not say that a role is missing: it answers as if the trust policy refused."
                ),
                None => "STS does not say that a role is missing: it answers as if the trust policy refused. Paste the role, or correct the annotation."
                    .to_owned(),
            },
        ),
        R::NoTrustPolicy => Words::with_help(
            "The role's trust policy was not given",
            "Paste it: `aws iam get-role --role-name <name>`.",
        ),
        R::TrustDepends { keys } => Words::with_help(
            "The trust policy depends on what the request carries",
            format!("Not given: {}.", list(keys)),
        ),
        R::ActionsAllowed { allowed, of } => {
            Words::plain(format!("The policies of the role allow {allowed} of the {of} actions looked at."))
        }
        R::ActionDenied { action, resource, how } => Words::with_help(
            format!("The role may not do `{action}` on `{resource}`"),
            denial(how),
        ),
        R::RoleNotGiven => Words::with_help(
            "The role's policies were not given",
            "Paste them: `aws iam list-attached-role-policies`, `aws iam get-role-policy`.",
        ),
        R::NoPolicies => Words::with_help(
            "The role has no permission policy",
            "The assume works, but every action is denied. Attach a policy to the role.",
        ),
        R::NothingAllowed => Words::with_help(
            "The policies of the role allow nothing",
            "Check that each action stands with a resource it works on.",
        ),
        R::ActionDepends { action, keys } => Words::with_help(
            format!("Whether `{action}` is allowed depends on what the request carries"),
            format!("Not given: {}.", list(keys)),
        ),
        R::SameAccount => Words::plain(
            "Role and resource are in the same account, and no resource policy stands against it.",
        ),
        R::ResourceAllows => Words::plain("The resource policy agrees."),
        R::ResourceDenied { action, resource, how } => {
            Words::with_help(format!("The resource side refuses `{action}` on `{resource}`"), denial(how))
        }
        R::TokenNotReadable { path } => Words::with_help(
            format!("The container may not read its token `{path}`"),
            "Before Kubernetes 1.19 the file belongs to root alone. Set `securityContext.fsGroup` in the Pod, or upgrade the cluster.",
        ),
        R::TokenForApiServer { audience, path } => Words::with_help(
            format!("The token at `{path}` is for the Kubernetes API, not for STS"),
            format!(
                "Its audience is `{audience}`. Ask for `audience: sts.amazonaws.com` in the projected volume, or use the token that the webhook mounts."
            ),
        ),
        R::KeysUnreachable { issuer } => Words::with_help(
            format!("STS cannot fetch the keys of `{issuer}`"),
            "The discovery document and the keys must be public over HTTPS, and name this very issuer.",
        ),
        R::ThumbprintMismatch { issuer } => Words::with_help(
            format!("The certificate of `{issuer}` does not fit the thumbprints of the OIDC provider"),
            "Thumbprints count where the certificate is not from a public authority. Update them with that of the root or intermediate certificate.",
        ),
        R::StsUnreachable { host } => Words::with_help(
            format!("The Pod cannot reach `{host}`"),
            "The network has no way to the internet. Use the regional endpoint (`eks.amazonaws.com/sts-regional-endpoints: \"true\"`) with a VPC endpoint for STS.",
        ),
        R::AssociationKnown { role_arn, namespace, service_account } => Words::plain(format!(
            "EKS has an association of `{namespace}/{service_account}` with `{role_arn}`, and the agent answers."
        )),
        R::AssociationRefused { role_arn, fault } => Words::with_help(
            format!("EKS does not accept an association with `{role_arn}`"),
            association_fault(fault),
        ),
        R::AgentMissing => Words::with_help(
            "The Pod Identity Agent does not answer",
            "Install the add-on `eks-pod-identity-agent`. Behind a proxy, add `169.254.170.23` and `[fd00:ec2::23]` to `NO_PROXY`.",
        ),
        R::PodIdentityUnsupported { compute } => Words::with_help(
            format!("EKS Pod Identity does not work on {}", compute_name(*compute)),
            "It needs Linux nodes on EC2, or hybrid nodes. Use IRSA here.",
        ),
        R::OtherContainerCredentials { uri } => {
            Words::plain(format!("What answers at `{uri}` is not known: it is not the Pod Identity Agent"))
        }
        R::TrustTooLarge { size, quota } => Words::with_help(
            format!("The trust policy is too long to be saved: {size} characters of {quota}"),
            "Use `StringLike` patterns, several roles or EKS Pod Identity, or have the quota raised.",
        ),
        R::PodIdentityTrusted { role_arn, through: None } => {
            Words::plain(format!("`{role_arn}` trusts EKS Pod Identity."))
        }
        R::PodIdentityTrusted { role_arn, through: Some(first) } => {
            Words::plain(format!("EKS Pod Identity assumes `{first}`, and with it `{role_arn}`."))
        }
        R::DurationTooLong { requested, maximum } => Words::with_help(
            format!("The role allows sessions of {maximum} seconds, and {requested} are asked for"),
            "Raise `MaxSessionDuration` of the role, or ask for less.",
        ),
        R::AssumeRefused { action, role_arn, half: missing } => {
            Words::with_help(format!("`{action}` on `{role_arn}` is refused"), half(*missing, action))
        }
        R::SignedForOtherRegion => Words::with_help(
            "The application calls the global STS endpoint with credentials that sign for another Region",
            "Let it use the regional endpoint, `sts.<region>.amazonaws.com`.",
        ),
        R::TokenNotValidInRegion { region } => Words::with_help(
            format!("Credentials of the global STS endpoint are not valid in `{region}`"),
            "This Region must be enabled first. Use the regional STS endpoint, or enable tokens for all Regions in the account settings of IAM.",
        ),
        R::NothingToAsk => Words::plain("Nothing is allowed by the role, so nothing is asked of a resource."),
    }
}

fn no_annotation(namespace: &str, name: &str, instead: Option<&Misplaced>) -> Words {
    let right = "`eks.amazonaws.com/role-arn`";
    Words::with_help(
        format!("ServiceAccount `{name}` of namespace `{namespace}` names no role"),
        match instead {
            None => format!("Annotate the ServiceAccount with {right}, then restart the Pods."),
            Some(Misplaced::Misspelt { key }) => format!("It has `{key}`, which nothing reads. The key is {right}."),
            Some(Misplaced::OnPod) => {
                format!(
                    "The annotation {right} stands on the Pod, where nothing reads it. Move it to the ServiceAccount."
                )
            }
            Some(Misplaced::OnWorkload) => format!(
                "The annotation {right} stands on the workload, where nothing reads it. Move it to the ServiceAccount."
            ),
            Some(Misplaced::AsLabel) => format!("{right} stands among the labels. It must be an annotation."),
            Some(Misplaced::Foreign { key }) => {
                format!("`{key}` belongs to kube2iam or kiam. IRSA reads {right} on the ServiceAccount.")
            }
            Some(Misplaced::NotSelected { name: other }) => format!(
                "The Pod names no ServiceAccount, so it runs under `{name}`. ServiceAccount `{other}` has a role and no Pod uses it: set `serviceAccountName: {other}` in the Pod template."
            ),
            Some(Misplaced::AssociatedElsewhere { namespace, service_account }) => format!(
                "A Pod Identity association exists for `{namespace}/{service_account}`; both names must be exact. Create one for this ServiceAccount, then restart the Pods."
            ),
            Some(Misplaced::Empty) => format!("The value of {right} is empty."),
        },
    )
}

fn not_injected(because: &NotInjected) -> Words {
    let headline = "The webhook leaves this container alone";
    Words::with_help(
        headline,
        match because {
            NotInjected::SkipLabel => {
                "The Pod has the label `eks.amazonaws.com/skip-pod-identity-webhook`; any value turns the webhook off. Remove the label."
                    .to_owned()
            }
            NotInjected::SkipContainers => {
                "The annotation `eks.amazonaws.com/skip-containers` lists this container. Take it off the list.".to_owned()
            }
            NotInjected::NoWebhook => {
                "The pod identity webhook is missing or not reachable. It fails open: Pods are created without it."
                    .to_owned()
            }
            NotInjected::PodIsOlder => {
                "The Pod is older than the annotation, and the webhook only acts when a Pod is created. Run `kubectl rollout restart`."
                    .to_owned()
            }
            NotInjected::NotCached => {
                "ServiceAccount and Pod were created in the same instant, before the webhook had seen the ServiceAccount. Delete the Pod; its successor gets the role."
                    .to_owned()
            }
            NotInjected::VariablePreset { name } => format!(
                "The container sets `{name}` itself, so the webhook adds neither of its two variables. Remove it from the manifest."
            ),
            NotInjected::AllPreset => {
                "The container sets all variables itself, so the webhook does not even mount the token. Remove them from the manifest."
                    .to_owned()
            }
        },
    )
}

fn other_credentials(provider: &OtherCredentials) -> Words {
    match provider {
        OtherCredentials::StaticKeys => Words::with_help(
            "The container runs with static keys, not with the role",
            "`AWS_ACCESS_KEY_ID` stands in its environment, and every SDK looks there first. Remove the keys.",
        ),
        OtherCredentials::Profile => Words::with_help(
            "The container runs with a profile, not with the role",
            "A profile or credentials file stands before the web identity in the SDK's chain.",
        ),
        OtherCredentials::SdkTooOld => Words::with_help(
            "The SDK is too old to know web identities",
            "It ignores the injected variables and goes on to the node's role. Upgrade it.",
        ),
        OtherCredentials::NoStsModule => Words::with_help(
            "The Java SDK lacks its `sts` module",
            "Without it the web identity is skipped with a warning. Add `software.amazon.awssdk:sts`.",
        ),
        OtherCredentials::NodeRole => Words::with_help(
            "The container silently runs as the node's role",
            "Nothing else was found, so the SDK asks the instance metadata service.",
        ),
    }
}

/// What a remedy does, for its button.
pub(in crate::message) fn remedy(kind: &RemedyKind) -> String {
    match kind {
        RemedyKind::Use(value) => format!("Fix: use `{value}`"),
        RemedyKind::Add(value) => format!("Fix: add `{value}`"),
        RemedyKind::Rename(value) => format!("Fix: rename to `{value}`"),
        RemedyKind::Remove(value) => format!("Fix: remove `{value}`"),
        RemedyKind::Move(name) => format!("Fix: move to the ServiceAccount `{name}`"),
        RemedyKind::Trust(subject) => format!("Fix: trust `{subject}`"),
        RemedyKind::Split => "Fix: one statement for each provider".to_owned(),
    }
}

fn list(values: &[String]) -> String {
    let quoted: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
    if quoted.is_empty() { "none".to_owned() } else { quoted.join(", ") }
}

fn compute_name(compute: Compute) -> &'static str {
    match compute {
        Compute::Linux => "Linux",
        Compute::Windows => "Windows nodes",
        Compute::Fargate => "AWS Fargate",
        Compute::OutsideEks => "clusters outside EKS",
    }
}
