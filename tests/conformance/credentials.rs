//! Which credential provider wins?

use super::{Folder, Outcome};
use irsa_playground::credentials::{Environment, Found, Imds, Sdk, resolve};
use serde_json::Value;
use std::collections::BTreeMap;

pub fn run(row: &Value, _folder: &Folder) -> Outcome {
    let imds = if row["imds_reachable"] == true { Imds::Reachable } else { Imds::Unreachable };
    let mut environment = Environment::new(strings(&row["env"]), imds);
    environment.profile_argument = row["profile_argument"].as_str().map(str::to_owned);
    // The variables that name files point at files of their own name, whether these exist or not.
    for name in ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] {
        environment.variables.insert(name.to_owned(), format!("/{name}"));
    }
    for (name, text) in strings(&row["file_contents"]) {
        environment.variables.insert(name.clone(), format!("/{name}"));
        environment.files.insert(format!("/{name}"), text.replace("@TOK@", "/token"));
    }
    let actual = match resolve(Sdk::Python, &environment).found {
        Found::Provider(provider) => provider.kind().botocore_method().to_owned(),
        Found::Error(error) => format!("error:{}: {}", error.class, error.message),
        Found::Nothing(_) => "none".to_owned(),
    };
    let expected = match &row["expected"] {
        Value::Null => "none".to_owned(),
        // Whatever word a row has for no credentials, it is neither an error nor the name of a method.
        Value::String(text) if !text.starts_with("error:") && !text.contains('-') && text != "env" => match &**text {
            "sso" | "login" => text.clone(),
            _ => "none".to_owned(),
        },
        Value::String(text) => text.clone(),
        other => return Err(format!("unreadable expectation {other}")),
    };
    if expected == actual { Ok(()) } else { Err(format!("expected {expected}, actual {actual}")) }
}

fn strings(value: &Value) -> BTreeMap<String, String> {
    let members = value.as_object().into_iter().flatten();
    members.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}
