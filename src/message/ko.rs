//! 한국어. 조사는 삽입한 값에 붙이지 않는다.

pub(super) mod advice;
pub(super) mod hover;
pub(super) mod irsa;
pub(super) mod lint;
pub(super) mod manifest;
pub(super) mod phrases;
pub(super) mod policy;
pub(super) mod reason;
pub(super) mod simulation;
pub(super) mod syntax;
pub(super) mod trust;
