//! One `[[grant]]` table: the fields of the macro, in TOML or in a manifest.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crosskms::CrossAccountGrant;
use crosskms::finding::Severity;
use crosskms::grant::{Allowance, ConditionDraft, Draft, Field, UnreadFields};
use crosskms::rules::{self, Allowances};
use crosskms::site::Site;
use toml::Spanned;

use super::table::Reader;
use super::value::Value;

/// A draft together with the places of its parts.
struct Source {
    draft: Draft,
    unread: UnreadFields,
    whole: Range<usize>,
    places: BTreeMap<Site, Range<usize>>,
}

/// Reads a grant and checks it by all rules; findings go to the reader.
pub(super) fn read(
    value: &Spanned<Value>,
    allowances: &mut Allowances,
    reader: &mut Reader<'_>,
) -> Option<CrossAccountGrant> {
    let table = reader.table(value, "grant")?;
    let places = BTreeMap::new();
    let mut source =
        Source { draft: Draft::default(), unread: UnreadFields::default(), whole: value.span(), places };
    for (key, value) in table {
        match Field::named(key.get_ref()) {
            Some(field) => source.field(field, value, reader),
            None => source.unknown_field(key, reader),
        }
    }
    if reader.is_manifest() {
        source.allow_what_may_be_allowed();
    }
    let (findings, grant) = source.draft.check_allowing(allowances);
    for finding in findings {
        if !source.unread.explain(&finding) {
            let place = source.place(&finding.site);
            reader.push(finding, place);
        }
    }
    grant
}

impl Source {
    fn field(&mut self, field: Field, value: &Spanned<Value>, reader: &mut Reader<'_>) {
        let before = reader.count();
        self.places.insert(field.site(), value.span());
        if let Some(items) = value.get_ref().as_array() {
            let spans =
                items.iter().enumerate().map(|(index, item)| (field.site().index(index), item.span()));
            self.places.extend(spans);
        }
        let draft = &mut self.draft;
        match field {
            Field::Name => draft.name = reader.string(value),
            Field::Key => draft.key = reader.string(value),
            Field::Bucket => draft.bucket = reader.string(value),
            Field::Replicas => draft.replicas = reader.strings(value),
            Field::Prefixes => draft.prefixes = reader.strings(value),
            Field::Principal => draft.principal = reader.string(value),
            Field::Principals => draft.principals = reader.strings(value),
            Field::Allow => draft.allow = reader.strings(value),
            Field::Access => draft.access = reader.string(value),
            Field::Bind => draft.bind = reader.string(value),
            Field::Mechanism => draft.mechanism = reader.string(value),
            Field::IdentityPolicy => draft.identity_policy = reader.string(value),
            Field::BucketKey => draft.bucket_key = reader.boolean(value),
            Field::Via => {
                let single = value.get_ref().as_str().is_some();
                draft.via =
                    if single { reader.string(value).map(|via| vec![via]) } else { reader.strings(value) };
            }
            Field::Conditions => self.conditions(value, reader),
            _ => {}
        }
        if reader.count() > before {
            self.unread.insert(field);
        }
    }

    /// `conditions = { StringEquals = { "aws:PrincipalOrgID" = "o-…" } }`
    fn conditions(&mut self, value: &Spanned<Value>, reader: &mut Reader<'_>) {
        let mut drafts = Vec::new();
        for (operator, entries) in reader.table(value, "conditions").into_iter().flatten() {
            let site = Field::Conditions.site().name(operator.get_ref());
            self.places.insert(site.clone(), operator.span());
            for (key, value) in reader.table(entries, operator.get_ref()).into_iter().flatten() {
                self.places.insert(site.clone().name(key.get_ref()), key.span());
                let values = match value.get_ref() {
                    Value::Array(_) => reader.strings(value),
                    Value::Boolean(value) => Some(vec![value.to_string()]),
                    Value::Integer(value) => Some(vec![value.clone()]),
                    _ => reader.string(value).map(|value| vec![value]),
                };
                drafts.extend(values.map(|values| ConditionDraft {
                    operator: operator.get_ref().clone(),
                    key: key.get_ref().clone(),
                    values,
                }));
            }
        }
        self.draft.conditions = Some(drafts);
    }

    /// Silences every finding that is less than an error.
    fn allow_what_may_be_allowed(&mut self) {
        let (findings, _) = self.draft.check();
        let rules: BTreeSet<&str> = findings
            .iter()
            .filter(|finding| finding.severity() < Severity::Error)
            .map(|finding| finding.rule.name)
            .collect();
        self.draft.allowances = rules
            .into_iter()
            .map(|rule| Allowance { rule: rule.to_owned(), field: None, site: Site::whole() })
            .collect();
    }

    fn unknown_field(&mut self, key: &Spanned<String>, reader: &mut Reader<'_>) {
        // A misspelled field is one mistake: the one that was meant does not count as missing.
        if let Some(meant) = Field::meant_by(key.get_ref()).first() {
            self.unread.insert(*meant);
        }
        reader.push(rules::unknown_field(key.get_ref()), key.span());
    }

    /// The place of a site, or of the nearest site around it.
    fn place(&self, site: &Site) -> Range<usize> {
        match (self.places.get(site), site.parent()) {
            (Some(place), _) => place.clone(),
            (None, Some(parent)) => self.place(&parent),
            (None, None) => self.whole.clone(),
        }
    }
}
