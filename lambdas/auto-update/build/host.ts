// Writes dist/host: the script, joined from its parts, and the SSM document that has it within.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from './document.ts';
import { hostScript } from './script.ts';

const script = hostScript();
const out = join(import.meta.dirname, '..', 'dist', 'host');
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'kmscrypt-auto-update.sh'), script, { mode: 0o755 });
writeFileSync(join(out, 'document.json'), `${documentOf(script)}\n`);
