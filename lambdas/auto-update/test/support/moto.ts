export { motoOfFile } from '../../../../test/support/moto/of-file.ts';
