//! Bytes of a dropped file to text, with the encodings that YAML and JSON allow.
//!
//! What always holds: the text of a UTF-8 file is its bytes unchanged, byte order mark included, so that spans stay
//! true; UTF-16 is recognised by its byte order mark, or by the NUL bytes around the first character, and converted.

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// Neither UTF-8 nor UTF-16; the offset of the first byte that does not fit.
    InvalidUtf8(usize),
    /// UTF-16 with half a character, or an odd number of bytes; the offset.
    InvalidUtf16(usize),
}

/// Reads bytes as UTF-8, or as UTF-16 of either byte order.
///
/// # Errors
///
/// [`NotText`] where the bytes fit no encoding; YAML readers refuse such a file (YAML 1.2.2 section 5.2).
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, 2, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, 2, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => utf16(bytes, 0, u16::from_le_bytes),
        [0, first, ..] if *first != 0 => utf16(bytes, 0, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(NotText::InvalidUtf8(error.valid_up_to())),
        },
    }
}

fn utf16(bytes: &[u8], shift: usize, unit: fn([u8; 2]) -> u16) -> Result<String, NotText> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(NotText::InvalidUtf16(shift + bytes.len() - 1));
    }
    let mut text = String::with_capacity(bytes.len());
    let mut units = 0;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        match decoded {
            Ok(character) => {
                units += character.len_utf16();
                text.push(character);
            }
            Err(_) => return Err(NotText::InvalidUtf16(shift + 2 * units)),
        }
    }
    Ok(text)
}
