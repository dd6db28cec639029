//! Where a scenario comes from, as it is stored.
//!
//! What always holds: what is not known is the reader's own.

use crate::app::state::Origin;

/// As text.
#[must_use]
pub fn written(origin: &Origin) -> String {
    match origin {
        Origin::Own => "own".to_owned(),
        Origin::Example(id) => format!("example {id}"),
        Origin::Lesson(id) => format!("lesson {id}"),
        Origin::Link => "link".to_owned(),
        Origin::Import => "import".to_owned(),
        Origin::Empty => "empty".to_owned(),
    }
}

/// From text.
#[must_use]
pub fn read(text: &str) -> Origin {
    match text.split_once(' ') {
        Some(("example", id)) => Origin::Example(id.to_owned()),
        Some(("lesson", id)) => Origin::Lesson(id.to_owned()),
        None if text == "link" => Origin::Link,
        None if text == "import" => Origin::Import,
        None if text == "empty" => Origin::Empty,
        _ => Origin::Own,
    }
}
