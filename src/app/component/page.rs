//! The page as a whole: header, editors on the left, the answer on the right; on a phone one pane at a time.

use super::{
    dialog, document, embed, example_strip, footer, header, identity, importing, intro, link_list, link_strip, memory,
    notice, play, problems, reader, settings, tabs, verdict, views,
};
use crate::app::hooks::{Store, act, words as phrases_of};
use crate::app::route::Route;
use crate::app::state::{Action, Frame, Origin, Pane, State, Theme};
use crate::app::{catalogue, example, keyboard, route, storage};
use crate::message::{self, Language, phrases::Phrases, words};
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[component]
pub fn Page() -> Html {
    let store: Store = use_reducer(|| {
        let language = route::language().filter(|_| route::frame() == Frame::Chain).unwrap_or_else(storage::language);
        let theme = route::theme().filter(|_| route::frame() == Frame::Chain).unwrap_or_else(storage::theme);
        // A chain inside another page neither reads nor shows what the reader keeps.
        let kept = (route::frame() == Frame::Page).then(storage::work).flatten();
        opened(State { frame: route::frame(), ..State::new(route::first(kept), language, theme) })
    });
    use_memory(&store);
    keyboard::use_keyboard(&store);
    catalogue::use_catalogue(&store);
    use_example_words(&store);
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
    html! {
        <>
            <a class="skip-link" href="#result">{ phrases.skip_to_result }</a>
            { header::header(&store) }
            <intro::Intro store={store.clone()} />
            { notice::notice(&store) }
            <memory::Memory store={store.clone()} />
            <link_strip::LinkStrip store={store.clone()} />
            { importing::strip(&store) }
            { panes(&store, phrases) }
            <main class={classes!("page", pane, store.origin.is_played().then_some("playing"))}>
                { play::play(&store) }
                <section class="column editors" aria-label={phrases.editors}>
                    <div class="card editor-card">
                        { importing::bar(&store) }
                        { tabs::tabs(&store) }
                        { settings::settings(&store) }
                        <document::Document store={store.clone()} />
                        { importing::offer(&store) }
                        { problems::problems(&store) }
                    </div>
                </section>
                <section class="column result" id="result" tabindex="-1" aria-label={phrases.result}>
                    <div class="card chain-card">
                        { example_strip::example_strip(&store) }
                        { verdict::verdict(&store) }
                        { identity::identity_banner(&store) }
                        { link_list::link_list(&store) }
                        { identity::lessons(&store) }
                        { identity::assumptions(&store) }
                    </div>
                    { views::views(&store) }
                </section>
            </main>
            { footer::footer(&store) }
            { dialog::dialogs(&store) }
            <reader::Reader store={store.clone()} />
            <importing::Listener store={store.clone()} />
            { announcer(&store) }
        </>
    }
}

/// The state with the configuration of the address in it, from the first paint on; undo goes back to what was there.
fn opened(state: State) -> State {
    match route::current() {
        Route::Scenario(scenario, origin) if *scenario != *state.scenario => {
            let opened = Rc::new(state).reduce(Action::Replace(scenario, origin));
            Rc::try_unwrap(opened).unwrap_or_else(|shared| (*shared).clone())
        }
        Route::Scenario(..)
        | Route::Example(_)
        | Route::Lesson(_)
        | Route::Course
        | Route::Reading(_)
        | Route::Page
        | Route::Broken(_) => state,
    }
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

/// Fetches the gallery where the title of the example on the page is not known: after a reload.
#[hook]
fn use_example_words(store: &Store) {
    let arrived = use_state(|| false);
    let wanted = matches!(&store.origin, Origin::Example(id) if id != example::TEXTBOOK) && example::known().is_none();
    use_effect_with(wanted, move |&wanted| {
        if wanted {
            yew::platform::spawn_local(async move { arrived.set(example::gallery().await.is_ok()) });
        }
    });
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
