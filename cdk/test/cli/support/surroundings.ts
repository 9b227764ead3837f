import type { CdkCall, CdkEnd } from '../../../src/cli/cdk/run-cdk.ts';
import type { Surroundings } from '../../../src/cli/surroundings.ts';

/** What a command did. */
export interface Witness {
  readonly surroundings: Surroundings;
  readonly printed: string[];
  readonly told: string[];
  /** What cdk was called with. */
  readonly calls: CdkCall[];
}

export interface WitnessOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What somebody at the terminal answers, one after the other; default: there is no terminal. */
  readonly answers?: readonly string[];
  /** How a call of cdk ends; default well. */
  readonly end?: (args: readonly string[]) => Partial<CdkEnd>;
}

/** Surroundings that keep what a command does. */
export function witness({ cwd, env = {}, answers, end = () => ({}) }: WitnessOptions): Witness {
  const printed: string[] = [];
  const told: string[] = [];
  const calls: CdkCall[] = [];
  const left = [...(answers ?? [])];
  const surroundings: Surroundings = {
    cwd,
    env,
    print: async (text) => void printed.push(text),
    tell: (line) => void told.push(line),
    openTerminal:
      answers &&
      (() => ({
        ask: async (question) => {
          told.push(question);
          const answer = left.shift();
          if (answer === undefined) throw new Error(`no answer to: ${question}`);
          return answer;
        },
        close: () => {},
      })),
    runCdk: async (call) => {
      calls.push(call);
      return { status: 0, isInterrupted: false, ...end(call.args) };
    },
    now: () => 0,
    node: { version: '24.0.0', takesTypescript: true },
  };
  return { surroundings, printed, told, calls };
}
