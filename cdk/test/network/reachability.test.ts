import { expect, test } from 'vitest';
import { oneAccount, sixAccounts } from '../support/configs.ts';
import { networksOf } from './networks.ts';
import { connect, passes, type Connection, type Subnet } from './packets.ts';
import { subnetsOf } from './subnets.ts';

const NONE = { Resources: {} };

/** All subnets of a config, with the routes of both sides. */
function worldOf(config: ReturnType<typeof oneAccount>): readonly Subnet[] {
  const templates = networksOf(config);
  const peerings = [...templates].filter(([id]) => id.includes('/peering-')).map(([, template]) => template);
  return [...templates]
    .filter(([id]) => id.endsWith('/network'))
    .flatMap(([id, template]) => subnetsOf(template, id.startsWith('shared-services/') ? peerings : [NONE]));
}

const INTERNET = '203.0.113.7';
const MANAGEMENT = { public: '10.0.0.10', private: '10.0.64.10' };
const STAGE = {
  public: '10.2.16.10',
  app: '10.2.64.10',
  app2: '10.2.80.10',
  db: '10.2.128.10',
  db2: '10.2.160.10',
};
const PROD = { public: '10.3.0.10', app: '10.3.64.10', db: '10.3.128.10' };

const at = (from: string, to: string, port: number): Connection => ({ from, to, port });

const PATHS: readonly (readonly [name: string, connection: Connection, expected: string])[] = [
  ['balancer → app, its port', at(STAGE.public, STAGE.app, 8443), 'open'],
  ['app → app of another zone', at(STAGE.app, STAGE.app2, 443), 'open'],
  ['app → database', at(STAGE.app, STAGE.db, 5432), 'open'],
  ['app → cache in another zone', at(STAGE.app, STAGE.db2, 11_211), 'open'],
  ['store → its replica in another zone', at(STAGE.db, STAGE.db2, 6379), 'open'],
  ['app → internet, https', at(STAGE.app, INTERNET, 443), 'open'],
  ['app → internet, http', at(STAGE.app, INTERNET, 80), 'open'],
  ['app → internet, ssh', at(STAGE.app, INTERNET, 22), 'refused'],
  ['internet → balancer', at(INTERNET, STAGE.public, 443), 'open'],
  ['internet → app', at(INTERNET, STAGE.app, 443), 'no route'],
  ['internet → app, a port above 1023', at(INTERNET, STAGE.app, 8080), 'no route'],
  ['internet → database', at(INTERNET, STAGE.db, 5432), 'no route'],
  ['internet → what is private in mgmt', at(INTERNET, MANAGEMENT.private, 8080), 'no route'],
  ['internet → what is public in mgmt', at(INTERNET, MANAGEMENT.public, 1194), 'open'],
  ['database → internet', at(STAGE.db, INTERNET, 443), 'no route'],
  ['database → app, a port below 1024', at(STAGE.db, STAGE.app, 443), 'refused'],
  ['database → balancer', at(STAGE.db, STAGE.public, 443), 'refused'],
  ['database → mgmt', at(STAGE.db, MANAGEMENT.private, 22), 'refused'],
  ['public → database', at(STAGE.public, STAGE.db, 5432), 'refused'],
  ['mgmt → app', at(MANAGEMENT.private, STAGE.app, 22), 'open'],
  ['mgmt → database', at(MANAGEMENT.private, STAGE.db, 5432), 'open'],
  ['mgmt → public', at(MANAGEMENT.private, STAGE.public, 443), 'open'],
  ['the way in → app', at(MANAGEMENT.public, STAGE.app, 443), 'open'],
  ['the way in → database', at(MANAGEMENT.public, PROD.db, 5432), 'open'],
  ['the way in → what is private in mgmt', at(MANAGEMENT.public, MANAGEMENT.private, 443), 'open'],
  ['mgmt → internet', at(MANAGEMENT.private, INTERNET, 443), 'open'],
  ['app → mgmt', at(STAGE.app, MANAGEMENT.private, 443), 'refused'],
  ['app → app of prod', at(STAGE.app, PROD.app, 443), 'no route'],
  ['app → database of prod', at(STAGE.app, PROD.db, 5432), 'no route'],
  ['public → public of prod', at(STAGE.public, PROD.public, 443), 'no route'],
];

const WORLDS = { 'one account': worldOf(oneAccount()), 'six accounts': worldOf(sixAccounts()) };

for (const [layout, world] of Object.entries(WORLDS)) {
  test.each(PATHS)(`${layout}: %s`, (_name, connection, expected) => {
    expect(connect(world, connection)).toBe(expected);
  });
}

const tier = (name: string): Subnet => {
  const found = WORLDS['six accounts'].find(
    (subnet) => subnet.tier === name && subnet.cidr.startsWith('10.2.'),
  );
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

// What the ACLs alone hold back, should a route be there by mistake.
test.each([
  ['private-app', PROD.app, 443, false],
  ['private-app', PROD.app, 8080, false],
  ['private-app', '172.16.0.1', 40_000, false],
  ['private-app', INTERNET, 443, false],
  ['private-app', INTERNET, 40_000, true],
  ['private-persistence', PROD.db, 5432, false],
  ['private-persistence', STAGE.public, 5432, false],
  ['private-persistence', INTERNET, 40_000, false],
  ['private-persistence', STAGE.app, 5432, true],
] as const)('the ACL of %s, from %s to %i: %s', (name, address, port, expected) => {
  expect(passes(tier(name).entries, { egress: false, address, port })).toBe(expected);
});

test.each([
  ['private-app', PROD.app, 443, false],
  ['private-persistence', INTERNET, 443, false],
  ['private-persistence', INTERNET, 40_000, false],
  ['private-persistence', PROD.db, 5432, false],
  ['private-persistence', STAGE.app, 40_000, true],
] as const)('the ACL of %s, out to %s at %i: %s', (name, address, port, expected) => {
  expect(passes(tier(name).entries, { egress: true, address, port })).toBe(expected);
});
