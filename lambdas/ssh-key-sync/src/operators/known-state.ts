import { LambdaError, timeText } from '@kmscrypt/lambda';
import type { SyncConfig } from '../config.ts';
import type { Store } from '../ports.ts';
import { emptyState, type State } from '../state.ts';

/** What the Lambda knows, as it stands in the bucket. */
export interface KnownState {
  readonly state: State;
  readonly is: 'stored' | 'empty' | 'no-bucket';
  /** For people. */
  readonly words: string;
}

interface StateQuestion {
  readonly store: Store;
  readonly signal: AbortSignal;
}

/** The state, or that of a Lambda that has not run yet. Rejects with KmscryptError where the bucket is there and cannot be read. */
export async function knownState(config: SyncConfig, { store, signal }: StateQuestion): Promise<KnownState> {
  const nothing = emptyState(config.uids.from);
  try {
    const stored = await store.load(signal);
    if (stored === undefined) {
      return {
        state: nothing,
        is: 'empty',
        words: `bucket ${config.bucket}: nothing is there yet; planned from nothing`,
      };
    }
    const { complete } = stored.state.read;
    const last = complete === 0 ? 'no whole read yet' : `last whole read ${timeText(complete)}`;
    return { state: stored.state, is: 'stored', words: `bucket ${config.bucket}: ${last}` };
  } catch (error) {
    if (!isNoBucket(error)) throw error;
    const words = `bucket ${config.bucket}: there is no such bucket (not deployed yet?); planned from nothing`;
    return { state: nothing, is: 'no-bucket', words };
  }
}

/** The state of a Lambda that has run. @throws LambdaError `NOT_FOUND` where there is none */
export async function stateThatIsThere(config: SyncConfig, question: StateQuestion): Promise<State> {
  const { state, is, words } = await knownState(config, question);
  if (is === 'stored') return state;
  throw new LambdaError('NOT_FOUND', words.replace('; planned from nothing', ''), {
    hints: [
      'the Lambda has not run yet, or the config names another bucket; kmscrypt-lambda ssh-key-sync plan shows what it would do',
    ],
  });
}

/** AWS's own error is the cause of ours. */
function isNoBucket(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause) {
    if (each.name === 'NoSuchBucket') return true;
  }
  return false;
}
