//! Taking back a run: what it replaced is restored from its journal.

mod access;

use std::collections::BTreeMap;

use crosskms::policies::BucketEncryption;
use futures_util::stream::{self, StreamExt, TryStreamExt};

use crate::cloud::{Cloud, CloudError, Failure};
use crate::document::DocumentId;
use crate::document::texts::{self, Unmatched};
use crate::journal::{RecordedRun, Replacement};
use crate::plan::checks::CHANGED_SINCE;
use crate::plan::{self, Change, Edit, Plan, Purpose, Reason, Refusal, Refusals, is_same};

/// How many documents are read side by side.
const WIDTH: usize = 16;

/// What it takes to restore what a run replaced.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rollback {
    /// The documents that can be restored. Its warnings and its access are about them alone.
    pub plan: Plan,
    /// The documents that cannot.
    pub refusals: Refusals,
}

impl Rollback {
    /// The plan to restore every document.
    ///
    /// # Errors
    ///
    /// When one of them cannot be restored: then nothing is.
    pub fn whole(self) -> Result<Plan, Refusals> {
        if self.refusals.0.is_empty() { Ok(self.plan) } else { Err(self.refusals) }
    }

    /// The plan to restore what can be restored; it warns of the rest, which stays as it is.
    ///
    /// # Errors
    ///
    /// When there is nothing else than what cannot be restored.
    pub fn partial(self) -> Result<Plan, Refusals> {
        let Self { mut plan, refusals } = self;
        if plan.is_empty() && !refusals.0.is_empty() {
            return Err(refusals);
        }
        plan.warnings.extend(refusals.0.iter().map(|refusal| format!("stays as it is: {refusal}")));
        Ok(plan)
    }
}

/// Plans to restore what a run replaced, exactly. A run that is rolled back twice has nothing to do the second time.
///
/// What the run saved but did not write, as the cloud refused it, is not its work, and is not looked at. A document that
/// is neither as the run left it nor as it was before, nor between the two, was changed by somebody
/// since: restoring would take that back, too, so it is refused.
///
/// # Errors
///
/// When a document cannot be read.
pub async fn rollback(cloud: &impl Cloud, run: &RecordedRun) -> Result<Rollback, CloudError> {
    let documents: Vec<&Replacement> =
        run.documents().into_iter().filter(|one| run.may_have_written(&one.document)).collect();
    let reading = documents.iter().map(|replaced| async {
        let text = match cloud.read(&replaced.document).await {
            Err(CloudError { failure: Failure::NotFound(_), .. }) => None,
            read => read?,
        };
        Ok::<_, CloudError>((replaced.document.clone(), text))
    });
    let current: BTreeMap<DocumentId, Option<String>> =
        stream::iter(reading).buffer_unordered(WIDTH).try_collect().await?;
    Ok(planned(run, &documents, &current))
}

fn planned(
    run: &RecordedRun,
    documents: &[&Replacement],
    current: &BTreeMap<DocumentId, Option<String>>,
) -> Rollback {
    let (mut changes, mut refusals) = (Vec::new(), Vec::new());
    for replaced in documents.iter().rev() {
        let current = current.get(&replaced.document).cloned().flatten();
        match restored(run, replaced, current) {
            Ok(change) => changes.extend(change),
            Err(refusal) => refusals.push(refusal),
        }
    }
    let (access, warnings) = (access::changes(&changes), versions_of_before(run));
    let plan = Plan { access, warnings, ..Plan::of(Purpose::Rollback, changes) };
    Rollback { plan, refusals: Refusals(refusals) }
}

/// Versions of managed policies that the run deleted: they had no effect, and a new one would have another id.
fn versions_of_before(run: &RecordedRun) -> Vec<String> {
    let told = |replaced: &Replacement| {
        let document = &replaced.document;
        let versions: Vec<String> =
            replaced.versions.iter().map(|version| format!("`{}`", version.id)).collect();
        let (versions, path) = (versions.join(", "), run.path.display());
        format!(
            "only the default version of the {document} is restored; versions that had no effect, and had to go, are \
             saved in `{path}`: {versions}"
        )
    };
    run.replaced.iter().filter(|replaced| !replaced.versions.is_empty()).map(told).collect()
}

/// The change that restores one document; none, if it is as it was already.
fn restored(
    run: &RecordedRun,
    replaced: &Replacement,
    current: Option<String>,
) -> Result<Option<Change>, Refusal> {
    let document = &replaced.document;
    let held = run.held_before(document);
    let before = match document {
        // It cannot be deleted; a bucket that reports none has SSE-S3 (R5.45).
        DocumentId::BucketEncryption(_) if held.is_none() => {
            Some(BucketEncryption::sse_s3().to_compact_string())
        }
        _ => held.map(str::to_owned),
    };
    let is = |text: &Option<String>| is_same(current.as_deref(), text.as_deref());
    if is(&before) {
        return Ok(None);
    }
    let in_part = texts::is_between(held, replaced.after.as_deref(), current.as_deref());
    if !is(&replaced.after) && !in_part {
        let message = format!("somebody has changed it since run {} wrote it", run.run);
        return Err(Refusal::new(document, &CHANGED_SINCE, message).help(format!(
            "restore it by hand from `{}`, which holds its text of before, or take the grants back by `crosskms revoke`",
            run.path.display()
        )));
    }
    let edit = Edit::Restored { text: before, run: run.run.to_string() };
    let mut edited = edit.on(current.as_deref()).map_err(|error| plan::unreadable(document, &error))?;
    edited.reasons.extend(made_anew(edited.after.as_deref(), current.as_deref()));
    let change = Change {
        document: document.clone(),
        grants: replaced.grants.clone(),
        reasons: edited.reasons,
        before: current,
        after: edited.after,
        edit,
    };
    plan::of_change(&change, &[])?;
    Ok(Some(change))
}

/// The KMS grants that were revoked and come back as new ones (R2.64).
fn made_anew(wanted: Option<&str>, current: Option<&str>) -> Vec<Reason> {
    let (Ok(wanted), Ok(current)) = (texts::kms_grants(wanted), texts::kms_grants(current)) else {
        return Vec::new();
    };
    let made = Unmatched::between(&wanted, &current, |one| one).missing.into_iter();
    made.map(|one| Reason::KmsGrantMadeAnew { grantee: one.grantee.clone() }).collect()
}

#[cfg(test)]
mod tests;
