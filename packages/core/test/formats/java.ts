import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';

export const HAS_JAVA: boolean = spawnSync('java', ['-version']).status === 0;

// All documents in one run of the JVM: hexadecimal UTF-16 in and out, one document a line.
const READER = `
import java.nio.file.*; import java.util.*; import java.io.*; import java.nio.charset.StandardCharsets;
class Reader {
  static String hex(String s) { return HexFormat.of().formatHex(s.getBytes(StandardCharsets.UTF_16BE)); }
  public static void main(String[] args) throws Exception {
    StringBuilder out = new StringBuilder();
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      Properties p = new Properties();
      p.load(new ByteArrayInputStream(HexFormat.of().parseHex(line)));
      for (String key : p.stringPropertyNames()) out.append(hex(key)).append('=').append(hex(p.getProperty(key))).append(';');
      out.append('\\n');
    }
    System.out.print(out);
  }
}`;

/** What java.util.Properties reads in each document. */
export function readByJava(documentsToRead: readonly string[]): [string, string][][] {
  const folder = mkdtempSync(path.join(tmpdir(), 'properties-'));
  try {
    writeFileSync(path.join(folder, 'Reader.java'), READER);
    writeFileSync(
      path.join(folder, 'documents'),
      documentsToRead.map((text) => Buffer.from(text, 'utf8').toString('hex')).join('\n'),
    );
    const run = spawnSync('java', [path.join(folder, 'Reader.java'), path.join(folder, 'documents')], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    expect(run.stderr).toBe('');
    return run.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) =>
        line
          .split(';')
          .filter(Boolean)
          .map((pair) => {
            const [key = '', value = ''] = pair.split('=');
            return [fromHex(key), fromHex(value)];
          }),
      );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fromHex(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}
