import type { Draft, PlacedEnvironment } from '../draft.ts';
import type { Finding } from '../problem.ts';

/**
 * Names that a distribution may have, unless a quota is raised: "Alternate domain names (CNAMEs) per distribution",
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const MOST_OF_SITE = 100;

/**
 * Names of all sites of an environment. Each is two records, and a stack has 500 resources
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html); the others are for the sites themselves.
 */
const MOST_OF_ENVIRONMENT = 150;

/** More names than CloudFront and CloudFormation take. */
export function checkSiteNames({ environments }: Draft): readonly Finding[] {
  return environments.flatMap((placed) => {
    const tooMany = ofSites(placed);
    return tooMany.length > 0 ? tooMany : ofAll(placed);
  });
}

function ofSites({ environment, path }: PlacedEnvironment): readonly Finding[] {
  return environment.sites.flatMap(({ aliases }, index): Finding[] => {
    const names = aliases.length + 1;
    if (names <= MOST_OF_SITE) return [];
    const message = `and the domain are ${names} names, but CloudFront's quota of alternate domain names is ${MOST_OF_SITE}`;
    const at = [...path, 'sites', index, 'aliases'];
    return [{ code: 'LIST_LENGTH', path: at, message, cure: 'make it two sites' }];
  });
}

function ofAll({ environment, path }: PlacedEnvironment): readonly Finding[] {
  const names = environment.sites.reduce((sum, { aliases }) => sum + aliases.length + 1, 0);
  if (names <= MOST_OF_ENVIRONMENT) return [];
  const message = `have ${names} domains and aliases, but a stack has room for the records of ${MOST_OF_ENVIRONMENT}`;
  return [{ code: 'LIST_LENGTH', path: [...path, 'sites'], message, cure: 'take fewer aliases' }];
}
