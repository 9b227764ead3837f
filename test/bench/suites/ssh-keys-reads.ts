import { showProgress } from '../progress.ts';
import { measureReads, type ReadFigures, type ReadsMeasured } from '../ssh-keys/measure-reads.ts';
import { people } from '../ssh-keys/organisation.ts';
import type { Row } from '../table.ts';
import type { Suite } from './suite.ts';

const TITLE = 'Reading IAM for keys of SSH';
const PACES = [5, 10, 20];
const USERS = 5_000;
const FEWER = 1_250;
/** GetUser, ListGroupsForUser, ListSSHPublicKeys and the body of one key, twice. */
const MOST_CALLS = 8;

/** How many calls a whole read and an event take, and how long that is. */
export const sshKeysReads: Suite = {
  name: 'ssh-keys-reads',
  async run({ quick }) {
    const most = quick ? FEWER : USERS;
    const all = people(most);
    const reads: (ReadsMeasured & { readonly pace: number })[] = [];
    for (const pace of PACES) {
      showProgress(`${TITLE}: ${pace} calls a second`);
      reads.push({ pace, ...(await measureReads(all, pace)) });
    }
    const few = await measureReads(people(FEWER), 20);
    showProgress('');
    const [any] = reads;
    return {
      title: TITLE,
      notes: [
        `${most.toLocaleString('en')} users with 3 keys, each in 3 of 60 groups; on a virtual clock, IAM answers after 60 ms; invocations of 5 minutes, one after another`,
        'first: with all bodies of keys; steady: without them, as they are kept by id; an event: with the second read a minute later',
      ],
      columns: ['calls', 'time', 'invocations'],
      rows: [
        ...reads.map(({ pace, first }) => rowOf(`first, ${pace} calls a second`, first)),
        ...reads.map(({ pace, steady }) => rowOf(`steady, ${pace} calls a second`, steady)),
        ...[...(any?.events ?? [])].map(([name, calls]): Row => {
          const ofFewer = few.events.get(name) ?? Number.NaN;
          return {
            name: `an event: a user ${name}`,
            cells: [String(calls), '', ''],
            claims: [
              { figure: `${calls} calls`, target: `≤ ${MOST_CALLS}`, met: calls <= MOST_CALLS },
              {
                figure: `${ofFewer} of ${FEWER.toLocaleString('en')} users`,
                target: 'the same',
                met: ofFewer === calls,
              },
            ],
          };
        }),
      ],
    };
  },
};

function rowOf(name: string, { calls, seconds, runs }: ReadFigures): Row {
  const minutes = seconds / 60;
  const time = minutes < 1 ? `${seconds.toFixed(0)} s` : `${minutes.toFixed(1)} min`;
  return { name, cells: [calls.toLocaleString('en'), time, String(runs)], claims: [] };
}
