//! `kubectl auth can-i` as a form: the answer stands there while one types, with the rule that decides or the nearest miss.
//!
//! What always holds: the question belongs to the page, not to the scenario; leaving the view and coming back keeps it.

use super::source;
use crate::app::component::copy_button::CopyButton;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::kubernetes::rbac::question::{Answer, Asker, Cluster, Question, VERBS, Verdict, command, known};
use crate::kubernetes::rbac::{Grant, NearMiss, RoleKind};
use crate::message::words::{self, rbac::Words};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the manifests grant, compared by identity.
#[derive(Clone)]
pub struct Shared(pub Rc<Cluster>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`CanI`].
#[derive(Properties, PartialEq)]
pub struct CanIProps {
    /// The page's state.
    pub store: Store,
    /// The manifests' RBAC.
    pub cluster: Shared,
}

thread_local! {
    /// What was asked last; gone with the page.
    static LAST: RefCell<Option<Typed>> = const { RefCell::new(None) };
}

/// The fields of the form. `subject` is the chain's ServiceAccount where it is empty.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    subject: String,
    other: String,
    verb: String,
    resource: String,
    name: String,
    namespace: Option<String>,
}

/// The value of the choice that leaves the subject to a field.
const OTHER: &str = "other";

/// The form and its answer.
#[component]
pub fn CanI(props: &CanIProps) -> Html {
    let store = &props.store;
    let words = words::rbac::words(store.language);
    let first = || Typed { verb: "get".to_owned(), resource: "pods".to_owned(), ..Typed::default() };
    let typed = use_state(|| LAST.with_borrow(Clone::clone).unwrap_or_else(first));
    let Some(chain) = store.chain() else { return html!() };
    let cluster = &props.cluster.0;
    let own = Asker::ServiceAccount {
        namespace: chain.service_account.namespace.clone(),
        name: chain.service_account.name.clone(),
    };
    let namespace = typed.namespace.clone().unwrap_or_else(|| chain.service_account.namespace.clone());
    let subjects: Vec<Asker> = cluster.subjects().into_iter().filter(|asker| *asker != own).collect();
    let subject = match typed.subject.as_str() {
        OTHER => named(&typed.other),
        key => subjects.iter().find(|asker| written(asker) == key).cloned().unwrap_or_else(|| own.clone()),
    };
    let question = Question {
        subject,
        verb: typed.verb.clone(),
        resource: typed.resource.clone(),
        name: typed.name.clone(),
        namespace: namespace.clone(),
    };
    let set = |change: fn(&mut Typed, String)| {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            let value = value_of(&event);
            let mut next = (*typed).clone();
            change(&mut next, value);
            LAST.set(Some(next.clone()));
            typed.set(next);
        })
    };
    let choose = {
        let typed = typed.clone();
        Callback::from(move |event: Event| {
            let subject = event.target_dyn_into::<HtmlSelectElement>().map_or_else(String::new, |field| field.value());
            let next = Typed { subject, ..(*typed).clone() };
            LAST.set(Some(next.clone()));
            typed.set(next);
        })
    };
    let option = |asker: &Asker| {
        let key = written(asker);
        html!(<option value={key.clone()} selected={typed.subject == key}>{ key }</option>)
    };
    let field = |id: &'static str,
                 label: &'static str,
                 value: &str,
                 list: Option<&'static str>,
                 oninput: Callback<InputEvent>| {
        html! {
            <label class="can-i-field" for={id}>{ label }
                <input {id} class="field" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" {list} value={value.to_owned()} {oninput} />
            </label>
        }
    };
    let path = question.resource.trim_start().starts_with('/');
    html! {
        <section class="view-section can-i" aria-labelledby="can-i-title">
            <h3 id="can-i-title">{ words.can_i }</h3>
            <p class="muted">{ prose(words.can_i_note) }</p>
            <div class="can-i-form">
                <label class="can-i-field can-i-subject" for="can-i-subject">{ words.who }
                    <select id="can-i-subject" class="field" onchange={choose}>
                        <option value="" selected={typed.subject.is_empty()}>{ written(&own) }</option>
                        { for subjects.iter().map(option) }
                        <option value={OTHER} selected={typed.subject == OTHER}>{ words.somebody_else }</option>
                    </select>
                </label>
                if typed.subject == OTHER {
                    { field("can-i-other", words.user_name, &typed.other, None, set(|typed, value| typed.other = value)) }
                }
                { field("can-i-verb", words.verb, &typed.verb, Some("can-i-verbs"), set(|typed, value| typed.verb = value)) }
                { field("can-i-resource", words.resource_or_path, &typed.resource, Some("can-i-resources"), set(|typed, value| typed.resource = value)) }
                if !path {
                    { field("can-i-name", words.object_name, &typed.name, None, set(|typed, value| typed.name = value)) }
                    { field("can-i-namespace", words.namespace, &namespace, Some("can-i-namespaces"), set(|typed, value| typed.namespace = Some(value))) }
                }
                <datalist id="can-i-verbs">{ for VERBS.iter().map(|verb| html!(<option value={*verb} />)) }</datalist>
                <datalist id="can-i-resources">{ for known().iter().map(|one| html!(<option value={one.resource} />)) }
                    { for ["pods/log", "pods/exec", "serviceaccounts/token", "/metrics", "/healthz"].iter().map(|one| html!(<option value={*one} />)) }
                </datalist>
                <datalist id="can-i-namespaces">{ for cluster.namespaces().into_iter().map(|one| html!(<option value={one} />)) }</datalist>
            </div>
            <div role="status" class="can-i-status">
                { match cluster.answer(&question) {
                    Some(answer) => shown(store, words, cluster, &question, &answer),
                    None => html!(<p class="muted">{ words.incomplete }</p>),
                } }
            </div>
        </section>
    }
}

fn value_of(event: &InputEvent) -> String {
    event.target_dyn_into::<HtmlInputElement>().map_or_else(String::new, |field| field.value())
}

/// A subject as the API server writes it.
fn written(asker: &Asker) -> String {
    match asker {
        Asker::ServiceAccount { namespace, name } => format!("system:serviceaccount:{namespace}:{name}"),
        Asker::User(name) => name.clone(),
        Asker::Group(name) => format!("group:{name}"),
    }
}

/// A subject that was typed.
fn named(text: &str) -> Asker {
    let text = text.trim();
    let account = text.strip_prefix("system:serviceaccount:").and_then(|rest| rest.split_once(':'));
    match (account, text.strip_prefix("group:")) {
        (Some((namespace, name)), _) => {
            Asker::ServiceAccount { namespace: namespace.to_owned(), name: name.to_owned() }
        }
        (None, Some(group)) => Asker::Group(group.to_owned()),
        (None, None) => Asker::User(text.to_owned()),
    }
}

fn shown(store: &Store, words: &'static Words, cluster: &Cluster, question: &Question, answer: &Answer) -> Html {
    let (class, sign, word) = match answer.verdict {
        Verdict::Yes => ("allowed", "✓", words.yes),
        Verdict::No => ("explicit-deny", "✕", words.no),
        Verdict::Unknown => ("depends", "?", words.open),
    };
    let command = command(question, &answer.request);
    let notes = answer.notes.iter().map(|note| html!(<p class="muted">{ prose(&(words.note)(note)) }</p>));
    html! {
        <div class={classes!("cell-why", "can-i-answer", class)}>
            <p><strong>{ sign }{ " " }{ word }</strong></p>
            { for notes }
            if let Some(grant) = &answer.decision.by { { granted(store, words, cluster, grant) } }
            if answer.verdict == Verdict::Unknown {
                <p>{ words.open_because }{ " " }{ source(store, cluster.unreadable.first().copied(), words.unreadable_place) }</p>
            }
            if !answer.decision.allowed {
                { misses(store, words, &answer.decision.near_misses) }
                if answer.verdict == Verdict::No { <p class="error-text"><code>{ &answer.decision.denial }</code></p> }
            }
            <p class="command"><code>{ &command }</code><CopyButton text={command.clone()} name={words.command} language={store.language} /></p>
        </div>
    }
}

/// The binding and the rule that decide.
fn granted(store: &Store, words: &'static Words, cluster: &Cluster, grant: &Grant) -> Html {
    let kind = if grant.namespace.is_some() { "RoleBinding" } else { "ClusterRoleBinding" };
    let (role, collected) = match grant.role_kind {
        RoleKind::Role => ("Role", None),
        RoleKind::ClusterRole => ("ClusterRole", cluster.collected(&grant.role)),
    };
    html! {
        <>
            <p>{ words.decided_by }{ " " }<code>{ format!("{kind} {}", grant.binding) }</code>{ " " }
                { source(store, grant.binding_at, &grant.binding) }
                { " → " }<code>{ format!("{role} {}", grant.role) }</code>{ " " }{ source(store, grant.rule.at, words.the_rule) }
                if grant.builtin { { super::every_cluster(words) } }
            </p>
            if let Some(from) = collected.filter(|from| !from.is_empty()) {
                <p class="muted">{ prose(&(words.aggregated)(&from.join("`, `"))) }</p>
            }
        </>
    }
}

/// What would have allowed it, but for one thing.
fn misses(store: &Store, words: &'static Words, all: &[NearMiss]) -> Html {
    if all.is_empty() {
        return html!(<p>{ words.nothing_near }</p>);
    }
    let items = all.iter().take(3).map(|near| {
        let kind = if near.namespace.is_some() { "RoleBinding" } else { "ClusterRoleBinding" };
        let told = (words.miss)(&near.miss, &format!("{kind} {}", near.binding));
        html!(<li>{ prose(&told) }{ " " }{ source(store, near.at.or(near.binding_at), &near.binding) }</li>)
    });
    html!(<><p>{ words.nearly }</p><ul class="near-misses">{ for items }</ul></>)
}
