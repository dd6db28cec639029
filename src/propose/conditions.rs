//! The condition block of a proposed statement.
//!
//! What always holds: what is kept from a statement is kept as it was written, except that `${` of a policy without
//! variables is written so that it stays plain text; a key that is tested already is not tested again. A value that is
//! supposed of a request is compared for equality, of several values each and all of them.

use crate::aws::catalog::{self, KeyType};
use crate::iam::context::ContextValue;
use crate::syntax::json::{self, quoted};
use crate::text::SourceId;
use std::collections::BTreeMap;

/// One line of a condition block: operator, key, and the value as JSON.
type Test = (String, String, String);

/// A condition block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Conditions {
    tests: Vec<Test>,
}

/// Keys whose value is another one with every request.
const PASSING: [&str; 4] = ["aws:currenttime", "aws:epochtime", "aws:tokenissuetime", "aws:userid"];

impl Conditions {
    /// Reads a block as a document has it.
    pub(super) fn read(block: &str, variables: bool) -> Option<Self> {
        let node = json::parse(SourceId::Settings, block).0?;
        let mut tests = Vec::new();
        for operator in node.as_object()? {
            for test in operator.value.as_object()? {
                let value = test.value.span.of(block);
                let value = if variables { value.to_owned() } else { plain(value) };
                tests.push((operator.key.clone(), test.key.clone(), value));
            }
        }
        Some(Self { tests })
    }

    /// How many tests it has.
    pub(super) fn len(&self) -> usize {
        self.tests.len()
    }

    /// Tests what is supposed of the request.
    pub(super) fn add_context(&mut self, context: &BTreeMap<String, ContextValue>) {
        let via = context.keys().any(|key| key.eq_ignore_ascii_case("kms:ViaService"));
        for (key, value) in context {
            let lower = key.to_ascii_lowercase();
            let tested = self.tests.iter().any(|(_, known, _)| known.eq_ignore_ascii_case(key));
            // A call by way of a service has that service's name, which says more.
            let implied = via && lower == "aws:viaawsservice";
            if !tested && !implied && !PASSING.contains(&lower.as_str()) {
                self.add(key, value);
            }
        }
    }

    fn add(&mut self, key: &str, value: &ContextValue) {
        let info = catalog::condition_key(key);
        let kind = info.map_or(KeyType::String, |info| info.kind);
        let wild = value.values().iter().any(|value| value.contains(['*', '?']));
        let operator = match kind {
            KeyType::Arn if !wild => "ArnEquals",
            KeyType::String | KeyType::Arn => "StringEquals",
            KeyType::Bool => "Bool",
            KeyType::Numeric => "NumericEquals",
            KeyType::Date => "DateEquals",
            KeyType::IpAddress => "IpAddress",
        };
        let values: Vec<String> = value.values().iter().map(|value| plain(&quoted(value))).collect();
        let several = info.is_some_and(|info| info.multivalued) || values.len() != 1;
        match values.as_slice() {
            [one] if !several => self.tests.push((operator.to_owned(), key.to_owned(), one.clone())),
            // Nothing was sent along.
            [] => self.tests.push(("Null".to_owned(), key.to_owned(), quoted("true"))),
            many => {
                let list = format!("[{}]", many.join(", "));
                self.tests.push((format!("ForAllValues:{operator}"), key.to_owned(), list));
                self.tests.push(("Null".to_owned(), key.to_owned(), quoted("false")));
            }
        }
    }

    /// The block as JSON; `None` where nothing is tested.
    pub(super) fn json(&self) -> Option<String> {
        let mut operators: Vec<(&str, Vec<String>)> = Vec::new();
        for (operator, key, value) in &self.tests {
            let test = format!("{}: {value}", quoted(key));
            match operators.iter_mut().find(|(known, _)| known == operator) {
                Some((_, tests)) => tests.push(test),
                None => operators.push((operator, vec![test])),
            }
        }
        let blocks =
            operators.iter().map(|(operator, tests)| format!("{}: {{ {} }}", quoted(operator), tests.join(", ")));
        (!self.tests.is_empty()).then(|| format!("{{ {} }}", blocks.collect::<Vec<_>>().join(", ")))
    }
}

/// A JSON text in which no `${` begins a variable. Source: IAM User Guide, "IAM policy elements: Variables and tags",
/// characters that are not variables.
fn plain(json: &str) -> String {
    json.replace("${", "${$}{")
}
