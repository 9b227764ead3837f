// `node --import @kmscrypt/config/env app.js`: process.env is decrypted before the app's first line.
import { isMainThread } from 'node:worker_threads';

/** What is in every token and reference. */
const MAY_NEED_WORK = /(?:kmscrypt|secretsmanager|ssm)::/u;

// Workers import this too, and have the plaintexts. All else loads only where it is needed: it takes as long as Node itself.
if (
  isMainThread &&
  Object.values(process.env).some((text) => text !== undefined && MAY_NEED_WORK.test(text))
) {
  const { decryptEnvironment } = await import('./decrypt-environment.ts');
  await decryptEnvironment();
}
