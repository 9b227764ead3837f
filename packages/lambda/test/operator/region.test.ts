import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { regionOf } from '../../src/operator/region.ts';

/** The shared configuration of the machine, for the SDK. */
function withProfile(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'kmscrypt-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'config');
  writeFileSync(file, text);
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', file);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'));
  vi.stubEnv('AWS_PROFILE', 'work');
}

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ['AWS_REGION, before the other', { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
  ['AWS_DEFAULT_REGION', { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
])('%s', async (_, env, region) => {
  expect(await regionOf(env)).toBe(region);
});

test('that of the profile', async () => {
  withProfile('[profile work]\nregion = eu-north-1\n');
  expect(await regionOf({})).toBe('eu-north-1');
});

test('none is an error: nobody is asked in a region that was not meant', async () => {
  withProfile('[profile work]\noutput = json\n');
  await expect(regionOf({})).rejects.toMatchObject({ code: 'REGION_MISSING', message: 'no region is set' });
});
