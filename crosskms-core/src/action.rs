//! The actions of KMS and S3, as AWS's Service Authorization Reference lists them.
//!
//! The tables in [`kms`] and [`s3`] are generated from `catalogue/data`; what is known of an action is
//! known at compile time and costs nothing to look up.

pub mod condition_key;
pub mod every;
pub mod kms;
pub mod s3;

use std::fmt;

use crate::wildcard;

/// One action of KMS or S3, for example `kms:Decrypt`.
///
/// Every action is a constant of [`kms`] or [`s3`]; holding one is the proof that AWS knows it.
///
/// ```
/// use crosskms_core::action::{Action, kms};
///
/// assert_eq!(Action::named("kms:decrypt"), Some(kms::Decrypt));
/// assert_eq!(kms::Decrypt.to_string(), "kms:Decrypt");
/// ```
///
/// It is a position in the tables and no reference into them: the compiler would look at everything behind the reference
/// again for each constant that a macro writes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Action {
    service: Service,
    position: usize,
}

/// What the tables hold for one action.
#[derive(Debug)]
pub(crate) struct Definition {
    pub(crate) name: &'static str,
    pub(crate) access_level: AccessLevel,
    pub(crate) resource_types: &'static [&'static str],
    pub(crate) condition_keys: &'static [&'static str],
    pub(crate) cross_account: bool,
    pub(crate) key_usages: &'static [KeyUsage],
    pub(crate) grantable: bool,
}

/// The services whose actions are known in detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Service {
    /// AWS Key Management Service, prefix `kms`.
    Kms,
    /// Amazon S3, prefix `s3`.
    S3,
}

impl Service {
    /// The prefix of the service's actions.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Kms => "kms",
            Self::S3 => "s3",
        }
    }

    /// Every action of the service, sorted by name.
    pub const fn actions(self) -> &'static [Action] {
        match self {
            Self::Kms => kms::ALL,
            Self::S3 => s3::ALL,
        }
    }
}

/// The access levels of the Service Authorization Reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccessLevel {
    /// Lists resources.
    List,
    /// Reads content or settings.
    Read,
    /// Creates, changes or deletes.
    Write,
    /// Grants or changes permissions.
    PermissionsManagement,
    /// Changes tags only.
    Tagging,
}

/// What a KMS key can be used for (`KeyUsage` of `DescribeKey`, with the symmetric keys told apart, R2.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyUsage {
    /// `ENCRYPT_DECRYPT` with a `SYMMETRIC_DEFAULT` key, the only kind that S3 works with.
    SymmetricEncryption,
    /// `ENCRYPT_DECRYPT` with an RSA or SM2 key.
    AsymmetricEncryption,
    /// `SIGN_VERIFY`.
    SignVerify,
    /// `GENERATE_VERIFY_MAC`.
    GenerateVerifyMac,
    /// `KEY_AGREEMENT`.
    KeyAgreement,
    /// `ENCAPSULATE_DECAPSULATE`.
    EncapsulateDecapsulate,
}

impl KeyUsage {
    /// What a key of this `KeySpec` and `KeyUsage` is for; none where there is no such key, or AWS added it since.
    ///
    /// `ENCRYPT_DECRYPT` means one thing for symmetric keys and another for all others.
    ///
    /// ```
    /// use crosskms_core::action::KeyUsage;
    ///
    /// assert_eq!(KeyUsage::of_key("RSA_2048", "SIGN_VERIFY"), Some(KeyUsage::SignVerify));
    /// assert_eq!(KeyUsage::of_key("HMAC_256", "ENCRYPT_DECRYPT"), None);
    /// ```
    pub fn of_key(spec: &str, usage: &str) -> Option<Self> {
        let usages = Self::names_for(spec);
        if !usages.is_empty() && !usages.contains(&usage) {
            return None;
        }
        Some(match usage {
            "ENCRYPT_DECRYPT" if spec == "SYMMETRIC_DEFAULT" => Self::SymmetricEncryption,
            "ENCRYPT_DECRYPT" => Self::AsymmetricEncryption,
            "SIGN_VERIFY" => Self::SignVerify,
            "GENERATE_VERIFY_MAC" => Self::GenerateVerifyMac,
            "KEY_AGREEMENT" => Self::KeyAgreement,
            "ENCAPSULATE_DECAPSULATE" => Self::EncapsulateDecapsulate,
            _ => return None,
        })
    }

    /// The values of `KeyUsage` that keys of a `KeySpec` can have (section 2.2 of the rulebook); none for a spec that is
    /// not known.
    pub fn names_for(spec: &str) -> &'static [&'static str] {
        match spec {
            "SYMMETRIC_DEFAULT" => &["ENCRYPT_DECRYPT"],
            "RSA_2048" | "RSA_3072" | "RSA_4096" => &["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
            "ECC_NIST_P256" | "ECC_NIST_P384" | "ECC_NIST_P521" => &["SIGN_VERIFY", "KEY_AGREEMENT"],
            "ECC_NIST_EDWARDS25519" | "ECC_SECG_P256K1" | "ML_DSA_44" | "ML_DSA_65" | "ML_DSA_87" => {
                &["SIGN_VERIFY"]
            }
            "ML_KEM_512" | "ML_KEM_768" | "ML_KEM_1024" => &["ENCAPSULATE_DECAPSULATE"],
            "HMAC_224" | "HMAC_256" | "HMAC_384" | "HMAC_512" => &["GENERATE_VERIFY_MAC"],
            "SM2" => &["ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"],
            _ => &[],
        }
    }
}

impl Action {
    pub(crate) const fn new(service: Service, position: usize) -> Self {
        Self { service, position }
    }

    const fn definition(self) -> &'static Definition {
        let definitions = match self.service {
            Service::Kms => kms::DEFINITIONS,
            Service::S3 => s3::DEFINITIONS,
        };
        #[expect(clippy::indexing_slicing, reason = "every action is made with its own position")]
        &definitions[self.position]
    }

    /// The action of this name, `service:Name`, in any case, as IAM reads it (R3.5).
    pub fn named(name: &str) -> Option<Self> {
        let (service, name) = name.split_once(':')?;
        let service =
            [Service::Kms, Service::S3].into_iter().find(|s| s.prefix().eq_ignore_ascii_case(service))?;
        let actions = service.actions();
        // Most people spell it as AWS does.
        let spelled_right = actions.binary_search_by(|action| action.name().cmp(name)).ok();
        let found = spelled_right.and_then(|position| actions.get(position));
        found.or_else(|| actions.iter().find(|action| action.name().eq_ignore_ascii_case(name))).copied()
    }

    /// The actions that a name with wildcards stands for, as `Action` in a policy reads it.
    ///
    /// ```
    /// use crosskms_core::action::Action;
    ///
    /// let names: Vec<_> = Action::matching("kms:Generate*WithoutPlaintext").map(Action::name).collect();
    /// assert_eq!(names, ["GenerateDataKeyPairWithoutPlaintext", "GenerateDataKeyWithoutPlaintext"]);
    /// ```
    pub fn matching(pattern: &str) -> impl Iterator<Item = Self> {
        Self::all().filter(move |action| wildcard::matches_ignoring_case(pattern, &action.to_string()))
    }

    /// Every action in the tables.
    pub fn all() -> impl Iterator<Item = Self> {
        kms::ALL.iter().chain(s3::ALL).copied()
    }

    /// The service that the action belongs to.
    pub const fn service(self) -> Service {
        self.service
    }

    /// The name without the service's prefix, spelled as AWS spells it.
    pub const fn name(self) -> &'static str {
        self.definition().name
    }

    /// AWS's access level.
    pub const fn access_level(self) -> AccessLevel {
        self.definition().access_level
    }

    /// The types of resource that the action applies to; none when it takes only `*`.
    pub const fn resource_types(self) -> &'static [&'static str] {
        self.definition().resource_types
    }

    /// The service's own condition keys that the action supports, as the reference writes them.
    pub const fn condition_keys(self) -> &'static [&'static str] {
        self.definition().condition_keys
    }

    /// Whether the action has any effect when the caller is in another account than the resource (R2.1).
    pub const fn works_across_accounts(self) -> bool {
        self.definition().cross_account
    }

    /// The usages of key that the action works with; empty when the usage does not matter.
    pub const fn key_usages(self) -> &'static [KeyUsage] {
        self.definition().key_usages
    }

    /// Whether a KMS grant can hold the action.
    pub const fn is_grantable(self) -> bool {
        self.definition().grantable
    }

    /// Whether the action only tells about a resource. Metadata of a key is asked for by the principal itself,
    /// never by a service on its behalf, and without an encryption context (R2.37).
    pub const fn is_metadata(self) -> bool {
        matches!(self.access_level(), AccessLevel::Read | AccessLevel::List)
    }

    /// Whether the action supports this condition key; global `aws:` keys are not asked here.
    pub fn supports_condition_key(self, key: &str) -> bool {
        self.condition_keys().iter().any(|known| condition_key::matches(known, key))
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service().prefix(), self.name())
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({self})")
    }
}
