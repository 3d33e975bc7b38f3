//! A draft whose fields have been parsed one by one; the rules look at it, and a grant is made of it.

use std::borrow::Cow;

use super::{Bind, BucketKey, ConditionDraft, CrossAccountGrant, Draft, Field, GrantCondition, GrantName};
use super::{IdentityPolicy, Mechanism, Operator, Via};
use crate::action::{Action, kms, s3};
use crate::arn::{AccountId, Arn, ArnError, BucketArn, KeyArn, KeyId, PrincipalArn, Region};
use crate::site::Site;

/// Everything that could be parsed of a draft, and what stands where it could not.
#[derive(Debug)]
pub(crate) struct Candidate<'d> {
    pub(crate) draft: &'d Draft,
    pub(crate) key: Option<KeyText<'d>>,
    pub(crate) replicas: Vec<ReplicaEntry<'d>>,
    pub(crate) bucket: Option<Result<BucketArn, ArnError>>,
    pub(crate) principals: Vec<PrincipalEntry<'d>>,
    /// The actions of `allow`, or those that `access` stands for.
    pub(crate) actions: Vec<ActionEntry<'d>>,
}

/// What the text of `key` is.
#[derive(Debug)]
pub(crate) enum KeyText<'d> {
    Arn(KeyArn),
    /// An ARN with an id that KMS does not make.
    OddId(KeyId<'d>),
    AwsManaged(&'d str),
    Alias(&'d str),
    BareId(&'d str),
    Malformed(ArnError),
}

/// One principal and where it stands.
#[derive(Debug)]
pub(crate) struct PrincipalEntry<'d> {
    pub(crate) site: Site,
    pub(crate) text: &'d str,
    pub(crate) is: PrincipalText,
}

/// What the text of a principal is.
#[derive(Debug)]
pub(crate) enum PrincipalText {
    Arn(PrincipalArn),
    Wildcard,
    /// A principal that a grant cannot name, with what to name in its place.
    Unsupported {
        what: &'static str,
        instead: String,
    },
    Malformed(ArnError),
}

/// One Region of `replicas` and where it stands.
#[derive(Debug)]
pub(crate) struct ReplicaEntry<'d> {
    pub(crate) site: Site,
    pub(crate) text: &'d str,
    pub(crate) region: Result<Region, ArnError>,
}

/// One action and where it stands.
#[derive(Debug)]
pub(crate) struct ActionEntry<'d> {
    pub(crate) site: Site,
    pub(crate) text: &'d str,
    pub(crate) action: Option<Action>,
}

/// The values of `access` (R2.24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
    ReadWrite,
}

impl Access {
    const ALL: [(&'static str, Self); 3] =
        [("read", Self::Read), ("write", Self::Write), ("read_write", Self::ReadWrite)];

    /// The smallest set for the use. Listing is part of reading: without it a missing object looks like a
    /// denied one (R5.47). Writers decrypt: a multipart upload reads its own parts (R2.21).
    const fn actions(self, with_bucket: bool) -> &'static [Action] {
        match (self, with_bucket) {
            (Self::Read, false) => &[kms::Decrypt],
            (Self::Read, true) => &[kms::Decrypt, s3::GetObject, s3::ListBucket],
            (Self::Write | Self::ReadWrite, false) => &[kms::Decrypt, kms::GenerateDataKey],
            (Self::Write, true) => {
                &[kms::Decrypt, kms::GenerateDataKey, s3::PutObject, s3::AbortMultipartUpload]
            }
            (Self::ReadWrite, true) => &[
                kms::Decrypt,
                kms::GenerateDataKey,
                s3::GetObject,
                s3::ListBucket,
                s3::PutObject,
                s3::AbortMultipartUpload,
            ],
        }
    }
}

impl<'d> Candidate<'d> {
    pub(crate) fn of(draft: &'d Draft) -> Self {
        let key = draft.key.as_deref().map(KeyText::of);
        let actions = match draft.allow.as_deref() {
            Some(names) => {
                names.iter().enumerate().map(|(index, name)| ActionEntry::of(index, name)).collect()
            }
            None => draft.access_actions(),
        };
        Self {
            principals: draft.principal_entries(key.as_ref()),
            replicas: draft.replica_entries(),
            bucket: draft.bucket.as_deref().map(str::parse),
            key,
            actions,
            draft,
        }
    }

    /// The key, when its ARN is one that a grant can be made with.
    pub(crate) const fn key_arn(&self) -> Option<&KeyArn> {
        match &self.key {
            Some(KeyText::Arn(key)) => Some(key),
            _ => None,
        }
    }

    /// The Regions of replicas that could be parsed, each with its site.
    pub(crate) fn replica_regions(&self) -> impl Iterator<Item = (&Site, &Region)> {
        self.replicas.iter().filter_map(|entry| Some((&entry.site, entry.region.as_ref().ok()?)))
    }

    pub(crate) fn bucket_arn(&self) -> Option<&BucketArn> {
        self.bucket.as_ref()?.as_ref().ok()
    }

    /// The principals that could be parsed, each with its site.
    pub(crate) fn principal_arns(&self) -> impl Iterator<Item = (&Site, &PrincipalArn)> {
        self.principals.iter().filter_map(|entry| match &entry.is {
            PrincipalText::Arn(principal) => Some((&entry.site, principal)),
            _ => None,
        })
    }

    /// The actions that exist, each with its site.
    pub(crate) fn known_actions(&self) -> impl Iterator<Item = (&Site, Action)> {
        self.actions.iter().filter_map(|entry| Some((&entry.site, entry.action?)))
    }

    pub(crate) fn allows(&self, action: Action) -> bool {
        self.known_actions().any(|(_, known)| known == action)
    }

    /// How the principals are named; none when the text is neither way.
    pub(crate) fn bind(&self) -> Option<Bind> {
        match self.draft.bind.as_deref() {
            None | Some("principal") => Some(Bind::Principal),
            Some("principal_arn") => Some(Bind::PrincipalArn),
            Some(_) => None,
        }
    }

    /// What gives the key; none when the text is neither way.
    pub(crate) fn mechanism(&self) -> Option<Mechanism> {
        match self.draft.mechanism.as_deref() {
            None | Some("policy") => Some(Mechanism::Policy),
            Some("kms_grant") => Some(Mechanism::KmsGrant),
            Some(_) => None,
        }
    }

    pub(crate) fn is_by_kms_grant(&self) -> bool {
        self.mechanism() == Some(Mechanism::KmsGrant)
    }

    /// Where the identity policy lives; none when the text is neither place.
    pub(crate) fn identity_policy(&self) -> Option<IdentityPolicy> {
        match self.draft.identity_policy.as_deref() {
            None | Some("inline") => Some(IdentityPolicy::Inline),
            Some("managed") => Some(IdentityPolicy::Managed),
            Some(_) => None,
        }
    }

    /// The services of `via`, or the default: S3 with a bucket, any without.
    pub(crate) fn via(&self) -> Via {
        match self.draft.via.as_deref() {
            Some([any]) if any == "any" => Via::Any,
            Some(services) => Via::Services(services.iter().cloned().map(Cow::Owned).collect()),
            None if self.draft.bucket.is_some() => Via::Services(Cow::Borrowed(Via::S3_ALONE)),
            None => Via::Any,
        }
    }

    /// The grant, when every field could be parsed.
    pub(crate) fn grant(&self) -> Option<CrossAccountGrant> {
        let bucket = match &self.bucket {
            Some(Ok(bucket)) => Some(bucket.clone()),
            Some(Err(_)) => return None,
            None => None,
        };
        let principals: Vec<PrincipalArn> = self.principal_arns().map(|(_, arn)| arn.clone()).collect();
        let actions: Vec<Action> = self.known_actions().map(|(_, action)| action).collect();
        let conditions = self.draft.conditions.as_deref().unwrap_or_default();
        let replicas = self.replicas.iter().map(|entry| entry.region.clone().ok());
        Some(CrossAccountGrant {
            name: self.draft.name.as_deref()?.parse::<GrantName>().ok()?,
            key: self.key_arn()?.clone(),
            replicas: replicas.collect::<Option<_>>()?,
            bucket,
            prefixes: self.draft.prefixes.iter().flatten().cloned().map(Cow::Owned).collect(),
            principals: unique(principals).into_iter().collect(),
            actions: Cow::Owned(unique(actions)),
            via: self.via(),
            bucket_key: match self.draft.bucket_key {
                Some(false) => BucketKey::Disabled,
                Some(true) | None => BucketKey::Enabled,
            },
            bind: self.bind()?,
            mechanism: self.mechanism()?,
            identity_policy: self.identity_policy()?,
            conditions: by_operator(conditions.iter().map(condition).collect::<Option<_>>()?).into(),
        })
    }
}

impl Draft {
    /// The words that `access` may be.
    pub(crate) fn access_words() -> [&'static str; 3] {
        Access::ALL.map(|(word, _)| word)
    }

    fn access_actions(&self) -> Vec<ActionEntry<'_>> {
        let Some(word) = self.access.as_deref() else { return Vec::new() };
        let access = Access::ALL.into_iter().find(|(known, _)| *known == word);
        let actions = access.map_or([].as_slice(), |(_, access)| access.actions(self.bucket.is_some()));
        actions
            .iter()
            .map(|action| ActionEntry { site: Field::Access.site(), text: word, action: Some(*action) })
            .collect()
    }

    fn replica_entries(&self) -> Vec<ReplicaEntry<'_>> {
        let listed = self.replicas.iter().flatten().enumerate();
        listed
            .map(|(index, text)| {
                let site = Field::Replicas.site().index(index);
                ReplicaEntry { site, text, region: text.parse() }
            })
            .collect()
    }

    fn principal_entries(&self, key: Option<&KeyText<'_>>) -> Vec<PrincipalEntry<'_>> {
        let single = self.principal.iter().map(|text| (Field::Principal.site(), text));
        let listed = self.principals.iter().flatten().enumerate();
        single
            .chain(listed.map(|(index, text)| (Field::Principals.site().index(index), text)))
            .map(|(site, text)| PrincipalEntry { site, text, is: PrincipalText::of(text, key) })
            .collect()
    }
}

impl<'d> KeyText<'d> {
    fn of(text: &'d str) -> Self {
        let resource = Arn::parse(text).map_or(text, |arn| arn.resource);
        if resource.starts_with("alias/aws/") {
            return Self::AwsManaged(text);
        }
        if resource.starts_with("alias/") {
            return Self::Alias(text);
        }
        if !matches!(KeyId::of(text), KeyId::Other(_)) {
            return Self::BareId(text);
        }
        match text.parse::<KeyArn>() {
            Ok(key) if matches!(key.key_id(), KeyId::Other(_)) => {
                Self::OddId(KeyId::of(text.rsplit('/').next().unwrap_or_default()))
            }
            Ok(key) => Self::Arn(key),
            Err(error) => Self::Malformed(error),
        }
    }
}

impl PrincipalText {
    fn of(text: &str, key: Option<&KeyText<'_>>) -> Self {
        if text.contains(['*', '?']) {
            return Self::Wildcard;
        }
        if let (Ok(account), Some(KeyText::Arn(key))) = (text.parse::<AccountId>(), key) {
            return Self::Arn(PrincipalArn::account_root(key.partition(), account));
        }
        if let Some(unsupported) = Self::unsupported(text) {
            return unsupported;
        }
        text.parse().map_or_else(Self::Malformed, Self::Arn)
    }

    fn unsupported(text: &str) -> Option<Self> {
        let unsupported = |what, instead: String| Some(Self::Unsupported { what, instead });
        if let Some(("AROA" | "AIDA" | "AGPA", _)) = text.split_at_checked(4)
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            return unsupported(
                "the unique id of a principal; AWS writes it in place of one that was deleted",
                "name the ARN of the role or user that exists today".to_owned(),
            );
        }
        let Ok(arn) = Arn::parse(text) else {
            let is_service = text.ends_with(".amazonaws.com");
            return is_service
                .then(|| {
                    unsupported(
                        "a service principal",
                        "name the role or user on whose behalf the service acts".to_owned(),
                    )
                })
                .flatten();
        };
        let kind = arn.resource.split('/').next().unwrap_or_default();
        match (arn.service, kind) {
            ("sts", "assumed-role") => {
                let role = arn.resource.split('/').nth(1).unwrap_or_default();
                let instead =
                    format!("name the role, `arn:{}:iam::{}:role/{role}`", arn.partition, arn.account);
                unsupported("a role session", instead)
            }
            ("sts", "federated-user") => {
                let user = arn.resource.split('/').nth(1).unwrap_or_default();
                let instead =
                    format!("name the user, `arn:{}:iam::{}:user/{user}`", arn.partition, arn.account);
                unsupported("a federated user", instead)
            }
            ("iam", "group") => unsupported(
                "a group, which no policy can name as a principal",
                "name the users, or a role that they assume".to_owned(),
            ),
            _ => None,
        }
    }
}

impl<'d> ActionEntry<'d> {
    fn of(index: usize, text: &'d str) -> Self {
        Self { site: Field::Allow.site().index(index), text, action: Action::named(text) }
    }
}

fn condition(draft: &ConditionDraft) -> Option<GrantCondition> {
    let operator: Operator = draft.operator.parse().ok()?;
    Some(GrantCondition::new(operator, &draft.key, &draft.values))
}

/// The conditions of an operator together, as JSON has them, in order of first appearance.
fn by_operator(conditions: Vec<GrantCondition>) -> Vec<GrantCondition> {
    let operators = unique(conditions.iter().map(|condition| condition.operator().clone()).collect());
    let mut sorted = conditions;
    sorted.sort_by_key(|condition| operators.iter().position(|operator| operator == condition.operator()));
    sorted
}

/// The values without those that came before.
fn unique<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    values.into_iter().fold(Vec::new(), |mut seen, value| {
        if !seen.contains(&value) {
            seen.push(value);
        }
        seen
    })
}
