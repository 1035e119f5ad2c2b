export { type InnerCall, innerCalls } from './inner-calls.ts';
export { openApi } from './openapi.ts';
export { routeFaults } from './route-check.ts';
export { createServer, type Patience, type Server, type ServerDeps } from './server.ts';
