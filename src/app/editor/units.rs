//! Offsets of a text between the core, which counts bytes as they were pasted, and the editor, which counts UTF-16 units
//! and takes CR LF for one line end.

use crate::text::{LineIndex, Span};

/// A text with both ways of counting.
pub struct Units<'t> {
    lines: LineIndex<'t>,
    /// The bytes at which a CR stands before an LF; the editor does not have them.
    returns: Vec<u32>,
}

impl<'t> Units<'t> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let returns = text.match_indices("\r\n").map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect();
        Self { lines: LineIndex::new(text), returns }
    }

    fn returns_before(&self, byte: u32) -> u32 {
        u32::try_from(self.returns.partition_point(|at| *at < byte)).unwrap_or(u32::MAX)
    }

    /// The editor's offset of a byte.
    #[must_use]
    pub fn unit(&self, byte: u32) -> u32 {
        self.lines.utf16(byte).saturating_sub(self.returns_before(byte))
    }

    /// The editor's offsets of a span.
    #[must_use]
    pub fn units(&self, span: Span) -> (u32, u32) {
        (self.unit(span.start), self.unit(span.end))
    }

    /// The byte at an offset of the editor.
    #[must_use]
    pub fn byte(&self, unit: u32) -> u32 {
        // Each return that is passed moves the place on by one; at most all of them do.
        let mut passed = 0;
        loop {
            let byte = self.lines.byte(unit + passed);
            let before = self.returns_before(byte);
            if before <= passed {
                return byte;
            }
            passed = before;
        }
    }
}
