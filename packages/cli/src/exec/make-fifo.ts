import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, rmSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { fileError } from '../errors/file-error.ts';
import { systemCode } from '../errors/system-code.ts';
import { temporaryBeside } from '../io/stage-file.ts';
