import { watchConfig } from '../../../src/watch-config.ts';

let reads = 0;
const count = { resolve: () => String((reads += 1)) };
const watcher = await watchConfig({ a: 'count::a' }, { resolvers: { count }, ttl: 20 });
process.on('uncaughtException', (error) => {
  process.stdout.write(`${error.message}\n`);
  if (reads >= 3) watcher.close();
});
watcher.on('change', () => {
  throw new Error('of the listener');
});
const alive = setInterval(() => {
  if (watcher.eventNames().length === 0) clearInterval(alive);
}, 5);
