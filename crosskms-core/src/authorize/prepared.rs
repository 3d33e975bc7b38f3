//! Evidence made ready for many requests.

use super::evidence::{Evidence, Gates};
use super::kms::KeySettings;
use super::kms_grant::KmsGrant;
use super::policy_set::PolicySet;
use super::request::Request;
use super::s3::BucketSettings;
use super::view::View;
use super::{Authorization, Decision};
use crate::arn::AccountId;

/// The policies and settings of [`Evidence`], made ready for many requests.
///
/// ```
/// # use crosskms_core::authorize::{Context, Decision, Evidence, Prepared, Request};
/// # let evidence = Evidence::complete();
/// let prepared = Prepared::of(&evidence);
/// # let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
/// for action in ["kms:Decrypt", "kms:GenerateDataKey"] {
///     let caller = "arn:aws:iam::444455556666:role/analytics".parse()?;
///     let request = Request::new(caller, action, key, "111122223333".parse()?, Context::new());
///     assert_eq!(prepared.decide(&request), Decision::ImplicitDeny);
/// }
/// # Ok::<(), crosskms_core::arn::ArnError>(())
/// ```
#[derive(Debug)]
pub struct Prepared<'p> {
    identity: PolicySet<'p>,
    boundary: Option<PolicySet<'p>>,
    session: Option<PolicySet<'p>>,
    scps: Option<Vec<PolicySet<'p>>>,
    rcps: Option<Vec<PolicySet<'p>>>,
    endpoint: Option<PolicySet<'p>>,
    resource: Option<PolicySet<'p>>,
    access_point: Option<(String, Option<PolicySet<'p>>)>,
    kms_grants: Vec<KmsGrant>,
    key: Option<KeySettings>,
    bucket: Option<BucketSettings>,
    management_account: Option<AccountId>,
    read: Gates,
    hidden: Gates,
}

impl<'p> Prepared<'p> {
    /// Makes evidence ready.
    pub fn of(evidence: &Evidence<'p>) -> Self {
        let unnamed =
            |policies: &Vec<&'p _>| PolicySet::of_principal(policies.iter().map(|policy| ("", *policy)));
        let scps = evidence.service_control_policies.as_ref();
        let rcps = evidence.resource_control_policies.as_ref();
        Self {
            identity: PolicySet::of_principal(evidence.identity_policies.iter().copied()),
            boundary: evidence.permissions_boundary.map(|policy| PolicySet::of_principal([("", policy)])),
            session: evidence.session_policies.as_ref().map(unnamed),
            scps: scps.map(|levels| levels.iter().map(unnamed).collect()),
            rcps: rcps.map(|levels| {
                levels.iter().map(|level| PolicySet::of_resources(level.iter().copied())).collect()
            }),
            endpoint: evidence.endpoint_policy.map(PolicySet::of_resource),
            resource: evidence.resource_policy.map(PolicySet::of_resource),
            access_point: evidence
                .access_point
                .as_ref()
                .map(|point| (point.arn.clone(), point.policy.map(PolicySet::of_resource))),
            kms_grants: evidence.kms_grants.clone(),
            key: evidence.key.clone(),
            bucket: evidence.bucket.clone(),
            management_account: evidence.management_account,
            read: evidence.read,
            hidden: evidence.hidden,
        }
    }

    /// Decides a request, without reasons.
    pub fn decide(&self, request: &Request) -> Decision {
        self.view().decide(request)
    }

    /// Decides a request as if there were no gates but those that were read, without reasons.
    pub fn decide_as_read(&self, request: &Request) -> Decision {
        self.view().decide_as_read(request)
    }

    /// Decides a request, with every gate's part in the answer.
    pub fn authorize(&self, request: &Request) -> Authorization {
        self.view().authorize(request)
    }

    /// The same, borrowed.
    pub fn view(&self) -> View<'_, 'p> {
        View {
            identity: Some(&self.identity),
            boundary: self.boundary.as_ref(),
            session: self.session.as_ref(),
            scps: self.scps.as_deref(),
            rcps: self.rcps.as_deref(),
            endpoint: self.endpoint.as_ref(),
            resource: self.resource.as_ref(),
            access_point: self.access_point.as_ref().map(|(arn, policies)| (arn.as_str(), policies.as_ref())),
            kms_grants: &self.kms_grants,
            key: self.key.as_ref(),
            bucket: self.bucket.as_ref(),
            management_account: self.management_account,
            read: self.read,
            hidden: self.hidden,
        }
    }
}
