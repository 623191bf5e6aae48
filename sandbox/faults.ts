import { CALLS, type Call } from './types.js';

/** The faults, by name. */
export const FAULTS = {
  refused: 'the connection breaks and further ones are refused, for `ms` (10 s)',
  reset: 'the connection is reset before the answer',
  'reset-halfway': 'the connection is reset in the middle of the body',
  timeout: 'no answer ever comes',
  slow: 'the answer comes after `ms` (3 s), or when the fault is switched off',
  stall: 'half of the body comes, and then nothing',
  trickle: 'the body comes a few bytes at a time, one piece per `ms` (200)',
  'http-400': '400, as some tenants answer to an expired token',
  'http-401': '401',
  'http-403': '403',
  'http-404': '404',
  'http-429': "429 in HaloPSA's words, with `retryAfter` seconds if given",
  'http-429-compressed': 'the same, its text compressed although that was refused',
  'http-500': '500 with a .NET exception',
  'http-502': '502 with HTML',
  'http-503': '503 with a maintenance page, with `retryAfter` seconds if given',
  'proxy-401': '401 with the web page of a proxy',
  'proxy-403': '403 with the web page of a firewall',
  html: '200 with HTML',
  empty: '200 without a body',
  'cut-off': '200 with JSON that ends in the middle',
  'wrong-shape': '200 with JSON of another shape',
  'wrong-null': '200 with null',
  'wrong-rows': '200 with a list whose rows are no rows',
  redirect: '302 to `location`',
  huge: 'a valid answer of `bytes` (200 MB)',
  compressed: 'the true answer, compressed although that was refused',
  'gzip-bomb': 'a small compressed answer that unpacks to `bytes` (200 MB)',
  endless: 'a list that has new rows on each further page',
  'count-high': 'record_count is too high, by `by` (half of it, at least 7)',
  'count-low': 'record_count is too low, by `by` (half of it)',
  'repeat-page': 'page `show` (the one before) in place of the page asked for',
  'page-cap': 'at most `rows` (10) rows in a page',
  'rows-gone': 'the list as it is after its first `by` rows (1) were removed',
  'paging-ignored': 'the whole list on every page, without record_count',
  'without-ids': '`rows` (2) more rows whose ids are out of range, announced with the others',
  'filters-ignored': 'a list of everybody, whatever was asked',
} as const;
export type FaultName = keyof typeof FAULTS;

export interface FaultRule {
  readonly fault: FaultName;
  /** Which call; every call if omitted. */
  readonly on?: Call;
  /** Only this page (page_no; a request without it counts as page 1). */
  readonly page?: number;
  /** This page and all later ones. */
  readonly fromPage?: number;
  /** How often; until it is cleared if omitted. */
  readonly times?: number;
  readonly ms?: number;
  readonly bytes?: number;
  readonly by?: number;
  readonly show?: number;
  readonly rows?: number;
  readonly retryAfter?: number;
  readonly location?: string;
}

const NUMBERS = ['page', 'fromPage', 'times', 'ms', 'bytes', 'by', 'show', 'rows', 'retryAfter'] as const;

const switchedOff = new WeakMap<FaultRule, Promise<void>>();

/** Resolves when a rule is switched off, also one that a request has used up. */
export function untilSwitchedOff(rule: FaultRule): Promise<void> {
  return switchedOff.get(rule) ?? new Promise(() => undefined);
}

/** The active faults. The first that matches a request is used. */
export class FaultControl {
  private rules: { readonly rule: FaultRule; left: number }[] = [];
  /** switches off every rule that was set, taken ones too */
  private readonly offs = new Set<() => void>();

  /** Switches a fault on. The returned function switches it off. */
  set(given: FaultRule): () => void {
    const rule = { ...given };
    const entry = { rule, left: rule.times ?? Infinity };
    this.rules.push(entry);
    const { promise, resolve } = Promise.withResolvers<void>();
    switchedOff.set(rule, promise);
    const off = () => {
      this.rules = this.rules.filter((other) => other !== entry);
      this.offs.delete(off);
      resolve();
    };
    this.offs.add(off);
    return off;
  }

  clear(): void {
    for (const off of [...this.offs]) off();
  }

  list(): readonly FaultRule[] {
    return this.rules.map(({ rule, left }) => (left === Infinity ? rule : { ...rule, times: left }));
  }

  /** The fault for a request, which counts as used. */
  take(call: Call, page: number): FaultRule | null {
    const entry = this.rules.find(({ rule, left }) => left > 0 && fits(rule, call, page));
    if (!entry) return null;
    entry.left -= 1;
    if (entry.left <= 0) this.rules = this.rules.filter((other) => other !== entry);
    return entry.rule;
  }
}

/** Parses a rule: a name, or JSON. Returns an error message if it is neither. */
export function parseRule(source: string): FaultRule | string {
  if (Object.hasOwn(FAULTS, source.trim())) return { fault: source.trim() as FaultName };
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return `neither the name of a fault nor JSON; faults are ${Object.keys(FAULTS).join(', ')}`;
  }
  return checkRule(value);
}

function checkRule(value: unknown): FaultRule | string {
  if (typeof value !== 'object' || value === null) return 'a fault is an object';
  const rule = value as Record<string, unknown>;
  if (typeof rule.fault !== 'string' || !Object.hasOwn(FAULTS, rule.fault)) {
    return `fault must be one of ${Object.keys(FAULTS).join(', ')}`;
  }
  if (rule.on !== undefined && !CALLS.includes(rule.on as Call)) return `on must be one of ${CALLS.join(', ')}`;
  if (rule.location !== undefined && typeof rule.location !== 'string') return 'location must be text';
  const bad = NUMBERS.find(
    (name) => rule[name] !== undefined && !(Number.isInteger(rule[name]) && Number(rule[name]) >= 0),
  );
  if (bad) return `${bad} must be a whole number`;
  const known = ['fault', 'on', 'location', ...NUMBERS];
  const unknown = Object.keys(rule).find((name) => !known.includes(name));
  return unknown === undefined ? (value as FaultRule) : `${unknown} is not part of a fault; it has ${known.join(', ')}`;
}

function fits(rule: FaultRule, call: Call, page: number): boolean {
  if (rule.on !== undefined && rule.on !== call) return false;
  if (rule.page !== undefined && rule.page !== page) return false;
  return rule.fromPage === undefined || page >= rule.fromPage;
}
