import * as z from '@kmscrypt/lambda/schema';
import type { Destination } from '../destination.ts';
import { httpsUrl } from './config-parts.ts';
import { genieShape } from './genie/config.ts';
import { genie } from './genie/genie.ts';

const schema = z.strictObject({
  type: z.literal('jsm'),
  /** Default Atlassian's, for all regions. */
  endpoint: z._default(httpsUrl, 'https://api.atlassian.com/jsm/ops/integration/v2/alerts'),
  ...genieShape,
});

export type JsmConfig = z.output<typeof schema>;

/**
 * Alerts of Jira Service Management, by its Integration Events API. Source: Jira Service Management Operations REST API, "Integration
 * events".
 */
export const jsm: Destination<JsmConfig> = { type: 'jsm', schema, ...genie };
