import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { EventStore, isConflict, NO_STREAM, type EventMetadata } from '../../event-store/index.js';
import type { ExportEvent, ExportFormat } from '../../facts/index.js';
import { dayAt } from '../../shared/days.js';
import { TooOften } from '../../shared/errors.js';
import { retry } from '../../shared/retry.js';
import { sendInPieces } from '../../web/index.js';
import type { FileOf } from './columns.js';
import { ExportSlots, type Slot } from './export-slots.js';
import { contentDisposition } from './file-name.js';
import { csv } from './formats/csv.js';
import type { Format } from './formats/format.js';
import { ndjson } from './formats/ndjson.js';
import { xlsx } from './formats/xlsx/xlsx.js';

export const exportsStream = (resellerId: string) => `exports-${resellerId}`;

/** What the history says about an export. */
export type WantedExport = Omit<ExportEvent['data'], 'exportId'> & {
  /** what is in the file, and of which period: the beginning of its name */
  readonly name: string;
};

const FORMATS: Readonly<Record<ExportFormat, Format>> = { csv, xlsx, ndjson };

/** A client that takes longer than this, in milliseconds, loses its download, so that it does not hold a slot for ever. */
const LONGEST_MS = 3_600_000;
const RETRY_SECONDS = 30;
const TRIES = 10;

/** Sends lists as files, and records each of them. */
@Injectable()
export class Exports {
  constructor(
    private readonly store: EventStore,
    private readonly slots: ExportSlots,
  ) {}

  /**
   * Sends a list as a file. Nothing is sent before its beginning was read and the export is recorded: until then, an error is a page. An error after that
   * breaks the connection, so that the browser does not take a part for the whole.
   * @throws TooOften if the reseller already has two exports running
   * @throws NotPossibleNow if the list does not fit into the format
   */
  async send<Row>(
    response: Response,
    metadata: EventMetadata,
    { name, ...wanted }: WantedExport,
    file: FileOf<Row>,
  ): Promise<void> {
    const exportId = randomUUID();
    const slot = await this.slots.take(metadata.resellerId, exportId);
    if (!slot) throw new TooOften(BUSY, RETRY_SECONDS);
    try {
      const { mediaType, write, assertFits } = FORMATS[wanted.format];
      const over = limits(slot);
      await assertFits?.(file, AbortSignal.any([over, gone(response)]));
      const begun = await beginning(file);
      await this.record(metadata, { type: 'ExportMade', data: { exportId, ...wanted } });
      const today = dayAt(wanted.zone, new Date());
      response.status(200).setHeader('Content-Type', mediaType);
      response.setHeader('Content-Disposition', contentDisposition(name, today, wanted.format));
      await sendInPieces(response, write(begun), over);
    } catch (error) {
      // No one is left to answer.
      if (!response.destroyed || response.headersSent) throw error;
    } finally {
      await slot.release();
    }
  }

  private async record(metadata: EventMetadata, fact: Pick<ExportEvent, 'type' | 'data'>): Promise<void> {
    const stream = exportsStream(metadata.resellerId);
    const event = { ...fact, id: fact.data.exportId, metadata };
    const attempt = async () => {
      const [last] = await this.store.readStream(stream, { backwards: true, limit: 1 });
      return this.store.append(stream, last?.revision ?? NO_STREAM, [event]);
    };
    await retry(attempt, { isWorthIt: isConflict, tries: TRIES, pauseMs: (failed) => Math.random() * 5 * failed });
  }
}

const BUSY =
  'Two exports of your reseller account are running, and no more are made at a time. Wait until one has been downloaded, or cancel it, then ' +
  'export again.';

const limits = ({ lost }: Slot) => AbortSignal.any([lost, AbortSignal.timeout(LONGEST_MS)]);

/** Aborted when the client goes away. */
function gone(response: Response): AbortSignal {
  const leaving = new AbortController();
  response.once('close', () => leaving.abort());
  return leaving.signal;
}

/** The same file, with the first part of its rows read already. */
async function beginning<Row>({ columns, rows }: FileOf<Row>): Promise<FileOf<Row>> {
  const parts = rows()[Symbol.asyncIterator]();
  const first = await parts.next();
  return {
    columns,
    async *rows() {
      for (let part = first; part.done !== true; part = await parts.next()) yield part.value;
    },
  };
}
