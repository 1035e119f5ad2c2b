export { Canary, type CanaryReport } from './canary.ts';
