//! A line to the local AWS on which calls fail: answers of every service that say so, answers that come late, twice,
//! not at all, or from before.
//!
//! It understands as much of HTTP as AWS's SDK sends: one request on a connection, with its length said before.

mod answer;
mod request;

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::server::LocalAws;
use request::Request;

/// Longer than a client of a test waits.
const SILENCE: Duration = Duration::from_secs(20);

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WireFault {
    /// It is answered as its service answers who calls too often, and has no effect.
    Throttled,
    /// It is answered as its service answers when it fails itself, and has no effect.
    InternalError,
    /// It is answered as its service answers when it fails itself, and has its effect.
    InternalErrorAfter,
    /// It is denied.
    Denied,
    /// The connection is closed before the call has an effect.
    ClosedBefore,
    /// The connection is closed after the call had its effect.
    ClosedAfter,
    /// No answer comes for as long as anybody waits, and the call has no effect.
    SilentBefore,
    /// No answer comes for as long as anybody waits, and the call had its effect.
    SilentAfter,
    /// The answer comes after this many milliseconds.
    Late(u64),
    /// It arrives twice.
    Twice,
    /// It shows what the same call showed before, if there was one.
    Stale,
}

/// A call that came by.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its name, for example `kms:PutKeyPolicy`; of S3, the method and what is asked about, such as `s3:PUT policy`.
    pub call: String,
    /// When it was sent on.
    pub begun: Instant,
    /// When its answer was there.
    pub ended: Instant,
}

/// A call that is held until the test says what becomes of it.
#[derive(Debug)]
pub struct Held {
    arrived: Receiver<()>,
    released: Sender<()>,
}

/// The line; it ends with the process.
#[derive(Debug)]
pub struct FaultProxy {
    endpoint: String,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    server: String,
    faults: Vec<Armed>,
    seen: Vec<Seen>,
    /// The last answer to each request that reads.
    answers: HashMap<Vec<u8>, Vec<u8>>,
}

/// A fault that waits for its call.
#[derive(Debug)]
struct Armed {
    call: String,
    /// How many calls of the name pass by before.
    after: usize,
    times: usize,
    does: Does,
}

#[derive(Debug)]
enum Does {
    Fail(WireFault),
    Hold { after: bool, arrived: Sender<()>, released: Receiver<()> },
}

impl FaultProxy {
    /// A line to this server on which nothing fails yet.
    ///
    /// # Panics
    ///
    /// When no port of loopback is free.
    pub fn before(aws: &LocalAws) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let endpoint = format!("http://{}", listener.local_addr().expect("it has an address"));
        let server = aws.endpoint().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let state = Arc::new(Mutex::new(State { server, ..State::default() }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || serve(client, &state));
            }
        });
        Self { endpoint, state }
    }

    /// The address that takes the place of the server's.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Lets the next calls of this name fail, so many of them.
    pub fn fail(&self, call: &str, times: usize, fault: WireFault) {
        self.arm(call, 0, times, Does::Fail(fault));
    }

    /// Lets a call of this name fail after so many have passed by.
    pub fn fail_later(&self, call: &str, after: usize, fault: WireFault) {
        self.arm(call, after, 1, Does::Fail(fault));
    }

    /// Holds the next call of this name, before or after its effect.
    pub fn hold(&self, call: &str, after: bool) -> Held {
        self.hold_later(call, 0, after)
    }

    /// Holds a call of this name after so many have passed by, before or after its effect.
    pub fn hold_later(&self, call: &str, passed: usize, after: bool) -> Held {
        let ((arrived, arrives), (released, releases)) = (channel(), channel());
        self.arm(call, passed, 1, Does::Hold { after, arrived, released: releases });
        Held { arrived: arrives, released }
    }

    fn arm(&self, call: &str, after: usize, times: usize, does: Does) {
        locked(&self.state).faults.push(Armed { call: call.to_owned(), after, times, does });
    }

    /// Every call that came by, in the order of their answers.
    pub fn seen(&self) -> Vec<Seen> {
        locked(&self.state).seen.clone()
    }

    /// Whether every fault has met its calls.
    pub fn is_spent(&self) -> bool {
        locked(&self.state).faults.is_empty()
    }
}

impl Held {
    /// Waits until the call is there.
    ///
    /// # Panics
    ///
    /// When it does not come within half a minute.
    pub fn wait(&self) {
        self.arrived.recv_timeout(Duration::from_secs(30)).expect("the call comes");
    }

    /// Lets the call go on. One that is dropped instead is closed where it is.
    pub fn release(self) {
        // Whoever made it may have gone.
        let _ = self.released.send(());
    }
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One request and what becomes of it; a connection that breaks is closed, which is what the other side shall see.
fn serve(mut client: TcpStream, state: &Mutex<State>) {
    let Some(request) = Request::read(&mut client) else { return };
    let does = locked(state).armed(&request.call());
    let answer = match does {
        None => forwarded(&request, state),
        Some(Does::Fail(fault)) => faulty(&request, fault, state),
        Some(Does::Hold { after, arrived, released }) => held(&request, after, &arrived, &released, state),
    };
    if let Some(answer) = answer {
        let _ = client.write_all(&answer);
    }
}

impl State {
    /// The fault that a call meets.
    fn armed(&mut self, call: &str) -> Option<Does> {
        let index = self.faults.iter().position(|fault| fault.call == call)?;
        let fault = self.faults.get_mut(index)?;
        if fault.after > 0 {
            fault.after = fault.after.saturating_sub(1);
            return None;
        }
        fault.times = fault.times.saturating_sub(1);
        if fault.times == 0 {
            return Some(self.faults.remove(index).does);
        }
        match fault.does {
            Does::Fail(fault) => Some(Does::Fail(fault)),
            Does::Hold { .. } => None,
        }
    }
}

fn faulty(request: &Request, fault: WireFault, state: &Mutex<State>) -> Option<Vec<u8>> {
    match fault {
        WireFault::Throttled => Some(answer::throttled(request)),
        WireFault::InternalError => Some(answer::internal_error(request)),
        WireFault::InternalErrorAfter => forwarded(request, state).map(|_| answer::internal_error(request)),
        WireFault::Denied => Some(answer::denied(request)),
        WireFault::ClosedBefore => None,
        WireFault::ClosedAfter => {
            forwarded(request, state);
            None
        }
        WireFault::SilentBefore => {
            thread::sleep(SILENCE);
            None
        }
        WireFault::SilentAfter => {
            forwarded(request, state);
            thread::sleep(SILENCE);
            None
        }
        WireFault::Late(milliseconds) => {
            let answer = forwarded(request, state);
            thread::sleep(Duration::from_millis(milliseconds));
            answer
        }
        WireFault::Twice => {
            forwarded(request, state);
            forwarded(request, state)
        }
        WireFault::Stale => {
            let before = locked(state).answers.get(&request.identity()).cloned();
            before.or_else(|| forwarded(request, state))
        }
    }
}

fn held(
    request: &Request,
    after: bool,
    arrived: &Sender<()>,
    released: &Receiver<()>,
    state: &Mutex<State>,
) -> Option<Vec<u8>> {
    let answer = if after { forwarded(request, state) } else { None };
    let _ = arrived.send(());
    released.recv().ok()?;
    if after { answer } else { forwarded(request, state) }
}

/// The server's answer.
fn forwarded(request: &Request, state: &Mutex<State>) -> Option<Vec<u8>> {
    let server = locked(state).server.clone();
    let begun = Instant::now();
    let mut server = TcpStream::connect(server).ok()?;
    server.write_all(&request.forwarded()).ok()?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).ok()?;
    let mut state = locked(state);
    state.seen.push(Seen { call: request.call(), begun, ended: Instant::now() });
    state.answers.insert(request.identity(), answer.clone());
    Some(answer)
}
