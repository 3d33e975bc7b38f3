//! KMS grants as the API tells of them, page by page, and how they are made and revoked.

use crosskms::authorize::KmsGrant;

use super::{FakeAws, OWNER, Request, account, cloud, json_error, ok};
use crate::cloud::{Cloud as _, Failure, Retry};
use crate::document::DocumentId;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn document() -> DocumentId {
    DocumentId::KmsGrants { key: KEY.parse().unwrap(), name: "crosskms-raw-events".to_owned() }
}

/// Two pages: one of ours on each, one of somebody else between them.
fn listed(request: &Request) -> Option<super::Answer> {
    let page = if request.body.contains("Marker") { SECOND_PAGE } else { FIRST_PAGE };
    match &request.body {
        body if body.contains("Operations") => ok(r#"{"GrantId":"new"}"#),
        body if body.contains("GrantId") => ok(""),
        _ => ok(page),
    }
}

const FIRST_PAGE: &str = r#"{"Grants":[
    {"GrantId":"1","Name":"crosskms-raw-events","GranteePrincipal":"arn:aws:iam::444455556666:role/analytics",
     "Operations":["Decrypt","DescribeKey"],"IssuingAccount":"arn:aws:iam::111122223333:root",
     "Constraints":{"EncryptionContextSubset":{"aws:s3:arn":"arn:aws:s3:::example"}}},
    {"GrantId":"2","Name":"","GranteePrincipal":"arn:aws:iam::444455556666:role/analytics","Operations":["Decrypt"]}],
    "Truncated":true,"NextMarker":"next"}"#;
const SECOND_PAGE: &str = r#"{"Grants":[
    {"GrantId":"3","Name":"crosskms-raw-events","GranteePrincipal":"AROAEXAMPLEEXAMPLE01","Operations":["Decrypt"]}],
    "Truncated":false}"#;

fn calls(aws: &FakeAws) -> Vec<&'static str> {
    let call = |request: Request| match request.body {
        body if body.contains("Operations") => "CreateGrant",
        body if body.contains("GrantId") => "RevokeGrant",
        _ => "ListGrants",
    };
    aws.requests().into_iter().map(call).collect()
}

#[tokio::test]
async fn every_page_is_read_and_only_the_name_counts() {
    let aws = FakeAws::new(listed);
    let all = cloud(&aws).kms_grants(&KEY.parse().unwrap()).await.unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[1], KmsGrant::new(ROLE, ["Decrypt"]));
    let text = cloud(&aws).read(&document()).await.unwrap().unwrap();
    let named: Vec<KmsGrant> = serde_json::from_str(&text).unwrap();
    assert_eq!(
        named.iter().map(|one| one.grantee.as_str()).collect::<Vec<_>>(),
        ["AROAEXAMPLEEXAMPLE01", ROLE]
    );
    assert!(text.contains("\"aws:s3:arn\": \"arn:aws:s3:::example\""), "{text}");
}

#[tokio::test(start_paused = true)]
async fn what_is_missing_is_made_before_what_is_not_wanted_is_revoked() {
    let aws = FakeAws::new(listed);
    let wanted = r#"[{"Name":"crosskms-raw-events","GranteePrincipal":"arn:aws:iam::444455556666:role/analytics",
        "Operations":["DescribeKey","Decrypt"],"Constraints":{"EncryptionContextSubset":{"aws:s3:arn":"arn:aws:s3:::example"}}},
        {"Name":"crosskms-raw-events","GranteePrincipal":"arn:aws:iam::444455556666:role/new","Operations":["Decrypt"]}]"#;
    cloud(&aws).write(&document(), wanted).await.unwrap();
    assert_eq!(calls(&aws), ["ListGrants", "ListGrants", "CreateGrant", "RevokeGrant"]);
    let requests = aws.requests();
    let [.., created, revoked] = requests.as_slice() else { panic!("{requests:?}") };
    assert!(
        created.body.contains(r#""GranteePrincipal":"arn:aws:iam::444455556666:role/new""#),
        "{}",
        created.body
    );
    assert!(created.body.contains(r#""Name":"crosskms-raw-events""#), "{}", created.body);
    assert!(!created.body.contains("Constraints"), "{}", created.body);
    assert!(revoked.body.contains(r#""GrantId":"3""#), "{}", revoked.body);
}

#[tokio::test(start_paused = true)]
async fn deleting_revokes_all_of_the_name_and_none_of_others() {
    let aws = FakeAws::new(listed);
    cloud(&aws).delete(&document()).await.unwrap();
    let revoked: Vec<_> =
        aws.requests().into_iter().filter(|request| request.body.contains("GrantId")).collect();
    assert_eq!(revoked.len(), 2);
    assert!(revoked.iter().all(|request| !request.body.contains(r#""GrantId":"2""#)));
}

#[tokio::test(start_paused = true)]
async fn what_is_revoked_already_is_no_failure_and_a_fresh_grantee_is_waited_for() {
    let gone = FakeAws::new(|request| match request.body.contains("GrantId") {
        true => json_error(400, "NotFoundException", "Grant ID not found"),
        false => listed(request),
    });
    cloud(&gone).delete(&document()).await.unwrap();
    let fresh = FakeAws::new(|request| match request.body.contains("Operations") {
        true => json_error(400, "InvalidArnException", "ARN does not refer to a valid principal: role/new"),
        false => ok(r#"{"Grants":[],"Truncated":false}"#),
    });
    let wanted =
        format!(r#"[{{"Name":"crosskms-raw-events","GranteePrincipal":"{ROLE}","Operations":["Decrypt"]}}]"#);
    let error = cloud(&fresh).write(&document(), &wanted).await.unwrap_err();
    assert_eq!((error.call, error.account), ("kms:CreateGrant", account(OWNER)));
    assert!(matches!(error.failure, Failure::MalformedPolicy(_)), "{error}");
    assert_eq!(error.failure.retry(), Retry::WhileFresh);
}

#[tokio::test(start_paused = true)]
async fn only_after_another_one_was_made_a_refused_one_leaves_something() {
    let aws = || {
        FakeAws::new(|request| match &request.body {
            body if body.contains("role/refused") => json_error(400, "AccessDeniedException", "no"),
            body if body.contains("Operations") => ok(r#"{"GrantId":"new"}"#),
            _ => ok(r#"{"Grants":[],"Truncated":false}"#),
        })
    };
    for (roles, in_part) in [(["refused", "second"], false), (["first", "refused"], true)] {
        let wanted =
            roles.map(|role| KmsGrant::new(format!("arn:aws:iam::444455556666:role/{role}"), ["Decrypt"]));
        let wanted = serde_json::to_string(&wanted).unwrap();
        let error = cloud(&aws()).write(&document(), &wanted).await.unwrap_err();
        assert_eq!(matches!(error.failure, Failure::InPart(_)), in_part, "{error}");
        assert_eq!((error.failure.may_have_had_effect(), error.failure.retry()), (in_part, Retry::Never));
        assert!(error.help().unwrap().starts_with("allow `kms:CreateGrant`"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_read_leaves_open_whether_there_is_a_kms_grant() {
    let aws = FakeAws::new(|request| match request.body.contains("Operations") {
        true => ok(r#"{"GrantId":"#),
        false => ok(r#"{"Grants":[],"Truncated":false}"#),
    });
    let wanted =
        format!(r#"[{{"Name":"crosskms-raw-events","GranteePrincipal":"{ROLE}","Operations":["Decrypt"]}}]"#);
    let error = cloud(&aws).write(&document(), &wanted).await.unwrap_err();
    assert!(error.failure.may_have_had_effect() && error.failure.retry() == Retry::Later, "{error}");
    assert!(error.to_string().contains("the answer cannot be read"), "{error}");
}
