import { allow, ANYWHERE, type AclRules } from './acl-rules.ts';

/**
 * Of a tier that the internet sees. Everything passes, as NAT gateways need all ports above 1023 from everywhere anyway; who
 * reaches a balancer or a server there is decided by its security group.
 */
export function publicRules(): AclRules {
  return {
    ingress: [allow(100, 'Anywhere', ANYWHERE, 'all')],
    egress: [allow(100, 'Anywhere', ANYWHERE, 'all')],
  };
}
