import { describe, expect, it } from 'vitest';
import { type Change, planOf } from '../../src/documents/change-plan.ts';
import { changeBy, outlineBy } from '../../src/documents/change.ts';
import type { Editor } from '../../src/documents/editor.ts';
import { jsonEditor } from '../../src/documents/json.ts';
import type { OutlineNode } from '../../src/documents/outline.ts';
import { formatPath, parsePath } from '../../src/documents/path.ts';
import { Refusal } from '../../src/formats/stretch.ts';

/** `PATH=TEXT` writes a string, `PATH` takes away. */
function changesOf(written: string): readonly Change[] {
  return written.split(' ').map((each) => {
    const [path = '', text] = each.split('=');
    return { path: parsePath(path), scalar: text === undefined ? undefined : { type: 'string', text } };
  });
}

function change(text: string, changes: string, editor: Editor = jsonEditor): string {
  return changeBy(editor, outlineBy(jsonEditor, text), changesOf(changes)).text;
}

describe('several changes', () => {
  it.each([
    ['values', '{"a": 1, "b": [2, 3]}', 'b[1]=x a=y', '{"a": "y", "b": [2, "x"]}'],
    ['of different lengths', '["long", "long", "long"]', '[2]= [0]=longer [1]=', '["longer", "", ""]'],
    ['a value, a new one, one less', '{"a": 1, "b": 2}', 'c=x b a=y', '{"a": "y", "c": "x"}'],
    ['new ones in a new map', '{"a": 1}', 'm.x=1 m.y.z=2', '{"a": 1, "m": {"x": "1", "y": {"z": "2"}}}'],
    ['new items', '[1]', '[1]=a [2].b=c', '[1, "a", {"b": "c"}]'],
    ['an item added, another gone', '["a", "b"]', '[0] -=c', '["b", "c"]'],
    ['items by their places before', '["a", "b", "c", "d"]', '[0] [2] [1]', '["d"]'],
    ['items within items', '[["a", "b"], "c"]', '[0][1] [1]', '[["a"]]'],
    ['what lies within what goes', '{"a": {"b": {"c": 1}, "d": 2}, "e": 3}', 'a.b.c a a.d', '{"e": 3}'],
    ['a value within what goes', '{"a": {"b": 1}, "e": 3}', 'a a.b=x a.c=y', '{"e": 3}'],
    ['all', '{"a": 1, "b": 2}', 'a b', '{}'],
  ])('%s', (_name, text, changes, output) => {
    expect(change(text, changes)).toBe(output);
  });
});

describe('refused', () => {
  it.each([
    ['nothing to take away', '{"a": 1}', 'b', 'PATH_NOT_FOUND', undefined],
    ['nothing to take away from a list', '[1, 2]', '[0] -', 'PATH_NOT_FOUND', undefined],
    ['a place too far', '{"l": [1]}', 'l[2]=x', 'PATH_NOT_FOUND', undefined],
    ['a key in a list', '[{}]', 'a=x', 'PATH_NOT_FOUND', undefined],
    ['a place in a map', '{"m": {}}', 'm[0]=x', 'PATH_NOT_FOUND', undefined],
    ['a new list', '{}', 'l[0]=x', 'PATH_NOT_FOUND', undefined],
    ['a new list, by -', '{}', 'a/l/-=x /a/l/-=x', 'PATH_NOT_FOUND', undefined],
    ['a map to write', '{"a": {}}', 'a=x', 'PATH_NOT_A_VALUE', { line: 1, column: 7 }],
    ['below a value', '{"a": 1}', 'a.b=x', 'PATH_NOT_A_VALUE', { line: 1, column: 7 }],
    ['a value above another new one', '{}', 'a.b=x a=y', 'PATH_NOT_A_VALUE', undefined],
    ['a value below another new one', '{}', 'a=y a.b=x', 'PATH_NOT_A_VALUE', { line: 2, column: 8 }],
    ['a key that stands twice', '{"a": 1,\n"a": 2}', 'a=x', 'PATH_AMBIGUOUS', { line: 2, column: 1 }],
    ['to take such a key away', '{"a": 1,\n"a": 2}', 'a', 'PATH_AMBIGUOUS', { line: 2, column: 1 }],
    ['the whole document', '{"a": 1}', '.', 'FORMAT_CANNOT_EXPRESS', undefined],
  ])('%s', (_name, text, changes, code, position) => {
    expect(() => change(text, changes)).toThrow(expect.objectContaining({ code, position }) as Error);
  });

  it.each(['a=1 a=2', 'a=1 a', 'b=1 /b=2', 'l.0=1 l[0]', 'l.-=1 l[1]=2'])(
    'two changes of one path: %s',
    (changes) => {
      expect(() => change('{"a": 1, "l": [1]}', changes)).toThrow(TypeError);
    },
  );

  it('all values that cannot be written', () => {
    const editor = { ...jsonEditor, write: () => new Refusal('no') };
    expect(() => change('{"a": 1,\n"b": 2}', 'b=x a=y', editor)).toThrow(
      expect.objectContaining({
        code: 'SEVERAL',
        errors: [
          expect.objectContaining({ code: 'FORMAT_CANNOT_EXPRESS', position: { line: 1, column: 7 } }),
          expect.objectContaining({ code: 'FORMAT_CANNOT_EXPRESS', position: { line: 2, column: 6 } }),
        ],
      }) as Error,
    );
  });
});

describe('an editor that errs is found out', () => {
  const at = (start: number, end: number, source: string) => () => ({ start, end, source });
  it.each<[string, string, Partial<Editor>]>([
    ['another value', 'a=x', { write: () => '"y"' }],
    ['another type', 'a=x', { write: () => 'true' }],
    ['more than the value', 'a=x', { write: () => '"x", "c": 1' }],
    ['no document', 'a=x', { write: () => '"' }],
    ['too deep', 'a=x', { outline: tooDeep }],
    ['half a character', 'a=x', { write: () => '"\ud800"' }],
    ['added elsewhere', 'm.x=v', { insert: at(1, 1, '"x": "v", ') }],
    ['added twice', 'x=v', { insert: at(1, 1, '"x": "v", "x": "v", ') }],
    ['nothing added', 'x=v', { insert: at(0, 0, '') }],
    ['refused', 'x=v', { insert: () => new Refusal('no') }],
    ['taken away what is beside', 'm.b', { remove: at(1, 9, '') }],
    ['taken away too much', 'l[0]', { remove: at(19, 24, '') }],
    ['nothing taken away', 'a', { remove: at(0, 0, '') }],
    ['not taken away', 'a', { remove: () => new Refusal('no') }],
  ])('%s', (_name, changes, wrong) => {
    const text = '{"a": 1, "m": {"b": [2, 3]}, "l": [4, 5]}';
    const expected = expect.objectContaining({ code: 'FORMAT_CANNOT_EXPRESS' }) as Error;
    expect(() => change(text, changes, { ...jsonEditor, ...wrong })).toThrow(expected);
  });

  it('but a map that was there by its keys only may go with the last', () => {
    const text = '{"a": 1, "m": {"n": {"b": 2}}}';
    expect(change(text, 'm.n.b', { ...jsonEditor, remove: at(7, 29, '') })).toBe('{"a": 1}');
    expect(change(text, 'm.n.b', { ...jsonEditor, remove: at(15, 28, '') })).toBe('{"a": 1, "m": {}}');
    const sibling = '{"a": 1, "m": {"n": {"b": 2}, "o": 3}}';
    const wrong = { ...jsonEditor, remove: at(7, 37, '') };
    expect(() => change(sibling, 'm.n.b', wrong)).toThrow('would not read the same');
  });
});

it('removes items from the last to the first, the deepest before', () => {
  const document = outlineBy(jsonEditor, '[[1, 2, 3], 4, {"a": 5}]');
  const { removals } = planOf(document, changesOf('[1] [0][0] [2].a [0][2]'));
  expect(removals.map(formatPath)).toEqual(['[2].a', '[0][2]', '[0][0]', '[1]']);
});

it('replaces thousands of values at once', () => {
  const keys = Array.from({ length: 5000 }, (_, index) => `key${index}`);
  const text = JSON.stringify(Object.fromEntries(keys.map((key) => [key, 'old'])), null, 2);
  const start = performance.now();
  const output = change(text, keys.map((key) => `${key}=new`).join(' '));
  expect(performance.now() - start).toBeLessThan(15_000);
  expect(output).toBe(text.replaceAll('old', 'new'));
});

function tooDeep(): OutlineNode {
  throw new RangeError('Maximum call stack size exceeded');
}
