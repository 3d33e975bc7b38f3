//! Keys and aliases as they are asked for, looked up and answered.

use crosskms::arn::AliasArn;

use super::connector::{Answer, FakeAws, Request, json_error, ok};
use super::{OWNER, account, cloud};
use crate::cloud::{Failure, KeyCreation};
use crate::create_key::NewKey;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const SECOND: &str = "arn:aws:kms:eu-west-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321";
const TAG: (&str, &str) = ("crosskms:alias", "alias/raw-events");

fn alias() -> AliasArn {
    "arn:aws:kms:eu-west-1:111122223333:alias/raw-events".parse().unwrap()
}

fn wanted() -> NewKey {
    let key = NewKey::new(alias()).unwrap().tag("team", "data").unwrap().described("Raw events").unwrap();
    key.administrator("arn:aws:iam::111122223333:role/key-admin".parse().unwrap()).unwrap()
}

fn metadata() -> Option<Answer> {
    ok(format!(
        r#"{{"KeyMetadata":{{"KeyId":"1234abcd-12ab-34cd-56ef-1234567890ab","Arn":"{KEY}","KeyState":"Enabled","Description":"Raw events"}}}}"#
    ))
}

#[tokio::test]
async fn a_key_is_asked_for_with_everything_at_once() {
    let aws = FakeAws::new(|_| metadata());
    assert_eq!(cloud(&aws).create_key(&wanted()).await.unwrap().as_str(), KEY);
    let [request] = &aws.requests()[..] else { panic!("one call") };
    assert_eq!((request.target.as_str(), request.region.as_str()), ("TrentService.CreateKey", "eu-west-1"));
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["Policy"], wanted().policy().to_string());
    assert_eq!(body["KeySpec"], "SYMMETRIC_DEFAULT");
    assert_eq!(body["KeyUsage"], "ENCRYPT_DECRYPT");
    assert_eq!(body["Description"], "Raw events");
    assert_eq!(body["MultiRegion"], false);
    let tags = serde_json::json!([
        {"TagKey": "crosskms:alias", "TagValue": "alias/raw-events"}, {"TagKey": "team", "TagValue": "data"}
    ]);
    assert_eq!(body["Tags"], tags);
    assert!(!request.body.contains("Bypass"), "the lock-out check stays on");
}

#[tokio::test(start_paused = true)]
async fn a_key_is_asked_for_once_whatever_comes_back() {
    type Answering = fn(&Request) -> Option<Answer>;
    let answers: [(Answering, bool); 7] = [
        (|_| None, true),
        // It says that there is one, and not which.
        (|_| ok(r#"{"KeyMetadata":{"Key"#), true),
        (|_| ok(""), true),
        (|_| ok(r#"{"KeyMetadata":{}}"#), true),
        (|_| json_error(500, "KMSInternalException", "down"), true),
        (|_| json_error(400, "ThrottlingException", "slow down"), false),
        (|_| json_error(400, "LimitExceededException", "too many keys"), false),
    ];
    for (answer, may_exist) in answers {
        let aws = FakeAws::new(answer);
        let error = cloud(&aws).create_key(&wanted()).await.unwrap_err();
        assert_eq!((aws.requests().len(), error.failure.may_have_had_effect()), (1, may_exist), "{error}");
        assert_eq!((error.call, error.target.as_str()), ("kms:CreateKey", alias().as_str()));
    }
}

#[tokio::test(start_paused = true)]
async fn an_alias_is_given_by_its_name_and_once() {
    let aws = FakeAws::new(|_| ok("{}"));
    cloud(&aws).create_alias(&alias(), &KEY.parse().unwrap()).await.unwrap();
    let body: serde_json::Value = serde_json::from_str(&aws.requests()[0].body).unwrap();
    assert_eq!(body, serde_json::json!({"AliasName": "alias/raw-events", "TargetKeyId": KEY}));

    let aws = FakeAws::new(|_| json_error(400, "AlreadyExistsException", "taken"));
    let error = cloud(&aws).create_alias(&alias(), &KEY.parse().unwrap()).await.unwrap_err();
    assert_eq!((error.failure, aws.requests().len()), (Failure::AlreadyExists("taken".to_owned()), 1));
    let aws = FakeAws::new(|_| None);
    cloud(&aws).create_alias(&alias(), &KEY.parse().unwrap()).await.unwrap_err();
    assert_eq!(aws.requests().len(), 1);
}

#[tokio::test]
async fn an_alias_that_does_not_exist_is_none_and_one_that_may_not_be_seen_is_an_error() {
    let looked_up = async |answer| cloud(&FakeAws::new(answer)).key_of_alias(&alias()).await;
    assert_eq!(looked_up(|_| metadata()).await.unwrap(), Some(KEY.parse().unwrap()));
    assert_eq!(looked_up(|_| json_error(400, "NotFoundException", "no alias")).await.unwrap(), None);
    let error = looked_up(|_| json_error(400, "AccessDeniedException", "no")).await.unwrap_err();
    assert_eq!(error.failure, Failure::AccessDenied("no".to_owned()));
}

/// Two pages of keys: the second key has the tag, on the second page of its tags.
fn keys_on_pages(request: &Request) -> Option<Answer> {
    let has = |text: &str| request.body.contains(text);
    match request.target.as_str() {
        "TrentService.ListKeys" if has("after-first") => {
            ok(format!(r#"{{"Keys":[{{"KeyArn":"{SECOND}"}}],"Truncated":false}}"#))
        }
        "TrentService.ListKeys" => {
            ok(format!(r#"{{"Keys":[{{"KeyArn":"{KEY}"}}],"Truncated":true,"NextMarker":"after-first"}}"#))
        }
        _ if has(KEY) => json_error(400, "AccessDeniedException", "not yours"),
        _ if has("after-one") => {
            ok(r#"{"Tags":[{"TagKey":"crosskms:alias","TagValue":"alias/raw-events"}],"Truncated":false}"#)
        }
        _ => ok(
            r#"{"Tags":[{"TagKey":"team","TagValue":"alias/raw-events"}],"Truncated":true,"NextMarker":"after-one"}"#,
        ),
    }
}

#[tokio::test]
async fn keys_are_found_by_a_tag_on_whichever_page() {
    let aws = FakeAws::new(keys_on_pages);
    let region = "eu-west-1".parse().unwrap();
    let found = cloud(&aws).tagged_keys(account(OWNER), &region, TAG).await.unwrap();
    assert_eq!((found.keys, found.unread), (vec![SECOND.parse().unwrap()], 1));
    let found = cloud(&aws).tagged_keys(account(OWNER), &region, ("team", "other")).await.unwrap();
    assert_eq!((found.keys.len(), found.unread), (0, 1));
}

#[tokio::test]
async fn what_may_not_be_read_of_a_key_is_left_open() {
    let aws = FakeAws::new(|request| match request.target.as_str() {
        "TrentService.DescribeKey" => metadata(),
        _ => json_error(400, "AccessDeniedException", "no"),
    });
    let details = cloud(&aws).key_details(&KEY.parse().unwrap()).await.unwrap();
    assert_eq!((details.state.as_str(), details.description.as_str()), ("Enabled", "Raw events"));
    assert_eq!((details.policy, details.tags), (None, None));
}
