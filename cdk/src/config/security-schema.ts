import { z } from 'zod';

const passwordPolicy = z.strictObject({
  length: z.int().min(8).max(128).default(16).describe('Fewest characters, 14 or more. Default 16.'),
  reuse: z.int().min(1).max(24).default(5).describe('How many former passwords are refused. Default 5.'),
  maxDays: z
    .int()
    .min(1)
    .max(1095)
    .optional()
    .describe('Days after which a password has to be replaced. Default never.'),
});

const access = z.strictObject({
  sessionHours: z
    .int()
    .min(1)
    .max(12)
    .default(12)
    .describe('Hours that a session of people lasts. Default 12.'),
  shortSessionHours: z
    .int()
    .min(1)
    .max(12)
    .default(1)
    .describe('Hours that a session of ssh and deployments lasts. Default 1.'),
  iamAdmin: z.boolean().default(false).describe('Whether the group iam-admin is there. Default false.'),
});

/** What every account has. */
export const security = z.strictObject({
  config: z.boolean().default(true).describe("AWS Config's recorder and rules. Default true."),
  guardDuty: z.boolean().default(true).describe('Default true.'),
  accessAnalyzer: z.boolean().default(true).describe('IAM Access Analyzer. Default true.'),
  archiveDays: z
    .int()
    .min(1)
    .max(36_500)
    .default(365)
    .describe('Days that the archive keeps logs. Default 365.'),
  passwordPolicy: passwordPolicy
    .prefault({})
    .describe('Of IAM users; four classes of characters in any case.'),
  access: access.prefault({}).describe('Roles in every account for the groups in security; all need MFA.'),
});
