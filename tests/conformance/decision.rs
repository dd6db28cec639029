//! One IAM decision over policies of every type.

use super::{Folder, Outcome};
use serde_json::Value;

pub fn run(_row: &Value, _folder: &Folder) -> Outcome {
    Err("not simulated yet".to_owned())
}
