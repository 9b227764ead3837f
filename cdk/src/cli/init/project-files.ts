import type { OwnPackage } from '../own-package.ts';
import type { Answers } from './answers.ts';
import { configDraft, PREFACE } from './config-draft.ts';
import { packageJson } from './package-json.ts';
import { typescriptText } from './typescript-text.ts';
import { yamlText } from './yaml-text.ts';

export interface Project {
  readonly answers: Answers;
  readonly own: OwnPackage;
  /** Whether the config is TypeScript; default YAML. */
  readonly isTypescript: boolean;
  /** What the folder has now, by name. */
  readonly there: { readonly packageJson?: string | undefined; readonly gitignore?: string | undefined };
}

/** A file that is to be written. */
export interface ProjectFile {
  /** In the folder. */
  readonly name: string;
  readonly text: string;
  /** Whether it may be there already, as what is there is kept in it. */
  readonly isMerged: boolean;
}

/** The files of a new project. */
export function projectFiles({ answers, own, isTypescript, there }: Project): readonly ProjectFile[] {
  const made = (name: string, text: string): ProjectFile => ({ name, text, isMerged: false });
  return [
    isTypescript
      ? made('kmscrypt-cdk.ts', typescriptConfig(answers))
      : made('kmscrypt-cdk.yaml', yamlConfig(answers)),
    made('app.mjs', APP),
    made('cdk.json', `${JSON.stringify({ app: 'node app.mjs' }, undefined, 2)}\n`),
    ...(isTypescript ? [made('tsconfig.json', TSCONFIG)] : []),
    {
      name: 'package.json',
      text: packageJson(there.packageJson, { name: answers.name, own, isTypescript }).text,
      isMerged: true,
    },
    { name: '.gitignore', text: gitignore(there.gitignore), isMerged: true },
  ];
}

/** The config as YAML. */
export function yamlConfig(answers: Answers): string {
  const schema = '# yaml-language-server: $schema=node_modules/@kmscrypt/cdk/schema/config.json';
  return `${[schema, ...PREFACE.map((line) => `# ${line}`)].join('\n')}\n${yamlText(configDraft(answers))}`;
}

/** The config as TypeScript. */
export function typescriptConfig(answers: Answers): string {
  const head = [
    "import { defineConfig } from '@kmscrypt/cdk/config';",
    '',
    ...PREFACE.map((line) => `// ${line}`),
  ];
  return `${head.join('\n')}\nexport default defineConfig({${typescriptText(configDraft(answers))}});\n`;
}

const APP = `import { loadApp } from '@kmscrypt/cdk';

// All stacks of the config in this folder.
export const app = await loadApp();

// Stacks of your own stand beside them, and are deployed with npx cdk deploy OwnStack:
// import { Stack } from 'aws-cdk-lib';
// new Stack(app, 'OwnStack', { env: { account: '111111111111', region: 'eu-central-1' } });
`;

const TSCONFIG = `${JSON.stringify(
  {
    compilerOptions: {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      erasableSyntaxOnly: true,
      types: [],
    },
    include: ['kmscrypt-cdk.ts'],
  },
  undefined,
  2,
)}\n`;

function gitignore(there = ''): string {
  const lines = new Set(there.split('\n').map((line) => line.trim().replace(/^\/|\/$/g, '')));
  const missing = ['node_modules', 'cdk.out'].filter((line) => !lines.has(line));
  const gap = there === '' || there.endsWith('\n') ? '' : '\n';
  return `${there}${gap}${missing.map((line) => `${line}\n`).join('')}`;
}
