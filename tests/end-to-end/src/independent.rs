//! Calls through AWS's SDK for Python: what sets the stage, and what sees what crosskms has written.

use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::python;

/// One process of `independent.py`.
#[derive(Debug)]
pub(crate) struct Independent {
    process: Child,
    calls: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// An error that the local AWS answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The error code.
    pub code: String,
    /// The message.
    pub message: String,
}

impl Independent {
    pub(crate) fn start(endpoint: &str) -> Self {
        let mut command = python::script("independent.py");
        let mut process =
            command.arg(endpoint).stdout(Stdio::piped()).spawn().expect("Python can be started");
        let calls = process.stdin.take().expect("the process has a pipe");
        let answers = BufReader::new(process.stdout.take().expect("the process has a pipe"));
        Self { process, calls, answers }
    }

    pub(crate) fn call(
        &mut self,
        account: Option<&str>,
        region: &str,
        service: &str,
        call: &str,
        with: &Value,
    ) -> Result<Value, Refused> {
        let request =
            json!({"account": account, "region": region, "service": service, "call": call, "with": with});
        let mut answer = String::new();
        writeln!(self.calls, "{request}").expect("the independent client listens");
        self.answers.read_line(&mut answer).expect("the independent client answers");
        let mut answer: Value =
            serde_json::from_str(&answer).expect("the independent client answers in JSON");
        if let Some(error) = answer.get("error") {
            let text = |name| error.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            return Err(Refused { code: text("code"), message: text("message") });
        }
        Ok(answer.get_mut("ok").map(Value::take).unwrap_or_default())
    }
}

impl Drop for Independent {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for Refused {}
