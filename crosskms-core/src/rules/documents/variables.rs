//! Policy variables: what they name, and where they are resolved (R3.35).

use super::{Document, in_statements};
use crate::action::condition_key::ConditionKey;
use crate::finding::Severity;
use crate::policy::Version;
use crate::rules::conditions::key_help;
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

pub(in crate::rules) static VARIABLE_OUT_OF_PLACE: Rule = Rule {
    name: "variable-out-of-place",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    summary: "variables stand in the last part of a resource, and under operators that resolve them",
    checks: &[Check::Document(out_of_place)],
};

pub(in crate::rules) static MALFORMED_VARIABLE: Rule = Rule {
    name: "malformed-variable",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    summary: "a variable is `${KEY}` with a condition key that exists",
    checks: &[Check::Document(malformed), Check::Document(misspelt)],
};

fn malformed(document: &Document<'_>) -> Vec<Hit> {
    let resolves = document.policy.version == Some(Version::V2012);
    in_statements(document, |placed| {
        let resources = placed.resources().into_iter().map(|(site, text)| (site, text.to_owned()));
        let values = placed.conditions().flat_map(|(site, _, entry)| {
            let values = entry.values.iter().enumerate();
            values
                .map(|(index, value)| (site.clone().index(index), value.as_text().into_owned()))
                .collect::<Vec<_>>()
        });
        let in_text = |(site, text): (Site, String)| {
            let wrong = not_replaced(&text).or_else(|| resolves.then(|| malformation(&text))?);
            let (message, help) = wrong?;
            Some(Hit::new(site, message).help(help))
        };
        resources.chain(values).filter_map(in_text).collect()
    })
}

/// The keys that a tag is part of.
const WITH_TAGS: [&str; 3] = ["aws:PrincipalTag", "aws:ResourceTag", "aws:RequestTag"];

/// The place of a template that whoever made the policy of it left empty, and the way out.
pub(super) fn not_replaced(text: &str) -> Option<(String, String)> {
    text.split("${").skip(1).find_map(|part| {
        let (inner, _) = part.split_once('}')?;
        let tool = template_of(inner.trim())?;
        let message = format!("`${{{inner}}}` is {tool}'s and was not replaced");
        Some((message, format!("check the policy that {tool} makes of it, or write the value")))
    })
}

/// Whether a text is that of a template.
pub(super) fn is_template(text: &str) -> bool {
    not_replaced(text).is_some()
}

/// The tool that knows a name by which policies know nothing.
fn template_of(name: &str) -> Option<&'static str> {
    const OF_TERRAFORM: [&str; 8] =
        ["var.", "local.", "data.", "module.", "each.", "count.", "path.", "terraform."];
    let is_resource = name.starts_with("aws_") && name.contains('.');
    if name.starts_with("AWS::") {
        Some("CloudFormation")
    } else if is_resource || OF_TERRAFORM.iter().any(|start| name.starts_with(start)) {
        Some("Terraform")
    } else {
        None
    }
}

/// What is wrong with the first variable of a text that is not right, and the way out.
fn malformation(text: &str) -> Option<(String, String)> {
    text.split("${").skip(1).find_map(|part| {
        let Some((inner, _)) = part.split_once('}') else {
            let message = format!("the variable `${{{part}` has no end");
            return Some((message, "write `${KEY}`, or `${$}` for the character itself".to_owned()));
        };
        let key = inner.split(',').next().unwrap_or_default().trim();
        // The characters that mean something in a pattern, as themselves.
        if ["*", "?", "$"].contains(&key) {
            return None;
        }
        if let Some(tags) = WITH_TAGS.iter().find(|tags| tags.eq_ignore_ascii_case(key.trim_end_matches('/')))
        {
            return Some((format!("`${{{inner}}}` names no tag"), format!("write `${{{tags}/TAG}}`")));
        }
        let service = key.split_once(':').map_or("", |(service, _)| service).to_ascii_lowercase();
        let is_known = ConditionKey::named(key).is_some()
            || !(service.is_empty() || ["aws", "kms", "s3"].contains(&service.as_str()));
        (!is_known).then(|| (format!("there is no condition key `{key}` for a variable"), key_help(key)))
    })
}

/// Other brackets, or none of the dollar: taken literally.
fn misspelt(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .resources()
            .into_iter()
            .filter_map(|(site, text)| {
                let (before, rest) = text.split_once("$(aws:").or_else(|| text.split_once("{aws:"))?;
                let (key, _) = rest.split_once([')', '}']).filter(|_| !before.ends_with('$'))?;
                let message = format!("`{text}` has no variable: `aws:{key}` stands there as it is");
                Some(Hit::new(site, message).help(format!("write `${{aws:{key}}}`")))
            })
            .collect()
    })
}

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
        let in_resources = placed
            .resources()
            .into_iter()
            .filter(|(_, text)| is_early(text) && !is_template(text))
            .map(|(site, text)| {
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
                    .filter(|(_, value)| value.as_text().contains("${") && !is_template(&value.as_text()))
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
