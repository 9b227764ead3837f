import { PROGRAM } from '../report.ts';
import type { CdkEnd } from './run-cdk.ts';

/** Where cdk reached AWS, and failed. */
export const CREDENTIALS_HINT: string = `${PROGRAM}: hint: credentials: --profiles, or AWS_PROFILE; ${PROGRAM} profiles prints profiles`;

export interface Halt {
  readonly verb: 'bootstrap' | 'deploy' | 'destroy';
  /** What failed: the id of a stack, or a place such as `aws://111122223333/eu-central-1`. */
  readonly failed: CdkEnd & { readonly id: string };
  readonly done: readonly string[];
  /** The failed one among them. */
  readonly left: readonly string[];
  /** The words behind the verb that go on. */
  readonly again: readonly string[];
  /** What stands after `--`. */
  readonly rest: readonly string[];
  /** What is said of going on; default nothing. */
  readonly remark?: string | undefined;
}

/** The lines that tell what is done after a failure, what is not, and how to go on. */
export function haltLines({ verb, failed, done, left, again, rest, remark }: Halt): readonly string[] {
  const command = ['npx', PROGRAM, verb, ...again, ...(rest.length === 0 ? [] : ['--', ...rest])];
  return [
    `${PROGRAM}: error: ${failed.id}: cdk ${verb} ${wordOf(failed)} [${failed.isInterrupted ? 'INTERRUPTED' : 'CDK_FAILED'}]`,
    `done: ${done.length === 0 ? 'none' : done.join(', ')}`,
    `not done: ${left.join(', ')}`,
    ...(failed.isInterrupted ? [] : [CREDENTIALS_HINT]),
    `${PROGRAM}: hint: to go on${remark === undefined ? '' : `, ${remark}`}: ${command.map(quoted).join(' ')}`,
  ];
}

/** How it ended, as it is told. */
export function wordOf({ status, isInterrupted }: CdkEnd): string {
  if (isInterrupted) return 'was interrupted';
  return status === 0 ? 'done' : `ended with status ${status}`;
}

/** For a shell. */
function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
