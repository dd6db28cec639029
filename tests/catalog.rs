//! The action catalogue: what it says of the actions that questions are asked about most.

#![allow(clippy::unwrap_used)]

use irsa_playground::aws::catalog::{self, AccessLevel, Fit, KeyType};

#[test]
fn the_whole_catalogue_is_read() {
    let actions: usize = catalog::services().iter().map(|service| service.actions().len()).sum();
    assert_eq!((catalog::services().len(), actions), (13, 1037));
    assert_eq!(catalog::global_keys().len(), 61);
    assert!(!catalog::complete() && catalog::is_core("S3") && !catalog::knows("lambda"));
    assert_eq!(catalog::date(), "2026-09-26");
}

#[test]
fn actions_are_found_without_regard_to_case() {
    let (service, action) = catalog::action("S3:getobject").unwrap();
    assert_eq!((service.prefix, action.name, action.level), ("s3", "GetObject", AccessLevel::Read));
    assert!(service.resource_types_of(action).any(|resource| resource.name == "object"));
    assert!(catalog::action("s3:GetObjekt").is_none());
}

#[test]
fn resources_fit_actions() {
    for (action, resource, fit) in [
        ("s3:GetObject", "arn:aws:s3:::b/k", Fit::Fits),
        ("s3:GetObject", "arn:aws:s3:::b/a/b:c", Fit::Fits),
        ("s3:GetObject", "arn:aws:s3:::b", Fit::OtherType),
        ("s3:ListBucket", "arn:aws:s3:::b", Fit::Fits),
        ("s3:ListBucket", "arn:aws:s3:::b/k", Fit::OtherType),
        ("s3:ListBucket", "arn:aws:s3:::b/", Fit::OtherType),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::b", Fit::NoResourceTypes),
        ("dynamodb:Query", "arn:aws:dynamodb:us-east-1:111122223333:table/t", Fit::Fits),
        ("dynamodb:Query", "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i", Fit::Fits),
        ("dynamodb:GetItem", "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i", Fit::OtherType),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/path/app", Fit::Fits),
        ("s3:GetObjekt", "arn:aws:s3:::b/k", Fit::UnknownAction),
    ] {
        assert_eq!(catalog::fit(action, resource), fit, "{action} {resource}");
    }
}

#[test]
fn condition_keys_have_types() {
    let key = |name| catalog::condition_key(name).map(|key| (key.kind, key.multivalued));
    assert_eq!(key("aws:sourceip"), Some((KeyType::IpAddress, false)));
    assert_eq!(key("aws:PrincipalTag/team"), Some((KeyType::String, false)));
    assert_eq!(key("AWS:TagKeys"), Some((KeyType::String, true)));
    assert_eq!(key("dynamodb:LeadingKeys"), Some((KeyType::String, true)));
    assert_eq!(key("s3:max-keys"), Some((KeyType::Numeric, false)));
    assert_eq!(key("made:up"), None);
    assert!(catalog::action_may_carry("s3:listbucket", "s3:prefix"));
    assert!(!catalog::action_may_carry("s3:getobject", "s3:prefix"));
}
