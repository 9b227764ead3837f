import type { Ports } from '../../destination.ts';
import type { AllowedHost, HttpRequest } from '../../http/post.ts';
import { postTo } from '../post-to.ts';
import { readAnswer } from './api-error.ts';

export interface BotConfig {
  readonly endpoint: string;
  readonly token: string;
  readonly channel: string;
  readonly timeout: number;
  readonly private?: AllowedHost | undefined;
}

export type Method =
  | 'chat.postMessage'
  | 'chat.update'
  | 'files.getUploadURLExternal'
  | 'files.completeUploadExternal';

/** A call of Slack's Web API, as it can be shown: the token is not in it. */
export interface Call {
  readonly method: Method;
  readonly body: Readonly<object>;
}

/** `files.getUploadURLExternal` has not always taken JSON. */
const AS_FORM: ReadonlySet<Method> = new Set(['files.getUploadURLExternal']);

/** Where a call goes, and with which headers. @param token default `…` */
export function requestOf(
  { method }: Pick<Call, 'method'>,
  { endpoint, token = '…' }: { readonly endpoint: string; readonly token?: string },
): Pick<HttpRequest, 'url' | 'headers'> {
  const type = AS_FORM.has(method) ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8';
  return {
    url: `${endpoint.replace(/\/+$/u, '')}/${method}`,
    headers: { 'content-type': type, authorization: `Bearer ${token}` },
  };
}

export interface Caller {
  readonly config: BotConfig;
  readonly ports: Ports;
}

/**
 * Calls Slack.
 *
 * @returns what it answers; undefined where nothing was done, as the message that is meant is gone
 * @throws DeliveryError
 */
export async function callSlack(
  { method, body }: Call,
  { config, ports }: Caller,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const request = {
    ...requestOf({ method }, config),
    body: AS_FORM.has(method) ? formOf(body) : JSON.stringify(body),
  };
  const who = `${new URL(config.endpoint).host} (${method})`;
  const secrets = [config.token];
  const answer = await postTo(request, { config, ports, known: who, secrets });
  return readAnswer(answer, { who, now: ports.clock.now(), secrets });
}

function formOf(body: Readonly<object>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) form.set(name, String(value));
  return form.toString();
}
