import { staticNames } from '../../edge/static-names.ts';
import { invalidationConfig } from '../../edge/invalidated-site.ts';
import type { Plan } from '../../plan.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import type { LambdaConfig } from './lambda-config-of.ts';

/** Where the deployment makes up a name. */
const TABLE = 'TABLE-OF-THE-STACK';

/**
 * The config of static-asset-invalidation, which every environment with sites has for itself.
 *
 * @param name of the environment; default the only one with sites
 * @throws CliError `USAGE`, `LAMBDA_NOT_FOUND`
 */
export function invalidationConfigOf(
  { config }: Pick<Plan, 'config'>,
  name: string | undefined,
): LambdaConfig {
  const environment = chosenEnvironment(
    config.environments.filter(({ sites }) => sites.length > 0),
    name,
    { lambda: 'static-asset-invalidation', part: 'sites' },
  );
  const names = staticNames({ name: config.name, environment });
  const sites = environment.sites.map((site, index) => ({
    bucketName: names.bucket(site.name),
    distributionId: `E${index + 1}EXAMPLE`,
    index: site.index,
    ...site.invalidation,
  }));
  const query = `aws lambda get-function-configuration --function-name ${names.invalidation} --query Environment.Variables.KMSCRYPT_CONFIG --output text`;
  return {
    config: { ...invalidationConfig(sites, TABLE) },
    note: `examples stand for the distributions and the table, so \`plan\` takes --no-table; deployed: ${query}`,
  };
}
