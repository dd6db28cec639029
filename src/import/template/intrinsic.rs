//! Intrinsic functions: their short forms (`!Sub`) and long forms (`Fn::Sub`) to the values that can be told.
//!
//! What always holds: one pass over the tree; a function is never evaluated by guess without a detail that says what
//! was filled in; conditions take their first branch, and say so.

use crate::import::Detail;
use crate::import::recognise::Context;
use crate::syntax::{Member, Node, Text, Value};
use crate::text::Span;
use std::cell::{Cell, RefCell};

/// Resolves the values of one resource.
pub(super) struct Resolver<'c, 'a> {
    context: &'c Context<'a>,
    root: &'c Node,
    said: RefCell<Vec<Detail>>,
    /// How many other resources may still be looked at: names that refer to one another end.
    budget: Cell<usize>,
    depth: Cell<usize>,
}

/// References to other resources that one resource may have resolved.
const MOST_REFERENCES: usize = 500;
/// References from one resource to the next that are followed.
const DEEPEST: usize = 4;
/// The longest value that is filled in; names and ARNs are shorter.
const LONGEST: usize = 2048;

impl<'c, 'a> Resolver<'c, 'a> {
    pub(super) fn new(context: &'c Context<'a>, root: &'c Node) -> Self {
        Self { context, root, said: RefCell::default(), budget: Cell::new(MOST_REFERENCES), depth: Cell::new(0) }
    }

    /// What was filled in.
    pub(super) fn finish(self) -> Vec<Detail> {
        self.said.into_inner()
    }

    fn say(&self, detail: Detail) {
        let mut said = self.said.borrow_mut();
        if !said.contains(&detail) {
            said.push(detail);
        }
    }

    /// A value without functions.
    pub(super) fn resolve(&self, node: &Node) -> Node {
        let function = tag(self.context, node).map(|name| (name, node)).or_else(|| long_form(node));
        if let Some((name, argument)) = function
            && let Some(value) = self.apply(name, argument)
        {
            return Node { span: node.span, value };
        }
        let value = match &node.value {
            Value::Array(elements) => {
                Value::Array(elements.iter().map(|element| self.resolve(element)).filter(is_value).collect())
            }
            Value::Object(members) => {
                let member = |member: &Member| {
                    let key =
                        if member.key.contains("${") { self.substitute(&member.key, &[]) } else { member.key.clone() };
                    Member { key, key_span: member.key_span, value: self.resolve(&member.value) }
                };
                Value::Object(members.iter().map(member).filter(|member| is_value(&member.value)).collect())
            }
            other => other.clone(),
        };
        Node { span: node.span, value }
    }

    fn apply(&self, name: &str, argument: &Node) -> Option<Value> {
        // The argument of a short form carries the tag itself: its parts are resolved, not the whole.
        let parts = || argument.as_array().unwrap_or_default();
        Some(match name {
            "Ref" => string(self.reference(argument.as_str()?)),
            "Sub" => match &argument.value {
                Value::String(text) => string(self.substitute(&text.value, &[])),
                Value::Array(_) => {
                    let mut parts = parts().iter();
                    let text = parts.next()?.as_str()?;
                    let own = parts.next().and_then(Node::as_object).unwrap_or_default();
                    string(self.substitute(text, own))
                }
                _ => return None,
            },
            "GetAtt" => {
                let path = match &argument.value {
                    Value::String(text) => text.value.clone(),
                    _ => parts().iter().filter_map(Node::as_str).collect::<Vec<_>>().join("."),
                };
                let (id, attribute) = path.split_once('.')?;
                string(self.attribute(id, attribute))
            }
            "Join" => {
                let mut parts = parts().iter();
                let separator = parts.next()?.as_str()?.to_owned();
                let list = self.resolve(parts.next()?);
                let words: Vec<&str> = list.as_array()?.iter().filter_map(Node::as_str).collect();
                string(words.join(&separator))
            }
            "Split" => {
                let mut parts = parts().iter();
                let separator = parts.next()?.as_str()?.to_owned();
                let text = self.resolve(parts.next()?);
                let node = |part: &str| Node { span: argument.span, value: string(part.to_owned()) };
                Value::Array(text.as_str()?.split(separator.as_str()).map(node).collect())
            }
            "Select" => {
                let mut parts = parts().iter();
                let index = parts.next()?;
                let index: usize = match &index.value {
                    Value::Number(number) => number.parse().ok()?,
                    _ => index.as_str()?.parse().ok()?,
                };
                let list = self.resolve(parts.next()?);
                list.as_array()?.get(index)?.value.clone()
            }
            "If" => {
                let mut parts = parts().iter();
                let condition = parts.next()?.as_str().unwrap_or_default().to_owned();
                let chosen = self.resolve(parts.next()?);
                self.say(Detail::Filled(format!("Fn::If {condition}"), "true".to_owned()));
                chosen.value
            }
            "ImportValue" | "FindInMap" | "GetAZs" | "Cidr" | "Transform" | "Base64" => {
                let written = self.resolve_untagged(argument);
                let name = written.as_str().map_or_else(|| name.to_owned(), str::to_owned);
                string(self.stand_in(&name))
            }
            _ => return None,
        })
    }

    /// The argument's own value, without the function that its tag names.
    fn resolve_untagged(&self, node: &Node) -> Node {
        match &node.value {
            Value::String(text) => Node { span: node.span, value: string(text.value.clone()) },
            _ => Node { span: node.span, value: Value::Null },
        }
    }

    /// `${…}` in a text, each replaced; `${!…}` is the text `${…}`.
    fn substitute(&self, text: &str, own: &[Member]) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            result.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                result.push_str("${");
                rest = after;
                continue;
            };
            if let Some(literal) = name.strip_prefix('!') {
                result.push_str("${");
                result.push_str(literal);
                result.push('}');
            } else if let Some(member) = own.iter().find(|member| member.key == name) {
                let value = self.resolve(&member.value);
                result.push_str(value.as_str().filter(|value| value.len() <= LONGEST).unwrap_or(name));
            } else if name.starts_with("aws:") || name.contains('/') {
                // A policy variable that was meant to reach IAM.
                result.push_str("${");
                result.push_str(name);
                result.push('}');
            } else {
                let value = match name.split_once('.') {
                    Some((id, attribute)) => self.attribute(id, attribute),
                    None => self.reference(name),
                };
                result.push_str(&value);
            }
            rest = behind;
        }
        result.push_str(rest);
        result
    }

    /// What `Ref` gives.
    fn reference(&self, name: &str) -> String {
        let home = self.context.home;
        let guess = |what: &str, guess: crate::import::account::Guess| {
            use crate::import::account::Guess;
            let text = guess.text().to_owned();
            self.say(match guess {
                Guess::Known(text) => Detail::Filled(what.to_owned(), text),
                Guess::Placeholder(text) => Detail::Placeholder(what.to_owned(), text),
            });
            text
        };
        match name {
            "AWS::AccountId" => return guess(name, home.account()),
            "AWS::Region" => return guess(name, home.region()),
            "AWS::Partition" => return home.partition().to_owned(),
            "AWS::URLSuffix" => return crate::aws::oidc::dns_suffix(home.region().text()).to_owned(),
            "AWS::NoValue" => return NO_VALUE.to_owned(),
            "AWS::StackName" => {
                self.say(Detail::Placeholder(name.to_owned(), "stack".to_owned()));
                return "stack".to_owned();
            }
            _ => {}
        }
        if let Some(parameter) = self.root.at(&["Parameters", name]) {
            let default = parameter.get("Default").map(|node| match &node.value {
                Value::String(text) => text.value.clone(),
                Value::Number(number) => number.clone(),
                _ => String::new(),
            });
            if let Some(default) = default.filter(|default| !default.is_empty() && default.len() <= LONGEST) {
                self.say(Detail::Filled(name.to_owned(), default.clone()));
                return default;
            }
            return self.parameter(name);
        }
        match kind_of(self.root, name) {
            Some("AWS::IAM::Role") => last(&role_arn(self.context, self.root, name)),
            Some("AWS::IAM::ManagedPolicy") => policy_arn(self.context, self.root, name),
            Some("AWS::IAM::OIDCProvider") => self.provider_arn(name),
            Some("AWS::S3::Bucket") => self.named(name, "BucketName").to_lowercase(),
            Some("AWS::DynamoDB::Table") => self.named(name, "TableName"),
            Some("AWS::EKS::Cluster") => self.named(name, "Name"),
            Some(_) => self.stand_in(name),
            None => self.parameter(name),
        }
    }

    /// What `GetAtt` gives.
    fn attribute(&self, id: &str, attribute: &str) -> String {
        let home = self.context.home;
        let kind = kind_of(self.root, id).unwrap_or_default();
        let (region, account, partition) = (home.region(), home.account(), home.partition());
        let (region, account) = (region.text(), account.text());
        let regional =
            |service: &str, resource: String| format!("arn:{partition}:{service}:{region}:{account}:{resource}");
        match (kind, attribute) {
            ("AWS::IAM::Role", "Arn") => role_arn(self.context, self.root, id),
            ("AWS::IAM::OIDCProvider", "Arn") => self.provider_arn(id),
            ("AWS::S3::Bucket", "Arn") => {
                format!("arn:{partition}:s3:::{}", self.named(id, "BucketName").to_lowercase())
            }
            ("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable", "Arn") => {
                regional("dynamodb", format!("table/{}", self.named(id, "TableName")))
            }
            ("AWS::SQS::Queue", "Arn") => regional("sqs", self.named(id, "QueueName")),
            ("AWS::KMS::Key", "Arn") => regional("kms", format!("key/{}", self.stand_in(id))),
            ("AWS::EKS::Cluster", "OpenIdConnectIssuerUrl") => self.issuer(),
            ("AWS::EKS::Cluster", "Arn") => regional("eks", format!("cluster/{}", self.named(id, "Name"))),
            _ => self.stand_in(&format!("{id}.{attribute}")),
        }
    }

    fn issuer(&self) -> String {
        use crate::import::account::Guess;
        let issuer = self.context.home.issuer();
        self.say(match &issuer {
            Guess::Known(text) => Detail::Filled("OpenIdConnectIssuerUrl".to_owned(), text.clone()),
            Guess::Placeholder(text) => Detail::Placeholder("OpenIdConnectIssuerUrl".to_owned(), text.clone()),
        });
        issuer.text().to_owned()
    }

    /// The string that a property of another resource has, if it can be told.
    fn property(&self, id: &str, property: &str) -> Option<String> {
        let node = self.root.at(&["Resources", id, "Properties", property])?;
        if self.depth.get() >= DEEPEST || self.budget.get() == 0 {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        self.budget.set(self.budget.get() - 1);
        let value = self.resolve(node);
        self.depth.set(self.depth.get() - 1);
        value.as_str().filter(|text| text.len() <= LONGEST).map(str::to_owned)
    }

    fn provider_arn(&self, id: &str) -> String {
        let url = self.property(id, "Url").filter(|url| !url.contains("arn:")).unwrap_or_else(|| self.issuer());
        let home = self.context.home;
        crate::aws::oidc::ProviderArn::new(home.partition(), home.account().text(), &url).to_string()
    }

    /// The name that a resource has, or its logical id.
    fn named(&self, id: &str, property: &str) -> String {
        self.property(id, property).unwrap_or_else(|| {
            self.say(Detail::Placeholder(format!("{id}.{property}"), id.to_owned()));
            id.to_owned()
        })
    }

    /// A parameter without a default: by its name one can tell what is wanted.
    fn parameter(&self, name: &str) -> String {
        let lower = name.to_ascii_lowercase();
        let home = self.context.home;
        let is_issuer = lower.contains("oidc") || lower.contains("issuer");
        let value = if is_issuer && lower.contains("arn") {
            let (account, issuer) = (home.account(), home.issuer());
            crate::aws::oidc::ProviderArn::new(home.partition(), account.text(), issuer.text()).to_string()
        } else if is_issuer {
            crate::aws::oidc::without_scheme(home.issuer().text()).to_owned()
        } else if lower.contains("account") && !lower.contains("service") {
            home.account().text().to_owned()
        } else {
            return self.stand_in(name);
        };
        self.say(Detail::Placeholder(name.to_owned(), value.clone()));
        value
    }

    fn stand_in(&self, name: &str) -> String {
        let value: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
        let is_arn = name.len() > 2 && name.to_ascii_lowercase().ends_with("arn");
        let value = if is_arn {
            // One statement with an impossible resource would spoil the whole policy.
            let home = self.context.home;
            let (region, account) = (home.region(), home.account());
            format!("arn:{}:placeholder:{}:{}:{value}", home.partition(), region.text(), account.text())
        } else {
            format!("PLACEHOLDER-{value}")
        };
        self.say(Detail::Placeholder(name.to_owned(), value.clone()));
        value
    }
}

const NO_VALUE: &str = "\u{0}no value";

/// Whether a value is one; `AWS::NoValue` takes its property away.
fn is_value(node: &Node) -> bool {
    node.as_str() != Some(NO_VALUE)
}

fn string(text: String) -> Value {
    Value::String(Text { value: text, verbatim: None })
}

fn kind_of<'n>(root: &'n Node, id: &str) -> Option<&'n str> {
    root.at(&["Resources", id, "Type"]).and_then(Node::as_str)
}

fn last(arn: &str) -> String {
    arn.rsplit('/').next().unwrap_or(arn).to_owned()
}

/// The ARN that a role of the template gets; a generated name is the logical id.
pub(super) fn role_arn(context: &Context<'_>, root: &Node, id: &str) -> String {
    entity(context, root, id, "role", "RoleName")
}

/// The ARN that a managed policy of the template gets.
pub(super) fn policy_arn(context: &Context<'_>, root: &Node, id: &str) -> String {
    entity(context, root, id, "policy", "ManagedPolicyName")
}

fn entity(context: &Context<'_>, root: &Node, id: &str, kind: &str, property: &str) -> String {
    let properties = |key: &str| {
        let node = root.at(&["Resources", id, "Properties", key])?;
        // A name made of its own ARN would never end.
        let resolver = Resolver::new(context, root);
        let plain =
            node.as_str().filter(|text| tag(context, node).is_none() && !text.contains("${")).map(str::to_owned);
        plain.or_else(|| {
            names_no_entity(context, root, node).then(|| resolver.resolve(node))?.as_str().map(str::to_owned)
        })
    };
    let name = properties(property).unwrap_or_else(|| id.to_owned());
    let path = properties("Path").unwrap_or_else(|| "/".to_owned());
    format!("arn:{}:iam::{}:{kind}{path}{name}", context.home.partition(), context.home.account().text())
}

/// Whether a name refers to parameters and pseudo parameters only.
fn names_no_entity(context: &Context<'_>, root: &Node, node: &Node) -> bool {
    let written = node.span.of(context.text);
    let resources = root.get("Resources").and_then(Node::as_object).unwrap_or_default();
    !resources.iter().any(|resource| written.contains(&resource.key))
}

/// The short form that stands before a value, such as `Sub` of `!Sub`.
fn tag<'a>(context: &Context<'a>, node: &Node) -> Option<&'a str> {
    let start = node.span.start;
    let at = context.tags.partition_point(|tag| tag.end <= start).checked_sub(1)?;
    let tag: Span = context.tags.get(at).copied()?;
    let between = context.text.get(tag.end as usize..start as usize)?;
    let is_gap = between.chars().all(|c| c.is_whitespace() || matches!(c, '|' | '>' | '-' | '+'));
    // A dash that begins a list belongs to the list, whose span begins before it.
    let is_list = between.contains("- ") && node.as_array().is_none();
    let name = tag.of(context.text).strip_prefix('!')?;
    (is_gap && !is_list).then_some(name)
}

/// `{"Fn::Sub": …}` and `{"Ref": …}`.
fn long_form(node: &Node) -> Option<(&str, &Node)> {
    let [member] = node.as_object()? else { return None };
    let name = if member.key == "Ref" { "Ref" } else { member.key.strip_prefix("Fn::")? };
    Some((name, &member.value))
}
