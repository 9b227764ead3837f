import { incidentKey } from '../incident-key.ts';
import type { Step } from '../incident.ts';
import { alertOf, closingOf, type GenieAlert, type GenieClosing } from './alert.ts';

export interface GenieRequest {
  readonly name: 'create alert' | 'close alert';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: GenieAlert | GenieClosing;
}

const MOST_ALIAS = 512;
/** An alias stands in paths, where many a proxy takes no escaped slash. */
const UNFIT = /^[^A-Za-z0-9]|[^\w:.-]/gu;

/** The request of a step: an alert is created, or closed by its alias. */
export function requestOf(
  { does, content }: Exclude<Step, { readonly does: 'nothing' }>,
  {
    endpoint,
    apiKey,
    subject,
  }: { readonly endpoint: string; readonly apiKey: string; readonly subject: string },
): GenieRequest {
  const alerts = endpoint.replace(/\/+$/u, '');
  const alias = incidentKey(subject, { most: MOST_ALIAS, unfit: UNFIT });
  const headers = { authorization: `GenieKey ${apiKey}`, 'content-type': 'application/json' };
  return does === 'open'
    ? { name: 'create alert', url: alerts, headers, body: alertOf(content, alias) }
    : {
        name: 'close alert',
        url: `${alerts}/${alias}/close?identifierType=alias`,
        headers,
        body: closingOf(content),
      };
}
