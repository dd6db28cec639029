//! The chain as a picture: four boxes and the seven numbered links between them.
//!
//! What always holds: verdicts differ by sign and line style, not by colour alone; all colours come from classes, so
//! themes and forced colours apply. Screen readers get one sentence; the list of links has the same content in full.

use super::verdict::verdict_class;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::plain;
use crate::app::state::Action;
use crate::chain::{Chain, Link, Step, Verdict};
use crate::message::{self, phrases::Phrases};
use yew::prelude::*;

// Whole units throughout: the picture scales, and formatting fractions would cost some kilobytes.
const HEIGHT: usize = 104;
const BOX_TOP: usize = 12;
const BOX_HEIGHT: usize = 80;
const MIDDLE: usize = BOX_TOP + BOX_HEIGHT / 2;
/// Room of one link between two boxes, in units of the picture.
const LINK_ROOM: usize = 40;
const MIN_WIDTH: usize = 860;

/// One box of the picture.
struct Station {
    kind: String,
    name: String,
    detail: String,
    /// Its state: that of the link that leads to it.
    verdict: Verdict,
}

/// The picture of the chain that is shown.
pub fn chain_picture(store: &Store) -> Html {
    let phrases = words(store);
    let Some(chain) = store.chain() else { return html!() };
    let stations = stations(phrases, chain);
    let gaps: [&[Step]; 3] = [
        &[Step::SelectServiceAccount],
        &[Step::InjectRole, Step::PickCredentials, Step::KnowIssuer, Step::TrustSubject],
        &[Step::AllowAction, Step::ResourceAgrees],
    ];
    let widths: Vec<usize> = stations.iter().map(width).collect();
    let needed: usize = widths.iter().sum::<usize>() + gaps.iter().map(|gap| room(gap)).sum::<usize>();
    let total = needed.max(MIN_WIDTH);
    let spare = (total - needed) / 3;
    let mut x = 1;
    let mut parts = Vec::new();
    for (index, (station, width)) in stations.iter().zip(&widths).enumerate() {
        parts.push(draw_station(station, x, *width));
        x += width;
        if let Some(gap) = gaps.get(index) {
            let end = x + room(gap) + spare;
            parts.push(draw_gap(store, chain, gap, x, end));
            x = end;
        }
    }
    let view = format!("0 0 {} {HEIGHT}", total + 2);
    let label = plain(&message::headline(store.language, chain));
    html! {
        <div class="picture">
            <svg viewBox={view} role="img" aria-label={label}>{ for parts }</svg>
        </div>
    }
}

fn stations(phrases: &'static Phrases, chain: &Chain) -> [Station; 4] {
    let verdict =
        |step: Step| chain.links.iter().find(|link| link.step == step).map_or(Verdict::NotReached, |l| l.verdict);
    let role = chain.role.clone().unwrap_or_default();
    let resources = &chain.permissions.resources;
    let resource = resources.first().map(|arn| short_resource(arn)).unwrap_or_default();
    let more = resources.len().saturating_sub(1);
    [
        Station {
            kind: chain.workload.kind.clone(),
            name: chain.workload.name.clone(),
            detail: chain.workload.namespace.clone(),
            verdict: Verdict::Pass,
        },
        Station {
            kind: phrases.service_account.to_owned(),
            name: chain.service_account.name.clone(),
            detail: chain.service_account.namespace.clone(),
            verdict: verdict(Step::SelectServiceAccount),
        },
        Station {
            kind: phrases.iam_role.to_owned(),
            name: if role.name.is_empty() { "–".to_owned() } else { role.name },
            detail: role.account,
            verdict: verdict(Step::TrustSubject),
        },
        Station {
            kind: service_of(resources.first().map_or("", String::as_str)).unwrap_or(phrases.resource).to_owned(),
            name: if resource.is_empty() { "–".to_owned() } else { resource },
            detail: if more > 0 { format!("+{more}") } else { String::new() },
            verdict: verdict(Step::ResourceAgrees),
        },
    ]
}

/// The part of an ARN that people call the thing by: `my-bucket/*`, `table/orders`.
#[must_use]
pub fn short_resource(arn: &str) -> String {
    let mut fields = arn.splitn(6, ':');
    match (fields.next(), fields.nth(4)) {
        (Some("arn"), Some(resource)) => resource.to_owned(),
        _ => arn.to_owned(),
    }
}

fn service_of(arn: &str) -> Option<&'static str> {
    match arn.split(':').nth(2)? {
        "s3" => Some("S3"),
        "dynamodb" => Some("DynamoDB"),
        "sqs" => Some("SQS"),
        "sns" => Some("SNS"),
        "kms" => Some("KMS"),
        "secretsmanager" => Some("Secrets Manager"),
        "ssm" => Some("SSM"),
        "ecr" => Some("ECR"),
        _ => None,
    }
}

/// The width of a box: its longest line, within limits.
fn width(station: &Station) -> usize {
    // Names are set bold and larger.
    let longest = (text_width(&shorten(&station.name)) * 9 / 8)
        .max(text_width(&station.kind))
        .max(text_width(&shorten(&station.detail)));
    (longest + 30).max(96)
}

/// An estimate: Latin letters take 7 units at this size, Hangul 12.
fn text_width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 7 } else { 12 }).sum()
}

/// Long names lose their middle, which says least; the list below has them whole.
fn shorten(text: &str) -> String {
    const MOST: usize = 26;
    let count = text.chars().count();
    if count <= MOST {
        return text.to_owned();
    }
    let head: String = text.chars().take(MOST / 2).collect();
    let tail: String = text.chars().skip(count - MOST / 2 + 1).collect();
    format!("{head}…{tail}")
}

fn room(gap: &[Step]) -> usize {
    // A little more than the links take, so that lines can be seen between them.
    gap.len() * LINK_ROOM + 34
}

fn draw_station(station: &Station, x: usize, width: usize) -> Html {
    let text = (x + 15).to_string();
    html! {
        <g class={classes!("station-box", verdict_class(station.verdict))}>
            <title>{ format!("{} {} {}", station.kind, station.name, station.detail) }</title>
            <rect x={x.to_string()} y={BOX_TOP.to_string()} width={width.to_string()} height={BOX_HEIGHT.to_string()} rx="11" />
            <text class="box-kind" x={text.clone()} y="36">{ &station.kind }</text>
            <text class="box-name" x={text.clone()} y="58">{ shorten(&station.name) }</text>
            <text class="box-detail" x={text} y="77">{ shorten(&station.detail) }</text>
        </g>
    }
}

/// The line between two boxes with its links; after a broken one the line is cut.
fn draw_gap(store: &Store, chain: &Chain, steps: &[Step], start: usize, end: usize) -> Html {
    let links: Vec<&Link> = chain.links.iter().filter(|link| steps.contains(&link.step)).collect();
    // The first circle stands a little less than one pitch behind the box, the last one as far before the next.
    let pitch = (end - start) * 10 / (links.len() * 10 + 6);
    let center_of = |index: usize| start + pitch * (index * 10 + 8) / 10;
    let mut parts = Vec::new();
    let mut from = start;
    for (index, link) in links.iter().enumerate() {
        let center = center_of(index);
        parts.push(line(from, center, class_before(link)));
        from = center;
    }
    if let Some(last) = links.last() {
        parts.push(if last.verdict == Verdict::Fail {
            cut(from, end)
        } else {
            line(from, end, verdict_class(last.verdict))
        });
    }
    // Circles over lines; a cut directly behind a broken link that is not the last of its gap.
    for (index, link) in links.iter().enumerate() {
        let center = center_of(index);
        if link.verdict == Verdict::Fail && index + 1 < links.len() {
            parts.push(cross(center + pitch / 2));
        }
        parts.push(number(store, link, center));
    }
    html!(<g>{ for parts }</g>)
}

/// The line that leads to a link looks like the link before it: it was walked up to here.
fn class_before(link: &Link) -> &'static str {
    match link.verdict {
        Verdict::Pass | Verdict::Fail => "pass",
        Verdict::Unknown => "unknown",
        Verdict::NotReached => "not-reached",
    }
}

fn line(from: usize, to: usize, class: &'static str) -> Html {
    html!(<path class={classes!("wire", class)} d={format!("M{from} {MIDDLE}H{to}")} />)
}

/// A broken end: a short stub, a gap with a cross, a stub.
fn cut(from: usize, to: usize) -> Html {
    let middle = (from + 14 + to) / 2;
    html! {
        <>
            <path class="wire fail" d={format!("M{from} {MIDDLE}H{}M{} {MIDDLE}H{to}", middle - 7, middle + 7)} />
            { cross(middle) }
        </>
    }
}

fn cross(x: usize) -> Html {
    let (left, right, top, bottom) = (x - 5, x + 5, MIDDLE - 8, MIDDLE + 8);
    html!(<path class="cross" d={format!("M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}")} />)
}

fn number(store: &Store, link: &Link, x: usize) -> Html {
    let radius = if link.verdict == Verdict::Fail { "14" } else { "12" };
    html! {
        <g class={classes!("knot", verdict_class(link.verdict))} onclick={act(store, Action::ToggleLink(link.step))}>
            <title>{ message::step(store.language, link.step) }</title>
            <circle cx={x.to_string()} cy={MIDDLE.to_string()} r={radius} />
            <text x={x.to_string()} y={(MIDDLE + 4).to_string()}>{ link.step.number() }</text>
        </g>
    }
}
