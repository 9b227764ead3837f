import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';

/** CIS AWS Foundations Benchmark 3.0, 1.8: passwords of IAM users have 14 characters or more. */
const SHORTEST = 14;

/** Passwords and sessions of people. */
export function checkUsers({ security }: Draft): readonly Finding[] {
  const { length } = security.passwordPolicy;
  const { sessionHours, shortSessionHours } = security.access;
  const findings: Finding[] = [];
  if (length < SHORTEST)
    findings.push({
      code: 'PASSWORD_POLICY_WEAK',
      path: ['security', 'passwordPolicy', 'length'],
      message: `passwords of ${length} characters are too short`,
      cure: `write ${SHORTEST} or more, or leave it out for 16`,
    });
  if (shortSessionHours > sessionHours)
    findings.push({
      code: 'SESSION_TOO_LONG',
      path: ['security', 'access', 'shortSessionHours'],
      message: `short sessions of ${shortSessionHours} h are longer than the others of ${sessionHours} h`,
      cure: `write ${sessionHours} or less`,
    });
  return findings;
}
