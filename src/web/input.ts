import { parse } from 'node:querystring';
import { HttpException, Injectable, Param, type PipeTransform } from '@nestjs/common';
import { urlencoded, type RequestHandler } from 'express';
import { validate } from 'uuid';
import { NotFound } from '../shared/errors.js';
import type { SentFields } from './request.js';

/** A page of 100 people sends a few fields per person; the rest is reserve. */
const MOST_FIELDS = 1_000;
const MOST_BYTES = '256kb';

/** Parses forms. Larger ones get a 413, any other content type a 415; a request without a body has an empty form. */
export const readForms: RequestHandler[] = [
  urlencoded({ extended: false, limit: MOST_BYTES, parameterLimit: MOST_FIELDS }),
  (request, _response, next) => {
    const hasBody =
      Number(request.headers['content-length'] ?? 0) > 0 || request.headers['transfer-encoding'] !== undefined;
    if (hasBody && request.body === undefined) return next(new HttpException('Forms only', 415));
    request.body = cleanFields(request.body as Record<string, unknown> | undefined);
    next();
  },
];

/** For Express's setting `query parser`: flat, and cleaned like a form. */
export function readQuery(query: string | null | undefined): SentFields {
  return cleanFields(parse(query ?? '', '&', '=', { maxKeys: 100 }));
}

/**
 * Cleans text that PostgreSQL rejects or that no keyboard types: lone surrogates become U+FFFD; control characters other than tab and line
 * ends are removed.
 */
function cleanText(text: string): string {
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '');
}

function cleanFields(fields: Record<string, unknown> | undefined): SentFields {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, value]) => [
      cleanText(name),
      Array.isArray(value) ? value.map((each) => cleanText(String(each))) : cleanText(String(value)),
    ]),
  );
}

@Injectable()
class UuidPipe implements PipeTransform<unknown, string> {
  transform(value: unknown): string {
    if (typeof value === 'string' && validate(value)) return value.toLowerCase();
    throw new NotFound();
  }
}

/** `@IdParam('id') id: string`: a UUID in the path. Anything else gets a 404 before it reaches the database. */
export const IdParam = (name: string) => Param(name, UuidPipe);
