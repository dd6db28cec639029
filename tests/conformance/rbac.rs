//! May this subject do that?

use super::{Folder, Outcome};
use irsa_playground::kubernetes::object::Object;
use irsa_playground::kubernetes::rbac::{Builtins, Request, Target, User, authorize, lower};
use irsa_playground::syntax::{Node, yaml};
use irsa_playground::text::SourceId;
use serde_json::Value;

pub fn run(row: &Value, folder: &Folder) -> Outcome {
    let scenarios = folder.json("rbac_oracle_scenarios.json");
    let scenario = scenarios.as_array().unwrap().iter().find(|one| one["scenario"] == row["scenario"]);
    let scenario = scenario.ok_or("no such scenario")?;
    let (documents, diagnostics) = yaml::parse(SourceId::Manifests, scenario["objects_yaml"].as_str().unwrap());
    if !diagnostics.is_empty() {
        return Err(format!("the scenario does not parse: {diagnostics:?}"));
    }
    let objects: Vec<Object> = documents.into_iter().filter_map(|document| document.root).map(object).collect();
    let builtins = if scenario["builtins"] == true { Builtins::Included } else { Builtins::Excluded };
    let decision = authorize(&lower(&objects, builtins), &request(&row["request"]));
    let expected = (row["expected"].as_bool().unwrap(), row["reason"].as_str().unwrap_or_default());
    let actual = (decision.allowed, decision.reason.as_str());
    if expected == actual { Ok(()) } else { Err(format!("expected {expected:?}, actual {actual:?}")) }
}

fn object(node: Node) -> Object {
    let text = |path: &[&str]| node.at(path).and_then(Node::as_str).map(str::to_owned);
    let kind = text(&["kind"]).unwrap_or_default();
    let namespace = text(&["metadata", "namespace"]).unwrap_or_else(|| "default".to_owned());
    Object {
        api_version: text(&["apiVersion"]).unwrap_or_default(),
        namespace: (!kind.starts_with("Cluster")).then_some(namespace),
        name: text(&["metadata", "name"]).unwrap_or_default(),
        kind,
        source: SourceId::Manifests,
        node,
    }
}

fn request(row: &Value) -> Request {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let groups = row["groups"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let target = match row["non_resource_url"].as_str() {
        Some(path) => Target::Path { path: path.to_owned() },
        None => Target::Resource {
            api_group: text("api_group"),
            resource: text("resource"),
            subresource: text("subresource"),
            namespace: text("namespace"),
            name: text("name"),
        },
    };
    Request { user: User { name: text("user"), groups }, verb: text("verb"), target }
}
