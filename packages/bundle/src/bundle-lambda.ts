// Run in a Lambda's folder, by its script `build`.
import { bundleLambda } from './lambda.ts';

await bundleLambda(process.cwd());
