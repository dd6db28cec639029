//! The contents: all pages by part, or all checks by domain, found by their words; beside the text, or above it where
//! there is no room.

use super::Texts;
use crate::app::reading::Reading;
use crate::message::{Language, words};
use web_sys::{Element, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// Properties of [`Contents`].
#[derive(Properties, PartialEq)]
pub struct ContentsProps {
    /// The reader's language.
    pub language: Language,
    /// All texts.
    pub texts: Texts,
    /// What is read.
    pub reading: Reading,
}

/// A heading with the entries under it.
struct Group {
    heading: Html,
    entries: Vec<(Reading, String, String)>,
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
        let (open, list) = (open.clone(), list.clone());
        use_effect_with(props.reading.clone(), move |_| {
            open.set(false);
            show_current(&list);
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
    let (all, all_label, search) = match &props.texts {
        Texts::Concepts(_) => (Reading::Concepts, words.whole, words.search),
        Texts::Checks(_) => (Reading::Checks, words.all_checks, words.search_checks),
    };
    let groups = groups(props.language, &props.texts, &query);
    let none = groups.is_empty();
    let groups = groups.into_iter().map(|group| {
        let entries = group.entries.into_iter().map(|(reading, href, label)| {
            html!(<li key={href.clone()}>{ entry(&reading, &props.reading, href, &label) }</li>)
        });
        html!(<section><h3>{ group.heading }</h3><ol>{ for entries }</ol></section>)
    });
    let all_href = if all == Reading::Checks { "#/d" } else { "#/k" };
    html! {
        <nav class={classes!("reader-contents", open.then_some("open"))} aria-label={words.contents}>
            <button type="button" class="button reader-toggle" aria-expanded={open.to_string()} aria-controls="reader-list" onclick={toggle}>
                { words.contents }
            </button>
            <div id="reader-list" class="reader-list" ref={list}>
                <input type="search" class="field" autocomplete="off" spellcheck="false" aria-label={search}
                    placeholder={search} value={(*query).clone()} {oninput} />
                { entry(&all, &props.reading, all_href.to_owned(), all_label) }
                { for groups }
                if none { <p class="muted" role="status">{ words.nothing_found }</p> }
            </div>
        </nav>
    }
}

/// What holds all words of a search, by part or domain.
fn groups(language: Language, texts: &Texts, query: &str) -> Vec<Group> {
    let words = words::reading::words(language);
    let groups: Vec<Group> = match texts {
        Texts::Concepts(handbook) => {
            let part = |(index, part): (usize, &crate::handbook::Part)| Group {
                heading: html!(<><span class="muted">{ (words.part)(index + 1) }</span>{ " " }{ part.title.text(language) }</>),
                entries: part
                    .pages
                    .iter()
                    .filter(|page| page.holds(query))
                    .map(|page| {
                        let label = page.text(language).title.clone();
                        (Reading::Concept(page.id.clone()), format!("#/k/{}", page.id), label)
                    })
                    .collect(),
            };
            handbook.parts.iter().enumerate().map(part).collect()
        }
        Texts::Checks(reference) => {
            let query = query.to_lowercase();
            let domain = |(domain, checks): (&'static str, &[crate::reference::Check])| Group {
                heading: html!({ (words.domain)(domain) }),
                entries: checks
                    .iter()
                    .map(|check| check.code)
                    .filter(|code| {
                        let names = format!("{} {}", code.as_str(), code.analyzer().unwrap_or_default()).to_lowercase();
                        query.split_whitespace().all(|word| names.contains(word))
                    })
                    .map(|code| {
                        let code = code.as_str();
                        let label = code.split_once('/').map_or(code, |(_, name)| name).to_owned();
                        (Reading::Check(code.to_owned()), format!("#/d/{code}"), label)
                    })
                    .collect(),
            };
            reference.domains().map(domain).collect()
        }
    };
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}

fn entry(reading: &Reading, current: &Reading, href: String, label: &str) -> Html {
    let current = (reading == current).then_some("page");
    html!(<a class="reader-entry" {href} aria-current={current}>{ label }</a>)
}

/// Scrolls the entry of what is read into view.
fn show_current(list: &NodeRef) {
    let Some(list) = list.cast::<Element>() else { return };
    if let Ok(Some(entry)) = list.query_selector("[aria-current]") {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        entry.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
