//! Many ways at once: which of them a search and a filter leave, in which groups, and their picture with rows that fan
//! out to roles.
//!
//! What always holds: from [`GROUPED`] rows on they are grouped by namespace, and of a closed group only its counts are
//! drawn; so a thousand rows cost as much as a few.

mod draw;

pub use draw::draw;

use super::{Subject, subjects};
use crate::chain::principal::Route;
use crate::chain::{Chain, Identity, PrincipalChain, Simulation, Verdict};

/// So many rows are grouped.
pub const GROUPED: usize = 12;
/// So many rows of a group are drawn.
pub const MOST_ROWS: usize = 60;
/// What a search leaves is shown at once up to so many rows.
const AT_ONCE: usize = 40;

/// Which ways are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those that do not hold.
    Broken,
    /// Those whose container runs as somebody else than was meant.
    Otherwise,
}

/// A row: one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its place among all subjects.
    pub index: usize,
    /// Workload, user, role or service.
    pub name: String,
    /// What tells it from others of that name.
    pub detail: String,
    /// Its verdict.
    pub verdict: Verdict,
}

/// The rows of a namespace; those without a Pod have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The namespace; empty for users, roles and services.
    pub name: String,
    /// Its rows, in order.
    pub rows: Vec<Row>,
}

impl Group {
    /// How many rows have a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }
}

/// What a search and a filter leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The groups, by name; those without a Pod last.
    pub groups: Vec<Group>,
    /// Whether groups can be closed.
    pub grouped: bool,
    /// Whether they stand open unless somebody closed them.
    pub opened: bool,
}

impl Found {
    /// How many rows there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// Whether a group stands open; `toggled` names those that somebody opened or closed.
    #[must_use]
    pub fn is_open(&self, group: &str, toggled: &[String]) -> bool {
        !self.grouped || (self.opened != toggled.iter().any(|name| name == group))
    }
}

/// The rows that fit a search and a filter. Every word of the search must occur somewhere in a row's names.
#[must_use]
pub fn find(simulation: &Simulation, search: &str, filter: Filter) -> Found {
    let wanted = search.to_lowercase();
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let mut groups: Vec<Group> = Vec::new();
    for (index, subject) in subjects(simulation).into_iter().enumerate() {
        let verdict = subject.verdict();
        let fits = match filter {
            Filter::All => true,
            Filter::Broken => verdict != Verdict::Pass,
            Filter::Otherwise => is_otherwise(&subject),
        };
        if !fits || !(wanted.is_empty() || matches(&subject, &wanted)) {
            continue;
        }
        let (group, name, detail) = names(&subject);
        let row = Row { index, name, detail, verdict };
        // Neighbours mostly share their namespace.
        match groups.iter_mut().rev().find(|one| one.name == group) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { name: group, rows: vec![row] }),
        }
    }
    let count: usize = groups.iter().map(|group| group.rows.len()).sum();
    let grouped = count >= GROUPED;
    if !grouped && groups.len() > 1 {
        groups = vec![Group { name: String::new(), rows: in_one(groups) }];
    }
    if grouped {
        // Rows of one role stand together, so that their lines do not cross.
        let role = |row: &Row| Some(simulation.chains.get(row.index)?.role.as_ref()?.arn.as_str());
        for group in &mut groups {
            crate::order::sort_by(&mut group.rows, |a, b| (role(a), a.index).cmp(&(role(b), b.index)));
        }
    }
    crate::order::sort_by(&mut groups, |a, b| (a.name.is_empty(), &a.name).cmp(&(b.name.is_empty(), &b.name)));
    let narrowed = !wanted.is_empty() || filter != Filter::All;
    Found { groups, grouped, opened: narrowed && count <= AT_ONCE }
}

/// The rows of several groups in their order, each with its namespace.
fn in_one(groups: Vec<Group>) -> Vec<Row> {
    let with_group = |name: String, rows: Vec<Row>| {
        rows.into_iter().map(move |row| match name.is_empty() {
            true => row,
            false => Row { detail: format!("{name} · {}", row.detail), ..row },
        })
    };
    let mut rows: Vec<Row> = groups.into_iter().flat_map(|group| with_group(group.name, group.rows)).collect();
    crate::order::sort_by_key(&mut rows, |row| row.index);
    rows
}

/// The name of a subject: group, name, and what tells it from others of that name.
#[must_use]
pub fn names(subject: &Subject<'_>) -> (String, String, String) {
    match subject {
        Subject::Chain(chain) => {
            let workload = &chain.workload;
            let alone = chain.container == workload.name;
            let detail =
                if alone { workload.kind.clone() } else { format!("{} · {}", workload.kind, chain.container) };
            (workload.namespace.clone(), workload.name.clone(), detail)
        }
        Subject::Principal(chain) => {
            let last = |arn: &str| arn.rsplit('/').next().unwrap_or(arn).to_owned();
            let target = match &chain.onward {
                Some(onward) => onward.role.name.clone(),
                None => last(&super::short_resource(&chain.resource)),
            };
            (String::new(), principal_name(chain), format!("{} → {target}", chain.action))
        }
    }
}

fn principal_name(chain: &PrincipalChain) -> String {
    match &chain.route {
        Route::User { name, .. } | Route::Service { name } | Route::Federated { issuer: name } => name.clone(),
        Route::Role { role, .. } => role.name.clone(),
        Route::NotGiven => {
            let arn = chain.principal.as_str();
            match crate::aws::Arn::parse(arn) {
                // The root of an account stands for all of it.
                Some(parsed) if parsed.resource == "root" => parsed.account.to_owned(),
                _ => arn.rsplit(['/', ':']).next().unwrap_or(arn).to_owned(),
            }
        }
    }
}

/// Whether a container runs as somebody else than its ServiceAccount's role.
#[must_use]
pub fn is_otherwise(subject: &Subject<'_>) -> bool {
    let Subject::Chain(chain) = subject else { return false };
    match &chain.identity {
        Identity::NodeRole { .. } | Identity::StaticKeys => true,
        Identity::WebIdentity { role_arn, .. } | Identity::PodIdentity { role_arn, .. } => {
            chain.role.as_ref().is_some_and(|role| role.arn != *role_arn)
        }
        Identity::Nobody | Identity::NoPod | Identity::Unknown => false,
    }
}

fn matches(subject: &Subject<'_>, wanted: &[&str]) -> bool {
    let text = match subject {
        Subject::Chain(chain) => {
            let Chain { workload, container, service_account, role, .. } = chain;
            let role = role.as_ref().map_or("", |role| role.arn.as_str());
            let fields = [&workload.kind, &workload.namespace, &workload.name, container, &service_account.name];
            format!("{} {role}", fields.map(String::as_str).join(" "))
        }
        Subject::Principal(chain) => {
            let role = chain.onward.as_ref().map_or("", |onward| onward.role.arn.as_str());
            format!("{} {} {} {role}", chain.principal, chain.action, chain.resource)
        }
    };
    let text = text.to_lowercase();
    wanted.iter().all(|word| text.contains(word))
}
