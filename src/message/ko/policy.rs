//! [`PolicyFault`]의 한국어 문장.

use crate::iam::PolicyFault;
use crate::message::Words;

pub(in crate::message) fn fault(fault: &PolicyFault) -> Words {
    Words::plain(format!("{fault:?}"))
}
