//! What would open a request that is not allowed.

use super::super::{Context, Evidence, Gate, Gates, KeySettings, Remedy, Request};
use super::{ANY_KMS, DENY_DECRYPT, INSIDER, KEY, OUTSIDER, TO_OUTSIDER, TO_OWNER, decryption, document};
use crate::policy::Statement;

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

fn compact(statement: &Statement) -> String {
    serde_json::from_str::<serde_json::Value>(&statement.to_string()).unwrap().to_string()
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
    let request = decryption();
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
    let request = decryption();
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
