//! The picture of one container's way: Pod, ServiceAccount, role and resources, with the seven links between them; below
//! it, as whom the container really arrives.
//!
//! What always holds: every link of the chain is drawn exactly once, and the picture is never narrower than [`WIDTH`].

use super::boxes::{Card, Place, caption, frame};
use super::text::{service_of, short_resource, small};
use super::wire::{Mark, gap, path, room};
use super::{Anchor, Part, Picture, Target, Tone, identity, journey};
use crate::chain::simulation::{Answer, RoleName};
use crate::chain::{Chain, Identity, Link, Reason, Step, Verdict};
use crate::message::words::picture::{Words, words};
use crate::message::{self, Language};

/// The least width of a picture: about that of the card it stands in.
pub const WIDTH: i32 = 716;
/// Room above the boxes.
pub const TOP: i32 = 12;
/// Resources that are drawn one by one.
const MOST_RESOURCES: usize = 4;

/// The picture of a chain.
#[must_use]
pub fn chain(language: Language, chain: &Chain) -> Picture {
    let words = words(language);
    let columns = columns(language, words, chain);
    let resources = resources(language, words, chain);
    let gaps = gaps(language, chain);
    let is_association = matches!(chain.identity, Identity::PodIdentity { .. })
        || chain.links.iter().any(|link| matches!(link.reason, Reason::AssociationInjects { .. }));

    let framed = chain.through.as_ref().zip(chain.role.as_ref()).is_some_and(|(a, b)| a.account != b.account);
    let captions = captions(words, columns.len(), is_association);
    // A gap has room for its links and its caption, and for the borders of accounts.
    let needs = |index: usize, marks: &[Mark]| {
        let caption = captions.get(index).map_or(0, |says| small(says) + 8);
        let border = if framed && index > 0 && index < columns.len() { 24 } else { 0 };
        room(marks.iter().map(|mark| &mark.verdict)).max(caption) + border
    };
    let widths: Vec<i32> = columns.iter().map(|(card, _)| card.width()).collect();
    let last = resources.iter().map(|(card, _)| card.width()).max().unwrap_or_default();
    let fan = if resources.len() > 1 { 26 } else { 0 };
    let border = if framed { 11 } else { 0 };
    let needed = border
        + widths.iter().sum::<i32>()
        + gaps.iter().enumerate().map(|(index, gap)| needs(index, gap)).sum::<i32>()
        + last
        + fan;
    let total = needed.max(WIDTH - 2);
    let spare = (total - needed) / i32::try_from(gaps.len()).unwrap_or(1).max(1);

    let top = TOP + if framed { 26 } else { 0 };
    let row = columns.iter().map(|(card, _)| card.height()).max().unwrap_or_default();
    let stack: i32 = resources.iter().map(|(card, _)| card.height() + 10).sum::<i32>() - 10;
    let tallest = row.max(stack);
    let middle = top + tallest / 2;

    let mut parts: Vec<Part> = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    let mut knots: Vec<(Step, i32)> = Vec::new();
    let mut x = 1;
    for (index, ((card, tone), width)) in columns.iter().zip(&widths).enumerate() {
        let place = Place { x, y: middle - row / 2, width: *width, height: row };
        parts.push(card.draw(place, *tone));
        places.push(place);
        let Some(marks) = gaps.get(index) else { continue };
        let is_last = index + 1 == columns.len();
        let end = place.right() + needs(index, marks) + spare;
        let (drawn, centers) = gap(marks, place.right(), end, middle);
        parts.extend(drawn);
        knots.extend(marks.iter().map(|mark| mark.step).zip(centers));
        parts.push(caption(
            (place.right() + end) / 2,
            middle - 22,
            Anchor::Middle,
            captions.get(index).copied().unwrap_or_default(),
        ));
        x = end + if is_last { fan } else { 0 };
    }
    let reached = chain.links.last().is_some_and(|link| link.verdict == Verdict::Pass);
    let stacked = Place { x, y: middle - stack.max(row) / 2, width: last, height: stack.max(row) };
    let ends = fan_out(&resources, Place { y: middle - stack / 2, height: stack, ..stacked }, fan, reached, row);
    parts.extend(ends.1);
    let ends = ends.0;
    if framed {
        parts.splice(0..0, account_frames(words, chain, &places, stacked));
    }

    let pod = places.first().copied().unwrap_or_default();
    let role = places.last().copied().unwrap_or_default();
    let below = top + tallest + if framed { 10 } else { 0 };
    let lane = identity::lane(words, chain, &identity::Around { pod, role, resource: ends, below, width: total });
    parts.extend(lane.parts);
    let road = journey::Road { pod, stations: &places, resource: ends, knots: &knots, middle };
    let mut stages = journey::stages(language, chain, &road, is_association);
    stages.extend(lane.stages);
    Picture {
        width: total + 2,
        height: lane.bottom + TOP,
        label: message::headline(language, chain).replace('`', ""),
        parts,
        journey: stages,
    }
}

/// What stands over each gap: how one gets from box to box.
fn captions(words: &Words, columns: usize, is_association: bool) -> Vec<&'static str> {
    let second = if is_association { words.by_association } else { words.by_token };
    let mut all = vec![words.by_name, second];
    all.extend((3..columns).map(|_| words.by_assume));
    all.push(words.by_policies);
    all
}

/// The boxes from the Pod to the role.
fn columns(language: Language, words: &Words, chain: &Chain) -> Vec<(Card, Tone)> {
    let phrases = message::phrases(language);
    let of = |step: Step| link(chain, step).map_or(Tone::NotReached, |link| Tone::from(link.verdict));
    let workload = &chain.workload;
    let container = if chain.container == workload.name { String::new() } else { format!(" · {}", chain.container) };
    let detail = format!("{}{container}", workload.namespace);
    let pod = Card::new(&workload.kind, &workload.name, detail);
    let created = chain.identity != Identity::NoPod;
    let account = &chain.service_account;
    let mut columns = vec![
        (pod, if created { Tone::Pass } else { Tone::Fail }),
        (Card::new(phrases.service_account, &account.name, &account.namespace), of(Step::SelectServiceAccount)),
    ];
    let role = |role: &RoleName, kind: &str| {
        let asks = (message::words::who::words(language).open)(&role.name);
        Card::new(kind, &role.name, &role.account).asking(Target::Role(role.arn.clone()), asks)
    };
    if let Some(first) = &chain.through {
        let tone = if second_hop_breaks(chain) { Tone::Pass } else { of(Step::TrustSubject) };
        columns.push((role(first, words.first_role), tone));
    }
    let card = match (&chain.role, &chain.through) {
        (Some(named), Some(_)) => role(named, words.target_role),
        (Some(named), None) => role(named, phrases.iam_role),
        (None, _) => Card::new(phrases.iam_role, "–", words.no_role),
    };
    columns.push((card, of(Step::TrustSubject)));
    columns
}

/// The links between the boxes.
fn gaps(language: Language, chain: &Chain) -> Vec<Vec<Mark>> {
    use Step::{
        AllowAction, InjectRole, KnowIssuer, PickCredentials, ResourceAgrees, SelectServiceAccount, TrustSubject,
    };
    let steps: Vec<Vec<Step>> = match &chain.through {
        None => vec![
            vec![SelectServiceAccount],
            vec![InjectRole, PickCredentials, KnowIssuer, TrustSubject],
            vec![AllowAction, ResourceAgrees],
        ],
        // Of the two assumes of a target role, link 5 stands at the one that decides it.
        Some(_) if second_hop_breaks(chain) || passes(chain, TrustSubject) => vec![
            vec![SelectServiceAccount],
            vec![InjectRole, PickCredentials, KnowIssuer],
            vec![TrustSubject],
            vec![AllowAction, ResourceAgrees],
        ],
        Some(_) => vec![
            vec![SelectServiceAccount],
            vec![InjectRole, PickCredentials, KnowIssuer, TrustSubject],
            Vec::new(),
            vec![AllowAction, ResourceAgrees],
        ],
    };
    let marks = |steps: Vec<Step>| steps.into_iter().filter_map(|step| mark(language, chain, step)).collect();
    steps.into_iter().map(marks).collect()
}

fn passes(chain: &Chain, step: Step) -> bool {
    link(chain, step).is_some_and(|link| link.verdict == Verdict::Pass)
}

/// Whether it is the target role, not the association's own, that refuses.
fn second_hop_breaks(chain: &Chain) -> bool {
    link(chain, Step::TrustSubject)
        .is_some_and(|link| link.verdict == Verdict::Fail && matches!(&link.reason, Reason::AssumeRefused { .. }))
}

fn link(chain: &Chain, step: Step) -> Option<&Link> {
    chain.links.iter().find(|link| link.step == step)
}

fn mark(language: Language, chain: &Chain, step: Step) -> Option<Mark> {
    let link = link(chain, step)?;
    let word = verdict_word(language, link.verdict);
    let decides = chain.broken().is_some_and(|broken| broken.step == step);
    let number = usize::from(step.number());
    Some(Mark {
        number,
        step,
        verdict: link.verdict,
        label: format!("{number}: {}, {word}", message::step(language, step)),
        word: decides.then_some(word),
    })
}

/// The word of a verdict.
#[must_use]
pub fn verdict_word(language: Language, verdict: Verdict) -> &'static str {
    let phrases = message::phrases(language);
    match verdict {
        Verdict::Pass => phrases.pass,
        Verdict::Fail => phrases.fail,
        Verdict::Unknown => phrases.unknown,
        Verdict::NotReached => phrases.not_reached,
    }
}

/// The resources with what may be done to them.
fn resources(language: Language, words: &Words, chain: &Chain) -> Vec<(Card, Tone)> {
    let phrases = message::phrases(language);
    let matrix = &chain.permissions;
    let reached = link(chain, Step::AllowAction).is_some_and(|link| link.verdict == Verdict::Pass)
        && link(chain, Step::ResourceAgrees).is_some_and(|link| link.verdict == Verdict::Pass);
    let stopped = |tone: Tone, detail: String| {
        if reached {
            (tone, detail)
        } else {
            let verdict = link(chain, Step::ResourceAgrees).map_or(Verdict::NotReached, |link| link.verdict);
            (Tone::from(verdict), verdict_word(language, verdict).to_owned())
        }
    };
    if matrix.resources.is_empty() {
        let (tone, detail) = stopped(Tone::Pass, String::new());
        return vec![(Card::new(phrases.resource, "–", detail), tone)];
    }
    let several = matrix.resources.len() > 1;
    let all = matrix.resources.len();
    let shown = if all > MOST_RESOURCES { MOST_RESOURCES - 1 } else { all };
    let mut cards: Vec<(Card, Tone)> = Vec::new();
    for (column, arn) in matrix.resources.iter().enumerate().take(shown) {
        let cells = || matrix.rows.iter().filter_map(|row| row.cells.get(column));
        let count = |answer: Answer| cells().filter(|cell| cell.answer == answer).count();
        let of = cells().filter(|cell| cell.answer != Answer::NotApplicable).count();
        let allowed = count(Answer::Allowed);
        let undecided = count(Answer::Depends) + count(Answer::Unknown);
        let (tone, detail) = match (allowed, undecided) {
            (0, 0) => stopped(Tone::Fail, words.nothing_allowed.to_owned()),
            (0, _) => stopped(Tone::Unknown, phrases.depends.to_owned()),
            _ => stopped(Tone::Pass, (words.actions)(allowed, of)),
        };
        let kind = service_of(arn).unwrap_or(phrases.resource);
        let name = short_resource(arn);
        let card = match several {
            true => Card::new(format!("{kind} · {detail}"), name, ""),
            false => Card::new(kind, name, detail),
        };
        cards.push((card, tone));
    }
    if all > shown {
        let tone = if reached { Tone::Plain } else { Tone::NotReached };
        cards.push((Card::new(phrases.resource, (words.more)(all - shown), ""), tone));
    }
    cards
}

/// The resources at the end, with a line to each; gives the place at which a line from below meets them.
fn fan_out(resources: &[(Card, Tone)], at: Place, fan: i32, reached: bool, row: i32) -> (Place, Vec<Part>) {
    let mut parts = Vec::new();
    let mut y = at.y;
    let mut last = at;
    let middle = at.middle();
    for (card, tone) in resources {
        let height = if resources.len() == 1 { row } else { card.height() };
        let place =
            Place { x: at.x, y: if resources.len() == 1 { middle - row / 2 } else { y }, width: at.width, height };
        if fan > 0 {
            let (from, to, end) = (at.x - fan, at.x, place.middle());
            let line = if reached && *tone != Tone::Plain { *tone } else { Tone::NotReached };
            let half = from + fan / 2;
            parts.push(path(format!("M{from} {middle}C{half} {middle} {half} {end} {to} {end}"), line));
        }
        parts.push(card.draw(place, *tone));
        last = place;
        y += height + 10;
    }
    (last, parts)
}

fn account_frames(words: &Words, chain: &Chain, places: &[Place], resources: Place) -> Vec<Part> {
    let label = |role: &Option<RoleName>| role.as_ref().map(|role| (words.account)(&role.account)).unwrap_or_default();
    let [.., first, second] = places else { return Vec::new() };
    // Both borders have the height of what is tallest.
    let first = Place { y: resources.y, height: resources.height, ..*first };
    let frames = [frame(&label(&chain.through), &[first]), frame(&label(&chain.role), &[*second, resources])];
    frames.into_iter().flatten().map(|(part, _)| part).collect()
}
