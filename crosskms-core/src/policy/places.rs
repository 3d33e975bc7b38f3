//! Where in the text of a policy a site stands.

use std::ops::Range;

use crate::json::{Node, Value};
use crate::site::{Site, Step};

/// The bytes of `text` that a site covers; of the nearest value around it where the text has no such member.
///
/// A site counts elements also where a single value stands bare: `Statement[0].Action[0]` finds both spellings. A
/// member of an object is its value; the site of an element that is missing is the statement that lacks it.
///
/// ```
/// use crosskms_core::policy::range_of;
/// use crosskms_core::site::Site;
///
/// let text = r#"{"Statement": {"Effect": "Allow", "Action": "kms:*"}}"#;
/// let action = Site::field("Statement").index(0).name("Action").index(0);
/// assert_eq!(&text[range_of(text, &action)], r#""kms:*""#);
/// ```
pub fn range_of(text: &str, site: &Site) -> Range<usize> {
    let Ok(mut node) = Node::parse(text) else { return 0..0 };
    for step in site.steps() {
        let inner = match (step, node.value()) {
            (Step::Name(name), Ok(Value::Object(members))) => {
                members.into_iter().find(|(key, _)| key == name).map(|(_, node)| node)
            }
            (Step::Index(index), Ok(Value::Array(items))) => items.get(*index).copied(),
            (Step::Index(0), Ok(_)) => Some(node),
            _ => None,
        };
        match inner {
            Some(inner) => node = inner,
            None => break,
        }
    }
    node.range(text)
}
