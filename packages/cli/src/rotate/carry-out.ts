import { encryptItems } from '@kmscrypt/core/encrypt';
import type { KmscryptError } from '@kmscrypt/core/error';
import { errorOfTokens } from '@kmscrypt/core/errors-of-tokens';
import type { EncryptionContext } from '@kmscrypt/core/kms';
import { reEncryptTokens } from '@kmscrypt/core/re-encrypt';
import { openWork } from '../decrypt/open-work.ts';
import { allOf } from '../errors/all-of.ts';
import { demanded } from '../errors/demanded.ts';
import { createProgress } from '../io/progress.ts';
import { kmsOf } from '../settings/kms-of.ts';
import type { Surroundings } from '../table/command.ts';
import type { Turn } from './plan.ts';
import type { Task, TokenTurn } from './task.ts';

/**
 * Makes the new tokens of all tasks, those of identical turns once. Nothing is written.
 *
 * @throws CliError with the failures of all files
 */
export async function carryOut(
  tasks: readonly Task[],
  env: Surroundings['env'],
): Promise<ReadonlyMap<TokenTurn, string>> {
  const failures = new Map<TokenTurn, KmscryptError>();
  const reEncrypted = await throughKms(tasks, { env, failures });
  const plaintexts = await openHere(tasks, { env, failures });
  await allOf(
    tasks,
    ({ file }) => file.name,
    async ({ file, turns }) => {
      const failed = turns.flatMap((each) => {
        const failure = failures.get(each);
        return failure === undefined ? [] : ([[each.token.token, failure]] as const);
      });
      const tokens = turns.map(({ token }) => token);
      const error = errorOfTokens(file.document.text, tokens, new Map(failed));
      if (error) throw error;
    },
  );
  const encrypted = await encryptHere(tasks, { env, plaintexts });
  return new Map([...reEncrypted, ...encrypted]);
}

interface Run {
  readonly env: Surroundings['env'];
  /** Takes what a token failed with. */
  readonly failures: Map<TokenTurn, KmscryptError>;
}

/** Turns that one call of core makes together; identical ones are one item. */
interface Group {
  readonly task: Task;
  readonly context: EncryptionContext;
  readonly items: Map<string, TokenTurn[]>;
}

function groupsOf(tasks: readonly Task[], way: 'KMS' | 'here'): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const task of tasks) {
    const { settings, fromContext } = task;
    for (const each of task.turns.filter(({ turn }) => turn.way === way)) {
      const { context, pairs } = each.turn;
      const name = JSON.stringify([{ ...settings, context: {} }, fromContext, context]);
      const group = groups.get(name) ?? { task, context, items: new Map<string, TokenTurn[]>() };
      const item = JSON.stringify([each.token.token, pairs]);
      group.items.set(item, [...(group.items.get(item) ?? []), each]);
      groups.set(name, group);
    }
  }
  return Array.from(groups.values());
}

async function throughKms(tasks: readonly Task[], { env, failures }: Run): Promise<Map<TokenTurn, string>> {
  const made = new Map<TokenTurn, string>();
  for (const { task, context, items } of groupsOf(tasks, 'KMS')) {
    const { settings, fromContext } = task;
    const turns = Array.from(items.values()).flat();
    const progress = createProgress('re-encrypting tokens');
    const { tokens, failures: failed } = await reEncryptTokens(
      new Set(turns.map(({ token }) => token.token)),
      {
        keyId: demanded(settings.keyIds[0], 'what goes through KMS has one key'),
        region: settings.region,
        kms: kmsOf(settings, env),
        fromContext,
        context,
        onProgress: progress.update,
      },
    ).finally(progress.end);
    for (const each of turns) {
      const token = tokens.get(each.token.token);
      const failure = failed.get(each.token.token);
      if (token !== undefined) made.set(each, token);
      if (failure !== undefined) failures.set(each, failure);
    }
  }
  return made;
}

/** Opens what has to be opened: blobs with the context that they were made with, messages with what they carry. */
async function openHere(tasks: readonly Task[], { env, failures }: Run): Promise<Map<TokenTurn, Uint8Array>> {
  const work = tasks.flatMap(({ settings, turns, fromContext, fromRegion }) => {
    const here = turns.filter(({ turn }) => turn.way === 'here');
    const mine = (kind: Turn['kind']): readonly TokenTurn[] => here.filter(({ turn }) => turn.kind === kind);
    const region = fromRegion ?? settings.region;
    return [
      { mine: mine('blob'), settings: { ...settings, region, context: fromContext } },
      { mine: mine('message'), settings: { ...settings, region, context: {} } },
    ].map((each) => ({ ...each, matches: each.mine.map(({ token }) => token) }));
  });
  const openedFor = await openWork(work, env);
  const plaintexts = new Map<TokenTurn, Uint8Array>();
  for (const each of work) {
    const opened = openedFor(each);
    for (const turn of each.mine) {
      const plaintext = opened.plaintexts.get(turn.token.token);
      const failure = opened.failures.get(turn.token.token);
      if (plaintext !== undefined) plaintexts.set(turn, plaintext);
      if (failure !== undefined) failures.set(turn, failure);
    }
  }
  return plaintexts;
}

async function encryptHere(
  tasks: readonly Task[],
  { env, plaintexts }: { readonly env: Run['env']; readonly plaintexts: ReadonlyMap<TokenTurn, Uint8Array> },
): Promise<Map<TokenTurn, string>> {
  const made = new Map<TokenTurn, string>();
  for (const { task, context, items } of groupsOf(tasks, 'here')) {
    const groups = Array.from(items.values(), (turns) => {
      const first = demanded(turns[0], 'a group has a turn');
      return {
        turns,
        first,
        plaintext: demanded(plaintexts.get(first), 'a token that did not fail is open'),
      };
    });
    const progress = createProgress('encrypting');
    const tokens = await encryptItems(
      groups.map(({ first, plaintext }) => ({ plaintext, pairs: first.turn.pairs })),
      { ...task.settings, context, kms: kmsOf(task.settings, env), onProgress: progress.update },
    ).finally(progress.end);
    for (const [index, { turns }] of groups.entries()) {
      for (const each of turns) made.set(each, demanded(tokens[index], 'one value makes one token'));
    }
  }
  return made;
}
