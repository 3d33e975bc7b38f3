//! The condition keys of policies: the global ones, those of KMS and those of S3.
//!
//! `table` is generated from `catalogue/data`. Some names in it are templates, for example
//! `aws:ResourceTag/${TagKey}`; each stands for every key that begins like it.

mod table;

/// A condition key, or a family of keys that differ only in what follows a fixed beginning.
///
/// ```
/// use crosskms_core::action::condition_key::{ConditionKey, ValueType};
///
/// let key = ConditionKey::named("aws:principalorgpaths").unwrap();
/// assert_eq!(key.name(), "aws:PrincipalOrgPaths");
/// assert_eq!(key.value_type(), ValueType::String);
/// assert!(key.is_multivalued());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ConditionKey {
    name: &'static str,
    value_type: ValueType,
    multivalued: bool,
}

/// The type of a key's values, which decides the condition operators that make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// Text, for the operators `String…`.
    String,
    /// An ARN, for the operators `Arn…` and `String…`.
    Arn,
    /// `true` or `false`, for `Bool`.
    Bool,
    /// A number, for the operators `Numeric…`.
    Numeric,
    /// A point in time, for the operators `Date…`.
    Date,
    /// An address or a CIDR block, for `IpAddress` and `NotIpAddress`.
    IpAddress,
}

impl ConditionKey {
    const fn single_valued(name: &'static str, value_type: ValueType) -> Self {
        Self { name, value_type, multivalued: false }
    }

    const fn multivalued(name: &'static str, value_type: ValueType) -> Self {
        Self { name, value_type, multivalued: true }
    }

    /// The known key of this name, in any case, as IAM reads it (R3.34).
    ///
    /// ```
    /// use crosskms_core::action::condition_key::ConditionKey;
    ///
    /// let key = ConditionKey::named("kms:EncryptionContext:department").unwrap();
    /// assert_eq!(key.name(), "kms:EncryptionContext:${EncryptionContextKey}");
    /// assert_eq!(ConditionKey::named("kms:EncryptionContext:"), None);
    /// ```
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|known| matches(known.name, name))
    }

    /// Every known key, sorted by name.
    pub const fn all() -> &'static [Self] {
        table::ALL
    }

    /// The name with its prefix, spelled as AWS spells it, with the placeholder if it is a template.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The type of the key's values.
    pub const fn value_type(&self) -> ValueType {
        self.value_type
    }

    /// Whether a request can hold several values, so that `ForAllValues` or `ForAnyValue` is needed.
    pub const fn is_multivalued(&self) -> bool {
        self.multivalued
    }

    /// Whether the key is a global one, which does not depend on the service that is called.
    ///
    /// Besides `aws:` that includes keys such as `ec2:SourceInstanceArn`, which describe the caller's
    /// credentials.
    pub fn is_global(&self) -> bool {
        !self.name.starts_with("kms:") && !self.name.starts_with("s3:")
    }
}

/// Whether `key` is the known key, or one of the family when the known key is a template.
pub(crate) fn matches(known: &str, key: &str) -> bool {
    match fixed_part(known) {
        Some(fixed) => key
            .split_at_checked(fixed.len())
            .is_some_and(|(start, rest)| start.eq_ignore_ascii_case(fixed) && !rest.is_empty()),
        None => known.eq_ignore_ascii_case(key),
    }
}

/// What comes before the placeholder of a template: `${TagKey}`, `<key>` or `tag-key`.
fn fixed_part(known: &str) -> Option<&str> {
    if known.ends_with(['}', '>']) {
        return known.split_once(['$', '<']).map(|(fixed, _)| fixed);
    }
    known.strip_suffix("tag-key").filter(|fixed| fixed.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter() {
        assert!(matches("aws:SourceArn", "AWS:sourcearn"));
        assert!(!matches("aws:SourceArn", "aws:SourceArns"));
    }

    #[test]
    fn every_spelling_of_a_template_matches_its_family() {
        for (known, key) in [
            ("aws:PrincipalTag/tag-key", "aws:principaltag/team"),
            ("aws:ResourceTag/${TagKey}", "aws:ResourceTag/team"),
            ("kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContext:aws:s3:arn"),
            ("s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/é"),
        ] {
            assert!(matches(known, key), "{known} {key}");
            let fixed = fixed_part(known).unwrap();
            assert!(!matches(known, fixed), "{fixed}");
        }
    }

    #[test]
    fn a_key_that_begins_like_a_template_is_another_key() {
        assert!(!matches("kms:EncryptionContext:${EncryptionContextKey}", "kms:EncryptionContextKeys"));
        assert_eq!(
            ConditionKey::named("kms:EncryptionContextKeys").unwrap().name(),
            "kms:EncryptionContextKeys"
        );
    }

    #[test]
    fn spellings_of_one_template_are_one_key() {
        let tags = ConditionKey::all().iter().filter(|key| key.name().starts_with("aws:ResourceTag/"));
        assert_eq!(tags.map(ConditionKey::name).collect::<Vec<_>>(), ["aws:ResourceTag/${TagKey}"]);
    }

    #[test]
    fn keys_of_a_service_are_not_global() {
        for (name, global) in [
            ("aws:SourceArn", true),
            ("ec2:SourceInstanceArn", true),
            ("kms:GrantConstraintSourceArn", false),
            ("s3:prefix", false),
        ] {
            assert_eq!(ConditionKey::named(name).unwrap().is_global(), global, "{name}");
        }
    }

    #[test]
    fn an_unknown_key_is_not_found() {
        assert_eq!(ConditionKey::named("kms:Decrypt"), None);
    }
}
