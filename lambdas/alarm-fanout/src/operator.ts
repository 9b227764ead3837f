import type { Operator } from '@kmscrypt/lambda/operator';
import { configSchema } from './config.ts';
import { previewCommand } from './operators/preview.ts';
import { routeCommand } from './operators/route.ts';
import { sendCommand } from './operators/send.ts';

/** What kmscrypt-lambda runs for these Lambdas. */
export const operator: Operator = {
  commands: [previewCommand, routeCommand, sendCommand],
  configSchema,
  secretPaths: ['url', 'token', 'routingKey', 'apiKey', 'secrets', 'headers'].map(
    (key) => `destinations.*.${key}`,
  ),
};
