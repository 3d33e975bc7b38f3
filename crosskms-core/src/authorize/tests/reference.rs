//! A second evaluator, written from the rulebook and not from the engine, to hold the engine against.
//!
//! It is slow and plain on purpose: texts, recursion, no index, nothing made ready. Of the rest of the crate it takes
//! policies as they were read and the tables of actions. Where the rulebook is silent it says unknown.

#![expect(clippy::string_slice, reason = "plain, and a panic fails the test")]

mod conditions;
mod key_state;
mod principals;
mod texts;

use super::super::{Decision, Gate};
use super::cases::{Case, OWNER, Question};
use crate::action::Action;
use crate::policy::{ActionElement, Effect, Policy, ResourceElement, Statement, Version};
use crate::rules::public_statements;
use principals::{Level, Who};
use texts::{Found, Keys};

/// What is known of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    No,
    Unknown,
    Yes,
}
use Answer::{No, Unknown, Yes};

impl Answer {
    fn not(self) -> Self {
        match self {
            No => Yes,
            Unknown => Unknown,
            Yes => No,
        }
    }
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        if holds { Yes } else { No }
    }
}

/// Whether all claims hold.
fn all(claims: impl IntoIterator<Item = Answer>) -> Answer {
    let mut answer = Yes;
    for claim in claims {
        match claim {
            No => return No,
            Unknown => answer = Unknown,
            Yes => {}
        }
    }
    answer
}

/// Whether one of the claims holds.
fn any(claims: impl IntoIterator<Item = Answer>) -> Answer {
    let mut answer = No;
    for claim in claims {
        match claim {
            Yes => return Yes,
            Unknown => answer = Unknown,
            No => {}
        }
    }
    answer
}

/// One question over one case, with all that its answer is made of.
struct Evaluation<'c> {
    case: &'c Case,
    question: &'c Question,
    who: Who,
    keys: Keys,
    action: Option<Action>,
}

/// Decides a question of a case.
pub(super) fn decide(case: &Case, question: &Question) -> Decision {
    let who = Who::of(&question.caller.to_string());
    let keys = Keys::of(question, &who);
    let action = Action::named(&question.action);
    let evaluation = Evaluation { case, question, who, keys, action };
    // R4.1
    match (evaluation.is_denied(), evaluation.is_allowed()) {
        (Yes, _) => Decision::ExplicitDeny,
        (_, No) => Decision::ImplicitDeny,
        (No, Yes) => Decision::Allowed,
        _ => Decision::Unknown,
    }
}

/// The gates whose policies are attached to principals.
const OF_CALLER: [Gate; 3] = [Gate::IdentityPolicy, Gate::PermissionsBoundary, Gate::SessionPolicy];

impl Evaluation<'_> {
    /// R4.1: an explicit deny in any policy that takes part.
    fn is_denied(&self) -> Answer {
        let of_caller = OF_CALLER.into_iter().map(|gate| self.denies(gate));
        let of_others = [
            self.denies(Gate::EndpointPolicy),
            all([self.scps_apply(), self.denies(Gate::ServiceControlPolicy)]),
            all([self.rcps_apply(), self.denies(Gate::ResourceControlPolicy)]),
            self.resource_denies(),
        ];
        any(of_caller.chain(of_others))
    }

    fn resource_denies(&self) -> Answer {
        // R4.17: without a resource there is no policy of one.
        if self.takes_no_resource() {
            return No;
        }
        // R4.30: the policy of a bucket cannot lock out the root user of its account.
        let on_its_policy = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];
        if self.who.is_root()
            && self.is_same_account()
            && on_its_policy.contains(&self.question.action.to_lowercase().as_str())
        {
            return self.denies(Gate::AccessPointPolicy);
        }
        any([self.denies(self.resource_gate()), self.denies(Gate::AccessPointPolicy)])
    }

    fn is_allowed(&self) -> Answer {
        all([
            any([self.policies_allow(), self.kms_grant_allows()]),
            self.scps_let_pass(),
            self.rcps_let_pass(),
            self.allows(Gate::EndpointPolicy),
            self.settings_let_pass(),
            self.works_across_accounts(),
        ])
    }

    /// Section 4.1, from its first line to its last.
    fn policies_allow(&self) -> Answer {
        let boundary = self.allows(Gate::PermissionsBoundary);
        let session = self.allows(Gate::SessionPolicy);
        let identity = self.allows(Gate::IdentityPolicy);
        let caller_side = all([identity, boundary, session]);

        // R2.30: KMS requests must be signed.
        if self.who.is_anonymous() && self.is_kms() {
            return No;
        }
        // R2.65: the permission alone retires nothing; the retiring principal may, and the account that made the grant,
        // which is not known.
        if self.is_action("kms:RetireGrant") {
            let of_known = self.case.kms_grants.iter().map(|grant| match &grant.retiring_principal {
                Some(retiring) => any([key_state::is_grantee(retiring, &self.who, false), Unknown]),
                None => Unknown,
            });
            let of_unknown = if self.is_known(Gate::KmsGrant) { No } else { Unknown };
            return any(of_known.chain([of_unknown]));
        }
        // R4.17
        if self.takes_no_resource() {
            return if self.who.has_no_identity() { No } else { caller_side };
        }
        // R4.3, R4.4
        if self.who.has_no_identity() {
            return self.resource_allows(Level::Itself);
        }
        if !self.is_same_account() {
            // R4.14: CROSS ACCOUNT, both must allow.
            let resource_side = any(Level::ALL.map(|level| self.resource_allows(level)));
            return all([caller_side, resource_side]);
        }
        // SAME ACCOUNT
        let itself = self.resource_allows(Level::Itself);
        let role = all([self.resource_allows(Level::Role), boundary, session]);
        let account = if self.is_kms() {
            // R4.11: identity policies count only where the key policy names the account.
            all([self.resource_allows(Level::Account), caller_side])
        } else {
            caller_side
        };
        any([itself, role, account])
    }

    /// R4.16, R2.61
    fn kms_grant_allows(&self) -> Answer {
        // R2.60: only what is grantable can be granted.
        if !self.is_kms() || self.action.is_some_and(|action| !action.is_grantable()) {
            return No;
        }
        let of_known = self.case.kms_grants.iter().map(|grant| key_state::grant_allows(grant, self));
        let of_unknown = if self.is_known(Gate::KmsGrant) { No } else { Unknown };
        let granted = any(of_known.chain([of_unknown]));
        // R4.16: what the caller's limits do to a KMS grant is not documented.
        let limits = all([self.allows(Gate::PermissionsBoundary), self.allows(Gate::SessionPolicy)]);
        if limits == Yes { granted } else { all([granted, Unknown]) }
    }

    /// R4.45
    fn scps_apply(&self) -> Answer {
        let of_member =
            self.who.account.is_some() && self.who.account != self.case.management.map(|id| id.to_string());
        Answer::from(of_member && !self.who.is_service_linked())
    }

    /// R4.46
    fn rcps_apply(&self) -> Answer {
        let of_member = self.case.management.is_none_or(|id| id.to_string() != OWNER);
        let supported = self.is_kms() || self.question.action.to_lowercase().starts_with("s3:");
        if !of_member || !supported || self.who.is_service_linked() || self.is_action("kms:RetireGrant") {
            return No;
        }
        match &self.case.key {
            Some(key) if self.is_kms() => Answer::from(key.manager != "AWS"),
            // Whether it is AWS's own key, nobody knows.
            None if self.is_kms() && !self.is_known(Gate::KeyState) => Unknown,
            _ => Yes,
        }
    }

    /// R4.2: every level must allow.
    fn scps_let_pass(&self) -> Answer {
        let levels = match &self.case.scps {
            Some(levels) => all(levels.iter().map(|level| self.any_allows(level, &|_| Yes))),
            None => Yes,
        };
        let known = if self.is_known(Gate::ServiceControlPolicy) { levels } else { Unknown };
        any([self.scps_apply().not(), known])
    }

    /// `RCPFullAWSAccess` allows on every level; one without any policy says that it is not there.
    fn rcps_let_pass(&self) -> Answer {
        let levels = match &self.case.rcps {
            Some(levels) => Answer::from(levels.iter().all(|level| !level.is_empty())),
            None => Yes,
        };
        let known = if self.is_known(Gate::ResourceControlPolicy) { levels } else { Unknown };
        any([self.rcps_apply().not(), known])
    }

    /// R2.1: a few actions work on the resources of other accounts.
    fn works_across_accounts(&self) -> Answer {
        // R1.5: partitions have nothing in common.
        let partition = self.question.resource.strip_prefix("arn:").and_then(|rest| rest.split_once(':'));
        if self.who.account.is_some() && partition.is_some_and(|(name, _)| name != self.who.partition) {
            return No;
        }
        let Some(action) = self.action else { return Unknown };
        // R4.4: a service is in no account.
        let is_internal = self.is_same_account() || (self.is_kms() && self.who.is_service());
        let known = if self.names_alias() && !self.takes_no_resource() { Unknown } else { Yes };
        all([Answer::from(is_internal || action.works_across_accounts()), known])
    }

    fn settings_let_pass(&self) -> Answer {
        if self.is_kms() {
            return match &self.case.key {
                Some(key) => key_state::can_be_used(key, self),
                None => Answer::from(self.is_known(Gate::KeyState)).or_unknown(),
            };
        }
        let Some(bucket) = &self.case.bucket else {
            return Answer::from(self.is_known(Gate::BucketSettings)).or_unknown();
        };
        // R4.28
        // R4.29: of some statements AWS does not say.
        let statements = self.case.resource.as_ref().map(public_statements).unwrap_or_default();
        let public = any(statements.iter().map(|statement| if statement.certain { Yes } else { Unknown }));
        let cut_off = bucket.restrict_public_buckets && !self.is_same_account() && !self.who.is_service();
        let private = if cut_off { public.not() } else { Yes };
        // R4.25: another owner's ACL decides.
        let about_object = self.action.is_none_or(|action| action.resource_types().contains(&"object"));
        let foreign = bucket.object_owner.is_some_and(|owner| owner.to_string() != OWNER);
        all([private, if foreign && about_object { Unknown } else { Yes }])
    }

    /// Whether the policy of the resource allows, naming the caller so; through an access point, whether both do
    /// (R4.31), of which the one that names it more loosely counts.
    fn resource_allows(&self, level: Level) -> Answer {
        let own = |level| self.allows_as(self.resource_gate(), level);
        if self.case.access_point.is_none() || self.is_kms() {
            return own(level);
        }
        let point = |level| self.allows_as(Gate::AccessPointPolicy, level);
        let levels = match level {
            Level::Itself => vec![Level::Itself],
            Level::Role => vec![Level::Itself, Level::Role],
            Level::Account => Level::ALL.to_vec(),
        };
        all([any(levels.iter().map(|level| own(*level))), any(levels.iter().map(|level| point(*level)))])
    }

    /// Whether the policies of a gate deny.
    fn denies(&self, gate: Gate) -> Answer {
        let Some(policies) = self.policies(gate) else { return self.unless_known(gate, No) };
        let denying = policies.iter().flat_map(|policy| {
            let of_effect = policy.statements.iter().filter(|statement| statement.effect == Effect::Deny);
            of_effect.map(|statement| match self.names_at_all(gate, statement) {
                No => No,
                names => all([names, self.matches(gate, statement, policy.version)]),
            })
        });
        let denied = any(denying);
        any([denied, self.unless_known(gate, No)])
    }

    /// Whether the policies of a gate allow, however they name the caller. What is not set limits nothing.
    fn allows(&self, gate: Gate) -> Answer {
        match self.policies(gate) {
            None => self.unless_known(gate, Yes),
            Some(_) => any(Level::ALL.map(|level| self.allows_as(gate, level))),
        }
    }

    fn allows_as(&self, gate: Gate, level: Level) -> Answer {
        let policies = self.policies(gate).unwrap_or_default();
        let names = |statement: &Statement| self.names(gate, statement, level);
        let allowed = any(policies.iter().map(|policy| self.policy_allows(gate, policy, &names)));
        any([allowed, self.unless_known(gate, No)])
    }

    fn policy_allows(&self, gate: Gate, policy: &Policy, names: &dyn Fn(&Statement) -> Answer) -> Answer {
        let allowing = policy.statements.iter().filter(|statement| statement.effect == Effect::Allow);
        any(allowing.map(|statement| match names(statement) {
            No => No,
            names => all([names, self.matches(gate, statement, policy.version)]),
        }))
    }

    fn any_allows(&self, policies: &[Policy], names: &dyn Fn(&Statement) -> Answer) -> Answer {
        any(policies.iter().map(|policy| self.policy_allows(Gate::ServiceControlPolicy, policy, names)))
    }

    /// The policies of a gate that takes part; of an organization's, those of all levels.
    fn policies(&self, gate: Gate) -> Option<Vec<&Policy>> {
        let case = self.case;
        match gate {
            Gate::IdentityPolicy => self.who.has_policies().then(|| case.identity.iter().collect()),
            Gate::PermissionsBoundary if !self.who.can_have_boundary() => None,
            Gate::PermissionsBoundary => case.boundary.as_ref().map(|policy| vec![policy]),
            Gate::SessionPolicy if self.who.has_no_identity() => None,
            Gate::SessionPolicy => case.session.as_ref().map(|policies| policies.iter().collect()),
            Gate::ServiceControlPolicy => case.scps.as_ref().map(|levels| levels.iter().flatten().collect()),
            Gate::ResourceControlPolicy => case.rcps.as_ref().map(|levels| levels.iter().flatten().collect()),
            Gate::EndpointPolicy => case.endpoint.as_ref().map(|policy| vec![policy]),
            Gate::AccessPointPolicy if self.is_kms() => None,
            Gate::AccessPointPolicy => case.access_point.as_ref().map(|(_, policy)| policy.iter().collect()),
            _ => Some(case.resource.iter().collect()),
        }
    }

    /// The answer of a gate that says nothing more; unknown, where it may say more.
    fn unless_known(&self, gate: Gate, answer: Answer) -> Answer {
        let takes_part = match gate {
            Gate::IdentityPolicy => self.who.has_policies(),
            Gate::SessionPolicy => !self.who.has_no_identity(),
            Gate::PermissionsBoundary => self.who.can_have_boundary(),
            Gate::AccessPointPolicy => self.case.access_point.is_some() && !self.is_kms(),
            _ => true,
        };
        if takes_part && !self.is_known(gate) { Unknown } else { answer }
    }

    fn is_known(&self, gate: Gate) -> bool {
        !self.case.unread.contains(&gate) && !self.case.hidden.contains(&gate)
    }

    /// Whether action, resource and conditions of a statement match.
    fn matches(&self, gate: Gate, statement: &Statement, version: Option<Version>) -> Answer {
        let variables = version == Some(Version::V2012);
        let conditions = statement.condition.iter().flat_map(|conditions| conditions.iter());
        let conditions = conditions.map(|condition| conditions::hold(condition, variables, &self.keys));
        match all([self.action_matches(statement), self.resource_matches(gate, statement, variables)]) {
            No => No,
            names => all([names].into_iter().chain(conditions)),
        }
    }

    /// R3.5
    fn action_matches(&self, statement: &Statement) -> Answer {
        let like = |pattern: &str| {
            Answer::from(texts::like(&pattern.to_lowercase(), &self.question.action.to_lowercase()))
        };
        match &statement.action {
            // R3.10
            None => No,
            Some(ActionElement::Action(names)) => any(names.iter().map(|name| like(name))),
            Some(ActionElement::NotAction(names)) => any(names.iter().map(|name| like(name))).not(),
        }
    }

    /// R3.6, R3.35
    fn resource_matches(&self, gate: Gate, statement: &Statement, variables: bool) -> Answer {
        let mut resource = self.question.resource.clone();
        if gate == Gate::AccessPointPolicy
            && let Some((arn, _)) = &self.case.access_point
        {
            // The object as the access point knows it (section 1.5).
            resource = match resource.split_once('/') {
                Some((_, key)) => format!("{arn}/object/{key}"),
                None => arn.clone(),
            };
        }
        // R1.12: in the policies of principals, fields that are left out are any.
        let of_principal = OF_CALLER.contains(&gate) || gate == Gate::ServiceControlPolicy;
        let like = |pattern: &str| {
            let mut pattern = pattern.to_owned();
            while of_principal && pattern.starts_with("arn:") && pattern.split(':').count() < 6 {
                pattern += ":*";
            }
            texts::resource_like(&pattern, &resource, variables, &self.keys)
        };
        match &statement.resource {
            None => No,
            // R3.35: what permits something names nothing by a variable that AWS does not replace.
            Some(ResourceElement::Resource(arns)) if statement.effect == Effect::Allow => {
                let permitted = arns.iter().filter(|arn| !(variables && texts::has_early_variable(arn)));
                any(permitted.map(|arn| like(arn).unwrap_or(No)))
            }
            Some(ResourceElement::Resource(arns)) => any(arns.iter().map(|arn| like(arn).unwrap_or(No))),
            // What is left out by a variable without value is not documented.
            Some(ResourceElement::NotResource(arns)) => {
                any(arns.iter().map(|arn| like(arn).unwrap_or(Unknown))).not()
            }
        }
    }

    fn names(&self, gate: Gate, statement: &Statement, level: Level) -> Answer {
        match gate {
            Gate::IdentityPolicy
            | Gate::PermissionsBoundary
            | Gate::SessionPolicy
            | Gate::ServiceControlPolicy => Answer::from(level == Level::Itself),
            _ => principals::names(statement, &self.who, level, self.has_boundary(), self.is_kms()),
        }
    }

    fn names_at_all(&self, gate: Gate, statement: &Statement) -> Answer {
        any(Level::ALL.map(|level| self.names(gate, statement, level)))
    }

    fn has_boundary(&self) -> Answer {
        if !self.who.can_have_boundary() {
            return No;
        }
        match &self.case.boundary {
            Some(_) => Yes,
            None => Answer::from(self.is_known(Gate::PermissionsBoundary)).or_unknown().not(),
        }
    }

    fn is_same_account(&self) -> bool {
        self.who.account.as_deref() == Some(OWNER)
    }

    fn is_kms(&self) -> bool {
        self.question.action.to_lowercase().starts_with("kms:")
    }

    fn is_action(&self, name: &str) -> bool {
        self.question.action.eq_ignore_ascii_case(name)
    }

    fn resource_gate(&self) -> Gate {
        if self.is_kms() { Gate::KeyPolicy } else { Gate::BucketPolicy }
    }

    fn takes_no_resource(&self) -> bool {
        // An alias has no policy, either (section 2.1).
        let makes_alias =
            ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"].map(|name| self.is_action(name));
        (self.names_alias() && makes_alias.contains(&true))
            || self.action.is_some_and(|action| action.resource_types().is_empty())
    }

    fn names_alias(&self) -> bool {
        self.is_kms() && self.question.resource.contains(":alias/")
    }

    /// The values of a key of the request.
    fn found(&self, key: &str) -> Found {
        self.keys.find(key)
    }
}

impl Answer {
    /// Yes, or not known.
    fn or_unknown(self) -> Self {
        if self == Yes { Yes } else { Unknown }
    }
}
