//! The one input of a simulation.
