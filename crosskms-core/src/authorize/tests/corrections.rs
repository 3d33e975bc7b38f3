//! Cases in which the engine was wrong, as the reference evaluator or a property found them.

use super::super::{
    AccessPoint, Context, Decision, Evidence, Gate, Gates, KeySettings, KmsGrant, Request, Verdict, authorize,
};
use super::{BUCKET, INSIDER, KEY, OBJECT, OUTSIDER, document};
use crate::policy::Policy;

const ROOT: &str = "arn:aws:iam::111122223333:root";
const SERVICE: &str = "logs.eu-west-1.amazonaws.com";
const ALL: &str = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
const TO_ALL: &str = r#"{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}"#;
const TO_OWNER: &str = r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"*","Resource":"*"}"#;

fn policy(statement: &str) -> Policy {
    document(&[statement]).unwrap()
}

fn ask(caller: &str, action: &str, resource: &str, context: Context) -> Request {
    Request::new(caller.parse().unwrap(), action, resource, "111122223333".parse().unwrap(), context)
}

fn decide(request: &Request, change: impl FnOnce(&mut Evidence<'_>)) -> Decision {
    let mut evidence = Evidence::complete();
    change(&mut evidence);
    authorize(request, &evidence).decision
}

/// Of a caller with and a resource for everything.
fn decide_open(request: &Request, change: impl FnOnce(&mut Evidence<'_>)) -> Decision {
    let (identity, resource) = (policy(ALL), policy(TO_ALL));
    let mut evidence = Evidence::complete();
    if request.caller.account().is_some() {
        evidence.identity_policies = vec![("", &identity)];
    }
    evidence.resource_policy = Some(&resource);
    let mut owned = evidence.clone();
    change(&mut owned);
    authorize(request, &owned).decision
}

#[test]
fn a_policy_that_was_read_in_part_is_not_all_of_its_gate() {
    let (all, request) = (policy(ALL), ask(OUTSIDER, "kms:Decrypt", KEY, Context::new()));
    for gate in [
        Gate::PermissionsBoundary,
        Gate::SessionPolicy,
        Gate::ServiceControlPolicy,
        Gate::ResourceControlPolicy,
    ] {
        let (identity, resource) = (policy(ALL), policy(TO_ALL));
        let decide = |hidden: bool| {
            let mut evidence = Evidence::complete();
            evidence.identity_policies = vec![("", &identity)];
            evidence.resource_policy = Some(&resource);
            evidence.permissions_boundary = Some(&all);
            evidence.session_policies = Some(vec![&all]);
            evidence.service_control_policies = Some(vec![vec![&all]]);
            evidence.resource_control_policies = Some(vec![vec![&all]]);
            evidence.hidden = if hidden { Gates::NONE.with(gate) } else { Gates::NONE };
            authorize(&request, &evidence).decision
        };
        assert_eq!((decide(false), decide(true)), (Decision::Allowed, Decision::Unknown), "{gate}");
    }
}

#[test]
fn r4_17_the_key_policy_says_nothing_of_what_takes_no_key() {
    let (identity, deny) =
        (policy(ALL), policy(r#"{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#));
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("", &identity)];
    evidence.resource_policy = Some(&deny);
    let request = ask(INSIDER, "kms:ListKeys", "*", Context::new());
    assert_eq!(authorize(&request, &evidence).decision, Decision::Allowed);
}

#[test]
fn r2_30_kms_takes_no_anonymous_requests() {
    let decrypt = ask("anonymous", "kms:Decrypt", KEY, Context::new());
    assert_eq!(decide_open(&decrypt, |_| {}), Decision::ImplicitDeny);
    let get = ask("anonymous", "s3:GetObject", OBJECT, Context::new());
    assert_eq!(decide_open(&get, |_| {}), Decision::Allowed);
}

#[test]
fn r2_65_no_policy_lets_anybody_retire_a_kms_grant() {
    let retiring = |principal: Option<&str>| KmsGrant {
        retiring_principal: principal.map(str::to_owned),
        ..KmsGrant::new("arn:aws:iam::777788889999:role/other", ["Decrypt"])
    };
    for caller in [INSIDER, SERVICE] {
        let request = ask(caller, "kms:RetireGrant", KEY, Context::new());
        for (kms_grants, decision) in [
            (vec![], Decision::ImplicitDeny),
            // Who made it may retire it.
            (vec![retiring(None)], Decision::Unknown),
            (vec![retiring(Some(OUTSIDER))], Decision::Unknown),
            (vec![retiring(Some(caller))], Decision::Allowed),
        ] {
            let decided = decide_open(&request, |evidence| evidence.kms_grants.clone_from(&kms_grants));
            assert_eq!(decided, decision, "{caller}, {kms_grants:?}");
        }
    }
}

#[test]
fn kms_grants_have_one_grantee_and_grantable_operations() {
    let decrypt = ask(OUTSIDER, "kms:Decrypt", KEY, Context::new());
    let put = ask(INSIDER, "kms:PutKeyPolicy", KEY, Context::new());
    for (request, grant, decision) in [
        (&decrypt, KmsGrant::new(OUTSIDER, ["Decrypt"]), Decision::Allowed),
        (&decrypt, KmsGrant::new("*", ["Decrypt"]), Decision::ImplicitDeny),
        (&put, KmsGrant::new(INSIDER, ["PutKeyPolicy"]), Decision::ImplicitDeny),
    ] {
        assert_eq!(
            decide(request, |evidence| evidence.kms_grants = vec![grant.clone()]),
            decision,
            "{grant:?}"
        );
    }
    // R2.63: whether the case of names counts is not known.
    let mut grant = KmsGrant::new(OUTSIDER, ["Decrypt"]);
    grant.encryption_context_equals = Some([("Dept".to_owned(), "a".to_owned())].into());
    let context = Context::new().with("kms:EncryptionContext:dept", "a");
    let request = ask(OUTSIDER, "kms:Decrypt", KEY, context);
    assert_eq!(decide(&request, |evidence| evidence.kms_grants = vec![grant]), Decision::Unknown);
}

#[test]
fn section_5_2_not_everything_works_in_every_state() {
    let state = |action: &str, state: &str, spec: &str| {
        let request = ask(INSIDER, action, KEY, Context::new());
        decide_open(&request, |evidence| {
            let (state, spec) = (state.to_owned(), spec.to_owned());
            evidence.key = Some(KeySettings { state, spec, ..KeySettings::default() });
        })
    };
    let symmetric = "SYMMETRIC_DEFAULT";
    for (action, of_state, decision) in [
        ("kms:TagResource", "Disabled", Decision::Allowed),
        ("kms:TagResource", "PendingDeletion", Decision::ImplicitDeny),
        ("kms:EnableKey", "PendingImport", Decision::ImplicitDeny),
        ("kms:CancelKeyDeletion", "PendingDeletion", Decision::Allowed),
        ("kms:CancelKeyDeletion", "Enabled", Decision::ImplicitDeny),
        ("kms:ReplicateKey", "Disabled", Decision::ImplicitDeny),
        // Depends on the origin of the key.
        ("kms:GetKeyRotationStatus", "Disabled", Decision::Unknown),
        ("kms:PutKeyPolicy", "Creating", Decision::Allowed),
    ] {
        assert_eq!(state(action, of_state, symmetric), decision, "{action} {of_state}");
    }
    assert_eq!(state("kms:GetKeyRotationStatus", "Enabled", "RSA_2048"), Decision::ImplicitDeny);
}

#[test]
fn of_an_open_context_more_may_be_there() {
    // Through S3 or not is not known.
    let request = ask(INSIDER, "kms:Decrypt", KEY, Context::open());
    let rsa = || KeySettings { spec: "RSA_2048".to_owned(), ..KeySettings::default() };
    assert_eq!(decide_open(&request, |evidence| evidence.key = Some(rsa())), Decision::Unknown);
    // More pairs may be in the encryption context.
    let only_dept = r#"{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/insider"},"Action":"*","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContextKeys":"dept"}}}"#;
    for (context, decision) in [(Context::new(), Decision::Allowed), (Context::open(), Decision::Unknown)] {
        let request = ask(INSIDER, "kms:Decrypt", KEY, context.with("kms:EncryptionContext:dept", "a"));
        let only_dept = policy(only_dept);
        let mut evidence = Evidence::complete();
        evidence.resource_policy = Some(&only_dept);
        assert_eq!(authorize(&request, &evidence).decision, decision);
    }
    // A key without values is absent.
    let context = Context::new().with_all("kms:ViaService", []);
    let request = ask(INSIDER, "kms:Decrypt", KEY, context);
    assert_eq!(request.context.values("aws:ViaAWSService"), Some(["false".to_owned()].as_slice()));
}

#[test]
fn whether_rcps_bind_depends_on_who_manages_the_key() {
    let deny = policy(r#"{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"}"#);
    let (identity, resource) = (policy(ALL), policy(TO_ALL));
    let request = ask(INSIDER, "kms:Decrypt", KEY, Context::new());
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("", &identity)];
    evidence.resource_policy = Some(&resource);
    evidence.resource_control_policies = Some(vec![vec![&deny]]);
    assert_eq!(authorize(&request, &evidence).decision, Decision::ExplicitDeny);
    evidence.read = Gates::ALL.without(Gate::KeyState);
    assert_eq!(authorize(&request, &evidence).decision, Decision::Unknown);
    evidence.key = Some(KeySettings { manager: "AWS".to_owned(), ..KeySettings::default() });
    assert_eq!(authorize(&request, &evidence).decision, Decision::Allowed);
}

#[test]
fn a_session_policy_limits_a_root_user_too() {
    let silent = policy(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#);
    let owner = policy(TO_OWNER);
    let decide = |action: &str, resource: &str| {
        let mut evidence = Evidence::complete();
        evidence.resource_policy = Some(&owner);
        evidence.session_policies = Some(vec![&silent]);
        authorize(&ask(ROOT, action, resource, Context::new()), &evidence).decision
    };
    assert_eq!(decide("kms:Decrypt", KEY), Decision::ImplicitDeny);
    assert_eq!(decide("s3:GetObject", OBJECT), Decision::Allowed);
}

#[test]
fn the_arn_of_a_federated_user_does_not_tell_its_user() {
    for user in ["ann", "bob"] {
        let to_user = policy(&format!(
            r#"{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:user/{user}"}},"Action":"*","Resource":"*"}}"#
        ));
        let request = ask("arn:aws:sts::111122223333:federated-user/ann", "kms:Decrypt", KEY, Context::new());
        let mut evidence = Evidence::complete();
        evidence.resource_policy = Some(&to_user);
        assert_eq!(authorize(&request, &evidence).decision, Decision::Unknown, "{user}");
    }
}

#[test]
fn through_an_access_point_the_looser_naming_counts() {
    let (bucket, limit) = (policy(TO_ALL), policy(r#"{"Effect":"Allow","Action":"kms:*","Resource":"*"}"#));
    let to_role = policy(&TO_ALL.replace(r#""*","Action""#, &format!(r#"{{"AWS":"{INSIDER}"}},"Action""#)));
    let mut evidence = Evidence::complete();
    evidence.resource_policy = Some(&bucket);
    evidence.permissions_boundary = Some(&limit);
    let request = ask(INSIDER, "s3:GetObject", OBJECT, Context::new());
    assert_eq!(authorize(&request, &evidence).decision, Decision::Allowed);
    let point = "arn:aws:s3:eu-west-1:111122223333:accesspoint/point";
    evidence.access_point = Some(AccessPoint::new(point, Some(&to_role)));
    assert_eq!(authorize(&request, &evidence).decision, Decision::ImplicitDeny);
}

#[test]
fn what_aws_does_not_document_is_unknown() {
    let allow =
        |rest: &str| format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"{INSIDER}"}},"Action":"*",{rest}}}"#);
    let decrypt = |statement: &str| {
        let key_policy = policy(statement);
        let mut evidence = Evidence::complete();
        evidence.resource_policy = Some(&key_policy);
        authorize(&ask(INSIDER, "kms:Decrypt", KEY, Context::new()), &evidence).decision
    };
    for rest in [
        r#""NotResource":"arn:aws:kms:eu-west-1:${aws:PrincipalAccount}:key/*""#,
        r#""NotResource":"arn:aws:s3:::${aws:username}/*""#,
        r#""Resource":"*","Condition":{"ForAllValues:Null":{"aws:TagKeys":"false"}}"#,
    ] {
        assert_eq!(decrypt(&allow(rest)), Decision::Unknown, "{rest}");
    }
    // R3.35: variables stand after the fifth colon.
    let early = r#""Resource":"arn:aws:kms:eu-west-1:${aws:PrincipalAccount}:key/*""#;
    assert_eq!(decrypt(&allow(early)), Decision::ImplicitDeny);
    let denying = allow(early).replace("Allow", "Deny");
    let both = document(&[&allow(r#""Resource":"*""#), &denying]).unwrap();
    let mut evidence = Evidence::complete();
    evidence.resource_policy = Some(&both);
    let request = ask(INSIDER, "kms:Decrypt", KEY, Context::new());
    assert_eq!(authorize(&request, &evidence).decision, Decision::Unknown);
    let not_anyone = r#"{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"*","Resource":"*"}"#;
    let both = document(&[&allow(r#""Resource":"*""#), not_anyone]).unwrap();
    let mut evidence = Evidence::complete();
    evidence.resource_policy = Some(&both);
    let request = ask(INSIDER, "kms:Decrypt", KEY, Context::new());
    assert_eq!(authorize(&request, &evidence).decision, Decision::Unknown);
}

#[test]
fn infinity_is_no_number() {
    let less = |value: &str| {
        let statement = format!(
            r#"{{"Effect":"Allow","Principal":{{"AWS":"{INSIDER}"}},"Action":"*","Resource":"*","Condition":{{"NumericLessThan":{{"s3:max-keys":"{value}"}}}}}}"#
        );
        let bucket_policy = policy(&statement);
        let mut evidence = Evidence::complete();
        evidence.resource_policy = Some(&bucket_policy);
        let context = Context::new().with("s3:max-keys", "10");
        authorize(&ask(INSIDER, "s3:ListBucket", BUCKET, context), &evidence).decision
    };
    assert_eq!(less("1e2"), Decision::Allowed);
    for value in ["inf", "Infinity", "nan"] {
        assert_eq!(less(value), Decision::ImplicitDeny, "{value}");
    }
}

#[test]
fn the_case_of_a_service_does_not_count() {
    let statement =
        format!(r#"{{"Effect":"Allow","Principal":{{"Service":"{SERVICE}"}},"Action":"*","Resource":"*"}}"#);
    let to_service = policy(&statement);
    let mut evidence = Evidence::complete();
    evidence.resource_policy = Some(&to_service);
    let caller = super::super::Caller::Service(SERVICE.to_uppercase());
    let request = Request::new(caller, "kms:Decrypt", KEY, "111122223333".parse().unwrap(), Context::new());
    assert_eq!(authorize(&request, &evidence).decision, Decision::Allowed);
}

#[test]
fn r3_21_not_principal_in_an_rcp_denies_who_has_a_boundary() {
    let (all, resource) = (policy(ALL), policy(TO_ALL));
    let deny = policy(&format!(
        r#"{{"Effect":"Deny","NotPrincipal":{{"AWS":["111122223333","{INSIDER}"]}},"Action":"s3:*","Resource":"*"}}"#
    ));
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("", &all)];
    evidence.resource_policy = Some(&resource);
    evidence.permissions_boundary = Some(&all);
    evidence.resource_control_policies = Some(vec![vec![&deny]]);
    let request = ask(INSIDER, "s3:GetObject", OBJECT, Context::new());
    assert_eq!(authorize(&request, &evidence).decision, Decision::ExplicitDeny);
}

#[test]
fn the_report_names_the_level_that_denies_and_not_one_that_is_silent() {
    let (silent, deny) = (
        policy(r#"{"Effect":"Allow","Action":"sqs:*","Resource":"*"}"#),
        policy(&ALL.replace("Allow", "Deny")),
    );
    let mut evidence = Evidence::complete();
    evidence.service_control_policies = Some(vec![vec![&silent], vec![&deny]]);
    let answer = authorize(&ask(INSIDER, "s3:GetObject", OBJECT, Context::new()), &evidence);
    assert_eq!(answer.decision, Decision::ExplicitDeny);
    let scps = answer.gates.iter().find(|report| report.gate == Gate::ServiceControlPolicy).unwrap();
    assert_eq!(scps.verdict, Verdict::Denied);
}

#[test]
fn beside_a_statement_that_allows_others_do_not_matter() {
    let (sure, unclear) =
        (ALL, r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"New":{"k":"v"}}}"#);
    let identity = document(&[sure, unclear]).unwrap();
    let mut evidence = Evidence::complete();
    evidence.identity_policies = vec![("", &identity)];
    let answer = authorize(&ask(INSIDER, "s3:GetObject", OBJECT, Context::new()), &evidence);
    assert_eq!((answer.decision, answer.gates[0].verdict), (Decision::Allowed, Verdict::Allowed));
}
