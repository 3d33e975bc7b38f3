//! What the policies of two accounts say together.

use super::{BUCKET, KEY, ROLE};
use crate::arn::{BucketArn, KeyArn, PrincipalArn, Region};
use crate::authorize::KmsGrant;
use crate::policy::PolicyDocument;
use crate::rules::{AccountBucket, AccountKey, AccountPrincipal, Accounts, Located, check_accounts};
use crate::site::Site;

/// Two accounts that agree, as texts that a test can change.
struct Texts {
    key: String,
    bucket: Option<String>,
    identity: Option<String>,
    default_key: String,
    kms_grants: Vec<KmsGrant>,
    region: &'static str,
}

fn agreed() -> Texts {
    Texts {
        key: format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Principal": {{"AWS": "arn:aws:iam::111122223333:root"}}, "Action": "kms:*", "Resource": "*"}},
                {{"Effect": "Allow", "Principal": {{"AWS": "{ROLE}"}}, "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*",
                  "Condition": {{"StringEquals": {{"kms:ViaService": "s3.ap-northeast-1.amazonaws.com"}}}}}}
            ]}}"#
        ),
        bucket: Some(format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Principal": {{"AWS": "{ROLE}"}}, "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "{BUCKET}/*"}},
                {{"Effect": "Allow", "Principal": {{"AWS": "{ROLE}"}}, "Action": "s3:ListBucket", "Resource": "{BUCKET}"}}
            ]}}"#
        )),
        identity: Some(format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "{BUCKET}/*"}},
                {{"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "{BUCKET}"}},
                {{"Effect": "Allow", "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "{KEY}",
                  "Condition": {{"StringEquals": {{"kms:ViaService": "s3.ap-northeast-1.amazonaws.com"}}}}}}
            ]}}"#
        )),
        default_key: KEY.to_owned(),
        kms_grants: Vec::new(),
        region: "ap-northeast-1",
    }
}

/// `rule at site: message` of every finding.
fn findings(texts: &Texts) -> Vec<String> {
    let document =
        |text: &String| PolicyDocument::parse(text.as_str()).unwrap_or_else(|e| panic!("{e}: {text}"));
    let (key_arn, bucket_arn): (KeyArn, BucketArn) = (KEY.parse().unwrap(), BUCKET.parse().unwrap());
    let role: PrincipalArn = ROLE.parse().unwrap();
    let region: Region = texts.region.parse().unwrap();
    let key = document(&texts.key);
    let bucket = texts.bucket.as_ref().map(document);
    let identity = texts.identity.as_ref().map(document);
    let located = |name: &str, document| Located { site: Site::field(name), document };
    let mut accounts = Accounts::default();
    accounts.keys.push(AccountKey {
        arn: &key_arn,
        policy: located("key", &key),
        kms_grants: &texts.kms_grants,
    });
    accounts.buckets.push(AccountBucket {
        arn: &bucket_arn,
        account: "111122223333".parse().unwrap(),
        region: &region,
        policy: bucket.as_ref().map(|document| located("bucket", document)),
        default_key: Some((Site::field("encryption"), &texts.default_key)),
    });
    let policies = identity.as_ref().map(|document| located("identity", document)).into_iter().collect();
    accounts.principals.push(AccountPrincipal { arn: &role, policies });
    let found = check_accounts(&accounts);
    found.iter().map(|f| format!("{} at {}: {}", f.rule.name, f.site, f.message)).collect()
}

/// The findings after one text was changed.
fn changed(change: impl FnOnce(&mut Texts)) -> Vec<String> {
    let mut texts = agreed();
    change(&mut texts);
    findings(&texts)
}

/// Replaces what must be there.
fn replace(text: &mut String, from: &str, to: &str) {
    assert!(text.contains(from), "{text} has no {from}");
    *text = text.replace(from, to);
}

#[test]
fn accounts_that_agree_are_silent() {
    assert_eq!(findings(&agreed()), [""; 0]);
    for (from, to) in [
        (r#"["kms:Decrypt", "kms:GenerateDataKey"]"#, r#"["kms:Decrypt", "kms:Generate*Key"]"#),
        (KEY, "arn:aws:kms:*:111122223333:key/*"),
        (r#""s3:GetObject", "s3:PutObject""#, r#""s3:*Object""#),
        ("example-raw-events/*", "example-raw-events/${aws:PrincipalTag/team}/*"),
    ] {
        assert_eq!(changed(|texts| replace(texts.identity.as_mut().unwrap(), from, to)), [""; 0], "{to}");
    }
    let account = "arn:aws:iam::444455556666:root";
    assert_eq!(changed(|texts| replace(&mut texts.key, ROLE, account)), [""; 0]);
    assert_eq!(changed(|texts| replace(texts.bucket.as_mut().unwrap(), ROLE, "444455556666")), [""; 0]);
    // A principal that is not known is somebody else's.
    let stranger = "arn:aws:iam::777788889999:role/loader";
    let both = format!(r#"["{ROLE}", "{stranger}"]"#);
    assert_eq!(changed(|texts| replace(&mut texts.key, &format!("\"{ROLE}\""), &both)), [""; 0]);
}

#[test]
fn a_kms_grant_stands_for_both_sides_of_the_key() {
    let without_statements = |texts: &mut Texts| {
        replace(&mut texts.key, ROLE, "arn:aws:iam::777788889999:role/loader");
        replace(texts.identity.as_mut().unwrap(), KEY, &KEY.replace("1234abcd", "aaaaaaaa"));
    };
    let found = changed(without_statements);
    assert!(found.iter().any(|finding| finding.starts_with("unpaired-action")), "{found:?}");
    let with_kms_grant = |operations: &[&'static str]| {
        changed(|texts| {
            replace(&mut texts.key, ROLE, "arn:aws:iam::777788889999:role/loader");
            texts.kms_grants = vec![KmsGrant::new(ROLE, operations.iter().copied())];
        })
    };
    assert_eq!(with_kms_grant(&["Decrypt", "GenerateDataKey"]), [""; 0]);
    let found = with_kms_grant(&["Decrypt"]);
    assert!(found.len() == 1 && found[0].contains("does not give `kms:GenerateDataKey`"), "{found:?}");
}

#[test]
fn what_the_owner_gives_the_consumer_takes() {
    let found = changed(|texts| {
        replace(&mut texts.key, r#""kms:GenerateDataKey"]"#, r#""kms:GenerateDataKey", "kms:DescribeKey"]"#);
    });
    assert_eq!(
        found,
        [format!(
            "one-sided-permission at key.Statement[1].Principal.AWS[0]: `{ROLE}` is given `kms:DescribeKey` here, but \
             none of its own policies allows it on `{KEY}`"
        )]
    );
    let found = changed(|texts| {
        replace(texts.identity.as_mut().unwrap(), "\"s3:ListBucket\"", "\"s3:GetBucketLocation\"");
    });
    assert_eq!(
        found,
        [
            format!(
                "one-sided-permission at bucket.Statement[1].Principal.AWS[0]: `{ROLE}` is given `s3:ListBucket` here, \
                 but none of its own policies allows it on `{BUCKET}`"
            ),
            format!(
                "one-sided-permission at identity.Statement[1].Resource[0]: the policy of the bucket `{BUCKET}` does \
                 not give `s3:GetBucketLocation` to `{ROLE}` or its account"
            ),
        ]
    );
}

#[test]
fn what_the_consumer_takes_the_owner_gives() {
    let found = changed(|texts| {
        replace(&mut texts.key, r#""kms:Decrypt", "kms:GenerateDataKey""#, r#""kms:Decrypt""#);
    });
    assert_eq!(
        found,
        [format!(
            "one-sided-permission at identity.Statement[2].Resource[0]: the policy of the key `{KEY}` does not give \
             `kms:GenerateDataKey` to `{ROLE}` or its account"
        )]
    );
    let found = changed(|texts| texts.bucket = None);
    let message = format!("the bucket `{BUCKET}` has no policy, so that nobody else can use it");
    assert_eq!(
        found,
        [0, 1].map(|index| format!(
            "one-sided-permission at identity.Statement[{index}].Resource[0]: {message}"
        ))
    );
}

#[test]
fn an_account_that_is_named_has_somebody_who_uses_it() {
    let found = changed(|texts| replace(&mut texts.key, ROLE, "777788889999"));
    assert_eq!(
        found,
        [
            format!(
                "one-sided-permission at identity.Statement[2].Resource[0]: the policy of the key `{KEY}` does not give \
                 `kms:Decrypt` and `kms:GenerateDataKey` to `{ROLE}` or its account"
            ),
            "delegation-without-receipt at key.Statement[1].Principal.AWS[0]: account `777788889999` is given this, \
             but no role or user of it has a policy for it"
                .to_owned(),
        ]
    );
}

#[test]
fn a_bucket_and_its_key_are_in_one_region() {
    let found = changed(|texts| texts.region = "eu-west-1");
    assert_eq!(
        found,
        ["key-in-another-region at encryption: the bucket is in `eu-west-1`, its key in `ap-northeast-1`"]
    );
    let found = changed(|texts| replace(&mut texts.key, "s3.ap-northeast-1", "s3.eu-west-1"));
    assert_eq!(
        found,
        ["via-another-region at key.Statement[1].Condition.StringEquals.kms:ViaService[0]: \
          `s3.eu-west-1.amazonaws.com` is in `eu-west-1`, the key is in `ap-northeast-1`"]
    );
}

#[test]
fn actions_of_s3_and_of_kms_go_together() {
    let found = changed(|texts| {
        replace(
            texts.identity.as_mut().unwrap(),
            r#"["kms:Decrypt", "kms:GenerateDataKey"]"#,
            r#""kms:Decrypt""#,
        );
        replace(&mut texts.key, r#"["kms:Decrypt", "kms:GenerateDataKey"]"#, r#""kms:Decrypt""#);
    });
    assert_eq!(
        found,
        [format!(
            "unpaired-action at identity.Statement[0].Action[1]: `s3:PutObject` without `kms:GenerateDataKey` on \
             `{KEY}`, which encrypts the bucket: encrypted objects will be denied"
        )]
    );
    let found = changed(|texts| {
        replace(texts.identity.as_mut().unwrap(), r#""s3:GetObject", "s3:PutObject""#, r#""s3:GetObject""#);
        replace(texts.bucket.as_mut().unwrap(), r#""s3:GetObject", "s3:PutObject""#, r#""s3:GetObject""#);
    });
    assert_eq!(
        found,
        [format!(
            "unpaired-action at identity.Statement[2].Action[1]: `kms:GenerateDataKey` through S3, without an action of \
             S3 on `{BUCKET}` that uses it"
        )]
    );
}

#[test]
fn a_key_policy_is_about_its_own_key() {
    let other = KEY.replace("1234abcd-", "9876abcd-");
    let resource = |arn: &str| format!(r#""Resource": "{arn}", "#) + "\n                  \"Condition\"";
    let from = "\"Resource\": \"*\",\n                  \"Condition\"";
    assert_eq!(changed(|texts| replace(&mut texts.key, from, &resource(KEY))), [""; 0]);
    let found = changed(|texts| replace(&mut texts.key, from, &resource(&other)));
    assert_eq!(
        found,
        [format!(
            "other-key at key.Statement[1].Resource[0]: `{other}` is not the key that the policy belongs to"
        )]
    );
}

#[test]
fn each_policy_is_checked_at_its_own_place() {
    let found = changed(|texts| replace(&mut texts.key, "kms:Decrypt", "kms:Decrpyt"));
    assert_eq!(found[0], "unknown-action at key.Statement[1].Action[0]: KMS has no action `kms:Decrpyt`");
}
