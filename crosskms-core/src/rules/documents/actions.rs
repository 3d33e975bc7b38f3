//! Rules about the actions of a statement.

use super::{Document, has_wildcard, in_statements};
use crate::action::every;
use crate::finding::Severity;
use crate::policy::PolicyType;
use crate::rules::{Check, Hit, Rule};
use crate::suggest;
use crate::wildcard;

pub(in crate::rules) static WILDCARD_WITHOUT_MATCH: Rule = Rule {
    name: "wildcard-without-match",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
    summary: "a wildcard in an action matches at least one",
    checks: &[Check::Document(without_match)],
};

pub(in crate::rules) static ACTION_OF_ANOTHER_SERVICE: Rule = Rule {
    name: "action-of-another-service",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    summary: "the policy of a resource holds actions of its own service",
    checks: &[Check::Document(of_another_service)],
};

pub(in crate::rules) static REDUNDANT_ACTION: Rule = Rule {
    name: "redundant-action",
    severity: Severity::Warning,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html",
    summary: "no action of a statement is there twice, or covered by another",
    checks: &[Check::Document(redundant)],
};

pub(in crate::rules) fn unknown(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .actions()
            .into_iter()
            .filter_map(|(site, text)| {
                let (message, help) = explain_unknown(text)?;
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

/// Why a text is no action, nor a pattern over the actions of a service.
fn explain_unknown(text: &str) -> Option<(String, String)> {
    if text == "*" || text.contains("${") {
        return None;
    }
    let Some((service, name)) = text.split_once(':') else {
        let (message, help) = crate::rules::actions::explain_unknown(text);
        return Some((
            message,
            help.unwrap_or_else(|| "write `service:Action`, for example `kms:Decrypt`".to_owned()),
        ));
    };
    let Some(mut names) = every::actions(service) else {
        let message = match has_wildcard(service) {
            true => format!("`{text}` has a wildcard before the colon, where none is allowed"),
            false => format!("AWS has no service `{service}`"),
        };
        let help = suggest::did_you_mean(&suggest::nearest(service, every::services()))
            .unwrap_or_else(|| "write the prefix of a service, for example `kms` or `s3`".to_owned());
        return Some((message, help));
    };
    if has_wildcard(name) || names.any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    if matches!(service.to_ascii_lowercase().as_str(), "kms" | "s3") {
        let (message, help) = crate::rules::actions::explain_unknown(text);
        return Some((message, help.unwrap_or_else(|| format!("write an action of `{service}`"))));
    }
    let nearest = suggest::nearest(name, every::actions(service).into_iter().flatten());
    let nearest: Vec<String> = nearest.iter().map(|name| format!("{service}:{name}")).collect();
    let help = suggest::did_you_mean(&nearest.iter().map(String::as_str).collect::<Vec<_>>());
    let message = format!("`{service}` has no action `{text}`");
    Some((message, help.unwrap_or_else(|| format!("write an action of `{service}`"))))
}

fn without_match(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        placed
            .actions()
            .into_iter()
            .filter_map(|(site, text)| {
                let is_pattern = |pattern: &str| has_wildcard(pattern) && !pattern.contains("${");
                let (service, pattern) = text.split_once(':').filter(|(_, pattern)| is_pattern(pattern))?;
                let matched =
                    every::actions(service)?.any(|name| wildcard::matches_ignoring_case(pattern, name));
                if matched {
                    return None;
                }
                let message = format!("`{text}` matches no action of `{service}`");
                let stem: String = pattern.chars().filter(|c| !matches!(c, '*' | '?')).collect();
                let nearest = suggest::nearest(&stem, every::actions(service)?);
                let nearest: Vec<String> = nearest.iter().map(|name| format!("{service}:{name}")).collect();
                let help = suggest::did_you_mean(&nearest.iter().map(String::as_str).collect::<Vec<_>>())
                    .unwrap_or_else(|| "name the actions that are meant".to_owned());
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

fn of_another_service(document: &Document<'_>) -> Vec<Hit> {
    let own: &[&str] = match document.policy_type {
        PolicyType::KeyPolicy => &["kms"],
        PolicyType::BucketPolicy => &["s3"],
        PolicyType::TrustPolicy => &["sts"],
        _ => return Vec::new(),
    };
    in_statements(document, |placed| {
        placed
            .named_actions()
            .into_iter()
            .filter_map(|(site, text)| {
                let (service, _) = text.split_once(':')?;
                let known = every::actions(service).is_some();
                if !known || own.iter().any(|own| own.eq_ignore_ascii_case(service)) {
                    return None;
                }
                let of_type = document.policy_type.with_article();
                let message = format!("`{text}` has no effect in {of_type}");
                let help =
                    format!("move it to the policy of a resource of `{service}`, or to an identity policy");
                Some(Hit::new(site, message).help(help))
            })
            .collect()
    })
}

fn redundant(document: &Document<'_>) -> Vec<Hit> {
    in_statements(document, |placed| {
        let actions = placed.actions();
        let covered = |index: usize, text: &str| {
            actions.iter().enumerate().find_map(|(other, (_, pattern))| {
                let same = pattern.eq_ignore_ascii_case(text);
                // Of two that are the same, the second is too much.
                let counts =
                    if same { other < index } else { wildcard::matches_ignoring_case(pattern, text) };
                (other != index && counts).then_some(*pattern)
            })
        };
        actions
            .iter()
            .enumerate()
            .filter_map(|(index, (site, text))| {
                let by = covered(index, text)?;
                let message = match by.eq_ignore_ascii_case(text) {
                    true => format!("`{text}` stands twice"),
                    false => format!("`{text}` is covered by `{by}`"),
                };
                Some(Hit::new(site.clone(), message).help("remove it, or the wildcard if it is too wide"))
            })
            .collect()
    })
}
