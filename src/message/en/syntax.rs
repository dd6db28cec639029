//! English words for [`SyntaxFault`].

use crate::message::Words;
use crate::syntax::{MAX_BYTES, MAX_DEPTH, SyntaxFault, ValueKind};

pub(in crate::message) fn fault(fault: &SyntaxFault) -> Words {
    use SyntaxFault as F;
    match fault {
        F::Empty => Words::with_help("this document is empty", "paste a document here, or remove it"),
        F::TooLarge => Words::plain(format!("larger than {} MB; it is not read", MAX_BYTES >> 20)),
        F::TooDeep => Words::plain(format!("nested more than {MAX_DEPTH} levels deep; it is not read")),
        F::TooManyNodes => {
            Words::plain("holds, or expands to, more values than are read here, as alias bombs do; it is not read")
        }
        F::Comment => Words::with_help("JSON has no comments, and IAM refuses them", "remove the comment"),
        F::TrailingComma => Words::with_help("a comma before the closing bracket", "remove the comma"),
        F::MissingComma => Words::with_help("a comma is missing before this", "separate the two values by a comma"),
        F::MissingColon => Words::with_help("a colon is missing after this key", "write `\"key\": value`"),
        F::MissingValue => Words::with_help("this key has no value", "write a value after the colon"),
        F::UnquotedKey => Words::with_help("a key in double quotes is expected here", "write `\"key\": value`"),
        F::UnexpectedWord(word) => Words::with_help(
            format!("`{word}` is no JSON value"),
            "put text in double quotes; JSON's own words are `true`, `false` and `null`",
        ),
        F::SingleQuotes => Words::with_help("JSON knows double quotes only", "replace ' by \""),
        F::SmartQuotes => Words::with_help(
            "a typographic quotation mark, as word processors and chat programs put in",
            "replace it by a plain \"",
        ),
        F::UnterminatedString => Words::with_help("this string has no end", "close it with \" on the same line"),
        F::BadEscape => Words::with_help(
            "an escape that JSON does not know",
            "JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits; write \\\\ for a backslash",
        ),
        F::ControlCharacter => Words::with_help(
            "a control character (a tab, a line break) inside a string",
            "remove it, or write \\t or \\n",
        ),
        F::BadNumber => Words::with_help("not a number in JSON's spelling", "write it like `3600`, `-1` or `0.5`"),
        F::Unclosed(bracket) => {
            let end = if *bracket == '{' { '}' } else { ']' };
            Words::with_help(format!("this `{bracket}` is never closed"), format!("add the missing `{end}`"))
        }
        F::AfterEnd => Words::with_help(
            "there is more text after the end of the document",
            "keep one JSON value; paste a second document in a tab of its own",
        ),
        F::UnexpectedCharacter => Words::plain("this character does not belong here"),
        F::Yaml(text) => Words::plain(format!("not valid YAML: {text}")),
        F::TabIndentation => Words::with_help("YAML does not allow a tab as indentation", "indent with spaces"),
        F::UnknownAlias(name) => Words::with_help(
            format!("`*{name}` refers to an anchor that this document does not define"),
            "anchors do not reach beyond `---`: define it in the same document",
        ),
        F::AliasCycle(name) => Words::plain(format!("`*{name}` stands inside its own anchor")),
        F::DuplicateKey(key) => Words::with_help(
            format!("the key `{key}` stands twice in this map; only the last one counts"),
            "keep one of them; newer versions of `kubectl` refuse the manifest",
        ),
        F::Indentation => Words::with_help(
            "the indentation of this line fits no line above it",
            "indent it like its neighbours: keys of one map begin in the same column",
        ),
        F::ColonInPlain => Words::with_help(
            "a second colon on this line: YAML takes it for a map inside a value",
            "put the value in quotes, or begin a new line",
        ),
        F::UnclosedQuote => Words::with_help("this quotation mark is never closed", "close it, or remove it"),
        F::CannotStart(character) => {
            Words::with_help(format!("a value cannot begin with `{character}`"), "put the value in quotes")
        }
        F::BadYamlEscape => Words::with_help(
            "an escape that YAML does not know",
            "write \\\\ for a backslash, or use single quotes, which know no escapes",
        ),
        F::NotPrintable(code) => {
            Words::with_help(format!("the control character `U+{code:04X}`; YAML refuses it"), "remove it")
        }
        F::BadKey(kind) => Words::with_help(
            format!("{} stands where a key is expected; Kubernetes wants text", value_kind(*kind)),
            "put the key in quotes, or check the braces",
        ),
        F::BadMerge => Words::with_help("`<<` merges maps only", "refer to a map, as in `<<: *defaults`"),
        F::UnknownTag(tag) => Words::with_help(
            format!("Kubernetes ignores the tag `{tag}` and takes the text as it stands"),
            "tags such as `!Sub` belong to CloudFormation: fill in the value first",
        ),
        F::InvisibleBlank => Words::with_help(
            "a no-break space, as copied from a web page: YAML counts it as part of the key, not as indentation",
            "replace it by plain spaces",
        ),
        F::Html => Words::with_help("this is a web page, not YAML", "open the raw file and copy its text"),
        F::Template => Words::with_help(
            "a template placeholder that was not filled in",
            "render it first, for example with `helm template`, and paste the result",
        ),
    }
}

/// What kind of value it is, with its article.
pub(in crate::message) fn value_kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Null => "nothing",
        ValueKind::Bool => "a boolean",
        ValueKind::Number => "a number",
        ValueKind::String => "a string",
        ValueKind::Array => "a list",
        ValueKind::Object => "a map",
    }
}
