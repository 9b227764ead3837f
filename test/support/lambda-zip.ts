import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** The files of a folder as the zip that Lambda takes. Source: PKWARE's APPNOTE.TXT, 4.3. */
export function zipOf(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(relative(folder, file).replaceAll(sep, '/'));
    const content = readFileSync(file);
    const data = deflateRawSync(content);
    const common = numbers(
      [2, 20], // the version that is needed to read it
      [2, 0x0800], // names are UTF-8
      [2, 8], // deflate
      [4, 0x0021_0000], // 1980-01-01 00:00
      [4, crc32(content)],
      [4, data.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    );
    central.push(
      Buffer.from('PK\x01\x02\x14\x00'),
      common,
      numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      name,
    );
    local.push(Buffer.from('PK\x03\x04'), common, name, data);
    offset += 4 + common.length + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = numbers(
    [4, 0],
    [2, files.length],
    [2, files.length],
    [4, directory.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end]);
}

/** Numbers of so many bytes each, the least significant byte first. */
function numbers(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const field = Buffer.alloc(size);
      field.writeUIntLE(value, 0, size);
      return field;
    }),
  );
}
