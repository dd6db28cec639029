//! The picture of a way without a Pod: a user with its groups, a service and its role, a role of another account.
//!
//! What always holds: the same parts as for a container; where two accounts meet, the borders of both are drawn.

use super::boxes::{Card, Place, caption, frame};
use super::chain::{TOP, WIDTH, verdict_word};
use super::text::{service_of, short_resource, small};
use super::wire::{Mark, gap, path, room};
use super::{Anchor, Part, Picture, Stage, Target, Tone};
use crate::aws::Arn;
use crate::chain::principal::{Route, Trusted};
use crate::chain::simulation::RoleName;
use crate::chain::{Hop, HopKind, PrincipalChain, Verdict};
use crate::message::words::picture::{Words, words};
use crate::message::{self, Language};

/// One box of the row, and the account that it stands in.
struct Station {
    card: Card,
    tone: Tone,
    account: String,
}

/// The picture of a principal's way.
#[must_use]
pub fn principal(language: Language, chain: &PrincipalChain) -> Picture {
    let words = words(language);
    let hops = chain.hops();
    let (stations, gaps) = stations(language, words, chain, &hops);
    let accounts = accounts(&stations);
    let framed = accounts.len() > 1;
    // The border of an account is as wide as its name.
    let least = if framed { small(&(words.account)("000000000000")) } else { 0 };
    let widths: Vec<i32> = stations.iter().map(|one| one.card.width().max(least)).collect();
    let needed = widths.iter().sum::<i32>() + gaps.iter().map(|gap| needs(&hops, gap)).sum::<i32>();
    let margin = if framed { 12 } else { 1 };
    let total = (needed + 2 * margin).max(WIDTH);
    let spare = (total - 2 * margin - needed) / i32::try_from(gaps.len()).unwrap_or(1).max(1);
    let row = stations.iter().map(|one| one.card.height()).max().unwrap_or_default();
    let top = TOP + if framed { 28 } else { 0 };
    let middle = top + row / 2;

    let mut parts = Vec::new();
    let mut places = Vec::new();
    let mut stages: Vec<Stage> = Vec::new();
    let mut x = margin;
    let mut stopped = false;
    for (index, (station, width)) in stations.iter().zip(&widths).enumerate() {
        let place = Place { x, y: top, width: *width, height: row };
        parts.push(station.card.draw(place, station.tone));
        places.push(place);
        let Some(kinds) = gaps.get(index) else { continue };
        let end = place.right() + needs(&hops, kinds) + spare;
        let found: Vec<(usize, &Hop)> = hops.iter().enumerate().filter(|(_, hop)| kinds.contains(&hop.kind)).collect();
        let marks: Vec<Mark> = found.iter().map(|(at, hop)| mark(language, words, &hops, *at, hop)).collect();
        let (drawn, centers) = gap(&marks, place.right(), end, middle);
        parts.extend(drawn);
        let says = match kinds.first() {
            Some(HopKind::Trust) if matches!(chain.route, Route::Federated { .. }) => words.by_token,
            Some(HopKind::AllowAssume | HopKind::Trust) => words.by_assume,
            Some(HopKind::Allow) => words.by_policies,
            Some(HopKind::Resource) | None => "",
        };
        parts.push(caption((place.right() + end) / 2, middle - 22, Anchor::Middle, says));
        let mut from = place.right();
        for ((_, hop), center) in found.iter().zip(centers) {
            if stopped {
                break;
            }
            let passes = hop.verdict == Verdict::Pass;
            let to =
                if passes && hop.kind != HopKind::AllowAssume && hop.kind != HopKind::Allow { end } else { center };
            let sentence = sentence(language, chain, hop);
            let tone = Tone::from(hop.verdict);
            stages.push(Stage {
                points: vec![(from, middle), (to, middle)],
                sentence,
                tone,
                step: Some(hop.kind.step()),
            });
            from = to;
            stopped = !passes;
        }
        x = end;
    }
    let mut bottom = top + row;
    if let (Route::User { groups, .. }, [user, policies, ..]) = (&chain.route, places.as_slice()) {
        let policies = chain.onward.is_none().then_some(*policies);
        bottom = self::groups(words, groups, *user, policies, &mut parts);
    }
    if framed {
        bottom += 10;
        let of = |account: &String| {
            let inside = stations.iter().zip(&places).filter(|(station, _)| station.account == *account);
            let inside: Vec<Place> =
                inside.map(|(_, place)| Place { height: bottom - 10 - place.y, ..*place }).collect();
            frame(&(words.account)(account), &inside).map(|(part, _)| part)
        };
        let frames: Vec<Part> = accounts.iter().filter(|account| !account.is_empty()).filter_map(of).collect();
        parts.splice(0..0, frames);
    }
    let headline = message::principal(language, chain).message;
    Picture { width: total, height: bottom + TOP, label: headline.replace('`', ""), parts, journey: stages }
}

/// A role, which can be asked who becomes it.
fn of_role(language: Language, role: &RoleName) -> Card {
    let asks = (message::words::who::words(language).open)(&role.name);
    let card = Card::new(message::phrases(language).iam_role, &role.name, &role.account);
    card.asking(Target::Role(role.arn.clone()), asks)
}

fn stations(
    language: Language,
    words: &Words,
    chain: &PrincipalChain,
    hops: &[Hop],
) -> (Vec<Station>, Vec<Vec<HopKind>>) {
    let phrases = message::phrases(language);
    let of = |kind: HopKind| {
        hops.iter().find(|hop| hop.kind == kind).map_or(Tone::NotReached, |hop| Tone::from(hop.verdict))
    };
    let arn = Arn::parse(&chain.principal);
    let account = arn.map(|arn| arn.account.to_owned()).unwrap_or_default();
    let name = || arn.map_or(chain.principal.as_str(), |arn| arn.resource.rsplit('/').next().unwrap_or_default());
    let known = if matches!(chain.route, Route::NotGiven) { Tone::Unknown } else { Tone::Pass };
    let caller = match &chain.route {
        Route::User { name, account, .. } => Card::new(words.user, name, account),
        Route::Role { role, .. } => of_role(language, role),
        Route::Service { name } => Card::new(words.service, name, words.aws),
        Route::Federated { issuer } => Card::new(words.identity_provider, issuer, words.token_holder),
        Route::NotGiven if name() == "root" => Card::new(words.whole_account, &account, words.not_given),
        Route::NotGiven => Card::new(words.principal, name(), words.not_given),
    };
    let mut row = Vec::new();
    let mut gaps = Vec::new();
    let asked = match &chain.onward {
        Some(onward) => {
            row.push(Station { card: caller, tone: known, account });
            let kinds = match chain.route {
                Route::Service { .. } | Route::Federated { .. } => vec![HopKind::Trust],
                _ => vec![HopKind::AllowAssume, HopKind::Trust],
            };
            gaps.push(kinds);
            let card = of_role(language, &onward.role);
            row.push(Station { card, tone: of(HopKind::Trust), account: onward.role.account.clone() });
            gaps.push(vec![HopKind::Allow, HopKind::Resource]);
            (&onward.resource, onward.role.account.clone())
        }
        None => {
            if let Route::Role { trusted, role, .. } = &chain.route
                && let Some(one) = trusted.first()
            {
                row.push(Station {
                    card: trusted_card(words, one, trusted.len()),
                    tone: Tone::Plain,
                    account: role.account.clone(),
                });
                gaps.push(Vec::new());
            }
            row.push(Station { card: caller, tone: known, account: account.clone() });
            match policies_card(words, &chain.route) {
                Some(card) => {
                    gaps.extend([vec![HopKind::Allow], vec![HopKind::Resource]]);
                    row.push(Station { card, tone: of(HopKind::Allow), account: account.clone() });
                }
                None => gaps.push(hops.iter().map(|hop| hop.kind).collect()),
            }
            (&chain.resource, account)
        }
    };
    let (resource, near) = asked;
    let owner = Arn::parse(resource).map(|arn| arn.account.to_owned()).filter(|account| !account.is_empty());
    let kind = service_of(resource).unwrap_or(phrases.resource);
    let action = chain.onward.as_ref().map_or(&chain.action, |onward| &onward.action);
    row.push(Station {
        card: Card::new(kind, short_resource(resource), action),
        tone: of(HopKind::Resource),
        account: owner.unwrap_or(near),
    });
    (row, gaps)
}

fn needs(hops: &[Hop], kinds: &[HopKind]) -> i32 {
    let of = hops.iter().filter(|hop| kinds.contains(&hop.kind));
    room(of.map(|hop| &hop.verdict)).max(84)
}

/// The policies between somebody and what may be done.
fn policies_card(words: &Words, route: &Route) -> Option<Card> {
    let (own, by_groups, grouped) = match route {
        Route::User { policies, groups, .. } => {
            (policies.len(), groups.iter().map(|group| group.policies.len()).sum(), !groups.is_empty())
        }
        Route::Role { policies, .. } => (policies.len(), 0, false),
        Route::Service { .. } | Route::Federated { .. } | Route::NotGiven => return None,
    };
    let detail = if grouped { (words.own_and_groups)(own, by_groups) } else { String::new() };
    Some(Card::new(words.permissions, (words.policies)(own + by_groups), detail))
}

fn trusted_card(words: &Words, one: &Trusted, all: usize) -> Card {
    let name = Arn::parse(&one.principal).map_or(one.principal.as_str(), |arn| arn.resource);
    let name = name.rsplit('/').next().unwrap_or(name);
    let more = if all > 1 { (words.more)(all - 1) } else { String::new() };
    Card::new(words.trusted, name, more)
}

/// The accounts of the row, each once, in order.
fn accounts(stations: &[Station]) -> Vec<String> {
    let mut accounts: Vec<String> = Vec::new();
    for station in stations.iter().filter(|station| !station.account.is_empty()) {
        if !accounts.contains(&station.account) {
            accounts.push(station.account.clone());
        }
    }
    accounts
}

/// The groups of a user, hanging below it.
fn groups(
    words: &Words,
    groups: &[crate::chain::principal::GroupName],
    user: Place,
    policies: Option<Place>,
    parts: &mut Vec<Part>,
) -> i32 {
    let mut bottom = user.bottom();
    for group in groups.iter().take(4) {
        let detail = match group.index {
            Some(_) => (words.policies)(group.policies.len()),
            None => words.not_given.to_owned(),
        };
        let card = Card::new(format!("{} · {detail}", words.group), &group.name, "");
        let place = Place { x: user.x + 26, y: bottom + 14, width: card.width(), height: card.height() };
        let (x, y) = (user.x + 13, place.middle());
        let tone = if group.index.is_some() { Tone::Pass } else { Tone::Unknown };
        parts.push(path(format!("M{x} {}V{}Q{x} {y} {} {y}H{}", user.bottom(), y - 6, x + 6, place.x), tone));
        parts.push(card.draw(place, tone));
        if let Some(policies) = policies.filter(|policies| place.right() + 12 < policies.center()) {
            let at = policies.center();
            let d = format!("M{} {y}H{}Q{at} {y} {at} {}V{}", place.right(), at - 8, y - 8, policies.bottom());
            parts.push(path(d, tone));
        }
        bottom = place.bottom();
    }
    if groups.len() > 4 {
        bottom += 18;
        parts.push(caption(user.x + 26, bottom, Anchor::Start, &(words.more)(groups.len() - 4)));
    }
    bottom
}

fn mark(language: Language, words: &Words, hops: &[Hop], at: usize, hop: &Hop) -> Mark {
    let word = verdict_word(language, hop.verdict);
    let decides = hops.iter().position(|one| one.verdict != Verdict::Pass) == Some(at);
    let name = (words.hop)(hop.kind);
    let label = format!("{}: {name}, {word}", at + 1);
    Mark { number: at + 1, step: hop.kind.step(), verdict: hop.verdict, label, word: decides.then_some(word) }
}

fn sentence(language: Language, chain: &PrincipalChain, hop: &Hop) -> String {
    let words = words(language);
    let name = (words.hop)(hop.kind);
    let what = format!("{name}: `{}` → `{}`.", hop.action, short_resource(&hop.resource));
    match hop.verdict {
        Verdict::Pass => what,
        _ => {
            let number = chain.hops().iter().position(|one| one.kind == hop.kind).unwrap_or_default() + 1;
            format!("{} {what}", (words.stops)(u8::try_from(number).unwrap_or_default()))
        }
    }
}
