//! The one input, as links, examples and scripts write it: what is read comes back, and what does not fit is refused
//! with the way to it.

#![allow(clippy::unwrap_used, clippy::panic)]

use irsa_playground::iam::context::ContextValue;
use irsa_playground::scenario::Scenario;

/// A scenario with every field.
const FULL: &str = r#"{
  "manifests": "kind: Pod\n",
  "roles": [{
    "arn": "arn:aws:iam::123456789012:role/app", "trustPolicy": "{}", "permissionsBoundary": "{\"Version\": \"x\"}",
    "policies": [{ "name": "one", "document": "{}" }, { "document": "[]" }],
    "tags": { "team": "blue", "": "empty" }, "maxSessionDuration": 43200
  }],
  "users": [{ "arn": "arn:aws:iam::123456789012:user/u", "groups": ["developers", ""], "policies": [],
    "permissionsBoundary": "{}", "tags": {} }],
  "groups": [{ "name": "developers", "policies": [{ "document": "{}" }] }],
  "resourcePolicies": [{ "resource": "arn:aws:s3:::my-bucket", "document": "{}" }],
  "serviceControlPolicies": [["{}", "{}"], []],
  "resourceControlPolicies": [["{}"]],
  "sessionPolicy": "{}", "endpointPolicy": "{}",
  "cluster": { "name": "c", "account": "123456789012", "region": "ap-northeast-2", "issuer": "https://oidc.example" },
  "oidcProviders": [{ "account": "123456789012", "url": "https://oidc.example", "clientIds": ["sts.amazonaws.com"] }],
  "podIdentityAssociations": [{ "namespace": "n", "serviceAccount": "s", "roleArn": "r", "targetRoleArn": "t",
    "disableSessionTags": true, "policy": "{}" }],
  "nodeRole": "arn:aws:iam::123456789012:role/node", "imdsReachable": false, "sdk": "javaWithoutSts",
  "runtime": { "webhookMissing": true, "agentMissing": true, "lifecycle": "podBeforeAnnotation", "tokenAge": 90000,
    "durationSeconds": 900 },
  "questions": [{ "principal": "Pod/n/p", "action": "s3:GetObject", "resource": "*", "expect": "denied",
    "context": { "aws:SourceIp": "10.0.0.1", "aws:MultiFactorAuthAge": 300, "aws:SecureTransport": true,
      "aws:TagKeys": ["a", 1, false], "s3:prefix": [] } }]
}"#;

fn read(text: &str) -> Scenario {
    Scenario::from_json(text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_is_written_is_read_back() {
    let words = |field: &str, words: &[&str]| words.iter().map(|w| field.replace('_', w)).collect::<Vec<_>>();
    let sdks = ["python", "cli", "javascript", "go", "java", "javaWithoutSts", "rust", "old"];
    let texts = [vec![FULL.to_owned(), "{}".to_owned(), "\u{feff}{ \"manifests\": \"\\u0000 한글 \\\"\" }".to_owned()]]
        .into_iter()
        .chain([words(r#"{ "sdk": "_" }"#, &sdks)])
        .chain([words(
            r#"{ "runtime": { "lifecycle": "_" } }"#,
            &["inOrder", "podBeforeAnnotation", "notInWebhookCache"],
        )])
        .chain([words(
            r#"{ "questions": [{ "action": "a", "resource": "r", "expect": "_" }] }"#,
            &["allowed", "denied"],
        )])
        .flatten();
    for text in texts {
        let scenario = read(&text);
        let written = serde_json::to_string(&scenario).unwrap();
        assert_eq!(read(&written), scenario, "{text}");
    }
}

#[test]
fn nothing_that_was_written_gets_lost() {
    let written = serde_json::to_value(read(FULL)).unwrap();
    let expected: serde_json::Value = serde_json::from_str(FULL).unwrap();
    for (field, value) in expected.as_object().unwrap() {
        // Empty lists need not be written, and numbers in the context become texts.
        if !matches!(field.as_str(), "users" | "questions") {
            assert_eq!(&written[field], value, "{field}");
        }
    }
}

#[test]
fn a_context_takes_texts_numbers_and_booleans() {
    let scenario = read(FULL);
    let context = &scenario.questions.first().unwrap().context;
    let many = |texts: &[&str]| ContextValue::Many(texts.iter().map(|text| (*text).to_owned()).collect());
    assert_eq!(context["aws:SourceIp"], "10.0.0.1".into());
    assert_eq!(context["aws:MultiFactorAuthAge"], "300".into());
    assert_eq!(context["aws:SecureTransport"], "true".into());
    assert_eq!(context["aws:TagKeys"], many(&["a", "1", "false"]));
    assert_eq!(context["s3:prefix"], many(&[]));
}

#[test]
fn null_stands_for_nothing() {
    let text = r#"{ "manifests": null, "roles": null, "sdk": null, "runtime": null,
        "questions": [{ "action": "a", "resource": "r", "context": null, "principal": null }] }"#;
    let expected = r#"{ "questions": [{ "action": "a", "resource": "r" }] }"#;
    assert_eq!(read(text), read(expected));
}

#[test]
fn what_does_not_fit_is_refused_with_the_way_to_it() {
    let cases = [
        ("", ": this is no JSON: line 1, column 1"),
        ("{\n  \"roles\": [,]\n}", ": this is no JSON: line 2, column 13"),
        ("[]", ": expected an object, found a list"),
        ("null", ": expected an object, found null"),
        (r#"{ "manifest": "" }"#, "manifest: unknown field `manifest`: did you mean `manifests`?"),
        (r#"{ "SDK": "go" }"#, "SDK: unknown field `SDK`: did you mean `sdk`?"),
        (
            r#"{ "cluster": { "vpc": "" } }"#,
            "cluster.vpc: unknown field `vpc`: expected `name`, `account`, `region`, `issuer`, `version`",
        ),
        (r#"{ "roles": [{ "arm": "" }] }"#, "roles[0].arm: unknown field `arm`: did you mean `arn`?"),
        (r#"{ "sdk": "go", "sdk": "go" }"#, "sdk: this field stands here twice"),
        (r#"{ "manifests": ["kind: Pod"] }"#, "manifests: expected a text, found a list"),
        (r#"{ "manifests": 7 }"#, "manifests: expected a text, found a number"),
        (r#"{ "roles": { "arn": "" } }"#, "roles: expected a list, found an object"),
        (r#"{ "roles": ["arn"] }"#, "roles[0]: expected an object, found a text"),
        (r#"{ "roles": [{ "arn": "" }, {}] }"#, "roles[1].arn: this field is missing"),
        (r#"{ "roles": [{ "arn": null }] }"#, "roles[0].arn: this field is missing"),
        (r#"{ "roles": [{ "arn": "", "tags": { "a": 1 } }] }"#, "roles[0].tags.a: expected a text, found a number"),
        (r#"{ "roles": [{ "arn": "", "policies": [{}] }] }"#, "roles[0].policies[0].document: this field is missing"),
        (
            r#"{ "roles": [{ "arn": "", "maxSessionDuration": 1.5 }] }"#,
            "roles[0].maxSessionDuration: expected a whole number from 0 to 4294967295, found 1.5",
        ),
        (
            r#"{ "runtime": { "durationSeconds": 4294967296 } }"#,
            "runtime.durationSeconds: expected a whole number from 0 to 4294967295, found 4294967296",
        ),
        (
            r#"{ "runtime": { "tokenAge": -1 } }"#,
            "runtime.tokenAge: expected a whole number from 0 to 18446744073709551615, found -1",
        ),
        (r#"{ "users": [{}] }"#, "users[0].arn: this field is missing"),
        (r#"{ "users": [{ "arn": "", "groups": "dev" }] }"#, "users[0].groups: expected a list, found a text"),
        (r#"{ "groups": [{}] }"#, "groups[0].name: this field is missing"),
        (r#"{ "resourcePolicies": [{ "document": "" }] }"#, "resourcePolicies[0].resource: this field is missing"),
        (r#"{ "resourcePolicies": [{ "resource": "" }] }"#, "resourcePolicies[0].document: this field is missing"),
        (r#"{ "serviceControlPolicies": ["{}"] }"#, "serviceControlPolicies[0]: expected a list, found a text"),
        (r#"{ "serviceControlPolicies": [[{}]] }"#, "serviceControlPolicies[0][0]: expected a text, found an object"),
        (r#"{ "oidcProviders": [{ "url": "" }] }"#, "oidcProviders[0].account: this field is missing"),
        (r#"{ "oidcProviders": [{ "account": "" }] }"#, "oidcProviders[0].url: this field is missing"),
        (
            r#"{ "podIdentityAssociations": [{ "serviceAccount": "", "roleArn": "" }] }"#,
            "podIdentityAssociations[0].namespace: this field is missing",
        ),
        (
            r#"{ "podIdentityAssociations": [{ "namespace": "", "roleArn": "" }] }"#,
            "podIdentityAssociations[0].serviceAccount: this field is missing",
        ),
        (
            r#"{ "podIdentityAssociations": [{ "namespace": "", "serviceAccount": "" }] }"#,
            "podIdentityAssociations[0].roleArn: this field is missing",
        ),
        (r#"{ "imdsReachable": "yes" }"#, "imdsReachable: expected true or false, found a text"),
        (r#"{ "sdk": "Javascript" }"#, "sdk: unknown value `Javascript`: did you mean `javascript`?"),
        (
            r#"{ "runtime": { "lifecycle": "never" } }"#,
            "runtime.lifecycle: unknown value `never`: expected `inOrder`, `podBeforeAnnotation`, `notInWebhookCache`",
        ),
        (r#"{ "questions": [{ "resource": "" }] }"#, "questions[0].action: this field is missing"),
        (r#"{ "questions": [{ "action": "" }] }"#, "questions[0].resource: this field is missing"),
        (
            r#"{ "questions": [{ "action": "", "resource": "", "expect": "deny" }] }"#,
            "questions[0].expect: unknown value `deny`: expected `allowed`, `denied`, `either`",
        ),
        (
            r#"{ "questions": [{ "action": "", "resource": "", "context": { "aws:TagKeys": ["a", null] } }] }"#,
            "questions[0].context.aws:TagKeys[1]: expected a text, a number, true or false, found null",
        ),
    ];
    for (text, expected) in cases {
        let error = Scenario::from_json(text).map(|_| ()).unwrap_err();
        assert_eq!(format!("{}: {}", error.path, error.message), expected, "{text}");
    }
}
