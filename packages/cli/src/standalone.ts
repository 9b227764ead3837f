import { basename } from 'node:path';
import { ensureHome } from './home.ts';
import { main } from './main.ts';

const { env } = process;
// Bun would print every request to stderr, plaintexts among them. It notes an assignment, but not that it is deleted.
if (env['BUN_CONFIG_VERBOSE_FETCH']) env['BUN_CONFIG_VERBOSE_FETCH'] = '0';
ensureHome(env);

// Bun puts the name that the executable was called by into argv0; a link called gruntkms makes it gruntkms.
const program = basename(process.argv0) === 'gruntkms' ? 'gruntkms' : 'kmscrypt';
process.exit(await main(program, process.argv.slice(2), env));
