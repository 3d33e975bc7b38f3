//! Errors in the shape of each service (R5.55, R5.57).

use super::request::Request;

pub(super) fn throttled(request: &Request) -> Vec<u8> {
    let rate = "You have exceeded the rate at which you may call this.";
    match request.service() {
        "kms" => json("400 Bad Request", "ThrottlingException", rate),
        "iam" | "sts" => query("400 Bad Request", "Throttling", rate),
        _ => rest(request, "503 Slow Down", "SlowDown", "Please reduce your request rate."),
    }
}

pub(super) fn internal_error(request: &Request) -> Vec<u8> {
    let message = "We encountered an internal error. Please try again.";
    match request.service() {
        "kms" => json("500 Internal Server Error", "KMSInternalException", message),
        "iam" | "sts" => query("500 Internal Server Error", "ServiceFailure", message),
        _ => rest(request, "500 Internal Server Error", "InternalError", message),
    }
}

pub(super) fn denied(request: &Request) -> Vec<u8> {
    let message = "User: arn:aws:sts::111122223333:assumed-role/operator/o is not authorized to perform this";
    match request.service() {
        "kms" => json("400 Bad Request", "AccessDeniedException", message),
        "iam" | "sts" => query("403 Forbidden", "AccessDenied", message),
        _ => rest(request, "403 Forbidden", "AccessDenied", message),
    }
}

fn json(status: &str, code: &str, message: &str) -> Vec<u8> {
    let body = serde_json::json!({"__type": code, "message": message}).to_string();
    http(status, "application/x-amz-json-1.1", &body)
}

fn query(status: &str, code: &str, message: &str) -> Vec<u8> {
    let body = format!(
        "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error><RequestId>1</RequestId></ErrorResponse>"
    );
    http(status, "text/xml", &body)
}

fn rest(request: &Request, status: &str, code: &str, message: &str) -> Vec<u8> {
    if request.is_head() {
        return http(status, "application/xml", "");
    }
    let body =
        format!("<Error><Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId></Error>");
    http(status, "application/xml", &body)
}

fn http(status: &str, kind: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}
