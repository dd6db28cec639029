//! What Kubernetes allows in names, labels, annotation keys and environment variables, with its own error texts.
//!
//! What always holds: each function returns every message that the API server would give, in its order, and nothing for
//! a value that it accepts. Source: `k8s.io/apimachinery/pkg/util/validation` and `pkg/api/validation/path`.

const LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const QUALIFIED: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const QUALIFIED_TAIL: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an \
                              alphanumeric character";

/// RFC 1123 subdomain of at most 253 characters: ServiceAccounts, Pods and most other objects.
#[must_use]
pub fn subdomain(value: &str) -> Vec<String> {
    let mut errors = too_long(value, 253);
    if !value.split('.').all(is_label) {
        let text = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and \
                    must start and end with an alphanumeric character";
        errors.push(regex(text, &["example.com"], &format!("{LABEL}(\\.{LABEL})*")));
    }
    errors
}

/// RFC 1123 label of at most 63 characters: namespaces, containers and volumes.
#[must_use]
pub fn label(value: &str) -> Vec<String> {
    let mut errors = too_long(value, 63);
    if !is_label(value) {
        let text = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must \
                    start and end with an alphanumeric character";
        errors.push(regex(text, &["my-name", "123-abc"], LABEL));
    }
    errors
}

/// A path segment: roles and bindings.
#[must_use]
pub fn path_segment(value: &str) -> Vec<String> {
    if matches!(value, "." | "..") {
        return vec![format!("may not be '{value}'")];
    }
    ["/", "%"].iter().filter(|text| value.contains(**text)).map(|text| format!("may not contain '{text}'")).collect()
}

/// The key of a label or an annotation: an optional subdomain and `/`, then at most 63 characters.
#[must_use]
pub fn qualified(value: &str) -> Vec<String> {
    let expected =
        |start: &str| regex(&format!("{start} {QUALIFIED_TAIL}"), &["MyName", "my.name", "123-abc"], QUALIFIED);
    let mut errors = Vec::new();
    let name = match value.split_once('/') {
        None => value,
        Some((_, name)) if name.contains('/') => {
            let tail = "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
            return vec![format!("{} {tail}", expected("a qualified name"))];
        }
        Some(("", name)) => {
            errors.push("prefix part must be non-empty".to_owned());
            name
        }
        Some((prefix, name)) => {
            errors.extend(subdomain(prefix).into_iter().map(|error| format!("prefix part {error}")));
            name
        }
    };
    if name.is_empty() {
        errors.push("name part must be non-empty".to_owned());
    } else {
        errors.extend(too_long(name, 63).into_iter().map(|error| format!("name part {error}")));
    }
    if !is_qualified(name) {
        errors.push(expected("name part"));
    }
    errors
}

/// The value of a label.
#[must_use]
pub fn label_value(value: &str) -> Vec<String> {
    let mut errors = too_long(value, 63);
    if !value.is_empty() && !is_qualified(value) {
        let text = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and \
                    must start and end with an alphanumeric character";
        errors.push(regex(text, &["MyValue", "my_value", "12345"], &format!("({QUALIFIED})?")));
    }
    errors
}

/// The name of an environment variable, as before 1.30; newer clusters allow all but `=` and control characters.
#[must_use]
pub fn env_var(value: &str) -> Vec<String> {
    let mut errors = Vec::new();
    let allowed = |c: char| matches!(c, '-' | '.' | '_') || c.is_ascii_alphanumeric();
    if value.is_empty() || value.starts_with(|c: char| c.is_ascii_digit()) || !value.chars().all(allowed) {
        let text = "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', \
                    and must not start with a digit";
        errors.push(regex(text, &["my.env-name", "MY_ENV.NAME", "MyEnvName1"], "[-._a-zA-Z][-._a-zA-Z0-9]*"));
    }
    match value {
        "." | ".." => errors.push(format!("must not be '{value}'")),
        _ if value.starts_with("..") => errors.push("must not start with '..'".to_owned()),
        _ => {}
    }
    errors
}

/// The key of a ConfigMap or a Secret.
#[must_use]
pub fn config_map_key(value: &str) -> Vec<String> {
    let mut errors = too_long(value, 253);
    let allowed = |c: char| matches!(c, '-' | '.' | '_') || c.is_ascii_alphanumeric();
    if value.is_empty() || !value.chars().all(allowed) {
        let text = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
        errors.push(regex(text, &["key.name", "KEY_NAME", "key-name"], "[-._a-zA-Z0-9]+"));
    }
    match value {
        "." | ".." => errors.push(format!("must not be '{value}'")),
        _ if value.starts_with("..") => errors.push("must not start with '..'".to_owned()),
        _ => {}
    }
    errors
}

/// The prefix of generated names is checked as if its last hyphen were the character that follows it.
#[must_use]
pub fn generate_name(value: &str, check: fn(&str) -> Vec<String>) -> Vec<String> {
    match value.strip_suffix('-') {
        Some(rest) if !rest.is_empty() => check(&format!("{rest}a")),
        _ => check(value),
    }
}

fn is_label(value: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    is_enclosed(value, inner, |byte| byte != b'-')
}

fn is_qualified(value: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    is_enclosed(value, inner, |byte| byte.is_ascii_alphanumeric())
}

/// Whether all bytes are allowed, and the first and the last are allowed there.
fn is_enclosed(value: &str, inner: impl Fn(u8) -> bool, end: impl Fn(u8) -> bool) -> bool {
    let bytes = value.as_bytes();
    bytes.iter().all(|&byte| inner(byte)) && [bytes.first(), bytes.last()].iter().all(|b| b.is_some_and(|&b| end(b)))
}

fn too_long(value: &str, limit: usize) -> Vec<String> {
    if value.len() > limit { vec![format!("must be no more than {limit} characters")] } else { Vec::new() }
}

fn regex(text: &str, examples: &[&str], expression: &str) -> String {
    let examples: Vec<_> = examples.iter().map(|example| format!("'{example}', ")).collect();
    format!("{text} (e.g. {}regex used for validation is '{expression}')", examples.join(" or "))
}
