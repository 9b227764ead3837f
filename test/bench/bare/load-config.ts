// The same with @kmscrypt/config, bundled as the bare scripts are.
import { loadConfig } from '@kmscrypt/config';

const config = await loadConfig(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(config));
