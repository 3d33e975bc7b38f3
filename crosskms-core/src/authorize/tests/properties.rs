//! The engine against the [reference](super::reference) and against itself, over many cases.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::super::certainty::Certainty;
use super::super::{
    Authorization, Decision, Gate, KeySettings, PolicySet, Prepared, Request, Verdict, authorize,
};
use super::cases::{Case, Choices, KEY, bytes, case, complete_case};
use super::reference;
use crate::action::Service;

/// How many cases a property sees; `PROPTEST_CASES` can say more.
fn cases(count: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(count), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn the_engine_decides_as_the_reference_does(case in case()) {
        let evidence = case.evidence();
        let prepared = Prepared::of(&evidence);
        for question in &case.questions {
            let request = question.request();
            prop_assert_eq!(prepared.decide(&request), reference::decide(&case, question), "{}", request);
        }
    }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn what_is_made_ready_decides_as_what_is_not(case in case()) {
        let evidence = case.evidence();
        let prepared = Prepared::of(&evidence);
        for question in case.questions.iter().chain(&case.questions) {
            let request = question.request();
            let decision = prepared.decide(&request);
            prop_assert_eq!(decision, Prepared::of(&evidence).decide(&request));
            prop_assert_eq!(decision, authorize(&request, &evidence).decision);
        }
    }

    #[test]
    fn one_deny_more_never_allows_more(case in case(), bytes in bytes()) {
        let mut denying = case.clone();
        denying.deny_more(&mut Choices::of(&bytes));
        for question in &case.questions {
            let request = question.request();
            let before = authorize(&request, &case.evidence()).decision;
            let after = authorize(&request, &denying.evidence()).decision;
            prop_assert!(openness(after) <= openness(before), "{} was {}, is {}", request, before, after);
        }
    }

    #[test]
    fn who_knows_less_says_the_same_or_unknown(case in complete_case(), bytes in bytes()) {
        let mut choices = Choices::of(&bytes);
        let mut less = case.clone();
        for _ in 0..=choices.next() % 3 {
            let before = less.clone();
            less.forget(&mut choices);
            for (more, less_known) in before.questions.iter().zip(&less.questions) {
                let (more, less_known) = (more.request(), less_known.request());
                let before = authorize(&more, &before.evidence()).decision;
                let after = authorize(&less_known, &less.evidence()).decision;
                // Which of several reasons denies, may be forgotten.
                let same = before == after || (before, after) == (Decision::ExplicitDeny, Decision::ImplicitDeny);
                prop_assert!(same || after == Decision::Unknown, "{} was {}, is {}: {:?}", more, before, after, less);
            }
        }
    }

    #[test]
    fn no_statement_is_missed_for_want_of_looking(case in case()) {
        let policies = case.identity.iter().chain(&case.resource).chain(&case.endpoint);
        for policy in policies {
            let sets = [PolicySet::of_resource(policy), PolicySet::of_principal([("", policy)])];
            let sets = sets.map(PolicySet::indexed);
            for question in &case.questions {
                let request = question.request();
                for set in &sets {
                    let indexed = set.weigh(&request, Certainty::Unknown);
                    let all = set.explain(&request, Certainty::Unknown);
                    prop_assert_eq!(indexed.denies == Certainty::Yes, !all.denying.is_empty());
                    let allowing = indexed.allows_at_all() == Certainty::Yes;
                    prop_assert!(allowing || all.allowing.is_empty());
                    prop_assert!(!allowing || !all.allowing.is_empty() || !all.perhaps_allowing.is_empty());
                    prop_assert!(all.perhaps_denying.is_empty() || indexed.denies != Certainty::No);
                    prop_assert!(all.perhaps_allowing.is_empty() || indexed.allows_at_all() != Certainty::No);
                    if all.perhaps_allowing.is_empty() && all.perhaps_denying.is_empty() {
                        prop_assert!(indexed.denies != Certainty::Unknown);
                        prop_assert!(indexed.allows_at_all() != Certainty::Unknown);
                    }
                }
            }
        }
    }

    #[test]
    fn the_reports_of_the_gates_explain_the_decision(case in case()) {
        let evidence = case.evidence();
        for question in &case.questions {
            let request = question.request();
            let answer = authorize(&request, &evidence);
            if let Err(why) = explains(&request, &answer) {
                prop_assert!(false, "{}: {} is {}: {:#?}", why, request, answer.decision, answer.gates);
            }
        }
    }
}

/// Denied, not known, allowed.
fn openness(decision: Decision) -> usize {
    match decision {
        Decision::ImplicitDeny | Decision::ExplicitDeny => 0,
        Decision::Unknown => 1,
        Decision::Allowed => 2,
    }
}

const SETTINGS: [Gate; 2] = [Gate::KeyState, Gate::BucketSettings];

/// Whether the gates tell why the decision is what it is.
fn explains(request: &Request, answer: &Authorization) -> Result<(), &'static str> {
    let must = |holds: bool, why: &'static str| if holds { Ok(()) } else { Err(why) };
    let verdict =
        |gate: Gate| answer.gates.iter().find(|report| report.gate == gate).map(|report| report.verdict);
    let is =
        |gate: Gate, verdicts: &[Verdict]| verdict(gate).is_some_and(|verdict| verdicts.contains(&verdict));
    let passes = |gate: Gate| verdict(gate).is_none_or(|verdict| verdict == Verdict::Allowed);
    // One may be sure and others not.
    let perhaps = |gate: Gate| is(gate, &[Verdict::Allowed, Verdict::Unknown]);
    let denying = answer
        .gates
        .iter()
        .any(|report| report.verdict == Verdict::Denied && !SETTINGS.contains(&report.gate));
    let denied = answer.decision == Decision::ExplicitDeny;
    must(denying == denied, "a policy that denies, and an explicit deny, are the same")?;
    let named = answer.gates.iter().filter(|report| report.verdict == Verdict::Denied);
    must(
        named.clone().all(|report| SETTINGS.contains(&report.gate) || !report.statements.is_empty()),
        "what denies has a name",
    )?;
    let knows_the_action = request.known_action().is_some();
    match answer.decision {
        Decision::Allowed => {
            must(named.count() == 0, "nothing denies")?;
            for gate in [
                Gate::ServiceControlPolicy,
                Gate::ResourceControlPolicy,
                Gate::KeyState,
                Gate::BucketSettings,
            ] {
                must(passes(gate), "a gate that gives nothing must let pass")?;
            }
            let endpoint = verdict(Gate::EndpointPolicy).is_none() || perhaps(Gate::EndpointPolicy);
            must(endpoint, "the endpoint lets pass")?;
            let granted = is(Gate::KmsGrant, &[Verdict::Allowed]);
            let by_identity = passes(Gate::IdentityPolicy)
                && passes(Gate::PermissionsBoundary)
                && passes(Gate::SessionPolicy);
            let by_resource = perhaps(Gate::KeyPolicy) || perhaps(Gate::BucketPolicy);
            must(granted || by_identity || by_resource, "somebody allows")?;
            let other_account =
                request.caller.account().is_some_and(|account| account != request.resource_account);
            if other_account && !granted {
                must(by_identity, "the caller's side allows")?;
                must(by_resource || request.resource == "*", "the resource's side allows")?;
            }
        }
        Decision::Unknown => {
            let unclear = answer.gates.iter().any(|report| report.verdict == Verdict::Unknown);
            // R4.16
            let of_grants = verdict(Gate::KmsGrant).is_some();
            // R1.24
            let of_alias = request.names_alias();
            must(unclear || of_grants || of_alias || !knows_the_action, "something is not known")?;
        }
        Decision::ImplicitDeny => {
            // A gate that perhaps denies, and allows nothing, is unknown and yet stops it.
            let stops = answer.gates.iter().any(|report| report.verdict != Verdict::Allowed);
            let by_nature = answer.reason.is_some() || request.caller.account().is_none();
            must(stops || by_nature, "something does not let it pass")?;
        }
        Decision::ExplicitDeny => {}
    }
    Ok(())
}

#[test]
fn all_four_answers_are_frequent() {
    let mut runner = TestRunner::deterministic();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut questions = 0;
    for _ in 0..2_000 {
        let case = case().new_tree(&mut runner).unwrap().current();
        for question in &case.questions {
            *counts.entry(authorize(&question.request(), &case.evidence()).decision.as_str()).or_default() +=
                1;
            questions += 1;
        }
    }
    for decision in ["allowed", "implicit_deny", "explicit_deny", "unknown"] {
        let count = counts.get(decision).copied().unwrap_or_default();
        assert!(count * 20 > questions, "{decision} is too rare among {questions}: {counts:?}");
    }
}

#[test]
fn every_action_works_with_the_keys_and_in_the_states_of_aws_table() {
    let states = [
        "Enabled",
        "Disabled",
        "PendingDeletion",
        "PendingReplicaDeletion",
        "PendingImport",
        "Unavailable",
        "Creating",
        "Updating",
        "Frozen",
    ];
    let usages = [
        ("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT"),
        ("RSA_2048", "ENCRYPT_DECRYPT"),
        ("RSA_2048", "SIGN_VERIFY"),
        ("HMAC_256", "GENERATE_VERIFY_MAC"),
        ("ECC_NIST_P256", "KEY_AGREEMENT"),
        ("ML_KEM_768", "ENCAPSULATE_DECAPSULATE"),
        ("NEW", "NEW"),
    ];
    let allow = |principal: &str| {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow",{principal}"Action":"*","Resource":"*"}}}}"#
        );
        text.parse().unwrap()
    };
    let mut case = Case::complete(&mut Choices::of(&[]));
    case.identity = vec![allow("")];
    case.resource = Some(allow(r#""Principal":"*","#));
    let [mut question] = [case.questions.swap_remove(0)];
    question.resource = KEY.to_owned();
    for action in Service::Kms.actions() {
        question.action = action.to_string();
        for caller in ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::444455556666:role/app"] {
            question.caller = caller.parse().unwrap();
            for (state, (spec, usage)) in states.iter().flat_map(|state| usages.map(|usage| (state, usage))) {
                case.key = Some(KeySettings {
                    state: (*state).to_owned(),
                    spec: spec.to_owned(),
                    usage: usage.to_owned(),
                    ..KeySettings::default()
                });
                let decision = authorize(&question.request(), &case.evidence()).decision;
                assert_eq!(decision, reference::decide(&case, &question), "{action} {caller} {:?}", case.key);
            }
        }
    }
}
