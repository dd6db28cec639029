//! OIDC names: issuer URL, IAM provider ARN and condition key prefix, and which Region and partition they belong to.
//!
//! What always holds: the prefix of condition keys is the issuer without `https://`, and the resource of the provider's
//! ARN is the same; comparisons are exact, a trailing slash counts. Sources: IAM API reference
//! (CreateOpenIDConnectProvider), EKS user guide.

use serde::Serialize;

/// The longest URL of a provider, in characters.
pub const MAX_URL: usize = 255;

/// An issuer without its scheme: what condition keys begin with, and what a provider's ARN ends with.
#[must_use]
pub fn without_scheme(issuer: &str) -> &str {
    issuer.strip_prefix("https://").unwrap_or(issuer)
}

/// A condition key of an issuer, such as `oidc.eks.us-west-2.amazonaws.com/id/…:sub`.
#[must_use]
pub fn condition_key(issuer: &str, claim: &str) -> String {
    format!("{}:{claim}", without_scheme(issuer))
}

/// The ARN of an IAM OIDC provider.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderArn {
    /// Such as `aws`.
    pub partition: String,
    /// The account it lives in; STS looks in that of the role.
    pub account: String,
    /// The issuer without scheme.
    pub issuer: String,
}

impl ProviderArn {
    /// The provider of an issuer in an account; the scheme is dropped.
    #[must_use]
    pub fn new(partition: &str, account: &str, issuer: &str) -> Self {
        let (partition, account) = (partition.to_owned(), account.to_owned());
        Self { partition, account, issuer: without_scheme(issuer).to_owned() }
    }

    /// Reads `arn:<partition>:iam::<account>:oidc-provider/<issuer>`; anything else is `None`.
    #[must_use]
    pub fn parse(arn: &str) -> Option<Self> {
        let (partition, rest) = arn.strip_prefix("arn:")?.split_once(":iam::")?;
        let (account, issuer) = rest.split_once(":oidc-provider/")?;
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let is_partition = partition.starts_with("aws") && !partition.contains(':');
        (is_account && is_partition && !issuer.is_empty()).then(|| Self::new(partition, account, issuer))
    }
}

impl std::fmt::Display for ProviderArn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "arn:{}:iam::{}:oidc-provider/{}", self.partition, self.account, self.issuer)
    }
}

/// Which form an EKS issuer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum EksEndpoint {
    /// `oidc.eks.<region>.amazonaws.com`, or another suffix of the partition.
    Standard,
    /// `oidc-eks.<region>.api.aws`
    DualStack,
}

/// An issuer of an EKS cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EksIssuer {
    /// The cluster's Region.
    pub region: String,
    /// The last segment; 32 characters that are new for every cluster.
    pub id: String,
    /// The form of the host.
    pub endpoint: EksEndpoint,
}

impl EksIssuer {
    /// Recognises an issuer, with or without scheme.
    #[must_use]
    pub fn parse(issuer: &str) -> Option<Self> {
        let (host, id) = without_scheme(issuer).split_once("/id/")?;
        let (endpoint, rest) = match (host.strip_prefix("oidc.eks."), host.strip_prefix("oidc-eks.")) {
            (Some(rest), _) => (EksEndpoint::Standard, rest),
            (_, Some(rest)) => (EksEndpoint::DualStack, rest),
            _ => return None,
        };
        let (region, suffix) = rest.split_once('.')?;
        let expected = match endpoint {
            EksEndpoint::Standard => dns_suffix(region),
            EksEndpoint::DualStack => dual_stack_suffix(region),
        };
        let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (suffix == expected && is_id && is_region(region)).then(|| Self {
            region: region.to_owned(),
            id: id.to_owned(),
            endpoint,
        })
    }

    /// The issuer's URL.
    #[must_use]
    pub fn url(&self) -> String {
        let Self { region, id, endpoint } = self;
        match endpoint {
            EksEndpoint::Standard => format!("https://oidc.eks.{region}.{}/id/{id}", dns_suffix(region)),
            EksEndpoint::DualStack => format!("https://oidc-eks.{region}.{}/id/{id}", dual_stack_suffix(region)),
        }
    }

    /// Whether the id looks like one that EKS hands out: 32 characters, upper case.
    #[must_use]
    pub fn has_usual_id(&self) -> bool {
        self.id.len() == 32 && !self.id.bytes().any(|byte| byte.is_ascii_lowercase())
    }
}

/// What IAM refuses in a provider's URL, or what will never equal an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum UrlFault {
    /// It does not begin with `https://`.
    NotHttps,
    /// No host.
    NoHost,
    /// A port.
    Port,
    /// A query or a fragment.
    Query,
    /// More than [`MAX_URL`] characters.
    TooLong,
    /// A slash at the end, which no EKS issuer has; accepted, but another name.
    TrailingSlash,
}

/// The faults of a provider's URL.
#[must_use]
pub fn url_faults(url: &str) -> Vec<UrlFault> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let checks = [
        (UrlFault::NotHttps, !url.starts_with("https://")),
        (UrlFault::NoHost, authority.split(':').next().unwrap_or_default().is_empty()),
        (UrlFault::Port, authority.contains(':')),
        (UrlFault::Query, url.contains(['?', '#'])),
        (UrlFault::TooLong, url.chars().count() > MAX_URL),
        (UrlFault::TrailingSlash, url.ends_with('/')),
    ];
    checks.into_iter().filter(|(_, holds)| *holds).map(|(fault, _)| fault).collect()
}

/// How something written in a trust policy misses an issuer it seems to mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase")]
pub enum IssuerSlip {
    /// It carries `https://` (or `http://`).
    Scheme,
    /// It is the provider's ARN.
    ProviderArn,
    /// The host is `oidc.<region>.eks…` instead of `oidc.eks.<region>…`.
    SwappedHost,
    /// A slash too many at the end, or one too few.
    TrailingSlash,
    /// Blanks around it or in it.
    Blank,
    /// Equal but for upper and lower case.
    Case,
    /// Another cluster of the same Region; its id.
    OtherCluster(String),
    /// A cluster of another Region; that Region.
    OtherRegion(String),
}

/// How `written` misses `issuer`; `None` where it does not, or where they have nothing in common. Give it a condition
/// key's prefix, a provider's issuer, or a whole ARN.
#[must_use]
pub fn slip(written: &str, issuer: &str) -> Option<IssuerSlip> {
    let issuer = without_scheme(issuer);
    if written == issuer {
        return None;
    }
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    if compact != written {
        return (slip(&compact, issuer).is_some() || compact == issuer).then_some(IssuerSlip::Blank);
    }
    if let Some(rest) = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://")) {
        return (rest == issuer || slip(rest, issuer).is_some()).then_some(IssuerSlip::Scheme);
    }
    if let Some((_, rest)) = written.split_once(":oidc-provider/").filter(|_| written.starts_with("arn:")) {
        return (rest == issuer || slip(rest, issuer).is_some()).then_some(IssuerSlip::ProviderArn);
    }
    if written.trim_end_matches('/') == issuer.trim_end_matches('/') {
        return Some(IssuerSlip::TrailingSlash);
    }
    if written.eq_ignore_ascii_case(issuer) {
        return Some(IssuerSlip::Case);
    }
    if unswap(written).is_some_and(|right| right == issuer || slip(&right, issuer).is_some()) {
        return Some(IssuerSlip::SwappedHost);
    }
    let (written, issuer) = (EksIssuer::parse(written)?, EksIssuer::parse(issuer)?);
    if written.region == issuer.region {
        Some(IssuerSlip::OtherCluster(written.id))
    } else {
        Some(IssuerSlip::OtherRegion(written.region))
    }
}

/// What an issuer that no EKS cluster has was meant to be: without scheme, blanks, a slash at its end or a swapped host,
/// and with its id in upper case.
#[must_use]
pub fn put_right(written: &str) -> Option<String> {
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = compact.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    let host = unswap(plain).unwrap_or_else(|| plain.to_owned());
    let (start, id) = host.rsplit_once('/')?;
    let hex = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let right = if hex { format!("{start}/{}", id.to_ascii_uppercase()) } else { host.clone() };
    (right != written && EksIssuer::parse(&right).is_some()).then_some(right)
}

/// `oidc.<region>.eks.amazonaws.com/…` put right.
fn unswap(written: &str) -> Option<String> {
    let (region, rest) = written.strip_prefix("oidc.")?.split_once(".eks.")?;
    is_region(region).then(|| format!("oidc.eks.{region}.{rest}"))
}

fn is_region(region: &str) -> bool {
    region.contains('-') && region.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The partition a Region belongs to.
#[must_use]
pub fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        region if region.starts_with("us-isob-") => "aws-iso-b",
        region if region.starts_with("us-isof-") => "aws-iso-f",
        region if region.starts_with("us-iso-") => "aws-iso",
        region if region.starts_with("eu-isoe-") => "aws-iso-e",
        region if region.starts_with("eusc-") => "aws-eusc",
        _ => "aws",
    }
}

/// What the names of AWS services end with in a Region.
#[must_use]
pub fn dns_suffix(region: &str) -> &'static str {
    match partition(region) {
        "aws-cn" => "amazonaws.com.cn",
        "aws-iso" => "c2s.ic.gov",
        "aws-iso-b" => "sc2s.sgov.gov",
        "aws-iso-e" => "cloud.adc-e.uk",
        "aws-iso-f" => "csp.hci.ic.gov",
        "aws-eusc" => "amazonaws.eu",
        _ => "amazonaws.com",
    }
}

fn dual_stack_suffix(region: &str) -> &'static str {
    match partition(region) {
        "aws-cn" => "api.amazonwebservices.com.cn",
        _ => "api.aws",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://oidc.eks.us-west-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E";

    #[test]
    fn issuers_of_eks_are_recognised_and_written_back() {
        for (url, region) in [
            (ISSUER, "us-west-2"),
            ("https://oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLED539D4633E53DE1B716D3041E", "cn-north-1"),
            ("https://oidc-eks.eu-central-1.api.aws/id/EXAMPLED539D4633E53DE1B716D3041E", "eu-central-1"),
            ("https://oidc.eks.us-gov-west-1.amazonaws.com/id/ABC", "us-gov-west-1"),
        ] {
            let issuer = EksIssuer::parse(url).unwrap();
            assert_eq!((issuer.region.as_str(), issuer.url().as_str()), (region, url));
        }
        for url in [
            "https://oidc.us-west-2.eks.amazonaws.com/id/ABC",
            "https://oidc.eks.cn-north-1.amazonaws.com/id/ABC",
            "https://token.actions.githubusercontent.com",
            "https://oidc.eks.us-west-2.amazonaws.com/id/ABC/",
        ] {
            assert_eq!(EksIssuer::parse(url), None, "{url}");
        }
    }

    #[test]
    fn arns_of_providers_are_read_and_written_back() {
        let arn = ProviderArn::new("aws", "111122223333", ISSUER).to_string();
        assert_eq!(ProviderArn::parse(&arn).map(|parsed| parsed.to_string()), Some(arn));
        for arn in ["arn:aws:iam::1:oidc-provider/x", "arn:aws:iam::111122223333:role/x", ISSUER] {
            assert_eq!(ProviderArn::parse(arn), None, "{arn}");
        }
    }

    #[test]
    fn slips_say_what_is_wrong() {
        let right = without_scheme(ISSUER);
        let other = right.replace("EXAMPLED", "EXAMPLEX");
        for (written, expected) in [
            (right.to_owned(), None),
            (ISSUER.to_owned(), Some(IssuerSlip::Scheme)),
            (format!("arn:aws:iam::111122223333:oidc-provider/{right}"), Some(IssuerSlip::ProviderArn)),
            (right.replace("oidc.eks.us-west-2", "oidc.us-west-2.eks"), Some(IssuerSlip::SwappedHost)),
            (format!("{right}/"), Some(IssuerSlip::TrailingSlash)),
            (format!(" {right}"), Some(IssuerSlip::Blank)),
            (right.to_lowercase(), Some(IssuerSlip::Case)),
            (other, Some(IssuerSlip::OtherCluster("EXAMPLEX539D4633E53DE1B716D3041E".to_owned()))),
            (right.replace("us-west-2", "us-east-1"), Some(IssuerSlip::OtherRegion("us-east-1".to_owned()))),
            ("accounts.google.com".to_owned(), None),
        ] {
            assert_eq!(slip(&written, ISSUER), expected, "{written}");
        }
    }

    #[test]
    fn urls_are_checked_as_iam_checks_them() {
        assert_eq!(url_faults(ISSUER), []);
        assert_eq!(url_faults("http://a.example"), [UrlFault::NotHttps]);
        assert_eq!(url_faults("https://a.example:443/x?y"), [UrlFault::Port, UrlFault::Query]);
        assert_eq!(url_faults("https://a.example/"), [UrlFault::TrailingSlash]);
        assert_eq!(url_faults("https://"), [UrlFault::NoHost, UrlFault::TrailingSlash]);
    }
}
