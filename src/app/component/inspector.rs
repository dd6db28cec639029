//! What the cluster and STS see: mutated Pod, token, request and response, session.
//!
//! What always holds: what only a real call would tell is marked as a placeholder; a pasted token stays in this view
//! and is gone with it.

mod exchange;
mod pod;
mod session;
mod token;

use super::copy_button::CopyButton;
use crate::app::hooks::Store;
use crate::chain::inspect::{UNKNOWN, inspect};
use crate::message::words::{self, inspector::Words};
use yew::prelude::*;

/// What the cluster and STS see of the chain that is shown.
pub fn inspector(store: &Store) -> Html {
    html!(<Inspector store={store.clone()} />)
}

/// Properties of [`Inspector`].
#[derive(Properties, PartialEq)]
struct InspectorProps {
    store: Store,
}

/// The stations of the way, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Station {
    Pod,
    Token,
    Exchange,
    Session,
}

impl Station {
    const ALL: [Self; 4] = [Self::Pod, Self::Token, Self::Exchange, Self::Session];

    fn label(self, words: &'static Words) -> &'static str {
        match self {
            Self::Pod => words.pod,
            Self::Token => words.token,
            Self::Exchange => words.exchange,
            Self::Session => words.session,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Pod => "station-pod",
            Self::Token => "station-token",
            Self::Exchange => "station-exchange",
            Self::Session => "station-session",
        }
    }
}

thread_local! {
    /// Which station was looked at last.
    static LAST: std::cell::Cell<Station> = const { std::cell::Cell::new(Station::Pod) };
}

/// The stations as tabs.
#[component]
fn Inspector(props: &InspectorProps) -> Html {
    let store = &props.store;
    let words = words::inspector::words(store.language);
    let station = use_state(|| LAST.get());
    let inspection = use_memo((store.scenario.clone(), store.chain), |(scenario, chain)| inspect(scenario, *chain));
    let Some(inspection) = &*inspection else {
        return html!(<p class="view-body muted">{ words.nothing }</p>);
    };
    let choose = {
        let station = station.clone();
        Callback::from(move |chosen: Station| {
            LAST.set(chosen);
            station.set(chosen);
        })
    };
    let onkeydown = {
        let (station, choose) = (*station, choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = Station::ALL.iter().position(|&one| one == station).unwrap_or(0);
            let last = Station::ALL.len() - 1;
            let next = match event.key().as_str() {
                "ArrowRight" => {
                    if at == last {
                        0
                    } else {
                        at + 1
                    }
                }
                "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some(&next) = Station::ALL.get(next) {
                choose.emit(next);
                super::tabs::focus(next.id());
            }
        })
    };
    let tabs = Station::ALL.iter().map(|&one| {
        let chosen = *station == one;
        let onclick = choose.reform(move |_: MouseEvent| one);
        html! {
            <button type="button" role="tab" id={one.id()} class="station-tab" aria-selected={chosen.to_string()}
                aria-controls="station" tabindex={if chosen { "0" } else { "-1" }} {onclick}>{ one.label(words) }</button>
        }
    });
    let body = match *station {
        Station::Pod => html!(<pod::Pod language={store.language} pod={inspection.pod.clone()} />),
        Station::Token => token::token(store, words, inspection),
        Station::Exchange => exchange::exchange(store, words, inspection),
        Station::Session => session::session(store, words, inspection),
    };
    html! {
        <div class="view-body inspector">
            <h2 class="visually-hidden">{ words.title }</h2>
            <div class="stations" role="tablist" aria-label={words.title} {onkeydown}>{ for tabs }</div>
            <div id="station" role="tabpanel" aria-labelledby={station.id()} class="inspector-station">{ body }</div>
        </div>
    }
}

/// A text as it goes over the wire or stands in a terminal, with a button that copies it.
fn block(store: &Store, name: &str, text: &str) -> Html {
    html! {
        <figure class="wire">
            <figcaption><span>{ name }</span><CopyButton text={text.to_owned()} name={name.to_owned()} language={store.language} /></figcaption>
            <pre tabindex="0" role="group" aria-label={name.to_owned()}><code>{ with_placeholders(text) }</code></pre>
        </figure>
    }
}

/// A text in which what only a real call would tell is marked.
fn with_placeholders(text: &str) -> Html {
    let mut parts = text.split(UNKNOWN);
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| html!(<><span class="placeholder">{ UNKNOWN }</span>{ part.to_owned() }</>));
    html!(<>{ first }{ for rest }</>)
}
