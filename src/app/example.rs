//! The example that the page opens with.

use super::state::{Action, Entry, Origin};
use crate::scenario::{NamedPolicy, Role, Scenario};
use std::rc::Rc;

/// A ServiceAccount, a Pod, and a role that trusts it: the textbook case, in which every link passes.
#[must_use]
pub fn textbook() -> Scenario {
    Scenario {
        manifests: include_str!("../../www/scenarios/textbook/manifests.yaml").to_owned(),
        roles: vec![Role {
            arn: "arn:aws:iam::123456789012:role/my-iam-role".to_owned(),
            trust_policy: Some(include_str!("../../www/scenarios/textbook/trust.json").to_owned()),
            policies: vec![NamedPolicy {
                name: "my-policy".to_owned(),
                document: include_str!("../../www/scenarios/textbook/permissions.json").to_owned(),
            }],
            ..Role::default()
        }],
        ..Scenario::default()
    }
}

/// The id of the textbook example.
pub const TEXTBOOK: &str = "textbook";

/// The textbook example with its origin.
#[must_use]
pub fn entry() -> Entry {
    Entry { scenario: Rc::new(textbook()), origin: Origin::Example(TEXTBOOK.to_owned()) }
}

/// The textbook example takes the place of what is there.
#[must_use]
pub fn load() -> Action {
    Action::Replace(Box::new(textbook()), Origin::Example(TEXTBOOK.to_owned()))
}
