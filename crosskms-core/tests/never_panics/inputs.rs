//! What is done with a text of unknown origin.

use crosskms_core::arn::{AccountId, Arn, BucketArn, KeyArn, ObjectArn, Partition, PrincipalArn, Region};
use crosskms_core::authorize::{Caller, Context, Evidence, Request, authorize};
use crosskms_core::policy::{Effect, Policy, PolicyDocument, PolicyType, Statement, range_of};
use crosskms_core::rules::check_policy;
use crosskms_core::site::Site;

/// Reads a text as every kind of ARN; what was read is shown and read again.
pub(crate) fn arns(text: &str) {
    fn read<T: std::str::FromStr + ToString>(text: &str)
    where
        T::Err: std::fmt::Display,
    {
        match text.parse::<T>() {
            Ok(value) => assert!(value.to_string().parse::<T>().is_ok(), "{text}"),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    let _ = Arn::parse(text);
    read::<KeyArn>(text);
    read::<BucketArn>(text);
    read::<ObjectArn>(text);
    read::<PrincipalArn>(text);
    read::<AccountId>(text);
    read::<Region>(text);
    read::<Partition>(text);
    read::<Caller>(text);
    if let Ok(principal) = text.parse::<PrincipalArn>() {
        let _ = (
            principal.kind(),
            principal.account(),
            principal.partition(),
            principal.path(),
            principal.name(),
        );
    }
}

/// Reads a text as a policy; if it is one, checks it, changes it and asks it.
pub(crate) fn policies(text: &str) {
    for site in
        [Site::whole(), Site::field("Statement").index(1).name("Condition").name("Null").name("k").index(0)]
    {
        let range = range_of(text, &site);
        assert!(text.get(range).is_some(), "{text}");
    }
    let Ok(policy) = text.parse::<Policy>() else { return };
    assert_eq!(policy.to_string().parse::<Policy>().as_ref(), Ok(&policy));
    for policy_type in PolicyType::ALL {
        for finding in &check_policy(policy_type, &policy, text) {
            let range = range_of(text, &finding.site);
            assert!(text.get(range).is_some(), "{text}: {}", finding.site);
        }
    }
    let Ok(document) = PolicyDocument::parse(text) else { return };
    let ours = Statement { sid: Some("B".into()), ..Statement::new(Effect::Allow) };
    if let Ok(Some(with)) = document.reconciled(&[ours], |sid| sid == "B") {
        let _ = with.reconciled(&[], |sid| sid == "B");
    }
    request("arn:aws:sts::111122223333:assumed-role/app/job", "kms:Decrypt", "*", &policy);
    request("anonymous", "s3:GetObject", "arn:aws:s3:::example/raw/a", &policy);
}

/// Decides a request over a policy that stands in every place.
pub(crate) fn request(caller: &str, action: &str, resource: &str, policy: &Policy) {
    let (Ok(caller), Ok(owner)) = (caller.parse::<Caller>(), "111122223333".parse::<AccountId>()) else {
        return;
    };
    let context = Context::open().with("aws:username", "x").with("aws:SourceIp", "203.0.113.9");
    let request = Request::new(caller, action, resource, owner, context);
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("p", policy)];
    evidence.permissions_boundary = Some(policy);
    evidence.session_policies = Some(vec![policy]);
    evidence.service_control_policies = Some(vec![vec![policy]]);
    evidence.resource_control_policies = Some(vec![vec![policy]]);
    evidence.endpoint_policy = Some(policy);
    evidence.resource_policy = Some(policy);
    let _ = authorize(&request, &evidence);
}
