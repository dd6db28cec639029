//! The components of the page, one a file.

mod access;
mod chain_picture;
mod document;
mod footer;
mod header;
mod identity;
mod link_list;
pub mod page;
mod problems;
mod rbac;
mod tabs;
mod verdict;
mod why;
