import * as z from '@kmscrypt/lambda/schema';
import type { Destination } from '../destination.ts';
import { httpsUrl } from './config-parts.ts';
import { genieShape } from './genie/config.ts';
import { genie } from './genie/genie.ts';

const schema = z.strictObject({
  type: z.literal('opsgenie'),
  /** Default that of the US; `https://api.eu.opsgenie.com/v2/alerts` for accounts in the EU. */
  endpoint: z._default(httpsUrl, 'https://api.opsgenie.com/v2/alerts'),
  ...genieShape,
});

export type OpsgenieConfig = z.output<typeof schema>;

/**
 * Alerts of Opsgenie, which ends in April 2027: its accounts move to Jira Service Management, type `jsm`. Source: Opsgenie documentation,
 * "Alert API".
 */
export const opsgenie: Destination<OpsgenieConfig> = { type: 'opsgenie', schema, ...genie };
