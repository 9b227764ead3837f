import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../command.ts';
import { encrypt } from '../inputs.ts';
import type { Stage } from '../stage.ts';

/** A git repository of many files. */
export interface Tree {
  readonly folder: string;
  /** Relative to it. */
  readonly files: readonly string[];
  readonly bytes: number;
  /** How many files hold a token, and of how many a rule says what has to be one. */
  readonly withTokens: number;
  readonly withRule: number;
}

const COUNT = 10_000;
const WITH_TOKENS = 100;
const WITH_RULE = 20;
/** In bytes; most files are much shorter, and configuration is. */
const LONGEST = 16_000;
const LONGEST_CONFIG = 1000;
const RULES = `rules:
  - path: config/*-prod.yaml
    key-id: alias/cmk-prod
    encrypt: { match: (?i)password }
`;
const WORDS =
  'service database host port timeout region cluster replicas memory image tag name value enabled level queue topic bucket prefix endpoint access secret key stage'.split(
    ' ',
  );

/** Makes a repository as a platform team has it: source and configuration of many apps, mostly short files; nothing is wrong in it. */
export async function makeTree(stage: Stage): Promise<Tree> {
  const folder = join(stage.folder, 'tree');
  const [token = ''] = await encrypt(stage, {}, ['hunter2']);
  const random = generator(1);
  const files = Array.from({ length: COUNT }, (_, index) => nameOf(index));
  let bytes = 0;
  for (const [index, name] of files.entries()) {
    const longest = index < WITH_RULE ? LONGEST_CONFIG : LONGEST;
    const size = 400 + Math.floor(random() ** 3 * longest);
    const secret = index < WITH_TOKENS ? `password: ${token}\n` : '';
    const text = secret + textOf(random, size);
    bytes += text.length;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  writeFileSync(join(folder, '.kmscrypt.yaml'), RULES);
  writeFileSync(join(folder, '.gitignore'), 'node_modules\n*.log\n');
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
  ])
    runCommand(stage, { argv: ['git', '-C', folder, ...args] });
  return { folder, files, bytes, withTokens: WITH_TOKENS, withRule: WITH_RULE };
}

function nameOf(index: number): string {
  if (index < WITH_RULE) return `config/app${index}-prod.yaml`;
  const folder = `team${index % 20}/app${Math.floor(index / 20) % 20}`;
  return `${folder}/file${index}.${['yaml', 'ts', 'json.md'][index % 3]}`;
}

function textOf(random: () => number, size: number): string {
  const word = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const lines: string[] = [];
  for (let length = 0; length < size;) {
    const line = `${word()}_${word()}_${lines.length}: ${word()} ${Math.floor(random() * 1e6)} # ${word()}\n`;
    lines.push(line);
    length += line.length;
  }
  return lines.join('');
}

/** The same numbers in every bench (a linear congruential generator). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x8000_0000;
  };
}
