//! The words about the catalogue of all services: how far it is, and what is missing without it.

use crate::message::Language;

/// The words about the catalogue.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub core: fn(usize) -> String,
    pub loading: &'static str,
    pub complete: fn(usize) -> String,
    pub missing: &'static str,
    pub again: &'static str,
    pub fetching: fn(&str) -> String,
    pub without: fn(&str) -> String,
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
    core: |count| format!("{count} services, all others as soon as they occur"),
    loading: "fetching all services…",
    complete: |count| format!("all {count} services"),
    missing: "the list of all services did not arrive",
    again: "Try again",
    fetching: |services| format!("Fetching what the catalogue has on {services}…"),
    without: |services| {
        format!(
            "The catalogue of all services did not arrive. What is allowed is decided all the same; for {services}, access levels, resource types, completion and the check for unknown actions are missing."
        )
    },
};

const KO: Words = Words {
    core: |count| format!("서비스 {count}개, 나머지는 필요할 때 받음"),
    loading: "전체 서비스를 받는 중…",
    complete: |count| format!("전체 서비스 {count}개"),
    missing: "전체 서비스 목록을 받지 못했습니다",
    again: "다시 시도",
    fetching: |services| format!("카탈로그에서 다음 서비스를 받는 중입니다: {services}"),
    without: |services| {
        format!(
            "전체 서비스 카탈로그를 받지 못했습니다. 허용 여부는 그대로 판정하지만, 다음 서비스는 접근 수준, 리소스 유형, 자동 완성, 없는 작업 확인이 빠집니다: {services}"
        )
    },
};
