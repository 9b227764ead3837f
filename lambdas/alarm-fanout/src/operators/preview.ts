import type { OperatorCommand } from '@kmscrypt/lambda/operator';
import { findChromium } from '../preview/chromium.ts';
import { EXAMPLE_REMARK, exampleConfig } from '../preview/example-config.ts';
import { messagesOf } from '../preview/messages-of.ts';
import { writePreview } from '../preview/write-preview.ts';
import { changesIn } from './changes-in.ts';
import { destinationsNamed } from './destinations.ts';
import { CONFIG_OPTION, configOf, EVENT_OPTION, hasConfig, textsOf } from './options.ts';
import { tell } from './tell.ts';

/** Messages as files and pictures. */
export const previewCommand: OperatorCommand = {
  name: 'preview',
  describe: 'write the messages of an event as files, with pages that show them; nothing is sent',
  options: {
    event: { ...EVENT_OPTION, required: true },
    config: {
      ...CONFIG_OPTION,
      describe: `${CONFIG_OPTION.describe}; without any, one destination of each type`,
    },
    destination: { type: 'string', many: true, describe: 'only this one of the config; again for more' },
    out: {
      type: 'string',
      default: 'preview',
      describe: 'folder for them: new or empty, or that of an earlier preview, which is replaced',
    },
    png: {
      type: 'boolean',
      default: false,
      describe: 'pictures too, made by Chromium (KMSCRYPT_CHROMIUM, or on PATH)',
    },
  },
  run: async (run) => {
    const { event, out, destination, png } = run.options;
    const chromium = png === true ? findChromium(run.env) : undefined;
    const isExample = !hasConfig(run);
    const config = isExample ? exampleConfig() : await configOf(run);
    const entries = destinationsNamed(config, textsOf(destination));
    const file = String(event);
    const changes = await changesIn({ file, text: await run.read(file) }, config);
    const messages = messagesOf(changes, { entries, graphs: config.graphs });
    const remark = isExample ? EXAMPLE_REMARK : undefined;
    const files = await writePreview(messages, { folder: String(out), chromium, env: run.env, remark });
    if (remark !== undefined) tell(remark);
    run.print(files.join('\n'));
  },
};
