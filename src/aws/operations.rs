//! API operations and the IAM actions they ask for: `HeadObject` asks for `s3:GetObject`, an upload with SSE-KMS asks
//! for `kms:GenerateDataKey` on the key besides.
//!
//! What always holds: the data is what AWS documents, read once when it is first asked; the format is `iamops 1`,
//! described in `data/README.md`. A line that is not understood is passed over, and a test says that there is none.

use std::sync::OnceLock;

const OPERATIONS: &str = include_str!("../../data/operations.tsv");

/// An API operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Prefix of its service, such as `s3`.
    pub service: &'static str,
    /// Such as `HeadObject`.
    pub name: &'static str,
    /// What it always asks for.
    pub needs: Vec<Need>,
    /// What it asks for in some cases.
    pub variants: Vec<Variant>,
}

/// An action on a kind of resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// In full, such as `kms:Decrypt`.
    pub action: String,
    /// A resource type of the catalogue, such as `object`; empty for actions without resource types.
    pub resource_type: &'static str,
}

/// A case in which an operation asks for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Which.
    pub when: When,
    /// Besides, or instead.
    pub how: How,
    /// What it asks for then.
    pub needs: Vec<Need>,
}

/// How a variant changes what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Besides.
    Besides,
    /// Instead.
    Instead,
}

/// In which case.
#[expect(missing_docs, reason = "the names say it, and `message` has a phrase for each")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    VersionId,
    Acl,
    Tags,
    Retention,
    LegalHold,
    TagsCopied,
    GovernanceBypass,
    Ownership,
    ObjectLock,
    Index,
    ResourcePolicy,
    PutMember,
    UpdateMember,
    DeleteMember,
    CheckMember,
    Select,
    Insert,
    Update,
    Delete,
    SourceIdentity,
    /// The data is encrypted with a KMS key of the customer.
    CustomerKey,
}

const WHENS: [(&str, When); 21] = [
    ("version", When::VersionId),
    ("acl", When::Acl),
    ("tags", When::Tags),
    ("retention", When::Retention),
    ("hold", When::LegalHold),
    ("copy-tags", When::TagsCopied),
    ("bypass", When::GovernanceBypass),
    ("ownership", When::Ownership),
    ("lock", When::ObjectLock),
    ("index", When::Index),
    ("policy", When::ResourcePolicy),
    ("put", When::PutMember),
    ("update", When::UpdateMember),
    ("delete", When::DeleteMember),
    ("check", When::CheckMember),
    ("select", When::Select),
    ("insert", When::Insert),
    ("sql-update", When::Update),
    ("sql-delete", When::Delete),
    ("identity", When::SourceIdentity),
    ("kms", When::CustomerKey),
];

impl Operation {
    /// What it asks for in these cases.
    #[must_use]
    pub fn needs_when(&self, cases: &[When]) -> Vec<&Need> {
        let chosen = || self.variants.iter().filter(|variant| cases.contains(&variant.when));
        let instead = chosen().any(|variant| variant.how == How::Instead);
        let own = self.needs.iter().filter(|_| !instead);
        own.chain(chosen().flat_map(|variant| &variant.needs)).collect()
    }
}

/// Every operation.
#[must_use]
pub fn all() -> &'static [Operation] {
    static ALL: OnceLock<Vec<Operation>> = OnceLock::new();
    ALL.get_or_init(|| read(OPERATIONS))
}

/// The operation of a service.
#[must_use]
pub fn operation(service: &str, name: &str) -> Option<&'static Operation> {
    all().iter().find(|one| one.service == service && one.name == name)
}

fn read(text: &'static str) -> Vec<Operation> {
    let mut service = "";
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix('@') {
            Some(prefix) => service = prefix,
            None => found.extend(operation_of(service, line)),
        }
    }
    found
}

fn operation_of(service: &'static str, line: &'static str) -> Option<Operation> {
    let mut columns = line.split('\t');
    let name = columns.next().filter(|name| !name.is_empty())?;
    let needs = columns.next().unwrap_or_default().split(' ').filter(|need| !need.is_empty());
    Some(Operation {
        service,
        name,
        needs: needs.map(|need| need_of(service, need)).collect::<Option<_>>()?,
        variants: columns.map(|column| variant_of(service, column)).collect::<Option<_>>()?,
    })
}

fn variant_of(service: &'static str, column: &'static str) -> Option<Variant> {
    let at = column.find(['+', '='])?;
    let (when, rest) = column.split_at_checked(at)?;
    let (_, when) = WHENS.into_iter().find(|(word, _)| *word == when)?;
    let (how, needs) = match rest.strip_prefix('+') {
        Some(needs) => (How::Besides, needs),
        None => (How::Instead, rest.strip_prefix('=')?),
    };
    Some(Variant { when, how, needs: needs.split(',').map(|need| need_of(service, need)).collect::<Option<_>>()? })
}

fn need_of(service: &'static str, text: &'static str) -> Option<Need> {
    let (action, resource_type) = text.split_once('@')?;
    let action = match action.strip_prefix(':') {
        Some(name) => format!("{service}:{name}"),
        None => action.to_owned(),
    };
    Some(Need { action, resource_type })
}
