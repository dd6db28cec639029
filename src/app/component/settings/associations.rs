//! The EKS Pod Identity associations of the cluster.

use super::field::{Field, button, group, section, switch, text};
use super::{ROLES, fault};
use crate::app::component::tabs::{add, focus_later, tab_id};
use crate::app::hooks::Store;
use crate::app::state::Action;
use crate::message::words::settings::words;
use crate::scenario::edit::New;
use crate::scenario::{PodIdentityAssociation, Scenario};
use crate::text::SourceId;
use yew::prelude::*;

/// The associations.
pub fn associations(store: &Store) -> Html {
    let words = words(store.language);
    let all = &store.scenario.pod_identity_associations;
    let rows = (0u16..).zip(all).map(|(at, association)| row(store, at, association));
    let onclick = {
        let (store, id) = (store.clone(), format!("set-association-{}-namespace", all.len()));
        Callback::from(move |_: MouseEvent| {
            add(&store, New::Association);
            focus_later(id.clone());
        })
    };
    section(
        store,
        "set-associations",
        words.associations,
        html! {
            <>
                if all.is_empty() { <p class="setting-help">{ words.associations_none }</p> }
                { for rows }
                <button type="button" id="set-association-add" class="button" {onclick}>{ words.add_association }</button>
            </>
        },
    )
}

fn row(store: &Store, at: u16, association: &PodIdentityAssociation) -> Html {
    let words = words(store.language);
    let id = |part: &str| format!("set-association-{at}-{part}");
    let title = (words.association)(usize::from(at) + 1);
    let target = association.target_role_arn.clone().unwrap_or_default();
    let policy = {
        let (store, there) = (store.clone(), association.policy.is_some());
        let label = if there { words.session_policy_show } else { words.session_policy_add };
        let onclick = Callback::from(move |_: MouseEvent| {
            if there {
                store.dispatch(Action::OpenDocument(SourceId::AssociationPolicy(at)));
            } else {
                add(&store, New::AssociationPolicy(at));
            }
            focus_later(tab_id(SourceId::AssociationPolicy(at)));
        });
        html!(<button type="button" class="button" {onclick}>{ label }</button>)
    };
    let remove = button(store, &id("remove"), &(words.remove)(&title), move |scenario| {
        if usize::from(at) < scenario.pod_identity_associations.len() {
            scenario.pod_identity_associations.remove(usize::from(at));
        }
    });
    let tags = switch(store, &id("tags"), words.session_tags, !association.disable_session_tags, move |scenario| {
        with(scenario, at, |association| association.disable_session_tags = !association.disable_session_tags);
    });
    group(
        &title,
        html!(<div class="setting-actions">{ policy }{ remove }</div>),
        html! {
            <>
                { text(store, &Field::new(id("namespace"), words.namespace).fault(fault::needed(words, &association.namespace)),
                    &association.namespace, move |scenario, typed| with(scenario, at, |one| one.namespace = typed)) }
                { text(store, &Field::new(id("service-account"), words.service_account)
                        .fault(fault::needed(words, &association.service_account)),
                    &association.service_account, move |scenario, typed| with(scenario, at, |one| one.service_account = typed)) }
                { text(store, &Field::new(id("role"), words.role_arn).wide().list(ROLES)
                        .fault(fault::needed_role(words, &association.role_arn)),
                    &association.role_arn, move |scenario, typed| with(scenario, at, |one| one.role_arn = typed)) }
                { text(store, &Field::new(id("target"), words.target_role).wide().list(ROLES).assumed(words.optional)
                        .fault(fault::role(words, &target)),
                    &target, move |scenario, typed| with(scenario, at, |one| one.target_role_arn = super::field::given(typed))) }
                { tags }
            </>
        },
    )
}

fn with(scenario: &mut Scenario, at: u16, change: impl FnOnce(&mut PodIdentityAssociation)) {
    if let Some(association) = scenario.pod_identity_associations.get_mut(usize::from(at)) {
        change(association);
    }
}
