export { referenceArchitecture } from './app.ts';
export { loadApp, type LoadAppProps } from './load-app.ts';
export { type Config, ConfigError, type ConfigInput, defineConfig, readConfig } from './config/index.ts';
export { planOf } from './plan.ts';
export type { AccountPlan, Plan, StackKind, StackPlan } from './plan.ts';

export { AlarmBus, type AlarmBusProps } from './alarms/alarm-bus.ts';
export { AlarmFanout, type AlarmFanoutProps } from './alarms/alarm-fanout.ts';
export { AlarmForwarding, type AlarmForwardingProps } from './alarms/alarm-forwarding.ts';
export { AlarmReader, type AlarmReaderProps } from './alarms/alarm-reader.ts';
export { AlarmSubscription, type AlarmSubscriptionProps } from './alarms/alarm-subscription.ts';
export { AlarmTopic, type AlarmTopicProps } from './alarms/alarm-topic.ts';
export { AccountSetting, type AccountSettingProps } from './account-settings/account-setting.ts';
export {
  AccountSettingsFunction,
  type AccountSettingsFunctionProps,
} from './account-settings/account-settings-function.ts';
export { CrossAccountRoles, type CrossAccountRolesProps } from './accounts/cross-account-roles.ts';
export { PermissionsBoundary, type PermissionsBoundaryProps } from './accounts/permissions-boundary.ts';
export { UserGroups, type UserGroupsProps } from './accounts/user-groups.ts';
export { Invalidation, type InvalidationProps } from './edge/invalidation.ts';
export { SiteLogs, type SiteLogsProps } from './edge/site-logs.ts';
export { StaticSite, type StaticSiteProps } from './edge/static-site.ts';
export { EnvironmentKey, type EnvironmentKeyProps } from './keys/environment-key.ts';
export { checkFanout, type FanoutProblem } from './alarms/check-fanout.ts';
export { AgentPolicy, type AgentPolicyProps } from './hosts/agent-policy.ts';
export { BundledFunction, type BundledFunctionProps } from './lambda/bundled-function.ts';
export { AppVpc, type AppVpcProps } from './network/app-vpc.ts';
export { FlowLogs, type FlowLogsProps } from './network/flow-logs.ts';
export { ManagementVpc } from './network/management-vpc.ts';
export { Peering, type PeeringProps } from './network/peering.ts';
export { PeeringRole, type PeeringRoleProps } from './network/peering-role.ts';
export { PeeringRoutes, type PeeringRoutesProps } from './network/peering-routes.ts';
export { PrivateZone, type PrivateZoneProps } from './network/private-zone.ts';
export { PublicZone, type PublicZoneProps } from './network/public-zone.ts';
export { ConfigRules, type ConfigRulesProps } from './security/config-rules.ts';
export { LogArchive, type LogArchiveProps } from './security/log-archive.ts';
export { SecuritySettings, type SecuritySettingsProps } from './security/security-settings.ts';
export { ServicesKey, type ServicesKeyProps } from './security/services-key.ts';
export { Trail, type TrailProps } from './security/trail.ts';
export { AutoUpdate, type AutoUpdateProps } from './updates/auto-update.ts';
export {
  type PromotingEnvironment,
  UpdatePromotions,
  type UpdatePromotionsProps,
} from './updates/update-promotions.ts';
export { imageParameterName, type UpdatedImageOptions } from './updates/update-names.ts';
export { updatedImage } from './updates/updated-image.ts';
export { SshHosts, type SshHostsProps } from './ssh-keys/ssh-hosts.ts';
export { SshKeyForwarding, type SshKeyForwardingProps } from './ssh-keys/ssh-key-forwarding.ts';
export { SshKeySendRole, type SshKeySendRoleProps } from './ssh-keys/ssh-key-send-role.ts';
export { SshKeySync, type SshKeySyncProps } from './ssh-keys/ssh-key-sync.ts';
