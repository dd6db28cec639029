//! How far the catalogue is: in the foot of the page, and where access is shown for services that it lacks.

use crate::app::catalogue::{self, Catalogue};
use crate::app::hooks::{Store, words};
use crate::app::prose::prose;
use crate::aws::catalog;
use crate::message::words;
use yew::prelude::*;

/// Services that are named in a sentence.
const NAMED: usize = 4;

/// Date and extent of the catalogue, for the foot of the page.
pub fn extent(store: &Store) -> Html {
    let (phrases, words) = (words(store), words::catalogue::words(store.language));
    let extent = match store.catalogue {
        Catalogue::Core => (words.core)(catalog::core().len()),
        Catalogue::Loading => words.loading.to_owned(),
        Catalogue::Complete => (words.complete)(catalog::services().len()),
        Catalogue::Missing => words.missing.to_owned(),
    };
    html! {
        <span class="foot-catalogue">
            { phrases.catalogue }{ " " }{ catalog::date() }{ " (" }{ extent }{ ")" }
            if store.catalogue == Catalogue::Missing { { " " }{ again(store) } }
        </span>
    }
}

/// What is missing for the services that the scenario names, as long as it is.
pub fn note(store: &Store) -> Html {
    let words = words::catalogue::words(store.language);
    let unknown = catalogue::unknown(store);
    if unknown.is_empty() {
        return html!();
    }
    let more = if unknown.len() > NAMED { "…" } else { "" };
    let named: Vec<String> = unknown.iter().take(NAMED).map(|prefix| format!("`{prefix}`")).collect();
    let named = format!("{}{more}", named.join(", "));
    match store.catalogue {
        Catalogue::Loading => html!(<p class="catalogue-note muted">{ prose(&(words.fetching)(&named)) }</p>),
        Catalogue::Missing => {
            html!(<div class="catalogue-note"><p><span aria-hidden="true">{ "⚠ " }</span>{ prose(&(words.without)(&named)) }</p>{ again(store) }</div>)
        }
        Catalogue::Core | Catalogue::Complete => html!(),
    }
}

fn again(store: &Store) -> Html {
    let words = words::catalogue::words(store.language);
    html!(<button type="button" class="button" onclick={catalogue::again(store)}>{ words.again }</button>)
}
