//! The words of the frame of the page: header, views, dialogs, undo.

use crate::message::Language;

/// The words of the frame of the page: header, views, dialogs, undo.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub examples: &'static str,
    pub share: &'static str,
    pub history: &'static str,
    pub shortcuts: &'static str,
    pub import: &'static str,
    pub menu: &'static str,
    pub close: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub views: &'static str,
    pub access: &'static str,
    pub kubernetes: &'static str,
    pub inspector: &'static str,
    pub compare: &'static str,
    pub loaded_example: &'static str,
    pub loaded_link: &'static str,
    pub loaded_import: &'static str,
    pub loaded_own: &'static str,
    pub loaded_empty: &'static str,
    pub bring_back: &'static str,
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
    examples: "Examples",
    share: "Share",
    history: "History",
    shortcuts: "Keyboard shortcuts",
    import: "Import",
    menu: "Menu",
    close: "Close",
    undo: "Undo",
    redo: "Redo",
    views: "Views",
    access: "AWS access",
    kubernetes: "Kubernetes access",
    inspector: "Inspector",
    compare: "Compare",
    loaded_example: "An example took the place of what was here.",
    loaded_link: "The link's configuration took the place of what was here.",
    loaded_import: "What you pasted took the place of what was here.",
    loaded_own: "A kept state took the place of what was here.",
    loaded_empty: "The page was emptied.",
    bring_back: "Bring back what was here",
};

const KO: Words = Words {
    examples: "예제",
    share: "공유",
    history: "기록",
    shortcuts: "키보드 단축키",
    import: "가져오기",
    menu: "메뉴",
    close: "닫기",
    undo: "실행 취소",
    redo: "다시 실행",
    views: "보기",
    access: "AWS 접근 권한",
    kubernetes: "Kubernetes 접근 권한",
    inspector: "인스펙터",
    compare: "비교",
    loaded_example: "예제를 불러왔습니다.",
    loaded_link: "링크의 구성을 불러왔습니다.",
    loaded_import: "붙여 넣은 구성을 불러왔습니다.",
    loaded_own: "보관한 상태를 불러왔습니다.",
    loaded_empty: "페이지를 비웠습니다.",
    bring_back: "이전 내용 되돌리기",
};
