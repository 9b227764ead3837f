import { describe, expect, it } from 'vitest';
import { proxyFor } from '../../src/aws/proxy-for.ts';

const KMS = 'https://kms.us-east-1.amazonaws.com';

describe('the proxy', () => {
  it.each<[name: string, env: Record<string, string>, expected: string | undefined]>([
    ['none', {}, undefined],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['https_proxy', { https_proxy: 'http://proxy:3128' }, 'http://proxy:3128/'],
    ['upper case first', { HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' }, 'http://upper/'],
    ['an empty one is none', { HTTPS_PROXY: '', https_proxy: 'http://lower' }, 'http://lower/'],
    ['without a scheme', { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
    ['with a password', { HTTPS_PROXY: 'http://me:pw@proxy:3128' }, 'http://me:pw@proxy:3128/'],
    ['over TLS', { HTTPS_PROXY: 'https://proxy:3128' }, 'https://proxy:3128/'],
    ['HTTP_PROXY is not for https', { HTTP_PROXY: 'http://proxy' }, undefined],
    ['ALL_PROXY is not Go’s', { ALL_PROXY: 'http://proxy' }, undefined],
    ['no_proxy in lower case', { HTTPS_PROXY: 'http://proxy', no_proxy: '*' }, undefined],
    ['NO_PROXY first', { HTTPS_PROXY: 'http://proxy', NO_PROXY: 'x', no_proxy: '*' }, 'http://proxy/'],
  ])('%s', (_name, env, expected) => {
    expect(proxyFor(KMS, env)?.href).toBe(expected);
  });
});

it.each([
  ['localhost', 'https://localhost'],
  ['127.0.0.1', 'https://127.0.0.1:4566'],
  ['all of 127/8', 'https://127.9.9.9'],
  ['::1', 'https://[::1]:8443'],
  ['http', 'http://kms.us-east-1.amazonaws.com'],
])('never for %s', (_name, target) => {
  expect(proxyFor(target, { HTTPS_PROXY: 'http://proxy' })).toBeUndefined();
});

// The rules of golang.org/x/net/http/httpproxy, and the examples of its documentation and tests.
describe('NO_PROXY', () => {
  it.each<[noProxy: string, target: string, direct: boolean]>([
    ['*', KMS, true],
    [' * ', KMS, true],
    ['other,*', KMS, true],
    ['', KMS, false],
    [',,', KMS, false],
    ['amazonaws.com', KMS, true],
    ['AMAZONAWS.com', KMS, true],
    ['.amazonaws.com', KMS, true],
    ['*.amazonaws.com', KMS, true],
    [' x , amazonaws.com ', KMS, true],
    ['kms.us-east-1.amazonaws.com', KMS, true],
    ['.kms.us-east-1.amazonaws.com', KMS, false],
    ['*.kms.us-east-1.amazonaws.com', KMS, false],
    ['azonaws.com', KMS, false],
    ['kms.us-east-1', KMS, false],
    ['com', KMS, true],
    ['amazonaws.com:443', KMS, true],
    ['amazonaws.com:80', KMS, false],
    ['amazonaws.com:https', KMS, false],
    ['amazonaws.com:8443', `${KMS}:8443`, true],
    [':443', KMS, false],
    ['.', KMS, false],
    ['10.0.0.1', 'https://10.0.0.1', true],
    ['10.0.0.1', 'https://10.0.0.10', false],
    ['10.0.0.1:443', 'https://10.0.0.1', true],
    ['10.0.0.1:80', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://11.1.2.3', false],
    ['10.1.2.3/8', 'https://10.9.9.9', true],
    ['10.0.0.0/33', 'https://10.0.0.1', false],
    ['10.0.0.0/', 'https://10.0.0.1', false],
    ['10.0.0.0/8', 'https://ten.example', false],
    ['0.0.0.1', 'https://10.0.0.1', false],
    ['fd00::1', 'https://[fd00::1]', true],
    ['FD00:0::1', 'https://[fd00::1]', true],
    ['[fd00::1]:443', 'https://[fd00::1]', true],
    ['[fd00::1]:80', 'https://[fd00::1]', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd00::/8', 'https://[fe80::1]', false],
    ['fd00::/8', 'https://10.0.0.1', false],
  ])('%s and %s: direct is %s', (noProxy, target, direct) => {
    const proxy = proxyFor(target, { HTTPS_PROXY: 'http://proxy', NO_PROXY: noProxy });
    expect(proxy === undefined).toBe(direct);
  });
});
