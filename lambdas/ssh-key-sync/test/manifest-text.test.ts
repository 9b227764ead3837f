import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Manifest } from '../src/manifest.ts';
import { manifestText } from '../src/manifest-text.ts';
import { edKey } from './support/plan-keys.ts';
import { parsed } from './support/plan-parsed.ts';
import { RUNS } from './runs.ts';

const MANIFEST: Manifest = {
  hostGroup: 'dev-app',
  version: 42,
  issued: 1_795_320_000,
  expires: 1_795_579_200,
  onExpiry: 'keep',
  endSessions: false,
  users: [
    {
      login: 'alice',
      uid: 20_001,
      right: 'sudo',
      keys: [{ body: edKey(1), comment: 'alice:APKAEXAMPLE' }],
    },
    {
      login: 'break-glass',
      uid: 19_999,
      right: 'keep',
      keys: [{ body: edKey(2), comment: 'break-glass:1' }],
    },
  ],
};

it('writes what hosts read', () => {
  const lines = [
    'kmscrypt-ssh-keys 1',
    'group dev-app',
    'version 42',
    'issued 1795320000',
    'expires 1795579200',
    'on-expiry keep',
    'end-sessions no',
    'user alice 20001 sudo',
    `key ${edKey(1)} alice:APKAEXAMPLE`,
    'user break-glass 19999 keep',
    `key ${edKey(2)} break-glass:1`,
    '',
  ].join('\n');
  const hash = createHash('sha256').update(lines).digest('hex');
  expect(manifestText(MANIFEST)).toBe(`${lines}sha256 ${hash}\n`);
});

it('writes nobody', () => {
  expect(parsed(manifestText({ ...MANIFEST, users: [], onExpiry: 'lock', endSessions: true }))).toEqual({
    ...MANIFEST,
    users: [],
    onExpiry: 'lock',
    endSessions: true,
  });
});

it('can be read back', () => {
  const login = fc.stringMatching(/^[a-z][a-z0-9_-]{0,31}$/);
  const user = fc.record({
    login,
    uid: fc.integer({ min: 2_000, max: 2_000_000 }),
    right: fc.constantFrom('login', 'sudo', 'keep'),
    keys: fc.array(
      fc.record({
        body: fc.nat().map(edKey),
        comment: fc.tuple(login, fc.stringMatching(/^APKA[A-Z0-9]{5}$/)).map(([name, id]) => `${name}:${id}`),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  });
  const manifest = fc.record({
    hostGroup: fc.stringMatching(/^[a-z][a-z0-9-]{0,62}$/),
    version: fc.integer({ min: 1 }),
    issued: fc.nat(),
    expires: fc.nat(),
    onExpiry: fc.constantFrom('keep', 'lock'),
    endSessions: fc.boolean(),
    users: fc.array(user),
  });
  fc.assert(
    fc.property(manifest, (each) => {
      expect(parsed(manifestText(each as Manifest))).toEqual(each);
    }),
    { numRuns: RUNS },
  );
});
