//! Why a YAML document is not an object that Kubernetes accepts, or not one that does what was meant.

use crate::syntax::ValueKind;
use serde::Serialize;

/// What the API server refuses, or what will not do what it seems to say.
// The fields of the variants are named by the terms that their sentences explain.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ManifestFault {
    /// The document is no map; what it is.
    NotAnObject(ValueKind),
    /// No `apiVersion`, or no `kind`; which.
    MissingField(String),
    /// No `metadata.name`.
    MissingName,
    /// No kind of Kubernetes: it is passed over.
    UnknownKind { api_version: String, kind: String },
    /// The name of a kind that is simulated, in another API group: another thing, and passed over.
    LookAlike { kind: String, api_version: String, expected: String },
    /// A version that clusters no longer serve.
    RemovedVersion { kind: String, api_version: String, current: String, release: String },
    /// A kind that does not exist, but for a letter.
    MisspeltKind { kind: String, expected: String },
    /// The same object twice; `kubectl apply` ends with the last.
    DuplicateObject { kind: String, name: String },
    /// A value that must be a string; the API server's error.
    NotAString { field: String, found: ValueKind, error: String },
    /// Another value of the wrong type; the API server's error.
    WrongType { field: String, error: String },
    /// A value that the API server's validation refuses; its error.
    Invalid { field: String, error: String },
    /// A field that does not exist, but for a letter; Kubernetes drops it, and `kubectl` refuses it since 1.27.
    FieldTypo { field: String, expected: String },
    /// A field of the Pod spec that stands elsewhere, where Kubernetes drops it; where it belongs.
    MisplacedField { field: String, expected: String },
    /// An annotation key that nobody reads, near one that the webhook reads.
    AnnotationTypo { key: String, expected: String },
    /// A webhook annotation on a kind where the webhook does not look, and the kind where it looks.
    AnnotationElsewhere { key: String, kind: String, expected: String },
    /// A webhook annotation among the labels.
    LabelNotAnnotation { key: String },
    /// An annotation of kube2iam or kiam, which the webhook does not read.
    Kube2Iam { key: String },
    /// A placeholder that was not filled in.
    Placeholder { text: String },
    /// A role annotation that is no role ARN: the webhook injects it all the same.
    RoleArnShape { value: String },
    /// A value that the webhook cannot read, so that it takes its default.
    AnnotationValue { key: String, value: String },
    /// Less than the 600 seconds that the webhook takes at least.
    ShortExpiration { value: String },
    /// No such ServiceAccount in the manifests; the namespaces that have one of this name, and a name that is near.
    NoSuchServiceAccount { namespace: String, name: String, elsewhere: Vec<String>, near: Option<String> },
}
