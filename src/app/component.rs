//! The components of the page, one a file.

mod access;
mod chain_picture;
mod compare;
mod dialog;
mod document;
pub mod focus;
mod footer;
mod gallery;
mod header;
mod history;
mod identity;
mod importing;
mod inspector;
mod intro;
mod link_list;
mod notice;
pub mod page;
mod problems;
mod rbac;
mod settings;
mod share;
mod shortcuts;
mod tabs;
mod verdict;
mod views;
mod why;
