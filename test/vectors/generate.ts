// Writes the vectors anew: `node test/vectors/generate.ts`. Messages are random, so every run makes other ones; the
// committed files were made once and stay, as a promise to read what was written before.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { acceptVectors } from './make/accept.ts';
import { mustFailVectors } from './make/must-fail.ts';
import { tokensVectors } from './make/tokens.ts';
import { keyNamed } from './make/vector.ts';

const FILES = { accept: acceptVectors, 'must-fail': mustFailVectors, tokens: tokensVectors };

for (const [name, make] of Object.entries(FILES)) {
  const file = { localKey: keyNamed('one'), vectors: await make() };
  writeFileSync(join(import.meta.dirname, `${name}.json`), `${JSON.stringify(file, undefined, 2)}\n`);
}
