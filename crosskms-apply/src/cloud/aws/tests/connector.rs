//! AWS in process: the real clients, answered by a function.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_s3::primitives::SdkBody;
use aws_smithy_async::time::SystemTimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;

/// What a request says, as far as answers depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Whose credentials signed it.
    pub(super) access_key: String,
    pub(super) region: String,
    pub(super) service: String,
    pub(super) uri: String,
    /// The operation of KMS, for example `TrentService.CreateKey`.
    pub(super) target: String,
    /// The account that must own the bucket.
    pub(super) expected_owner: Option<String>,
    /// Whether the request agrees to a bucket policy that locks the caller out.
    pub(super) confirms_lock_out: bool,
    pub(super) body: String,
}

/// An answer: when it comes, status, headers, body.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub(super) after: Duration,
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, &'static str)>,
    pub(super) body: String,
}

/// Every request that came, and the function that answers them; no answer is a broken connection.
#[derive(Clone)]
pub(super) struct FakeAws {
    requests: Arc<Mutex<Vec<Request>>>,
    answer: fn(&Request) -> Option<Answer>,
}

impl FakeAws {
    pub(super) fn new(answer: fn(&Request) -> Option<Answer>) -> Self {
        Self { requests: Arc::default(), answer }
    }

    /// A configuration whose requests come here, signed with `access_key`.
    pub(super) fn config(&self, access_key: &str) -> SdkConfig {
        let connector = SharedHttpConnector::new(self.clone());
        let credentials = Credentials::new(access_key, "secret", None, None, "test");
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(http_client_fn(move |_, _| connector.clone()))
            .retry_config(aws_config::retry::RetryConfig::standard())
            .region(aws_config::Region::from_static("us-east-1"))
            .time_source(SystemTimeSource::new())
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .build()
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

impl HttpConnector for FakeAws {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let request = Request::from(&request);
        let answer = (self.answer)(&request);
        self.requests.lock().unwrap().push(request);
        let Some(answer) = answer else {
            return HttpConnectorFuture::ready(Err(ConnectorError::io("connection refused".into())));
        };
        HttpConnectorFuture::new(async move {
            tokio::time::sleep(answer.after).await;
            let mut response =
                HttpResponse::new(answer.status.try_into().unwrap(), SdkBody::from(answer.body));
            for (name, value) in answer.headers {
                response.headers_mut().insert(name, value);
            }
            Ok(response)
        })
    }
}

impl std::fmt::Debug for FakeAws {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FakeAws")
    }
}

impl From<&HttpRequest> for Request {
    fn from(request: &HttpRequest) -> Self {
        let authorization = request.headers().get("authorization").unwrap_or_default();
        let scope = authorization.split_once("Credential=").map_or("", |(_, rest)| rest);
        let mut scope = scope.split(['/', ',']).map(str::to_owned);
        let mut next = || scope.next().unwrap_or_default();
        let (access_key, _date, region, service) = (next(), next(), next(), next());
        let body = request.body().bytes().map(String::from_utf8_lossy).unwrap_or_default().into_owned();
        let expected_owner = request.headers().get("x-amz-expected-bucket-owner").map(str::to_owned);
        let confirms_lock_out = request.headers().contains_key("x-amz-confirm-remove-self-bucket-access");
        let uri = request.uri().to_owned();
        let target = request.headers().get("x-amz-target").unwrap_or_default().to_owned();
        Self { access_key, region, service, uri, target, expected_owner, confirms_lock_out, body }
    }
}

/// An error as KMS writes it.
pub(super) fn json_error(status: u16, code: &str, message: &str) -> Option<Answer> {
    let body = format!(r#"{{"__type":"{code}","message":"{message}"}}"#);
    Some(Answer { status, body, ..Answer::default() })
}

/// An error as IAM and STS write it.
pub(super) fn query_error(status: u16, code: &str, message: &str) -> Option<Answer> {
    let body = format!(
        "<ErrorResponse><Error><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    );
    Some(Answer { status, body, ..Answer::default() })
}

/// An error as S3 writes it.
pub(super) fn s3_error(status: u16, code: &str, message: &str) -> Option<Answer> {
    let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
    Some(Answer { status, body, ..Answer::default() })
}

/// An answer for which nobody waits.
pub(super) fn silence() -> Answer {
    Answer { after: Duration::from_secs(3600), status: 200, ..Answer::default() }
}

/// A good answer.
pub(super) fn ok(body: impl Into<String>) -> Option<Answer> {
    Some(Answer { status: 200, body: body.into(), ..Answer::default() })
}

/// `GetRole`, with this ARN.
pub(super) fn role_with_arn(arn: &str) -> Option<Answer> {
    ok(format!(
        "<GetRoleResponse><GetRoleResult><Role><Path>/</Path><RoleName>analytics</RoleName><RoleId>A</RoleId>\
         <Arn>{arn}</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate></Role></GetRoleResult></GetRoleResponse>"
    ))
}
