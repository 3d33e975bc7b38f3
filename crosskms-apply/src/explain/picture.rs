//! What a picture of a request shows: two accounts, the gates between caller and resource, and where each step ends.

use crosskms::authorize::{Gate, Verdict};

/// A request between two accounts, to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What is asked: `GetObject on s3://example-raw-events/…`.
    pub title: String,
    /// The account of the caller.
    pub consumer: PictureConsumer,
    /// The account of bucket and key.
    pub owner: PictureOwner,
    /// The decisions that AWS makes for the request, in order.
    pub steps: Vec<PictureStep>,
}

/// The account of the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureConsumer {
    /// Its twelve digits.
    pub id: String,
    /// The caller's ARN.
    pub principal: String,
    /// The gates on the caller's side, in the order in which a request passes them.
    pub gates: Vec<PictureGate>,
}

/// The account of the resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureOwner {
    /// Its twelve digits.
    pub id: String,
    /// The ARNs of bucket and key.
    pub resources: Vec<String>,
    /// The gates on the resource's side, in the order in which a request passes them.
    pub gates: Vec<PictureGate>,
}

/// A gate, drawn as a bar over all steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureGate {
    /// A few short words: `key policy`.
    pub name: String,
}

/// One decision: an arrow from the caller to the resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureStep {
    /// `kms:Decrypt`
    pub action: String,
    /// The ARN of key, bucket or object.
    pub resource: String,
    /// When it is made, where that is not always: `if it was written under a Bucket Key`.
    pub condition: Option<String>,
    /// What the gates say that take part; the others are passed without a mark.
    pub marks: Vec<PictureMark>,
    /// Where the arrow ends.
    pub end: PictureEnd,
}

/// What one gate says of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureMark {
    /// The gate's position: those of the consumer first, then those of the owner.
    pub gate: usize,
    /// What it says.
    pub verdict: Verdict,
    /// Why, in a sentence; shown where the step is stopped or unknown.
    pub note: Option<String>,
}

/// Where a step's arrow ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureEnd {
    /// At the resource.
    Passes,
    /// At this gate.
    StopsAt(usize),
    /// Nobody knows, from this gate on.
    UnknownFrom(usize),
    /// It was not sent, because a step before it stopped.
    NotReached,
}

impl Picture {
    /// Every gate, in the order of the arrows.
    pub fn gates(&self) -> impl Iterator<Item = &PictureGate> {
        self.consumer.gates.iter().chain(&self.owner.gates)
    }
}

impl From<Gate> for PictureGate {
    fn from(gate: Gate) -> Self {
        Self { name: gate.as_str().replace('_', " ") }
    }
}
