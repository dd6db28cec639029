//! The JavaScript API: a scenario in, a simulation out.
