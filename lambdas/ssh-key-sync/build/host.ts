import { join } from 'node:path';
import { writeHostPart } from '@kmscrypt/bundle/host-document';
import { documentOf } from './document.ts';
import { hostScript } from './script.ts';

const script = hostScript();
writeHostPart(join(import.meta.dirname, '..'), {
  name: 'kmscrypt-ssh-keys',
  script,
  document: documentOf(script),
});
