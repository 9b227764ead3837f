// The reference architecture of a config: argv is the folder of the assembly, then the config.
import { planOf, readConfig, referenceArchitecture } from '@kmscrypt/cdk';

const [outdir = '', file = ''] = process.argv.slice(2);
const config = await readConfig(file);
referenceArchitecture(config, { outdir }).synth();
process.stdout.write(`${planOf(config).stacks.length}\n`);
