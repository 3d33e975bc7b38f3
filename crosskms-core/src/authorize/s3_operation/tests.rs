//! Chains of requests, operation by operation.

use super::{Encryption, S3Location, S3Operation, Step};
use crate::authorize::{Caller, Context};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn location(bucket_key: Option<bool>) -> S3Location {
    let encryption = Encryption::SseKms { key: KEY.parse().unwrap(), bucket_key };
    S3Location {
        bucket: "arn:aws:s3:::example".parse().unwrap(),
        key: Some("raw/1".to_owned()),
        account: "111122223333".parse().unwrap(),
        region: "eu-west-1".parse().unwrap(),
        encryption: encryption.clone(),
        default_encryption: encryption,
    }
}

fn plain() -> S3Location {
    S3Location {
        bucket: "arn:aws:s3:::plain".parse().unwrap(),
        encryption: Encryption::SseS3,
        default_encryption: Encryption::SseS3,
        ..location(None)
    }
}

fn caller() -> Caller {
    "arn:aws:iam::444455556666:role/analytics".parse().unwrap()
}

/// `action resource`, with the encryption context of requests to KMS.
fn chain(operation: S3Operation, target: &S3Location, source: Option<&S3Location>) -> Vec<String> {
    let steps = operation.steps(&caller(), target, source, &Context::new());
    let shown = |step: &Step| {
        let request = &step.request;
        match request.context.values("kms:EncryptionContext:aws:s3:arn") {
            Some(arn) => format!("{} under {}", request.action, arn[0]),
            None => format!("{} on {}", request.action, request.resource),
        }
    };
    steps.iter().map(shown).collect()
}

#[test]
fn reading_needs_s3_and_the_key_in_the_context_of_the_bucket_key() {
    let get = |bucket_key| chain(S3Operation::GetObject, &location(bucket_key), None);
    let s3 = "s3:GetObject on arn:aws:s3:::example/raw/1";
    let (of_bucket, of_object) =
        ("kms:Decrypt under arn:aws:s3:::example", "kms:Decrypt under arn:aws:s3:::example/raw/1");
    assert_eq!(get(Some(true)), [s3, of_bucket]);
    assert_eq!(get(Some(false)), [s3, of_object]);
    assert_eq!(get(None), [s3, of_bucket, of_object]);
    assert_eq!(chain(S3Operation::GetObject, &plain(), None), ["s3:GetObject on arn:aws:s3:::plain/raw/1"]);
}

#[test]
fn what_is_sent_to_kms_comes_from_s3_with_the_identity_of_the_caller() {
    let context = Context::new()
        .with("aws:SourceVpce", "vpce-1")
        .with("s3:x-amz-acl", "private")
        .with("aws:PrincipalOrgID", "o-a");
    let steps = S3Operation::PutObject.steps(&caller(), &location(Some(true)), None, &context);
    let [to_s3, to_kms] = steps.as_slice() else { panic!("{steps:?}") };
    assert!(to_s3.request.context.values("aws:SourceVpce").is_some());
    let context = &to_kms.request.context;
    assert_eq!(context.values("kms:ViaService").unwrap(), ["s3.eu-west-1.amazonaws.com"]);
    assert_eq!(context.values("aws:ViaAWSService").unwrap(), ["true"]);
    assert_eq!(context.values("aws:PrincipalOrgID").unwrap(), ["o-a"]);
    assert_eq!(context.values("kms:CallerAccount").unwrap(), ["444455556666"]);
    assert!(context.values("aws:SourceVpce").is_none() && context.values("s3:x-amz-acl").is_none());
}

#[test]
fn a_copy_has_two_ends() {
    let source = S3Location { bucket: "arn:aws:s3:::source".parse().unwrap(), ..location(Some(false)) };
    assert_eq!(
        chain(S3Operation::CopyObject, &location(Some(true)), Some(&source)),
        [
            "s3:GetObject on arn:aws:s3:::source/raw/1",
            "kms:Decrypt under arn:aws:s3:::source/raw/1",
            "s3:PutObject on arn:aws:s3:::example/raw/1",
            "kms:GenerateDataKey under arn:aws:s3:::example",
        ]
    );
    assert_eq!(
        chain(S3Operation::CopyObject, &plain(), Some(&source)),
        [
            "s3:GetObject on arn:aws:s3:::source/raw/1",
            "kms:Decrypt under arn:aws:s3:::source/raw/1",
            "s3:PutObject on arn:aws:s3:::plain/raw/1",
        ]
    );
}

#[test]
fn uploads_in_parts_decrypt_and_listings_need_no_key() {
    assert_eq!(
        chain(S3Operation::MultipartUpload, &location(Some(true)), None),
        [
            "s3:PutObject on arn:aws:s3:::example/raw/1",
            "kms:GenerateDataKey under arn:aws:s3:::example",
            "kms:Decrypt under arn:aws:s3:::example",
        ]
    );
    for operation in [S3Operation::ListObjects, S3Operation::HeadBucket, S3Operation::ListObjectVersions] {
        assert_eq!(chain(operation, &location(None), None).len(), 1, "{operation}");
    }
    let steps = S3Operation::ListObjects.steps(&caller(), &location(None), None, &Context::new());
    assert_eq!(steps[0].request.context.values("s3:prefix").unwrap(), ["raw/1"]);
}

#[test]
fn replication_verifies_bucket_keys() {
    let with =
        |bucket_key| chain(S3Operation::Replication, &location(bucket_key), Some(&location(Some(false))));
    assert!(with(Some(true)).contains(&"kms:Decrypt under arn:aws:s3:::example".to_owned()));
    assert!(!with(Some(false)).contains(&"kms:Decrypt under arn:aws:s3:::example".to_owned()));
    assert!(with(Some(false)).contains(&"kms:Encrypt under arn:aws:s3:::example/raw/1".to_owned()));
}

#[test]
fn each_part_of_an_upload_needs_what_aws_lists_for_it() {
    let actions = |operation: S3Operation| -> Vec<String> {
        let steps = operation.steps(&caller(), &location(Some(true)), None, &Context::new());
        steps.into_iter().map(|step| step.request.action).collect()
    };
    let [put, generate, decrypt] = ["s3:PutObject", "kms:GenerateDataKey", "kms:Decrypt"];
    assert_eq!(actions(S3Operation::CreateMultipartUpload), [put, generate]);
    assert_eq!(actions(S3Operation::UploadPart), [put, generate, decrypt]);
    assert_eq!(actions(S3Operation::CompleteMultipartUpload), [put, decrypt]);
    assert_eq!(S3Operation::named("UploadPart"), Some(S3Operation::UploadPart));
}

#[test]
fn versions_are_read_by_actions_of_their_own() {
    let of = |operation| chain(operation, &location(Some(true)), None);
    let version = "s3:GetObjectVersion on arn:aws:s3:::example/raw/1";
    assert_eq!(of(S3Operation::HeadObjectVersion), [version]);
    assert_eq!(
        of(S3Operation::GetObjectVersionAttributes),
        [
            version,
            "s3:GetObjectVersionAttributes on arn:aws:s3:::example/raw/1",
            "kms:Decrypt under arn:aws:s3:::example",
        ]
    );
}

#[test]
fn what_was_not_under_kms_is_replicated_under_a_new_data_key() {
    let to_kms = |operation, source: &S3Location, bucket_key| -> Vec<String> {
        let chain = chain(operation, &location(Some(bucket_key)), Some(source));
        chain.into_iter().filter(|step| step.starts_with("kms:")).collect()
    };
    assert_eq!(
        to_kms(S3Operation::Replication, &plain(), false),
        ["kms:GenerateDataKey under arn:aws:s3:::example/raw/1"]
    );
    assert_eq!(
        to_kms(S3Operation::Replication, &plain(), true),
        ["kms:GenerateDataKey under arn:aws:s3:::example", "kms:Decrypt under arn:aws:s3:::example"]
    );
    let source = S3Location { bucket: "arn:aws:s3:::source".parse().unwrap(), ..location(Some(false)) };
    assert_eq!(
        to_kms(S3Operation::BatchReplication, &source, false),
        [
            "kms:Decrypt under arn:aws:s3:::source/raw/1",
            "kms:Encrypt under arn:aws:s3:::example/raw/1",
            "kms:Decrypt under arn:aws:s3:::example/raw/1",
        ]
    );
}

#[test]
fn s3_delivers_inventories_itself() {
    let steps =
        S3Operation::InventoryDelivery.steps(&caller(), &location(Some(false)), None, &Context::new());
    for Step { request, .. } in &steps {
        assert_eq!(request.caller.to_string(), "s3.amazonaws.com");
        assert!(request.context.values("kms:ViaService").is_none());
        assert_eq!(request.context.values("aws:PrincipalIsAWSService").unwrap(), ["true"]);
    }
    let actions: Vec<_> = steps.iter().map(|step| step.request.action.as_str()).collect();
    assert_eq!(actions, ["s3:PutObject", "kms:GenerateDataKey"]);
}

#[test]
fn every_action_of_every_operation_is_one_that_aws_knows() {
    for operation in S3Operation::ALL {
        for step in operation.steps(&caller(), &location(None), None, &Context::new()) {
            assert!(crate::action::Action::named(&step.request.action).is_some(), "{}", step.request.action);
        }
        assert_eq!(operation.as_str().parse(), Ok(operation));
    }
    assert_eq!(S3Operation::named("s3:listbucket"), Some(S3Operation::ListObjects));
    let error = "GetObjekt".parse::<S3Operation>().unwrap_err();
    assert!(error.to_string().contains("did you mean `GetObject`"), "{error}");
}
