import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a document. */
export interface CodeBlock {
  /** `docs/cli.md:12`. */
  readonly place: string;
  /** What stands behind the fence: a language, and words for the tests. */
  readonly info: readonly string[];
  readonly text: string;
}

const ROOT = join(import.meta.dirname, '..', '..');

/** The fenced blocks of the README, of the CDK's, everything in docs and the Lambdas' documents, with the language. */
export function codeBlocks(language: string): CodeBlock[] {
  const documents = [
    'README.md',
    'cdk/README.md',
    ...namesIn('docs'),
    ...readdirSync(join(ROOT, 'lambdas')).flatMap((name) => namesIn(`lambdas/${name}`)),
  ];
  return documents
    .filter((name) => name.endsWith('.md'))
    .flatMap(blocksOf)
    .filter(({ info }) => info[0] === language);
}

/** What lies in a folder of the repository, seen from its root. */
function namesIn(folder: string): string[] {
  if (!statSync(join(ROOT, folder)).isDirectory()) return [];
  return readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);
}

function blocksOf(name: string): CodeBlock[] {
  const text = readFileSync(join(ROOT, name), 'utf8');
  return [...text.matchAll(/^```(\w.*)\n([^]*?)^```$/gm)].map(({ index, 1: info = '', 2: block = '' }) => ({
    place: `${name}:${text.slice(0, index).split('\n').length}`,
    info: info.split(' '),
    text: block,
  }));
}
