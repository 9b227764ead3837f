import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueCertificate, makeAuthority } from './certificate.ts';
import { makeLocalKey, setTokens } from './tokens.ts';

// Makes what may not be in git: the local key, a development certificate, a database password, and configs with tokens of
// them. DB_URL and CACHE_URL say where PostgreSQL and Redis are, if not where docker-compose.yaml puts them.

const folder = join(import.meta.dirname, '..');
const local = join(folder, '.local');
const key = join(local, 'local.key');
mkdirSync(local, { recursive: true, mode: 0o700 });
makeLocalKey(key);
makeAuthority(local);
const password = databasePassword(join(local, 'postgres-password'));

writeConfig('config/development.yaml', {
  db: process.env['DB_URL'] ?? `postgres://app:${password}@localhost:5432/app`,
  cache: process.env['CACHE_URL'] ?? 'redis://localhost:6379',
});
writeConfig('config/compose.yaml', {
  db: `postgres://app:${password}@postgres:5432/app`,
  cache: 'redis://redis:6379',
});

function writeConfig(name: string, urls: { readonly db: string; readonly cache: string }): void {
  const tls = issueCertificate(local, ['localhost', 'backend']);
  const file = join(folder, name);
  const certificate = tls.certificate.trimEnd().replaceAll(/^/gm, '    ');
  writeFileSync(
    file,
    `# Written by npm run setup; the tokens are under .local/local.key.\ntls:\n  certificate: |\n${certificate}\n`,
  );
  setTokens(file, { 'tls.key': tls.key, 'db.url': urls.db, 'cache.url': urls.cache }, key);
  process.stdout.write(`written: ${name}\n`);
}

function databasePassword(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
