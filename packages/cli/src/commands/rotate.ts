import { positionsOf } from '@kmscrypt/core/position';
import { saveFiles } from '../config-file/save.ts';
import { allOf } from '../errors/all-of.ts';
import { demanded } from '../errors/demanded.ts';
import { printable } from '../io/printable.ts';
import { writeStderr, writeStdout } from '../io/streams.ts';
import { carryOut } from '../rotate/carry-out.ts';
import { planTask, type Task } from '../rotate/task.ts';
import type { Invocation } from '../table/command.ts';
import type { RotateOptions } from '../table/rotate.ts';

/** `kmscrypt rotate`: everything is read, planned and encrypted before anything is written. */
export async function run(invocation: Invocation<RotateOptions>): Promise<void> {
  const { options, args, env, cwd } = invocation;
  const tasks = await allOf([...new Set(args)], String, (name) => planTask(name, invocation));
  if (options['dry-run']) return writeStdout(tasks.flatMap(listOf));
  writeStderr(tasks.flatMap(announcements));
  const newTokens = await carryOut(tasks, env);
  const changes = tasks.map(({ file, turns }) => {
    const pieces: string[] = [];
    let from = 0;
    for (const turn of turns) {
      const made = demanded(newTokens.get(turn), 'every token that did not fail has a new one');
      pieces.push(file.document.text.slice(from, turn.token.start), made);
      from = turn.token.end;
    }
    return { file, text: pieces.join('') + file.document.text.slice(from) };
  });
  saveFiles(changes, cwd);
}

function listOf({ file, turns, settings }: Task): readonly string[] {
  const positions = positionsOf(
    file.document.text,
    turns.map(({ token }) => token.start),
  );
  const key = settings.keyIds.join(' and ');
  return turns.map(({ turn }, index) => {
    const { line, column } = demanded(positions[index], 'every token has a position');
    const blob =
      turn.way === 'KMS' ? 're-encrypted inside KMS' : `decrypted and encrypted here (${turn.reason})`;
    const how = turn.kind === 'message' ? 'message: new data key' : `blob: ${blob}`;
    return `${printable(`${file.name}:${line}:${column}: ${how}, under ${key}`)}\n`;
  });
}

/** What ReEncrypt would have spared: said before plaintexts come to this machine. */
function announcements({ file, turns }: Task): readonly string[] {
  const counts = new Map<string, number>();
  for (const { turn } of turns) {
    if (turn.reason !== undefined) counts.set(turn.reason, (counts.get(turn.reason) ?? 0) + 1);
  }
  return Array.from(counts, ([reason, count]) => {
    const blobs = count === 1 ? '1 blob is' : `${count} blobs are`;
    return `kmscrypt: note: ${file.name}: ${blobs} decrypted and encrypted here, not inside KMS: ${reason}`;
  });
}
