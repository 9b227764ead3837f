import type { SettingKind } from '../../src/account-settings/account-setting.ts';
import type { ClientOptions, Pause, Setting } from './setting.ts';

/** Each is loaded with the one client that it needs, when a request for it comes. */
const SETTINGS: Readonly<Record<SettingKind, (options: ClientOptions, pause: Pause) => Promise<Setting>>> = {
  PasswordPolicy: async (options) => (await import('./settings/password-policy.ts')).passwordPolicy(options),
  EbsEncryption: async (options) => (await import('./settings/ebs-encryption.ts')).ebsEncryption(options),
  S3AccountBlock: async (options) => (await import('./settings/s3-account-block.ts')).s3AccountBlock(options),
  ConfigRecorder: async (options, pause) =>
    (await import('./settings/config-recorder.ts')).configRecorder(options, pause),
  Detector: async (options) => (await import('./settings/detector.ts')).detector(options),
  Analyzer: async (options) => (await import('./settings/analyzer.ts')).analyzer(options),
  ClosedDefaultSecurityGroup: async (options) =>
    (await import('./settings/closed-default-security-group.ts')).closedDefaultSecurityGroup(options),
  ZoneAuthorization: async (options, pause) =>
    (await import('./settings/zone-authorization.ts')).zoneAuthorization(options, pause),
  ZoneAssociation: async (options, pause) =>
    (await import('./settings/zone-association.ts')).zoneAssociation(options, pause),
};

/** @returns undefined for a kind that there is not. */
export async function settingOf(
  kind: string,
  options: ClientOptions,
  pause: Pause,
): Promise<Setting | undefined> {
  return isKind(kind) ? SETTINGS[kind](options, pause) : undefined;
}

function isKind(kind: string): kind is SettingKind {
  return Object.hasOwn(SETTINGS, kind);
}
