//! Statements that others wrote: they stay as they are, and may stand in the way.

use crosskms::policy::{Policy, Principal, PrincipalElement, PrincipalType, Statement};
use crosskms::rules::is_unique_id;

use super::{Check, Document};
use crate::document::DocumentId;
use crate::plan::{Edit, Refusal};

pub(super) static FOREIGN_STATEMENT: Check =
    Check { name: "foreign-statement", summary: "no statement of others changes", may_be_allowed: false };

pub(super) static DELETED_PRINCIPAL: Check = Check {
    name: "deleted-principal",
    summary: "no statement of others names what AWS left of a deleted role or user",
    may_be_allowed: false,
};

pub(super) fn touched(document: &Document<'_>) -> Option<Refusal> {
    let Document { change, before, after } = document;
    if !matches!(change.edit, Edit::Statements { .. }) {
        return None;
    }
    let foreign = |policy: &Option<Policy>| -> Vec<Statement> {
        let statements = policy.iter().flat_map(|policy| document.foreign(policy));
        statements.map(|(_, statement)| statement.clone()).collect()
    };
    if foreign(before) == foreign(after) {
        return None;
    }
    let refusal = Refusal::new(&change.document, &FOREIGN_STATEMENT, "statements of others would change");
    Some(refusal.help("report this as a defect of crosskms"))
}

/// R4.41: AWS refuses to save a policy again as long as it names a principal that is no more.
pub(super) fn deleted_principal(document: &Document<'_>) -> Option<Refusal> {
    let Document { change, after, .. } = document;
    if !matches!(change.document, DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_)) {
        return None;
    }
    let (position, statement, id) = document
        .foreign(after.as_ref()?)
        .find_map(|(position, statement)| Some((position, statement, unique_id(statement)?)))?;
    let message = format!(
        "{}, which others wrote, names `{id}`, what AWS left of a deleted role or user: AWS refuses to save the policy \
         again with it",
        super::name_of(position, statement.sid.as_deref())
    );
    let help = "let whoever wrote the statement name the principal that exists today, or remove it; crosskms does not \
                touch it";
    Some(Refusal::new(&change.document, &DELETED_PRINCIPAL, message).help(help))
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
