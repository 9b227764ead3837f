import { accountId, domain, email, name, regionName } from '../../config/fields.ts';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';
import { givenAccounts } from './given-accounts.ts';
import type { Answers } from './answers.ts';
import { accountNames, type Layout, LAYOUT_NAMES, LAYOUTS } from './layout.ts';

/** What the command line said already. */
export interface Given {
  readonly layout?: string | undefined;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  /** Names with commas between them. */
  readonly environments?: string | undefined;
  readonly domain?: string | undefined;
  readonly email?: string | undefined;
  /** Each `NAME=NUMBER`. */
  readonly accounts: readonly string[];
}

export interface Asking {
  readonly given: Given;
  /** Who is asked for the rest; default nobody: defaults are taken. */
  readonly terminal?: Pick<Terminal, 'ask'> | undefined;
  /** Where nothing else is said. */
  readonly defaults: Pick<Answers, 'name' | 'region'>;
  readonly tell: (line: string) => void;
}

interface Question {
  readonly option: keyof Given;
  readonly text: string;
  /** What an empty line stands for; '' is a value that is not there. */
  readonly otherwise: string;
  /** Says what is wrong with a value that is not empty. */
  readonly problem: (value: string) => string | undefined;
}

/**
 * Collects what a config is written of: what the command line gives, then what the terminal answers, then defaults.
 *
 * @throws CliError `USAGE` for what was given and cannot be, `INTERRUPTED`
 */
export async function askAnswers({ given, terminal, defaults, tell }: Asking): Promise<Answers> {
  const ask = async ({ option, text, otherwise, problem }: Question): Promise<string> => {
    const value = given[option];
    if (typeof value === 'string') return checked(`--${option}`, value, problem(value));
    if (terminal === undefined) return otherwise;
    for (;;) {
      const line = (await terminal.ask(`${text}${otherwise === '' ? '' : ` [${otherwise}]`}: `)) || otherwise;
      const wrong = line === '' ? undefined : problem(line);
      if (wrong === undefined) return line;
      tell(`${line} ${wrong}`);
    }
  };
  const own = await ask({
    option: 'name',
    text: 'name of it all, which begins the names of buckets',
    otherwise: defaults.name,
    problem: of(name),
  });
  const region = await ask({
    option: 'region',
    text: 'region',
    otherwise: defaults.region,
    problem: of(regionName),
  });
  if (given.layout === undefined && terminal !== undefined)
    for (const each of LAYOUT_NAMES) tell(`  ${each.padEnd(5)} ${LAYOUTS[each].describe}`);
  const word = await ask({ option: 'layout', text: 'accounts', otherwise: 'one', problem: layoutProblem });
  const layout = LAYOUT_NAMES.find((each) => each === word) ?? 'one';
  const environments = namesIn(
    await ask({
      option: 'environments',
      text: 'environments, in the order of promotion',
      otherwise: LAYOUTS[layout].environments.join(','),
      problem: environmentsProblem,
    }),
  );
  const zone = await ask({
    option: 'domain',
    text: 'domain of production (empty: none yet)',
    otherwise: '',
    problem: of(domain),
  });
  const address = await ask({
    option: 'email',
    text: 'mail address for alarms (empty: nobody)',
    otherwise: '',
    problem: of(email),
  });
  const accounts = new Map(givenAccounts(given.accounts, { layout, environments }));
  if (terminal !== undefined)
    for (const each of accountNames(layout, environments).filter((one) => !accounts.has(one)))
      await askNumber(each, { terminal, tell, accounts });
  return {
    layout,
    name: own,
    region,
    environments,
    accounts,
    domain: zone === '' ? undefined : zone,
    email: address === '' ? undefined : address,
  };
}

async function askNumber(
  account: string,
  {
    terminal,
    tell,
    accounts,
  }: {
    readonly terminal: Pick<Terminal, 'ask'>;
    readonly tell: (line: string) => void;
    readonly accounts: Map<string, string>;
  },
): Promise<void> {
  for (;;) {
    const line = await terminal.ask(`number of the account ${account} (empty: a placeholder): `);
    const wrong = line === '' ? undefined : of(accountId)(line);
    if (wrong !== undefined) tell(`${line} ${wrong}`);
    else if (line === '') return;
    else return void accounts.set(account, line);
  }
}

interface Field {
  safeParse(value: string): {
    readonly error?: { readonly issues: readonly { readonly message: string }[] } | undefined;
  };
}

function of(field: Field): (value: string) => string | undefined {
  return (value) => field.safeParse(value).error?.issues[0]?.message;
}

function layoutProblem(value: string): string | undefined {
  return LAYOUT_NAMES.some((each: Layout) => each === value)
    ? undefined
    : `is none of ${LAYOUT_NAMES.join(', ')}`;
}

function namesIn(text: string): readonly string[] {
  return text.split(',').map((each) => each.trim());
}

function environmentsProblem(text: string): string | undefined {
  const names = namesIn(text);
  for (const each of names) {
    const problem = of(name)(each);
    if (problem !== undefined) return `: '${each}' ${problem}`;
    if (names.indexOf(each) !== names.lastIndexOf(each)) return `has ${each} twice`;
  }
  return undefined;
}

function checked(what: string, value: string, problem: string | undefined): string {
  if (problem === undefined) return value;
  throw new CliError('USAGE', `${what} ${value} ${problem}`, {
    hints: ['kmscrypt-cdk init --help says what it takes'],
  });
}
