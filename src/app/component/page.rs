//! The page as a whole: header, editors on the left, the answer on the right; on a phone one pane at a time.

use super::{
    dialog, document, embed, example_strip, footer, header, identity, importing, intro, link_list, link_strip, memory,
    notice, play, problems, reader, settings, tabs, verdict, views,
};
use crate::app::hooks::{Store, act, words as phrases_of};
use crate::app::state::{Action, Frame, Origin, Pane, State, Theme};
use crate::app::{catalogue, example, keyboard, start, storage};
use crate::message::{self, Language, phrases::Phrases, words};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Page`].
#[derive(Properties, PartialEq)]
pub struct PageProps {
    /// What it opens with.
    pub state: Rc<State>,
}

/// Properties of a part of the page. A part renders when they change and only then: whatever else it shows must be here.
#[derive(Properties, PartialEq)]
struct PartProps {
    /// The page's state.
    store: Store,
    /// Whether the gallery is there, which has the titles of the examples.
    titles: bool,
}

/// How much of the page is there. It is rendered in turns, and what is looked at first comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// Bar, verdict and links.
    #[default]
    Answer,
    /// The editors too.
    Editors,
    /// The views under the chain too.
    Views,
    /// Everything.
    Whole,
}

/// The page.
#[component]
pub fn Page(props: &PageProps) -> Html {
    let state = props.state.clone();
    let store: Store = use_reducer(move || (*state).clone());
    use_memory(&store);
    keyboard::use_keyboard(&store);
    catalogue::use_catalogue(&store);
    let titles = use_titles(&store);
    intro::use_wishes(&store);
    let stage = use_stage();
    use_effect_with((store.language, store.theme), |&(language, theme)| reflect(language, theme));
    if store.frame == Frame::Chain {
        return html!(<><embed::Embed store={store.clone()} />{ announcer(&store) }</>);
    }
    let phrases = phrases_of(&store);
    let pane = match store.pane {
        Pane::Edit => "pane-edit",
        Pane::Chain => "pane-chain",
        Pane::Access => "pane-access",
        Pane::Lesson if store.origin.is_played() => "pane-lesson",
        Pane::Lesson => "pane-chain",
    };
    let busy = (stage < Stage::Whole).then_some("true");
    html! {
        <>
            { top(html!(<Bar store={store.clone()} {titles} />)) }
            { notice::notice(&store) }
            <memory::Memory store={store.clone()} />
            <link_strip::LinkStrip store={store.clone()} />
            { importing::strip(&store) }
            { panes(&store, phrases) }
            <main class={classes!("page", pane, store.origin.is_played().then_some("playing"))} aria-busy={busy}>
                { play::play(&store) }
                <section class="column editors" aria-label={phrases.editors}>
                    <div class="card editor-card">
                        if stage >= Stage::Editors { <Editors store={store.clone()} {titles} /> }
                    </div>
                </section>
                <section class="column result" id="result" tabindex="-1" aria-label={phrases.result}>
                    <Answer store={store.clone()} {titles} />
                    if stage >= Stage::Views { <Views store={store.clone()} {titles} /> }
                </section>
            </main>
            if stage >= Stage::Whole { <Rest store={store.clone()} {titles} /> }
            { announcer(&store) }
        </>
    }
}

/// The bar, with the way past it.
#[component]
fn Bar(PartProps { store, .. }: &PartProps) -> Html {
    html! {
        <>
            <a class="skip-link" href="#result">{ phrases_of(store).skip_to_result }</a>
            { header::header(store) }
        </>
    }
}

/// The chain that is shown: verdict, identity, links.
#[component]
fn Answer(PartProps { store, .. }: &PartProps) -> Html {
    html! {
        <div class="card chain-card">
            { example_strip::example_strip(store) }
            { verdict::verdict(store) }
            { identity::identity_banner(store) }
            { link_list::link_list(store) }
            { identity::lessons(store) }
            { identity::assumptions(store) }
        </div>
    }
}

/// The documents.
#[component]
fn Editors(PartProps { store, .. }: &PartProps) -> Html {
    html! {
        <>
            { importing::bar(store) }
            { tabs::tabs(store) }
            { settings::settings(store) }
            <document::Document store={store.clone()} />
            { importing::offer(store) }
            { problems::problems(store) }
        </>
    }
}

/// The views under the chain.
#[component]
fn Views(PartProps { store, .. }: &PartProps) -> Html {
    views::views(store)
}

/// What is not seen at once, or only now and then.
#[component]
fn Rest(PartProps { store, .. }: &PartProps) -> Html {
    html! {
        <>
            { footer::footer(store) }
            { dialog::dialogs(store) }
            <reader::Reader store={store.clone()} />
            <importing::Listener store={store.clone()} />
        </>
    }
}

/// Renders into the place of the bar that `index.html` shows first.
fn top(bar: Html) -> Html {
    match gloo::utils::document().get_element_by_id(start::TOP) {
        Some(place) => create_portal(bar, place),
        None => bar,
    }
}

/// The stages of the page, one a turn.
#[hook]
fn use_stage() -> Stage {
    let stage = use_state(Stage::default);
    let (now, setter) = (*stage, stage.setter());
    use_effect_with(now, move |&now| {
        let next = match now {
            Stage::Answer => Stage::Editors,
            Stage::Editors => Stage::Views,
            Stage::Views => Stage::Whole,
            Stage::Whole => return start::ready(start::Part::Page),
        };
        yew::platform::spawn_local(async move {
            start::turn().await;
            setter.set(next);
        });
    });
    now
}

/// The three panes of a phone.
fn panes(store: &Store, phrases: &'static Phrases) -> Html {
    let played = store.origin.is_played();
    let shown = if store.pane == Pane::Lesson && !played { Pane::Chain } else { store.pane };
    let button = |pane: Pane, label: &'static str| {
        let chosen = shown == pane;
        html! {
            <button type="button" class="pane-button" aria-pressed={chosen.to_string()} onclick={act(store, Action::SetPane(pane))}>
                { label }
                if pane == Pane::Lesson { { play::short_progress(store).map(|text| html!(<span class="pane-count">{ text }</span>)) } }
                { if pane == Pane::Edit && !store.simulation.diagnostics.is_empty() { html!(<span class="dot" aria-hidden="true" />) } else { html!() } }
            </button>
        }
    };
    html! {
        <nav class="panes" aria-label={phrases.result}>
            if played { { button(Pane::Lesson, words::lesson::words(store.language).lesson) } }
            { button(Pane::Edit, phrases.edit) }
            { button(Pane::Chain, phrases.chain) }
            { button(Pane::Access, phrases.access) }
        </nav>
    }
}

/// Speaks the verdict when it changes, and nothing else.
fn announcer(store: &Store) -> Html {
    html!(<p class="visually-hidden" role="status" aria-live="polite">{ verdict::headline(store) }</p>)
}

/// Keeps language and colours in the browser, of the whole page only; [`memory::Memory`] keeps the scenario.
#[hook]
fn use_memory(store: &Store) {
    let whole = store.frame == Frame::Page;
    use_effect_with(store.language, move |&language| {
        if whole {
            storage::keep_language(language);
        }
    });
    use_effect_with(store.theme, move |&theme| {
        if whole {
            storage::keep_theme(theme);
        }
    });
}

/// Fetches the gallery where the title of the example on the page is not known: after a reload. Whether it is there.
#[hook]
fn use_titles(store: &Store) -> bool {
    let arrived = use_force_update();
    let wanted = matches!(&store.origin, Origin::Example(id) if id != example::TEXTBOOK) && example::known().is_none();
    use_effect_with(wanted, move |&wanted| {
        if wanted {
            yew::platform::spawn_local(async move {
                if example::gallery().await.is_ok() {
                    arrived.force_update();
                }
            });
        }
    });
    example::known().is_some()
}

/// Puts language and colours onto the document's root, where styles and screen readers look for them.
fn reflect(language: Language, theme: Theme) {
    let root = gloo::utils::document_element();
    // Setting an attribute of the root element cannot fail: the names are fixed and valid.
    let _ = root.set_attribute("lang", message::phrases(language).language_code);
    let _ = match theme {
        Theme::System => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
}
