import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openTerminal } from '../../src/cli/terminal.ts';

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  return { input, output, ...openTerminal({ input, output }) };
}

describe('who is asked', () => {
  it('answers without blanks; the question is not data', async () => {
    const { input, output, ask, close } = terminal();
    const answer = ask('region: ');
    input.write('  eu-central-1 \n');
    expect(await answer).toBe('eu-central-1');
    expect(String(output.read())).toContain('region: ');
    close();
  });

  it('may type ahead', async () => {
    const { input, ask, close } = terminal();
    input.write('acme\neu-central-1\n\nfour\n');
    const answers = [
      await ask('name: '),
      await ask('region: '),
      await ask('domain: '),
      await ask('layout: '),
    ];
    expect(answers).toEqual(['acme', 'eu-central-1', '', 'four']);
    close();
  });

  it('may leave', async () => {
    const { input, ask } = terminal();
    const answer = ask('region: ');
    input.end();
    await expect(answer).rejects.toMatchObject({ code: 'INTERRUPTED' });
    await expect(ask('again: ')).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
