//! The server that stands for all services of AWS.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError, mpsc};
use std::thread;

use crosskms_apply::cloud::aws::AwsCloud;
use serde_json::Value;
use tempfile::TempDir;

use crate::account::Account;
use crate::independent::{Independent, Refused};
use crate::python;

/// A server with its accounts; it ends when it is dropped, at the latest with the process.
#[derive(Debug)]
pub struct LocalAws {
    server: Child,
    endpoint: String,
    independent: Mutex<Independent>,
    settings: TempDir,
    /// The text of the configuration file in `settings`.
    profiles: Mutex<String>,
    created: AtomicUsize,
}

impl LocalAws {
    /// The server that the tests of one process share: it starts with the first and ends with the process.
    ///
    /// Tests do not meet on it, for whatever [accounts](Account) create has a name of its own.
    ///
    /// # Panics
    ///
    /// As [`start`](Self::start) does.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<LocalAws> = LazyLock::new(LocalAws::start);
        &SHARED
    }

    /// Starts an empty server on a free port, for a test that needs one to itself.
    ///
    /// # Panics
    ///
    /// When Python or the packages of `requirements.txt` are not to be had.
    pub fn start() -> Self {
        let settings = TempDir::new().expect("a folder for settings can be made");
        let mut server = python::script("server.py")
            .arg(settings.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Python can be started");
        let endpoint = announced(&mut server);
        let independent = Mutex::new(Independent::start(&endpoint));
        let aws = Self {
            server,
            endpoint,
            independent,
            settings,
            profiles: Mutex::default(),
            created: AtomicUsize::new(0),
        };
        aws.add_profile("[default]", "aws_access_key_id = base\naws_secret_access_key = base\n");
        aws
    }

    /// The address that takes the place of all services.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// An account with credentials for it, and with a profile of the same name for [commands](Self::command).
    pub fn account(&self, id: &str) -> Account<'_> {
        Account::new(self, id)
    }

    /// The cloud of these accounts.
    pub fn cloud<'a>(&self, accounts: impl IntoIterator<Item = &'a Account<'a>>) -> AwsCloud {
        AwsCloud::from_configs(accounts.into_iter().map(|account| (account.id(), account.config())))
    }

    /// A command that sees no settings for AWS but those of this server: the profiles of its accounts, and
    /// default credentials that may assume a role in every account.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        python::without_aws_settings(&mut command);
        command.env("AWS_CONFIG_FILE", self.config_file());
        command
    }

    /// How many requests the server was sent, by service: `kms`, `s3`, `iam`, `sts`.
    ///
    /// # Panics
    ///
    /// When the server does not answer.
    pub fn requests(&self) -> BTreeMap<String, usize> {
        let address = self.endpoint.trim_start_matches("http://");
        let mut connection = TcpStream::connect(address).expect("the server listens");
        let request = format!("GET /requests HTTP/1.0\r\nHost: {address}\r\n\r\n");
        connection.write_all(request.as_bytes()).expect("the server listens");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("the server answers");
        let (_, numbers) = answer.split_once("\r\n\r\n").expect("the answer has a body");
        serde_json::from_str(numbers).expect("the answer is JSON")
    }

    /// A call of the independent client; without account it is made with the default credentials.
    ///
    /// # Errors
    ///
    /// What the server answers.
    pub fn call(
        &self,
        account: Option<&str>,
        region: &str,
        service: &str,
        call: &str,
        with: &Value,
    ) -> Result<Value, Refused> {
        let mut independent = self.independent.lock().unwrap_or_else(PoisonError::into_inner);
        independent.call(account, region, service, call, with)
    }

    /// A name that nothing else on this server has.
    pub(crate) fn unused_name(&self, kind: &str) -> String {
        format!("{kind}-{}", self.created.fetch_add(1, Ordering::Relaxed))
    }

    /// Adds a profile to the settings of commands, unless it is there.
    pub(crate) fn add_profile(&self, section: &str, settings: &str) {
        let mut profiles = self.profiles.lock().unwrap_or_else(PoisonError::into_inner);
        if !profiles.contains(section) {
            profiles.push_str(&format!("{section}\n{settings}"));
            fs::write(self.config_file(), &*profiles).expect("settings can be written");
        }
    }

    fn config_file(&self) -> PathBuf {
        self.settings.path().join("config")
    }
}

impl Drop for LocalAws {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The address that the server prints once it listens.
fn announced(server: &mut Child) -> String {
    let output = BufReader::new(server.stderr.take().expect("the process has a pipe"));
    let (sender, receiver) = mpsc::channel();
    // Reads on to the end: a full pipe would stop the server.
    thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    let mut said = Vec::new();
    for line in receiver {
        if let Some((_, address)) = line.split_once("Running on ") {
            return address.trim().to_owned();
        }
        said.push(line);
    }
    panic!("the local AWS did not start:\n{}", said.join("\n"));
}
