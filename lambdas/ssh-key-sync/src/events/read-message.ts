import { isObject, lookOf } from './json.ts';
import { readIamCall } from './iam-call.ts';
import { type ParameterPlace, readParameterChange } from './parameter-change.ts';
import { foreign, type Told } from './told.ts';

const OURS = 'kmscrypt.ssh-keys.';
const HELD = /^[0-9a-f]{12}$/u;

/** Understands events of IAM and of Parameter Store, ticks, and messages of operators. Never throws. */
export function readMessage(payload: unknown, place: ParameterPlace): Told {
  if (!isObject(payload)) return foreign(Array.isArray(payload) ? 'it is a list' : 'it is not an object');
  const { kind, 'detail-type': type, held } = payload;
  if (typeof kind === 'string' && kind.startsWith(OURS)) return readOurs(kind.slice(OURS.length), held);
  if (type === 'AWS API Call via CloudTrail') return readIamCall(payload, place.accounts);
  if (type === 'Parameter Store Change') return readParameterChange(payload, place);
  if (type === 'Scheduled Event') return { kind: 'tick' };
  return foreign(lookOf(payload));
}

function readOurs(kind: string, held: unknown): Told {
  if (kind === 'tick') return { kind: 'tick' };
  if (kind === 'read') return { kind: 'whole-read' };
  if (kind !== 'approve') return foreign('its kind is none that is known');
  return typeof held === 'string' && HELD.test(held)
    ? { kind: 'approve', held }
    : foreign('its `held` is not the id of what is held back: 12 hexadecimal digits');
}
