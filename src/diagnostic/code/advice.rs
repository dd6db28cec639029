//! Which code an advice on a policy has.
//!
//! What always holds: every match is exhaustive, so that an advice without a code does not compile.

use super::Code;
use crate::iam::condition::{Existence, Family, Polarity, Quantifier};
use crate::lint::PolicyLint;
use crate::lint::policy::{
    AccessLint, ActionLint, Head, KeyLint, OperatorLint, PrincipalLint, Quota, RedundancyLint, ResourceLint, ShapeLint,
    ValueLint, VariableLint,
};

pub(super) fn code(lint: &PolicyLint) -> Code {
    match lint {
        PolicyLint::Shape(lint) => shape(lint),
        PolicyLint::Action(lint) => action(lint),
        PolicyLint::Resource(lint) => resource(lint),
        PolicyLint::Redundancy(lint) => redundancy(lint),
        PolicyLint::Operator(lint) => operator(lint),
        PolicyLint::Value(lint) => value(lint),
        PolicyLint::Key(lint) => key(lint),
        PolicyLint::Variable(lint) => variable(lint),
        PolicyLint::Principal(lint) => principal(lint),
        PolicyLint::Access(lint) => access(lint),
    }
}

fn shape(lint: &ShapeLint) -> Code {
    use ShapeLint as L;
    match lint {
        L::MissingVersion => Code::MissingVersion,
        L::OldVersion => Code::OldVersion,
        L::VariableInOldVersion { .. } => Code::VariableInOldVersion,
        L::EmptySid => Code::EmptySid,
        L::EmptyCondition => Code::EmptyCondition,
        L::EmptyValues { quantifier, existence, .. } => match (quantifier, existence) {
            (Quantifier::ForAllValues, _) => Code::EmptyForAllValues,
            (Quantifier::ForAnyValue, _) => Code::EmptyForAnyValue,
            (Quantifier::Single, Existence::IfExists) => Code::EmptyIfExists,
            (Quantifier::Single, Existence::Needed) => Code::EmptyConditionValues,
        },
        L::EmptyPrincipalObject => Code::EmptyPrincipalObject,
        L::EmptyPrincipalList => Code::EmptyPrincipalList,
        L::TooLarge { quota, .. } => match quota {
            Quota::Managed | Quota::RoleInline => Code::IdentityTooLarge,
            Quota::Bucket | Quota::Endpoint => Code::ResourceTooLarge,
            Quota::Session => Code::SessionTooLarge,
            Quota::ServiceControl => Code::ScpTooLarge,
            Quota::ResourceControl => Code::RcpTooLarge,
        },
        L::AllowNotPrincipal => Code::AllowNotPrincipal,
        L::DenyNotPrincipal => Code::DenyNotPrincipal,
        L::NotPrincipalWithoutAccount { .. } => Code::NotPrincipalWithoutAccount,
        L::EndpointPrincipal { .. } => Code::EndpointPrincipal,
    }
}

fn action(lint: &ActionLint) -> Code {
    use ActionLint as L;
    match lint {
        L::Unknown { .. } => Code::UnknownAction,
        L::UnknownService { .. } => Code::UnknownService,
        L::MatchesNothing { .. } => Code::ActionMatchesNothing,
        L::WildcardInService { .. } => Code::WildcardInService,
        L::AllowNotAction => Code::AllowNotAction,
        L::TakesNoResource { .. } => Code::ActionTakesNoResource,
        L::FitsNoResource { .. } => Code::ActionFitsNoResource,
        L::ResourceFitsNothing { .. } => Code::ResourceFitsNoAction,
        L::EveryResource { .. } => Code::EveryResource,
    }
}

fn resource(lint: &ResourceLint) -> Code {
    use ResourceLint as L;
    match lint {
        L::AccountDigits { .. } => Code::AccountDigits,
        L::RegionShape { .. } => Code::RegionShape,
        L::ServiceCase { .. } => Code::ServiceCase,
        L::MissingField { field: Head::Region, .. } => Code::MissingRegion,
        L::MissingField { field: Head::Account, .. } => Code::MissingAccount,
        L::SuperfluousField { field: Head::Region, .. } => Code::SuperfluousRegion,
        L::SuperfluousField { field: Head::Account, .. } => Code::SuperfluousAccount,
        L::UnknownType { .. } => Code::UnknownResourceType,
        L::BucketInCapitals { .. } => Code::BucketInCapitals,
    }
}

fn redundancy(lint: &RedundancyLint) -> Code {
    use RedundancyLint as L;
    match lint {
        L::Action { .. } => Code::RedundantAction,
        L::Resource { .. } => Code::RedundantResource,
        L::Value { .. } => Code::RedundantValue,
        L::Statement => Code::RedundantStatement,
        L::ShadowedAction { .. } | L::ShadowedStatement => Code::ShadowedByDeny,
        L::OtherCase { .. } => Code::NameInOtherCase,
    }
}

fn operator(lint: &OperatorLint) -> Code {
    use OperatorLint as L;
    match lint {
        L::WildcardWithoutLike { .. } => Code::WildcardWithoutLike,
        L::LikeWithoutWildcard { .. } => Code::LikeWithoutWildcard,
        L::ForOtherType { .. } => Code::OperatorForOtherType,
        L::MissingSetOperator { .. } => Code::MissingSetOperator,
        L::ForAllValuesOnSingle { .. } => Code::ForAllValuesOnSingle,
        L::NullWithSetOperator { .. } => Code::NullWithSetOperator,
        L::NegatedAllowsMissing { .. } => Code::NegatedAllowsMissing,
        L::DenySkipsMissing { .. } => Code::DenySkipsMissing,
        L::StringLikeOnArn { .. } => Code::StringLikeOnArn,
    }
}

fn value(lint: &ValueLint) -> Code {
    use ValueLint as L;
    match lint {
        L::NotOfKind { family, .. } => match family {
            Family::Numeric => Code::NotANumber,
            Family::Date => Code::NotADate,
            Family::Bool | Family::Null => Code::NotABoolean,
            Family::IpAddress => Code::NotAnIpRange,
            // Any text is a string: the pair does not occur.
            Family::Arn | Family::String => Code::NotAnArnValue,
            Family::Binary => Code::NotBase64,
        },
        L::BooleanInCapitals { .. } => Code::BooleanInCapitals,
        L::BothBooleans { .. } => Code::BothBooleans,
        L::HostBits { .. } => Code::HostBits,
        L::PrivateAddress { polarity, others, .. } => match (polarity, others) {
            (Polarity::Positive, false) => Code::PrivateIp,
            (Polarity::Positive, true) => Code::PrivateIpAmongOthers,
            (Polarity::Negated, false) => Code::PrivateNotIp,
            (Polarity::Negated, true) => Code::PrivateNotIpAmongOthers,
        },
        L::EveryAddress { .. } => Code::EveryAddress,
        L::NotAVpc { .. } => Code::NotAVpc,
        L::NotAnEndpoint { .. } => Code::NotAnEndpoint,
    }
}

fn key(lint: &KeyLint) -> Code {
    use KeyLint as L;
    match lint {
        L::UnknownGlobal { .. } => Code::UnknownGlobalKey,
        L::UnknownOfService { .. } => Code::UnknownServiceKey,
        L::MissingTag { .. } => Code::MissingTagKey,
        L::NeverCarried { .. } => Code::KeyNeverCarried,
        L::NotForAction { .. } => Code::KeyNotForAction,
        L::PrefixNegated { .. } => Code::PrefixNegated,
        L::AttributesWithoutSelect => Code::AttributesWithoutSelect,
    }
}

fn variable(lint: &VariableLint) -> Code {
    use VariableLint as L;
    match lint {
        L::MissingBrace { .. } => Code::VariableMissingBrace,
        L::MissingQuote { .. } => Code::VariableMissingQuote,
        L::Space { .. } => Code::VariableSpace,
        L::Empty => Code::VariableEmpty,
        L::InElement { .. } => Code::VariableInElement,
        L::ForOperator { .. } => Code::VariableForOperator,
        L::InArnHead { .. } => Code::VariableInArnHead,
        L::OfManyValues { .. } => Code::VariableOfManyValues,
        L::Unknown { .. } => Code::UnknownVariable,
        L::NeverResolves { .. } => Code::VariableNeverResolves,
        L::BeforeWildcard { .. } => Code::VariableBeforeWildcard,
        L::Placeholder { .. } => Code::TemplatePlaceholder,
    }
}

fn principal(lint: &PrincipalLint) -> Code {
    use PrincipalLint as L;
    match lint {
        L::Everyone => Code::Everyone,
        L::UniqueId { .. } => Code::PrincipalUniqueId,
        L::AccountDigits { .. } => Code::PrincipalAccountDigits,
        L::ServiceWithoutSource { .. } => Code::ServiceWithoutSource,
        L::ServiceFormat { .. } => Code::ServiceFormat,
    }
}

fn access(lint: &AccessLint) -> Code {
    use AccessLint as L;
    match lint {
        L::Everything => Code::Everything,
        L::PassEveryRole { .. } => Code::PassEveryRole,
        L::AssumeEveryRole { .. } => Code::AssumeEveryRole,
        L::Escalation { .. } => Code::Escalation,
    }
}
