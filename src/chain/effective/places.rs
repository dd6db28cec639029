//! What of a resource a decision can depend on, and where several actions are allowed at once.
//!
//! What always holds: patterns are gathered from all policies that count, and besides them only whose the resource is,
//! whether it carries a policy, and what AWS treats apart (keys of KMS, roles that are assumed).

use super::about;
use super::area::{self, Area, Map, Word};
use crate::chain::permission;
use crate::chain::session::{Session, is_assume};
use crate::chain::simulation::{Answer, rank};
use crate::iam::action::RequestAction;
use crate::iam::condition::Comparison;
use crate::iam::evaluate::Decision;
use crate::iam::partition::{Glob, Partition};
use crate::iam::policy::Policy;
use crate::iam::scope::Scope;
use crate::iam::undocumented::Notes;

/// Where all of these actions are allowed, or may be, within a pattern; each is decided by what is given for it.
pub(in crate::chain) fn places(
    session: &Session<'_>,
    actions: &[&str],
    within: &Glob,
    decide: &dyn Fn(&str, &str) -> Decision,
) -> Vec<Area> {
    let policies = session.all_policies();
    let mut all: Vec<(String, Glob)> = vec![(within.to_string(), within.clone())];
    for action in actions {
        for (text, glob) in patterns(session, &policies, &action.to_ascii_lowercase()) {
            if !all.iter().any(|(_, known)| *known == glob) {
                all.push((text, glob));
            }
        }
    }
    let globs: Vec<Glob> = all.iter().map(|(_, glob)| glob.clone()).collect();
    let map = Map { patterns: all, partition: Partition::of(&globs) };
    area::areas(&map, &|arn| {
        let mut words = actions.iter().map(|action| word(&decide(action, arn)));
        let denied = || Word { answer: Answer::ImplicitDeny, depends_on: Vec::new(), decided_by: Vec::new() };
        match words.next().filter(|_| within.matches(arn)) {
            Some(first) => words.fold(first, worse),
            None => denied(),
        }
    })
}

/// A decision as an area says it.
pub(in crate::chain) fn word(decision: &Decision) -> Word {
    let cell = permission::to_cell(decision);
    Word { answer: cell.answer, depends_on: cell.depends_on, decided_by: cell.decided_by }
}

/// Both must be allowed.
pub(in crate::chain) fn worse(a: Word, b: Word) -> Word {
    let (mut worse, other) = if rank(b.answer) > rank(a.answer) { (b, a) } else { (a, b) };
    worse.depends_on.extend(other.depends_on);
    worse.decided_by.extend(other.decided_by);
    worse
}

/// Everything about a resource that a decision about this action can depend on.
pub(super) fn patterns(session: &Session<'_>, policies: &[&Policy], lower: &str) -> Vec<(String, Glob)> {
    let action = RequestAction::new(lower);
    let notes = Notes::default();
    let scope = Scope { context: session.context(), action: lower, notes: &notes };
    let mut found: Vec<(String, Glob)> = Vec::new();
    let mut add = |text: String, glob: Glob| {
        if !found.iter().any(|(_, known)| *known == glob) {
            found.push((text, glob));
        }
    };
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    for statement in statements.filter(|statement| about(statement, &action)) {
        for entry in statement.resource.iter().flat_map(|element| &element.entries) {
            if let Some(glob) = Glob::of(&entry.pattern, &scope) {
                add(glob.to_string(), glob);
            }
        }
        // The only key that the resource itself brings along is its account.
        for condition in &statement.conditions {
            let is_text = condition.operator.comparison != Comparison::Null;
            if is_text && condition.key.lower() == "aws:resourceaccount" {
                for value in &condition.values {
                    let text = format!("arn:*:*:*:{}:*", value.text);
                    add(text.clone(), Glob::new(&text));
                }
            }
        }
    }
    // Whose the resource is: its own account's, nobody's in particular (as a bucket's), or another's.
    for account in [session.account.as_str(), ""] {
        let text = format!("arn:*:*:*:{account}:*");
        add(text.clone(), Glob::new(&text));
    }
    for carrier in session.carriers() {
        for (glob, below) in Glob::below(carrier).into_iter().zip(["", "/*"]) {
            add(format!("{carrier}{below}"), glob);
        }
    }
    if lower.starts_with("kms:") {
        add("arn:*:kms:*:*:key/*".to_owned(), Glob::new("arn:*:kms:*:*:key/*"));
    }
    if is_assume(lower) {
        add("arn:*:iam:*:*:role/*".to_owned(), Glob::new("arn:*:iam:*:*:role/*"));
        for role in session.role_arns() {
            add(role.to_owned(), Glob::literal(role));
        }
    }
    found
}
