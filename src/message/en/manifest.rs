//! English words for [`ManifestFault`].

use crate::kubernetes::ManifestFault;
use crate::message::Words;

pub(in crate::message) fn fault(fault: &ManifestFault) -> Words {
    match *fault {}
}
