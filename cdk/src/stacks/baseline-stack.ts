import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { CrossAccountRoles } from '../accounts/cross-account-roles.ts';
import { PermissionsBoundary, type PermissionsBoundaryProps } from '../accounts/permissions-boundary.ts';
import { roleName } from '../accounts/roles.ts';
import { AccountSettingsFunction } from '../account-settings/account-settings-function.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';
import { GLOBAL_REGION } from '../plan.ts';
import { AgentPolicy } from '../hosts/agent-policy.ts';
import { ConfigRules } from '../security/config-rules.ts';
import { managedRules } from '../security/managed-rules.ts';
import { SecuritySettings } from '../security/security-settings.ts';
import { ServicesKey } from '../security/services-key.ts';
import { Trail } from '../security/trail.ts';
import { trailNameOf } from '../security/trail-name-of.ts';
import { hostGroupsOf } from '../ssh-keys/host-groups.ts';
import { updatesPattern } from '../updates/update-names.ts';

/** What every account has once. */
export class BaselineStack extends PlannedStack {
  /** Of this account and region: encrypts log groups and topics of AWS's services, no secrets. */
  readonly servicesKey: IKey;

  constructor(scope: Construct, props: PlannedStackProps) {
    super(scope, props);
    const { names } = this;
    const { config } = props.plan;
    this.servicesKey = new ServicesKey(this, 'ServicesKey', { alias: `alias/${config.name}-services` }).key;
    const boundary = this.#addBoundary();
    this.#addRoles(boundary);
    const settingsFunction = new AccountSettingsFunction(this, 'AccountSettings', {
      functionName: names.settingsFunction,
      servicesKey: this.servicesKey,
    });
    // Its role names the boundary, as all roles do.
    settingsFunction.node.addDependency(boundary);
    const settings = new SecuritySettings(this, 'Settings', {
      functionName: names.settingsFunction,
      archiveBucket: names.archiveBucket,
      recorderName: config.name,
      analyzerName: `${config.name}-external-access`,
      ...config.security,
    });
    settings.node.addDependency(settingsFunction);
    // With hosts or without: people attach it to roles of theirs, and what is attached cannot be deleted.
    new AgentPolicy(this, 'Agents', { policyName: names.agentPolicy });
    const logs = this.#logsAccount();
    new Trail(this, 'Trail', {
      trailName: trailNameOf(config.name),
      bucketName: names.archiveBucket,
      keyArn: `arn:${this.partition}:kms:${this.region}:${logs}:${names.archiveKeyAlias}`,
    });
    if (settings.recorder === undefined) return;
    const rules = new ConfigRules(this, 'Rules', {
      prefix: config.name,
      rules: managedRules(config.security.passwordPolicy),
    });
    rules.node.addDependency(settings.recorder);
  }

  #addBoundary(): PermissionsBoundary {
    const { names } = this;
    return new PermissionsBoundary(this, 'Boundary', {
      policyName: names.boundary,
      settingsFunction: names.settingsFunction,
      archiveBuckets: this.#isArchive() ? [names.archiveBucket, names.balancerLogBucket] : undefined,
      keyAliases: ['alias/cmk-*', names.archiveKeyAlias],
      userAdministrators: this.#userAdministrators(),
      sshKeys: this.#sshKeys(),
      // With updates or without: what was taken out of the config goes on until its stack is destroyed.
      updates: updatesPattern(this.plan.config.name),
    });
  }

  #addRoles(boundary: PermissionsBoundary): void {
    const { names } = this;
    const { accounts, management, environments, region, security } = this.plan.config;
    const { access } = security;
    const own = environments.filter(({ account }) => account === this.account);
    const isShared = Object.values(accounts).includes(this.account);
    new CrossAccountRoles(this, 'Roles', {
      securityAccount: accounts.security,
      boundary: boundary.policy,
      sessionHours: access.sessionHours,
      shortSessionHours: access.shortSessionHours,
      iamAdmin: this.#hasIamAdmin(),
      disposable: !isShared && own.every(({ disposable }) => disposable),
      archive: this.#isArchive()
        ? { buckets: [names.archiveBucket, names.balancerLogBucket], keyAlias: names.archiveKeyAlias }
        : undefined,
      sessionDocuments: management.access.type === 'session-manager' ? SESSION_DOCUMENTS : undefined,
      regions: [...new Set([region, GLOBAL_REGION])],
    });
  }

  #logsAccount(): string {
    const { accounts } = this.plan.config;
    return accounts.logs ?? accounts['shared-services'];
  }

  #isArchive(): boolean {
    return this.account === this.#logsAccount();
  }

  /** Users are in the account `security` alone. */
  #userAdministrators(): readonly string[] | undefined {
    if (this.account !== this.plan.config.accounts.security) return undefined;
    return [roleName('full'), ...(this.#hasIamAdmin() ? [roleName('iam-admin')] : [])];
  }

  #sshKeys(): PermissionsBoundaryProps['sshKeys'] {
    const { names } = this;
    const { config } = this.plan;
    if (config.sshKeys === undefined) return undefined;
    const hasHosts = hostGroupsOf(config.sshKeys, config).some(({ account }) => account === this.account);
    const ofUsers = { bucket: names.sshKeysBucket, parameters: config.sshKeys.parameters };
    return {
      ...(this.account === config.accounts.security ? ofUsers : {}),
      document: hasHosts ? names.sshKeys : undefined,
    };
  }

  #hasIamAdmin(): boolean {
    const { accounts, security } = this.plan.config;
    return this.account === accounts.security && security.access.iamAdmin;
  }
}

/** SSH through Session Manager, and nothing else: a shell of it would be no named user's. */
const SESSION_DOCUMENTS = ['AWS-StartSSHSession'];
