//! How large documents may be, and how near they come to it.

use std::collections::{BTreeMap, BTreeSet};

use crosskms::arn::{PrincipalArn, PrincipalKind};
use crosskms::policies::quota::{self, Attachments, Quota};

use super::Check;
use crate::document::DocumentId;
use crate::plan::{Change, Refusal};
use crate::snapshot::{Principal, Snapshot};

pub(super) static QUOTA: Check =
    Check { name: "quota", summary: "no document grows beyond its quota", may_be_allowed: false };

/// From how many hundredths of a quota on it is warned of.
const NEAR: usize = 90;

/// Something that has a size and a quota.
struct Sized {
    about: String,
    quota: Quota,
    size: usize,
}

impl Sized {
    fn refusal(&self) -> Option<Refusal> {
        let Self { about, quota, size } = self;
        (*size > quota.limit).then(|| {
            let message = format!("it would have {size} {}, {} allows {}", quota.unit, quota.of, quota.limit);
            let instead = match *quota {
                quota::KEY_POLICY => ", or give the key by `mechanism = \"kms_grant\"`",
                quota::ROLE_INLINE | quota::USER_INLINE => ", or write `identity_policy = \"managed\"`",
                _ => "",
            };
            let help = format!("remove statements that are no longer needed, merge grants{instead}");
            Refusal::new(about, &QUOTA, message).help(help)
        })
    }

    fn warning(&self) -> Option<String> {
        let Self { about, quota, size } = self;
        let near = size.saturating_mul(100) >= quota.limit.saturating_mul(NEAR);
        near.then(|| {
            format!(
                "{about}: it will have {size} of the {} {} that {} may have",
                quota.limit, quota.unit, quota.of
            )
        })
    }
}

/// What becomes smaller is let pass: it may be that AWS counts otherwise, and to take access away must always be possible.
pub(super) fn of_document(change: &Change) -> Option<Refusal> {
    if grows(change) { document(change)?.refusal() } else { None }
}

/// Principals whose inline policies would be too large together, as far as they were read.
pub(super) fn of_inline_policies(changes: &[Change], snapshot: &Snapshot) -> Vec<Refusal> {
    inline_policies(changes, snapshot).iter().filter_map(Sized::refusal).collect()
}

/// Principals that would have more managed policies attached than any account allows (R5.36).
pub(super) fn of_attachments(changes: &[Change], snapshot: &Snapshot) -> Vec<Refusal> {
    let refusal = |Attached { principal, count, quota }: Attached<'_>| {
        (count > quota.most).then(|| {
            let message =
                format!("it would have {count} managed policies attached, IAM allows {}", quota.most);
            let help = "detach policies that are no longer needed, or keep those of some grants inline";
            Refusal::new(principal, &QUOTA, message).help(help)
        })
    };
    attached(changes, snapshot).into_iter().filter_map(refusal).collect()
}

/// Principals to which so many managed policies can be attached only where the account's quota was raised.
fn beyond_default(changes: &[Change], snapshot: &Snapshot) -> Vec<String> {
    let warning = |Attached { principal, count, quota }: Attached<'_>| {
        (count > quota.default && count <= quota.most).then(|| {
            format!(
                "{principal}: it will have {count} managed policies attached, and IAM allows {} where the account's quota \
                 was not raised",
                quota.default
            )
        })
    };
    attached(changes, snapshot).into_iter().filter_map(warning).collect()
}

/// A principal that gets managed policies attached, and how many it will have.
struct Attached<'c> {
    principal: &'c PrincipalArn,
    count: usize,
    quota: Attachments,
}

fn attached<'c>(changes: &'c [Change], snapshot: &Snapshot) -> Vec<Attached<'c>> {
    let mut new: BTreeMap<&PrincipalArn, usize> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.after.is_some()) {
        if let DocumentId::PolicyAttachment { principal, .. } = &change.document {
            let count = new.entry(principal).or_default();
            *count = count.saturating_add(1);
        }
    }
    let of_principal = |(principal, new): (&'c PrincipalArn, usize)| {
        let count = snapshot.principals.get(principal)?.attached_count().saturating_add(new);
        Some(Attached { principal, count, quota: attachments(principal) })
    };
    new.into_iter().filter_map(of_principal).collect()
}

/// How many managed policies a principal can have attached.
pub(crate) fn attachments(principal: &PrincipalArn) -> Attachments {
    match principal.kind() {
        PrincipalKind::User => quota::ATTACHED_TO_USER,
        _ => quota::ATTACHED_TO_ROLE,
    }
}

/// What comes near to its quota.
pub(super) fn near(changes: &[Change], snapshot: &Snapshot) -> Vec<String> {
    let documents = changes.iter().filter_map(document);
    let all = documents.chain(inline_policies(changes, snapshot));
    let near = all.filter_map(|sized| sized.warning());
    near.chain(beyond_default(changes, snapshot)).collect()
}

/// A document that counts alone; inline policies count together.
fn document(change: &Change) -> Option<Sized> {
    if matches!(change.document, DocumentId::IdentityPolicy { .. }) {
        return None;
    }
    let quota = change.document.quota()?;
    let size = quota.count(change.after.as_deref()?);
    Some(Sized { about: change.document.to_string(), quota, size })
}

/// Whether a document takes more of its quota than before.
pub(crate) fn grows(change: &Change) -> bool {
    let size = |text: &Option<String>| Some(change.document.quota()?.count(text.as_deref()?));
    size(&change.after) > size(&change.before)
}

/// Of whose inline policies it is not known what they have together, with what is known.
pub(super) fn unknown(changes: &[Change], snapshot: &Snapshot) -> Option<String> {
    let growing = changes.iter().filter(|change| grows(change));
    let principals = growing.filter_map(|change| match &change.document {
        DocumentId::IdentityPolicy { principal, .. } => Some(principal),
        _ => None,
    });
    let unread = |arn: &&PrincipalArn| snapshot.principals.get(*arn).is_none_or(|one| one.inline_unread);
    let unread: BTreeSet<String> = principals.filter(unread).map(ToString::to_string).collect();
    let of_unread =
        inline_policies(changes, snapshot).into_iter().filter(|sized| unread.contains(&sized.about));
    let largest = of_unread.max_by_key(|sized| sized.size.saturating_mul(100) / sized.quota.limit.max(1))?;
    let others = match unread.len() {
        0 | 1 => String::new(),
        2 => " and another principal".to_owned(),
        count => format!(" and {} other principals", count.saturating_sub(1)),
    };
    let Sized { about, quota, size } = largest;
    let calls = match quota {
        quota::USER_INLINE => "`iam:ListUserPolicies`, `iam:GetUserPolicy`",
        _ => "`iam:ListRolePolicies`, `iam:GetRolePolicy`",
    };
    Some(format!(
        "{about}{others}: whether {} stays within its {} {} is not known, because not all inline policies could be \
         listed and read ({calls}); {size} of them are known",
        quota.of, quota.limit, quota.unit
    ))
}

fn inline_policies(changes: &[Change], snapshot: &Snapshot) -> Vec<Sized> {
    let mut written: BTreeMap<&PrincipalArn, BTreeMap<&str, &Change>> = BTreeMap::new();
    for change in changes {
        if let DocumentId::IdentityPolicy { principal, name } = &change.document {
            written.entry(principal).or_default().insert(name, change);
        }
    }
    let sum = |(principal, written): (&PrincipalArn, BTreeMap<&str, &Change>)| {
        let quota = written.values().next()?.document.quota()?;
        let kept = snapshot.principals.get(principal).into_iter().flat_map(Principal::inline_policies);
        let kept = kept.filter(|(name, _)| !written.contains_key(name));
        let kept = kept.map(|(_, document)| quota.count(document.text()));
        let texts = written.values().filter_map(|change| change.after.as_deref());
        let size = kept.chain(texts.map(|text| quota.count(text))).sum();
        Some(Sized { about: principal.to_string(), quota, size })
    };
    written.into_iter().filter_map(sum).collect()
}
