//! Policy files, all different: the policies of `tests/corpus`, for other accounts and other buckets each time.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{repository, write};
use crate::error::{BenchmarkError, at};

/// The part of the corpus with what both tools know: good policies, and such with one mistake.
const TOPICS: [&str; 5] = ["good", "actions", "conditions", "principals", "across-accounts"];

/// Writes this many files into a folder.
pub(crate) fn generate(folder: &Path, files: usize) -> Result<(), BenchmarkError> {
    let mut policies = Vec::new();
    for topic in TOPICS {
        policies.append(&mut corpus(topic)?);
    }
    for (number, policy) in policies.iter().cycle().take(files).enumerate() {
        write(&folder.join(format!("policy-{number:04}.json")), &varied(policy, number))?;
    }
    Ok(())
}

/// The policies of one topic, indented. Those with a number are left out: parliament fails at it.
fn corpus(topic: &str) -> Result<Vec<String>, BenchmarkError> {
    let path = repository().join("tests/corpus").join(topic).with_extension("jsonl");
    let cases = fs::read_to_string(&path).map_err(at(&path))?;
    let mut policies = Vec::new();
    for (index, line) in cases.lines().enumerate() {
        let case = serde_json::from_str(line).map_err(|error| BenchmarkError::Corpus {
            path: path.display().to_string(),
            line: index.saturating_add(1),
            why: error.to_string(),
        })?;
        let policy = document(&case);
        if !has_number(&policy) {
            policies.push(format!("{policy:#}\n"));
        }
    }
    Ok(policies)
}

/// A case has a whole policy, or a statement of one.
fn document(case: &Value) -> Value {
    match (case.get("policy"), case.get("statement")) {
        (Some(policy), _) => policy.clone(),
        (None, statement) => json!({ "Version": "2012-10-17", "Statement": [statement] }),
    }
}

fn has_number(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Array(values) => values.iter().any(has_number),
        Value::Object(members) => members.values().any(has_number),
        _ => false,
    }
}

fn varied(policy: &str, number: usize) -> String {
    policy
        .replace("111122223333", &format!("1111{number:08}"))
        .replace("444455556666", &format!("4444{number:08}"))
        .replace("arn:aws:s3:::", &format!("arn:aws:s3:::team-{number}-"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crosskms::policy::Policy;

    use super::*;

    #[test]
    fn every_policy_of_the_corpus_can_be_read_and_is_another_each_time() {
        for policy in TOPICS.iter().flat_map(|topic| corpus(topic).unwrap()) {
            assert!(policy.parse::<Policy>().is_ok(), "{policy}");
        }
        let policy = corpus("good").unwrap().remove(0);
        let texts: BTreeSet<_> = (0..20).map(|number| varied(&policy, number)).collect();
        assert_eq!(texts.len(), 20);
    }
}
