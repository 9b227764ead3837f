import type { OwnPackage } from '../own-package.ts';

type Json = Readonly<Record<string, unknown>>;

const SCRIPTS: Readonly<Record<string, string>> = {
  validate: 'kmscrypt-cdk validate',
  synth: 'kmscrypt-cdk synth',
  diff: 'kmscrypt-cdk diff',
  deploy: 'kmscrypt-cdk deploy',
};

/** What this package is checked with itself; a test compares them. */
const TYPESCRIPT = '7.0.2';

export interface PackageOptions {
  /** Of the project, where it has none. */
  readonly name: string;
  readonly own: OwnPackage;
  /** Whether the config is TypeScript; default no. */
  readonly isTypescript?: boolean | undefined;
}

export interface PackageJson {
  readonly text: string;
  /** What was added to what was there, such as `scripts.synth`; empty where nothing had to be. */
  readonly added: readonly string[];
}

/**
 * The package.json of a folder with what is missing in it; what is there stays as it is.
 *
 * @param there - the text that it has now; undefined: there is none
 * @throws SyntaxError where `there` is not JSON
 */
export function packageJson(
  there: string | undefined,
  { name, own, isTypescript = false }: PackageOptions,
): PackageJson {
  const now: Json = there === undefined ? {} : objectOf(JSON.parse(there));
  const known = new Set(
    ['dependencies', 'devDependencies'].flatMap((each) => Object.keys(objectOf(now[each]))),
  );
  const needed = {
    '@kmscrypt/cdk': own.version,
    'aws-cdk-lib': own.devDependencies['aws-cdk-lib'] ?? '',
    constructs: own.devDependencies['constructs'] ?? '',
    ...(isTypescript && { typescript: TYPESCRIPT }),
  };
  const dependencies = Object.entries(needed).filter(([each]) => !known.has(each));
  const scripts = Object.entries(SCRIPTS).filter(([each]) => !Object.hasOwn(objectOf(now['scripts']), each));
  // What `npm install` makes in an empty folder has no name; in a package of somebody the type would change what .js files are.
  const head = now['name'] === undefined ? { name, private: true, type: 'module' } : {};
  const missing = Object.entries(head).filter(([key]) => !Object.hasOwn(now, key));
  const text = {
    ...Object.fromEntries(missing),
    ...now,
    ...(scripts.length > 0 && { scripts: { ...objectOf(now['scripts']), ...Object.fromEntries(scripts) } }),
    ...(dependencies.length > 0 && {
      devDependencies: { ...objectOf(now['devDependencies']), ...Object.fromEntries(dependencies) },
    }),
  };
  return {
    text: `${JSON.stringify(text, undefined, 2)}\n`,
    added: [
      ...missing.map(([key]) => key),
      ...scripts.map(([key]) => `scripts.${key}`),
      ...dependencies.map(([key]) => `devDependencies.${key}`),
    ],
  };
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
