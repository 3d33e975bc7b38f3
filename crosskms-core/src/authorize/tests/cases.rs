//! Cases over so few names that policies and requests often meet. They are made from bytes, of which zeros and missing
//! ones mean the plainest, so that a failing case shrinks to what matters.

mod conditions;
mod statements;

use std::collections::BTreeMap;
use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::{
    AccessPoint, BucketSettings, Caller, Context, Evidence, Gate, Gates, KeySettings, KmsGrant, Request,
};
use crate::arn::AccountId;
use crate::policy::{OneOrMany, Policy};
use statements::{Place, policy};

/// The account of every resource.
pub(super) const OWNER: &str = "111122223333";
pub(super) const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const ACCESS_POINT: &str = "arn:aws:s3:eu-west-1:111122223333:accesspoint/point";

/// Bytes that are read as choices.
#[derive(Debug)]
pub(super) struct Choices<'b>(std::slice::Iter<'b, u8>);

impl<'b> Choices<'b> {
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        Self(bytes.iter())
    }

    pub(super) fn next(&mut self) -> usize {
        self.0.next().copied().unwrap_or_default().into()
    }

    /// One of these; the first is the plainest.
    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.next() % of.len()].clone()
    }

    /// Whether something that is not plain happens, in about so many cases of a hundred.
    fn happens(&mut self, percent: usize) -> bool {
        self.next() * 100 >= 256 * (100 - percent)
    }

    fn sometimes<T>(&mut self, percent: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.happens(percent).then(|| make(self))
    }

    fn several<T>(&mut self, least: usize, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = least + self.next() % (most - least + 1);
        (0..count).map(|_| make(self)).collect()
    }
}

/// Bytes for one case.
pub(super) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..320)
}

/// Cases of which sometimes not all is known.
pub(super) fn case() -> impl Strategy<Value = Case> {
    bytes().prop_map(|bytes| Case::new(&mut Choices::of(&bytes)))
}

/// Cases of which all is known.
pub(super) fn complete_case() -> impl Strategy<Value = Case> {
    bytes().prop_map(|bytes| Case::complete(&mut Choices::of(&bytes)))
}

/// All policies and settings of one resource and one kind of caller.
#[derive(Clone)]
pub(super) struct Case {
    pub(super) identity: Vec<Policy>,
    pub(super) boundary: Option<Policy>,
    pub(super) session: Option<Vec<Policy>>,
    pub(super) scps: Option<Vec<Vec<Policy>>>,
    pub(super) rcps: Option<Vec<Vec<Policy>>>,
    pub(super) endpoint: Option<Policy>,
    pub(super) resource: Option<Policy>,
    pub(super) access_point: Option<(String, Option<Policy>)>,
    pub(super) kms_grants: Vec<KmsGrant>,
    pub(super) key: Option<KeySettings>,
    pub(super) bucket: Option<BucketSettings>,
    pub(super) management: Option<AccountId>,
    pub(super) unread: Vec<Gate>,
    pub(super) hidden: Vec<Gate>,
    pub(super) questions: Vec<Question>,
}

/// One request over a case.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) caller: Caller,
    pub(super) action: String,
    pub(super) resource: String,
    pub(super) context: Vec<(String, Vec<String>)>,
    pub(super) open: bool,
}

impl Question {
    fn new(choices: &mut Choices<'_>) -> Self {
        let (action, resource) = request(choices);
        Self {
            caller: caller(choices),
            action: action.to_owned(),
            resource: resource.to_owned(),
            open: choices.happens(8),
            context: conditions::context(choices),
        }
    }

    pub(super) fn request(&self) -> Request {
        let start = if self.open { Context::open() } else { Context::new() };
        let context = self
            .context
            .iter()
            .fold(start, |context, (key, values)| context.with_all(key, values.iter().cloned()));
        let owner = OWNER.parse().unwrap();
        Request::new(self.caller.clone(), self.action.as_str(), self.resource.as_str(), owner, context)
    }

    fn is_kms(&self) -> bool {
        self.action.to_lowercase().starts_with("kms:")
    }
}

const REQUESTS: [(&str, &str); 30] = [
    ("kms:Decrypt", KEY),
    ("s3:GetObject", "arn:aws:s3:::example/raw/a"),
    ("kms:Decrypt", KEY),
    ("kms:GenerateDataKey", KEY),
    ("s3:GetObject", "arn:aws:s3:::example/raw/a"),
    ("s3:PutObject", "arn:aws:s3:::example/ann/a"),
    ("s3:PutObject", "arn:aws:s3:::example/111122223333/*"),
    ("s3:ListBucket", "arn:aws:s3:::example"),
    ("KMS:decrypt", KEY),
    ("kms:CreateGrant", KEY),
    ("kms:DescribeKey", KEY),
    ("kms:PutKeyPolicy", KEY),
    ("kms:RetireGrant", KEY),
    ("kms:Sign", KEY),
    ("kms:TagResource", KEY),
    ("kms:ListKeys", "*"),
    ("kms:Frobnicate", KEY),
    ("s3:GetBucketPolicy", "arn:aws:s3:::example"),
    ("s3:PutBucketPolicy", "arn:aws:s3:::example"),
    ("s3:DeleteBucketPolicy", "arn:aws:s3:::example"),
    ("s3:ListAllMyBuckets", "*"),
    ("s3:GETOBJECT", "arn:aws:s3:::other/raw/a"),
    ("kms:CreateAlias", "arn:aws:kms:eu-west-1:111122223333:alias/app"),
    ("kms:CreateAlias", KEY),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:alias/app"),
    ("kms:GetKeyRotationStatus", KEY),
    ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"),
    ("sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:queue"),
    // No ARNs that AWS has, but the index must not mind.
    ("kms:Decrypt", "arn:aws/x:kms:eu-west-1:111122223333:key/a"),
    ("s3:GetObject", ""),
];

fn request(choices: &mut Choices<'_>) -> (&'static str, &'static str) {
    choices.one(&REQUESTS)
}

const CALLERS: [&str; 24] = [
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:iam::444455556666:role/data/app",
    "arn:aws:sts::111122223333:assumed-role/app/job",
    "arn:aws:sts::444455556666:assumed-role/app/job",
    "arn:aws:iam::111122223333:user/ann",
    "arn:aws:iam::444455556666:user/ann",
    "arn:aws:iam::444455556666:role/data/app",
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:sts::444455556666:federated-user/ann",
    "arn:aws:sts::111122223333:federated-user/bob",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::444455556666:root",
    "s3.amazonaws.com",
    "anonymous",
    "arn:aws:iam::111122223333:user/staff/bob",
    "arn:aws:sts::111122223333:assumed-role/app/other",
    "arn:aws:iam::111122223333:role/aws-service-role/s3.amazonaws.com/AWSServiceRoleForS3",
    "arn:aws:sts::444455556666:assumed-role/AWSServiceRoleForS3/job",
    "arn:aws-cn:iam::444455556666:role/data/app",
    "arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_Data_0a1b/ann",
    "arn:aws-cn:iam::444455556666:root",
    "arn:aws:iam::777788889999:role/app",
    "arn:aws:iam::444455556666:user/app",
    "logs.eu-west-1.amazonaws.com",
];

fn caller(choices: &mut Choices<'_>) -> Caller {
    let caller: Caller = choices.one(&CALLERS).parse().unwrap();
    match caller {
        // Nothing keeps others from spelling it so.
        Caller::Service(name) if choices.happens(30) => Caller::Service(name.to_uppercase()),
        caller => caller,
    }
}

impl Case {
    /// A case of which all is known.
    pub(super) fn complete(choices: &mut Choices<'_>) -> Self {
        let first = Question::new(choices);
        let is_kms = first.is_kms();
        let mut policies = |place, least, most| -> Vec<Policy> {
            choices.several(least, most, |choices| policy(choices, place, &first))
        };
        let identity = policies(Place::Identity, 1, 2);
        let resource = policies(Place::Resource, 1, 1).pop();
        let resource = if choices.happens(5) { None } else { resource };
        let boundary = choices.sometimes(18, |choices| policy(choices, Place::Limit, &first));
        let session = choices
            .sometimes(15, |choices| choices.several(1, 2, |choices| policy(choices, Place::Limit, &first)));
        let scps = choices.sometimes(18, |choices| levels(choices, Place::Limit, &first));
        let rcps = choices.sometimes(15, |choices| levels(choices, Place::Rcp, &first));
        let endpoint = choices.sometimes(10, |choices| policy(choices, Place::Endpoint, &first));
        let access_point = choices.sometimes(if is_kms { 2 } else { 12 }, |choices| {
            let policy = policy(choices, Place::Resource, &first);
            (ACCESS_POINT.to_owned(), Some(policy).filter(|_| !choices.happens(20)))
        });
        let kms_grants = choices
            .sometimes(if is_kms { 25 } else { 2 }, |choices| {
                choices.several(1, 2, |choices| kms_grant(choices, &first))
            })
            .unwrap_or_default();
        let key = choices.sometimes(30, key_settings);
        let bucket = choices.sometimes(20, |choices| BucketSettings {
            restrict_public_buckets: choices.happens(50),
            object_owner: choices
                .sometimes(30, |choices| choices.one(&["444455556666", OWNER]).parse().unwrap()),
        });
        let management = choices
            .sometimes(20, |choices| choices.one(&["777788889999", OWNER, "444455556666"]).parse().unwrap());
        let mut questions = vec![first.clone()];
        // The same policies, asked again.
        questions.extend(choices.sometimes(60, |choices| {
            let mut other = Question::new(choices);
            match choices.next() % 4 {
                0 => other.caller = first.caller.clone(),
                1 => (other.action, other.resource) = (first.action.clone(), first.resource.clone()),
                2 => other.context = first.context.clone(),
                _ => {}
            }
            other
        }));
        Self {
            identity,
            boundary,
            session,
            scps,
            rcps,
            endpoint,
            resource,
            access_point,
            kms_grants,
            key,
            bucket,
            management,
            unread: Vec::new(),
            hidden: Vec::new(),
            questions,
        }
    }

    /// A case of which sometimes not all is known.
    pub(super) fn new(choices: &mut Choices<'_>) -> Self {
        let partly = choices.happens(25);
        let (mut unread, mut hidden) = (Vec::new(), Vec::new());
        if partly {
            unread = choices.several(0, 2, |choices| choices.one(&Gate::ALL));
            hidden = choices.several(0, 1, |choices| choices.one(&Gate::ALL));
        }
        Self { unread, hidden, ..Self::complete(choices) }
    }

    pub(super) fn evidence(&self) -> Evidence<'_> {
        fn borrowed(levels: &Option<Vec<Vec<Policy>>>) -> Option<Vec<Vec<&Policy>>> {
            Some(levels.as_ref()?.iter().map(|level| level.iter().collect()).collect())
        }
        let mut evidence = Evidence::complete();
        evidence.identity_policies = self.identity.iter().map(|policy| ("p", policy)).collect();
        evidence.permissions_boundary = self.boundary.as_ref();
        evidence.session_policies = self.session.as_ref().map(|policies| policies.iter().collect());
        evidence.service_control_policies = borrowed(&self.scps);
        evidence.resource_control_policies = borrowed(&self.rcps);
        evidence.endpoint_policy = self.endpoint.as_ref();
        evidence.resource_policy = self.resource.as_ref();
        evidence.access_point =
            self.access_point.as_ref().map(|(arn, policy)| AccessPoint::new(arn.as_str(), policy.as_ref()));
        evidence.kms_grants = self.kms_grants.clone();
        evidence.key = self.key.clone();
        evidence.bucket = self.bucket.clone();
        evidence.management_account = self.management;
        evidence.read = Gate::ALL.into_iter().filter(|gate| !self.unread.contains(gate)).collect();
        evidence.hidden = self.hidden.iter().copied().collect::<Gates>();
        evidence
    }

    /// A deny joins some policy.
    pub(super) fn deny_more(&mut self, choices: &mut Choices<'_>) {
        let statement = statements::deny(choices, &self.questions[0].clone());
        let chosen = choices.next();
        let mut policies = self.policies_mut();
        let count = policies.len();
        if let Some(policy) = policies.get_mut(chosen % count.max(1)) {
            let before = policy.statements.as_slice().to_vec();
            policy.statements = OneOrMany::Many([before, vec![statement]].concat().into());
        }
    }

    /// Every policy, to be changed.
    fn policies_mut(&mut self) -> Vec<&mut Policy> {
        let levels = self.scps.iter_mut().chain(&mut self.rcps).flatten().flatten();
        let point = self.access_point.iter_mut().filter_map(|(_, policy)| policy.as_mut());
        self.identity
            .iter_mut()
            .chain(&mut self.boundary)
            .chain(self.session.iter_mut().flatten())
            .chain(&mut self.endpoint)
            .chain(&mut self.resource)
            .chain(levels)
            .chain(point)
            .collect()
    }

    /// Something that was known is not known any more.
    pub(super) fn forget(&mut self, choices: &mut Choices<'_>) {
        let gate = choices.one(&Gate::ALL);
        let with_contents = choices.happens(60);
        if with_contents {
            match gate {
                Gate::IdentityPolicy => drop(self.identity.pop()),
                Gate::PermissionsBoundary => self.boundary = None,
                Gate::SessionPolicy => self.session = None,
                Gate::ServiceControlPolicy => self.scps = None,
                Gate::ResourceControlPolicy => self.rcps = None,
                Gate::EndpointPolicy => self.endpoint = None,
                Gate::KmsGrant => drop(self.kms_grants.pop()),
                Gate::KeyState => self.key = None,
                Gate::BucketSettings => self.bucket = None,
                Gate::AccessPointPolicy => {
                    if let Some((_, policy)) = &mut self.access_point {
                        *policy = None;
                    }
                }
                // Both gates, because a question may be about either.
                Gate::KeyPolicy | Gate::BucketPolicy => {
                    self.resource = None;
                    self.unread.extend([Gate::KeyPolicy, Gate::BucketPolicy]);
                }
            }
        }
        if choices.happens(30) {
            self.hidden.push(gate);
        } else {
            self.unread.push(gate);
        }
        if choices.happens(40) {
            let dropped = choices.next();
            for question in &mut self.questions {
                question.open = true;
                if !question.context.is_empty() {
                    question.context.remove(dropped % question.context.len());
                }
            }
        }
    }
}

/// Policies as JSON, one statement a line.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for question in &self.questions {
            let open = if question.open { ", open" } else { "" };
            writeln!(f, "\n{}\n  in {:?}{open}", question.request(), question.context)?;
        }
        let mut write = |gate: &str, policy: &Policy| {
            policy.statements.iter().try_for_each(|statement| {
                writeln!(f, "  {gate} {:?} {}", policy.version, statement.to_compact_string())
            })
        };
        self.identity.iter().try_for_each(|policy| write("identity", policy))?;
        self.boundary.iter().try_for_each(|policy| write("boundary", policy))?;
        self.session.iter().flatten().try_for_each(|policy| write("session", policy))?;
        for (gate, levels) in [("scp", &self.scps), ("rcp", &self.rcps)] {
            for (level, policies) in levels.iter().flatten().enumerate() {
                policies.iter().try_for_each(|policy| write(&format!("{gate} on level {level}"), policy))?;
            }
        }
        self.endpoint.iter().try_for_each(|policy| write("endpoint", policy))?;
        self.resource.iter().try_for_each(|policy| write("resource", policy))?;
        let point = self.access_point.iter().flat_map(|(_, policy)| policy);
        point.into_iter().try_for_each(|policy| write("access point", policy))?;
        writeln!(f, "  {:?}, {:?}, {:?}", self.kms_grants, self.key, self.bucket)?;
        let organization = [&self.scps, &self.rcps].map(|levels| levels.as_ref().map(Vec::len));
        writeln!(f, "  levels {organization:?}, management account {:?}", self.management)?;
        write!(
            f,
            "  through {:?}, unread {:?}, hidden {:?}",
            self.access_point.is_some(),
            self.unread,
            self.hidden
        )
    }
}

fn levels(choices: &mut Choices<'_>, place: Place, question: &Question) -> Vec<Vec<Policy>> {
    choices.several(1, 3, |choices| {
        let least = usize::from(!choices.happens(3));
        choices.several(least, 1 + least, |choices| policy(choices, place, question))
    })
}

fn kms_grant(choices: &mut Choices<'_>, question: &Question) -> KmsGrant {
    const OPERATIONS: [&str; 7] = [
        "Decrypt",
        "GenerateDataKey",
        "decrypt",
        "DescribeKey",
        "CreateGrant",
        "RetireGrant",
        "PutKeyPolicy",
    ];
    let grantee = match choices.next() % 4 {
        0 | 1 => question.caller.to_string(),
        _ => choices.one(&statements::NAMES).to_owned(),
    };
    let own = question.action.split_once(':').map_or("", |(_, name)| name);
    let operations = choices.several(1, 2, |choices| match choices.next() % 2 {
        0 => own,
        _ => choices.one(&OPERATIONS),
    });
    let mut grant = KmsGrant::new(grantee, operations);
    grant.encryption_context_subset = choices.sometimes(25, pairs);
    grant.encryption_context_equals = choices.sometimes(20, pairs);
    grant.retiring_principal = choices.sometimes(15, |choices| match choices.next() % 2 {
        0 => question.caller.to_string(),
        _ => choices.one(&statements::NAMES).to_owned(),
    });
    grant.source_arn = choices.sometimes(5, |_| "arn:aws:ec2:eu-west-1:111122223333:volume/v".to_owned());
    grant
}

fn pairs(choices: &mut Choices<'_>) -> BTreeMap<String, String> {
    let of_one = |choices: &mut Choices<'_>| {
        let name = choices.one(&["dept", "dept", "Dept", "aws:s3:arn"]).to_owned();
        (name, choices.one(&["a", "b"]).to_owned())
    };
    choices.several(1, 2, of_one).into_iter().collect()
}

fn key_settings(choices: &mut Choices<'_>) -> KeySettings {
    let mut key = KeySettings::default();
    if choices.happens(40) {
        let states = [
            "Enabled",
            "Disabled",
            "PendingDeletion",
            "PendingReplicaDeletion",
            "PendingImport",
            "Unavailable",
            "Creating",
            "Updating",
            "Frozen",
        ];
        key.state = choices.one(&states).to_owned();
    }
    if choices.happens(30) {
        (key.spec, key.usage) = choices.one(&[
            ("SYMMETRIC_DEFAULT".to_owned(), "ENCRYPT_DECRYPT".to_owned()),
            ("RSA_2048".to_owned(), "ENCRYPT_DECRYPT".to_owned()),
            ("RSA_2048".to_owned(), String::new()),
            ("HMAC_256".to_owned(), "ENCRYPT_DECRYPT".to_owned()),
            ("ML_DSA_44".to_owned(), String::new()),
            ("NEW_1".to_owned(), String::new()),
            ("RSA_2048".to_owned(), "SIGN_VERIFY".to_owned()),
            ("HMAC_256".to_owned(), "GENERATE_VERIFY_MAC".to_owned()),
            ("ECC_NIST_P256".to_owned(), "KEY_AGREEMENT".to_owned()),
            ("ML_KEM_768".to_owned(), "ENCAPSULATE_DECAPSULATE".to_owned()),
            ("NEW".to_owned(), "NEW".to_owned()),
        ]);
    }
    if choices.happens(25) {
        key.manager = "AWS".to_owned();
    }
    key
}
