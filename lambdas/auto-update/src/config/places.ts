/** Keys that are often written where they have no place, and what is told of them there. */
type Places = Readonly<Record<string, string>>;

function places(keys: string, told: string): Places {
  return Object.fromEntries(keys.split(' ').map((key) => [key, told]));
}

export const OF_POLICY = places(
  'windows maxUnavailable minHealthy canary soakMinutes spacingMinutes drainMinutes patchMinutes rebootMinutes graceMinutes stopAfter alarms exclude everyHours giveUpDays outage packages reboot',
  'belongs in policy',
);
export const OF_WINDOWS = places('days hours timezone', 'belongs in one of windows');
export const OF_FLEETS = places(
  'mode tags targetGroups cluster nonServiceTasks group image current warmupSeconds services',
  'belongs in a fleet, beside its policy',
);
export const OF_PROMOTION = places('after quietDays externalId role', 'belongs in promotion');

const BY_MODE = {
  'in-place': 'tags targetGroups',
  ecs: 'cluster nonServiceTasks',
  refresh: 'group image current warmupSeconds',
} as const;

/** Keys that a fleet of a mode does not have, though others do. */
export function ofOtherModes(mode: keyof typeof BY_MODE): Places {
  const others = Object.entries(BY_MODE).filter(([name]) => name !== mode);
  return {
    ...(mode === 'refresh' && places('services', 'only in modes in-place and ecs')),
    ...Object.fromEntries(
      others.flatMap(([name, keys]) => Object.entries(places(keys, `only in mode ${name}`))),
    ),
    ...OF_POLICY,
  };
}
