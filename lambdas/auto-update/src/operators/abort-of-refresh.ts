import { MINUTE } from '../times.ts';
import { timeText } from '@kmscrypt/lambda';
import type { Run } from '../state.ts';

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
    case 'refreshing':
      return 'AWS is asked to roll the group back to the image that it had; the run ends when it is';
    case 'verifying': {
      const until = refresh.since + policy.soakMinutes * MINUTE;
      return now >= until
        ? 'too late to roll back: AWS is done, every host has the new image and keeps it; the run ends'
        : `every host has the new image: AWS rolls back until about ${timeText(until)}; after that it is too late, and they keep it`;
    }
    default:
      return 'AWS rolls the group back already; the run ends when it has';
  }
}
