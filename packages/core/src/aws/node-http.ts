import { type NodeHttpHandlerOptions, NodeHttpHandler } from '@smithy/node-http-handler';
import { Readable } from 'node:stream';
import type { HttpSettings } from './request-handler.ts';

/** Requests through Node's http; the proxy's code loads only where a proxy is set. */
export async function createHandler(settings: HttpSettings): Promise<NodeHttpHandler> {
  const { env, proxied, ca, connectionTimeout, requestTimeout } = settings;
  const options: NodeHttpHandlerOptions = { connectionTimeout, requestTimeout, throwOnRequestTimeout: true };
  if (proxied) {
    const { EnvironmentAgent } = await import('./environment-agent.ts');
    return new BodyTimeoutHandler({ ...options, httpsAgent: new EnvironmentAgent(env, ca) }, requestTimeout);
  }
  const withCa = ca === undefined ? options : { ...options, httpsAgent: { ca, keepAlive: true } };
  return new BodyTimeoutHandler(withCa, requestTimeout);
}

/** Node's handler, whose own time-outs end with the headers of an answer, with one for the body. */
class BodyTimeoutHandler extends NodeHttpHandler {
  readonly #bodyTimeout: number;

  constructor(options: NodeHttpHandlerOptions, bodyTimeout: number) {
    super(options);
    this.#bodyTimeout = bodyTimeout;
  }

  override async handle(
    ...args: Parameters<NodeHttpHandler['handle']>
  ): ReturnType<NodeHttpHandler['handle']> {
    const output = await super.handle(...args);
    const body: unknown = output.response.body;
    if (!(body instanceof Readable)) return output;
    const timer = setTimeout(() => {
      const message = `the answer was not complete within ${this.#bodyTimeout} ms`;
      body.destroy(Object.assign(new Error(message), { name: 'TimeoutError' }));
    }, this.#bodyTimeout);
    body.once('close', () => clearTimeout(timer));
    return output;
  }
}
