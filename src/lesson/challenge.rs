//! Challenges: a configuration that works, broken in one place by chance. The number in the link decides everything, so
//! whoever opens the link gets the same.
//!
//! What always holds: the chain breaks at the link that the challenge declares and nowhere before; undoing the break
//! makes it whole again; the goal does not hold before. What does not fulfil that is passed over while it is made, and
//! `tests/challenges.rs` holds hundreds of numbers to it.

mod base;
mod random;
mod ways;

use super::change::FIELDS;
use super::check::{check, name_of};
use super::{Change, Demand, Lesson, Wanted, task};
use crate::chain::{Step, Verdict, simulate};
use crate::gallery::{Bilingual, Example, Gallery};
use crate::message::{Language, words};
use crate::scenario::Scenario;
use base::Base;
use random::Random;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

/// What is broken: the part of the course that teaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Links 6 and 7: policies.
    Iam,
    /// Links 1 and 2: Pod, ServiceAccount, annotation, webhook.
    Kubernetes,
    /// Links 3 to 5: SDK, provider, trust policy.
    Irsa,
    /// Any link.
    Debugging,
}

impl Level {
    /// All, in the order of the course.
    pub const ALL: [Self; 4] = [Self::Iam, Self::Kubernetes, Self::Irsa, Self::Debugging];

    /// The id of the part of the course.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Iam => "iam",
            Self::Kubernetes => "kubernetes",
            Self::Irsa => "irsa",
            Self::Debugging => "debugging",
        }
    }

    /// Whether a link is broken at this level.
    #[must_use]
    pub fn breaks(self, step: Step) -> bool {
        match self {
            Self::Iam => step >= Step::AllowAction,
            Self::Kubernetes => step <= Step::InjectRole,
            Self::Irsa => step >= Step::PickCredentials && step <= Step::TrustSubject,
            Self::Debugging => true,
        }
    }
}

/// Names a challenge: `irsa-4711`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// What is broken.
    pub level: Level,
    /// Which one, below [`Code::MOST`].
    pub number: u32,
}

impl Code {
    /// Numbers are below this.
    pub const MOST: u32 = 1_000_000;

    /// Reads a code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (level, number) = text.split_once('-')?;
        let level = Level::ALL.into_iter().find(|one| one.id() == level)?;
        let digits = !number.is_empty() && number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.then(|| number.parse().ok()).flatten()?;
        Some(Self { level, number })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.level.id(), self.number)
    }
}

/// A challenge.
#[derive(Clone, Debug, PartialEq)]
pub struct Challenge {
    /// Its name.
    pub code: Code,
    /// The example that was broken.
    pub base: String,
    /// In which way, such as `sub-namespace`.
    pub way: &'static str,
    /// The link that breaks.
    pub step: Step,
    /// What there was before.
    pub whole: Scenario,
    /// What there is.
    pub broken: Scenario,
    /// What is to be reached.
    pub goal: Vec<Demand>,
}

/// The names of all ways in which something is broken, each with its link.
pub fn ways() -> impl Iterator<Item = (&'static str, Step)> {
    ways::ALL.iter().map(|way| (way.id, way.step))
}

/// Makes challenges from examples of the gallery.
#[derive(Default)]
pub struct Maker {
    bases: Vec<(Rc<Example>, OnceCell<Option<Base>>)>,
}

impl Maker {
    /// From a gallery; what it lacks of the examples is left out.
    #[must_use]
    pub fn new(gallery: &Gallery) -> Self {
        Self { bases: base::all(gallery).map(|example| (example, OnceCell::new())).collect() }
    }

    /// The challenge of a code; `None` where there is no example to break.
    #[must_use]
    pub fn challenge(&self, code: Code) -> Option<Challenge> {
        let mut random = Random::new(u64::from(code.number) << 2 | code.level as u64);
        let ways: Vec<&ways::Way> = ways::ALL.iter().filter(|way| code.level.breaks(way.step)).collect();
        // The first way and example that fit each other; nearly always those that are drawn first.
        let (way, first) = (random.below(ways.len())?, random.below(self.bases.len())?);
        let mut tries = (0..ways.len()).flat_map(|at| (0..self.bases.len()).map(move |of| (at, of)));
        tries.find_map(|(at, of)| {
            let way = ways.get((way + at) % ways.len())?;
            let (example, base) = self.bases.get((first + of) % self.bases.len())?;
            let base = base.get_or_init(|| Base::of(example).filter(holds)).as_ref()?;
            made(code, way, base, &mut random)
        })
    }
}

/// Whether the goal holds before anything is broken.
fn holds(base: &Base) -> bool {
    let lesson = Lesson {
        scenario: base.scenario.clone(),
        goal: goal(base).iter().map(task::point).collect(),
        ..Lesson::default()
    };
    check(&lesson, &base.scenario).is_reached()
}

/// A base broken in a way, if that breaks what it says and nothing before.
fn made(code: Code, way: &ways::Way, base: &Base, random: &mut Random) -> Option<Challenge> {
    let broken = (way.apply)(base, random)?;
    let chain = simulate(&broken).chains.into_iter().next()?;
    // The goal asks that this chain be whole.
    let same = name_of(&chain) == base.workload();
    let step = chain.broken().filter(|link| same && link.step == way.step && link.verdict == Verdict::Fail)?.step;
    Some(Challenge {
        code,
        base: base.id.clone(),
        way: way.id,
        step,
        whole: base.scenario.clone(),
        broken,
        goal: goal(base),
    })
}

/// The chain is whole and ends in its role, and nobody and nothing more gets in than before.
fn goal(base: &Base) -> Vec<Demand> {
    let workload = Some(base.workload());
    let mut goal = vec![
        Demand::Chain { workload: workload.clone(), link: None, verdict: Verdict::Pass },
        Demand::Identity { workload, identity: "webIdentity".to_owned(), role: Some(base.role_arn.clone()) },
        Demand::Trust {
            role: base.role_arn.clone(),
            subject: format!("system:serviceaccount:{}:default", base.namespace),
            trusted: false,
        },
    ];
    goal.extend(base.denied.as_ref().map(|(action, resource)| Demand::Access {
        principal: base.workload(),
        action: action.clone(),
        resource: resource.clone(),
        context: BTreeMap::new(),
        answer: Wanted::Denied,
    }));
    goal.push(Demand::Errors { errors: 0 });
    goal
}

impl Challenge {
    /// The challenge as a lesson: its solution undoes the break.
    #[must_use]
    pub fn lesson(&self) -> Lesson {
        let both = |text: fn(Language, &Code) -> String| Bilingual {
            en: text(Language::English, &self.code),
            ko: text(Language::Korean, &self.code),
        };
        Lesson {
            id: self.code.to_string(),
            title: both(words::challenge::title),
            story: both(words::challenge::story),
            scenario: self.broken.clone(),
            goal: self.goal.iter().map(task::point).collect(),
            solution: vec![Change::Set {
                fields: FIELDS.iter().map(|&field| field.to_owned()).collect(),
                values: Box::new(self.whole.clone()),
            }],
            ..Lesson::default()
        }
    }
}
