// An app with as many stages and stacks as another one, and nothing in them: argv is the folder of the assembly, then the ids.
import { App, Stack, Stage } from 'aws-cdk-lib';

const [outdir = '', ...ids] = process.argv.slice(2);
const app = new App({ outdir });
const stages = new Map<string, Stage>();
for (const id of ids) {
  const [name = '', stack = ''] = id.split('/');
  const stage =
    stages.get(name) ?? new Stage(app, name, { env: { account: '111122223333', region: 'eu-central-1' } });
  stages.set(name, stage);
  new Stack(stage, stack);
}
app.synth();
process.stdout.write(`${ids.length}\n`);
