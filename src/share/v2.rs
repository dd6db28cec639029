//! Version 2 of a link's data: a configuration with a task. It is used only where there is a task, so that every other
//! link stays one of version 1.
//!
//! What always holds: the length of the task, two bytes, then the task, then the configuration, both coded as version 1
//! codes them; the task's JSON stands there as a text of its own. A task that this page does not understand was made by
//! a newer one.

use super::{LinkError, v1};
use crate::lesson::Task;
use crate::scenario::Scenario;

/// A checksum of its own, so that no data of version 1 is taken for one of version 2.
pub(super) fn checksum(packed: &[u8]) -> u32 {
    let marked: Vec<u8> = b"2".iter().chain(packed).copied().collect();
    super::checksum::of(&marked)
}

/// The data of a configuration with a task.
///
/// # Errors
/// [`LinkError::TooLarge`].
pub(super) fn pack(scenario: &Scenario, task: &Task) -> Result<Vec<u8>, LinkError> {
    let text = v1::pack(&Scenario { manifests: task.to_json(), ..Scenario::default() })?;
    let length = u16::try_from(text.len()).map_err(|_| LinkError::TooLarge)?;
    let mut packed = length.to_be_bytes().to_vec();
    packed.extend(text);
    packed.extend(v1::pack(scenario)?);
    Ok(packed)
}

/// The configuration and the task of data.
///
/// # Errors
/// What is wrong with the data.
pub(super) fn unpack(packed: &[u8]) -> Result<(Scenario, Task), LinkError> {
    let (length, rest) = packed.split_first_chunk::<2>().ok_or(LinkError::Damaged)?;
    let (text, scenario) = rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or(LinkError::Damaged)?;
    let task = Task::from_json(&v1::unpack(text)?.manifests).map_err(|_| LinkError::Newer)?;
    Ok((v1::unpack(scenario)?, task))
}
