//! What a build script may give as a grant.

use crosskms_core::finding::Findings;
use crosskms_core::grant::{CrossAccountGrant, CrossAccountGrantBuilder};

/// A grant of a build script, with what the rules found in it.
///
/// It comes from a grant of the macro, from a builder, or from what a builder built; of the last no warnings are left.
#[derive(Debug)]
pub struct GivenGrant {
    /// The name, as far as there is one.
    name: Option<String>,
    findings: Findings,
    grant: Option<CrossAccountGrant>,
}

impl GivenGrant {
    /// What messages call it; `index` is where it stands in the list.
    pub(super) fn place(&self, index: usize) -> String {
        match &self.name {
            Some(name) => format!("grant `{name}`"),
            None => format!("grants[{index}]"),
        }
    }

    pub(super) const fn findings(&self) -> &Findings {
        &self.findings
    }

    pub(super) const fn grant(&self) -> Option<&CrossAccountGrant> {
        self.grant.as_ref()
    }
}

impl From<CrossAccountGrant> for GivenGrant {
    fn from(grant: CrossAccountGrant) -> Self {
        Self { name: Some(grant.name().to_string()), findings: Findings::default(), grant: Some(grant) }
    }
}

impl From<&CrossAccountGrant> for GivenGrant {
    fn from(grant: &CrossAccountGrant) -> Self {
        grant.clone().into()
    }
}

impl From<CrossAccountGrantBuilder> for GivenGrant {
    fn from(builder: CrossAccountGrantBuilder) -> Self {
        let (findings, grant) = builder.draft().check();
        Self { name: builder.draft().name.clone(), findings, grant }
    }
}

impl From<Result<CrossAccountGrant, Findings>> for GivenGrant {
    fn from(built: Result<CrossAccountGrant, Findings>) -> Self {
        match built {
            Ok(grant) => grant.into(),
            Err(findings) => Self { name: None, findings, grant: None },
        }
    }
}
