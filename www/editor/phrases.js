// What CodeMirror itself says (search panel, folding, announcements), in the languages of the page. English is
// CodeMirror's own wording; every key below is such an English phrase. `$` stands for an inserted value.

const SEVERITIES = {
  en: { error: "Error", warning: "Warning", security: "Security", suggestion: "Suggestion" },
  ko: { error: "오류", warning: "경고", security: "보안", suggestion: "제안" },
};

const KOREAN = {
  Find: "찾기",
  Replace: "바꾸기",
  next: "다음",
  previous: "이전",
  all: "모두 선택",
  "match case": "대소문자 구분",
  regexp: "정규식",
  "by word": "단어 단위",
  replace: "바꾸기",
  "replace all": "모두 바꾸기",
  close: "닫기",
  "current match": "현재 일치 항목",
  "on line": "줄 번호:",
  "replaced $ matches": "바꾼 항목 수: $",
  "replaced match on line $": "일치 항목을 바꾼 줄: $",
  "Go to line": "이동할 줄",
  go: "이동",
  "Folded lines": "접은 줄",
  "Unfolded lines": "펼친 줄",
  to: "–",
  "folded code": "접힌 코드",
  unfold: "펼치기",
  "Fold line": "줄 접기",
  "Unfold line": "줄 펼치기",
  "Selection deleted": "선택 영역을 지웠습니다",
  "Control character": "제어 문자",
  Completions: "자동 완성",
  Diagnostics: "문제",
  "No diagnostics": "문제 없음",
};

/** `language` is "en" or "ko"; anything else reads as English. */
export const phrasesOf = (language) => (language === "ko" ? KOREAN : {});
export const severityWords = (language) => SEVERITIES[language === "ko" ? "ko" : "en"];
