//! One record of comma separated values, read as Go's `encoding/csv` reads it.
//!
//! What always holds: no trimming; only the first record is read; leading empty lines are passed over; a quote inside
//! a bare field and a quoted field followed by anything but a comma are errors, as is an empty text (end of file).

/// The fields of the first record, or `None` where Go reports an error.
pub(super) fn first_record(text: &str) -> Option<Vec<String>> {
    // Go turns CR LF at the end of a line into LF and drops a CR right at the end of the text.
    let text = text.replace("\r\n", "\n");
    let text = text.strip_suffix('\r').unwrap_or(&text);
    let mut rest = text.trim_start_matches('\n');
    if rest.is_empty() {
        return None;
    }
    let mut fields = Vec::new();
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted)?,
            None => bare_field(rest)?,
        };
        fields.push(field);
        match after {
            After::Comma(next) => rest = next,
            After::End => return Some(fields),
        }
    }
}

enum After<'a> {
    Comma(&'a str),
    End,
}

fn bare_field(text: &str) -> Option<(String, After<'_>)> {
    let line = text.split('\n').next().unwrap_or_default();
    let (field, after) = match line.split_once(',') {
        Some((field, _)) => (field, After::Comma(text.get(field.len() + 1..).unwrap_or_default())),
        None => (line, After::End),
    };
    if field.contains('"') { None } else { Some((field.to_owned(), after)) }
}

fn quoted_field(mut text: &str) -> Option<(String, After<'_>)> {
    let mut field = String::new();
    loop {
        let (before, after) = text.split_once('"')?;
        field.push_str(before);
        if let Some(next) = after.strip_prefix('"') {
            field.push('"');
            text = next;
        } else if let Some(next) = after.strip_prefix(',') {
            return Some((field, After::Comma(next)));
        } else if after.is_empty() || after.starts_with('\n') {
            return Some((field, After::End));
        } else {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::first_record;

    #[test]
    fn records_are_read_as_go_reads_them() {
        for (text, expected) in [
            ("a,b", Some(vec!["a", "b"])),
            ("a, b", Some(vec!["a", " b"])),
            ("\"a\",b", Some(vec!["a", "b"])),
            ("\"a,b\"", Some(vec!["a,b"])),
            ("\"a\"\"b\"", Some(vec!["a\"b"])),
            ("a,", Some(vec!["a", ""])),
            ("\n\na\nb", Some(vec!["a"])),
            (" ", Some(vec![" "])),
            ("", None),
            ("\n", None),
            ("a\"b", None),
            ("a, \"b\"", None),
            ("\"a", None),
            ("\"a\" ,b", None),
        ] {
            let actual = first_record(text);
            assert_eq!(actual, expected.map(|fields| fields.into_iter().map(str::to_owned).collect()), "{text:?}");
        }
    }
}
