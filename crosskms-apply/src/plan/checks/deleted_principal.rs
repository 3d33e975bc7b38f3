//! What AWS left of a role or user that was deleted: its unique id, with which nothing can be saved again.

use crosskms::grant::GrantName;
use crosskms::policy::{Principal, PrincipalElement, PrincipalType, Statement};
use crosskms::rules::is_unique_id;

use super::{Check, Document};
use crate::document::DocumentId;
use crate::document::texts::{self, Unmatched};
use crate::plan::Refusal;

pub(super) static DELETED_PRINCIPAL: Check = Check {
    name: "deleted-principal",
    summary: "nothing that is to be saved names what AWS left of a deleted role or user",
    may_be_allowed: false,
};

pub(super) fn found(document: &Document<'_>) -> Option<Refusal> {
    match &document.change.document {
        DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_) => in_policy(document),
        DocumentId::KmsGrants { .. } => in_kms_grants(document),
        DocumentId::ManagedPolicy(_)
        | DocumentId::PolicyAttachment { .. }
        | DocumentId::IdentityPolicy { .. }
        | DocumentId::BucketEncryption(_) => None,
    }
}

/// R4.41: AWS refuses to save a policy again as long as it names a principal that is no more.
fn in_policy(document: &Document<'_>) -> Option<Refusal> {
    let Document { change, after, .. } = document;
    let (position, statement, id) = document
        .foreign(after.as_ref()?)
        .find_map(|(position, statement)| Some((position, statement, unique_id(statement)?)))?;
    let sid = statement.sid.as_deref();
    // A rollback restores statements of grants as well.
    let owns = |grant: &&String| {
        sid.is_some_and(|sid| grant.parse::<GrantName>().is_ok_and(|grant| grant.owns_sid(sid)))
    };
    let (whose, help) = match change.grants.iter().find(owns) {
        Some(grant) => (format!("which grant {grant} had before"), OF_GRANT),
        None => ("which others wrote".to_owned(), OF_OTHERS),
    };
    let message = format!(
        "{}, {whose}, names `{id}`, what AWS left of a deleted role or user: AWS refuses to save the policy again with it",
        super::name_of(position, sid)
    );
    Some(Refusal::new(&change.document, &DELETED_PRINCIPAL, message).help(help))
}

const OF_GRANT: &str = "what named a deleted principal cannot be restored: `crosskms apply` lets in the one that exists \
                        today, `crosskms revoke` takes the grant back";

const OF_OTHERS: &str = "let whoever wrote the statement name the principal that exists today, or remove it; crosskms does \
                         not touch it";

/// R2.66: KMS shows the unique id of a grantee that was deleted, and makes no KMS grant to one.
fn in_kms_grants(document: &Document<'_>) -> Option<Refusal> {
    let change = document.change;
    let list = |text: &Option<String>| texts::kms_grants(text.as_deref()).ok();
    let (wanted, found) = (list(&change.after)?, list(&change.before)?);
    let made = Unmatched::between(&wanted, &found, |one| one).missing;
    let named = made.into_iter().flat_map(|one| [Some(&one.grantee), one.retiring_principal.as_ref()]);
    let id = named.flatten().find(|name| is_unique_id(name))?;
    let message = format!(
        "a KMS grant of before names `{id}`, what KMS left of a deleted role or user: KMS refuses to make it again"
    );
    Some(Refusal::new(&change.document, &DELETED_PRINCIPAL, message).help(OF_GRANT))
}

/// A unique id among the principals of a statement.
fn unique_id(statement: &Statement) -> Option<&str> {
    let (PrincipalElement::Principal(principal) | PrincipalElement::NotPrincipal(principal)) =
        statement.principal.as_ref()?;
    ids(principal).next()
}

/// What AWS left of deleted roles and users (R4.40).
pub(in crate::plan) fn ids(principal: &Principal) -> impl Iterator<Item = &str> {
    principal.of_type(&PrincipalType::Aws).filter(|name| is_unique_id(name))
}
