//! The difference in access between two versions of a policy: who gains or loses which action, under which conditions.
//!
//! Decisions are not sampled. For each principal and action, what both versions say is a function of the conditions
//! and resources that their statements name; the difference of the functions is the answer. Values that exclude or
//! include each other are known to do so where operators tell: a network in another one, a text that a pattern matches.
//! Numbers and dates are compared by their texts alone, so of two limits both are named.

mod actions;
mod atom;
mod diagram;
mod who;
mod words;

pub use self::who::Who;
pub use self::words::{Case, Element, Requirement};

use std::collections::BTreeMap;
use std::fmt;

use self::actions::Actions;
use self::atom::{Atom, Atoms};
use self::diagram::{Diagram, Formula};
use super::caller::Caller;
use super::certainty::Certainty;
use super::procedure::takes_no_resource;
use super::request::Request;
use super::s3::may_always_mend;
use super::statement::{Attachment, Names, Prepared};
use crate::action::{Action, Service, kms};
use crate::arn::AccountId;
use crate::policy::{ActionElement, Effect, Policy, PolicyType, ResourceElement};

/// What changes in access between two versions of a document.
///
/// ```
/// use crosskms_core::authorize::AccessDifference;
/// use crosskms_core::policy::{Policy, PolicyType};
///
/// let policy = |actions: &str| -> Policy {
///     let statement = r#""Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:role/analytics"}"#;
///     let text = format!(r#"{{"Statement": {{{statement}, "Action": {actions}, "Resource": "*"}}}}"#);
///     text.parse().unwrap()
/// };
/// let (before, after) = (policy(r#"["kms:Decrypt", "kms:Encrypt"]"#), policy(r#"["kms:Decrypt"]"#));
/// let owner = Some("111122223333".parse()?);
/// let difference = AccessDifference::between(PolicyType::KeyPolicy, Some(&before), Some(&after), owner);
/// let [shift] = difference.shifts.as_slice() else { panic!() };
/// assert!(!shift.gains());
/// assert_eq!(shift.who.to_string(), "arn:aws:iam::444455556666:role/analytics");
/// assert_eq!(shift.actions, ["kms:Encrypt"]);
/// # Ok::<(), crosskms_core::arn::ArnError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessDifference {
    /// What changes, by principal.
    pub shifts: Vec<Shift>,
}

/// Actions for which the document says something else to a principal than before.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shift {
    /// The principal.
    pub who: Who,
    /// The actions; a name with wildcards stands for all that it matches and that have an effect for the principal.
    pub actions: Vec<String>,
    /// What the document said.
    pub before: Standing,
    /// What it says now.
    pub after: Standing,
    /// When; any of these. One without requirements is always.
    pub cases: Vec<Case>,
}

/// What a document by itself says of a request, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// A statement denies it, whatever other policies say.
    Denied,
    /// No statement matches.
    Silent,
    /// It is allowed to the account, whose identity policies decide (R4.11).
    AllowedToAccount,
    /// It is allowed to the role; its permissions boundary and session policy count.
    AllowedToRole,
    /// It is allowed.
    Allowed,
}

/// One version of a document.
struct Version<'p> {
    statements: Vec<Prepared<'p>>,
    variables: bool,
}

/// What of a document counts for a principal and an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bearing {
    Nothing,
    /// Whether it denies.
    Denials,
    Everything,
}

/// What one principal and action change, before actions are brought together.
struct Cell {
    before: Standing,
    after: Standing,
    cases: Vec<Case>,
}

impl AccessDifference {
    /// The difference between two versions of a document; one may be missing.
    ///
    /// It is exact over all actions of the service (of an identity policy: of KMS, S3 and the services that it names),
    /// over all principals that either version names, and over one stranger for each kind: of the owner's account, of
    /// another account, a service, an anonymous caller. Without `owner`, who is of the owner's account is not known, and
    /// limits that count only there are told.
    pub fn between(
        kind: PolicyType,
        before: Option<&Policy>,
        after: Option<&Policy>,
        owner: Option<AccountId>,
    ) -> Self {
        Self { shifts: who::without_repetition(shifts(kind, before, after, owner)) }
    }

    /// Whether nobody gains or loses anything.
    pub const fn is_empty(&self) -> bool {
        self.shifts.is_empty()
    }
}

impl Shift {
    /// Whether the principal gains access; else it loses it.
    pub fn gains(&self) -> bool {
        self.after > self.before
    }
}

impl Standing {
    /// The word as answers write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Silent => "silent",
            Self::AllowedToAccount => "allowed_to_account",
            Self::AllowedToRole => "allowed_to_role",
            Self::Allowed => "allowed",
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Denied => "denied",
            Self::Silent => "not allowed",
            Self::AllowedToAccount => "allowed to its account",
            Self::AllowedToRole => "allowed to the role",
            Self::Allowed => "allowed",
        })
    }
}

/// What changes for each principal by itself.
fn shifts(
    kind: PolicyType,
    before: Option<&Policy>,
    after: Option<&Policy>,
    owner: Option<AccountId>,
) -> Vec<Shift> {
    let versions = [before, after].map(|policy| Version::of(kind, policy));
    let documents = || before.into_iter().chain(after);
    let actions = Actions::of(kind, documents());
    let mut shifts: Vec<Shift> = Vec::new();
    for who in who::all(kind, documents(), owner) {
        let mut together: Vec<(Cell, Vec<usize>)> = Vec::new();
        let mut without_effect = Vec::new();
        let mut known: BTreeMap<(Vec<bool>, Bearing, bool), Vec<usize>> = BTreeMap::new();
        for (position, action) in actions.iter().enumerate() {
            let request = who.request(action, owner);
            let bearing = Bearing::of(kind, &request, owner);
            if bearing != Bearing::Everything {
                without_effect.push(position);
            }
            let matching = versions.iter().flat_map(|version| version.about(&request)).collect();
            // Actions about which the same statements speak change in the same way.
            let same = known.entry((matching, bearing, request.is_of(Service::Kms))).or_insert_with(|| {
                let cells = cells(kind, &versions, &request, owner).into_iter();
                cells.map(|cell| place(&mut together, cell)).collect()
            });
            for cell in same.iter() {
                if let Some((_, of_cell)) = together.get_mut(*cell) {
                    of_cell.push(position);
                }
            }
        }
        shifts.extend(together.into_iter().map(|(cell, positions)| Shift {
            who: who.clone(),
            actions: actions.names(&positions, &without_effect),
            before: cell.before,
            after: cell.after,
            cases: cell.cases,
        }));
    }
    shifts
}

/// The position of a cell among those that were found, where equal ones are one.
fn place(together: &mut Vec<(Cell, Vec<usize>)>, cell: Cell) -> usize {
    let is_same = |(known, _): &(Cell, Vec<usize>)| {
        (known.before, known.after, &known.cases) == (cell.before, cell.after, &cell.cases)
    };
    together.iter().position(is_same).unwrap_or_else(|| {
        together.push((cell, Vec::new()));
        together.len().saturating_sub(1)
    })
}

/// Every pair of standings that some request has.
fn cells(
    kind: PolicyType,
    versions: &[Version<'_>; 2],
    request: &Request,
    owner: Option<AccountId>,
) -> Vec<Cell> {
    let mut atoms = Atoms::of(request);
    let mut diagram = Diagram::default();
    let [before, after] = [0, 1].map(|side| {
        let standings =
            versions.get(side).map(|version| version.standings(&mut diagram, &mut atoms, request));
        levels(kind, standings.unwrap_or_default(), &mut diagram, request, owner)
    });
    let possible = atoms.possible(&mut diagram);
    let mut cells = Vec::new();
    for (from, of_before) in &before {
        for (to, of_after) in after.iter().filter(|(to, _)| to != from) {
            let both = diagram.and(*of_before, *of_after);
            let both = diagram.and(both, possible);
            if both == Formula::FALSE {
                continue;
            }
            let impossible = diagram.not(possible);
            let at_most = diagram.or(both, impossible);
            let cubes = diagram.cubes(both, at_most);
            let cases = cubes.iter().map(|cube| atoms.case(cube)).collect();
            cells.push(Cell { before: *from, after: *to, cases: words::together(cases) });
        }
    }
    cells
}

/// When a document denies, and when it allows, by how it names the caller.
#[derive(Debug, Clone, Copy, Default)]
struct Said {
    denies: Formula,
    itself: Formula,
    role: Formula,
    account: Formula,
}

/// When a request has which standing.
fn levels(
    kind: PolicyType,
    said: Said,
    diagram: &mut Diagram,
    request: &Request,
    owner: Option<AccountId>,
) -> Vec<(Standing, Formula)> {
    let Said { denies, mut itself, role, account } = said;
    let is_inside = owner.is_none_or(|owner| request.account() == Some(owner));
    // What an account may do, its root user may do without any other policy.
    if request.caller.is_root() {
        itself = diagram.or(itself, account);
    }
    let by_role = diagram.or(itself, role);
    let by_account = diagram.or(by_role, account);
    let bearing = Bearing::of(kind, request, owner);
    // What never works is neither gained nor lost.
    if bearing == Bearing::Nothing {
        return vec![(Standing::Silent, Formula::TRUE)];
    }
    let at_least = match is_inside {
        _ if bearing == Bearing::Denials => Vec::new(),
        // Across accounts it makes no difference how the caller is named: its own policies must allow, too.
        false => vec![(Standing::Allowed, by_account)],
        true => {
            let mut at_least = vec![(Standing::Allowed, itself), (Standing::AllowedToRole, by_role)];
            // Inside an account, identity policies allow the use of a bucket by themselves.
            if kind != PolicyType::BucketPolicy {
                at_least.push((Standing::AllowedToAccount, by_account));
            }
            at_least
        }
    };
    let mut levels = vec![(Standing::Denied, denies)];
    let mut above = denies;
    for (standing, formula) in at_least {
        let not_above = diagram.not(above);
        levels.push((standing, diagram.and(formula, not_above)));
        above = diagram.or(above, formula);
    }
    levels.push((Standing::Silent, diagram.not(above)));
    levels
}

impl Bearing {
    fn of(kind: PolicyType, request: &Request, owner: Option<AccountId>) -> Self {
        let is_inside = owner.is_none_or(|owner| request.account() == Some(owner));
        // R2.1
        let works = is_inside || request.known_action().is_none_or(Action::works_across_accounts);
        // R2.30: KMS takes no request that is not signed.
        let is_unsigned = matches!(request.caller, Caller::Anonymous) && request.is_of(Service::Kms);
        // R4.17, R4.30: what has no resource; what the root user can always do.
        let is_decided_elsewhere =
            takes_no_resource(request) || (owner.is_some() && may_always_mend(request));
        if !works || is_unsigned || (is_decided_elsewhere && kind.names_principals()) {
            Self::Nothing
        } else if request.known_action() == Some(kms::RetireGrant) {
            // R2.65: whom a KMS grant lets retire it, no policy tells.
            Self::Denials
        } else {
            Self::Everything
        }
    }
}

impl<'p> Version<'p> {
    fn of(kind: PolicyType, policy: Option<&'p Policy>) -> Self {
        let attachment = if kind.names_principals() { Attachment::Resource } else { Attachment::Principal };
        let version = policy.and_then(|policy| policy.version);
        let statements = policy.map(|policy| policy.statements.as_slice()).unwrap_or_default();
        Self {
            statements: statements.iter().map(|s| Prepared::new(s, attachment, version)).collect(),
            variables: version == Some(crate::policy::Version::V2012),
        }
    }

    /// For each statement whether it is about the action.
    fn about(&self, request: &Request) -> impl Iterator<Item = bool> {
        self.statements.iter().map(|statement| statement.is_about(request))
    }

    /// What the version says, as functions of conditions and resources.
    fn standings(&self, diagram: &mut Diagram, atoms: &mut Atoms<'_>, request: &Request) -> Said {
        let mut said = Said::default();
        for statement in self.statements.iter().filter(|statement| statement.is_about(request)) {
            let naming = statement.principals.naming(request, Certainty::Unknown);
            if naming.at_all() == Certainty::No {
                continue;
            }
            let holds = self.holds(statement, diagram, atoms);
            let mut add = |sum: &mut Formula, certainty: Certainty| {
                let named = match certainty {
                    Certainty::No => return,
                    Certainty::Yes => Formula::TRUE,
                    Certainty::Unknown => atoms.formula(Atom::named(statement.source), diagram),
                };
                let both = diagram.and(named, holds);
                *sum = diagram.or(*sum, both);
            };
            match statement.source.effect {
                Effect::Deny => add(&mut said.denies, naming.at_all()),
                Effect::Allow => {
                    add(&mut said.itself, naming.itself);
                    add(&mut said.role, naming.role);
                    add(&mut said.account, naming.account);
                }
            }
        }
        said
    }

    /// When resource and conditions of a statement match.
    fn holds(&self, statement: &Prepared<'_>, diagram: &mut Diagram, atoms: &mut Atoms<'_>) -> Formula {
        let mut any = |texts: &[crate::policy::Text], diagram: &mut Diagram| {
            texts.iter().fold(Formula::FALSE, |sum, text| {
                let one = atoms.formula(Atom::resource(text, self.variables), diagram);
                diagram.or(sum, one)
            })
        };
        let mut holds = match &statement.source.resource {
            None => Formula::FALSE,
            Some(ResourceElement::Resource(texts)) => any(texts.as_slice(), diagram),
            Some(ResourceElement::NotResource(texts)) => {
                let these = any(texts.as_slice(), diagram);
                diagram.not(these)
            }
        };
        for condition in statement.source.condition.as_deref().unwrap_or_default() {
            for entry in condition.entries.iter() {
                let one = atoms.condition(&condition.operator, entry, self.variables, diagram);
                holds = diagram.and(holds, one);
            }
        }
        holds
    }
}

impl Prepared<'_> {
    /// Whether the statement is about the action, and about some resource.
    fn is_about(&self, request: &Request) -> bool {
        !matches!(self.resources, Names::Missing)
            && self.actions.name(request.folded_action(), request) == Certainty::Yes
    }
}

/// The names of actions that a document writes.
fn action_texts(policy: &Policy) -> impl Iterator<Item = &str> {
    let elements = policy.statements.iter().filter_map(|statement| statement.action.as_ref());
    elements.flat_map(|element| match element {
        ActionElement::Action(texts) | ActionElement::NotAction(texts) => texts.iter().map(AsRef::as_ref),
    })
}

#[cfg(test)]
mod tests;
