//! Dates in conditions: ISO 8601, or seconds since 1970.

/// Milliseconds since 1970; none for a text that is no date.
pub(in crate::authorize) fn instant(text: &str) -> Option<i64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<i64>()
        && !text.starts_with('+')
        && text.len() != 4
    {
        return seconds.checked_mul(1000);
    }
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4, 0..=9999)?;
    let month = parts.next().map_or(Some(1), |part| number(part, 2, 1..=12))?;
    let day = parts.next().map_or(Some(1), |part| number(part, 2, 1..=31))?;
    if parts.next().is_some() {
        return None;
    }
    let midnight = days(year, month, day).checked_mul(86_400_000)?;
    midnight.checked_add(time.map_or(Some(0), milliseconds)?)
}

/// `hh:mm`, `hh:mm:ss`, `hh:mm:ss.fff`, each with `Z`, `±hh:mm`, or neither.
fn milliseconds(time: &str) -> Option<i64> {
    let (clock, offset) = if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        (clock, 0)
    } else if let Some(sign) = time.rfind(['+', '-']) {
        let (clock, zone) = time.split_at_checked(sign)?;
        let zone = zone.get(1..)?;
        let (hours, minutes) = zone.split_once(':').or_else(|| zone.split_at_checked(2))?;
        let minutes = number(minutes, 2, 0..=59)?.checked_add(number(hours, 2, 0..=23)?.checked_mul(60)?)?;
        (clock, if time.get(sign..)?.starts_with('-') { minutes.checked_neg()? } else { minutes })
    } else {
        (time, 0)
    };
    let mut parts = clock.split(':');
    let hours = number(parts.next()?, 2, 0..=24)?;
    let minutes = number(parts.next()?, 2, 0..=59)?;
    let (seconds, fraction) = match parts.next() {
        Some(part) => part.split_once('.').map_or((part, ""), |(seconds, fraction)| (seconds, fraction)),
        None => ("00", ""),
    };
    let seconds = number(seconds, 2, 0..=60)?;
    let fraction = match fraction.get(..fraction.len().min(3)).unwrap_or_default() {
        "" => 0,
        digits => {
            // `.5` is 500 milliseconds.
            let missing = 3usize.saturating_sub(digits.len());
            digits.parse::<i64>().ok()?.checked_mul(10i64.pow(u32::try_from(missing).ok()?))?
        }
    };
    if parts.next().is_some() {
        return None;
    }
    let of_clock = hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?;
    let utc = of_clock.checked_sub(offset.checked_mul(60)?)?;
    utc.checked_mul(1000)?.checked_add(fraction)
}

fn number(text: &str, digits: usize, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    let all_digits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| all_digits && range.contains(number))
}

/// Days since 1970 in the Gregorian calendar. A year of this count begins in March, so that the day that only leap
/// years have is its last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}
