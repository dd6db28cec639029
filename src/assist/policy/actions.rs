//! Actions: service prefixes, then the actions of a service, and wildcards that stand for several of them.

use super::super::{Choice, ChoiceKind, Detail, Topic};
use super::{Context, Spot};
use crate::aws::catalog::{self, Service};
use crate::iam::policy::PolicyKind;

/// Letters after which actions of all services are searched.
const ENOUGH: usize = 3;

/// Actions that a search finds outside the embedded services: more come with the next letter.
const MOST: usize = 200;

/// What a role can be asked for in a trust policy.
const ASSUMING: [&str; 5] = [
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRole",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:AssumeRoleWithSAML",
];

pub(super) fn choices(context: &Context<'_>, spot: &Spot<'_, '_>) -> Vec<Choice> {
    if context.kind == PolicyKind::Trust {
        return ASSUMING.iter().filter_map(|name| catalog::action(name)).map(|(s, a)| action(s, a)).collect();
    }
    let typed = spot.token.map(|token| {
        let start = token.content().start as usize;
        context.place.text.get(start..context.place.offset).unwrap_or_default()
    });
    let typed = typed.unwrap_or_default();
    if let Some((prefix, _)) = typed.split_once(':') {
        return catalog::service(prefix).map(of_service).unwrap_or_default();
    }
    let services = catalog::services();
    let mut all: Vec<Choice> = services
        .iter()
        .map(|service| {
            let choice = Choice::new(ChoiceKind::Action, format!("{}:", service.prefix)).again();
            choice.detail(Detail::Plain(service.name.to_owned()))
        })
        .collect();
    if typed.len() >= ENOUGH {
        let found = |service: &'static Service| {
            let fitting = service.actions().iter().filter(|action| holds(action.name, typed));
            fitting.map(move |found| action(service, found))
        };
        all.extend(catalog::core().iter().flat_map(found));
        let beyond = services.iter().filter(|service| !catalog::is_core(service.prefix));
        all.extend(beyond.flat_map(found).take(MOST));
    }
    let everything = Choice::new(ChoiceKind::Action, "*").topic(Some(Topic::AllActions));
    all.push(everything.detail(Detail::Everything));
    all
}

/// Whether a text is the beginning of an action of a service that is not known yet, or may be.
pub(super) fn seeks_service(typed: &str) -> bool {
    let begins =
        |service: &Service| service.prefix.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    match typed.split_once(':') {
        Some((prefix, _)) => !prefix.is_empty() && !catalog::knows(prefix),
        None => typed.len() > 1 && !typed.contains('*') && !catalog::core().iter().any(begins),
    }
}

fn action(service: &Service, action: &catalog::Action) -> Choice {
    let name = format!("{}:{}", service.prefix, action.name);
    let topic = Topic::of_action(&name);
    Choice::new(ChoiceKind::Action, name).detail(Detail::Level(action.level)).topic(topic)
}

fn of_service(service: &'static Service) -> Vec<Choice> {
    let mut names: Vec<&catalog::Action> = service.actions().iter().collect();
    crate::order::sort_by_key(&mut names, |action| action.name);
    let mut all: Vec<Choice> = names.iter().map(|found| action(service, found)).collect();
    let pattern = |text: String, count| Choice::new(ChoiceKind::Action, text).detail(Detail::Actions(count));
    // Verbs that several actions share: `s3:Get*`.
    let mut verb = "";
    let mut count = 0;
    let mut verbs = Vec::new();
    for name in names.iter().map(|action| first_word(action.name)).chain([""]) {
        if name == verb {
            count += 1;
            continue;
        }
        if count > 1 {
            verbs.push(pattern(format!("{}:{verb}*", service.prefix), count));
        }
        (verb, count) = (name, 1);
    }
    all.extend(verbs);
    all.push(pattern(format!("{}:*", service.prefix), names.len()));
    all
}

/// Whether a name holds a text; case does not matter.
fn holds(name: &str, text: &str) -> bool {
    name.as_bytes().windows(text.len()).any(|part| part.eq_ignore_ascii_case(text.as_bytes()))
}

/// `Get` of `GetObject`.
fn first_word(name: &str) -> &str {
    let end = name.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase()).map_or(name.len(), |(at, _)| at);
    name.get(..end).unwrap_or(name)
}
