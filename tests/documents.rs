//! Documents and their owners: what adding, renaming, moving, copying and removing them does to a scenario, and which
//! document is shown then.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use irsa_playground::chain::{self, Verdict};
use irsa_playground::scenario::Scenario;
use irsa_playground::scenario::edit::{self, Edited, Known, NameFault, New, Owner, Part, Way};
use irsa_playground::text::SourceId;

const MANIFESTS: &str = "\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: shop
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/reader
";

fn scenario(manifests: &str) -> Scenario {
    Scenario { manifests: manifests.to_owned(), ..Scenario::default() }
}

fn known(scenario: &Scenario) -> Known {
    Known::of(scenario, &chain::simulate(scenario))
}

fn add(scenario: &Scenario, new: New) -> Edited {
    edit::add(scenario, &known(scenario), new).unwrap_or_else(|| panic!("{new:?} has a place"))
}

fn all_added() -> Scenario {
    let mut scenario = scenario(MANIFESTS);
    let all = [
        New::Role,
        New::RolePolicy(0),
        New::RoleBoundary(0),
        New::User,
        New::UserPolicy(0),
        New::UserBoundary(0),
        New::Group,
        New::GroupPolicy(0),
        New::ResourcePolicy,
        New::ServiceControlPolicy(None),
        New::ServiceControlPolicy(Some(0)),
        New::ResourceControlPolicy(None),
        New::SessionPolicy,
        New::EndpointPolicy,
        New::Association,
        New::AssociationPolicy(0),
    ];
    for new in all {
        let edited = add(&scenario, new);
        let shown = edited.show == SourceId::Settings || edited.scenario.text(edited.show).is_some();
        assert!(shown, "{new:?} shows a document that is there");
        assert_eq!(scenario.text(edited.show), None, "{new:?} shows a new document");
        scenario = edited.scenario;
    }
    scenario
}

#[test]
fn a_new_role_is_the_one_that_the_service_account_asks_for_and_lets_it_in() {
    let edited = add(&scenario(MANIFESTS), New::Role);
    assert_eq!(edited.show, SourceId::TrustPolicy(0));
    assert_eq!(edited.scenario.roles[0].arn, "arn:aws:iam::111122223333:role/reader");
    let simulation = chain::simulate(&edited.scenario);
    assert_eq!(simulation.chains[0].verdict(), Verdict::Pass, "{:?}", simulation.chains[0].broken());
}

#[test]
fn every_template_is_a_policy_without_a_problem() {
    let scenario = all_added();
    let diagnostics = chain::simulate(&scenario).diagnostics;
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.finding.code().as_str()).collect();
    // An association beside an annotation is told, as it should be.
    assert_eq!(codes, ["irsa/association-wins"], "no template has a problem");
}

#[test]
fn service_control_and_boundary_take_nothing_away_before_they_are_edited() {
    let role = add(&scenario(MANIFESTS), New::Role).scenario;
    let allowed = |scenario: &Scenario| chain::simulate(scenario).chains[0].permissions.clone();
    let before = allowed(&role);
    let news = [
        New::RoleBoundary(0),
        New::ServiceControlPolicy(None),
        New::ResourceControlPolicy(None),
        New::SessionPolicy,
        New::EndpointPolicy,
    ];
    for new in news {
        let after = allowed(&add(&role, new).scenario);
        for row in &before.rows {
            let same = after.rows.iter().find(|other| other.action == row.action);
            let answers = |row: &chain::simulation::MatrixRow| row.cells.iter().map(|c| c.answer).collect::<Vec<_>>();
            assert_eq!(same.map(answers), Some(answers(row)), "{new:?}, {}", row.action);
        }
    }
}

#[test]
fn there_is_one_boundary_and_one_session_policy_only() {
    let scenario = all_added();
    let known = known(&scenario);
    let once = [
        New::TrustPolicy(0),
        New::RoleBoundary(0),
        New::UserBoundary(0),
        New::SessionPolicy,
        New::EndpointPolicy,
        New::AssociationPolicy(0),
        New::RolePolicy(9),
        New::ServiceControlPolicy(Some(9)),
    ];
    for new in once {
        assert_eq!(edit::add(&scenario, &known, new), None, "{new:?}");
    }
}

#[test]
fn made_up_names_are_new() {
    let mut scenario = scenario("");
    for _ in 0..3 {
        scenario = add(&scenario, New::Role).scenario;
        scenario = add(&scenario, New::RolePolicy(0)).scenario;
        scenario = add(&scenario, New::Group).scenario;
        scenario = add(&scenario, New::ResourcePolicy).scenario;
    }
    let arns: Vec<_> = scenario.roles.iter().map(|role| role.arn.rsplit('/').next().unwrap()).collect();
    assert_eq!(arns, ["my-role", "my-role-2", "my-role-3"]);
    let policies: Vec<_> = scenario.roles[0].policies.iter().map(|policy| policy.name.as_str()).collect();
    assert_eq!(policies, ["my-policy", "my-policy-2", "my-policy-3", "my-policy-4"]);
    let groups: Vec<_> = scenario.groups.iter().map(|group| group.name.as_str()).collect();
    assert_eq!(groups, ["my-group", "my-group-2", "my-group-3"]);
    let resources: Vec<_> = scenario.resource_policies.iter().map(|policy| policy.resource.as_str()).collect();
    assert_eq!(resources, ["arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket-2", "arn:aws:s3:::my-bucket-3"]);
}

#[test]
fn what_is_removed_gives_way_to_its_neighbour() {
    use SourceId::{
        EndpointPolicy, Manifests, ResourcePolicy, RoleBoundary, RolePolicy, ServiceControlPolicy, TrustPolicy,
    };
    let scenario = all_added();
    let cases = [
        (Part::Document(RolePolicy(0, 0)), RolePolicy(0, 0)),
        (Part::Document(RolePolicy(0, 1)), RolePolicy(0, 0)),
        (Part::Document(RoleBoundary(0)), TrustPolicy(0)),
        (Part::Document(TrustPolicy(0)), RolePolicy(0, 0)),
        (Part::Document(ResourcePolicy(0)), Manifests),
        (Part::Document(ServiceControlPolicy(0, 1)), ServiceControlPolicy(0, 0)),
        (Part::Document(EndpointPolicy), SourceId::AssociationPolicy(0)),
        (Part::Owner(Owner::Role(0)), Manifests),
        (Part::Owner(Owner::ServiceControl(0)), Manifests),
    ];
    for (part, shown) in cases {
        let edited = edit::remove(&scenario, part).unwrap_or_else(|| panic!("{part:?} can go"));
        assert_eq!(edited.show, shown, "after {part:?}");
        assert!(edited.scenario.documents().count() < scenario.documents().count(), "{part:?} is gone");
        assert!(edited.scenario.text(shown).is_some(), "{shown:?} is there");
    }
    for part in [Part::Document(Manifests), Part::Document(SourceId::Settings), Part::Owner(Owner::Role(7))] {
        assert_eq!(edit::remove(&scenario, part), None, "{part:?} stays");
    }
}

#[test]
fn a_level_of_the_organization_goes_with_its_last_policy() {
    let one = add(&scenario(MANIFESTS), New::ServiceControlPolicy(None)).scenario;
    let none = edit::remove(&one, Part::Document(SourceId::ServiceControlPolicy(0, 0))).unwrap().scenario;
    assert_eq!(none.service_control_policies, Vec::<Vec<String>>::new());
}

#[test]
fn questions_about_a_removed_user_and_memberships_of_a_removed_group_go_too() {
    let mut scenario = all_added();
    scenario.users[0].groups = vec!["my-group".to_owned(), "other".to_owned()];
    assert_eq!(scenario.questions.len(), 1);
    let without_group = edit::remove(&scenario, Part::Owner(Owner::Group(0))).unwrap().scenario;
    assert_eq!(without_group.users[0].groups, ["other"]);
    let without_user = edit::remove(&scenario, Part::Owner(Owner::User(0))).unwrap().scenario;
    assert_eq!(without_user.questions, []);
}

#[test]
fn moving_goes_one_place_and_back() {
    let mut scenario = all_added();
    scenario.roles[0].policies[0].name = "first".to_owned();
    let part = Part::Document(SourceId::RolePolicy(0, 0));
    let down = edit::shift(&scenario, part, Way::Down).unwrap();
    assert_eq!(down.show, SourceId::RolePolicy(0, 1));
    assert_eq!(down.scenario.roles[0].policies[1].name, "first");
    let back = edit::shift(&down.scenario, Part::Document(down.show), Way::Up).unwrap();
    assert_eq!(back.scenario, scenario);
    assert!(!edit::can_shift(&scenario, part, Way::Up));
    assert!(!edit::can_shift(&scenario, Part::Document(SourceId::TrustPolicy(0)), Way::Down));
}

#[test]
fn an_scp_moves_through_the_levels() {
    let mut scenario = scenario("");
    scenario.service_control_policies = vec![vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]];
    let shift = |scenario: &Scenario, level, j, way| {
        let part = Part::Document(SourceId::ServiceControlPolicy(level, j));
        edit::shift(scenario, part, way).map(|edited| {
            assert_eq!(edited.scenario.text(edited.show), scenario.text(SourceId::ServiceControlPolicy(level, j)));
            edited.scenario.service_control_policies.iter().map(|level| level.concat()).collect::<Vec<_>>().join("|")
        })
    };
    let cases = [
        (0, 0, Way::Down, Some("ba|c")),
        (0, 1, Way::Down, Some("a|bc")),
        (1, 0, Way::Up, Some("abc")),
        (1, 0, Way::Down, None),
        (0, 0, Way::Up, None),
    ];
    for (level, j, way, expected) in cases {
        assert_eq!(shift(&scenario, level, j, way).as_deref(), expected, "{level} {j} {way:?}");
    }
    scenario.service_control_policies.truncate(1);
    assert_eq!(shift(&scenario, 0, 1, Way::Down).as_deref(), Some("a|b"), "a new level below the last");
}

#[test]
fn a_copy_stands_after_its_original_under_a_new_name() {
    let scenario = all_added();
    let role = edit::duplicate(&scenario, Part::Owner(Owner::Role(0))).unwrap();
    assert_eq!(role.show, SourceId::TrustPolicy(1));
    assert_eq!(role.scenario.roles[1].arn, "arn:aws:iam::111122223333:role/reader-2");
    assert_eq!(role.scenario.roles[1].trust_policy, scenario.roles[0].trust_policy);
    let policy = edit::duplicate(&scenario, Part::Document(SourceId::RolePolicy(0, 0))).unwrap();
    assert_eq!(policy.show, SourceId::RolePolicy(0, 1));
    assert_eq!(policy.scenario.roles[0].policies[1].name, "my-policy-3");
    assert_eq!(edit::duplicate(&scenario, Part::Document(SourceId::RoleBoundary(0))), None);
}

#[test]
fn what_names_a_role_or_a_group_follows_its_new_name() {
    let mut scenario = all_added();
    scenario.node_role = Some(scenario.roles[0].arn.clone());
    scenario.users[0].groups = vec!["my-group".to_owned()];
    let known = known(&scenario);
    let new = "arn:aws:iam::111122223333:role/writer";
    let renamed = edit::rename(&scenario, &known, Part::Owner(Owner::Role(0)), &format!(" {new}\n"));
    assert_eq!(renamed.roles[0].arn, new, "white space around a pasted ARN goes");
    assert_eq!(renamed.node_role.as_deref(), Some(new));
    assert_eq!(renamed.pod_identity_associations[0].role_arn, new);
    assert_eq!(renamed.manifests, MANIFESTS, "pasted text stays as it is");
    let renamed = edit::rename(&scenario, &known, Part::Owner(Owner::Group(0)), "staff");
    assert_eq!(renamed.users[0].groups, ["staff"]);
}

#[test]
fn an_untouched_resource_policy_follows_its_resource_and_an_edited_one_stays() {
    let mut scenario = add(&scenario(MANIFESTS), New::ResourcePolicy).scenario;
    let known = known(&scenario);
    let part = Part::Document(SourceId::ResourcePolicy(0));
    let queue = "arn:aws:sqs:eu-west-1:111122223333:orders";
    let renamed = edit::rename(&scenario, &known, part, queue);
    assert!(renamed.resource_policies[0].document.contains("sqs:SendMessage"), "{renamed:?}");
    scenario.resource_policies[0].document.push('\n');
    let edited = scenario.resource_policies[0].document.clone();
    assert_eq!(edit::rename(&scenario, &known, part, queue).resource_policies[0].document, edited);
}

#[test]
fn wrong_names_are_told() {
    let mut scenario = all_added();
    scenario = add(&scenario, New::Role).scenario;
    let role = Part::Owner(Owner::Role(1));
    let cases = [
        (role, "arn:aws:iam::111122223333:role/other", None),
        (role, "arn:aws-cn:iam::111122223333:role/path/other", None),
        (role, "", Some(NameFault::Empty)),
        (role, "my-role", Some(NameFault::NotARole)),
        (role, "arn:aws:iam::1234:role/other", Some(NameFault::NotARole)),
        (role, "arn:aws:iam::111122223333:user/other", Some(NameFault::NotARole)),
        (role, "arn:aws:iam::111122223333:role/with space", Some(NameFault::NotAName)),
        (role, "arn:aws:iam::111122223333:role/reader", Some(NameFault::Taken)),
        (Part::Owner(Owner::User(0)), "arn:aws:iam::111122223333:role/reader", Some(NameFault::NotAUser)),
        (Part::Owner(Owner::Group(0)), "no group!", Some(NameFault::NotAName)),
        (Part::Document(SourceId::RolePolicy(0, 1)), "my-policy", Some(NameFault::Taken)),
        (Part::Document(SourceId::RolePolicy(0, 1)), "", None),
        (Part::Document(SourceId::ResourcePolicy(0)), "my-bucket", Some(NameFault::NotAnArn)),
    ];
    for (part, name, expected) in cases {
        assert_eq!(edit::fault(&scenario, part, name), expected, "{part:?} {name:?}");
    }
}

#[test]
fn few_documents_are_all_tabs_and_many_are_those_of_one_role() {
    use SourceId::{EndpointPolicy, Manifests, RolePolicy, TrustPolicy};
    let one = add(&scenario(MANIFESTS), New::Role).scenario;
    assert_eq!(edit::tabs(&one, Manifests, 0), [Manifests, TrustPolicy(0), RolePolicy(0, 0)]);
    let two = add(&add(&one, New::Role).scenario, New::EndpointPolicy).scenario;
    assert_eq!(edit::tabs(&two, Manifests, 1), [Manifests, TrustPolicy(1), RolePolicy(1, 0)]);
    assert_eq!(edit::tabs(&two, TrustPolicy(0), 1), [Manifests, TrustPolicy(0), RolePolicy(0, 0)]);
    assert_eq!(edit::tabs(&two, EndpointPolicy, 0), [Manifests, TrustPolicy(0), RolePolicy(0, 0), EndpointPolicy]);
}

#[test]
fn every_document_stands_in_one_section() {
    let scenario = all_added();
    let mut listed: Vec<SourceId> =
        edit::outline(&scenario).into_iter().flat_map(|section| section.documents).collect();
    let mut all: Vec<SourceId> = scenario.documents().map(|(source, _)| source).collect();
    listed.sort();
    all.sort();
    assert_eq!(listed, all);
}

#[test]
fn what_changed_places_is_told_from_what_was_edited() {
    use SourceId::{Manifests, RolePolicy, TrustPolicy};
    let one = add(&scenario(MANIFESTS), New::Role).scenario;
    let mut two = add(&one, New::Role).scenario;
    two.roles[1].trust_policy = Some("{}".to_owned());
    two.roles[1].policies[0].document = "[]".to_owned();
    let places = [TrustPolicy(0), RolePolicy(0, 0), TrustPolicy(1), RolePolicy(1, 0)];
    let swapped = edit::shift(&two, Part::Owner(Owner::Role(0)), Way::Down).unwrap().scenario;
    assert_eq!(edit::moved(&two, &swapped), places);
    let without = edit::remove(&two, Part::Owner(Owner::Role(0))).unwrap().scenario;
    assert_eq!(edit::moved(&two, &without), places);
    assert_eq!(edit::moved(&without, &two), places[..2], "and back again");
    let mut edited = two.clone();
    edited.set_text(Manifests, String::new());
    edited.set_text(TrustPolicy(0), "{}".to_owned());
    assert_eq!(edit::moved(&two, &edited), [], "a text that became like another one did not move");
    let twin = edit::duplicate(&two, Part::Owner(Owner::Role(0))).unwrap().scenario;
    let mut edited = twin.clone();
    edited.set_text(TrustPolicy(0), "typed".to_owned());
    assert_eq!(edit::moved(&twin, &edited), [], "nor did a copy that is edited");
}
