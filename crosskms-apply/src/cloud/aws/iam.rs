//! Roles and users: the inline policies that a plan writes, and all policies that decide what they may do.

mod document;
mod holder;
mod managed;

use std::collections::BTreeMap;

use aws_sdk_iam::Client;
use aws_sdk_iam::types::AttachedPermissionsBoundary;
use crosskms::arn::{PrincipalArn, PrincipalKind};

use super::AwsCloud;
use super::call::Call;
use super::retry::iam_once;
use crate::cloud::{CloudError, Failure, PrincipalDescription};
use holder::{Entity, Holder};

/// IAM's code for a role or user that is missing, and for a missing policy of one that exists.
const NO_SUCH_ENTITY: &str = "NoSuchEntity";

impl AwsCloud {
    pub(super) async fn inline_policy(
        &self,
        principal: &PrincipalArn,
        name: &str,
    ) -> Result<Option<String>, CloudError> {
        self.holder(principal)?.inline(name).await
    }

    pub(super) async fn put_inline_policy(
        &self,
        principal: &PrincipalArn,
        name: &str,
        text: &str,
    ) -> Result<(), CloudError> {
        let holder = principal.name();
        match principal.kind() {
            PrincipalKind::Role => {
                let call = about("iam:PutRolePolicy", principal);
                let put = self.iam(&call, principal)?.put_role_policy();
                call.answer(
                    put.role_name(holder)
                        .policy_name(name)
                        .policy_document(text)
                        .customize()
                        .config_override(iam_once())
                        .send()
                        .await,
                )
                .map(drop)
            }
            PrincipalKind::User => {
                let call = about("iam:PutUserPolicy", principal);
                let put = self.iam(&call, principal)?.put_user_policy();
                call.answer(
                    put.user_name(holder)
                        .policy_name(name)
                        .policy_document(text)
                        .customize()
                        .config_override(iam_once())
                        .send()
                        .await,
                )
                .map(drop)
            }
            _ => Err(holds_no_policies(principal)),
        }
    }

    pub(super) async fn delete_inline_policy(
        &self,
        principal: &PrincipalArn,
        name: &str,
    ) -> Result<(), CloudError> {
        let holder = principal.name();
        match principal.kind() {
            PrincipalKind::Role => {
                let call = about("iam:DeleteRolePolicy", principal);
                let delete =
                    self.iam(&call, principal)?.delete_role_policy().role_name(holder).policy_name(name);
                call.answer_unless(
                    NO_SUCH_ENTITY,
                    delete.customize().config_override(iam_once()).send().await,
                )
                .map(drop)
            }
            PrincipalKind::User => {
                let call = about("iam:DeleteUserPolicy", principal);
                let delete =
                    self.iam(&call, principal)?.delete_user_policy().user_name(holder).policy_name(name);
                call.answer_unless(
                    NO_SUCH_ENTITY,
                    delete.customize().config_override(iam_once()).send().await,
                )
                .map(drop)
            }
            _ => Err(holds_no_policies(principal)),
        }
    }

    /// Names are unique in an account whatever the path, so IAM answers for a role of another path as well.
    pub(super) async fn principal_description(
        &self,
        principal: &PrincipalArn,
    ) -> Result<PrincipalDescription, CloudError> {
        let (call, arn, boundary) = match principal.kind() {
            PrincipalKind::Role => {
                let call = about("iam:GetRole", principal);
                let get = self.iam(&call, principal)?.get_role().role_name(principal.name());
                let role = call.member("Role", call.answer(get.send().await)?.role)?;
                (call, role.arn, role.permissions_boundary)
            }
            PrincipalKind::User => {
                let call = about("iam:GetUser", principal);
                let get = self.iam(&call, principal)?.get_user().user_name(principal.name());
                let user = call.member("User", call.answer(get.send().await)?.user)?;
                (call, user.arn, user.permissions_boundary)
            }
            _ => return Ok(PrincipalDescription { permissions_boundary: None }),
        };
        if arn != principal.as_str() {
            return Err(call.failed(Failure::OtherPath { name: principal.name().to_owned(), arn }));
        }
        let boundary =
            boundary.and_then(|boundary: AttachedPermissionsBoundary| boundary.permissions_boundary_arn);
        Ok(PrincipalDescription { permissions_boundary: boundary })
    }

    pub(super) async fn all_inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        let mut policies = BTreeMap::new();
        self.holder(principal)?.inline_policies("", &mut policies).await?;
        Ok(policies)
    }

    /// Inline policies by name, managed ones by ARN; those of a user's groups as well, as `group/GROUP/NAME`.
    pub(super) async fn all_identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        if principal.kind() == PrincipalKind::Account {
            return Ok(BTreeMap::new());
        }
        let holder = self.holder(principal)?;
        let mut policies = BTreeMap::new();
        holder.policies("", &mut policies).await?;
        for (name, arn) in holder.groups().await? {
            let group = Holder { entity: Entity::Group(&name), target: &arn, ..holder };
            group.policies(&format!("group/{name}/"), &mut policies).await?;
        }
        Ok(policies)
    }

    /// The document of a role's or user's permissions boundary.
    pub(super) async fn boundary(
        &self,
        principal: &PrincipalArn,
        arn: &str,
    ) -> Result<Option<String>, CloudError> {
        let holder = self.holder(principal)?;
        holder::managed(holder.iam, arn, holder.account).await
    }

    fn holder<'a>(&'a self, principal: &'a PrincipalArn) -> Result<Holder<'a>, CloudError> {
        let entity = match principal.kind() {
            PrincipalKind::Role => Entity::Role(principal.name()),
            PrincipalKind::User => Entity::User(principal.name()),
            _ => return Err(holds_no_policies(principal)),
        };
        let call = about(entity.read(), principal);
        let iam = self.iam(&call, principal)?;
        Ok(Holder { iam, entity, target: principal.as_str(), account: principal.account() })
    }

    fn iam(&self, call: &Call<'_>, principal: &PrincipalArn) -> Result<&Client, CloudError> {
        Ok(self.clients(call)?.iam(principal.partition()))
    }
}

fn about<'a>(name: &'static str, principal: &'a PrincipalArn) -> Call<'a> {
    Call { name, target: principal.as_str(), account: principal.account() }
}

fn holds_no_policies(principal: &PrincipalArn) -> CloudError {
    about("iam:GetRolePolicy", principal).unsupported("only roles and users have inline policies")
}
