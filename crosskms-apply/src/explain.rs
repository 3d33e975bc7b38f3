//! Why AWS answers as it does: the chain of requests behind a call, every gate of each, and what would open it.

mod drawing;
mod observe;
mod picture;
mod question;
mod svg;

pub use observe::{BucketPlace, observe_for};
pub use picture::{
    Picture, PictureConsumer, PictureEnd, PictureGate, PictureMark, PictureOwner, PictureStep,
};
pub use question::{Asked, Question, QuestionError};
pub use svg::svg;

use crosskms::arn::{BucketArn, KeyArn};
use crosskms::authorize::{Authorization, Decision, Encryption, Remedy, Request, S3Location, authorize};
use crosskms::policies::SseAlgorithm;

use crate::snapshot::{Bucket, Snapshot};

/// A call, explained.
#[derive(Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// The requests that AWS decides for it, in order; the call works when all are allowed.
    pub steps: Vec<ExplainedStep>,
}

/// One request of a call.
#[derive(Debug)]
#[non_exhaustive]
pub struct ExplainedStep {
    /// Why it is made.
    pub why: String,
    /// The request.
    pub request: Request,
    /// The answer and its reasons.
    pub authorization: Authorization,
    /// What would open it, when it is not allowed.
    pub remedy: Option<Remedy>,
}

/// Why a question cannot be answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// The accounts hold no such bucket.
    #[error("there is no bucket `{0}` in the accounts that were read")]
    UnknownBucket(BucketArn),
    /// Whose the resource is, its ARN does not tell.
    #[error("nothing tells the account of `{0}`")]
    UnknownAccount(String),
    /// Nobody may read how the bucket encrypts.
    #[error("the default encryption of `{0}` could not be read, so the key is not known")]
    UnreadEncryption(BucketArn),
    /// The key under which objects are encrypted is not known.
    #[error(
        "the default encryption of `{bucket}` names `{key}`, which every caller looks up among the keys of its own \
         account"
    )]
    UnclearKey {
        /// The bucket.
        bucket: BucketArn,
        /// What stands there: an id or an alias, or nothing.
        key: String,
    },
}

impl Explanation {
    /// The answer to the call: a denial of any request, else the first that is not known.
    pub fn decision(&self) -> Decision {
        let mut decisions = self.steps.iter().map(|step| step.authorization.decision);
        let denies =
            |decision: &Decision| matches!(decision, Decision::ImplicitDeny | Decision::ExplicitDeny);
        let unclear = |decision: &Decision| *decision != Decision::Allowed;
        let denied = decisions.clone().find(denies);
        denied.or_else(|| decisions.find(unclear)).unwrap_or(Decision::Allowed)
    }

    /// What would open the whole call.
    pub fn remedy(&self) -> Remedy {
        Remedy::joined(self.steps.iter().filter_map(|step| step.remedy.as_ref()))
    }
}

impl Snapshot {
    /// Explains a call over what the snapshot holds.
    ///
    /// # Errors
    ///
    /// When the snapshot does not hold the bucket, or not how it encrypts.
    pub fn explain(&self, question: &Question) -> Result<Explanation, ExplainError> {
        let question = &self.with_role(question);
        let steps = match &question.asked {
            Asked::Action { action, resource, account } => {
                let account = match (account, resource.parse::<KeyArn>(), question::bucket_of(resource)) {
                    (Some(account), ..) => *account,
                    (None, Ok(key), _) => key.account(),
                    (None, _, Some(bucket)) => self.bucket(&bucket)?.account,
                    (None, Err(_), None) => return Err(ExplainError::UnknownAccount(resource.clone())),
                };
                let request = Request::new(
                    question.caller.clone(),
                    action,
                    resource,
                    account,
                    question.context.clone(),
                );
                vec![self.step("AWS is asked".to_owned(), &request)]
            }
            Asked::Operation { operation, bucket, key, source } => {
                let target = self.location(question, bucket, key.as_deref())?;
                let source = source.as_ref().map(|(bucket, key)| self.location(question, bucket, Some(key)));
                let source = source.transpose()?;
                let steps = operation.steps(&question.caller, &target, source.as_ref(), &question.context);
                steps
                    .into_iter()
                    .map(|step| {
                        self.step(step.why, &step.request)
                            .in_region(&[&target, source.as_ref().unwrap_or(&target)])
                    })
                    .collect()
            }
        };
        Ok(Explanation { steps })
    }

    /// A session is asked about under the whole name of its role, as policies know it.
    fn with_role(&self, question: &Question) -> Question {
        let mut question = question.clone();
        let role = self.role_of(&question.caller);
        if let Some(role) = role.filter(|_| question.context.values("aws:PrincipalArn").is_none()) {
            question.context = question.context.with("aws:PrincipalArn", role.to_string());
        }
        question
    }

    fn step(&self, why: String, request: &Request) -> ExplainedStep {
        let request = self.completed(request).into_owned();
        let evidence = self.evidence(&request);
        let authorization = authorize(&request, &evidence);
        let remedy = Remedy::of(&request, &evidence);
        ExplainedStep { why, request, authorization, remedy }
    }

    fn bucket(&self, arn: &BucketArn) -> Result<&Bucket, ExplainError> {
        self.buckets.get(arn).ok_or_else(|| ExplainError::UnknownBucket(arn.clone()))
    }

    /// Where an object lies, encrypted as the question or the bucket says.
    fn location(
        &self,
        question: &Question,
        arn: &BucketArn,
        key: Option<&str>,
    ) -> Result<S3Location, ExplainError> {
        let bucket = self.bucket(arn)?;
        let by_default = default_encryption(arn, bucket);
        // An object that lies there already may have been written before the Bucket Key was switched (R2.32).
        let under = |key: KeyArn| Encryption::SseKms { key, bucket_key: question.bucket_key };
        let (encryption, default_encryption) = match (&question.key, by_default) {
            (Some(key), by_default) => {
                let given = under(key.clone());
                (given.clone(), by_default.unwrap_or(given))
            }
            (None, by_default) => match by_default? {
                Encryption::SseKms { key, bucket_key } => {
                    (under(key.clone()), Encryption::SseKms { key, bucket_key })
                }
                other => (other.clone(), other),
            },
        };
        Ok(S3Location {
            bucket: arn.clone(),
            key: key.map(str::to_owned),
            account: bucket.account,
            region: bucket.region.clone(),
            encryption,
            default_encryption,
        })
    }
}

impl ExplainedStep {
    /// R2.26: S3 finds keys in the Region of the bucket alone.
    fn in_region(mut self, locations: &[&S3Location]) -> Self {
        let Ok(key) = self.request.resource().parse::<KeyArn>() else { return self };
        let uses = |location: &&&S3Location| {
            [&location.encryption, &location.default_encryption].iter().any(|e| e.key() == Some(&key))
        };
        let elsewhere = locations.iter().find(uses).filter(|location| location.region != key.region());
        if let Some(location) = elsewhere {
            let note = format!(
                "the key is in `{}` and the bucket in `{}`, where S3 does not find it",
                key.region(),
                location.region
            );
            if self.authorization.decision == Decision::Allowed {
                self.authorization.decision = Decision::ImplicitDeny;
            }
            self.authorization.reason = Some(note.clone());
            self.remedy.get_or_insert_with(Remedy::nothing).obstacles.push(note);
        }
        self
    }
}

/// How a bucket encrypts what is written to it.
fn default_encryption(arn: &BucketArn, bucket: &Bucket) -> Result<Encryption, ExplainError> {
    if bucket.unread.encryption {
        return Err(ExplainError::UnreadEncryption(arn.clone()));
    }
    let setting = &bucket.encryption;
    let key = || {
        let text = setting.key.clone().unwrap_or_else(|| "the AWS managed key `aws/s3`".to_owned());
        text.parse::<KeyArn>().map_err(|_| ExplainError::UnclearKey { bucket: arn.clone(), key: text })
    };
    Ok(match setting.algorithm {
        SseAlgorithm::Kms => {
            Encryption::SseKms { key: key()?, bucket_key: Some(setting.bucket_key == Some(true)) }
        }
        SseAlgorithm::KmsDsse => Encryption::DsseKms { key: key()? },
        _ => Encryption::SseS3,
    })
}
