//! The Pod as it was pasted beside the Pod as the API server stores it, and the patch of the webhook.

use super::super::copy_button::CopyButton;
use super::super::diff_view::{Row, rows};
use crate::app::prose::prose;
use crate::chain::inspect::{Origin, StoredPod};
use crate::diff::{self, Kind};
use crate::kubernetes::webhook::{Injection, MutationKind, PatchOperation};
use crate::message::Language;
use crate::message::words::{self, inspector::Words};
use yew::prelude::*;

/// Properties of [`Pod`].
#[derive(Properties, PartialEq)]
pub struct PodProps {
    /// The reader's language.
    pub language: Language,
    /// The Pod.
    pub pod: StoredPod,
}

/// The Pod before and after.
#[component]
pub fn Pod(props: &PodProps) -> Html {
    let (language, pod) = (props.language, &props.pod);
    let words = words::inspector::words(language);
    let defaults = use_state(|| false);
    let onclick = {
        let defaults = defaults.clone();
        Callback::from(move |_: MouseEvent| defaults.set(!*defaults))
    };
    let lines = diff::lines(&pod.pasted, &pod.stored);
    let origin = |line: &diff::Line<'_>| match (line.kind, line.after) {
        (Kind::Added, Some(number)) => pod.origins.get(number - 1).copied().unwrap_or(Origin::Default),
        _ => Origin::Pasted,
    };
    let hidden = lines.iter().filter(|line| line.kind == Kind::Added && origin(line) == Origin::Default).count();
    let shown = lines.iter().filter(|line| *defaults || line.kind != Kind::Added || origin(line) != Origin::Default);
    let mut last = Origin::Pasted;
    let shown: Vec<Row<'_, '_>> = shown
        .map(|line| {
            let of = origin(line);
            let begins = of != last;
            last = of;
            let (class, label) = match of {
                Origin::Pasted => ("", ""),
                Origin::Default => ("by-default", words.by_default),
                Origin::Admission => ("by-admission", words.by_admission),
                Origin::Webhook => ("by-webhook", words.by_webhook),
            };
            // The first line of a stretch says who put it there.
            Row { line, class, label: if begins { label } else { "" } }
        })
        .collect();
    let patch = patch(&pod.patch);
    html! {
        <>
            <p>{ prose(summary(words, pod)) }</p>
            { token(words, pod) }
            <div class="diff-head">
                <span class="legend">
                    <span class="by-webhook">{ words.by_webhook }</span>
                    <span class="by-admission">{ words.by_admission }</span>
                    if *defaults { <span class="by-default">{ words.by_default }</span> }
                </span>
                <button type="button" class="button button-quiet" aria-pressed={defaults.to_string()} {onclick}>{ (words.show_defaults)(hidden) }</button>
                <CopyButton text={pod.stored.clone()} name={words.stored} {language} />
            </div>
            <div class="diff-titles" aria-hidden="true"><span>{ words.pasted }</span><span>{ words.stored }</span></div>
            { rows(language, words.pod_difference, shown.into_iter()) }
            if !pod.patch.is_empty() {
                <details class="patch">
                    <summary>{ words.patch }</summary>
                    <p class="muted">{ prose(words.patch_note) }</p>
                    <figure class="wire">
                        <figcaption><span>{ "application/json-patch+json" }</span><CopyButton text={patch.clone()} name={words.patch} {language} /></figcaption>
                        <pre tabindex="0" role="group" aria-label={words.patch}><code>{ patch }</code></pre>
                    </figure>
                </details>
            }
        </>
    }
}

fn summary(words: &'static Words, pod: &StoredPod) -> &'static str {
    let injection = pod.container.as_ref().map(|container| &container.injection);
    match (pod.kind, injection) {
        (MutationKind::None, _) => words.untouched,
        (_, Some(Injection::Skipped | Injection::LeftAlone { .. } | Injection::Preset { .. })) => words.skipped,
        (MutationKind::Irsa, _) => words.injected_irsa,
        (MutationKind::PodIdentity, _) => words.injected_pod_identity,
    }
}

/// What the injected token is.
fn token(words: &'static Words, pod: &StoredPod) -> Html {
    let Some(token) = pod.token.as_ref().filter(|_| pod.kind != MutationKind::None) else { return html!() };
    html! {
        <dl class="facts">
            <dt>{ words.volume }</dt><dd><code>{ &token.volume }</code></dd>
            <dt>{ words.audience }</dt><dd><code>{ &token.audience }</code></dd>
            <dt>{ words.expiry }</dt><dd>{ (words.seconds)(token.expiration_seconds) }</dd>
            <dt>{ words.file }</dt><dd><code>{ &token.token_file }</code></dd>
        </dl>
    }
}

/// The patch with each operation on lines of its own.
fn patch(operations: &[PatchOperation]) -> String {
    serde_json::to_string_pretty(operations).unwrap_or_default()
}
