import type { Run } from '../state.ts';

/** What a run does in a pause, as far as the table tells: one that has its refresh goes on with it. */
export function pauseOfRefresh({ refresh, fleet: { name } }: Run): string {
  const abort = `kmscrypt-lambda auto-update abort --fleet ${name}`;
  switch (refresh?.phase) {
    case undefined:
    case 'versioning':
    case 'starting':
      return refresh?.refresh === undefined
        ? 'waits: no refresh is started; one that was started just now goes on'
        : goesOn(abort);
    case 'refreshing':
      return goesOn(abort);
    case 'verifying':
      return refresh.refresh === undefined
        ? 'goes on: nothing is replaced in it'
        : `goes on: every host has the new image; what still ends it is an abort: ${abort}`;
    default:
      return 'goes on: AWS rolls the group back';
  }
}

function goesOn(abort: string): string {
  return `goes on: AWS replaces hosts by itself, and only an abort ends that: ${abort}`;
}
