//! Runs that are taken back, and those that are not.

use crosskms::CrossAccountGrant;
use tempfile::TempDir;

use super::rollback;
use crate::apply::Run;
use crate::cloud::Cloud;
use crate::cloud::embedded::EmbeddedCloud;
use crate::document::{BucketId, DocumentId, PolicyVersion};
use crate::journal::{Ending, Journal, RecordedRun};
use crate::observe::{IdentityPolicies, observe};
use crate::plan::{Change, Plan, Purpose, plan};
use crate::snapshot::Snapshot;

fn grants() -> [CrossAccountGrant; 1] {
    let builder = CrossAccountGrant::builder()
        .name("raw-events")
        .key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .bucket("arn:aws:s3:::example");
    [builder.principal("arn:aws:iam::444455556666:role/analytics").access("read_write").build().unwrap()]
}

fn key_policy() -> DocumentId {
    DocumentId::KeyPolicy(grants()[0].key().clone())
}

/// A cloud after a run, and the run as the journal has it.
async fn after(purpose: Purpose, cloud: &EmbeddedCloud) -> RecordedRun {
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let snapshot = observe(cloud, &grants(), IdentityPolicies::OfGrants).await.unwrap();
    carried_out(cloud, &journal, &plan(&grants(), &snapshot, purpose).unwrap()).await
}

async fn carried_out(cloud: &EmbeddedCloud, journal: &Journal, plan: &Plan) -> RecordedRun {
    let run = journal.begin(plan).unwrap();
    Run::of(plan).journal(&run).apply(cloud, |_| {}).await.unwrap();
    journal.run(run.run().as_str()).unwrap()
}

#[tokio::test]
async fn a_run_is_taken_back_exactly_encryption_included() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let before = cloud.snapshot();
    let run = after(Purpose::Apply, &cloud).await;
    let applied = cloud.snapshot();
    assert_ne!(applied, before);

    let back = rollback(&cloud, &run).await.unwrap().whole().unwrap();
    let kinds: Vec<_> = back.changes.iter().map(|change| change.document.kind()).collect();
    assert_eq!(kinds, ["bucket encryption", "bucket policy", "key policy", "identity policy"]);
    let folder = TempDir::new().unwrap();
    let undone = carried_out(&cloud, &Journal::in_folder(folder.path()), &back).await;
    assert_eq!(cloud.snapshot(), before);
    assert!(rollback(&cloud, &run).await.unwrap().whole().unwrap().is_empty(), "once is enough");

    let again = rollback(&cloud, &undone).await.unwrap().whole().unwrap();
    let kinds: Vec<_> = again.changes.iter().map(|change| change.document.kind()).collect();
    assert_eq!(kinds, ["identity policy", "key policy", "bucket policy", "bucket encryption"]);
    carried_out(&cloud, &Journal::in_folder(folder.path()), &again).await;
    assert_eq!(cloud.snapshot(), applied, "a rollback is a run, and can be taken back");
}

#[tokio::test]
async fn a_revoke_is_taken_back() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    after(Purpose::Apply, &cloud).await;
    let applied = cloud.snapshot();
    let run = after(Purpose::Revoke, &cloud).await;
    let back = rollback(&cloud, &run).await.unwrap().whole().unwrap();
    let folder = TempDir::new().unwrap();
    carried_out(&cloud, &Journal::in_folder(folder.path()), &back).await;
    assert_eq!(cloud.snapshot(), applied);
}

#[tokio::test]
async fn where_somebody_has_changed_it_since_nothing_is_restored() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let run = after(Purpose::Apply, &cloud).await;
    let text = cloud.read(&key_policy()).await.unwrap().unwrap();
    let theirs = r#""Statement": [ {"Sid":"Theirs","Effect":"Deny","Principal":"*","Action":"kms:Sign","Resource":"*"},"#;
    cloud.write(&key_policy(), &text.replacen("\"Statement\": [", theirs, 1)).await.unwrap();
    let refusals = rollback(&cloud, &run).await.unwrap().whole().unwrap_err();
    assert_eq!(refusals.0.len(), 1, "{refusals}");
    assert_eq!(refusals.0[0].check, "changed-since");
    assert!(refusals.to_string().contains("1234567890ab: somebody has changed it since run 2"), "{refusals}");
}

#[tokio::test]
async fn a_run_that_was_cut_short_is_taken_back_as_far_as_it_came() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let before = cloud.snapshot();
    let mut run = after(Purpose::Apply, &cloud).await;
    // As if it had been killed after the last line was saved and before the bucket was written.
    let encryption = DocumentId::BucketEncryption(BucketId::of(&grants()[0]).unwrap());
    cloud.write(&encryption, &before.document(&encryption).unwrap()).await.unwrap();
    run.ending = None;
    let back = rollback(&cloud, &run).await.unwrap().whole().unwrap();
    assert_eq!(back.changes.len(), 3, "the bucket's encryption is as it was");
}

/// A grant by KMS grants to two roles, and the same in the cloud before anything is applied.
fn by_kms_grants() -> ([CrossAccountGrant; 1], EmbeddedCloud) {
    let roles = ["analytics", "copies"].map(|role| format!("arn:aws:iam::444455556666:role/{role}"));
    let builder = CrossAccountGrant::builder().name("raw-events").key(grants()[0].key().as_str());
    let grants = [builder.principals(roles).access("read").mechanism("kms_grant").build().unwrap()];
    let cloud = EmbeddedCloud::for_grants(&grants);
    (grants, cloud)
}

/// As if the process had been killed during the last write.
fn killed(run: &mut RecordedRun) {
    run.ending = None;
    run.replaced.last_mut().unwrap().answered = false;
}

#[tokio::test]
async fn what_somebody_revoked_after_a_run_is_not_given_back() {
    let (grants, cloud) = by_kms_grants();
    let key = grants[0].key().clone();
    let document = DocumentId::KmsGrants { key: key.clone(), name: "crosskms-raw-events".to_owned() };
    let mut adrift = carried_out_on(&cloud, &grants).await;
    for kms_grant in &mut adrift.keys.get_mut(&key).unwrap().kms_grants {
        kms_grant.operations = vec!["DescribeKey".to_owned()];
    }
    let folder = TempDir::new().unwrap();
    let repair = plan(&grants, &adrift, Purpose::Apply).unwrap();
    let run =
        carried_out(&EmbeddedCloud::new(adrift.clone()), &Journal::in_folder(folder.path()), &repair).await;
    adrift.put(&document, None).unwrap();
    let refusals = rollback(&EmbeddedCloud::new(adrift), &run).await.unwrap().whole().unwrap_err();
    assert_eq!(refusals.0[0].check, "changed-since");
}

#[tokio::test]
async fn kms_grants_that_were_made_in_part_are_taken_back_and_finished() {
    let key = grants()[0].key().clone();
    let (grants, before) = by_kms_grants();
    let planned = plan(&grants, &before.snapshot(), Purpose::Apply).unwrap();
    let folder = TempDir::new().unwrap();
    let applied = EmbeddedCloud::new(before.snapshot());
    let mut run = carried_out(&applied, &Journal::in_folder(folder.path()), &planned).await;

    // As if the process had been killed between two `CreateGrant`.
    let mut in_part = applied.snapshot();
    assert_eq!(in_part.keys[&key].kms_grants.len(), 2);
    in_part.keys.get_mut(&key).unwrap().kms_grants.remove(1);
    killed(&mut run);
    let cloud = EmbeddedCloud::new(in_part.clone());
    let back = rollback(&cloud, &run).await.unwrap().whole().unwrap();
    Run::of(&back).apply(&cloud, |_| {}).await.unwrap();
    assert_eq!(cloud.snapshot(), before.snapshot());

    // Or as if the second was throttled, and the same plan is tried again.
    let cloud = EmbeddedCloud::new(in_part);
    Run::of(&planned).apply(&cloud, |_| {}).await.unwrap();
    assert_eq!(cloud.snapshot(), applied.snapshot());
}

#[tokio::test]
async fn a_kms_grant_that_was_revoked_is_made_anew_and_the_plan_says_so() {
    let (grants, cloud) = by_kms_grants();
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    carried_out(&cloud, &journal, &plan(&grants, &cloud.snapshot(), Purpose::Apply).unwrap()).await;
    let applied = cloud.snapshot();
    let revoke = plan(&grants, &applied, Purpose::Revoke).unwrap();
    let run = carried_out(&cloud, &journal, &revoke).await;
    let back = rollback(&cloud, &run).await.unwrap().whole().unwrap();
    let reasons: Vec<String> = back.changes[0].reasons.iter().map(ToString::to_string).collect();
    let [_, first, second] = &reasons[..] else { panic!("{reasons:?}") };
    for (reason, role) in [(first, "analytics"), (second, "copies")] {
        assert!(reason.contains(&format!("role/{role} is made anew: its id")), "{reason}");
    }
    carried_out(&cloud, &journal, &back).await;
    assert_eq!(cloud.snapshot(), applied);
}

const DELETED: &str = "AROAEXAMPLEEXAMPLE01";

/// What a rollback says of a repair after which one role was known by its unique id alone.
async fn refused_after_a_repair(grants: &[CrossAccountGrant], document: &DocumentId) -> String {
    let cloud = EmbeddedCloud::for_grants(grants);
    let mut adrift = carried_out_on(&cloud, grants).await;
    let text = adrift.document(document).unwrap();
    let dead = text.replace("arn:aws:iam::444455556666:role/analytics", DELETED);
    adrift.put(document, Some(&dead)).unwrap();
    let cloud = EmbeddedCloud::new(adrift.clone());
    let folder = TempDir::new().unwrap();
    let repair = plan(grants, &adrift, Purpose::Apply).unwrap();
    let run = carried_out(&cloud, &Journal::in_folder(folder.path()), &repair).await;
    let refusals = rollback(&cloud, &run).await.unwrap().whole().unwrap_err();
    assert_eq!(refusals.0.len(), 1, "{refusals}");
    assert_eq!(refusals.0[0].check, "deleted-principal");
    refusals.to_string()
}

async fn carried_out_on(cloud: &EmbeddedCloud, grants: &[CrossAccountGrant]) -> Snapshot {
    let planned = plan(grants, &cloud.snapshot(), Purpose::Apply).unwrap();
    Run::of(&planned).apply(cloud, |_| {}).await.unwrap();
    cloud.snapshot()
}

#[tokio::test]
async fn what_was_for_a_deleted_principal_is_refused_before_anything_is_written() {
    let (by_kms_grants, _) = by_kms_grants();
    let key = by_kms_grants[0].key().clone();
    let of_kms = DocumentId::KmsGrants { key, name: "crosskms-raw-events".to_owned() };
    let text = refused_after_a_repair(&by_kms_grants, &of_kms).await;
    assert!(text.contains(&format!("a KMS grant of before names `{DELETED}`")), "{text}");

    let text = refused_after_a_repair(&grants(), &key_policy()).await;
    let whose = format!("`CrosskmsRawEventsKeyUse`, which grant raw-events had before, names `{DELETED}`");
    assert!(text.contains(&whose), "{text}");
    assert!(!text.contains("others wrote"), "{text}");
}

#[tokio::test]
async fn a_kms_grant_to_a_deleted_principal_that_is_still_there_stands_in_no_way() {
    let (grants, cloud) = by_kms_grants();
    let key = grants[0].key().clone();
    let document = DocumentId::KmsGrants { key: key.clone(), name: "crosskms-raw-events".to_owned() };
    let mut adrift = carried_out_on(&cloud, &grants).await;
    let text = adrift.document(&document).unwrap();
    let dead = text.replace("arn:aws:iam::444455556666:role/analytics", DELETED);
    adrift.put(&document, Some(&dead)).unwrap();
    let cloud = EmbeddedCloud::new(adrift.clone());
    let folder = TempDir::new().unwrap();
    let repair = plan(&grants, &adrift, Purpose::Apply).unwrap();
    let mut run = carried_out(&cloud, &Journal::in_folder(folder.path()), &repair).await;
    killed(&mut run);

    // As if it had been killed after the new one was made, and before the old one was revoked.
    let mut in_part = cloud.snapshot();
    let old = adrift.keys[&key].kms_grants.iter().find(|one| one.grantee == DELETED).unwrap().clone();
    in_part.keys.get_mut(&key).unwrap().kms_grants.push(old);
    let cloud = EmbeddedCloud::new(in_part);
    let back = rollback(&cloud, &run).await.unwrap().whole().unwrap();
    Run::of(&back).apply(&cloud, |_| {}).await.unwrap();
    assert_eq!(cloud.snapshot().document(&document), adrift.document(&document));
}

#[tokio::test]
async fn of_versions_that_had_to_go_the_plan_says_where_they_are() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let planned = plan(&grants(), &cloud.snapshot(), Purpose::Apply).unwrap();
    let run = journal.begin(&planned).unwrap();
    let old = PolicyVersion { id: "v1".to_owned(), text: "{}".to_owned() };
    run.replacing(&planned.changes[0], std::slice::from_ref(&old)).await.unwrap();
    let recorded = journal.run("last").unwrap();
    assert_eq!(recorded.replaced[0].versions, [old]);
    let back = rollback(&cloud, &recorded).await.unwrap().whole().unwrap();
    let [warning] = &back.warnings[..] else { panic!("{:?}", back.warnings) };
    assert!(warning.contains("`v1`") && warning.contains(&run.path().display().to_string()), "{warning}");
}

#[tokio::test]
async fn what_a_run_left_in_part_and_finished_later_is_taken_back_as_a_whole() {
    let (grants, before) = by_kms_grants();
    let before = before.snapshot();
    let cloud = EmbeddedCloud::new(before.clone());
    let key = grants[0].key().clone();
    let document = DocumentId::KmsGrants { key: key.clone(), name: "crosskms-raw-events".to_owned() };
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let planned = plan(&grants, &before, Purpose::Apply).unwrap();
    let run = journal.begin(&planned).unwrap();
    Run::of(&planned).journal(&run).apply(&cloud, |_| {}).await.unwrap();

    // As if the second `CreateGrant` had been throttled, and was made by a second write of the same run.
    let mut in_part = cloud.snapshot();
    in_part.keys.get_mut(&key).unwrap().kms_grants.remove(1);
    let again = Change { before: in_part.document(&document), ..planned.changes[0].clone() };
    run.replacing(&again, &[]).await.unwrap();
    let recorded = journal.run("last").unwrap();
    assert_eq!(recorded.replaced.len(), 2);
    let back = rollback(&cloud, &recorded).await.unwrap().whole().unwrap();
    Run::of(&back).apply(&cloud, |_| {}).await.unwrap();
    assert_eq!(cloud.snapshot(), before);
}

#[tokio::test]
async fn what_somebody_has_changed_since_can_be_left_as_it_is() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let run = after(Purpose::Apply, &cloud).await;
    let theirs = cloud.read(&key_policy()).await.unwrap().unwrap().replace("kms:Decrypt", "kms:Encrypt");
    cloud.write(&key_policy(), &theirs).await.unwrap();
    let back = rollback(&cloud, &run).await.unwrap().partial().unwrap();
    let kinds: Vec<_> = back.changes.iter().map(|change| change.document.kind()).collect();
    assert_eq!(kinds, ["bucket encryption", "bucket policy", "identity policy"]);
    let [warning] = &back.warnings[..] else { panic!("{:?}", back.warnings) };
    assert!(warning.starts_with("stays as it is: key policy of"), "{warning}");
    Run::of(&back).apply(&cloud, |_| {}).await.unwrap();
    assert_eq!(cloud.read(&key_policy()).await.unwrap().unwrap(), theirs);

    let again = rollback(&cloud, &run).await.unwrap().partial().unwrap_err();
    assert_eq!(again.0[0].check, "changed-since", "there is nothing else to restore");
}

#[tokio::test]
async fn a_rollback_tells_who_gains_and_who_loses() {
    let told = |plan: &Plan, principal: &str| -> Vec<String> {
        let of_principal = plan.access.iter().filter(|access| access.principal.ends_with(principal));
        let sign = |gains: bool| if gains { '+' } else { '-' };
        of_principal.map(|one| format!("{} {} on {}", sign(one.gains()), one.action, one.resource)).collect()
    };
    let cloud = EmbeddedCloud::for_grants(&grants());
    let apply = after(Purpose::Apply, &cloud).await;
    let back = rollback(&cloud, &apply).await.unwrap().whole().unwrap();
    let lost = told(&back, "role/analytics");
    assert!(lost.iter().all(|one| one.starts_with('-')), "{lost:?}");
    for one in ["s3:PutObject on arn:aws:s3:::example/*", "s3:ListBucket on arn:aws:s3:::example"] {
        assert_eq!(lost.iter().filter(|lost| **lost == format!("- {one}")).count(), 1, "{lost:?}");
    }
    assert!(lost.contains(&format!("- kms:Decrypt on {}", grants()[0].key())), "{lost:?}");

    let (by_kms_grants, cloud) = by_kms_grants();
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    carried_out(&cloud, &journal, &plan(&by_kms_grants, &cloud.snapshot(), Purpose::Apply).unwrap()).await;
    let revoke = plan(&by_kms_grants, &cloud.snapshot(), Purpose::Revoke).unwrap();
    let revoke = carried_out(&cloud, &journal, &revoke).await;
    let back = rollback(&cloud, &revoke).await.unwrap().whole().unwrap();
    assert!(told(&back, "role/copies").contains(&format!("+ kms:Decrypt on {}", grants()[0].key())));
}

#[tokio::test]
async fn what_a_run_saved_but_did_not_write_is_not_taken_back() {
    let cloud = EmbeddedCloud::for_grants(&grants());
    let folder = TempDir::new().unwrap();
    let journal = Journal::in_folder(folder.path());
    let first = plan(&grants(), &cloud.snapshot(), Purpose::Apply).unwrap();
    let run = journal.begin(&first).unwrap();
    let [identity, key, ..] = &first.changes[..] else { panic!("{first:?}") };
    for change in [identity, key] {
        run.replacing(change, &[]).await.unwrap();
    }
    // The first was answered; the second had become needless when it was saved.
    cloud.write(&identity.document, identity.after.as_deref().unwrap()).await.unwrap();
    run.written(&identity.document).unwrap();
    run.end(Ending::Done).unwrap();

    carried_out(&cloud, &journal, &plan(&grants(), &cloud.snapshot(), Purpose::Apply).unwrap()).await;
    let back = rollback(&cloud, &journal.run(run.run().as_str()).unwrap()).await.unwrap().whole().unwrap();
    let documents: Vec<_> = back.changes.iter().map(|change| &change.document).collect();
    assert_eq!(documents, [&identity.document]);
}
