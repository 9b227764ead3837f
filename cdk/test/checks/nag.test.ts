import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { referenceArchitecture } from '../../src/app.ts';
import { fourAccounts, LAYOUTS, sixAccounts } from '../support/configs.ts';
import { inFolder } from '../support/synth.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly summary: { readonly pluginName: string; readonly status: string };
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingResources: readonly unknown[];
      readonly violatingConstructs: readonly { readonly constructPath: string }[];
    }[];
  }[];
}

/** What the packs have found that nobody has acknowledged: rule → paths of constructs. */
function findingsIn(app: App, outdir: string): ReadonlyMap<string, readonly string[]> {
  try {
    app.synth();
  } catch {
    // The report says it better.
  }
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
  const found = new Map<string, string[]>();
  for (const { violations } of report.pluginReports) {
    for (const { ruleName, violatingConstructs } of violations) {
      const paths = violatingConstructs.map(({ constructPath }) => constructPath);
      found.set(ruleName, [...(found.get(ruleName) ?? []), ...paths]);
    }
  }
  return found;
}

/** Whose partition the CDK does not know. */
const NEW_REGION = {
  ...fourAccounts(),
  region: 'xx-north-9',
  zones: ['a', 'b', 'c'].map((letter) => `xx-north-9${letter}`),
};

test.each([...LAYOUTS, ['a region that is new', NEW_REGION] as const])(
  '%s: AwsSolutions finds nothing that has no reason',
  (_name, config) => {
    const found = inFolder((outdir) => {
      const app = referenceArchitecture(config, { outdir });
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
      return findingsIn(app, outdir);
    });
    expect([...found]).toEqual([]);
  },
);

const PACKS = [
  ['NIST 800-53 r5', NIST80053R5Checks],
  ['HIPAA', HIPAASecurityChecks],
  ['PCI DSS 3.2.1', PCIDSS321Checks],
] as const;

/** With KMSCRYPT_SCORECARD=1 it is written anew. */
test('the scorecard of the other packs is current', async () => {
  const rows = PACKS.flatMap(([name, Pack]) => {
    const found = inFolder((outdir) => {
      const app = referenceArchitecture(sixAccounts(), { outdir });
      Validations.of(app).addPlugins(new Pack(app));
      return findingsIn(app, outdir);
    });
    return [...found]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([rule, paths]) => `| ${name} | ${rule.replace(/\[.*$/, '')} | ${paths.length} |`);
  });
  const merged = [...new Set(rows)];
  const text = ['| pack | rule | findings |', '| --- | --- | --- |', ...merged, ''].join('\n');
  const file = join(import.meta.dirname, '..', '..', 'scorecard.md');
  await expect(text).toMatchFileSnapshot(file);
});
