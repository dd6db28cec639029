//! English words for advice on actions and resources.

use crate::lint::policy::{ActionLint, Head, ResourceLint};
use crate::message::Words;

/// Names in backticks, with commas between.
pub(super) fn list(names: &[String]) -> String {
    const MOST: usize = 4;
    let mut text = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        text.push_str(" …");
    }
    text
}

pub(super) fn did_you_mean(suggestion: Option<&str>, otherwise: &str) -> String {
    suggestion.map_or_else(|| otherwise.to_owned(), |right| format!("did you mean `{right}`?"))
}

pub(super) fn action(lint: &ActionLint) -> Words {
    use ActionLint as L;
    match lint {
        L::Unknown { action, suggestion } => Words::with_help(
            format!("the catalogue has no action `{action}`; IAM saves it, and it matches no request"),
            did_you_mean(suggestion.as_deref(), "look it up; AWS may have added it since the catalogue was made"),
        ),
        L::UnknownService { service, suggestion } => Words::with_help(
            format!("no service of AWS has the prefix `{service}`, so this matches no request"),
            did_you_mean(suggestion.as_deref(), "look the prefix up in the Service Authorization Reference"),
        ),
        L::MatchesNothing { action } => Words::with_help(
            format!("`{action}` fits no action that the catalogue knows"),
            "check the name before the wildcard",
        ),
        L::WildcardInService { action } => Words::with_help(
            format!("`{action}` has a wildcard in the service; AWS does not say what that matches"),
            "name each service, as in `s3:Get*`",
        ),
        L::AllowNotAction => Words::with_help(
            "`Allow` with `NotAction` grants every other action of every service, those that AWS adds later too",
            "name what is allowed, with `Action`",
        ),
        L::TakesNoResource { actions } => Words::with_help(
            format!(
                "requests for {} name no resource, so with this `Resource` the statement never applies to them",
                list(actions)
            ),
            "give it a statement with `\"Resource\": \"*\"`",
        ),
        L::FitsNoResource { actions, resource, takes, suggestion } => Words::with_help(
            format!("requests for {} never name `{resource}`, which is another type of resource", list(actions)),
            match suggestion {
                Some(right) => format!("name {}, such as `{right}`", list(takes)),
                None => format!("name {}", list(takes)),
            },
        ),
        L::ResourceFitsNothing { resource, suggestion } => Words::with_help(
            format!("no request for the actions of this statement names `{resource}`"),
            match suggestion {
                Some(right) => format!("did you mean `{right}`?"),
                None => "remove it, or add the action that it is for".to_owned(),
            },
        ),
        L::EveryResource { action, takes } => Words::with_help(
            format!("`{action}` is allowed on every resource of the account, and could be limited to some"),
            format!("name the ARNs; it takes {}", list(takes)),
        ),
    }
}

pub(super) fn resource(lint: &ResourceLint) -> Words {
    use ResourceLint as L;
    let field = |head: &Head| match head {
        Head::Region => "Region",
        Head::Account => "account",
    };
    match lint {
        L::AccountDigits { account } => Words::with_help(
            format!("`{account}` is no account id, so this ARN names nothing"),
            "an account id has twelve digits, leading zeros included",
        ),
        L::RegionShape { region, suggestion } => Words::with_help(
            format!("`{region}` is no Region, so this ARN names nothing"),
            did_you_mean(suggestion.as_deref(), "Regions look like `eu-west-1`"),
        ),
        L::ServiceCase { service, right } => Words::with_help(
            format!("`{service}` is no service: ARNs are compared with regard to case"),
            format!("write `{right}`"),
        ),
        L::MissingField { resource, field: head } => Words::with_help(
            format!("`{resource}` names nothing: such resources have the {} in their ARN", field(head)),
            format!("put the {} in, or `*`", field(head)),
        ),
        L::SuperfluousField { resource, field: head } => Words::with_help(
            format!("`{resource}` names nothing: such resources have no {} in their ARN", field(head)),
            format!("leave the {} empty; the colons stay", field(head)),
        ),
        L::UnknownType { written, suggestion } => Words::with_help(
            format!("the service has no resources of the type `{written}`, so this ARN names nothing"),
            format!("did you mean `{suggestion}`?"),
        ),
        L::BucketInCapitals { bucket, lower } => Words::with_help(
            format!("no bucket is called `{bucket}`: names of buckets have no capital letters"),
            format!("write `{lower}`"),
        ),
    }
}
