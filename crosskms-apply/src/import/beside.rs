//! What no grant is made of: access that works nowhere, and what stays in force beside it.

use crosskms::action::Action;
use crosskms::policy::{ActionElement, Effect, Text};

use super::report::{Imported, Remark};
use super::search::Search;
use super::statement::{Entry, Naming, Reach};
use crate::document::DocumentId;
use crate::snapshot::Scope;

impl Search<'_> {
    /// What no two statements allow together.
    pub(super) fn idle(&self, there: &[Action], imported: &mut Imported) {
        for (source, entry) in self.entries.iter().enumerate() {
            let identity = matches!(entry.place.document, DocumentId::IdentityPolicy { .. });
            let clauses = if identity { &self.there.identity } else { &self.there.resource };
            let mut actions: Vec<Action> = clauses
                .iter()
                .filter(|clause| clause.source == Some(source))
                .map(|clause| clause.action)
                .collect();
            actions.dedup();
            actions.retain(|action| !self.sources_of(*action).contains(&source));
            let (apart, alone): (Vec<_>, Vec<_>) =
                actions.into_iter().partition(|action| there.contains(action));
            let also_elsewhere = identity && entry.is_about_more(self.subject);
            for (actions, message) in [(alone, one_sided(&entry.place.document)), (apart, NEVER_TOGETHER)] {
                if actions.is_empty() {
                    continue;
                }
                let remark = self.remark(actions, &[source], message.to_owned());
                // What is said of everything is no access to this key and bucket that somebody meant to give.
                if also_elsewhere { imported.stays.push(remark) } else { imported.idle.push(remark) }
            }
            if !also_elsewhere {
                imported.idle.extend(self.without_effect(source, entry));
            }
        }
    }

    /// Actions that a statement names and that do nothing across accounts, or do not exist.
    fn without_effect(&self, source: usize, entry: &Entry<'_>) -> Option<Remark> {
        let Some(ActionElement::Action(names)) = &entry.statement.action else { return None };
        if entry.statement.effect != Effect::Allow || entry.naming == Naming::Not {
            return None;
        }
        let useful = self.subject.actions(self.snapshot);
        let is_idle = |name: &&Text| {
            let known = Action::named(name);
            let of_either =
                self.services().iter().any(|prefix| name.to_ascii_lowercase().starts_with(prefix));
            of_either && !name.contains(['*', '?']) && known.is_none_or(|action| !useful.contains(&action))
        };
        let names: Vec<String> = names.iter().filter(is_idle).map(|name| format!("`{name}`")).collect();
        let message = format!(
            "{} has no effect here: not across accounts, on {}",
            names.join(", "),
            if self.subject.bucket.is_some() { "this key and this bucket" } else { "this key" }
        );
        (!names.is_empty()).then(|| self.remark(Vec::new(), &[source], message))
    }

    /// What the grant can be about.
    fn services(&self) -> &'static [&'static str] {
        if self.subject.bucket.is_some() { &["kms:", "s3:"] } else { &["kms:"] }
    }

    /// What remains in force whatever becomes of the rest.
    pub(super) fn stays(&self, there: &[Action], managed: &[Entry<'_>], imported: &mut Imported) {
        let denials =
            self.entries.iter().enumerate().filter(|(_, entry)| entry.statement.effect == Effect::Deny);
        for (source, entry) in denials.filter(|(_, entry)| entry.naming != Naming::Not) {
            let touches = |action: &Action| {
                let reaches = |target: String| match entry.reach(&target) {
                    Reach::Resources(resources) => !resources.is_empty(),
                    Reach::Unclear(_) => true,
                };
                entry.can_speak_of(*action)
                    && entry.is_about(*action)
                    && entry.limits_of(self.subject, *action).is_some()
                    && self.subject.targets(*action).into_iter().any(reaches)
            };
            let actions: Vec<Action> = there.iter().copied().filter(touches).collect();
            if !actions.is_empty() {
                let message = "denied where this matches, whatever the grant says".to_owned();
                imported.stays.push(self.remark(actions, &[source], message));
            }
        }
        for entry in managed {
            let message = "it belongs to a grant that is already described".to_owned();
            let statements = vec![entry.place.clone()];
            imported.stays.push(Remark { actions: Vec::new(), statements, message });
        }
        if self.snapshot.scope == Scope::Grants {
            let message = "policies of organizations and endpoints were not looked at";
            imported.stays.push(self.remark(Vec::new(), &[], message.to_owned()));
        }
        let boundary = self.snapshot.principals.get(&self.subject.principal);
        if let Some(boundary) = boundary.and_then(|principal| principal.permissions_boundary.as_ref()) {
            let message =
                format!("the permissions boundary `{boundary}` limits the principal, also under the grant");
            imported.stays.push(self.remark(Vec::new(), &[], message));
        }
        let description = self.snapshot.keys.get(&self.subject.key).and_then(|key| key.description.as_ref());
        let state = description.map(|description| description.state.as_str());
        if let Some(state) = state.filter(|state| *state != "Enabled") {
            let message = format!("the key is in state `{state}`, in which S3 cannot use it");
            imported.stays.push(self.remark(Vec::new(), &[], message));
        }
    }
}

const NEVER_TOGETHER: &str = "allowed in both accounts, but no request meets both";

const fn one_sided(document: &DocumentId) -> &'static str {
    match document {
        DocumentId::IdentityPolicy { .. } => "allowed by the principal's policies, and not by the owner's",
        _ => "allowed by the owner's policies, and not by the principal's",
    }
}
