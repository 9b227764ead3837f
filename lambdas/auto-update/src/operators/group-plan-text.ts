import { counted, spanText } from '@kmscrypt/lambda';
import type { RefreshPreferences } from '../group/preferences.ts';
import type { Image } from '../release.ts';
import type { GroupOutlook } from './group-outlook.ts';
import { nowLines } from './now-lines.ts';
import { refreshLines } from './refresh-lines.ts';

/** What a run would do with an Auto Scaling group, for people. */
export function groupLines(outlook: GroupOutlook): readonly string[] {
  const { fleet, group, standing, template, images, image, problem, effects, preferences } = outlook;
  const { size, serving, floor } = standing;
  const willBegin = outlook.begins !== undefined;
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
    ...(willBegin && template !== undefined
      ? [`template: ${template.id}; a new version is made of its version ${template.version}`]
      : []),
    ...(willBegin && preferences !== undefined ? [preferencesText(preferences)] : []),
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

function preferencesText({
  minHealthyPercentage,
  maxHealthyPercentage,
  instanceWarmup,
  checkpoints,
  checkpointDelay = 0,
  bakeTime,
  alarms,
}: RefreshPreferences): string {
  const [first] = checkpoints ?? [];
  const parts = [
    `${minHealthyPercentage} to ${maxHealthyPercentage} % healthy`,
    `warm-up ${spanText(instanceWarmup * 1_000)}`,
    ...(first === undefined
      ? []
      : [`${first} % first, then a pause of ${spanText(checkpointDelay * 1_000)}`]),
    `watched for ${spanText(bakeTime * 1_000)} at its end`,
    alarms.length === 0 ? 'no alarms end it' : `rolled back on ${alarms.join(', ')}`,
  ];
  return `instance refresh: ${parts.join('; ')}`;
}

const STEPS: Readonly<Record<GroupOutlook['effects'][number], string>> = {
  'make-version': 'make a version of the template',
  start: 'start an instance refresh',
  'roll-back': 'roll back',
  cancel: 'cancel the refresh',
  'keep-image': 'write the image in force into its parameter',
};
