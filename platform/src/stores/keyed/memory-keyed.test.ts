import { keyedContract } from './keyed.contract.ts';
import { openMemoryKeyedStore } from './memory-keyed.ts';

keyedContract('the memory store', async () => ({ store: openMemoryKeyedStore() }));
