//! An AWS CloudFormation template.
//!
//! What always holds: no value is a function: names and ARNs stand as they are, and `DependsOn` gives the order. Sources:
//! CloudFormation Template Reference, `AWS::IAM::Role`, `AWS::IAM::ManagedPolicy`, `AWS::IAM::OIDCProvider`,
//! `AWS::EKS::PodIdentityAssociation`, `AWS::S3::BucketPolicy`.

use super::plan::{Plan, Role, Stand};
use super::quote::yaml;
use super::{Note, comments, document};

/// The text.
pub(super) fn text(plan: &Plan<'_>, say: &dyn Fn(&Note) -> String) -> String {
    let needs: &[Stand] = if plan.associations.is_empty() { &[] } else { &[Stand::ClusterName] };
    let run = "aws cloudformation deploy --stack-name irsa --template-file irsa-template.yaml --capabilities CAPABILITY_NAMED_IAM";
    let mut notes = vec![Note::Run(run.to_owned())];
    notes.extend(plan.notes_for(needs));
    let roles = plan.own_roles(&mut notes);
    let mut ids = Ids::default();
    let mut out = String::new();
    for provider in plan.providers.iter().filter(|provider| provider.account == plan.account) {
        let clients: Vec<String> = provider.clients.iter().map(|client| yaml(client)).collect();
        let lines = [
            format!("Url: {}", yaml(&format!("https://{}", provider.host))),
            format!("ClientIdList: [{}]", clients.join(", ")),
        ];
        out.push_str(&resource(&ids.next("Provider"), "AWS::IAM::OIDCProvider", &[], &lines));
    }
    let mut made: Vec<(&str, String)> = Vec::new();
    for role in roles {
        let id = ids.next("Role");
        out.push_str(&of_role(role, &id, &mut ids));
        made.push((&role.arn, id));
    }
    for association in &plan.associations {
        let roles = [Some(&association.role_arn), association.target_role_arn.as_ref()];
        let named = |arn: &String| made.iter().find(|(known, _)| known == arn).map(|(_, id)| id.clone());
        let after: Vec<String> = roles.into_iter().flatten().filter_map(named).collect();
        let mut lines = vec![
            format!("ClusterName: {}", yaml(&plan.cluster)),
            format!("Namespace: {}", yaml(&association.namespace)),
            format!("ServiceAccount: {}", yaml(&association.service_account)),
            format!("RoleArn: {}", yaml(&association.role_arn)),
        ];
        lines.extend(association.target_role_arn.as_ref().map(|arn| format!("TargetRoleArn: {}", yaml(arn))));
        lines.extend(association.disable_session_tags.then(|| "DisableSessionTags: true".to_owned()));
        out.push_str(&resource(&ids.next("Association"), "AWS::EKS::PodIdentityAssociation", &after, &lines));
    }
    for (bucket, policy) in &plan.buckets {
        let lines = [format!("Bucket: {}", yaml(bucket)), format!("PolicyDocument: {}", json(policy, 6))];
        out.push_str(&resource(&ids.next("BucketPolicy"), "AWS::S3::BucketPolicy", &[], &lines));
    }
    let objects = plan.objects + plan.service_accounts.len();
    notes.extend((objects > 0).then_some(Note::Kubernetes(objects)));
    notes.extend(dynamic(&out).map(Note::DynamicReference));
    let none = if out.is_empty() { " {}" } else { "" };
    format!("{}AWSTemplateFormatVersion: \"2010-09-09\"\nResources:{none}\n{out}", comments(&notes, say))
}

/// The first text that CloudFormation would look up.
fn dynamic(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("{{resolve:")?;
    let inner = rest.split("}}").next().unwrap_or_default();
    Some(format!("{{{{resolve:{}}}}}", inner.chars().take(60).collect::<String>()))
}

fn of_role(role: &Role, id: &str, ids: &mut Ids) -> String {
    let mut out = String::new();
    let mut after = Vec::new();
    let mut lines = vec![
        format!("RoleName: {}", yaml(&role.name)),
        format!("Path: {}", yaml(&role.path)),
        format!("AssumeRolePolicyDocument: {}", json(&role.trust, 6)),
    ];
    lines.extend(role.max_session_duration.map(|seconds| format!("MaxSessionDuration: {seconds}")));
    if let Some((name, arn, document)) = &role.boundary {
        let boundary = ids.next("Boundary");
        let of_policy =
            [format!("ManagedPolicyName: {}", yaml(name)), format!("PolicyDocument: {}", json(document, 6))];
        out.push_str(&resource(&boundary, "AWS::IAM::ManagedPolicy", &[], &of_policy));
        lines.push(format!("PermissionsBoundary: {}", yaml(arn)));
        after.push(boundary);
    }
    if !role.policies.is_empty() {
        let one = |(name, document): &(String, String)| {
            format!("\n        - PolicyName: {}\n          PolicyDocument: {}", yaml(name), json(document, 10))
        };
        lines.push(format!("Policies:{}", role.policies.iter().map(one).collect::<String>()));
    }
    if !role.tags.is_empty() {
        let one =
            |(key, value): (&String, &String)| format!("\n        - {{ Key: {}, Value: {} }}", yaml(key), yaml(value));
        lines.push(format!("Tags:{}", role.tags.iter().map(one).collect::<String>()));
    }
    out + &resource(id, "AWS::IAM::Role", &after, &lines)
}

fn json(text: &str, indent: usize) -> String {
    document::read(text).map(|node| document::pretty(&node, indent)).unwrap_or_default()
}

fn resource(id: &str, kind: &str, after: &[String], properties: &[String]) -> String {
    let after = if after.is_empty() { String::new() } else { format!("    DependsOn: [{}]\n", after.join(", ")) };
    let properties: String = properties.iter().map(|line| format!("      {line}\n")).collect();
    format!("  {id}:\n    Type: {kind}\n{after}    Properties:\n{properties}")
}

/// Logical ids: letters and digits, each once.
#[derive(Default)]
struct Ids(Vec<(&'static str, usize)>);

impl Ids {
    fn next(&mut self, kind: &'static str) -> String {
        match self.0.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => {
                *count += 1;
                format!("{kind}{count}")
            }
            None => {
                self.0.push((kind, 1));
                format!("{kind}1")
            }
        }
    }
}
