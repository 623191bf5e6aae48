import { isEmail } from 'class-validator';

/** Longest address a mail server takes (RFC 5321, 4.5.3.1.3 less the angle brackets). */
const LONGEST_ADDRESS = 254;

/** An address as it is compared: trimmed, NFC, lower case. Whether it is one that could have an account, `emailKey` says. */
export function addressKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase().normalize('NFC');
}

/**
 * The key under which an address can have one account: trimmed, NFC, lower case. This function is the only place that makes it; the
 * database compares bytes.
 *
 * @returns undefined where the text is no address that could have an account
 */
export function emailKey(email: string): string | undefined {
  const key = addressKey(email);
  if (key.length > LONGEST_ADDRESS) return undefined;
  return isEmail(key, { allow_utf8_local_part: true, allow_ip_domain: false }) ? key : undefined;
}
