//! English words for the links of the chain: a headline, and what explains it.

use crate::chain::link::{RemedyKind, Step};
use crate::chain::reason::{Denial, Misplaced, NotInjected, OtherCredentials, Reason, TrustFault};
use crate::message::Words;

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

fn trust_fault(fault: &TrustFault) -> Words {
    use TrustFault as F;
    let refuses = |why: &str| format!("The role refuses this Pod: {why}");
    match fault {
        F::NoStatement => Words::with_help(
            refuses("its trust policy has no statement for it"),
            "Add a statement that allows `sts:AssumeRoleWithWebIdentity` to the cluster's OIDC provider.",
        ),
        F::Namespace { actual, expected } => Words::with_help(
            refuses("its trust policy names another namespace"),
            format!(
                "The token's subject and the policy's value differ in the namespace: `{actual}` is not `{expected}`."
            ),
        ),
        F::ServiceAccount { actual, expected } => Words::with_help(
            refuses("its trust policy names another ServiceAccount"),
            format!("The token's subject and the policy's value differ in the name: `{actual}` is not `{expected}`."),
        ),
        F::Swapped => Words::with_help(
            refuses("its trust policy has namespace and name swapped"),
            "The form is `system:serviceaccount:<namespace>:<name>`.",
        ),
        F::Case => Words::with_help(
            refuses("upper and lower case differ"),
            "Values compare exactly, and names in Kubernetes are always lower case.",
        ),
        F::Blank => Words::with_help(
            refuses("a blank stands in the trust policy's value"),
            "It is often copied from a template. Remove it.",
        ),
        F::SubjectForm => Words::with_help(
            refuses("the subject in its trust policy has another form"),
            "The form is `system:serviceaccount:<namespace>:<name>`.",
        ),
        F::WildcardInEquals => Words::with_help(
            refuses("its trust policy has a wildcard under `StringEquals`"),
            "`StringEquals` takes `*` and `?` literally. Move this key to `StringLike`.",
        ),
        F::Subject => Words::with_help(
            refuses("its trust policy names another subject"),
            "Compare the two values character by character.",
        ),
        F::Audience { actual, expected } => Words::with_help(
            refuses("its trust policy demands another audience"),
            format!("The token says `{actual}`, the policy demands `{expected}`."),
        ),
        F::KeyHasScheme { key } => Words::with_help(
            refuses("a condition key starts with `https://`"),
            format!(
                "The key is the issuer without the scheme, so `{key}` is never there and the condition never holds."
            ),
        ),
        F::KeyIsArn { key } => Words::with_help(
            refuses("a condition key is the provider's ARN"),
            format!("The key is the issuer's host and path, so `{key}` is never there and the condition never holds."),
        ),
        F::KeyOfOtherIssuer { key, issuer } => Words::with_help(
            refuses("a condition key belongs to another cluster"),
            format!("The token is of `{issuer}`, so `{key}` is not in the request and the condition never holds."),
        ),
        F::Condition { key } => Words::with_help(
            refuses("a condition of its trust policy does not hold"),
            format!("It is the one on `{key}`."),
        ),
        F::OtherProvider { expected } => Words::with_help(
            refuses("its trust policy trusts another OIDC provider"),
            format!("The token comes from `{expected}`. Compare the account, the Region and the id."),
        ),
        F::NotFederated => Words::with_help(
            refuses("its trust policy trusts no OIDC provider"),
            "The principal must be `{\"Federated\": \"<ARN of the OIDC provider>\"}`.",
        ),
        F::Action => Words::with_help(
            refuses("its trust policy allows another action"),
            "A web identity needs `sts:AssumeRoleWithWebIdentity`.",
        ),
    }
}

fn denial(how: &Denial) -> &'static str {
    match how {
        Denial::ExplicitIdentity => "A Deny statement matches, and a Deny wins over every Allow.",
        Denial::ImplicitIdentity => {
            "No statement of the role allows it. Look at the action's name and at the kind of resource: bucket or object, table or index."
        }
        Denial::Boundary => "The permissions boundary does not let it through.",
        Denial::Session => "The session policy does not let it through.",
        Denial::ServiceControl => "A service control policy (SCP) of the organization does not let it through.",
        Denial::ResourceControl => "A resource control policy (RCP) of the organization does not let it through.",
        Denial::ExplicitResource => "The resource policy denies it, and a Deny wins over every Allow.",
        Denial::ImplicitResource => {
            "The resource is in another account, so its own policy must allow it too, and it does not."
        }
        Denial::Endpoint => "The policy of the VPC endpoint does not let it through.",
        Denial::Trust => "The trust policy of the role does not allow it.",
    }
}

/// What a remedy does, for its button.
pub(in crate::message) fn remedy(kind: &RemedyKind) -> String {
    match kind {
        RemedyKind::Use(value) => format!("Fix: use `{value}`"),
        RemedyKind::Add(value) => format!("Fix: add `{value}`"),
        RemedyKind::Rename(value) => format!("Fix: rename to `{value}`"),
        RemedyKind::Remove(value) => format!("Fix: remove `{value}`"),
    }
}

fn list(values: &[String]) -> String {
    let quoted: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
    if quoted.is_empty() { "none".to_owned() } else { quoted.join(", ") }
}
