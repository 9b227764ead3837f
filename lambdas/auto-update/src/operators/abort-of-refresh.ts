import { MINUTE } from '../times.ts';
import { timeText } from '@kmscrypt/lambda';
import type { Run } from '../state.ts';

const ROLLED_BACK = 'AWS is asked to roll the group back to the image that it had; the run ends when it is';

/**
 * What comes of an abort, as far as the table tells. AWS can roll a refresh back until it has watched the last host for as long as the
 * soak (RefreshPreferences, BakeTime).
 */
export function abortOfRefresh({ refresh, fleet: { policy } }: Run, now: number): string {
  switch (refresh?.phase) {
    case undefined:
    case 'versioning':
      return 'no host has been replaced yet: the run ends with the next tick';
    case 'starting':
      return refresh.refresh === undefined
        ? 'no refresh is known to have been started: the run ends within a few minutes, and nothing is changed; one that was started just now is rolled back'
        : ROLLED_BACK;
    case 'refreshing':
      return ROLLED_BACK;
    case 'verifying': {
      if (refresh.refresh === undefined)
        return 'nothing is replaced in this run: hosts keep the image that they have, and the run ends';
      const until = refresh.since + policy.soakMinutes * MINUTE;
      return now >= until
        ? 'too late to roll back: AWS is done, every host has the new image and keeps it; the run ends'
        : `every host has the new image: AWS rolls back until about ${timeText(until)}; after that it is too late, and they keep it`;
    }
    default:
      return 'AWS rolls the group back already; the run ends when it has';
  }
}
