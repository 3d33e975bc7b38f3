//! `allow = ["multipart-upload"]`: the rules that are allowed to all grants of a file.

use std::collections::BTreeMap;
use std::ops::Range;

use crosskms::finding::Findings;
use crosskms::grant::Allowance;
use crosskms::rules::Allowances;
use crosskms::site::Site;
use toml::Spanned;

use super::table::Reader;
use super::value::Value;

/// The allowances, and where each stands in the file.
#[derive(Default)]
pub(super) struct Allow {
    pub(super) allowances: Allowances,
    places: BTreeMap<Site, Range<usize>>,
}

impl Allow {
    /// Reads the list; names that cannot be allowed are reported.
    pub(super) fn read(value: &Spanned<Value>, reader: &mut Reader<'_>) -> Self {
        if reader.strings(value).is_none() {
            return Self::default();
        }
        let items = value.get_ref().as_array().into_iter().flatten().enumerate();
        let named = items.filter_map(|(index, item)| {
            let site = Site::field("allow").index(index);
            let rule = item.get_ref().as_str()?.to_owned();
            Some((Allowance { rule, field: None, site: site.clone() }, (site, item.span())))
        });
        let (list, places): (Vec<Allowance>, BTreeMap<_, _>) = named.unzip();
        let (allowances, wrong) = Allowances::of(&list);
        let allow = Self { allowances, places };
        allow.report(wrong, reader);
        allow
    }

    /// Warns of what no grant of the file needed.
    pub(super) fn report_unused(&self, reader: &mut Reader<'_>) {
        self.report(self.allowances.unused(), reader);
    }

    fn report(&self, findings: Findings, reader: &mut Reader<'_>) {
        for finding in findings {
            let place = self.places.get(&finding.site).cloned().unwrap_or_default();
            reader.push(finding, place);
        }
    }
}
