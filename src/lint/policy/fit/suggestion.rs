//! The resource beside the one that was named: the objects of a bucket, the table of an index.
//!
//! What always holds: only names without a wildcard before the place that changes are turned into others, so that the
//! suggestion names things of the same bucket or table and nothing else.

use crate::aws::Arn;

/// The name of a type that is taken, next to this one.
pub(super) fn neighbour(text: &str, takes: &[String]) -> Option<String> {
    let arn = Arn::parse(text)?;
    let takes = |kind: &str| takes.iter().any(|name| name == kind);
    let head = text.strip_suffix(arn.resource)?;
    let plain = |part: &str| !part.is_empty() && !part.contains(['*', '?']);
    match arn.service {
        "s3" => match arn.resource.split_once('/') {
            None if takes("object") && plain(arn.resource) => Some(format!("{text}/*")),
            Some((bucket, "")) if takes("object") && plain(bucket) => Some(format!("{text}*")),
            Some((bucket, _)) if takes("bucket") && plain(bucket) => Some(format!("{head}{bucket}")),
            _ => None,
        },
        "dynamodb" => {
            let rest = arn.resource.strip_prefix("table/")?;
            match rest.split_once('/') {
                None if takes("stream") && plain(rest) => Some(format!("{text}/stream/*")),
                None if takes("index") && plain(rest) => Some(format!("{text}/index/*")),
                Some((table, _)) if takes("table") && plain(table) => Some(format!("{head}table/{table}")),
                _ => None,
            }
        }
        _ => None,
    }
}
