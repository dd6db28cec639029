//! What roles and users have besides their policies: tags, the longest session, memberships.

use super::draft::{Number, Pairs};
use super::field::{Field, group, section, set, switch};
use crate::app::component::tabs::last_part;
use crate::app::hooks::Store;
use crate::message::words::settings::words;
use std::collections::BTreeMap;
use yew::prelude::*;

/// IAM API reference, CreateRole: `MaxSessionDuration`.
const SESSION: (u64, u64) = (3600, 43_200);

/// The roles.
pub fn roles(store: &Store) -> Html {
    let words = words(store.language);
    if store.scenario.roles.is_empty() {
        return html!();
    }
    let rows = store.scenario.roles.iter().enumerate().map(|(at, role)| {
        let duration_id = format!("set-role-{at}-duration");
        let duration = {
            let (store, id) = (store.clone(), duration_id.clone());
            Callback::from(move |value: Option<u64>| {
                set(&store, &id, move |scenario| {
                    if let Some(role) = scenario.roles.get_mut(at) {
                        role.max_session_duration = value.and_then(|value| u32::try_from(value).ok());
                    }
                });
            })
        };
        let tags_id = format!("set-role-{at}-tags");
        let tags = {
            let (store, id) = (store.clone(), tags_id.clone());
            Callback::from(move |value: BTreeMap<String, String>| {
                set(&store, &id, move |scenario| {
                    if let Some(role) = scenario.roles.get_mut(at) {
                        role.tags = value;
                    }
                });
            })
        };
        let language = store.language;
        let assumed = (words.assumed)(&format!("3600 {}", words.seconds));
        group(
            name(&role.arn, words.nameless),
            html!(),
            html! {
                <>
                    <Number field={Field::new(duration_id, words.duration).wide().assumed(assumed).help(words.duration_fault)}
                        value={role.max_session_duration.map(u64::from)} range={SESSION} {language} put={duration} />
                    <Pairs id={tags_id} label={words.tags} {language} value={role.tags.clone()} put={tags} />
                </>
            },
        )
    });
    section(store, "set-roles", words.roles, html!(<>{ for rows }</>))
}

/// The users with their groups.
pub fn users(store: &Store) -> Html {
    let words = words(store.language);
    if store.scenario.users.is_empty() {
        return html!();
    }
    let rows = store.scenario.users.iter().enumerate().map(|(at, user)| {
        let groups = store.scenario.groups.iter().enumerate().map(|(number, group)| {
            let member = user.groups.contains(&group.name);
            let name = group.name.clone();
            switch(store, &format!("set-user-{at}-group-{number}"), &group.name, member, move |scenario| {
                let Some(user) = scenario.users.get_mut(at) else { return };
                if user.groups.contains(&name) {
                    user.groups.retain(|other| *other != name);
                } else {
                    user.groups.push(name.clone());
                }
            })
        });
        let tags_id = format!("set-user-{at}-tags");
        let tags = {
            let (store, id) = (store.clone(), tags_id.clone());
            Callback::from(move |value: BTreeMap<String, String>| {
                set(&store, &id, move |scenario| {
                    if let Some(user) = scenario.users.get_mut(at) {
                        user.tags = value;
                    }
                });
            })
        };
        group(
            name(&user.arn, words.nameless),
            html!(),
            html! {
                <>
                    if !store.scenario.groups.is_empty() {
                        <div class="setting wide" role="group" aria-label={words.groups}>
                            <span class="setting-label">{ words.groups }</span>
                            { for groups }
                        </div>
                    }
                    <Pairs id={tags_id} label={words.tags} language={store.language} value={user.tags.clone()} put={tags} />
                </>
            },
        )
    });
    section(store, "set-users", words.users, html!(<>{ for rows }</>))
}

fn name<'a>(arn: &'a str, nameless: &'a str) -> &'a str {
    let name = last_part(arn);
    if name.is_empty() { nameless } else { name }
}
