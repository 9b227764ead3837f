import { LambdaError } from '@kmscrypt/lambda';
import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import { explain } from './explain.ts';
import { changesIn } from './changes-in.ts';
import { CONFIG_OPTION, configOf, EVENT_OPTION } from './options.ts';

/** Who would be told of an event, and why. */
export const routeCommand: OperatorCommand = {
  name: 'route',
  describe: 'show who would be told of an event, and why; nothing is sent',
  options: {
    config: CONFIG_OPTION,
    event: { ...EVENT_OPTION, required: true },
    at: { type: 'string', describe: 'when it comes, ISO 8601; default when it happened' },
  },
  run: async (run) => {
    const { event, at } = run.options;
    const now = typeof at === 'string' ? timeOf(at) : undefined;
    const config = await configOf(run);
    const file = String(event);
    const changes = await changesIn({ file, text: await run.read(file), now }, config);
    const explained = changes.map((change) => explain(change, { config, now: now ?? change.at }));
    run.print([...explained, UNASKED].join('\n\n'));
  },
};

const UNASKED =
  'AWS is not asked: tags and mutes are those of the event and the config, and no change before it is known, so that nothing is flapping.';

function timeOf(text: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new LambdaError('USAGE', '--at is not a time', { hints: ['such as 2026-11-21T03:04:00Z'] });
}
