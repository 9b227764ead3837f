import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readDocument } from '../../src/documents/document.ts';
import { asParent, fieldsOf, type OutlineNode, type Scalar } from '../../src/documents/outline.ts';
import type { Path } from '../../src/documents/path.ts';
import { yamlEditor } from '../../src/documents/yaml.ts';
import { plaintext } from '../formats/placeholder.ts';
import { RUNS } from '../runs.ts';
import { streams } from './yaml-documents.ts';
import { HAS_PYTHON, meaningAt, put, read, readByPython } from './yaml-judges.ts';

const runs = { numRuns: RUNS };
const string = (text: string): Scalar => ({ type: 'string', text });

async function change(text: string, path: Path, scalar?: Scalar): Promise<string> {
  return (await readDocument('yaml', text)).change([{ path, scalar }]);
}

/** A stream, and one of its values, places or paths as `nth` says. */
function oneOf<T>(all: readonly T[], nth: number): T {
  const one = all[nth % all.length];
  fc.pre(one !== undefined);
  return one;
}

interface Place {
  readonly parent: OutlineNode;
  readonly path: Path;
}

/** Where a value can be added, with the path of it. */
function placesIn(node: OutlineNode, path: Path = []): readonly Place[] {
  const parent = asParent(node);
  if (parent.kind === 'list') {
    const below = parent.items.flatMap((item, index) => placesIn(item, [...path, index]));
    return [{ parent, path: [...path, parent.items.length] }, ...below];
  }
  if (parent.kind !== 'map') return [];
  const below = parent.entries.flatMap((entry) => placesIn(entry.node, [...path, entry.key]));
  return [{ parent, path: [...path, 'new'] }, ...below];
}

/** Every path below the root. */
function pathsIn(node: OutlineNode, path: Path = []): readonly Path[] {
  const children: readonly (readonly [Path, OutlineNode])[] =
    node.kind === 'list'
      ? node.items.map((item, index) => [[...path, index], item])
      : node.kind === 'map'
        ? node.entries.map((entry) => [[...path, entry.key], entry.node])
        : [];
  return children.flatMap(([at, child]) => [at, ...pathsIn(child, at)]);
}

/** Whether a block scalar may be the last thing, and the text ends without a line break: readers differ in its meaning. */
function isOpen(text: string): boolean {
  return /[|>]/u.test(text) && !text.endsWith('\n');
}

/** Of several documents, none goes as a whole. */
function removable(text: string, root: OutlineNode): readonly Path[] {
  const isOne = parseAllDocuments(text).length < 2;
  return pathsIn(root).filter(({ length }) => isOne || length > 1);
}

it('agrees with the library', () => {
  fc.assert(
    fc.property(streams, (text) => {
      const meaning = read(text);
      for (const { path, value } of fieldsOf(yamlEditor.outline(text))) {
        expect(meaningAt(meaning, path)).toBe(
          value.type === 'string' ? value.text : meaningAt(read(`- ${value.text}`), [0]),
        );
      }
    }),
    runs,
  );
});

it('replaces a value, and every byte beside it stays', async () => {
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(), plaintext, async (text, nth, to) => {
      const { path, value } = oneOf(fieldsOf(yamlEditor.outline(text)), nth);
      const output = await change(text, path, string(to));
      expect(output.startsWith(text.slice(0, value.start))).toBe(true);
      expect(output.endsWith(text.slice(value.end))).toBe(true);
      expect(read(output)).toEqual(put(read(text), path, to));
    }),
    { numRuns: RUNS * 3 },
  );
});

it.each([
  ['number', '0x1F', 31],
  ['boolean', 'true', true],
  ['null', '~', null],
] as const)('writes a %s', async (type, literal, meaning) => {
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(), async (text, nth) => {
      const untagged = fieldsOf(yamlEditor.outline(text)).filter(
        ({ value }) => !/!\S* *$/u.test(text.slice(Math.max(0, value.start - 8), value.start)),
      );
      const { path } = oneOf(untagged, nth);
      expect(read(await change(text, path, { type, text: literal }))).toEqual(put(read(text), path, meaning));
    }),
    runs,
  );
});

const newKeys = fc.array(
  fc.oneof(plaintext, fc.constantFrom('a', 'b')).filter((key) => key !== '-'),
  { maxLength: 2 },
);

it('adds a value, and every byte of before stays', async () => {
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(), newKeys, plaintext, async (text, nth, below, to) => {
      const { parent, path } = oneOf(placesIn(yamlEditor.outline(text)), nth);
      const output = await change(text, [...path, ...below], string(to));
      expect(read(output)).toEqual(put(read(text), [...path, ...below], to));
      // White space alone in braces or brackets is written anew.
      if (!/^[{[]\s+[}\]]$/u.test(text.slice(parent.start, parent.end)))
        expect(isWithin(text, output)).toBe(true);
    }),
    { numRuns: RUNS * 3 },
  );
});

it('takes away, and adds nothing but braces and brackets', async () => {
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(), async (text, nth) => {
      const root = yamlEditor.outline(text);
      const path = oneOf(removable(text, root), nth);
      fc.pre(!text.includes('*base') || path[0] !== 'base');
      const output = await change(text, path);
      expect(read(output)).toEqual(put(read(text), path, undefined));
      const outputs = Array.from(output.matchAll(/ ?(?:\{\}|\[\])|$/gu), ({ 0: braces, index }) => {
        return output.slice(0, index) + output.slice(index + braces.length);
      });
      expect(outputs.some((without) => isWithin(without, text))).toBe(true);
    }),
    { numRuns: RUNS * 3 },
  );
});

it('takes a new value away as if it had never been', async () => {
  await fc.assert(
    fc.asyncProperty(streams, fc.nat(), newKeys, async (text, nth, below) => {
      fc.pre(!isOpen(text));
      const isOne = parseAllDocuments(text).length < 2;
      const places = placesIn(yamlEditor.outline(text)).filter(({ parent: { start, end }, path }) => {
        if (path.length === 1 && !isOne) return false;
        const source = text.slice(start, end);
        const isEmpty = source === '' && path.length > 1;
        return !isEmpty && !/^[{[][\s#]+[}\]]$/u.test(source) && !source.startsWith('{\n');
      });
      const { path } = oneOf(places, nth);
      const output = await change(text, [...path, ...below], string('v'));
      expect(await change(output, path)).toBe(text);
    }),
    runs,
  );
});

it.skipIf(!HAS_PYTHON)('means the same to PyYAML', async () => {
  const kind = fc.constantFrom('replace', 'add', 'remove');
  const cases: {
    readonly text: string;
    readonly path: Path;
    readonly to: string | undefined;
    readonly output: string;
  }[] = [];
  for (const [text, nth, to, what] of fc.sample(fc.tuple(streams, fc.nat(), plaintext, kind), RUNS * 5)) {
    // An alias is a copy there, and a tag of no name is another one.
    if (text.includes('*base') || text.includes('! ') || isOpen(text)) continue;
    const root = yamlEditor.outline(text);
    const paths =
      what === 'replace'
        ? fieldsOf(root).map(({ path }) => path)
        : what === 'add'
          ? placesIn(root).map(({ path }) => path)
          : removable(text, root);
    const path = paths[nth % paths.length];
    if (path === undefined) continue;
    const scalar = what === 'remove' ? undefined : string(to);
    cases.push({ text, path, to: scalar && to, output: await change(text, path, scalar) });
  }
  const before = readByPython(cases.map(({ text }) => text));
  const after = readByPython(cases.map(({ output }) => output));
  let count = 0;
  for (const [index, { text, path, to, output }] of cases.entries()) {
    if (before[index] === undefined) continue;
    count += 1;
    expect(after[index], JSON.stringify({ text, path, to, output })).toEqual(
      put(before[index], path, to === undefined ? to : `str ${to}`),
    );
  }
  expect(count).toBeGreaterThan(RUNS);
});

/** Whether `part` is what is left of `whole` once some of it goes. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const unit of whole) if (part.startsWith(unit, at)) at += unit.length;
  return at === part.length;
}
