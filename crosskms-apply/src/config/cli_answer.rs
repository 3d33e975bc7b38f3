//! Answers of the AWS CLI that hold a policy, as files: what `aws kms get-key-policy > key.json` leaves.

use std::ops::Range;

use crosskms::json::{Node, Value};
use crosskms::policy::PolicyType;

/// A policy inside an answer.
pub(super) struct CliAnswer {
    /// The policy as AWS keeps it.
    pub(super) policy: String,
    /// What it is attached to, where the answer shows it.
    pub(super) policy_type: Option<PolicyType>,
    offsets: Offsets,
}

/// Where the bytes of the policy stand in the answer.
enum Offsets {
    /// One after the other, from this one on.
    From(usize),
    /// One by one, and the end: in a string there are escapes.
    Each(Vec<usize>),
}

/// The members that lead to a policy; an answer is known by the first that it has.
const PATHS: [&[&str]; 5] = [
    &["Role", "AssumeRolePolicyDocument"],
    &["PolicyVersion", "Document"],
    &["PolicyDocument"],
    &["Policy", "Content"],
    &["Policy"],
];

impl CliAnswer {
    /// The policy that an answer holds; none when the text is none.
    pub(super) fn of(text: &str) -> Option<Self> {
        let whole = Node::parse(text).ok()?;
        if member(whole, &["Statement"]).is_some() {
            return None;
        }
        let (path, node) = PATHS.iter().find_map(|path| Some((*path, member(whole, path)?)))?;
        let range = node.range(text);
        let (policy, offsets) = match node.value().ok()? {
            Value::String(policy) => {
                let offsets = offsets_in_string(text.get(range.clone())?, range.start, &policy);
                (policy, Offsets::Each(offsets))
            }
            Value::Object(members) if members.iter().any(|(name, _)| name == "Statement") => {
                (text.get(range.clone())?.to_owned(), Offsets::From(range.start))
            }
            _ => return None,
        };
        let policy_type = match path {
            ["Role", ..] => Some(PolicyType::TrustPolicy),
            ["PolicyVersion", ..] => Some(PolicyType::IdentityPolicy),
            ["PolicyDocument"] => member(whole, &["PolicyName"]).map(|_| PolicyType::IdentityPolicy),
            ["Policy", "Content"] => Some(of_organization(whole)?),
            // Of KMS's answer and S3's, only that of KMS names the policy.
            _ => member(whole, &["PolicyName"]).map(|_| PolicyType::KeyPolicy),
        };
        Some(Self { policy, policy_type, offsets })
    }

    /// Where a part of the policy stands in the answer.
    pub(super) fn range(&self, part: &Range<usize>) -> Range<usize> {
        let offset = |byte: usize| match &self.offsets {
            Offsets::From(start) => start.saturating_add(byte),
            Offsets::Each(offsets) => offsets.get(byte).or(offsets.last()).copied().unwrap_or_default(),
        };
        offset(part.start)..offset(part.end)
    }
}

fn member<'t>(node: Node<'t>, path: &[&str]) -> Option<Node<'t>> {
    path.iter().try_fold(node, |node, name| match node.value().ok()? {
        Value::Object(members) => members.into_iter().find(|(key, _)| key == name).map(|(_, node)| node),
        _ => None,
    })
}

/// Organizations keeps policies of other languages, too; those are none of ours. Without a type it is taken for what
/// most are.
fn of_organization(whole: Node<'_>) -> Option<PolicyType> {
    let Some(node) = member(whole, &["Policy", "PolicySummary", "Type"]) else {
        return Some(PolicyType::ServiceControlPolicy);
    };
    match node.value().ok()? {
        Value::String(name) if name == "SERVICE_CONTROL_POLICY" => Some(PolicyType::ServiceControlPolicy),
        Value::String(name) if name == "RESOURCE_CONTROL_POLICY" => Some(PolicyType::ResourceControlPolicy),
        _ => None,
    }
}

/// Where each byte of a string stands, that is written in JSON from `start` on.
fn offsets_in_string(written: &str, start: usize, string: &str) -> Vec<usize> {
    // The quote comes first.
    let mut position = 1;
    let mut offsets = Vec::with_capacity(string.len());
    for character in string.chars() {
        offsets.extend(std::iter::repeat_n(start.saturating_add(position), character.len_utf8()));
        let escape = written.get(position..).unwrap_or_default();
        let length = if escape.starts_with("\\u") {
            6_usize.saturating_mul(character.len_utf16())
        } else if escape.starts_with('\\') {
            2
        } else {
            character.len_utf8()
        };
        position = position.saturating_add(length);
    }
    offsets.push(start.saturating_add(position));
    offsets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_string_is_found_behind_escapes() {
        let text = r#" {"Policy": "{\"\u00e9\ud83d\ude00é\": 1, \"Statement\": [7]}"}"#;
        let answer = CliAnswer::of(text).unwrap();
        assert_eq!(answer.policy, "{\"é😀é\": 1, \"Statement\": [7]}");
        let seven = answer.policy.find('7').unwrap();
        assert_eq!(text.get(answer.range(&(seven..seven + 2))), Some("7]"));
        assert_eq!(answer.range(&(0..answer.policy.len())), 13..text.len() - 2);
        assert_eq!(answer.range(&(100..200)), text.len() - 2..text.len() - 2);
    }

    #[test]
    fn an_answer_shows_what_the_policy_is_attached_to() {
        for (text, policy_type) in [
            (r#"{"Policy": "{}", "PolicyName": "default"}"#, Some(PolicyType::KeyPolicy)),
            (r#"{"Policy": "{}"}"#, None),
            (r#"{"Role": {"AssumeRolePolicyDocument": {"Statement": []}}}"#, Some(PolicyType::TrustPolicy)),
            (
                r#"{"RoleName": "r", "PolicyName": "p", "PolicyDocument": {"Statement": []}}"#,
                Some(PolicyType::IdentityPolicy),
            ),
            (r#"{"PolicyVersion": {"Document": {"Statement": []}}}"#, Some(PolicyType::IdentityPolicy)),
            (
                r#"{"Policy": {"PolicySummary": {"Type": "RESOURCE_CONTROL_POLICY"}, "Content": "{}"}}"#,
                Some(PolicyType::ResourceControlPolicy),
            ),
        ] {
            assert_eq!(CliAnswer::of(text).map(|answer| answer.policy_type), Some(policy_type), "{text}");
        }
    }

    #[test]
    fn what_holds_no_policy_is_no_answer() {
        for text in [
            r#"{"Statement": [], "Policy": "{}"}"#,
            r#"{"Policy": {"Arn": "arn:aws:iam::111122223333:policy/p"}}"#,
            r#"{"Policy": {"PolicySummary": {"Type": "TAG_POLICY"}, "Content": "{}"}}"#,
            r#"{"name": "app", "version": "1.0.0"}"#,
            "[]",
            "{",
        ] {
            assert!(CliAnswer::of(text).is_none(), "{text}");
        }
    }
}
