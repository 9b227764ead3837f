import { z } from 'zod';
import { accountId, cidr, domain, name } from './fields.ts';
import { key } from './key-schema.ts';
import { RETENTION_DAYS } from './retention.ts';
import { site } from './site-schema.ts';
import { updates } from './updates-schema.ts';
import { workload } from './workload-schema.ts';

const vpc = z.strictObject({
  cidr: cidr.describe('Private addresses, /16 to /20, that no other VPC has.'),
  zones: z.int().min(1).max(3).default(3).describe('Number of availability zones. Default 3.'),
  nat: z
    .enum(['none', 'one', 'each-zone'])
    .optional()
    .describe('NAT gateways. Default one; each-zone in production.'),
  flowLogDays: z
    .int()
    .refine((days) => RETENTION_DAYS.includes(days), {
      error: 'is not a number of days that CloudWatch Logs has',
      params: { code: 'RETENTION_INVALID', cure: `take one of ${RETENTION_DAYS.join(', ')}` },
    })
    .default(30)
    .describe('Days that flow logs are kept in CloudWatch; the archive keeps them longer. Default 30.')
    .meta({ enum: [...RETENTION_DAYS] }),
});

/** One environment. */
export const environment = z.strictObject({
  name: name.describe('Such as stage; its key is alias/cmk-stage, its VPC stage.'),
  account: accountId.describe('Number of the account, in quotes.'),
  production: z
    .boolean()
    .default(false)
    .describe('The rules of production hold: nothing is thrown away, NAT in each zone. Default false.'),
  disposable: z
    .boolean()
    .default(false)
    .describe('Whether deleting a stack deletes what it keeps. Default false.'),
  domain: domain.optional().describe("The environment's public zone. Default none."),
  privateDomain: domain.optional().describe('The zone that only VPCs see. Default NAME.internal.'),
  vpc,
  key: key.prefault({}).describe('Further principals of alias/cmk-NAME.'),
  sites: z.array(site).default([]).describe('Static sites. Default none.'),
  updates: updates
    .optional()
    .describe('Updates of its hosts, in place or by newer images. Default: nothing of it is deployed.'),
  ...workload,
});
