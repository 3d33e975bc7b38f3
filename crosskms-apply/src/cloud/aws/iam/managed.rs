//! Managed policies of customers: their default version, and to whom they are attached (R5.36).

use std::collections::BTreeSet;

use aws_sdk_iam::Client;
use aws_sdk_iam::types::PolicyVersion;
use crosskms::arn::{PrincipalArn, PrincipalKind};

use super::{NO_SUCH_ENTITY, about, holds_no_policies};
use crate::cloud::aws::AwsCloud;
use crate::cloud::aws::call::Call;
use crate::cloud::aws::retry::iam_once;
use crate::cloud::{CloudError, Failure};
use crate::document::PolicyArn;

/// How many versions a managed policy can have.
const MOST_VERSIONS: usize = 5;

impl AwsCloud {
    /// The default version.
    pub(in crate::cloud::aws) async fn managed_policy(
        &self,
        policy: &PolicyArn,
    ) -> Result<Option<String>, CloudError> {
        let iam = self.iam_of(&of_policy("iam:GetPolicy", policy), policy)?;
        super::holder::managed(iam, policy.as_str(), policy.account()).await
    }

    /// Makes the policy, or a new default version of it in the place of the oldest other one.
    pub(in crate::cloud::aws) async fn put_managed_policy(
        &self,
        policy: &PolicyArn,
        text: &str,
    ) -> Result<(), CloudError> {
        let call = of_policy("iam:CreatePolicy", policy);
        let iam = self.iam_of(&call, policy)?;
        let create = iam.create_policy().policy_name(policy.name()).policy_document(text);
        let created = create.customize().config_override(iam_once()).send().await;
        if call.answer_unless("EntityAlreadyExists", created)?.is_some() {
            return Ok(());
        }
        let others = other_versions(iam, policy).await?;
        // Versions are numbered, and never again by the same number.
        if others.len().saturating_add(1) >= MOST_VERSIONS
            && let Some(oldest) = others.into_iter().min_by_key(|id| number(id))
        {
            delete_version(iam, policy, &oldest).await?;
        }
        let call = of_policy("iam:CreatePolicyVersion", policy);
        let create = iam.create_policy_version().policy_arn(policy.as_str()).policy_document(text);
        let create = create.set_as_default(true).customize().config_override(iam_once());
        call.answer(create.send().await).map(drop)
    }

    /// Deletes all versions. IAM refuses while the policy is attached to somebody.
    pub(in crate::cloud::aws) async fn delete_managed_policy(
        &self,
        policy: &PolicyArn,
    ) -> Result<(), CloudError> {
        let call = of_policy("iam:DeletePolicy", policy);
        let iam = self.iam_of(&call, policy)?;
        for version in other_versions(iam, policy).await? {
            delete_version(iam, policy, &version).await?;
        }
        let delete = iam.delete_policy().policy_arn(policy.as_str()).customize().config_override(iam_once());
        call.answer_unless(NO_SUCH_ENTITY, delete.send().await).map(drop)
    }

    /// The ARNs of all that are attached to a role or user.
    pub(in crate::cloud::aws) async fn attached(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeSet<String>, CloudError> {
        let attached = self.holder(principal)?.attached().await?;
        Ok(attached.into_iter().filter_map(|policy| policy.policy_arn).collect())
    }

    pub(in crate::cloud::aws) async fn attach(
        &self,
        principal: &PrincipalArn,
        policy: &PolicyArn,
    ) -> Result<(), CloudError> {
        match principal.kind() {
            PrincipalKind::Role => {
                let call = about("iam:AttachRolePolicy", principal);
                let attach = self.iam(&call, principal)?.attach_role_policy();
                let attach = attach.role_name(principal.name()).policy_arn(policy.as_str());
                call.answer(attach.customize().config_override(iam_once()).send().await).map(drop)
            }
            PrincipalKind::User => {
                let call = about("iam:AttachUserPolicy", principal);
                let attach = self.iam(&call, principal)?.attach_user_policy();
                let attach = attach.user_name(principal.name()).policy_arn(policy.as_str());
                call.answer(attach.customize().config_override(iam_once()).send().await).map(drop)
            }
            _ => Err(holds_no_policies(principal)),
        }
    }

    pub(in crate::cloud::aws) async fn detach(
        &self,
        principal: &PrincipalArn,
        policy: &PolicyArn,
    ) -> Result<(), CloudError> {
        match principal.kind() {
            PrincipalKind::Role => {
                let call = about("iam:DetachRolePolicy", principal);
                let detach = self.iam(&call, principal)?.detach_role_policy();
                let detach = detach.role_name(principal.name()).policy_arn(policy.as_str());
                let answer = detach.customize().config_override(iam_once()).send().await;
                call.answer_unless(NO_SUCH_ENTITY, answer).map(drop)
            }
            PrincipalKind::User => {
                let call = about("iam:DetachUserPolicy", principal);
                let detach = self.iam(&call, principal)?.detach_user_policy();
                let detach = detach.user_name(principal.name()).policy_arn(policy.as_str());
                let answer = detach.customize().config_override(iam_once()).send().await;
                call.answer_unless(NO_SUCH_ENTITY, answer).map(drop)
            }
            _ => Err(holds_no_policies(principal)),
        }
    }

    fn iam_of(&self, call: &Call<'_>, policy: &PolicyArn) -> Result<&Client, CloudError> {
        Ok(self.clients(call)?.iam(policy.partition()))
    }
}

/// The ids of all versions but the default one.
async fn other_versions(iam: &Client, policy: &PolicyArn) -> Result<Vec<String>, CloudError> {
    let call = of_policy("iam:ListPolicyVersions", policy);
    let list = iam.list_policy_versions().policy_arn(policy.as_str()).into_paginator().items();
    let versions: Vec<PolicyVersion> = match call.answer(list.send().collect().await) {
        Err(CloudError { failure: Failure::NotFound(_), .. }) => Vec::new(),
        versions => versions?,
    };
    let others = versions.into_iter().filter(|version| !version.is_default_version);
    Ok(others.filter_map(|version| version.version_id).collect())
}

async fn delete_version(iam: &Client, policy: &PolicyArn, id: &str) -> Result<(), CloudError> {
    let call = of_policy("iam:DeletePolicyVersion", policy);
    let delete = iam.delete_policy_version().policy_arn(policy.as_str()).version_id(id);
    call.answer_unless(NO_SUCH_ENTITY, delete.customize().config_override(iam_once()).send().await).map(drop)
}

/// `v12` was made after `v9`.
fn number(id: &str) -> u64 {
    id.trim_start_matches('v').parse().unwrap_or_default()
}

fn of_policy<'a>(name: &'static str, policy: &'a PolicyArn) -> Call<'a> {
    Call { name, target: policy.as_str(), account: policy.account() }
}
