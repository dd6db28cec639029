//! What is asked of the policies, with the context keys of the request and what is expected.

use super::draft::Pairs;
use super::field::{Field, button, choice_of, given, group, section, set, text};
use super::{PRINCIPALS, fault};
use crate::app::hooks::Store;
use crate::iam::context::ContextValue;
use crate::message::words::settings::words;
use crate::scenario::{Expectation, Question, Scenario};
use std::collections::BTreeMap;
use yew::prelude::*;

/// The questions.
pub fn questions(store: &Store) -> Html {
    let words = words(store.language);
    let rows = store.scenario.questions.iter().enumerate().map(|(at, question)| row(store, at, question));
    let matrix = store.chain().map(|chain| chain.permissions.clone());
    let action = matrix.as_ref().and_then(|matrix| matrix.rows.first()).map(|row| row.action.clone());
    let resource = matrix.as_ref().and_then(|matrix| matrix.resources.first()).cloned();
    let new = Question {
        action: action.unwrap_or_else(|| "s3:GetObject".to_owned()),
        resource: resource.unwrap_or_else(|| "arn:aws:s3:::my-bucket/file".to_owned()),
        expect: Some(Expectation::Allowed),
        ..Question::default()
    };
    section(
        store,
        "set-questions",
        words.questions,
        html! {
            <>
                <p class="setting-help">{ words.questions_help }</p>
                { for rows }
                { button(store, "set-question-add", words.add_question, move |scenario| scenario.questions.push(new.clone())) }
            </>
        },
    )
}

fn row(store: &Store, at: usize, question: &Question) -> Html {
    let words = words(store.language);
    let id = |part: &str| format!("set-question-{at}-{part}");
    let title = (words.question)(at + 1);
    let mut expectations = vec![
        (Some(Expectation::Allowed), words.expect_allowed),
        (Some(Expectation::Denied), words.expect_denied),
        (Some(Expectation::Either), words.expect_nothing),
    ];
    if question.expect.is_none() {
        expectations.insert(0, (None, words.expect_needed));
    }
    let context = {
        let (store, id) = (store.clone(), id("context"));
        Callback::from(move |value: BTreeMap<String, String>| {
            let value = crate::order::map(value.into_iter().map(|(key, value)| (key, from_text(value))));
            set(&store, &id, move |scenario| with(scenario, at, |question| question.context = value));
        })
    };
    let shown = crate::order::map(question.context.iter().map(|(key, value)| (key.clone(), to_text(value))));
    let remove = button(store, &id("remove"), &(words.remove)(&title), move |scenario| {
        if at < scenario.questions.len() {
            scenario.questions.remove(at);
        }
    });
    group(
        &title,
        remove,
        html! {
            <>
                { text(store, &Field::new(id("action"), words.action).fault(fault::action(words, &question.action)),
                    &question.action, move |scenario, typed| with(scenario, at, |question| question.action = typed)) }
                { choice_of(store, &Field::new(id("expect"), words.expect), &expectations, question.expect,
                    move |scenario, value| with(scenario, at, |question| question.expect = value)) }
                { text(store, &Field::new(id("resource"), words.resource).wide().fault(fault::resource(words, &question.resource)),
                    &question.resource, move |scenario, typed| with(scenario, at, |question| question.resource = typed)) }
                { text(store, &Field::new(id("principal"), words.principal).wide().list(PRINCIPALS)
                        .assumed((words.assumed)(words.principal_all)),
                    question.principal.as_deref().unwrap_or_default(),
                    move |scenario, typed| with(scenario, at, |question| question.principal = given(typed))) }
                <Pairs id={id("context")} label={words.context} language={store.language} value={shown} put={context} />
            </>
        },
    )
}

/// Several values are shown, and typed, as a JSON list.
fn to_text(value: &ContextValue) -> String {
    match value {
        ContextValue::One(value) => value.clone(),
        ContextValue::Many(values) => serde_json::to_string(values).unwrap_or_default(),
    }
}

fn from_text(text: String) -> ContextValue {
    let list = text.trim_start().starts_with('[').then(|| serde_json::from_str::<Vec<String>>(&text).ok()).flatten();
    list.map_or(ContextValue::One(text), ContextValue::Many)
}

fn with(scenario: &mut Scenario, at: usize, change: impl FnOnce(&mut Question)) {
    if let Some(question) = scenario.questions.get_mut(at) {
        change(question);
    }
}
