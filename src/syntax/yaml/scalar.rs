//! What a YAML scalar means to Kubernetes: a string, a boolean, a number or nothing.
//!
//! What always holds: the rules are those of go-yaml v2, which `sigs.k8s.io/yaml` (kubectl, the API server, Helm) reads
//! with: YAML 1.1 booleans, C-style octal and hexadecimal numbers, underscores in numbers, but no base 60 numbers and
//! no timestamps. Source: go-yaml `resolve.go`.

use super::super::{Text, Value};

/// The value of a plain scalar without a tag.
pub(super) fn resolve(text: &str, string: impl FnOnce() -> Text) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Value::Bool(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(string()), Value::Number),
    }
}

/// The value of a scalar with one of YAML's own tags (`!!int` and so on), whatever its quotes.
pub(super) fn resolve_tagged(suffix: &str, text: &str, string: impl FnOnce() -> Text) -> Value {
    match suffix {
        "null" => Value::Null,
        "bool" | "int" | "float" => resolve(text, string),
        _ => Value::String(string()),
    }
}

/// The number as JSON writes it, the same spelling wherever that is JSON already.
fn number(text: &str) -> Option<String> {
    let first = text.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    if matches!(text.trim_start_matches(['+', '-']), ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return Some(text.to_owned());
    }
    let plain: String = if first == b'.' { text.to_owned() } else { text.replace('_', "") };
    integer(&plain).or_else(|| float(&plain))
}

/// Go's `strconv.ParseInt(text, 0, 64)`, or `ParseUint`: `0x`, `0b`, `0o` and a leading zero choose the base.
fn integer(text: &str) -> Option<String> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, lower.get(2..)?),
        [b'0', b'b', ..] => (2, lower.get(2..)?),
        [b'0', b'o', ..] => (8, lower.get(2..)?),
        [b'0', _, ..] => (8, lower.get(1..)?),
        _ => (10, lower.as_str()),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    let value = u64::from_str_radix(digits, radix).ok()?;
    match negative {
        true if value > 1 << 63 => None,
        true => Some(format!("-{value}")),
        false => Some(value.to_string()),
    }
}

/// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, mended to what JSON knows.
fn float(text: &str) -> Option<String> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => ("-", text.get(1..)?),
        b'+' => ("", text.get(1..)?),
        _ => ("", text),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (rest, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(exponent) = exponent
        && !digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
    {
        return None;
    }
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && !digits(fraction) || !whole.is_empty() && !digits(whole) {
        return None;
    }
    if !fraction.is_empty() && !digits(fraction) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let mut json = format!("{sign}{whole}");
    if !fraction.is_empty() {
        json.push('.');
        json.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        json.push('e');
        json.push_str(exponent);
    }
    Some(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_mean_what_go_yaml_makes_of_them() {
        let resolved = |text: &str| resolve(text, || Text { value: text.to_owned(), verbatim: None });
        let number = |text: &str| Value::Number(text.to_owned());
        for (written, value) in [
            ("no", Value::Bool(false)),
            ("Null", Value::Null),
            ("0644", number("420")),
            ("0o17", number("15")),
            ("089", number("89")),
            ("0x1F", number("31")),
            ("1_000", number("1000")),
            ("1.10", number("1.10")),
            ("+.5e3", number("0.5e3")),
            ("-12", number("-12")),
        ] {
            assert_eq!(resolved(written), value, "{written}");
        }
        for string in ["12:30:45", "2026-01-01", "1.2.3", "0x", "-", "1e", "nO", "tRUE", "._1"] {
            assert!(matches!(resolved(string), Value::String(_)), "{string}");
        }
    }
}
