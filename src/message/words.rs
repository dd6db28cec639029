//! The words of the page's parts, one file a part, both languages side by side.
//!
//! What always holds: a language without one of the words does not compile.

pub mod catalogue;
pub mod challenge;
pub mod compare;
pub mod demand;
pub mod documents;
pub mod editor;
pub mod effective;
pub mod escalation;
pub mod gallery;
pub mod history;
pub mod importing;
pub mod inspector;
pub mod lesson;
pub mod matrix;
pub mod page;
pub mod picture;
pub mod propose;
pub mod rbac;
pub mod reading;
pub mod settings;
pub mod share;
pub mod shortcuts;
pub mod task;
pub mod who;
pub mod why;
