//! A request as it comes over the line.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;

/// The head and the body, as they were sent.
pub(super) struct Request {
    head: String,
    body: Vec<u8>,
}

impl Request {
    /// Reads one; none, if the connection ends before.
    pub(super) fn read(client: &mut TcpStream) -> Option<Self> {
        // Byte by byte, a head would take a thousand calls of the system.
        let mut client = BufReader::new(client);
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            if client.read_until(b'\n', &mut head).ok()? == 0 {
                return None;
            }
        }
        let mut request = Self { head: String::from_utf8(head).ok()?, body: Vec::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        request.body.resize(length, 0);
        client.read_exact(&mut request.body).ok()?;
        Some(request)
    }

    /// What is sent on: the same, and the connection ends with the answer.
    pub(super) fn forwarded(&self) -> Vec<u8> {
        let lines = self.head.trim_end().lines();
        let kept = lines.filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
        let head: String = kept.flat_map(|line| [line, "\r\n"]).collect();
        let mut bytes = format!("{head}Connection: close\r\n\r\n").into_bytes();
        bytes.extend(&self.body);
        bytes
    }

    /// What two requests for the same thing have in common.
    pub(super) fn identity(&self) -> Vec<u8> {
        let mut identity = format!("{} {}", self.call(), self.first_line()).into_bytes();
        identity.extend(&self.body);
        identity
    }

    /// The service, as the signature names it.
    pub(super) fn service(&self) -> &str {
        let scope = self.header("authorization").unwrap_or_default();
        scope.split('/').nth(3).unwrap_or("s3")
    }

    /// Whether the answer has no body.
    pub(super) fn is_head(&self) -> bool {
        self.head.starts_with("HEAD ")
    }

    /// Which call it is.
    pub(super) fn call(&self) -> String {
        let service = self.service();
        let name = match service {
            "kms" => {
                self.header("x-amz-target").and_then(|target| target.rsplit('.').next()).map(str::to_owned)
            }
            "iam" | "sts" => {
                let form = String::from_utf8_lossy(&self.body).into_owned();
                form.split('&').find_map(|field| field.strip_prefix("Action=").map(str::to_owned))
            }
            _ => {
                let mut parts = self.first_line().split(' ');
                let (method, path) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
                let query = path.split_once('?').map_or("", |(_, query)| query);
                let about = query.split('&').map(|field| field.split('=').next().unwrap_or_default());
                let about = about.into_iter().find(|field| !field.is_empty() && *field != "x-id");
                Some(format!("{method} {}", about.unwrap_or("bucket")))
            }
        };
        format!("{service}:{}", name.unwrap_or_default())
    }

    fn first_line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}
