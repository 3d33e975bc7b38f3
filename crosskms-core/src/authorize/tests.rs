//! The decision, rule by rule. Each case is a request over an identity policy and a resource policy.

use super::{
    Authorization, Caller, Context, Decision, Evidence, Gate, Gates, KeySettings, Request, Verdict,
    authorize, granted_requests,
};
use crate::grant::CrossAccountGrant;
use crate::policy::Policy;

mod cases;
mod conditions;
mod corrections;
mod properties;
mod reference;
mod remedies;

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

/// The outsider asks to decrypt, and nothing else is known of the request.
fn decryption() -> Request {
    let owner = "111122223333".parse().unwrap();
    Request::new(OUTSIDER.parse().unwrap(), "kms:Decrypt", KEY, owner, Context::new())
}

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

#[test]
fn every_gate_that_is_not_known_to_stand_open_makes_the_answer_unknown() {
    let (identity, key) = (document(&[ANY_KMS]).unwrap(), document(&[TO_OUTSIDER]).unwrap());
    let request = decryption();
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
