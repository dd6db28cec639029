//! From a place in the text back to what it decides: links of a chain and cells of its matrix.
//!
//! What always holds: it is the same text that the link or the cell names as its reason, so the way from a reason to
//! its text and back is one way.

use crate::chain::simulation::Answer;
use crate::chain::{Chain, Link, Step};
use crate::text::{Location, SourceId};

/// What the text at a place decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// The links, in order.
    pub links: Vec<Step>,
    /// Cells of the matrix: action, resource and answer.
    pub cells: Vec<(String, String, Answer)>,
}

/// What the text around a byte decides in a chain. A value counts with the key before it.
#[must_use]
pub fn decided(chain: &Chain, source: SourceId, text: &str, offset: u32) -> Decided {
    let here = |at: &Location| {
        let start = at.span.start as usize;
        let before = text.get(..start).unwrap_or_default();
        // Only the key: nothing of a list, of an object or of a line before it.
        let key = before.rfind(['\n', ',', '{', '[']).map_or(0, |at| at + 1);
        let blank = before.get(key..).unwrap_or_default();
        let key = key + blank.len() - blank.trim_start().len();
        at.source == source && key <= offset as usize && offset <= at.span.end
    };
    let links = chain.links.iter().filter(|link| places(link).any(&here)).map(|link| link.step).collect();
    let matrix = &chain.permissions;
    let cells = matrix.rows.iter().flat_map(|row| {
        let cells = matrix.resources.iter().zip(&row.cells).filter(|(_, cell)| cell.decided_by.iter().any(&here));
        cells.map(|(resource, cell)| (row.action.clone(), resource.clone(), cell.answer))
    });
    Decided { links, cells: cells.collect() }
}

/// Every place that a link speaks of.
fn places(link: &Link) -> impl Iterator<Item = &Location> {
    let compared = link.comparisons.iter().flat_map(|one| one.actual.iter().chain(&one.expected));
    link.evidence.iter().chain(compared.filter_map(|operand| operand.at.as_ref()))
}
