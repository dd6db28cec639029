//! The other forms of what is shared: Markdown, JSON, a frame for another page, a picture.

use super::copy::CopyField;
use crate::app::component::chain_picture::export;
use crate::app::component::tabs;
use crate::app::download;
use crate::app::hooks::Store;
use crate::app::state::{Entry, Origin, State};
use crate::chain::simulate;
use crate::message;
use crate::message::words::{self, share::Words};
use crate::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Forms`].
#[derive(Properties, PartialEq)]
pub(super) struct FormsProps {
    /// The page's state.
    pub store: Store,
    /// What is shared.
    pub scenario: Rc<Scenario>,
    /// Its link, if it fits into one.
    pub link: Option<AttrValue>,
}

/// A form.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    Json,
    Embed,
    Picture,
}

impl Form {
    const ALL: [Self; 4] = [Self::Markdown, Self::Json, Self::Embed, Self::Picture];

    fn id(self) -> &'static str {
        match self {
            Self::Markdown => "share-markdown",
            Self::Json => "share-json",
            Self::Embed => "share-embed",
            Self::Picture => "share-picture",
        }
    }

    fn label(self, words: &'static Words) -> &'static str {
        match self {
            Self::Markdown => words.markdown,
            Self::Json => words.json,
            Self::Embed => words.embed,
            Self::Picture => words.picture,
        }
    }
}

/// The other forms, one a tab.
#[component]
pub(super) fn Forms(props: &FormsProps) -> Html {
    let store = &props.store;
    let words = words::share::words(store.language);
    let form = use_state(|| Form::Markdown);
    let onkeydown = {
        let form = form.clone();
        Callback::from(move |event: KeyboardEvent| {
            let at = Form::ALL.iter().position(|&one| one == *form).unwrap_or(0);
            let last = Form::ALL.len() - 1;
            let next = match event.key().as_str() {
                "ArrowRight" if at == last => 0,
                "ArrowRight" => at + 1,
                "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some(&next) = Form::ALL.get(next) {
                form.set(next);
                tabs::focus(next.id());
            }
        })
    };
    let buttons = Form::ALL.iter().map(|&one| {
        let chosen = one == *form;
        let form = form.clone();
        html! {
            <button type="button" id={one.id()} role="tab" class="tab" aria-selected={chosen.to_string()} aria-controls="share-form"
                tabindex={if chosen { "0" } else { "-1" }} onclick={Callback::from(move |_: MouseEvent| form.set(one))}>{ one.label(words) }</button>
        }
    });
    let body = match *form {
        Form::Markdown => markdown(store, words, props),
        Form::Json => json(words, &props.scenario),
        Form::Embed => embed(words, props.link.as_deref()),
        Form::Picture => picture(store, words, props),
    };
    html! {
        <section class="share-part" aria-labelledby="share-forms-title">
            <h3 id="share-forms-title">{ words.formats }</h3>
            <div class="tabs" role="tablist" aria-label={words.formats} {onkeydown}>{ for buttons }</div>
            <div id="share-form" class="share-form" role="tabpanel" aria-labelledby={form.id()}>{ body }</div>
        </section>
    }
}

fn markdown(store: &Store, words: &'static Words, props: &FormsProps) -> Html {
    let simulation = if Rc::ptr_eq(&props.scenario, &store.scenario) {
        store.simulation.clone()
    } else {
        Rc::new(simulate(&props.scenario))
    };
    let chain = simulation.chains.get(store.chain).or_else(|| simulation.chains.first());
    let Some(chain) = chain else { return html!(<p class="muted">{ words.no_chain }</p>) };
    let text = message::markdown::chain(store.language, chain, props.link.as_deref());
    html! {
        <>
            <p class="muted">{ words.markdown_help }</p>
            <CopyField key="markdown" id="share-markdown-text" label={words.markdown} {text} {words} />
        </>
    }
}

fn json(words: &'static Words, scenario: &Rc<Scenario>) -> Html {
    // A scenario is texts, numbers and lists: writing it cannot fail.
    let text = serde_json::to_string_pretty(&**scenario).unwrap_or_default();
    let onclick = {
        let text = text.clone();
        Callback::from(move |_: MouseEvent| download::json("irsa-scenario.json", &text))
    };
    html! {
        <>
            <p class="muted">{ words.json_help }</p>
            <CopyField key="json" id="share-json-text" label={words.json} {text} {words}>
                <button type="button" class="button" {onclick}>{ words.download }</button>
            </CopyField>
        </>
    }
}

/// What the page around may run, so that the frame is as high as the chain.
const RESIZE: &str = r#"<script>
addEventListener("message", ({ data, source }) => {
  if (data?.type !== "irsa-playground:height") return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.height = data.height;
});
</script>"#;

fn embed(words: &'static Words, link: Option<&str>) -> Html {
    let Some(link) = link else { return html!(<p class="share-warning">{ words.too_large }</p>) };
    let address = link.replacen('#', "?view=chain#", 1);
    let frame = format!(
        "<iframe src=\"{address}\" title=\"{}\" width=\"100%\" height=\"640\" loading=\"lazy\"></iframe>",
        words.frame_title
    );
    html! {
        <>
            <p class="muted">{ words.embed_help }</p>
            <CopyField key="embed" id="share-embed-text" label={words.embed} text={frame} {words} />
            <details>
                <summary>{ words.embed_script }</summary>
                <CopyField id="share-embed-script" label={words.embed_script} text={RESIZE} {words} />
            </details>
        </>
    }
}

/// The picture of what is shared, with the names that the link has.
fn picture(store: &Store, words: &'static Words, props: &FormsProps) -> Html {
    let make = {
        let (store, scenario) = (store.clone(), props.scenario.clone());
        Rc::new(move || {
            if Rc::ptr_eq(&scenario, &store.scenario) {
                return export::named(&store);
            }
            let entry = Entry { scenario: scenario.clone(), origin: Origin::Own };
            export::named(&State { chain: store.chain, ..State::new(entry, store.language, store.theme) })
        })
    };
    html! {
        <>
            <p class="muted">{ words.picture_help }</p>
            <p>{ export::downloads(store.language, store.theme, make) }</p>
        </>
    }
}
