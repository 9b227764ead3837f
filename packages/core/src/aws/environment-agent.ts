import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { proxyFor } from './proxy-for.ts';

/** Decides for each host whether to go through the proxy of the environment; all requests are https. */
export class EnvironmentAgent extends Agent {
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #ca: string | undefined;

  constructor(env: Readonly<Record<string, string | undefined>>, ca: string | undefined) {
    super({ keepAlive: true, maxSockets: 50 });
    this.#env = env;
    this.#ca = ca;
  }

  // The SDK passes no protocol, and agent-base would look for it in a stack trace; without it no socket is used again.
  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(request: ClientRequest, options: AgentConnectOpts): Promise<Duplex> {
    const host = options.host ?? 'localhost';
    const target = {
      ...options,
      host,
      port: options.port ?? 443,
      servername: options.secureEndpoint ? (options.servername ?? host) : host,
      secureEndpoint: true as const,
      ...(this.#ca === undefined ? {} : { ca: this.#ca }),
    };
    const proxy = proxyFor(`https://${host.includes(':') ? `[${host}]` : host}:${target.port}`, this.#env);
    return proxy === undefined ? connect(target) : connectThrough(proxy, request, target);
  }
}

type Target = Parameters<HttpsProxyAgent<string>['connect']>[1];

/** The package takes a proxy's refusal for the answer of the server behind it, so it is listened for. */
async function connectThrough(proxy: URL, request: ClientRequest, target: Target): Promise<Duplex> {
  const refused = (reason: string, cause?: unknown): Error =>
    Object.assign(new Error(`the proxy ${proxy.host} ${reason}`, { cause }), { code: 'EPROXY' });
  request.once('proxyConnect', ({ statusCode, statusText }: { statusCode: number; statusText: string }) => {
    if (statusCode !== 200) request.destroy(refused(`answered ${statusCode} ${statusText}`.trim()));
  });
  try {
    return await new HttpsProxyAgent(proxy).connect(request, target);
  } catch (cause) {
    throw refused(`cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}
