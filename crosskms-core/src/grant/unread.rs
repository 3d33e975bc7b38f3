//! Mistakes in the source of a draft, and the findings that only follow from them.

use std::collections::BTreeSet;

use super::Field;
use crate::finding::Finding;

/// Fields that stand in the source, or were meant, but of which not all is in the draft.
///
/// A reader reports what it could not read; what the rules then miss in the draft is the same mistake once more.
#[derive(Debug, Clone, Default)]
pub struct UnreadFields(BTreeSet<Field>);

impl UnreadFields {
    /// Remembers a field.
    pub fn insert(&mut self, field: Field) {
        self.0.insert(field);
    }

    /// Whether a finding only follows from what could not be read.
    pub fn explain(&self, finding: &Finding) -> bool {
        use Field::{Access, Allow, Bucket, Mechanism, Principal, Principals, Via};
        let unread = |fields: &[Field]| fields.iter().any(|field| self.0.contains(field));
        match finding.rule.name {
            "missing-field" if finding.site == Principal.site() => unread(&[Principal, Principals]),
            "missing-field" if finding.site == Allow.site() => unread(&[Allow, Access]),
            "missing-field" | "empty-field" => {
                self.0.iter().any(|field| finding.site.is_within(&field.site()))
            }
            "condition-on-kms-grant" if finding.site == Mechanism.site() => unread(&[Via]),
            "ungrantable-action" if finding.site == Mechanism.site() => unread(&[Allow, Access]),
            "field-without-bucket" | "action-without-bucket" => unread(&[Bucket]),
            "action-for-other-keys" | "condition-without-effect" => unread(&[Allow, Access, Bucket]),
            _ => false,
        }
    }
}
