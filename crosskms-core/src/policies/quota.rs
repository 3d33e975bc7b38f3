//! How large documents may be (section 3.5 of the rulebook).

/// The largest size of a kind of document, and how AWS counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quota {
    /// What has the limit, for messages.
    pub of: &'static str,
    /// The limit.
    pub limit: usize,
    /// What is counted.
    pub unit: &'static str,
    counts_whitespace: bool,
}

/// How many managed policies can be attached to a role or user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attachments {
    /// Of every account.
    pub default: usize,
    /// Of an account whose quota was raised as far as it goes.
    pub most: usize,
}

/// A key policy: 32 KB, whitespace included to be safe.
pub const KEY_POLICY: Quota =
    Quota { of: "a key policy", limit: 32_768, unit: "bytes", counts_whitespace: true };
/// A bucket policy: 20 KB, whitespace included to be safe.
pub const BUCKET_POLICY: Quota =
    Quota { of: "a bucket policy", limit: 20_480, unit: "bytes", counts_whitespace: true };
/// All inline policies of a role together, without whitespace.
pub const ROLE_INLINE: Quota = Quota {
    of: "the sum of a role's inline policies",
    limit: 10_240,
    unit: "characters",
    counts_whitespace: false,
};
/// All inline policies of a user together, without whitespace.
pub const USER_INLINE: Quota = Quota {
    of: "the sum of a user's inline policies",
    limit: 2_048,
    unit: "characters",
    counts_whitespace: false,
};

/// A managed policy, without whitespace.
pub const MANAGED_POLICY: Quota =
    Quota { of: "a managed policy", limit: 6_144, unit: "characters", counts_whitespace: false };
/// How many managed policies a role can have attached.
pub const ATTACHED_TO_ROLE: Attachments = Attachments { default: 20, most: 25 };
/// How many managed policies a user can have attached.
pub const ATTACHED_TO_USER: Attachments = Attachments { default: 10, most: 20 };
/// A session policy.
pub const SESSION_POLICY: Quota =
    Quota { of: "a session policy", limit: 2_048, unit: "characters", counts_whitespace: false };
/// A trust policy, when the account's quota was raised as far as it goes.
pub const TRUST_POLICY: Quota =
    Quota { of: "a trust policy", limit: 8_192, unit: "characters", counts_whitespace: false };
/// A service control policy, whitespace included.
pub const SERVICE_CONTROL_POLICY: Quota =
    Quota { of: "a service control policy", limit: 10_240, unit: "characters", counts_whitespace: true };
/// A resource control policy, whitespace included.
pub const RESOURCE_CONTROL_POLICY: Quota =
    Quota { of: "a resource control policy", limit: 5_120, unit: "characters", counts_whitespace: true };

impl Quota {
    /// The size of a document as this quota counts it.
    pub fn count(&self, document: &str) -> usize {
        if self.counts_whitespace {
            document.len()
        } else {
            document.chars().filter(|c| !c.is_whitespace()).count()
        }
    }

    /// Whether a document is too large.
    pub fn is_exceeded_by(&self, document: &str) -> bool {
        self.count(document) > self.limit
    }
}
