import type { ConfigInput } from '../../src/config/schema.ts';

/** A config of four accounts in which nothing is wrong, with as few defaults as rows need. */
export function valid(): ConfigInput {
  return {
    name: 'acme',
    region: 'eu-central-1',
    accounts: { security: '111111111111', 'shared-services': '333333333333' },
    management: { vpc: { cidr: '10.0.0.0/16' } },
    environments: [
      {
        name: 'stage',
        account: '555555555555',
        domain: 'stage.example.com',
        vpc: { cidr: '10.2.0.0/16' },
        sites: [
          { name: 'www', domain: 'www.stage.example.com', aliases: ['stage.example.com'] },
          { name: 'docs', domain: 'docs.stage.example.com' },
        ],
      },
      {
        name: 'prod',
        account: '666666666666',
        production: true,
        domain: 'example.com',
        vpc: { cidr: '10.3.0.0/16' },
        sites: [{ name: 'www', domain: 'www.example.com' }],
      },
    ],
  };
}
