//! Which code a finding has.
//!
//! What always holds: every match is exhaustive, so that a finding without a code does not compile.

use super::{Code, advice};
use crate::diagnostic::Finding;
use crate::iam::PolicyFault;
use crate::iam::policy::PolicyKind;
use crate::kubernetes::ManifestFault;
use crate::lint::{IrsaLint, KubernetesLint, TrustLint};
use crate::syntax::SyntaxFault;

impl Finding {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Syntax(fault) => syntax(fault),
            Self::Policy(fault) => policy(fault),
            Self::Advice(lint) => advice::code(lint),
            Self::Trust(lint) => trust(lint),
            Self::Manifest(fault) => manifest(fault),
            Self::Kubernetes(lint) => kubernetes(lint),
            Self::Irsa(lint) => irsa(lint),
            Self::Link { code, .. } => *code,
        }
    }

    /// The id of the concept that explains what the finding is about.
    #[must_use]
    pub fn concept(&self) -> Option<&'static str> {
        self.code().concept()
    }
}

fn syntax(fault: &SyntaxFault) -> Code {
    use SyntaxFault as F;
    match fault {
        F::Empty => Code::SyntaxEmpty,
        F::TooLarge => Code::SyntaxTooLarge,
        F::TooDeep => Code::SyntaxTooDeep,
        F::TooManyNodes => Code::SyntaxTooManyNodes,
        F::Comment => Code::SyntaxComment,
        F::TrailingComma => Code::SyntaxTrailingComma,
        F::MissingComma => Code::SyntaxMissingComma,
        F::MissingColon => Code::SyntaxMissingColon,
        F::MissingValue => Code::SyntaxMissingValue,
        F::UnquotedKey => Code::SyntaxUnquotedKey,
        F::UnexpectedWord(_) => Code::SyntaxUnexpectedWord,
        F::SingleQuotes => Code::SyntaxSingleQuotes,
        F::SmartQuotes => Code::SyntaxSmartQuotes,
        F::UnterminatedString => Code::SyntaxUnterminatedString,
        F::BadEscape => Code::SyntaxBadEscape,
        F::ControlCharacter => Code::SyntaxControlCharacter,
        F::BadNumber => Code::SyntaxBadNumber,
        F::Unclosed(_) => Code::SyntaxUnclosed,
        F::AfterEnd => Code::SyntaxAfterEnd,
        F::UnexpectedCharacter => Code::SyntaxUnexpectedCharacter,
        F::Yaml(_) => Code::SyntaxYaml,
        F::TabIndentation => Code::SyntaxTabIndentation,
        F::UnknownAlias(_) => Code::SyntaxUnknownAlias,
        F::AliasCycle(_) => Code::SyntaxAliasCycle,
        F::DuplicateKey(_) => Code::SyntaxDuplicateKey,
        F::Indentation => Code::SyntaxIndentation,
        F::ColonInPlain => Code::SyntaxColonInPlain,
        F::UnclosedQuote => Code::SyntaxUnclosedQuote,
        F::CannotStart(_) => Code::SyntaxCannotStart,
        F::BadYamlEscape => Code::SyntaxBadYamlEscape,
        F::NotPrintable(_) => Code::SyntaxNotPrintable,
        F::BadKey(_) => Code::SyntaxBadKey,
        F::BadMerge => Code::SyntaxBadMerge,
        F::UnknownTag(_) => Code::SyntaxUnknownTag,
        F::InvisibleBlank => Code::SyntaxInvisibleBlank,
        F::Html => Code::SyntaxHtml,
        F::Template => Code::SyntaxTemplate,
    }
}

fn policy(fault: &PolicyFault) -> Code {
    use PolicyFault as F;
    match fault {
        F::ByteOrderMark => Code::ByteOrderMark,
        F::CharacterOutsideLatin(_) => Code::CharacterOutsideLatin,
        F::WrongType { .. } => Code::WrongType,
        F::DuplicateKey(_) => Code::DuplicateKey,
        F::DuplicateKeyInOtherCase(_) => Code::DuplicateKeyInOtherCase,
        F::UnknownElement { .. } => Code::UnknownElement,
        F::MissingElement(element) => match element.as_str() {
            "Effect" => Code::MissingEffect,
            "Action" => Code::MissingAction,
            "Resource" => Code::MissingResource,
            "Principal" => Code::MissingPrincipal,
            _ => Code::MissingStatement,
        },
        F::EmptyList(element) => match element.as_str() {
            "Action" | "NotAction" => Code::EmptyAction,
            "Resource" | "NotResource" => Code::EmptyResource,
            _ => Code::EmptyStatement,
        },
        F::BothElements(..) => Code::BothElements,
        F::ForbiddenElement { element, kind } => match (element.as_str(), kind) {
            ("Resource" | "NotResource", _) => Code::ResourceInTrustPolicy,
            ("NotAction", _) => Code::RcpNotAction,
            ("NotPrincipal", PolicyKind::Trust) => Code::NotPrincipalInTrustPolicy,
            ("NotPrincipal", PolicyKind::ResourceControl) => Code::RcpNotPrincipal,
            _ => Code::PrincipalNotSupported,
        },
        F::UnknownVersion(_) => Code::UnknownVersion,
        F::UnknownEffect(_) => Code::UnknownEffect,
        F::BadSid(_) => Code::BadSid,
        F::DuplicateSid(_) => Code::DuplicateSid,
        F::ActionWithoutService(_) => Code::ActionWithoutService,
        F::ActionWithTwoColons(_) => Code::ActionWithTwoColons,
        F::ActionInTrustPolicy(_) => Code::ActionInTrustPolicy,
        F::NotAnArn(_) => Code::NotAnArn,
        F::ShortArn(_) => Code::ShortArn,
        F::UnknownPartition(_) => Code::UnknownPartition,
        F::S3ArnWithRegion(_) => Code::S3ArnWithRegion,
        F::IamArnWithRegion(_) => Code::IamArnWithRegion,
        F::Placeholder(_) => Code::Placeholder,
        F::UnknownPrincipalType { .. } => Code::UnknownPrincipalType,
        F::WildcardInPrincipal(_) => Code::WildcardInPrincipal,
        F::UnreadablePrincipal(_) => Code::UnreadablePrincipal,
        F::NotAProvider(_) => Code::NotAProvider,
        F::UnknownOperator { .. } => Code::UnknownOperator,
        F::NullIfExists(_) => Code::NullIfExists,
        F::KeyWithoutPrefix(_) => Code::KeyWithoutPrefix,
        F::ResourceControlAllow => Code::RcpAllow,
        F::ResourceControlPrincipal => Code::RcpPrincipal,
        F::ResourceControlAction => Code::RcpAction,
        F::ResourceControlVersion => Code::RcpVersion,
    }
}

fn trust(lint: &TrustLint) -> Code {
    match lint {
        TrustLint::NoSubject { .. } => Code::NoSubject,
        TrustLint::SubjectAcrossNamespaces { .. } => Code::SubjectAcrossNamespaces,
        TrustLint::NoAudience { .. } => Code::NoAudience,
        TrustLint::Everyone => Code::TrustEveryone,
        TrustLint::TooLarge { .. } => Code::TrustTooLarge,
        TrustLint::NearQuota { .. } => Code::TrustNearQuota,
        TrustLint::KeyWithScheme { .. } => Code::KeyWithScheme,
        TrustLint::KeyIsProviderArn { .. } => Code::KeyIsProviderArn,
        TrustLint::KeyOfOtherIssuer { .. } => Code::KeyOfOtherIssuer,
        TrustLint::TwoIssuers { .. } => Code::TwoIssuers,
        TrustLint::UnknownClaim { .. } => Code::UnknownClaim,
        TrustLint::ProviderSpelling { .. } => Code::ProviderSpelling,
        TrustLint::ProviderPartition { .. } => Code::ProviderPartition,
        TrustLint::ProviderAccount { .. } => Code::ProviderAccount,
        TrustLint::ServiceAsFederated { .. } => Code::ServiceAsFederated,
        TrustLint::SubjectForm { .. } => Code::SubjectForm,
        TrustLint::SubjectWildcard { .. } => Code::SubjectWildcard,
        TrustLint::AudienceValue { .. } => Code::AudienceValue,
        TrustLint::SubjectAsAudience { .. } => Code::SubjectAsAudience,
        TrustLint::TwoOperators { .. } => Code::TwoOperators,
        TrustLint::SetOperator { .. } => Code::ClaimSetOperator,
        TrustLint::MismatchedAction { .. } => Code::MismatchedAction,
        TrustLint::NoTagSession => Code::NoTagSession,
        TrustLint::ConfusedDeputy { .. } => Code::ConfusedDeputy,
        TrustLint::UniqueId { .. } => Code::UniqueId,
        TrustLint::NoExternalId { .. } => Code::NoExternalId,
    }
}

fn manifest(fault: &ManifestFault) -> Code {
    use ManifestFault as F;
    match fault {
        F::NotAnObject(_) => Code::NotAnObject,
        F::MissingField(_) => Code::MissingField,
        F::MissingName => Code::MissingName,
        F::UnknownKind { .. } => Code::UnknownKind,
        F::LookAlike { .. } => Code::LookAlike,
        F::RemovedVersion { .. } => Code::RemovedVersion,
        F::MisspeltKind { .. } => Code::MisspeltKind,
        F::DuplicateObject { .. } => Code::DuplicateObject,
        F::NotAString { .. } => Code::NotAString,
        F::WrongType { .. } => Code::ManifestWrongType,
        F::Invalid { .. } => Code::Invalid,
        F::FieldTypo { .. } => Code::FieldTypo,
        F::MisplacedField { .. } => Code::MisplacedField,
        F::AnnotationTypo { .. } => Code::AnnotationTypo,
        F::AnnotationElsewhere { .. } => Code::AnnotationElsewhere,
        F::LabelNotAnnotation { .. } => Code::LabelNotAnnotation,
        F::Kube2Iam { .. } => Code::Kube2Iam,
        F::Placeholder { .. } => Code::ManifestPlaceholder,
        F::RoleArnShape { .. } => Code::RoleArnShape,
        F::AnnotationValue { .. } => Code::AnnotationValue,
        F::ShortExpiration { .. } => Code::ShortExpiration,
        F::NoSuchServiceAccount { .. } => Code::NoSuchServiceAccount,
    }
}

fn kubernetes(lint: &KubernetesLint) -> Code {
    use KubernetesLint as L;
    match lint {
        L::SkipContainersBlank { .. } => Code::SkipContainersBlank,
        L::SkipContainersUnknown { .. } => Code::SkipContainersUnknown,
        L::GlobalStsEndpoint => Code::GlobalStsEndpoint,
        L::StsEndpointByHand { .. } => Code::StsEndpointByHand,
        L::LongExpiration { .. } => Code::LongExpiration,
        L::RuleResource { .. } => Code::RuleResource,
        L::RuleGroup { .. } => Code::RuleGroup,
        L::RuleVerb { .. } => Code::RuleVerb,
        L::NamesWithoutName { .. } => Code::NamesWithoutName,
        L::NoSuchRole { .. } => Code::NoSuchRole,
        L::NoSuchSubject { .. } => Code::NoSuchSubject,
    }
}

fn irsa(lint: &IrsaLint) -> Code {
    match lint {
        IrsaLint::AssociationWins { .. } => Code::AssociationWins,
        IrsaLint::NoSuchProvider { .. } => Code::NoSuchProvider,
        IrsaLint::NoSessionTags { .. } => Code::NoSessionTags,
        IrsaLint::MayBecome { .. } => Code::MayBecome,
        IrsaLint::DefaultHasRole { .. } => Code::DefaultHasRole,
    }
}
