//! A pattern as a sequence of pieces, for running it as an automaton.
//!
//! What always holds: a glob matches the same ARNs as the [`ResourcePattern`] it was made from: in the five leading
//! fields a wildcard stays within its field, after the fifth colon it crosses everything. One made of a condition's
//! value crosses everything anywhere ([`Glob::of_tokens`]).

use crate::aws::arn::parts;
use crate::iam::pattern::{Token, tokens};
use crate::iam::resource::ResourcePattern;
use crate::iam::scope::Scope;
use std::fmt::{self, Write};

/// How far a wildcard reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Not over a colon.
    Field,
    /// Over everything.
    Anything,
}

/// One piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    /// This character.
    Char(char),
    /// `?`
    One(Reach),
    /// `*`
    Many(Reach),
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Glob(pub(super) Vec<Piece>);

impl Glob {
    /// A pattern of six fields, or of fewer with the last one reaching over the rest; `*` alone is everything.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return Self(vec![Piece::Many(Reach::Anything)]);
        }
        let fields: Vec<Vec<Token>> = text.splitn(6, ':').map(tokens).collect();
        Self::of_fields(&fields)
    }

    /// What a pattern of a policy stands for in a request; `None` where it matches nothing at all.
    #[must_use]
    pub fn of(pattern: &ResourcePattern, scope: &Scope<'_>) -> Option<Self> {
        pattern.fields(scope).map(|fields| match fields.as_slice() {
            [] => Self(vec![Piece::Many(Reach::Anything)]),
            fields => Self::of_fields(fields),
        })
    }

    /// One ARN and no other; its stars are plain text.
    #[must_use]
    pub fn literal(arn: &str) -> Self {
        Self(arn.chars().map(Piece::Char).collect())
    }

    /// A text with wildcards that cross everything, as `StringLike` compares.
    #[must_use]
    pub fn of_tokens(tokens: &[Token]) -> Self {
        let mut pieces = Vec::new();
        for token in tokens {
            add(&mut pieces, token, Reach::Anything);
        }
        Self(pieces)
    }

    /// The ARNs that a template of the catalogue can stand for: its variables are not empty, and those before the last
    /// one stay within a segment. What is narrower than the catalogue's own reading is left to
    /// [`crate::aws::catalog::fit`].
    #[must_use]
    pub fn of_template(template: &str) -> Self {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("${") {
            text.push_str(before);
            text.push_str("?*");
            rest = after.split_once('}').map_or("", |(_, rest)| rest);
        }
        text.push_str(rest);
        Self::new(&text)
    }

    /// The ARN itself and everything below it, as a bucket and its objects.
    #[must_use]
    pub fn below(arn: &str) -> Vec<Self> {
        let mut below = Self::literal(arn);
        below.0.extend([Piece::Char('/'), Piece::Many(Reach::Anything)]);
        vec![Self::literal(arn), below]
    }

    /// Whether it is one text and no other.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.0.iter().all(|piece| matches!(piece, Piece::Char(_)))
    }

    /// Whether it matches an ARN; of anything else only `*` is sure to.
    #[must_use]
    pub fn matches(&self, arn: &str) -> bool {
        if parts(arn).is_none() { self.0 == [Piece::Many(Reach::Anything)] } else { self.fits(arn) }
    }

    /// Whether it matches a text, whatever it is.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        // A set of places in the pattern, moved along the text; patterns and texts here are short.
        let mut places = closure(&self.0, vec![true]);
        for character in text.chars() {
            let mut next = vec![false; self.0.len() + 1];
            for (at, piece) in self.0.iter().enumerate().filter(|(at, _)| places.get(*at) == Some(&true)) {
                if let Some(to) = moved(*piece, character, at)
                    && let Some(place) = next.get_mut(to)
                {
                    *place = true;
                }
            }
            places = closure(&self.0, next);
        }
        places.get(self.0.len()) == Some(&true)
    }

    fn of_fields(fields: &[Vec<Token>]) -> Self {
        let mut pieces = Vec::new();
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                pieces.push(Piece::Char(':'));
            }
            // The sixth field, or the last of a short pattern, is what is left of the text.
            let reach = if index + 1 == fields.len() { Reach::Anything } else { Reach::Field };
            for token in field {
                add(&mut pieces, token, reach);
            }
        }
        Self(pieces)
    }
}

fn add(pieces: &mut Vec<Piece>, token: &Token, reach: Reach) {
    match token {
        Token::Text(text) => pieces.extend(text.chars().map(Piece::Char)),
        Token::One => pieces.push(Piece::One(reach)),
        Token::Any if pieces.last() == Some(&Piece::Many(reach)) => {}
        Token::Any => pieces.push(Piece::Many(reach)),
    }
}

impl fmt::Display for Glob {
    /// As a policy writes it; a star that is plain text is `${*}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Char(character @ ('*' | '?')) => write!(f, "${{{character}}}"),
            Piece::Char(character) => f.write_char(*character),
            Piece::One(_) => f.write_char('?'),
            Piece::Many(_) => f.write_char('*'),
        })
    }
}

/// Where a piece at a place leads with a character; `None` where it does not take it.
pub(super) fn moved(piece: Piece, character: char, at: usize) -> Option<usize> {
    let within = |reach: Reach| reach == Reach::Anything || character != ':';
    match piece {
        Piece::Char(own) => (own == character).then_some(at + 1),
        Piece::One(reach) => within(reach).then_some(at + 1),
        Piece::Many(reach) => within(reach).then_some(at),
    }
}

/// A star may stand for nothing: the place behind it is reached as well.
fn closure(pieces: &[Piece], mut places: Vec<bool>) -> Vec<bool> {
    places.resize(pieces.len() + 1, false);
    for (at, piece) in pieces.iter().enumerate() {
        if places.get(at) == Some(&true)
            && matches!(piece, Piece::Many(_))
            && let Some(next) = places.get_mut(at + 1)
        {
            *next = true;
        }
    }
    places
}
