//! The id of a scenario that cannot be read otherwise, so that whoever asked knows which one is meant.

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

/// The id, when it stands before whatever is broken.
pub(super) fn id_of(text: &str) -> Option<String> {
    let mut id = None;
    // What is wrong with the text has been said already.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(IdVisitor(&mut id));
    id
}

struct IdVisitor<'i>(&'i mut Option<String>);

impl<'de> Visitor<'de> for IdVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scenario")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "id" {
                *self.0 = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::id_of;

    #[test]
    fn an_id_before_the_mistake_is_found() {
        assert_eq!(id_of(r#"{"id": "a", "request": {"#).as_deref(), Some("a"));
        assert_eq!(id_of(r#"{"request": {}, "id": "b"}"#).as_deref(), Some("b"));
        assert_eq!(id_of(r#"{"request": }, "id": "c"}"#), None);
        assert_eq!(id_of(r#"{"id": 1}"#), None);
        assert_eq!(id_of("[1]"), None);
    }
}
