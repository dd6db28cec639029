//! One scenario against another, as somebody would read it after a change.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::{Identity, Step, Verdict, simulate};
use irsa_playground::compare::{ChainChange, Changed, Counts, Difference, Direction, Effective, Side, compare};
use irsa_playground::scenario::{Cluster, NamedPolicy, Role, Scenario};
use irsa_playground::text::SourceId;

fn textbook() -> Scenario {
    Scenario {
        manifests: include_str!("../www/scenarios/textbook/manifests.yaml").to_owned(),
        roles: vec![Role {
            arn: "arn:aws:iam::123456789012:role/my-iam-role".to_owned(),
            trust_policy: Some(include_str!("../www/scenarios/textbook/trust.json").to_owned()),
            policies: vec![NamedPolicy {
                name: "my-policy".to_owned(),
                document: include_str!("../www/scenarios/textbook/permissions.json").to_owned(),
            }],
            ..Role::default()
        }],
        ..Scenario::default()
    }
}

fn broken() -> Scenario {
    let mut scenario = textbook();
    let trust = scenario.roles[0].trust_policy.as_mut().unwrap();
    *trust = trust.replace(":my-namespace:", ":prod:");
    scenario
}

fn with_difference(before: &Scenario, after: &Scenario, check: impl FnOnce(&Difference<'_>)) {
    let (first, second) = (simulate(before), simulate(after));
    let difference =
        compare(Side { scenario: before, simulation: &first }, Side { scenario: after, simulation: &second });
    check(&difference);
}

fn only_changed<'d, 'a>(difference: &'d Difference<'a>) -> &'d Changed<'a> {
    let [ChainChange::Changed(changed)] = difference.chains.as_slice() else { panic!("{:?}", difference.chains) };
    changed
}

#[test]
fn nothing_changed() {
    with_difference(&textbook(), &textbook(), |difference| {
        assert!(difference.is_empty());
        assert_eq!(difference.counts(), Counts::default());
    });
}

#[test]
fn a_fix_opens_the_link_and_everything_behind_it() {
    with_difference(&broken(), &textbook(), |difference| {
        let [document] = difference.documents.as_slice() else { panic!("{:?}", difference.documents) };
        assert_eq!(document.after.map(|(source, _)| source), Some(SourceId::TrustPolicy(0)));
        assert_eq!(document.counts, (1, 1));
        let changed = only_changed(difference);
        let steps: Vec<_> = changed.links.iter().map(|l| (l.before.step, l.before.verdict, l.after.verdict)).collect();
        assert_eq!(steps[0], (Step::TrustSubject, Verdict::Fail, Verdict::Pass));
        assert_eq!(steps.len(), 3);
        assert!(matches!(changed.identity, Some((Identity::Nobody, Identity::WebIdentity { .. }))));
        let gained = changed.cells.iter().filter(|cell| cell.direction() == Direction::Gained);
        let gained: Vec<_> = gained.map(|cell| (cell.action, cell.before)).collect();
        assert_eq!(gained, [("s3:GetObject", Effective::NoSession), ("s3:PutObject", Effective::NoSession)]);
        assert_eq!(difference.counts(), Counts { texts: 1, links: 3, identities: 1, gained: 2, ..Counts::default() });
    });
    with_difference(&textbook(), &broken(), |difference| assert_eq!(difference.counts().lost, 2));
}

#[test]
fn another_action_is_a_widening() {
    let mut wider = textbook();
    let policy = &mut wider.roles[0].policies[0].document;
    *policy = policy.replace("\"s3:PutObject\"", "\"s3:PutObject\", \"s3:DeleteObject\"");
    with_difference(&textbook(), &wider, |difference| {
        let gained: Vec<_> =
            only_changed(difference).cells.iter().map(|cell| (cell.action, cell.direction())).collect();
        assert_eq!(gained, [("s3:DeleteObject", Direction::Gained)]);
    });
    with_difference(&wider, &textbook(), |difference| {
        let lost: Vec<_> = only_changed(difference).cells.iter().map(|cell| (cell.action, cell.direction())).collect();
        assert_eq!(lost, [("s3:DeleteObject", Direction::Lost)]);
    });
}

#[test]
fn what_cannot_be_read_is_neither_gained_nor_lost() {
    let mut unreadable = textbook();
    unreadable.roles[0].policies[0].document.push('}');
    for (before, after) in [(&unreadable, &textbook()), (&textbook(), &unreadable)] {
        with_difference(before, after, |difference| {
            let counts = difference.counts();
            assert_eq!((counts.gained, counts.lost), (0, 0));
            assert!(counts.links > 0);
        });
    }
}

#[test]
fn roles_are_told_apart_by_their_arn_and_policies_by_their_name() {
    let mut two = textbook();
    let other = Role {
        arn: "arn:aws:iam::123456789012:role/other".to_owned(),
        trust_policy: Some("{}".to_owned()),
        ..Role::default()
    };
    two.roles.insert(0, other);
    two.roles[1].policies.insert(0, NamedPolicy { name: "new".to_owned(), document: "{}".to_owned() });
    with_difference(&textbook(), &two, |difference| {
        let places: Vec<_> = difference.documents.iter().map(|d| (d.before.is_some(), d.after.unwrap().0)).collect();
        assert_eq!(places, [(false, SourceId::TrustPolicy(0)), (false, SourceId::RolePolicy(1, 0))]);
    });
}

#[test]
fn settings_chains_and_rules_are_told_too() {
    let mut other = textbook();
    other.cluster = Some(Cluster { region: Some("eu-west-1".to_owned()), ..Cluster::default() });
    other.manifests = other
        .manifests
        .replace("[\"get\", \"list\"]", "[\"get\", \"list\", \"delete\"]")
        .replace("name: web", "name: api");
    with_difference(&textbook(), &other, |difference| {
        let settings: Vec<_> =
            difference.settings.iter().map(|s| (s.path.as_str(), s.before.as_deref(), s.after.as_deref())).collect();
        assert_eq!(settings, [("cluster.region", None, Some("\"eu-west-1\""))]);
        let [ChainChange::Appeared(new), ChainChange::Disappeared(old)] = difference.chains.as_slice() else {
            panic!()
        };
        assert_eq!((new.workload.name.as_str(), old.workload.name.as_str()), ("api", "web"));
    });
    let mut rules = textbook();
    rules.manifests = rules.manifests.replace("[\"get\", \"list\"]", "[\"get\", \"list\", \"delete\"]");
    with_difference(&textbook(), &rules, |difference| {
        let changed = only_changed(difference);
        assert_eq!((changed.gained.len(), changed.lost.len()), (1, 1));
        assert_eq!(changed.gained[0].verbs, ["get", "list", "delete"]);
    });
}
