//! Wildcard patterns: `*` is any text, `?` exactly one character.
//!
//! What always holds: `*` crosses everything, `/`, `:` and line breaks too; matching never allocates and never
//! recurses. The text between two stars is searched once, from left to right, and the leftmost place is always good
//! enough, so nothing is ever tried twice: with plain text between the stars the time is linear in the length of the
//! text, and a `?` there costs at most (length of the text) × (length of that piece between two stars).

/// One element of a pattern before it is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// These characters.
    Text(String),
    /// `*`
    Any,
    /// `?`
    One,
}

/// What stands between two stars: texts and single characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Segment(Vec<Unit>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Unit {
    Text(String),
    One,
}

impl Unit {
    fn token(&self) -> Token {
        match self {
            Self::Text(text) => Token::Text(text.clone()),
            Self::One => Token::One,
        }
    }
}

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Before the first star; the whole pattern where there is none.
    first: Segment,
    /// Between stars; empty ones are left out.
    middle: Vec<Segment>,
    /// After the last star; `None` where there is no star.
    last: Option<Segment>,
}

impl Pattern {
    /// Compiles text in which `*` and `?` are wildcards.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::from_tokens(&tokens(text))
    }

    /// Compiles tokens, in which a star may also be plain text.
    #[must_use]
    pub fn from_tokens(tokens: &[Token]) -> Self {
        let mut segments = vec![Segment::default()];
        for token in tokens {
            match token {
                Token::Any => segments.push(Segment::default()),
                Token::One => push(&mut segments, Unit::One),
                Token::Text(text) if text.is_empty() => {}
                Token::Text(text) => push(&mut segments, Unit::Text(text.clone())),
            }
        }
        let last = if segments.len() > 1 { segments.pop() } else { None };
        let mut segments = segments.into_iter();
        let first = segments.next().unwrap_or_default();
        Self { first, middle: segments.filter(|segment| !segment.0.is_empty()).collect(), last }
    }

    /// Whether the whole text fits the pattern.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let Some(last) = &self.last else {
            // Most patterns are plain text: comparing lengths first spares most comparisons of bytes.
            return match self.first.0.as_slice() {
                [] => text.is_empty(),
                [Unit::Text(literal)] => literal == text,
                _ => self.first.strip(text).is_some_and(str::is_empty),
            };
        };
        let Some(after) = self.first.strip(text) else { return false };
        let mut rest = after;
        for segment in &self.middle {
            match segment.find(rest) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        last.ends(rest)
    }

    /// Whether the pattern is nothing but stars, which every text fits.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.first.0.is_empty() && self.middle.is_empty() && self.last.as_ref().is_some_and(|last| last.0.is_empty())
    }

    /// The pattern as tokens again.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        tokens.extend(self.first.0.iter().map(Unit::token));
        let Some(last) = &self.last else { return tokens };
        for segment in &self.middle {
            tokens.push(Token::Any);
            tokens.extend(segment.0.iter().map(Unit::token));
        }
        tokens.push(Token::Any);
        tokens.extend(last.0.iter().map(Unit::token));
        tokens
    }

    /// Whether there is no wildcard in it.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.last.is_none() && !self.first.0.contains(&Unit::One)
    }
}

/// The tokens of a text in which `*` and `?` are wildcards.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['*', '?']) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !before.is_empty() {
            tokens.push(Token::Text(before.to_owned()));
        }
        tokens.push(if after.starts_with('*') { Token::Any } else { Token::One });
        rest = after.get(1..).unwrap_or_default();
    }
    if !rest.is_empty() {
        tokens.push(Token::Text(rest.to_owned()));
    }
    tokens
}

fn push(segments: &mut [Segment], unit: Unit) {
    if let Some(segment) = segments.last_mut() {
        match (segment.0.last_mut(), unit) {
            (Some(Unit::Text(before)), Unit::Text(text)) => before.push_str(&text),
            (_, unit) => segment.0.push(unit),
        }
    }
}

impl Segment {
    /// The text after this segment, if the text begins with it.
    fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().try_fold(text, |rest, unit| match unit {
            Unit::Text(literal) => rest.strip_prefix(literal.as_str()),
            Unit::One => {
                let mut characters = rest.chars();
                characters.next().map(|_| characters.as_str())
            }
        })
    }

    /// Whether the text ends with this segment.
    fn ends(&self, text: &str) -> bool {
        self.0
            .iter()
            .rev()
            .try_fold(text, |rest, unit| match unit {
                Unit::Text(literal) => rest.strip_suffix(literal.as_str()),
                Unit::One => {
                    let mut characters = rest.chars();
                    characters.next_back().map(|_| characters.as_str())
                }
            })
            .is_some()
    }

    /// The text after the leftmost place where this segment stands.
    fn find<'t>(&self, text: &'t str) -> Option<&'t str> {
        let leading = self.0.iter().take_while(|unit| matches!(unit, Unit::One)).count();
        let Some(Unit::Text(anchor)) = self.0.get(leading) else { return self.strip(text) };
        // The first text is looked for, as many characters in as there are `?` before it; then the rest must follow.
        let mut start = text;
        loop {
            let mut skipped = start.chars();
            for _ in 0..leading {
                skipped.next()?;
            }
            let at = skipped.as_str().find(anchor.as_str())?;
            let mut from = start.chars();
            if at > 0 {
                // As many characters are passed over before the segment as stand before the anchor.
                let passed = skipped.as_str().get(..at)?.chars().count();
                from.nth(passed - 1)?;
            }
            if let Some(after) = self.strip(from.as_str()) {
                return Some(after);
            }
            from.next()?;
            start = from.as_str();
        }
    }
}
