//! The words of the list of keyboard shortcuts.

use crate::message::Language;

/// The words of the list of keyboard shortcuts.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub open: &'static str,
    pub mac: &'static str,
    pub groups: &'static [Group],
}

/// The shortcuts of one place.
#[derive(Debug)]
pub struct Group {
    /// The place.
    pub title: &'static str,
    /// The keys, alternatives parted by a bar, and what they do.
    pub rows: &'static [(&'static str, &'static str)],
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
    open: "Keyboard shortcuts",
    mac: "On a Mac, Cmd takes the place of Ctrl.",
    groups: &[
        Group {
            title: "Everywhere",
            rows: &[
                ("F6 | Shift+F6", "Next or previous pane: editor, chain, views"),
                ("Ctrl+/", "This list"),
                ("Ctrl+Z | Ctrl+Shift+Z", "Undo or redo a step of the whole configuration, outside of texts"),
                ("Esc", "Close a dialog, a menu or a list"),
            ],
        },
        Group {
            title: "Tabs and documents",
            rows: &[
                ("← | →", "Previous or next tab"),
                ("Home | End", "First or last tab"),
                ("F2", "Rename the document or its resource"),
                ("Delete", "Remove the document; Undo stands right below the tabs"),
                ("Shift+F10", "Actions of the document"),
            ],
        },
        Group {
            title: "Editor",
            rows: &[
                ("Tab | Shift+Tab", "Leave the editor"),
                ("Ctrl+] | Ctrl+[", "Indent more or less"),
                ("F8 | Shift+F8", "Next or previous problem"),
                ("Ctrl+Space", "Complete"),
                ("Ctrl+F", "Search and replace"),
                ("Ctrl+Z | Ctrl+Shift+Z", "Undo or redo in this document"),
            ],
        },
    ],
};

const KO: Words = Words {
    open: "키보드 단축키",
    mac: "Mac에서는 Ctrl 대신 Cmd 키를 사용합니다.",
    groups: &[
        Group {
            title: "페이지 전체",
            rows: &[
                ("F6 | Shift+F6", "다음 또는 이전 영역으로 이동: 편집기, 체인, 보기"),
                ("Ctrl+/", "이 목록"),
                ("Ctrl+Z | Ctrl+Shift+Z", "전체 구성의 변경을 실행 취소하거나 다시 실행 (텍스트 밖에서)"),
                ("Esc", "대화 상자, 메뉴, 목록 닫기"),
            ],
        },
        Group {
            title: "탭과 문서",
            rows: &[
                ("← | →", "이전 또는 다음 탭"),
                ("Home | End", "첫 번째 또는 마지막 탭"),
                ("F2", "문서나 리소스의 이름 바꾸기"),
                ("Delete", "문서 삭제. 탭 바로 아래에서 실행 취소할 수 있습니다"),
                ("Shift+F10", "문서 작업 메뉴"),
            ],
        },
        Group {
            title: "편집기",
            rows: &[
                ("Tab | Shift+Tab", "편집기에서 나가기"),
                ("Ctrl+] | Ctrl+[", "들여쓰기 늘리기 또는 줄이기"),
                ("F8 | Shift+F8", "다음 또는 이전 문제"),
                ("Ctrl+Space", "자동 완성"),
                ("Ctrl+F", "찾기와 바꾸기"),
                ("Ctrl+Z | Ctrl+Shift+Z", "이 문서에서 실행 취소 또는 다시 실행"),
            ],
        },
    ],
};
