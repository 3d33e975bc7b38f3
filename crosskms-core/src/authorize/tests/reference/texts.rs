//! Wildcards, variables, and the keys of a request.

use super::principals::Who;
use super::{Answer, No, Question, Unknown};
use crate::action::Action;
use crate::authorize::tests::cases::OWNER;

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    AnyRun,
    AnyOne,
    Letter(char),
}

/// A text with its variables replaced.
pub(super) enum Resolved {
    Places(Vec<Place>),
    /// A variable has no value.
    No,
    /// Whether a variable has a value is not known.
    Unknown,
}

/// R3.6: `*` any run, `?` one character.
pub(super) fn like(pattern: &str, text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    places_like(&wild(pattern), &text, &|a, b| a == b)
}

pub(super) fn places_like(pattern: &[Place], text: &[char], same: &dyn Fn(char, char) -> bool) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((Place::AnyRun, rest)) => {
            (0..=text.len()).any(|length| places_like(rest, &text[length..], same))
        }
        Some((Place::AnyOne, rest)) => !text.is_empty() && places_like(rest, &text[1..], same),
        Some((Place::Letter(letter), rest)) => {
            !text.is_empty() && same(*letter, text[0]) && places_like(rest, &text[1..], same)
        }
    }
}

fn wild(text: &str) -> Vec<Place> {
    text.chars()
        .map(|character| match character {
            '*' => Place::AnyRun,
            '?' => Place::AnyOne,
            letter => Place::Letter(letter),
        })
        .collect()
}

fn plain(text: &str) -> Vec<Place> {
    text.chars().map(Place::Letter).collect()
}

/// R3.35: replaces variables; what stands around them has wildcards or not.
pub(super) fn resolve(text: &str, wildcards: bool, variables: bool, keys: &Keys) -> Resolved {
    let literal = |text: &str| if wildcards { wild(text) } else { plain(text) };
    let Some((before, inner, after)) = first_variable(text).filter(|_| variables) else {
        return Resolved::Places(literal(text));
    };
    let value = match inner {
        "*" | "?" | "$" => Resolved::Places(plain(inner)),
        _ => {
            let (key, default) = match inner.find(',') {
                Some(comma) => {
                    let default = inner[comma + 1..].trim();
                    (inner[..comma].trim(), Some(default.trim_start_matches('\'').trim_end_matches('\'')))
                }
                None => (inner.trim(), None),
            };
            match (keys.find(key), default) {
                (Found::Values(values), _) if values.len() == 1 => Resolved::Places(plain(&values[0])),
                (Found::Values(_), _) | (Found::Absent, None) => Resolved::No,
                (Found::Absent, Some(default)) => Resolved::Places(plain(default)),
                (Found::Maybe, _) => Resolved::Unknown,
            }
        }
    };
    match (value, resolve(after, wildcards, variables, keys)) {
        (Resolved::No, _) | (_, Resolved::No) => Resolved::No,
        (Resolved::Unknown, _) | (_, Resolved::Unknown) => Resolved::Unknown,
        (Resolved::Places(value), Resolved::Places(rest)) => {
            Resolved::Places([literal(before), value, rest].concat())
        }
    }
}

/// What stands before the first variable, in it, and behind it.
fn first_variable(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find("${")?;
    let end = start + text[start..].find('}')?;
    Some((&text[..start], &text[start + 2..end], &text[end + 1..]))
}

/// Six parts at the first five colons, of which those in variables do not count.
pub(super) fn parts(text: &str, variables: bool) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if variables && let Some(("", inner, after)) = first_variable(rest) {
            parts.last_mut().unwrap().push_str(&format!("${{{inner}}}"));
            rest = after;
            continue;
        }
        if first == ':' && parts.len() < 6 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(first);
        }
        rest = &rest[first.len_utf8()..];
    }
    parts
}

/// R3.35: a variable stands after the fifth colon.
pub(super) fn has_early_variable(pattern: &str) -> bool {
    let parts = parts(pattern, true);
    let early = if parts.len() == 6 { &parts[..5] } else { &parts[..] };
    early.iter().any(|part| first_variable(part).is_some())
}

/// Whether a resource is named; nothing, when a variable has no value.
pub(super) fn resource_like(pattern: &str, resource: &str, variables: bool, keys: &Keys) -> Option<Answer> {
    // What a denial names so, is not known for sure.
    if variables && has_early_variable(pattern) {
        return Some(Unknown);
    }
    let text: Vec<char> = resource.chars().collect();
    match resolve(pattern, true, variables, keys) {
        Resolved::Places(places) => Some(Answer::from(places_like(&places, &text, &|a, b| a == b))),
        Resolved::Unknown => Some(Unknown),
        Resolved::No => None,
    }
}

/// The keys of a request.
pub(super) struct Keys {
    keys: Vec<(String, Vec<String>)>,
    open: bool,
}

/// What is known of a key.
pub(super) enum Found {
    Values(Vec<String>),
    Absent,
    Maybe,
}

/// R1.21: the id of a key tells it, and every action on a key has it (section 2.1).
fn multi_region(question: &Question) -> Option<String> {
    let takes_key = Action::named(&question.action)?.resource_types().contains(&"key");
    let (_, id) = question.resource.split_once(":key/").filter(|_| takes_key)?;
    let is_hex = |text: &str| text.chars().all(|c| "0123456789abcdef".contains(c));
    match id.strip_prefix("mrk-") {
        Some(digits) if digits.len() == 32 && is_hex(digits) => Some("true".to_owned()),
        None if id.len() == 36 && id.split('-').count() == 5 && is_hex(&id.replace('-', "")) => {
            Some("false".to_owned())
        }
        _ => None,
    }
}

impl Keys {
    pub(super) fn of(question: &Question, who: &Who) -> Self {
        let mut keys = Self { keys: question.context.clone(), open: question.open };
        let is_kms = question.action.to_lowercase().starts_with("kms:");
        let is_anonymous = who.is_anonymous();
        let through_service = !matches!(keys.find("kms:ViaService"), Found::Absent | Found::Maybe);
        keys.follows("aws:PrincipalAccount", who.account.clone());
        keys.follows("aws:PrincipalArn", who.principal_arn());
        keys.follows("aws:PrincipalType", who.principal_type().map(str::to_owned));
        keys.follows("aws:PrincipalIsAWSService", (!is_anonymous).then(|| who.is_service().to_string()));
        keys.follows("aws:PrincipalServiceName", who.is_service().then(|| who.text.clone()));
        keys.follows("aws:username", who.user_name());
        let told = !is_anonymous && (through_service || !question.open);
        keys.follows("aws:ViaAWSService", told.then(|| through_service.to_string()));
        keys.follows("aws:ResourceAccount", Some(OWNER.to_owned()));
        let is_s3 = question.action.to_lowercase().starts_with("s3:");
        keys.follows("s3:ResourceAccount", is_s3.then(|| OWNER.to_owned()));
        let region = question.resource.split(':').nth(3).filter(|region| is_kms && !region.is_empty());
        keys.follows("aws:RequestedRegion", region.map(str::to_owned));
        keys.follows("kms:CallerAccount", who.account.clone().filter(|_| is_kms));
        keys.follows("kms:MultiRegion", multi_region(question).filter(|_| is_kms));
        let names: Vec<String> = keys.encryption_context().into_iter().map(|(name, _)| name).collect();
        // Of an open context, more names may be there than are known.
        if is_kms && !names.is_empty() && !question.open && !keys.has("kms:EncryptionContextKeys") {
            keys.keys.push(("kms:EncryptionContextKeys".to_owned(), names));
        }
        keys
    }

    fn follows(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value.filter(|_| !self.has(key)) {
            self.keys.push((key.to_owned(), vec![value]));
        }
    }

    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(known, _)| known.eq_ignore_ascii_case(key))
    }

    /// R3.34: the case of keys does not count.
    pub(super) fn find(&self, key: &str) -> Found {
        match self.keys.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)) {
            Some((_, values)) if values.is_empty() => Found::Absent,
            Some((_, values)) => Found::Values(values.clone()),
            None if self.open => Found::Maybe,
            None => Found::Absent,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// The names and values of the encryption context.
    pub(super) fn encryption_context(&self) -> Vec<(String, String)> {
        let start = "kms:encryptioncontext:";
        let mut pairs = Vec::new();
        for (key, values) in &self.keys {
            if key.to_lowercase().starts_with(start) && !values.is_empty() {
                pairs.push((key[start.len()..].to_owned(), values[0].clone()));
            }
        }
        pairs
    }
}

/// Whether a text is one that a resolved text stands for.
pub(super) fn is_like(resolved: &Resolved, text: &str, ignore_case: bool) -> Answer {
    let text: Vec<char> = text.chars().collect();
    let same = |a: char, b: char| {
        if ignore_case { a.to_lowercase().to_string() == b.to_lowercase().to_string() } else { a == b }
    };
    match resolved {
        Resolved::Places(places) => Answer::from(places_like(places, &text, &same)),
        Resolved::No => No,
        Resolved::Unknown => Unknown,
    }
}
