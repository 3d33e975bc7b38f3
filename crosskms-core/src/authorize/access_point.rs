//! The ARN by which an access point's policy knows a bucket or an object.

/// So long is the ARN of an access point, `/object/`, and a key: 1,024 bytes at the most.
const LONG: usize = 1280;

/// What follows from the ARN under which an access point's policy knows a resource: of an object
/// `<access point>/object/<key>`. It is put together without allocation.
pub(super) fn through<T>(access_point: &str, resource: &str, then: impl FnOnce(&str) -> T) -> T {
    let Some((_, key)) = resource.split_once('/') else { return then(access_point) };
    let parts = [access_point, "/object/", key];
    let mut place = [0; LONG];
    match joined(&mut place, parts) {
        Some(arn) => then(arn),
        None => then(&parts.concat()),
    }
}

/// The parts as one text, if there is place for them.
fn joined<'b>(place: &'b mut [u8], parts: [&str; 3]) -> Option<&'b str> {
    let mut length = 0usize;
    for part in parts {
        let end = length.checked_add(part.len())?;
        place.get_mut(length..end)?.copy_from_slice(part.as_bytes());
        length = end;
    }
    std::str::from_utf8(place.get(..length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{LONG, through};

    #[test]
    fn an_object_is_known_by_its_key_however_long() {
        let point = "arn:aws:s3:eu-west-1:111122223333:accesspoint/finance";
        assert_eq!(through(point, "arn:aws:s3:::example", str::to_owned), point);
        for length in [0, 1, 1024, LONG, 3 * LONG] {
            let key = "ü/".repeat(length);
            let seen = through(point, &format!("arn:aws:s3:::example/{key}"), str::to_owned);
            assert_eq!(seen, format!("{point}/object/{key}"));
        }
    }
}
