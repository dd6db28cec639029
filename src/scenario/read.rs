//! JSON text to a scenario.
//!
//! What always holds: nothing is passed over. An unknown field, a field twice, a wrong type, or a missing field refuses
//! the whole, with the way to the field; `null` stands for a field that is left out. What is read after the first error
//! is thrown away, so that no function here has to stop for it.

pub(crate) mod place;

use super::{
    Application, Cluster, Compute, Expectation, Group, Lifecycle, NamedPolicy, Network, OidcProvider,
    PodIdentityAssociation, Question, ResourcePolicy, Role, Runtime, Scenario, ScenarioError, StsEndpoint, User,
    VerificationKeys,
};
use crate::credentials::Sdk;
use crate::iam::context::ContextValue;
use crate::syntax::{Value, json};
use crate::text::{LineIndex, SourceId};
use place::{Fields, Place, Refusal};

const SDKS: &[(&str, Sdk)] = &[
    ("python", Sdk::Python),
    ("cli", Sdk::Cli),
    ("javascript", Sdk::Javascript),
    ("go", Sdk::Go),
    ("java", Sdk::Java),
    ("javaWithoutSts", Sdk::JavaWithoutSts),
    ("rust", Sdk::Rust),
    ("old", Sdk::Old),
];

const LIFECYCLES: &[(&str, Lifecycle)] = &[
    ("inOrder", Lifecycle::InOrder),
    ("podBeforeAnnotation", Lifecycle::PodBeforeAnnotation),
    ("notInWebhookCache", Lifecycle::NotInWebhookCache),
];

const COMPUTES: &[(&str, Compute)] = &[
    ("linux", Compute::Linux),
    ("windows", Compute::Windows),
    ("fargate", Compute::Fargate),
    ("outsideEks", Compute::OutsideEks),
];

const NETWORKS: &[(&str, Network)] = &[("internet", Network::Internet), ("noInternet", Network::NoInternet)];

const STS_ENDPOINTS: &[(&str, StsEndpoint)] = &[("regional", StsEndpoint::Regional), ("global", StsEndpoint::Global)];

const APPLICATIONS: &[(&str, Application)] =
    &[("ordinary", Application::Ordinary), ("explicitGlobalStsEndpoint", Application::ExplicitGlobalStsEndpoint)];

const KEYS: &[(&str, VerificationKeys)] = &[
    ("found", VerificationKeys::Found),
    ("unreachable", VerificationKeys::Unreachable),
    ("thumbprintMismatch", VerificationKeys::ThumbprintMismatch),
];

const EXPECTATIONS: &[(&str, Expectation)] =
    &[("allowed", Expectation::Allowed), ("denied", Expectation::Denied), ("either", Expectation::Either)];

/// Reads a scenario.
pub(super) fn scenario(text: &str) -> Result<Scenario, ScenarioError> {
    document(text, top)
}

/// Reads JSON text with a reader of its top.
pub(crate) fn document<T>(text: &str, read: fn(&Place<'_>) -> T) -> Result<T, ScenarioError> {
    let (root, diagnostics) = json::parse(SourceId::Settings, text);
    let Some(root) = root else {
        let at = diagnostics.first().map_or(0, |diagnostic| diagnostic.at.span.start);
        let (line, column) = LineIndex::new(text).line_column(at);
        return Err(ScenarioError {
            path: String::new(),
            message: format!("this is no JSON: line {line}, column {column}"),
        });
    };
    let refusal = Refusal::default();
    let whole = read(&Place::top(&root, &refusal));
    refusal.take().map_or(Ok(whole), Err)
}

/// Reads a scenario that stands inside another document.
pub(crate) fn top(place: &Place<'_>) -> Scenario {
    let fields = place.fields(&[
        "manifests",
        "roles",
        "users",
        "groups",
        "resourcePolicies",
        "serviceControlPolicies",
        "resourceControlPolicies",
        "sessionPolicy",
        "endpointPolicy",
        "cluster",
        "oidcProviders",
        "podIdentityAssociations",
        "nodeRole",
        "imdsReachable",
        "sdk",
        "runtime",
        "questions",
    ]);
    Scenario {
        manifests: fields.text("manifests").unwrap_or_default(),
        roles: fields.list("roles", role),
        users: fields.list("users", user),
        groups: fields.list("groups", group),
        resource_policies: fields.list("resourcePolicies", resource_policy),
        service_control_policies: fields.list("serviceControlPolicies", texts),
        resource_control_policies: fields.list("resourceControlPolicies", texts),
        session_policy: fields.text("sessionPolicy"),
        endpoint_policy: fields.text("endpointPolicy"),
        cluster: fields.one("cluster", cluster),
        oidc_providers: fields.one("oidcProviders", |place| place.elements(oidc_provider)),
        pod_identity_associations: fields.list("podIdentityAssociations", association),
        node_role: fields.text("nodeRole"),
        imds_reachable: fields.flag("imdsReachable"),
        sdk: fields.choice("sdk", SDKS),
        runtime: fields.one("runtime", runtime).unwrap_or_default(),
        questions: fields.list("questions", question),
    }
}

fn runtime(place: &Place<'_>) -> Runtime {
    let fields = place.fields(&[
        "webhookMissing",
        "agentMissing",
        "lifecycle",
        "tokenAge",
        "durationSeconds",
        "compute",
        "network",
        "stsEndpoint",
        "application",
        "trustPolicyQuota",
    ]);
    Runtime {
        webhook_missing: fields.flag("webhookMissing").unwrap_or_default(),
        agent_missing: fields.flag("agentMissing").unwrap_or_default(),
        lifecycle: fields.choice("lifecycle", LIFECYCLES).unwrap_or_default(),
        token_age: fields.number("tokenAge"),
        duration_seconds: fields.small_number("durationSeconds"),
        compute: fields.choice("compute", COMPUTES).unwrap_or_default(),
        network: fields.choice("network", NETWORKS).unwrap_or_default(),
        sts_endpoint: fields.choice("stsEndpoint", STS_ENDPOINTS),
        application: fields.choice("application", APPLICATIONS).unwrap_or_default(),
        trust_policy_quota: fields.small_number("trustPolicyQuota"),
    }
}

fn role(place: &Place<'_>) -> Role {
    let fields = place.fields(&["arn", "trustPolicy", "policies", "permissionsBoundary", "tags", "maxSessionDuration"]);
    Role {
        arn: fields.required("arn"),
        trust_policy: fields.text("trustPolicy"),
        policies: policies(&fields),
        permissions_boundary: fields.text("permissionsBoundary"),
        tags: fields.map("tags", text),
        max_session_duration: fields.small_number("maxSessionDuration"),
    }
}

fn user(place: &Place<'_>) -> User {
    let fields = place.fields(&["arn", "policies", "groups", "permissionsBoundary", "tags"]);
    User {
        arn: fields.required("arn"),
        policies: policies(&fields),
        groups: fields.one("groups", texts).unwrap_or_default(),
        permissions_boundary: fields.text("permissionsBoundary"),
        tags: fields.map("tags", text),
    }
}

fn group(place: &Place<'_>) -> Group {
    let fields = place.fields(&["name", "policies"]);
    Group { name: fields.required("name"), policies: policies(&fields) }
}

fn policies(fields: &Fields<'_>) -> Vec<NamedPolicy> {
    let policy = |place: &Place<'_>| {
        let fields = place.fields(&["name", "document"]);
        NamedPolicy { name: fields.text("name").unwrap_or_default(), document: fields.required("document") }
    };
    fields.list("policies", policy)
}

fn resource_policy(place: &Place<'_>) -> ResourcePolicy {
    let fields = place.fields(&["resource", "document"]);
    ResourcePolicy { resource: fields.required("resource"), document: fields.required("document") }
}

fn cluster(place: &Place<'_>) -> Cluster {
    let fields = place.fields(&["name", "account", "region", "issuer", "version"]);
    Cluster {
        name: fields.text("name"),
        account: fields.text("account"),
        region: fields.text("region"),
        issuer: fields.text("issuer"),
        version: fields.text("version"),
    }
}

fn oidc_provider(place: &Place<'_>) -> OidcProvider {
    let fields = place.fields(&["account", "url", "clientIds", "keys"]);
    OidcProvider {
        account: fields.required("account"),
        url: fields.required("url"),
        client_ids: fields.one("clientIds", texts).unwrap_or_default(),
        keys: fields.choice("keys", KEYS).unwrap_or_default(),
    }
}

fn association(place: &Place<'_>) -> PodIdentityAssociation {
    let fields =
        place.fields(&["namespace", "serviceAccount", "roleArn", "targetRoleArn", "disableSessionTags", "policy"]);
    PodIdentityAssociation {
        namespace: fields.required("namespace"),
        service_account: fields.required("serviceAccount"),
        role_arn: fields.required("roleArn"),
        target_role_arn: fields.text("targetRoleArn"),
        disable_session_tags: fields.flag("disableSessionTags").unwrap_or_default(),
        policy: fields.text("policy"),
    }
}

fn question(place: &Place<'_>) -> Question {
    let fields = place.fields(&["principal", "action", "resource", "context", "expect"]);
    Question {
        principal: fields.text("principal"),
        action: fields.required("action"),
        resource: fields.required("resource"),
        context: fields.map("context", context_value),
        expect: fields.choice("expect", EXPECTATIONS),
    }
}

fn text(place: &Place<'_>) -> String {
    place.text()
}

fn texts(place: &Place<'_>) -> Vec<String> {
    place.elements(text)
}

/// One value or a list of them, as requests carry them: numbers and booleans are written as texts.
pub(crate) fn context_value(place: &Place<'_>) -> ContextValue {
    match &place.node().value {
        Value::Array(_) => ContextValue::Many(place.elements(scalar)),
        _ => ContextValue::One(scalar(place)),
    }
}

fn scalar(place: &Place<'_>) -> String {
    match &place.node().value {
        Value::String(text) => text.value.clone(),
        Value::Number(text) => text.clone(),
        Value::Bool(value) => if *value { "true" } else { "false" }.to_owned(),
        Value::Null | Value::Array(_) | Value::Object(_) => place.unlike("a text, a number, true or false"),
    }
}
