//! English words for advice on principals, on what is given away, and on what is said twice.

use super::resource::list;
use crate::lint::policy::{AccessLint, PrincipalLint, RedundancyLint};
use crate::message::Words;

pub(super) fn redundancy(lint: &RedundancyLint) -> Words {
    use RedundancyLint as L;
    match lint {
        L::Action { action, by } if action.eq_ignore_ascii_case(by) => {
            Words::with_help(format!("`{action}` stands here already"), "remove it")
        }
        L::Action { action, by } => Words::with_help(format!("`{by}` includes `{action}`"), "remove the narrower one"),
        L::Resource { resource, by } if resource == by => {
            Words::with_help(format!("`{resource}` stands here already"), "remove it")
        }
        L::Resource { resource, by } => {
            Words::with_help(format!("`{by}` includes `{resource}`"), "remove the narrower one")
        }
        L::Value { value, by } if value == by => {
            Words::with_help(format!("`{value}` stands here already"), "remove it")
        }
        L::Value { value, by } => Words::with_help(format!("`{by}` includes `{value}`"), "remove the narrower one"),
        L::Statement => {
            Words::with_help("another statement of this document says all of this already", "remove this one")
        }
        L::ShadowedAction { action } => Words::with_help(
            format!("`{action}` is denied by this document wherever it is allowed here, and a Deny wins"),
            "remove it here, or narrow the Deny",
        ),
        L::ShadowedStatement => Words::with_help(
            "everything that is allowed here is denied by this document, and a Deny wins",
            "remove this statement, or narrow the Deny",
        ),
        L::OtherCase { name, other } => Words::with_help(
            format!("the table `{name}` is written `{other}` elsewhere; names are compared with regard to case"),
            "write it as the table is called",
        ),
    }
}

pub(super) fn principal(lint: &PrincipalLint) -> Words {
    use PrincipalLint as L;
    match lint {
        L::Everyone => Words::with_help(
            "everybody may do this, in any account and without credentials: there is no condition",
            "name the principals, or add a condition such as `aws:PrincipalOrgID`",
        ),
        L::UniqueId { id } => Words::with_help(
            format!(
                "`{id}` is the id of a user or role that was deleted; one of the same name made anew does not match"
            ),
            "name the user or role by its ARN again",
        ),
        L::AccountDigits { account } => Words::with_help(
            format!("`{account}` is no account id; AWS refuses the principal"),
            "an account id has twelve digits, leading zeros included",
        ),
        L::ServiceWithoutSource { service } => Words::with_help(
            format!("`{service}` acts for resources of every account: anybody can have it do this"),
            "add a condition on `aws:SourceArn` or `aws:SourceAccount`",
        ),
        L::ServiceFormat { service } => Words::with_help(
            format!("`{service}` is no service principal"),
            "services are named by a domain, as in `lambda.amazonaws.com`",
        ),
    }
}

pub(super) fn access(lint: &AccessLint) -> Words {
    use AccessLint as L;
    match lint {
        L::Everything => Words::with_help(
            "this allows every action on every resource of the account",
            "name the actions and resources that are needed",
        ),
        L::PassEveryRole { action } => Words::with_help(
            format!("`{action}` lets the holder run a service as any role of the account that trusts the service"),
            "name the roles, or add a condition on `iam:PassedToService`",
        ),
        L::AssumeEveryRole { action } => Words::with_help(
            format!("`{action}` lets the holder become any role that trusts this account"),
            "name the roles",
        ),
        L::Escalation { actions } => Words::with_help(
            format!("with {} on every resource the holder can give itself any permission", list(actions)),
            "name the resources, or require a permissions boundary by `iam:PermissionsBoundary`",
        ),
    }
}
