import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { NewEvent } from '../event-store/index.js';
import type { HaloObserver, HaloWait } from '../modules/halo-connector/index.js';
import { countsOf, OUTCOMES, STATES } from './counts-of.js';
import type { Health } from './readings.js';

const WAITS: readonly HaloWait[] = ['own-limit', '429', '503'];
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/**
 * The numbers of this process for Prometheus. Labels have values from fixed sets: no id, name or address of a reseller or person. Counters
 * begin at 0 with the process.
 */
export class Metrics implements HaloObserver {
  private readonly registry = new Registry();
  private readonly imports = this.counter('portal_imports_total', 'Imports by what happened to them', ['state']);
  private readonly people = this.counter('portal_import_people_total', 'People of imports by outcome', ['outcome']);
  private readonly events = this.counter('portal_events_total', 'Events appended to the log, by type', ['type']);
  private readonly requests = this.counter('portal_halo_requests_total', 'Requests to HaloPSA by outcome', [
    'outcome',
    'priority',
  ]);
  private readonly duration = new Histogram({
    name: 'portal_halo_request_duration_seconds',
    help: 'Time until HaloPSA has answered',
    labelNames: ['priority'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly waits = this.counter('portal_halo_waits_total', 'Waits before a request to HaloPSA', ['why']);
  private readonly waitSeconds = this.counter('portal_halo_wait_seconds_total', 'Seconds of these waits', ['why']);
  private readonly lag = this.gauge(
    'portal_projection_lag_seconds',
    'Age of the oldest event that a projection has not applied; 0 when it has applied all',
    ['projection'],
  );
  private readonly stopped = this.gauge('portal_projection_stopped', '1 if it met an event that it cannot apply', [
    'projection',
  ]);
  private readonly outbox = this.gauge('portal_outbox_entries', 'Entries on their way into the log, at most 10000', [
    'state',
  ]);
  private readonly database = this.gauge('portal_database_up', '1 if the database answered in time', []);
  private readonly log = this.gauge('portal_log_up', '1 if the log answered and can be used', []);
  private readonly pool = this.gauge('portal_pool_connections', 'Connections to the database by state', ['state']);

  constructor() {
    for (const state of STATES) this.imports.inc({ state }, 0);
    for (const outcome of OUTCOMES) this.people.inc({ outcome }, 0);
    for (const why of WAITS) this.addWait(why, 0, 0);
  }

  /** Also measures the process itself: CPU, memory, garbage collection, delay of the event loop. */
  measureProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  appended(events: readonly NewEvent[]): void {
    const { imports, people, events: types } = countsOf(events);
    for (const [state, n] of Object.entries(imports)) this.imports.inc({ state }, n);
    for (const [outcome, n] of Object.entries(people)) this.people.inc({ outcome }, n);
    for (const [type, n] of Object.entries(types)) this.events.inc({ type }, n);
  }

  answered(priority: string, outcome: string, ms: number): void {
    this.requests.inc({ outcome, priority });
    this.duration.observe({ priority }, ms / 1_000);
  }

  waited(why: HaloWait, ms: number): void {
    this.addWait(why, 1, ms);
  }

  private addWait(why: HaloWait, n: number, ms: number): void {
    this.waits.inc({ why }, n);
    this.waitSeconds.inc({ why }, ms / 1_000);
  }

  /** In the text format of Prometheus. */
  text(health: Health): Promise<string> {
    this.show(health);
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** What is not known is left out: an old number would look like a new one. */
  private show({ database, log, projections, outbox, pool }: Health): void {
    for (const gauge of [this.lag, this.stopped, this.outbox]) gauge.reset();
    this.database.set(database ? 1 : 0);
    this.log.set(log ? 1 : 0);
    for (const { name, lagSeconds, stopped } of projections) {
      this.stopped.set({ projection: name }, stopped ? 1 : 0);
      if (lagSeconds !== undefined) this.lag.set({ projection: name }, lagSeconds);
    }
    for (const [state, n] of Object.entries(outbox)) this.outbox.set({ state }, n);
    for (const [state, n] of Object.entries(pool)) this.pool.set({ state }, n);
  }

  private counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  private gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
