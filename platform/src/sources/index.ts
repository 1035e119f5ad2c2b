import type { ConnectionSpec } from '../flows/index.ts';
import { type Connector, type ImpliedMapping, type Recognition, type Translator, UNKNOWN } from './connector.ts';

export type { Example } from './explore-examples.ts';

import { exploreFiles } from './files/explore-files.ts';
import type { OpenFiles, Surroundings } from './files/file-store.ts';
import { connectors } from './sources.generated.ts';

export { capillaryConnectPlusRoutes } from './api/capillary-connect-plus/capillary-connect-plus.ts';
export { capillaryReconciliationRoutes } from './api/capillary-reconciliation/capillary-reconciliation.ts';
export { capillarySetupRoutes } from './api/capillary-setup/capillary-setup.ts';
export { createForwarder, type Forwarder, type ForwarderSettings } from './capillary/forward/forwarder.ts';
export type { ForwarderStatus, SenderStatus } from './capillary/forward/status.ts';
export { TargetAway, TargetError } from './capillary/forward/target.ts';
export { TokenError } from './capillary/forward/token.ts';
export { httpWire } from './capillary/forward/wire.ts';
export type {
  Connector,
  ImpliedMapping,
  Known,
  Recognition,
  RecordPart,
  Translation,
  Translator,
} from './connector.ts';
export { CsvReader, type CsvRow } from './files/csv-rows.ts';
export type { FileRowsOptions, RowPage } from './files/file-rows.ts';
export {
  CLOUD_STORAGE_FLOW,
  type FileStore,
  filesOf,
  type OpenFiles,
  type Place,
  type SourceFile,
  type Surroundings,
} from './files/file-store.ts';
export { csvFormatOf } from './files/first-rows.ts';
export { readRows, textsOf } from './files/row-reader.ts';
export { UnreadableFile } from './files/unreadable-file.ts';
export { TranslatorStates } from './translator-states.ts';

/** The sources stage: what connectors there are, and what their payloads are. */
export interface Sources {
  /** All connectors, by name of their folder. */
  readonly connectors: readonly Connector[];
  /** What Flow Service offers: sources and targets. */
  readonly connectionSpecs: readonly ConnectionSpec[];
  /** What a payload of this connection spec is. Never throws; `unknown` for specs nobody declares. */
  recognise(connectionSpecId: string, payload: unknown): Recognition;
  /**
   * Rows that apply to this payload where the mapping set has no row for their destination. The same array object comes back
   * for all payloads of a shape: compile it once and keep it by identity.
   */
  implied(connectionSpecId: string, payload: unknown): readonly ImpliedMapping[];
  /** Takes payloads of this connection spec apart; undefined for sources whose payloads are records. */
  translator(connectionSpecId: string): Translator | undefined;
  /** Opens the files a connection of this spec leads to; undefined for sources that are no store of files. */
  files(
    connectionSpecId: string,
  ): ((params: Readonly<Record<string, unknown>>, signal: AbortSignal) => ReturnType<OpenFiles>) | undefined;
}

/** `surroundings`: what connectors may touch of this machine; nothing unless given. */
export function createSources(surroundings: Surroundings = { filesDir: undefined, allowed: [] }): Sources {
  const bySpec = new Map(connectors.map((connector) => [connector.connectionSpec.id, connector]));
  const recognise = (id: string, payload: unknown) => bySpec.get(id)?.recognise(payload) ?? UNKNOWN;
  return {
    connectors,
    connectionSpecs: connectors.map(({ connectionSpec, files }) =>
      files === undefined ? connectionSpec : { ...connectionSpec, explorer: exploreFiles(files, surroundings) },
    ),
    recognise,
    implied: (id, payload) => recognise(id, payload).impliedMappings,
    translator: (id) => bySpec.get(id)?.translator,
    files(id) {
      const open = bySpec.get(id)?.files;
      return open && ((params, signal) => open(params, surroundings, signal));
    },
  };
}
