//! KMS grants that somebody made by hand for the principal: what they give, no policy has to say.

use std::collections::BTreeMap;

use crosskms::CrossAccountGrant;
use crosskms::action::Action;
use crosskms::authorize::KmsGrant;
use crosskms::grant::{ConditionDraft, Draft, GrantName};

use super::draft::{denied_rules, in_one_word, mended};
use super::report::{HandWritten, Imported, Remark};
use super::{StatementPlace, Subject};
use crate::document::DocumentId;
use crate::snapshot::Key;

const ENCRYPTION_CONTEXT: &str = "kms:EncryptionContext:";

/// A KMS grant to the principal, and its position among those of the key.
#[derive(Debug, Clone, Copy)]
struct Held<'k> {
    kms_grant: &'k KmsGrant,
    position: usize,
}

/// Adds what KMS grants give. Where nothing else does and the grant is over the key alone, they become the grant.
pub(super) fn report(
    key: &Key,
    subject: &Subject,
    name: &GrantName,
    known: &[CrossAccountGrant],
    imported: &mut Imported,
) {
    if key.partly_read {
        let message =
            "KMS grants on the key may not be listed, so whether one is for the principal is not known";
        imported.undescribed.push(Remark {
            actions: Vec::new(),
            statements: Vec::new(),
            message: message.to_owned(),
        });
    }
    let held = key.kms_grants.iter().enumerate();
    let held = held.map(|(index, kms_grant)| Held { kms_grant, position: index.saturating_add(1) });
    let (managed, held): (Vec<_>, Vec<_>) = held
        .filter(|held| held.kms_grant.grantee == subject.principal.as_str())
        .partition(|held| held.is_managed(subject, known));
    for held in managed {
        imported
            .stays
            .push(held.remark(subject, "it belongs to a grant that is already described".to_owned()));
    }
    let is_free = imported.grant.is_none() && subject.bucket.is_none();
    let described = if is_free { best(&held, subject, name) } else { None };
    let (described, grant) = match described {
        Some((described, draft, grant)) => {
            imported.findings = denied_rules(&draft);
            imported.draft = Some(in_one_word(draft, &grant));
            imported.grant = Some(grant.clone());
            (described, Some(grant))
        }
        None => (Vec::new(), None),
    };
    for held in held {
        if !described.iter().any(|one| one.position == held.position) {
            let why = held.why_not(grant.is_some(), imported.grant.is_some());
            imported.undescribed.push(held.remark(subject, why));
            continue;
        }
        if let Some(retiring) = &held.kms_grant.retiring_principal {
            let message = format!("the grant names nobody who may retire it, as `{retiring}` may now");
            imported.narrows.push(held.remark(subject, message));
        }
        let statement = held.place(subject);
        imported.hand_written.push(HandWritten { statement, keep: Vec::new(), loses: Vec::new() });
    }
}

/// The KMS grants of one encryption context that give most, and the grant that gives the same.
fn best<'k>(
    held: &[Held<'k>],
    subject: &Subject,
    name: &GrantName,
) -> Option<(Vec<Held<'k>>, Draft, CrossAccountGrant)> {
    let mut by_context: BTreeMap<&BTreeMap<String, String>, Vec<Held<'k>>> = BTreeMap::new();
    let nothing = BTreeMap::new();
    for held in held.iter().filter(|held| held.is_plain()) {
        let context = held.kms_grant.encryption_context_subset.as_ref().unwrap_or(&nothing);
        by_context.entry(context).or_default().push(*held);
    }
    let made = by_context.into_iter().filter_map(|(context, held)| {
        let mut actions: Vec<Action> = held.iter().flat_map(|held| held.actions()).collect();
        actions.sort_by_key(ToString::to_string);
        actions.dedup();
        let (draft, grant) = mended(draft(subject, name, &actions, context))?;
        let gives_the_same = grant.actions().len() == actions.len()
            && grant.policies().kms_grants().iter().all(|made| {
                made.encryption_context_subset.as_ref().unwrap_or(&nothing) == context
                    && made.operations.len() == actions.len()
            });
        gives_the_same.then_some((held, draft, grant))
    });
    made.max_by_key(|(_, _, grant)| grant.actions().len())
}

fn draft(
    subject: &Subject,
    name: &GrantName,
    actions: &[Action],
    context: &BTreeMap<String, String>,
) -> Draft {
    let mut draft = Draft::default();
    draft.name = Some(name.to_string());
    draft.key = Some(subject.key.to_string());
    draft.principal = Some(subject.principal.to_string());
    draft.allow = Some(actions.iter().map(ToString::to_string).collect());
    draft.mechanism = Some("kms_grant".to_owned());
    let pair = |(key, value): (&String, &String)| ConditionDraft {
        operator: "StringEquals".to_owned(),
        key: format!("{ENCRYPTION_CONTEXT}{key}"),
        values: vec![value.clone()],
    };
    draft.conditions = (!context.is_empty()).then(|| context.iter().map(pair).collect());
    draft
}

impl Held<'_> {
    fn is_managed(self, subject: &Subject, known: &[CrossAccountGrant]) -> bool {
        known.iter().any(|grant| {
            self.kms_grant.name.as_deref() == Some(grant.name().policy_name().as_str())
                && grant.keys().any(|key| key == subject.key)
                && grant.principals().contains(&subject.principal)
        })
    }

    /// Whether a grant can say all that it says.
    fn is_plain(self) -> bool {
        let KmsGrant { encryption_context_equals, source_arn, .. } = self.kms_grant;
        encryption_context_equals.is_none()
            && source_arn.is_none()
            && self.actions().count() == self.kms_grant.operations.len()
    }

    fn actions(self) -> impl Iterator<Item = Action> {
        let operations = self.kms_grant.operations.clone();
        operations.into_iter().filter_map(|operation| Action::named(&format!("kms:{operation}")))
    }

    /// Why the grant does not describe it.
    fn why_not(self, another: bool, policies: bool) -> String {
        if self.kms_grant.encryption_context_equals.is_some() {
            return "a grant asks for pairs of the encryption context, and never for exactly these"
                .to_owned();
        }
        if self.kms_grant.source_arn.is_some() {
            return "a grant holds no source ARN".to_owned();
        }
        match (another, policies) {
            (true, _) => "another encryption context than that of the grant",
            (false, true) => "a KMS grant gives it, and the grant is made of policies",
            (false, false) => "a KMS grant gives it, and no grant gives the same",
        }
        .to_owned()
    }

    fn remark(self, subject: &Subject, message: String) -> Remark {
        Remark { actions: self.actions().collect(), statements: vec![self.place(subject)], message }
    }

    fn place(self, subject: &Subject) -> StatementPlace {
        let name = self.kms_grant.name.clone().unwrap_or_default();
        let document = DocumentId::KmsGrants { key: subject.key.clone(), name };
        StatementPlace { document, sid: None, position: self.position }
    }
}
