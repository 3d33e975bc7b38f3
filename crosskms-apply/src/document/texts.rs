//! The texts of documents that no API hands out as such: an attachment, and the KMS grants of one name on one key.

use crosskms::authorize::KmsGrant;
use crosskms::json::{Node, ReadError};

use super::PolicyArn;

/// The text of an attachment that exists, in the members of `AttachRolePolicy`.
pub(crate) fn attachment(policy: &PolicyArn) -> String {
    format!("{{\n  \"PolicyArn\": \"{policy}\"\n}}")
}

/// KMS grants as one text, sorted by grantee, so that the same grants are the same text; none where there are none.
pub(crate) fn of_kms_grants(kms_grants: &[KmsGrant]) -> Option<String> {
    if kms_grants.is_empty() {
        return None;
    }
    let mut sorted: Vec<&KmsGrant> = kms_grants.iter().collect();
    sorted.sort_by_cached_key(|kms_grant| (kms_grant.grantee.clone(), kms_grant.to_string()));
    let items = sorted.iter().map(|kms_grant| format!("  {}", kms_grant.to_string().replace('\n', "\n  ")));
    Some(format!("[\n{}\n]", items.collect::<Vec<_>>().join(",\n")))
}

/// The KMS grants that a text holds.
///
/// # Errors
///
/// When it is no list of KMS grants.
pub(crate) fn kms_grants(text: Option<&str>) -> Result<Vec<KmsGrant>, ReadError> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let read =
        |(index, node): (usize, Node<'_>)| node.text().parse().map_err(|error: ReadError| error.under(index));
    let nodes = Node::parse(text).and_then(Node::array).map_err(|error| error.located_in(text))?;
    nodes.into_iter().enumerate().map(read).collect()
}

/// What two lists of KMS grants do not have in common, each counted as often as it is there.
pub(crate) struct Unmatched<'w, F> {
    /// Those that are wanted and not found.
    pub(crate) missing: Vec<&'w KmsGrant>,
    /// Those that are found and not wanted.
    pub(crate) superfluous: Vec<F>,
}

impl<'w, F> Unmatched<'w, F> {
    /// Compares what is wanted with what is found, of whatever holds a KMS grant.
    pub(crate) fn between(
        wanted: &'w [KmsGrant],
        found: impl IntoIterator<Item = F>,
        kms_grant: impl Fn(&F) -> &KmsGrant,
    ) -> Self {
        let (mut missing, mut superfluous) = (wanted.iter().collect::<Vec<_>>(), Vec::new());
        for one in found {
            match missing.iter().position(|wanted| wanted.means_the_same_as(kms_grant(&one))) {
                Some(position) => drop(missing.remove(position)),
                None => superfluous.push(one),
            }
        }
        Self { missing, superfluous }
    }
}

/// Whether two lists of KMS grants give the same.
pub(crate) fn same_kms_grants(one: &[KmsGrant], other: &[KmsGrant]) -> bool {
    let Unmatched { missing, superfluous } = Unmatched::between(one, other, |kms_grant| kms_grant);
    missing.is_empty() && superfluous.is_empty()
}

/// Whether a text is one that leads from one list of KMS grants to another: a write makes and revokes them one by one,
/// and may end between two. No other document is written so.
pub(crate) fn is_between(before: Option<&str>, after: Option<&str>, current: Option<&str>) -> bool {
    let (Ok(before), Ok(after), Ok(current)) = (kms_grants(before), kms_grants(after), kms_grants(current))
    else {
        return false;
    };
    let Unmatched { missing: made, superfluous: revoked } = Unmatched::between(&after, &before, |one| one);
    let at_most: Vec<KmsGrant> = before.iter().chain(made.iter().copied()).cloned().collect();
    let Unmatched { missing: not_there, superfluous: once_more } =
        Unmatched::between(&at_most, &current, |one| one);
    let [made, revoked] = [made, revoked].map(|list| list.into_iter().cloned().collect::<Vec<KmsGrant>>());
    let Unmatched { missing: made_there, superfluous: gone } =
        Unmatched::between(&made, not_there, |one| one);
    // What had to stay is there, and nothing is revoked before all is made.
    let were_revoked = Unmatched::between(&revoked, gone.iter().copied(), |one| one).superfluous.is_empty();
    let in_order = gone.is_empty() || made_there.len() == made.len();
    // A second one of the same terms gives nobody more.
    let more_of_the_same =
        once_more.into_iter().all(|one| at_most.iter().any(|known| known.means_the_same_as(one)));
    were_revoked && in_order && more_of_the_same
}

#[cfg(test)]
mod tests {
    use crosskms::authorize::KmsGrant;

    use super::{is_between, kms_grants, of_kms_grants, same_kms_grants};

    #[test]
    fn the_same_kms_grants_are_the_same_text_in_whatever_order_they_come() {
        let [a, b] = ["a", "b"]
            .map(|name| KmsGrant::new(format!("arn:aws:iam::444455556666:role/{name}"), ["Decrypt"]));
        let text = of_kms_grants(&[b.clone(), a.clone()]).unwrap();
        assert_eq!(text, of_kms_grants(&[a.clone(), b.clone()]).unwrap());
        assert_eq!(kms_grants(Some(&text)).unwrap(), [a.clone(), b.clone()]);
        assert!(same_kms_grants(&[b.clone(), a.clone()], &[a.clone(), b.clone()]));
        assert!(!same_kms_grants(&[a.clone(), a.clone()], &[a.clone(), b]));
        assert!(!same_kms_grants(&[a.clone(), a.clone()], &[a]));
    }

    #[test]
    fn a_list_that_was_written_in_part_lies_between() {
        let text = |names: &[&str]| {
            let arn = |name: &&str| format!("arn:aws:iam::444455556666:role/{name}");
            of_kms_grants(&names.iter().map(|name| KmsGrant::new(arn(name), ["Decrypt"])).collect::<Vec<_>>())
        };
        let between = |before: &[&str], after: &[&str], current: &[&str]| {
            is_between(text(before).as_deref(), text(after).as_deref(), text(current).as_deref())
        };
        assert!(between(&[], &["a", "b"], &["a"]));
        assert!(between(&["a", "b"], &[], &["b"]));
        assert!(between(&["a", "b"], &["b", "c"], &["a", "b", "c"]));
        assert!(!between(&["a", "b"], &["b", "c"], &["a", "c"]), "nobody had to touch b");
        assert!(!between(&[], &["a", "b"], &["a", "x"]), "x is of somebody else");
        assert!(between(&["a", "a", "b"], &["a"], &["a", "a"]));
        assert!(between(&["a"], &["a", "b"], &["a", "a"]), "a second one gives nobody more");
        assert!(!between(&["a", "a"], &["a"], &[]), "one of both had to stay");
        assert!(!between(&["a"], &["b"], &[]), "nothing is revoked before all is made");
        assert!(!is_between(None, Some("{}"), None), "a policy is no list");
    }

    #[test]
    fn no_kms_grants_are_no_text() {
        assert_eq!(of_kms_grants(&[]), None);
        assert_eq!(kms_grants(None), Ok(Vec::new()));
        assert_eq!(kms_grants(Some("[{}]")).unwrap_err().message(), "a KMS grant needs `GranteePrincipal`");
    }
}
