//! Grants that give nothing, because no resource in their areas is of a type that the action works on.
//!
//! What always holds: an action that is not in the catalogue, or whose types could not be settled, is never called
//! useless.

use super::area::Area;
use crate::aws::catalog::{self, Fit};
use crate::iam::partition::{Glob, Partition, can_meet};
use std::collections::BTreeMap;

/// Answers that were given before.
#[derive(Default)]
pub(super) struct Memory {
    /// Whether an ARN of a template lies within these patterns.
    meets: BTreeMap<(String, Vec<Glob>), bool>,
    /// Witnesses by service and patterns.
    witnesses: BTreeMap<(String, Vec<Glob>), Option<Vec<String>>>,
}

impl Memory {
    /// Whether the action works on nothing in these areas.
    pub(super) fn is_useless(&mut self, name: &str, areas: &[Area]) -> bool {
        let Some((service, action)) = catalog::action(name) else { return false };
        if catalog::fit(name, "*") == Fit::NoResourceTypes || areas.iter().any(|area| holds_fitting(area, name)) {
            return false;
        }
        let mut templates = service.resource_types_of(action).flat_map(|kind| &kind.templates);
        if templates.any(|template| areas.iter().any(|area| holds_filled(area, name, template))) {
            return false;
        }
        areas.iter().all(|area| {
            let within: Vec<Glob> = area.globs().cloned().collect();
            // An ARN of another service is the usual case and settled one template at a time.
            let mut templates = service.resource_types_of(action).flat_map(|kind| &kind.templates);
            if !templates.any(|template| self.meets(template, &within)) {
                return true;
            }
            let key = (service.prefix.to_owned(), within);
            let found = self.witnesses.entry(key).or_insert_with_key(|(_, within)| witnesses(service, within));
            let fits = |witness: &String| catalog::fit(name, witness) == Fit::Fits;
            found.as_ref().is_some_and(|witnesses| !witnesses.iter().any(fits))
        })
    }

    fn meets(&mut self, template: &str, within: &[Glob]) -> bool {
        let made = self.meets.entry((template.to_owned(), within.to_vec())).or_insert_with(|| {
            let of_template = Glob::of_template(template);
            let globs: Vec<Glob> = within.iter().cloned().chain([of_template]).collect();
            can_meet(&globs)
        });
        *made
    }
}

/// Whether a plain text in the place of each wildcard makes a resource that the action works on, which settles most.
fn holds_fitting(area: &Area, action: &str) -> bool {
    area.is_everything()
        || area.within.iter().any(|bounds| {
            let filled = bounds.text.replace(['*', '?'], "x");
            area.holds(&filled) && catalog::fit(action, &filled) == Fit::Fits
        })
}

/// Whether an ARN of a template lies in the area, one with plain texts for its variables and an account that the area
/// names: what is granted on everything of an account is settled so, without any automaton.
fn holds_filled(area: &Area, action: &str, template: &str) -> bool {
    let of_bounds = area.within.iter().filter_map(|bounds| bounds.text.split(':').nth(4));
    let mut accounts = of_bounds.filter(|account| !account.contains(['*', '?'])).chain(["111122223333"]);
    accounts.any(|account| {
        let fields = ["", "aws", "", "us-east-1", account, ""];
        let variable = |text: &str| text.starts_with("${") && text.find('}') == Some(text.len() - 1);
        let filled =
            template.splitn(6, ':').zip(fields).map(|(text, value)| match variable(text) && !value.is_empty() {
                true => value.to_owned(),
                false => without_variables(text),
            });
        let filled = filled.collect::<Vec<_>>().join(":");
        area.holds(&filled) && catalog::fit(action, &filled) == Fit::Fits
    })
}

/// A plain text in the place of each variable and wildcard.
fn without_variables(text: &str) -> String {
    let mut parts = text.split("${");
    let first = parts.next().unwrap_or_default().to_owned();
    let filled = parts.fold(first, |text, part| text + "x" + part.split_once('}').map_or("", |(_, rest)| rest));
    filled.replace('*', "x")
}

/// One ARN for each combination of the service's resource types that lies within the patterns; `None` where they could
/// not all be found.
fn witnesses(service: &catalog::Service, within: &[Glob]) -> Option<Vec<String>> {
    let templates = service.resource_types().iter().flat_map(|kind| &kind.templates);
    let globs: Vec<Glob> = within.iter().cloned().chain(templates.map(|text| Glob::of_template(text))).collect();
    let partition = Partition::of(&globs);
    let inside = |members: &[bool]| members.iter().take(within.len()).all(|member| *member);
    let found = partition.cells.into_iter().filter(|cell| inside(&cell.members)).map(|cell| cell.witness).collect();
    partition.exact.then_some(found)
}
