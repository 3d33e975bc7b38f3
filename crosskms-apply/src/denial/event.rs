//! Events of CloudTrail, alone or as its files, `lookup-events` and EventBridge wrap them.

use serde::Serialize;
use serde_json::Value;

use super::message::{self, service_of_operation};
use super::{Denial, UnreadDenial, scan};

/// What CloudTrail records beside the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// The account whose trail it is.
    pub recipient_account: Option<String>,
    /// The role of the caller's session, with its path.
    pub role: Option<String>,
    /// The account of the caller.
    pub caller_account: Option<String>,
    /// The account of the resource.
    pub resource_account: Option<String>,
    /// The id under which the other account's trail has the same request (R5.52).
    pub shared_event_id: Option<String>,
    /// The service that asked in the caller's name: `s3.amazonaws.com`.
    pub invoked_by: Option<String>,
    /// The VPC endpoint that the request passed.
    pub vpc_endpoint: Option<String>,
    /// The bucket or object, also where KMS saw it in the encryption context only.
    pub s3_arn: Option<String>,
}

/// The first event that failed in a text, which may stand in noise, otherwise the first at all; without one, nothing.
pub(super) fn find(text: &str) -> Option<Value> {
    let mut events = all(text);
    let chosen = events.iter().position(has_failed).unwrap_or(0);
    (chosen < events.len()).then(|| events.swap_remove(chosen))
}

/// All events in a text that failed.
pub(super) fn failed(text: &str) -> Vec<Value> {
    let mut events = all(text);
    events.retain(has_failed);
    events
}

fn all(text: &str) -> Vec<Value> {
    let between = |open: char, close: char| {
        let (start, end) = (text.find(open)?, text.rfind(close)?);
        serde_json::from_str(text.get(start..=end)?).ok()
    };
    let json = between('{', '}').or_else(|| between('[', ']'));
    json.map(|value| events(value, 0)).unwrap_or_default()
}

fn has_failed(event: &Value) -> bool {
    event.get("errorCode").is_some()
}

/// The events in whatever wraps them.
fn events(value: Value, depth: u8) -> Vec<Value> {
    if depth > 4 {
        return Vec::new();
    }
    let deeper = depth.saturating_add(1);
    match value {
        Value::Object(map) if map.contains_key("eventSource") && map.contains_key("eventName") => {
            vec![Value::Object(map)]
        }
        Value::Object(mut map) => {
            let wrappers = ["Records", "Events", "CloudTrailEvent", "detail", "event", "message"];
            let mut wrapped = wrappers.iter().filter_map(|name| Some(events(map.remove(*name)?, deeper)));
            wrapped.find(|events| !events.is_empty()).unwrap_or_default()
        }
        Value::Array(values) => values.into_iter().flat_map(|value| events(value, deeper)).collect(),
        Value::String(text) => {
            serde_json::from_str(&text).map(|value| events(value, deeper)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

pub(super) fn read(event: &Value) -> Result<Denial, UnreadDenial> {
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).map(scan::clean);
    let Some(code) = text("/errorCode") else { return Err(UnreadDenial::NoError) };
    let message = text("/errorMessage").unwrap_or_default();
    let read = message::of(&message, Some(&code))?;

    let operation = text("/eventName");
    let service = text("/eventSource").and_then(|source| Some(source.split('.').next()?.to_owned()));
    let invoked_by = text("/userIdentity/invokedBy").or_else(|| {
        text("/sourceIPAddress")
            .filter(|source| source.ends_with(".amazonaws.com") || source == "AWS Internal")
    });
    let resources = event.get("resources").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let resource = |member: &str, service: &str| {
        let of_service = resources.iter().filter(|resource| {
            let arn = resource.get("ARN").or_else(|| resource.get("ARNPrefix")).and_then(Value::as_str);
            arn.is_some_and(|arn| arn.split(':').nth(2) == Some(service))
        });
        of_service.filter_map(|resource| resource.get(member).and_then(Value::as_str)).map(scan::clean).next()
    };
    let kms = service.as_deref() == Some("kms");
    let bucket = text("/requestParameters/bucketName");
    let s3_arn = match (bucket, text("/requestParameters/key")) {
        (Some(bucket), Some(key)) => Some(format!("arn:{}:s3:::{bucket}/{key}", partition(event))),
        (Some(bucket), None) => Some(format!("arn:{}:s3:::{bucket}", partition(event))),
        (None, _) => text("/requestParameters/encryptionContext/aws:s3:arn"),
    };
    let found = if kms {
        resource("ARN", "kms")
            .or_else(|| text("/requestParameters/keyId").filter(|key| key.starts_with("arn:")))
    } else {
        s3_arn.clone().or_else(|| resource("ARN", "s3"))
    };
    let record = Record {
        recipient_account: text("/recipientAccountId"),
        role: text("/userIdentity/sessionContext/sessionIssuer/arn").filter(|arn| arn.contains(":role/")),
        caller_account: text("/userIdentity/accountId"),
        resource_account: resource("accountId", if kms { "kms" } else { "s3" }),
        shared_event_id: text("/sharedEventID"),
        invoked_by,
        vpc_endpoint: text("/vpcEndpointId"),
        s3_arn,
    };
    Ok(Denial {
        service: service.or_else(|| operation.as_deref().and_then(service_of_operation)).or(read.service),
        code: Some(code),
        principal: read.principal.or_else(|| text("/userIdentity/arn")),
        action: read
            .action
            .or_else(|| kms.then(|| operation.as_ref().map(|name| format!("kms:{name}"))).flatten()),
        resource: read.resource.or(found),
        request_id: text("/requestID").or(read.request_id),
        operation,
        record: Some(record),
        ..read
    })
}

/// The partition of the caller, or the usual one.
fn partition(event: &Value) -> &str {
    let arn = event.pointer("/userIdentity/arn").and_then(Value::as_str);
    arn.and_then(|arn| arn.split(':').nth(1)).filter(|name| name.starts_with("aws")).unwrap_or("aws")
}
