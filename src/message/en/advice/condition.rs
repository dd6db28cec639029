//! English words for advice on condition operators and values.

use crate::iam::condition::{Family, Polarity, Quantifier};
use crate::lint::policy::{OperatorLint, ValueLint};
use crate::message::Words;
use crate::message::en::hover::key_type;

pub(super) fn operator(lint: &OperatorLint) -> Words {
    use OperatorLint as L;
    match lint {
        L::WildcardWithoutLike { operator, value, instead } => Words::with_help(
            format!("`{operator}` compares exactly: in `{value}` a wildcard is a plain character"),
            match instead {
                Some(right) => format!("`{right}` knows wildcards"),
                None => "write each value out; no operator ignores case and knows wildcards".to_owned(),
            },
        ),
        L::LikeWithoutWildcard { operator, instead } => Words::with_help(
            format!("no value has a wildcard, so `{operator}` does what `{instead}` does"),
            format!("`{instead}` says what is meant, and a `*` that slips in later opens nothing"),
        ),
        L::ForOtherType { operator, key, type_of_key, instead } => Words::with_help(
            format!("`{operator}` does not compare what `{key}` holds: {}", key_type(*type_of_key)),
            instead
                .as_ref()
                .map_or_else(|| "use an operator for that type".to_owned(), |right| format!("use `{right}`")),
        ),
        L::MissingSetOperator { operator, key } => Words::with_help(
            format!("`{key}` can hold several values, and `{operator}` alone does not say how many must match"),
            "put `ForAnyValue:` before it (one is enough) or `ForAllValues:` (all must match; also true without the key)",
        ),
        L::ForAllValuesOnSingle { operator, key } => Words::with_help(
            format!("`{operator}` is also true for requests that do not carry `{key}`, which holds one value"),
            "leave `ForAllValues:` out",
        ),
        L::NullWithSetOperator { operator, quantifier } => {
            let what = match quantifier {
                Quantifier::ForAnyValue => "never",
                Quantifier::ForAllValues | Quantifier::Single => "always",
            };
            Words::with_help(format!("`{operator}` {what} holds, whatever the request carries"), "write `Null` alone")
        }
        L::NegatedAllowsMissing { operator, key } => Words::with_help(
            format!("this also allows requests that do not carry `{key}`: `{operator}` holds where the key is missing"),
            "ask for the key as well, by `\"Null\": { \"<key>\": \"false\" }`, or name what is allowed",
        ),
        L::DenySkipsMissing { operator, key, instead } => Words::with_help(
            format!("a request without `{key}` escapes this Deny: `{operator}` does not hold where the key is missing"),
            format!("`{instead}` holds there as well"),
        ),
        L::StringLikeOnArn { operator, key, instead } => Words::with_help(
            format!("`{key}` is an ARN, and a wildcard of `{operator}` reaches over its colons"),
            format!("in `{instead}` it stays within its part of the ARN"),
        ),
    }
}

pub(super) fn value(lint: &ValueLint) -> Words {
    use ValueLint as L;
    match lint {
        L::NotOfKind { value, family } => {
            let (what, help) = match family {
                Family::Numeric => ("no number", "write decimal digits, as in `10`"),
                Family::Date => ("no date", "write it as in `2027-01-31T00:00:00Z`, or in seconds since 1970"),
                Family::Bool | Family::Null => ("neither true nor false", "write `\"true\"` or `\"false\"`"),
                Family::IpAddress => ("no range of IP addresses", "write it as in `203.0.113.0/24` or `2001:db8::/32`"),
                Family::Arn | Family::String => ("no ARN", "write all six parts, as in `arn:aws:iam::*:role/app`"),
                Family::Binary => ("no base64", "write it as base64, padding included"),
            };
            Words::with_help(format!("`{value}` is {what}, so it matches nothing"), help)
        }
        L::BooleanInCapitals { value } => Words::with_help(
            format!("AWS documents booleans in small letters only, and this is `{value}`"),
            "write `\"true\"` or `\"false\"`",
        ),
        L::BothBooleans { key } => Words::with_help(
            format!("`{key}` may be true or false, so this asks only that it is there"),
            "keep one of the two",
        ),
        L::HostBits { value, network } => Words::with_help(
            format!("`{value}` is the range `{network}`; the bits after the prefix do not count"),
            format!("write `{network}`"),
        ),
        L::PrivateAddress { value, polarity, .. } => {
            let what = match polarity {
                Polarity::Positive => "it never matches",
                Polarity::Negated => "nothing is exempted by it",
            };
            Words::with_help(
                format!("`{value}` is private, and `aws:SourceIp` is the public address: {what}"),
                "for requests through a VPC endpoint use `aws:VpcSourceIp` with `aws:SourceVpc`",
            )
        }
        L::EveryAddress { value } => Words::with_help(
            format!("`{value}` is every address, so this keeps nobody out"),
            "name the ranges, or remove it",
        ),
        L::NotAVpc { value } => Words::with_help(
            format!("`{value}` is not the id of a VPC, so it matches nothing"),
            "ids begin with `vpc-`; for an endpoint (`vpce-`) the key is `aws:SourceVpce`",
        ),
        L::NotAnEndpoint { value } => Words::with_help(
            format!("`{value}` is not the id of a VPC endpoint, so it matches nothing"),
            "ids begin with `vpce-`; for a VPC (`vpc-`) the key is `aws:SourceVpc`",
        ),
    }
}
