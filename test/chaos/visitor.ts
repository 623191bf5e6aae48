export interface Answered {
  /** the browser is sent on to a page that says so */
  readonly done: boolean;
}

/** A browser without JavaScript that keeps its cookies, also from one start of a portal to the next. */
export class Visitor {
  #cookie = '';
  /** where the portal is now */
  origin = '';

  async get(path: string): Promise<{ readonly status: number; readonly text: string }> {
    const answer = await this.#ask(path, {});
    return { status: answer.status, text: await answer.text() };
  }

  /** Sends a form. @returns where the portal sends the browser then. @throws Error for every answer but a redirect */
  async post(path: string, form: Readonly<Record<string, string>>): Promise<string> {
    const answer = await this.#ask(path, { method: 'POST', body: new URLSearchParams(form) });
    const location = answer.headers.get('location');
    if (answer.status === 303 && location) return location;
    throw new Error(`${path} was answered by ${answer.status}: ${words(await answer.text())}`);
  }

  /** Sends a form and tolerates failure. @returns undefined if there was no answer, or an error page */
  async press(path: string, form: Readonly<Record<string, string>>): Promise<Answered | undefined> {
    const answer = await this.#ask(path, { method: 'POST', body: new URLSearchParams(form) }).catch(() => undefined);
    await answer?.body?.cancel().catch(() => undefined);
    if (!answer || answer.status >= 500) return undefined;
    return { done: answer.status === 303 && /[?&]done=/.test(answer.headers.get('location') ?? '') };
  }

  async signIn(email = 'admin@demo.example', password = 'demo-demo-demo'): Promise<void> {
    if (this.#cookie !== '' && (await this.get('/teams')).status === 200) return;
    await this.post('/sign-in', { email, password });
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const headers = { origin: this.origin, cookie: this.#cookie };
    const answer = await fetch(`${this.origin}${path}`, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) this.#cookie = cookie.split(';')[0] ?? '';
    return answer;
  }
}

function words(html: string): string {
  return html
    .replace(/<(style|script|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^<>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 400);
}
