//! The buttons that play the way of a request: play, pause, one step on or back, end.

use super::draw::icon;
use crate::app::hooks::Store;
use crate::message::words;
use crate::picture::Picture;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Player`].
#[derive(Properties, PartialEq)]
pub struct PlayerProps {
    /// The page's state.
    pub store: Store,
    /// The picture that is played.
    pub picture: Rc<Picture>,
    /// The stage that is shown.
    pub stage: UseStateHandle<Option<usize>>,
    /// Whether it goes on by itself.
    pub playing: UseStateHandle<bool>,
}

const PLAY: &str = "M8 5v14l11-7z";
const PAUSE: &str = "M8 5v14M16 5v14";
const BACK: &str = "M17 6l-7 6 7 6M7 6v12";
const ON: &str = "M7 6l7 6-7 6M17 6v12";
const END: &str = "M7 7l10 10M17 7 7 17";

/// The buttons.
#[component]
pub fn Player(props: &PlayerProps) -> Html {
    let words = words::picture::words(props.store.language);
    let last = props.picture.journey.len().saturating_sub(1);
    let at = *props.stage;
    let playing = *props.playing;
    let set = |stage: Option<usize>, plays: bool| {
        let (to, play) = (props.stage.clone(), props.playing.clone());
        Callback::from(move |_: MouseEvent| {
            to.set(stage);
            play.set(plays);
        })
    };
    if props.picture.journey.is_empty() {
        return html!(<span />);
    }
    // From the end it starts again.
    let start = at.filter(|&at| at < last).unwrap_or(0);
    let main = if playing { set(at, false) } else { set(Some(start), true) };
    let (label, path) = if playing { (words.pause, PAUSE) } else { (words.play, PLAY) };
    let small = |label: &'static str, path: &'static str, enabled: bool, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="button button-quiet tool" aria-label={label} title={label} disabled={!enabled} {onclick}>{ icon(path) }</button>
        }
    };
    html! {
        <span class="player">
            <button type="button" class="button" onclick={main}>{ icon(path) }{ label }</button>
            { small(words.step_back, BACK, at.is_some_and(|at| at > 0), set(at.and_then(|at| at.checked_sub(1)), false)) }
            { small(words.step_on, ON, at.is_none_or(|at| at < last), set(Some(at.map_or(0, |at| at + 1)), false)) }
            if at.is_some() { { small(words.stop, END, true, set(None, false)) } }
        </span>
    }
}
