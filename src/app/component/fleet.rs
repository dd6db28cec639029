//! The choice among many ways: search, filter, and a picture of rows that fan out to roles; on a phone a list.
//!
//! What always holds: whatever their number, only the rows of open groups are drawn, and of those not more than
//! [`overview::MOST_ROWS`]; with one way alone there is nothing to choose and nothing is shown.

mod list;
mod map;

use super::chain_picture::draw::icon;
use super::verdict::{glyph, verdict_class, verdict_word};
use crate::app::hooks::{Store, act, words as phrases};
use crate::app::state::Action;
use crate::chain::Verdict;
use crate::message::words;
use crate::picture::overview::{self, Filter};
use crate::picture::{self, Target};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Fleet`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub store: Store,
}

/// The choice, where there are several ways.
pub fn fleet(store: &Store) -> Html {
    if picture::count(&store.simulation) < 2 {
        return html!();
    }
    html!(<Fleet store={store.clone()} />)
}

#[component]
fn Fleet(props: &Props) -> Html {
    let store = &props.store;
    let words = words::picture::words(store.language);
    let search = use_state(String::new);
    let filter = use_state(Filter::default);
    let toggled = use_state(Vec::<String>::new);
    let shown = use_state(|| !is_narrow());
    let all = picture::count(&store.simulation);
    let at = store.chain.min(all.saturating_sub(1));
    let onact = {
        let (store, toggled) = (store.clone(), toggled.clone());
        Callback::from(move |target: Target| match target {
            Target::Subject(index) => store.dispatch(Action::SelectChain(index)),
            Target::Group(name) => {
                let mut names = (*toggled).clone();
                match names.iter().position(|one| *one == name) {
                    Some(at) => drop(names.remove(at)),
                    None => names.push(name),
                }
                toggled.set(names);
            }
            Target::Link(_) | Target::Role(_) => {}
        })
    };
    let (group, name, detail) =
        picture::subject(&store.simulation, at).map(|subject| overview::names(&subject)).unwrap_or_default();
    let go = |label: &'static str, path: &'static str, to: Option<usize>| {
        html! {
            <button type="button" class="button button-quiet tool" aria-label={label} title={label} disabled={to.is_none()}
                onclick={act(store, Action::SelectChain(to.unwrap_or(at)))}>{ icon(path) }</button>
        }
    };
    let toggle = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(!*shown))
    };
    html! {
        <section class="fleet" aria-label={words.overview}>
            <div class="fleet-head">
                <span class="fleet-steps">
                    { go(words.previous, "M14 6l-6 6 6 6", at.checked_sub(1)) }
                    { go(words.next, "M10 6l6 6-6 6", Some(at + 1).filter(|&next| next < all)) }
                </span>
                <p class="fleet-name"><b>{ name }</b>{ " " }<span class="muted">{ if group.is_empty() { detail } else { format!("{group} · {detail}") } }</span></p>
                <span class="fleet-position muted">{ (words.position)(at + 1, all) }</span>
                { counts(store) }
                <button type="button" class="button button-quiet" aria-expanded={shown.to_string()} aria-controls="fleet-body" onclick={toggle}>
                    { if *shown { words.hide_overview } else { words.show_overview } }
                </button>
            </div>
            <div id="fleet-body" hidden={!*shown}>
                if *shown { { body(store, &search, *filter, &filter, &toggled, &onact) } }
            </div>
        </section>
    }
}

/// How many ways have which verdict.
fn counts(store: &Store) -> Html {
    let subjects = picture::subjects(&store.simulation);
    let verdicts: Vec<Verdict> = subjects.iter().map(picture::Subject::verdict).collect();
    let one = |verdict: Verdict| {
        let count = verdicts.iter().filter(|one| **one == verdict).count();
        if count == 0 {
            return html!();
        }
        let word = verdict_word(phrases(store), verdict);
        html! {
            <span class={classes!("fleet-count", verdict_class(verdict))}><span aria-hidden="true">{ glyph(verdict) }</span>{ format!(" {count} ") }<span class="fleet-word">{ word }</span></span>
        }
    };
    html!(<span class="fleet-counts">{ one(Verdict::Fail) }{ one(Verdict::Unknown) }{ one(Verdict::Pass) }</span>)
}

fn body(
    store: &Store,
    search: &UseStateHandle<String>,
    chosen: Filter,
    filter: &UseStateHandle<Filter>,
    toggled: &UseStateHandle<Vec<String>>,
    onact: &Callback<Target>,
) -> Html {
    let words = words::picture::words(store.language);
    let all = picture::count(&store.simulation);
    let found = overview::find(&store.simulation, search, chosen);
    let count = found.count();
    let oninput = {
        let search = search.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                search.set(field.value());
            }
        })
    };
    let clear = {
        let (search, filter) = (search.clone(), filter.clone());
        Callback::from(move |_: MouseEvent| {
            search.set(String::new());
            filter.set(Filter::All);
        })
    };
    let choice = |value: Filter, label: &'static str| {
        let filter = filter.clone();
        let onclick = Callback::from(move |_: MouseEvent| filter.set(value));
        html!(<button type="button" class="fleet-filter" aria-pressed={(chosen == value).to_string()} {onclick}>{ label }</button>)
    };
    html! {
        <>
            <div class="fleet-tools">
                <input type="search" class="fleet-search" placeholder={words.search} aria-label={words.search} value={(**search).clone()} {oninput} />
                <span class="fleet-filters" role="group" aria-label={words.filter}>
                    { choice(Filter::All, words.filter_all) }
                    { choice(Filter::Broken, words.filter_broken) }
                    { choice(Filter::Otherwise, words.filter_otherwise) }
                </span>
                <span class="fleet-found muted" role="status">{ (words.found)(count, all) }</span>
            </div>
            if count == 0 {
                <p class="fleet-none">{ words.none_found }{ " " }<button type="button" class="button" onclick={clear}>{ words.clear }</button></p>
            } else {
                <map::Map store={store.clone()} found={found.clone()} toggled={(**toggled).clone()} onact={onact.clone()} />
                { list::list(store, &found, toggled, onact) }
            }
        </>
    }
}

/// Whether this is a phone, where the overview takes too much room to stand open from the start.
fn is_narrow() -> bool {
    let asked = web_sys::window().and_then(|window| window.match_media("(max-width: 639.98px)").ok().flatten());
    asked.is_some_and(|asked| asked.matches())
}
