//! Percent-encoded text, as IAM's API gives policy documents (RFC 3986).
//!
//! What always holds: one pass; a `%` that is no escape stays as it is; bytes that are no UTF-8 give `None`.

/// The decoded text; `None` where its bytes are no UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'%', [high, low, behind @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(digit(*high) << 4 | digit(*low));
                rest = behind;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        _ => (byte | 0x20) - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_bytes() {
        assert_eq!(decode("%7B%22a%22%3a1%7d").as_deref(), Some("{\"a\":1}"));
        assert_eq!(decode("100% %zz %").as_deref(), Some("100% %zz %"));
        assert_eq!(decode("%ED%95%9C").as_deref(), Some("한"));
        assert_eq!(decode("%ff"), None);
    }
}
