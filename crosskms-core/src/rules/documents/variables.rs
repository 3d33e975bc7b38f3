//! Policy variables where they are not resolved (R3.35).

use super::{Document, in_statements};
use crate::finding::Severity;
use crate::policy::Version;
use crate::rules::{Check, Hit, Rule};

pub(in crate::rules) static VARIABLE_OUT_OF_PLACE: Rule = Rule {
    name: "variable-out-of-place",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    summary: "variables stand in the last part of a resource, and under operators that resolve them",
    checks: &[Check::Document(out_of_place)],
};

fn out_of_place(document: &Document<'_>) -> Vec<Hit> {
    if document.policy.version != Some(Version::V2012) {
        return Vec::new();
    }
    in_statements(document, |placed| {
        let in_actions =
            placed.actions().into_iter().filter(|(_, text)| text.contains("${")).map(|(site, text)| {
                let message = format!("`{text}` has a variable, which is not resolved in an action");
                Hit::new(site, message).help("name the action")
            });
        let in_resources =
            placed.resources().into_iter().filter(|(_, text)| is_early(text)).map(|(site, text)| {
                let message =
                    format!("`{text}` has a variable before the last part, where it is not resolved");
                Hit::new(site, message).help("write partition, service, Region and account out, or as `*`")
            });
        let unresolved = |operator: &str| {
            ["Numeric", "Date", "Binary", "IpAddress", "NotIpAddress", "Null"]
                .iter()
                .any(|start| operator.split(':').next_back().is_some_and(|bare| bare.starts_with(start)))
        };
        let in_values = placed
            .conditions()
            .filter(|(_, condition, _)| unresolved(&condition.operator))
            .flat_map(|(site, condition, entry)| {
                let values = entry.values.iter().enumerate();
                values
                    .filter(|(_, value)| value.as_text().contains("${"))
                    .map(|(index, _)| {
                        let message = format!("`{}` resolves no variables", condition.operator);
                        Hit::new(site.clone().index(index), message).help("write a fixed value")
                    })
                    .collect::<Vec<_>>()
            });
        in_actions.chain(in_resources).chain(in_values).collect()
    })
}

/// Whether a variable stands before the fifth colon; colons inside a variable do not count.
pub(super) fn is_early(resource: &str) -> bool {
    let Some((before, _)) = resource.split_once("${") else { return false };
    resource.starts_with("arn:") && before.matches(':').count() < 5
}
