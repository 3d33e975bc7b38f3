//! A key as it is to be created.

use std::collections::BTreeMap;

use crosskms::arn::{AliasArn, PrincipalArn, PrincipalKind};
use crosskms::policy::Policy;
use serde::Serialize;

use super::{TAG, policy};

/// The longest description, in characters (R5.8).
const DESCRIPTION: usize = 8192;
/// The most tags of one key; one of them is [`TAG`].
const TAGS: usize = 50;
/// The longest key of a tag, in characters (R5.8).
const TAG_KEY: usize = 128;
/// The longest value of a tag, in characters (R5.8).
const TAG_VALUE: usize = 256;

/// A symmetric key to encrypt and decrypt with, as it is to be created.
///
/// ```
/// use crosskms_apply::create_key::NewKey;
///
/// let key = NewKey::new("arn:aws:kms:eu-west-1:111122223333:alias/raw-events".parse()?)?
///     .administrator("arn:aws:iam::111122223333:role/key-admin".parse()?)?
///     .tag("team", "data")?;
/// assert!(key.policy().to_string().contains("Allow access for Key Administrators"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewKey {
    alias: AliasArn,
    administrators: Vec<PrincipalArn>,
    description: String,
    tags: BTreeMap<String, String>,
    multi_region: bool,
}

/// What a key cannot be created with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NewKeyError {
    /// The alias is one of AWS's own.
    #[error("`{0}` is reserved for keys of AWS's own services")]
    ReservedAlias(String),
    /// The administrator belongs to another account.
    #[error("`{principal}` is in account {}, the key in account {}", principal.account(), alias.account())]
    ForeignAdministrator {
        /// The administrator.
        principal: PrincipalArn,
        /// The alias of the key.
        alias: AliasArn,
    },
    /// The administrator lives in another partition than the key.
    #[error("`{principal}` is in partition `{}`, the key in `{}`", principal.partition(), alias.partition())]
    ForeignPartition {
        /// The administrator.
        principal: PrincipalArn,
        /// The alias of the key.
        alias: AliasArn,
    },
    /// The administrator is no role or user.
    #[error("`{0}` is the account as a whole, which is in charge of its keys anyway")]
    WholeAccount(PrincipalArn),
    /// The administrator stands there already.
    #[error("`{0}` stands twice among the administrators")]
    SecondAdministrator(PrincipalArn),
    /// The description is too long.
    #[error("the description has {0} characters, and a key holds at most {DESCRIPTION}")]
    LongDescription(usize),
    /// The key or the value of a tag is empty, too long, or has characters that tags do not have.
    #[error("`{text}` is no {part} of a tag: expected {expected}")]
    MalformedTag {
        /// `key` or `value`.
        part: &'static str,
        /// What stands there.
        text: String,
        /// What could stand there.
        expected: &'static str,
    },
    /// The tag is set by AWS or by crosskms.
    #[error("the tag `{0}` cannot be chosen: it is set by {by}", by = if .0 == TAG { "crosskms" } else { "AWS" })]
    ReservedTag(String),
    /// There are more tags than a key can have.
    #[error("a key has at most {TAGS} tags, and `{TAG}` is one of them")]
    TooManyTags,
}

impl NewKeyError {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::ReservedAlias(name) => {
                let rest = name.strip_prefix("alias/aws/").filter(|rest| !rest.is_empty());
                format!(
                    "choose a name that does not begin with `alias/aws/`, such as `alias/{}`",
                    rest.unwrap_or("raw-events")
                )
            }
            Self::ForeignAdministrator { alias, .. } => format!(
                "name roles and users of account {}; who uses the key from elsewhere is named in a grant",
                alias.account()
            ),
            Self::ForeignPartition { alias, .. } => {
                format!("write it as `arn:{}:iam::{}:role/NAME`", alias.partition(), alias.account())
            }
            Self::WholeAccount(principal) => {
                format!(
                    "name a role or a user, as `arn:{}:iam::{}:role/NAME`",
                    principal.partition(),
                    principal.account()
                )
            }
            Self::SecondAdministrator(_) => "remove the second one".to_owned(),
            Self::LongDescription(_) => "shorten it".to_owned(),
            Self::MalformedTag { .. } => {
                "shorten it, or leave out the characters that tags do not have".to_owned()
            }
            Self::ReservedTag(_) => "leave it out".to_owned(),
            Self::TooManyTags => "leave out some of them".to_owned(),
        }
    }
}

impl NewKey {
    /// A key of a single Region, to be known by this alias.
    ///
    /// # Errors
    ///
    /// When the alias is one of AWS's own.
    pub fn new(alias: AliasArn) -> Result<Self, NewKeyError> {
        let name = alias.name();
        if name.is_reserved() {
            return Err(NewKeyError::ReservedAlias(name.to_string()));
        }
        let tags = BTreeMap::from([(TAG.to_owned(), name.to_string())]);
        Ok(Self { alias, administrators: Vec::new(), description: String::new(), tags, multi_region: false })
    }

    /// A role or user of the account that may administer the key, and not use it.
    ///
    /// # Errors
    ///
    /// When it is not a role or user of the key's account, or was named before.
    pub fn administrator(mut self, principal: PrincipalArn) -> Result<Self, NewKeyError> {
        if principal.partition() != self.alias.partition() {
            return Err(NewKeyError::ForeignPartition { principal, alias: self.alias });
        }
        if principal.account() != self.alias.account() {
            return Err(NewKeyError::ForeignAdministrator { principal, alias: self.alias });
        }
        if principal.kind() == PrincipalKind::Account {
            return Err(NewKeyError::WholeAccount(principal));
        }
        if self.administrators.contains(&principal) {
            return Err(NewKeyError::SecondAdministrator(principal));
        }
        self.administrators.push(principal);
        Ok(self)
    }

    /// What the key is for, in the operator's words.
    ///
    /// # Errors
    ///
    /// When it is too long.
    pub fn described(mut self, description: &str) -> Result<Self, NewKeyError> {
        match description.chars().count() {
            count if count > DESCRIPTION => Err(NewKeyError::LongDescription(count)),
            _ => {
                description.clone_into(&mut self.description);
                Ok(self)
            }
        }
    }

    /// A tag; one with the same key is replaced.
    ///
    /// # Errors
    ///
    /// When a key cannot have it.
    pub fn tag(mut self, key: &str, value: &str) -> Result<Self, NewKeyError> {
        if key == TAG || key.to_ascii_lowercase().starts_with("aws:") {
            return Err(NewKeyError::ReservedTag(key.to_owned()));
        }
        let malformed = |part, text: &str, expected| {
            Err(NewKeyError::MalformedTag { part, text: text.to_owned(), expected })
        };
        if !is_tag_text(key) || key.is_empty() || key.chars().count() > TAG_KEY {
            return malformed("key", key, "1 to 128 letters, digits, spaces and `_.:/=+-@`");
        }
        if !is_tag_text(value) || value.chars().count() > TAG_VALUE {
            return malformed("value", value, "at most 256 letters, digits, spaces and `_.:/=+-@`");
        }
        self.tags.insert(key.to_owned(), value.to_owned());
        if self.tags.len() > TAGS { Err(NewKeyError::TooManyTags) } else { Ok(self) }
    }

    /// A key that can be replicated to other Regions; this cannot be changed later.
    #[must_use]
    pub fn multi_region(self, multi_region: bool) -> Self {
        Self { multi_region, ..self }
    }

    /// The alias, by which the key is known.
    pub const fn alias(&self) -> &AliasArn {
        &self.alias
    }

    /// Who may administer the key.
    pub fn administrators(&self) -> &[PrincipalArn] {
        &self.administrators
    }

    /// The description, empty if there is none.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The tags, [`TAG`] among them.
    pub const fn tags(&self) -> &BTreeMap<String, String> {
        &self.tags
    }

    /// Whether the key can be replicated to other Regions.
    pub const fn is_multi_region(&self) -> bool {
        self.multi_region
    }

    /// The key policy: the account is in charge (R4.12, R6.12), the administrators administer, nobody uses the key.
    pub fn policy(&self) -> Policy {
        policy::of(self)
    }
}

fn is_tag_text(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || letter == ' ' || "_.:/=+-@".contains(letter))
}
