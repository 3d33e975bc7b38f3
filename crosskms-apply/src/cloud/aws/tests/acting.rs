//! Requests that are made as a principal which a grant names.

use crosskms::arn::{KeyArn, PrincipalArn};

use super::connector::{Answer, FakeAws, Request, json_error, ok, query_error};
use super::{bucket, cloud};
use crate::cloud::{ActAs, Actor, DryRun, Failure, ObjectId};

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

fn role() -> PrincipalArn {
    "arn:aws:iam::444455556666:role/data/analytics".parse().unwrap()
}

fn canary() -> ObjectId {
    ObjectId { bucket: bucket(), key: "raw/crosskms-canary-1".to_owned() }
}

/// STS gives credentials; what is asked with them is answered by `answer`.
fn assumed(request: &Request, answer: fn(&Request) -> Option<Answer>) -> Option<Answer> {
    match request.service.as_str() {
        "sts" => {
            ok("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>key-of-role</AccessKeyId>\
             <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>\
             <Expiration>2126-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")
        }
        _ => answer(request),
    }
}

#[tokio::test]
async fn a_role_is_assumed_with_the_credentials_of_its_account_and_asks_by_dry_run() {
    let aws = FakeAws::new(|request| {
        assumed(request, |_| json_error(400, "DryRunOperationException", "would have succeeded"))
    });
    let cloud = cloud(&aws).with_external_id(role(), "external");
    let actor = cloud.act_as(&role()).await.unwrap();
    let key: KeyArn = KEY.parse().unwrap();
    let calls = [
        DryRun::Decrypt,
        DryRun::Encrypt,
        DryRun::GenerateDataKey,
        DryRun::GenerateDataKeyPair,
        DryRun::GenerateDataKeyPairWithoutPlaintext,
        DryRun::GenerateDataKeyWithoutPlaintext,
    ];
    for call in calls {
        actor.dry_run(call, &key, Some("arn:aws:s3:::example-raw-events")).await.unwrap();
    }
    let requests = aws.requests();
    assert_eq!(requests[0].access_key, "key-of-444455556666");
    assert!(requests[0].body.contains("ExternalId=external"), "{}", requests[0].body);
    assert_eq!(requests.len(), 1 + calls.len());
    for request in &requests[1..] {
        assert_eq!((request.access_key.as_str(), request.region.as_str()), ("key-of-role", "eu-west-1"));
        assert!(request.body.contains(r#""DryRun":true"#), "nothing else than a dry run: {}", request.body);
        assert!(
            request.body.contains(r#""aws:s3:arn":"arn:aws:s3:::example-raw-events""#),
            "{}",
            request.body
        );
    }
    assert!(requests[1].body.contains("IGNORE_CIPHERTEXT"), "{}", requests[1].body);
}

#[tokio::test]
async fn a_dry_run_that_is_denied_is_an_error() {
    let aws = FakeAws::new(|request| assumed(request, |_| json_error(400, "AccessDeniedException", "no")));
    let cloud = cloud(&aws);
    let actor = cloud.act_as(&role()).await.unwrap();
    let error = actor.dry_run(DryRun::Decrypt, &KEY.parse().unwrap(), None).await.unwrap_err();
    assert_eq!((error.call, error.failure), ("kms:Decrypt", Failure::AccessDenied("no".to_owned())));
}

#[tokio::test]
async fn an_object_tells_how_it_is_stored() {
    let aws = FakeAws::new(|request| {
        assumed(request, |_| {
            let headers = vec![
                ("x-amz-server-side-encryption", "aws:kms"),
                ("x-amz-server-side-encryption-aws-kms-key-id", KEY),
                ("x-amz-version-id", "v1"),
            ];
            Some(Answer { status: 200, headers, body: "canary".to_owned(), ..Answer::default() })
        })
    });
    let cloud = cloud(&aws);
    let actor = cloud.act_as(&role()).await.unwrap();
    let stored = actor.put_object(&canary(), b"canary").await.unwrap();
    assert_eq!(stored.algorithm.as_deref(), Some("aws:kms"));
    assert_eq!((stored.key.as_deref(), stored.version.as_deref()), (Some(KEY), Some("v1")));
    assert_eq!(actor.get_object(&canary()).await.unwrap(), (b"canary".to_vec(), stored));
    actor.delete_object(&canary(), Some("v1")).await.unwrap();
    cloud.act_as_owner(&bucket()).await.unwrap().delete_object(&canary(), None).await.unwrap();
    let requests = aws.requests();
    let about_objects: Vec<_> = requests.iter().filter(|request| request.service == "s3").collect();
    for request in &about_objects {
        assert_eq!(request.expected_owner.as_deref(), Some("111122223333"));
        assert!(request.uri.contains("raw/crosskms-canary-1"), "{}", request.uri);
    }
    let keys: Vec<_> = about_objects.iter().map(|request| request.access_key.as_str()).collect();
    assert_eq!(keys, ["key-of-role", "key-of-role", "key-of-role", "key-of-111122223333"]);
    assert!(about_objects[2].uri.contains("versionId=v1"), "{}", about_objects[2].uri);
}

#[tokio::test]
async fn a_trust_policy_that_refuses_says_so() {
    let aws = FakeAws::new(|_| query_error(403, "AccessDenied", "not authorized to perform: sts:AssumeRole"));
    let error = cloud(&aws).act_as(&role()).await.unwrap_err();
    assert_eq!(error.call, "sts:AssumeRole");
    assert!(matches!(error.failure, Failure::AccessDenied(_)), "{error}");

    let aws = FakeAws::new(|_| None);
    let user = "arn:aws:iam::444455556666:user/analyst".parse().unwrap();
    let error = cloud(&aws).act_as(&user).await.unwrap_err();
    assert_eq!(error.failure, Failure::Credentials("only a role can be assumed".to_owned()));
    assert!(aws.requests().is_empty());
}

#[tokio::test]
async fn credentials_that_are_given_must_be_those_of_the_principal() {
    let session = |request: &Request| match request.access_key.as_str() {
        "of-session" => identity("arn:aws:sts::444455556666:assumed-role/analytics/somebody"),
        "of-other" => identity("arn:aws:sts::444455556666:assumed-role/analytics-admin/somebody"),
        _ => identity("arn:aws:sts::999999999999:assumed-role/analytics/somebody"),
    };
    let aws = FakeAws::new(session);
    let act = async |access_key| {
        let cloud = cloud(&aws).with_principal(role(), aws.config(access_key));
        cloud.act_as(&role()).await.map(drop)
    };
    act("of-session").await.unwrap();
    let error = act("of-other").await.unwrap_err();
    assert!(error.to_string().ends_with("`arn:aws:sts::444455556666:assumed-role/analytics-admin/somebody`"));
    act("of-another-account").await.unwrap_err();
    assert!(aws.requests().iter().all(|request| request.service == "sts"));
}

fn identity(arn: &str) -> Option<Answer> {
    ok(format!(
        "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>{arn}</Arn></GetCallerIdentityResult>\
         </GetCallerIdentityResponse>"
    ))
}
