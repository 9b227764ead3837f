import type { Construct } from 'constructs';
import { roleName } from '../accounts/roles.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { beforeOf, isUpdated } from '../updates/update-config.ts';
import { promotionTableName, updateNames } from '../updates/update-names.ts';
import { UpdatePromotions } from '../updates/update-promotions.ts';

/** In shared-services: what environments tell each other of their updates. */
export class PromotionsStack extends PlannedStack {
  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const { name, environments } = this.plan.config;
    new UpdatePromotions(this, 'Promotions', {
      tableName: promotionTableName(name),
      environments: environments.filter(isUpdated).map((environment) => {
        const { updates, promotionRole, externalId } = updateNames({ name, environment: environment.name });
        const roleArn = (role: string): string =>
          `arn:${this.partition}:iam::${environment.account}:role/${role}`;
        return {
          name: environment.name,
          account: environment.account,
          after: beforeOf(environment, environments),
          roleName: promotionRole,
          functionRoleArn: roleArn(updates),
          // Who may change the function's code can use its roles anyway.
          operatorArns: [roleArn(roleName('full'))],
          externalId,
        };
      }),
    });
  }
}
