//! A container as Go writes it back: the webhook decodes `corev1.Container` and puts whole lists into its patch, so
//! empty values vanish, unknown fields vanish, `resources` always appears and quantities take their canonical form.
//!
//! What always holds: a value of the wrong type is kept as it is (the API server refused it before the webhook ran).
//! Source: the JSON tags of `k8s.io/api/core/v1`.

use super::quantity;
use serde_json::{Map, Value as Json};

/// How Go writes one field.
enum Field {
    /// A string, number, boolean, list or map with `omitempty`: left out where empty.
    Scalar,
    /// Written even where empty.
    Required,
    /// A pointer to a scalar: left out only where null.
    Pointer,
    /// A list of structs, left out where empty.
    List(Schema),
    /// A pointer to a struct: left out where null, `{}` stays.
    Struct(Schema),
    /// A struct by value: always written.
    Value(Schema),
    /// A map of quantities.
    Quantities,
    /// One quantity, by value; `"0"` where absent.
    Quantity,
    /// Anything; left out where null.
    Opaque,
}

type Schema = &'static [(&'static str, Field)];

use Field::{List, Opaque, Pointer, Quantities, Quantity, Required, Scalar, Struct, Value};

const KEY_REF: Schema = &[("name", Scalar), ("key", Required), ("optional", Pointer)];
const OBJECT_REF: Schema = &[("name", Scalar), ("optional", Pointer)];
const ENV: Schema = &[("name", Required), ("value", Scalar), ("valueFrom", Struct(ENV_SOURCE))];
const ENV_SOURCE: Schema = &[
    ("fieldRef", Struct(&[("apiVersion", Scalar), ("fieldPath", Required)])),
    ("resourceFieldRef", Struct(&[("containerName", Scalar), ("resource", Required), ("divisor", Quantity)])),
    ("configMapKeyRef", Struct(KEY_REF)),
    ("secretKeyRef", Struct(KEY_REF)),
    ("fileKeyRef", Opaque),
];
const PORT: Schema =
    &[("name", Scalar), ("hostPort", Scalar), ("containerPort", Required), ("protocol", Scalar), ("hostIP", Scalar)];
const MOUNT: Schema = &[
    ("name", Required),
    ("readOnly", Scalar),
    ("recursiveReadOnly", Pointer),
    ("mountPath", Required),
    ("subPath", Scalar),
    ("mountPropagation", Pointer),
    ("subPathExpr", Scalar),
];
const EXEC: Schema = &[("command", Scalar)];
const HTTP: Schema = &[
    ("path", Scalar),
    ("port", Required),
    ("host", Scalar),
    ("scheme", Scalar),
    ("httpHeaders", List(&[("name", Required), ("value", Required)])),
];
const TCP: Schema = &[("port", Required), ("host", Scalar)];
const PROBE: Schema = &[
    ("exec", Struct(EXEC)),
    ("httpGet", Struct(HTTP)),
    ("tcpSocket", Struct(TCP)),
    ("grpc", Struct(&[("port", Required), ("service", Pointer)])),
    ("initialDelaySeconds", Scalar),
    ("timeoutSeconds", Scalar),
    ("periodSeconds", Scalar),
    ("successThreshold", Scalar),
    ("failureThreshold", Scalar),
    ("terminationGracePeriodSeconds", Pointer),
];
const HANDLER: Schema = &[
    ("exec", Struct(EXEC)),
    ("httpGet", Struct(HTTP)),
    ("tcpSocket", Struct(TCP)),
    ("sleep", Struct(&[("seconds", Required)])),
];
const SECURITY: Schema = &[
    ("capabilities", Struct(&[("add", Scalar), ("drop", Scalar)])),
    ("privileged", Pointer),
    ("seLinuxOptions", Struct(&[("user", Scalar), ("role", Scalar), ("type", Scalar), ("level", Scalar)])),
    (
        "windowsOptions",
        Struct(&[
            ("gmsaCredentialSpecName", Pointer),
            ("gmsaCredentialSpec", Pointer),
            ("runAsUserName", Pointer),
            ("hostProcess", Pointer),
        ]),
    ),
    ("runAsUser", Pointer),
    ("runAsGroup", Pointer),
    ("runAsNonRoot", Pointer),
    ("readOnlyRootFilesystem", Pointer),
    ("allowPrivilegeEscalation", Pointer),
    ("procMount", Pointer),
    ("seccompProfile", Struct(&[("type", Required), ("localhostProfile", Pointer)])),
    ("appArmorProfile", Struct(&[("type", Required), ("localhostProfile", Pointer)])),
];
const CONTAINER: Schema = &[
    ("name", Required),
    ("image", Scalar),
    ("command", Scalar),
    ("args", Scalar),
    ("workingDir", Scalar),
    ("ports", List(PORT)),
    ("envFrom", List(&[("prefix", Scalar), ("configMapRef", Struct(OBJECT_REF)), ("secretRef", Struct(OBJECT_REF))])),
    ("env", List(ENV)),
    (
        "resources",
        Value(&[
            ("limits", Quantities),
            ("requests", Quantities),
            ("claims", List(&[("name", Required), ("request", Scalar)])),
        ]),
    ),
    ("resizePolicy", List(&[("resourceName", Required), ("restartPolicy", Required)])),
    ("restartPolicy", Pointer),
    ("restartPolicyRules", Opaque),
    ("volumeMounts", List(MOUNT)),
    ("volumeDevices", List(&[("name", Required), ("devicePath", Required)])),
    ("livenessProbe", Struct(PROBE)),
    ("readinessProbe", Struct(PROBE)),
    ("startupProbe", Struct(PROBE)),
    ("lifecycle", Struct(&[("postStart", Struct(HANDLER)), ("preStop", Struct(HANDLER)), ("stopSignal", Pointer)])),
    ("terminationMessagePath", Scalar),
    ("terminationMessagePolicy", Scalar),
    ("imagePullPolicy", Scalar),
    ("securityContext", Struct(SECURITY)),
    ("stdin", Scalar),
    ("stdinOnce", Scalar),
    ("tty", Scalar),
];

/// The container as the webhook writes it into its patch.
pub(super) fn container(written: &Json) -> Json {
    structure(CONTAINER, written)
}

fn structure(schema: Schema, written: &Json) -> Json {
    let empty = Map::new();
    let members = match written {
        Json::Object(members) => members,
        Json::Null => &empty,
        other => return other.clone(),
    };
    let mut result = Map::new();
    for (name, field) in schema {
        if let Some(value) = write(field, members.get(*name).unwrap_or(&Json::Null)) {
            result.insert((*name).to_owned(), value);
        }
    }
    Json::Object(result)
}

fn write(field: &Field, value: &Json) -> Option<Json> {
    match (field, value) {
        (Value(schema), _) => Some(structure(schema, value)),
        (Quantity, Json::Null) => Some(Json::String("0".to_owned())),
        (Required, Json::Null) => Some(Json::String(String::new())),
        (_, Json::Null) => None,
        (Scalar, _) => (!is_empty(value)).then(|| value.clone()),
        (Required | Pointer | Opaque, _) => Some(value.clone()),
        (List(schema), Json::Array(elements)) => (!elements.is_empty())
            .then(|| Json::Array(elements.iter().map(|element| structure(schema, element)).collect())),
        (Struct(schema), _) => Some(structure(schema, value)),
        (Quantities, Json::Object(members)) => (!members.is_empty()).then(|| {
            let mut quantities = Map::new();
            quantities.extend(members.iter().map(|(key, value)| (key.clone(), quantity::json(value))));
            Json::Object(quantities)
        }),
        (Quantity, _) => Some(quantity::json(value)),
        (List(_) | Quantities, _) => Some(value.clone()),
    }
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::Bool(true) => false,
        Json::Number(number) => number.as_f64() == Some(0.0),
        Json::String(text) => text.is_empty(),
        Json::Array(elements) => elements.is_empty(),
        Json::Object(members) => members.is_empty(),
    }
}
