//! The words of the history of scenarios, and of what can and cannot be kept.

use crate::message::Language;

/// The words of the history of scenarios.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub title: &'static str,
    pub note: &'static str,
    pub nothing: &'static str,
    pub nothing_help: &'static str,
    pub own: &'static str,
    pub example: fn(&str) -> String,
    pub link: &'static str,
    pub import: &'static str,
    pub empty_page: &'static str,
    pub unreadable: &'static str,
    pub unreadable_help: &'static str,
    pub shown_now: &'static str,
    pub restore: &'static str,
    pub download: &'static str,
    pub delete: &'static str,
    pub delete_all: &'static str,
    pub deleted: fn(usize) -> String,
    pub undo: &'static str,
    pub close: &'static str,
    pub passes: &'static str,
    pub breaks: fn(u8) -> String,
    pub undecided: fn(u8) -> String,
    pub no_workload: &'static str,
    pub blocked: &'static str,
    pub full: &'static str,
    pub damaged: &'static str,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

const EN: Words = Words {
    title: "History",
    note: "The last 20 states of your work, kept in this browser only. A state is kept when you pause, and before an example, a link or an import takes its place.",
    nothing: "Nothing here yet",
    nothing_help: "Change something on the page: its states appear here.",
    own: "Your work",
    example: |title| format!("Example: {title}"),
    link: "From a link",
    import: "Imported",
    empty_page: "From an empty page",
    unreadable: "Cannot be read",
    unreadable_help: "This was kept by another version of the page, or was damaged. It is left as it was found: download it to look into it.",
    shown_now: "on the page",
    restore: "Restore",
    download: "Download",
    delete: "Delete",
    delete_all: "Delete all",
    deleted: |count| if count == 1 { "1 state deleted.".to_owned() } else { format!("{count} states deleted.") },
    undo: "Undo",
    close: "Close",
    passes: "every link holds",
    breaks: |link| format!("link {link} breaks"),
    undecided: |link| format!("undecided at link {link}"),
    no_workload: "no workload",
    blocked: "Your work cannot be kept: the browser blocks storage for this page. It stays here until the tab is closed.",
    full: "Your work cannot be kept: the browser's storage for this page is full. It stays here until the tab is closed.",
    damaged: "What was kept from your last visit cannot be read. It was set aside, not deleted.",
};

const KO: Words = Words {
    title: "기록",
    note: "최근 작업 상태 20개를 이 브라우저에만 보관합니다. 입력을 멈췄을 때, 그리고 예제나 링크, 가져오기가 내용을 바꾸기 전에 보관합니다.",
    nothing: "아직 기록이 없습니다",
    nothing_help: "페이지에서 내용을 수정하면 여기에 상태가 나타납니다.",
    own: "내 작업",
    example: |title| format!("예제: {title}"),
    link: "링크에서 열림",
    import: "가져옴",
    empty_page: "빈 페이지에서 시작",
    unreadable: "읽을 수 없음",
    unreadable_help: "다른 버전의 페이지가 보관했거나 손상된 내용입니다. 발견한 그대로 두었으니 내려받아 확인하세요.",
    shown_now: "현재 페이지",
    restore: "복원",
    download: "내려받기",
    delete: "삭제",
    delete_all: "모두 삭제",
    deleted: |count| format!("상태 {count}개를 삭제했습니다."),
    undo: "실행 취소",
    close: "닫기",
    passes: "모든 링크가 이어짐",
    breaks: |link| format!("링크 {link}에서 끊김"),
    undecided: |link| format!("링크 {link}에서 판정 불가"),
    no_workload: "워크로드 없음",
    blocked: "작업을 보관할 수 없습니다. 브라우저가 이 페이지의 저장소를 차단하고 있습니다. 내용은 탭을 닫을 때까지 유지됩니다.",
    full: "작업을 보관할 수 없습니다. 이 페이지의 브라우저 저장소가 가득 찼습니다. 내용은 탭을 닫을 때까지 유지됩니다.",
    damaged: "지난 방문에서 보관한 내용을 읽을 수 없습니다. 지우지 않고 따로 보관했습니다.",
};
