import type { Destination } from '../../destination.ts';
import type { HttpAnswer } from '../../http/post.ts';
import { INCIDENT_RULES, stepOf } from '../incident.ts';
import { postTo } from '../post-to.ts';
import type { GenieConfig } from './config.ts';
import { requestOf } from './request.ts';

/**
 * How Jira Service Management and Opsgenie are told, whose APIs are one: an alarm creates an alert under its alias, which only counts up
 * while the alert is open, and OK closes it.
 */
export const genie: Pick<Destination<GenieConfig>, 'rules' | 'preview' | 'send'> = {
  rules: () => INCIDENT_RULES,
  preview: ({ config: { endpoint, ...config }, content, subject }) => {
    const step = stepOf(content, config);
    if (step.does === 'nothing') return { look: 'incident', parts: [], withheld: step.because };
    const { name, url, headers, body } = requestOf(step, { endpoint, apiKey: '…', subject });
    return { look: 'incident', parts: [{ name, body, request: { url, headers } }] };
  },
  send: async ({ config, content, subject }, ports) => {
    const step = stepOf(content, config);
    if (step.does === 'nothing') return { withheld: step.because };
    const { endpoint, apiKey } = config;
    const { url, headers, body } = requestOf(step, { endpoint, apiKey, subject });
    const request = { url, headers, body: JSON.stringify(body) };
    await postTo(request, { config, ports, secrets: [apiKey], read: retryAfter });
    return {};
  },
};

/** Opsgenie says when it may be asked again by a header of its own. Source: Opsgenie documentation, "Rate Limiting". */
function retryAfter(answer: HttpAnswer): HttpAnswer {
  const { 'x-ratelimit-period-in-sec': seconds } = answer.headers;
  return seconds === undefined
    ? answer
    : { ...answer, headers: { 'retry-after': seconds, ...answer.headers } };
}
