import { spawnSync } from 'node:child_process';
import { parseAllDocuments } from 'yaml';
import type { Path } from '../../src/documents/path.ts';

/** What a stream says: maps and lists of scalars; what an alias stands for is the same object. */
export type Meaning = Map<string, Meaning> | Meaning[] | string | number | boolean | null | undefined;

/** As the library reads it, made into values by itself. */
export function read(text: string): Meaning {
  const documents = Array.from(parseAllDocuments(text, { logLevel: 'error', merge: false }));
  const seen = new Map<unknown, Meaning>();
  return ofStream(documents.map((document) => meaningOf(document.toJS({ mapAsMap: true }), seen)));
}

function meaningOf(value: unknown, seen: Map<unknown, Meaning>): Meaning {
  if (!(value instanceof Map) && !Array.isArray(value)) return value as Meaning;
  const known = seen.get(value);
  if (known !== undefined) return known;
  const meaning: Meaning = Array.isArray(value) ? [] : new Map<string, Meaning>();
  seen.set(value, meaning);
  if (Array.isArray(meaning)) meaning.push(...(value as unknown[]).map((item) => meaningOf(item, seen)));
  else
    for (const [key, child] of value as Map<unknown, unknown>)
      meaning.set(String(key), meaningOf(child, seen));
  return meaning;
}

/** One document is itself, and one in which nothing stands a map. */
function ofStream(documents: readonly Meaning[]): Meaning {
  const all = documents.map((document) => document ?? new Map<string, Meaning>());
  return all.length > 1 ? all : (all[0] ?? new Map<string, Meaning>());
}

/** What is at a path. */
export function meaningAt(meaning: Meaning, path: Path): Meaning {
  return path.reduce<Meaning>((parent, step) => {
    if (Array.isArray(parent)) return parent[Number(step)];
    return parent instanceof Map ? parent.get(String(step)) : undefined;
  }, meaning);
}

/** Puts a value at a path, or, for undefined, takes away what is there. */
export function put(meaning: Meaning, [step, ...rest]: Path, value: Meaning): Meaning {
  if (step === undefined) return value;
  const parent = meaning ?? new Map<string, Meaning>();
  const goes = rest.length === 0 && value === undefined;
  if (Array.isArray(parent)) {
    if (goes) parent.splice(Number(step), 1);
    else parent[Number(step)] = put(parent[Number(step)], rest, value);
  } else if (parent instanceof Map) {
    if (goes) parent.delete(String(step));
    else parent.set(String(step), put(parent.get(String(step)), rest, value));
  } else throw new TypeError(`no way to ${String(step)}`);
  return parent;
}

const PROGRAM = `
import json, sys, yaml
class Loader(yaml.SafeLoader): pass
def construct(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode): return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode): return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)
Loader.add_multi_constructor('!', construct)
def meaning(value):
    if isinstance(value, dict): return [[json.dumps(k) if isinstance(k, (bool, int)) else str(k), meaning(v)] for k, v in value.items()]
    if isinstance(value, list): return {'items': [meaning(v) for v in value]}
    return None if value is None else type(value).__name__ + ' ' + str(value)
def read(text):
    try: return [meaning({} if d is None else d) for d in yaml.load_all(text, Loader)]
    except yaml.YAMLError: return None
print(json.dumps([read(text) for text in json.load(sys.stdin)]))
`;

/** As PyYAML reads streams, scalars as text with their type; of one that it refuses undefined. */
export function readByPython(texts: readonly string[]): readonly Meaning[] {
  const { stdout, stderr } = spawnSync('python3', ['-c', PROGRAM], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    maxBuffer: 2 ** 28,
  });
  if (stdout === '') throw new Error(stderr);
  const streams = JSON.parse(stdout) as readonly (readonly Json[] | null)[];
  return streams.map((documents) => documents?.map(ofJson)).map((all) => all && ofStream(all));
}

export const HAS_PYTHON: boolean = spawnSync('python3', ['-c', 'import yaml']).status === 0;

type Json = null | string | { readonly items: readonly Json[] } | readonly (readonly [string, Json])[];

function ofJson(json: Json): Meaning {
  if (json === null || typeof json === 'string') return json;
  return 'items' in json ? json.items.map(ofJson) : new Map(json.map(([key, child]) => [key, ofJson(child)]));
}
