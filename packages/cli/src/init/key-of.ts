import { LOCAL_KEY_ID } from '@kmscrypt/core/local-key-id';
import { environmentIn, isOfDevelopers } from './environments.ts';

/** The key of an environment's rule. */
export interface ProposedKey {
  readonly keyId: string;
  /** Whether the rule has it; else it is shown in a comment, and the default is used. */
  readonly isSet: boolean;
}

const ALIAS = 'alias/';

/** A key for an environment: as the default one is named, `alias/cmk-dev`, else `alias/cmk-stage`. */
export function keyOf(environment: string, defaults: readonly string[]): ProposedKey {
  const [keyId] = defaults;
  const usual = `${ALIAS}cmk-${environment}`;
  if (keyId === undefined) return { keyId: usual, isSet: true };
  if (keyId === LOCAL_KEY_ID) {
    return { keyId: isOfDevelopers(environment) ? LOCAL_KEY_ID : usual, isSet: true };
  }
  const alias = keyId.startsWith(ALIAS) ? keyId.slice(ALIAS.length) : '';
  const named = defaults.length === 1 ? environmentIn(alias) : undefined;
  if (named === undefined) return { keyId: usual, isSet: false };
  if (named.environment === environment) return { keyId, isSet: true };
  return { keyId: ALIAS + alias.slice(0, named.start) + environment + alias.slice(named.end), isSet: true };
}
