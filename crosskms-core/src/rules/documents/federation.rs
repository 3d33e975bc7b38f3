//! Trust in identity providers: who they are, what they say, and by which action.

use super::conditions::{bare, values};
use super::{Document, Placed, has_wildcard, in_statements};
use crate::arn::Arn;
use crate::finding::Severity;
use crate::policy::{PolicyType, PrincipalType};
use crate::rules::{Check, Hit, Rule};
use crate::site::Site;

pub(in crate::rules) static MISSING_CLAIM: Rule = Rule {
    name: "missing-claim",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
    summary: "trust in a provider that many share says which of its subjects is trusted",
    checks: &[Check::Document(missing_claim)],
};

pub(in crate::rules) static ACTION_FOR_OTHER_PRINCIPALS: Rule = Rule {
    name: "action-for-other-principals",
    severity: Severity::Error,
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html",
    summary: "a role is assumed by the action that its principals can use",
    checks: &[Check::Document(of_other_principals)],
};

/// Providers that everybody can have an account with, and the claim without which IAM refuses the trust.
const SHARED: [(&str, &str); 6] = [
    ("agent.buildkite.com", "sub"),
    ("app.terraform.io", "sub"),
    ("cognito-identity.amazonaws.com", "aud"),
    ("gitlab.com", "sub"),
    ("token.actions.githubusercontent.com", "sub"),
    ("vstoken.actions.githubusercontent.com", "sub"),
];

/// Names of claims that providers of OIDC have.
const CLAIMS: [&str; 4] = ["amr", "aud", "azp", "sub"];

fn in_trust(document: &Document<'_>, check: impl Fn(&Placed<'_>) -> Vec<Hit>) -> Vec<Hit> {
    if document.policy_type != PolicyType::TrustPolicy {
        return Vec::new();
    }
    in_statements(document, |placed| if placed.allows() { check(placed) } else { Vec::new() })
}

/// The providers that a statement names, with their sites.
fn federated<'p>(placed: &Placed<'p>) -> Vec<(Site, &'p str)> {
    let Some((site, principal)) = placed.principal() else { return Vec::new() };
    let site = site.name("Federated");
    let names = principal.of_type(&PrincipalType::Federated).enumerate();
    names.map(|(index, name)| (site.clone().index(index), name)).collect()
}

/// The host of a provider of OIDC, as its claims begin.
fn host(name: &str) -> Option<&str> {
    match Arn::parse(name) {
        Ok(arn) => arn.resource.strip_prefix("oidc-provider/"),
        Err(_) => Some(name),
    }
}

fn without_scheme(host: &str) -> &str {
    host.trim_start_matches("https://").trim_end_matches('/')
}

fn missing_claim(document: &Document<'_>) -> Vec<Hit> {
    in_trust(document, |placed| {
        // Claims such as GitHub's `job_workflow_ref` say whose workflow it is, too; the audience does not.
        let asks = |host: &str, claim: &str| {
            placed.conditions().any(|(_, _, entry)| match entry.key.rsplit_once(':') {
                Some((of, asked)) => of.eq_ignore_ascii_case(host) && (asked == claim || asked != "aud"),
                None => false,
            })
        };
        let missing = |(site, name): (Site, &str)| {
            let (host, claim) = SHARED.into_iter().find(|(shared, _)| host(name) == Some(*shared))?;
            let message =
                format!("everybody can have an account at `{host}`, and no condition says whose is meant");
            let help = format!("add a condition on `{host}:{claim}`");
            (!asks(host, claim)).then(|| Hit::new(site, message).help(help))
        };
        federated(placed).into_iter().filter_map(missing).collect()
    })
}

/// GitHub's `repo:OWNER/…` with any owner, when nothing else says whose is meant.
pub(super) fn every_owner(document: &Document<'_>) -> Vec<Hit> {
    const SUB: &str = "token.actions.githubusercontent.com:sub";
    in_trust(document, |placed| {
        let prefix = SUB.trim_end_matches("sub");
        let others = placed.conditions().any(|(_, _, entry)| {
            let key = entry.key.to_ascii_lowercase();
            key.starts_with(prefix) && key != SUB && !key.ends_with(":aud")
        });
        placed
            .conditions()
            .filter(|(_, condition, entry)| {
                !others && bare(&condition.operator) == "StringLike" && entry.key.eq_ignore_ascii_case(SUB)
            })
            .flat_map(|(site, _, entry)| {
                let open = values(&site, entry).filter(|(_, value)| {
                    let owner = value.strip_prefix("repo:").unwrap_or(value);
                    !value.contains("${") && has_wildcard(owner.split('/').next().unwrap_or_default())
                });
                open.map(|(site, value)| {
                    let message =
                        format!("`{SUB}` with `{value}` matches strangers, too, so it limits nothing");
                    Hit::new(site, message).help("write the owner, for example `repo:OWNER/REPOSITORY:*`")
                })
                .collect::<Vec<_>>()
            })
            .collect()
    })
}

/// Claims of another provider than the statement names.
pub(in crate::rules) fn of_another_provider(document: &Document<'_>) -> Vec<Hit> {
    in_trust(document, |placed| {
        let named = federated(placed).into_iter();
        let hosts: Option<Vec<&str>> = named.map(|(_, name)| Some(without_scheme(host(name)?))).collect();
        let Some(hosts) = hosts.filter(|hosts| !hosts.is_empty()) else { return Vec::new() };
        placed
            .conditions()
            .filter_map(|(site, _, entry)| {
                let (of, claim) = entry.key.rsplit_once(':')?;
                let is_claim = of.contains('.') && CLAIMS.contains(&claim);
                if !is_claim || hosts.iter().any(|host| has_wildcard(host) || host.eq_ignore_ascii_case(of)) {
                    return None;
                }
                let host = hosts.first()?;
                let message =
                    format!("`{}` is of another provider than `{host}`, so this never holds", entry.key);
                Some(Hit::new(site, message).help(format!("write `{host}:{claim}`")))
            })
            .collect()
    })
}

/// Names of providers as addresses.
pub(super) fn address(document: &Document<'_>) -> Vec<Hit> {
    in_trust(document, |placed| {
        let wrong = |(site, name): (Site, &str)| {
            let host = host(name)?;
            let bare = without_scheme(host);
            let message = format!("`{name}` names the provider by its address");
            let help = format!("write `{}`", name.replace(host, bare));
            (bare != host && !bare.is_empty()).then(|| Hit::new(site, message).help(help))
        };
        federated(placed).into_iter().filter_map(wrong).collect()
    })
}

fn of_other_principals(document: &Document<'_>) -> Vec<Hit> {
    in_trust(document, |placed| {
        let Some((_, principal)) = placed.principal() else { return Vec::new() };
        let is_open = *principal == crate::policy::Principal::Anyone;
        let providers = federated(placed);
        let is_saml = |name: &str| name.contains(":saml-provider/");
        let saml = providers.iter().any(|(_, name)| is_saml(name));
        let oidc = providers.iter().any(|(_, name)| !is_saml(name));
        let of = |kind: PrincipalType| principal.of_type(&kind).next().is_some();
        let others = of(PrincipalType::Aws) || of(PrincipalType::Service);
        let fits = |text: &str| match text.to_ascii_lowercase().as_str() {
            "sts:assumerole" => others,
            "sts:assumerolewithsaml" => saml,
            "sts:assumerolewithwebidentity" => oidc,
            _ => true,
        };
        let meant = match (saml, oidc) {
            (true, _) => "sts:AssumeRoleWithSAML",
            (_, true) => "sts:AssumeRoleWithWebIdentity",
            _ => "sts:AssumeRole",
        };
        let actions = placed.named_actions().into_iter().filter(|(_, text)| !is_open && !fits(text));
        actions
            .map(|(site, text)| {
                let message = format!("none of the principals can call `{text}`");
                Hit::new(site, message).help(format!("write `{meant}`"))
            })
            .collect()
    })
}

/// Names of services as people guess them, and one that key policies never see (R1.35).
pub(super) fn guessed_service(document: &Document<'_>) -> Vec<Hit> {
    const GUESSED: [(&str, &str); 6] = [
        ("cloudtrails", "cloudtrail"),
        ("ecstasks", "ecs-tasks"),
        ("eventbridge", "events"),
        ("lamda", "lambda"),
        ("secretmanager", "secretsmanager"),
        ("stepfunctions", "states"),
    ];
    in_statements(document, |placed| {
        let Some((site, principal)) = placed.principal() else { return Vec::new() };
        let site = site.name("Service");
        let names = principal.of_type(&PrincipalType::Service).enumerate();
        names
            .filter_map(|(index, name)| {
                let (first, domain) =
                    name.split_once('.').filter(|(_, domain)| domain.starts_with("amazonaws."))?;
                let guessed = GUESSED.iter().find(|(guess, _)| *guess == first);
                let is_logs = first == "logs" && document.policy_type == PolicyType::KeyPolicy;
                let hit = Hit::new(site.clone().index(index), format!("no caller is `{name}`"));
                match guessed {
                    Some((_, service)) => Some(hit.help(format!("write `{service}.{domain}`"))),
                    None => is_logs.then(|| {
                        hit.help(format!("write `logs.REGION.{domain}`, with the Region of the key"))
                    }),
                }
            })
            .collect()
    })
}
