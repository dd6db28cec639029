//! The contents: all pages by part, found by their words; beside the text, or above it where there is no room.

use crate::app::reading::Reading;
use crate::handbook::{Handbook, Page, Part};
use crate::message::{Language, words};
use std::rc::Rc;
use web_sys::{Element, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// Properties of [`Contents`].
#[derive(Properties, PartialEq)]
pub struct ContentsProps {
    /// The reader's language.
    pub language: Language,
    /// All texts.
    pub handbook: Rc<Handbook>,
    /// What is read.
    pub reading: Reading,
}

/// The contents.
#[component]
pub fn Contents(props: &ContentsProps) -> Html {
    let words = words::reading::words(props.language);
    let query = use_state(String::new);
    // Where there is no room beside the text, they are opened by hand, and close when a page was chosen.
    let open = use_state(|| false);
    let list = use_node_ref();
    {
        let open = open.clone();
        let list = list.clone();
        use_effect_with(props.reading.clone(), move |_| {
            open.set(false);
            let Some(list) = list.cast::<Element>() else { return };
            if let Ok(Some(entry)) = list.query_selector("[aria-current]") {
                let options = ScrollIntoViewOptions::new();
                options.set_block(ScrollLogicalPosition::Nearest);
                entry.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            query.set(event.target_dyn_into::<HtmlInputElement>().map_or_else(String::new, |field| field.value()));
        })
    };
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let found: Vec<(usize, &Part, Vec<&Rc<Page>>)> = props
        .handbook
        .parts
        .iter()
        .enumerate()
        .map(|(index, part)| (index, part, part.pages.iter().filter(|page| page.holds(&query)).collect()))
        .filter(|(_, _, pages): &(usize, &Part, Vec<_>)| !pages.is_empty())
        .collect();
    let none = found.is_empty();
    let parts = found.into_iter().map(|(index, part, pages)| {
        let entries = pages.into_iter().map(|page| entry(props.language, page, &props.reading));
        html! {
            <section key={part.id.clone()}>
                <h3><span class="muted">{ (words.part)(index + 1) }</span>{ " " }{ part.title.text(props.language) }</h3>
                <ol>{ for entries }</ol>
            </section>
        }
    });
    let whole = props.reading == Reading::Concepts;
    html! {
        <nav class={classes!("reader-contents", open.then_some("open"))} aria-label={words.contents}>
            <button type="button" class="button reader-toggle" aria-expanded={open.to_string()} aria-controls="reader-list" onclick={toggle}>
                { words.contents }
            </button>
            <div id="reader-list" class="reader-list" ref={list}>
                <input type="search" class="field" autocomplete="off" spellcheck="false" aria-label={words.search}
                    placeholder={words.search} value={(*query).clone()} {oninput} />
                <a class="reader-entry" href="#/k" aria-current={whole.then_some("page")}>{ words.whole }</a>
                { for parts }
                if none { <p class="muted" role="status">{ words.nothing_found }</p> }
            </div>
        </nav>
    }
}

fn entry(language: Language, page: &Rc<Page>, reading: &Reading) -> Html {
    let shown = matches!(reading, Reading::Concept(id) if *id == page.id);
    html! {
        <li key={page.id.clone()}>
            <a class="reader-entry" href={format!("#/k/{}", page.id)} aria-current={shown.then_some("page")}>{ &page.text(language).title }</a>
        </li>
    }
}
