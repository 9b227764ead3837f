import { expect, test } from 'vitest';
import { proposeRules } from '../../src/init/propose.ts';

test.each([
  ['a word at the end', 'config/app-stage.json', 'stage', 'config/*-stage.json'],
  ['a word in the middle', 'docker-compose.prod.yml', 'prod', '*.prod.yml'],
  ['in capitals', 'appsettings.Production.json', 'prod', '*.Production.json'],
  ['the first word', 'env/prod.tfvars', 'prod', 'env/prod.tfvars'],
  ['the first of several words', 'prod.auto.tfvars', 'prod', 'prod.auto.tfvars'],
  ['the last of two environments', '.env.production.local', 'local', '.env.production.local'],
  ['dotenv', 'web/.env.staging', 'stage', 'web/.env.staging'],
  ['a folder', 'config/prod/db/app.yaml', 'prod', 'config/prod/**/*.yaml'],
  ['a folder with a file without a name', 'config/prod/.env', 'prod', 'config/prod/**/.env'],
  ['dotenv of a folder', 'config/prod/.env.db', 'prod', 'config/prod/**/.env.db'],
  ['a file of no environment', '.env', undefined, '.env'],
  ['the same further down', 'infra/terraform.tfvars', undefined, 'infra/terraform.tfvars'],
])('%s', (_name, file, environment, glob) => {
  expect(proposeRules([file])).toEqual([{ environment, globs: [glob] }]);
});

test.each([
  ['no config file', 'src/prod.ts'],
  ['no environment', 'config/app.json'],
  ['an example', '.env.example'],
  ['a file of a tool', 'tsconfig.prod.json'],
  ['a folder that is called so for another reason', 'src/test/app.yaml'],
  ['a word within a word', 'config/app-devices.json'],
  ['a key', 'prod.pem'],
  ['what is no config file in the folder of an environment', 'config/prod/README.md'],
  ['what means something in a glob', 'app/[slug]/a-dev.json'],
])('nothing for %s', (_name, file) => {
  expect(proposeRules([file])).toEqual([]);
});

test('a folder has one glob an extension', () => {
  const files = ['a.yaml', 'README.md', 'db/b.yaml', 'db/c.json'].map((name) => `config/prod/${name}`);
  expect(proposeRules(files)).toEqual([
    { environment: 'prod', globs: ['config/prod/**/*.json', 'config/prod/**/*.yaml'] },
  ]);
});

test('one rule an environment, developers first, what is of none last', () => {
  const files = [
    '.env',
    'b-prod.json',
    'a-prod.json',
    'c-prd.yaml',
    'x-dev.json',
    'x-stage.json',
    'y-stage.toml',
  ];
  expect(proposeRules(files)).toEqual([
    { environment: 'dev', globs: ['*-dev.json'] },
    { environment: 'stage', globs: ['*-stage.json', '*-stage.toml'] },
    { environment: 'prod', globs: ['*-prd.yaml', '*-prod.json'] },
    { environment: undefined, globs: ['.env'] },
  ]);
});
