import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lacking } from '../support/lacking.ts';
import { PROGRAMS } from '../support/programs.ts';
import { codesOf, type Outcome, run } from '../support/run.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { connectProxy, HOST, httpsKms, makeCertificates } from '../support/tls.ts';

const folder = makeFolder();
const NO_TLS = lacking('openssl');
const certificates = NO_TLS ? { ca: '', otherCa: '', certificate: '', key: '' } : makeCertificates(folder);
const empty = join(folder, 'empty.pem');
writeFileSync(empty, '');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TOKEN = `kmscrypt::${Buffer.from('a blob').toString('base64')}`;
const trusted = { AWS_CA_BUNDLE: certificates.ca };
/** Nothing listens there: whoever connects fails. */
const DEAD = 'http://127.0.0.1:1';

interface Seen extends Omit<Outcome, 'stdout'> {
  readonly stdout: string;
  readonly codes: readonly string[];
}
const OPENED = { status: 0, stderr: '', stdout: 'opened' };
const FAILED = { status: 6, stdout: '', codes: ['NETWORK'] };

describe.skipIf(NO_TLS).each(PROGRAMS)('the network of the $name', (program) => {
  const decrypt = async (endpoint: string, env: Record<string, string> = {}): Promise<Seen> => {
    const credentials = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
      HOME: folder,
    };
    const outcome = await run(program, ['decrypt', '--ciphertext', TOKEN], {
      env: { AWS_ENDPOINT_URL: endpoint, ...credentials, ...env },
    });
    return { ...outcome, stdout: outcome.stdout.toString(), codes: codesOf(outcome.stderr) };
  };

  it('trusts what AWS_CA_BUNDLE names, and only that', async () => {
    using kms = await httpsKms(certificates, 'opened');
    const endpoint = `https://localhost:${kms.port}`;
    expect(await decrypt(endpoint, trusted)).toMatchObject(OPENED);
    expect(await decrypt(endpoint)).toMatchObject(FAILED);
    expect(await decrypt(endpoint, { AWS_CA_BUNDLE: certificates.otherCa })).toMatchObject(FAILED);
    expect(kms.seen).toEqual(['TrentService.Decrypt']);
  });

  it('does not trust a certificate of another name', async () => {
    using kms = await httpsKms(certificates, 'opened');
    using proxy = await connectProxy();
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    expect(await decrypt(`https://127.0.0.2:${kms.port}`, trusted)).toMatchObject(FAILED);
    expect(await decrypt(`https://kms.other.test:${kms.port}`, { ...trusted, HTTPS_PROXY })).toMatchObject(
      FAILED,
    );
    expect(kms.seen).toEqual([]);
  });

  it('says where AWS_CA_BUNDLE cannot be read', async () => {
    const outcome = await decrypt(DEAD, { AWS_CA_BUNDLE: join(folder, 'missing.pem') });
    expect(outcome).toMatchObject({ status: 2, stdout: '', codes: ['INVALID_OPTION'] });
    expect(outcome.stderr).toContain('missing.pem');
  });

  it('goes through HTTPS_PROXY', async () => {
    using kms = await httpsKms(certificates, 'opened');
    using proxy = await connectProxy();
    const endpoint = `https://${HOST}:${kms.port}`;
    expect(
      await decrypt(endpoint, { ...trusted, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }),
    ).toMatchObject(OPENED);
    expect(
      await decrypt(endpoint, { ...trusted, https_proxy: `http://user:p%40ss@127.0.0.1:${proxy.port}` }),
    ).toMatchObject(OPENED);
    expect(await decrypt(endpoint, { ...trusted, HTTPS_PROXY: `127.0.0.1:${proxy.port}` })).toMatchObject(
      OPENED,
    );
    expect(proxy.seen).toEqual([
      `CONNECT ${HOST}:${kms.port}`,
      `CONNECT ${HOST}:${kms.port} as user:p@ss`,
      `CONNECT ${HOST}:${kms.port}`,
    ]);
    // Through the proxy, certificates are checked as well.
    expect(await decrypt(endpoint, { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` })).toMatchObject(FAILED);
    expect(kms.seen).toHaveLength(3);
  });

  it('fails where the proxy does', async () => {
    const outcome = await decrypt(`https://${HOST}`, { ...trusted, HTTPS_PROXY: DEAD });
    expect(outcome).toMatchObject(FAILED);
    expect(
      await decrypt(`https://${HOST}`, { ...trusted, HTTPS_PROXY: 'http://user:p4ssw0rd@127.0.0.1:1' }),
    ).toMatchObject(FAILED);
  });

  it.for([
    ['407', 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n'],
    ['403', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno'],
    ['502', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\nno'],
    ['nothing', ''],
  ] as const)('fails where the proxy answers %s', async ([, refusal]) => {
    using proxy = await connectProxy(refusal);
    expect(
      await decrypt(`https://${HOST}`, { ...trusted, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }),
    ).toMatchObject(FAILED);
  });

  it.for([
    ['NO_PROXY', HOST],
    ['no_proxy', 'other.test, .example.test'],
    ['NO_PROXY', '*'],
  ] as const)('goes around the proxy by %s=%s', async ([name, value]) => {
    using proxy = await connectProxy();
    expect(
      await decrypt(`https://${HOST}:1`, {
        ...trusted,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        [name]: value,
      }),
    ).toMatchObject(FAILED);
    expect(proxy.seen).toEqual([]);
  });

  it('goes around the proxy to the loopback, and with plain http', async () => {
    using kms = await httpsKms(certificates, 'opened');
    using proxy = await connectProxy();
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    expect(await decrypt(`https://localhost:${kms.port}`, { ...trusted, HTTPS_PROXY })).toMatchObject(OPENED);
    expect(await decrypt(`https://127.0.0.1:${kms.port}`, { ...trusted, HTTPS_PROXY })).toMatchObject(OPENED);
    expect(
      await decrypt(DEAD, {
        HTTPS_PROXY,
        HTTP_PROXY: HTTPS_PROXY,
        http_proxy: HTTPS_PROXY,
        ALL_PROXY: HTTPS_PROXY,
      }),
    ).toMatchObject(FAILED);
    expect(proxy.seen).toEqual([]);
  });

  it('does not obey NODE_TLS_REJECT_UNAUTHORIZED without a word', async () => {
    using kms = await httpsKms(certificates, 'opened');
    const outcome = await decrypt(`https://localhost:${kms.port}`, { NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    // Node warns of it by itself.
    if (outcome.status === 0) expect(outcome.stderr).toContain('NODE_TLS_REJECT_UNAUTHORIZED');
    else expect(outcome).toMatchObject(FAILED);
    if (program.name === 'executable') expect(outcome.status).toBe(6);
  });

  it('writes nothing of a request anywhere, whatever the environment asks of the runtime', async () => {
    using kms = await httpsKms(certificates, 'opened');
    const outcome = await decrypt(`https://localhost:${kms.port}`, {
      ...trusted,
      BUN_CONFIG_VERBOSE_FETCH: 'curl',
      NO_COLOR: '1',
      FORCE_COLOR: '1',
    });
    expect(outcome).toMatchObject(OPENED);
  });
});
