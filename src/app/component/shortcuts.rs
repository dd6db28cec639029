//! The keyboard shortcuts, in tables by place.
//!
//! What always holds: what stands here works; `tests/e2e/documents.test.mjs` presses the keys of the page.

use crate::app::hooks::Store;
use crate::message::words::shortcuts::{Group, words};
use yew::prelude::*;

/// The keyboard shortcuts.
pub fn shortcuts(store: &Store) -> Html {
    let words = words(store.language);
    let table = |group: &Group| {
        let rows = group
            .rows
            .iter()
            .map(|&(keys, what)| html!(<tr><th scope="row">{ what }</th><td>{ combinations(keys) }</td></tr>));
        html!(<table class="shortcut-list"><caption>{ group.title }</caption><tbody>{ for rows }</tbody></table>)
    };
    html! {
        <>
            { for words.groups.iter().map(table) }
            <p class="muted">{ words.mac }</p>
        </>
    }
}

/// `Ctrl+Z | F8`: keys joined by a plus, alternatives parted by a bar.
fn combinations(text: &'static str) -> Html {
    let alternatives = text.split(" | ").enumerate().map(|(number, keys)| {
        let keys = keys.split('+').enumerate().map(|(place, key)| {
            let key = if key == "plus" { "+" } else { key };
            html!(<>if place > 0 { { "+" } }<kbd>{ key }</kbd></>)
        });
        html!(<>if number > 0 { { " / " } }{ for keys }</>)
    });
    html!({ for alternatives })
}
