//! The exact trust policy: the ServiceAccounts that name a role, each with its audience, and the Pods that EKS Pod
//! Identity gives it to; nobody else.
//!
//! What always holds: `sub` and `aud` are compared with `StringEquals`; whoever the policy names gets in, by the same
//! walk that decides a chain, and a ServiceAccount beside it does not; statements that deny stay. Sources: EKS User
//! Guide, "Assign IAM roles to Kubernetes service accounts", "Create IAM role with trust policy required by EKS Pod
//! Identity", "Access AWS resources using EKS Pod Identity target IAM roles".

use super::documents::document;
use crate::aws::Arn;
use crate::aws::oidc::{self, ProviderArn};
use crate::chain::world::{AUDIENCE, ROLE_ARN, World};
use crate::chain::{self, Chain, Link, Simulation, Step, Verdict};
use crate::iam::condition::{Comparison, Polarity};
use crate::iam::lower;
use crate::iam::policy::{Effect, Policy, PolicyKind, PrincipalType, Standing, Statement, Version};
use crate::iam::tri::Tri;
use crate::kubernetes::token::Subject;
use crate::order;
use crate::scenario::Scenario;
use crate::syntax::json::quoted;
use crate::text::{Location, SourceId};

/// The annotation that names the audience.
const AUDIENCE_KEY: &str = "eks.amazonaws.com/audience";
/// The service of EKS Pod Identity.
const PODS: &str = "pods.eks.amazonaws.com";

/// A trust policy that lets in who should get in.
#[derive(Clone, Debug)]
pub struct Trust {
    /// Which of the scenario's roles.
    pub role: u16,
    /// Who gets in.
    pub admitted: Vec<Admitted>,
    /// The scenario with this policy.
    pub scenario: Scenario,
    /// The text before, if there was one.
    pub before: Option<String>,
    /// The text after.
    pub after: String,
    /// Who no longer gets in.
    pub gone: Vec<Excluded>,
    /// Who gets no session all the same, because an earlier link breaks.
    pub kept_out: Vec<Subject>,
}

/// Who gets in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Admitted {
    /// A ServiceAccount, with its token.
    WebIdentity {
        /// Whose token.
        subject: Subject,
        /// The audience of the token.
        audience: String,
    },
    /// The Pods of a ServiceAccount, by EKS Pod Identity.
    PodIdentity {
        /// Whose Pods.
        subject: Subject,
        /// Whether the session's tags say so; without them, nothing tells its Pods from others.
        tagged: bool,
    },
    /// Another role, on behalf of the Pods of a ServiceAccount.
    Through {
        /// Whose Pods.
        subject: Subject,
        /// The role that EKS assumes first.
        role_arn: String,
        /// What the request says of the Pods where its tags are turned off; `None` where tags say it.
        external_id: Option<String>,
    },
}

/// Whom the policy let in and no longer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excluded {
    /// A principal, as it was written.
    Principal(String, Location),
    /// Subjects of tokens, as they were written.
    Subject(String, Location),
    /// Audiences of tokens, as they were written.
    Audience(String, Location),
    /// Every other subject: none was asked for.
    OtherSubjects(Location),
    /// Tokens for other audiences: none was asked for.
    OtherAudiences(Location),
}

/// Why no trust policy is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unable {
    /// The role's name is no ARN of a role.
    NoRole,
    /// No ServiceAccount and no association names the role.
    Nobody,
    /// The issuer of the cluster is not known.
    NoIssuer,
    /// What EKS writes as the external id is not known: the cluster's name, account or Region is missing.
    NoCluster,
    /// The present policy cannot be read.
    Unreadable,
    /// The policy is exactly that already.
    Exact,
    /// Somebody would no longer get in who should.
    Narrower(Subject),
    /// Somebody beside this one would get in.
    Wider(Subject),
}

/// The trust policy of a role for those who name it.
///
/// # Errors
/// Why there is none.
pub fn trust(scenario: &Scenario, simulation: &Simulation, role: u16) -> Result<Trust, Unable> {
    let world = World::read(scenario);
    let given = scenario.roles.get(usize::from(role)).ok_or(Unable::NoRole)?;
    let arn = Arn::parse(&given.arn).filter(Arn::is_role).ok_or(Unable::NoRole)?;
    let admitted = admitted(&world, &given.arn)?;
    let web = admitted.iter().any(|one| matches!(one, Admitted::WebIdentity { .. }));
    let issuer = match &world.issuer {
        Some(issuer) => issuer.as_str(),
        None if web => return Err(Unable::NoIssuer),
        None => "",
    };
    let provider = ProviderArn::new(arn.partition, arn.account, issuer).to_string();
    let source = SourceId::TrustPolicy(role);
    let present = given.trust_policy.as_deref();
    let read = match present {
        None => None,
        Some(text) => {
            let found = lower::read(source, text, PolicyKind::Trust).0;
            Some(found.filter(|policy| policy.standing == Standing::Accepted).ok_or(Unable::Unreadable)?)
        }
    };
    let denies = read.iter().flat_map(|policy| &policy.statements).filter(|one| one.effect == Effect::Deny);
    let mut all: Vec<String> = denies.map(|one| one.span.of(present.unwrap_or_default()).to_owned()).collect();
    // A policy of the older version that denies by text with `${` would say something else in the newer one.
    let version = match &read {
        Some(policy) if !all.is_empty() => policy.version,
        _ => Version::V2012,
    };
    all.extend(statements(&admitted, issuer, &provider));
    let after = document(Some(version), &all.iter().map(String::as_str).collect::<Vec<_>>());
    let gone = read.as_ref().map(|policy| excluded(policy, &admitted, issuer, &provider)).unwrap_or_default();
    let mut next = scenario.clone();
    if let Some(role) = next.roles.get_mut(usize::from(role)) {
        role.trust_policy = Some(after.clone());
    }
    let Checked { opened, kept_out } = check(simulation, &next, &given.arn, &admitted)?;
    let allows = read.iter().flat_map(|policy| &policy.statements).filter(|one| one.effect == Effect::Allow).count();
    if gone.is_empty() && !opened && allows > 0 {
        return Err(Unable::Exact);
    }
    Ok(Trust { role, admitted, scenario: next, before: given.trust_policy.clone(), after, gone, kept_out })
}

/// Who names the role: annotated ServiceAccounts without an association, and associations.
fn admitted(world: &World<'_>, role_arn: &str) -> Result<Vec<Admitted>, Unable> {
    let mut found = Vec::new();
    for account in &world.manifests.service_accounts {
        let names_it = account.annotation(ROLE_ARN).is_some_and(|annotation| annotation.text() == role_arn);
        if names_it && world.association(&account.namespace, &account.name).is_none() {
            let audience = account.annotation(AUDIENCE_KEY).map_or(AUDIENCE, |annotation| annotation.text());
            let subject = Subject::new(&account.namespace, &account.name);
            found.push(Admitted::WebIdentity { subject, audience: audience.to_owned() });
        }
    }
    for association in &world.scenario.pod_identity_associations {
        let subject = Subject::new(&association.namespace, &association.service_account);
        if association.role_arn == role_arn {
            let tagged = !association.disable_session_tags;
            found.push(Admitted::PodIdentity { subject: subject.clone(), tagged });
        }
        if association.target_role_arn.as_deref() == Some(role_arn) {
            let external_id = match association.disable_session_tags {
                true => Some(external_id(world, &subject).ok_or(Unable::NoCluster)?),
                false => None,
            };
            found.push(Admitted::Through { subject, role_arn: association.role_arn.clone(), external_id });
        }
    }
    order::sort(&mut found);
    found.dedup();
    if found.is_empty() { Err(Unable::Nobody) } else { Ok(found) }
}

/// What EKS sends as the external id where session tags are turned off.
fn external_id(world: &World<'_>, subject: &Subject) -> Option<String> {
    let cluster = world.scenario.cluster.as_ref()?;
    let (region, account, name) = (world.region.as_ref()?, cluster.account.as_ref()?, cluster.name.as_ref()?);
    Some(format!("{region}/{account}/{name}/{}/{}", subject.namespace, subject.name))
}

/// The statements, as JSON: one for each audience, one for each ServiceAccount of Pod Identity.
fn statements(admitted: &[Admitted], issuer: &str, provider: &str) -> Vec<String> {
    let mut audiences: Vec<(&str, Vec<String>)> = Vec::new();
    let mut all = Vec::new();
    for one in admitted {
        match one {
            Admitted::WebIdentity { subject, audience } => {
                let text = subject.to_string();
                match audiences.iter_mut().find(|(known, _)| known == audience) {
                    Some((_, subjects)) => subjects.push(text),
                    None => audiences.push((audience, vec![text])),
                }
            }
            Admitted::PodIdentity { subject, tagged } => {
                let principal = format!("{{ \"Service\": {} }}", quoted(PODS));
                let condition = if *tagged { tags(subject) } else { String::new() };
                all.push(assumed(&principal, &condition));
            }
            Admitted::Through { subject, role_arn, external_id } => {
                let principal = format!("{{ \"AWS\": {} }}", quoted(role_arn));
                all.push(match external_id {
                    Some(id) => statement(&principal, "\"sts:AssumeRole\"", &equals(&[("sts:ExternalId", quoted(id))])),
                    None => assumed(&principal, &tags(subject)),
                });
            }
        }
    }
    let web = audiences.iter().map(|(audience, subjects)| {
        let subjects = match subjects.as_slice() {
            [one] => quoted(one),
            many => format!("[{}]", many.iter().map(|one| quoted(one)).collect::<Vec<_>>().join(", ")),
        };
        let (sub, aud) = (oidc::condition_key(issuer, "sub"), oidc::condition_key(issuer, "aud"));
        let condition = equals(&[(&aud, quoted(audience)), (&sub, subjects)]);
        let principal = format!("{{ \"Federated\": {} }}", quoted(provider));
        statement(&principal, "\"sts:AssumeRoleWithWebIdentity\"", &condition)
    });
    let mut statements: Vec<String> = web.collect();
    statements.extend(all);
    statements.dedup();
    statements
}

fn tags(subject: &Subject) -> String {
    equals(&[
        ("aws:RequestTag/kubernetes-namespace", quoted(&subject.namespace)),
        ("aws:RequestTag/kubernetes-service-account", quoted(&subject.name)),
    ])
}

fn equals(tests: &[(&str, String)]) -> String {
    let tests: Vec<String> = tests.iter().map(|(key, value)| format!("{}: {value}", quoted(key))).collect();
    format!(", \"Condition\": {{ \"StringEquals\": {{ {} }} }}", tests.join(", "))
}

fn assumed(principal: &str, condition: &str) -> String {
    statement(principal, "[\"sts:AssumeRole\", \"sts:TagSession\"]", condition)
}

fn statement(principal: &str, action: &str, condition: &str) -> String {
    format!("{{ \"Effect\": \"Allow\", \"Principal\": {principal}, \"Action\": {action}{condition} }}")
}

/// Whom the present statements let in besides.
fn excluded(policy: &Policy, admitted: &[Admitted], issuer: &str, provider: &str) -> Vec<Excluded> {
    let mut gone = Vec::new();
    for statement in policy.statements.iter().filter(|one| one.effect == Effect::Allow) {
        let entries = statement.principal.iter().flat_map(|element| &element.entries);
        for entry in entries {
            let at = policy.at(entry.span);
            let web = entry.kind == PrincipalType::Federated && entry.text == provider;
            let named = admitted.iter().any(|one| match one {
                Admitted::WebIdentity { .. } => web,
                Admitted::PodIdentity { .. } => entry.kind == PrincipalType::Service && entry.text == PODS,
                Admitted::Through { role_arn, .. } => entry.kind == PrincipalType::Aws && entry.text == *role_arn,
            });
            if !named {
                gone.push(Excluded::Principal(entry.text.clone(), at));
            } else if web {
                gone.extend(other_subjects(policy, statement, admitted, issuer));
            } else if !tells_pods_apart(statement) && admitted.iter().any(Admitted::is_told_apart) {
                gone.push(Excluded::OtherSubjects(policy.at(statement.span)));
            }
        }
    }
    gone.dedup();
    gone
}

/// Subjects that a statement names and that are not among those who get in; audiences, where it names none.
fn other_subjects(policy: &Policy, statement: &Statement, admitted: &[Admitted], issuer: &str) -> Vec<Excluded> {
    let at = policy.at(statement.span);
    let tests = |claim: &str| {
        let key = oidc::condition_key(issuer, claim).to_lowercase();
        statement.conditions.iter().filter(move |condition| {
            let operator = &condition.operator;
            let names = operator.polarity == Polarity::Positive && operator.comparison != Comparison::Null;
            names && condition.key.lower() == key
        })
    };
    let admits = |is: &dyn Fn(&Subject, &str) -> bool| {
        admitted.iter().any(|one| matches!(one, Admitted::WebIdentity { subject, audience } if is(subject, audience)))
    };
    let values = |claim: &str| {
        let values = tests(claim).flat_map(|condition| &condition.values);
        values.map(|value| value.text.clone()).collect::<Vec<String>>()
    };
    let mut gone = Vec::new();
    for text in values("sub") {
        let named = admits(&|subject, _| subject.to_string() == text);
        gone.extend((!named).then_some(Excluded::Subject(text, at)));
    }
    for text in values("aud") {
        let named = admits(&|_, audience| audience == text);
        gone.extend((!named).then_some(Excluded::Audience(text, at)));
    }
    if tests("sub").next().is_none() {
        gone.push(Excluded::OtherSubjects(at));
    }
    if tests("aud").next().is_none() {
        gone.push(Excluded::OtherAudiences(at));
    }
    gone
}

/// Whether a statement looks at the tags of the session, or at the external id.
fn tells_pods_apart(statement: &Statement) -> bool {
    statement.conditions.iter().any(|condition| {
        let key = condition.key.lower();
        key == "sts:externalid" || key.starts_with("aws:requesttag/kubernetes-")
    })
}

impl Admitted {
    /// Whose.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        match self {
            Self::WebIdentity { subject, .. } | Self::PodIdentity { subject, .. } | Self::Through { subject, .. } => {
                subject
            }
        }
    }

    fn is_told_apart(&self) -> bool {
        !matches!(self, Self::PodIdentity { tagged: false, .. } | Self::WebIdentity { .. })
    }
}

/// What became of everybody.
struct Checked {
    /// Whether somebody gets in who did not before.
    opened: bool,
    /// Who does not get in, because something else than this policy keeps them out.
    kept_out: Vec<Subject>,
}

/// Nobody beside those who are named gets in, and every chain that got in still does.
fn check(before: &Simulation, after: &Scenario, role_arn: &str, admitted: &[Admitted]) -> Result<Checked, Unable> {
    let mut checked = Checked { opened: false, kept_out: Vec::new() };
    for subject in admitted.iter().map(Admitted::subject) {
        let beside = Subject::new(&subject.namespace, &format!("{}-other", subject.name));
        let elsewhere = Subject::new(&format!("{}-other", subject.namespace), &subject.name);
        let is_named = |other: &Subject| admitted.iter().any(|one| one.subject() == other);
        let open = |other: &Subject| !is_named(other) && chain::admits(after, role_arn, other) == Some(Tri::Yes);
        if open(&beside) || open(&elsewhere) {
            return Err(Unable::Wider(subject.clone()));
        }
    }
    let simulated = chain::simulate(after);
    let trusted = |chain: &Chain, read: fn(&Link) -> Verdict| {
        chain.links.iter().find(|link| link.step == Step::TrustSubject).map(read) == Some(Verdict::Pass)
    };
    let pairs = before.chains.iter().zip(&simulated.chains);
    for (old, new) in pairs.filter(|(_, new)| new.role.as_ref().is_some_and(|role| role.arn == role_arn)) {
        let subject = Subject::new(&new.service_account.namespace, &new.service_account.name);
        let (was, is) = (trusted(old, |link| link.verdict), trusted(new, |link| link.verdict));
        if was && !is {
            return Err(Unable::Narrower(subject));
        }
        checked.opened |= !trusted(old, |link| link.own) && trusted(new, |link| link.own);
        if !is && !checked.kept_out.contains(&subject) {
            checked.kept_out.push(subject);
        }
    }
    Ok(checked)
}
