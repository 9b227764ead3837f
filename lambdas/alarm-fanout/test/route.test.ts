import { expect, it } from 'vitest';
import { candidateOf } from '../src/match.ts';
import { route } from '../src/route.ts';
import { alarmOf } from './support/alarms.ts';

const ALL = { match: {}, stop: false };

it.each<{
  readonly name: string;
  readonly routes: Parameters<typeof route>[0]['routes'];
  readonly destinations: readonly string[];
  readonly isFallback: boolean;
}>([
  { name: 'no routes', routes: [], destinations: ['mail', 'chat'], isFallback: true },
  {
    name: 'none matches',
    routes: [{ ...ALL, match: { name: ['memory-*'] }, to: ['page'] }],
    destinations: ['mail', 'chat'],
    isFallback: true,
  },
  {
    name: 'all that match, each once',
    routes: [
      { ...ALL, to: ['page', 'chat'] },
      { ...ALL, match: { name: ['memory-*'] }, to: ['jira'], stop: true },
      { ...ALL, to: ['chat', 'hook'] },
    ],
    destinations: ['page', 'chat', 'hook'],
    isFallback: false,
  },
  {
    name: 'until one says stop',
    routes: [
      { ...ALL, to: ['page'] },
      { ...ALL, to: ['chat'], stop: true },
      { ...ALL, to: ['hook'] },
    ],
    destinations: ['page', 'chat'],
    isFallback: false,
  },
])('$name', ({ routes, destinations, isFallback }) => {
  expect(route({ routes, fallback: ['mail', 'chat', 'mail'] }, candidateOf(alarmOf()))).toMatchObject({
    destinations,
    isFallback,
  });
});
