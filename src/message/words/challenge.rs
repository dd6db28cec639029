//! The words of challenges.

use crate::lesson::challenge::{Code, Level};
use crate::message::Language;

/// The words of challenges.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub challenges: &'static str,
    pub challenge: &'static str,
    pub about: &'static str,
    pub level: fn(Level) -> &'static str,
    pub which: &'static str,
    pub which_help: &'static str,
    pub say: &'static str,
    pub right: fn(u8) -> String,
    pub wrong: fn(u8, u8) -> String,
    pub hidden: &'static str,
    pub another: &'static str,
    pub link: &'static str,
    pub link_help: &'static str,
    pub number: &'static str,
    pub open: &'static str,
    pub bad_code: &'static str,
    pub undone: &'static str,
    pub source: fn(&str) -> String,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

/// The title of a challenge.
#[must_use]
pub fn title(language: Language, code: &Code) -> String {
    format!("{} `{code}`", words(language).challenge)
}

/// What is to be done.
#[must_use]
pub fn story(language: Language, _: &Code) -> String {
    match language {
        Language::English => {
            "This configuration worked. Then somebody changed it in one place. Read the texts, say which link breaks, and mend it: without letting in more than before."
        }
        Language::Korean => {
            "잘 동작하던 구성인데 누군가 한 군데를 바꾸었습니다. 문서를 읽고 어느 링크가 끊겼는지 찾아 고치세요. 전보다 더 많은 것을 허용하면 안 됩니다."
        }
    }
    .to_owned()
}

const EN: Words = Words {
    challenges: "Challenges",
    challenge: "Challenge",
    about: "A configuration that works is broken in one place, by chance. Find the link first, then mend it. Each has a number: whoever opens its link gets the same.",
    level: |level| match level {
        Level::Iam => "Policies (links 6 and 7)",
        Level::Kubernetes => "Pod and ServiceAccount (links 1 and 2)",
        Level::Irsa => "From the token to the role (links 3 to 5)",
        Level::Debugging => "Any link",
    },
    which: "Which link breaks?",
    which_help: "The result stays hidden until you say it. The documents are in the editor; \u{201c}Settings\u{201d} among them has the cluster, its OIDC providers and the SDK.",
    say: "Show the result",
    right: |link| format!("Yes: link {link} breaks. Now mend it."),
    wrong: |said, link| {
        format!("Link {said} would be fine; the chain breaks at link {link}. Look at what it says, and mend it.")
    },
    hidden: "The result is shown once you have said which link breaks.",
    another: "Another one",
    link: "Link to this challenge",
    link_help: "Whoever opens it gets the same challenge.",
    number: "Number of a challenge",
    open: "Open",
    bad_code: "No challenge has this number. They look like `irsa-4711`.",
    undone: "What was changed",
    source: |code| format!("Challenge {code}"),
};

const KO: Words = Words {
    challenges: "챌린지",
    challenge: "챌린지",
    about: "잘 동작하는 구성의 한 군데가 무작위로 망가집니다. 먼저 어느 링크인지 찾고, 그다음 고치세요. 챌린지마다 번호가 있어서 링크를 열면 누구나 같은 문제를 받습니다.",
    level: |level| match level {
        Level::Iam => "정책 (링크 6, 7)",
        Level::Kubernetes => "Pod와 서비스 어카운트 (링크 1, 2)",
        Level::Irsa => "토큰에서 역할까지 (링크 3~5)",
        Level::Debugging => "모든 링크",
    },
    which: "어느 링크가 끊겼을까요?",
    which_help: "답을 고르기 전에는 결과가 보이지 않습니다. 문서는 편집기에 있고, 클러스터와 OIDC 공급자, SDK는 설정에서 확인할 수 있습니다.",
    say: "결과 보기",
    right: |link| format!("맞습니다. 링크 {link}에서 끊겼습니다. 이제 고쳐 보세요."),
    wrong: |said, link| format!("링크 {said}에는 문제가 없고, 링크 {link}에서 끊겼습니다. 이유를 읽고 고쳐 보세요."),
    hidden: "어느 링크가 끊겼는지 답하면 결과가 나타납니다.",
    another: "다른 문제",
    link: "이 챌린지의 링크",
    link_help: "링크를 열면 누구나 같은 챌린지를 받습니다.",
    number: "챌린지 번호",
    open: "열기",
    bad_code: "그런 번호의 챌린지는 없습니다. `irsa-4711` 같은 형식입니다.",
    undone: "바뀌었던 부분",
    source: |code| format!("챌린지 {code}"),
};
