//! The walk from Pod to allowed action.
