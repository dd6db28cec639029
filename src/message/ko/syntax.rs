//! [`SyntaxFault`]의 한국어 문장.

use crate::message::Words;
use crate::syntax::{MAX_BYTES, MAX_DEPTH, SyntaxFault, ValueKind};

pub(in crate::message) fn fault(fault: &SyntaxFault) -> Words {
    use SyntaxFault as F;
    match fault {
        F::Empty => Words::with_help("문서가 비어 있습니다", "여기에 문서를 붙여 넣거나 문서를 삭제하세요"),
        F::TooLarge => Words::plain(format!("{} MB를 넘는 문서는 읽지 않습니다", MAX_BYTES >> 20)),
        F::TooDeep => Words::plain(format!("{MAX_DEPTH}단계보다 깊게 중첩된 문서는 읽지 않습니다")),
        F::TooManyNodes => Words::plain("값이 너무 많거나, 별칭 폭탄처럼 펼치면 너무 많아지는 문서라서 읽지 않습니다"),
        F::Comment => Words::with_help("JSON에는 주석이 없고, IAM도 주석을 받지 않습니다", "주석을 지우세요"),
        F::TrailingComma => Words::with_help("닫는 괄호 앞에 쉼표가 있습니다", "쉼표를 지우세요"),
        F::MissingComma => Words::with_help("이 앞에 쉼표가 빠졌습니다", "두 값을 쉼표로 구분하세요"),
        F::MissingColon => Words::with_help("이 키 뒤에 콜론이 빠졌습니다", "`\"키\": 값` 형식으로 쓰세요"),
        F::MissingValue => Words::with_help("이 키에 값이 없습니다", "콜론 뒤에 값을 쓰세요"),
        F::UnquotedKey => Words::with_help("여기에는 큰따옴표로 감싼 키가 와야 합니다", "`\"키\": 값` 형식으로 쓰세요"),
        F::UnexpectedWord(word) => Words::with_help(
            format!("JSON 값이 아닌 단어입니다: `{word}`"),
            "문자열은 큰따옴표로 감싸세요. 따옴표 없이 쓸 수 있는 단어는 `true`, `false`, `null`뿐입니다",
        ),
        F::SingleQuotes => Words::with_help("JSON 문자열은 큰따옴표만 쓸 수 있습니다", "'를 \"로 바꾸세요"),
        F::SmartQuotes => {
            Words::with_help("워드 프로세서나 메신저가 바꿔 넣은 둥근 따옴표입니다", "일반 큰따옴표(\")로 바꾸세요")
        }
        F::UnterminatedString => Words::with_help("문자열이 닫히지 않았습니다", "같은 줄에서 큰따옴표(\")로 닫으세요"),
        F::BadEscape => Words::with_help(
            "JSON에 없는 이스케이프입니다",
            "\\\" \\\\ \\/ \\b \\f \\n \\r \\t 와 \\u 뒤 16진수 네 자리만 쓸 수 있습니다. 백슬래시 자체는 \\\\ 로 쓰세요",
        ),
        F::ControlCharacter => {
            Words::with_help("문자열 안에 제어 문자(탭, 줄바꿈)가 있습니다", "지우거나 \\t, \\n 으로 쓰세요")
        }
        F::BadNumber => Words::with_help("JSON 형식의 숫자가 아닙니다", "`3600`, `-1`, `0.5`처럼 쓰세요"),
        F::Unclosed(bracket) => {
            let end = if *bracket == '{' { '}' } else { ']' };
            Words::with_help(format!("닫히지 않은 괄호입니다: `{bracket}`"), format!("빠진 괄호를 추가하세요: `{end}`"))
        }
        F::AfterEnd => Words::with_help(
            "문서가 끝난 뒤에 다른 내용이 더 있습니다",
            "JSON 값은 하나만 두고, 두 번째 문서는 별도의 탭에 붙여 넣으세요",
        ),
        F::UnexpectedCharacter => Words::plain("이 자리에 올 수 없는 문자입니다"),
        F::Yaml(text) => Words::plain(format!("올바른 YAML이 아닙니다: {text}")),
        F::TabIndentation => Words::with_help("YAML은 탭 들여쓰기를 허용하지 않습니다", "공백으로 들여쓰세요"),
        F::UnknownAlias(name) => Words::with_help(
            format!("이 문서에 정의되지 않은 앵커를 가리킵니다: `*{name}`"),
            "앵커는 `---` 경계를 넘지 못합니다. 같은 문서 안에서 정의하세요",
        ),
        F::AliasCycle(name) => Words::plain(format!("별칭이 자기 앵커 안에 있습니다: `*{name}`")),
        F::DuplicateKey(key) => Words::with_help(
            format!("같은 맵에 키가 두 번 나오며 마지막 것만 적용됩니다: `{key}`"),
            "하나만 남기세요. 최신 `kubectl`은 이런 매니페스트를 거부합니다",
        ),
        F::Indentation => Words::with_help(
            "이 줄의 들여쓰기가 위의 어떤 줄과도 맞지 않습니다",
            "같은 맵의 키는 같은 열에서 시작해야 합니다. 옆 줄과 들여쓰기를 맞추세요",
        ),
        F::ColonInPlain => {
            Words::with_help("한 줄에 콜론이 또 나와 값 안의 맵으로 해석됩니다", "값을 따옴표로 감싸거나 줄을 나누세요")
        }
        F::UnclosedQuote => Words::with_help("닫히지 않은 따옴표입니다", "따옴표를 닫거나 지우세요"),
        F::CannotStart(character) => {
            Words::with_help(format!("값의 첫 글자로 쓸 수 없는 문자입니다: `{character}`"), "값을 따옴표로 감싸세요")
        }
        F::BadYamlEscape => Words::with_help(
            "YAML에 없는 이스케이프입니다",
            "백슬래시는 \\\\ 로 쓰거나, 이스케이프가 없는 작은따옴표를 쓰세요",
        ),
        F::NotPrintable(code) => {
            Words::with_help(format!("YAML이 허용하지 않는 제어 문자입니다: `U+{code:04X}`"), "지우세요")
        }
        F::BadKey(kind) => Words::with_help(
            format!("키 자리에 문자열이 아닌 값이 있습니다: {}", value_kind(*kind)),
            "키를 따옴표로 감싸거나 중괄호를 확인하세요",
        ),
        F::BadMerge => {
            Words::with_help("`<<` 에는 맵만 병합할 수 있습니다", "`<<: *defaults`처럼 맵을 가리키게 하세요")
        }
        F::UnknownTag(tag) => Words::with_help(
            format!("Kubernetes는 이 태그를 무시하고 글자 그대로 읽습니다: `{tag}`"),
            "`!Sub` 같은 태그는 CloudFormation 것입니다. 값을 먼저 채워 넣으세요",
        ),
        F::InvisibleBlank => Words::with_help(
            "웹 페이지에서 복사된 줄바꿈 없는 공백입니다. YAML은 이것을 들여쓰기가 아니라 키의 일부로 봅니다",
            "일반 공백으로 바꾸세요",
        ),
        F::Html => Words::with_help("YAML이 아니라 웹 페이지입니다", "원본(raw) 파일을 열어 내용을 복사하세요"),
        F::Template => Words::with_help(
            "값이 채워지지 않은 템플릿 자리입니다",
            "`helm template` 등으로 먼저 렌더링한 뒤 결과를 붙여 넣으세요",
        ),
    }
}

/// 값의 종류.
pub(in crate::message) fn value_kind(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Null => "빈 값",
        ValueKind::Bool => "불리언",
        ValueKind::Number => "숫자",
        ValueKind::String => "문자열",
        ValueKind::Array => "리스트",
        ValueKind::Object => "맵",
    }
}
