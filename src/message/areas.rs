//! Resource patterns in words: «all objects in `my-bucket`, except `logs/*` in it».
//!
//! What always holds: every pattern has words, if only its own text; names and patterns stand in backticks; what goes
//! without saying is left out (that a resource belongs to the session's account, or that an ARN has none).

use crate::aws::catalog;
use crate::chain::effective::digest::own_account;
use crate::chain::effective::{Area, Bounds};
use crate::chain::simulation::Answer;
use crate::message::Language;
use crate::text::Location;

/// Areas that are told in the same words, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Worded {
    /// The words.
    pub text: String,
    /// The patterns behind them.
    pub patterns: Vec<String>,
    /// The answer.
    pub answer: Answer,
    /// The condition keys on which it depends.
    pub depends_on: Vec<String>,
    /// The statements that decide.
    pub decided_by: Vec<Location>,
}

/// Areas in words, for a session of this account.
#[must_use]
pub fn worded(language: Language, areas: &[Area], account: &str) -> Vec<Worded> {
    let words = words(language);
    let mut found: Vec<Worded> = Vec::new();
    for area in areas {
        let text = sentence(words, area, account);
        let same =
            |one: &&mut Worded| (&one.text, one.answer, &one.depends_on) == (&text, area.answer, &area.depends_on);
        if let Some(known) = found.iter_mut().find(same) {
            known
                .decided_by
                .extend(area.decided_by.iter().filter(|at| !known.decided_by.contains(at)).collect::<Vec<_>>());
            continue;
        }
        let telling = area.within.iter().filter(|bounds| own_account(&bounds.text).is_none());
        found.push(Worded {
            text,
            patterns: telling.map(|bounds| bounds.text.clone()).collect(),
            answer: area.answer,
            depends_on: area.depends_on.clone(),
            decided_by: area.decided_by.clone(),
        });
    }
    found
}

fn sentence(words: &Words, area: &Area, account: &str) -> String {
    let said = |bounds: &Vec<Bounds>| -> Vec<String> {
        let telling = bounds
            .iter()
            .map(|bounds| bounds.text.as_str())
            .filter(|text| own_account(text).is_none_or(|own| !own.is_empty() && own != account));
        telling.map(|text| pattern(words, text, account)).collect()
    };
    let within = said(&area.within);
    let within = if within.is_empty() { words.everything.to_owned() } else { within.join(words.and_also) };
    let except = said(&area.except);
    if except.is_empty() { within } else { (words.except)(&within, &except.join(", ")) }
}

/// One pattern in words.
fn pattern(words: &Words, text: &str, account: &str) -> String {
    if text == "*" {
        return words.everything.to_owned();
    }
    if let Some(account) = own_account(text) {
        return (words.of_account)(account);
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", _, service, region, owner, resource] = parts.as_slice() else {
        return match parts.as_slice() {
            ["arn", _, service, ..] if !service.contains('*') && text.ends_with('*') => {
                (words.all_of_service)(service_name(service))
            }
            _ => format!("`{text}`"),
        };
    };
    let mut said = match (*service, resource.split_once(['/', ':'])) {
        ("s3", _) if owner.is_empty() => in_s3(words, resource),
        (_, Some((kind, name))) => named(words, (service, kind), name),
        ("sqs" | "sns", None) => named(words, (service, ""), resource),
        (_, None) if *resource == "*" => None,
        (_, None) => None,
    }
    .unwrap_or_else(|| match *resource {
        "*" if !service.contains('*') => (words.all_of_service)(service_name(service)),
        _ => format!("`{text}`"),
    });
    let plain = |field: &str| !field.is_empty() && !field.bytes().all(|byte| byte == b'*');
    if said.starts_with(&format!("`{text}")) {
        return said;
    }
    if plain(region) {
        said = (words.in_region)(&said, region);
    }
    if plain(owner) && *owner != account {
        said = (words.in_account)(&said, owner);
    }
    said
}

fn service_name(prefix: &str) -> &str {
    catalog::service(prefix).map_or(prefix, |service| service.name)
}

fn in_s3(words: &Words, resource: &str) -> Option<String> {
    let wild = |text: &str| text.contains(['*', '?']);
    Some(match resource.split_once('/') {
        None if resource == "*" => words.all_buckets.to_owned(),
        // A star reaches over the slash.
        None if resource.contains('*') => (words.buckets_and_objects)(resource),
        None => (words.bucket)(resource),
        Some(("*", "*")) => words.all_objects.to_owned(),
        Some((bucket, "*")) => (words.objects_of)(bucket),
        Some((bucket, key)) if wild(key) || wild(bucket) => (words.objects_like)(bucket, key),
        Some((bucket, key)) => (words.object)(bucket, key),
    })
}

/// The nouns of a kind of resource as the catalogue names it: one, several.
#[must_use]
pub fn nouns(language: Language, service: &str, kind: &str) -> Option<(&'static str, &'static str)> {
    let only = matches!(service, "sqs" | "sns");
    let same = |of: &str| only || of.eq_ignore_ascii_case(kind);
    let found = words(language).nouns.iter().find(|(known, of, ..)| *known == service && same(of));
    found.map(|(_, _, one, many)| (*one, *many))
}

/// The noun of a kind of resource.
fn named(words: &Words, kind: (&str, &str), name: &str) -> Option<String> {
    let noun = words.nouns.iter().find(|(service, of, ..)| (*service, *of) == kind);
    if let ("dynamodb", "table", Some((table, part))) = (kind.0, kind.1, name.split_once('/')) {
        return Some(match part.split_once('/') {
            Some(("index", index)) => (words.index)(table, index),
            _ => (words.part_of_table)(table, part),
        });
    }
    let &(_, _, one, many) = noun?;
    Some(match name {
        "*" => (words.all)(many),
        _ if name.contains(['*', '?']) => format!("{many} `{name}`"),
        _ => (words.named)(one, name),
    })
}

/// The words of patterns.
struct Words {
    everything: &'static str,
    and_also: &'static str,
    except: fn(&str, &str) -> String,
    of_account: fn(&str) -> String,
    all_of_service: fn(&str) -> String,
    in_region: fn(&str, &str) -> String,
    in_account: fn(&str, &str) -> String,
    all_buckets: &'static str,
    all_objects: &'static str,
    bucket: fn(&str) -> String,
    buckets_and_objects: fn(&str) -> String,
    objects_of: fn(&str) -> String,
    objects_like: fn(&str, &str) -> String,
    object: fn(&str, &str) -> String,
    index: fn(&str, &str) -> String,
    part_of_table: fn(&str, &str) -> String,
    named: fn(&str, &str) -> String,
    all: fn(&str) -> String,
    /// Service, kind, one of them, several.
    nouns: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

const EN: Words = Words {
    everything: "everything",
    and_also: ", as far as it is also ",
    except: |within, except| format!("{within}, except {except}"),
    of_account: |account| format!("everything of account `{account}`"),
    all_of_service: |service| format!("everything in {service}"),
    in_region: |what, region| format!("{what} in `{region}`"),
    in_account: |what, account| format!("{what} of account `{account}`"),
    all_buckets: "all buckets and objects",
    all_objects: "all objects in all buckets",
    bucket: |bucket| format!("the bucket `{bucket}`"),
    buckets_and_objects: |pattern| format!("buckets and objects `{pattern}`"),
    objects_of: |bucket| format!("all objects in `{bucket}`"),
    objects_like: |bucket, key| format!("objects `{key}` in `{bucket}`"),
    object: |bucket, key| format!("the object `{key}` in `{bucket}`"),
    index: |table, index| format!("the indexes `{index}` of the table `{table}`"),
    part_of_table: |table, part| format!("`{part}` of the table `{table}`"),
    named: |noun, name| format!("the {noun} `{name}`"),
    all: |nouns| format!("all {nouns}"),
    nouns: &[
        ("s3", "bucket", "bucket", "buckets"),
        ("dynamodb", "table", "table", "tables"),
        ("sqs", "", "queue", "queues"),
        ("sns", "", "topic", "topics"),
        ("kms", "key", "key", "keys"),
        ("kms", "alias", "alias", "aliases"),
        ("secretsmanager", "secret", "secret", "secrets"),
        ("ssm", "parameter", "parameter", "parameters"),
        ("ecr", "repository", "repository", "repositories"),
        ("logs", "log-group", "log group", "log groups"),
        ("eks", "cluster", "cluster", "clusters"),
        ("iam", "role", "role", "roles"),
        ("iam", "user", "user", "users"),
        ("iam", "group", "group", "groups"),
        ("iam", "policy", "policy", "policies"),
        ("lambda", "function", "function", "functions"),
        ("ec2", "instance", "instance", "instances"),
    ],
};

const KO: Words = Words {
    everything: "모든 리소스",
    and_also: ", 동시에 ",
    except: |within, except| format!("{within}(제외: {except})"),
    of_account: |account| format!("모든 리소스(계정 `{account}`)"),
    all_of_service: |service| format!("{service}: 모든 리소스"),
    in_region: |what, region| format!("{what}(리전 `{region}`)"),
    in_account: |what, account| format!("{what}(계정 `{account}`)"),
    all_buckets: "모든 버킷과 객체",
    all_objects: "모든 버킷에 있는 모든 객체",
    bucket: |bucket| format!("버킷 `{bucket}`"),
    buckets_and_objects: |pattern| format!("버킷과 객체 `{pattern}`"),
    objects_of: |bucket| format!("모든 객체(버킷 `{bucket}`)"),
    objects_like: |bucket, key| format!("객체 `{key}`(버킷 `{bucket}`)"),
    object: |bucket, key| format!("객체 `{key}`(버킷 `{bucket}`)"),
    index: |table, index| format!("인덱스 `{index}`(테이블 `{table}`)"),
    part_of_table: |table, part| format!("`{part}`(테이블 `{table}`)"),
    named: |noun, name| format!("{noun} `{name}`"),
    all: |nouns| format!("모든 {nouns}"),
    nouns: &[
        ("s3", "bucket", "버킷", "버킷"),
        ("dynamodb", "table", "테이블", "테이블"),
        ("sqs", "", "대기열", "대기열"),
        ("sns", "", "주제", "주제"),
        ("kms", "key", "키", "키"),
        ("kms", "alias", "별칭", "별칭"),
        ("secretsmanager", "secret", "보안 암호", "보안 암호"),
        ("ssm", "parameter", "파라미터", "파라미터"),
        ("ecr", "repository", "리포지토리", "리포지토리"),
        ("logs", "log-group", "로그 그룹", "로그 그룹"),
        ("eks", "cluster", "클러스터", "클러스터"),
        ("iam", "role", "역할", "역할"),
        ("iam", "user", "사용자", "사용자"),
        ("iam", "group", "그룹", "그룹"),
        ("iam", "policy", "정책", "정책"),
        ("lambda", "function", "함수", "함수"),
        ("ec2", "instance", "인스턴스", "인스턴스"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_words() {
        for (text, english, korean) in [
            ("*", "everything", "모든 리소스"),
            ("arn:aws:s3:::b", "the bucket `b`", "버킷 `b`"),
            ("arn:aws:s3:::b/*", "all objects in `b`", "모든 객체(버킷 `b`)"),
            ("arn:aws:s3:::b/logs/*", "objects `logs/*` in `b`", "객체 `logs/*`(버킷 `b`)"),
            ("arn:aws:s3:::b/a.csv", "the object `a.csv` in `b`", "객체 `a.csv`(버킷 `b`)"),
            ("arn:aws:s3:::b*", "buckets and objects `b*`", "버킷과 객체 `b*`"),
            ("arn:aws:s3:::*", "all buckets and objects", "모든 버킷과 객체"),
            ("arn:aws:dynamodb:*:*:table/t", "the table `t`", "테이블 `t`"),
            ("arn:aws:dynamodb:us-east-1:1:table/t", "the table `t` in `us-east-1`", "테이블 `t`(리전 `us-east-1`)"),
            (
                "arn:aws:dynamodb:*:2:table/t/index/*",
                "the indexes `*` of the table `t` of account `2`",
                "인덱스 `*`(테이블 `t`)(계정 `2`)",
            ),
            ("arn:aws:dynamodb:*", "everything in Amazon DynamoDB", "Amazon DynamoDB: 모든 리소스"),
            ("arn:aws:sqs:*:*:q*", "queues `q*`", "대기열 `q*`"),
            ("arn:aws:kms:*:*:key/*", "all keys", "모든 키"),
            ("arn:*:*:*:2:*", "everything of account `2`", "모든 리소스(계정 `2`)"),
            ("arn:aws:acme:*:*:thing/x", "`arn:aws:acme:*:*:thing/x`", "`arn:aws:acme:*:*:thing/x`"),
        ] {
            assert_eq!(pattern(&EN, text, "1"), english);
            assert_eq!(pattern(&KO, text, "1"), korean);
        }
    }
}
