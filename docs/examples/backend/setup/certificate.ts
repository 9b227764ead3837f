import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its private key, both as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Stands in for openssl's own file, which differs from machine to machine. */
const OPENSSL = `
[req]
prompt = no
distinguished_name = name
[name]
CN = kmscrypt example
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
`;

/** Makes a development certificate authority (ca.pem, ca.key) in a folder that has none. */
export function makeAuthority(folder: string): void {
  const key = join(folder, 'ca.key');
  if (existsSync(key)) return;
  writeFileSync(join(folder, 'openssl.cnf'), OPENSSL);
  writeFileSync(key, newKey(), { mode: 0o600 });
  const names = ['-subj', '/CN=kmscrypt example development CA', '-config', join(folder, 'openssl.cnf')];
  const made = openssl([
    'req',
    '-x509',
    '-new',
    '-key',
    key,
    '-days',
    '825',
    '-extensions',
    'authority',
    ...names,
  ]);
  writeFileSync(join(folder, 'ca.pem'), made);
}

/** Makes a certificate for hosts by the authority in a folder; its key does not stay there. */
export function issueCertificate(folder: string, hosts: readonly string[]): Certificate {
  const key = newKey();
  const path = (name: string): string => join(folder, name);
  const names = ['IP:127.0.0.1', 'IP:::1', ...hosts.map((host) => `DNS:${host}`)].join();
  writeFileSync(path('server.cnf'), `${OPENSSL}subjectAltName = ${names}\n`);
  writeFileSync(path('server.key'), key, { mode: 0o600 });
  try {
    const request = openssl(['req', '-new', '-key', path('server.key'), '-config', path('server.cnf')]);
    const authority = ['-CA', path('ca.pem'), '-CAkey', path('ca.key'), '-CAcreateserial'];
    const extensions = ['-extfile', path('server.cnf'), '-extensions', 'server'];
    return {
      key,
      certificate: openssl(['x509', '-req', '-days', '825', ...authority, ...extensions], request),
    };
  } finally {
    rmSync(path('server.key'));
  }
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function openssl(args: readonly string[], input = ''): string {
  return execFileSync('openssl', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}
