import type { DestinationConfig } from '../../destination.ts';
import type { AllowedHost } from '../../http/post.ts';
import { httpsShape, textThat } from '../config-parts.ts';
import { incidentShape } from '../incident.ts';

/** What entries of Jira Service Management and of Opsgenie have, besides their type and endpoint. */
export const genieShape = {
  /** Of an API integration of a team: it decides who is called. */
  apiKey: textThat((text) => /^[\x21-\x7e]+$/.test(text), 'is not the key of an integration'),
  ...incidentShape,
  ...httpsShape,
};

/** The same, as far as both are sent alike. */
export interface GenieConfig extends DestinationConfig {
  readonly apiKey: string;
  /** Where alerts are created, without an alias. */
  readonly endpoint: string;
  readonly insufficientData: 'ignore' | 'trigger';
  readonly private?: AllowedHost | undefined;
}
