import { watchConfig } from '../../../src/watch-config.ts';

/** The second read hangs for ever, whatever its signal says; the program does nothing more. */
let reads = 0;
const hang = {
  resolve: () => {
    reads += 1;
    if (reads === 1) return 'first';
    process.stdout.write('hangs\n');
    return new Promise(() => {});
  },
};
const watcher = await watchConfig({ a: 'hang::a' }, { resolvers: { hang }, ttl: 50, ttlJitter: 0 });
process.stdout.write(`${String(watcher.current['a'])}\n`);
// Only this keeps the process alive, until the refresh hangs.
setTimeout(() => {}, 500);
