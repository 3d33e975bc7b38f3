//! Whether and how a statement names a caller (section 4.4 of the rulebook).

use super::caller::Caller;
use super::certainty::Certainty;
use super::request::Request;
use crate::action::Service;
use crate::arn::{AccountId, Arn, Partition, PrincipalArn, PrincipalKind};
use crate::policy::{Effect, Principal, PrincipalElement, PrincipalType, Statement};

/// Whom a statement of a resource policy is about, ready to be compared with many callers.
#[derive(Debug)]
pub(super) enum Principals {
    /// The policy names no principals: it is attached to them.
    Attached,
    /// The element is missing.
    Missing,
    /// `*`.
    Anyone,
    /// These.
    These(Box<[Named]>),
    /// All but these.
    AllBut(Effect, Box<[Named]>),
}

/// One principal of a list.
#[derive(Debug)]
pub(super) enum Named {
    Anyone,
    /// An account; by its ARN, in one partition.
    Account(Option<Partition>, AccountId),
    User(PrincipalArn),
    /// A role, whose sessions its name tells apart, but not its path.
    Role(PrincipalArn),
    /// A session of a role or of a federated user.
    Session(Caller),
    Service(Box<str>),
    /// Whose account a canonical user id stands for is not known.
    CanonicalUser,
    /// What never calls: a unique id of somebody who was deleted (R4.40), a group, a pattern.
    Nobody,
}

/// How a statement names a caller. What is said of one is said of the ones below, too (section 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Naming {
    /// As everyone, or itself: its user, its session. Limits of its own do not count inside its account.
    pub(super) itself: Certainty,
    /// By the role or user whose session it is. Its permissions boundary and session policy count.
    pub(super) role: Certainty,
    /// By its account, which decides by identity policies who of it (R4.11, R4.12).
    pub(super) account: Certainty,
}

impl Naming {
    pub(super) const NOT: Self = Self::all(Certainty::No);

    const fn all(certainty: Certainty) -> Self {
        Self { itself: certainty, role: certainty, account: certainty }
    }

    /// Whether the caller is named at all.
    pub(super) fn at_all(self) -> Certainty {
        self.itself.or(self.role).or(self.account)
    }

    /// Whether it is known how the caller is named.
    pub(super) fn is_clear(self) -> bool {
        self.itself == Certainty::Yes || ![self.itself, self.role, self.account].contains(&Certainty::Unknown)
    }

    pub(super) fn and(self, other: Certainty) -> Self {
        Self { itself: self.itself.and(other), role: self.role.and(other), account: self.account.and(other) }
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self {
            itself: self.itself.or(other.itself),
            role: self.role.or(other.role),
            account: self.account.or(other.account),
        }
    }

    /// How two policies that must both allow name the caller: as the looser one does.
    pub(super) fn in_both(self, other: Self) -> Self {
        let (role, other_role) = (self.itself.or(self.role), other.itself.or(other.role));
        Self {
            itself: self.itself.and(other.itself),
            role: role.and(other_role),
            account: self.at_all().and(other.at_all()),
        }
    }

    const fn itself(certainty: Certainty) -> Self {
        Self { itself: certainty, ..Self::NOT }
    }

    const fn by_role(certainty: Certainty) -> Self {
        Self { role: certainty, ..Self::NOT }
    }
}

impl Principals {
    /// Of a statement in a resource policy.
    pub(super) fn of(statement: &Statement) -> Self {
        match &statement.principal {
            None => Self::Missing,
            Some(PrincipalElement::Principal(Principal::Anyone)) => Self::Anyone,
            Some(PrincipalElement::Principal(principal)) => Self::These(Named::all(principal)),
            Some(PrincipalElement::NotPrincipal(principal)) => {
                Self::AllBut(statement.effect, Named::all(principal))
            }
        }
    }

    /// How the caller is named; `has_boundary` says whether a permissions boundary is set on it.
    pub(super) fn naming(&self, request: &Request, has_boundary: Certainty) -> Naming {
        match self {
            Self::Attached | Self::Anyone => Naming::itself(Certainty::Yes),
            Self::Missing => Naming::NOT,
            Self::These(named) => {
                named.iter().map(|named| named.naming(request)).fold(Naming::NOT, Naming::or)
            }
            // What AWS makes of `NotPrincipal` with `Allow` is not known here; it must not be used (R3.21).
            Self::AllBut(Effect::Allow, _) => Naming::itself(Certainty::Unknown),
            Self::AllBut(Effect::Deny, named) => Naming::itself(
                exempts(named, request).negated().or(has_boundary_of(&request.caller, has_boundary)),
            ),
        }
    }
}

/// Whoever has a permissions boundary is denied whatever the list says (R3.21).
fn has_boundary_of(caller: &Caller, has_boundary: Certainty) -> Certainty {
    if caller.can_have_boundary() { has_boundary } else { Certainty::No }
}

/// R3.21: only a caller whose account, role or user, and session are all listed is exempt.
fn exempts(named: &[Named], request: &Request) -> Certainty {
    // What everyone means in this list is not documented.
    if named.iter().any(|named| matches!(named, Named::Anyone)) {
        return Certainty::Unknown;
    }
    let lists =
        |holds: &dyn Fn(&Named) -> Certainty| named.iter().map(holds).fold(Certainty::No, Certainty::or);
    let by_account = lists(&|named| named.naming(request).account);
    let by_name = lists(&|named| named.naming(request).itself);
    match &request.caller {
        Caller::Service(_) => by_name,
        Caller::Anonymous => Certainty::No,
        Caller::Root(_) => by_account,
        Caller::User(_) => by_account.and(by_name),
        Caller::Role(_) | Caller::RoleSession { .. } | Caller::FederatedUser { .. } => {
            by_account.and(lists(&|named| named.naming(request).role)).and(by_name)
        }
    }
}

impl Named {
    fn all(principal: &Principal) -> Box<[Self]> {
        let Principal::ByType(lists) = principal else { return Box::new([Self::Anyone]) };
        let of_list = |(kind, names): &(PrincipalType, _)| {
            let names: &crate::policy::OneOrMany<crate::policy::Text> = names;
            names.iter().map(|name| Self::of(kind, name)).collect::<Vec<_>>()
        };
        lists.iter().flat_map(of_list).collect()
    }

    fn of(kind: &PrincipalType, name: &str) -> Self {
        match kind {
            PrincipalType::Aws => Self::of_aws(name),
            PrincipalType::Service => Self::Service(name.to_ascii_lowercase().into()),
            PrincipalType::CanonicalUser => Self::CanonicalUser,
            // Federated principals stand in trust policies alone (R3.20).
            _ => Self::Nobody,
        }
    }

    pub(super) fn of_aws(name: &str) -> Self {
        if name == "*" {
            return Self::Anyone;
        }
        if let Ok(account) = name.parse() {
            return Self::Account(None, account);
        }
        match name.parse::<PrincipalArn>().map(|arn| (arn.kind(), arn)) {
            Ok((PrincipalKind::Account, arn)) => {
                return Self::Account(Some(arn.partition()), arn.account());
            }
            Ok((PrincipalKind::User, arn)) => return Self::User(arn),
            Ok((PrincipalKind::Role, arn)) => return Self::Role(arn),
            Err(_) => {}
        }
        match name.parse::<Caller>() {
            Ok(session @ (Caller::RoleSession { .. } | Caller::FederatedUser { .. })) => {
                Self::Session(session)
            }
            _ => Self::Nobody,
        }
    }

    pub(super) fn naming(&self, request: &Request) -> Naming {
        match (self, &request.caller) {
            // Everyone, with and without an account; `kms:CallerAccount` is a condition like others (R4.19).
            (Self::Anyone, _) => Naming::itself(Certainty::Yes),
            // S3 alone knows canonical users (section 1.4).
            (Self::CanonicalUser, _) if request.account().is_some() && !request.is_of(Service::Kms) => {
                Naming::all(Certainty::Unknown)
            }
            (Self::Account(partition, account), _) => {
                let of_account = request.account() == Some(*account);
                let of_partition = partition.is_none() || *partition == request.partition();
                Naming { account: Certainty::from(of_account && of_partition), ..Naming::NOT }
            }
            (Self::User(user), Caller::User(arn)) => Naming::itself(Certainty::from(user == arn)),
            // Which user of the account made the session, its ARN does not tell.
            (Self::User(user), Caller::FederatedUser { partition, account, .. })
                if (user.partition(), user.account()) == (*partition, *account) =>
            {
                Naming::by_role(Certainty::Unknown)
            }
            (Self::Role(role), Caller::Role(arn)) => Naming::by_role(Certainty::from(role == arn)),
            (Self::Role(named), Caller::RoleSession { partition, account, role, .. }) => {
                let same = (named.partition(), named.account(), named.name()) == (*partition, *account, role);
                Naming::by_role(Certainty::from(same))
            }
            // A role is asked about as some session of it; whether it is the one that is named is not known.
            (Self::Session(Caller::RoleSession { partition, account, role, .. }), Caller::Role(arn))
                if (arn.partition(), arn.account(), arn.name()) == (*partition, *account, role) =>
            {
                Naming::itself(Certainty::Unknown)
            }
            (Self::Session(session), caller) => Naming::itself(Certainty::from(session == caller)),
            (Self::Service(name), Caller::Service(service)) => {
                Naming::itself(Certainty::from(service.eq_ignore_ascii_case(name)))
            }
            _ => Naming::NOT,
        }
    }
}

/// Whether an ARN is that of a service-linked role or of a session of one (R4.45, R4.46).
pub(super) fn is_service_linked(caller: &Caller) -> bool {
    match caller {
        Caller::Role(arn) => arn.path().starts_with("/aws-service-role/"),
        Caller::RoleSession { role, .. } => role.starts_with("AWSServiceRoleFor"),
        _ => false,
    }
}

/// The account of an ARN, as far as it is one.
pub(super) fn account_of(arn: &str) -> Option<AccountId> {
    Arn::parse(arn).ok()?.account.parse().ok()
}
