//! What is being pasted or dropped, what became of the last time, and what a paste into an editor could be instead.

use crate::import::{Choices, Found, Import, Input, Kind, Mode, Unused};
use crate::text::SourceId;
use std::rc::Rc;

/// Pasting and dropping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Importing {
    /// What is to be read: the pasted text first, then files.
    pub inputs: Rc<Vec<Input>>,
    /// What the reader chose.
    pub choices: Rc<Choices>,
    /// Add or replace, where the reader chose that.
    pub mode: Option<Mode>,
    /// What became of the last import.
    pub summary: Option<Rc<Summary>>,
    /// A paste into an editor that looks as if it belonged elsewhere.
    pub offer: Option<Rc<Offer>>,
}

impl Importing {
    /// The texts that hold something.
    #[must_use]
    pub fn texts(&self) -> Vec<Input> {
        self.inputs.iter().filter(|input| input.refused.is_some() || !input.text.trim().is_empty()).cloned().collect()
    }

    /// The pasted text.
    #[must_use]
    pub fn pasted(&self) -> &str {
        self.inputs.first().map(|input| input.text.as_str()).unwrap_or_default()
    }

    /// The same with another pasted text; choices made for the old one no longer count.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        let files = self.inputs.iter().skip(1).cloned();
        let inputs = std::iter::once(Input::text(text)).chain(files).collect();
        Self { inputs: Rc::new(inputs), choices: Rc::default(), ..self.clone() }
    }

    /// The same with more files.
    #[must_use]
    pub fn with_files(&self, files: Vec<Input>) -> Self {
        let pasted = Input::text(self.pasted());
        let kept = self.inputs.iter().skip(1).filter(|old| !files.iter().any(|new| new.name == old.name)).cloned();
        let inputs = std::iter::once(pasted).chain(kept).chain(files.iter().cloned()).collect();
        Self { inputs: Rc::new(inputs), choices: Rc::default(), ..self.clone() }
    }

    /// The same without a file.
    #[must_use]
    pub fn without(&self, file: usize) -> Self {
        let inputs = self.inputs.iter().enumerate().filter(|(index, _)| *index != file);
        let inputs = inputs.map(|(_, input)| input.clone()).collect();
        Self { inputs: Rc::new(inputs), choices: Rc::default(), ..self.clone() }
    }

    /// The same with other choices.
    #[must_use]
    pub fn choosing(&self, choices: Choices) -> Self {
        Self { choices: Rc::new(choices), ..self.clone() }
    }
}

/// What an import did.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// What was recognised.
    pub found: Vec<Found>,
    /// What could not be used.
    pub unused: Vec<Unused>,
    /// The names of the texts.
    pub names: Vec<Option<String>>,
    /// Whether it took the place of everything.
    pub replaced: bool,
    /// How many steps back there were right after it: while that is so, undo takes it back.
    pub steps: usize,
}

impl Summary {
    /// The summary of an import of these texts.
    #[must_use]
    pub fn of(import: &Import, texts: &[Input], steps: usize) -> Self {
        let names = texts.iter().map(|input| input.name.clone()).collect();
        let (found, unused) = (import.found.clone(), import.unused.clone());
        Self { found, unused, names, replaced: import.replaces, steps }
    }
}

/// A paste into an editor that looks as if it belonged elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The document it was pasted into.
    pub document: SourceId,
    /// The document's text before.
    pub before: String,
    /// What was pasted.
    pub text: String,
    /// What it looks like.
    pub kind: Kind,
}
