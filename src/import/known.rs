//! Managed policies that are short enough, and have been stable for long enough, to know by heart.
//!
//! What always holds: whoever fills one in says so. Source: AWS Managed Policy Reference Guide; the eksctl user guide,
//! "Well-known policies".

/// An action list on one resource pattern.
type Grant = (&'static [&'static str], &'static str);

const MANAGED: [(&str, &[Grant]); 6] = [
    ("AdministratorAccess", &[(&["*"], "*")]),
    ("AmazonS3FullAccess", &[(&["s3:*", "s3-object-lambda:*"], "*")]),
    (
        "AmazonS3ReadOnlyAccess",
        &[(&["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"], "*")],
    ),
    ("AmazonSQSFullAccess", &[(&["sqs:*"], "*")]),
    ("AmazonSSMReadOnlyAccess", &[(&["ssm:Describe*", "ssm:Get*", "ssm:List*"], "*")]),
    ("AmazonSNSFullAccess", &[(&["sns:*"], "*")]),
];

const WELL_KNOWN: [(&str, &[Grant]); 2] = [
    (
        "externalDNS",
        &[
            (&["route53:ChangeResourceRecordSets"], "arn:aws:route53:::hostedzone/*"),
            (&["route53:ListHostedZones", "route53:ListResourceRecordSets", "route53:ListTagsForResource"], "*"),
        ],
    ),
    (
        "certManager",
        &[
            (&["route53:ChangeResourceRecordSets"], "arn:aws:route53:::hostedzone/*"),
            (&["route53:ListResourceRecordSets", "route53:ListHostedZonesByName"], "*"),
            (&["route53:GetChange"], "arn:aws:route53:::change/*"),
        ],
    ),
];

/// The document of one of AWS's own managed policies, by its ARN.
pub(super) fn managed(arn: &str) -> Option<String> {
    let (_, name) = arn.split_once(":iam::aws:policy/")?;
    MANAGED.iter().find(|(known, _)| *known == name).map(|(_, grants)| document(grants))
}

/// The document that eksctl writes for one of its well-known policies.
pub(super) fn well_known(name: &str) -> Option<String> {
    WELL_KNOWN.iter().find(|(known, _)| *known == name).map(|(_, grants)| document(grants))
}

fn document(grants: &[Grant]) -> String {
    let mut text = String::from("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [");
    for (index, (actions, resource)) in grants.iter().enumerate() {
        let actions: Vec<String> = actions.iter().map(|action| format!("        \"{action}\"")).collect();
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str("    {\n      \"Effect\": \"Allow\",\n      \"Action\": [\n");
        text.push_str(&actions.join(",\n"));
        text.push_str(&format!("\n      ],\n      \"Resource\": \"{resource}\"\n    }}"));
    }
    text.push_str("\n  ]\n}\n");
    text
}
