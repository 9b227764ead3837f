import { z } from 'zod';
import { cidr, domain } from './fields.ts';
import { key } from './key-schema.ts';

const vpc = z.strictObject({
  cidr: cidr
    .meta({ examples: ['10.0.0.0/16'] })
    .describe('Private addresses, /16 to /24, that no other VPC has.'),
  zones: z.int().min(1).max(3).default(2).describe('Number of availability zones. Default 2.'),
  nat: z.enum(['none', 'one', 'each-zone']).default('one').describe('NAT gateways. Default one.'),
});

const access = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('session-manager') }),
  z.strictObject({
    type: z.literal('bastion'),
    from: z.array(cidr).min(1).describe('Addresses that SSH is open to; not the whole internet.'),
  }),
  z.strictObject({
    type: z.literal('openvpn'),
    domain: domain.describe('Name of the server, such as vpn.example.com.'),
    clients: cidr.describe('Addresses that clients get; none that a VPC has.'),
  }),
]);

const ci = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({
    type: z.literal('github'),
    repositories: z.array(z.string().meta({ examples: ['example/app'] })).min(1),
  }),
  z.strictObject({
    type: z.literal('circleci'),
    organization: z.string().meta({ examples: ['example'] }),
    projects: z.array(z.string().meta({ examples: ['app'] })).min(1),
  }),
  z.strictObject({ type: z.literal('jenkins'), domain }),
]);

/** What environments share: the management VPC, access and CI. */
export const management = z.strictObject({
  vpc,
  access: access
    .default({ type: 'none' })
    .describe(
      'How people reach what is private: none, session-manager; bastion and openvpn are not built yet. Default none.',
    ),
  ci: ci
    .default({ type: 'none' })
    .describe('What builds and deploys; none of them is built yet. Default none.'),
  key: key.prefault({}).describe('Further principals of alias/cmk-mgmt.'),
});
