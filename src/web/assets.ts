import type { RequestHandler } from 'express';
import { assetFiles } from '../views/assets.js';

const GONE = new Set(['ECONNABORTED', 'ECONNRESET', 'EPIPE']);

/** Serves the files that the pages refer to, and no others. Their URLs change with their content, so they may be cached forever. */
export function serveAssets(): RequestHandler {
  const byUrl = new Map(assetFiles.map((file) => [file.url, file]));
  return (request, response, next) => {
    const file = byUrl.get(request.path);
    if (!file || !['GET', 'HEAD'].includes(request.method)) return next();
    const headers = { 'Content-Type': file.type, 'Cache-Control': 'public, max-age=31536000, immutable' };
    if ('text' in file.content) return void response.set(headers).send(file.content.text);
    // The list decides what is served. A parent folder may start with a dot.
    response.sendFile(
      file.content.path,
      { headers, cacheControl: false, dotfiles: 'allow' },
      (error?: Error & { code?: string }) => {
        // Browsers abort downloads when the visitor leaves the page.
        if (error && !GONE.has(error.code ?? '')) next(error);
      },
    );
  };
}
