//! Reading live what a grant is to be made of.

use crosskms::arn::PrincipalKind;

use super::Subject;
use crate::cloud::{Cloud, CloudError};
use crate::observe::{bucket, existing, key, principal};
use crate::snapshot::Snapshot;

/// Reads the key, the bucket and every identity policy of the principal. What does not exist is left out; what may not
/// be read is an error, because a grant that is made of a part says nothing about the rest. Of an identity policy that is
/// not understood, the import says that it does not describe it.
///
/// # Errors
///
/// The first call that fails.
pub async fn observe_subject(cloud: &impl Cloud, subject: &Subject) -> Result<Snapshot, CloudError> {
    let mut snapshot = Snapshot { scope: cloud.scope(), ..Snapshot::default() };
    snapshot.keys.extend(existing(key(cloud, &subject.key).await)?);
    if let Some(id) = subject.bucket_id() {
        snapshot.buckets.extend(existing(bucket(cloud, id).await)?);
    }
    if subject.principal.kind() != PrincipalKind::Account {
        let read = principal(cloud, &subject.principal, &[]).await;
        snapshot.principals.extend(existing(read)?);
    }
    Ok(snapshot)
}
