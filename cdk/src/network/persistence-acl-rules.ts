import { allow, ANSWERS, ANY_TCP, type AclRule, type AclRules, type AclTraffic } from './acl-rules.ts';

export interface PersistenceRulesProps {
  /** Range of the tier `private-app`. */
  readonly app: string;
  /** Range of the tier itself: replicas of one store find each other. */
  readonly persistence: string;
  /** Range of the management VPC; default none. */
  readonly management?: string | undefined;
}

/**
 * Of the tier `private-persistence`: applications and the management VPC come in, nothing else, and nothing goes out.
 *
 * The gateway endpoints of S3 and DynamoDB are in its route tables, but no rule leads to them. They have public addresses, an ACL
 * takes no prefix list, and letting answers in from 0.0.0.0/0 would open the databases' ports, all above 1023, to the public tier.
 */
export function persistenceRules({ app, persistence, management }: PersistenceRulesProps): AclRules {
  const ofManagement = (number: number, id: string, traffic: AclTraffic): readonly AclRule[] =>
    management === undefined ? [] : [allow(number, id, management, traffic)];
  return {
    ingress: [
      allow(100, 'App', app, ANY_TCP),
      allow(110, 'Persistence', persistence, 'all'),
      ...ofManagement(120, 'Management', ANY_TCP),
      allow(200, 'AppTooBig', app, 'too-big'),
      ...ofManagement(210, 'ManagementTooBig', 'too-big'),
    ],
    egress: [
      allow(100, 'AppAnswers', app, ANSWERS),
      allow(110, 'Persistence', persistence, 'all'),
      ...ofManagement(120, 'ManagementAnswers', ANSWERS),
      allow(200, 'AppTooBig', app, 'too-big'),
      ...ofManagement(210, 'ManagementTooBig', 'too-big'),
    ],
  };
}
