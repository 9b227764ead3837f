import * as z from '@kmscrypt/lambda/schema';
import type { Destination } from '../destination.ts';
import { httpsShape, httpsUrl, textThat } from './config-parts.ts';
import { INCIDENT_RULES, incidentShape, stepOf } from './incident.ts';
import { eventOf } from './pagerduty/event.ts';
import { postTo } from './post-to.ts';

const schema = z.strictObject({
  type: z.literal('pagerduty'),
  /** The integration key of a service's, or of an orchestration's, integration "Events API v2": 32 characters. */
  routingKey: textThat(
    (text) => /^[A-Za-z0-9]{32}$/.test(text),
    'is not an integration key of 32 characters',
  ),
  /** Default that of the US; `https://events.eu.pagerduty.com/v2/enqueue` for accounts in the EU. */
  endpoint: z._default(httpsUrl, 'https://events.pagerduty.com/v2/enqueue'),
  ...incidentShape,
  ...httpsShape,
});

export type PagerDutyConfig = z.output<typeof schema>;

const HEADERS = { 'content-type': 'application/json' };

/**
 * PagerDuty's Events API v2. An alarm opens one alert however often it goes off, and OK resolves it. It takes some 120 events a minute
 * and key, and answers 429 beyond that. Source: PagerDuty developer documentation, "Events API v2 Overview", "Events API Rate Limits".
 */
export const pagerDuty: Destination<PagerDutyConfig> = {
  type: 'pagerduty',
  schema,
  rules: () => INCIDENT_RULES,
  preview: ({ config, content, subject }) => {
    const step = stepOf(content, config);
    if (step.does === 'nothing') return { look: 'incident', parts: [], withheld: step.because };
    const request = { url: config.endpoint, headers: HEADERS };
    return {
      look: 'incident',
      parts: [{ name: step.does, body: eventOf(step, { routingKey: '…', subject }), request }],
    };
  },
  send: async ({ config, content, subject }, ports) => {
    const step = stepOf(content, config);
    if (step.does === 'nothing') return { withheld: step.because };
    const { endpoint: url, routingKey } = config;
    const body = JSON.stringify(eventOf(step, { routingKey, subject }));
    await postTo({ url, headers: HEADERS, body }, { config, ports, secrets: [routingKey] });
    return {};
  },
};
