//! CRC-32 (the polynomial of IEEE 802.3).
//!
//! What always holds: a change within any 32 bits that stand together changes it. One mistyped character is never
//! overlooked.

/// The checksum of bytes.
pub(super) fn of(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(super::of(b"123456789"), 0xcbf4_3926);
    }
}
