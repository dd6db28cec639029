//! Which token lies at a path inside a container.
//!
//! What always holds: the Pod is the one after admission and mutation, so that default and injected volumes stand in it;
//! of several mounts over a path the deepest counts.

use super::{DEFAULT_EXPIRATION, DEFAULT_MOUNT};
use serde::Serialize;
use serde_json::Value as Json;

/// Who put a token there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum TokenOrigin {
    /// The webhook.
    Injected,
    /// ServiceAccount admission: the token for the Kubernetes API.
    DefaultMount,
    /// The author of the manifest.
    HandWritten,
}

/// A projected token as a volume asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProjectedToken {
    /// The volume.
    pub volume: String,
    /// The audience; `None` gets that of the API server.
    pub audience: Option<String>,
    /// The lifetime asked for, in seconds.
    pub expiration_seconds: i64,
    /// Who put it there.
    pub origin: TokenOrigin,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TokenFile {
    /// A token.
    Token(ProjectedToken),
    /// Nothing is mounted there; the file would have to be in the image.
    NotMounted,
    /// A projected volume is mounted there, and has no token of that path. The paths it has.
    NoSuchFile {
        /// The volume.
        volume: String,
        /// Its tokens' paths.
        paths: Vec<String>,
    },
    /// Another kind of volume, such as a Secret; what lies in it is not known.
    OtherVolume {
        /// The volume.
        volume: String,
        /// Its kind, such as `secret`.
        source: String,
    },
    /// The mount names a volume that the Pod does not have; the API server refuses such a Pod.
    NoVolume {
        /// The volume.
        volume: String,
    },
}

/// What lies at `path` in a container. Windows paths are read too.
#[must_use]
pub fn at_path(pod: &Json, container: &Json, path: &str) -> TokenFile {
    let path = unix(path);
    let mounts = list(container.get("volumeMounts"));
    let mount = mounts
        .iter()
        .filter_map(|mount| {
            let inner = inside(&unix(text(mount, "mountPath")), &path)?;
            Some((mount, inner))
        })
        // The deepest mount leaves the shortest rest.
        .min_by_key(|(_, inner)| inner.len());
    let Some((mount, inner)) = mount else { return TokenFile::NotMounted };
    let name = text(mount, "name");
    let volumes = list(pod.pointer("/spec/volumes"));
    let Some(volume) = volumes.iter().find(|volume| text(volume, "name") == name) else {
        return TokenFile::NoVolume { volume: name.to_owned() };
    };
    let inner = match text(mount, "subPath") {
        "" => inner,
        sub if inner.is_empty() => sub.trim_matches('/').to_owned(),
        sub => format!("{}/{inner}", sub.trim_matches('/')),
    };
    let Some(projected) = volume.get("projected") else {
        let keys = volume.as_object().into_iter().flatten().map(|(key, _)| key);
        let source = keys.into_iter().find(|key| *key != "name").cloned().unwrap_or_default();
        return TokenFile::OtherVolume { volume: name.to_owned(), source };
    };
    let sources = list(projected.get("sources"));
    let tokens: Vec<&Json> = sources.iter().filter_map(|source| source.get("serviceAccountToken")).collect();
    match tokens.iter().find(|token| text(token, "path") == inner) {
        Some(token) => TokenFile::Token(ProjectedToken {
            volume: name.to_owned(),
            audience: Some(text(token, "audience")).filter(|audience| !audience.is_empty()).map(str::to_owned),
            expiration_seconds: token.get("expirationSeconds").and_then(Json::as_i64).unwrap_or(DEFAULT_EXPIRATION),
            origin: origin(name, text(mount, "mountPath"), text(token, "audience")),
        }),
        None => TokenFile::NoSuchFile {
            volume: name.to_owned(),
            paths: tokens.iter().map(|token| text(token, "path").to_owned()).collect(),
        },
    }
}

fn origin(volume: &str, mount_path: &str, audience: &str) -> TokenOrigin {
    if volume.starts_with("kube-api-access-") || (mount_path == DEFAULT_MOUNT && audience.is_empty()) {
        TokenOrigin::DefaultMount
    } else if matches!(volume, "aws-iam-token" | "eks-pod-identity-token") {
        TokenOrigin::Injected
    } else {
        TokenOrigin::HandWritten
    }
}

/// A path with forward slashes, without drive, without empty or dot segments.
fn unix(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = match path.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 => rest,
        _ => &path,
    };
    let segments: Vec<&str> = path.split('/').filter(|segment| !matches!(*segment, "" | ".")).collect();
    format!("/{}", segments.join("/"))
}

/// The rest of `path` below `directory`, or `None` where it is not below.
fn inside(directory: &str, path: &str) -> Option<String> {
    let rest = if directory == "/" { path } else { path.strip_prefix(directory)? };
    match rest.strip_prefix('/') {
        Some(rest) => Some(rest.to_owned()),
        None => rest.is_empty().then(String::new),
    }
}

fn list(value: Option<&Json>) -> &[Json] {
    value.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Json, key: &str) -> &'a str {
    value.get(key).and_then(Json::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_token_at_a_path_is_found() {
        let token = |audience: &str| json!({ "path": "token", "audience": audience, "expirationSeconds": 86400 });
        let pod = json!({ "spec": { "volumes": [
            { "name": "aws-iam-token", "projected": { "sources": [{ "serviceAccountToken": token("sts.amazonaws.com") }] } },
            { "name": "kube-api-access-abcde", "projected": { "sources": [{ "serviceAccountToken": { "path": "token", "expirationSeconds": 3607 } }] } },
            { "name": "mine", "projected": { "sources": [{ "serviceAccountToken": { "path": "token" } }] } },
            { "name": "secret", "secret": { "secretName": "x" } },
        ] } });
        let container = json!({ "volumeMounts": [
            { "name": "aws-iam-token", "mountPath": "/var/run/secrets/eks.amazonaws.com/serviceaccount" },
            { "name": "kube-api-access-abcde", "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount" },
            { "name": "mine", "mountPath": "/tokens/" },
            { "name": "secret", "mountPath": "/secret" },
            { "name": "gone", "mountPath": "/gone" },
        ] });
        let found = |path: &str| at_path(&pod, &container, path);
        let facts = |path: &str| match found(path) {
            TokenFile::Token(token) => (token.audience, token.expiration_seconds, token.origin),
            other => panic!("{path}: {other:?}"),
        };
        let sts = Some("sts.amazonaws.com".to_owned());
        let injected = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token";
        assert_eq!(facts(injected), (sts.clone(), 86_400, TokenOrigin::Injected));
        let windows = format!("C:{}", injected.replace('/', "\\"));
        assert_eq!(facts(&windows), (sts, 86_400, TokenOrigin::Injected));
        let default = "/var/run/secrets/kubernetes.io/serviceaccount/token";
        assert_eq!(facts(default), (None, 3607, TokenOrigin::DefaultMount));
        assert_eq!(facts("/tokens/token"), (None, 3600, TokenOrigin::HandWritten));
        assert_eq!(found("/elsewhere/token"), TokenFile::NotMounted);
        assert_eq!(found("/tokensX/token"), TokenFile::NotMounted);
        let no_such = TokenFile::NoSuchFile { volume: "mine".to_owned(), paths: vec!["token".to_owned()] };
        assert_eq!(found("/tokens/other"), no_such);
        assert!(matches!(found("/secret/token"), TokenFile::OtherVolume { source, .. } if source == "secret"));
        assert!(matches!(found("/gone/token"), TokenFile::NoVolume { .. }));
    }
}
