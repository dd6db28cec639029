//! The texts that STS, the Pod Identity Agent and the instance metadata service exchange with an SDK.
//!
//! What always holds: the forms are those of the real protocols; what only a real call has (keys, ids, times, tokens)
//! stands as `…`. Source: AWS STS API Reference, "AssumeRoleWithWebIdentity"; CloudTrail user guide, "userIdentity
//! element"; Amazon EC2 user guide, "Retrieve security credentials from instance metadata"; EKS Auth API Reference.

use super::{Arn, oidc};
use crate::kubernetes::token::Claims;
use serde_json::{Value as Json, json};

/// The operation of IRSA.
pub const OPERATION: &str = "AssumeRoleWithWebIdentity";
const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// One call of AssumeRoleWithWebIdentity.
#[derive(Clone, Copy, Debug)]
pub struct WebIdentityCall<'a> {
    /// The endpoint.
    pub host: &'a str,
    /// The Region in which it is recorded.
    pub region: &'a str,
    /// `RoleArn`
    pub role_arn: &'a str,
    /// `RoleSessionName`
    pub session_name: &'a str,
    /// `DurationSeconds`, where it is asked for.
    pub duration: Option<u32>,
    /// The claims of `WebIdentityToken`, where they are known.
    pub claims: Option<&'a Claims>,
}

impl WebIdentityCall<'_> {
    /// The request: a form without a signature, since the token itself is the proof.
    #[must_use]
    pub fn request(&self) -> String {
        let mut form = vec![
            ("Action", OPERATION.to_owned()),
            ("Version", "2011-06-15".to_owned()),
            ("RoleArn", self.role_arn.to_owned()),
            ("RoleSessionName", self.session_name.to_owned()),
            ("WebIdentityToken", "eyJhbGciOiJSUzI1NiIs….….…".to_owned()),
        ];
        form.extend(self.duration.map(|seconds| ("DurationSeconds", seconds.to_string())));
        let form: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        format!(
            "POST / HTTP/1.1\nHost: {}\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\n\n{}",
            self.host,
            form.join("\n&")
        )
    }

    /// The answer that brings credentials.
    #[must_use]
    pub fn response(&self) -> String {
        let claim = |read: fn(&Claims) -> String| self.claims.map_or_else(|| "…".to_owned(), read);
        format!(
            "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n\
<AssumeRoleWithWebIdentityResponse xmlns=\"{NAMESPACE}\">
  <AssumeRoleWithWebIdentityResult>
    <SubjectFromWebIdentityToken>{}</SubjectFromWebIdentityToken>
    <Audience>{}</Audience>
    <Provider>{}</Provider>
    <AssumedRoleUser>
      <Arn>{}</Arn>
      <AssumedRoleId>AROA…:{}</AssumedRoleId>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIA…</AccessKeyId>
      <SecretAccessKey>…</SecretAccessKey>
      <SessionToken>…</SessionToken>
      <Expiration>…</Expiration>
    </Credentials>
  </AssumeRoleWithWebIdentityResult>
  <ResponseMetadata>
    <RequestId>…</RequestId>
  </ResponseMetadata>
</AssumeRoleWithWebIdentityResponse>",
            escaped(&claim(|claims| claims.sub.clone())),
            escaped(&claim(|claims| claims.aud.join(", "))),
            escaped(&self.provider().unwrap_or_else(|| "…".to_owned())),
            escaped(&self.session_arn()),
            escaped(self.session_name),
        )
    }

    /// The answer that refuses.
    #[must_use]
    pub fn refusal(&self, code: &str, message: &str) -> String {
        let status = if code == "AccessDenied" { "403 Forbidden" } else { "400 Bad Request" };
        format!(
            "HTTP/1.1 {status}\nContent-Type: text/xml\n\n\
<ErrorResponse xmlns=\"{NAMESPACE}\">
  <Error>
    <Type>Sender</Type>
    <Code>{}</Code>
    <Message>{}</Message>
  </Error>
  <RequestId>…</RequestId>
</ErrorResponse>",
            escaped(code),
            escaped(message)
        )
    }

    /// What CloudTrail records in the role's account; with the code and text of an error where it failed.
    #[must_use]
    pub fn event(&self, error: Option<(&str, &str)>) -> String {
        let text = |value: &str| Json::String(value.to_owned());
        let provider = self.provider().unwrap_or_else(|| "…".to_owned());
        let subject = self.claims.map_or("…", |claims| claims.sub.as_str());
        let audience = self.claims.and_then(|claims| claims.aud.first()).map_or("…", String::as_str);
        let account = Arn::parse(self.role_arn).map_or("…", |arn| arn.account);
        let mut event: Vec<(&str, Json)> = vec![
            ("eventVersion", text("1.11")),
            (
                "userIdentity",
                ordered(&[
                    ("type", text("WebIdentityUser")),
                    ("principalId", text(&format!("{provider}:{audience}:{subject}"))),
                    ("userName", text(subject)),
                    ("identityProvider", text(&provider)),
                ]),
            ),
            ("eventTime", text("…")),
            ("eventSource", text("sts.amazonaws.com")),
            ("eventName", text(OPERATION)),
            ("awsRegion", text(self.region)),
            ("sourceIPAddress", text("…")),
            ("userAgent", text("…")),
        ];
        if let Some((code, message)) = error {
            // CloudTrail hides the reason of a refusal by the trust policy.
            let shown = if code == "AccessDenied" { "An unknown error occurred" } else { message };
            event.extend([("errorCode", text(code)), ("errorMessage", text(shown))]);
        }
        event.push((
            "requestParameters",
            ordered(&[("roleArn", text(self.role_arn)), ("roleSessionName", text(self.session_name))]),
        ));
        let response = match error {
            Some(_) => Json::Null,
            None => ordered(&[
                ("subjectFromWebIdentityToken", text(subject)),
                ("audience", text(audience)),
                ("provider", text(&provider)),
                (
                    "assumedRoleUser",
                    ordered(&[
                        ("arn", text(&self.session_arn())),
                        ("assumedRoleId", text(&format!("AROA…:{}", self.session_name))),
                    ]),
                ),
                ("credentials", ordered(&[("accessKeyId", text("ASIA…")), ("expiration", text("…"))])),
            ]),
        };
        event.extend([
            ("responseElements", response),
            ("readOnly", Json::Bool(true)),
            ("eventType", text("AwsApiCall")),
            ("managementEvent", Json::Bool(true)),
            ("recipientAccountId", text(account)),
            ("eventCategory", text("Management")),
        ]);
        pretty(&ordered(&event))
    }

    fn provider(&self) -> Option<String> {
        let arn = Arn::parse(self.role_arn)?;
        Some(oidc::ProviderArn::new(arn.partition, arn.account, &self.claims?.iss).to_string())
    }

    fn session_arn(&self) -> String {
        let arn = Arn::parse(self.role_arn);
        let named = arn.and_then(|arn| Some((arn, arn.resource.rsplit('/').next()?)));
        named.map_or_else(
            || "…".to_owned(),
            |(arn, name)| {
                format!("arn:{}:sts::{}:assumed-role/{name}/{}", arn.partition, arn.account, self.session_name)
            },
        )
    }
}

/// What the SDK asks the Pod Identity Agent, and what the agent then asks EKS.
#[must_use]
pub fn agent_request(uri: &str, token_file: &str, region: &str, cluster: &str) -> String {
    let (host, path) = uri.strip_prefix("http://").and_then(|rest| rest.split_once('/')).unwrap_or((uri, ""));
    format!(
        "GET /{path} HTTP/1.1\nHost: {host}\nAuthorization: $(cat {token_file})\n\n\
# the agent, on the node, with the node's own credentials:\n\
POST /clusters/{cluster}/assume-role-for-pod-identity HTTP/1.1\nHost: eks-auth.{region}.api.aws\n\
Content-Type: application/json\n\n{{\"token\": \"…\"}}"
    )
}

/// What the agent answers.
#[must_use]
pub fn agent_response(account: &str) -> String {
    let text = |value: &str| Json::String(value.to_owned());
    let body = ordered(&[
        ("AccessKeyId", text("ASIA…")),
        ("SecretAccessKey", text("…")),
        ("Token", text("…")),
        ("AccountId", text(account)),
        ("Expiration", text("…")),
    ]);
    format!("HTTP/1.1 200 OK\nContent-Type: application/json\n\n{}", pretty(&body))
}

/// What the SDK asks the instance metadata service for.
#[must_use]
pub fn metadata_request(role: &str) -> String {
    format!(
        "PUT /latest/api/token HTTP/1.1\nHost: 169.254.169.254\nX-aws-ec2-metadata-token-ttl-seconds: 21600\n\n\
GET /latest/meta-data/iam/security-credentials/{role} HTTP/1.1\nHost: 169.254.169.254\n\
X-aws-ec2-metadata-token: …"
    )
}

/// What the instance metadata service answers.
#[must_use]
pub fn metadata_response() -> String {
    let text = |value: &str| Json::String(value.to_owned());
    let body = ordered(&[
        ("Code", text("Success")),
        ("LastUpdated", text("…")),
        ("Type", text("AWS-HMAC")),
        ("AccessKeyId", text("ASIA…")),
        ("SecretAccessKey", text("…")),
        ("Token", text("…")),
        ("Expiration", text("…")),
    ]);
    format!("HTTP/1.1 200 OK\nContent-Type: text/plain\n\n{}", pretty(&body))
}

/// What `aws sts get-caller-identity` prints.
#[must_use]
pub fn caller(account: &str, arn: &str, session_name: &str) -> String {
    let text = |value: &str| Json::String(value.to_owned());
    let unique = text(&format!("AROA…:{session_name}"));
    pretty(&ordered(&[("UserId", unique), ("Account", text(account)), ("Arn", text(arn))]))
}

/// An object whose members keep their order: pairs, since a map would sort them. Read by [`pretty`] alone.
fn ordered(members: &[(&str, Json)]) -> Json {
    Json::Array(members.iter().map(|(key, value)| json!([key, value])).collect())
}

/// The JSON of [`ordered`] pairs, indented by four as the CLI prints it.
fn pretty(value: &Json) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text
}

fn write(value: &Json, indent: usize, text: &mut String) {
    let Json::Array(pairs) = value else {
        text.push_str(&value.to_string());
        return;
    };
    text.push('{');
    for (index, pair) in pairs.iter().enumerate() {
        text.push_str(if index > 0 { ",\n" } else { "\n" });
        text.extend(std::iter::repeat_n(' ', indent + 4));
        let part = |at: usize| pair.get(at).unwrap_or(&Json::Null);
        text.push_str(&part(0).to_string());
        text.push_str(": ");
        write(part(1), indent + 4, text);
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text.push('}');
}

/// Percent-encoding of a form's value; `…` stays, as it stands for something else.
fn encoded(value: &str) -> String {
    let mut text = String::new();
    for character in value.chars() {
        match character {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '~' | '…' => text.push(character),
            other => {
                let mut buffer = [0; 4];
                for byte in other.encode_utf8(&mut buffer).bytes() {
                    text.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    text
}

fn escaped(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
