//! Over which actions a difference is exact, and how many of them are told in few words.

use std::collections::BTreeSet;

use super::action_texts;
use crate::action::every;
use crate::policy::{Policy, PolicyType};
use crate::wildcard;

/// What stands in place of wildcards, in the name of an action that no table knows.
const OTHER: &str = "~";

/// All actions, and for each name with wildcards one that no table knows.
pub(super) struct Actions {
    all: Vec<String>,
    /// Names with wildcards in either version, those that match most first.
    patterns: Vec<(String, Vec<usize>)>,
}

impl Actions {
    pub(super) fn of<'p>(kind: PolicyType, versions: impl Iterator<Item = &'p Policy>) -> Self {
        let texts: BTreeSet<String> = versions.flat_map(action_texts).map(str::to_owned).collect();
        let only = match kind {
            PolicyType::KeyPolicy => Some("kms"),
            PolicyType::BucketPolicy => Some("s3"),
            _ => None,
        };
        let mut services: BTreeSet<String> = match only {
            Some(service) => BTreeSet::from([service.to_owned()]),
            None => BTreeSet::from(["kms".to_owned(), "s3".to_owned()]),
        };
        if only.is_none() {
            let named = texts.iter().filter_map(|text| text.split_once(':'));
            services.extend(
                named.map(|(service, _)| service.to_ascii_lowercase()).filter(|s| !s.contains(['*', '?'])),
            );
        }
        let mut all: Vec<String> = Vec::new();
        let mut add = |name: String| {
            if !all.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
                all.push(name);
            }
        };
        for service in &services {
            let names = every::actions(service).into_iter().flatten();
            names.for_each(|name| add(format!("{service}:{name}")));
        }
        let is_of_service = |text: &str| match only {
            Some(service) => text
                .split_once(':')
                .is_none_or(|(prefix, _)| wildcard::matches_ignoring_case(prefix, service)),
            None => true,
        };
        let texts: Vec<String> = texts.into_iter().filter(|text| is_of_service(text)).collect();
        let everything = services.iter().map(|service| format!("{service}:*"));
        let mut patterns: Vec<String> =
            texts.iter().filter(|text| text.contains(['*', '?'])).cloned().collect();
        for pattern in everything {
            if !patterns.contains(&pattern) {
                patterns.push(pattern);
            }
        }
        for text in texts.iter().chain(&patterns) {
            let sample = text.replace(['*', '?'], OTHER);
            // Of a document of one service, no action of another one counts.
            let of_service =
                only.is_none_or(|service| sample.to_ascii_lowercase().starts_with(&format!("{service}:")));
            if of_service && sample.contains(':') {
                add(sample);
            } else if only.is_none() {
                add(format!("{OTHER}:{OTHER}"));
            }
        }
        let members = |pattern: &String| {
            let names = all.iter().enumerate();
            names.filter(|(_, name)| wildcard::matches_ignoring_case(pattern, name)).map(|(i, _)| i).collect()
        };
        let mut patterns: Vec<(String, Vec<usize>)> =
            patterns.into_iter().map(|pattern| (pattern.clone(), members(&pattern))).collect();
        patterns.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
        Self { all, patterns }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(String::as_str)
    }

    /// The actions at these positions, by names with wildcards where all of a name are among them or have no effect.
    pub(super) fn names(&self, positions: &[usize], without_effect: &[usize]) -> Vec<String> {
        let wanted: BTreeSet<usize> = positions.iter().copied().collect();
        let mut told: BTreeSet<usize> = BTreeSet::new();
        let mut names = Vec::new();
        for (pattern, members) in &self.patterns {
            let is_new = members.iter().any(|member| wanted.contains(member) && !told.contains(member));
            let is_meant = |member: &usize| wanted.contains(member) || without_effect.contains(member);
            if is_new && members.iter().all(is_meant) {
                told.extend(members);
                names.push(pattern.clone());
            }
        }
        let rest = wanted.difference(&told).filter_map(|position| self.all.get(*position));
        names.extend(rest.map(|name| match name.contains(OTHER) {
            true => format!("other actions like {}", name.replace(OTHER, "*")),
            false => name.clone(),
        }));
        names
    }
}
