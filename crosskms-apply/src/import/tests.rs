//! Hand-written policies, and what the import makes of them.

mod cases;
mod key_alone;
mod properties;

use crosskms::CrossAccountGrant;
use crosskms::grant::CrossAccountGrantBuilder;
use crosskms::policies::BucketEncryption;
use crosskms::policy::{Policy, PolicyDocument, Statement};

use super::{Imported, Remark, Subject};
use crate::snapshot::{Bucket, Key, Principal, Snapshot};

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";
const VIA_S3: &str = r#""StringEquals": {"kms:ViaService": "s3.ap-northeast-1.amazonaws.com"}"#;
const CONTEXT: &str = r#""StringLike": {"kms:EncryptionContext:aws:s3:arn": ["arn:aws:s3:::example-raw-events", "arn:aws:s3:::example-raw-events/*"]}"#;

/// The documents of both accounts, as texts of statements.
struct Written {
    identity: Vec<String>,
    key: Vec<String>,
    bucket: Vec<String>,
    encryption: BucketEncryption,
}

impl Written {
    fn by_hand(identity: &[&str], key: &[&str], bucket: &[&str]) -> Self {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let encryption = of(reader()).policies().bucket_encryption().unwrap().clone();
        Self { identity: owned(identity), key: owned(key), bucket: owned(bucket), encryption }
    }

    /// The documents of a grant, under Sids that are not its own.
    fn of(grant: &CrossAccountGrant) -> Self {
        let policies = grant.policies();
        let texts = |statements: &[Statement]| {
            let by_hand = statements.iter().enumerate().map(|(index, statement)| {
                Statement { sid: Some(format!("ByHand{index}").into()), ..statement.clone() }.to_string()
            });
            by_hand.collect()
        };
        Self {
            identity: texts(policies.identity_policy().statements.as_slice()),
            key: texts(policies.key_policy_statement()),
            bucket: texts(policies.bucket_policy_statement()),
            encryption: policies.bucket_encryption().unwrap().clone(),
        }
    }

    fn snapshot(&self, subject: &Subject) -> Snapshot {
        let document = |statements: &[String]| {
            let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", "));
            PolicyDocument::parse(text).unwrap()
        };
        let owner = r#"{"Sid": "Owner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#;
        let key: Vec<String> = [owner.to_owned()].into_iter().chain(self.key.clone()).collect();
        let mut snapshot = Snapshot::default();
        snapshot.keys.insert(subject.key.clone(), Key::new(document(&key)));
        let mut bucket = Bucket::new(&subject.bucket_id().unwrap());
        bucket.policy = (!self.bucket.is_empty()).then(|| document(&self.bucket));
        bucket.encryption = self.encryption.clone();
        snapshot.buckets.insert(subject.bucket.clone().unwrap(), bucket);
        let mut principal = Principal::default();
        if !self.identity.is_empty() {
            principal.identity_policies.insert("events".to_owned(), document(&self.identity));
        }
        snapshot.principals.insert(subject.principal.clone(), principal);
        snapshot
    }

    fn import(&self) -> Imported {
        self.snapshot(&subject()).import(&subject(), None, &[]).unwrap()
    }
}

fn subject() -> Subject {
    Subject {
        key: KEY.parse().unwrap(),
        bucket: Some(BUCKET.parse().unwrap()),
        principal: ROLE.parse().unwrap(),
    }
}

fn builder() -> CrossAccountGrantBuilder {
    CrossAccountGrant::builder().name("example-raw-events-analytics").key(KEY).bucket(BUCKET).principal(ROLE)
}

fn reader() -> CrossAccountGrantBuilder {
    builder().access("read")
}

fn of(builder: CrossAccountGrantBuilder) -> CrossAccountGrant {
    builder.build().unwrap_or_else(|findings| panic!("{findings}"))
}

/// Everything that a grant would write, in one text.
fn documents(grant: &CrossAccountGrant) -> Vec<Policy> {
    let policies = grant.policies();
    vec![
        policies.identity_policy().clone(),
        Policy::new(policies.key_policy_statement().to_vec()),
        Policy::new(policies.bucket_policy_statement().to_vec()),
    ]
}

fn lines(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(ToString::to_string).collect()
}

fn actions(imported: &Imported) -> Vec<String> {
    imported.grant.iter().flat_map(CrossAccountGrant::actions).map(ToString::to_string).collect()
}
