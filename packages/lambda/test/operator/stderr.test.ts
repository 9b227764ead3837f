import { expect, test, vi } from 'vitest';
import { toStderr } from '../../src/operator/stderr.ts';

function said(message: string, details: Readonly<Record<string, unknown>>): string {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  toStderr.warn(message, details);
  toStderr.info('is not said', {});
  const written = write.mock.calls.map(([text]) => String(text));
  write.mockRestore();
  return written.join('');
}

test('what a list of records says is told in words', () => {
  const reports = [
    { host: 'i-1', reason: 'it is empty' },
    { host: 'i-2', reason: 'it\nis' },
  ];
  expect(said('reports of hosts cannot be read', { count: 2, reports })).toBe(
    'reports of hosts cannot be read (count 2, reports i-1: it is empty; i-2: it?is)\n',
  );
});

test('without details there are no brackets', () => {
  expect(said('late', {})).toBe('late\n');
});
