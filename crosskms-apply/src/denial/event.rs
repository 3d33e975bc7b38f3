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

/// The event in a text, which may stand in noise; without one, nothing.
pub(super) fn find(text: &str) -> Option<Value> {
    let (start, end) = (text.find('{')?, text.rfind('}')?);
    let json = text.get(start..=end)?;
    event(serde_json::from_str(json).ok()?, 0)
}

/// The first event that failed, otherwise the first at all.
fn event(value: Value, depth: u8) -> Option<Value> {
    if depth > 4 {
        return None;
    }
    let deeper = depth.saturating_add(1);
    match value {
        Value::Object(map) if map.contains_key("eventSource") && map.contains_key("eventName") => {
            Some(Value::Object(map))
        }
        Value::Object(mut map) => {
            let wrappers = ["Records", "Events", "CloudTrailEvent", "detail", "event", "message"];
            wrappers.iter().find_map(|name| event(map.remove(*name)?, deeper))
        }
        Value::Array(values) => {
            let mut events: Vec<Value> =
                values.into_iter().filter_map(|value| event(value, deeper)).collect();
            let failed = events.iter().position(|event| event.get("errorCode").is_some());
            let chosen = failed.unwrap_or(0);
            (chosen < events.len()).then(|| events.swap_remove(chosen))
        }
        Value::String(text) => event(serde_json::from_str(&text).ok()?, deeper),
        _ => None,
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
