//! The picture of whose way is shown, with its tools: play the request's way, download as a file.
//!
//! What always holds: what is drawn comes from [`crate::picture`]; themes and forced colours apply, since every shape
//! has a class and no colour. The list of links has the same content in full, so the picture is one stop of the Tab
//! key; arrow keys move between its links.

mod dot;
pub mod draw;
pub mod export;
mod player;

pub use crate::picture::short_resource;

use crate::app::hooks::Store;
use crate::app::state::{Action, State};
use crate::message::words;
use crate::picture::{self, Picture, Subject, Target};
use player::Player;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`ChainPicture`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub store: Store,
}

/// The picture of whoever's way is shown.
pub fn chain_picture(store: &Store) -> Html {
    html!(<ChainPicture store={store.clone()} />)
}

/// The picture of a state.
#[must_use]
pub fn of(state: &State) -> Option<Picture> {
    Some(match state.subject()? {
        Subject::Chain(chain) => picture::chain(state.language, chain),
        Subject::Principal(chain) => picture::principal(state.language, chain),
    })
}

#[component]
fn ChainPicture(props: &Props) -> Html {
    let store = &props.store;
    let words = words::picture::words(store.language);
    let drawn = Rc::new(of(store).unwrap_or_default());
    // The stage that is shown of the request's way, and whether it goes on by itself.
    let stage = use_state(|| None::<usize>);
    let playing = use_state(|| false);
    {
        // Another picture has another way.
        let (stage, playing) = (stage.clone(), playing.clone());
        use_effect_with(drawn.clone(), move |_| {
            stage.set(None);
            playing.set(false);
        });
    }
    if drawn.parts.is_empty() {
        return html!();
    }
    let onact = {
        let store = store.clone();
        Callback::from(move |target: Target| match target {
            Target::Link(step) => {
                if store.open_link() != Some(step) {
                    store.dispatch(Action::ToggleLink(step));
                }
                draw::focus_later(format!("[aria-controls=\"why-{}\"]", step.number()));
            }
            Target::Role(arn) => super::who::show(&store, arn),
            Target::Subject(_) | Target::Group(_) => {}
        })
    };
    let view = format!("0 0 {} {}", drawn.width, drawn.height);
    let stop = store.open_link().map(Target::Link);
    let current = stage.and_then(|at| drawn.journey.get(at).cloned());
    let onend = {
        let (stage, playing, last) = (stage.clone(), playing.clone(), drawn.journey.len().saturating_sub(1));
        Callback::from(move |at: usize| match *playing {
            true if at < last => stage.set(Some(at + 1)),
            true => playing.set(false),
            false => {}
        })
    };
    let make = {
        let store = store.clone();
        Rc::new(move || export::named(&store))
    };
    html! {
        <div class="picture">
            <div class="picture-frame">
                <svg class="pic" width="100%" viewBox={view} role="group" aria-label={drawn.label.clone()}>
                    { draw::parts(&drawn.parts, &onact, stop.as_ref(), &|_| None) }
                    if let (Some(at), Some(current)) = (*stage, current.clone()) {
                        <dot::Dot points={current.points} tone={current.tone} run={at} playing={*playing} {onend} />
                    }
                </svg>
            </div>
            <div class="picture-tools" role="group" aria-label={words.tools}>
                <Player store={store.clone()} picture={drawn.clone()} stage={stage.clone()} playing={playing.clone()} />
                { export::downloads(store.language, store.theme, make) }
            </div>
            if let (Some(at), Some(current)) = (*stage, current) {
                <p class={classes!("journey", current.tone.class())} role="status">
                    <strong>{ (words.stage)(at + 1, drawn.journey.len()) }</strong>{ " " }{ crate::app::prose::prose(&current.sentence) }
                </p>
            }
        </div>
    }
}
