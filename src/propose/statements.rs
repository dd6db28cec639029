//! The statements that allow what is wanted, as few as say exactly that.
//!
//! What always holds: a statement names only what is wanted: its actions are all wanted on its resources, under its
//! conditions; actions of different services do not share a statement.

use super::want::Want;
use crate::iam::pattern::Pattern;
use crate::order;
use crate::syntax::json::quoted;

/// A statement in the making: service, condition block, resources, actions.
struct Draft {
    service: String,
    condition: Option<String>,
    resources: Vec<String>,
    actions: Vec<String>,
}

/// The statements, as JSON.
pub(super) fn statements(wants: &[Want]) -> Vec<String> {
    let mut drafts: Vec<Draft> = Vec::new();
    for want in wants.iter().filter(|want| !is_covered(want, wants)) {
        let service = want.action.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let (condition, resource) = (want.conditions.json(), &want.resource);
        let same = |draft: &&mut Draft| {
            draft.service == service && draft.condition == condition && draft.resources == [resource.as_str()]
        };
        match drafts.iter_mut().find(same) {
            Some(draft) if draft.actions.contains(&want.action) => {}
            Some(draft) => draft.actions.push(want.action.clone()),
            None => drafts.push(Draft {
                service,
                condition,
                resources: vec![resource.clone()],
                actions: vec![want.action.clone()],
            }),
        }
    }
    for draft in &mut drafts {
        order::sort(&mut draft.actions);
    }
    let mut merged: Vec<Draft> = Vec::new();
    for draft in drafts {
        let same = |one: &&mut Draft| one.actions == draft.actions && one.condition == draft.condition;
        match merged.iter_mut().find(same) {
            Some(one) => one.resources.extend(draft.resources),
            None => merged.push(draft),
        }
    }
    for draft in &mut merged {
        order::sort(&mut draft.resources);
    }
    order::sort_by_key(&mut merged, |draft| {
        (draft.service.clone(), draft.resources.clone(), draft.condition.clone(), draft.actions.clone())
    });
    merged.iter().map(written).collect()
}

/// Whether another want covers this one: the same without conditions, or on a pattern that matches its resource.
fn is_covered(want: &Want, wants: &[Want]) -> bool {
    let literal = !want.resource.contains(['*', '?']);
    wants.iter().any(|other| {
        let same_resource = other.resource == want.resource;
        let wider = literal && !same_resource && Pattern::new(&other.resource).matches(&want.resource);
        let free = other.conditions.len() == 0;
        let less = free && want.conditions.len() > 0;
        other.action.eq_ignore_ascii_case(&want.action)
            && ((same_resource && less) || (wider && (free || other.conditions == want.conditions)))
    })
}

fn written(draft: &Draft) -> String {
    let list = |texts: &[String]| match texts {
        [one] => quoted(one),
        many => format!("[{}]", many.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")),
    };
    let condition =
        draft.condition.as_ref().map(|condition| format!(", \"Condition\": {condition}")).unwrap_or_default();
    let (actions, resources) = (list(&draft.actions), list(&draft.resources));
    format!("{{ \"Effect\": \"Allow\", \"Action\": {actions}, \"Resource\": {resources}{condition} }}")
}
