//! What the reader makes of texts that are no JSON, and of those that are.

use super::*;

#[test]
fn what_is_out_of_place_is_named_where_it_stands() {
    use SyntaxFault::*;
    for (text, fault, part) in [
        (" ", Empty, " "),
        ("[1, // two\n2]", Comment, "// two"),
        ("{\"a\" /* b */: 1}", Comment, "/* b */"),
        ("[1, 2,]", TrailingComma, ","),
        ("{\"a\": 1,}", TrailingComma, ","),
        ("[\"a\"\n\"b\"]", MissingComma, "\n"),
        ("[{}{}]", MissingComma, "{"),
        ("{\"a\" 1}", MissingColon, "1"),
        ("{\"a\": }", MissingValue, "}"),
        ("{a: 1}", UnquotedKey, "a"),
        ("{\"a\": Allow}", UnexpectedWord("Allow".to_owned()), "Allow"),
        ("[nulls]", UnexpectedWord("nulls".to_owned()), "nulls"),
        ("['a']", SingleQuotes, "'"),
        ("[“a”]", SmartQuotes, "“"),
        ("[\"a,\n\"b\"]", UnterminatedString, "\"a,"),
        ("[\"\\x41\"]", BadEscape, "\\x"),
        ("[\"\\ud83d\"]", BadEscape, "\\ud83d"),
        ("[\"a\tb\"]", ControlCharacter, "\t"),
        ("[01]", BadNumber, "01"),
        ("[1.]", BadNumber, "1."),
        ("[+1]", BadNumber, "+1"),
        ("[-]", BadNumber, "-"),
        ("[1e+]", BadNumber, "1e+"),
        ("[[1]", Unclosed('['), "["),
        ("{\"a\": {}", Unclosed('{'), "{"),
        ("{} {}", AfterEnd, "{"),
        ("[\u{a0}1]", UnexpectedCharacter, "\u{a0}"),
        ("[1,,2]", UnexpectedCharacter, ","),
    ] {
        let (found, span) = read(text).map(|_| ()).unwrap_err();
        assert_eq!((&found, span.of(text)), (&fault, part), "{text}");
    }
}

#[test]
fn strings_and_numbers_are_decoded_and_remember_their_places() {
    let text = "\u{feff}[\"\\u00e9\\ud83d\\ude00\\n\", \"b\", -0.5e+3]";
    let node = read(text).unwrap();
    let all = node.as_array().unwrap();
    let strings: Vec<_> = all.iter().filter_map(Node::as_str).collect();
    assert_eq!(strings, ["é😀\n", "b"]);
    let parts: Vec<_> = all.iter().map(|node| node.part(0, 1).of(text)).collect();
    assert_eq!(parts, ["\"\\u00e9\\ud83d\\ude00\\n\"", "b", "-0.5e+3"]);
    assert!(matches!(all.last(), Some(Node { value: Value::Number(number), .. }) if number == "-0.5e+3"));
}
