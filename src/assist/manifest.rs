//! Completion in manifests.
//!
//! What always holds: fields are those that the simulation reads, and a few that most manifests have; names are those
//! of the objects and roles of the scenario. A value that YAML would take for something else comes in quotes.

mod starters;
mod values;

use super::known;
use super::yaml::{self, Role, Spot};
use super::{Choice, ChoiceKind, Completion, Detail, Place, Topic};
use crate::kubernetes::decode::schema::{self, Form};
use crate::kubernetes::kind;

/// Fields of Kubernetes that the simulation does not read, by the Go type that has them.
const MORE: [(&str, &[(&str, Form)]); 5] = [
    ("v1.PodSpec", &[("securityContext", Form::Fields), ("tolerations", Form::Objects), ("affinity", Form::Fields)]),
    (
        "v1.Container",
        &[
            ("resources", Form::Fields),
            ("securityContext", Form::Fields),
            ("readinessProbe", Form::Fields),
            ("livenessProbe", Form::Fields),
        ],
    ),
    ("v1.Volume", &[("configMap", Form::Fields), ("secret", Form::Fields), ("emptyDir", Form::Fields)]),
    ("v1.DeploymentSpec", &[("strategy", Form::Fields)]),
    ("v1.CronJobSpec", &[("concurrencyPolicy", Form::Scalar)]),
];

/// What could stand at a place in the manifests.
pub(super) fn complete(place: Place<'_>) -> Option<Completion> {
    let spot = yaml::spot(place.text, place.offset)?;
    let choices = match spot.role {
        Role::Value(field) => values::choices(place, &spot, field).into_iter().map(|c| written(c, &spot)).collect(),
        Role::Key { dash, colon } => {
            let list = spot.path.last().copied().filter(|_| dash);
            let scalars = schema::form_at(spot.object.kind, &spot.path) == Some(Form::Scalars);
            match list {
                Some(list) if scalars => {
                    values::choices(place, &spot, list).into_iter().map(|c| written(c, &spot)).collect()
                }
                _ => fields(place, &spot, colon),
            }
        }
    };
    let typed = crate::text::Span::new(spot.word.start as usize, place.offset);
    Some(Completion { typed, replace: spot.word, choices })
}

/// A value within the quotes that stand there.
fn written(choice: Choice, spot: &Spot<'_>) -> Choice {
    if spot.quote.is_none() {
        return choice;
    }
    let bare = choice.insert.trim_matches('"').to_owned();
    choice.writes(&bare)
}

fn fields(place: Place<'_>, spot: &Spot<'_>, colon: bool) -> Vec<Choice> {
    let object = spot.object;
    if object.is_empty || spot.path.is_empty() && spot.column == 0 && object.kind.is_empty() && spot.beside.is_empty() {
        let mut all = starters::objects(place);
        all.extend(top(spot, colon));
        return all;
    }
    let mut all = if spot.path.is_empty() { top(spot, colon) } else { Vec::new() };
    let parent = spot.path.last().copied().unwrap_or_default();
    if parent == "annotations" {
        all.extend(annotations(object.kind, &spot.path).into_iter().map(|name| field(spot, name, Form::Scalar, colon)));
    } else if let Some((go, known)) = schema::fields_at(object.kind, &spot.path) {
        let more = MORE.iter().find(|(name, _)| *name == go).map(|(_, fields)| *fields).unwrap_or_default();
        let fields = known.iter().chain(more).filter(|(name, _)| *name != "serviceAccount");
        all.extend(fields.map(|&(name, form)| field(spot, name, form, colon)));
    }
    let written = |name: &str| spot.beside.iter().any(|(key, _)| *key == name);
    all.retain(|choice| !written(&choice.label));
    all
}

/// The annotations that the pod identity webhook reads, of a ServiceAccount and of a Pod.
fn annotations(kind: &str, path: &[&str]) -> Vec<&'static str> {
    const OF_ACCOUNT: [&str; 4] = [
        "eks.amazonaws.com/role-arn",
        "eks.amazonaws.com/audience",
        "eks.amazonaws.com/sts-regional-endpoints",
        "eks.amazonaws.com/token-expiration",
    ];
    const OF_POD: [&str; 2] = ["eks.amazonaws.com/skip-containers", "eks.amazonaws.com/token-expiration"];
    match kind {
        "ServiceAccount" => OF_ACCOUNT.to_vec(),
        "Pod" => OF_POD.to_vec(),
        _ if path.contains(&"template") => OF_POD.to_vec(),
        _ => Vec::new(),
    }
}

fn top(spot: &Spot<'_>, colon: bool) -> Vec<Choice> {
    [("apiVersion", Form::Scalar), ("kind", Form::Scalar), ("metadata", Form::Fields)]
        .into_iter()
        .filter(|(name, _)| !spot.beside.iter().any(|(key, _)| key == name))
        .filter(|(name, _)| *name != "metadata" || schema::fields_at(spot.object.kind, &[]).is_none())
        .map(|(name, form)| field(spot, name, form, colon))
        .collect()
}

/// A field, with what must follow its colon.
fn field(spot: &Spot<'_>, name: &str, form: Form, colon: bool) -> Choice {
    let parent = spot.path.last().copied().unwrap_or_default();
    let topic = Topic::of_field(parent, name);
    let choice = Choice::new(ChoiceKind::Property, name).topic(topic);
    if colon {
        return choice;
    }
    let indent = " ".repeat(spot.column + 2);
    match form {
        Form::Scalar | Form::Flag => choice.writes(&format!("{name}: ")).again(),
        Form::Map | Form::Fields => choice.writes(&format!("{name}:\n{indent}")).again(),
        Form::Scalars => choice.writes(&format!("{name}: [\"¦\"]")).again(),
        Form::Objects => choice.writes(&format!("{name}:\n{indent}- ")).again(),
    }
}
