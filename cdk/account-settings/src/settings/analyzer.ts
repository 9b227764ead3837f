import {
  AccessAnalyzerClient,
  CreateAnalyzerCommand,
  paginateListAnalyzers,
} from '@aws-sdk/client-accessanalyzer';
import { lastingSetting } from '../lasting-setting.ts';
import { readProperties, text } from '../properties.ts';
import type { ClientOptions, Setting } from '../setting.ts';

/** IAM Access Analyzer for what can be reached from outside the account. One that is there does, by whatever name. */
export function analyzer(options: ClientOptions): Setting {
  const client = new AccessAnalyzerClient(options);

  async function names(): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const { analyzers = [] } of paginateListAnalyzers({ client }, { type: 'ACCOUNT' }))
      found.push(...analyzers.flatMap(({ name }) => name ?? []));
    return found;
  }

  return lastingSetting(async (properties) => {
    const { Name } = readProperties(properties, { Name: text(/^[A-Za-z][\w.-]{0,254}$/) });
    const found = await names();
    const [there] = found.includes(Name) ? [Name] : found;
    if (there !== undefined) return there;
    await client.send(new CreateAnalyzerCommand({ analyzerName: Name, type: 'ACCOUNT' }));
    return Name;
  });
}
