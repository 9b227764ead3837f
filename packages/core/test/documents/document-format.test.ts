import { describe, expect, it } from 'vitest';
import { formatOfFile } from '../../src/documents/document-format.ts';

describe('the format of', () => {
  it.each([
    ['config.json', 'json'],
    ['tsconfig.json', 'json'],
    ['settings.jsonc', 'json'],
    ['x.tfvars.json', 'json'],
    ['x.tf.json', 'json'],
    ['app.yaml', 'yaml'],
    ['app.YML', 'yaml'],
    ['.yaml', 'yaml'],
    ['pyproject.toml', 'toml'],
    ['.env', 'dotenv'],
    ['.env.local', 'dotenv'],
    ['.env.production.local', 'dotenv'],
    ['prod.env', 'dotenv'],
    ['.env.json', 'json'],
    ['app.properties', 'properties'],
    ['setup.ini', 'ini'],
    ['.npmrc', 'ini'],
    ['.editorconfig', 'ini'],
    ['main.tf', 'hcl'],
    ['terraform.tfvars', 'hcl'],
    ['x.auto.tfvars', 'hcl'],
    ['config.hcl', 'hcl'],
    ['FILE.pem', 'text'],
    ['SERVER.KEY', 'text'],
    ['notes.txt', 'text'],
    ['deploy/prod.d/.env.local', 'dotenv'],
    ['env', undefined],
    ['env.prod', undefined],
    ['.envrc', undefined],
    ['.environment', undefined],
    ['dir.json/Makefile', undefined],
    ['secrets', undefined],
    ['a.constructor', undefined],
    ['', undefined],
  ])('%s', (file, format) => {
    expect(formatOfFile(file)).toBe(format);
  });
});
