import {
  accountProblem,
  domainProblem,
  emailProblem,
  environmentsProblem,
  layoutProblem,
  nameProblem,
  namesIn,
  regionProblem,
} from './answer-problems.ts';
import type { Answers } from './answers.ts';
import { ask, type Asked, type Question } from './ask.ts';
import { givenAccounts } from './given-accounts.ts';
import { accountNames, LAYOUT_NAMES, LAYOUTS } from './layout.ts';

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

export interface Asking extends Asked {
  readonly given: Given;
  /** Where nothing else is said. */
  readonly defaults: Pick<Answers, 'name' | 'region'>;
}

/**
 * Collects what a config is written of: what the command line gives, then what the terminal answers, then defaults.
 *
 * @throws CliError `USAGE` for what was given and cannot be, `INTERRUPTED`
 */
export async function askAnswers({ given, defaults, ...asked }: Asking): Promise<Answers> {
  const of = (
    option: Exclude<keyof Given, 'accounts'>,
    question: Omit<Question, 'option' | 'given'>,
  ): Promise<string> => ask({ option, given: given[option], ...question }, asked);
  const name = await of('name', {
    text: 'name of it all, which begins the names of buckets',
    otherwise: defaults.name,
    problem: nameProblem,
  });
  const region = await of('region', { text: 'region', otherwise: defaults.region, problem: regionProblem });
  if (given.layout === undefined && asked.terminal !== undefined)
    for (const each of LAYOUT_NAMES) asked.tell(`  ${each.padEnd(5)} ${LAYOUTS[each].describe}`);
  const word = await of('layout', { text: 'accounts', otherwise: 'one', problem: layoutProblem });
  const layout = LAYOUT_NAMES.find((each) => each === word) ?? 'one';
  const list = await of('environments', {
    text: 'environments, in the order of promotion',
    otherwise: LAYOUTS[layout].environments.join(','),
    problem: environmentsProblem,
  });
  const environments = namesIn(list);
  const text = 'domain of production (empty: none yet)';
  const domain = await of('domain', { text, otherwise: '', problem: domainProblem });
  const whom = 'mail address for alarms (empty: nobody)';
  const email = await of('email', { text: whom, otherwise: '', problem: emailProblem });
  const accounts = new Map(givenAccounts(given.accounts, { layout, environments }));
  for (const each of accountNames(layout, environments).filter((account) => !accounts.has(account))) {
    const question = `number of the account ${each} (empty: a placeholder)`;
    const number = await ask(
      { option: 'account', given: undefined, text: question, otherwise: '', problem: accountProblem },
      asked,
    );
    if (number !== '') accounts.set(each, number);
  }
  return {
    layout,
    name,
    region,
    environments,
    accounts,
    domain: domain || undefined,
    email: email || undefined,
  };
}
