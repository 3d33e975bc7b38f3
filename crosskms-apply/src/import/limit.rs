//! Conditions one by one, and which of them follow from others.

use std::fmt;

use crosskms::grant::{ConditionDraft, Operator};
use crosskms::policy::{Condition, ConditionEntry, Statement};

use super::pattern::{arn_covers, covers, disjoint, has_variable, is_literal};

/// One operator and key of a `Condition`; all of a statement must hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Limit {
    operator: String,
    key: String,
    values: Vec<String>,
}

/// How an operator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    /// `StringEquals`
    Exact,
    /// `StringEqualsIgnoreCase`
    IgnoringCase,
    /// `StringLike`
    Pattern,
    /// `ArnEquals` and `ArnLike`, which do the same (section 3.4 of the rulebook).
    Arn,
}

impl Limit {
    /// The limits of a statement.
    pub(super) fn all(statement: &Statement) -> Vec<Self> {
        let conditions = statement.condition.as_deref().unwrap_or_default().iter();
        let of = |condition: &Condition, entry: &ConditionEntry| Self {
            operator: condition.operator.to_string(),
            key: entry.key.to_string(),
            values: entry.values.iter().map(|value| value.as_text().into_owned()).collect(),
        };
        conditions
            .flat_map(|condition| condition.entries.iter().map(move |entry| of(condition, entry)))
            .collect()
    }

    pub(super) fn is_on(&self, key: &str) -> bool {
        self.key.eq_ignore_ascii_case(key)
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    pub(super) fn values(&self) -> &[String] {
        &self.values
    }

    /// The limit as a policy has it.
    pub(super) fn condition(&self) -> Condition {
        Condition::new(&self.operator, &self.key, self.values.iter().cloned())
    }

    /// The limit as a grant has it.
    pub(super) fn draft(&self) -> ConditionDraft {
        ConditionDraft { operator: self.operator.clone(), key: self.key.clone(), values: self.values.clone() }
    }

    /// Whether two limits would stand at the same place of a grant.
    pub(super) fn shares_place_with(&self, other: &Self) -> bool {
        self.operator == other.operator && self.is_on(&other.key)
    }

    /// Whether the limit holds only when the key is there and has exactly one of the values.
    pub(super) fn names_values(&self) -> bool {
        let (set, bare, if_exists) = self.parts();
        let exact = matches!(Family::of(bare), Some(Family::Exact | Family::Pattern));
        set.is_none()
            && !if_exists
            && exact
            && !self.values.is_empty()
            && self.values.iter().all(|value| is_plain(value))
    }

    /// Whether the limit holds for this one value alone.
    pub(super) fn names_only(&self, value: &str) -> bool {
        let (set, bare, if_exists) = self.parts();
        let all = self.values.iter().all(|named| named == value);
        set.is_none() && !if_exists && Family::of(bare).is_some() && all && !self.values.is_empty()
    }

    /// Whether `other` holds wherever this limit does.
    pub(super) fn implies(&self, other: &Self) -> bool {
        if !self.is_on(&other.key) {
            return false;
        }
        let ((set, bare, if_exists), (other_set, other_bare, other_if_exists)) =
            (self.parts(), other.parts());
        if set != other_set || (if_exists && !other_if_exists) {
            return false;
        }
        let within = |few: &[String], many: &[String]| few.iter().all(|value| many.contains(value));
        let (fewer, more) = (within(&self.values, &other.values), within(&other.values, &self.values));
        let follows = match is_negated(bare) {
            _ if bare != other_bare => false,
            // Of an operator that nobody knows, no more than that it is the same.
            _ if bare == "Null" || self.operator.parse::<Operator>().is_err() => fewer && more,
            true => more,
            false => fewer,
        };
        if follows {
            return true;
        }
        let (Some(family), Some(other_family), None) = (Family::of(bare), Family::of(other_bare), set) else {
            return false;
        };
        self.values
            .iter()
            .all(|value| other.values.iter().any(|other| family.is_within(value, other_family, other)))
    }

    /// Whether no request meets both.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        let ((set, bare, if_exists), (other_set, other_bare, other_if_exists)) =
            (self.parts(), other.parts());
        let plain = set.is_none() && other_set.is_none() && !if_exists && !other_if_exists;
        let compare = Family::of(bare).is_some() && Family::of(other_bare).is_some();
        let folded =
            |values: &[String]| values.iter().map(|value| value.to_ascii_lowercase()).collect::<Vec<_>>();
        let (mine, others) = (folded(&self.values), folded(&other.values));
        let never = |a: &String, b: &String| !has_variable(a) && !has_variable(b) && disjoint(a, b);
        self.is_on(&other.key) && plain && compare && mine.iter().all(|a| others.iter().all(|b| never(a, b)))
    }

    /// The set prefix, the operator itself, and whether `IfExists` follows it.
    fn parts(&self) -> (Option<&str>, &str, bool) {
        let (set, rest) = match self.operator.split_once(':') {
            Some((set, rest)) => (Some(set), rest),
            None => (None, self.operator.as_str()),
        };
        match rest.strip_suffix("IfExists") {
            Some(bare) => (set, bare, true),
            None => (set, rest, false),
        }
    }
}

impl Family {
    fn of(bare: &str) -> Option<Self> {
        match bare {
            "StringEquals" => Some(Self::Exact),
            "StringEqualsIgnoreCase" => Some(Self::IgnoringCase),
            "StringLike" => Some(Self::Pattern),
            "ArnEquals" | "ArnLike" => Some(Self::Arn),
            _ => None,
        }
    }

    /// Whether what `value` admits by this family, `other` admits by its own.
    fn is_within(self, value: &str, other_family: Self, other: &str) -> bool {
        if has_variable(value) || has_variable(other) {
            return (self == other_family || other_family == Self::Pattern) && value == other
                || (other_family == Self::Pattern && other == "*");
        }
        // A star in the value of `StringEquals` is a star, which a pattern's star takes in, too.
        let is_one = self == Self::Exact || (self != Self::IgnoringCase && is_literal(value));
        match other_family {
            Self::Exact => is_one && value == other,
            Self::IgnoringCase => (is_one || self == Self::IgnoringCase) && value.eq_ignore_ascii_case(other),
            Self::Pattern => self != Self::IgnoringCase && covers(other, value),
            Self::Arn => (self == Self::Arn || is_one) && arn_covers(other, value),
        }
    }
}

fn is_negated(bare: &str) -> bool {
    bare.contains("Not")
}

fn is_plain(value: &str) -> bool {
    is_literal(value) && !has_variable(value)
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<String> = self.values.iter().map(|value| format!("`{value}`")).collect();
        write!(f, "`{}` of `{}`: {}", self.operator, self.key, values.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::Limit;

    fn limit(operator: &str, key: &str, values: &[&str]) -> Limit {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        Limit { operator: operator.to_owned(), key: key.to_owned(), values }
    }

    #[test]
    fn a_narrower_limit_implies_a_wider_one() {
        let context = "kms:EncryptionContext:aws:s3:arn";
        for (narrow, wide) in [
            (("StringEquals", &["a"][..]), ("StringEquals", &["a", "b"][..])),
            (("StringEquals", &["arn:b/raw/x"]), ("StringLike", &["arn:b/raw/*"])),
            (("StringLike", &["arn:b/raw/*"]), ("StringLike", &["arn:b", "arn:b/*"])),
            (("StringEquals", &["a"]), ("StringEqualsIfExists", &["a"])),
            (("StringEquals", &["a"]), ("StringEqualsIgnoreCase", &["A"])),
            (("StringNotEquals", &["a", "b"]), ("StringNotEquals", &["a"])),
            (("ArnEquals", &["arn:aws:iam::1:role/a"]), ("ArnLike", &["arn:aws:iam::1:role/*"])),
            (("StringEquals", &["arn:aws:iam::1:role/a"]), ("ArnLike", &["arn:aws:iam::*:role/a"])),
            (("IpAddress", &["10.0.0.0/8"]), ("IpAddress", &["10.0.0.0/8", "192.0.2.0/24"])),
            (("StringLike", &["${aws:username}/*"]), ("StringLike", &["${aws:username}/*", "x"])),
            (("ForAnyValue:StringEquals", &["a"]), ("ForAnyValue:StringEquals", &["a", "b"])),
        ] {
            let (narrow, wide) = (
                limit(narrow.0, context, narrow.1),
                limit(wide.0, "KMS:EncryptionContext:aws:s3:arn", wide.1),
            );
            assert!(narrow.implies(&wide), "{narrow} => {wide}");
            assert!(!wide.implies(&narrow), "{wide} => {narrow}");
        }
    }

    #[test]
    fn nothing_is_implied_that_is_not_certain() {
        for (a, b) in [
            (("StringLike", &["a*"][..]), ("StringEquals", &["a*"][..])),
            (("StringEqualsIfExists", &["a"]), ("StringEquals", &["a"])),
            (("StringLike", &["arn:*"]), ("ArnLike", &["arn:*"])),
            (("StringEqualsIgnoreCase", &["a"]), ("StringLike", &["a"])),
            (("StringEquals", &["${aws:username}"]), ("StringLike", &["$?aws:username}"])),
            (("StringNotEquals", &["a"]), ("StringNotEquals", &["a", "b"])),
            (("ForAllValues:StringEquals", &["a"]), ("StringEquals", &["a"])),
        ] {
            let (a, b) = (limit(a.0, "aws:x", a.1), limit(b.0, "aws:x", b.1));
            assert!(!a.implies(&b), "{a} => {b}");
        }
        assert!(!limit("Bool", "aws:a", &["true"]).implies(&limit("Bool", "aws:b", &["true"])));
    }

    #[test]
    fn limits_contradict_each_other_where_no_value_meets_both() {
        let via = |operator, value| limit(operator, "kms:ViaService", &[value]);
        assert!(via("StringEquals", "s3").contradicts(&via("StringEquals", "athena")));
        assert!(!via("StringEquals", "s3").contradicts(&via("StringLike", "s*")));
        assert!(!via("StringEquals", "s3").contradicts(&via("StringEqualsIfExists", "athena")));
        assert!(!via("StringEquals", "s3").contradicts(&via("StringNotEquals", "athena")));
        assert!(!via("StringEquals", "S3").contradicts(&via("StringEqualsIgnoreCase", "s3")));
    }
}
