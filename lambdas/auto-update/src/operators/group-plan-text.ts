import { counted, spanText } from '@kmscrypt/lambda';
import type { RefreshPreferences } from '../group/preferences.ts';
import type { Image } from '../release.ts';
import type { GroupOutlook } from './group-outlook.ts';
import { nowLines } from './now-lines.ts';
import { refreshLines } from './refresh-lines.ts';
import type { RefreshTime } from './refresh-time.ts';

/** What a run would do with an Auto Scaling group, for people. */
export function groupLines(outlook: GroupOutlook): readonly string[] {
  const { fleet, group, standing, images, image, problem, effects } = outlook;
  const { size, serving, floor } = standing;
  const versions = Object.entries(images).map(
    ([id, count]) => `${counted(count, 'host')} with ${id === '' ? 'an image that is not known yet' : id}`,
  );
  return [
    `${fleet} (refresh of ${group}): ${counted(size, 'host')}, ${serving} in service, never fewer than ${floor}`,
    ...nowLines(outlook),
    ...(outlook.run === undefined ? [] : refreshLines(outlook.refresh, outlook.at)),
    `images: ${versions.length === 0 ? 'no hosts' : versions.join(', ')}`,
    image === undefined
      ? `there is no image to bring them to${problem === undefined ? '' : `: ${problem}`}`
      : imageText(image, images),
    ...(outlook.begins === undefined ? [] : workLines(outlook)),
    ...(effects.length === 0
      ? []
      : [
          `${outlook.run === undefined ? 'first' : 'next'} step: ${effects.map((kind) => STEPS[kind]).join(', then ')}`,
        ]),
  ];
}

function imageText({ id, name }: Image, images: GroupOutlook['images']): string {
  const words = `image ${id}${name === undefined ? '' : ` (${name})`}`;
  return Object.keys(images).every((each) => each === id)
    ? `every host has the newest: ${words}`
    : `hosts are brought to: ${words}`;
}

/** What the run that begins would do. */
function workLines({
  effects,
  template,
  preferences,
  alarms,
  time,
}: Pick<GroupOutlook, 'effects' | 'template' | 'preferences' | 'alarms' | 'time'>): readonly string[] {
  const isMaking = effects.includes('make-version');
  if (!isMaking && !effects.includes('start')) return ['nothing is replaced: what hosts have is confirmed'];
  return [
    ...(isMaking && template !== undefined
      ? [`template: ${template.id}; a new version is made of its version ${template.version}`]
      : []),
    ...(preferences === undefined ? [] : [preferencesText(preferences, alarms)]),
    ...(time === undefined ? [] : timeLines(time)),
  ];
}

function timeLines({ hosts, atOnce, least, most }: RefreshTime): readonly string[] {
  return [
    `it takes ${spanText(least)} at least: ${counted(hosts, 'host')}, ${Math.min(atOnce, hosts)} at once`,
    ...(least <= most
      ? []
      : [
          `THAT IS TOO LONG: after ${spanText(most)} (giveUpDays) all of it is rolled back. Let more go at once (maxUnavailable), or raise giveUpDays`,
        ]),
  ];
}

function preferencesText(preferences: RefreshPreferences, watched: GroupOutlook['alarms']): string {
  const {
    minHealthyPercentage,
    maxHealthyPercentage,
    instanceWarmup,
    checkpoints,
    checkpointDelay = 0,
    bakeTime,
    alarms,
  } = preferences;
  const [first] = checkpoints ?? [];
  const parts = [
    `${minHealthyPercentage} to ${maxHealthyPercentage} % healthy`,
    `warm-up ${spanText(instanceWarmup * 1_000)}`,
    ...(first === undefined
      ? []
      : [`${first} % first, then a pause of ${spanText(checkpointDelay * 1_000)}`]),
    `watched for ${spanText(bakeTime * 1_000)} at its end`,
    ...alarmTexts(alarms, watched),
  ];
  return `instance refresh: ${parts.join('; ')}`;
}

/** AWS takes ten alarms by their names. */
function alarmTexts(
  ofRefresh: readonly string[],
  { names = [], tags = {} }: GroupOutlook['alarms'],
): readonly string[] {
  const others = [
    ...names.filter((name) => !ofRefresh.includes(name)),
    ...Object.entries(tags).map(([key, value]) => `those with the tag ${key}: ${value}`),
  ];
  if (ofRefresh.length === 0 && others.length === 0) return ['no alarms end it'];
  return [
    ...(ofRefresh.length === 0 ? [] : [`rolled back on ${ofRefresh.join(', ')}, which AWS watches`]),
    ...(others.length === 0 ? [] : [`rolled back on ${others.join(', ')}, which each tick watches`]),
  ];
}

const STEPS: Readonly<Record<GroupOutlook['effects'][number], string>> = {
  'make-version': 'make a version of the template',
  start: 'start an instance refresh',
  'roll-back': 'roll back',
  cancel: 'cancel the refresh',
  'keep-image': 'write the image in force into its parameter',
};
