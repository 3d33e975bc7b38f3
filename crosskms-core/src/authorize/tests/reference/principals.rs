//! Sections 3.3 and 4.4 of the rulebook, over the texts of ARNs.

use super::{Answer, No, Unknown, all, any};
use crate::policy::{Effect, Principal, PrincipalElement, PrincipalType, Statement};

/// How a principal of a policy names a caller (section 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// The user, the session, everyone: limits of the caller do not count inside its account.
    Itself,
    /// The role of the session, or the user of it.
    Role,
    /// The account, which decides itself.
    Account,
}

impl Level {
    pub(super) const ALL: [Self; 3] = [Self::Itself, Self::Role, Self::Account];
}

/// A caller by the parts of its ARN (section 1.4).
#[derive(Debug)]
pub(super) struct Who {
    pub(super) text: String,
    pub(super) partition: String,
    pub(super) account: Option<String>,
    /// `role`, `user`, `assumed-role`, `federated-user`, `root`; nothing of a service and of anonymous callers.
    kind: String,
    /// What follows the kind, without the first slash.
    rest: String,
}

impl Who {
    pub(super) fn of(text: &str) -> Self {
        let fields: Vec<&str> = text.splitn(6, ':').collect();
        let [_, partition, _, _, account, resource] = fields[..] else {
            return Self {
                text: text.to_lowercase(),
                partition: String::new(),
                account: None,
                kind: String::new(),
                rest: String::new(),
            };
        };
        let (kind, rest) = resource.split_once('/').unwrap_or((resource, ""));
        Self {
            text: text.to_owned(),
            partition: partition.to_owned(),
            account: Some(account.to_owned()),
            kind: kind.to_owned(),
            rest: rest.to_owned(),
        }
    }

    pub(super) fn is_anonymous(&self) -> bool {
        self.text == "anonymous"
    }

    pub(super) fn is_service(&self) -> bool {
        self.account.is_none() && !self.is_anonymous()
    }

    pub(super) fn is_root(&self) -> bool {
        self.kind == "root"
    }

    /// R4.3, R4.4
    pub(super) fn has_no_identity(&self) -> bool {
        self.account.is_none()
    }

    /// Whether it has identity policies; a root user has none and needs none.
    pub(super) fn has_policies(&self) -> bool {
        !self.has_no_identity() && !self.is_root()
    }

    pub(super) fn can_have_boundary(&self) -> bool {
        self.has_policies()
    }

    /// R4.45: a session tells its role by the name alone.
    pub(super) fn is_service_linked(&self) -> bool {
        (self.kind == "role" && self.rest.starts_with("aws-service-role/"))
            || (self.kind == "assumed-role" && self.rest.starts_with("AWSServiceRoleFor"))
    }

    /// R4.35; a session does not tell the path of its role, which then counts as none.
    pub(super) fn principal_arn(&self) -> Option<String> {
        let account = self.account.as_ref()?;
        Some(match self.kind.as_str() {
            "assumed-role" => {
                let name = self.rest.split('/').next().unwrap();
                let of_identity_center = name.starts_with("AWSReservedSSO_");
                let path = if of_identity_center { "aws-reserved/sso.amazonaws.com/" } else { "" };
                format!("arn:{}:iam::{account}:role/{path}{name}", self.partition)
            }
            _ => self.text.clone(),
        })
    }

    pub(super) fn principal_type(&self) -> Option<&'static str> {
        match self.kind.as_str() {
            "role" | "assumed-role" => Some("AssumedRole"),
            "user" => Some("User"),
            "federated-user" => Some("FederatedUser"),
            "root" => Some("Account"),
            _ if self.is_anonymous() => Some("Anonymous"),
            _ => None,
        }
    }

    pub(super) fn user_name(&self) -> Option<String> {
        (self.kind == "user").then(|| self.rest.rsplit('/').next().unwrap().to_owned())
    }

    /// The name of a role without its path, from an ARN of it or of a session.
    fn role_name(&self) -> Option<&str> {
        match self.kind.as_str() {
            "role" => self.rest.rsplit('/').next(),
            "assumed-role" => self.rest.split('/').next(),
            _ => None,
        }
    }
}

/// Whether a statement names a caller, and in this way.
pub(super) fn names(
    statement: &Statement,
    who: &Who,
    level: Level,
    has_boundary: Answer,
    is_kms: bool,
) -> Answer {
    match &statement.principal {
        None => No,
        Some(PrincipalElement::Principal(principal)) => {
            any(listed(principal).iter().map(|(kind, name)| is_named(kind, name, who, level, is_kms)))
        }
        // R3.21: for `Deny` only.
        Some(PrincipalElement::NotPrincipal(_)) if level != Level::Itself => No,
        Some(PrincipalElement::NotPrincipal(_)) if statement.effect == Effect::Allow => Unknown,
        Some(PrincipalElement::NotPrincipal(principal)) => {
            any([has_boundary, is_exempt(&listed(principal), who, is_kms).not()])
        }
    }
}

/// Type and name of each principal.
fn listed(principal: &Principal) -> Vec<(PrincipalType, String)> {
    match principal {
        Principal::Anyone => vec![(PrincipalType::Aws, "*".to_owned())],
        Principal::ByType(lists) => {
            let each = |(kind, names): &(PrincipalType, crate::policy::OneOrMany<crate::policy::Text>)| {
                names.iter().map(|name| (kind.clone(), name.to_string())).collect::<Vec<_>>()
            };
            lists.iter().flat_map(each).collect()
        }
    }
}

/// R3.21: account, role or user, and session must all be listed.
fn is_exempt(listed: &[(PrincipalType, String)], who: &Who, is_kms: bool) -> Answer {
    // What everyone means here is not documented.
    if listed.iter().any(|(kind, name)| *kind == PrincipalType::Aws && name == "*") {
        return Unknown;
    }
    let lists = |level| any(listed.iter().map(|(kind, name)| is_named(kind, name, who, level, is_kms)));
    match who.kind.as_str() {
        "root" => lists(Level::Account),
        "user" => all([lists(Level::Account), lists(Level::Itself)]),
        "" if who.is_anonymous() => No,
        "" => lists(Level::Itself),
        _ => all([lists(Level::Account), lists(Level::Role), lists(Level::Itself)]),
    }
}

fn is_named(kind: &PrincipalType, name: &str, who: &Who, level: Level, is_kms: bool) -> Answer {
    match kind {
        PrincipalType::Aws => names_aws(name, who, level),
        PrincipalType::Service if level == Level::Itself => {
            Answer::from(who.is_service() && who.text == name.to_lowercase())
        }
        // Whose id it is, is not known; KMS knows none (section 1.4).
        PrincipalType::CanonicalUser if !is_kms && !who.has_no_identity() => Unknown,
        _ => No,
    }
}

/// The table of section 4.4.
pub(super) fn names_aws(name: &str, who: &Who, level: Level) -> Answer {
    if name == "*" {
        return Answer::from(level == Level::Itself);
    }
    let named = Who::of(name);
    let is_account = name.len() == 12 && name.chars().all(|digit| digit.is_ascii_digit());
    let account = if is_account { Some(name.to_owned()) } else { named.account.clone() };
    if account.is_none() || account != who.account {
        return No;
    }
    // R1.5
    if !is_account && named.partition != who.partition {
        return No;
    }
    if is_account || named.kind == "root" {
        return Answer::from(level == Level::Account);
    }
    match (named.kind.as_str(), who.kind.as_str(), level) {
        // R1.36: no wildcards here.
        ("user", "user", Level::Itself) => Answer::from(named.rest == who.rest),
        // Which user made it, the ARN of a federated user does not tell.
        ("user", "federated-user", Level::Role) => Unknown,
        ("federated-user", "federated-user", Level::Itself) => Answer::from(named.rest == who.rest),
        ("role", "role", Level::Role) => Answer::from(named.rest == who.rest),
        ("role", "assumed-role", Level::Role) => Answer::from(named.role_name() == who.role_name()),
        ("assumed-role", "assumed-role", Level::Itself) => Answer::from(named.rest == who.rest),
        // A role is asked about as some session of it.
        ("assumed-role", "role", Level::Itself) if named.role_name() == who.role_name() => Unknown,
        _ => No,
    }
}
