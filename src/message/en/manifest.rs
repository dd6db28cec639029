//! English words for [`ManifestFault`].

use crate::kubernetes::ManifestFault;
use crate::message::Words;
use crate::message::en::syntax::value_kind;

pub(in crate::message) fn fault(fault: &ManifestFault) -> Words {
    use ManifestFault as F;
    match fault {
        F::NotAnObject(kind) => Words::with_help(
            format!("this document is {}, not a Kubernetes object; it is passed over", value_kind(*kind)),
            "an object begins with `apiVersion` and `kind`",
        ),
        F::MissingField(field) => Words::with_help(
            format!("`{field}` is missing, so this is no Kubernetes object; it is passed over"),
            "an object begins with `apiVersion` and `kind`",
        ),
        F::MissingName => {
            Words::with_help("this object has no `metadata.name`; Kubernetes refuses it", "give it a name")
        }
        F::UnknownKind { api_version, kind } => {
            Words::plain(format!("`{kind}` of `{api_version}` plays no part in the simulation; it is passed over"))
        }
        F::LookAlike { kind, api_version, expected } => Words::with_help(
            format!("`{kind}` of `{api_version}` is another thing than the `{kind}` of Kubernetes; it is passed over"),
            format!("Kubernetes' own has `apiVersion: {expected}`"),
        ),
        F::RemovedVersion { kind, api_version, current, release } => Words::with_help(
            format!("Kubernetes no longer serves `{kind}` as `{api_version}` since {release}"),
            format!("write `apiVersion: {current}`"),
        ),
        F::MisspeltKind { kind, expected } => {
            Words::with_help(format!("there is no kind `{kind}`"), format!("write `kind: {expected}`"))
        }
        F::DuplicateObject { kind, name } => Words::with_help(
            format!("`{kind}` `{name}` stands here twice; after `kubectl apply` only the last one is left"),
            "keep one of them",
        ),
        F::NotAString { field, found, error } => Words::with_help(
            format!(
                "`{field}` must be a string, and this is {}. Kubernetes refuses the object: `{error}`",
                value_kind(*found)
            ),
            "put the value in quotes",
        ),
        F::WrongType { error, .. } => {
            Words::plain(format!("this value has the wrong type. Kubernetes refuses the object: `{error}`"))
        }
        F::Invalid { error, .. } => Words::plain(format!("Kubernetes refuses the object: `{error}`")),
        F::FieldTypo { field, expected } => Words::with_help(
            format!("Kubernetes knows no field `{field}`; it drops it, or `kubectl` refuses the object"),
            format!("write `{expected}`"),
        ),
        F::MisplacedField { field, expected } => Words::with_help(
            format!("`{field}` has no effect here: Kubernetes drops it"),
            format!("move it to `{expected}`"),
        ),
        F::AnnotationTypo { key, expected } => Words::with_help(
            format!("nothing reads the annotation `{key}`: the webhook passes over it without a word"),
            format!("write `{expected}`"),
        ),
        F::AnnotationElsewhere { key, kind, expected } => {
            let place = match (expected.as_str(), kind.as_str()) {
                ("Pod", "ServiceAccount") => "the Pod",
                ("Pod", _) => "the Pod template, under `template.metadata.annotations`",
                _ => "the ServiceAccount",
            };
            Words::with_help(
                format!("the webhook does not read `{key}` on a {kind}"),
                format!("put the annotation on {place}"),
            )
        }
        F::LabelNotAnnotation { key } => Words::with_help(
            format!("`{key}` is a label here; the webhook reads annotations only"),
            "move it to `metadata.annotations`",
        ),
        F::Kube2Iam { key } => Words::with_help(
            format!("`{key}` belongs to kube2iam or kiam; the pod identity webhook does not read it"),
            "use `eks.amazonaws.com/role-arn` on the ServiceAccount",
        ),
        F::Placeholder { text } => {
            Words::with_help(format!("a placeholder that was not filled in: `{text}`"), "put in the real value")
        }
        F::RoleArnShape { value } => Words::with_help(
            format!("`{value}` is no role ARN; the webhook injects it all the same, and STS refuses it"),
            "write `arn:aws:iam::<12 digits>:role/<name>`",
        ),
        F::AnnotationValue { key, value } => Words::with_help(
            format!("the webhook cannot read `{value}` for `{key}`, and takes its default"),
            if key.ends_with("token-expiration") {
                "write whole seconds, like `\"3600\"`"
            } else {
                "write `\"true\"` or `\"false\"`"
            },
        ),
        F::ShortExpiration { value } => {
            Words::plain(format!("a token lives for 600 seconds at least; the webhook raises `{value}` to that"))
        }
        F::NoSuchServiceAccount { namespace, name, elsewhere, near } => {
            let message =
                format!("there is no ServiceAccount `{name}` in the namespace `{namespace}` of these manifests");
            let help = match (near, elsewhere.as_slice()) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, []) => {
                    "if the cluster has none either, Kubernetes refuses the Pod: create it, or fix the name".to_owned()
                }
                (None, others) => format!(
                    "a Pod can only use a ServiceAccount of its own namespace; one of this name is in `{}`",
                    others.join("`, `")
                ),
            };
            Words::with_help(message, help)
        }
    }
}
