//! What came of it: the grant, and everything by which it differs from what is there.

use crosskms::CrossAccountGrant;
use crosskms::action::Action;
use crosskms::authorize::{Gate, Verdict, requests_about};
use crosskms::finding::Finding;
use crosskms::grant::Draft;
use crosskms::policies::{BucketEncryption, SseAlgorithm};
use serde::{Serialize, Serializer};

use super::StatementPlace;
use super::both::Gap;
use super::draft::{denied_rules, in_one_word};
use super::search::{Difference, Found, Search};
use super::statement::Entry;

/// The grant that describes what is there, and what it does not describe.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Imported {
    /// The grant as somebody would write it; none when nothing can be described.
    pub draft: Option<Draft>,
    /// The same, checked.
    pub grant: Option<CrossAccountGrant>,
    /// What the rules find in it that has to be allowed by name.
    pub findings: Vec<Finding>,
    /// What it allows beyond what is there.
    pub adds: Vec<Remark>,
    /// What is allowed now, and by the grant only in part.
    pub narrows: Vec<Remark>,
    /// What is allowed now, or perhaps, and not by the grant.
    pub undescribed: Vec<Remark>,
    /// What works nowhere: one account alone allows it, or both do but never together.
    pub idle: Vec<Remark>,
    /// What applying it changes besides access.
    pub changes: Vec<String>,
    /// What stays in force beside it, and asks for nothing.
    pub stays: Vec<Remark>,
    /// The statements of others that the grant describes, as far as it does.
    pub hand_written: Vec<HandWritten>,
}

/// One thing to know of what is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// The actions that it is about.
    #[serde(serialize_with = "names")]
    pub actions: Vec<Action>,
    /// The statements that it is about.
    pub statements: Vec<StatementPlace>,
    /// What there is to know, in one line.
    pub message: String,
}

/// A statement that the grant describes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HandWritten {
    /// Which.
    pub statement: StatementPlace,
    /// Why it has to stay; nothing, when it may be removed once the grant is applied.
    pub keep: Vec<String>,
    /// What goes with it.
    pub loses: Vec<String>,
}

impl Imported {
    /// Whether nothing is lost, added or changed when the grant takes the place of what is there.
    pub fn is_complete(&self) -> bool {
        let remarks = [&self.adds, &self.narrows, &self.undescribed, &self.idle];
        self.grant.is_some() && self.changes.is_empty() && remarks.iter().all(|remarks| remarks.is_empty())
    }
}

/// Looks for the best grant, and compares.
pub(super) fn report(
    search: &Search<'_>,
    unclear: &[(usize, Vec<Action>, &'static str)],
    managed: &[Entry<'_>],
) -> Imported {
    let mut imported = Imported::default();
    let there: Vec<Action> = search
        .subject
        .actions(search.snapshot)
        .into_iter()
        .filter(|action| !search.there.both(*action).is_empty())
        .collect();
    let mut found = search.best(&there);
    let denied = found.as_ref().map(|found| search.denied(&found.grant)).unwrap_or_default();
    let open: Vec<Action> =
        there.iter().copied().filter(|action| denied.iter().all(|(denied, _)| denied != action)).collect();
    if !denied.is_empty() {
        found = search.best(&open);
    }
    for (source, actions, why) in unclear {
        imported.undescribed.push(search.remark(actions.clone(), &[*source], (*why).to_owned()));
    }
    for (action, by) in denied {
        let message = format!("allowed in both accounts, but denied by {by}");
        add(&mut imported.undescribed, search.remark(vec![action], &search.sources_of(action), message));
    }
    let granted = found.as_ref().map(|found| found.grant.actions().to_vec()).unwrap_or_default();
    for action in open.into_iter().filter(|action| !granted.contains(action)) {
        let gap = found.as_ref().and_then(|found| found.left_out.get(&action.to_string()));
        let message = match gap {
            Some(gap) if !gap.action => format!("a grant would allow it without {gap}"),
            _ => "no grant allows it without allowing more".to_owned(),
        };
        add(&mut imported.undescribed, search.remark(vec![action], &search.sources_of(action), message));
    }
    search.idle(&there, &mut imported);
    search.stays(&there, managed, &mut imported);
    if let Some(found) = found {
        search.differences(&found, &mut imported);
        search.encryption(&found, &mut imported);
        imported.hand_written = search.hand_written(&granted, &there, &imported.narrows);
        imported.findings = denied_rules(&found.draft);
        imported.draft = Some(in_one_word(found.draft, &found.grant));
        imported.grant = Some(found.grant);
    }
    imported
}

impl Search<'_> {
    pub(super) fn remark(&self, actions: Vec<Action>, sources: &[usize], message: String) -> Remark {
        let entries = sources.iter().filter_map(|source| self.entries.get(*source));
        Remark { actions, statements: entries.map(|entry| entry.place.clone()).collect(), message }
    }

    /// The statements by which an action is allowed in both accounts.
    pub(super) fn sources_of(&self, action: Action) -> Vec<usize> {
        let both = self.there.both(action);
        let sources = both.iter().flat_map(|both| [both.identity.source, both.resource.source]);
        let mut sources: Vec<usize> = sources.flatten().collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    }

    /// The actions of a grant that a statement denies in every case, with that statement.
    fn denied(&self, grant: &CrossAccountGrant) -> Vec<(Action, String)> {
        let by = |action: Action| {
            let requests = requests_about(grant, grant.principals(), &[action]);
            let denials = requests.iter().map(|request| {
                let gates = self.snapshot.authorize(request).gates;
                let mut denying = gates.into_iter().filter(|report| report.verdict == Verdict::Denied);
                let report = denying.find(|report| report.gate != Gate::KeyState)?;
                let gate = report.gate.in_words();
                Some(match report.statements.as_slice() {
                    [] => format!("the {gate}"),
                    statements => format!("`{}` of the {gate}", statements.join("`, `")),
                })
            });
            denials.collect::<Option<Vec<String>>>()?.into_iter().next()
        };
        grant.actions().iter().filter_map(|action| Some((*action, by(*action)?))).collect()
    }

    fn differences(&self, found: &Found, imported: &mut Imported) {
        let granted = found.grant.actions();
        for Difference { action, sources, gap } in &found.added {
            let message = match sources.as_slice() {
                [] => format!("allowed without {gap}"),
                _ => format!("allowed without {gap} as long as this statement stays"),
            };
            add(&mut imported.adds, self.remark(vec![*action], sources, message));
        }
        let granted = found.missing.iter().filter(|difference| granted.contains(&difference.action));
        for Difference { action, sources, gap } in granted {
            add(&mut imported.narrows, self.remark(vec![*action], sources, narrowed(gap)));
        }
    }

    fn encryption(&self, found: &Found, imported: &mut Imported) {
        let (Some(bucket), Some(wanted)) =
            (self.bucket(), found.grant.policies().bucket_encryption().cloned())
        else {
            return;
        };
        let current = &bucket.encryption;
        let wanted = wanted.keeping(current);
        if !wanted.means_the_same_as(current) {
            let (now, then) = (in_words(current), in_words(&wanted));
            imported
                .changes
                .push(format!("the default encryption of the bucket becomes {then}; now it is {now}"));
        }
    }

    /// The statements that may go, and those that have to stay, with the reason.
    fn hand_written(&self, granted: &[Action], there: &[Action], narrows: &[Remark]) -> Vec<HandWritten> {
        let mut hand_written = Vec::new();
        for (source, entry) in self.entries.iter().enumerate() {
            let uses = |action: &&Action| self.sources_of(**action).contains(&source);
            let (described, other): (Vec<Action>, Vec<Action>) =
                there.iter().filter(uses).partition(|action| granted.contains(action));
            if described.is_empty() {
                continue;
            }
            let mut keep = Vec::new();
            let others = entry.others(self.subject);
            if !others.is_empty() {
                keep.push(format!("it also names {}", others.join(", ")));
            }
            if entry.is_about_more(self.subject) {
                keep.push("it is also about other resources or services".to_owned());
            }
            if !other.is_empty() {
                keep.push(format!("the grant does not describe {}", listed(&other)));
            }
            let lost = narrows.iter().filter(|remark| remark.statements.contains(&entry.place));
            let loses = lost.map(|remark| format!("{} beyond the grant", listed(&remark.actions))).collect();
            hand_written.push(HandWritten { statement: entry.place.clone(), keep, loses });
        }
        hand_written
    }
}

fn narrowed(gap: &Gap) -> String {
    format!("the grant asks for {gap}")
}

/// Puts a remark beside those that say the same of other actions.
fn add(remarks: &mut Vec<Remark>, remark: Remark) {
    let same = |known: &&mut Remark| known.statements == remark.statements && known.message == remark.message;
    match remarks.iter_mut().find(same) {
        Some(known) => {
            let new = remark.actions.into_iter().filter(|action| !known.actions.contains(action));
            let new: Vec<Action> = new.collect();
            known.actions.extend(new);
        }
        None => remarks.push(remark),
    }
}

/// Actions in one line; of many, how many there are.
pub(super) fn listed(actions: &[Action]) -> String {
    const SHOWN: usize = 6;
    let names: Vec<String> = actions.iter().take(SHOWN).map(ToString::to_string).collect();
    match actions.len().saturating_sub(SHOWN) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

fn in_words(encryption: &BucketEncryption) -> String {
    let bucket_key = if encryption.bucket_key == Some(true) { "on" } else { "off" };
    match (&encryption.algorithm, &encryption.key) {
        (SseAlgorithm::Aes256, _) => "`AES256`, without KMS".to_owned(),
        (algorithm, Some(key)) => format!("`{}` with `{key}`, Bucket Key {bucket_key}", algorithm.as_str()),
        (algorithm, None) => {
            format!("`{}` with the AWS managed key, Bucket Key {bucket_key}", algorithm.as_str())
        }
    }
}

fn names<S: Serializer>(actions: &[Action], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(actions.iter().map(ToString::to_string))
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.actions.is_empty() {
            write!(f, "{}: ", listed(&self.actions))?;
        }
        f.write_str(&self.message)
    }
}
