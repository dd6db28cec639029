//! JSON as it is while somebody types: a tree of whatever is there, and where in it the caret stands.
//!
//! What always holds: reading never fails and looks at each byte a bounded number of times. Commas may be missing, a
//! string ends at its quote or at the end of its line, a bracket that nobody closed ends where an outer one does.

use crate::syntax::MAX_DEPTH;
use crate::text::Span;

/// A value, complete or not.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether its quote or bracket is closed.
    pub(super) closed: bool,
    pub(super) kind: Kind<'t>,
}

#[derive(Debug)]
pub(super) enum Kind<'t> {
    Object(Vec<Member<'t>>),
    Array(Vec<Node<'t>>),
    /// In quotes: what stands between them.
    String(&'t str),
    /// Without quotes.
    Word(&'t str),
}

#[derive(Debug)]
pub(super) struct Member<'t> {
    pub(super) key: Node<'t>,
    /// Where the colon stands.
    pub(super) colon: Option<usize>,
    pub(super) value: Option<Node<'t>>,
}

impl<'t> Node<'t> {
    pub(super) fn text(&self) -> &'t str {
        match self.kind {
            Kind::String(text) | Kind::Word(text) => text,
            Kind::Object(_) | Kind::Array(_) => "",
        }
    }

    /// The texts of a string or of a list of strings.
    pub(super) fn texts(&self) -> Vec<&'t str> {
        match &self.kind {
            Kind::Array(elements) => elements.iter().map(Node::text).filter(|text| !text.is_empty()).collect(),
            _ => Some(self.text()).into_iter().filter(|text| !text.is_empty()).collect(),
        }
    }

    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// What stands between the quotes.
    pub(super) fn content(&self) -> Span {
        match self.kind {
            Kind::String(text) => Span::new(self.start + 1, self.start + 1 + text.len()),
            _ => self.span(),
        }
    }

    /// Whether a caret at the offset stands inside.
    fn holds(&self, offset: usize) -> bool {
        match self.kind {
            Kind::Word(_) => self.start <= offset && offset <= self.end,
            _ => self.start < offset && (offset < self.end || offset == self.end && !self.closed),
        }
    }
}

pub(super) fn member<'a, 't>(members: &'a [Member<'t>], key: &str) -> Option<&'a Node<'t>> {
    members.iter().find(|member| member.key.text() == key)?.value.as_ref()
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Open(char),
    Close(char),
    Colon,
    Comma,
    String { closed: bool },
    Word,
}

/// The value of a text; `None` where it has none.
pub(super) fn read(text: &str) -> Option<Node<'_>> {
    let tokens = tokens(text);
    let mut reader = Reader { text, tokens, next: 0 };
    loop {
        match reader.peek(0)?.0 {
            Token::Colon | Token::Comma | Token::Close(_) => reader.next += 1,
            _ => return Some(reader.value(0, Around::default())),
        }
    }
}

fn tokens(text: &str) -> Vec<(Token, usize, usize)> {
    let mut found = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let mut end = start + character.len_utf8();
        let token = match character {
            '{' | '[' => Token::Open(character),
            '}' | ']' => Token::Close(character),
            ':' => Token::Colon,
            ',' => Token::Comma,
            '"' => {
                let mut closed = false;
                let mut escaped = false;
                while let Some(&(at, next)) = characters.peek() {
                    if matches!(next, '\n' | '\r') {
                        break;
                    }
                    characters.next();
                    end = at + next.len_utf8();
                    if next == '"' && !escaped {
                        closed = true;
                        break;
                    }
                    escaped = next == '\\' && !escaped;
                }
                Token::String { closed }
            }
            blank if blank.is_whitespace() || blank == '\u{feff}' => continue,
            _ => {
                while let Some((at, next)) =
                    characters.next_if(|(_, next)| !next.is_whitespace() && !"{}[]:,\"".contains(*next))
                {
                    end = at + next.len_utf8();
                }
                Token::Word
            }
        };
        found.push((token, start, end));
    }
    found
}

/// Which brackets are open around a value.
#[derive(Clone, Copy, Default)]
struct Around {
    object: bool,
    array: bool,
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<(Token, usize, usize)>,
    next: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self, ahead: usize) -> Option<(Token, usize, usize)> {
        self.tokens.get(self.next + ahead).copied()
    }

    fn is(&self, ahead: usize, token: Token) -> bool {
        self.peek(ahead).is_some_and(|(found, ..)| found == token)
    }

    /// Reads the token that stands next as a value; brackets with what they hold.
    fn value(&mut self, depth: usize, around: Around) -> Node<'t> {
        let Some((token, start, end)) = self.peek(0) else {
            let end = self.text.len();
            return Node { start: end, end, closed: false, kind: Kind::Word("") };
        };
        self.next += 1;
        let part = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        match token {
            Token::String { closed } => {
                let kind = Kind::String(part(start + 1, end - usize::from(closed)));
                Node { start, end, closed, kind }
            }
            Token::Open(bracket) if depth < MAX_DEPTH => {
                let (kind, closed) = match bracket {
                    '{' => self.members(depth, around),
                    _ => self.elements(depth, around),
                };
                let end = match closed {
                    true => self.tokens.get(self.next - 1).map_or(end, |(_, _, end)| *end),
                    false => self.peek(0).map_or(self.text.len(), |(_, start, _)| start),
                };
                Node { start, end, closed, kind }
            }
            _ => Node { start, end, closed: true, kind: Kind::Word(part(start, end)) },
        }
    }

    fn members(&mut self, depth: usize, around: Around) -> (Kind<'t>, bool) {
        let within = Around { object: true, ..around };
        let mut members: Vec<Member<'t>> = Vec::new();
        while let Some((token, start, _)) = self.peek(0) {
            match token {
                Token::Close('}') => {
                    self.next += 1;
                    return (Kind::Object(members), true);
                }
                Token::Close(_) if around.array => break,
                Token::Open(_) => {
                    // A value whose key or colon is missing.
                    let value = self.value(depth + 1, within);
                    if let Some(last) = members.last_mut().filter(|last| last.value.is_none()) {
                        last.colon = last.colon.or(Some(start));
                        last.value = Some(value);
                    }
                }
                Token::Close(_) | Token::Colon | Token::Comma => self.next += 1,
                Token::String { .. } | Token::Word => {
                    let key = self.value(depth + 1, within);
                    let colon = self.peek(0).filter(|(token, ..)| *token == Token::Colon).map(|(_, at, _)| at);
                    self.next += usize::from(colon.is_some());
                    let begins = match self.peek(0) {
                        Some((Token::String { .. } | Token::Word, ..)) => !self.is(1, Token::Colon),
                        Some((Token::Open(_), ..)) => true,
                        _ => false,
                    };
                    let value = (colon.is_some() && begins).then(|| self.value(depth + 1, within));
                    members.push(Member { key, colon, value });
                }
            }
        }
        (Kind::Object(members), false)
    }

    fn elements(&mut self, depth: usize, around: Around) -> (Kind<'t>, bool) {
        let within = Around { array: true, ..around };
        let mut elements = Vec::new();
        while let Some((token, ..)) = self.peek(0) {
            match token {
                Token::Close(']') => {
                    self.next += 1;
                    return (Kind::Array(elements), true);
                }
                Token::Close(_) if around.object => break,
                Token::Close(_) | Token::Colon | Token::Comma => self.next += 1,
                _ => elements.push(self.value(depth + 1, within)),
            }
        }
        (Kind::Array(elements), false)
    }
}

/// Where a caret stands.
#[derive(Debug)]
pub(super) struct Spot<'a, 't> {
    /// The keys that lead here, outermost first; lists count for nothing.
    pub(super) path: Vec<&'t str>,
    /// The members of the objects around, outermost first.
    pub(super) around: Vec<&'a [Member<'t>]>,
    /// Whether it is the place of a key or of a value.
    pub(super) role: Role,
    /// The string or word at the caret.
    pub(super) token: Option<&'a Node<'t>>,
    /// The other values of the list at the caret.
    pub(super) beside: Vec<&'t str>,
    /// Where the member or element before the caret ends, if there is one.
    pub(super) previous: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A key; whether its colon is there.
    Key { colon: bool },
    /// The value of a member.
    Value,
    /// An element of a list.
    Element,
}

/// Where the caret stands in the tree; `None` where neither key nor value could be written.
pub(super) fn spot<'a, 't>(root: &'a Node<'t>, text: &str, offset: usize) -> Option<Spot<'a, 't>> {
    let mut spot = Spot {
        path: Vec::new(),
        around: Vec::new(),
        role: Role::Value,
        token: None,
        beside: Vec::new(),
        previous: None,
    };
    if !root.holds(offset) {
        return None;
    }
    let mut node = root;
    loop {
        match &node.kind {
            Kind::String(_) | Kind::Word(_) => {
                spot.token = Some(node);
                return Some(spot);
            }
            Kind::Object(members) => {
                spot.around.push(members);
                spot.beside.clear();
                spot.previous = None;
                let before = members.iter().rev().find(|member| member.key.start < offset);
                let ends = |member: &Member<'_>| member.value.as_ref().map_or(member.key.end, |value| value.end);
                let Some(at) = members.iter().position(|member| member.key.holds(offset)) else {
                    let inside = before.and_then(|member| Some((member, member.value.as_ref()?)));
                    if let Some((member, value)) = inside.filter(|(_, value)| value.holds(offset)) {
                        spot.path.push(member.key.text());
                        spot.previous = None;
                        spot.role = Role::Value;
                        node = value;
                        continue;
                    }
                    // After a colon without a value?
                    let open = before.filter(|member| member.value.is_none());
                    if let Some((member, colon)) = open.and_then(|member| Some((member, member.colon?)))
                        && blank(text, colon + 1, offset)
                    {
                        spot.path.push(member.key.text());
                        spot.role = Role::Value;
                        return Some(spot);
                    }
                    spot.role = Role::Key { colon: false };
                    spot.previous = before.map(ends);
                    return parted(text, spot.previous, offset).then_some(spot);
                };
                let member = members.get(at)?;
                spot.previous = at.checked_sub(1).and_then(|before| members.get(before)).map(ends);
                spot.role = Role::Key { colon: member.colon.is_some() };
                spot.token = Some(&member.key);
                return Some(spot);
            }
            Kind::Array(elements) => {
                spot.role = Role::Element;
                let others = elements.iter().filter(|element| !element.holds(offset));
                spot.beside = others.map(Node::text).filter(|text| !text.is_empty()).collect();
                let here = elements.iter().position(|element| element.holds(offset));
                let count = here.unwrap_or_else(|| elements.iter().filter(|element| element.start < offset).count());
                spot.previous = count.checked_sub(1).and_then(|at| elements.get(at)).map(|element| element.end);
                if let Some(element) = here.and_then(|at| elements.get(at)) {
                    node = element;
                    continue;
                }
                return parted(text, spot.previous, offset).then_some(spot);
            }
        }
    }
}

fn blank(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| between.trim().is_empty())
}

/// Whether something new may begin here: a comma or a line end stands after what was before, if anything was.
fn parted(text: &str, end: Option<usize>, offset: usize) -> bool {
    end.is_none_or(|end| text.get(end..offset).is_some_and(|between| between.contains([',', '\n'])))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(marked: &str) -> Option<String> {
        let offset = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        let root = read(&text)?;
        let spot = spot(&root, &text, offset)?;
        let token = spot.token.map_or("-", |token| token.text());
        Some(format!("{} {:?} {token}", spot.path.join("."), spot.role))
    }

    #[test]
    fn the_caret_is_found_in_unfinished_text() {
        for (text, expected) in [
            ("{|", " Key { colon: false } -"),
            (r#"{"Eff|"#, " Key { colon: false } Eff"),
            (r#"{"Eff|ect": "Allow"}"#, " Key { colon: true } Effect"),
            (r#"{"Effect": |"#, "Effect Value -"),
            (r#"{"Effect": | "Action": "x"}"#, "Effect Value -"),
            (r#"{"Effect": "Al|"#, "Effect Value Al"),
            (r#"{"Effect": Al|}"#, "Effect Value Al"),
            (r#"{"Statement": [{"Action": ["s3:Ge|]}]}"#, "Statement.Action Element s3:Ge]}]}"),
            (r#"{"Statement": [{"Action": ["a", |]}]}"#, "Statement.Action Element -"),
            (r#"{"Statement": [{"Effect": "Allow", "Con|]}"#, "Statement Key { colon: false } Con]}"),
            ("{\"Statement\": [{\"Effect\": \"Allow\"\n|]}", "Statement Key { colon: false } -"),
            (r#"{"a": {"b": [1, {"c": "x|"#, "a.b.c Value x"),
        ] {
            assert_eq!(at(text).as_deref(), Some(expected), "{text}");
        }
        for nowhere in ["|{}", r#"{"a": "b"|}"#, "{}|", "|"] {
            assert_eq!(at(nowhere), None, "{nowhere}");
        }
    }

    #[test]
    fn deep_and_broken_texts_are_read_in_time() {
        read(&"[".repeat(200_000));
        read(&"{\"a\":".repeat(200_000));
        read(&"]}".repeat(200_000));
        read("\"\\");
    }
}
