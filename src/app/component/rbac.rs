//! What the ServiceAccount may do in Kubernetes, beside what its role may do in AWS: two systems that share one name.

mod bridges;
mod picture;
mod question;
mod rules;

use crate::app::component::why::line_of;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::chain::Lesson;
use crate::kubernetes::rbac::Bridge;
use crate::kubernetes::rbac::question::Cluster;
use crate::message::{self, words::rbac::Words};
use crate::text::Location;
use std::rc::Rc;
use yew::prelude::*;

/// The rules that RBAC grants to the ServiceAccount of the chain that is shown.
pub fn kubernetes_access(store: &Store) -> Html {
    html!(<KubernetesAccess store={store.clone()} />)
}

/// Properties of [`KubernetesAccess`].
#[derive(Properties, PartialEq)]
struct KubernetesAccessProps {
    store: Store,
}

/// The manifests' RBAC, read once for all parts of the view.
#[component]
fn KubernetesAccess(props: &KubernetesAccessProps) -> Html {
    let store = &props.store;
    let words = message::words::rbac::words(store.language);
    let cluster = use_memo(store.scenario.clone(), |scenario| Cluster::read(&scenario.manifests));
    let cluster: Rc<Cluster> = cluster;
    let Some(chain) = store.chain() else {
        return html!(<p class="view-body muted">{ words.nothing }</p>);
    };
    html! {
        <div class="view-body rbac-view">
            <h2 class="visually-hidden">{ words.title }</h2>
            { picture::picture(store, words, chain) }
            { for chain.lessons.iter().map(|lesson| self::lesson(store, lesson)) }
            { rules::rules(store, words, chain, &cluster) }
            <question::CanI store={store.clone()} cluster={question::Shared(cluster)} />
            { bridges::bridges(store, words, chain) }
        </div>
    }
}

/// Who may become a ServiceAccount, for other views.
pub fn bridge_list(store: &Store, all: &[Bridge], nobody: &'static str) -> Html {
    bridges::list(store, message::words::rbac::words(store.language), all, nobody)
}

fn lesson(store: &Store, lesson: &Lesson) -> Html {
    let told = message::lesson(store.language, lesson);
    html! {
        <div class="lesson">
            <p><strong>{ prose(&told.message) }</strong>{ " – " }{ prose(&told.help) }</p>
            if let Lesson::IamIsNotRbac { error } = lesson { <p class="muted"><code>{ error }</code></p> }
        </div>
    }
}

/// A button that shows a place in the text; nothing for what stands in no document.
fn source(store: &Store, at: Option<Location>, what: &str) -> Html {
    let Some(at) = at.filter(|at| store.scenario.text(at.source).is_some()) else { return html!() };
    let label = (words(store).line)(line_of(store, at));
    html! {
        <button type="button" class="button button-small" aria-label={format!("{what}, {label}")} onclick={act(store, Action::Show(at))}>
            { label }
        </button>
    }
}

/// A place that is told in words where it stands in no document.
fn every_cluster(words: &'static Words) -> Html {
    html!(<span class="chip">{ words.every_cluster }</span>)
}
