//! 조건 연산자와 값에 대한 조언의 한국어 문장.

use crate::iam::condition::{Family, Polarity, Quantifier};
use crate::lint::policy::{OperatorLint, ValueLint};
use crate::message::Words;
use crate::message::ko::hover::key_type;

pub(super) fn operator(lint: &OperatorLint) -> Words {
    use OperatorLint as L;
    match lint {
        L::WildcardWithoutLike { operator, value, instead } => Words::with_help(
            format!("`{operator}` 연산자는 값을 글자 그대로 비교하므로 와일드카드가 동작하지 않습니다: `{value}`"),
            match instead {
                Some(right) => format!("와일드카드를 쓸 수 있는 연산자: `{right}`"),
                None => {
                    "값을 하나씩 쓰세요. 대소문자를 무시하면서 와일드카드를 쓸 수 있는 연산자는 없습니다".to_owned()
                }
            },
        ),
        L::LikeWithoutWildcard { operator, instead } => Words::with_help(
            format!("와일드카드가 있는 값이 없어 두 연산자의 결과가 같습니다: `{operator}`, `{instead}`"),
            format!("의도가 분명하고 나중에 `*`가 섞여도 넓어지지 않는 연산자를 쓰세요: `{instead}`"),
        ),
        L::ForOtherType { operator, key, type_of_key, instead } => Words::with_help(
            format!(
                "연산자가 키의 유형과 맞지 않습니다. 연산자: `{operator}`, 키: `{key}`, 키의 유형: {}",
                key_type(*type_of_key)
            ),
            instead.as_ref().map_or_else(
                || "키의 유형에 맞는 연산자를 쓰세요".to_owned(),
                |right| format!("알맞은 연산자: `{right}`"),
            ),
        ),
        L::MissingSetOperator { operator, key } => Words::with_help(
            format!(
                "`{key}` 키에는 값이 여러 개 담길 수 있는데, `{operator}` 연산자만으로는 몇 개가 일치해야 하는지 알 수 없습니다"
            ),
            "앞에 `ForAnyValue:`(하나만 일치하면 됨)나 `ForAllValues:`(모두 일치해야 함, 키가 없어도 참)를 붙이세요",
        ),
        L::ForAllValuesOnSingle { operator, key } => Words::with_help(
            format!("`{key}` 키는 값이 하나인데, `{operator}` 연산자는 이 키가 없는 요청에서도 참이 됩니다"),
            "`ForAllValues:` 부분을 지우세요",
        ),
        L::NullWithSetOperator { operator, quantifier } => {
            let what = match quantifier {
                Quantifier::ForAnyValue => "언제나 거짓입니다",
                Quantifier::ForAllValues | Quantifier::Single => "언제나 참입니다",
            };
            Words::with_help(format!("요청에 무엇이 담기든 {what}: `{operator}`"), "`Null`만 쓰세요")
        }
        L::NegatedAllowsMissing { operator, key } => Words::with_help(
            format!("`{operator}` 연산자는 키가 없어도 참이므로 `{key}` 키가 없는 요청까지 허용됩니다"),
            "`\"Null\": { \"<키>\": \"false\" }` 조건으로 키가 있는지도 확인하거나, 허용할 값을 지정하세요",
        ),
        L::DenySkipsMissing { operator, key, instead } => Words::with_help(
            format!("`{operator}` 연산자는 키가 없으면 거짓이므로 `{key}` 키가 없는 요청은 이 거부를 피해 갑니다"),
            format!("키가 없을 때도 참이 되는 연산자: `{instead}`"),
        ),
        L::StringLikeOnArn { operator, key, instead } => Words::with_help(
            format!("`{key}` 키의 값은 ARN인데, `{operator}` 연산자의 와일드카드는 콜론 너머까지 일치합니다"),
            format!("와일드카드가 ARN의 한 부분을 벗어나지 않는 연산자: `{instead}`"),
        ),
    }
}

pub(super) fn value(lint: &ValueLint) -> Words {
    use ValueLint as L;
    match lint {
        L::NotOfKind { value, family } => {
            let (what, help) = match family {
                Family::Numeric => ("숫자가", "`10`처럼 십진수로 쓰세요"),
                Family::Date => ("날짜가", "`2027-01-31T00:00:00Z` 형식이나 1970년부터 센 초로 쓰세요"),
                Family::Bool | Family::Null => ("참이나 거짓이", "`\"true\"`나 `\"false\"`로 쓰세요"),
                Family::IpAddress => ("IP 주소 범위가", "`203.0.113.0/24`나 `2001:db8::/32` 형식으로 쓰세요"),
                Family::Arn | Family::String => ("ARN이", "`arn:aws:iam::*:role/app`처럼 여섯 부분을 모두 쓰세요"),
                Family::Binary => ("base64가", "패딩까지 포함한 base64로 쓰세요"),
            };
            Words::with_help(format!("{what} 아니어서 아무것과도 일치하지 않습니다: `{value}`"), help)
        }
        L::BooleanInCapitals { value } => Words::with_help(
            format!("AWS 문서의 불리언은 소문자로만 씁니다: `{value}`"),
            "`\"true\"`나 `\"false\"`로 쓰세요",
        ),
        L::BothBooleans { key } => Words::with_help(
            format!("참과 거짓을 모두 받으므로 키가 있는지만 확인하게 됩니다: `{key}`"),
            "둘 중 하나만 남기세요",
        ),
        L::HostBits { value, network } => Words::with_help(
            format!("접두사 길이 뒤의 비트는 무시됩니다. 쓴 값: `{value}`, 실제 범위: `{network}`"),
            format!("범위를 그대로 쓰세요: `{network}`"),
        ),
        L::PrivateAddress { value, polarity, .. } => {
            let what = match polarity {
                Polarity::Positive => "일치하는 일이 없습니다",
                Polarity::Negated => "제외되는 것이 없습니다",
            };
            Words::with_help(
                format!("`aws:SourceIp` 키는 공인 주소인데 사설 주소를 써서 {what}: `{value}`"),
                "VPC 엔드포인트를 거치는 요청이라면 `aws:VpcSourceIp`와 `aws:SourceVpc`를 함께 쓰세요",
            )
        }
        L::EveryAddress { value } => Words::with_help(
            format!("모든 주소가 들어맞아 아무도 막지 못합니다: `{value}`"),
            "범위를 지정하거나 지우세요",
        ),
        L::NotAVpc { value } => Words::with_help(
            format!("VPC의 ID가 아니어서 아무것과도 일치하지 않습니다: `{value}`"),
            "ID는 `vpc-`로 시작합니다. 엔드포인트(`vpce-`)라면 `aws:SourceVpce` 키를 쓰세요",
        ),
        L::NotAnEndpoint { value } => Words::with_help(
            format!("VPC 엔드포인트의 ID가 아니어서 아무것과도 일치하지 않습니다: `{value}`"),
            "ID는 `vpce-`로 시작합니다. VPC(`vpc-`)라면 `aws:SourceVpc` 키를 쓰세요",
        ),
    }
}
