//! The stable code of every finding, such as `policy/wildcard-without-like`: what links, tests and scripts name it by.
//!
//! What always holds: a code is never given another meaning and never renamed; every finding has one, and every code
//! belongs to a finding (`tests/checks.rs` holds a failing and a passing example of each). Where IAM Access Analyzer
//! has the same check, the code knows its name.

mod advice;
mod of;

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($variant:ident $name:literal $(= $analyzer:literal)? $(? $concept:literal)?;)*) => {
        /// What a kind of finding is called.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $name] $variant,)*
        }

        impl Code {
            /// Every code, by domain.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// As it is written: `domain/kebab-case`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                self.row().0
            }

            /// The name of the same check of IAM Access Analyzer.
            #[must_use]
            pub fn analyzer(self) -> Option<&'static str> {
                self.row().1
            }

            /// The page of the app that explains what the finding is about (the id of its concept).
            #[must_use]
            pub fn concept(self) -> Option<&'static str> {
                self.row().2
            }

            fn row(self) -> (&'static str, Option<&'static str>, Option<&'static str>) {
                match self {
                    $(Self::$variant => ($name, codes!(@ $($analyzer)?), codes!(@ $($concept)?)),)*
                }
            }
        }
    };
    (@ $value:literal) => { Some($value) };
    (@) => { None };
}

codes! {
    // Texts that are no JSON or no YAML.
    SyntaxEmpty "syntax/empty" = "JSON_SYNTAX_ERROR";
    SyntaxTooLarge "syntax/too-large";
    SyntaxTooDeep "syntax/too-deep";
    SyntaxTooManyNodes "syntax/too-many-nodes";
    SyntaxComment "syntax/comment" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxTrailingComma "syntax/trailing-comma" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxMissingComma "syntax/missing-comma" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxMissingColon "syntax/missing-colon" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxMissingValue "syntax/missing-value" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxUnquotedKey "syntax/unquoted-key" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxUnexpectedWord "syntax/unexpected-word" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxSingleQuotes "syntax/single-quotes" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxSmartQuotes "syntax/smart-quotes" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxUnterminatedString "syntax/unterminated-string" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxBadEscape "syntax/bad-escape" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxControlCharacter "syntax/control-character" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxBadNumber "syntax/bad-number" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxUnclosed "syntax/unclosed" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxAfterEnd "syntax/after-end" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxUnexpectedCharacter "syntax/unexpected-character" = "JSON_SYNTAX_ERROR" ? "policy";
    SyntaxYaml "syntax/yaml";
    SyntaxTabIndentation "syntax/tab-indentation";
    SyntaxUnknownAlias "syntax/unknown-alias";
    SyntaxAliasCycle "syntax/alias-cycle";
    SyntaxDuplicateKey "syntax/duplicate-key";
    SyntaxIndentation "syntax/indentation";
    SyntaxColonInPlain "syntax/colon-in-plain";
    SyntaxUnclosedQuote "syntax/unclosed-quote";
    SyntaxCannotStart "syntax/cannot-start";
    SyntaxBadYamlEscape "syntax/bad-yaml-escape";
    SyntaxNotPrintable "syntax/not-printable";
    SyntaxBadKey "syntax/bad-key";
    SyntaxBadMerge "syntax/bad-merge";
    SyntaxUnknownTag "syntax/unknown-tag";
    SyntaxInvisibleBlank "syntax/invisible-blank";
    SyntaxHtml "syntax/html";
    SyntaxTemplate "syntax/template";

    // Policies of any kind: their grammar.
    ByteOrderMark "policy/byte-order-mark" = "JSON_SYNTAX_ERROR" ? "policy";
    CharacterOutsideLatin "policy/character-outside-latin" ? "policy";
    WrongType "policy/wrong-type" = "DATA_TYPE_MISMATCH" ? "policy";
    DuplicateKey "policy/duplicate-key" = "JSON_SYNTAX_ERROR" ? "policy";
    DuplicateKeyInOtherCase "policy/duplicate-key-in-other-case" = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE" ? "policy";
    UnknownElement "policy/unknown-element" = "INVALID_POLICY_ELEMENT" ? "statement";
    MissingStatement "policy/missing-statement" = "MISSING_STATEMENT" ? "policy";
    MissingEffect "policy/missing-effect" = "MISSING_EFFECT" ? "statement";
    MissingAction "policy/missing-action" = "MISSING_ACTION" ? "statement";
    MissingResource "policy/missing-resource" = "MISSING_RESOURCE" ? "statement";
    MissingPrincipal "policy/missing-principal" = "MISSING_PRINCIPAL" ? "resource-policy";
    EmptyStatement "policy/empty-statement" ? "policy";
    EmptyAction "policy/empty-action" = "EMPTY_ARRAY_ACTION" ? "statement";
    EmptyResource "policy/empty-resource" = "EMPTY_ARRAY_RESOURCE" ? "statement";
    BothElements "policy/both-elements" = "UNSUPPORTED_ELEMENT_COMBINATION" ? "statement";
    PrincipalNotSupported "policy/principal-not-supported" = "UNSUPPORTED_PRINCIPAL" ? "policy";
    ResourceInTrustPolicy "policy/resource-in-trust-policy" = "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE" ? "trust-policy";
    NotPrincipalInTrustPolicy "policy/not-principal-in-trust-policy" = "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL" ? "trust-policy";
    RcpNotPrincipal "policy/rcp-not-principal" = "RCP_SYNTAX_ERROR_PRINCIPAL" ? "organization-policies";
    RcpNotAction "policy/rcp-not-action" = "RCP_SYNTAX_ERROR_NOTACTION" ? "organization-policies";
    UnknownVersion "policy/unknown-version" = "INVALID_VERSION" ? "policy";
    UnknownEffect "policy/unknown-effect" = "INVALID_EFFECT" ? "statement";
    BadSid "policy/bad-sid" = "UNSUPPORTED_SID" ? "statement";
    DuplicateSid "policy/duplicate-sid" = "UNIQUE_SIDS_REQUIRED" ? "statement";
    ActionWithoutService "policy/action-without-service" = "INVALID_ACTION" ? "statement";
    ActionWithTwoColons "policy/action-with-two-colons" = "INVALID_ACTION" ? "statement";
    ActionInTrustPolicy "policy/action-in-trust-policy" = "UNSUPPORTED_ACTION_IN_POLICY" ? "trust-policy";
    NotAnArn "policy/not-an-arn" = "INVALID_ARN_PREFIX" ? "arn";
    ShortArn "policy/short-arn" = "MISSING_ARN_FIELD" ? "arn";
    UnknownPartition "policy/unknown-partition" = "INVALID_PARTITION" ? "arn";
    S3ArnWithRegion "policy/s3-arn-with-region" = "ARN_REGION_NOT_ALLOWED" ? "arn";
    IamArnWithRegion "policy/iam-arn-with-region" = "ARN_REGION_NOT_ALLOWED" ? "arn";
    Placeholder "policy/placeholder" ? "arn";
    UnknownPrincipalType "policy/unknown-principal-type" = "INVALID_PRINCIPAL_KEY" ? "resource-policy";
    WildcardInPrincipal "policy/wildcard-in-principal" = "UNSUPPORTED_WILDCARD_IN_PRINCIPAL" ? "resource-policy";
    UnreadablePrincipal "policy/unreadable-principal" = "INVALID_PRINCIPAL_FORMAT" ? "resource-policy";
    NotAProvider "policy/not-a-provider" = "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY" ? "oidc-provider";
    UnknownOperator "policy/unknown-operator" = "INVALID_CONDITION_OPERATOR" ? "condition";
    NullIfExists "policy/null-if-exists" = "NULL_WITH_IF_EXISTS" ? "condition";
    KeyWithoutPrefix "policy/key-without-prefix" = "INVALID_CONDITION_KEY_FORMAT" ? "condition";
    RcpAllow "policy/rcp-allow" = "RCP_SYNTAX_ERROR_ALLOW" ? "organization-policies";
    RcpPrincipal "policy/rcp-principal" = "RCP_SYNTAX_ERROR_PRINCIPAL" ? "organization-policies";
    RcpAction "policy/rcp-action" = "RCP_SYNTAX_ERROR_ACTION" ? "organization-policies";
    RcpVersion "policy/rcp-version" ? "organization-policies";

    // Policies of any kind: advice.
    MissingVersion "policy/missing-version" = "MISSING_VERSION" ? "policy";
    OldVersion "policy/old-version" ? "policy";
    VariableInOldVersion "policy/variable-in-old-version" = "VARIABLE_UNSUPPORTED_IN_VERSION" ? "condition";
    EmptySid "policy/empty-sid" = "EMPTY_SID_VALUE" ? "statement";
    EmptyCondition "policy/empty-condition" = "EMPTY_OBJECT_CONDITION" ? "condition";
    EmptyConditionValues "policy/empty-condition-values" = "EMPTY_ARRAY_CONDITION" ? "condition";
    EmptyForAllValues "policy/empty-for-all-values" = "EMPTY_ARRAY_CONDITION_FORALLVALUES" ? "condition";
    EmptyForAnyValue "policy/empty-for-any-value" = "EMPTY_ARRAY_CONDITION_FORANYVALUE" ? "condition";
    EmptyIfExists "policy/empty-if-exists" = "EMPTY_ARRAY_CONDITION_IFEXISTS" ? "condition";
    EmptyPrincipalObject "policy/empty-principal" = "EMPTY_OBJECT_PRINCIPAL" ? "resource-policy";
    EmptyPrincipalList "policy/empty-principal-list" = "EMPTY_ARRAY_PRINCIPAL" ? "resource-policy";
    IdentityTooLarge "policy/identity-policy-too-large" = "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA" ? "policy";
    ResourceTooLarge "policy/resource-policy-too-large" = "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA" ? "resource-policy";
    SessionTooLarge "policy/session-policy-too-large" ? "session";
    ScpTooLarge "policy/scp-too-large" = "POLICY_SIZE_EXCEEDS_SCP_QUOTA" ? "organization-policies";
    RcpTooLarge "policy/rcp-too-large" = "POLICY_SIZE_EXCEEDS_RCP_QUOTA" ? "organization-policies";
    AllowNotPrincipal "policy/allow-with-not-principal" = "ALLOW_WITH_NOTPRINCIPAL" ? "resource-policy";
    DenyNotPrincipal "policy/deny-with-not-principal" ? "permissions-boundary";
    NotPrincipalWithoutAccount "policy/not-principal-without-account" ? "resource-policy";
    EndpointPrincipal "policy/endpoint-principal" ? "resource-policy";
    UnknownAction "policy/unknown-action" = "INVALID_ACTION" ? "statement";
    UnknownService "policy/unknown-service" = "INVALID_SERVICE_IN_ACTION" ? "statement";
    ActionMatchesNothing "policy/action-matches-nothing" = "INVALID_ACTION" ? "statement";
    WildcardInService "policy/wildcard-in-service" = "WILDCARD_IN_SERVICE_NAME" ? "statement";
    AllowNotAction "policy/allow-not-action" ? "least-privilege";
    ActionTakesNoResource "policy/action-takes-no-resource" ? "statement";
    ActionFitsNoResource "policy/action-fits-no-resource" ? "arn";
    ResourceFitsNoAction "policy/resource-fits-no-action" ? "arn";
    EveryResource "policy/every-resource" ? "least-privilege";
    AccountDigits "policy/arn-account-digits" = "INVALID_ARN_ACCOUNT" ? "arn";
    RegionShape "policy/arn-region" = "INVALID_ARN_REGION" ? "arn";
    ServiceCase "policy/arn-service-case" = "INVALID_ARN_SERVICE_CASE" ? "arn";
    MissingRegion "policy/arn-without-region" = "MISSING_ARN_REGION" ? "arn";
    MissingAccount "policy/arn-without-account" = "MISSING_ARN_ACCOUNT" ? "arn";
    SuperfluousRegion "policy/arn-with-region" = "ARN_REGION_NOT_ALLOWED" ? "arn";
    SuperfluousAccount "policy/arn-with-account" = "ARN_ACCOUNT_NOT_ALLOWED" ? "arn";
    UnknownResourceType "policy/unknown-resource-type" = "INVALID_ARN_RESOURCE" ? "arn";
    BucketInCapitals "policy/bucket-in-capitals" ? "arn";
    NameInOtherCase "policy/name-in-other-case" ? "arn";
    RedundantAction "policy/redundant-action" = "REDUNDANT_ACTION" ? "statement";
    RedundantResource "policy/redundant-resource" = "REDUNDANT_RESOURCE" ? "statement";
    RedundantValue "policy/redundant-value" ? "condition";
    RedundantStatement "policy/redundant-statement" = "REDUNDANT_STATEMENT" ? "statement";
    ShadowedByDeny "policy/shadowed-by-deny" ? "evaluation";
    WildcardWithoutLike "policy/wildcard-without-like" = "WILDCARD_WITHOUT_LIKE_OPERATOR" ? "condition";
    LikeWithoutWildcard "policy/like-without-wildcard" ? "condition";
    OperatorForOtherType "policy/operator-for-other-type" = "TYPE_MISMATCH" ? "condition";
    MissingSetOperator "policy/missing-set-operator" = "MISSING_QUALIFIER" ? "condition";
    ForAllValuesOnSingle "policy/for-all-values-on-single" = "FORALLVALUES_WITH_SINGLE_VALUED_KEY" ? "condition";
    NullWithSetOperator "policy/null-with-set-operator" = "NULL_WITH_QUALIFIER" ? "condition";
    NegatedAllowsMissing "policy/negated-allows-missing-key" ? "condition";
    DenySkipsMissing "policy/deny-skips-missing-key" ? "condition";
    StringLikeOnArn "policy/string-like-on-arn" = "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS" ? "condition";
    NotANumber "policy/not-a-number" = "TYPE_MISMATCH_NUMBER" ? "condition";
    NotADate "policy/not-a-date" = "TYPE_MISMATCH_DATE" ? "condition";
    NotABoolean "policy/not-a-boolean" = "TYPE_MISMATCH_BOOLEAN" ? "condition";
    NotAnIpRange "policy/not-an-ip-range" = "TYPE_MISMATCH_IP_RANGE" ? "condition";
    NotAnArnValue "policy/not-an-arn-value" ? "condition";
    NotBase64 "policy/not-base64" ? "condition";
    BooleanInCapitals "policy/boolean-in-capitals" ? "condition";
    BothBooleans "policy/both-booleans" = "INVALID_CONDITION_MULTIPLE_BOOLEAN" ? "condition";
    HostBits "policy/ip-host-bits" = "IMPROVE_IP_RANGE" ? "condition";
    PrivateIp "policy/private-ip" = "PRIVATE_IP_ADDRESS" ? "condition";
    PrivateIpAmongOthers "policy/private-ip-among-others" = "PRIVATE_IP_ADDRESS_SUBSET" ? "condition";
    PrivateNotIp "policy/private-not-ip" = "PRIVATE_NOTIPADDRESS" ? "condition";
    PrivateNotIpAmongOthers "policy/private-not-ip-among-others" = "PRIVATE_NOTIPADDRESS_SUBSET" ? "condition";
    EveryAddress "policy/every-address" ? "condition";
    NotAVpc "policy/not-a-vpc" = "INVALID_VPC_FORMAT" ? "condition";
    NotAnEndpoint "policy/not-a-vpc-endpoint" = "INVALID_VPCE_FORMAT" ? "condition";
    UnknownGlobalKey "policy/unknown-global-key" = "INVALID_GLOBAL_CONDITION_KEY" ? "condition";
    UnknownServiceKey "policy/unknown-service-key" = "INVALID_SERVICE_CONDITION_KEY" ? "condition";
    MissingTagKey "policy/missing-tag-key" = "MISSING_TAG_KEY_IN_CONDITION" ? "condition";
    KeyNeverCarried "policy/key-never-carried" ? "session";
    KeyNotForAction "policy/key-not-for-action" = "UNSUPPORTED_ACTION_FOR_CONDITION_KEY" ? "condition";
    PrefixNegated "policy/s3-prefix-negated" = "S3_PREFIX_IN_NEGATIVE_CONTEXT" ? "condition";
    AttributesWithoutSelect "policy/dynamodb-attributes-without-select" = "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT" ? "condition";
    VariableMissingBrace "policy/variable-missing-brace" = "MISSING_BRACE_IN_VARIABLE" ? "condition";
    VariableMissingQuote "policy/variable-missing-quote" = "MISSING_QUOTE_IN_VARIABLE" ? "condition";
    VariableSpace "policy/variable-with-space" = "UNSUPPORTED_SPACE_IN_VARIABLE" ? "condition";
    VariableEmpty "policy/variable-empty" = "EMPTY_VARIABLE" ? "condition";
    VariableInElement "policy/variable-in-element" = "VARIABLE_UNSUPPORTED_IN_ELEMENT" ? "condition";
    VariableForOperator "policy/variable-for-operator" = "INVALID_VARIABLE_FOR_OPERATOR" ? "condition";
    VariableInArnHead "policy/variable-in-arn-head" ? "arn";
    VariableOfManyValues "policy/variable-of-many-values" ? "condition";
    UnknownVariable "policy/unknown-variable" = "INVALID_GLOBAL_CONDITION_KEY" ? "condition";
    VariableNeverResolves "policy/variable-never-resolves" ? "session";
    VariableBeforeWildcard "policy/variable-before-wildcard" ? "condition";
    TemplatePlaceholder "policy/template-placeholder" ? "arn";
    Everyone "policy/everyone" ? "resource-policy";
    PrincipalUniqueId "policy/principal-unique-id" ? "resource-policy";
    PrincipalAccountDigits "policy/principal-account-digits" ? "arn";
    ServiceWithoutSource "policy/service-without-source" = "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL" ? "resource-policy";
    ServiceFormat "policy/service-principal-format" = "INVALID_SERVICE_PRINCIPAL_FORMAT" ? "resource-policy";
    Everything "policy/everything" ? "least-privilege";
    PassEveryRole "policy/pass-every-role" = "PASS_ROLE_WITH_STAR_IN_RESOURCE" ? "role";
    AssumeEveryRole "policy/assume-every-role" ? "role";
    Escalation "policy/privilege-escalation" ? "least-privilege";

    // Trust policies.
    NoSubject "trust/no-subject" = "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL" ? "subject";
    SubjectAcrossNamespaces "trust/subject-across-namespaces" ? "subject";
    NoAudience "trust/no-audience" ? "audience";
    TrustEveryone "trust/everyone" ? "trust-policy";
    TrustTooLarge "trust/too-large" = "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA" ? "trust-policy";
    TrustNearQuota "trust/near-quota" ? "trust-policy";
    KeyWithScheme "trust/key-with-scheme" ? "subject";
    KeyIsProviderArn "trust/key-is-provider-arn" ? "subject";
    KeyOfOtherIssuer "trust/key-of-other-issuer" ? "oidc-provider";
    TwoIssuers "trust/two-issuers" ? "condition";
    UnknownClaim "trust/unknown-claim" ? "projected-token";
    ProviderSpelling "trust/provider-spelling" ? "oidc-provider";
    ProviderPartition "trust/provider-partition" ? "arn";
    ProviderAccount "trust/provider-account" ? "oidc-provider";
    ServiceAsFederated "trust/service-as-federated" ? "trust-policy";
    SubjectForm "trust/subject-form" ? "subject";
    SubjectWildcard "trust/subject-wildcard" ? "subject";
    AudienceValue "trust/audience-value" ? "audience";
    SubjectAsAudience "trust/subject-as-audience" ? "audience";
    TwoOperators "trust/two-operators" ? "condition";
    ClaimSetOperator "trust/set-operator" ? "condition";
    MismatchedAction "trust/mismatched-action" = "MISMATCHED_ACTION_FOR_PRINCIPAL" ? "web-identity";
    NoTagSession "trust/no-tag-session" ? "pod-identity";
    ConfusedDeputy "trust/confused-deputy" ? "trust-policy";
    UniqueId "trust/unique-id" ? "trust-policy";
    NoExternalId "trust/no-external-id" ? "cross-account";

    // Several documents together, and the links that break on them.
    AssociationWins "irsa/association-wins" ? "pod-identity";
    NoSuchProvider "irsa/no-such-provider" ? "oidc-provider";
    NoSessionTags "irsa/no-session-tags" ? "session";
    MayBecome "irsa/may-become" ? "rbac-is-not-iam";
    DefaultHasRole "irsa/default-has-role" ? "service-account";
    NoRoleAnnotation "irsa/no-role-annotation" ? "irsa";
    ServiceAccountNotSelected "irsa/service-account-not-selected" ? "service-account";
    EmptyRoleAnnotation "irsa/empty-role-annotation" ? "webhook";
    RoleAnnotationElsewhere "irsa/role-annotation-elsewhere" ? "webhook";
    AssociationElsewhere "irsa/association-elsewhere" ? "pod-identity";
    MalformedRoleArn "irsa/malformed-role-arn" ? "arn";
    SkipLabel "irsa/skip-label" ? "webhook";
    SkippedContainer "irsa/skipped-container" ? "webhook";
    VariablePreset "irsa/variable-preset" ? "webhook";
    AllVariablesPreset "irsa/all-variables-preset" ? "webhook";
    StaticKeys "irsa/static-keys" ? "credential-chain";
    NoTokenFile "irsa/no-token-file" ? "projected-token";
    TokenNotReadable "irsa/token-not-readable" ? "projected-token";
    NoProvider "irsa/no-provider" ? "oidc-provider";
    AudienceNotAccepted "irsa/audience-not-accepted" ? "audience";
    TokenForApiServer "irsa/token-for-api-server" ? "audience";
    AssociationNotTrusted "irsa/association-not-trusted" ? "pod-identity";
    AssociationActionsMissing "irsa/association-actions-missing" ? "pod-identity";
    RoleMissing "irsa/role-missing" ? "role";
    TrustDenies "irsa/trust-denies" ? "evaluation";
    OtherProvider "irsa/other-provider" ? "oidc-provider";
    NotFederated "irsa/not-federated" ? "trust-policy";
    OtherNamespace "irsa/other-namespace" ? "subject";
    OtherServiceAccount "irsa/other-service-account" ? "subject";
    SubjectSwapped "irsa/subject-swapped" ? "subject";
    OtherSubject "irsa/other-subject" ? "subject";
    OtherAudience "irsa/other-audience" ? "audience";
    OtherSessionTag "irsa/other-session-tag" ? "session";
    TrustCondition "irsa/trust-condition" ? "condition";
    AssumeRefused "irsa/assume-refused" ? "cross-account";
    ActionDenied "irsa/action-denied" ? "evaluation";

    // Kubernetes manifests.
    NotAnObject "manifest/not-an-object";
    MissingField "manifest/missing-field";
    MissingName "manifest/missing-name";
    UnknownKind "manifest/unknown-kind";
    LookAlike "manifest/look-alike";
    RemovedVersion "manifest/removed-version";
    MisspeltKind "manifest/misspelt-kind";
    DuplicateObject "manifest/duplicate-object";
    NotAString "manifest/not-a-string";
    ManifestWrongType "manifest/wrong-type";
    Invalid "manifest/invalid";
    FieldTypo "manifest/field-typo";
    MisplacedField "manifest/misplaced-field" ? "pod";
    AnnotationTypo "manifest/annotation-typo" ? "webhook";
    AnnotationElsewhere "manifest/annotation-elsewhere" ? "webhook";
    LabelNotAnnotation "manifest/label-not-annotation" ? "webhook";
    Kube2Iam "manifest/kube2iam" ? "irsa";
    ManifestPlaceholder "manifest/placeholder";
    RoleArnShape "manifest/role-arn-shape" ? "arn";
    AnnotationValue "manifest/annotation-value" ? "webhook";
    ShortExpiration "manifest/short-expiration" ? "projected-token";
    NoSuchServiceAccount "manifest/no-such-service-account" ? "service-account";

    // Manifests that do not do what they seem to.
    SkipContainersBlank "kubernetes/skip-containers-blank" ? "webhook";
    SkipContainersUnknown "kubernetes/skip-containers-unknown" ? "webhook";
    GlobalStsEndpoint "kubernetes/global-sts-endpoint" ? "web-identity";
    StsEndpointByHand "kubernetes/sts-endpoint-by-hand" ? "web-identity";
    LongExpiration "kubernetes/long-expiration" ? "projected-token";
    RuleResource "kubernetes/rule-resource" ? "rbac";
    RuleGroup "kubernetes/rule-group" ? "rbac";
    RuleVerb "kubernetes/rule-verb" ? "rbac";
    NamesWithoutName "kubernetes/names-without-name" ? "rbac";
    NoSuchRole "kubernetes/no-such-role" ? "rbac";
    NoSuchSubject "kubernetes/no-such-subject" ? "rbac";
}

impl Code {
    /// Before the slash: `syntax`, `policy`, `trust`, `irsa`, `manifest` or `kubernetes`.
    #[must_use]
    pub fn domain(self) -> &'static str {
        self.as_str().split('/').next().unwrap_or_default()
    }

    /// The code that is written so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
