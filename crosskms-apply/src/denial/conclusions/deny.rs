//! `with an explicit deny in a … policy`: a statement that no Allow outweighs; and Block Public Access.

use super::{Conclusions, commands, silent};
use crate::denial::{Denial, Policies};

pub(super) fn conclude(denial: &Denial, policies: Option<&Policies>, conclusions: &mut Conclusions) {
    let place = match policies {
        None => "some policy; the text does not say of which type".to_owned(),
        Some(Policies::IdentityBased) => format!("an identity-based policy of {}", denial.who()),
        Some(Policies::ResourceBased) => denial.resource_policy(),
        Some(Policies::ServiceControl) => "a service control policy over the caller's account".to_owned(),
        Some(Policies::ResourceControl) => "a resource control policy over the resource's account".to_owned(),
        Some(Policies::Session) => "the policy that was passed when the session was made".to_owned(),
        Some(Policies::PermissionsBoundary) => format!("the permissions boundary of {}", denial.who()),
        Some(Policies::VpcEndpoint) => "the policy of the VPC endpoint that the request passed".to_owned(),
        Some(Policies::RoleTrust) => "the trust policy of the role".to_owned(),
        Some(Policies::Other(name)) => format!("a policy of the type `{name}`"),
    };
    conclusions.proven(format!("a Deny matches {}, in {place}", denial.what_on()));
    if let Some(arn) = &denial.policy_arn {
        conclusions.proven(format!("the policy that denies is `{arn}`"));
    }
    conclusions
        .proven("no Allow anywhere outweighs it: the Deny or its conditions have to change, or the request");
    if denial.is_kms() {
        conclusions.passed_s3(denial);
    }
    conclusions.open("whether the request would be allowed without this Deny");
    conclusions.open("whether other policies deny too: AWS names one type only");
    look(denial, policies, conclusions);
    conclusions.explain(denial);
}

fn look(denial: &Denial, policies: Option<&Policies>, conclusions: &mut Conclusions) {
    match (policies, &denial.policy_arn) {
        (_, Some(arn)) => conclusions.next(commands::policy(arn)),
        (Some(Policies::ResourceBased), None) if denial.is_kms() => {
            let command = commands::kms(denial, "get-key-policy")
                .unwrap_or_else(|| "`aws kms get-key-policy`".to_owned());
            conclusions.next(format!("in the key's account, read the Deny: {command}"));
        }
        (Some(Policies::ResourceBased), None) if denial.is_s3() => {
            let command = commands::bucket(denial, "get-bucket-policy");
            conclusions.next(format!("in the bucket's account, read the Deny: {command}"));
        }
        (Some(Policies::ServiceControl | Policies::ResourceControl), None) => {
            let kind = if policies == Some(&Policies::ServiceControl) { "SERVICE" } else { "RESOURCE" };
            conclusions.next(format!(
                "in the organization's management account, look through \
                 `aws organizations list-policies-for-target --filter {kind}_CONTROL_POLICY --target-id …` at every level"
            ));
        }
        (Some(Policies::VpcEndpoint), None) => silent::endpoint(denial, conclusions),
        (Some(Policies::RoleTrust), None) => conclusions.next(
            "read the trust policy: `aws iam get-role --role-name … --query Role.AssumeRolePolicyDocument`",
        ),
        (Some(policies), None) => {
            conclusions
                .next(format!("look for the Deny in the policies of the type `{}`", policies.as_str()));
        }
        (None, None) => {
            conclusions.next("look for a Deny of the action in every policy of caller and resource");
        }
    }
    // R2.36: S3 asks KMS from its own network.
    if denial.is_through_s3() && policies.is_none_or(|policies| *policies == Policies::ResourceBased) {
        conclusions.next(
            "look whether the Deny has `aws:SourceIp`, `aws:SourceVpc` or `aws:SourceVpce`: S3 asks KMS from its own \
             network, so such a Deny on a key stops all of S3",
        );
    }
}

/// `because public policies are blocked by the BlockPublicPolicy block public access setting`
pub(super) fn public_access(denial: &Denial, setting: Option<&str>, conclusions: &mut Conclusions) {
    let setting = setting.map(|name| format!("`{name}`")).unwrap_or_else(|| "a setting".to_owned());
    conclusions.proven(format!("Block Public Access refuses {}: {setting} is on", denial.what_on()));
    conclusions.proven(
        "no policy denied it: what is too wide is the policy or ACL that was to be written, or is in place",
    );
    conclusions.open("at which level the setting is on: organization, account, bucket or access point; the strictest counts");
    conclusions.next(
        "limit every Allow to accounts, roles or `aws:PrincipalOrgID` by `StringEquals`; do not turn the setting off for \
         access across accounts, which needs no public policy",
    );
    conclusions
        .next(format!("see the bucket's settings: {}", commands::bucket(denial, "get-public-access-block")));
}
