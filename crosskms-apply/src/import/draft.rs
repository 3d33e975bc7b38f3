//! The fields of a grant, put together as somebody would write them.

use crosskms::CrossAccountGrant;
use crosskms::action::Action;
use crosskms::arn::PrincipalKind;
use crosskms::finding::{Finding, Severity};
use crosskms::grant::{Allowance, Draft, Field, GrantName};
use crosskms::rules::Allowances;
use crosskms::site::Site;

use super::Subject;
use super::limit::Limit;
use super::statement::Entry;

/// What is tried of the fields that follow from statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fields {
    /// The services of `via`; none for `any`.
    pub(super) via: Option<Vec<String>>,
    pub(super) bucket_key: bool,
    pub(super) by_arn: bool,
    pub(super) prefixes: Vec<String>,
    pub(super) conditions: Vec<Limit>,
}

impl Fields {
    /// A draft with these fields; what is the default is not written.
    pub(super) fn draft(&self, subject: &Subject, name: &GrantName, actions: &[Action]) -> Draft {
        let mut draft = Draft::default();
        draft.name = Some(name.to_string());
        draft.key = Some(subject.key.to_string());
        draft.bucket = subject.bucket.as_ref().map(ToString::to_string);
        draft.prefixes = (!self.prefixes.is_empty()).then(|| self.prefixes.clone());
        draft.principal = Some(subject.principal.to_string());
        draft.allow = Some(actions.iter().map(ToString::to_string).collect());
        // A grant with a bucket is for S3, one without for any service.
        draft.via = match (self.via.as_deref(), &subject.bucket) {
            (None, Some(_)) => Some(vec!["any".to_owned()]),
            (None, None) => None,
            (Some([only]), Some(_)) if only == "s3" => None,
            (Some(services), _) => Some(services.to_vec()),
        };
        draft.bucket_key = (!self.bucket_key && subject.bucket.is_some()).then_some(false);
        draft.bind = self.by_arn.then(|| "principal_arn".to_owned());
        let conditions = self.conditions.iter().map(Limit::draft).collect::<Vec<_>>();
        draft.conditions = (!conditions.is_empty()).then_some(conditions);
        draft
    }
}

/// The grant of a draft without the conditions and actions that no grant can have; what may be allowed by name is.
pub(super) fn mended(mut draft: Draft) -> Option<(Draft, CrossAccountGrant)> {
    loop {
        let (findings, grant) = draft.check_allowing(&mut allowances(&draft));
        if let Some(grant) = grant {
            return Some((draft, grant));
        }
        let wrong = |site: &Site| {
            let mut errors = findings
                .iter()
                .filter(|finding| finding.severity() == Severity::Error && finding.site != Site::whole());
            errors.any(|finding| finding.site.is_within(site) || site.is_within(&finding.site))
        };
        let mended = without(draft.clone(), wrong);
        if mended == draft {
            return None;
        }
        draft = mended;
    }
}

fn without(mut draft: Draft, wrong: impl Fn(&Site) -> bool) -> Draft {
    if let Some(conditions) = &mut draft.conditions {
        conditions.retain(|condition| !wrong(&condition.site()));
    }
    draft.conditions = draft.conditions.filter(|conditions| !conditions.is_empty());
    let actions = draft.allow.iter().flatten().enumerate();
    let actions = actions.filter(|(index, _)| !wrong(&Field::Allow.site().index(*index)));
    draft.allow = Some(actions.map(|(_, action)| action.clone()).collect());
    draft
}

/// The rules that a draft breaks and that may be allowed.
pub(super) fn denied_rules(draft: &Draft) -> Vec<Finding> {
    draft.check().0.into_iter().filter(|finding| finding.severity() == Severity::Deny).collect()
}

fn allowances(draft: &Draft) -> Allowances {
    let allow =
        |finding: Finding| Allowance { rule: finding.rule.name.to_owned(), field: None, site: Site::whole() };
    Allowances::of(&denied_rules(draft).into_iter().map(allow).collect::<Vec<_>>()).0
}

/// The draft with one word for its actions, if there is one.
pub(super) fn in_one_word(draft: Draft, grant: &CrossAccountGrant) -> Draft {
    let same = |word: &&str| {
        let mut by_word = draft.clone();
        by_word.allow = None;
        by_word.access = Some((*word).to_owned());
        let (_, made) = by_word.check_allowing(&mut allowances(&by_word));
        let sorted = |grant: &CrossAccountGrant| {
            let mut names: Vec<String> = grant.actions().iter().map(ToString::to_string).collect();
            names.sort();
            names
        };
        made.is_some_and(|made| sorted(&made) == sorted(grant))
    };
    match ["read", "write", "read_write"].iter().find(|word| same(word)) {
        Some(word) => {
            let mut draft = draft;
            draft.allow = None;
            draft.access = Some((*word).to_owned());
            draft
        }
        None => draft,
    }
}

/// The name that was asked for, or one made of the bucket's, if there is one, and the principal's that nothing has yet.
pub(super) fn name(
    subject: &Subject,
    asked: Option<&GrantName>,
    entries: &[Entry<'_>],
    known: &[CrossAccountGrant],
) -> GrantName {
    if let Some(asked) = asked {
        return asked.clone();
    }
    let principal = match subject.principal.kind() {
        PrincipalKind::Account => subject.principal.account().to_string(),
        _ => subject.principal.name().to_owned(),
    };
    let is_free = |name: &GrantName| {
        let is_owned =
            |entry: &Entry<'_>| entry.statement.sid.as_deref().is_some_and(|sid| name.owns_sid(sid));
        known.iter().all(|grant| grant.name().sid_stem() != name.sid_stem()) && !entries.iter().any(is_owned)
    };
    let base = match &subject.bucket {
        Some(bucket) => in_letters(&format!("{}-{principal}", bucket.name().as_str())),
        None => in_letters(&format!("key-{principal}")),
    };
    let numbered = (1..=known.len() + entries.len() + 1).map(|number| match number {
        1 => shortened(&base, ""),
        number => shortened(&base, &format!("-{number}")),
    });
    let mut names = numbered.filter_map(|name| name.parse::<GrantName>().ok());
    names.find(is_free).unwrap_or_else(|| GrantName::checked("imported"))
}

/// A text in the letters of names.
fn in_letters(text: &str) -> String {
    let letters = text.chars().map(|letter| letter.to_ascii_lowercase());
    let words: String =
        letters.map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

fn shortened(base: &str, end: &str) -> String {
    let room = 40_usize.saturating_sub(end.len());
    let start: String = base.chars().take(room).collect();
    format!("{}{end}", start.trim_end_matches('-'))
}
