import { expect, test } from 'vitest';
import { keyOf } from '../../src/init/key-of.ts';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-0000-0000-000000000000';

test.each([
  ['no default', [], 'stage', 'alias/cmk-stage', true],
  ['the default is of the environment', ['alias/cmk-dev'], 'dev', 'alias/cmk-dev', true],
  ['the same by another name', ['alias/app-production'], 'prod', 'alias/app-production', true],
  ['an alias of another environment', ['alias/my-dev-app'], 'stage', 'alias/my-stage-app', true],
  ['an alias that names none', ['alias/app'], 'stage', 'alias/cmk-stage', false],
  ['an ARN', [ARN], 'prod', 'alias/cmk-prod', false],
  ['several keys', ['alias/cmk-dev', ARN], 'prod', 'alias/cmk-prod', false],
  ['the local key, for developers', ['local'], 'test', 'local', true],
  ['the local key, for others', ['local'], 'prod', 'alias/cmk-prod', true],
])('%s', (_name, defaults, environment, keyId, isSet) => {
  expect(keyOf(environment, defaults)).toEqual({ keyId, isSet });
});
