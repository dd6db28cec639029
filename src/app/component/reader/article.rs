//! One concept, with the ones before and after it; or all of them from top to bottom.

use super::blocks::{Level, blocks};
use crate::app::reading::Reading;
use crate::handbook::{Handbook, Page, Part};
use crate::message::{Language, words};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Article`].
#[derive(Properties, PartialEq)]
pub struct ArticleProps {
    /// The reader's language.
    pub language: Language,
    /// All texts.
    pub handbook: Rc<Handbook>,
    /// What is read.
    pub reading: Reading,
}

/// The text.
#[component]
pub fn Article(props: &ArticleProps) -> Html {
    let (language, handbook) = (props.language, &props.handbook);
    match &props.reading {
        Reading::Concept(id) => match handbook.page(id) {
            Some(page) => single(language, handbook, page),
            None => nothing(language, handbook),
        },
        Reading::Concepts | Reading::Checks | Reading::Check(_) => whole(language, handbook),
    }
}

fn single(language: Language, handbook: &Handbook, page: &Rc<Page>) -> Html {
    let words = words::reading::words(language);
    let part = handbook.parts.iter().position(|part| part.pages.iter().any(|other| Rc::ptr_eq(other, page)));
    let part = part.and_then(|index| Some((index, handbook.parts.get(index)?)));
    let (before, after) = handbook.beside(&page.id);
    let way = |class: &'static str, label: &'static str, page: &Rc<Page>| {
        html! {
            <a class={classes!("reader-way", class)} href={format!("#/k/{}", page.id)}>
                <span class="muted">{ label }</span>{ " " }
                <strong>{ &page.text(language).title }</strong>
            </a>
        }
    };
    html! {
        <article class="text" key={page.id.clone()}>
            if let Some((index, part)) = part {
                <p class="text-part">{ (words.part)(index + 1) }{ " · " }{ part.title.text(language) }</p>
            }
            { body(language, page, Level::Alone) }
            <nav class="reader-ways" aria-label={format!("{}, {}", words.previous, words.next)}>
                if let Some(page) = before { { way("back", words.previous, page) } }
                if let Some(page) = after { { way("on", words.next, page) } }
            </nav>
        </article>
    }
}

/// Title, summary and blocks.
fn body(language: Language, page: &Page, level: Level) -> Html {
    let text = page.text(language);
    let title = match level {
        Level::Alone => html!(<h3 class="text-title" tabindex="-1" data-head="">{ &text.title }</h3>),
        Level::Among => html!(<h4 class="text-title" id={format!("text-{}", page.id)}>{ &text.title }</h4>),
    };
    html! {
        <>
            { title }
            <p class="text-lead">{ crate::app::prose::prose(&text.summary) }</p>
            { blocks(language, &text.blocks, level) }
        </>
    }
}

/// Everything, after a table of contents that says each page in one sentence.
fn whole(language: Language, handbook: &Handbook) -> Html {
    let words = words::reading::words(language);
    let parts = handbook.parts.iter().enumerate().map(|(index, part)| {
        let pages = part.pages.iter().map(|page| {
            html!(<section class="text-page" key={page.id.clone()}>{ body(language, page, Level::Among) }</section>)
        });
        html! {
            <section key={part.id.clone()}>
                <header class="text-opening">
                    <p class="text-part">{ (words.part)(index + 1) }</p>
                    <h3>{ part.title.text(language) }</h3>
                    <p>{ part.about.text(language) }</p>
                </header>
                { for pages }
            </section>
        }
    });
    html! {
        <article class="text text-whole" key="whole">
            <h3 class="text-title" tabindex="-1" data-head="">{ words.concepts }</h3>
            <p class="text-lead">{ words.about }</p>
            { table(language, handbook) }
            { for parts }
        </article>
    }
}

/// No page of this id: the table of contents instead.
fn nothing(language: Language, handbook: &Handbook) -> Html {
    html! {
        <article class="text" key="nothing">
            <h3 class="text-title" tabindex="-1" data-head="">{ words::reading::words(language).no_page }</h3>
            { table(language, handbook) }
        </article>
    }
}

/// The parts side by side, each page with its sentence.
fn table(language: Language, handbook: &Handbook) -> Html {
    let words = words::reading::words(language);
    let part = |(index, part): (usize, &Part)| {
        let entries = part.pages.iter().map(|page| {
            let text = page.text(language);
            html! {
                <li key={page.id.clone()}>
                    <a href={format!("#/k/{}", page.id)}>{ &text.title }</a>{ " " }
                    <span class="muted">{ crate::app::prose::prose(&text.summary) }</span>
                </li>
            }
        });
        html! {
            <section key={part.id.clone()}>
                <h4>{ (words.part)(index + 1) }{ " · " }{ part.title.text(language) }</h4>
                <ul class="text-entries">{ for entries }</ul>
            </section>
        }
    };
    html!(<div class="text-table-of-contents">{ for handbook.parts.iter().enumerate().map(part) }</div>)
}
