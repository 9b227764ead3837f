import * as z from '@kmscrypt/lambda/schema';
import { configSchema, type SyncConfig } from '../../../src/config.ts';
import { emptyState, type ManifestRecord, type State, type User } from '../../../src/state.ts';

/** 2026-11-22T04:00:00Z. */
export const NOW = Date.UTC(2026, 10, 22, 4);
export const HOUR = 3_600_000;

export const CONFIG_TEXT = {
  bucket: 'kmscrypt-ssh-keys',
  hosts: {
    'dev-app': {
      tags: { Environment: 'dev' },
      login: ['dev'],
      sudo: ['ops'],
      document: 'kmscrypt-ssh-keys',
    },
    'prod-app': {
      tags: { Environment: 'prod' },
      sudo: ['ops'],
      document: 'kmscrypt-ssh-keys',
    },
  },
} as const;

/** A config without what is not given. */
export function configOf(more: Readonly<Record<string, unknown>> = {}): SyncConfig {
  return z.parse(configSchema, { ...CONFIG_TEXT, ...more });
}

export const ALICE: User = {
  source: 'own',
  name: 'alice@example.com',
  login: 'alice',
  uid: 20_001,
  groups: { 'own:dev': { seen: NOW - HOUR } },
  keys: {
    APKAALICE: { seen: NOW - HOUR, body: 'ssh-rsa AAAA' },
    APKAWEAK: { seen: NOW - HOUR, refused: 'RSA of 1024 bits' },
  },
};

export const BOB: User = {
  source: 'own',
  name: 'bob',
  login: 'bob',
  uid: 20_002,
  groups: { 'own:ops': { seen: NOW - HOUR } },
  keys: { 'parameter:laptop': { seen: NOW - HOUR, body: 'ssh-ed25519 AAAA' } },
};

export const MANIFEST: ManifestRecord = {
  version: 42,
  content: 'c',
  sha256: 's',
  issued: NOW - HOUR,
  expires: NOW + HOUR,
  put: 42,
  told: 42,
};

export const ARN = 'arn:aws:ec2:eu-central-1:333333333333:instance/i-0abc';

export function stateOf(more: Partial<State> = {}): State {
  return {
    ...emptyState(20_000),
    users: { AIDAALICE: ALICE, AIDABOB: BOB },
    manifests: { 'dev-app': MANIFEST },
    read: { started: NOW - HOUR, complete: NOW - HOUR },
    hosts: {
      [ARN]: {
        hostGroup: 'dev-app',
        tag: 't',
        version: 42,
        applied: NOW - HOUR,
        at: NOW - 60_000,
        result: 'unchanged',
        problems: [],
      },
    },
    ...more,
  };
}
