/** The zone of a person who has not set one. */
export const UTC = 'UTC';

/** The zones that this system knows, by their IANA names. */
export const zones: readonly string[] = [UTC, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== UTC)];

const known = new Set(zones);

/**
 * The zone of a name that a form or a browser sends. Browsers know some zones by another name, such as Asia/Kolkata for Asia/Calcutta.
 * @returns undefined for anything else, also for a mere offset
 */
export function readZone(name: unknown): string | undefined {
  if (typeof name !== 'string' || name.length > 64 || !/^[A-Z][\w+/-]*$/i.test(name)) return undefined;
  try {
    const zone = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return known.has(zone) ? zone : undefined;
  } catch {
    return undefined;
  }
}

/** Cities whose present name is not that of the zone. */
const PRESENT: Readonly<Record<string, string>> = {
  'America/Godthab': 'Nuuk',
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho Chi Minh City',
  'Europe/Kiev': 'Kyiv',
};

/** "America/New York", "Asia/Kolkata" */
export function zoneName(zone: string): string {
  const present = PRESENT[zone];
  const name = present ? `${zone.slice(0, zone.lastIndexOf('/'))}/${present}` : zone;
  return name.replaceAll('_', ' ');
}
