import { awsNameOf } from '../aws/aws-name.ts';
import type { Looked } from '../ports.ts';
import { EMPTY_STATE } from '../state.ts';
import type { OperatorStore } from './connect.ts';

/** What is read of a table that may not be there yet. */
export interface KnownStore extends Pick<OperatorStore, 'look' | 'active'> {
  /** Whether it was asked for and is not there. */
  readonly isMissing: () => boolean;
}

/** The same table; where there is none, nothing is known. Rejects with KmscryptError where it is there and cannot be read. */
export function knownStore(store: Pick<OperatorStore, 'look' | 'active'>): KnownStore {
  let isMissing = false;
  const orElse = async <T>(read: Promise<T>, nothing: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      if (awsNameOf(error) !== 'ResourceNotFound') throw error;
      isMissing = true;
      return nothing;
    }
  };
  return {
    look: (fleet, signal) => orElse(store.look(fleet, signal), NOTHING),
    active: (signal) => orElse(store.active(signal), []),
    isMissing: () => isMissing,
  };
}

const NOTHING: Looked = { state: EMPTY_STATE, control: { format: 1 }, records: {} };
