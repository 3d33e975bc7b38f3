//! How many requests observing takes, and what it does with redirects and settings.

use crosskms::CrossAccountGrant;

use super::cloud;
use super::connector::{Answer, FakeAws, Request, json_error, ok, query_error, role_with_arn, s3_error};
use crate::cloud::{Cloud, Failure, ObjectOwnership, PublicAccessBlock};
use crate::document::BucketId;
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Purpose, plan};
use crate::snapshot::Snapshot;

const ROLE: &str = "arn:aws:iam::444455556666:role/analytics";

fn grant() -> CrossAccountGrant {
    let key = "arn:aws:kms:ap-northeast-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let builder = CrossAccountGrant::builder().name("raw-events").key(key).bucket("arn:aws:s3:::example");
    builder.principal(ROLE).access("read").build().unwrap()
}

async fn observed(aws: &FakeAws) -> Snapshot {
    observe(&cloud(aws), &[grant()], IdentityPolicies::OfGrants).await.unwrap()
}

/// Everything as the grant wants it.
fn in_place(request: &Request) -> Option<Answer> {
    let grant = grant();
    let policies = grant.policies();
    let encoded = |text: String| {
        percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC).to_string()
    };
    let document = |statements: String| format!(r#"{{"Version":"2012-10-17","Statement":{statements}}}"#);
    match (request.service.as_str(), request.uri.as_str()) {
        ("iam", _) if request.body.contains("Action=GetRolePolicy&") => ok(format!(
            "<GetRolePolicyResponse><GetRolePolicyResult><RoleName>analytics</RoleName><PolicyName>p</PolicyName>\
             <PolicyDocument>{}</PolicyDocument></GetRolePolicyResult></GetRolePolicyResponse>",
            encoded(policies.identity_policy().to_string())
        )),
        ("kms", _) => {
            ok(serde_json::json!({"Policy": document(policies.key_policy_statement().to_string())})
                .to_string())
        }
        ("s3", uri) if uri.contains("?policy") => {
            ok(document(policies.bucket_policy_statement().to_string()))
        }
        ("s3", uri) if uri.contains("?encryption") => ok(format!(
            "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault>\
             <SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>{}</KMSMasterKeyID>\
             </ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>\
             </ServerSideEncryptionConfiguration>",
            grant.key()
        )),
        _ => None,
    }
}

/// Nothing but the key, the bucket and the role.
fn untouched(request: &Request) -> Option<Answer> {
    match (request.service.as_str(), request.uri.as_str()) {
        ("iam", _) if request.body.contains("Action=GetRole&") => role_with_arn(ROLE),
        ("iam", _) if request.body.contains("Action=ListRolePolicies&") => inline_policies(&[]),
        ("iam", _) => query_error(404, "NoSuchEntity", "no policy"),
        ("kms", _) if request.body.contains("PolicyName") => ok(
            r#"{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}}"}"#,
        ),
        ("kms", _) => ok(
            r#"{"KeyMetadata":{"KeyId":"k","KeyState":"Enabled","KeySpec":"SYMMETRIC_DEFAULT","KeyUsage":"ENCRYPT_DECRYPT","KeyManager":"CUSTOMER"}}"#,
        ),
        ("s3", uri) if uri.contains("?policy") => s3_error(404, "NoSuchBucketPolicy", "none"),
        ("s3", uri) if uri.contains("?ownershipControls") => {
            s3_error(404, "OwnershipControlsNotFoundError", "none")
        }
        ("s3", uri) if uri.contains("?encryption") => {
            s3_error(404, "ServerSideEncryptionConfigurationNotFoundError", "none")
        }
        _ => None,
    }
}

#[tokio::test]
async fn a_plan_with_nothing_to_do_takes_four_requests() {
    let aws = FakeAws::new(in_place);
    let snapshot = observed(&aws).await;
    assert!(plan(&[grant()], &snapshot, Purpose::Apply).unwrap().is_empty());
    assert_eq!(aws.requests().len(), 4, "{:#?}", aws.requests());
}

#[tokio::test]
async fn a_plan_from_nothing_takes_seven() {
    let aws = FakeAws::new(untouched);
    let snapshot = observed(&aws).await;
    assert_eq!(plan(&[grant()], &snapshot, Purpose::Apply).unwrap().changes.len(), 4);
    assert_eq!(aws.requests().len(), 7, "{:#?}", aws.requests());
    let bucket = &snapshot.buckets[grant().bucket().unwrap()];
    assert_eq!(bucket.ownership, Some(ObjectOwnership::NotSet));
}

/// A list of the inline policies of a role.
fn inline_policies(names: &[&str]) -> Option<Answer> {
    let members: String = names.iter().map(|name| format!("<member>{name}</member>")).collect();
    ok(format!(
        "<ListRolePoliciesResponse><ListRolePoliciesResult><PolicyNames>{members}</PolicyNames>\
         <IsTruncated>false</IsTruncated></ListRolePoliciesResult></ListRolePoliciesResponse>"
    ))
}

/// A role with another inline policy, in which so many characters stand.
fn with_another_policy(request: &Request, length: usize) -> Option<Answer> {
    if request.body.contains("Action=ListRolePolicies&") {
        return inline_policies(&["other"]);
    }
    if !request.body.contains("PolicyName=other") {
        return untouched(request);
    }
    let resource = "x".repeat(length);
    let text = format!(
        "{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\
         \"Resource\":\"arn:aws:s3:::{resource}\"}}}}"
    );
    let encoded = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
    ok(format!(
        "<GetRolePolicyResponse><GetRolePolicyResult><RoleName>analytics</RoleName><PolicyName>other</PolicyName>\
         <PolicyDocument>{encoded}</PolicyDocument></GetRolePolicyResult></GetRolePolicyResponse>"
    ))
}

#[tokio::test]
async fn other_inline_policies_of_the_role_count_before_anything_is_written() {
    let aws = FakeAws::new(|request| with_another_policy(request, 9_900));
    let refusals = plan(&[grant()], &observed(&aws).await, Purpose::Apply).unwrap_err();
    assert_eq!(refusals.0[0].check, "quota");
    assert!(refusals.0[0].message.contains("the sum of a role's inline policies"), "{refusals}");
    assert_eq!(aws.requests().len(), 8, "one for each other policy: {:#?}", aws.requests());

    let aws = FakeAws::new(|request| with_another_policy(request, 100));
    assert!(
        plan(&[grant()], &observed(&aws).await, Purpose::Apply)
            .unwrap()
            .warnings
            .iter()
            .all(|warning| { !warning.contains("inline") })
    );
}

#[tokio::test]
async fn where_policies_may_not_be_listed_what_they_take_is_said_not_to_be_known() {
    let aws = FakeAws::new(|request| match request.body.contains("Action=ListRolePolicies&") {
        true => query_error(403, "AccessDenied", "no"),
        false => untouched(request),
    });
    let plan = plan(&[grant()], &observed(&aws).await, Purpose::Apply).unwrap();
    let known: Vec<&String> = plan.warnings.iter().filter(|one| one.contains("is not known")).collect();
    assert!(
        known.iter().any(|one| one.contains(
            "role/analytics: whether the sum of a role's inline policies stays within its 10240 characters"
        )),
        "{known:?}"
    );
    let lists = aws.requests().into_iter().filter(|one| one.body.contains("Action=ListRolePolicies&"));
    assert_eq!(lists.count(), 1, "what is denied is not asked again");
}

#[tokio::test]
async fn what_may_not_be_read_of_the_settings_stays_unknown() {
    let aws = FakeAws::new(|request| match request.uri.contains("?ownershipControls") {
        true => s3_error(403, "AccessDenied", "no"),
        false if request.service == "kms" && !request.body.contains("PolicyName") => {
            json_error(400, "AccessDeniedException", "no")
        }
        false => untouched(request),
    });
    let snapshot = observed(&aws).await;
    assert_eq!(snapshot.buckets[grant().bucket().unwrap()].ownership, None);
    assert_eq!(snapshot.keys[grant().key()].description, None);
}

#[tokio::test]
async fn a_redirect_ends_in_a_refusal_that_names_the_region() {
    for answer in [
        |request: &Request| elsewhere(request, 301, "PermanentRedirect"),
        |request: &Request| elsewhere(request, 400, "AuthorizationHeaderMalformed"),
    ] {
        let snapshot = observed(&FakeAws::new(answer)).await;
        let refusals = plan(&[grant()], &snapshot, Purpose::Apply).unwrap_err();
        assert_eq!(refusals.0[0].check, "region-mismatch");
        assert!(refusals.0[0].message.contains("the bucket is in eu-west-1"), "{refusals}");
    }
}

fn elsewhere(request: &Request, status: u16, code: &'static str) -> Option<Answer> {
    match request.service.as_str() {
        "s3" => {
            let answer = s3_error(status, code, "the bucket is in this region: eu-west-1")?;
            Some(Answer { headers: vec![("x-amz-bucket-region", "eu-west-1")], ..answer })
        }
        _ => untouched(request),
    }
}

#[tokio::test]
async fn a_denial_names_the_bucket() {
    let aws = FakeAws::new(|request| match request.uri.contains("?policy") {
        true => s3_error(403, "AccessDenied", "no"),
        false => untouched(request),
    });
    let error = observe(&cloud(&aws), &[grant()], IdentityPolicies::OfGrants).await.unwrap_err();
    assert_eq!((error.call, error.target.as_str()), ("s3:GetBucketPolicy", "arn:aws:s3:::example"));
    assert!(matches!(error.failure, Failure::AccessDenied(_)), "{error}");
}

#[tokio::test]
async fn settings_of_buckets_are_told_in_their_own_words() {
    let id = BucketId::of(&grant()).unwrap();
    let aws = FakeAws::new(|request| match request.uri.contains("?ownershipControls") {
        true => ok(
            "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>",
        ),
        false => ok("<PublicAccessBlockConfiguration><BlockPublicPolicy>true</BlockPublicPolicy>\
                     <RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>"),
    });
    assert_eq!(cloud(&aws).object_ownership(&id).await, Ok(ObjectOwnership::ObjectWriter));
    let block = PublicAccessBlock { block_public_policy: true, ..PublicAccessBlock::default() };
    assert_eq!(cloud(&aws).public_access_block(&id).await, Ok(block));
    let aws = FakeAws::new(|_| s3_error(404, "NoSuchPublicAccessBlockConfiguration", "none"));
    assert_eq!(cloud(&aws).public_access_block(&id).await, Ok(PublicAccessBlock::default()));
}
