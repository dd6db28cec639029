//! Outputs of `aws eks …` and of `aws iam … open-id-connect-provider …`: the cluster and its identity.
//!
//! What always holds: only what the output says becomes a fact; client IDs that a list leaves out are said to be
//! filled in. Source: AWS CLI command reference, `eks`, `iam`.

use super::facts::Fact;
use super::recognise::Context;
use super::role::text;
use super::{Cause, Detail, Kind, policy};
use crate::aws::arn::Arn;
use crate::aws::oidc::ProviderArn;
use crate::scenario::{Cluster, OidcProvider, PodIdentityAssociation};
use crate::syntax::{Node, Value};

const AUDIENCE: &str = "sts.amazonaws.com";

/// Recognises these outputs; `false` where the object is none of them.
pub(super) fn recognise(context: &mut Context<'_>, node: &Node) -> bool {
    let object = |key: &str| node.get(key).filter(|node| node.as_object().is_some());
    let list = |key: &str| node.get(key).and_then(Node::as_array);
    if let Some(inner) = object("cluster") {
        describe(context, inner);
    } else if node.at(&["identity", "oidc", "issuer"]).is_some() || node.at(&["oidc", "issuer"]).is_some() {
        describe(context, node);
    } else if let Some(inner) = object("association") {
        let facts = association(context, inner).into_iter().collect();
        context.item(inner.span, Kind::Command("aws eks describe-pod-identity-association"), facts);
    } else if let Some(all) = list("associations") {
        associations(context, node, all);
    } else if let Some(inner) = object("nodegroup") {
        let role = text(inner, "nodeRole");
        let facts = role.into_iter().map(Fact::NodeRole).collect();
        context.item(inner.span, Kind::Command("aws eks describe-nodegroup"), facts);
    } else if let Some(all) = list("OpenIDConnectProviderList") {
        let arns: Vec<String> = all.iter().filter_map(|one| text(one, "Arn")).collect();
        providers(context, node, &arns, "aws iam list-open-id-connect-providers");
    } else if let Some(arn) = text(node, "OpenIDConnectProviderArn") {
        providers(context, node, &[arn], "aws iam create-open-id-connect-provider");
    } else if node.get("Url").is_some() && node.get("ClientIDList").is_some() {
        provider(context, node);
    } else if let Some(all) = list("clusters").filter(|all| all.iter().all(|one| one.as_str().is_some())) {
        let name = all.iter().find_map(Node::as_str).unwrap_or("NAME");
        context.detail(Detail::OnlyNames(format!("aws eks describe-cluster --name {name}")));
        context.item(node.span, Kind::Command("aws eks list-clusters"), Vec::new());
    } else {
        return false;
    }
    true
}

fn describe(context: &mut Context<'_>, node: &Node) {
    let arn = text(node, "arn").unwrap_or_default();
    let arn = Arn::parse(&arn);
    let version = node.get("version").and_then(|node| match &node.value {
        Value::Number(number) => Some(number.clone()),
        _ => node.as_str().map(str::to_owned),
    });
    let issuer = node.at(&["identity", "oidc", "issuer"]).or_else(|| node.at(&["oidc", "issuer"]));
    let cluster = Cluster {
        name: text(node, "name"),
        account: arn.map(|arn| arn.account.to_owned()),
        region: arn.map(|arn| arn.region.to_owned()),
        issuer: issuer.and_then(Node::as_str).map(str::to_owned),
        version,
    };
    context.item(node.span, Kind::Command("aws eks describe-cluster"), vec![Fact::Cluster(cluster)]);
}

fn association(context: &mut Context<'_>, node: &Node) -> Option<Fact> {
    let field = |key: &'static str| text(node, key).ok_or(key);
    let read = || {
        Ok(PodIdentityAssociation {
            namespace: field("namespace")?,
            service_account: field("serviceAccount")?,
            role_arn: field("roleArn")?,
            target_role_arn: text(node, "targetRoleArn"),
            disable_session_tags: node.get("disableSessionTags").is_some_and(|flag| flag.value == Value::Bool(true)),
            policy: None,
        })
    };
    match read() {
        Ok(mut association) => {
            let policy = node.get("policy").filter(|policy| policy.value != Value::Null);
            association.policy = policy.and_then(|policy| policy::document(context, policy));
            Some(Fact::Association(association))
        }
        Err(missing) => {
            context.refuse(node.span, "association", Cause::Missing(missing));
            None
        }
    }
}

/// The list leaves the roles out, unless it was asked for with them.
fn associations(context: &mut Context<'_>, node: &Node, all: &[Node]) {
    let mut facts = Vec::new();
    for one in all {
        if one.get("roleArn").is_some() {
            facts.extend(association(context, one));
        } else {
            let id = text(one, "associationId").unwrap_or_default();
            let cluster = text(one, "clusterName").unwrap_or_else(|| "NAME".to_owned());
            context.detail(Detail::OnlyNames(format!(
                "aws eks describe-pod-identity-association --cluster-name {cluster} --association-id {id}"
            )));
        }
    }
    context.item(node.span, Kind::Command("aws eks list-pod-identity-associations"), facts);
}

fn providers(context: &mut Context<'_>, node: &Node, arns: &[String], command: &'static str) {
    let mut facts = Vec::new();
    for arn in arns {
        match ProviderArn::parse(arn) {
            Some(parsed) => facts.push(fact(Some(parsed.account), &parsed.issuer, vec![AUDIENCE.to_owned()])),
            None => context.refuse(node.span, arn.clone(), Cause::NoAccount),
        }
    }
    if !facts.is_empty() {
        context.detail(Detail::Placeholder("ClientIDList".to_owned(), AUDIENCE.to_owned()));
    }
    context.item(node.span, Kind::Command(command), facts);
}

fn provider(context: &mut Context<'_>, node: &Node) {
    let url = text(node, "Url").unwrap_or_default();
    let clients = node.get("ClientIDList").into_iter().flat_map(policy::strings).map(str::to_owned).collect();
    let account = context.home.account.clone();
    context.item(node.span, Kind::Command("aws iam get-open-id-connect-provider"), vec![fact(account, &url, clients)]);
}

/// A provider as a fact.
pub(super) fn fact(account: Option<String>, url: &str, client_ids: Vec<String>) -> Fact {
    let url = format!("https://{}", crate::aws::oidc::without_scheme(url));
    let provider = OidcProvider { account: String::new(), url, client_ids, ..OidcProvider::default() };
    Fact::Provider { account, provider }
}
