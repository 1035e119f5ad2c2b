import { logContract } from './log.contract.ts';
import { openMemoryLog } from './memory-log.ts';

logContract('the memory log', async () => ({ log: openMemoryLog() }));
