//! The embedded cloud behind a line on which one call fails.

use std::collections::{BTreeMap, BTreeSet};
use std::future::pending;
use std::sync::{Mutex, MutexGuard};

use crosskms::arn::{KeyArn, PrincipalArn, Region};
use crosskms::authorize::KmsGrant;
use crosskms::policy::PolicyDocument;
use crosskms_apply::Snapshot;
use crosskms_apply::cloud::embedded::EmbeddedCloud;
use crosskms_apply::cloud::{
    Cloud, CloudError, Failure, KeyDescription, NextStep, ObjectOwnership, PrincipalDescription,
    PublicAccessBlock,
};
use crosskms_apply::document::{BucketId, DocumentId, PolicyArn, PolicyVersion};
use crosskms_apply::snapshot::Scope;
use tokio_util::sync::CancellationToken;

use crate::fault::{Answer, Fault, Lasting};
use crate::others::Others;
use crate::stage::Stage;

/// A cloud that counts calls, and at one of them does what the fault says.
#[derive(Debug)]
pub(crate) struct FaultyCloud<'s> {
    stage: &'s Stage,
    cloud: &'s EmbeddedCloud,
    fault: Option<(usize, Fault)>,
    /// Cancelled when the process is killed.
    pub(crate) killed: CancellationToken,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Every call, in order.
    calls: Vec<String>,
    /// What reads may still show: the text before the last one.
    replaced: BTreeMap<DocumentId, Option<String>>,
    /// How often reads still show it.
    stale: usize,
    /// Of each document, whether the next read is stale, where every other one is.
    alternates: Option<BTreeMap<DocumentId, bool>>,
    /// The documents whose reads have shown it.
    hidden: Vec<DocumentId>,
    /// The documents that others wrote and that were replaced without having been read again.
    overwritten: Vec<DocumentId>,
    /// The documents that others wrote and that no call was about since.
    unread: BTreeSet<DocumentId>,
    /// What others wrote, in the order in which it came.
    others: Vec<DocumentId>,
    /// The call that is refused for some time, and how often it still is.
    refusing: Option<(String, Answer, Lasting)>,
}

/// What becomes of a call.
enum Fate {
    Made,
    Refused(Failure),
    Unheard(Failure),
    KilledBefore,
    KilledAfter,
}

impl<'s> FaultyCloud<'s> {
    pub(crate) fn new(stage: &'s Stage, cloud: &'s EmbeddedCloud, fault: Option<(usize, Fault)>) -> Self {
        let now = cloud.snapshot();
        let older = |document: &DocumentId| Some((document.clone(), before_the_last_write(document, &now)?));
        let replaced = stage.documents.iter().filter_map(older).collect();
        let state = State { replaced, ..State::default() };
        Self { stage, cloud, fault, killed: CancellationToken::new(), state: Mutex::new(state) }
    }

    pub(crate) fn calls(&self) -> Vec<String> {
        self.state().calls.clone()
    }

    /// The documents of which stale reads have shown an older text.
    pub(crate) fn hidden(&self) -> Vec<DocumentId> {
        self.state().hidden.clone()
    }

    /// The documents that others wrote between the last read and the write of the run.
    pub(crate) fn overwritten(&self) -> Vec<DocumentId> {
        self.state().overwritten.clone()
    }

    /// Who else wrote, if anybody did.
    pub(crate) fn others(&self) -> Option<Others> {
        match self.fault {
            Some((_, Fault::Others(others))) => Some(others),
            _ => None,
        }
    }

    /// How often a document was read.
    pub(crate) fn reads(&self, document: &DocumentId) -> usize {
        let read = format!("read the {document}");
        self.state().calls.iter().filter(|call| **call == read).count()
    }

    /// The documents that others wrote.
    pub(crate) fn written_by_others(&self) -> Vec<DocumentId> {
        self.state().others.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    async fn call<T: Send>(
        &self,
        name: &str,
        about: &str,
        document: Option<&DocumentId>,
        made: impl Future<Output = Result<T, CloudError>> + Send,
    ) -> Result<T, CloudError> {
        // Calls side by side come in turns.
        tokio::task::yield_now().await;
        let fate = self.fate(&format!("{name} {about}"));
        self.state().comes_to(name, document);
        let failed = |failure| CloudError {
            call: "kms:PutKeyPolicy",
            target: about.to_owned(),
            account: "111122223333".parse().unwrap(),
            failure,
        };
        match fate {
            Fate::Made => made.await,
            Fate::Refused(failure) => Err(failed(failure)),
            Fate::Unheard(failure) => {
                let _ = made.await;
                Err(failed(failure))
            }
            Fate::KilledBefore => self.kill().await,
            Fate::KilledAfter => {
                let _ = made.await;
                self.kill().await
            }
        }
    }

    async fn kill<T>(&self) -> T {
        self.killed.cancel();
        pending().await
    }

    fn fate(&self, call: &str) -> Fate {
        let mut state = self.state();
        let number = state.calls.len();
        state.calls.push(call.to_owned());
        let Some((_, fault)) = self.fault.filter(|(at, _)| *at == number) else {
            return still_refused(&mut state, call);
        };
        match fault {
            Fault::Refused(answer, lasting) => {
                let left = match lasting {
                    Lasting::Calls(calls) => Lasting::Calls(calls - 1),
                    Lasting::ForGood => Lasting::ForGood,
                };
                state.refusing = Some((call.to_owned(), answer, left));
                Fate::Refused(answer.failure())
            }
            Fault::Unheard(answer) => Fate::Unheard(answer.failure()),
            Fault::Stale(reads) => {
                state.stale = reads;
                Fate::Made
            }
            Fault::Alternating => {
                state.alternates = Some(BTreeMap::new());
                Fate::Made
            }
            Fault::Others(others) => {
                for (written, text) in others.write(self.stage, self.cloud) {
                    self.put(&mut state, &written, text.as_deref());
                    state.unread.insert(written.clone());
                    state.others.push(written);
                }
                Fate::Made
            }
            Fault::KilledBefore => Fate::KilledBefore,
            Fault::KilledAfter => Fate::KilledAfter,
        }
    }

    /// Others write without being asked whether they may.
    fn put(&self, state: &mut State, document: &DocumentId, text: Option<&str>) {
        let before = self.cloud.snapshot().document(document);
        let writing = async {
            match text {
                Some(text) => self.cloud.write(document, text).await,
                None => self.cloud.delete(document).await,
            }
        };
        futures_util::FutureExt::now_or_never(writing).unwrap().unwrap();
        state.replaced.insert(document.clone(), before);
    }
}

/// A policy of the owner as it was before the statement `Recent` came into it.
fn before_the_last_write(document: &DocumentId, now: &Snapshot) -> Option<Option<String>> {
    match document {
        DocumentId::KeyPolicy(_) | DocumentId::BucketPolicy(_) => {
            let now = PolicyDocument::parse(now.document(document)?).unwrap();
            let older = now.reconciled(&[], |sid| sid == "Recent").unwrap();
            Some(older.map(|older| older.text().to_owned()))
        }
        _ => None,
    }
}

impl State {
    /// A call about a document that others have written: it sees it, or replaces it unseen.
    fn comes_to(&mut self, name: &str, document: Option<&DocumentId>) {
        let Some(document) = document.filter(|document| self.unread.remove(*document)) else { return };
        if !name.starts_with("read") {
            self.overwritten.push(document.clone());
        }
    }
}

/// Whether a call meets the refusal that an earlier one met: the same call where it passes, every call for good.
fn still_refused(state: &mut State, call: &str) -> Fate {
    let Some((refused, answer, lasting)) = &mut state.refusing else { return Fate::Made };
    let same = *refused == call;
    let answer = *answer;
    match lasting {
        Lasting::ForGood if same || answer != Answer::UnknownPrincipal => Fate::Refused(answer.failure()),
        Lasting::Calls(left @ 1..) if same => {
            *left -= 1;
            Fate::Refused(answer.failure())
        }
        _ => Fate::Made,
    }
}

impl Cloud for FaultyCloud<'_> {
    fn scope(&self) -> Scope {
        self.cloud.scope()
    }

    async fn read(&self, document: &DocumentId) -> Result<Option<String>, CloudError> {
        self.call("read the", &document.to_string(), Some(document), async {
            let now = self.cloud.read(document).await?;
            let mut state = self.state();
            let Some(before) = state.replaced.get(document).cloned() else { return Ok(now) };
            if before == now {
                return Ok(now);
            }
            let next = state.alternates.as_mut().map(|next| next.entry(document.clone()).or_insert(true));
            let alternates = next.is_some_and(|next| std::mem::replace(next, !*next));
            let is_stale = alternates || state.stale > 0;
            state.stale = state.stale.saturating_sub(usize::from(state.stale != usize::MAX));
            if !is_stale {
                return Ok(now);
            }
            state.hidden.push(document.clone());
            Ok(before)
        })
        .await
    }

    async fn write(&self, document: &DocumentId, text: &str) -> Result<(), CloudError> {
        self.call("write the", &document.to_string(), Some(document), async {
            let before = self.cloud.read(document).await?;
            self.cloud.write(document, text).await?;
            self.state().replaced.insert(document.clone(), before);
            Ok(())
        })
        .await
    }

    async fn delete(&self, document: &DocumentId) -> Result<(), CloudError> {
        self.call("delete the", &document.to_string(), Some(document), async {
            let before = self.cloud.read(document).await?;
            self.cloud.delete(document).await?;
            self.state().replaced.insert(document.clone(), before);
            Ok(())
        })
        .await
    }

    async fn versions_in_the_way(
        &self,
        policy: &PolicyArn,
        of: NextStep,
    ) -> Result<Vec<PolicyVersion>, CloudError> {
        self.cloud.versions_in_the_way(policy, of).await
    }

    async fn delete_version(&self, policy: &PolicyArn, id: &str) -> Result<(), CloudError> {
        self.cloud.delete_version(policy, id).await
    }

    async fn describe_key(&self, key: &KeyArn) -> Result<KeyDescription, CloudError> {
        self.call("describe", key.as_str(), None, self.cloud.describe_key(key)).await
    }

    async fn bucket_region(&self, bucket: &BucketId) -> Result<Region, CloudError> {
        self.call("look for", bucket.arn.as_str(), None, self.cloud.bucket_region(bucket)).await
    }

    async fn object_ownership(&self, bucket: &BucketId) -> Result<ObjectOwnership, CloudError> {
        self.call("look at the ownership of", bucket.arn.as_str(), None, self.cloud.object_ownership(bucket))
            .await
    }

    async fn public_access_block(&self, bucket: &BucketId) -> Result<PublicAccessBlock, CloudError> {
        let made = self.cloud.public_access_block(bucket);
        self.call("look at the public access block of", bucket.arn.as_str(), None, made).await
    }

    async fn describe_principal(&self, principal: &PrincipalArn) -> Result<PrincipalDescription, CloudError> {
        self.call("describe", principal.as_str(), None, self.cloud.describe_principal(principal)).await
    }

    async fn kms_grants(&self, key: &KeyArn) -> Result<Vec<KmsGrant>, CloudError> {
        self.call("list KMS grants on", key.as_str(), None, self.cloud.kms_grants(key)).await
    }

    async fn attached_policies(&self, principal: &PrincipalArn) -> Result<BTreeSet<String>, CloudError> {
        self.call("list attachments to", principal.as_str(), None, self.cloud.attached_policies(principal))
            .await
    }

    async fn inline_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        let reading = self.cloud.inline_policies(principal);
        self.call("list inline policies of", principal.as_str(), None, reading).await
    }

    async fn identity_policies(
        &self,
        principal: &PrincipalArn,
    ) -> Result<BTreeMap<String, String>, CloudError> {
        self.call("list policies of", principal.as_str(), None, self.cloud.identity_policies(principal)).await
    }

    async fn boundary_policy(
        &self,
        principal: &PrincipalArn,
        boundary: &str,
    ) -> Result<Option<String>, CloudError> {
        let reading = self.cloud.boundary_policy(principal, boundary);
        self.call("read boundary of", principal.as_str(), None, reading).await
    }
}
