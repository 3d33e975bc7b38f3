//! What holds identity policies: a role, a user or a group.

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_sdk_iam::types::AttachedPolicy;
use crosskms::arn::AccountId;

use super::NO_SUCH_ENTITY;
use super::document::decoded;
use crate::cloud::CloudError;
use crate::cloud::aws::call::Call;
use crate::cloud::aws::failure::incomplete;

/// A holder by its name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Entity<'a> {
    Role(&'a str),
    User(&'a str),
    Group(&'a str),
}

/// A holder and the client to ask about it.
#[derive(Clone, Copy)]
pub(super) struct Holder<'a> {
    pub(super) iam: &'a Client,
    pub(super) entity: Entity<'a>,
    /// Its ARN.
    pub(super) target: &'a str,
    pub(super) account: AccountId,
}

impl Entity<'_> {
    /// The call that reads an inline policy.
    pub(super) const fn read(self) -> &'static str {
        match self {
            Self::Role(_) => "iam:GetRolePolicy",
            Self::User(_) => "iam:GetUserPolicy",
            Self::Group(_) => "iam:GetGroupPolicy",
        }
    }
}

impl Holder<'_> {
    /// Puts every policy into `policies`, the inline ones with `prefix` before their names.
    ///
    /// Policies that vanish between listing and reading are left out.
    pub(super) async fn policies(
        &self,
        prefix: &str,
        policies: &mut BTreeMap<String, String>,
    ) -> Result<(), CloudError> {
        self.inline_policies(prefix, policies).await?;
        for arn in self.attached().await?.into_iter().filter_map(|policy| policy.policy_arn) {
            if !policies.contains_key(&arn)
                && let Some(document) = managed(self.iam, &arn, self.account).await?
            {
                policies.insert(arn, document);
            }
        }
        Ok(())
    }

    /// The same with the inline ones alone.
    pub(super) async fn inline_policies(
        &self,
        prefix: &str,
        policies: &mut BTreeMap<String, String>,
    ) -> Result<(), CloudError> {
        for name in self.inline_names().await? {
            if let Some(document) = self.inline(&name).await? {
                policies.insert(format!("{prefix}{name}"), document);
            }
        }
        Ok(())
    }

    /// The document of an inline policy.
    pub(super) async fn inline(&self, name: &str) -> Result<Option<String>, CloudError> {
        let call = self.call(self.entity.read());
        let document = match self.entity {
            Entity::Role(role) => {
                let get = self.iam.get_role_policy().role_name(role).policy_name(name);
                call.answer_unless(NO_SUCH_ENTITY, get.send().await)?.map(|answer| answer.policy_document)
            }
            Entity::User(user) => {
                let get = self.iam.get_user_policy().user_name(user).policy_name(name);
                call.answer_unless(NO_SUCH_ENTITY, get.send().await)?.map(|answer| answer.policy_document)
            }
            Entity::Group(group) => {
                let get = self.iam.get_group_policy().group_name(group).policy_name(name);
                call.answer_unless(NO_SUCH_ENTITY, get.send().await)?.map(|answer| answer.policy_document)
            }
        };
        document.map(|document| decoded(&call, &document)).transpose()
    }

    async fn inline_names(&self) -> Result<Vec<String>, CloudError> {
        match self.entity {
            Entity::Role(role) => {
                let list = self.iam.list_role_policies().role_name(role).into_paginator().items();
                self.call("iam:ListRolePolicies").answer(list.send().collect().await)
            }
            Entity::User(user) => {
                let list = self.iam.list_user_policies().user_name(user).into_paginator().items();
                self.call("iam:ListUserPolicies").answer(list.send().collect().await)
            }
            Entity::Group(group) => {
                let list = self.iam.list_group_policies().group_name(group).into_paginator().items();
                self.call("iam:ListGroupPolicies").answer(list.send().collect().await)
            }
        }
    }

    /// The managed policies that are attached.
    pub(super) async fn attached(&self) -> Result<Vec<AttachedPolicy>, CloudError> {
        match self.entity {
            Entity::Role(role) => {
                let list = self.iam.list_attached_role_policies().role_name(role).into_paginator().items();
                self.call("iam:ListAttachedRolePolicies").answer(list.send().collect().await)
            }
            Entity::User(user) => {
                let list = self.iam.list_attached_user_policies().user_name(user).into_paginator().items();
                self.call("iam:ListAttachedUserPolicies").answer(list.send().collect().await)
            }
            Entity::Group(group) => {
                let list = self.iam.list_attached_group_policies().group_name(group).into_paginator().items();
                self.call("iam:ListAttachedGroupPolicies").answer(list.send().collect().await)
            }
        }
    }

    /// Names and ARNs of the groups of a user.
    pub(super) async fn groups(&self) -> Result<Vec<(String, String)>, CloudError> {
        let Entity::User(user) = self.entity else { return Ok(Vec::new()) };
        let list = self.iam.list_groups_for_user().user_name(user).into_paginator().items();
        let groups: Vec<_> = self.call("iam:ListGroupsForUser").answer(list.send().collect().await)?;
        Ok(groups.into_iter().map(|group: aws_sdk_iam::types::Group| (group.group_name, group.arn)).collect())
    }

    fn call(&self, name: &'static str) -> Call<'_> {
        Call { name, target: self.target, account: self.account }
    }
}

/// The document of the default version of a managed policy.
pub(super) async fn managed(
    iam: &Client,
    arn: &str,
    account: AccountId,
) -> Result<Option<String>, CloudError> {
    let call = Call { name: "iam:GetPolicy", target: arn, account };
    let answer = call.answer_unless(NO_SUCH_ENTITY, iam.get_policy().policy_arn(arn).send().await)?;
    let Some(policy) = answer.and_then(|answer| answer.policy) else { return Ok(None) };
    let default = call.member("DefaultVersionId", policy.default_version_id)?;
    match version(iam, arn, account, &default).await? {
        Some(text) => Ok(Some(text)),
        // The one reader knows of the version, the other not yet (R5.39).
        None => Err(call.failed(incomplete(format!("its default version {default} is not there yet")))),
    }
}

/// The document of a version of a managed policy.
pub(super) async fn version(
    iam: &Client,
    arn: &str,
    account: AccountId,
    version: &str,
) -> Result<Option<String>, CloudError> {
    let call = Call { name: "iam:GetPolicyVersion", target: arn, account };
    let get = iam.get_policy_version().policy_arn(arn).version_id(version);
    let answer = call.answer_unless(NO_SUCH_ENTITY, get.send().await)?;
    let document = answer.and_then(|answer| answer.policy_version).and_then(|version| version.document);
    document.map(|document| decoded(&call, &document)).transpose()
}
