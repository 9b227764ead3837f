import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type Accepted,
  type Asked,
  type CloudFrontRulesOptions,
  cloudFrontRules,
  type Verdict,
} from '../../lambdas/static-asset-invalidation/test/support/cloudfront-rules.ts';
import { listen } from './fault-kms.ts';

/** What happens to one call; CloudFront judges it unless it is said that it does not. */
export type CloudFrontFault =
  | 'pass'
  /** Neither judged nor answered. */
  | 'stall'
  /** Judged and never answered; judged and then reset. */
  | 'judge-and-stall'
  | 'judge-and-drop'
  /** Answered with an error instead. */
  | { readonly status: number; readonly code: string };

export interface CloudFrontOptions extends Partial<CloudFrontRulesOptions> {
  /** By the number of the call, from 1; default all pass. */
  readonly faultOf?: ((call: number, asked: Asked) => CloudFrontFault) | undefined;
}

/** A CloudFront that keeps to its limits, until the end of the block that it is made in with `using`. */
export interface CloudFront extends Disposable {
  /** For AWS_ENDPOINT_URL_CLOUDFRONT. */
  readonly endpoint: string;
  /** All that it was asked, in that order. */
  readonly calls: readonly Asked[];
  /** The invalidations that it charges for. */
  readonly accepted: readonly Accepted[];
  /** Ends what is in progress: of one distribution, or of all. */
  readonly complete: (distribution?: string) => void;
  /** The most that have been in progress at once in any distribution. */
  readonly most: () => { readonly paths: number; readonly wildcards: number };
}

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
/** CloudFront API reference, CreateInvalidation, "Errors". */
const STATUS: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  BatchTooLarge: 413,
  InvalidationBatchAlreadyExists: 409,
  NoSuchDistribution: 404,
};

/**
 * CloudFront's CreateInvalidation over HTTP, with what emulators do not enforce: what may be in progress at once, caller
 * references, what a path is, permissions, a rate. Its time is the machine's unless another is given.
 */
export async function cloudFront({ faultOf, ...options }: CloudFrontOptions = {}): Promise<CloudFront> {
  const { now = () => performance.now() } = options;
  const rules = cloudFrontRules({ ...options, now });
  const calls: Asked[] = [];
  const answer = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = askedIn(message.url ?? '', await text(message));
    if (typeof asked === 'string') return send(response, { status: 'error', code: asked, message: 'no' });
    calls.push(asked);
    const fault = faultOf?.(calls.length, asked) ?? 'pass';
    if (fault === 'stall') return undefined;
    if (typeof fault === 'object') return sendError(response, fault.status, fault.code, 'so the test');
    const verdict = rules.create(asked);
    if (fault === 'judge-and-drop') message.socket.resetAndDestroy();
    else if (fault === 'pass') send(response, verdict, asked);
    return undefined;
  };
  const server = createServer((message, response) => void answer(message, response));
  return {
    endpoint: await listen(server),
    calls,
    accepted: rules.accepted,
    complete: rules.complete,
    most: rules.most,
    [Symbol.dispose]: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What a request asks, or the code of the error that it is. */
function askedIn(url: string, xml: string): Asked | string {
  const distribution = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/.exec(url)?.[1];
  const callerReference = /<CallerReference>([^<]*)<\/CallerReference>/.exec(xml)?.[1];
  const quantity = /<Quantity>(\d+)<\/Quantity>/.exec(xml)?.[1];
  if (distribution === undefined || callerReference === undefined) return 'MalformedXML';
  const items = [...xml.matchAll(/<Path>([^<]*)<\/Path>/g)].map(([, path = '']) => unescape(path));
  if (Number(quantity) !== items.length) return 'InconsistentQuantities';
  return { distribution, callerReference: unescape(callerReference), items };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescape(xml: string): string {
  return xml.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (all, hex?: string, decimal?: string, name = '') => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name] ?? all;
    },
  );
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function send(response: ServerResponse, verdict: Verdict, asked?: Asked): void {
  if (verdict.status === 'error') {
    sendError(response, STATUS[verdict.code] ?? 400, verdict.code, verdict.message);
    return;
  }
  const { items = [], callerReference = '' } = asked ?? {};
  const paths = items.map((item) => `<Path>${escape(item)}</Path>`).join('');
  const batch = `<Paths><Quantity>${items.length}</Quantity><Items>${paths}</Items></Paths><CallerReference>${escape(callerReference)}</CallerReference>`;
  const state = `<Id>${verdict.id}</Id><Status>InProgress</Status><CreateTime>2026-11-21T00:00:00Z</CreateTime>`;
  const body = `<Invalidation xmlns="${NAMESPACE}">${state}<InvalidationBatch>${batch}</InvalidationBatch></Invalidation>`;
  response.writeHead(201, { 'content-type': 'text/xml' }).end(body);
}

function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escape(message)}</Message></Error>`;
  const body = `<ErrorResponse xmlns="${NAMESPACE}">${error}<RequestId>1</RequestId></ErrorResponse>`;
  response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
}
