//! Roles of Identity Center: what is left to do by hand.

use crosskms::CrossAccountGrant;
use crosskms::policy::{Policy, PolicyDocument};

use super::{INLINE_POLICY, ManualStep, Step};
use crate::cloud::embedded::EmbeddedCloud;
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Plan, Purpose, plan};
use crate::snapshot::Snapshot;

const ROLE: &str = "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Data_Analyst_0123456789abcdef";
const THEIRS: &str =
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:Describe*","Resource":"*"}}"#;

fn grants() -> [CrossAccountGrant; 1] {
    let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let builder = CrossAccountGrant::builder().name("raw-events").key(key).bucket("arn:aws:s3:::example");
    [builder.principal(ROLE).bind("principal_arn").access("read").build().unwrap()]
}

fn with_inline_policy(text: Option<&str>) -> Snapshot {
    let mut snapshot = EmbeddedCloud::for_grants(&grants()).snapshot();
    let role = snapshot.principals.values_mut().next().unwrap();
    let document = text.map(|text| PolicyDocument::parse(text).unwrap());
    role.identity_policies.extend(document.map(|document| (INLINE_POLICY.to_owned(), document)));
    snapshot
}

fn planned(snapshot: &Snapshot, purpose: Purpose) -> Plan {
    plan(&grants(), snapshot, purpose).unwrap()
}

fn only(mut plan: Plan) -> ManualStep {
    assert_eq!(plan.manual_steps.len(), 1);
    plan.manual_steps.remove(0)
}

#[test]
fn the_identity_policy_is_left_out_and_said_instead() {
    let plan = planned(&with_inline_policy(None), Purpose::Apply);
    let kinds: Vec<_> = plan.changes.iter().map(|change| change.document.kind()).collect();
    assert_eq!(kinds, ["key policy", "bucket policy", "bucket encryption"]);
    let step = only(plan);
    assert_eq!((step.step, step.permission_set.as_str()), (Step::EnterInlinePolicy, "Data_Analyst"));
    let policy: Policy = step.policy.unwrap().parse().unwrap();
    assert!(policy.means_the_same_as(grants()[0].policies().identity_policy()), "{policy}");
}

#[test]
fn what_the_permission_set_has_stays() {
    let step = only(planned(&with_inline_policy(Some(THEIRS)), Purpose::Apply));
    let policy = step.policy.unwrap();
    assert!(policy.contains("ec2:Describe*") && policy.contains("kms:Decrypt"), "{policy}");
}

#[test]
fn once_it_is_entered_there_is_nothing_left_to_do() {
    let entered = only(planned(&with_inline_policy(Some(THEIRS)), Purpose::Apply)).policy.unwrap();
    let mut snapshot = with_inline_policy(Some(&entered));
    let plan = planned(&snapshot, Purpose::Apply);
    assert!(plan.manual_steps.is_empty() && !plan.is_done());
    for change in plan.changes {
        snapshot.put(&change.document, change.after.as_deref()).unwrap();
    }
    assert!(planned(&snapshot, Purpose::Apply).is_done());

    let step = only(planned(&snapshot, Purpose::Revoke));
    assert_eq!(step.step, Step::RemoveFromInlinePolicy);
    let left: Policy = step.policy.unwrap().parse().unwrap();
    assert!(left.means_the_same_as(&THEIRS.parse().unwrap()), "{left}");
}

#[tokio::test]
async fn the_policy_of_the_permission_set_is_observed() {
    let cloud = EmbeddedCloud::new(with_inline_policy(Some(THEIRS)));
    let snapshot = observe(&cloud, &grants(), IdentityPolicies::OfGrants).await.unwrap();
    let names: Vec<_> = snapshot.principals.values().flat_map(|role| role.identity_policies.keys()).collect();
    assert_eq!(names, [INLINE_POLICY]);
}
