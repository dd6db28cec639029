//! How long texts are in a picture, and how long ones are shortened.
//!
//! What always holds: widths are estimates on the safe side, since a picture is laid out where no font can be measured.

use crate::aws::Arn;

/// The width of a small text (11 units high): Latin letters take 7 units, Hangul and other wide letters 11.
#[must_use]
pub fn small(text: &str) -> i32 {
    text.chars().map(|c| if c.is_ascii() { 7 } else { 12 }).sum()
}

/// The width of a name (13 units high, bold).
#[must_use]
pub fn bold(text: &str) -> i32 {
    text.chars().map(|c| if c.is_ascii() { 8 } else { 14 }).sum()
}

/// Long names lose their middle, which says least; the part's label has them whole.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let head = most / 2;
    let tail = most.saturating_sub(head + 1);
    let mut short: String = text.chars().take(head).collect();
    short.push('…');
    short.extend(text.chars().skip(count - tail));
    short
}

/// A name in one or two lines of at most `most` letters, broken behind a hyphen, a dot or a slash where it has one.
#[must_use]
pub fn lines(text: &str, most: usize) -> Vec<String> {
    let count = text.chars().count();
    if count <= most {
        return vec![text.to_owned()];
    }
    let ends = text.chars().enumerate().take(most).filter(|(_, c)| "-./_:".contains(*c)).map(|(at, _)| at + 1);
    let at = ends.filter(|at| *at > most / 3).last().unwrap_or(most);
    let rest: String = text.chars().skip(at).collect();
    vec![text.chars().take(at).collect(), shorten(&rest, most)]
}

/// The part of an ARN that people call the thing by: `my-bucket/*`, `table/orders`.
#[must_use]
pub fn short_resource(arn: &str) -> String {
    Arn::parse(arn).map_or(arn, |arn| arn.resource).to_owned()
}

/// The service of an ARN, as people call it.
#[must_use]
pub fn service_of(arn: &str) -> Option<&str> {
    Some(match Arn::parse(arn)?.service {
        "s3" => "S3",
        "dynamodb" => "DynamoDB",
        "sqs" => "SQS",
        "sns" => "SNS",
        "kms" => "KMS",
        "secretsmanager" => "Secrets Manager",
        "ssm" => "SSM",
        "ecr" => "ECR",
        "iam" | "sts" => "IAM",
        "ec2" => "EC2",
        "lambda" => "Lambda",
        "logs" => "CloudWatch Logs",
        "route53" => "Route 53",
        "elasticloadbalancing" => "ELB",
        "autoscaling" => "Auto Scaling",
        "*" | "" => return None,
        other => other,
    })
}
