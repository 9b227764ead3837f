import type { RefreshFleet } from '../../config.ts';
import { isOver } from '../../group/problems.ts';
import type { CarriedOut, RefreshEffect } from '../../groups.ts';
import type { AwsCalls } from '../calls.ts';
import { parameterOf } from './newest.ts';
import { refreshesOf } from './refreshes.ts';
import { isCalled, refusalOf } from './refusal.ts';
import { startRefresh } from './start-refresh.ts';

interface Given {
  readonly fleet: RefreshFleet;
  readonly effect: RefreshEffect;
}

/** What AWS refuses for good is told; what may go well another time is thrown. */
export async function carryOutEffect(
  calls: AwsCalls,
  given: Given,
  signal: AbortSignal,
): Promise<CarriedOut> {
  try {
    return await carriedOut(calls, given, signal);
  } catch (error) {
    // It ended before it could be; the next look shows how.
    if (isCalled(error, 'ActiveInstanceRefreshNotFound')) return {};
    const refused = refusalOf(error);
    if (refused === undefined) throw error;
    return { refused };
  }
}

async function carriedOut(
  calls: AwsCalls,
  { fleet, effect }: Given,
  signal: AbortSignal,
): Promise<CarriedOut> {
  switch (effect.kind) {
    case 'make-version':
      return makeVersion(calls, effect, signal);
    case 'start':
      return startRefresh(calls, { fleet, start: effect }, signal);
    case 'keep-image':
      return keepImage(calls, { name: fleet.current, image: effect.image }, signal);
    default:
      return endRefresh(calls, { fleet, effect }, signal);
  }
}

/** What the new version has besides the image is that of its source; only snapshots of block devices are not taken over, as it should be. */
async function makeVersion(
  calls: AwsCalls,
  { template, source, image, token }: Extract<RefreshEffect, { readonly kind: 'make-version' }>,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const { LaunchTemplateVersion: made, Warning: warning } = await calls.createLaunchTemplateVersion(
    {
      ClientToken: token,
      LaunchTemplateId: template,
      SourceVersion: String(source),
      VersionDescription: `auto-update: version ${source} with ${image}`,
      LaunchTemplateData: { ImageId: image },
    },
    signal,
  );
  const [problem] = warning?.Errors ?? [];
  if (problem !== undefined) return { refused: `${problem.Code ?? ''}: ${problem.Message ?? ''}` };
  return { version: made?.VersionNumber };
}

/** AWS ends whichever refresh is under way: so that it is surely the one that is meant, it is looked at again. */
async function endRefresh(
  calls: AwsCalls,
  { fleet, effect }: { readonly fleet: RefreshFleet; readonly effect: Ending },
  signal: AbortSignal,
): Promise<CarriedOut> {
  const active = (await refreshesOf(calls, fleet.group, signal)).find(({ status }) => !isOver(status));
  if (active?.id !== effect.refresh) return {};
  const input = { AutoScalingGroupName: fleet.group };
  await (effect.kind === 'cancel'
    ? calls.cancelInstanceRefresh(input, signal)
    : calls.rollbackInstanceRefresh(input, signal));
  return {};
}

type Ending = Extract<RefreshEffect, { readonly kind: 'roll-back' | 'cancel' }>;

/**
 * Written only where it holds another: each writing makes a version of the parameter. AWS refuses to write one with another data type than it
 * has, and takes `text` where none is given (Systems Manager API reference, PutParameter).
 */
async function keepImage(
  calls: AwsCalls,
  { name, image }: { readonly name: string | undefined; readonly image: string },
  signal: AbortSignal,
): Promise<CarriedOut> {
  if (name === undefined) return {};
  const { value, dataType } = (await parameterOf(calls, name, signal)) ?? {};
  if (value === image) return {};
  const input = { Name: name, Value: image, Type: 'String', Overwrite: true, DataType: dataType } as const;
  await calls.putParameter(input, signal);
  return {};
}
