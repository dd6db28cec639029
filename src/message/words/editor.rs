//! The words of the editor, its tabs, completion and hover.

use crate::assist::Detail;
use crate::message::{self, Language};

/// The words of the editor, its tabs, completion and hover.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub more: &'static str,
    pub format: &'static str,
    pub format_title: &'static str,
    pub formatted: &'static str,
    pub format_unchanged: &'static str,
    pub format_unreadable: &'static str,
    pub explain: &'static str,
    pub explain_title: &'static str,
    pub decides: &'static str,
    pub decided_here: &'static str,
    pub cells: fn(usize) -> String,
    pub keys: &'static str,
    pub all: &'static str,
    pub show_severity: &'static str,
    pub more_problems: fn(usize) -> String,
    pub see_also: &'static str,
    pub opens_everything: &'static str,
    pub current: &'static str,
    pub outdated: &'static str,
    pub here: &'static str,
    pub template: &'static str,
    pub claim: &'static str,
    pub actions: fn(usize) -> String,
    pub names_role: fn(&str) -> String,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

/// What a list of completions says beside a choice.
#[must_use]
pub fn detail(language: Language, detail: &Detail) -> String {
    let words = words(language);
    match detail {
        Detail::Nothing => String::new(),
        Detail::Plain(text) => text.clone(),
        Detail::Level(level) => (message::phrases(language).access_level)(*level).to_owned(),
        Detail::Actions(count) => (words.actions)(*count),
        Detail::Key { kind, carried } => {
            format!("{} · {}", message::key_type(language, *kind), message::carried(language, *carried))
        }
        Detail::Claim => words.claim.to_owned(),
        Detail::Current => words.current.to_owned(),
        Detail::Outdated => words.outdated.to_owned(),
        Detail::Here => words.here.to_owned(),
        Detail::NamesRole(role) => (words.names_role)(role),
        Detail::Template => words.template.to_owned(),
        Detail::Everything => words.opens_everything.to_owned(),
    }
}

const EN: Words = Words {
    more: "More",
    format: "Format",
    format_title: "Put the white space in order (Shift+Alt+F)",
    formatted: "Formatted. Undo brings the old text back.",
    format_unchanged: "Already in order.",
    format_unreadable: "This text cannot be read, so it stays as it is.",
    explain: "Explain",
    explain_title: "Explain what stands at the caret (Ctrl+I)",
    decides: "The text at the caret decides",
    decided_here: "decided at the caret",
    cells: |count| {
        if count == 1 { "1 answer under Access".to_owned() } else { format!("{count} answers under Access") }
    },
    keys: "Ctrl+Space completes, Ctrl+I explains, F8 next problem, Ctrl+. its fixes, Tab leaves.",
    all: "All",
    show_severity: "Show",
    more_problems: |count| format!("{count} more; mend some of these first."),
    see_also: "See also",
    opens_everything: "everything",
    current: "current",
    outdated: "old, without variables",
    here: "in this scenario",
    template: "form",
    claim: "claim of the token",
    actions: |count| format!("{count} actions"),
    names_role: |role| format!("→ {role}"),
};

const KO: Words = Words {
    more: "더 보기",
    format: "서식 정리",
    format_title: "공백과 줄바꿈 정리 (Shift+Alt+F)",
    formatted: "정리했습니다. 실행 취소로 되돌릴 수 있습니다.",
    format_unchanged: "이미 정리되어 있습니다.",
    format_unreadable: "읽을 수 없는 글이라 그대로 두었습니다.",
    explain: "설명",
    explain_title: "커서 위치의 설명 보기 (Ctrl+I)",
    decides: "커서 위치의 글이 결정하는 것",
    decided_here: "커서 위치가 결정",
    cells: |count| format!("권한 표의 답 {count}개"),
    keys: "Ctrl+Space 자동 완성, Ctrl+I 설명, F8 다음 문제, Ctrl+. 수정 방법, Tab 나가기.",
    all: "전체",
    show_severity: "표시",
    more_problems: |count| format!("그 밖에 {count}개가 더 있습니다. 먼저 위의 문제를 고치세요."),
    see_also: "관련 위치",
    opens_everything: "전부",
    current: "현재 버전",
    outdated: "옛 버전, 변수 없음",
    here: "이 시나리오에 있음",
    template: "서식",
    claim: "토큰의 클레임",
    actions: |count| format!("작업 {count}개"),
    names_role: |role| format!("→ {role}"),
};
