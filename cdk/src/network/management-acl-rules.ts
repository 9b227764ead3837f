import { allow, ANSWERS, ANY_TCP, ANYWHERE, privateRanges, type AclRules } from './acl-rules.ts';

export interface ManagementRulesProps {
  /** Range of the whole management VPC. */
  readonly vpc: string;
}

/**
 * Of the management VPC's private tier: its own VPC comes in; it goes out to whatever private network it has a route to, which are
 * the environments, and to ports 80 and 443 of the internet. Environments do not come in, but for answers.
 *
 * The rules name no environment, so that they stay as they are when one is added.
 */
export function managementRules({ vpc }: ManagementRulesProps): AclRules {
  return {
    ingress: [
      allow(100, 'Vpc', vpc, 'all'),
      allow(200, 'TooBig', ANYWHERE, 'too-big'),
      allow(400, 'Answers', ANYWHERE, ANSWERS),
    ],
    egress: [
      allow(100, 'Vpc', vpc, 'all'),
      allow(200, 'TooBig', ANYWHERE, 'too-big'),
      ...privateRanges(300, 'allow', ANY_TCP),
      allow(400, 'Http', ANYWHERE, { tcp: [80, 80] }),
      allow(410, 'Https', ANYWHERE, { tcp: [443, 443] }),
    ],
  };
}
