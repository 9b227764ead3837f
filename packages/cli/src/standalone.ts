import { basename } from 'node:path';
import { main } from './main.ts';

const { env } = process;
// Bun would print every request and answer to stderr, plaintexts among them.
delete env['BUN_CONFIG_VERBOSE_FETCH'];

// Bun puts the name that the executable was called by into argv0; a link called gruntkms makes it gruntkms.
const program = basename(process.argv0) === 'gruntkms' ? 'gruntkms' : 'kmscrypt';
process.exit(await main(program, process.argv.slice(2), env));
