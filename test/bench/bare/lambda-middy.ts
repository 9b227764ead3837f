// The same under middy.
import middify from '@middy/core';

export const handler: unknown = middify()
  .use({ after: () => {} })
  .handler(async () => ({ batchItemFailures: [] }));
