import { z } from 'zod';
import { arn } from './fields.ts';

/** Who may do what with a CMK, besides the roles that the package makes. */
export const key = z.strictObject({
  administrators: z
    .array(arn)
    .default([])
    .describe('ARNs of IAM roles or users that administer the key, but do not decrypt. Default none.'),
  users: z
    .array(arn)
    .default([])
    .describe('ARNs of IAM roles or users that encrypt and decrypt. Default none.'),
});
