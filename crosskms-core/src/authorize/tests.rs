//! The decision, rule by rule. Each case is a request over an identity policy and a resource policy.

use super::{
    Authorization, Caller, Context, Decision, Evidence, Gate, Gates, KeySettings, Remedy, Request, Verdict,
    authorize, granted_requests,
};
use crate::grant::CrossAccountGrant;
use crate::policy::Policy;

mod cases;
mod corrections;
mod properties;
mod reference;

const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const BUCKET: &str = "arn:aws:s3:::example";
const OBJECT: &str = "arn:aws:s3:::example/a";
const INSIDER: &str = "arn:aws:iam::111122223333:role/insider";
const OUTSIDER: &str = "arn:aws:iam::444455556666:role/data/outsider";

/// Everything that takes part in one case; all other gates stand open.
struct Case<'c> {
    caller: &'c str,
    action: &'c str,
    resource: &'c str,
    identity: &'c [&'c str],
    policy: &'c [&'c str],
    context: Context,
}

impl<'c> Case<'c> {
    fn new(caller: &'c str, action: &'c str, resource: &'c str) -> Self {
        Self { caller, action, resource, identity: &[], policy: &[], context: Context::new() }
    }

    fn identity(self, identity: &'c [&'c str]) -> Self {
        Self { identity, ..self }
    }

    fn policy(self, policy: &'c [&'c str]) -> Self {
        Self { policy, ..self }
    }

    fn context(self, context: Context) -> Self {
        Self { context, ..self }
    }

    fn authorize(self) -> Authorization {
        let identity = document(self.identity);
        let policy = document(self.policy);
        let caller: Caller = self.caller.parse().unwrap();
        let owner = "111122223333".parse().unwrap();
        let request = Request::new(caller, self.action, self.resource, owner, self.context);
        let mut evidence = Evidence::complete();
        evidence.identity_policies = identity.iter().map(|policy| ("inline", policy)).collect();
        evidence.resource_policy = policy.as_ref();
        authorize(&request, &evidence)
    }

    fn decision(self) -> Decision {
        self.authorize().decision
    }
}

fn document(statements: &[&str]) -> Option<Policy> {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
    (!statements.is_empty()).then(|| text.parse().unwrap())
}

const ANY_KMS: &str = r#"{"Effect":"Allow","Action":"kms:*","Resource":"*"}"#;
const DENY_DECRYPT: &str = r#"{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}"#;
const TO_OWNER: &str = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"}"#;
const TO_CONSUMER: &str =
    r#"{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"kms:*","Resource":"*"}"#;
const TO_OUTSIDER: &str = r#"{"Sid":"Out","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/data/outsider"},"Action":["kms:Decrypt"],"Resource":"*"}"#;
const TO_INSIDER: &str = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/insider"},"Action":"kms:Decrypt","Resource":"*"}"#;
const TO_ANYONE: &str = r#"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*"}"#;
const DENY_ALL_TO_ANYONE: &str = r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#;

fn decrypt(caller: &str) -> Case<'_> {
    Case::new(caller, "kms:Decrypt", KEY)
}

#[test]
fn r4_1_an_explicit_deny_wins_on_either_side() {
    let allowed = || decrypt(OUTSIDER).policy(&[TO_OUTSIDER]).identity(&[ANY_KMS]);
    assert_eq!(allowed().decision(), Decision::Allowed);
    assert_eq!(allowed().identity(&[ANY_KMS, DENY_DECRYPT]).decision(), Decision::ExplicitDeny);
    assert_eq!(allowed().policy(&[TO_OUTSIDER, DENY_ALL_TO_ANYONE]).decision(), Decision::ExplicitDeny);
}

#[test]
fn r4_10_nobody_has_access_without_the_key_policy() {
    for caller in [INSIDER, "arn:aws:iam::111122223333:root"] {
        assert_eq!(
            decrypt(caller).identity(&[ANY_KMS]).policy(&[TO_OUTSIDER]).decision(),
            Decision::ImplicitDeny
        );
    }
}

#[test]
fn r4_11_identity_policies_count_when_the_key_policy_names_the_account() {
    assert_eq!(decrypt(INSIDER).identity(&[ANY_KMS]).policy(&[TO_OWNER]).decision(), Decision::Allowed);
    assert_eq!(
        decrypt(INSIDER).identity(&[ANY_KMS]).policy(&[TO_CONSUMER]).decision(),
        Decision::ImplicitDeny
    );
}

#[test]
fn r4_12_the_account_statement_alone_gives_nothing() {
    assert_eq!(decrypt(INSIDER).policy(&[TO_OWNER]).decision(), Decision::ImplicitDeny);
    assert_eq!(decrypt("arn:aws:iam::111122223333:root").policy(&[TO_OWNER]).decision(), Decision::Allowed);
}

#[test]
fn r4_13_a_principal_of_the_account_that_is_named_needs_no_identity_policy() {
    assert_eq!(decrypt(INSIDER).policy(&[TO_INSIDER]).decision(), Decision::Allowed);
    assert_eq!(decrypt(INSIDER).policy(&[TO_ANYONE]).decision(), Decision::Allowed);
}

#[test]
fn r4_14_an_outsider_needs_both_sides() {
    for policy in [TO_OUTSIDER, TO_CONSUMER, TO_ANYONE] {
        assert_eq!(decrypt(OUTSIDER).policy(&[policy]).decision(), Decision::ImplicitDeny, "{policy}");
        assert_eq!(
            decrypt(OUTSIDER).policy(&[policy]).identity(&[ANY_KMS]).decision(),
            Decision::Allowed,
            "{policy}"
        );
    }
    assert_eq!(decrypt(OUTSIDER).policy(&[TO_OWNER]).identity(&[ANY_KMS]).decision(), Decision::ImplicitDeny);
}

#[test]
fn r4_15_some_actions_never_work_from_outside() {
    let put =
        Case::new(OUTSIDER, "kms:PutKeyPolicy", KEY).policy(&[TO_CONSUMER]).identity(&[ANY_KMS]).authorize();
    assert_eq!(put.decision, Decision::ImplicitDeny);
    assert!(put.reason.unwrap().contains("no effect"));
    let inside = Case::new(INSIDER, "kms:PutKeyPolicy", KEY).policy(&[TO_OWNER]).identity(&[ANY_KMS]);
    assert_eq!(inside.decision(), Decision::Allowed);
}

const BUCKET_TO_OUTSIDER: &str = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/data/outsider"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"}"#;
const GET_EXAMPLE: &str = r#"{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::example/?"}"#;
const BUCKET_TO_ANYONE: &str =
    r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::example/*"}"#;

#[test]
fn a_bucket_needs_its_policy_for_outsiders_alone() {
    let get = |caller| Case::new(caller, "s3:GetObject", OBJECT);
    assert_eq!(get(INSIDER).identity(&[GET_EXAMPLE]).decision(), Decision::Allowed);
    assert_eq!(get(OUTSIDER).identity(&[GET_EXAMPLE]).decision(), Decision::ImplicitDeny);
    assert_eq!(get(OUTSIDER).policy(&[BUCKET_TO_OUTSIDER]).decision(), Decision::ImplicitDeny);
    let both = get(OUTSIDER).identity(&[GET_EXAMPLE]).policy(&[BUCKET_TO_OUTSIDER]);
    assert_eq!(both.decision(), Decision::Allowed);
    let other_key = Case::new(OUTSIDER, "s3:GetObject", "arn:aws:s3:::example/ab");
    assert_eq!(
        other_key.identity(&[GET_EXAMPLE]).policy(&[BUCKET_TO_OUTSIDER]).decision(),
        Decision::ImplicitDeny
    );
}

#[test]
fn r4_3_anonymous_callers_have_the_resource_policy_alone() {
    let get = || Case::new("anonymous", "s3:GetObject", OBJECT);
    assert_eq!(get().policy(&[BUCKET_TO_ANYONE]).decision(), Decision::Allowed);
    assert_eq!(get().policy(&[BUCKET_TO_OUTSIDER]).decision(), Decision::ImplicitDeny);
}

#[test]
fn principals_match_as_in_section_4_4() {
    let names = |principal: &str, caller: &str| {
        let policy = format!(r#"{{"Effect":"Deny","Principal":{principal},"Action":"*","Resource":"*"}}"#);
        decrypt(caller).policy(&[&policy]).decision() == Decision::ExplicitDeny
    };
    let session = "arn:aws:sts::444455556666:assumed-role/outsider/job";
    for (principal, caller, matches) in [
        (r#""*""#, "anonymous", true),
        (r#"{"AWS":"*"}"#, OUTSIDER, true),
        (r#"{"AWS":"444455556666"}"#, OUTSIDER, true),
        (r#"{"AWS":"arn:aws:iam::444455556666:root"}"#, session, true),
        (r#"{"AWS":"111122223333"}"#, OUTSIDER, false),
        (r#"{"AWS":["x","arn:aws:iam::444455556666:role/data/outsider"]}"#, session, true),
        (r#"{"AWS":"arn:aws:iam::444455556666:role/outsider"}"#, OUTSIDER, false),
        (r#"{"AWS":"arn:aws:sts::444455556666:assumed-role/outsider/job"}"#, session, true),
        (r#"{"AWS":"arn:aws:sts::444455556666:assumed-role/outsider/other"}"#, session, false),
        (r#"{"AWS":"AROAEXAMPLEEXAMPLE01"}"#, OUTSIDER, false),
        (r#"{"AWS":"arn:aws:iam::444455556666:role/data/*"}"#, OUTSIDER, false),
        (r#"{"Service":"s3.amazonaws.com"}"#, "s3.amazonaws.com", true),
        (r#"{"Service":"s3.amazonaws.com"}"#, OUTSIDER, false),
        (r#"{"AWS":"444455556666"}"#, "s3.amazonaws.com", false),
    ] {
        assert_eq!(names(principal, caller), matches, "{principal} against {caller}");
    }
}

/// Whether a statement with this condition allows, and what stands in the context.
fn condition(condition: &str, context: Context) -> Decision {
    let statement = format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"{INSIDER}"}},"Action":"kms:Decrypt","Resource":"*","Condition":{condition}}}"#
    );
    decrypt(INSIDER).policy(&[&statement]).context(context).decision()
}

#[test]
fn conditions_compare_as_in_section_3_4() {
    let via = || Context::new().with("KMS:viaservice", "s3.eu-west-1.amazonaws.com");
    for (operators, context, decision) in [
        (r#"{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}"#, via(), Decision::Allowed),
        (
            r#"{"StringEquals":{"kms:ViaService":["x","s3.eu-west-1.amazonaws.com"]}}"#,
            via(),
            Decision::Allowed,
        ),
        (r#"{"StringEquals":{"kms:ViaService":"s3.*.amazonaws.com"}}"#, via(), Decision::ImplicitDeny),
        (r#"{"StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}}"#, via(), Decision::Allowed),
        (r#"{"StringLike":{"kms:ViaService":"s?.*"}}"#, Context::new(), Decision::ImplicitDeny),
        (r#"{"StringLikeIfExists":{"kms:ViaService":"s3.*"}}"#, Context::new(), Decision::Allowed),
        (r#"{"StringNotEquals":{"kms:ViaService":"x"}}"#, Context::new(), Decision::Allowed),
        (
            r#"{"StringNotEquals":{"kms:ViaService":["x","s3.eu-west-1.amazonaws.com"]}}"#,
            via(),
            Decision::ImplicitDeny,
        ),
        (
            r#"{"StringEqualsIgnoreCase":{"kms:ViaService":"S3.EU-west-1.amazonaws.com"}}"#,
            via(),
            Decision::Allowed,
        ),
        (
            r#"{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/in*"}}"#,
            Context::new(),
            Decision::Allowed,
        ),
        (
            r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:insider"}}"#,
            Context::new(),
            Decision::ImplicitDeny,
        ),
        (
            r#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/*"}}"#,
            Context::new(),
            Decision::ImplicitDeny,
        ),
        (
            r#"{"Bool":{"aws:SecureTransport":true}}"#,
            Context::new().with("aws:SecureTransport", "true"),
            Decision::Allowed,
        ),
        (r#"{"Null":{"kms:ViaService":true}}"#, Context::new(), Decision::Allowed),
        (r#"{"Null":{"kms:ViaService":"false"}}"#, Context::new(), Decision::ImplicitDeny),
        (r#"{"Null":{"kms:ViaService":"TRUE"}}"#, Context::new(), Decision::Allowed),
        (r#"{"Null":{"kms:ViaService":"yes"}}"#, Context::new(), Decision::Unknown),
        (
            r#"{"StringEquals":{"kms:CallerAccount":"111122223333"},"Null":{"x":"true"}}"#,
            Context::new(),
            Decision::Allowed,
        ),
        (
            r#"{"StringEquals":{"kms:CallerAccount":"1"},"Null":{"x":"true"}}"#,
            Context::new(),
            Decision::ImplicitDeny,
        ),
    ] {
        assert_eq!(condition(operators, context), decision, "{operators}");
    }
}

#[test]
fn numbers_dates_addresses_and_sets_compare_as_in_section_3_4() {
    for (operators, key, values, holds) in [
        (r#"{"DateLessThan":{"k":"2030-01-01T00:00:00Z"}}"#, "k", &["2026-01-01T00:00:00Z"][..], true),
        (r#"{"DateLessThan":{"k":"2026-01-01T00:00:00+01:00"}}"#, "k", &["2025-12-31T23:30:00Z"], false),
        (r#"{"DateGreaterThan":{"k":"2026-01-01"}}"#, "k", &["1767225601"], true),
        (r#"{"DateEquals":{"k":"2024-02-29T12:00:00Z"}}"#, "k", &["1709208000"], true),
        (r#"{"DateEquals":{"k":"soon"}}"#, "k", &["soon"], false),
        (r#"{"NumericLessThanEquals":{"k":"3600"}}"#, "k", &["3600.0"], true),
        (r#"{"NumericLessThan":{"k":3600}}"#, "k", &["3600"], false),
        (r#"{"NumericNotEquals":{"k":["1","2"]}}"#, "k", &["2"], false),
        (r#"{"NumericNotEquals":{"k":["1","2"]}}"#, "k", &["3"], true),
        (r#"{"NumericEquals":{"k":"one"}}"#, "k", &["one"], false),
        (r#"{"IpAddress":{"k":["203.0.113.0/24","2001:db8::/32"]}}"#, "k", &["203.0.113.9"], true),
        (r#"{"IpAddress":{"k":["203.0.113.0/24","2001:db8::/32"]}}"#, "k", &["2001:db8:1::9"], true),
        (r#"{"IpAddress":{"k":"203.0.113.0/24"}}"#, "k", &["203.0.114.9"], false),
        (r#"{"IpAddress":{"k":"0.0.0.0/0"}}"#, "k", &["203.0.114.9"], true),
        (r#"{"NotIpAddress":{"k":"203.0.113.7"}}"#, "k", &["203.0.113.7"], false),
        (r#"{"BinaryEquals":{"k":"QmluYXJ5"}}"#, "k", &["QmluYXJ5"], true),
        (r#"{"ForAllValues:StringEquals":{"k":["a","b"]}}"#, "k", &["a", "b"], true),
        (r#"{"ForAllValues:StringEquals":{"k":["a","b"]}}"#, "k", &["a", "c"], false),
        (r#"{"ForAllValues:StringEquals":{"k":"a"}}"#, "other", &["x"], true),
        (r#"{"ForAnyValue:StringLike":{"k":"a*"}}"#, "k", &["b", "ab"], true),
        (r#"{"ForAnyValue:StringLike":{"k":"a*"}}"#, "other", &["x"], false),
        (r#"{"ForAnyValue:StringNotEquals":{"k":"a"}}"#, "k", &["a", "b"], true),
        (r#"{"ForAllValues:StringNotEquals":{"k":"a"}}"#, "k", &["a", "b"], false),
        (r#"{"StringNotEquals":{"k":"a"}}"#, "k", &["a", "b"], false),
        (r#"{"StringEquals":{"k":"${aws:PrincipalAccount}"}}"#, "k", &["111122223333"], true),
        (r#"{"StringEquals":{"k":"a-${aws:username, 'nobody'}"}}"#, "k", &["a-nobody"], true),
        (r#"{"StringEquals":{"k":"${aws:username}"}}"#, "k", &["x"], false),
        (r#"{"StringNotEquals":{"k":"${aws:username}"}}"#, "k", &["x"], true),
        (r#"{"StringLike":{"k":"a${*}*"}}"#, "k", &["a*b"], true),
        (r#"{"StringLike":{"k":"a${*}*"}}"#, "k", &["aab"], false),
        (
            r#"{"ArnLike":{"k":"arn:aws:s3:::${aws:PrincipalAccount}-*"}}"#,
            "k",
            &["arn:aws:s3:::111122223333-x"],
            true,
        ),
    ] {
        let context = Context::new().with_all(key, values.iter().map(ToString::to_string));
        let expected = if holds { Decision::Allowed } else { Decision::ImplicitDeny };
        assert_eq!(condition(operators, context), expected, "{operators} {key} {values:?}");
    }
}

#[test]
fn an_open_context_decides_nothing_that_depends_on_it() {
    for operators in [
        r#"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#,
        r#"{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}"#,
        r#"{"Null":{"aws:PrincipalOrgID":"true"}}"#,
        r#"{"StringLike":{"aws:PrincipalArn":"${aws:PrincipalTag/team}"}}"#,
    ] {
        assert_eq!(condition(operators, Context::open()), Decision::Unknown, "{operators}");
    }
}

#[test]
fn every_gate_that_is_not_known_to_stand_open_makes_the_answer_unknown() {
    let (identity, key) = (document(&[ANY_KMS]).unwrap(), document(&[TO_OUTSIDER]).unwrap());
    let request = Request::new(
        OUTSIDER.parse().unwrap(),
        "kms:Decrypt",
        KEY,
        "111122223333".parse().unwrap(),
        Context::new(),
    );
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("", &identity)];
    evidence.resource_policy = Some(&key);
    assert_eq!(authorize(&request, &evidence).decision, Decision::Allowed);
    let of_others = [Gate::BucketSettings, Gate::BucketPolicy, Gate::AccessPointPolicy, Gate::KmsGrant];
    for gate in Gate::ALL.into_iter().filter(|gate| !of_others.contains(gate)) {
        let mut less = evidence.clone();
        less.read = Gates::ALL.without(gate);
        let authorization = authorize(&request, &less);
        assert_eq!(authorization.decision, Decision::Unknown, "{gate}");
        assert_eq!(authorization.as_read, Decision::Allowed, "{gate}");
        assert!(authorization.gates.iter().any(|report| report.gate == gate));
    }
    let mut unread = evidence.clone();
    unread.identity_policies.clear();
    unread.read = unread.read.without(Gate::IdentityPolicy);
    let authorization = authorize(&request, &unread);
    assert_eq!((authorization.decision, authorization.as_read), (Decision::Unknown, Decision::ImplicitDeny));
    unread.resource_policy = None;
    assert_eq!(
        authorize(&request, &unread).decision,
        Decision::ImplicitDeny,
        "one side that is silent is enough"
    );
    // R4.16: what the policies deny, a KMS grant might still allow.
    unread.read = unread.read.without(Gate::KmsGrant);
    let authorization = authorize(&request, &unread);
    assert_eq!((authorization.decision, authorization.as_read), (Decision::Unknown, Decision::ImplicitDeny));
}

#[test]
fn the_nearest_statement_says_what_failed() {
    let other =
        r#"{"Sid":"Other","Effect":"Allow","Principal":{"AWS":"1"},"Action":"kms:Sign","Resource":"*"}"#;
    let via = r#"{"Sid":"Via","Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}}"#;
    let context = Context::new().with("kms:ViaService", "s3.us-east-1.amazonaws.com");
    let authorization =
        decrypt(OUTSIDER).identity(&[ANY_KMS]).policy(&[other, via]).context(context).authorize();
    let key_policy = authorization.gates.iter().find(|report| report.gate == Gate::KeyPolicy).unwrap();
    assert_eq!(key_policy.verdict, Verdict::Silent);
    let nearest = key_policy.nearest.as_ref().unwrap();
    assert_eq!(nearest.statement, "Via");
    assert_eq!(nearest.failed, "Condition.StringEquals.kms:ViaService");
    assert_eq!(nearest.expected, ["s3.eu-west-1.amazonaws.com"]);
    assert_eq!(nearest.actual, ["s3.us-east-1.amazonaws.com"]);
    let identity = authorization.gates.iter().find(|report| report.gate == Gate::IdentityPolicy).unwrap();
    assert_eq!(
        (identity.verdict, identity.statements.as_slice()),
        (Verdict::Allowed, ["statement 1 of inline".to_owned()].as_slice())
    );
}

#[test]
fn r3_10_a_statement_without_action_or_resource_does_nothing() {
    for statement in [
        r#"{"Effect":"Allow","Principal":{"AWS":"*"},"Resource":"*"}"#,
        r#"{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt"}"#,
    ] {
        assert_eq!(decrypt(INSIDER).policy(&[statement]).decision(), Decision::ImplicitDeny);
    }
}

/// The grant's own documents allow what it promises, and take none of it away from the neighbours.
#[test]
fn a_grant_is_allowed_by_its_own_documents() {
    for (prefixes, bind, bucket_key) in [
        (None, "principal", true),
        (None, "principal_arn", false),
        (Some(["raw/"]), "principal", true),
        (Some(["raw/"]), "principal_arn", false),
    ] {
        let mut builder = CrossAccountGrant::builder()
            .name("g")
            .key(KEY)
            .bucket(BUCKET)
            .principals([OUTSIDER, "arn:aws:iam::777788889999:user/u"])
            .allow(["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"])
            .allow(["s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:GetBucketLocation"])
            .bind(bind)
            .bucket_key(bucket_key);
        if let Some(prefixes) = prefixes {
            builder = builder.prefixes(prefixes);
        }
        let grant = builder.build().unwrap();
        let policies = grant.policies();
        let key_policy = Policy::new(policies.key_policy_statement().to_vec());
        let bucket_policy = Policy::new(policies.bucket_policy_statement().to_vec());
        let decide = |request: &Request| {
            let mut evidence = Evidence::complete();
            evidence.identity_policies = vec![("", policies.identity_policy())];
            let is_kms = request.action.starts_with("kms:");
            evidence.resource_policy = Some(if is_kms { &key_policy } else { &bucket_policy });
            authorize(request, &evidence).decision
        };
        let requests = granted_requests(&grant);
        assert!(requests.len() >= 14, "{}", requests.len());
        for request in requests {
            assert_eq!(decide(&request), Decision::Allowed, "{request}");
            let stranger = "arn:aws:iam::444455556666:role/stranger".parse().unwrap();
            let of_stranger = Request::new(
                stranger,
                request.action.clone(),
                request.resource.clone(),
                request.resource_account,
                Context::new(),
            );
            assert_eq!(decide(&of_stranger), Decision::ImplicitDeny, "{of_stranger}");
        }
    }
}

#[test]
fn r2_61_what_a_grant_gives_by_a_kms_grant_is_allowed_and_nothing_beside_it() {
    for with_bucket in [true, false] {
        let mut builder = CrossAccountGrant::builder()
            .name("g")
            .key(KEY)
            .principals([OUTSIDER, "arn:aws:iam::777788889999:user/u"])
            .allow(["kms:Decrypt", "kms:DescribeKey"])
            .mechanism("kms_grant");
        if with_bucket {
            builder = builder.bucket(BUCKET).allow(["s3:GetObject", "s3:ListBucket"]).via(["any"]);
        }
        let grant = builder.build().unwrap();
        let policies = grant.policies();
        let bucket_policy = Policy::new(policies.bucket_policy_statement().to_vec());
        let decide = |request: &Request| {
            let mut evidence = Evidence::complete();
            evidence.identity_policies = vec![("", policies.identity_policy())];
            evidence.kms_grants = policies.kms_grants().to_vec();
            evidence.resource_policy = request.action.starts_with("s3:").then_some(&bucket_policy);
            authorize(request, &evidence).decision
        };
        let requests = granted_requests(&grant);
        assert_eq!(requests.len(), if with_bucket { 8 } else { 4 });
        for request in &requests {
            assert_eq!(decide(request), Decision::Allowed, "{request}");
        }
        let about = |context: Context, action: &str| {
            Request::new(OUTSIDER.parse().unwrap(), action, KEY, "111122223333".parse().unwrap(), context)
        };
        assert_eq!(decide(&about(Context::new(), "kms:Encrypt")), Decision::ImplicitDeny);
        let elsewhere = Context::new().with("kms:EncryptionContext:aws:s3:arn", "arn:aws:s3:::another");
        let expected = if with_bucket { Decision::ImplicitDeny } else { Decision::Allowed };
        assert_eq!(decide(&about(elsewhere, "kms:Decrypt")), expected);
    }
}

#[test]
fn r4_20_each_replica_of_a_key_decides_by_its_own_policy() {
    let mrk = "arn:aws:kms:ap-northeast-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
    let builder = CrossAccountGrant::builder().name("g").key(mrk).replicas(["us-east-1"]).principal(OUTSIDER);
    let grant = builder.allow(["kms:Decrypt"]).via(["dynamodb"]).build().unwrap();
    let policies = grant.policies();
    let own = Policy::new(policies.key_policy_statement().to_vec());
    let of_replica = policies.replica_statements().map(|(_, statements)| Policy::new(statements.to_vec()));
    let [of_replica] = of_replica.collect::<Vec<_>>().try_into().unwrap();
    let requests = granted_requests(&grant);
    let decide = |request: &Request, policy: &Policy| {
        let mut evidence = Evidence::complete();
        evidence.identity_policies = vec![("", policies.identity_policy())];
        evidence.resource_policy = Some(policy);
        authorize(request, &evidence).decision
    };
    let decisions: Vec<_> =
        requests.iter().map(|request| (decide(request, &own), decide(request, &of_replica))).collect();
    let (allowed, denied) = (Decision::Allowed, Decision::ImplicitDeny);
    assert_eq!(decisions, [(allowed, denied), (denied, allowed)]);
}

#[test]
fn what_cannot_be_told_is_unknown() {
    let allow = |principal: &str| {
        format!(r#"{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"*"}}"#)
    };
    let deny = |rest: &str| format!(r#"{{"Effect":"Deny",{rest},"Action":"*","Resource":"*"}}"#);
    for statement in [
        deny(
            r#""Principal":{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}"#,
        ),
        deny(r#""Principal":{"AWS":"arn:aws:sts::444455556666:assumed-role/outsider/job"}"#),
        deny(r#""Principal":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"*"}}"#),
        deny(
            r#""NotPrincipal":{"AWS":["444455556666","arn:aws:iam::444455556666:role/data/outsider","arn:aws:sts::444455556666:assumed-role/outsider/job"]}"#,
        ),
    ] {
        let case = Case::new(OUTSIDER, "s3:GetObject", OBJECT).identity(&[GET_EXAMPLE]);
        assert_eq!(
            case.policy(&[BUCKET_TO_OUTSIDER, &statement]).decision(),
            Decision::Unknown,
            "{statement}"
        );
    }
    let half = deny(r#""NotPrincipal":{"AWS":"arn:aws:iam::444455556666:role/data/outsider"}"#);
    let case = Case::new(OUTSIDER, "s3:GetObject", OBJECT).identity(&[GET_EXAMPLE]);
    assert_eq!(case.policy(&[BUCKET_TO_OUTSIDER, &half]).decision(), Decision::ExplicitDeny, "R3.21");
    let others = allow(r#"{"AWS":"111122223333"}"#).replace("\"Principal\"", "\"NotPrincipal\"");
    let case = Case::new(OUTSIDER, "s3:GetObject", OBJECT).identity(&[GET_EXAMPLE]);
    assert_eq!(case.policy(&[&others]).decision(), Decision::Unknown, "`NotPrincipal` is for `Deny`");
}

#[test]
fn r5_30_a_key_that_is_not_enabled_cannot_be_used_but_administered() {
    let (identity, key) = (document(&[ANY_KMS]).unwrap(), document(&[TO_OWNER]).unwrap());
    for (action, decision) in
        [("kms:Decrypt", Decision::ImplicitDeny), ("kms:PutKeyPolicy", Decision::Allowed)]
    {
        let owner = "111122223333".parse().unwrap();
        let request = Request::new(INSIDER.parse().unwrap(), action, KEY, owner, Context::new());
        let mut evidence = Evidence::complete();
        evidence.identity_policies = vec![("", &identity)];
        evidence.resource_policy = Some(&key);
        evidence.key = Some(KeySettings { state: "Disabled".to_owned(), ..KeySettings::default() });
        let authorization = authorize(&request, &evidence);
        assert_eq!((authorization.decision, authorization.as_read), (decision, decision), "{action}");
    }
}

/// What would open a request, as `gate: statement`.
fn remedies(request: &Request, evidence: &Evidence<'_>) -> Vec<String> {
    let remedy = Remedy::of(request, evidence).unwrap();
    let additions = remedy
        .additions
        .iter()
        .map(|addition| format!("{}: {}", addition.gate, compact(&addition.statement)));
    let obstacles = remedy.obstacles.iter().map(|obstacle| format!("! {obstacle}"));
    additions.chain(obstacles).chain(remedy.unknown.iter().map(|unknown| format!("? {unknown}"))).collect()
}

fn compact(statement: &crate::policy::Statement) -> String {
    serde_json::from_str::<serde_json::Value>(&statement.to_string()).unwrap().to_string()
}

#[test]
fn r4_30_the_root_user_can_always_mend_the_bucket_policy() {
    let root = "arn:aws:iam::111122223333:root";
    let ask = |caller, action| Case::new(caller, action, BUCKET).policy(&[DENY_ALL_TO_ANYONE]);
    assert_eq!(ask(root, "s3:DeleteBucketPolicy").decision(), Decision::Allowed);
    assert_eq!(ask(root, "s3:ListBucket").decision(), Decision::ExplicitDeny);
    assert_eq!(ask(INSIDER, "s3:DeleteBucketPolicy").decision(), Decision::ExplicitDeny);
    assert_eq!(
        ask("arn:aws:iam::444455556666:root", "s3:GetBucketPolicy").decision(),
        Decision::ExplicitDeny
    );
}

#[test]
fn the_smallest_change_opens_what_is_silent() {
    let request = |caller: &str| {
        let context = Context::new().with("kms:ViaService", "s3.eu-west-1.amazonaws.com");
        Request::new(caller.parse().unwrap(), "kms:Decrypt", KEY, "111122223333".parse().unwrap(), context)
    };
    let in_key = |role: &str| {
        format!(
            r#"key_policy: {{"Action":"kms:Decrypt","Condition":{{"StringEquals":{{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}}},"Effect":"Allow","Principal":{{"AWS":"{role}"}},"Resource":"*"}}"#
        )
    };
    let in_identity = |condition: &str| {
        format!(
            r#"identity_policy: {{"Action":"kms:Decrypt",{condition}"Effect":"Allow","Resource":"{KEY}"}}"#
        )
    };
    let via = r#""Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}},"#;
    let nothing = Evidence::complete();
    assert_eq!(remedies(&request(OUTSIDER), &nothing), [in_identity(via), in_key(OUTSIDER)]);
    // Inside the account one of both is enough: the key's policy where it delegates nothing, else the identity's.
    assert_eq!(remedies(&request(INSIDER), &nothing), [in_key(INSIDER)]);
    let delegating = document(&[TO_OWNER]).unwrap();
    let mut evidence = Evidence::complete();
    evidence.resource_policy = Some(&delegating);
    assert_eq!(remedies(&request(INSIDER), &evidence), [in_identity("")]);
}

#[test]
fn what_no_statement_opens_is_said() {
    let request = Request::new(
        OUTSIDER.parse().unwrap(),
        "kms:Decrypt",
        KEY,
        "111122223333".parse().unwrap(),
        Context::new(),
    );
    let (identity, denying) =
        (document(&[ANY_KMS, DENY_DECRYPT]).unwrap(), document(&[TO_OUTSIDER]).unwrap());
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("inline", &identity)];
    evidence.resource_policy = Some(&denying);
    let found = remedies(&request, &evidence);
    assert!(
        matches!(found.as_slice(), [only] if only.contains("denies it by `statement 2 of inline`")),
        "{found:?}"
    );
    evidence.identity_policies.clear();
    evidence.key = Some(KeySettings { state: "Disabled".to_owned(), ..KeySettings::default() });
    let in_identity =
        format!(r#"identity_policy: {{"Action":"kms:Decrypt","Effect":"Allow","Resource":"{KEY}"}}"#);
    let disabled = "! the key is in state `Disabled`";
    assert_eq!(remedies(&request, &evidence), [in_identity.as_str(), disabled], "both at once");
    // What denies in one policy hides nothing that is missing in another.
    evidence.permissions_boundary = Some(&identity);
    let found = remedies(&request, &evidence);
    assert!(found.contains(&in_identity) && found.iter().any(|line| line.contains("boundary")), "{found:?}");
}

#[test]
fn what_was_not_read_hides_nothing_that_is_missing() {
    let account = "111122223333".parse().unwrap();
    let request = Request::new(OUTSIDER.parse().unwrap(), "kms:Decrypt", KEY, account, Context::new());
    let identity = document(&[ANY_KMS]).unwrap();
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("inline", &identity)];
    evidence.read = Gates::ALL.without(Gate::ServiceControlPolicy).without(Gate::PermissionsBoundary);
    let in_key = format!(
        r#"key_policy: {{"Action":"kms:Decrypt","Effect":"Allow","Principal":{{"AWS":"{OUTSIDER}"}},"Resource":"*"}}"#
    );
    let added = |evidence: &Evidence<'_>| {
        let found = remedies(&request, evidence);
        assert!(
            found.iter().any(|line| line.starts_with("? the service control policy of account")),
            "{found:?}"
        );
        found.into_iter().filter(|line| !line.starts_with('?')).collect::<Vec<_>>()
    };
    assert_eq!(added(&evidence), [in_key.as_str()]);
    // Whatever the caller's policies say, the key policy has to allow it.
    evidence.identity_policies.clear();
    evidence.read = evidence.read.without(Gate::IdentityPolicy);
    assert_eq!(added(&evidence), [in_key.as_str()]);
    // Where all that was read allows it, there is nothing to add.
    let open = document(&[TO_OUTSIDER]).unwrap();
    evidence.resource_policy = Some(&open);
    assert_eq!(added(&evidence), [""; 0]);
}

mod wildcards {
    use crate::wildcard::{matches, matches_ignoring_case};

    #[test]
    fn stars_and_question_marks_match() {
        for (pattern, text, expected) in [
            ("", "", true),
            ("*", "", true),
            ("a*", "abc", true),
            ("a*c", "abcbc", true),
            ("a*bd", "abcbd", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b", "xxaxxbx", false),
            ("ü?", "üä", true),
            ("a", "A", false),
            ("***", "abc", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} against {text}");
        }
        assert!(matches_ignoring_case("KMS:de*", "kms:Decrypt"));
    }
}

#[test]
fn r4_17_of_an_alias_identity_policies_alone_decide() {
    const ALIAS: &str = "arn:aws:kms:eu-west-1:111122223333:alias/example";
    let allow = [r#"{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}"#];
    let create = |identity| Case::new(INSIDER, "kms:CreateAlias", ALIAS).identity(identity).decision();
    assert_eq!(create(&allow), Decision::Allowed);
    assert_eq!(create(&[]), Decision::ImplicitDeny);
    let on_key = Case::new(INSIDER, "kms:CreateAlias", KEY).identity(&allow);
    assert_eq!(on_key.decision(), Decision::ImplicitDeny, "the key has a policy of its own");
}

#[test]
fn kms_takes_no_request_that_is_not_signed() {
    let everyone = [r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#];
    let anonymous = |action, resource| Case::new("anonymous", action, resource).policy(&everyone).decision();
    assert_eq!(anonymous("kms:Decrypt", KEY), Decision::ImplicitDeny);
    assert_eq!(anonymous("s3:GetObject", OBJECT), Decision::Allowed);
}
