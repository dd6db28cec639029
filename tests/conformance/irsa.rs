//! The whole walk: which link breaks, as whom does the container run, and what does the user see?
//!
//! The names of the cases are those of their README; [`names`] maps our typed reasons to them. Where the vocabulary has
//! two names for one reason, both are given. Rows that follow from the configuration must agree with a name of the first
//! thing that went another way; for the others what came after it counts too, as does `alt_link`.

use super::{Folder, Outcome};
use irsa_playground::chain::reason::{Misplaced, NotInjected, OtherCredentials};
use irsa_playground::chain::simulation::Chain;
use irsa_playground::chain::{Identity, Reason, Simulation, Verdict, simulate};
use irsa_playground::diagnostic::{Finding, Severity};
use irsa_playground::kubernetes::manifest;
use irsa_playground::kubernetes::rbac::{self, Builtins, Request, Target, User};
use irsa_playground::scenario::Scenario;
use irsa_playground::text::SourceId;
use serde_json::{Value, json};

pub fn run(row: &Value, _folder: &Folder) -> Outcome {
    let scenario = scenario(&row["config"])?;
    let simulation = simulate(&scenario);
    let chain = simulation.chains.first().ok_or("no chain")?;
    let strict = matches!(row["derivable"].as_str(), Some("config" | "pod-identity"));
    let mut differences = Vec::new();
    if let Err(difference) = link(row, &simulation, chain, strict) {
        differences.push(difference);
    }
    if let Err(difference) = identity(row, chain, strict) {
        differences.push(difference);
    }
    if let Err(difference) = error(row, chain) {
        differences.push(difference);
    }
    if differences.is_empty() { Ok(()) } else { Err(differences.join("; ")) }
}

/// A scenario with everything that a row's configuration says.
fn scenario(config: &Value) -> Result<Scenario, String> {
    let list = |field: &str| config[field].as_array().cloned().unwrap_or_default();
    let cluster = &config["cluster"];
    let providers: Vec<Value> = list("oidc_providers").iter().map(provider).collect();
    let mut roles: Vec<Value> = list("roles").iter().map(role).collect();
    if roles.is_empty() {
        // A row lists all the roles there are, a scenario those that somebody pasted; so that "none" can be said, one
        // stands for the rest of the account.
        let account = cluster["account"].as_str().unwrap_or("111122223333");
        roles.push(json!({ "arn": format!("arn:aws:iam::{account}:role/of-somebody-else") }));
    }
    let action = &config["test_action"];
    let questions = if action["action"].is_string() { json!([action]) } else { json!([]) };
    let mut value = json!({
        "manifests": config["k8s_yaml"],
        "roles": roles,
        "oidcProviders": providers,
        "podIdentityAssociations": config["pod_identity_associations"],
        "questions": questions,
        "runtime": runtime(config),
    });
    let members = value.as_object_mut().unwrap();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            members.insert(name.to_owned(), value);
        }
    };
    let fields = [("name", "name"), ("account", "account"), ("region", "region"), ("issuer", "oidc_issuer")];
    let fields = fields.into_iter().chain([("version", "version")]);
    let of_cluster = fields.filter(|(_, theirs)| !cluster[*theirs].is_null());
    set("cluster", of_cluster.map(|(ours, theirs)| (ours.to_owned(), cluster[theirs].clone())).collect());
    set("nodeRole", config["node_role"].clone());
    set("imdsReachable", config["imds_reachable"].clone());
    set("sdk", sdk(config["sdk"].as_str()));
    Scenario::from_json(&value.to_string()).map_err(|error| error.to_string())
}

fn provider(provider: &Value) -> Value {
    let keys = match (provider["jwks_reachable"].as_bool(), provider["thumbprint_matches"].as_bool()) {
        (Some(false), _) => "unreachable",
        (_, Some(false)) => "thumbprintMismatch",
        _ => "found",
    };
    let clients = if provider["client_ids"].is_null() { json!([]) } else { provider["client_ids"].clone() };
    json!({ "account": provider["account"], "url": provider["url"], "clientIds": clients, "keys": keys })
}

fn role(role: &Value) -> Value {
    let text = |document: &Value| match document {
        Value::String(text) => text.clone(),
        document => document.to_string(),
    };
    let documents = role["policies"].as_array().cloned().unwrap_or_default();
    let policies: Vec<Value> = documents.iter().map(|document| json!({ "document": text(document) })).collect();
    let mut value = json!({ "arn": role["arn"], "policies": policies });
    let members = value.as_object_mut().unwrap();
    if !role["trust"].is_null() {
        members.insert("trustPolicy".to_owned(), text(&role["trust"]).into());
    }
    for (ours, theirs) in [("maxSessionDuration", "max_session_duration"), ("tags", "tags")] {
        if !role[theirs].is_null() {
            members.insert(ours.to_owned(), role[theirs].clone());
        }
    }
    value
}

fn sdk(name: Option<&str>) -> Value {
    match name {
        None => Value::Null,
        Some("java-no-sts") => json!("javaWithoutSts"),
        Some(other) => json!(other),
    }
}

fn runtime(config: &Value) -> Value {
    let mut runtime = serde_json::Map::new();
    let mut set = |name: &str, value: Value| runtime.insert(name.to_owned(), value);
    if config["webhook_installed"] == json!(false) {
        set("webhookMissing", json!(true));
    }
    if config["agent_installed"] == json!(false) {
        set("agentMissing", json!(true));
    }
    match config["lifecycle"].as_str() {
        Some("pod_created_before_annotation") => set("lifecycle", json!("podBeforeAnnotation")),
        Some("sa_not_in_webhook_cache") => set("lifecycle", json!("notInWebhookCache")),
        _ => None,
    };
    for (ours, theirs) in [("tokenAge", "token_age"), ("durationSeconds", "duration_seconds")] {
        if config[theirs].is_u64() {
            set(ours, config[theirs].clone());
        }
    }
    if config["network"] == json!("no-internet") {
        set("network", json!("noInternet"));
    }
    if config["application"] == json!("explicit_global_sts_endpoint") {
        set("application", json!("explicitGlobalStsEndpoint"));
    }
    match config["sts_endpoint"].as_str() {
        Some("global") => set("stsEndpoint", json!("global")),
        Some(_) => set("stsEndpoint", json!("regional")),
        None => None,
    };
    // What the nodes are may stand under any name.
    let mut facts = config.clone();
    let documents = ["k8s_yaml", "roles", "node_role", "test_action", "pod_identity_associations", "oidc_providers"];
    facts.as_object_mut().unwrap().retain(|name, _| !documents.contains(&name.as_str()));
    let facts = facts.to_string().to_lowercase();
    for (word, compute) in [("fargate", "fargate"), ("windows", "windows"), ("anywhere", "outsideEks")] {
        if facts.contains(word) {
            set("compute", json!(compute));
        }
    }
    Value::Object(runtime)
}

fn link(row: &Value, simulation: &Simulation, chain: &Chain, strict: bool) -> Outcome {
    let names = names(row, simulation, chain);
    let expected = row["expected_broken_link"].as_str();
    let agrees = match expected {
        None => names.is_empty(),
        Some(name) if strict => names.first().is_some_and(|first| first.contains(&name)),
        Some(name) => {
            let alternative = row["alt_link"].as_str();
            names.iter().copied().flatten().any(|one| *one == name || Some(*one) == alternative)
        }
    };
    if agrees {
        return Ok(());
    }
    let reasons: Vec<&Reason> = chain.broken().iter().map(|link| &link.reason).collect();
    Err(format!("expected link {expected:?}, was {names:?} {reasons:?}"))
}

/// The names that the cases have for what happened, in order; one list for each thing that happened.
fn names(row: &Value, simulation: &Simulation, chain: &Chain) -> Vec<&'static [&'static str]> {
    let mut names = Vec::new();
    for link in &chain.links {
        match &link.reason {
            // These links hold, and yet the walk went another way than the manifests suggest.
            Reason::SelectsDefault { unused: Some(_), .. } => names.push(&["pod->sa"][..]),
            Reason::AssociationInjects { instead_of: Some(_), .. } => names.push(&["pod-identity"]),
            Reason::TokenExpired if matches!(chain.links[1].reason, Reason::AssociationInjects { .. }) => {
                names.push(&["pod-identity", "token"]);
            }
            reason if link.verdict == Verdict::Fail => names.push(broken(reason)),
            _ => {}
        }
    }
    if chain.verdict() == Verdict::Unknown {
        names.push(&["unknown"]);
    }
    // The SDK went on after a failure, or found nothing to go on with.
    match &chain.identity {
        Identity::NodeRole { .. } => names.push(&["sdk"]),
        Identity::Nobody if chain.links[2].reason == Reason::NoCredentials => names.push(&["imds"]),
        _ => {}
    }
    if row["derivable"] == json!("lint") {
        names.extend(lessons(row, simulation, chain));
    }
    names
}

/// What can be learnt besides.
fn lessons(row: &Value, simulation: &Simulation, chain: &Chain) -> Vec<&'static [&'static str]> {
    let too_wide = |finding: &Finding| matches!(finding, Finding::Trust(_));
    let lint = simulation.diagnostics.iter().any(|d| d.severity == Severity::Security && too_wide(&d.finding));
    let mut names: Vec<&[&str]> = Vec::new();
    // A row without an identity asks who else may become this one.
    if lint || (row["expected_identity"].is_null() && !chain.bridges.is_empty()) {
        names.push(&["security"]);
    }
    if !chain.lessons.is_empty() {
        names.push(&["concept"]);
    }
    names
}

fn broken(reason: &Reason) -> &'static [&'static str] {
    use Reason as R;
    match reason {
        R::ObjectRefused => &["k8s"],
        R::ServiceAccountMissing { .. } => &["pod->sa"],
        R::NoRoleAnnotation { instead: Some(Misplaced::AssociatedElsewhere { .. }), .. } => {
            &["pod-identity", "sa->annotation"]
        }
        R::NoRoleAnnotation { .. } => &["sa->annotation"],
        R::MalformedRoleArn { .. } => &["sa->annotation", "sts"],
        R::NotInjected { because: NotInjected::AllPreset } => &["webhook", "token"],
        R::NotInjected { .. } => &["webhook"],
        R::PicksOther { provider: OtherCredentials::NodeRole } => &["imds"],
        R::PicksOther { .. } => &["sdk"],
        R::NoCredentials => &["imds"],
        R::NoTokenFile { .. } | R::TokenNotReadable { .. } | R::TokenForApiServer { .. } => &["token"],
        // Two things do not fit, and either may be meant.
        R::AudienceNotAccepted { .. } => &["provider", "token"],
        R::NoProvider { .. } | R::KeysUnreachable { .. } | R::ThumbprintMismatch { .. } => &["provider"],
        R::StsUnreachable { .. } | R::SignedForOtherRegion | R::TokenNotValidInRegion { .. } => &["network"],
        R::TokenExpired => &["token"],
        R::RequestRefused | R::DurationTooLong { .. } => &["sts"],
        R::AgentMissing => &["pod-identity", "network"],
        R::AssociationRefused { .. } | R::PodIdentityUnsupported { .. } => &["pod-identity"],
        R::RoleMissing { .. } => &["sa->role"],
        R::TrustRefuses { .. } | R::TrustDenies | R::TrustNotSaved | R::TrustTooLarge { .. } => &["trust"],
        R::AssumeRefused { .. } => &["cross-account"],
        R::ActionDenied { .. } | R::NoPolicies | R::NothingAllowed | R::ResourceDenied { .. } => &["role->action"],
        other => panic!("{other:?} breaks no link"),
    }
}

fn identity(row: &Value, chain: &Chain, strict: bool) -> Outcome {
    let text = match &chain.identity {
        Identity::WebIdentity { session_arn, .. } | Identity::PodIdentity { session_arn, .. } => session_arn.as_str(),
        Identity::NodeRole { session_arn } => session_arn.as_deref().unwrap_or("the node's role"),
        Identity::StaticKeys => "iam user of the keys",
        Identity::Nobody | Identity::NoPod => "",
        Identity::Unknown => "unknown",
    };
    // Up to the session's name, which differs from run to run.
    let role = |arn: &str| arn.rsplit_once('/').map_or(arn, |(role, _)| role).to_owned();
    let agrees = match row["expected_identity"].as_str() {
        Some(expected) if expected.starts_with("arn:") => role(expected) == role(text),
        Some(expected) => expected.to_lowercase() == text,
        // Where a fact outside of the configuration decides, or nothing is broken, a row leaves the identity open.
        None => !strict || text.is_empty(),
    };
    if agrees { Ok(()) } else { Err(format!("expected identity {}, was {:?}", row["expected_identity"], text)) }
}

fn error(row: &Value, chain: &Chain) -> Outcome {
    let Some(expected) = row["error"].as_str() else { return Ok(()) };
    let expected = expected.trim();
    // A dash or a remark in brackets is no error text.
    let is_remark = expected.starts_with('(') && expected.ends_with(')');
    if is_remark || matches!(expected, "" | "-" | "—") {
        return Ok(());
    }
    let of_links = chain.links.iter().filter_map(|link| link.error.as_ref());
    let of_cluster = chain.lessons.iter().filter_map(|lesson| match lesson {
        irsa_playground::chain::Lesson::IamIsNotRbac { error } => Some(error.clone()),
        irsa_playground::chain::Lesson::RbacIsNotIam { .. } => None,
    });
    let actual: Vec<String> = of_links
        .chain(&chain.symptom)
        .flat_map(|error| [error.message.clone(), error.code.clone()])
        .chain(of_cluster)
        .chain(forbidden(row, chain))
        .filter(|text| !text.is_empty())
        .collect();
    let fits = alternatives(expected).iter().any(|one| actual.iter().any(|text| fits(one, text)));
    if fits { Ok(()) } else { Err(format!("expected error {expected:?}, was {actual:?}")) }
}

/// What Kubernetes answers when the ServiceAccount lists the Pods of its namespace.
fn forbidden(row: &Value, chain: &Chain) -> Option<String> {
    let text = row["config"]["k8s_yaml"].as_str()?;
    let (namespace, name) = (chain.service_account.namespace.as_str(), chain.service_account.name.as_str());
    let (manifests, _) = manifest::read(SourceId::Manifests, text, namespace);
    let target = Target::Resource {
        api_group: String::new(),
        resource: "pods".to_owned(),
        subresource: String::new(),
        namespace: namespace.to_owned(),
        name: String::new(),
    };
    let user = User::service_account(namespace, name);
    let rbac = rbac::lower(&manifests.objects, Builtins::Included);
    let decision = rbac::authorize(&rbac, &Request { user, verb: "list".to_owned(), target });
    (!decision.allowed).then_some(decision.denial)
}

/// The texts that a row gives, one of which is enough: separated by ` / `, or in brackets after `newer:`.
fn alternatives(expected: &str) -> Vec<String> {
    let (older, newer) = match expected.split_once("(newer:") {
        Some((older, newer)) => (older, newer.trim().trim_end_matches(')')),
        None => (expected, ""),
    };
    let parts = older.split(" / ").chain([newer]);
    let message = |part: &str| {
        let part = part.trim();
        let part = ["(v1)", "(v2)", "(S3)"].iter().fold(part, |part, mark| part.trim_end_matches(mark).trim_end());
        // The message alone: without the words of the CLI, without the code.
        let part = part.rsplit_once(" operation: ").map_or(part, |(_, message)| message);
        let code = part.split_once(": ").filter(|(code, _)| {
            code.chars().all(char::is_alphanumeric) && (code.ends_with("Exception") || KNOWN_CODES.contains(code))
        });
        let part = code.map_or(part, |(_, message)| message);
        let bracketed = part.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        match bracketed {
            Some((code, message)) if code.chars().all(char::is_alphanumeric) => {
                message.trim_start_matches(':').trim().to_owned()
            }
            _ => part.to_owned(),
        }
    };
    parts.map(message).filter(|part| !part.is_empty()).collect()
}

const KNOWN_CODES: [&str; 6] = [
    "InvalidIdentityToken",
    "MalformedPolicyDocument",
    "LimitExceeded",
    "InvalidToken",
    "ValidationError",
    "AccessDenied",
];

/// Whether a text has the pieces between the ellipses of what is expected, in order; session names, times and addresses
/// are placeholders.
fn fits(expected: &str, actual: &str) -> bool {
    let (expected, actual) = (plain(expected), plain(actual));
    // The CLI adds advice to the sentence of the SDK.
    if actual.contains(' ') && expected.starts_with(&format!("{actual}. ")) {
        return true;
    }
    let mut rest = actual.as_str();
    for piece in expected.split('…').map(str::trim).filter(|piece| !piece.is_empty()) {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}

/// A text with everything that differs from run to run made equal.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if let Some((role, _)) = word.split_once(":assumed-role/").and_then(|(_, rest)| rest.split_once('/')) {
            return format!("assumed-role/{role}/<session>");
        }
        let is_time = digits >= 9 && word.chars().all(|c| c.is_ascii_digit());
        let is_address = word.ends_with(":443:") && word.starts_with(|c: char| c.is_ascii_digit());
        if is_time || is_address { "<number>".to_owned() } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}
