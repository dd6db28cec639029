//! The words of the introduction that a first visit sees. `index.html` and `www/boot.js` show the same sentences
//! while the simulator loads.

use crate::message::Language;

/// The words of the introduction.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub what: &'static str,
    pub how: &'static str,
    pub safe: &'static str,
    pub paste: &'static str,
    pub broken: &'static str,
    pub learn: &'static str,
    pub close: &'static str,
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
    what: "Does your Pod get its IAM role, and what may it do with it?",
    how: "Paste Kubernetes YAML and IAM policies. The page walks the way of IAM roles for ServiceAccounts (IRSA): Pod, ServiceAccount, token, trust policy, role, allowed actions. It shows the link that breaks, says why, and offers the fix.",
    safe: "Nothing that you paste leaves this browser.",
    paste: "Paste your own",
    broken: "See one that is broken",
    learn: "Learn step by step",
    close: "Close the introduction",
};

const KO: Words = Words {
    what: "내 Pod는 IAM 역할을 받을 수 있을까요? 받으면 무엇을 할 수 있을까요?",
    how: "Kubernetes YAML과 IAM 정책을 붙여 넣으세요. Pod, ServiceAccount, 토큰, 신뢰 정책, 역할, 허용된 작업까지 IRSA(IAM roles for ServiceAccounts)의 전 과정을 따라가며 어느 링크에서 끊기는지, 왜 끊기는지, 어떻게 고치는지 보여 줍니다.",
    safe: "붙여 넣은 내용은 이 브라우저 밖으로 나가지 않습니다.",
    paste: "내 구성 붙여넣기",
    broken: "잘못된 예제 보기",
    learn: "차근차근 배우기",
    close: "소개 닫기",
};
