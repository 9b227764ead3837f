import { App, Stack } from 'aws-cdk-lib';
import { FLAGS } from '../../src/flags.ts';
import { inFolder, type PlainTemplate } from '../support/synth.ts';

/** The template of a stack with what `build` puts in it, in eu-central-1 of 111111111111. */
export function inStack(build: (stack: Stack) => void): PlainTemplate {
  return inFolder((outdir) => {
    const app = new App({ context: { ...FLAGS }, outdir });
    const stack = new ZonedStack(app, 'Test', { env: { account: '111111111111', region: 'eu-central-1' } });
    build(stack);
    return app.synth().getStackArtifact(stack.artifactId).template as PlainTemplate;
  });
}

class ZonedStack extends Stack {
  override get availabilityZones(): string[] {
    return [...ZONES];
  }
}

export const ZONES = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] as const;
