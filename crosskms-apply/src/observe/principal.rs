//! Roles and users with their policies: those that grants own, to plan, or all of them, to decide.

use std::collections::BTreeSet;

use crosskms::CrossAccountGrant;
use crosskms::arn::{PrincipalArn, PrincipalKind};
use crosskms::grant::IdentityPolicy;
use crosskms::policy::PolicyDocument;

use super::{parse, permitted};
use crate::cloud::{Cloud, CloudError, Failure};
use crate::document::{DocumentId, PolicyArn};
use crate::plan::{INLINE_POLICY, is_of_identity_center};
use crate::snapshot::Principal;

/// A role or user with all of its identity policies.
pub(crate) async fn principal(
    cloud: &impl Cloud,
    arn: &PrincipalArn,
    grants: &[CrossAccountGrant],
) -> Result<(PrincipalArn, Principal), CloudError> {
    let (description, texts) =
        futures_util::try_join!(cloud.describe_principal(arn), cloud.identity_policies(arn))?;
    let mut principal =
        Principal { permissions_boundary: description.permissions_boundary, ..Principal::default() };
    for (name, text) in texts {
        // Of the grants' own, the document is read once for all principals.
        if let Some(policy) = own(arn, grants).find(|policy| policy.as_str() == name) {
            principal.attached_policies.insert(policy);
            continue;
        }
        // What is not understood may deny.
        principal.partly_read |= !took_in(&mut principal, arn, grants, name, text)?;
    }
    Ok((arn.clone(), principal))
}

/// The document of a principal's permissions boundary, if it has one.
pub(crate) async fn boundary_policy(
    cloud: &impl Cloud,
    arn: &PrincipalArn,
    principal: &Principal,
) -> Result<Option<PolicyDocument>, CloudError> {
    let Some(boundary) = &principal.permissions_boundary else { return Ok(None) };
    let text = cloud.boundary_policy(arn, boundary).await?;
    text.map(PolicyDocument::parse).transpose().map_err(|error| {
        let message = format!("the permissions boundary `{boundary}` cannot be read: {error}");
        let failure = Failure::Other { code: "UnreadableDocument".to_owned(), message };
        let (target, account) = (arn.as_str().to_owned(), arn.account());
        CloudError { call: "iam:GetPolicyVersion", target, account, failure }
    })
}

/// The policies that the grants own. Where one is missing, perhaps the role or user is.
///
/// Of a new grant none is there: to list all inline policies tells that in one call for all grants, and besides what
/// there is already of the size that they may have together (section 3.5 of the rulebook).
pub(super) async fn policies_of_grants(
    cloud: &impl Cloud,
    arn: &PrincipalArn,
    grants: &[CrossAccountGrant],
    is_new: bool,
) -> Result<Principal, CloudError> {
    let mut principal =
        Principal { partly_read: true, inline_unread: true, boundary_unread: true, ..Principal::default() };
    let (mut complete, mut exists) = (true, false);
    if own(arn, grants).next().is_some() {
        // The answer is about an existing principal, or there is none.
        let attached = cloud.attached_policies(arn).await?;
        principal.attached_policies =
            own(arn, grants).filter(|one| attached.contains(one.as_str())).collect();
        principal.others_attached = attached.len().saturating_sub(principal.attached_policies.len());
        exists = true;
    }
    let of_identity_center = is_of_identity_center(arn);
    let names: BTreeSet<String> = match of_identity_center {
        // Nobody can write policies of grants into it; what the permission set gives is in this one.
        true => [INLINE_POLICY.to_owned()].into(),
        false => naming(arn, grants).map(|grant| grant.name().policy_name()).collect(),
    };
    if is_new && !of_identity_center {
        inline_policies(cloud, arn, grants, &mut principal).await?;
    }
    for name in names {
        let is_there = principal.identity_policies.contains_key(&name);
        if is_there || !principal.inline_unread {
            complete &= is_there;
            continue;
        }
        let id = DocumentId::IdentityPolicy { principal: arn.clone(), name: name.clone() };
        match cloud.read(&id).await? {
            Some(text) => drop(principal.identity_policies.insert(name, parse(&id, reading(arn), text)?)),
            None => complete = false,
        }
    }
    // Where that may not be asked, the cloud itself will say whether there is such a role or user.
    if !complete
        && !exists
        && let Some(description) = permitted(cloud.describe_principal(arn).await)?
    {
        principal.permissions_boundary = description.permissions_boundary;
        principal.boundary_unread = false;
    }
    Ok(principal)
}

/// Reads every inline policy into a principal, where that is permitted.
///
/// Those of others are only counted. One that cannot be parsed is left out, and how much there is stays unknown; of the
/// grants' own it is an error.
pub(super) async fn inline_policies(
    cloud: &impl Cloud,
    arn: &PrincipalArn,
    grants: &[CrossAccountGrant],
    principal: &mut Principal,
) -> Result<(), CloudError> {
    let Some(texts) = permitted(cloud.inline_policies(arn).await)? else { return Ok(()) };
    let mut all_parsed = true;
    for (name, text) in texts {
        all_parsed &= took_in(principal, arn, grants, name, text)?;
    }
    principal.inline_unread = !all_parsed;
    Ok(())
}

/// Takes a policy in, and says whether it could be parsed. One of others that could not is left out, so that it stays in
/// nobody's way; of the grants' own it is an error.
fn took_in(
    principal: &mut Principal,
    arn: &PrincipalArn,
    grants: &[CrossAccountGrant],
    name: String,
    text: String,
) -> Result<bool, CloudError> {
    let is_own = naming(arn, grants).any(|grant| grant.name().policy_name() == name);
    let id = DocumentId::IdentityPolicy { principal: arn.clone(), name: name.clone() };
    match parse(&id, reading(arn), text) {
        Ok(document) => {
            principal.identity_policies.insert(name, document);
            Ok(true)
        }
        Err(error) if is_own => Err(error),
        Err(error) => {
            tracing::warn!(policy = name, %error, "left out");
            Ok(false)
        }
    }
}

/// The grants that name a principal.
fn naming<'g>(
    principal: &PrincipalArn,
    grants: &'g [CrossAccountGrant],
) -> impl Iterator<Item = &'g CrossAccountGrant> {
    grants.iter().filter(|grant| grant.principals().contains(principal))
}

/// The managed policies that the grants want to be attached to a principal.
fn own(principal: &PrincipalArn, grants: &[CrossAccountGrant]) -> impl Iterator<Item = PolicyArn> {
    let managed =
        naming(principal, grants).filter(|grant| grant.identity_policy() == IdentityPolicy::Managed);
    managed.map(|grant| PolicyArn::beside(principal, &grant.name().policy_name()))
}

/// The call that reads an inline policy.
fn reading(principal: &PrincipalArn) -> &'static str {
    if principal.kind() == PrincipalKind::User { "iam:GetUserPolicy" } else { "iam:GetRolePolicy" }
}
