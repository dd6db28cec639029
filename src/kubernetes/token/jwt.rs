//! A token as text, `header.payload.signature`: one made from claims as a model, and one that was pasted, taken apart.
//!
//! What always holds: a model has no signature, so it opens nothing; a signature of a pasted token is not checked, and
//! nothing of it is kept here. Source: RFC 7519, RFC 7515.

use super::Claims;
use crate::base64url;
use serde_json::{Value as Json, json};

/// The most characters of a pasted token that are read at all.
const MOST: usize = 32_768;

/// A token, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Jwt {
    /// The three parts as they are written; the third is `…` for a model.
    pub parts: [String; 3],
    /// The first, decoded.
    pub header: Json,
    /// The second, decoded.
    pub payload: Json,
}

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JwtFault {
    /// Not three parts between dots; how many.
    Parts(usize),
    /// A part is not base64url; which, from 1.
    Encoding(usize),
    /// A part is not a JSON object; which, from 1.
    Json(usize),
    /// Far longer than any token.
    TooLong,
}

/// One claim of the model held against a real token's.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimDifference {
    /// The claim.
    pub claim: &'static str,
    /// What the simulation says.
    pub model: Option<String>,
    /// What the token says.
    pub real: Option<String>,
}

impl ClaimDifference {
    /// Whether both say the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.model == self.real
    }
}

/// The token with these claims, unsigned. The header is that of EKS.
#[must_use]
pub fn model(claims: &Claims) -> Jwt {
    let header = json!({ "alg": "RS256", "kid": "…" });
    let payload = serde_json::to_value(claims).unwrap_or_default();
    let part = |value: &Json| base64url::encode(value.to_string().as_bytes());
    Jwt { parts: [part(&header), part(&payload), "…".to_owned()], header, payload }
}

/// Takes a pasted token apart; blanks, quotes and `Bearer` around it do not matter.
///
/// # Errors
/// The first thing that makes it no token.
pub fn parse(text: &str) -> Result<Jwt, JwtFault> {
    if text.len() > MOST {
        return Err(JwtFault::TooLong);
    }
    let text: String = text.split_whitespace().filter(|word| !is_label(word)).collect();
    let text = text.trim_matches(['"', '\'', ',']);
    let parts: Vec<&str> = text.split('.').collect();
    let [header, payload, signature] = parts.as_slice() else { return Err(JwtFault::Parts(parts.len())) };
    let read = |at: usize, part: &str| {
        let bytes = base64url::decode(part.trim_end_matches('=')).ok().ok_or(JwtFault::Encoding(at))?;
        let value: Json = serde_json::from_slice(&bytes).map_err(|_| JwtFault::Json(at))?;
        if value.is_object() { Ok(value) } else { Err(JwtFault::Json(at)) }
    };
    let (decoded_header, decoded_payload) = (read(1, header)?, read(2, payload)?);
    base64url::decode(signature.trim_end_matches('=')).ok().ok_or(JwtFault::Encoding(3))?;
    let parts = [(*header).to_owned(), (*payload).to_owned(), (*signature).to_owned()];
    Ok(Jwt { parts, header: decoded_header, payload: decoded_payload })
}

fn is_label(word: &str) -> bool {
    ["bearer", "authorization:", "token:"].iter().any(|label| word.eq_ignore_ascii_case(label))
}

/// What decides with STS, model against token: issuer, subject, audience.
#[must_use]
pub fn differences(model: &Claims, real: &Jwt) -> Vec<ClaimDifference> {
    let text = |value: &Json| match value {
        Json::String(text) => text.clone(),
        Json::Array(all) => {
            let all: Vec<String> =
                all.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned)).collect();
            all.join(", ")
        }
        other => other.to_string(),
    };
    let claim = |claim: &'static str, model: String| ClaimDifference {
        claim,
        model: Some(model),
        real: real.payload.get(claim).map(text),
    };
    vec![claim("iss", model.iss.clone()), claim("sub", model.sub.clone()), claim("aud", model.aud.join(", "))]
}

/// Seconds since 1970 as UTC, `2023-11-14T22:13:20Z`; `None` outside of the years 1970 to 9999.
#[must_use]
pub fn utc(seconds: i64) -> Option<String> {
    if !(0..253_402_300_800).contains(&seconds) {
        return None;
    }
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Days to a date of the Gregorian calendar, by eras of 400 years that begin in March.
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::token::{ProjectedToken, Subject, TokenOrigin, claims};

    #[test]
    fn a_token_that_was_made_is_read_back() {
        let projected = ProjectedToken {
            volume: "aws-iam-token".to_owned(),
            audience: Some("sts.amazonaws.com".to_owned()),
            expiration_seconds: 86_400,
            origin: TokenOrigin::Injected,
        };
        let made = claims("https://issuer.example/id/X", &Subject::new("prod", "앱"), Some("web"), &projected, 0);
        let token = model(&made);
        assert_eq!(parse(&token.parts.join(".")), Err(JwtFault::Encoding(3)));
        let signed = format!("Authorization: Bearer \"{}.{}.c2ln\"\n", token.parts[0], token.parts[1]);
        let read = parse(&signed).unwrap();
        assert_eq!((&read.header, &read.payload), (&token.header, &token.payload));
        assert!(differences(&made, &read).iter().all(ClaimDifference::agrees));
        let other = claims("https://issuer.example/id/X", &Subject::new("dev", "앱"), None, &projected, 0);
        let wrong: Vec<_> =
            differences(&other, &read).into_iter().filter(|one| !one.agrees()).map(|d| d.claim).collect();
        assert_eq!(wrong, ["sub"]);
    }

    #[test]
    fn what_is_no_token_is_told() {
        for (text, fault) in [
            ("", JwtFault::Parts(1)),
            ("a.b", JwtFault::Parts(2)),
            ("a.b.c.d", JwtFault::Parts(4)),
            ("!!.e30.e30", JwtFault::Encoding(1)),
            ("e30.W10.e30", JwtFault::Json(2)),
            ("e30.bm8.e30", JwtFault::Json(2)),
        ] {
            assert_eq!(parse(text), Err(fault), "{text}");
        }
        assert_eq!(parse(&"a".repeat(MOST + 1)), Err(JwtFault::TooLong));
    }

    #[test]
    fn seconds_are_shown_as_dates() {
        for (seconds, date) in [
            (0, Some("1970-01-01T00:00:00Z")),
            (951_782_400, Some("2000-02-29T00:00:00Z")),
            (1_700_000_000, Some("2023-11-14T22:13:20Z")),
            (-1, None),
            (i64::MAX, None),
        ] {
            assert_eq!(utc(seconds).as_deref(), date);
        }
    }
}
