//! Drafts become grants with the defaults that are documented, and names become Sids that cannot be confused.

use proptest::prelude::*;

use super::{
    Bind, BucketKey, CrossAccountGrant, CrossAccountGrantBuilder, Draft, Field, GrantCondition, GrantName,
    IdentityPolicy, Mechanism, Operator, SidWord, Via,
};
use crate::action::{Service, kms, s3};

const KEY: &str = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example-raw-events";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn for_key() -> CrossAccountGrantBuilder {
    CrossAccountGrant::builder().name("raw-events").key(KEY).principal(ROLE)
}

fn for_bucket() -> CrossAccountGrantBuilder {
    for_key().bucket(BUCKET)
}

fn built(builder: CrossAccountGrantBuilder) -> CrossAccountGrant {
    assert_eq!(builder.check().to_string(), "");
    builder.build().unwrap()
}

fn name(text: &str) -> GrantName {
    text.parse().unwrap()
}

fn services(names: &[&'static str]) -> Via {
    Via::Services(names.iter().map(|name| (*name).into()).collect())
}

#[test]
fn a_grant_about_a_key_alone_has_the_defaults_of_one() {
    let grant = built(for_key().allow(["kms:Decrypt"]));
    assert_eq!(grant.name().as_str(), "raw-events");
    assert_eq!(grant.key().as_str(), KEY);
    assert_eq!(grant.bucket(), None);
    assert_eq!(grant.principals(), [ROLE.parse().unwrap()]);
    assert_eq!(grant.actions(), [kms::Decrypt]);
    assert_eq!(grant.via(), &Via::Any);
    assert_eq!((grant.bucket_key(), grant.bind()), (BucketKey::Enabled, Bind::Principal));
    assert_eq!((grant.mechanism(), grant.identity_policy()), (Mechanism::Policy, IdentityPolicy::Inline));
    assert!(grant.prefixes().is_empty() && grant.conditions().is_empty() && grant.replicas().is_empty());
}

#[test]
fn a_grant_about_a_bucket_goes_through_s3_with_a_bucket_key() {
    let grant = built(for_bucket().access("read"));
    assert_eq!(grant.bucket().unwrap().as_str(), BUCKET);
    assert_eq!(grant.via(), &services(&["s3"]));
    assert_eq!(grant.bucket_key(), BucketKey::Enabled);
}

#[test]
fn conditions_of_an_operator_stand_together() {
    let grant = built(
        for_bucket()
            .access("read")
            .condition("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"])
            .condition("Bool", "aws:SecureTransport", ["true"])
            .condition("StringEquals", "aws:PrincipalTag/team", ["analytics"]),
    );
    let keys: Vec<&str> = grant.conditions().iter().map(GrantCondition::key).collect();
    assert_eq!(keys, ["aws:PrincipalOrgID", "aws:PrincipalTag/team", "aws:SecureTransport"]);
}

#[test]
fn every_field_arrives_as_it_was_given() {
    let grant = built(
        for_bucket()
            .principals(["arn:aws:iam::777788889999:user/loader"])
            .prefixes(["raw/", "2026/11/"])
            .allow(["s3:GetObject"])
            .allow(["kms:Decrypt"])
            .via(["s3", "athena"])
            .bucket_key(false)
            .bind("principal_arn")
            .condition("StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"])
            .condition("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", ["o-a1b2c3d4e5/*", "o-f6/*"]),
    );
    assert_eq!(grant.prefixes(), ["raw/", "2026/11/"]);
    assert_eq!(
        grant.principals().iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        [ROLE, "arn:aws:iam::777788889999:user/loader"]
    );
    assert_eq!(grant.actions(), [s3::GetObject, kms::Decrypt]);
    assert_eq!(grant.via(), &services(&["s3", "athena"]));
    assert_eq!((grant.bucket_key(), grant.bind()), (BucketKey::Disabled, Bind::PrincipalArn));
    let conditions: Vec<_> =
        grant.conditions().iter().map(|c| (c.operator().as_str(), c.key(), c.values().len())).collect();
    assert_eq!(
        conditions,
        [("StringEquals", "aws:PrincipalOrgID", 1), ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", 2)]
    );
}

#[test]
fn replicas_are_the_key_in_other_regions() {
    let key = KEY.replace("1234abcd-12ab-34cd-56ef-1234567890ab", "mrk-1234abcd12ab34cd56ef1234567890ab");
    let grant = built(for_key().key(&key).replicas(["us-east-1", "eu-west-1"]).access("read"));
    let in_region = |region| key.replace("ap-northeast-1", region);
    let keys: Vec<String> = grant.keys().map(|key| key.to_string()).collect();
    assert_eq!(keys, [key.clone(), in_region("us-east-1"), in_region("eu-west-1")]);
}

#[test]
fn the_words_of_mechanism_and_identity_policy_arrive() {
    let grant =
        built(for_bucket().access("read").mechanism("kms_grant").via(["any"]).identity_policy("managed"));
    assert_eq!((grant.mechanism(), grant.identity_policy()), (Mechanism::KmsGrant, IdentityPolicy::Managed));
    let spelled_out = built(for_bucket().access("read").mechanism("policy").identity_policy("inline"));
    assert_eq!(spelled_out, built(for_bucket().access("read")));
}

#[test]
fn any_opens_the_key_to_direct_calls() {
    assert_eq!(built(for_bucket().access("read").via(["any"])).via(), &Via::Any);
}

#[test]
fn access_is_the_smallest_set_for_the_use() {
    for (access, key_alone, with_bucket) in [
        ("read", "kms:Decrypt", "kms:Decrypt s3:GetObject s3:ListBucket"),
        (
            "write",
            "kms:Decrypt kms:GenerateDataKey",
            "kms:Decrypt kms:GenerateDataKey s3:PutObject s3:AbortMultipartUpload",
        ),
        (
            "read_write",
            "kms:Decrypt kms:GenerateDataKey",
            "kms:Decrypt kms:GenerateDataKey s3:GetObject s3:ListBucket s3:PutObject s3:AbortMultipartUpload",
        ),
    ] {
        let actions = |builder: CrossAccountGrantBuilder| {
            let grant = built(builder.access(access));
            grant.actions().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(actions(for_key()), key_alone);
        assert_eq!(actions(for_bucket()), with_bucket);
    }
}

#[test]
fn actions_keep_their_order_and_come_once_in_the_spelling_of_aws() {
    let grant = for_bucket()
        .allow(["s3:putobject", "KMS:Decrypt", "s3:PutObject", "kms:GenerateDataKey", "kms:decrypt"])
        .build()
        .unwrap();
    assert_eq!(grant.actions(), [s3::PutObject, kms::Decrypt, kms::GenerateDataKey]);
    assert_eq!(grant.actions_of(Service::S3).collect::<Vec<_>>(), [s3::PutObject]);
    assert_eq!(grant.actions_of(Service::Kms).collect::<Vec<_>>(), [kms::Decrypt, kms::GenerateDataKey]);
}

#[test]
fn principals_come_once_however_they_are_spelled() {
    let builder = CrossAccountGrant::builder().name("a").key(KEY).access("read");
    let grant =
        builder.principals(["444455556666", "arn:aws:iam::444455556666:root", ROLE, ROLE]).build().unwrap();
    assert_eq!(
        grant.principals().iter().map(AsRef::as_ref).collect::<Vec<&str>>(),
        ["arn:aws:iam::444455556666:root", ROLE]
    );
}

#[test]
fn a_bare_account_is_one_of_the_partition_of_the_key() {
    for (partition, region) in
        [("aws", "us-east-1"), ("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1")]
    {
        let key = KEY.replace("arn:aws:kms:ap-northeast-1", &format!("arn:{partition}:kms:{region}"));
        let builder =
            CrossAccountGrant::builder().name("a").key(key).access("read").principal("444455556666");
        assert_eq!(
            built(builder).principals()[0].as_str(),
            format!("arn:{partition}:iam::444455556666:root")
        );
    }
}

#[test]
fn what_is_refused_comes_back_as_findings() {
    let findings = for_key().allow(["kms:Decript"]).build().unwrap_err();
    assert_eq!(findings.len(), 1);
    assert!(findings.has_errors());
}

#[test]
fn a_warning_does_not_stop_a_grant() {
    let builder = for_bucket().allow(["s3:PutObject", "kms:GenerateDataKey"]);
    assert_eq!(builder.check().len(), 1);
    assert!(builder.build().is_ok());
}

#[test]
fn every_field_is_found_by_its_name() {
    for field in Field::ALL {
        assert_eq!(Field::named(field.as_str()), Some(field));
        assert_eq!(field.site().to_string(), field.as_str());
    }
    assert_eq!(Field::named("Bucket"), None);
}

#[test]
fn an_empty_draft_makes_no_grant() {
    let (findings, grant) = Draft::default().check();
    assert_eq!((findings.len(), grant), (4, None));
}

#[test]
fn names_become_sids_and_policy_names() {
    for (text, stem, policy) in [
        ("raw-events", "CrosskmsRawEvents", "crosskms-raw-events"),
        ("a", "CrosskmsA", "crosskms-a"),
        ("7-days", "Crosskms7Days", "crosskms-7-days"),
        ("v2-raw", "CrosskmsV2Raw", "crosskms-v2-raw"),
    ] {
        assert_eq!((name(text).sid_stem().as_str(), name(text).policy_name().as_str()), (stem, policy));
    }
    assert_eq!(name("raw").sid(SidWord::KeyUse, 0), "CrosskmsRawKeyUse");
    assert_eq!(name("raw").sid(SidWord::Objects, 2), "CrosskmsRawObjects3");
}

#[test]
fn what_is_no_name_is_refused() {
    for text in ["", "Raw", "raw_events", "raw events", "é", "a.b", &"a".repeat(41)] {
        let error = text.parse::<GrantName>().unwrap_err();
        let expected =
            format!("`{text}` is not a grant's name: expected 1 to 40 of `a` to `z`, `0` to `9` and `-`");
        assert_eq!(error.to_string(), expected);
    }
    assert!("a".repeat(40).parse::<GrantName>().is_ok());
}

#[test]
fn a_name_owns_exactly_the_sids_that_it_makes() {
    for sid in [
        "CrosskmsRawKeyUse",
        "CrosskmsRawKeyMetadata",
        "CrosskmsRawBucket",
        "CrosskmsRawObjects",
        "CrosskmsRawObjects12",
    ] {
        assert!(name("raw").owns_sid(sid), "{sid}");
    }
    for sid in [
        "",
        "Crosskms",
        "CrosskmsRaw",
        "CrosskmsRawKey",
        "CrosskmsRawKeyUses",
        "CrosskmsRawKeyUse1",
        "CrosskmsRawKeyUse02",
        "CrosskmsRawKeyUse+2",
        "CrosskmsRawKeyUse٢",
        "CrosskmsRawKeyUse99999999999999999999999",
        "CrosskmsrawKeyUse",
        "CrosskmsRAWKeyUse",
        "crosskmsRawKeyUse",
        "CrosskmsRaw2KeyUse",
        "CrosskmsRawObjectsKeyUse",
        "CrosskmsRawEventsKeyUse",
        " CrosskmsRawKeyUse",
        "CrosskmsRawKeyUse ",
    ] {
        assert!(!name("raw").owns_sid(sid), "{sid}");
    }
}

#[test]
fn names_made_of_other_names_and_words_own_nothing_of_each_other() {
    let names =
        ["raw", "raw-objects", "raw-key", "raw-key-use", "raw-bucket", "raw-key-use-2", "key-use", "objects"];
    let words = [SidWord::KeyUse, SidWord::KeyMetadata, SidWord::Bucket, SidWord::Objects];
    for maker in names {
        for sid in
            words.into_iter().flat_map(|word| (0..3).map(move |earlier| name(maker).sid(word, earlier)))
        {
            let owners: Vec<_> = names.into_iter().filter(|other| name(other).owns_sid(&sid)).collect();
            assert_eq!(owners, [maker], "{sid}");
        }
    }
}

proptest! {
    #[test]
    fn sids_are_owned_by_their_name_and_by_no_other(
        a in "[a-z0-9-]{1,8}",
        b in "[a-z0-9-]{1,8}",
        word in prop::sample::select(&[SidWord::KeyUse, SidWord::KeyMetadata, SidWord::Bucket, SidWord::Objects]),
        earlier in 0..30_usize,
    ) {
        let sid = name(&a).sid(word, earlier);
        prop_assert!(name(&a).owns_sid(&sid));
        prop_assert!(sid.bytes().all(|b| b.is_ascii_alphanumeric()), "{}", sid);
        prop_assert_eq!(name(&b).owns_sid(&sid), name(&a).sid_stem() == name(&b).sid_stem());
    }
}

#[test]
fn operators_are_those_of_iam_with_prefix_and_suffix() {
    for text in [
        "StringEquals",
        "StringNotLikeIfExists",
        "ForAnyValue:StringLike",
        "ForAllValues:ArnNotEqualsIfExists",
        "Null",
        "Bool",
        "BoolIfExists",
        "NotIpAddress",
        "NumericGreaterThanEqualsIfExists",
        "DateLessThan",
        "BinaryEquals",
    ] {
        assert_eq!(text.parse::<Operator>().unwrap().as_str(), text);
    }
}

#[test]
fn what_is_no_operator_brings_the_nearest() {
    for (text, nearest) in [
        ("StringEqual", Some("StringEquals")),
        ("stringlike", Some("StringLike")),
        ("ForAnyValue:StringLik", Some("StringLike")),
        ("ArnEqualIfExists", Some("ArnEquals")),
        ("NullIfExists", Some("Null")),
        ("StringEqualsIfExistsIfExists", Some("StringEquals")),
        ("ForAnyValue:ForAllValues:Bool", None),
        ("ForAnyValue:", None),
        ("IfExists", None),
        ("", None),
    ] {
        assert_eq!(text.parse::<Operator>().unwrap_err().nearest(), nearest, "{text}");
    }
    let error = "StringEqual".parse::<Operator>().unwrap_err();
    assert_eq!(error.to_string(), "not a condition operator of IAM; did you mean `StringEquals`?");
}
