// `node --import @kmscrypt/config/env app.js`: process.env is decrypted before the app's first line.

/** What is in every token and reference. */
const MAY_NEED_WORK = /(?:kmscrypt|secretsmanager|ssm)::/u;

// All else loads only then: it takes as long as Node itself.
if (Object.values(process.env).some((text) => text !== undefined && MAY_NEED_WORK.test(text))) {
  const { decryptEnvironment } = await import('./decrypt-environment.ts');
  await decryptEnvironment();
}
