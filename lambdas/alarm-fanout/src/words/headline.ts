import type { Alarm } from '../alarm.ts';
import { cut } from './cut.ts';
import { pairs } from './measured.ts';
import { oneLine } from './plain.ts';

const MOST = 200;
const MOST_STATE = 40;
const MOST_PLACE = 80;

/** Where something is. */
export interface Place {
  readonly account: string;
  readonly accountName?: string | undefined;
  readonly region: string;
}

/** The alarm's name, with what tells its contributor from the others: `cpu-high, InstanceId i-1`. */
export function titleOf({ name, contributor }: Pick<Alarm, 'name' | 'contributor'>): string {
  const which = contributor === undefined ? '' : pairs(contributor.attributes) || contributor.id;
  return oneLine(which === '' ? name : `${name}, ${which}`);
}

/** `prod, eu-central-1`. */
export function placeOf({ accountName, account, region }: Place): string {
  return oneLine(`${accountName ?? account}, ${region}`);
}

/** `ALARM: checkout-5xx (prod, eu-central-1)`, at most 200 characters: it is the title that is cut. */
export function headline({
  state,
  title,
  place,
}: {
  readonly state?: string | undefined;
  readonly title: string;
  readonly place: Place;
}): string {
  const before = state === undefined ? '' : `${cut(oneLine(state), MOST_STATE)}: `;
  const after = ` (${cut(placeOf(place), MOST_PLACE)})`;
  return `${before}${cut(oneLine(title), MOST - before.length - after.length)}${after}`;
}
