import fc from 'fast-check';

/** Keys that have led tools astray. */
export const ODD_KEYS: readonly string[] = [
  'a+b.html',
  'a b.html',
  '100%.html',
  '%2B',
  '%20 +',
  'a%',
  'caf\u{e9}.html',
  'cafe\u{301}.html',
  '\u{1f600}.png',
  'a//b',
  '/a',
  '//',
  '../a/../b',
  './a',
  '*',
  'a*b*',
  'a?b=c',
  'a#b',
  'runtime~main.js',
  'photo[1].jpg',
  '"a" \'b\'',
  'a\\b',
  '\u{0}\u{1}\t\n\r\u{7f}',
  'dir/',
  ' ',
  'a|b^c`d{e}<f>',
  'a&b=c;d:e@f,g$h!i(j)',
  '\u{fffd}\u{ffff}',
  'x'.repeat(1_024),
  '\u{3042}'.repeat(341),
];

/** Any key that S3 takes: 1 to 1,024 bytes of UTF-8. */
export const s3Key: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 256 }),
    fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1_024 }),
    fc.constantFrom(...ODD_KEYS),
    fc
      .array(fc.constantFrom(...ODD_KEYS, 'index.html', 'about.html'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('/')),
  )
  .filter((key) => Buffer.byteLength(key) <= 1_024);
