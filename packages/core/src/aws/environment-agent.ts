import { Agent, type AgentConnectOpts } from 'agent-base';
import type { ClientRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { proxyFor } from './proxy-for.ts';
import type { HttpSettings } from './request-handler.ts';
import { tunnel } from './tunnel.ts';

/** Decides for each host whether to go through the proxy of the environment; all requests are https. */
export class EnvironmentAgent extends Agent {
  readonly #settings: HttpSettings;

  constructor(settings: HttpSettings) {
    super({ keepAlive: true, maxSockets: 50 });
    this.#settings = settings;
  }

  // The SDK passes no protocol, and agent-base would look for it in a stack trace; without it no socket is used again.
  override isSecureEndpoint(): boolean {
    return true;
  }

  override async connect(_request: ClientRequest, options: AgentConnectOpts): Promise<Duplex> {
    const { env, ca } = this.#settings;
    const { host = 'localhost', port } = options;
    const certificates = ca === undefined ? {} : { ca };
    const servername = (options.secureEndpoint ? options.servername : undefined) ?? host;
    const target = { ...options, host, port, servername, ...certificates };
    const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const proxy = proxyFor(`https://${authority}`, env);
    if (proxy === undefined) return connect(target);
    return connect({ ...target, socket: await tunnel(proxy, authority, this.#settings) });
  }
}
