import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, type Stage } from '../stage.ts';
import { timedTable } from '../timed-table.ts';
import type { Suite } from './suite.ts';

const BIN = join(import.meta.dirname, '..', '..', '..', 'cdk', 'bin', 'kmscrypt-cdk.js');
const SCRIPTS = join(import.meta.dirname, '..', 'bare');

/** Writes the config that `init` makes, and tells where it is. */
function configFile(stage: Stage, layout: string): string {
  const folder = mkdtempSync(join(stage.folder, `cdk-${layout}-`));
  const options = [
    '--name',
    'acme',
    '--region',
    'eu-central-1',
    '--domain',
    'example.com',
    '--email',
    'ops@example.com',
  ];
  execFileSync(NODE, [BIN, 'init', '--layout', layout, ...options], { cwd: folder, stdio: 'pipe' });
  return join(folder, 'kmscrypt-cdk.yaml');
}

const EMPTY = 'an empty app with as many stacks';

export const cdkSynth: Suite = {
  name: 'cdk-synth',
  async run(stage) {
    const config = configFile(stage, 'six');
    const listed = execFileSync(NODE, [BIN, 'list', '--json', '--config', config], { encoding: 'utf8' });
    const ids = (JSON.parse(listed) as readonly { readonly id: string }[]).map(({ id }) => id);
    const prints = String(ids.length);
    const out = (name: string): string => join(stage.folder, `cdk.out-${name}`);
    return timedTable(stage, {
      title: `Synth of six accounts, ${ids.length} stacks`,
      notes: ['whole processes: cdk-empty.ts and cdk-app.ts in test/bench/bare'],
      runs: 7,
      entries: [
        { name: EMPTY, argv: [NODE, join(SCRIPTS, 'cdk-empty.ts'), out('empty'), ...ids], prints },
        {
          name: 'kmscrypt',
          argv: [NODE, join(SCRIPTS, 'cdk-app.ts'), out('six'), config],
          prints,
          compare: [{ with: EMPTY, atMost: 3 }],
        },
      ],
    });
  },
};

export const cdkValidate: Suite = {
  name: 'cdk-validate',
  async run(stage) {
    const entry = (layout: string) => ({
      name: `validate, ${layout}`,
      argv: [NODE, BIN, 'validate', '--config', configFile(stage, layout)],
      prints: /./,
      compare: [{ with: 'node -e 0', atMost: 2, less: 300 }],
    });
    return timedTable(stage, {
      title: 'kmscrypt-cdk validate',
      runs: 15,
      entries: [{ name: 'node -e 0', argv: [NODE, '-e', '0'], prints: '' }, entry('one'), entry('six')],
    });
  },
};
