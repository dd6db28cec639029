//! Explanations for the editor, in English.

use crate::assist::{Fact, Topic};
use crate::aws::catalog::{Carried, KeyType};

pub(crate) fn topic(topic: Topic) -> &'static str {
    use Topic as T;
    match topic {
        T::Version => {
            "The version of the policy language, not of your policy. With `2012-10-17` variables such as `${aws:userid}` work; with `2008-10-17`, and without this element, they are plain text."
        }
        T::Id => "A name for the whole document. Nothing is decided by it.",
        T::Statement => {
            "The rules. Their order does not matter: one Deny that matches wins over every Allow, and what no Allow matches is denied."
        }
        T::Sid => "A name for the statement, unique in its document. Nothing is decided by it.",
        T::Effect => {
            "What the statement does when everything else in it matches: `Allow` or `Deny`, with a capital letter."
        }
        T::Allow => {
            "Permits the request, unless a Deny matches in any policy or a boundary, SCP, RCP or session policy does not allow it too."
        }
        T::Deny => "Forbids the request. No Allow anywhere can undo it.",
        T::Principal => {
            "Who is meant. Only policies that are attached to something (trust policies, policies of buckets, keys, queues) have it; in a policy of a role the role itself is meant."
        }
        T::NotPrincipal => {
            "Everybody but those listed. Made for Deny only, and easy to get wrong with roles: a condition on `aws:PrincipalArn` says the same more safely."
        }
        T::PrincipalAws => {
            "Accounts, IAM roles, users and role sessions. An account number or `…:root` means everything in that account that its own policies allow. No wildcards within an ARN."
        }
        T::PrincipalFederated => {
            "An identity provider. For IRSA it is the ARN of the IAM OIDC provider, which must exist in the account of this role; its last part is the cluster's issuer without `https://`."
        }
        T::PrincipalService => {
            "A service of AWS that assumes the role itself, such as `ec2.amazonaws.com`. IRSA does not need one; EKS Pod Identity needs `pods.eks.amazonaws.com`."
        }
        T::PrincipalCanonicalUser => {
            "The long id of an account that S3 uses. An account ARN under `AWS` says the same."
        }
        T::PrincipalEveryone => {
            "Everybody, in every account. In an Allow of a resource that is the public, unless a condition limits it."
        }
        T::PrincipalAccount => {
            "The whole account, not its root user: who in it may use this is then up to the policies in that account."
        }
        T::PodsEks => {
            "The service behind EKS Pod Identity. The trust policy must let it do both `sts:AssumeRole` and `sts:TagSession`."
        }
        T::Action => {
            "The API operations that are meant, as `service:Operation`. Case does not matter; `*` and `?` are wildcards."
        }
        T::NotAction => "Every operation but those listed. With Allow this opens all other services as well.",
        T::AllActions => "Every operation of every service, with everything that AWS adds later.",
        T::Resource => {
            "What may be touched, as ARNs; `*` and `?` are wildcards and `*` crosses `/` too. Case matters. A bucket and its objects are two: `arn:aws:s3:::b` and `arn:aws:s3:::b/*`."
        }
        T::NotResource => "Everything but the resources listed.",
        T::ResourceEverything => {
            "Every resource. Operations that work on no particular resource, such as `s3:ListAllMyBuckets`, can only be allowed so."
        }
        T::Condition => {
            "Further demands, as operator, key and values. All operators and keys must hold; of several values of one key, one is enough (for a negated operator: none may match)."
        }
        T::PolicyVariable => {
            "Is replaced by the value in the request. If the request has none, the pattern matches nothing. Works in `Resource` and `Condition`, with `Version` `2012-10-17` only."
        }
        T::Audience => {
            "The audience that the pod identity webhook asks for by default. It must be a client id of the OIDC provider, and `:aud` in the trust policy must name it."
        }
        T::Subject => {
            "How a token names a ServiceAccount: `system:serviceaccount:NAMESPACE:NAME`. Every character counts, the case too."
        }
        T::StringEquals => {
            "The same text, case included. `*` and `?` are plain characters here: for patterns use `StringLike`."
        }
        T::StringEqualsIgnoreCase => "The same text, but for upper and lower case. `*` and `?` are plain characters.",
        T::StringLike => {
            "Text with wildcards: `*` stands for any text, also none, and `?` for one character. Case matters."
        }
        T::Numeric => "Compares numbers.",
        T::Date => "Compares points in time, as `2026-01-31T12:00:00Z` or in seconds since 1970.",
        T::Bool => "Compares `true` and `false`.",
        T::Binary => "Compares bytes, written in base64.",
        T::IpAddress => {
            "Whether an address lies in a range such as `203.0.113.0/24`. Addresses inside a VPC come in `aws:VpcSourceIp`."
        }
        T::Arn => {
            "Compares ARNs part by part between the colons, each with the wildcards `*` and `?`. `ArnEquals` and `ArnLike` do the same."
        }
        T::Null => {
            "Whether the key is missing: `\"true\"` demands that the request has no such key, `\"false\"` that it has one."
        }
        T::OidcSub => {
            "The token's subject: `system:serviceaccount:NAMESPACE:NAME`. Without it every ServiceAccount of the cluster can take this role. The key begins with the issuer, without `https://`."
        }
        T::OidcAud => {
            "The token's audience, for IRSA `sts.amazonaws.com`. The key begins with the issuer, without `https://`."
        }
        T::OidcClaim => {
            "A claim of the token, under its issuer. STS offers `aud`, `sub` and a few more to conditions; a key of another issuer is missing, so a positive operator fails."
        }
        T::PrincipalArn => {
            "Who asks. For a session it is the ARN of the role, `arn:aws:iam::…:role/…`, not that of the session."
        }
        T::PrincipalAccountKey => "The account of who asks.",
        T::PrincipalOrg => {
            "The organization, or the place in it, of the account of who asks. Missing if the account is in none."
        }
        T::PrincipalTag => {
            "A tag of the role or of its session. Plain IRSA sets no session tags; EKS Pod Identity sets `kubernetes-namespace`, `kubernetes-service-account`, `eks-cluster-name` and more."
        }
        T::PrincipalType => "What kind of principal asks; for a Pod with a role it is `AssumedRole`.",
        T::PrincipalIsAwsService => {
            "Set for calls that a service of AWS makes with its own identity. A Pod never does."
        }
        T::UserId => "The unique id of who asks; for a session `AROA…:session-name`.",
        T::Username => "The name of an IAM user. A role has none, so for a Pod the key is missing.",
        T::FederatedProvider => "The OIDC provider behind a session; for IRSA the ARN of the cluster's provider.",
        T::SourceIp => {
            "The public address from which the request comes: for Pods mostly that of the NAT gateway. Missing if the request passes a VPC endpoint."
        }
        T::SourceVpc => "The VPC of the endpoint that the request passes. Missing without an endpoint.",
        T::SourceVpce => {
            "The VPC endpoint that the request passes, or what belongs to it. Missing without an endpoint."
        }
        T::VpcSourceIp => "The private address from which the request comes, if it passes a VPC endpoint.",
        T::SourceAccount => {
            "The resource, account or organization for which a service of AWS calls another one. Guards against the confused deputy; calls of a Pod do not carry it."
        }
        T::SourceIdentity => {
            "A name set when the role was assumed, which stays through further roles. IRSA sets it only if the token brings it."
        }
        T::ResourceAccount => "The account that owns the resource.",
        T::ResourceOrg => "The organization, or the place in it, of the resource's owner.",
        T::ResourceTag => "A tag of the resource. Not every service and operation brings it.",
        T::RequestTag => "A tag that the request sets.",
        T::TagKeys => "The keys of the tags in the request: several, so use `ForAllValues:` or `ForAnyValue:`.",
        T::RequestedRegion => "The Region that is called. Global services such as IAM answer from `us-east-1`.",
        T::SecureTransport => "Whether the request came over TLS.",
        T::CurrentTime => "The time of the request.",
        T::TokenIssueTime => "When the temporary credentials were made. Of use to revoke older sessions.",
        T::MultiFactor => {
            "Whether, or how long ago, a second factor was used. Sessions of a Pod never carry it, so a demand for it locks them out."
        }
        T::CalledVia => "The services through which the request went on the principal's behalf.",
        T::ViaAwsService => "Whether a service of AWS makes the call on the principal's behalf.",
        T::UserAgent => "What the client says of itself. Anybody can write anything here.",
        T::InstanceSource => {
            "Where the EC2 instance runs whose role makes the call. Only credentials of the instance itself carry it, so not those of IRSA."
        }
        T::ExternalId => {
            "A secret word between two companies, given to `sts:AssumeRole`. AssumeRoleWithWebIdentity has none."
        }
        T::RoleSessionName => "The name that the caller gives to the session. Whoever has the token chooses it.",
        T::PassedToService => "The service that a role is passed to.",
        T::KmsViaService => "The service through which a key is used, such as `s3.us-east-1.amazonaws.com`.",
        T::S3Prefix => "The prefix that is listed. Belongs to `s3:ListBucket`, not to reading objects.",
        T::AssumeRoleWithWebIdentity => {
            "Changes a token for credentials of a role. It needs no AWS credentials: the trust policy alone decides, by issuer, subject and audience."
        }
        T::AssumeRole => {
            "Takes a role with credentials one already has. Both the role's trust policy and, across accounts, a policy of the caller must allow it."
        }
        T::TagSession => {
            "Lets a session carry tags. EKS Pod Identity always sets some, so its trust policy must allow this beside `sts:AssumeRole`."
        }
        T::AssumeRoleForPodIdentity => {
            "What the EKS Pod Identity agent calls with the node's role to get credentials for a Pod."
        }
        T::PassRole => {
            "Hands a role to a service. It is a permission, not a call; name the roles, and the service with `iam:PassedToService`."
        }
        T::GetCallerIdentity => {
            "Says who one is. Always allowed, even where a policy denies it: the quickest test of IRSA inside a Pod."
        }
        T::RoleArn => {
            "The role for the Pods of this ServiceAccount. Belongs on the ServiceAccount, not on the Pod, and only new Pods get it."
        }
        T::AudienceAnnotation => {
            "The audience of the token, `sts.amazonaws.com` if absent. The OIDC provider must have it as a client id."
        }
        T::StsRegionalEndpoints => {
            "Whether the SDK calls STS in its own Region. On EKS it does so anyway. Annotations are text: write `\"true\"` in quotes."
        }
        T::TokenExpiration => {
            "How many seconds the token lives: 86400 if absent, at least 600. On a Pod it wins over the ServiceAccount. Write it in quotes."
        }
        T::SkipContainers => {
            "Containers that get no token and no variables: names with commas and without blanks. Belongs on the Pod."
        }
        T::ServiceAccount => {
            "The identity of a Pod in the cluster. With an annotation it also names the IAM role; RBAC and IAM have nothing else in common."
        }
        T::Pod => "Runs containers under one ServiceAccount of its namespace, `default` if it names none.",
        T::Workload => {
            "Makes Pods from `spec.template`; the ServiceAccount is named there. A change reaches only the Pods that are made afterwards."
        }
        T::Role => "Rights in one namespace of Kubernetes. Has nothing to do with IAM roles.",
        T::ClusterRole => {
            "Rights in the whole cluster, or in one namespace if a RoleBinding names it. Has nothing to do with IAM roles."
        }
        T::RoleBinding => "Gives a Role or ClusterRole to subjects, for one namespace.",
        T::ClusterRoleBinding => "Gives a ClusterRole to subjects, for all namespaces.",
        T::Namespace => {
            "A room for names. It is part of the token's subject, so the same ServiceAccount name in another namespace is somebody else."
        }
        T::NamespaceField => {
            "Where the object lives; `default` if nothing else is said. For IRSA it is part of `system:serviceaccount:NAMESPACE:NAME`."
        }
        T::Annotations => {
            "Notes for tools; their values are text. The pod identity webhook reads those that begin with `eks.amazonaws.com/`."
        }
        T::ServiceAccountName => {
            "The ServiceAccount of the Pod, from the Pod's own namespace. It must exist when the Pod is made. `default` if absent."
        }
        T::DeprecatedServiceAccount => "The old name of `serviceAccountName`, kept for compatibility.",
        T::Automount => {
            "Whether the token for the Kubernetes API is mounted. The token for IAM is another one: IRSA works with `false` too."
        }
        T::Template => "The Pod that is made from it.",
        T::Containers => "The containers. The webhook gives variables and token to each of them.",
        T::InitContainers => "Run one after the other before the containers; they get the token too.",
        T::Env => {
            "Variables of the container. The webhook adds `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE` unless they are already set."
        }
        T::RoleArnEnv => "The role that the SDK asks for. The webhook sets it; one that is written here stays.",
        T::TokenFileEnv => "Where the SDK finds the token. The webhook sets it; one that is written here stays.",
        T::StaticKeysEnv => {
            "Keys in the environment. SDKs look here before they look at the token, so IRSA is never used."
        }
        T::HostNetwork => {
            "Uses the network of the node. On an EC2 node such a Pod can always reach the metadata service, and with it the role of the node."
        }
        T::SecurityContext => "As whom, and with which rights, the containers run.",
        T::FsGroup => "The group that owns the volumes, and may read the token.",
        T::Projected => "A volume out of several sources. The webhook adds one with the token for AWS.",
        T::ServiceAccountToken => "A token of the Pod's ServiceAccount, made for one audience and renewed in time.",
        T::TokenAudience => {
            "For whom the token is made. STS wants `sts.amazonaws.com`, or another client id of the provider."
        }
        T::ExpirationSeconds => "How long the token lives, at least 600. The kubelet renews it well before.",
        T::RoleRef => "The role that is given. It cannot be changed later: the binding must be made anew.",
        T::Subjects => "To whom the role is given. A ServiceAccount needs its namespace here.",
        T::Rules => "What is allowed; nothing here denies.",
        T::Verbs => "What may be done: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, or `*`.",
        T::ApiGroups => "The API groups of the resources; `\"\"` is the one of Pods, Secrets and ServiceAccounts.",
        T::Resources => {
            "What may be touched, in lower case and plural. A part of an object stands after `/`: `pods/log`."
        }
        T::ResourceNames => {
            "Limits the rule to objects with these names. Does not work for `create`, and hardly for `list`."
        }
    }
}

pub(crate) fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Service(name) => format!("Service: {name}"),
        Fact::Level(level) => format!("Access level: {}", level.name()),
        Fact::Resources(types) => format!("Works on: {}", list(types)),
        Fact::OnlyEverything => "Works on no particular resource: only `\"Resource\": \"*\"` allows it.".to_owned(),
        Fact::Needs(actions) => format!("May also need: {}", list(actions)),
        Fact::Actions(0, _) => "Stands for no action of the catalogue.".to_owned(),
        Fact::Actions(count, first) if *count > first.len() => {
            format!("Stands for {count} actions: {} …", list(first))
        }
        Fact::Actions(count, first) => format!("Stands for {count} actions: {}", list(first)),
        Fact::NoService => {
            "No service of the catalogue has this prefix: perhaps a misspelling, perhaps newer than the catalogue."
                .to_owned()
        }
        Fact::NotLoaded => "The actions of this service come with the catalogue of all services, which is not here yet.".to_owned(),
        Fact::NotInCatalogue => "Not in the catalogue: perhaps a misspelling, perhaps newer than the catalogue.".to_owned(),
        Fact::FalseIfMissing => "If the request has no such key, it does not match.".to_owned(),
        Fact::TrueIfMissing => "If the request has no such key, it matches.".to_owned(),
        Fact::IfExists => "`IfExists`: if the request has no such key, it matches.".to_owned(),
        Fact::Negated => "Negated: it holds if none of the values matches.".to_owned(),
        Fact::ForAllValues => {
            "`ForAllValues`: every value of the request must match. It also holds if the request has none, so it is unsafe in an Allow by itself.".to_owned()
        }
        Fact::ForAnyValue => "`ForAnyValue`: one of the request's values must match.".to_owned(),
        Fact::Key(kind, several) => {
            format!("Values: {}{}", key_type(*kind), if *several { ", several in one request" } else { "" })
        }
        Fact::InTrustRequest(carried) => format!("When the token is changed for the role: {}", self::carried(*carried)),
        Fact::InSession(carried) => format!("In calls of the Pod afterwards: {}", self::carried(*carried)),
        Fact::Partition(name) => format!("Partition: `{name}`"),
        Fact::Account(number) => format!("Account: `{number}`"),
        Fact::Region(name) => format!("Region: `{name}`"),
        Fact::ResourceType(name) => format!("Type: {name}"),
        Fact::Name(name) => format!("Resource: `{name}`"),
        Fact::Here => "Its documents are in this scenario.".to_owned(),
        Fact::NotHere => "This scenario has no documents of it.".to_owned(),
        Fact::Namespace(name) => format!("Namespace: `{name}`"),
        Fact::ServiceAccount(name) => format!("ServiceAccount: `{name}`"),
    }
}

pub(crate) fn key_type(kind: KeyType) -> &'static str {
    match kind {
        KeyType::String => "text",
        KeyType::Arn => "ARN",
        KeyType::Bool => "true or false",
        KeyType::Numeric => "number",
        KeyType::Date => "time",
        KeyType::IpAddress => "IP address",
    }
}

pub(crate) fn carried(carried: Carried) -> &'static str {
    match carried {
        Carried::Yes => "always there",
        Carried::No => "never there",
        Carried::Perhaps => "it depends",
    }
}

fn list(names: &[impl AsRef<str>]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}
