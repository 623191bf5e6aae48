import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/**
 * Sends an answer while it is being made. The next piece is made when the client has taken the last ones, and none after it has gone.
 * @param signal ends it early, in the same way as an error
 * @throws what the pieces throw: the error filter then cuts the connection, so that a part is not taken for the whole
 */
export async function sendInPieces(
  response: Response,
  pieces: AsyncIterable<string | Buffer>,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await pipeline(Readable.from(pieces, { objectMode: true, highWaterMark: 1 }), response, {
      ...(signal && { signal }),
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
