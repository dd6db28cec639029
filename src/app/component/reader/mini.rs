//! The miniature of a chain: an example, simulated on the spot, with what comes out of it and the way into the
//! playground. Where there is no room for the picture, its links stand there as a list.
//!
//! What always holds: it changes nothing and can be operated by nothing but its link.

use crate::app::component::chain_picture::draw;
use crate::app::component::principal::headline;
use crate::app::component::verdict::{glyph, verdict_class, verdict_word};
use crate::app::example;
use crate::app::prose::prose;
use crate::chain::{self, Verdict};
use crate::handbook::Mini;
use crate::message::{self, Language, words};
use crate::picture::{self, Part, Picture, Subject};
use yew::prelude::*;

/// Properties of [`Miniature`].
#[derive(Properties, PartialEq)]
pub struct MiniatureProps {
    /// The reader's language.
    pub language: Language,
    /// What it shows.
    pub mini: Mini,
}

/// What is shown of an example.
#[derive(PartialEq)]
struct Shown {
    title: String,
    picture: Picture,
    verdict: Verdict,
    sentence: String,
    /// Each link: its name, its verdict, and whether it is the one to look at.
    links: Vec<(&'static str, Verdict, bool)>,
    /// What is to be seen at that link.
    seen: Option<(u8, String)>,
}

/// The miniature.
#[component]
pub fn Miniature(props: &MiniatureProps) -> Html {
    let language = props.language;
    let words = words::reading::words(language);
    let there = use_state(|| props.mini.example == example::TEXTBOOK || example::known().is_some());
    {
        let there = there.clone();
        use_effect_with((), move |()| {
            if !*there {
                yew::platform::spawn_local(async move { there.set(example::gallery().await.is_ok()) });
            }
        });
    }
    let shown = use_memo((language, props.mini.clone(), *there), |(language, mini, _)| simulated(*language, mini));
    let href = format!("#/e/{}", props.mini.example);
    let Some(shown) = &*shown else {
        return html!(<p class="mini-empty"><a {href}>{ words.open }</a></p>);
    };
    let phrases = message::phrases(language);
    let links = shown.links.iter().enumerate().map(|(index, (name, verdict, looked_at))| {
        html! {
            <li class={classes!(verdict_class(*verdict), looked_at.then_some("seen"))}>
                <span class="mini-number" aria-hidden="true">{ index + 1 }</span>
                <span>{ *name }</span>
                <span class="mini-verdict"><span aria-hidden="true">{ glyph(*verdict) }</span>{ " " }{ verdict_word(phrases, *verdict) }</span>
            </li>
        }
    });
    let view = format!("0 0 {} {}", shown.picture.width, shown.picture.height);
    html! {
        <figure class="mini">
            <svg class="pic" width="100%" viewBox={view} role="img" aria-label={shown.picture.label.clone()}>
                { draw::parts(&shown.picture.parts, &Callback::noop(), None, &|_| None) }
            </svg>
            <ol class="mini-links">{ for links }</ol>
            <figcaption>
                <p class="mini-title"><span class="muted">{ words.example }</span>{ " " }{ prose(&shown.title) }</p>
                <p class={classes!("mini-sentence", verdict_class(shown.verdict))}><span class="badge" aria-hidden="true">{ glyph(shown.verdict) }</span><span>{ prose(&shown.sentence) }</span></p>
                if let Some((number, seen)) = &shown.seen {
                    <p class="mini-seen"><span class="muted">{ (phrases.link)(*number) }{ ":" }</span>{ " " }{ prose(seen) }</p>
                }
                <a class="mini-open" {href}>{ words.open }</a>
            </figcaption>
        </figure>
    }
}

/// Simulates an example; nothing where there is none, or none of its ways can be drawn.
fn simulated(language: Language, mini: &Mini) -> Option<Shown> {
    let (id, step) = (mini.example.as_str(), mini.link);
    let title = example::title(id, language)?;
    let scenario = match id {
        example::TEXTBOOK => example::textbook(),
        _ => example::known()?.example(id)?.scenario.clone(),
    };
    let simulation = chain::simulate(&scenario);
    let subject = picture::subject(&simulation, mini.way)?;
    let (picture, sentence, links) = match subject {
        Subject::Chain(chain) => {
            let name = |link: &chain::Link| (message::step(language, link.step), link.verdict, Some(link.step) == step);
            (
                picture::chain(language, chain),
                message::headline(language, chain),
                chain.links.iter().map(name).collect(),
            )
        }
        Subject::Principal(chain) => {
            let hop = words::picture::words(language).hop;
            let name = |one: &chain::Hop| (hop(one.kind), one.verdict, Some(one.kind.step()) == step);
            (
                picture::principal(language, chain),
                headline(language, chain).message,
                chain.hops().iter().map(name).collect(),
            )
        }
    };
    let seen = match subject {
        Subject::Chain(chain) => {
            let broken = chain.broken().map(|link| link.step);
            let link = chain.links.iter().find(|link| Some(link.step) == step && broken != step);
            link.map(|link| (link.step.number(), message::reason(language, &link.reason).message))
        }
        Subject::Principal(_) => None,
    };
    // What cannot be clicked is no button.
    let parts = picture.parts.iter().map(|part| Part { target: None, ..part.clone() }).collect();
    Some(Shown { title, verdict: subject.verdict(), picture: Picture { parts, ..picture }, sentence, links, seen })
}
