import * as z from '@kmscrypt/lambda/schema';
import { loginProblem } from '../login-name.ts';

export const text = z.string().check(z.minLength(1, 'is empty'));

export const roleArn = z
  .string()
  .check(z.regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'is not the ARN of a role'));

/** It stands in names of objects, and in parameters of SSM. */
export const hostGroupName = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,62}$/, 'is not a name: a letter, then up to 62 of a-z, 0-9 and -'));

export const sourceName = z.string().check(
  z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'is not a name: a letter, then up to 30 of a-z, 0-9 and -'),
  z.refine((name) => name !== OWN, { error: "is the Lambda's own account, which needs no entry" }),
);

/** The source that is the Lambda's own account. */
export const OWN = 'own';

/** A group of IAM: `GROUP`, in the Lambda's own account, or `SOURCE:GROUP`; read as the latter. */
export const groupRef = z.pipe(
  z
    .string()
    .check(
      z.regex(/^(?:[a-z][a-z0-9-]*:)?[\w+=,.@-]{1,128}$/, 'is not a group of IAM: GROUP or SOURCE:GROUP'),
    ),
  z.transform((name) => (name.includes(':') ? name : `${OWN}:${name}`)),
);

export const loginName = z.string().check(
  z.check(({ value, issues }) => {
    const problem = loginProblem(value);
    if (problem !== undefined) issues.push({ code: 'custom', input: value, path: [], message: problem });
  }),
);

/** A whole number. */
export function numberFrom(least: number, most: number) {
  const error = `is not a whole number from ${least} to ${most}`;
  return z
    .number(error)
    .check(z.refine((value) => Number.isInteger(value) && value >= least && value <= most, error));
}
