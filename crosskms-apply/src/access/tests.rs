//! Answers over snapshots, the same as those of single requests.

pub(crate) mod fleet;

use crosskms::action::{Action, kms, s3};
use crosskms::authorize::{Caller, Context, Decision, Gate, Prepared, Request};
use crosskms::policy::PolicyDocument;

use super::{Access, Answer, Asked, Denied, Via};
use crate::snapshot::Snapshot;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-000000000000";
const NAMED: &str = "arn:aws:iam::444400000000:role/team/role-0";

fn snapshot(text: &str) -> Snapshot {
    serde_json::from_str(text).unwrap()
}

fn can(answers: impl IntoIterator<Item = Answer>) -> Vec<(String, String, Decision)> {
    let can = answers.into_iter().filter(|answer| !answer.is_denied());
    can.map(|answer| (answer.caller.to_string(), answer.resource, answer.decision)).collect()
}

#[test]
fn who_can_use_a_key_depends_on_how_it_is_used() {
    let snapshot = fleet::fleet(30);
    let access = Access::of(&snapshot);
    let key = access.asked(KEY).unwrap();
    let who = |via: &Via| can(access.who_can(&[kms::Decrypt], &key, via, Denied::Included));
    let root = "arn:aws:iam::111122223333:root".to_owned();
    assert_eq!(who(&Via::Direct), [(root.clone(), KEY.to_owned(), Decision::Allowed)]);
    let through_s3 = who(&Via::S3(access.asked("s3://example-0").unwrap()));
    let names: Vec<&str> = through_s3.iter().map(|(name, ..)| name.as_str()).collect();
    let team = "arn:aws:iam::444400000000:role/team/role";
    assert_eq!(names, [root, format!("{team}-0"), format!("{team}-10"), format!("{team}-20")]);
    let open = access.who_can(&[kms::Decrypt], &key, &Via::Any, Denied::Included);
    let named = open.into_iter().find(|answer| answer.caller.to_string() == NAMED).unwrap();
    assert_eq!((named.decision, named.unread.as_slice()), (Decision::Unknown, [].as_slice()));
    let [dependency] = named.depends_on.as_slice() else { panic!("{named:?}") };
    assert_eq!((dependency.gate, dependency.statement.as_str()), (Gate::KeyPolicy, "Use"));
    let expected = vec!["s3.eu-west-1.amazonaws.com".to_owned()];
    assert_eq!(dependency.elements, [("Condition.StringEquals.kms:ViaService".to_owned(), expected)]);
}

#[test]
fn what_is_known_of_the_key_is_in_the_context() {
    let who = |spec: &str| {
        let policy = format!(
            r#"{{"Statement": {{"Effect": "Allow", "Principal": {{"AWS": "{NAMED}"}}, "Action": "kms:Decrypt", "Resource": "*",
                "Condition": {{"StringEquals": {{"kms:KeySpec": "{spec}"}}}}}}}}"#
        );
        let snapshot = fleet::fleet(30);
        let mut snapshot: serde_json::Value = serde_json::to_value(&snapshot).unwrap();
        snapshot["keys"][KEY]["policy"] = policy.parse().unwrap();
        let snapshot: Snapshot = serde_json::from_value(snapshot).unwrap();
        let access = Access::of(&snapshot);
        let key = access.asked(KEY).unwrap();
        can(access.who_can(&[kms::Decrypt], &key, &Via::Direct, Denied::Included))
    };
    assert_eq!(who("SYMMETRIC_DEFAULT"), [(NAMED.to_owned(), KEY.to_owned(), Decision::Allowed)]);
    assert_eq!(who("RSA_2048"), []);
}

#[test]
fn what_a_role_can_do_with_objects_is_told_by_the_patterns_of_its_policies() {
    let snapshot = fleet::fleet(30);
    let access = Access::of(&snapshot);
    let answers = access.what_can(&NAMED.parse().unwrap(), &Via::Any);
    let told: Vec<String> =
        answers.iter().map(|a| format!("{} {} {}", a.action, a.decision, a.resource)).collect();
    let objects = "arn:aws:s3:::example-0/team-0/*";
    assert_eq!(
        told,
        [
            format!("kms:Decrypt unknown {KEY}"),
            format!("kms:GenerateDataKey unknown {KEY}"),
            format!("s3:GetObject allowed {objects}"),
            format!("s3:PutObject allowed {objects}"),
        ]
    );
}

#[test]
fn objects_that_a_statement_denies_are_exceptions() {
    let snapshot = snapshot(
        r#"{"buckets": {"arn:aws:s3:::example": {"account": "111122223333", "region": "eu-west-1", "policy": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/u"}, "Action": "s3:Get*", "Resource": "arn:aws:s3:::example/*"},
            {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/secret/*"}]}}}}"#,
    );
    let access = Access::of(&snapshot);
    let bucket = access.asked("s3://example").unwrap();
    let of_user = |answer: &Answer| answer.caller.to_string().ends_with("user/u");
    let answers: Vec<Answer> = access
        .who_can(&[s3::GetObject, s3::GetObjectTagging], &bucket, &Via::Any, Denied::Included)
        .filter(of_user)
        .collect();
    let [get, tagging] = answers.as_slice() else { panic!("{answers:?}") };
    assert_eq!((get.resource.as_str(), get.decision), ("arn:aws:s3:::example/*", Decision::Allowed));
    assert_eq!(
        (get.except.as_slice(), tagging.except.as_slice()),
        (["arn:aws:s3:::example/secret/*".to_owned()].as_slice(), [].as_slice())
    );
    let secret = access.asked("s3://example/secret/x").unwrap();
    assert!(
        access
            .who_can(&[s3::GetObject], &secret, &Via::Any, Denied::Included)
            .filter(of_user)
            .all(|answer| answer.is_denied())
    );
}

#[test]
fn whoever_is_named_is_asked_about_besides_those_of_the_snapshot() {
    let snapshot = snapshot(
        r#"{"buckets": {"arn:aws:s3:::example": {"account": "111122223333", "region": "eu-west-1", "policy": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com", "AWS": "777788889999"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::example/*"},
            {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::example/public/*"}]}}}}"#,
    );
    let access = Access::of(&snapshot);
    let bucket = access.asked("arn:aws:s3:::example").unwrap();
    let who = |action| -> Vec<String> {
        can(access.who_can(&[action], &bucket, &Via::Any, Denied::Included))
            .into_iter()
            .map(|(name, ..)| name)
            .collect()
    };
    let (owner, other) = ("arn:aws:iam::111122223333:root", "arn:aws:iam::777788889999:root");
    assert_eq!(who(s3::PutObject), [owner, other, "logging.s3.amazonaws.com"]);
    assert_eq!(who(s3::GetObject), ["anonymous", owner, other, "logging.s3.amazonaws.com"]);
    assert_eq!(who(s3::PutBucketPolicy), [owner]);
}

#[test]
fn what_is_asked_about_must_be_in_the_snapshot() {
    let snapshot = fleet::fleet(1);
    let access = Access::of(&snapshot);
    let message = |text: &str| access.asked(text).unwrap_err().to_string();
    assert_eq!(message("example-0"), "`example-0` names no key, bucket or object");
    assert_eq!(message("s3://example-1/a"), "the snapshot has no bucket `arn:aws:s3:::example-1`");
    let error = access.asked("s3://exampel-0").unwrap_err();
    assert_eq!(error.help().unwrap(), "did you mean `arn:aws:s3:::example-0`?");
    assert!(matches!(access.asked("s3://example-0/a/b c").unwrap(), Asked::Object(_)));
}

#[test]
fn a_permissions_boundary_limits_whoever_has_it() {
    let mut snapshot = fleet::fleet(1);
    let principal = snapshot.principals.values_mut().next().unwrap();
    principal.permissions_boundary = Some("arn:aws:iam::444400000000:policy/limits".to_owned());
    let role = NAMED.parse().unwrap();
    let decisions = |snapshot: &Snapshot| -> Vec<String> {
        let access = Access::of(snapshot);
        let answers = access.what_can(&role, &Via::S3(access.asked("s3://example-0").unwrap()));
        answers.iter().map(|answer| format!("{} {}", answer.action, answer.decision)).collect()
    };
    let unknown = [
        "kms:Decrypt unknown",
        "kms:GenerateDataKey unknown",
        "s3:GetObject unknown",
        "s3:PutObject unknown",
    ];
    assert_eq!(decisions(&snapshot), unknown, "what it says is not known");
    let text = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["s3:GetObject", "kms:Decrypt"], "Resource": "*"}}"#;
    snapshot.principals.values_mut().next().unwrap().boundary_policy =
        Some(PolicyDocument::parse(text.to_owned()).unwrap());
    assert_eq!(decisions(&snapshot), ["kms:Decrypt allowed", "s3:GetObject allowed"]);
}

/// Every policy made ready once gives the same as each request for itself.
#[test]
fn answers_are_those_of_single_requests() {
    let snapshot = fleet::fleet(11);
    let access = Access::of(&snapshot);
    let mut callers: Vec<Caller> = snapshot.principals.keys().cloned().map(Caller::from).collect();
    let session = "arn:aws:sts::444400000000:assumed-role/role-10/job";
    for other in ["anonymous", "s3.amazonaws.com", "arn:aws:iam::111122223333:root", session] {
        callers.push(other.parse().unwrap());
    }
    let through_s3 = Context::new().with("kms:ViaService", "s3.eu-west-1.amazonaws.com");
    let mut allowed = 0;
    for resource in
        [KEY, "arn:aws:s3:::example-0", "arn:aws:s3:::example-0/team-10/x", "arn:aws:s3:::absent/x"]
    {
        for (caller, context) in callers.iter().flat_map(|caller| {
            [Context::new(), Context::open(), through_s3.clone()].map(|context| (caller, context))
        }) {
            let new = |action: Action| {
                let (caller, owner) = (caller.clone(), "111122223333".parse().unwrap());
                Request::new(caller, action.to_string(), resource, owner, context.clone())
            };
            let evidence = snapshot.evidence(&new(kms::Decrypt));
            let alone = Prepared::of(&evidence);
            for request in Action::all().map(new) {
                let decision = access.decide(&request);
                assert_eq!(decision, alone.decide(&request), "{request}");
                allowed += usize::from(decision == Decision::Allowed);
            }
        }
    }
    assert!(allowed > 100, "{allowed}");
}
