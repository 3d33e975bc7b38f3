//! The accounts of the matrix: grants, what others wrote before, and who asks.

use crosskms::arn::PrincipalArn;
use crosskms::policy::{Policy, Statement};
use crosskms::{CrossAccountGrant, CrossAccountGrantBuilder};
use crosskms_apply::document::DocumentId;
use crosskms_apply::{Purpose, Snapshot, plan};
use serde_json::json;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const MULTI_REGION_KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
const REPLICA: &str = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

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
    /// At every how many calls that write nothing each fault happens.
    pub(crate) every: usize,
    other: CrossAccountGrant,
}

impl Stage {
    /// One grant, with a key and a bucket on which others have statements.
    pub(crate) fn one() -> Self {
        Self::of(vec![grant("raw-events", "arn:aws:s3:::example-raw", "analytics", "read_write")], 1, 1)
    }

    /// Three grants on one key, two of them on one bucket, two for one role; written side by side.
    pub(crate) fn several() -> Self {
        let grants = vec![
            grant("raw-events", "arn:aws:s3:::example-raw", "analytics", "read_write"),
            grant("raw-copies", "arn:aws:s3:::example-raw", "copies", "read"),
            grant("reports", "arn:aws:s3:::example-reports", "analytics", "write"),
        ];
        Self::of(grants, 16, 2)
    }

    /// One grant that opens the key by KMS grants, to two roles.
    pub(crate) fn kms_grants() -> Self {
        let grant = builder("raw-events", "arn:aws:s3:::example-raw", "analytics", "read_write");
        let grant =
            grant.principal("arn:aws:iam::444455556666:role/copies").mechanism("kms_grant").via(["any"]);
        Self::of(vec![grant.build().unwrap()], 1, 5)
    }

    /// One grant whose identity policy is a managed one, attached to two roles.
    pub(crate) fn managed() -> Self {
        let grant = builder("raw-events", "arn:aws:s3:::example-raw", "analytics", "read_write");
        let grant = grant.principal("arn:aws:iam::444455556666:role/copies").identity_policy("managed");
        Self::of(vec![grant.build().unwrap()], 1, 5)
    }

    /// One grant on a key that has a replica.
    pub(crate) fn replicas() -> Self {
        let grant =
            CrossAccountGrant::builder().name("raw-events").key(MULTI_REGION_KEY).access("read_write");
        let grant = grant.principal("arn:aws:iam::444455556666:role/analytics").replicas(["us-east-1"]);
        Self::of(vec![grant.via(["any"]).build().unwrap()], 1, 5)
    }

    fn of(grants: Vec<CrossAccountGrant>, width: usize, every: usize) -> Self {
        let initial = accounts();
        let documents = documents(&grants, &initial);
        let other = grant("other", "arn:aws:s3:::example-raw", "other", "read");
        Self { grants, documents, initial, width, every, other }
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
    builder(name, bucket, role, access).build().unwrap()
}

fn builder(name: &str, bucket: &str, role: &str, access: &str) -> CrossAccountGrantBuilder {
    let builder = CrossAccountGrant::builder().name(name).key(KEY).bucket(bucket).access(access);
    builder.principal(format!("arn:aws:iam::444455556666:role/{role}"))
}

/// What the first apply writes, and the key's policy even where a grant leaves it as it is.
fn documents(grants: &[CrossAccountGrant], initial: &Snapshot) -> Vec<DocumentId> {
    let changes = plan(grants, initial, Purpose::Apply).unwrap().changes;
    let written = changes.into_iter().map(|change| change.document);
    let keys = grants.iter().map(|grant| DocumentId::KeyPolicy(grant.key().clone()));
    let mut documents: Vec<DocumentId> = written.chain(keys).collect();
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
    let keys: serde_json::Map<_, _> = [KEY, MULTI_REGION_KEY, REPLICA]
        .map(|arn| (arn.to_owned(), json!({"policy": key})))
        .into_iter()
        .collect();
    let accounts = json!({"keys": keys, "buckets": buckets, "principals": principals});
    serde_json::from_value(accounts).unwrap()
}
