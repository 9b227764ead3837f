import { type NodeHttpHandlerOptions, NodeHttpHandler } from '@smithy/node-http-handler';
import type { HttpSettings } from './request-handler.ts';

/** Requests through Node's http; the proxy's code loads only where a proxy is set. */
export async function createHandler(settings: HttpSettings): Promise<NodeHttpHandler> {
  const { env, ca, connectionTimeout, requestTimeout } = settings;
  const options: NodeHttpHandlerOptions = { connectionTimeout, requestTimeout, throwOnRequestTimeout: true };
  if (env['HTTPS_PROXY'] || env['https_proxy']) {
    const { EnvironmentAgent } = await import('./environment-agent.ts');
    return new NodeHttpHandler({ ...options, httpsAgent: new EnvironmentAgent(env, ca) });
  }
  return new NodeHttpHandler(
    ca === undefined ? options : { ...options, httpsAgent: { ca, keepAlive: true } },
  );
}
