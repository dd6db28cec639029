//! Where AWS is silent and this simulation had to choose.
//!
//! What always holds: a choice is marked on the decision that used it, so the page can say so.

use serde::Serialize;
use std::cell::Cell;

/// A rule that AWS does not document; each variant says what is chosen here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Undocumented {
    /// A wildcard in the service prefix of an action, such as `*:*`, matches every service.
    WildcardInService,
    /// A number written with an exponent counts; text that is no number equals nothing.
    NumberForm,
    /// `True` and `TRUE` count as `true`.
    BoolCase,
    /// An ARN pattern of fewer than six parts, such as `arn:*`, matches nothing in an ARN operator.
    ShortArnPattern,
    /// A key with several values matches nothing without ForAllValues or ForAnyValue.
    SeveralValuesWithoutSetOperator,
    /// A wildcard inside the value of a variable is a plain character.
    WildcardInVariable,
    /// An empty list of values matches nothing.
    EmptyValueList,
    /// `Principal: "*"` lets AssumeRoleWithWebIdentity through.
    EveryoneWithWebIdentity,
    /// An IPv4 address written as IPv6 does not match an IPv4 range.
    MappedIpv4,
    /// An empty text is a value for plain operators and none for set operators.
    EmptyText,
    /// The account form of a principal in the policy of a gateway endpoint names the root user only.
    AccountInEndpointPolicy,
    /// A resource control policy is passed over for a service that did not support them when this was written.
    ServiceWithoutResourceControl,
}

impl Undocumented {
    /// Every variant.
    pub const ALL: [Self; 12] = [
        Self::WildcardInService,
        Self::NumberForm,
        Self::BoolCase,
        Self::ShortArnPattern,
        Self::SeveralValuesWithoutSetOperator,
        Self::WildcardInVariable,
        Self::EmptyValueList,
        Self::EveryoneWithWebIdentity,
        Self::MappedIpv4,
        Self::EmptyText,
        Self::AccountInEndpointPolicy,
        Self::ServiceWithoutResourceControl,
    ];
}

/// A set of notes that matching code adds to while it reads.
#[derive(Debug, Default)]
pub struct Notes(Cell<u16>);

impl Notes {
    /// Adds a note.
    pub fn add(&self, note: Undocumented) {
        self.0.set(self.0.get() | 1 << note as u16);
    }

    /// Takes the notes out, as bits.
    pub fn take(&self) -> u16 {
        self.0.take()
    }

    /// Puts bits back.
    pub fn restore(&self, bits: u16) {
        self.0.set(self.0.get() | bits);
    }

    /// The notes as a list.
    #[must_use]
    pub fn list(&self) -> Vec<Undocumented> {
        let bits = self.0.get();
        Undocumented::ALL.into_iter().filter(|&note| bits & (1 << note as u16) != 0).collect()
    }
}
