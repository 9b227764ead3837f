import { z } from 'zod';

export const security = z.strictObject({
  /** AWS Config's recorder and rules; default yes. */
  config: z.boolean().default(true),
  /** GuardDuty; default yes. */
  guardDuty: z.boolean().default(true),
  /** IAM Access Analyzer; default yes. */
  accessAnalyzer: z.boolean().default(true),
  /** Days that the archive keeps logs; default 365. */
  archiveDays: z.int().min(1).default(365),
  /** Default: 16 characters, 4 classes, the last 5 not again. */
  passwordPolicy: z
    .strictObject({
      length: z.int().min(8).max(128).default(16),
      /** How many former passwords are refused. */
      reuse: z.int().min(1).max(24).default(5),
      /** Days after which a password has to be replaced; default never. */
      maxDays: z.int().min(1).max(1095).optional(),
    })
    .prefault({}),
  /** Roles in every account for the groups in `security`; all need MFA. */
  access: z
    .strictObject({
      /** Hours a session of people lasts; default 12. */
      sessionHours: z.int().min(1).max(12).default(12),
      /** Hours a session of ssh and deployments lasts; default 1. */
      shortSessionHours: z.int().min(1).max(12).default(1),
      /** Whether the group `iam-admin` is there; default no. */
      iamAdmin: z.boolean().default(false),
    })
    .prefault({}),
});

export type Security = z.output<typeof security>;
