import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueCertificate } from '../../backend/setup/certificate.ts';
import { makeLocalKey, setTokens } from '../../backend/setup/tokens.ts';

// Makes what may not be in git: the local key, a certificate by the backend's development authority, and configs with tokens
// of its key. BACKEND_URL says where the backend is, if not on this machine.

const folder = join(import.meta.dirname, '..');
const local = join(folder, '.local');
const key = join(local, 'local.key');
const authority = join(folder, '..', 'backend', '.local');
if (!existsSync(join(authority, 'ca.pem')))
  throw new Error('run npm run setup in ../backend first: it makes the authority');
mkdirSync(local, { recursive: true, mode: 0o700 });
makeLocalKey(key);

writeConfig('config/development.yaml', process.env['BACKEND_URL'] ?? 'https://localhost:8443');
writeConfig('config/compose.yaml', 'https://backend:8443');

function writeConfig(name: string, backendUrl: string): void {
  const tls = issueCertificate(authority, ['localhost', 'frontend']);
  const config = [
    '# Written by npm run setup; the token is under .local/local.key.',
    `backend:\n  url: ${JSON.stringify(backendUrl)}\n  ca: |\n${block(readFileSync(join(authority, 'ca.pem'), 'utf8'))}`,
    `tls:\n  certificate: |\n${block(tls.certificate)}`,
  ];
  const file = join(folder, name);
  writeFileSync(file, `${config.join('\n')}\n`);
  setTokens(file, { 'tls.key': tls.key }, key);
  process.stdout.write(`written: ${name}\n`);
}

/** A text as a block of YAML. */
function block(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '    ');
}
