import { alarmDelivery } from './alarm-delivery.ts';
import { autoUpdateFleet } from './auto-update-fleet.ts';
import { autoUpdatePlan } from './auto-update-plan.ts';
import { blobs } from './blobs.ts';
import { calls } from './calls.ts';
import { cdkSynth, cdkValidate } from './cdk.ts';
import { configCalls } from './config-calls.ts';
import { configStart } from './config-start.ts';
import { configSteady } from './config-steady.ts';
import { editingCalls } from './editing-calls.ts';
import { editing } from './editing.ts';
import { envelope } from './envelope.ts';
import { execMany } from './exec-many.ts';
import { execStart } from './exec-start.ts';
import { invalidationPatterns } from './invalidation-patterns.ts';
import { invalidationPlan } from './invalidation-plan.ts';
import { lambdaStart } from './lambda-start.ts';
import { largeText } from './large-text.ts';
import { localKey } from './local-key.ts';
import { nodeStart } from './node-start.ts';
import { scan } from './scan.ts';
import { sshKeysPlan } from './ssh-keys-plan.ts';
import { sshKeysReads } from './ssh-keys-reads.ts';
import { sshKeysHost } from './ssh-keys-host.ts';
import { sshKeysRevocation } from './ssh-keys-revocation.ts';
import { standaloneStart } from './standalone-start.ts';
import type { Suite } from './suite.ts';

/** In the order in which they run. */
export const SUITES: readonly Suite[] = [
  nodeStart,
  standaloneStart,
  envelope,
  blobs,
  calls,
  editingCalls,
  editing,
  localKey,
  largeText,
  scan,
  ...configStart,
  configCalls,
  configSteady,
  execStart,
  execMany,
  lambdaStart,
  alarmDelivery,
  invalidationPlan,
  invalidationPatterns,
  sshKeysPlan,
  sshKeysReads,
  sshKeysHost,
  sshKeysRevocation,
  autoUpdatePlan,
  autoUpdateFleet,
  cdkValidate,
  cdkSynth,
];
