//! The steps that one session can take.
//!
//! What always holds: each need is a decision of the engine on a resource that is there, or areas in which its actions
//! are allowed together; a step of which one need is denied is none.

use super::way::{Service, Way};
use super::{Gain, Need, Party, Step, party};
use crate::aws::Arn;
use crate::chain::effective::places::{places, word, worse};
use crate::chain::permission;
use crate::chain::session::{self, ASSUME_ROLE, Session};
use crate::chain::simulation::{Answer, Cell, rank};
use crate::chain::who;
use crate::chain::world::{ROLE_ARN, World};
use crate::iam::context::ContextValue;
use crate::iam::evaluate::{self, Decision, PolicySet, PublicAccess, Request};
use crate::iam::partition::Glob;
use crate::iam::principal::Principal;
use crate::iam::session_context::{self, Surroundings};
use crate::kubernetes::rbac::{self, User};
use crate::kubernetes::token::Subject;
use crate::order;
use crate::scenario::Question;

/// The policy that somebody attaches who may attach any.
const ADMINISTRATOR: &str = "policy/AdministratorAccess";

/// Somebody on the way.
pub(super) struct Node<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) session: Session<'w>,
    /// The ARN of the role or user.
    pub(super) arn: String,
    partition: String,
    /// What each service that runs code takes; empty where it is denied.
    services: Vec<(Service, Need)>,
}

impl<'w> Node<'w> {
    pub(super) fn new(world: &'w World<'w>, session: Session<'w>) -> Option<Self> {
        let arn = match &session.principal {
            Principal::RoleSession { role, .. } => role.clone(),
            Principal::User { arn, .. } => arn.clone(),
            _ => return None,
        };
        let partition = Arn::parse(&arn)?.partition.to_owned();
        let mut node = Self { world, session, arn, partition, services: Vec::new() };
        let services = Service::ALL.into_iter().filter_map(|service| {
            let (actions, resource) = service.actions();
            let (prefix, resource) = resource.split_once(' ')?;
            Some((service, node.within(actions, prefix, resource)?))
        });
        node.services = services.collect();
        Some(node)
    }

    /// Every step and what it gains.
    pub(super) fn steps(&self) -> Vec<(Gain, Step)> {
        let mut found = self.on_itself();
        for role in self.world.scenario.roles.iter().filter(|role| role.arn != self.arn) {
            let gain = || Gain::Role { arn: role.arn.clone() };
            found.extend(self.to_role(&role.arn).into_iter().map(|step| (gain(), step)));
        }
        for user in self.world.scenario.users.iter().filter(|user| user.arn != self.arn) {
            let gain = || Gain::User { arn: user.arn.clone() };
            let ways = [
                (Way::CreateAccessKey, "iam:CreateAccessKey"),
                (Way::CreateLoginProfile, "iam:CreateLoginProfile"),
                (Way::UpdateLoginProfile, "iam:UpdateLoginProfile"),
            ];
            for (way, action) in ways {
                found.extend(self.step(way, &user.arn, [self.on(action, &user.arn)]).map(|step| (gain(), step)));
            }
        }
        found
    }

    /// What it may change about itself.
    fn on_itself(&self) -> Vec<(Gain, Step)> {
        let any = || Gain::AnyRight { bounded: !self.session.boundary.is_empty() };
        let mut found = Vec::new();
        let mut add = |gain: Gain, step: Option<Step>| found.extend(step.map(|step| (gain, step)));
        let is_user = self.groups().is_some();
        let (put, attach) = if is_user {
            ("iam:PutUserPolicy", "iam:AttachUserPolicy")
        } else {
            ("iam:PutRolePolicy", "iam:AttachRolePolicy")
        };
        add(any(), self.step(Way::PutPolicy, &self.arn, [self.on(put, &self.arn)]));
        add(any(), self.step(Way::AttachPolicy, &self.arn, [self.attaching(attach, &self.arn)]));
        for policy in self.policies() {
            add(any(), self.step(Way::CreatePolicyVersion, &policy, [self.on("iam:CreatePolicyVersion", &policy)]));
        }
        let account = &self.session.account;
        for group in &self.world.scenario.groups {
            let arn = format!("arn:{}:iam::{account}:group/{}", self.partition, group.name);
            match self.groups() {
                Some(own) if own.contains(&group.name) => {
                    add(any(), self.step(Way::PutPolicy, &arn, [self.on("iam:PutGroupPolicy", &arn)]));
                    add(any(), self.step(Way::AttachPolicy, &arn, [self.attaching("iam:AttachGroupPolicy", &arn)]));
                }
                Some(_) => {
                    let gain = Gain::Group { name: group.name.clone() };
                    add(gain, self.step(Way::AddUserToGroup, &arn, [self.on("iam:AddUserToGroup", &arn)]));
                }
                None => {}
            }
        }
        if !self.session.boundary.is_empty() {
            let (delete, put) = match is_user {
                true => ("iam:DeleteUserPermissionsBoundary", "iam:PutUserPermissionsBoundary"),
                false => ("iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"),
            };
            add(Gain::NoBoundary, self.step(Way::DeleteBoundary, &self.arn, [self.on(delete, &self.arn)]));
            add(Gain::NoBoundary, self.step(Way::PutBoundary, &self.arn, [self.on(put, &self.arn)]));
        }
        // What is made anew has no boundary of its own.
        let free = || Gain::AnyRight { bounded: false };
        let role = format!("arn:{}:iam::{account}:role/*", self.partition);
        let user = format!("arn:{}:iam::{account}:user/*", self.partition);
        for actions in [&["iam:CreateRole", "iam:PutRolePolicy"], &["iam:CreateRole", "iam:AttachRolePolicy"]] {
            add(free(), self.step(Way::CreateRole, &role, [self.within(actions, "iam", "role/*")]));
        }
        for actions in [
            &["iam:CreateUser", "iam:PutUserPolicy", "iam:CreateAccessKey"],
            &["iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey"],
        ] {
            add(free(), self.step(Way::CreateUser, &user, [self.within(actions, "iam", "user/*")]));
        }
        add(Gain::Cluster, self.cluster_access());
        found
    }

    /// How it may write the policies of a role that it is not.
    pub(super) fn edits(&self, role: &str) -> Vec<Step> {
        let put = self.step(Way::PutPolicy, role, [self.on("iam:PutRolePolicy", role)]);
        let attach = self.step(Way::AttachPolicy, role, [self.attaching("iam:AttachRolePolicy", role)]);
        put.into_iter().chain(attach).collect()
    }

    fn to_role(&self, role: &str) -> Vec<Step> {
        let mut found = Vec::new();
        let assume = need(&[ASSUME_ROLE], role, &self.session.decide_assume(role));
        found.extend(self.step(Way::AssumeRole, role, [assume]));
        found.extend(self.step(Way::UpdateTrust, role, [self.on("iam:UpdateAssumeRolePolicy", role)]));
        let pass = |service: Service| {
            let mut question = Question::default();
            question.context.insert("iam:PassedToService".to_owned(), service.principal().into());
            need(&["iam:PassRole"], role, &self.session.decide_literally_with("iam:PassRole", role, &question))
        };
        // Without any service in mind it is denied only where it is denied for each.
        if permission::answer(&self.session.decide_literally("iam:PassRole", role)).is_open() {
            for (service, runs) in &self.services {
                let trusts = trusts(self.world, role, *service);
                let passed = pass(*service);
                let way = Way::PassRole(*service);
                found
                    .extend(trusts.and_then(|trusts| self.step(way, role, [passed, Some(runs.clone()), Some(trusts)])));
            }
        }
        found
    }

    /// Makes itself an administrator of the scenario's cluster, or of any where it has no name.
    fn cluster_access(&self) -> Option<Step> {
        let cluster = self.world.scenario.cluster.as_ref().and_then(|cluster| cluster.name.as_deref());
        let cluster = cluster.unwrap_or("*");
        let entry = self.within(&["eks:CreateAccessEntry"], "eks", &format!("cluster/{cluster}"))?;
        let policy = self.within(&["eks:AssociateAccessPolicy"], "eks", &format!("access-entry/{cluster}/*"))?;
        let onto = format!("arn:{}:eks:*:{}:cluster/{cluster}", self.partition, self.session.account);
        self.step(Way::ClusterAccess, &onto, [Some(entry), Some(policy)])
    }

    /// A step, if none of its needs is denied.
    pub(super) fn step<const N: usize>(&self, way: Way, onto: &str, needs: [Option<Need>; N]) -> Option<Step> {
        let needs: Option<Vec<Need>> = needs.into_iter().collect();
        Some(Step { by: party(self.world, &self.arn), way, onto: onto.to_owned(), needs: needs?, at: Vec::new() })
    }

    /// An action on a resource.
    fn on(&self, action: &'static str, resource: &str) -> Option<Need> {
        need(&[action], resource, &self.session.decide_literally(action, resource))
    }

    /// Attaching the policy that allows everything.
    fn attaching(&self, action: &'static str, resource: &str) -> Option<Need> {
        let policy = format!("arn:{}:iam::aws:{ADMINISTRATOR}", self.partition);
        let mut question = Question::default();
        question.context.insert("iam:PolicyARN".to_owned(), ContextValue::One(policy));
        need(&[action], resource, &self.session.decide_literally_with(action, resource, &question))
    }

    /// Actions that are allowed together somewhere in the account; `None` where they are not.
    pub(super) fn within(&self, actions: &[&'static str], service: &str, resource: &str) -> Option<Need> {
        let region = if service == "iam" { "" } else { "*" };
        let account = &self.session.account;
        let glob = Glob::new(&format!("arn:{}:{service}:{region}:{account}:{resource}", self.partition));
        // Most sessions have nothing to do with most of these services.
        if !actions.iter().all(|action| self.session.mentions(action)) {
            return None;
        }
        let areas = places(&self.session, actions, &glob, &|action, arn| self.session.decide_literally(action, arn));
        let best = areas.iter().min_by_key(|area| rank(area.answer))?;
        let (answer, depends_on, decided_by) = (best.answer, best.depends_on.clone(), best.decided_by.clone());
        Some(Need { actions: actions.to_vec(), resource: None, areas, answer, depends_on, decided_by })
    }

    /// The groups of a user; `None` for a role.
    fn groups(&self) -> Option<&[String]> {
        let user = self.world.scenario.users.iter().find(|user| user.arn == self.arn)?;
        Some(&user.groups)
    }

    /// The ARNs that its policies have if they are customer managed ones, which the scenario does not say.
    fn policies(&self) -> Vec<String> {
        let scenario = self.world.scenario;
        let of_role = scenario.roles.iter().filter(|role| role.arn == self.arn).flat_map(|role| &role.policies);
        let own = scenario.users.iter().filter(|user| user.arn == self.arn);
        let groups = own.clone().flat_map(|user| &user.groups);
        let of_groups = groups.filter_map(|name| scenario.groups.iter().find(|group| group.name == *name));
        let of_user = own.flat_map(|user| &user.policies).chain(of_groups.flat_map(|group| &group.policies));
        let names = of_role.chain(of_user).map(|policy| policy.name.as_str());
        let is_name = |name: &&str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+=,.@_-".contains(&byte))
        };
        let account = &self.session.account;
        let arn = |name: &str| format!("arn:{}:iam::{account}:policy/{name}", self.partition);
        let mut found: Vec<String> = names.filter(is_name).map(arn).collect();
        order::sort(&mut found);
        found.dedup();
        found
    }
}

fn need(actions: &[&'static str], resource: &str, decision: &Decision) -> Option<Need> {
    let Cell { answer, depends_on, decided_by, .. } = permission::to_cell(decision);
    answer.is_open().then(|| Need {
        actions: actions.to_vec(),
        resource: Some(resource.to_owned()),
        areas: Vec::new(),
        answer,
        depends_on,
        decided_by,
    })
}

/// Whether a role lets a service take it; `unknown` where its trust policy is not given.
fn trusts(world: &World<'_>, role: &str, service: Service) -> Option<Need> {
    let account = Arn::parse(role).map(|arn| arn.account).unwrap_or_default();
    let principal = Principal::Service { name: service.principal().to_owned() };
    let trust = world.role(role).and_then(|(_, documents)| documents.trust.as_ref());
    let policies = PolicySet {
        resource: trust,
        resource_control: session::by_level(&world.resource_control),
        ..PolicySet::default()
    };
    let surroundings =
        Surroundings { region: world.region.as_deref(), resource_account: Some(account), ..Surroundings::default() };
    let mut context = session_context::service(&surroundings);
    context.set("aws:PrincipalServiceName", service.principal());
    let decide = |action: &'static str| {
        let request = Request {
            principal: &principal,
            action,
            resource: role,
            resource_account: account,
            context: &context,
            public_access: PublicAccess::NotBlocked,
        };
        word(&evaluate::decide_briefly(&policies, &request))
    };
    let mut found = decide(ASSUME_ROLE);
    if service == Service::PodIdentity {
        found = worse(found, decide(session::TAG_SESSION));
    }
    if trust.is_none() {
        found.answer = Answer::Unknown;
    }
    found.answer.is_open().then(|| Need {
        actions: vec![ASSUME_ROLE],
        resource: Some(role.to_owned()),
        areas: Vec::new(),
        answer: found.answer,
        depends_on: found.depends_on,
        decided_by: found.decided_by,
    })
}

/// The ServiceAccounts that this one may become by its rights in Kubernetes, with the roles that trust them.
pub(super) fn in_cluster(world: &World<'_>, account: &Subject) -> Vec<(Gain, Step)> {
    let user = User::service_account(&account.namespace, &account.name);
    let mut found = Vec::new();
    for other in world.manifests.service_accounts.iter() {
        let name = Subject::new(&other.namespace, &other.name);
        let associated = world.association(&other.namespace, &other.name);
        let associated = associated.map(|one| one.target_role_arn.as_ref().unwrap_or(&one.role_arn).clone());
        let annotated = other.annotation(ROLE_ARN).map(|annotation| annotation.text().to_owned());
        let Some(role) = associated.or(annotated).filter(|_| name != *account) else { continue };
        let mints = |way| matches!(way, rbac::Way::ChangeAnnotation | rbac::Way::Impersonate);
        let bridges = rbac::bridges(&world.rbac, &other.namespace, &other.name).into_iter();
        for bridge in bridges.filter(|bridge| !mints(bridge.way) && rbac::is_subject(&bridge.grant.subject, &user)) {
            let Some(trust) = who::lets_in(world, &role, &name) else { continue };
            let step = Step {
                by: Party::ServiceAccount { namespace: account.namespace.clone(), name: account.name.clone() },
                way: Way::Kubernetes(bridge.way),
                onto: format!("{}/{}", other.namespace, other.name),
                needs: vec![Need {
                    actions: vec![trust.action],
                    resource: Some(role.clone()),
                    areas: Vec::new(),
                    answer: trust.answer,
                    depends_on: trust.depends_on,
                    decided_by: trust.decided_by,
                }],
                at: bridge.grant.rule.at.into_iter().chain(bridge.grant.binding_at).collect(),
            };
            found.push((Gain::Role { arn: role.clone() }, step));
        }
    }
    found
}
