//! Policy documents as IAM returns them: percent-encoded, which the SDK leaves as it is.

use percent_encoding::percent_decode_str;

use crate::cloud::CloudError;
use crate::cloud::aws::call::Call;

/// The text of a document that `call` returned; some local servers leave managed policies unencoded.
pub(super) fn decoded(call: &Call<'_>, document: &str) -> Result<String, CloudError> {
    if document.contains('{') {
        return Ok(document.to_owned());
    }
    match percent_decode_str(document).decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(error) => Err(call.other("UnreadableDocument", error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, decoded};

    fn decode(document: &str) -> Option<String> {
        let call =
            Call { name: "iam:GetRolePolicy", target: "role", account: "444455556666".parse().unwrap() };
        decoded(&call, document).ok()
    }

    #[test]
    fn documents_are_decoded_once_and_a_plus_stays_a_plus() {
        let encoded = "%7B%22Sid%22%3A%20%22a%2Bb+c%2520%C3%A9%22%7D";
        assert_eq!(decode(encoded).unwrap(), r#"{"Sid": "a+b+c%20é"}"#);
    }

    #[test]
    fn what_was_not_encoded_is_not_decoded() {
        assert_eq!(decode(r#"{"Sid": "a%20b"}"#).unwrap(), r#"{"Sid": "a%20b"}"#);
    }

    #[test]
    fn what_is_no_utf_8_is_refused() {
        assert_eq!(decode("%FF"), None);
    }
}
