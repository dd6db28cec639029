//! What is different: one sentence, then chains with their links, identities and permissions, then the texts.

use crate::app::component::chain_picture::short_resource;
use crate::app::component::diff_view::difference as diff_view;
use crate::app::component::tabs;
use crate::app::component::verdict::{glyph, verdict_class, verdict_word};
use crate::app::hooks::{Store, words as phrases};
use crate::app::prose::prose;
use crate::chain::simulation::{Answer, ClusterGrant};
use crate::chain::{Chain, Identity, Link};
use crate::compare::{
    CellChange, ChainChange, Changed, Difference, Direction, DocumentChange, Effective, LinkChange, SettingChange, Side,
};
use crate::diff;
use crate::message::{self, words::compare::Words};
use crate::scenario::Scenario;
use crate::text::SourceId;
use yew::prelude::*;

/// Everything that is different.
pub fn result(
    store: &Store,
    words: &'static Words,
    difference: &Difference<'_>,
    this: Side<'_>,
    that: Side<'_>,
    swapped: bool,
) -> Html {
    if difference.is_empty() {
        return html!(<p class="compare-headline" role="status"><span aria-hidden="true">{ "= " }</span>{ words.nothing }</p>);
    }
    let counts = difference.counts();
    let gained = counts.gained > 0;
    let (before, after) = if swapped { (this, that) } else { (that, this) };
    html! {
        <>
            <p class={classes!("compare-headline", gained.then_some("widening"))} role="status">
                <strong>{ (words.headline)(&counts) }</strong>
                if gained { { " " }<span class="chip security">{ words.widening }</span> }
            </p>
            { for difference.chains.iter().map(|change| chain(store, words, change)) }
            { answers(words, difference) }
            { texts(store, words, difference, [before.scenario, after.scenario]) }
        </>
    }
}

fn title(chain: &Chain) -> Html {
    let workload = &chain.workload;
    html! {
        <>
            <span class="muted">{ &workload.kind }{ " " }</span><strong>{ format!("{}/{}", workload.namespace, workload.name) }</strong>
            <span class="muted">{ " " }{ &chain.container }</span>
        </>
    }
}

fn chain(store: &Store, words: &'static Words, change: &ChainChange<'_>) -> Html {
    let whole = |chain: &Chain, sign: &'static str, word: &'static str| {
        let verdict = chain.verdict();
        html! {
            <section class="compare-chain">
                <h3>{ sign }{ " " }{ word }{ ": " }{ title(chain) }</h3>
                <p><span class={classes!("chip", "verdict-chip", verdict_class(verdict))}>{ glyph(verdict) }{ " " }{ verdict_word(phrases(store), verdict) }</span>
                    { " " }{ prose(&message::headline(store.language, chain)) }</p>
            </section>
        }
    };
    match change {
        ChainChange::Appeared(chain) => whole(chain, "+", words.chain_new),
        ChainChange::Disappeared(chain) => whole(chain, "−", words.chain_gone),
        ChainChange::Changed(changed) => self::changed(store, words, changed),
    }
}

fn changed(store: &Store, words: &'static Words, changed: &Changed<'_>) -> Html {
    let cells = |direction| changed.cells.iter().filter(move |cell| cell.direction() == direction).collect::<Vec<_>>();
    html! {
        <section class="compare-chain">
            <h3>{ title(changed.chain) }</h3>
            if !changed.links.is_empty() {
                <ul class="link-changes">{ for changed.links.iter().map(|link| self::link(store, link)) }</ul>
            }
            if let Some((before, after)) = changed.identity {
                <div class="identity-change">
                    <h4>{ words.identity }</h4>
                    <p><span class="diff-word is-gone">{ "− " }{ identity(store, before) }</span></p>
                    <p><span class="diff-word is-new">{ "+ " }{ identity(store, after) }</span></p>
                </div>
            }
            { permissions(words, words.gained, "gained", &cells(Direction::Gained)) }
            { permissions(words, words.lost, "lost", &cells(Direction::Lost)) }
            { permissions(words, words.other, "other", &cells(Direction::Other)) }
            { rules(words, changed) }
        </section>
    }
}

fn identity(store: &Store, identity: &Identity) -> Html {
    let (name, detail) = message::identity(store.language, identity);
    html!(<>{ prose(&name) }if !detail.is_empty() { { " – " }{ detail } }</>)
}

fn link(store: &Store, change: &LinkChange<'_>) -> Html {
    let chip = |link: &Link| {
        let verdict = link.verdict;
        html!(<span class={classes!("chip", "verdict-chip", verdict_class(verdict))}>{ glyph(verdict) }{ " " }{ verdict_word(phrases(store), verdict) }</span>)
    };
    let reason = |link: &Link| prose(&message::reason(store.language, &link.reason).message);
    let step = change.after.step;
    html! {
        <li class="link-change">
            <p><span class="number" aria-hidden="true">{ step.number() }</span>{ " " }
                <span class="link-name"><span class="visually-hidden">{ (phrases(store).link)(step.number()) }{ ": " }</span>{ message::step(store.language, step) }</span>
                { " " }{ chip(change.before) }<span aria-hidden="true">{ " → " }</span>{ chip(change.after) }</p>
            if change.before.reason != change.after.reason {
                <p class="muted"><span class="diff-word is-gone">{ "− " }{ reason(change.before) }</span></p>
                <p class="muted"><span class="diff-word is-new">{ "+ " }{ reason(change.after) }</span></p>
            }
        </li>
    }
}

fn permissions(
    words: &'static Words,
    heading: fn(usize) -> String,
    class: &'static str,
    cells: &[&CellChange<'_>],
) -> Html {
    if cells.is_empty() {
        return html!();
    }
    let rows = cells.iter().map(|cell| {
        html! {
            <tr>
                <th scope="row"><code>{ cell.action.to_owned() }</code></th>
                <td><code title={cell.resource.to_owned()}>{ short_resource(cell.resource) }</code></td>
                <td>{ effective(words, cell.before) }<span aria-hidden="true">{ " → " }</span>{ effective(words, cell.after) }</td>
            </tr>
        }
    });
    html! {
        <div class={classes!("compare-cells", class)}>
            <h4>{ heading(cells.len()) }</h4>
            <div class="table-scroll" tabindex="0" role="group" aria-label={heading(cells.len())}>
                <table class="matrix"><tbody>{ for rows }</tbody></table>
            </div>
        </div>
    }
}

fn effective(words: &'static Words, effective: Effective) -> Html {
    let class = match effective.is_allowed() {
        Some(true) => "pass-word",
        Some(false) => "fail-word",
        None => "unknown-word",
    };
    html!(<span {class}>{ (words.effective)(effective) }</span>)
}

fn rules(words: &'static Words, changed: &Changed<'_>) -> Html {
    if changed.gained.is_empty() && changed.lost.is_empty() {
        return html!();
    }
    let rule = |sign: &'static str, class: &'static str, grant: &ClusterGrant| {
        let place = grant.namespace.as_ref().map_or_else(|| "*".to_owned(), Clone::clone);
        html! {
            <li class={classes!("diff-word", class)}>{ sign }{ " " }<code>{ grant.verbs.join(", ") }</code>{ " " }<code>{ grant.resources.join(", ") }</code>
                { " " }<span class="muted">{ place }{ " · " }{ &grant.binding }</span></li>
        }
    };
    html! {
        <div class="compare-rules">
            <h4>{ words.rbac }</h4>
            <ul>
                { for changed.lost.iter().map(|grant| rule("−", "is-gone", grant)) }
                { for changed.gained.iter().map(|grant| rule("+", "is-new", grant)) }
            </ul>
        </div>
    }
}

fn answers(words: &'static Words, difference: &Difference<'_>) -> Html {
    if difference.answers.is_empty() {
        return html!();
    }
    let word = |answer: Answer| (words.effective)(Effective::Answer(answer));
    let rows = difference.answers.iter().map(|one| {
        html!(<li><code>{ one.principal.to_owned() }</code>{ " " }<code>{ one.action.to_owned() }</code>{ " " }<code>{ one.resource.to_owned() }</code>{ ": " }{ word(one.before) }{ " → " }{ word(one.after) }</li>)
    });
    html!(<section class="compare-chain"><h3>{ words.answers }</h3><ul>{ for rows }</ul></section>)
}

/// The documents and settings that changed.
fn texts(store: &Store, words: &'static Words, difference: &Difference<'_>, sides: [&Scenario; 2]) -> Html {
    html! {
        <section class="compare-texts">
            if !difference.documents.is_empty() || !difference.settings.is_empty() { <h3>{ words.texts }</h3> }
            { text_changes(store, words, &difference.documents, &difference.settings, sides) }
        </section>
    }
}

/// Documents line by line, and fields before and after; `sides` are the two scenarios, of which one is the page's.
pub fn text_changes(
    store: &Store,
    words: &'static Words,
    documents: &[DocumentChange<'_>],
    fields: &[SettingChange],
    sides: [&Scenario; 2],
) -> Html {
    let only = documents.len() == 1;
    html! {
        <>
            { for documents.iter().map(|one| document(store, words, one, sides, only)) }
            if !fields.is_empty() { { settings(words, fields) } }
        </>
    }
}

fn document(
    store: &Store,
    words: &'static Words,
    change: &DocumentChange<'_>,
    sides: [&Scenario; 2],
    open: bool,
) -> Html {
    let text = |side: Option<(SourceId, &str)>| side.map_or("", |(_, text)| text).to_owned();
    let (before, now) = (text(change.before), text(change.after));
    // The names are those of the page, where it has the document.
    let [old, new] = sides;
    let places = [(change.after, new), (change.before, old)];
    let mut found = places.iter().filter_map(|(document, scenario)| document.map(|(source, _)| (source, *scenario)));
    let here = found.clone().find(|(_, scenario)| **scenario == *store.scenario);
    let label = match here {
        Some((source, _)) => tabs::label(store, phrases(store), source),
        None => found.next().map(|(source, _)| source.to_string()).unwrap_or_default(),
    };
    let what = match (change.before, change.after) {
        (None, Some(_)) => words.document_new,
        (Some(_), None) => words.document_gone,
        _ => "",
    };
    let (added, removed) = change.counts;
    let lines = diff::lines(&before, &now);
    html! {
        <details class="compare-document" {open}>
            <summary><strong>{ label.clone() }</strong>{ " " }
                <span class="diff-word is-new">{ format!("+{added}") }</span>{ " " }<span class="diff-word is-gone">{ format!("−{removed}") }</span>
                { " " }<span class="muted">{ what }</span></summary>
            { diff_view(store.language, &label, &lines) }
        </details>
    }
}

fn settings(words: &'static Words, all: &[SettingChange]) -> Html {
    let rows = all.iter().map(|one| {
        let value = |value: &Option<String>| match value {
            Some(value) => html!(<code>{ value.clone() }</code>),
            None => html!(<span class="muted">{ words.not_set }</span>),
        };
        html!(<tr><th scope="row"><code>{ &one.path }</code></th><td>{ value(&one.before) }</td><td>{ value(&one.after) }</td></tr>)
    });
    html! {
        <>
            <h4>{ words.settings }</h4>
            <div class="table-scroll" tabindex="0" role="group" aria-label={words.settings}>
                <table class="matrix"><thead><tr><th scope="col">{ words.setting }</th><th scope="col">{ words.before }</th><th scope="col">{ words.after }</th></tr></thead>
                    <tbody>{ for rows }</tbody></table>
            </div>
        </>
    }
}
