import { formatId, parseId } from './physical-id.ts';
import type { SettingRequest } from './request.ts';
import type { Held, Setting } from './setting.ts';

/** What has become of a request. */
export interface Outcome {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalId: string;
  /** Why it failed. */
  readonly reason?: string;
  /** Of what was made or kept. */
  readonly id?: string;
}

export interface SettleOptions {
  /** @returns undefined for a kind that there is not. */
  readonly settingOf: (kind: string) => Promise<Setting | undefined>;
  /** Never resolves; rejects when there is just time left for an answer. */
  readonly timeout: Promise<never>;
}

/** So that the answer stays within the 4,096 bytes that CloudFormation reads. */
const REASON_LENGTH = 1_000;

/** Does what a request asks for; a failure is an outcome, too. */
export async function settle(
  request: SettingRequest,
  { settingOf, timeout }: SettleOptions,
): Promise<Outcome> {
  try {
    return await Promise.race([perform(request, settingOf), timeout]);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    const reason = `${request.kind}: ${name === 'Error' ? '' : `${name}: `}${message}`.slice(
      0,
      REASON_LENGTH,
    );
    return { status: 'FAILED', physicalId: idAfterFailure(request), reason };
  }
}

async function perform(request: SettingRequest, settingOf: SettleOptions['settingOf']): Promise<Outcome> {
  const { type, kind, physicalId, properties } = request;
  const held = parseId(kind, physicalId);
  // What was never made, or is kept, is not taken away: no need even to know its kind.
  if (type === 'Delete' && held?.origin !== 'made')
    return { status: 'SUCCESS', physicalId: idAfterFailure(request) };
  const setting = await settingOf(kind);
  if (setting === undefined) throw new Error('there is no such kind of setting');
  if (type === 'Delete' && held !== undefined) {
    await setting.remove?.(held.id);
    return { status: 'SUCCESS', physicalId: idAfterFailure(request) };
  }
  const now: Held =
    type === 'Update' && held !== undefined
      ? await setting.update(properties, held)
      : await setting.create(properties);
  return { status: 'SUCCESS', physicalId: formatId(kind, now), id: now.id };
}

/** The id stays: another one would have CloudFormation delete what the first one stands for. */
function idAfterFailure({ physicalId, kind, requestId }: SettingRequest): string {
  return physicalId ?? `${kind}/failed/${requestId}`;
}
