//! The accounts of the matrix: grants, what others wrote before, and who asks.

use crosskms::CrossAccountGrant;
use crosskms::arn::PrincipalArn;
use crosskms::policy::{Policy, Statement};
use crosskms_apply::Snapshot;
use crosskms_apply::document::{BucketId, DocumentId};
use serde_json::json;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/// Statements of others on the key, each in a layout of its own. The first lets the owner administer it.
const ON_KEY: [&str; 4] = [
    r#"{
      "Sid" : "Enable IAM User Permissions",
      "Effect" : "Allow",
      "Principal" : { "AWS" : "arn:aws:iam::111122223333:root" },
      "Action" : "kms:*",
      "Resource" : "*"
    }"#,
    r#"{"Sid":"Auditors","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::777788889999:role/auditor"]},"Action":["kms:ListGrants"],"Resource":"*"}"#,
    r#"{ "Sid":"Legacy", "Effect":"Allow", "Principal":{"AWS":"arn:aws:iam::777788889999:role/auditor"}, "Action":"kms:GetKeyRotationStatus", "Resource":"*" }"#,
    r#"{"Sid":"Recent","Effect":"Deny","Principal":"*","Action":"kms:ScheduleKeyDeletion","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":false}}}"#,
];

/// Statements of others on a bucket.
fn on_bucket(bucket: &str) -> [String; 3] {
    [
        format!(
            r#"{{"Sid": "OnlyTls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["{bucket}","{bucket}/*"],"Condition":{{"Bool":{{"aws:SecureTransport":"false"}}}}}}"#
        ),
        format!(
            r#"{{"Sid":"Legacy","Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::777788889999:role/auditor"}},"Action":"s3:GetBucketLocation","Resource":"{bucket}"}}"#
        ),
        format!(
            "{{\"Effect\":\"Deny\",\t\"Sid\":\"Recent\",\"Principal\":\"*\",\"Action\":\"s3:PutBucketAcl\",\"Resource\":\"{bucket}\"}}"
        ),
    ]
}

/// A set of grants, and the accounts as they are before the first of them is put in place.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) grants: Vec<CrossAccountGrant>,
    /// Every document that the grants touch.
    pub(crate) documents: Vec<DocumentId>,
    /// Before anything is applied.
    pub(crate) initial: Snapshot,
    /// How many documents are written side by side.
    pub(crate) width: usize,
    other: CrossAccountGrant,
}

impl Stage {
    /// One grant, with a key and a bucket on which others have statements.
    pub(crate) fn one() -> Self {
        Self::of(vec![grant("raw-events", "arn:aws:s3:::example-raw", "analytics", "read_write")], 1)
    }

    /// Four grants on one key, two of them on one bucket, two for one role; written side by side.
    pub(crate) fn several() -> Self {
        let grants = vec![
            grant("raw-events", "arn:aws:s3:::example-raw", "analytics", "read_write"),
            grant("raw-copies", "arn:aws:s3:::example-raw", "copies", "read"),
            grant("reports", "arn:aws:s3:::example-reports", "analytics", "write"),
        ];
        Self::of(grants, 16)
    }

    fn of(grants: Vec<CrossAccountGrant>, width: usize) -> Self {
        let initial = accounts();
        let documents = documents(&grants);
        let other = grant("other", "arn:aws:s3:::example-raw", "other", "read");
        Self { grants, documents, initial, width, other }
    }

    /// The statements that a second crosskms puts into a document.
    pub(crate) fn other_grant(&self, document: &DocumentId) -> Vec<Statement> {
        let policies = self.other.policies();
        match document {
            DocumentId::KeyPolicy(_) => policies.key_policy_statement().to_vec(),
            DocumentId::BucketPolicy(bucket) if Some(&bucket.arn) == self.other.bucket() => {
                policies.bucket_policy_statement().to_vec()
            }
            _ => Vec::new(),
        }
    }

    /// The statements of others that stand in a document from the start, to the byte.
    pub(crate) fn foreign(&self, document: &DocumentId) -> Vec<String> {
        match document {
            DocumentId::KeyPolicy(_) => ON_KEY.map(str::to_owned).to_vec(),
            DocumentId::BucketPolicy(bucket) if bucket.arn.as_str() == "arn:aws:s3:::example-raw" => {
                on_bucket(bucket.arn.as_str()).to_vec()
            }
            _ => Vec::new(),
        }
    }

    /// Principals who may ask, some of whom are granted something.
    pub(crate) fn principals() -> Vec<PrincipalArn> {
        [
            "444455556666:role/analytics",
            "444455556666:role/copies",
            "444455556666:role/neighbour",
            "444455556666:user/person",
            "111122223333:role/application",
            "777788889999:role/stranger",
        ]
        .iter()
        .map(|principal| format!("arn:aws:iam::{principal}").parse().unwrap())
        .collect()
    }
}

/// The statements of a policy that the grants of a stage own.
pub(crate) fn owned<'p>(stage: &'p Stage, policy: &'p Policy) -> impl Iterator<Item = &'p Statement> {
    policy.statements.iter().filter(|statement| {
        let sid = statement.sid.as_deref().unwrap_or_default();
        stage.grants.iter().any(|grant| grant.name().owns_sid(sid))
    })
}

fn grant(name: &str, bucket: &str, role: &str, access: &str) -> CrossAccountGrant {
    let builder = CrossAccountGrant::builder().name(name).key(KEY).bucket(bucket).access(access);
    builder.principal(format!("arn:aws:iam::444455556666:role/{role}")).build().unwrap()
}

fn documents(grants: &[CrossAccountGrant]) -> Vec<DocumentId> {
    let mut documents: Vec<DocumentId> = grants
        .iter()
        .flat_map(|grant| {
            let bucket = BucketId::of(grant).unwrap();
            let principal = grant.principals()[0].clone();
            [
                DocumentId::IdentityPolicy { principal, name: grant.name().policy_name() },
                DocumentId::KeyPolicy(grant.key().clone()),
                DocumentId::BucketPolicy(bucket.clone()),
                DocumentId::BucketEncryption(bucket),
            ]
        })
        .collect();
    documents.sort();
    documents.dedup();
    documents
}

/// The accounts with the statements of others, and with everybody who may ask.
fn accounts() -> Snapshot {
    let key = format!(
        "{{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {}\n  ]\n}}",
        ON_KEY.join(",\n    ")
    );
    let raw = on_bucket("arn:aws:s3:::example-raw").join(",");
    let raw = format!(r#"{{"Version":"2012-10-17","Id":"of-others","Statement":[{raw}]}}"#);
    let encryption = json!({"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BlockedEncryptionTypes": {"EncryptionType": ["SSE-C"]}}]});
    let bucket = json!({"account": "111122223333", "region": "eu-west-1"});
    let mut buckets = json!({"arn:aws:s3:::example-raw": bucket, "arn:aws:s3:::example-reports": bucket});
    buckets["arn:aws:s3:::example-raw"]["policy"] = raw.into();
    buckets["arn:aws:s3:::example-raw"]["encryption"] = encryption;
    let everything = json!({"Statement": {"Effect": "Allow", "Action": ["kms:*", "s3:*"], "Resource": "*"}});
    // Whatever the owner allows them, their own policies do not stand in the way.
    let may_do_all = json!({"identity_policies": {"of-others": everything.to_string()}});
    let mut principals: serde_json::Map<_, _> =
        Stage::principals().iter().map(|principal| (principal.to_string(), may_do_all.clone())).collect();
    for granted in ["analytics", "copies", "other"] {
        principals.insert(format!("arn:aws:iam::444455556666:role/{granted}"), json!({}));
    }
    principals.insert("arn:aws:iam::777788889999:role/auditor".to_owned(), json!({}));
    // Of the owner's own account, a policy of the consumer's kind would be enough.
    principals.insert("arn:aws:iam::111122223333:role/application".to_owned(), json!({}));
    let accounts = json!({"keys": {KEY: {"policy": key}}, "buckets": buckets, "principals": principals});
    serde_json::from_value(accounts).unwrap()
}
