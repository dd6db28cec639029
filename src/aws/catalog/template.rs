//! Templates of the catalogue: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`, `aws:RequestTag/${TagKey}`.
//!
//! What always holds: a variable stands for at least one character; in an ARN, one before a `/` does not cross
//! it, and those of the first five fields do not cross `:`. The name of a bucket never holds a slash.

/// How many literal characters the template shares with the ARN, if the ARN is of that form.
///
/// Wildcards in the ARN are plain characters here.
#[must_use]
pub fn fits(template: &str, arn: &str) -> Option<usize> {
    let mut literal = 0;
    let (mut template_fields, mut arn_fields) = (fields(template), arn.splitn(6, ':'));
    for _ in 0..5 {
        literal += field_fits(template_fields.next()?, arn_fields.next()?)?;
    }
    Some(literal + resource_fits(template_fields.next()?, arn_fields.next()?)?)
}

/// The six parts of a template: colons inside `${…}` do not part.
fn fields(template: &str) -> impl Iterator<Item = &str> {
    template.splitn(6, ':')
}

fn field_fits(template: &str, text: &str) -> Option<usize> {
    match template.starts_with("${") || template == "*" {
        true => Some(0),
        false => (template == text).then_some(text.len()),
    }
}

fn resource_fits(template: &str, text: &str) -> Option<usize> {
    let Some(open) = template.find("${") else {
        return match template.strip_suffix('*') {
            Some(prefix) => text.starts_with(prefix).then_some(prefix.len()),
            None => (template == text).then_some(text.len()),
        };
    };
    let before = template.get(..open)?;
    let rest = text.strip_prefix(before)?;
    let (name, after) = template.get(open + 2..)?.split_once('}')?;
    if after.is_empty() {
        let crosses = name == "BucketName" && rest.contains('/');
        let holds = !rest.is_empty() && !crosses;
        return holds.then_some(before.len());
    }
    // The variable takes at least one character, and no slash where one stands behind it.
    let slash = rest.find('/').filter(|_| after.starts_with('/'));
    let reach = slash.unwrap_or(rest.len());
    rest.char_indices()
        .map(|(at, character)| at + character.len_utf8())
        .take_while(|&end| end <= reach)
        .filter_map(|end| resource_fits(after, rest.get(end..)?))
        .max()
        .map(|literal| literal + before.len())
}

/// Whether a key (in lower case) is the one that the template names; a variable part is any text.
pub(super) fn key_fits(template: &str, key: &str) -> bool {
    let variable = template.find("${").or_else(|| template.find('<'));
    match variable {
        None => template.eq_ignore_ascii_case(key),
        Some(at) => {
            let prefix = template.get(..at).unwrap_or(template);
            key.len() > prefix.len() && key.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        }
    }
}
