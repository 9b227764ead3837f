import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/documents/document.ts';

const PEM = '-----BEGIN KEY-----\r\nMIIE\r\n-----END KEY-----\r\n';

describe('plain text', () => {
  it.each([
    ['several lines', PEM],
    ['empty', ''],
    ['with a byte order mark', '\uFEFFa'],
  ])('is one value: %s', async (_name, text) => {
    const document = await readDocument('text', text);
    expect(document.fields()).toEqual([
      { path: [], value: { kind: 'value', start: 0, end: text.length, type: 'string', text } },
    ]);
    expect(document.valueAt(document.path('.')).text).toBe(text);
    expect(document.change([{ path: [], scalar: { type: 'string', text: 'token' } }])).toBe('token');
  });

  it.each([
    ['a path below it', { path: ['a'], scalar: { type: 'string', text: 'x' } }, 'PATH_NOT_A_VALUE'],
    ['taking it away', { path: [] }, 'FORMAT_CANNOT_EXPRESS'],
    ['a number', { path: [], scalar: { type: 'number', text: '1' } }, 'FORMAT_CANNOT_EXPRESS'],
    ['half a character', { path: [], scalar: { type: 'string', text: '\ud800' } }, 'FORMAT_CANNOT_EXPRESS'],
  ] as const)('refuses %s', async (_name, change, code) => {
    const document = await readDocument('text', PEM);
    expect(() => document.change([change])).toThrow(expect.objectContaining({ code }) as Error);
  });
});
