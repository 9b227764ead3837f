import { main } from './main.ts';

/** Runs the process's own command line under a name, and ends the process with its status. */
export function run(program: string): void {
  void main(program, process.argv.slice(2), { env: process.env, cwd: process.cwd() }).then((status) => {
    process.exit(status);
  });
}
