import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';
import type { ProblemOf } from './answer-problems.ts';

export interface Question {
  /** What the command line has for it, such as `region`. */
  readonly option: string;
  /** What the command line said. */
  readonly given: string | undefined;
  readonly text: string;
  /** What an empty line stands for; '' is a value that is not there. */
  readonly otherwise: string;
  /** Of an answer that is not empty. */
  readonly problem: ProblemOf;
}

export interface Asked {
  /** Who is asked; default nobody: what is not given is what an empty line stands for. */
  readonly terminal?: Pick<Terminal, 'ask'> | undefined;
  readonly tell: (line: string) => void;
}

/**
 * What was given, else what somebody answers, who is asked again while it cannot be.
 *
 * @throws CliError `USAGE` for what was given and cannot be, `INTERRUPTED`
 */
export async function ask(
  { option, given, text, otherwise, problem }: Question,
  { terminal, tell }: Asked,
): Promise<string> {
  if (given !== undefined) return checked(`--${option}`, given, problem(given));
  if (terminal === undefined) return otherwise;
  for (;;) {
    const line = (await terminal.ask(`${text}${otherwise === '' ? '' : ` [${otherwise}]`}: `)) || otherwise;
    const wrong = line === '' ? undefined : problem(line);
    if (wrong === undefined) return line;
    tell(`${line} ${wrong}`);
  }
}

function checked(what: string, value: string, problem: string | undefined): string {
  if (problem === undefined) return value;
  throw new CliError('USAGE', `${what} ${value} ${problem}`, {
    hints: ['kmscrypt-cdk init --help says what it takes'],
  });
}
