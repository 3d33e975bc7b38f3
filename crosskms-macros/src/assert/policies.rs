//! The field `policies`: files, by what they are attached to.

use crosskms_core::arn::{ArnError, BucketArn, KeyArn, PrincipalArn};
use crosskms_core::policy::PolicyType;
use crosskms_core::rules::{DUPLICATE_FIELD, MALFORMED_ARN};
use crosskms_core::site::Site;
use proc_macro2::{Delimiter, TokenTree};

use super::fields::fields;
use super::reader::{PolicyFile, Reader};
use crate::value::{self, Misplaced, excerpt, group, split, text};

const FIELDS: [&str; 8] = ["identity", "key", "bucket", "boundary", "session", "scps", "rcps", "endpoint"];

/// Everything that files say.
#[derive(Default)]
pub(super) struct Policies {
    pub(super) identity: Attached,
    pub(super) key: Attached,
    pub(super) bucket: Attached,
    pub(super) boundary: Attached,
    pub(super) session: Vec<PolicyFile>,
    pub(super) scps: Option<Vec<Vec<PolicyFile>>>,
    pub(super) rcps: Option<Vec<Vec<PolicyFile>>>,
    pub(super) endpoint: Vec<PolicyFile>,
}

/// Files, and what they are attached to.
#[derive(Default)]
pub(super) enum Attached {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// They are attached to whatever the requests name.
    ToAll(Vec<PolicyFile>),
    /// Each is attached to the resource or principal of this ARN.
    ToEach(Vec<(String, Vec<PolicyFile>)>),
}

impl Attached {
    /// The files that are attached to this ARN; none where that is not said.
    pub(super) fn to(&self, arn: &str) -> Option<&[PolicyFile]> {
        match self {
            Self::Unsaid => None,
            Self::ToAll(files) => Some(files),
            Self::ToEach(each) => {
                each.iter().find(|(known, _)| known == arn).map(|(_, files)| files.as_slice())
            }
        }
    }
}

impl Policies {
    pub(super) fn read(value: &[TokenTree], reader: &mut Reader) -> Self {
        let mut policies = Self::default();
        let Some(block) = group(value, Delimiter::Brace) else {
            let message = format!("expected a block of policies, found `{}`", excerpt(value));
            let help = "write `{ identity: \"role.json\", key: \"key-policy.json\" }`";
            reader.misplaced(Misplaced::new(value, message, help));
            return policies;
        };
        for field in fields(block, "`policies`", &FIELDS, reader) {
            let value = field.value.as_slice();
            match field.name {
                "identity" => policies.identity = attached(value, &IDENTITY, reader),
                "boundary" => policies.boundary = attached(value, &BOUNDARY, reader),
                "key" => policies.key = attached(value, &KEY, reader),
                "bucket" => policies.bucket = attached(value, &BUCKET, reader),
                "session" => policies.session = files(value, &SESSION, reader),
                "endpoint" => policies.endpoint = files(value, &ENDPOINT, reader),
                "scps" => policies.scps = levels(value, &SCP, reader),
                _ => policies.rcps = levels(value, &RCP, reader),
            }
        }
        policies
    }
}

/// What a field takes.
struct Kind {
    policy_type: PolicyType,
    /// Whether there can be several.
    several: bool,
    /// Why a text is not the ARN of what the policies are attached to; none where they are attached to no such thing.
    check: Option<fn(&str) -> Option<ArnError>>,
}

const IDENTITY: Kind =
    Kind { policy_type: PolicyType::IdentityPolicy, several: true, check: Some(no_principal) };
const BOUNDARY: Kind =
    Kind { policy_type: PolicyType::PermissionsBoundary, several: false, check: Some(no_principal) };
const KEY: Kind = Kind {
    policy_type: PolicyType::KeyPolicy,
    several: false,
    check: Some(|arn| arn.parse::<KeyArn>().err()),
};
const BUCKET: Kind = Kind {
    policy_type: PolicyType::BucketPolicy,
    several: false,
    check: Some(|arn| arn.parse::<BucketArn>().err()),
};
const SESSION: Kind = Kind { policy_type: PolicyType::SessionPolicy, several: true, check: None };
const ENDPOINT: Kind = Kind { policy_type: PolicyType::EndpointPolicy, several: false, check: None };
const SCP: Kind = Kind { policy_type: PolicyType::ServiceControlPolicy, several: true, check: None };
const RCP: Kind = Kind { policy_type: PolicyType::ResourceControlPolicy, several: true, check: None };

fn no_principal(arn: &str) -> Option<ArnError> {
    arn.parse::<PrincipalArn>().err()
}

/// Files for all, or `{ "arn:…": files, … }`.
fn attached(value: &[TokenTree], kind: &Kind, reader: &mut Reader) -> Attached {
    let (Some(block), Some(check)) = (group(value, Delimiter::Brace), kind.check) else {
        return Attached::ToAll(files(value, kind, reader));
    };
    let mut each: Vec<(String, Vec<PolicyFile>)> = Vec::new();
    for chunk in split(block) {
        let (arn, value) = match chunk.as_slice() {
            [arn @ TokenTree::Literal(_), TokenTree::Punct(colon), value @ ..]
                if colon.as_char() == ':' && !value.is_empty() =>
            {
                (std::slice::from_ref(arn), value)
            }
            chunk => {
                let message = format!("expected an ARN and its policy, found `{}`", excerpt(chunk));
                reader.misplaced(Misplaced::new(chunk, message, "write `\"arn:…\": \"policy.json\"`"));
                continue;
            }
        };
        let Some(text) = reader.value(arn, value::string) else { continue };
        let wrong = if let Some(error) = check(&text) {
            let help = format!("write the ARN of what the {} is attached to", kind.policy_type);
            Some(MALFORMED_ARN.finding(Site::whole(), error.to_string(), Some(help)))
        } else if each.iter().any(|(known, _)| *known == text) {
            let help = "keep one of the two".to_owned();
            Some(DUPLICATE_FIELD.finding(Site::whole(), format!("`{text}` is given twice"), Some(help)))
        } else {
            None
        };
        match wrong {
            Some(finding) => reader.found(finding, arn),
            None => each.push((text, files(value, kind, reader))),
        }
    }
    Attached::ToEach(each)
}

/// `"file.json"`, `["file.json", …]` or `none`.
fn files(value: &[TokenTree], kind: &Kind, reader: &mut Reader) -> Vec<PolicyFile> {
    if text(value) == "none" {
        return Vec::new();
    }
    match group(value, Delimiter::Bracket) {
        Some(items) if kind.several => {
            split(items).iter().filter_map(|chunk| reader.policy(chunk, kind.policy_type)).collect()
        }
        Some(_) => {
            let message = format!("there can be one {}, found a list", kind.policy_type);
            reader.misplaced(Misplaced::new(value, message, "write the name of one file"));
            Vec::new()
        }
        None if matches!(value, [TokenTree::Ident(_) | TokenTree::Group(_)]) => {
            let message = format!("expected the name of a file, found `{}`", excerpt(value));
            reader.misplaced(Misplaced::new(value, message, "write a string in double quotes, or `none`"));
            Vec::new()
        }
        None => reader.policy(value, kind.policy_type).into_iter().collect(),
    }
}

/// `[["root.json"], ["account.json", …]]`, the organization's root first; or `none`.
fn levels(value: &[TokenTree], kind: &Kind, reader: &mut Reader) -> Option<Vec<Vec<PolicyFile>>> {
    if text(value) == "none" {
        return None;
    }
    let levels = group(value, Delimiter::Bracket).map(split).unwrap_or_default();
    let is_level = |chunk: &Vec<TokenTree>| group(chunk, Delimiter::Bracket).is_some();
    if levels.is_empty() || !levels.iter().all(is_level) {
        let message = format!("expected the levels of an organization, found `{}`", excerpt(value));
        let help = "write a list for each level, the root first: `[[\"root.json\"], [\"account.json\"]]`";
        reader.misplaced(Misplaced::new(value, message, help));
        return None;
    }
    Some(levels.iter().map(|level| files(level, kind, reader)).collect())
}
