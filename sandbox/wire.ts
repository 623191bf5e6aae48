/** An answer before it is sent, so that a fault can still spoil it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * JSON as HaloPSA writes it: `site_id` as a float (18.0). Within a string value a quote is always escaped, so an unescaped
 * `"site_id":` can only be the key.
 */
export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const body = JSON.stringify(value).replace(/"site_id":(-?\d+)(?=[,}])/g, '"site_id":$1.0');
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

export function html(status: number, title: string, content = ''): Answer {
  const body = `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${content}</body></html>\n`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** An exception as .NET serialises it. */
export function netError(status: number, className: string, message: string): Answer {
  return json(status, {
    ClassName: className,
    Message: message,
    Data: null,
    InnerException: null,
    HResult: -2146233088,
  });
}

/** The answer to a parameter that could not be bound: the model state, an array of messages per field. */
export function modelState(field: string, value: string): Answer {
  return json(400, { [field]: [`The value '${value}' is not valid.`] });
}

/** An error of the token endpoint (RFC 6749, section 5.2). */
export function oauthError(status: 400 | 401, error: string, description?: string): Answer {
  return json(status, { error, error_description: description }, { 'cache-control': 'no-store' });
}
