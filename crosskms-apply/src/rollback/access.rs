//! The access that a rollback changes, as its documents tell it.
//!
//! Nobody has asked the accounts who may do what, and no grant says which requests count. So it is the difference between
//! two texts, document by document, and other policies may decide otherwise. What managed policies give is told by the
//! policies of key and bucket.

use crosskms::authorize::difference::{AccessDifference, Case, Shift, Standing};
use crosskms::authorize::{Decision, KmsGrant};
use crosskms::policy::{Policy, PolicyType};

use crate::document::DocumentId;
use crate::document::texts::{self, Unmatched};
use crate::plan::{AccessChange, Change};

/// Who gains and who loses what.
pub(super) fn changes(changes: &[Change]) -> Vec<AccessChange> {
    let mut access: Vec<AccessChange> = Vec::new();
    for one in changes.iter().flat_map(of_document) {
        // Key policy and identity policy tell the same of one grant.
        if !access.contains(&one) {
            access.push(one);
        }
    }
    access
}

fn of_document(change: &Change) -> Vec<AccessChange> {
    match &change.document {
        DocumentId::KeyPolicy(_) => of_policy(change, PolicyType::KeyPolicy, None),
        DocumentId::BucketPolicy(_) => of_policy(change, PolicyType::BucketPolicy, None),
        DocumentId::IdentityPolicy { principal, .. } => {
            of_policy(change, PolicyType::IdentityPolicy, Some(principal.as_str()))
        }
        DocumentId::KmsGrants { .. } => of_kms_grants(change),
        DocumentId::BucketEncryption(_)
        | DocumentId::ManagedPolicy(_)
        | DocumentId::PolicyAttachment { .. } => Vec::new(),
    }
}

/// What a policy changes; of one that names nobody, for its holder.
fn of_policy(change: &Change, kind: PolicyType, holder: Option<&str>) -> Vec<AccessChange> {
    let policy = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Policy>().ok());
    let (before, after) = (policy(&change.before), policy(&change.after));
    // Whose the documents of an identity policy are, it does not say.
    let owner = holder.is_none().then(|| change.document.account());
    let difference = AccessDifference::between(kind, before.as_ref(), after.as_ref(), owner);
    let mut access = Vec::new();
    for shift in &difference.shifts {
        let (before, after) = (decision(shift.before), decision(shift.after));
        if before == after {
            continue;
        }
        let principal = holder.map_or_else(|| shift.who.to_string(), str::to_owned);
        for resource in resources(shift, change) {
            access.extend(shift.actions.iter().map(|action| AccessChange {
                principal: principal.clone(),
                action: action.clone(),
                resource: resource.clone(),
                before,
                after,
                certain: false,
            }));
        }
    }
    access
}

/// What a shift is about: what its cases name, else what has the policy.
fn resources(shift: &Shift, change: &Change) -> Vec<String> {
    let mut resources: Vec<String> =
        shift.cases.iter().flat_map(Case::resources).map(str::to_owned).collect();
    resources.sort_unstable();
    resources.dedup();
    match resources.is_empty() {
        true => vec![change.document.arn().to_owned()],
        false => resources,
    }
}

const fn decision(standing: Standing) -> Decision {
    match standing {
        Standing::Denied => Decision::ExplicitDeny,
        Standing::Silent => Decision::ImplicitDeny,
        _ => Decision::Allowed,
    }
}

fn of_kms_grants(change: &Change) -> Vec<AccessChange> {
    let (Ok(before), Ok(after)) =
        (texts::kms_grants(change.before.as_deref()), texts::kms_grants(change.after.as_deref()))
    else {
        return Vec::new();
    };
    let Unmatched { missing: gained, superfluous: lost } = Unmatched::between(&after, &before, |one| one);
    let told = |kms_grant: &KmsGrant, before: Decision, after: Decision| -> Vec<AccessChange> {
        let one = |operation: &String| AccessChange {
            principal: kms_grant.grantee.clone(),
            action: format!("kms:{operation}"),
            resource: change.document.arn().to_owned(),
            before,
            after,
            certain: false,
        };
        kms_grant.operations.iter().map(one).collect()
    };
    let gained = gained.into_iter().flat_map(|one| told(one, Decision::ImplicitDeny, Decision::Allowed));
    gained
        .chain(lost.into_iter().flat_map(|one| told(one, Decision::Allowed, Decision::ImplicitDeny)))
        .collect()
}
