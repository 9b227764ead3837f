import { allow, ANSWERS, ANY_TCP, ANYWHERE, privateRanges, type AclRules } from './acl-rules.ts';

export interface AppRulesProps {
  /** Range of the public tier, which load balancers are in. */
  readonly publicTier: string;
  /** Range of the tier itself. */
  readonly app: string;
  readonly persistence: string;
  /** Range of the management VPC; default none. */
  readonly management?: string | undefined;
}

/**
 * Of the tier `private-app`: balancers and the management VPC come in, the tier talks with itself, and goes out to databases and
 * to ports 80 and 443 of the internet.
 *
 * A NAT gateway leaves the far end's address in the packets that it hands on. So the way out needs a rule for 0.0.0.0/0, and its
 * answers need ports above 1023 open from 0.0.0.0/0. Nothing of the internet comes in by that: these subnets have no route
 * from an internet gateway and no public address. Other private networks are refused before it.
 */
export function appRules({ publicTier, app, persistence, management }: AppRulesProps): AclRules {
  const fromManagement = management === undefined ? [] : [allow(130, 'Management', management, ANY_TCP)];
  const toManagement = management === undefined ? [] : [allow(130, 'ManagementAnswers', management, ANSWERS)];
  return {
    ingress: [
      allow(100, 'Public', publicTier, ANY_TCP),
      allow(110, 'App', app, 'all'),
      allow(120, 'PersistenceAnswers', persistence, ANSWERS),
      ...fromManagement,
      allow(200, 'TooBig', ANYWHERE, 'too-big'),
      ...privateRanges(300, 'deny', 'all'),
      allow(400, 'InternetAnswers', ANYWHERE, ANSWERS),
    ],
    egress: [
      allow(100, 'Public', publicTier, ANY_TCP),
      allow(110, 'App', app, 'all'),
      allow(120, 'Persistence', persistence, ANY_TCP),
      ...toManagement,
      allow(200, 'TooBig', ANYWHERE, 'too-big'),
      ...privateRanges(300, 'deny', 'all'),
      allow(400, 'Http', ANYWHERE, { tcp: [80, 80] }),
      allow(410, 'Https', ANYWHERE, { tcp: [443, 443] }),
    ],
  };
}
