//! Completion in policies.
//!
//! What always holds: names of properties are those that may stand in the kind of policy and are not there yet; a
//! choice brings the quotes, the colon and the brackets that are missing around it.

mod actions;
mod conditions;
mod resources;
mod template;

use super::json::{self, Kind, Role, Spot};
use super::known::{Known, known};
use super::{Choice, ChoiceKind, Completion, Detail, Place, Then, Topic};
use crate::iam::policy::PolicyKind;
use crate::text::Span;

/// What the parts of this module need to know.
struct Context<'a> {
    place: Place<'a>,
    kind: PolicyKind,
    known: Known,
}

/// What could stand at a place in a policy.
pub(super) fn complete(place: Place<'_>, kind: PolicyKind) -> Option<Completion> {
    let context = Context { place, kind, known: known(place) };
    let Some(root) = json::read(place.text) else {
        return Some(whole(place, template::documents(&context)));
    };
    // A single word in an empty document is the start of a document.
    if let Kind::Word(_) = root.kind {
        let typed = Span::new(root.start, place.offset.max(root.start));
        let choices = template::documents(&context);
        return (root.start <= place.offset && place.offset <= root.end).then(|| Completion {
            typed,
            replace: root.span(),
            choices,
        });
    }
    let spot = json::spot(&root, place.text, place.offset)?;
    let choices = match spot.role {
        Role::Key { colon } => keys(&context, &spot, colon),
        Role::Value | Role::Element => values(&context, &spot),
    };
    let completion = fitted(place, &spot, choices);
    Some(if spot.role == (Role::Key { colon: true }) { completion } else { with_commas(place, &spot, completion) })
}

/// Whether what is typed at a place is an action of a service that is not known yet.
pub(super) fn seeks_service(place: Place<'_>) -> bool {
    let root = json::read(place.text);
    let spot = root.as_ref().and_then(|root| json::spot(root, place.text, place.offset));
    let in_action = |spot: &Spot<'_, '_>| {
        matches!(spot.role, Role::Value | Role::Element)
            && matches!(spot.path.as_slice(), ["Statement", "Action" | "NotAction"])
    };
    let token = spot.filter(in_action).and_then(|spot| spot.token);
    let typed = token.and_then(|token| place.text.get(token.content().start as usize..place.offset));
    typed.is_some_and(actions::seeks_service)
}

/// Brings the commas that are missing before and after what is written.
fn with_commas(place: Place<'_>, spot: &Spot<'_, '_>, completion: Completion) -> Completion {
    let Completion { typed, replace, choices } = completion;
    let between = spot.previous.map(|end| (end, place.text.get(end..replace.start as usize).unwrap_or_default()));
    let missing = between.filter(|(_, between)| !between.contains(','));
    let after = place.text.get(replace.end as usize..).unwrap_or_default().trim_start();
    // Within a string nothing is missing.
    let is_part = replace.start > typed.start || spot.token.is_some_and(|token| replace.start > token.span().start);
    if is_part {
        return Completion { typed, replace, choices };
    }
    let tail = if after.starts_with('"') { "," } else { "" };
    let (start, head) = match missing {
        Some((end, between)) => (end, format!(",{between}")),
        None => (replace.start as usize, String::new()),
    };
    let choices = choices.into_iter().map(|choice| choice.around(&head, tail)).collect();
    Completion { typed, replace: Span::new(start, replace.end as usize), choices }
}

fn whole(place: Place<'_>, choices: Vec<Choice>) -> Completion {
    Completion { typed: Span::at(place.offset), replace: Span::at(place.offset), choices }
}

/// Brings choices and the string at the caret together: quotes where they are missing, and what is replaced.
fn fitted(place: Place<'_>, spot: &Spot<'_, '_>, choices: Vec<Choice>) -> Completion {
    let offset = place.offset;
    let Some(token) = spot.token else {
        return whole(place, choices.into_iter().map(quoted).collect());
    };
    let content = token.content();
    let rest = place.text.get(offset..content.end as usize).unwrap_or_default();
    // What follows the caret belongs to something else where it does not look like a part of one value.
    let swallowed = rest.contains([' ', ',', '{', '}', '[', ']', '"']);
    let is_string = matches!(token.kind, Kind::String(_));
    let end = match (is_string, token.closed && !swallowed) {
        (true, true) => token.end,
        (true, false) => offset,
        (false, _) => token.end.max(offset),
    };
    let typed = Span::new(content.start as usize, offset);
    // Within `${…` only the variable is filtered by and replaced.
    let before = typed.of(place.text);
    if let Some(open) = before.rfind('$').filter(|_| choices.iter().all(|choice| choice.label.starts_with("${"))) {
        let start = content.start as usize + open;
        let replace = Span::new(start, offset + usize::from(rest.starts_with('}')));
        return Completion { typed: Span::new(start, offset), replace, choices };
    }
    let choices = choices.into_iter().map(quoted).collect();
    Completion { typed, replace: Span::new(token.start, end), choices }
}

/// A choice in quotes, unless it brings its own or is an object. What is complete leaves the caret behind them.
fn quoted(choice: Choice) -> Choice {
    if choice.insert.starts_with(['"', '{']) {
        return choice;
    }
    let is_complete = choice.then == Then::Done && choice.select.start as usize == choice.insert.len();
    let choice = choice.around("\"", "\"");
    let end = Span::at(choice.insert.len());
    if is_complete { Choice { select: end, ..choice } } else { choice }
}

const PRINCIPAL_TYPES: [(&str, Topic); 4] = [
    ("Federated", Topic::PrincipalFederated),
    ("AWS", Topic::PrincipalAws),
    ("Service", Topic::PrincipalService),
    ("CanonicalUser", Topic::PrincipalCanonicalUser),
];

fn keys(context: &Context<'_>, spot: &Spot<'_, '_>, colon: bool) -> Vec<Choice> {
    let members = spot.around.last().copied().unwrap_or_default();
    let written = |name: &str| {
        let here = |key: &json::Node<'_>| spot.token.is_some_and(|token| token.start == key.start);
        members.iter().any(|member| member.key.text() == name && !here(&member.key))
    };
    let key = |name: &str, value: &str| {
        let choice = Choice::new(ChoiceKind::Property, name).topic(Topic::of_element(name));
        // A key that has its colon needs no value.
        if colon { choice } else { choice.writes(&format!("\"{name}\": {value}")).again() }
    };
    let empty = "\"¦\"";
    match spot.path.as_slice() {
        [] => {
            let version = key("Version", "\"2012-10-17\"");
            let all = [version, key("Statement", "[¦]"), key("Id", empty)];
            all.into_iter().filter(|choice| !written(&choice.label)).collect()
        }
        ["Statement"] => {
            let list = if context.kind == PolicyKind::Trust { empty } else { "[\"¦\"]" };
            let with_principal = context.kind.names_principals();
            let with_resource = context.kind != PolicyKind::Trust;
            let either = |name: &str, other: &str| !written(name) && !written(other);
            let mut all = Vec::new();
            let mut offer = |wanted: bool, name: &str, value: &str| {
                if wanted {
                    all.push(key(name, value));
                }
            };
            offer(!written("Sid"), "Sid", empty);
            offer(!written("Effect"), "Effect", empty);
            offer(with_principal && either("Principal", "NotPrincipal"), "Principal", "{ ¦ }");
            offer(either("Action", "NotAction"), "Action", list);
            offer(with_resource && either("Resource", "NotResource"), "Resource", empty);
            offer(!written("Condition"), "Condition", "{ ¦ }");
            // Neither a trust policy nor an RCP may say whom it does not mean; nor an RCP which actions.
            let is_control = context.kind == PolicyKind::ResourceControl;
            let without = with_principal && context.kind != PolicyKind::Trust && !is_control;
            offer(!is_control && either("Action", "NotAction"), "NotAction", list);
            offer(with_resource && either("Resource", "NotResource"), "NotResource", empty);
            offer(without && either("Principal", "NotPrincipal"), "NotPrincipal", "{ ¦ }");
            // What every statement needs comes first.
            let rank = |choice: &Choice| match choice.label.as_str() {
                "Effect" => 0,
                "Principal" => 1,
                "Action" => 2,
                "Resource" => 3,
                "Condition" => 4,
                "Sid" => 5,
                _ => 6,
            };
            crate::order::sort_by_key(&mut all, rank);
            all
        }
        ["Statement", "Principal" | "NotPrincipal"] => PRINCIPAL_TYPES
            .iter()
            .filter(|(name, _)| !written(name))
            .map(|(name, topic)| key(name, empty).topic(Some(*topic)))
            .collect(),
        ["Statement", "Condition"] => conditions::operators(spot, colon),
        ["Statement", "Condition", operator] => conditions::keys(context, spot, operator, colon)
            .into_iter()
            .filter(|choice| !written(&choice.label))
            .collect(),
        _ => Vec::new(),
    }
}

fn values(context: &Context<'_>, spot: &Spot<'_, '_>) -> Vec<Choice> {
    let value = |text: &str, topic: Topic| Choice::new(ChoiceKind::Value, text).topic(Some(topic));
    if matches!(spot.path.as_slice(), ["Statement", "Resource" | "NotResource" | "Condition", ..])
        && let variables @ [_, ..] = resources::variables(context).as_slice()
    {
        return variables.to_vec();
    }
    match spot.path.as_slice() {
        ["Version"] => vec![
            value("2012-10-17", Topic::Version).detail(Detail::Current),
            value("2008-10-17", Topic::Version).detail(Detail::Outdated),
        ],
        ["Statement"] if spot.token.is_none() => template::statements(context),
        ["Statement", "Effect"] => vec![value("Allow", Topic::Allow), value("Deny", Topic::Deny)],
        ["Statement", "Action" | "NotAction"] => actions::choices(context, spot),
        ["Statement", "Resource" | "NotResource"] => resources::choices(context, spot),
        ["Statement", "Principal" | "NotPrincipal"] => {
            vec![value("*", Topic::PrincipalEveryone).detail(Detail::Everything)]
        }
        ["Statement", "Principal" | "NotPrincipal", kind] => principals(context, kind),
        ["Statement", "Condition", operator, key] => conditions::values(context, operator, key),
        _ => Vec::new(),
    }
    .into_iter()
    .filter(|choice| !spot.beside.contains(&choice.label.as_str()))
    .collect()
}

/// Services that a role is often made for. Source: the services' own documents; the catalogue has none of them.
const SERVICES: [&str; 10] = [
    "pods.eks.amazonaws.com",
    "ec2.amazonaws.com",
    "eks.amazonaws.com",
    "eks-fargate-pods.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "lambda.amazonaws.com",
    "events.amazonaws.com",
    "sns.amazonaws.com",
    "s3.amazonaws.com",
    "codebuild.amazonaws.com",
];

fn principals(context: &Context<'_>, kind: &str) -> Vec<Choice> {
    let name = |text: &str| Choice::new(ChoiceKind::Name, text).detail(Detail::Here);
    match kind {
        "Federated" => {
            let mut all: Vec<Choice> = context.known.providers().iter().map(|arn| name(arn)).collect();
            let form = "arn:aws:iam::¦111122223333¦:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";
            if all.is_empty() {
                all.push(Choice::new(ChoiceKind::Value, form.replace('¦', "")).writes(form).detail(Detail::Template));
            }
            all.into_iter().map(|choice| choice.topic(Some(Topic::PrincipalFederated))).collect()
        }
        "Service" => SERVICES
            .iter()
            .map(|service| {
                let topic = if service.starts_with("pods.") { Topic::PodsEks } else { Topic::PrincipalService };
                Choice::new(ChoiceKind::Value, *service).topic(Some(topic))
            })
            .collect(),
        "AWS" => {
            let mut all: Vec<Choice> = context.known.roles().map(|arn| name(arn)).collect();
            let users = context.known.arns.iter().filter(|arn| arn.contains(":user/"));
            all.extend(users.map(|arn| name(arn)));
            let roots = context.known.accounts.iter().map(|account| format!("arn:aws:iam::{account}:root"));
            all.extend(roots.map(|arn| name(&arn).topic(Some(Topic::PrincipalAccount))));
            let everyone = Choice::new(ChoiceKind::Value, "*").detail(Detail::Everything);
            all.push(everyone.topic(Some(Topic::PrincipalEveryone)));
            all
        }
        _ => Vec::new(),
    }
}

/// The actions that the statement at the caret names.
fn actions_of<'t>(spot: &Spot<'_, 't>) -> Vec<&'t str> {
    let statement = spot.around.get(1).copied().unwrap_or_default();
    json::member(statement, "Action").map(json::Node::texts).unwrap_or_default()
}
