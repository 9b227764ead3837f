export { wildcardFindings } from '../wildcard-findings.ts';
