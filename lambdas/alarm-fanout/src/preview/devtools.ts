import type { Readable, Writable } from 'node:stream';
import { fieldsOf, type Fields } from './json.ts';

/** Calls of the Chrome DevTools Protocol; a page's have its session. */
export interface Devtools {
  /** Rejects with what the browser says, and where it has ended. */
  readonly call: (method: string, params?: Fields, session?: string) => Promise<Fields>;
  /** Comes when the browser next tells it of that session. */
  readonly next: (event: string, session: string) => Promise<void>;
}

interface Waiting {
  readonly resolve: (result: Fields) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Speaks with a browser that was started with `--remote-debugging-pipe`: JSON, each message with a NUL behind it.
 *
 * @param streams file descriptors 3 and 4 of the browser.
 */
export function devtoolsOver({ to, from }: { readonly to: Writable; readonly from: Readable }): Devtools {
  const calls = new Map<number, Waiting>();
  const events = new Map<string, Waiting[]>();
  let count = 0;
  let left = '';

  const endWith = (reason: string): void => {
    const error = new Error(reason);
    for (const { reject } of [...calls.values(), ...[...events.values()].flat()]) reject(error);
    calls.clear();
    events.clear();
  };
  const end = (): void => endWith('Chromium ended before it was done');

  const take = (text: string): void => {
    const message = read(text);
    if (message === undefined) return endWith('Chromium said what is not understood');
    const { id, method, sessionId, result, error } = message;
    if (typeof id !== 'number') {
      const key = `${String(sessionId)} ${String(method)}`;
      for (const { resolve } of events.get(key) ?? []) resolve({});
      events.delete(key);
      return;
    }
    const waiting = calls.get(id);
    calls.delete(id);
    if (error === undefined) waiting?.resolve(fieldsOf(result));
    else waiting?.reject(new Error(`Chromium refused a command: ${String(fieldsOf(error)['message'])}`));
  };
  from.setEncoding('utf8');
  from.on('data', (text: string) => {
    const messages = (left + text).split('\0');
    left = messages.pop() ?? '';
    for (const message of messages) take(message);
  });
  from.once('close', end);
  // That it cannot be written is told by its end.
  to.on('error', () => {});

  return {
    call: (method, params = {}, session) =>
      new Promise((resolve, reject) => {
        count += 1;
        calls.set(count, { resolve, reject });
        to.write(`${JSON.stringify({ id: count, method, params, sessionId: session })}\0`);
        if (from.destroyed) end();
      }),
    next: (event, session) =>
      new Promise((resolve, reject) => {
        const key = `${session} ${event}`;
        events.set(key, [...(events.get(key) ?? []), { resolve: () => resolve(), reject }]);
        if (from.destroyed) end();
      }),
  };
}

function read(text: string): Fields | undefined {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}
