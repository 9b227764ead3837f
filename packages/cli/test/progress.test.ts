import { expect, test } from 'vitest';
import { createProgress } from '../src/io/progress.ts';

function shownAt(times: readonly number[]): string[] {
  const written: string[] = [];
  let time = 0;
  const progress = createProgress(
    'decrypting',
    (text) => written.push(text),
    () => time,
  );
  for (const [index, at] of times.entries()) {
    time = at;
    progress.update(index + 1, times.length);
  }
  progress.end();
  return written;
}

test.each([
  ['a short run shows nothing', [10, 200, 499], []],
  [
    'a long one a bar, which is taken away',
    [501],
    [`\rkmscrypt: decrypting [${'#'.repeat(20)}] 1 of 1\u001B[K`, '\r\u001B[K'],
  ],
  ['not more than ten a second', [501, 550, 599, 602], [1, 4]],
])('%s', (_name, times, expected) => {
  const lines = shownAt(times);
  if (typeof expected[0] !== 'number') return expect(lines).toEqual(expected);
  return expect(lines.slice(0, -1).map((line) => Number(/(\d+) of/.exec(line)?.[1]))).toEqual(expected);
});

test('without a terminal nothing is written', () => {
  const progress = createProgress('decrypting', null, () => 1e9);
  expect(() => {
    progress.update(1, 2);
    progress.end();
  }).not.toThrow();
});
