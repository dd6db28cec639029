//! [`ManifestFault`]의 한국어 문장.

use crate::kubernetes::ManifestFault;
use crate::message::Words;

pub(in crate::message) fn fault(fault: &ManifestFault) -> Words {
    match *fault {}
}
