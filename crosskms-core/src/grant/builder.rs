//! Grants whose values are known only at run time.

use super::{Allowance, ConditionDraft, CrossAccountGrant, Draft};
use crate::finding::Findings;
use crate::site::Site;

/// Makes a [`CrossAccountGrant`] from values known at run time; see [`CrossAccountGrant::builder`].
#[derive(Debug, Clone, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct CrossAccountGrantBuilder(Draft);

impl CrossAccountGrantBuilder {
    /// Names the grant: 1 to 40 of `a` to `z`, `0` to `9` and `-`.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = Some(name.into());
        self
    }

    /// The full ARN of the key.
    pub fn key(mut self, arn: impl Into<String>) -> Self {
        self.0.key = Some(arn.into());
        self
    }

    /// The Regions with replicas of a multi-Region key, each with a policy of its own.
    pub fn replicas<S: Into<String>>(mut self, regions: impl IntoIterator<Item = S>) -> Self {
        self.0.replicas = Some(texts(regions));
        self
    }

    /// The ARN of the bucket that the key encrypts.
    pub fn bucket(mut self, arn: impl Into<String>) -> Self {
        self.0.bucket = Some(arn.into());
        self
    }

    /// Limits object access to keys that begin with one of these.
    pub fn prefixes<S: Into<String>>(mut self, prefixes: impl IntoIterator<Item = S>) -> Self {
        self.0.prefixes = Some(texts(prefixes));
        self
    }

    /// Adds a role, user or account of another account.
    pub fn principal(mut self, arn: impl Into<String>) -> Self {
        self.0.principals.get_or_insert_default().push(arn.into());
        self
    }

    /// Adds several principals.
    pub fn principals<S: Into<String>>(mut self, arns: impl IntoIterator<Item = S>) -> Self {
        self.0.principals.get_or_insert_default().extend(texts(arns));
        self
    }

    /// Adds actions such as `kms:Decrypt` or `s3:GetObject`.
    pub fn allow<S: Into<String>>(mut self, actions: impl IntoIterator<Item = S>) -> Self {
        self.0.allow.get_or_insert_default().extend(texts(actions));
        self
    }

    /// `read`, `write` or `read_write`, in place of single actions.
    pub fn access(mut self, access: impl Into<String>) -> Self {
        self.0.access = Some(access.into());
        self
    }

    /// The services through which the key may be used, or `any`.
    pub fn via<S: Into<String>>(mut self, services: impl IntoIterator<Item = S>) -> Self {
        self.0.via = Some(texts(services));
        self
    }

    /// Whether the bucket uses an S3 Bucket Key; it does unless this says otherwise.
    pub const fn bucket_key(mut self, enabled: bool) -> Self {
        self.0.bucket_key = Some(enabled);
        self
    }

    /// `principal` or `principal_arn`.
    pub fn bind(mut self, bind: impl Into<String>) -> Self {
        self.0.bind = Some(bind.into());
        self
    }

    /// `policy` or `kms_grant`.
    pub fn mechanism(mut self, mechanism: impl Into<String>) -> Self {
        self.0.mechanism = Some(mechanism.into());
        self
    }

    /// `inline` or `managed`.
    pub fn identity_policy(mut self, identity_policy: impl Into<String>) -> Self {
        self.0.identity_policy = Some(identity_policy.into());
        self
    }

    /// Adds a condition to the owner's statements.
    pub fn condition<S: Into<String>>(
        mut self,
        operator: impl Into<String>,
        key: impl Into<String>,
        values: impl IntoIterator<Item = S>,
    ) -> Self {
        let condition = ConditionDraft { operator: operator.into(), key: key.into(), values: texts(values) };
        self.0.conditions.get_or_insert_default().push(condition);
        self
    }

    /// Silences a rule that is a warning or a default deny.
    pub fn allow_rule(mut self, rule: impl Into<String>) -> Self {
        let allowance = Allowance { rule: rule.into(), field: None, site: Site::whole() };
        self.0.allowances.push(allowance);
        self
    }

    /// What was given so far.
    pub const fn draft(&self) -> &Draft {
        &self.0
    }

    /// Every finding of every rule, warnings included.
    pub fn check(&self) -> Findings {
        self.0.check().0
    }

    /// The grant.
    ///
    /// # Errors
    ///
    /// All findings, when one of them is more than a warning.
    pub fn build(self) -> Result<CrossAccountGrant, Findings> {
        let (findings, grant) = self.0.check();
        grant.ok_or(findings)
    }
}

fn texts<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Vec<String> {
    values.into_iter().map(Into::into).collect()
}
