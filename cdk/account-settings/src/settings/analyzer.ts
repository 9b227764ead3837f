import {
  AccessAnalyzerClient,
  CreateAnalyzerCommand,
  DeleteAnalyzerCommand,
  paginateListAnalyzers,
} from '@aws-sdk/client-accessanalyzer';
import { unless } from '../failures.ts';
import { readProperties, text } from '../properties.ts';
import type { ClientOptions, Held, Properties, Setting } from '../setting.ts';

/** IAM Access Analyzer for what can be reached from outside the account. An analyzer keeps the name that it was made with. */
export function analyzer(options: ClientOptions): Setting {
  const client = new AccessAnalyzerClient(options);

  async function names(): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const { analyzers = [] } of paginateListAnalyzers({ client }, { type: 'ACCOUNT' }))
      found.push(...analyzers.flatMap(({ name }) => name ?? []));
    return found;
  }

  async function create(properties: Properties): Promise<Held> {
    const analyzerName = nameOf(properties);
    const [first] = await names();
    if (first !== undefined) return { origin: 'adopted', id: first };
    await client.send(new CreateAnalyzerCommand({ analyzerName, type: 'ACCOUNT' }));
    return { origin: 'made', id: analyzerName };
  }

  return {
    create,
    update: async (properties, held): Promise<Held> => {
      nameOf(properties);
      return (await names()).includes(held.id) ? held : create(properties);
    },
    remove: async (analyzerName): Promise<void> => {
      await unless(['ResourceNotFoundException'], client.send(new DeleteAnalyzerCommand({ analyzerName })));
    },
  };
}

function nameOf(properties: Properties): string {
  return readProperties(properties, { Name: text(/^[A-Za-z][\w.-]{0,254}$/) }).Name;
}
