//! Managed policies: made once, then by new versions, of which IAM keeps five.

use super::{Answer, FakeAws, Request, cloud, ok, query_error};
use crate::cloud::{Cloud as _, Failure, NextStep, Retry};
use crate::document::{DocumentId, PolicyArn, PolicyVersion};

const ROLE: &str = "arn:aws:iam::444455556666:role/data/analytics";

fn policy() -> PolicyArn {
    PolicyArn::beside(&ROLE.parse().unwrap(), "crosskms-raw-events")
}

fn attachment() -> DocumentId {
    DocumentId::PolicyAttachment { principal: ROLE.parse().unwrap(), policy: policy() }
}

/// The calls, with the versions that they name.
fn calls(aws: &FakeAws) -> Vec<String> {
    let member = |body: &str, name: &str| {
        let value = body.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        value.unwrap_or_default().to_owned()
    };
    let call = |Request { body, .. }| format!("{} {}", member(&body, "Action"), member(&body, "VersionId"));
    aws.requests().into_iter().map(|request| call(request).trim().to_owned()).collect()
}

fn answered(action: &str, result: &str) -> Option<Answer> {
    ok(format!("<{action}Response><{action}Result>{result}</{action}Result></{action}Response>"))
}

/// A policy with five versions, the default one in the middle, that is attached to nobody.
fn full(request: &Request) -> Option<Answer> {
    let is = |action: &str| request.body.contains(&format!("Action={action}&"));
    let version = |number: u32| {
        let default = number == 10;
        format!(
            "<member><VersionId>v{number}</VersionId><IsDefaultVersion>{default}</IsDefaultVersion></member>"
        )
    };
    if is("CreatePolicy") {
        query_error(409, "EntityAlreadyExists", "A policy called crosskms-raw-events already exists.")
    } else if is("ListPolicyVersions") {
        let versions: String = [12, 11, 10, 9, 8].map(version).concat();
        let list = format!("<Versions>{versions}</Versions><IsTruncated>false</IsTruncated>");
        answered("ListPolicyVersions", &list)
    } else if is("GetPolicyVersion") {
        let text = "<PolicyVersion><Document>%7B%22Id%22%3A%22of%20old%22%7D</Document></PolicyVersion>";
        answered("GetPolicyVersion", text)
    } else if is("GetPolicy") {
        attached_to(0)
    } else if is("CreatePolicyVersion") {
        answered("CreatePolicyVersion", "")
    } else {
        ok("<DeletePolicyResponse/>")
    }
}

fn attached_to(principals: u32) -> Option<Answer> {
    answered("GetPolicy", &format!("<Policy><AttachmentCount>{principals}</AttachmentCount></Policy>"))
}

#[tokio::test]
async fn a_new_policy_is_one_call() {
    let aws = FakeAws::new(|_| answered("CreatePolicy", ""));
    cloud(&aws).write(&DocumentId::ManagedPolicy(policy()), "{}").await.unwrap();
    assert_eq!(calls(&aws), ["CreatePolicy"]);
    assert!(aws.requests()[0].body.contains("PolicyName=crosskms-raw-events"));
}

#[tokio::test]
async fn a_new_version_takes_the_place_of_the_default_one_and_deletes_none() {
    let aws = FakeAws::new(full);
    cloud(&aws).write(&DocumentId::ManagedPolicy(policy()), "{}").await.unwrap();
    assert_eq!(calls(&aws), ["CreatePolicy", "CreatePolicyVersion"]);
    assert!(aws.requests()[1].body.contains("SetAsDefault=true"));
    let aws = FakeAws::new(full);
    cloud(&aws).delete(&DocumentId::ManagedPolicy(policy())).await.unwrap();
    assert_eq!(calls(&aws), ["DeletePolicy"]);
}

#[tokio::test]
async fn a_version_too_many_is_a_matter_of_trying_again_and_a_policy_too_large_is_not() {
    let refused = |answer: fn(&Request) -> Option<Answer>| async move {
        let aws = FakeAws::new(answer);
        cloud(&aws).write(&DocumentId::ManagedPolicy(policy()), "{}").await.unwrap_err().failure.retry()
    };
    let many = refused(|request| match request.body.contains("Action=CreatePolicyVersion&") {
        true => query_error(409, "LimitExceeded", "A managed policy can have up to 5 versions."),
        false => full(request),
    });
    assert_eq!(many.await, Retry::Later);
    let large = refused(|request| match request.body.contains("Action=CreatePolicyVersion&") {
        true => query_error(409, "LimitExceeded", "Cannot exceed quota for PolicySize: 6144"),
        false => full(request),
    });
    assert_eq!(large.await, Retry::Never);
}

#[tokio::test]
async fn in_the_way_of_a_sixth_version_is_the_oldest_that_is_not_the_default() {
    let aws = FakeAws::new(full);
    let found = cloud(&aws).versions_in_the_way(&policy(), NextStep::Write).await.unwrap();
    assert_eq!(found, [PolicyVersion { id: "v8".to_owned(), text: r#"{"Id":"of old"}"#.to_owned() }]);
    cloud(&aws).delete_version(&policy(), "v8").await.unwrap();
    assert_eq!(calls(&aws), ["ListPolicyVersions", "GetPolicyVersion v8", "DeletePolicyVersion v8"]);
}

#[tokio::test]
async fn in_the_way_of_a_deletion_are_all_versions_but_the_default_one() {
    let aws = FakeAws::new(full);
    let found = cloud(&aws).versions_in_the_way(&policy(), NextStep::Delete).await.unwrap();
    let ids: Vec<_> = found.iter().map(|version| version.id.as_str()).collect();
    assert_eq!(ids, ["v12", "v11", "v9", "v8"]);
    assert!(calls(&aws).iter().all(|call| !call.starts_with("Delete")), "{:?}", calls(&aws));
}

#[tokio::test]
async fn no_version_is_in_the_way_of_what_will_be_refused() {
    let aws = FakeAws::new(|request| match request.body.contains("Action=GetPolicy&") {
        true => attached_to(1),
        false => full(request),
    });
    let found = cloud(&aws).versions_in_the_way(&policy(), NextStep::Delete).await.unwrap();
    assert_eq!(found, []);
    assert_eq!(calls(&aws), ["ListPolicyVersions", "GetPolicy"]);
}

#[tokio::test]
async fn what_is_gone_or_detached_already_is_no_failure() {
    let aws = FakeAws::new(|_| query_error(404, "NoSuchEntity", "not there"));
    cloud(&aws).delete(&DocumentId::ManagedPolicy(policy())).await.unwrap();
    cloud(&aws).delete(&attachment()).await.unwrap();
    assert_eq!(cloud(&aws).read(&DocumentId::ManagedPolicy(policy())).await, Ok(None));
    let error = cloud(&aws).read(&attachment()).await.unwrap_err();
    assert!(matches!(error.failure, Failure::NotFound(_)), "{error}");
}

#[tokio::test]
async fn a_policy_that_is_attached_elsewhere_stays() {
    let aws = FakeAws::new(|request| match request.body.contains("Action=DeletePolicy&") {
        true => query_error(409, "DeleteConflict", "Cannot delete a policy attached to entities."),
        false => full(request),
    });
    let error = cloud(&aws).delete(&DocumentId::ManagedPolicy(policy())).await.unwrap_err();
    assert!(error.help().is_some_and(|help| help.contains("detach")), "{:?}", error.help());
}

#[tokio::test]
async fn every_page_of_attachments_is_read() {
    let aws = FakeAws::new(|request| {
        let (arn, more) = match request.body.contains("Marker=next") {
            true => {
                ("arn:aws:iam::444455556666:policy/crosskms-raw-events", "<IsTruncated>false</IsTruncated>")
            }
            false => (
                "arn:aws:iam::aws:policy/ReadOnlyAccess",
                "<IsTruncated>true</IsTruncated><Marker>next</Marker>",
            ),
        };
        let list = format!(
            "<AttachedPolicies><member><PolicyArn>{arn}</PolicyArn></member></AttachedPolicies>{more}"
        );
        match request.body.contains("Action=ListAttachedRolePolicies") {
            true => answered("ListAttachedRolePolicies", &list),
            false => ok("<AttachRolePolicyResponse/>"),
        }
    });
    let text = cloud(&aws).read(&attachment()).await.unwrap().unwrap();
    assert_eq!(text, "{\n  \"PolicyArn\": \"arn:aws:iam::444455556666:policy/crosskms-raw-events\"\n}");
    assert_eq!(cloud(&aws).attached_policies(&ROLE.parse().unwrap()).await.unwrap().len(), 2);
    cloud(&aws).write(&attachment(), &text).await.unwrap();
    let body = aws.requests().pop().unwrap().body;
    assert!(body.contains("Action=AttachRolePolicy&") && body.contains("RoleName=analytics&"), "{body}");
}

#[tokio::test]
async fn a_policy_that_is_not_known_everywhere_yet_is_attached_later() {
    let aws = FakeAws::new(|_| {
        query_error(404, "NoSuchEntity", "Policy arn:… does not exist or is not attachable.")
    });
    let error = cloud(&aws).write(&attachment(), "{}").await.unwrap_err();
    assert_eq!(error.failure.retry(), Retry::WhileFresh, "{error}");

    let aws =
        FakeAws::new(|_| query_error(404, "NoSuchEntity", "The role with name analytics cannot be found."));
    let error = cloud(&aws).write(&attachment(), "{}").await.unwrap_err();
    assert_eq!(error.failure.retry(), Retry::Never, "{error}");
}

#[tokio::test]
async fn whoever_may_not_create_policies_may_still_change_one() {
    let denied = |request: &Request| match request.body.contains("Action=CreatePolicy&") {
        true => query_error(403, "AccessDenied", "not authorized to perform: iam:CreatePolicy"),
        false => full(request),
    };
    let aws = FakeAws::new(denied);
    cloud(&aws).write(&DocumentId::ManagedPolicy(policy()), "{}").await.unwrap();
    assert_eq!(calls(&aws), ["CreatePolicy", "CreatePolicyVersion"]);

    let aws = FakeAws::new(|request| match request.body.contains("Action=CreatePolicy&") {
        true => query_error(403, "AccessDenied", "not authorized to perform: iam:CreatePolicy"),
        false => query_error(404, "NoSuchEntity", "Policy does not exist."),
    });
    let error = cloud(&aws).write(&DocumentId::ManagedPolicy(policy()), "{}").await.unwrap_err();
    assert!(error.call == "iam:CreatePolicy" && matches!(error.failure, Failure::AccessDenied(_)), "{error}");
}
