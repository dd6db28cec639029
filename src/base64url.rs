//! base64url without padding (RFC 4648, section 5).
//!
//! What always holds: every sequence of bytes has one text only; any other spelling is refused.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why a text is not base64url.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A character is none of the 64.
    Character,
    /// No encoder makes this length or this end.
    End,
}

/// The text of bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().chain(&[0; 2]).take(3).fold(0u32, |group, &byte| group << 8 | u32::from(byte));
        let signs = (0..=chunk.len()).filter_map(|index| ALPHABET.get((group >> (18 - 6 * index) & 63) as usize));
        text.extend(signs.map(|&sign| char::from(sign)));
    }
    text
}

/// The bytes of a text.
///
/// # Errors
/// A character that is none of the 64, or a length or an end that no encoder makes.
pub fn decode(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0;
        for &sign in chunk {
            group = group << 6 | value(sign).ok_or(Fault::Character)?;
        }
        group <<= 6 * (4 - chunk.len());
        let [_, made @ ..] = group.to_be_bytes();
        let kept = chunk.len().checked_sub(1).filter(|&kept| kept > 0).ok_or(Fault::End)?;
        if made.iter().skip(kept).any(|&byte| byte != 0) {
            return Err(Fault::End);
        }
        bytes.extend(made.iter().take(kept));
    }
    Ok(bytes)
}

fn value(sign: u8) -> Option<u32> {
    let (from, base) = match sign {
        b'A'..=b'Z' => (b'A', 0),
        b'a'..=b'z' => (b'a', 26),
        b'0'..=b'9' => (b'0', 52),
        b'-' => (b'-', 62),
        b'_' => (b'_', 63),
        _ => return None,
    };
    Some(u32::from(sign - from) + base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_text() {
        let cases: [(&[u8], &str); 6] =
            [(b"", ""), (b"f", "Zg"), (b"fo", "Zm8"), (b"foo", "Zm9v"), (b"foob", "Zm9vYg"), (&[0xfb, 0xff], "-_8")];
        for (bytes, text) in cases {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text), Ok(bytes.to_vec()));
        }
        assert_eq!(decode("Zh"), Err(Fault::End), "bits behind the end");
        assert_eq!(decode("Z"), Err(Fault::End), "a length that cannot be");
        for text in ["Zg==", "Zm+v", "Zm/v", "Zm v", "한글"] {
            assert_eq!(decode(text), Err(Fault::Character), "{text}");
        }
    }
}
