//! KMS grants. They are listed, made and revoked, and never changed: one that shall be another is made anew, and then the old
//! one is revoked.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_kms::error::ProvideErrorMetadata as _;
use aws_sdk_kms::types::{GrantConstraints, GrantListEntry, GrantOperation};
use crosskms::arn::KeyArn;
use crosskms::authorize::KmsGrant;

use super::AwsCloud;
use super::call::Call;
use super::kms::about;
use super::retry::kms_once;
use crate::cloud::{CloudError, Failure};
use crate::document::texts::{self, Unmatched};

/// The most KMS grants that one answer lists.
const PAGE: i32 = 100;

impl AwsCloud {
    /// Every KMS grant on a key, with its id.
    pub(super) async fn listed_kms_grants(
        &self,
        key: &KeyArn,
    ) -> Result<Vec<(String, KmsGrant)>, CloudError> {
        let call = about("kms:ListGrants", key);
        let kms = self.in_turn(&call, &key.region()).await?;
        let list = kms.list_grants().key_id(key.as_str()).limit(PAGE).into_paginator().items();
        let entries: Vec<GrantListEntry> = call.answer(list.send().collect().await)?;
        entries.into_iter().map(|entry| of_entry(&call, entry)).collect()
    }

    /// Those of one name, as a text.
    pub(super) async fn named_kms_grants(
        &self,
        key: &KeyArn,
        name: &str,
    ) -> Result<Option<String>, CloudError> {
        let named = self.listed_kms_grants(key).await?.into_iter().filter(|(_, one)| is_named(one, name));
        Ok(texts::of_kms_grants(&named.map(|(_, kms_grant)| kms_grant).collect::<Vec<_>>()))
    }

    /// Makes the KMS grants of a text that are not there, then revokes those of the name that are not in the text. KMS takes
    /// one of the same name and terms for the same one (R2.64), so that a list that lags behind does no harm.
    pub(super) async fn put_kms_grants(
        &self,
        key: &KeyArn,
        name: &str,
        text: Option<&str>,
    ) -> Result<(), CloudError> {
        let unreadable = |error: crosskms::policy::ReadError| {
            about("kms:CreateGrant", key).failed(Failure::MalformedPolicy(error.to_string()))
        };
        let wanted = texts::kms_grants(text).map_err(unreadable)?;
        let found = self.listed_kms_grants(key).await?.into_iter().filter(|(_, one)| is_named(one, name));
        let Unmatched { missing, superfluous } = Unmatched::between(&wanted, found, |(_, one)| one);
        let mut is_begun = false;
        for kms_grant in missing {
            self.create_kms_grant(key, kms_grant.clone()).await.map_err(|error| in_part(error, is_begun))?;
            is_begun = true;
        }
        for (id, _) in superfluous {
            self.revoke_kms_grant(key, &id).await.map_err(|error| in_part(error, is_begun))?;
            is_begun = true;
        }
        Ok(())
    }

    async fn create_kms_grant(&self, key: &KeyArn, kms_grant: KmsGrant) -> Result<(), CloudError> {
        let call = about("kms:CreateGrant", key);
        let kms = self.in_turn(&call, &key.region()).await?;
        let operations =
            kms_grant.operations.iter().map(|name| GrantOperation::from(name.as_str())).collect();
        let pairs = |pairs: Option<BTreeMap<String, String>>| pairs.map(|pairs| pairs.into_iter().collect());
        let constraints = GrantConstraints::builder()
            .set_encryption_context_subset(pairs(kms_grant.encryption_context_subset))
            .set_encryption_context_equals(pairs(kms_grant.encryption_context_equals))
            .set_source_arn(kms_grant.source_arn)
            .build();
        let is_constrained = constraints != GrantConstraints::builder().build();
        let create = kms
            .create_grant()
            .key_id(key.as_str())
            .set_name(kms_grant.name)
            .grantee_principal(kms_grant.grantee)
            .set_retiring_principal(kms_grant.retiring_principal)
            .set_operations(Some(operations))
            .set_constraints(is_constrained.then_some(constraints));
        match create.customize().config_override(kms_once()).send().await {
            // A grantee that KMS does not know may have been created just now, as with a principal in a policy (R5.3).
            Err(error) if error.code() == Some("InvalidArnException") => {
                let message = error.message().unwrap_or_default().to_owned();
                Err(call.failed(Failure::MalformedPolicy(message)))
            }
            answer => call.answer(answer).map(drop),
        }
    }

    async fn revoke_kms_grant(&self, key: &KeyArn, id: &str) -> Result<(), CloudError> {
        let call = about("kms:RevokeGrant", key);
        let kms = self.in_turn(&call, &key.region()).await?;
        let revoke = kms.revoke_grant().key_id(key.as_str()).grant_id(id);
        let answer = revoke.customize().config_override(kms_once()).send().await;
        call.answer_unless("NotFoundException", answer).map(drop)
    }
}

/// A failure after which the KMS grants are not as they were, when others were made or revoked before.
fn in_part(error: CloudError, is_begun: bool) -> CloudError {
    match is_begun {
        true => CloudError { failure: Failure::InPart(Box::new(error.failure)), ..error },
        false => error,
    }
}

fn is_named(kms_grant: &KmsGrant, name: &str) -> bool {
    kms_grant.name.as_deref() == Some(name)
}

fn of_entry(call: &Call<'_>, entry: GrantListEntry) -> Result<(String, KmsGrant), CloudError> {
    let id = call.member("GrantId", entry.grant_id)?;
    let grantee = entry.grantee_principal.or(entry.grantee_service_principal);
    let mut kms_grant = KmsGrant::new(
        call.member("GranteePrincipal", grantee)?,
        entry.operations.unwrap_or_default().iter().map(GrantOperation::as_str),
    );
    // `CreateGrant` without a name may be listed with an empty one.
    kms_grant.name = entry.name.filter(|name| !name.is_empty());
    kms_grant.retiring_principal = entry.retiring_principal.or(entry.retiring_service_principal);
    if let Some(constraints) = entry.constraints {
        let pairs = |pairs: Option<HashMap<String, String>>| {
            pairs.filter(|pairs| !pairs.is_empty()).map(|pairs| pairs.into_iter().collect())
        };
        kms_grant.encryption_context_subset = pairs(constraints.encryption_context_subset);
        kms_grant.encryption_context_equals = pairs(constraints.encryption_context_equals);
        kms_grant.source_arn = constraints.source_arn;
    }
    Ok((id, kms_grant))
}
