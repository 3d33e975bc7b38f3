//! What the clients send and how they take the answers, without a socket.

mod acting;
mod connector;
mod key_creation;
mod kms_grants;
mod managed_policies;
mod observing;

use std::time::Duration;

use aws_config::sts::AssumeRoleProvider;
use aws_config::timeout::TimeoutConfig;
use aws_credential_types::provider::SharedCredentialsProvider;
use crosskms::arn::AccountId;
use futures_util::future::try_join_all;
use tokio::time::Instant;

use super::{AccountAccess, AwsCloud};
use crate::cloud::{Cloud, CloudError, Failure, Retry};
use crate::document::{BucketId, DocumentId};
use connector::{Answer, FakeAws, Request, json_error, ok, query_error, role_with_arn, s3_error};

const OWNER: &str = "111122223333";
const CONSUMER: &str = "444455556666";

fn account(id: &str) -> AccountId {
    id.parse().unwrap()
}

fn key_policy(region: &str, account: &str) -> DocumentId {
    let key = format!("arn:aws:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    DocumentId::KeyPolicy(key.parse().unwrap())
}

fn bucket() -> BucketId {
    BucketId {
        arn: "arn:aws:s3:::example-raw-events".parse().unwrap(),
        owner: account(OWNER),
        region: "ap-northeast-1".parse().unwrap(),
    }
}

fn role_policy() -> DocumentId {
    DocumentId::IdentityPolicy {
        principal: "arn:aws:iam::444455556666:role/data/analytics".parse().unwrap(),
        name: "crosskms-raw-events".to_owned(),
    }
}

/// A cloud of two accounts that are answered alike.
fn cloud(aws: &FakeAws) -> AwsCloud {
    AwsCloud::from_configs([OWNER, CONSUMER].map(|id| (account(id), aws.config(&format!("key-of-{id}")))))
}

async fn write(answer: fn(&Request) -> Option<Answer>, document: &DocumentId) -> (CloudError, usize) {
    let aws = FakeAws::new(answer);
    let text = match document {
        DocumentId::BucketEncryption(_) => r#"{"Rules":[]}"#,
        _ => "{}",
    };
    let error = cloud(&aws).write(document, text).await.unwrap_err();
    (error, aws.requests().len())
}

/// Every document that is written, in a call of its own.
fn documents() -> [DocumentId; 4] {
    [
        role_policy(),
        key_policy("us-east-1", OWNER),
        DocumentId::BucketPolicy(bucket()),
        DocumentId::BucketEncryption(bucket()),
    ]
}

#[tokio::test(start_paused = true)]
async fn a_write_is_sent_once_whatever_comes_back() {
    let answers: [fn(&Request) -> Option<Answer>; 6] = [
        |request| error(request, 400, "ThrottlingException"),
        |request| error(request, 409, "ConcurrentModification"),
        |request| error(request, 500, "InternalFailure"),
        |request| error(request, 503, "SlowDown"),
        |_| None,
        |_| Some(connector::silence()),
    ];
    for answer in answers {
        for document in documents() {
            let (error, tries) = write(answer, &document).await;
            assert_eq!((error.failure.retry(), tries), (Retry::Later, 1), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_deletion_is_sent_once() {
    for document in [role_policy(), DocumentId::BucketPolicy(bucket())] {
        let aws = FakeAws::new(|request| error(request, 503, "ServiceUnavailable"));
        let error = cloud(&aws).delete(&document).await.unwrap_err();
        assert_eq!((error.failure.retry(), aws.requests().len()), (Retry::Later, 1), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_is_sent_again_where_that_helps() {
    let tries = async |answer| {
        let aws = FakeAws::new(answer);
        cloud(&aws).read(&key_policy("us-east-1", OWNER)).await.unwrap_err();
        aws.requests().len()
    };
    assert_eq!(tries(|_| json_error(400, "ThrottlingException", "slow down")).await, 3);
    assert_eq!(tries(|_| json_error(500, "KMSInternalException", "down")).await, 3);
    assert_eq!(tries(|_| json_error(400, "AccessDeniedException", "no")).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_answers_is_given_up() {
    let aws = FakeAws::new(|_| Some(connector::silence()));
    let started = Instant::now();
    let error = cloud(&aws).write(&key_policy("us-east-1", OWNER), "{}").await.unwrap_err();
    assert!(matches!(error.failure, Failure::Unreachable(_)), "{error}");
    assert!((29..=31).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());

    let started = Instant::now();
    let error = cloud(&aws).read(&key_policy("us-east-1", OWNER)).await.unwrap_err();
    assert!(matches!(error.failure, Failure::Unreachable(_)), "{error}");
    assert!((60..=91).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_is_configured_holds() {
    let aws = FakeAws::new(|_| Some(connector::silence()));
    let limit = TimeoutConfig::builder().operation_attempt_timeout(Duration::from_secs(2)).build();
    let config = aws.config("a").into_builder().timeout_config(limit).build();
    let started = Instant::now();
    let cloud = AwsCloud::from_configs([(account(OWNER), config)]);
    cloud.write(&key_policy("us-east-1", OWNER), "{}").await.unwrap_err();
    assert_eq!(started.elapsed().as_secs(), 2);
}

/// An error in the words of the service that was asked.
fn error(request: &Request, status: u16, code: &str) -> Option<Answer> {
    match request.service.as_str() {
        "kms" => json_error(status, code, "not now"),
        "s3" => s3_error(status, code, "not now"),
        _ => query_error(status, code, "not now"),
    }
}

#[tokio::test(start_paused = true)]
async fn failures_of_one_account_leave_the_other_its_retries() {
    let aws = FakeAws::new(|request| match request.access_key.as_str() {
        "key-of-111122223333" => json_error(500, "KMSInternalException", "down"),
        _ => json_error(400, "ThrottlingException", "slow down"),
    });
    let cloud = cloud(&aws);
    // More failures than one quota has tokens for.
    for _ in 0..200 {
        cloud.read(&key_policy("us-east-1", OWNER)).await.unwrap_err();
    }
    let before = aws.requests().len();
    assert!(before < 600, "the quota of the first account should be used up");
    cloud.read(&key_policy("us-east-1", CONSUMER)).await.unwrap_err();
    assert_eq!(aws.requests().len() - before, 3);
}

#[tokio::test(start_paused = true)]
async fn key_policies_are_written_at_the_rate_that_aws_takes() {
    let aws = FakeAws::new(|_| ok("{}"));
    let cloud = cloud(&aws);
    let forty = async |region: &str, account: &str| {
        let key = key_policy(region, account);
        let writes = (0..40).map(|_| async {
            cloud.turn(&key).await;
            cloud.write(&key, "{}").await
        });
        let written: Result<Vec<()>, CloudError> = try_join_all(writes).await;
        written.unwrap();
    };
    let started = Instant::now();
    forty("us-east-1", OWNER).await;
    // The first goes at once; 39 wait a fifteenth of a second each.
    let alone = started.elapsed().as_millis();
    assert!((2_600..2_750).contains(&alone), "{alone}");

    // Neither another account nor another Region waits.
    let started = Instant::now();
    tokio::join!(
        forty("us-east-1", OWNER),
        forty("us-east-1", CONSUMER),
        forty("eu-west-1", OWNER),
        forty("eu-west-1", CONSUMER),
    );
    let together = started.elapsed().as_millis();
    assert!((2_600..2_750).contains(&together), "{together}");

    // Only the turn is waited for, so that nothing comes between a reading after it and the write.
    let started = Instant::now();
    for _ in 0..40 {
        cloud.write(&key_policy("us-east-1", OWNER), "{}").await.unwrap();
    }
    assert_eq!(started.elapsed().as_millis(), 0);
}

#[tokio::test]
async fn every_call_is_made_with_the_credentials_of_its_account_in_the_region_of_its_resource() {
    let aws = FakeAws::new(|request| match request.service.as_str() {
        "kms" => ok(r#"{"Policy":"{}"}"#),
        "s3" => ok("{}"),
        _ => ok("<PutRolePolicyResponse/>"),
    });
    let cloud = cloud(&aws);
    cloud.read(&key_policy("eu-west-1", OWNER)).await.unwrap();
    cloud.read(&key_policy("us-west-2", CONSUMER)).await.unwrap();
    cloud.read(&DocumentId::BucketPolicy(bucket())).await.unwrap();
    cloud.write(&role_policy(), "{}").await.unwrap();
    let made: Vec<_> =
        aws.requests().into_iter().map(|made| (made.access_key, made.service, made.region)).collect();
    let expected = [
        ("key-of-111122223333", "kms", "eu-west-1"),
        ("key-of-444455556666", "kms", "us-west-2"),
        ("key-of-111122223333", "s3", "ap-northeast-1"),
        ("key-of-444455556666", "iam", "us-east-1"),
    ];
    assert_eq!(
        made,
        expected.map(|(key, service, region)| (key.to_owned(), service.to_owned(), region.to_owned()))
    );
}

#[tokio::test]
async fn every_call_about_a_bucket_names_its_owner() {
    let aws = FakeAws::new(|_| ok(""));
    let cloud = cloud(&aws);
    let policy = DocumentId::BucketPolicy(bucket());
    let encryption = DocumentId::BucketEncryption(bucket());
    let _ = cloud.read(&policy).await;
    let _ = cloud.write(&policy, "{}").await;
    let _ = cloud.delete(&policy).await;
    let _ = cloud.read(&encryption).await;
    let _ = cloud.write(&encryption, r#"{"Rules":[]}"#).await;
    let _ = cloud.bucket_region(&bucket()).await;
    let _ = cloud.object_ownership(&bucket()).await;
    let _ = cloud.public_access_block(&bucket()).await;
    let owners: Vec<_> = aws.requests().into_iter().map(|request| request.expected_owner).collect();
    assert_eq!(owners, vec![Some(OWNER.to_owned()); 9]);
}

#[tokio::test]
async fn the_lock_out_checks_stay_on() {
    let aws = FakeAws::new(|_| ok("{}"));
    let cloud = cloud(&aws);
    cloud.write(&key_policy("us-east-1", OWNER), "{}").await.unwrap();
    cloud.write(&DocumentId::BucketPolicy(bucket()), "{}").await.unwrap();
    for Request { body, confirms_lock_out, .. } in aws.requests() {
        assert!(!body.contains("Bypass") && !confirms_lock_out, "{body}");
    }
}

#[tokio::test]
async fn an_account_without_entry_is_said_to_have_none() {
    let aws = FakeAws::new(|_| None);
    let error = cloud(&aws).read(&key_policy("us-east-1", "999999999999")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`kms:GetKeyPolicy` on `arn:aws:kms:us-east-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab` in \
         account 999999999999 failed: no usable credentials: there is no entry for account 999999999999"
    );
    assert!(aws.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn errors_are_told_apart_by_their_codes() {
    let document = key_policy("us-east-1", OWNER);
    let failure = async |answer| write(answer, &document).await.0.failure;
    assert_eq!(
        failure(|_| json_error(400, "NotFoundException", "no key")).await,
        Failure::NotFound("no key".to_owned())
    );
    assert_eq!(
        failure(|_| json_error(400, "MalformedPolicyDocumentException", "invalid principals")).await,
        Failure::MalformedPolicy("invalid principals".to_owned())
    );
    assert_eq!(
        failure(|_| json_error(400, "AccessDeniedException", "no")).await,
        Failure::AccessDenied("no".to_owned())
    );
    assert_eq!(
        failure(|_| json_error(400, "ExpiredTokenException", "old")).await,
        Failure::Credentials("ExpiredTokenException: old".to_owned())
    );
    assert_eq!(
        failure(|_| json_error(400, "KMSInvalidStateException", "pending")).await,
        Failure::Other { code: "KMSInvalidStateException".to_owned(), message: "pending".to_owned() }
    );
    assert_eq!(failure(|_| None).await, Failure::Unreachable("io error: connection refused".to_owned()));
    assert_eq!(
        failure(|_| json_error(400, "LimitExceededException", "too large")).await,
        Failure::LimitExceeded("too large".to_owned())
    );
    assert_eq!(
        failure(|_| json_error(400, "ThrottlingException", "too fast")).await,
        Failure::Throttled("too fast".to_owned())
    );
    assert_eq!(
        failure(|_| json_error(400, "DependencyTimeoutException", "late")).await,
        Failure::Unavailable { code: "DependencyTimeoutException".to_owned(), message: "late".to_owned() }
    );
    assert_eq!(
        failure(|_| json_error(500, "SomethingNew", "down")).await,
        Failure::Unavailable { code: "SomethingNew".to_owned(), message: "down".to_owned() }
    );
    let (error, _) =
        write(|_| s3_error(409, "OperationAborted", "busy"), &DocumentId::BucketPolicy(bucket())).await;
    assert_eq!(error.failure, Failure::Conflict("busy".to_owned()));
    let (error, _) = write(|_| query_error(409, "LimitExceeded", "full"), &role_policy()).await;
    assert_eq!(error.failure, Failure::LimitExceeded("full".to_owned()));
    let (error, _) =
        write(|_| query_error(400, "UnmodifiableEntity", "service-linked"), &role_policy()).await;
    assert_eq!(error.failure, Failure::UnmodifiableEntity("service-linked".to_owned()));
}

#[tokio::test]
async fn a_missing_policy_is_none_and_a_missing_role_is_told_by_its_description() {
    let aws = FakeAws::new(|_| query_error(404, "NoSuchEntity", "nothing"));
    assert_eq!(cloud(&aws).read(&role_policy()).await, Ok(None));
    assert_eq!(aws.requests().len(), 1);
    let role = "arn:aws:iam::444455556666:role/data/analytics".parse().unwrap();
    let error = cloud(&aws).describe_principal(&role).await.unwrap_err();
    assert_eq!((error.call, error.failure), ("iam:GetRole", Failure::NotFound("nothing".to_owned())));
    let elsewhere = FakeAws::new(|_| role_with_arn("arn:aws:iam::444455556666:role/analytics"));
    let error = cloud(&elsewhere).describe_principal(&role).await.unwrap_err();
    assert!(
        error.to_string().ends_with("the ARN of `analytics` is `arn:aws:iam::444455556666:role/analytics`")
    );
}

#[tokio::test]
async fn the_region_of_a_bucket_is_told_even_by_a_redirect() {
    let region = async |answer| cloud(&FakeAws::new(answer)).bucket_region(&bucket()).await;
    assert_eq!(region(|_| answer_from("eu-west-1", 200)).await.unwrap().as_str(), "eu-west-1");
    assert_eq!(region(|_| answer_from("eu-west-1", 301)).await.unwrap().as_str(), "eu-west-1");
    assert_eq!(region(|_| answer_from("eu-west-1", 400)).await.unwrap().as_str(), "eu-west-1");
    let denied = region(|_| answer_from("eu-west-1", 403)).await.unwrap_err();
    assert!(matches!(denied.failure, Failure::AccessDenied(_)), "{denied}");
    let missing = region(|_| Some(Answer { status: 404, ..Answer::default() })).await.unwrap_err();
    assert!(matches!(missing.failure, Failure::NotFound(_)), "{missing}");
    let without_header = |request: &Request| match request.uri.contains("location") {
        true => ok("<LocationConstraint>EU</LocationConstraint>"),
        false => ok(""),
    };
    assert_eq!(region(without_header).await.unwrap().as_str(), "eu-west-1");
}

fn answer_from(region: &'static str, status: u16) -> Option<Answer> {
    Some(Answer { status, headers: vec![("x-amz-bucket-region", region)], ..Answer::default() })
}

#[tokio::test]
async fn keys_and_encryption_cannot_be_deleted() {
    let aws = FakeAws::new(|_| None);
    for document in [key_policy("us-east-1", OWNER), DocumentId::BucketEncryption(bucket())] {
        let error = cloud(&aws).delete(&document).await.unwrap_err();
        assert!(matches!(error.failure, Failure::Other { .. }), "{error}");
    }
    assert!(aws.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn credentials_that_cannot_be_had_say_why() {
    let failure = async |answer| {
        let base = FakeAws::new(answer).config("base");
        let provider =
            AssumeRoleProvider::builder("arn:aws:iam::111122223333:role/crosskms").configure(&base);
        let provider = SharedCredentialsProvider::new(provider.build().await);
        let config = base.into_builder().credentials_provider(provider).build();
        let cloud = AwsCloud::from_configs([(account(OWNER), config)]);
        cloud.read(&key_policy("us-east-1", OWNER)).await.unwrap_err().failure
    };
    assert_eq!(
        failure(|_| query_error(403, "AccessDenied", "not authorized to perform: sts:AssumeRole")).await,
        Failure::Credentials(
            "`sts:AssumeRole` was refused: AccessDenied: not authorized to perform: sts:AssumeRole"
                .to_owned()
        )
    );
    assert_eq!(failure(|_| None).await, Failure::Unreachable("io error: connection refused".to_owned()));
}

#[cfg(feature = "connect")]
#[tokio::test]
async fn credentials_of_another_account_are_refused() {
    let aws = FakeAws::new(|_| {
        ok("<GetCallerIdentityResponse><GetCallerIdentityResult><Account>999999999999</Account>\
            </GetCallerIdentityResult></GetCallerIdentityResponse>")
    });
    let error =
        super::connect::check(account(OWNER), "profile data-owner", &aws.config("a")).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`sts:GetCallerIdentity` on `profile data-owner` in account 111122223333 failed: the credentials belong to \
         account 999999999999"
    );
}

#[test]
fn nothing_secret_is_printed() {
    let cloud = cloud(&FakeAws::new(|_| None));
    assert_eq!(
        format!("{cloud:?}"),
        "AwsCloud { accounts: [AccountId(111122223333), AccountId(444455556666)], .. }"
    );
    let access = AccountAccess { external_id: Some("secret".to_owned()), ..AccountAccess::default() };
    assert!(!format!("{access:?} {access}").contains("secret"));
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_off_is_not_told_as_missing_credentials() {
    let aws = FakeAws::new(|_| {
        json_error(
            403,
            "InvalidSignatureException",
            "Signature expired: 20261126T120000Z is now earlier than",
        )
    });
    let error = cloud(&aws).write(&key_policy("us-east-1", OWNER), "{}").await.unwrap_err();
    assert!(matches!(error.failure, Failure::ClockSkew(_)), "{error}");
    let aws = FakeAws::new(|_| json_error(403, "InvalidSignatureException", "The signature does not match"));
    let error = cloud(&aws).write(&key_policy("us-east-1", OWNER), "{}").await.unwrap_err();
    assert!(matches!(error.failure, Failure::Credentials(_)), "{error}");
}
