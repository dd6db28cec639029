//! One IAM decision over policies of every type.

use super::{Folder, Outcome, row};
use irsa_playground::iam::evaluate;
use serde_json::Value;

pub fn run(case: &Value, _folder: &Folder) -> Outcome {
    let decision = row::with(case, evaluate::decide)?;
    let actual = match decision.outcome {
        evaluate::Outcome::Allowed => "Allowed",
        evaluate::Outcome::ExplicitDeny => "ExplicitlyDenied",
        evaluate::Outcome::ImplicitDeny => "ImplicitlyDenied",
        evaluate::Outcome::Unknown => "Unknown",
    };
    match case["expected"].as_str() {
        Some(expected) if expected == actual => Ok(()),
        expected => Err(format!("expected {expected:?}, is {actual}: {:?}", decision.cause)),
    }
}
