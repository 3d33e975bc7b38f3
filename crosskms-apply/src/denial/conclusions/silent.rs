//! `because no … policy allows the … action`: one type of policy that had to allow was silent.

use super::{Conclusions, Relation, commands};
use crate::denial::{Denial, Policies};

pub(super) fn conclude(denial: &Denial, policies: &Policies, conclusions: &mut Conclusions) {
    match policies {
        Policies::IdentityBased => identity_policy(denial, conclusions),
        Policies::ResourceBased => resource_policy(denial, conclusions),
        Policies::PermissionsBoundary => {
            conclusions.proven(format!(
                "the permissions boundary of {} does not allow {}; no other policy can make up for it",
                denial.who(),
                denial.what_on()
            ));
            conclusions.next("allow the action in the boundary, or take another role");
        }
        Policies::Session => {
            conclusions.proven(format!(
                "the policy that was passed when the session of {} was made does not allow {}; the role's own policies \
                 cannot make up for it",
                denial.who(),
                denial.what_on()
            ));
            conclusions.next(
                "allow the action in the `Policy` or `PolicyArns` of the `AssumeRole` call, or pass none",
            );
        }
        Policies::ServiceControl => {
            conclusions.proven(format!(
                "at one level over the caller's account, root, organizational unit or account, no service control policy \
                 allows {}",
                denial.what()
            ));
            conclusions.open("which level it is");
            conclusions.next(
                "in the organization's management account, read the policies of every level: \
                 `aws organizations list-policies-for-target --filter SERVICE_CONTROL_POLICY --target-id …`",
            );
        }
        Policies::VpcEndpoint => {
            conclusions.proven(format!(
                "the request went through a VPC endpoint whose policy does not allow {}",
                denial.what_on()
            ));
            endpoint(denial, conclusions);
        }
        Policies::RoleTrust => {
            conclusions.proven(format!(
                "the trust policy of the role does not allow {} to {}",
                denial.what(),
                denial.who()
            ));
            conclusions.proven("no session was made, so nothing was asked of S3 or KMS yet");
            conclusions.next("read the trust policy: `aws iam get-role --role-name … --query Role.AssumeRolePolicyDocument`");
        }
        other => {
            conclusions.proven(format!(
                "no policy of the type `{}` allows {} to {}",
                other.as_str(),
                denial.what_on(),
                denial.who()
            ));
        }
    }
    if denial.is_kms() {
        conclusions.passed_s3(denial);
    }
    conclusions.open(
        "whether other policies stop the request too: AWS names one type only, even where several deny or are silent",
    );
    conclusions.explain(denial);
}

fn identity_policy(denial: &Denial, conclusions: &mut Conclusions) {
    conclusions.proven(format!("no identity-based policy of {} allows {}", denial.who(), denial.what_on()));
    if denial.is_kms() {
        // R5.50's table; R4.11.
        conclusions.proven(
            "the key policy is fine: it lets the caller in and leaves the rest to the caller's own policies",
        );
    }
    if denial.is_s3() {
        own_reason_of_s3(conclusions);
        match denial.relation() {
            Relation::Same => conclusions.proven(
                "the bucket policy does not allow it either: within one account an Allow in either would do",
            ),
            _ => conclusions.open("whether the bucket policy allows it; across accounts both have to"),
        }
        unasked_key(conclusions);
    }
    let on = commands::key(denial).map(|key| format!(" on `{key}`")).unwrap_or_default();
    let whom = commands::in_words(denial);
    conclusions.next(format!("allow {}{on} in an identity-based policy of {whom}", denial.what()));
}

fn resource_policy(denial: &Denial, conclusions: &mut Conclusions) {
    let policy = denial.resource_policy();
    let one_account = denial.relation() == Relation::Same;
    let by_name = if one_account { "" } else { " by name" };
    conclusions.proven(format!("{policy} does not allow {} to {}{by_name}", denial.what_on(), denial.who()));
    if denial.is_kms() {
        conclusions.proven("no KMS grant on the key allows it either");
    }
    if denial.is_s3() {
        own_reason_of_s3(conclusions);
        unasked_key(conclusions);
    }
    if !one_account {
        conclusions.open(format!(
            "whether the caller's identity-based policies allow it: across accounts both sides have to, and where {policy} \
             allows the whole account, AWS may name it although the identity-based policy is what is missing"
        ));
    }
    if denial.is_kms() {
        conclusions.open("whether the statement is missing, or is there and one of its conditions fails");
        if let (Some(policy), Some(grants)) =
            (commands::kms(denial, "get-key-policy"), commands::kms(denial, "list-grants"))
        {
            conclusions.next(format!("in the key's account, read what it allows: {policy} and {grants}"));
        } else {
            conclusions.next("in the key's account, read the key policy and the grants of the key");
        }
    } else if denial.is_s3() {
        conclusions.next(format!(
            "in the bucket's account, read what it allows: {}",
            commands::bucket(denial, "get-bucket-policy")
        ));
    } else {
        conclusions.next(format!("read {policy} and allow the action there"));
    }
}

/// S3 gives reasons to its own only.
fn own_reason_of_s3(conclusions: &mut Conclusions) {
    conclusions
        .proven("the caller is of the bucket owner's account or organization: S3 gives no reason to others");
}

fn unasked_key(conclusions: &mut Conclusions) {
    conclusions.open("whether the key lets the caller in: S3 did not come as far as to ask KMS");
}

pub(super) fn endpoint(denial: &Denial, conclusions: &mut Conclusions) {
    let id =
        denial.record.as_ref().and_then(|record| record.vpc_endpoint.as_deref()).filter(|id| {
            id.starts_with("vpce-") && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        });
    conclusions.next(format!(
        "read the endpoint's policy: `aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {} --query \
         'VpcEndpoints[].PolicyDocument'`",
        id.unwrap_or("…")
    ));
}
