//! KMS grants against requests.

use std::collections::BTreeMap;

use super::caller::Caller;
use super::certainty::Certainty;
use super::context::Presence;
use super::kms_grant::KmsGrant;
use super::principal::{Named, Naming};
use super::request::Request;
use crate::action::{Action, kms};

/// The KMS grants on a key, made ready for many requests.
///
/// ```
/// use crosskms_core::authorize::{Context, Decision, Gates, KmsGrant, KmsGrants, Request, View};
///
/// let analytics = "arn:aws:iam::444455556666:role/analytics";
/// let kms_grants = KmsGrants::of([KmsGrant::new(analytics, ["Decrypt"])]);
/// let mut view = View::default();
/// view.read = Gates::ALL;
/// view.kms_grants = Some(&kms_grants);
/// let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
/// let owner = "111122223333".parse()?;
/// let request = Request::new(analytics.parse()?, "kms:Decrypt", key, owner, Context::new());
/// assert_eq!(view.decide(&request), Decision::Allowed);
/// # Ok::<(), crosskms_core::arn::ArnError>(())
/// ```
#[derive(Debug, Default)]
pub struct KmsGrants {
    /// Each with its grantee.
    all: Vec<(Named, KmsGrant)>,
}

impl KmsGrants {
    /// Makes KMS grants ready.
    pub fn of(kms_grants: impl IntoIterator<Item = KmsGrant>) -> Self {
        let ready = |kms_grant: KmsGrant| (Named::grantee(&kms_grant.grantee), kms_grant);
        Self { all: kms_grants.into_iter().map(ready).collect() }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether the caller may retire one of them without being allowed to by its operations (R2.65): the account that made
    /// it may, too, which nothing tells.
    pub(super) fn may_be_retired(&self, request: &Request) -> Certainty {
        let by_caller = |(_, kms_grant): &(Named, KmsGrant)| {
            let retiring = kms_grant.retiring_principal.as_deref().map(Named::grantee);
            let naming = retiring.map_or(Naming::NOT, |retiring| retiring.naming(request));
            naming.itself.or(naming.role).or(Certainty::Unknown)
        };
        Certainty::any(self.all.iter().map(by_caller))
    }

    /// Whether any of them allows a request.
    pub(super) fn allow(&self, request: &Request) -> Certainty {
        Certainty::any(self.all.iter().map(|(grantee, kms_grant)| kms_grant.allows(grantee, request)))
    }
}

impl KmsGrant {
    /// Whether the grant allows a request, if its grantee is this one.
    fn allows(&self, grantee: &Named, request: &Request) -> Certainty {
        let operation = request.action.split_once(':').map_or("", |(_, name)| name);
        // R2.60: KMS makes no grant of what is not grantable.
        if !request.known_action().is_some_and(Action::is_grantable)
            || !self.operations.iter().any(|named| named.eq_ignore_ascii_case(operation))
        {
            return Certainty::No;
        }
        let naming = grantee.naming(request);
        let of_account = match request.caller.is_root() {
            true => naming.account,
            // What a grant to a whole account gives to whom of it is not documented.
            false => naming.account.and(Certainty::Unknown),
        };
        naming.itself.or(naming.role).or(of_account).and(self.constraints_hold(request))
    }

    /// R2.63: constraints are ignored where there is no encryption context.
    fn constraints_hold(&self, request: &Request) -> Certainty {
        let is = |action: Action| request.known_action() == Some(action);
        if is(kms::DescribeKey) || is(kms::RetireGrant) {
            return Certainty::Yes;
        }
        let subset =
            self.encryption_context_subset.as_ref().map_or(Certainty::Yes, |pairs| has(request, pairs));
        let equals = self.encryption_context_equals.as_ref().map_or(Certainty::Yes, |pairs| {
            let is_listed = |name: &str| pairs.keys().any(|listed| listed.eq_ignore_ascii_case(name));
            let others = request.context.encryption_context().any(|(name, _)| !is_listed(name));
            // Of an open context more pairs may be there than are known.
            let no_others = match (others, request.context.is_open()) {
                (true, _) => Certainty::No,
                (false, true) => Certainty::Unknown,
                (false, false) => Certainty::Yes,
            };
            has(request, pairs).and(no_others)
        });
        // For which resource a service acts, the request does not show.
        let source = if self.source_arn.is_some() { Certainty::Unknown } else { Certainty::Yes };
        let passed_on = if is(kms::CreateGrant) { self.passes_on(request) } else { Certainty::Yes };
        subset.and(equals).and(source).and(passed_on)
    }

    /// R2.62: through a KMS grant, only some of its operations can be granted, under constraints that are as strict; those
    /// of the new grant are the encryption context of the request.
    fn passes_on(&self, request: &Request) -> Certainty {
        let is_listed = |name: &String| self.operations.iter().any(|own| own.eq_ignore_ascii_case(name));
        let operations = match request.context.presence("kms:grantoperations") {
            Presence::Values(names) => Certainty::from(names.iter().all(is_listed)),
            Presence::Absent => Certainty::Yes,
            Presence::Unknown => Certainty::Unknown,
        };
        let constraint = match request.context.presence("kms:grantconstrainttype") {
            _ if self.encryption_context_equals.is_none() => Certainty::Yes,
            Presence::Values([kind]) => Certainty::from(kind == "EncryptionContextEquals"),
            _ => Certainty::Unknown,
        };
        operations.and(constraint)
    }
}

/// Whether the request's encryption context has all these pairs.
fn has(request: &Request, pairs: &BTreeMap<String, String>) -> Certainty {
    let has_one = |(name, value): (&String, &String)| {
        let mut of_request = request.context.encryption_context();
        match of_request.find(|(key, _)| key.eq_ignore_ascii_case(name)) {
            Some((key, actual)) if key == name => Certainty::from(actual == value),
            // AWS documents the case of names as counting and as not counting.
            Some((_, actual)) if actual == value => Certainty::Unknown,
            Some(_) => Certainty::No,
            None if request.context.is_open() => Certainty::Unknown,
            None => Certainty::No,
        }
    };
    pairs.iter().map(has_one).fold(Certainty::Yes, Certainty::and)
}

impl Named {
    /// The grantee of a KMS grant.
    fn grantee(text: &str) -> Self {
        match text.parse::<Caller>() {
            Ok(Caller::Service(name)) => Self::Service(name.into()),
            // R1.34: a KMS grant has one grantee.
            _ if text == "*" => Self::Nobody,
            _ => Self::of_aws(text),
        }
    }
}
