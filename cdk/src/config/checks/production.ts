import type { Draft, PlacedEnvironment } from '../draft.ts';
import type { Finding } from '../problem.ts';

const FEWEST_ZONES = 2;

/** The rules of production: it survives the loss of a zone, keeps what it has, and comes last. */
export function checkProduction(draft: Draft): readonly Finding[] {
  return draft.environments
    .filter(({ environment }) => environment.production)
    .flatMap((placed) => [...unsafe(placed), ...tooEarly(placed, draft)]);
}

function unsafe({ environment, path }: PlacedEnvironment): readonly Finding[] {
  const { name, vpc, disposable, database } = environment;
  const findings: Finding[] = [];
  const add = (at: readonly string[], message: string, cure: string): void => {
    findings.push({ code: 'PRODUCTION_UNSAFE', path: [...path, ...at], message, cure });
  };
  if (vpc.zones < FEWEST_ZONES)
    add(
      ['vpc', 'zones'],
      `${name} is production, and would be gone with its only zone`,
      `write ${FEWEST_ZONES} or 3`,
    );
  if (vpc.nat !== undefined && vpc.nat !== 'each-zone')
    add(
      ['vpc', 'nat'],
      `${name} is production, and needs a NAT gateway in each zone`,
      'write each-zone, or leave it out',
    );
  if (disposable)
    add(['disposable'], `${name} is production, and may not be thrown away`, 'write false, or leave it out');
  if (database.type !== 'none' && !database.deletionProtection)
    add(
      ['database', 'deletionProtection'],
      `${name} is production, and its database needs it`,
      'write true, or leave it out',
    );
  return findings;
}

function tooEarly({ environment, path }: PlacedEnvironment, draft: Draft): readonly Finding[] {
  const { environments: all, isStandIn } = draft;
  const at = all.findIndex((each) => each.environment === environment);
  const later = all
    .slice(at + 1)
    .find((each) => !each.environment.production && !isStandIn([...each.path, 'production']));
  if (later === undefined) return [];
  const message = `${environment.name} is production, and comes before ${later.environment.name}, which is not`;
  const cure = 'list environments in the order of promotion, production last';
  return [{ code: 'PRODUCTION_ORDER', path, message, cure }];
}
