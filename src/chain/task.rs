//! Tasks in people's words, such as "upload a file encrypted with a KMS key": the API operations each takes, the
//! actions they ask for, and which of those are missing.
//!
//! What always holds: a need is one decision of [`crate::iam::evaluate`]; where only the policy of the other side is
//! not given (of a KMS key, of a resource in another account), nothing is called missing: it cannot be said. A call of
//! KMS that a service makes for the caller carries `kms:ViaService` and `aws:ViaAWSService`. Sources: KMS developer
//! guide, `kms:ViaService`; S3 user guide, "Required permissions for Amazon S3 API operations".

use super::explain;
use super::grant;
use super::permission;
use super::session::Session;
use super::simulation::{Answer, Cell};
use super::world::World;
use crate::aws::Arn;
use crate::aws::operations::{self, Need, Operation, When};
use crate::iam::context::ContextValue;
use crate::iam::evaluate::{Blocker, Cause};
use crate::iam::policy::PolicyKind;
use crate::scenario::{Question, Scenario};
use std::collections::BTreeMap;

/// What people want to do.
#[expect(missing_docs, reason = "the names say it, and `message` has a sentence for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    DownloadFile,
    DownloadEncrypted,
    UploadFile,
    UploadEncrypted,
    UploadLarge,
    UploadLargeEncrypted,
    ListFiles,
    DeleteFile,
    CopyFile,
    SyncUp,
    SyncUpDelete,
    SyncDown,
    ReadItems,
    WriteItems,
    QueryTable,
    QueryIndex,
    ScanTable,
    WriteTransaction,
    SendMessages,
    ReceiveMessages,
    ReceiveEncrypted,
    Publish,
    PublishEncrypted,
    EncryptData,
    DecryptData,
    ReadSecret,
    ReadSecretEncrypted,
    ReadParameter,
    ReadParameterEncrypted,
    ReadParametersByPath,
    PullImage,
    PushImage,
    AssumeRole,
    WhoAmI,
}

/// A task: the service it is listed under and the operations it takes, each with its cases.
type Recipe = (Task, &'static str, &'static [(&'static str, &'static [When])]);

const KEY: &[When] = &[When::CustomerKey];

/// Every task with its recipe, in the order in which they are shown.
const RECIPES: [Recipe; 34] = [
    (Task::DownloadFile, "s3", &[("GetObject", &[])]),
    (Task::DownloadEncrypted, "s3", &[("GetObject", KEY)]),
    (Task::UploadFile, "s3", &[("PutObject", &[])]),
    (Task::UploadEncrypted, "s3", &[("PutObject", KEY)]),
    (
        Task::UploadLarge,
        "s3",
        &[
            ("CreateMultipartUpload", &[]),
            ("UploadPart", &[]),
            ("CompleteMultipartUpload", &[]),
            ("AbortMultipartUpload", &[]),
        ],
    ),
    (
        Task::UploadLargeEncrypted,
        "s3",
        &[
            ("CreateMultipartUpload", KEY),
            ("UploadPart", KEY),
            ("CompleteMultipartUpload", KEY),
            ("AbortMultipartUpload", &[]),
        ],
    ),
    (Task::ListFiles, "s3", &[("ListObjectsV2", &[])]),
    (Task::DeleteFile, "s3", &[("DeleteObject", &[])]),
    (Task::CopyFile, "s3", &[("CopyObject", &[])]),
    (Task::SyncUp, "s3", &[("ListObjectsV2", &[]), ("PutObject", &[])]),
    (Task::SyncUpDelete, "s3", &[("ListObjectsV2", &[]), ("PutObject", &[]), ("DeleteObject", &[])]),
    (Task::SyncDown, "s3", &[("ListObjectsV2", &[]), ("GetObject", &[])]),
    (Task::ReadItems, "dynamodb", &[("GetItem", &[]), ("BatchGetItem", &[])]),
    (
        Task::WriteItems,
        "dynamodb",
        &[("PutItem", &[]), ("UpdateItem", &[]), ("DeleteItem", &[]), ("BatchWriteItem", &[])],
    ),
    (Task::QueryTable, "dynamodb", &[("Query", &[])]),
    (Task::QueryIndex, "dynamodb", &[("Query", &[When::Index])]),
    (Task::ScanTable, "dynamodb", &[("Scan", &[])]),
    (
        Task::WriteTransaction,
        "dynamodb",
        &[("TransactWriteItems", &[When::PutMember, When::UpdateMember, When::DeleteMember, When::CheckMember])],
    ),
    (Task::SendMessages, "sqs", &[("SendMessage", &[])]),
    (Task::ReceiveMessages, "sqs", &[("ReceiveMessage", &[]), ("DeleteMessage", &[])]),
    (Task::ReceiveEncrypted, "sqs", &[("ReceiveMessage", KEY), ("DeleteMessage", &[])]),
    (Task::Publish, "sns", &[("Publish", &[])]),
    (Task::PublishEncrypted, "sns", &[("Publish", KEY)]),
    (Task::EncryptData, "kms", &[("Encrypt", &[]), ("GenerateDataKey", &[])]),
    (Task::DecryptData, "kms", &[("Decrypt", &[])]),
    (Task::ReadSecret, "secretsmanager", &[("GetSecretValue", &[])]),
    (Task::ReadSecretEncrypted, "secretsmanager", &[("GetSecretValue", KEY)]),
    (Task::ReadParameter, "ssm", &[("GetParameter", &[])]),
    (Task::ReadParameterEncrypted, "ssm", &[("GetParameter", KEY)]),
    (Task::ReadParametersByPath, "ssm", &[("GetParametersByPath", &[])]),
    (
        Task::PullImage,
        "ecr",
        &[("GetAuthorizationToken", &[]), ("BatchGetImage", &[]), ("GetDownloadUrlForLayer", &[])],
    ),
    (
        Task::PushImage,
        "ecr",
        &[
            ("GetAuthorizationToken", &[]),
            ("BatchCheckLayerAvailability", &[]),
            ("InitiateLayerUpload", &[]),
            ("UploadLayerPart", &[]),
            ("CompleteLayerUpload", &[]),
            ("PutImage", &[]),
        ],
    ),
    (Task::AssumeRole, "sts", &[("AssumeRole", &[])]),
    (Task::WhoAmI, "sts", &[("GetCallerIdentity", &[])]),
];

/// Every service that has tasks, in the order in which they are shown.
pub const SERVICES: [&str; 9] = ["s3", "dynamodb", "sqs", "sns", "kms", "secretsmanager", "ssm", "ecr", "sts"];

/// What a need is asked of: the resource that the reader chose for each service, and the KMS key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// ARN by service; a service without one is asked of a resource with a made-up name.
    pub by_service: BTreeMap<&'static str, String>,
    /// The key that data is encrypted with.
    pub key: Option<String>,
}

/// A task or an operation, and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// What is tried.
    pub what: What,
    /// The service it is listed under.
    pub service: &'static str,
    /// The operations it takes.
    pub operations: Vec<&'static str>,
    /// What it asks for, each once.
    pub needs: Vec<Tested>,
    /// All together: `ImplicitDeny` where something is missing, `Unknown` where only the other side is not given.
    pub answer: Answer,
}

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A task.
    Task(Task),
    /// An API operation in this case, if in a special one.
    Operation(&'static str, Option<When>),
}

/// One need, decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// The action.
    pub action: String,
    /// The resource or pattern.
    pub resource: String,
    /// The answer.
    pub cell: Cell,
    /// Whether all that is missing is the policy of the other side, which was not given.
    pub other_side: bool,
    /// Whether an Allow in an identity policy is all that the role's side lacks.
    pub grantable: bool,
    /// Condition keys that the call carries because of the operation it is made by.
    pub via: BTreeMap<String, ContextValue>,
}

/// Every task for a chain's session; empty where the chain has none.
#[must_use]
pub fn tasks(scenario: &Scenario, chain: usize, principal: &str, targets: &Targets) -> Vec<Tried> {
    with_session(scenario, chain, &|session| {
        let tried = RECIPES.iter().map(|(task, service, recipe)| {
            let operations =
                recipe.iter().filter_map(|(name, cases)| Some((operations::operation(service, name)?, *cases)));
            try_all(session, principal, targets, What::Task(*task), service, &operations.collect::<Vec<_>>())
        });
        tried.collect()
    })
}

/// Every API operation of a service, and its special cases, for a chain's session.
#[must_use]
pub fn operations(scenario: &Scenario, chain: usize, principal: &str, targets: &Targets, service: &str) -> Vec<Tried> {
    with_session(scenario, chain, &|session| {
        let mut tried = Vec::new();
        for operation in operations::all().iter().filter(|operation| operation.service == service) {
            let mut cases: Vec<Option<When>> = vec![None];
            cases.extend(operation.variants.iter().map(|variant| Some(variant.when)));
            cases.retain(|case| case.is_some() || !operation.needs.is_empty());
            for case in cases {
                let (what, when) = (What::Operation(operation.name, case), case.as_slice());
                tried.push(try_all(session, principal, targets, what, operation.service, &[(operation, when)]));
            }
        }
        tried
    })
}

fn with_session(scenario: &Scenario, chain: usize, read: &dyn Fn(&Session<'_>) -> Vec<Tried>) -> Vec<Tried> {
    let world = World::read(scenario);
    let mut found = Vec::new();
    explain::visit(&world, chain, &mut |walker, assume| {
        found = walker.session(assume.as_ref()).map(|session| read(&session)).unwrap_or_default();
    });
    found
}

fn try_all(
    session: &Session<'_>,
    principal: &str,
    targets: &Targets,
    what: What,
    service: &'static str,
    recipe: &[(&'static Operation, &[When])],
) -> Tried {
    let mut needs: Vec<Tested> = Vec::new();
    for (operation, cases) in recipe {
        for need in operation.needs_when(cases) {
            let resource = resource(session, targets, need, service);
            if !needs.iter().any(|known| known.action == need.action && known.resource == resource) {
                needs.push(test(session, principal, need, resource, (service, operation.name)));
            }
        }
    }
    let operations = recipe.iter().map(|(operation, _)| operation.name).collect();
    Tried { what, service, operations, answer: together(&needs), needs }
}

/// What the needs say together.
fn together(needs: &[Tested]) -> Answer {
    let any = |answer: Answer| needs.iter().any(|need| need.cell.answer == answer && !need.other_side);
    if any(Answer::ExplicitDeny) || any(Answer::ImplicitDeny) {
        Answer::ImplicitDeny
    } else if any(Answer::Unknown) || needs.iter().any(|need| need.other_side) {
        Answer::Unknown
    } else if any(Answer::Depends) {
        Answer::Depends
    } else {
        Answer::Allowed
    }
}

fn test(
    session: &Session<'_>,
    principal: &str,
    need: &Need,
    resource: String,
    (service, operation): (&str, &str),
) -> Tested {
    let mut via = via(session, need, service);
    if operation.starts_with("Transact") && service == "dynamodb" {
        via.insert("dynamodb:EnclosingOperation".to_owned(), ContextValue::from(operation));
    }
    let scenario = session.world.scenario;
    let asked = scenario.question_of(principal, &need.action, &resource);
    let mut context =
        asked.and_then(|index| scenario.questions.get(index)).map(|q| q.context.clone()).unwrap_or_default();
    context.extend(via.iter().map(|(key, value)| (key.clone(), value.clone())));
    let question = Question { action: need.action.clone(), resource: resource.clone(), context, ..Question::default() };
    let decision = session.answer(&question).decision;
    let other_side = match &decision.cause {
        Cause::NotAllowedBy { blockers } => {
            let other = |blocker: &Blocker| match blocker {
                Blocker::KeyPolicy | Blocker::ResourcePolicy | Blocker::TrustPolicy => true,
                Blocker::IdentityPolicy
                | Blocker::PermissionsBoundary
                | Blocker::SessionPolicy
                | Blocker::ServiceControlPolicy { .. }
                | Blocker::EndpointPolicy
                | Blocker::PublicAccessBlock
                | Blocker::RootUser => false,
            };
            blockers.iter().all(other) && !has_policy(session, &need.action, &resource)
        }
        _ => false,
    };
    let grantable = grant::is_enough(&decision.cause);
    Tested { action: need.action.clone(), cell: permission::to_cell(&decision), resource, other_side, grantable, via }
}

/// Whether the policy of the other side was given.
fn has_policy(session: &Session<'_>, action: &str, resource: &str) -> bool {
    let explanation = session.explain(action, resource, None);
    let kinds = [PolicyKind::Resource, PolicyKind::Trust];
    explanation.policies.iter().any(|policy| kinds.contains(&policy.kind))
}

/// The keys of a call of KMS that another service makes for the caller.
fn via(session: &Session<'_>, need: &Need, service: &str) -> BTreeMap<String, ContextValue> {
    let mut keys = BTreeMap::new();
    if need.action.starts_with("kms:") && service != "kms" {
        keys.insert("aws:ViaAWSService".to_owned(), ContextValue::from("true"));
        if session.world.region.is_some() {
            let name = format!("{service}.{}.amazonaws.com", session.region);
            keys.insert("kms:ViaService".to_owned(), ContextValue::from(name));
        }
    }
    keys
}

/// The resource of a need: the chosen one, or what follows from it (the bucket of an object, the index of a table).
fn resource(session: &Session<'_>, targets: &Targets, need: &Need, service: &'static str) -> String {
    let made_up = |kind: &str| {
        let (partition, region, account) = ("aws", &session.region, &session.account);
        match kind {
            "bucket" => format!("arn:{partition}:s3:::example"),
            "object" => format!("arn:{partition}:s3:::example/*"),
            "role" => format!("arn:{partition}:iam::{account}:role/example"),
            "table" => format!("arn:{partition}:dynamodb:{region}:{account}:table/example"),
            "index" => format!("arn:{partition}:dynamodb:{region}:{account}:table/example/index/*"),
            "backup" => format!("arn:{partition}:dynamodb:{region}:{account}:table/example/backup/*"),
            "queue" => format!("arn:{partition}:sqs:{region}:{account}:example"),
            "topic" => format!("arn:{partition}:sns:{region}:{account}:example"),
            "key" => format!("arn:{partition}:kms:{region}:{account}:key/example"),
            "secret" => format!("arn:{partition}:secretsmanager:{region}:{account}:secret:example-AbCdEf"),
            "parameter" => format!("arn:{partition}:ssm:{region}:{account}:parameter/example"),
            "repository" => format!("arn:{partition}:ecr:{region}:{account}:repository/example"),
            _ => "*".to_owned(),
        }
    };
    let chosen = match need.resource_type {
        "key" => targets.key.as_ref(),
        _ => targets.by_service.get(service),
    };
    let derived = chosen.filter(|chosen| *chosen != "*").and_then(|chosen| derive(need.resource_type, chosen));
    derived.unwrap_or_else(|| made_up(need.resource_type))
}

/// What of a kind follows from an ARN of the same service; `None` where nothing does.
#[must_use]
pub fn derive(kind: &str, arn: &str) -> Option<String> {
    let parsed = Arn::parse(arn)?;
    let path = parsed.resource;
    let head = arn.strip_suffix(path)?;
    let table = || {
        let mut parts = path.splitn(3, '/');
        Some(format!("{}/{}", parts.next().filter(|kind| *kind == "table")?, parts.next()?))
    };
    match (kind, parsed.service) {
        ("object", "s3") if path.contains('/') => Some(arn.to_owned()),
        ("object", "s3") => Some(format!("{arn}/*")),
        ("bucket", "s3") => Some(format!("{head}{}", path.split('/').next().unwrap_or(path))),
        ("table", "dynamodb") => Some(format!("{head}{}", table()?)),
        ("index", "dynamodb") if path.contains("/index/") => Some(arn.to_owned()),
        ("index", "dynamodb") => Some(format!("{head}{}/index/*", table()?)),
        ("backup", "dynamodb") => Some(format!("{head}{}/backup/*", table()?)),
        ("role", "iam") if parsed.is_role() => Some(arn.to_owned()),
        ("queue", "sqs") | ("topic", "sns") | ("secret", "secretsmanager") | ("parameter", "ssm") => {
            Some(arn.to_owned())
        }
        ("key", "kms") if path.starts_with("key/") => Some(arn.to_owned()),
        ("repository", "ecr") => Some(arn.to_owned()),
        _ => None,
    }
}

/// The service whose resources a service's tasks are asked of: to assume a role takes the ARN of IAM.
#[must_use]
pub fn service_of_resources(service: &str) -> &str {
    if service == "sts" { "iam" } else { service }
}
