import type { Answer } from '../../packages/config/src/answer.ts';

/** The code of a failure; undefined of an answer that is none. */
export function codeOf(answer: Answer<unknown> | undefined): string | undefined {
  return answer === undefined || answer.ok ? undefined : answer.error.code;
}

/** What was read, or the message of why not. */
export function textOf(answer: Answer<string>): string {
  return answer.ok ? answer.value : answer.error.message;
}

/** One client a region, made with the first call. */
export function onePerRegion<Client>(
  create: (region: string | undefined) => Promise<Client>,
): (region: string | undefined) => Promise<Client> {
  const clients = new Map<string | undefined, Promise<Client>>();
  return (region) => {
    const client = clients.get(region) ?? create(region);
    clients.set(region, client);
    return client;
  };
}

/** Makes at most so many calls at once, in their order. */
export function boundOf(atOnce: number): <T>(call: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (call) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await call();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
