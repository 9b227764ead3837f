import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleLambda } from '@kmscrypt/bundle';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { handler } from '../../account-settings/src/index.ts';
import { fakeAws, type FakeAws } from './fake-aws.ts';

type Handler = typeof handler;

let bucket: FakeAws | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await bucket?.[Symbol.asyncDispose]();
});

/** What CloudFormation is answered, and what is logged. */
async function run(
  asked: Handler,
  event: Readonly<Record<string, unknown>>,
): Promise<{ answer: unknown; log: string }> {
  bucket = await fakeAws(() => ({}));
  let log = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += String(text);
    return true;
  });
  const request = {
    StackId: 'stack',
    RequestId: 'r-1',
    LogicalResourceId: 'Setting',
    ResponseURL: `${bucket.endpoint}/answer?signature=secret`,
    ...event,
  };
  await asked(request, { getRemainingTimeInMillis: () => 60_000 });
  return { answer: JSON.parse(bucket.asked[0]?.body ?? '{}'), log };
}

const ROWS = [
  [
    'a detector is left alone',
    { RequestType: 'Delete', ResourceType: 'Custom::Detector', PhysicalResourceId: 'Detector/kept/d' },
    { Status: 'SUCCESS', PhysicalResourceId: 'Detector/kept/d' },
  ],
  [
    'a kind that there is not fails',
    { RequestType: 'Create', ResourceType: 'Custom::Nothing' },
    { Status: 'FAILED', PhysicalResourceId: 'Nothing/failed/r-1' },
  ],
  [
    'properties that are wrong fail',
    { RequestType: 'Create', ResourceType: 'Custom::Detector', ResourceProperties: { Enable: 'no' } },
    { Status: 'FAILED', PhysicalResourceId: 'Detector/failed/r-1' },
  ],
] as const;

test.each(ROWS)('%s, is answered, and the URL is not logged', async (_, event, expected) => {
  const { answer, log } = await run(handler, event);
  expect(answer).toMatchObject(expected);
  expect(log).toContain(expected.PhysicalResourceId);
  expect(log).not.toContain('secret');
});

test('what is no request is thrown, as there is nobody to answer', async () => {
  const asked = handler({ RequestType: 'Create' }, { getRemainingTimeInMillis: () => 60_000 });
  await expect(asked).rejects.toThrow('the event is no request of CloudFormation');
});

test('the bundle answers, too', async () => {
  const dist = mkdtempSync(join(tmpdir(), 'kmscrypt-account-settings-'));
  onTestFinished(() => rmSync(dist, { recursive: true }));
  const packageFolder = join(import.meta.dirname, '..', '..');
  await bundleLambda(join(packageFolder, 'account-settings'), { dist, packageFolder });
  const bundle = (await import(pathToFileURL(join(dist, 'index.mjs')).href)) as { readonly handler: Handler };
  for (const [, event, expected] of ROWS) {
    expect((await run(bundle.handler, event)).answer).toMatchObject(expected);
    vi.restoreAllMocks();
    await bucket?.[Symbol.asyncDispose]();
    bucket = undefined;
  }
});
