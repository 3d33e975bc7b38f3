//! What parses, what does not, and what is said about it.

use super::{
    AliasArn, AliasName, Arn, BucketArn, KeyArn, KeyId, ObjectArn, Partition, PrincipalArn, PrincipalKind,
    Region, Segment,
};

const UUID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";

fn key(partition: &str, region: &str) -> String {
    format!("arn:{partition}:kms:{region}:111122223333:key/{UUID}")
}

#[test]
fn keys_of_every_partition_parse() {
    for (partition, region) in [
        ("aws", "ap-northeast-1"),
        ("aws", "us-east-1"),
        ("aws", "mx-central-9"),
        ("aws-cn", "cn-northwest-1"),
        ("aws-us-gov", "us-gov-west-1"),
        ("aws-iso", "us-iso-east-1"),
        ("aws-iso-b", "us-isob-east-1"),
        ("aws-iso-e", "eu-isoe-west-1"),
        ("aws-iso-f", "us-isof-south-1"),
        ("aws-eusc", "eusc-de-east-1"),
    ] {
        let parsed: KeyArn = key(partition, region).parse().unwrap();
        assert_eq!(parsed.partition().as_str(), partition);
        assert_eq!(parsed.region().as_str(), region);
        assert_eq!(parsed.account().as_str(), "111122223333");
    }
}

#[test]
fn a_region_outside_its_partition_is_refused_with_the_partition_it_belongs_to() {
    let error = key("aws", "us-gov-west-1").parse::<KeyArn>().unwrap_err();
    assert_eq!(error.segment(), Segment::Region);
    assert!(error.to_string().contains("`us-gov-west-1` belongs to `aws-us-gov`"), "{error}");
}

#[test]
fn a_misspelled_region_brings_the_nearest() {
    let error = key("aws", "ap-northeast1").parse::<KeyArn>().unwrap_err();
    assert!(error.to_string().ends_with("expected a Region; did you mean `ap-northeast-1`?"), "{error}");
}

#[test]
fn every_wrong_segment_of_a_key_is_named_and_shown() {
    for (text, segment, found) in [
        ("1234abcd", Segment::Whole, "1234abcd"),
        ("arn:aws:kms:us-east-1:111122223333", Segment::Whole, "arn:aws:kms:us-east-1:111122223333"),
        ("arn:amazon:kms:us-east-1:111122223333:key/a", Segment::Partition, "amazon"),
        ("arn:aws:s3:us-east-1:111122223333:key/a", Segment::Service, "s3"),
        ("arn:aws:kms::111122223333:key/a", Segment::Region, ""),
        ("arn:aws:kms:aws-global:111122223333:key/a", Segment::Region, "aws-global"),
        ("arn:aws:kms:us-east-1:11112222333:key/a", Segment::Account, "11112222333"),
        ("arn:aws:kms:us-east-1:111122223333:alias/a", Segment::Resource, "alias/a"),
        ("arn:aws:kms:us-east-1:111122223333:key/", Segment::KeyId, ""),
        ("arn:aws:kms:us-east-1:111122223333:key/a b", Segment::KeyId, "a b"),
    ] {
        let error = text.parse::<KeyArn>().unwrap_err();
        assert_eq!((error.segment(), error.found()), (segment, found), "{text}");
        assert!(error.to_string().contains(text), "{error}");
    }
}

#[test]
fn key_ids_are_told_apart() {
    assert_eq!(KeyId::of(UUID), KeyId::SingleRegion(UUID));
    let mrk = "mrk-1234abcd12ab34cd56ef1234567890ab";
    assert_eq!(KeyId::of(mrk), KeyId::MultiRegion(mrk));
    for other in ["1234ABCD-12ab-34cd-56ef-1234567890ab", "mrk-123", "1234abcd-12ab-34cd-56ef-1234567890a"] {
        assert_eq!(KeyId::of(other), KeyId::Other(other));
    }
}

#[test]
fn aliases_are_names_in_an_account_and_a_region() {
    let alias: AliasArn = "arn:aws-cn:kms:cn-north-1:111122223333:alias/data/raw_events".parse().unwrap();
    assert_eq!(AliasArn::of(&alias.name(), alias.account(), &alias.region()), alias);
    assert_eq!((alias.name().as_str(), alias.partition()), ("alias/data/raw_events", Partition::AwsCn));
    assert!("alias/aws/s3".parse::<AliasName>().unwrap().is_reserved());
    assert!(!"alias/awsome".parse::<AliasName>().unwrap().is_reserved());
}

#[test]
fn wrong_names_of_aliases_are_refused_with_the_form() {
    let longest = format!("alias/{}", "a".repeat(250));
    assert!(longest.parse::<AliasName>().is_ok());
    for wrong in ["raw-events", "alias/", "alias/raw events", "alias/é", &format!("{longest}a")] {
        let error = wrong.parse::<AliasName>().unwrap_err();
        assert_eq!(error.to_string(), format!("`{wrong}` is no name: expected {}", error.expected()));
        assert!(error.expected().starts_with("`alias/`"));
    }
    let error = "arn:aws:kms:eu-west-1:111122223333:key/a".parse::<AliasArn>().unwrap_err();
    assert_eq!((error.segment(), error.found()), (Segment::Name, "key/a"));
}

#[test]
fn leading_zeros_of_an_account_count() {
    let role: PrincipalArn = "arn:aws:iam::000055556666:role/r".parse().unwrap();
    assert_eq!(role.account().to_string(), "000055556666");
}

#[test]
fn principals_have_kind_path_and_name() {
    for (text, kind, path, name) in [
        ("arn:aws:iam::444455556666:role/analytics", PrincipalKind::Role, "/", "analytics"),
        ("arn:aws:iam::444455556666:role/a/b/c", PrincipalKind::Role, "/a/b/", "c"),
        ("arn:aws:iam::444455556666:user/x@y.z", PrincipalKind::User, "/", "x@y.z"),
        ("arn:aws-cn:iam::444455556666:root", PrincipalKind::Account, "/", "root"),
    ] {
        let principal: PrincipalArn = text.parse().unwrap();
        assert_eq!((principal.kind(), principal.path(), principal.name()), (kind, path, name));
        assert_eq!(principal.to_string(), text);
    }
}

#[test]
fn wrong_principals_are_refused_at_their_segment() {
    for (text, segment) in [
        ("arn:aws:iam:us-east-1:444455556666:role/r", Segment::Region),
        ("arn:aws:iam::4444:role/r", Segment::Account),
        ("arn:aws:sts::444455556666:assumed-role/r/s", Segment::Service),
        ("arn:aws:iam::444455556666:group/g", Segment::Resource),
        ("arn:aws:iam::444455556666:role/", Segment::Name),
        ("arn:aws:iam::444455556666:role/a*", Segment::Name),
        ("arn:aws:iam::444455556666:role//a", Segment::Path),
        ("analytics", Segment::Whole),
    ] {
        assert_eq!(text.parse::<PrincipalArn>().unwrap_err().segment(), segment, "{text}");
    }
}

#[test]
fn buckets_and_objects_parse() {
    let bucket: BucketArn = "arn:aws:s3:::example-raw-events".parse().unwrap();
    assert_eq!(bucket.name().irregularity(), None);
    assert_eq!(bucket.objects("raw/"), "arn:aws:s3:::example-raw-events/raw/*");
    let object: ObjectArn = "arn:aws:s3:::example-raw-events/2026/a:b".parse().unwrap();
    assert_eq!((object.bucket(), object.key()), (bucket, "2026/a:b"));
}

#[test]
fn wrong_buckets_are_refused_at_their_segment() {
    for (text, segment) in [
        ("example", Segment::Whole),
        ("arn:aws:s3:us-east-1::example", Segment::Region),
        ("arn:aws:s3::111122223333:example", Segment::Account),
        ("arn:aws:s3:::example/key", Segment::Resource),
        ("arn:aws:s3:::ex*", Segment::Name),
        ("arn:aws:s3:::ab", Segment::Name),
    ] {
        assert_eq!(text.parse::<BucketArn>().unwrap_err().segment(), segment, "{text}");
    }
}

#[test]
fn irregular_bucket_names_say_why() {
    for (name, word) in [
        ("Example_Old", "lower case"),
        ("-abc", "begin and end"),
        ("a..b", "dots"),
        ("192.168.5.4", "IPv4"),
        ("xn--abc", "reserved"),
        ("data-s3alias", "access point"),
        ("data--use1-az4--x-s3", "directory bucket"),
    ] {
        let bucket: BucketArn = format!("arn:aws:s3:::{name}").parse().unwrap();
        assert!(bucket.name().irregularity().is_some_and(|why| why.contains(word)), "{name}");
    }
}

#[test]
fn regions_to_come_belong_to_their_partition() {
    assert_eq!(Partition::of_region("eu-middle-42"), Some(Partition::Aws));
    assert_eq!(Partition::of_region("us-gov-north-1"), Some(Partition::AwsUsGov));
    assert_eq!(Partition::of_region("moon-base-1"), None);
    assert!("ap-southeast-12".parse::<Region>().is_ok());
}

#[test]
fn the_resource_of_an_arn_keeps_its_colons() {
    assert_eq!(
        Arn::parse("arn:aws:logs:us-east-1:111122223333:log-group:x").unwrap().resource,
        "log-group:x"
    );
}
