import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configDraft } from '../../../src/cli/init/config-draft.ts';
import type { Answers } from '../../../src/cli/init/answers.ts';
import type { Entry, Value } from '../../../src/cli/init/draft.ts';
import { valueOf } from '../../../src/cli/init/draft-value.ts';
import { LAYOUT_NAMES, LAYOUTS } from '../../../src/cli/init/layout.ts';
import { yamlConfig } from '../../../src/cli/init/project-files.ts';
import { checkConfig } from '../../../src/config/check-config.ts';
import { configSchema } from '../../../src/config/schema.ts';
import { planOf } from '../../../src/plan.ts';

function answers(more: Partial<Answers> = {}): Answers {
  const { environments } = LAYOUTS[more.layout ?? 'one'];
  return { layout: 'one', name: 'acme', region: 'eu-central-1', environments, accounts: new Map(), ...more };
}

const MATRIX = LAYOUT_NAMES.flatMap((layout) =>
  [undefined, 'example.com'].flatMap((domain) =>
    [undefined, 'ops@example.com'].flatMap((email) =>
      [undefined, ['prod'], ['dev', 'qa', 'perf', 'stage', 'a1', 'b2', 'c3', 'd4', 'e5', 'prod']].map(
        (environments) => ({
          layout,
          domain,
          email,
          ...(environments && { environments }),
        }),
      ),
    ),
  ),
);

describe('the config that init writes is valid', () => {
  it.each(MATRIX)('$layout $domain $email $environments', async (more) => {
    const given = answers(more);
    const { problems, config } = await checkConfig(parse(yamlConfig(given)));
    expect(problems).toBeUndefined();
    expect(config?.environments.map(({ name }) => name)).toEqual(given.environments);
  });

  it.each(['us-west-1', 'ap-northeast-2', 'ca-central-1'])('in %s', async (region) => {
    const { problems } = await checkConfig(valueOf(configDraft(answers({ region, domain: 'example.com' }))));
    expect(problems).toBeUndefined();
  });

  it.each([
    { layout: 'one', accounts: 1 },
    { layout: 'four', accounts: 4 },
    { layout: 'five', accounts: 5 },
    { layout: 'six', accounts: 6 },
  ] as const)('$layout: as many accounts', async ({ layout, accounts }) => {
    const { config } = await checkConfig(valueOf(configDraft(answers({ layout }))));
    expect(config && planOf(config).accounts).toHaveLength(accounts);
  });

  it('says production of prod, and disposable of dev, alone', async () => {
    const { config } = await checkConfig(valueOf(configDraft(answers({ layout: 'five' }))));
    expect(
      config?.environments.map(({ name, production, disposable }) => ({ name, production, disposable })),
    ).toEqual([
      { name: 'dev', production: false, disposable: true },
      { name: 'stage', production: false, disposable: false },
      { name: 'prod', production: true, disposable: false },
    ]);
  });

  it('takes numbers that are given, and no placeholder that is one of them', async () => {
    const accounts = new Map([['stage', '111111111111']]);
    const { config } = await checkConfig(valueOf(configDraft(answers({ layout: 'four', accounts }))));
    const numbers = [
      ...Object.values(config?.accounts ?? {}),
      ...(config?.environments ?? []).map(({ account }) => account),
    ];
    expect(config?.environments[0]?.account).toBe('111111111111');
    expect(new Set(numbers).size).toBe(4);
  });
});

describe('what is commented out is right', () => {
  const draft = configDraft(answers({ layout: 'four' }));
  const cases = turnedOn(draft).map(({ path, entries }) => ({ path, value: valueOf(entries) }));

  it.each(cases)('$path', ({ value }) => {
    expect(configSchema.safeParse(value).error).toBeUndefined();
  });

  it('every key of the schema is there, but for $schema', () => {
    const environment = keysOf(configSchema.shape.environments.element.shape);
    const shown = [...new Set(cases.map(({ path }) => path).concat(keysIn(draft)))];
    expect(keysOf(configSchema.shape).filter((key) => !shown.includes(key))).toEqual(['$schema']);
    expect(environment.filter((key) => !shown.includes(`environments.${key}`))).toEqual([]);
    for (const key of ['access', 'ci', 'key', 'vpc']) expect(shown).toContain(`management.${key}`);
    for (const key of keysOf(configSchema.shape.security.unwrap().shape))
      expect(shown).toContain(`security.${key}`);
  });
});

function keysOf(shape: object): readonly string[] {
  return Object.keys(shape);
}

function keysIn(entries: readonly Entry[], at = ''): readonly string[] {
  return entries.flatMap(({ key, value }) => {
    const path = `${at}${key}`;
    return [path, ...sectionsOf(value).flatMap((section) => keysIn(section, `${path}.`))];
  });
}

function sectionsOf(value: Value): readonly (readonly Entry[])[] {
  if (typeof value !== 'object') return [];
  if ('section' in value) return [value.section];
  return 'items' in value ? value.items : [];
}

/** The draft with each of its commented entries turned on, one at a time, in place of another one of the same key. */
function turnedOn(
  entries: readonly Entry[],
  at = '',
): readonly { readonly path: string; readonly entries: readonly Entry[] }[] {
  return entries.flatMap((entry, index) => {
    const path = `${at}${entry.key}`;
    const put = (value: Value): readonly Entry[] =>
      entries
        .filter((each, other) => other === index || each.key !== entry.key)
        .map((each) => (each === entry ? { ...each, value, isOff: false } : each));
    const own = entry.isOff === true ? [{ path, entries: put(entry.value) }] : [];
    const { value } = entry;
    if (typeof value !== 'object') return own;
    if ('section' in value)
      return [
        ...own,
        ...turnedOn(value.section, `${path}.`).map((each) => ({
          ...each,
          entries: put({ section: each.entries }),
        })),
      ];
    if (!('items' in value)) return own;
    const items = value.items.flatMap((item, which) =>
      turnedOn(item, `${path}.`).map((each) => ({
        ...each,
        entries: put({ items: value.items.map((one, other) => (other === which ? each.entries : one)) }),
      })),
    );
    return [...own, ...items];
  });
}
