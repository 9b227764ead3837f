/** Of yargs, and of the bundles, which ask `process.getBuiltinModule`. */
const LEAST = { major: 22, minor: 12 };

/** What is wrong with a version of Node, such as `20.19.0`; undefined where it will do. */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor);
  return isEnough ? undefined : `Node ${LEAST.major}.${LEAST.minor} or later is needed; this is ${version}`;
}
