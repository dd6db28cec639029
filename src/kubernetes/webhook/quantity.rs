//! Kubernetes quantities in canonical form: `0.5` is written `500m`, `1024Mi` is written `1Gi`.
//!
//! What always holds: what is no quantity, or too large to compute with, is kept as it was written. Source: the
//! documentation of `k8s.io/apimachinery/pkg/api/resource.Quantity`.

use serde_json::Value as Json;

/// A quantity as Go writes it.
pub(super) fn json(value: &Json) -> Json {
    let text = match value {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        _ => return value.clone(),
    };
    canonical(&text).map_or_else(|| value.clone(), Json::String)
}

/// Nano units: the finest that Kubernetes keeps; finer values are rounded away from zero.
const NANO: u32 = 9;

fn canonical(text: &str) -> Option<String> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = unsigned.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(unsigned.len());
    let (number, suffix) = unsigned.split_at_checked(end)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if (whole.is_empty() && fraction.is_empty()) || fraction.contains('.') {
        return None;
    }
    let format = format(suffix)?;
    let digits: i128 = format!("0{whole}{fraction}").parse().ok()?;
    let scale = u32::try_from(fraction.len()).ok()?;
    let nano = match format {
        Format::Binary(power) => {
            ceil(digits.checked_mul(1024_i128.checked_pow(power)?)?.checked_mul(10_i128.pow(NANO))?, scale)?
        }
        Format::Decimal(exponent) | Format::Exponent(exponent) => {
            let shift = exponent.checked_add(i32::try_from(NANO).ok()?)?;
            if shift < 0 {
                ceil(digits, scale.checked_add(shift.unsigned_abs())?)?
            } else {
                ceil(digits.checked_mul(10_i128.checked_pow(shift.unsigned_abs())?)?, scale)?
            }
        }
    };
    let written = match format {
        Format::Binary(_) if nano >= 1024 * 10_i128.pow(NANO) => binary(ceil(nano, NANO)?),
        Format::Binary(_) | Format::Decimal(_) => decimal(nano, &["n", "u", "m", "", "k", "M", "G", "T", "P", "E"])?,
        Format::Exponent(_) => decimal(nano, &["e-9", "e-6", "e-3", "", "e3", "e6", "e9", "e12", "e15", "e18"])?,
    };
    Some(if negative && nano != 0 { format!("-{written}") } else { written })
}

#[derive(Clone, Copy)]
enum Format {
    /// `Ki` and its powers.
    Binary(u32),
    /// `k`, `M` …: the power of ten.
    Decimal(i32),
    /// `e3`
    Exponent(i32),
}

fn format(suffix: &str) -> Option<Format> {
    Some(match suffix {
        "n" => Format::Decimal(-9),
        "u" => Format::Decimal(-6),
        "m" => Format::Decimal(-3),
        "" => Format::Decimal(0),
        "k" => Format::Decimal(3),
        "M" => Format::Decimal(6),
        "G" => Format::Decimal(9),
        "T" => Format::Decimal(12),
        "P" => Format::Decimal(15),
        "E" => Format::Decimal(18),
        "Ki" => Format::Binary(1),
        "Mi" => Format::Binary(2),
        "Gi" => Format::Binary(3),
        "Ti" => Format::Binary(4),
        "Pi" => Format::Binary(5),
        "Ei" => Format::Binary(6),
        _ => Format::Exponent(suffix.strip_prefix(['e', 'E'])?.parse().ok()?),
    })
}

/// The value divided by a power of ten, rounded up.
fn ceil(value: i128, scale: u32) -> Option<i128> {
    let divisor = 10_i128.checked_pow(scale)?;
    Some(value / divisor + i128::from(value % divisor != 0))
}

fn binary(mut value: i128) -> String {
    let mut suffix = "";
    for next in ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] {
        if value % 1024 != 0 {
            break;
        }
        value /= 1024;
        suffix = next;
    }
    format!("{value}{suffix}")
}

fn decimal(mut nano: i128, suffixes: &[&str]) -> Option<String> {
    if nano == 0 {
        return Some("0".to_owned());
    }
    let mut at = 0;
    while nano % 1000 == 0 && at + 1 < suffixes.len() {
        nano /= 1000;
        at += 1;
    }
    Some(format!("{nano}{}", suffixes.get(at)?))
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn quantities_take_their_canonical_form() {
        for (written, expected) in [
            ("0.5", "500m"),
            ("100m", "100m"),
            ("1000m", "1"),
            ("2", "2"),
            ("1500", "1500"),
            ("2000", "2k"),
            ("128Mi", "128Mi"),
            ("1024Mi", "1Gi"),
            ("1.5Gi", "1536Mi"),
            ("0.5Ki", "512"),
            ("0", "0"),
            ("1e3", "1e3"),
            ("-1.5", "-1500m"),
            (".5", "500m"),
        ] {
            assert_eq!(canonical(written).as_deref(), Some(expected), "{written}");
        }
        assert_eq!(canonical("a lot"), None);
    }
}
