//! Managed policies of customers: their default version, and to whom they are attached (R5.36).

use std::collections::BTreeSet;

use aws_sdk_iam::Client;
use aws_sdk_iam::error::ProvideErrorMetadata as _;
use crosskms::arn::{PrincipalArn, PrincipalKind};

use super::holder::version;
use super::{NO_SUCH_ENTITY, about, holds_no_policies};
use crate::cloud::aws::AwsCloud;
use crate::cloud::aws::call::Call;
use crate::cloud::aws::retry::iam_once;
use crate::cloud::{CloudError, Failure, NextStep};
use crate::document::{PolicyArn, PolicyVersion};

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

    /// Makes the policy, or a new default version of it. A sixth version is refused.
    pub(in crate::cloud::aws) async fn put_managed_policy(
        &self,
        policy: &PolicyArn,
        text: &str,
    ) -> Result<(), CloudError> {
        let call = of_policy("iam:CreatePolicy", policy);
        let iam = self.iam_of(&call, policy)?;
        let create = iam.create_policy().policy_name(policy.name()).policy_document(text);
        let created = create.customize().config_override(iam_once()).send().await;
        let denied = match call.answer_unless("EntityAlreadyExists", created) {
            Ok(Some(_)) => return Ok(()),
            Ok(None) => None,
            // Whoever may not create policies may still make a new version of one.
            Err(error) if matches!(error.failure, Failure::AccessDenied(_)) => Some(error),
            Err(error) => return Err(error),
        };
        let call = of_policy("iam:CreatePolicyVersion", policy);
        let create = iam.create_policy_version().policy_arn(policy.as_str()).policy_document(text);
        let create = create.set_as_default(true).customize().config_override(iam_once());
        match create.send().await {
            // Somebody else made versions since there was room.
            Err(error) if error.code() == Some("LimitExceeded") && is_about_versions(error.message()) => {
                let message = error.message().unwrap_or_default().to_owned();
                Err(call.failed(Failure::Conflict(message)))
            }
            answer => match (call.answer(answer), denied) {
                (Err(CloudError { failure: Failure::NotFound(_), .. }), Some(denied)) => Err(denied),
                (answer, _) => answer.map(drop),
            },
        }
    }

    /// Deletes the policy. IAM refuses while it is attached to somebody, or has other versions than the default one.
    pub(in crate::cloud::aws) async fn delete_managed_policy(
        &self,
        policy: &PolicyArn,
    ) -> Result<(), CloudError> {
        let call = of_policy("iam:DeletePolicy", policy);
        let iam = self.iam_of(&call, policy)?;
        let delete = iam.delete_policy().policy_arn(policy.as_str()).customize().config_override(iam_once());
        call.answer_unless(NO_SUCH_ENTITY, delete.send().await).map(drop)
    }

    /// To make a new version, the oldest other one where there are five; to delete the policy, all others, unless it is
    /// attached to somebody, so that IAM refuses.
    pub(in crate::cloud::aws) async fn superfluous_versions(
        &self,
        policy: &PolicyArn,
        of: NextStep,
    ) -> Result<Vec<PolicyVersion>, CloudError> {
        let iam = self.iam_of(&of_policy("iam:ListPolicyVersions", policy), policy)?;
        let mut superfluous = other_versions(iam, policy).await?;
        match of {
            NextStep::Write if superfluous.len().saturating_add(1) < MOST_VERSIONS => superfluous.clear(),
            // Versions are numbered, and never again by the same number.
            NextStep::Write => {
                superfluous.sort_by_key(|id| number(id));
                superfluous.truncate(1);
            }
            NextStep::Delete if superfluous.is_empty() => {}
            NextStep::Delete => {
                if is_attached(iam, policy).await? {
                    superfluous.clear();
                }
            }
        }
        let mut versions = Vec::new();
        for id in superfluous {
            let text = version(iam, policy.as_str(), policy.account(), &id).await?;
            versions.extend(text.map(|text| PolicyVersion { id, text }));
        }
        Ok(versions)
    }

    pub(in crate::cloud::aws) async fn delete_policy_version(
        &self,
        policy: &PolicyArn,
        id: &str,
    ) -> Result<(), CloudError> {
        let call = of_policy("iam:DeletePolicyVersion", policy);
        let iam = self.iam_of(&call, policy)?;
        let delete = iam.delete_policy_version().policy_arn(policy.as_str()).version_id(id);
        let answer = delete.customize().config_override(iam_once()).send().await;
        call.answer_unless(NO_SUCH_ENTITY, answer).map(drop)
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
                let answer = call.answer(attach.customize().config_override(iam_once()).send().await);
                answer.map(drop).map_err(not_attachable_yet)
            }
            PrincipalKind::User => {
                let call = about("iam:AttachUserPolicy", principal);
                let attach = self.iam(&call, principal)?.attach_user_policy();
                let attach = attach.user_name(principal.name()).policy_arn(policy.as_str());
                let answer = call.answer(attach.customize().config_override(iam_once()).send().await);
                answer.map(drop).map_err(not_attachable_yet)
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
    let versions: Vec<aws_sdk_iam::types::PolicyVersion> = match call.answer(list.send().collect().await) {
        Err(CloudError { failure: Failure::NotFound(_), .. }) => Vec::new(),
        versions => versions?,
    };
    let others = versions.into_iter().filter(|version| !version.is_default_version);
    Ok(others.filter_map(|version| version.version_id).collect())
}

/// Whether a policy is attached to anybody, or anybody's permissions boundary.
async fn is_attached(iam: &Client, policy: &PolicyArn) -> Result<bool, CloudError> {
    let call = of_policy("iam:GetPolicy", policy);
    let answer =
        call.answer_unless(NO_SUCH_ENTITY, iam.get_policy().policy_arn(policy.as_str()).send().await)?;
    let policy = answer.and_then(|answer| answer.policy);
    Ok(policy.is_some_and(|policy| {
        [policy.attachment_count, policy.permissions_boundary_usage_count].iter().flatten().any(|n| *n > 0)
    }))
}

/// "Policy arn:… does not exist or is not attachable." It may have been made just now (R5.39); of a role or user that does
/// not exist, the message speaks otherwise.
fn not_attachable_yet(error: CloudError) -> CloudError {
    match error.failure {
        Failure::NotFound(message) if message.starts_with("Policy ") => {
            CloudError { failure: Failure::NotFoundYet(message), ..error }
        }
        _ => error,
    }
}

/// "A managed policy can have up to 5 versions." The other limit of a version is its size (R5.36).
fn is_about_versions(message: Option<&str>) -> bool {
    message.is_some_and(|message| message.contains("versions"))
}

/// `v12` was made after `v9`.
fn number(id: &str) -> u64 {
    id.trim_start_matches('v').parse().unwrap_or_default()
}

fn of_policy<'a>(name: &'static str, policy: &'a PolicyArn) -> Call<'a> {
    Call { name, target: policy.as_str(), account: policy.account() }
}
