//! What S3 itself decides: public access block, object ownership, access points.

use super::caller::Caller;
use super::certainty::Certainty;
use super::obstacle::Obstacle;
use super::request::Request;
use crate::action::{Action, s3};
use crate::arn::AccountId;
use crate::policy::Policy;
use crate::rules::publicity_of;

/// The settings of a bucket that take part in a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BucketSettings {
    /// `RestrictPublicBuckets` of the public access block, on whichever level it is set.
    pub restrict_public_buckets: bool,
    /// The account that owns the object, where it is another one than the bucket's: ACLs are on (R4.25, R4.26).
    pub object_owner: Option<AccountId>,
}

/// An access point through which a bucket is used.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct AccessPoint<'p> {
    /// Its ARN.
    pub arn: String,
    /// Its policy, if it has one.
    pub policy: Option<&'p Policy>,
}

impl<'p> AccessPoint<'p> {
    /// An access point with a policy or without.
    pub fn new(arn: impl Into<String>, policy: Option<&'p Policy>) -> Self {
        Self { arn: arn.into(), policy }
    }
}

impl BucketSettings {
    /// Whether the settings let a request pass, and if not, why.
    pub(super) fn pass(
        &self,
        request: &Request,
        policy_is_public: Certainty,
    ) -> (Certainty, Option<Obstacle<'static>>) {
        // R4.28: one public statement makes the whole policy public.
        let is_service = matches!(request.caller, Caller::Service(_));
        if self.restrict_public_buckets && request.is_cross_account() && !is_service {
            match policy_is_public {
                Certainty::Yes => return (Certainty::No, Some(Obstacle::PublicPolicy)),
                Certainty::Unknown => return (Certainty::Unknown, Some(Obstacle::PerhapsPublicPolicy)),
                Certainty::No => {}
            }
        }
        // R4.25: the bucket's owner cannot allow what belongs to another account; its ACL is not known.
        let about_object =
            request.known_action().is_none_or(|action| action.resource_types().contains(&"object"));
        match self.object_owner {
            Some(owner) if owner != request.resource_account && about_object => {
                (Certainty::Unknown, Some(Obstacle::ObjectOwner(owner)))
            }
            _ => (Certainty::Yes, None),
        }
    }
}

/// Whether the bucket policy's own denies do not count: the root user of the bucket's account can always read and
/// mend it (R4.30).
pub(super) fn may_always_mend(request: &Request) -> bool {
    let is = |action: Action| request.known_action() == Some(action);
    let about_policy = is(s3::GetBucketPolicy) || is(s3::PutBucketPolicy) || is(s3::DeleteBucketPolicy);
    about_policy && request.caller.is_root() && request.caller.account() == Some(request.resource_account)
}

/// Whether S3 takes a bucket policy for public (R4.27); not known, where AWS does not say what it makes of a statement
/// (R4.29).
pub(super) fn publicity(policy: &Policy) -> Certainty {
    let of_statement = |certain: bool| if certain { Certainty::Yes } else { Certainty::Unknown };
    Certainty::any(publicity_of(policy).map(of_statement))
}

#[cfg(test)]
mod tests {
    use super::publicity;
    use crate::authorize::certainty::Certainty;
    use crate::policy::Policy;

    #[test]
    fn r4_27_an_action_that_s3_does_not_have_makes_a_policy_public() {
        let is_public = |effect: &str, action: &str| {
            let text = format!(
                r#"{{"Statement": {{"Effect": "{effect}", "Principal": {{"AWS": "444455556666"}},
                    "Action": "{action}", "Resource": "arn:aws:s3:::example/*"}}}}"#
            );
            publicity(&text.parse::<Policy>().unwrap()) == Certainty::Yes
        };
        assert!(!is_public("Allow", "s3:getobject"));
        assert!(!is_public("Allow", "s3:Get*"));
        assert!(is_public("Allow", "s3:GetObjects"));
        assert!(is_public("Allow", "kms:Decrypt"));
        assert!(!is_public("Deny", "s3:GetObjects"));
    }
}
