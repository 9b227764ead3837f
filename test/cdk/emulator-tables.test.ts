import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { sixAccounts } from '../../cdk/test/support/configs.ts';
import { synthesise } from '../support/cdk/assembly.ts';
import { betweenMarks, summaryOf, TABLES_PAGE, tablesOf, typeRows } from '../support/cdk/type-table.ts';
import { readShims } from '../support/ministack/shims.ts';
import { makeFolder } from '../support/temporary-folder.ts';

const folder = makeFolder();
const shims = readShims();
const rows = typeRows(synthesise(sixAccounts(), folder), shims);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/cdk-emulator.md', () => {
  // KMSCRYPT_WRITE_DOCS=1 writes them.
  it('has the tables of what is deployed, and how', () => {
    const tables = tablesOf(rows, shims);
    const { text, replaced } = betweenMarks(TABLES_PAGE);
    if (process.env['KMSCRYPT_WRITE_DOCS'] !== undefined) writeFileSync(TABLES_PAGE, replaced(tables));
    else expect(text).toBe(tables);
  });

  it('lists no shim of a type that no stack has', () => {
    const used = new Set(rows.map(({ type }) => type));
    expect(
      [...Object.keys(shims.types), ...Object.keys(shims.corrected)].filter((type) => !used.has(type)),
    ).toEqual([]);
  });

  it('counts every resource once', () => {
    expect(summaryOf(rows)).toMatch(/^\d+ resources of \d+ types/);
    expect(new Set(rows.map(({ type }) => type)).size).toBe(rows.length);
  });
});
