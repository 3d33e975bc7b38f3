//! Error texts of SDKs, of the AWS CLI and of S3's XML.

use crosskms::action::Action;

use super::code::{self, Meaning};
use super::scan::{self, after, begins, has, split, word};
use super::{Denial, Policies, Reason, UnreadDenial};

/// The settings of Block Public Access.
const PUBLIC_ACCESS_BLOCK: &[&str] =
    &["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

const MARKER: &str = "not authorized to perform";

/// Operations of S3 that no action is named after.
const S3_OPERATIONS: &[&str] = &[
    "CompleteMultipartUpload",
    "CopyObject",
    "CreateMultipartUpload",
    "DeleteObjects",
    "HeadBucket",
    "HeadObject",
    "ListObjectVersions",
    "ListObjects",
    "ListObjectsV2",
    "ListParts",
    "SelectObjectContent",
    "UploadPart",
    "UploadPartCopy",
];

/// Reads a text without CloudTrail's frame.
pub(super) fn read(text: &str) -> Result<Denial, UnreadDenial> {
    let text = scan::clean(text);
    let code = code_of(&text);
    of(&text, code)
}

/// What a clean text says, with the code that came with it.
pub(super) fn of(text: &str, code: Option<&str>) -> Result<Denial, UnreadDenial> {
    let statement = Statement::of(text);
    let meaning = code.and_then(|code| code::meaning(code, text));
    let reason = match (&statement, meaning) {
        // The text of a denial says more than any code; a service may answer it under a code of its own.
        (Some(statement), _) => statement.reason.clone(),
        (None, Some(Meaning::Fault(fault))) => Reason::Fault(fault),
        (None, _) if is_concealed(text) => Reason::Concealed,
        (None, Some(Meaning::Denial)) if has(text, "VPC endpoint policy") => {
            Reason::Refused(Policies::VpcEndpoint)
        }
        (None, Some(Meaning::Denial)) => Reason::Bare,
        (None, None) if has(text, "Access Denied") || has(text, "403 Forbidden") => Reason::Bare,
        (None, None) => {
            return Err(code.map_or(UnreadDenial::Unknown, |code| UnreadDenial::UnknownCode(code.to_owned())));
        }
    };
    let statement = statement.unwrap_or_default();
    let operation = operation(text);
    let of_kms = reason == Reason::Concealed || statement.action.is_some_and(|action| begins(action, "kms:"));
    let service = service(text)
        .or_else(|| operation.and_then(service_of_operation))
        .or_else(|| code.filter(|code| begins(code, "KMS.")).map(|_| "s3".to_owned()))
        // KMS says `AccessDeniedException`; S3 passes its texts on as `AccessDenied` (R5.50).
        .or_else(|| code.filter(|code| of_kms && *code == "AccessDenied").map(|_| "s3".to_owned()))
        .or_else(|| service_of_fault(&reason))
        .or_else(|| statement.action.and_then(|action| action.split_once(':')).map(|(s, _)| s.to_owned()))
        .or_else(|| of_kms.then(|| "kms".to_owned()));
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(Denial {
        reason,
        service,
        code: owned(code),
        operation: owned(operation),
        principal: owned(statement.principal),
        action: owned(statement.action),
        resource: owned(statement.resource).or_else(|| key_in(text)),
        object: s3_uri(text, statement.principal),
        policy_arn: owned(statement.policy_arn),
        encoded: has(text, "Encoded authorization failure message"),
        request_id: owned(request_id(text)),
        record: None,
    })
}

/// `User: … is not authorized to perform: … on resource: … because …`
#[derive(Debug)]
struct Statement<'t> {
    principal: Option<&'t str>,
    action: Option<&'t str>,
    resource: Option<&'t str>,
    reason: Reason,
    policy_arn: Option<&'t str>,
}

impl Default for Statement<'_> {
    fn default() -> Self {
        Self { principal: None, action: None, resource: None, reason: Reason::Unsaid, policy_arn: None }
    }
}

impl<'t> Statement<'t> {
    fn of(text: &'t str) -> Option<Self> {
        // `You are not authorized to perform this operation.` may stand before the sentence that says more.
        let (before, rest) = split(text, &format!("{MARKER}:")).or_else(|| split(text, MARKER))?;
        let rest = rest.trim_start_matches([':', ' ']);
        let action = word(rest).filter(|word| is_action(word));
        let resource = after(rest, "on resource:").and_then(resource);
        let (reason, policy_arn) = reason(rest);
        Some(Self { principal: principal(before), action, resource, reason, policy_arn })
    }
}

/// The last word before `is not authorized`, if it names somebody.
fn principal(before: &str) -> Option<&str> {
    let before = before.trim_end();
    let before = before.strip_suffix(" is").or_else(|| before.strip_suffix(" are")).unwrap_or(before);
    let name = before.rsplit(' ').next().map(|name| name.trim_matches(['"', '\'', '`', ',']))?;
    let named = before.strip_suffix(name).is_some_and(|start| {
        let start = start.trim_end_matches(['"', '\'', ' ']);
        ends(start, "User:") || ends(start, "User")
    });
    (!name.is_empty() && (name.starts_with("arn:") || named)).then_some(name)
}

/// S3 quotes the ARN, whose key may have spaces; KMS does not.
fn resource(text: &str) -> Option<&str> {
    let text = text.trim_start();
    match text.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().filter(|arn| !arn.is_empty()),
        None => word(text),
    }
}

fn reason(text: &str) -> (Reason, Option<&str>) {
    if is_concealed(text) {
        return (Reason::Concealed, None);
    }
    if let Some(named) = after(text, "because no ") {
        return (Reason::NotAllowed(policies(named)), None);
    }
    if let Some(rest) = after(text, "explicit deny") {
        let Some(named) = ["in an ", "in a ", "in the "].iter().find_map(|article| strip(rest, article))
        else {
            return (Reason::Denied(None), None);
        };
        let arn = after(named, "policy ARN:").or_else(|| {
            let (before, arn) = split(named, ": arn:")?;
            // Further texts of a log may hold ARNs as well.
            (before.split(' ').count() <= 3).then(|| named.strip_prefix(before).unwrap_or(arn))
        });
        let arn = arn
            .and_then(|arn| word(arn.trim_start_matches([':', ' '])))
            .filter(|arn| arn.starts_with("arn:"));
        return (Reason::Denied(Some(policies(named))), arn);
    }
    if let Some(because) = after(text, "because ").filter(|because| has(because, "block public access")) {
        let setting = because.split_whitespace().find(|word| PUBLIC_ACCESS_BLOCK.contains(word));
        return (Reason::PublicAccessBlocked(setting.map(str::to_owned)), None);
    }
    (Reason::Unsaid, None)
}

/// The type at the beginning of a text; logs cut texts off, so its first letters are enough.
fn policies(named: &str) -> Policies {
    const TYPES: &[(&str, Policies)] = &[
        ("identity", Policies::IdentityBased),
        ("resource-based", Policies::ResourceBased),
        ("service control", Policies::ServiceControl),
        ("resource control", Policies::ResourceControl),
        ("session", Policies::Session),
        ("permissions boundary", Policies::PermissionsBoundary),
        ("permission boundary", Policies::PermissionsBoundary),
        ("VPC endpoint", Policies::VpcEndpoint),
        ("role trust", Policies::RoleTrust),
    ];
    TYPES.iter().find(|(start, _)| begins(named, start)).map_or_else(
        || {
            let name = split(named, " polic").map_or("", |(name, _)| name);
            Policies::Other(name.split(' ').take(3).collect::<Vec<_>>().join(" "))
        },
        |(_, policies)| policies.clone(),
    )
}

fn is_concealed(text: &str) -> bool {
    has(text, "because the resource does not exist in this Region")
        || has(text, "ciphertext refers to a customer master key that does not exist")
}

/// The code where a text marks it, or anywhere.
fn code_of(text: &str) -> Option<&str> {
    let marked = split(text, ") when calling the ")
        .and_then(|(before, _)| before.rsplit_once('('))
        .map(|(_, code)| code)
        .or_else(|| after(text, "<Code>").and_then(|rest| rest.split('<').next()))
        .or_else(|| after(text, "Error Code:").and_then(word))
        .or_else(|| after(text, "api error ").and_then(|rest| rest.split(':').next()))
        .or_else(|| after(text, "\"__type\"").map(|rest| rest.trim_start_matches([':', ' '])).and_then(word))
        .map(|code| code.rsplit('#').next().unwrap_or(code))
        .map(|code| code.split(['"', ',']).next().unwrap_or(code).trim());
    marked.filter(|code| is_code(code)).or_else(|| code::anywhere(text))
}

/// `GetObject` of `when calling the GetObject operation`, `operation error S3: GetObject,`.
fn operation(text: &str) -> Option<&str> {
    let boto = after(text, "when calling the ").and_then(word);
    let go = after(text, "operation error ")
        .and_then(|rest| rest.split_once(": "))
        .and_then(|(_, rest)| word(rest));
    boto.or(go).filter(|name| is_code(name))
}

/// The service that answered, where the text says it.
fn service(text: &str) -> Option<String> {
    let named = after(text, "(Service:")
        .and_then(|rest| rest.split([';', ',']).next())
        .or_else(|| after(text, "operation error ").and_then(|rest| rest.split(':').next()))?;
    let named = named.trim().to_ascii_lowercase().replace([' ', '_'], "");
    match named.strip_prefix("amazon").or_else(|| named.strip_prefix("aws")).unwrap_or(&named) {
        service @ ("s3" | "kms") => Some(service.to_owned()),
        "securitytokenservice" | "sts" => Some("sts".to_owned()),
        _ => None,
    }
}

pub(super) fn service_of_operation(operation: &str) -> Option<String> {
    let is = |service: &str| Action::named(&format!("{service}:{operation}")).is_some();
    if begins(operation, "AssumeRole") {
        return Some("sts".to_owned());
    }
    match (is("kms"), is("s3") || S3_OPERATIONS.contains(&operation)) {
        (true, false) => Some("kms".to_owned()),
        (false, true) => Some("s3".to_owned()),
        _ => None,
    }
}

/// Codes that only one service has.
fn service_of_fault(reason: &Reason) -> Option<String> {
    use super::Fault::{
        BucketMissing, Ciphertext, DryRun, KeyDisabled, KeyMissing, KeyPendingDeletion, KeyPendingImport,
        KeyState, KeyUsage, ObjectMissing,
    };
    match reason {
        Reason::Fault(
            KeyDisabled | KeyPendingDeletion | KeyPendingImport | KeyState | KeyUsage | KeyMissing
            | Ciphertext | DryRun,
        ) => Some("kms".to_owned()),
        Reason::Fault(ObjectMissing | BucketMissing) => Some("s3".to_owned()),
        _ => None,
    }
}

/// `<key ARN> is disabled.`, `Key 'arn:…' does not exist`: the ARN of a key anywhere in the text.
fn key_in(text: &str) -> Option<String> {
    let start = text
        .split(['\'', '"', ' ', '(', '>'])
        .find(|word| word.starts_with("arn:") && word.contains(":kms:"))?;
    word(start).map(str::to_owned)
}

/// `upload failed: … to s3://example/a`, `s3a://example/a: getFileStatus on …`: the ARN of the one object that a text names.
fn s3_uri(text: &str, principal: Option<&str>) -> Option<String> {
    let path = |scheme: &'static str| {
        text.split(scheme).skip(1).filter_map(word).map(|path| path.trim_end_matches(':'))
    };
    let mut paths = ["s3://", "s3a://", "s3n://"].into_iter().flat_map(path);
    let first = paths.next()?;
    let partition = principal.and_then(|arn| arn.split(':').nth(1)).unwrap_or("aws");
    (!first.is_empty() && paths.all(|other| other == first)).then(|| format!("arn:{partition}:s3:::{first}"))
}

fn request_id(text: &str) -> Option<&str> {
    ["RequestId", "Request ID", "request_id"].iter().find_map(|name| {
        let (before, rest) = split(text, name)?;
        let rest =
            rest.trim_start_matches([':', '=', '"', '\'', '>', ' ']).strip_prefix("Some(\"").unwrap_or(rest);
        let rest = rest.trim_start_matches([':', '=', '"', '\'', '>', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let (id, _) = rest.split_at_checked(end)?;
        (id.len() >= 8 && !ends(before, "Extended ")).then_some(id)
    })
}

fn is_action(word: &str) -> bool {
    word.split_once(':').is_some_and(|(service, name)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '*');
        !service.is_empty() && !name.is_empty() && service.chars().all(plain) && name.chars().all(plain)
    })
}

fn is_code(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    (1..=80).contains(&word.len()) && word.chars().all(plain)
}

fn strip<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let text = text.trim_start();
    begins(text, start).then(|| text.split_at_checked(start.len())).flatten().map(|(_, rest)| rest)
}

fn ends(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    start
        .and_then(|start| text.split_at_checked(start))
        .is_some_and(|(_, tail)| tail.eq_ignore_ascii_case(end))
}
