import { type NodeHttpHandlerOptions, NodeHttpHandler } from '@smithy/node-http-handler';
import { Readable } from 'node:stream';
import type { HttpSettings } from './request-handler.ts';

/** Requests through Node's http; the code of proxies and of unref'd sockets loads only where it is needed. */
export async function createHandler(settings: HttpSettings): Promise<NodeHttpHandler> {
  const { connectionTimeout, requestTimeout, unref } = settings;
  const agents = await (unref ? unrefAgents(settings) : agentsOf(settings));
  // The SDK's own timers keep the process alive. The last one only warns, and cannot be left out.
  const timers = unref
    ? { connectionTimeout: 0, requestTimeout: 0, socketTimeout: 0, socketAcquisitionWarningTimeout: 0 }
    : { connectionTimeout, requestTimeout, throwOnRequestTimeout: true };
  return new TimelyHandler({ ...agents, ...timers }, settings);
}

type Agents = Pick<NodeHttpHandlerOptions, 'httpAgent' | 'httpsAgent'>;

async function agentsOf(settings: HttpSettings): Promise<Agents> {
  const { proxied, ca } = settings;
  if (!proxied) return ca === undefined ? {} : { httpsAgent: { ca, keepAlive: true } };
  const { EnvironmentAgent } = await import('./environment-agent.ts');
  return { httpsAgent: new EnvironmentAgent(settings) };
}

/** In an SDK's handler, as many sockets as by default. */
const POOL = { keepAlive: true, maxSockets: 50 };

async function unrefAgents(settings: HttpSettings): Promise<Agents> {
  const { connectionTimeout, ca } = settings;
  const { unrefSockets } = await import('./unref-sockets.ts');
  // An import of node:http would load undici.
  const { Agent: HttpAgent } = process.getBuiltinModule('node:http');
  const { Agent: HttpsAgent } = process.getBuiltinModule('node:https');
  const { httpsAgent } = settings.proxied ? await agentsOf(settings) : {};
  const secure =
    httpsAgent instanceof HttpAgent
      ? httpsAgent
      : new HttpsAgent({ ...POOL, ...(ca === undefined ? {} : { ca }) });
  return {
    httpAgent: unrefSockets(new HttpAgent(POOL), connectionTimeout),
    httpsAgent: unrefSockets(secure, connectionTimeout),
  };
}

type Handle = NodeHttpHandler['handle'];

/** Node's handler, whose own time-outs end with the headers of an answer, with one for the body; and with unref'd ones. */
class TimelyHandler extends NodeHttpHandler {
  readonly #timeout: number;
  readonly #unref: boolean;

  constructor(options: NodeHttpHandlerOptions, { requestTimeout, unref }: HttpSettings) {
    super(options);
    this.#timeout = requestTimeout;
    this.#unref = unref;
  }

  override async handle(...args: Parameters<Handle>): ReturnType<Handle> {
    const output = await (this.#unref ? this.#handleInTime(...args) : super.handle(...args));
    const body: unknown = output.response.body;
    if (!(body instanceof Readable)) return output;
    const timer = setTimeout(() => body.destroy(this.#late('complete')), this.#timeout);
    if (this.#unref) timer.unref();
    body.once('close', () => clearTimeout(timer));
    return output;
  }

  async #handleInTime(...[request, options = {}]: Parameters<Handle>): ReturnType<Handle> {
    const { abortSignal } = options;
    const outer = abortSignal instanceof AbortSignal ? abortSignal : undefined;
    // Not AbortSignal.any, which takes longer than all the rest here.
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(this.#late('there')), this.#timeout).unref();
    const end = (): void => ending.abort(outer?.reason);
    if (outer?.aborted === true) end();
    outer?.addEventListener('abort', end, { once: true });
    try {
      return await super.handle(request, { ...options, abortSignal: ending.signal });
    } catch (error) {
      const isOurs = ending.signal.aborted && outer?.aborted !== true;
      throw isOurs ? ending.signal.reason : error;
    } finally {
      clearTimeout(timer);
      outer?.removeEventListener('abort', end);
    }
  }

  #late(what: string): Error {
    const message = `the answer was not ${what} within ${this.#timeout} ms`;
    return Object.assign(new Error(message), { name: 'TimeoutError' });
  }
}
