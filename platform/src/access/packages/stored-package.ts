import type { Clock, Ids, Scope } from '../../kernel/index.ts';
import { type Collection, createCollection, type Document, DocumentConflict, type Tables } from '../../stores/index.ts';
import { badBody, nameInUse, noPackage, packageChanged, packageState } from '../errors.ts';
import { sayOfAccess } from '../phrases.ts';
import type { ArtifactType } from './artifact.ts';
import type { SandboxPackage } from './package.ts';

/** An object a package is asked to hold. */
export interface WantedArtifact {
  readonly id: string;
  readonly type: ArtifactType;
  readonly title?: string;
  /** Was it in the sandbox when the package was published? */
  readonly found: boolean;
}

/** An object a published package holds, and what it needs directly. */
export interface Content {
  /** In the sandbox it came from. */
  readonly id: string;
  readonly type: ArtifactType;
  readonly title: string;
  /** What stands for it in the payload. */
  readonly key: string;
  readonly children: readonly { readonly id: string; readonly type: ArtifactType; readonly title: string }[];
}

export type PackageStatus = 'DRAFT' | 'PUBLISHED' | 'PUBLISH_FAILED';

/** A package of sandbox tooling. Kept with its sandbox, and gone with it. */
export interface PackageBody {
  readonly name: string;
  readonly description: string;
  readonly packageType: 'PARTIAL' | 'FULL';
  readonly status: PackageStatus;
  readonly visibility: 'PRIVATE' | 'PUBLIC';
  /** Epoch milliseconds; after that it is gone. */
  readonly expiry: number;
  readonly publishDate?: number;
  readonly artifacts: readonly WantedArtifact[];
  /** The sandbox its objects are of, in the organisation they are of. */
  readonly source: { readonly name: string; readonly imsOrgId: string };
  /** Once published: the objects, with the tenant left open, and what is among them. */
  readonly payload?: SandboxPackage;
  readonly contents?: readonly Content[];
}

/** A package with its place. */
export interface StoredPackage extends Document<PackageBody> {
  readonly scope: Scope;
}

/** 90 days, from the last change of a draft and from publishing (page "Sandbox tooling"). */
export const EXPIRY_MS = 90 * 86_400_000;
const MOST_PACKAGES = 200;
const MOST_ARTIFACTS = 500;

/** Packages of all sandboxes. Calls take the scopes a caller may see packages of. */
export class StoredPackages {
  readonly #clock: Clock;
  readonly #ids: Ids;
  readonly #documents: Collection<PackageBody>;

  constructor(deps: { tables: Tables; clock: Clock; ids: Ids }) {
    this.#clock = deps.clock;
    this.#ids = deps.ids;
    this.#documents = createCollection(deps.tables, 'exim-package');
  }

  /** Those that have not expired; expired ones go. */
  async list(scopes: readonly Scope[]): Promise<readonly StoredPackage[]> {
    const found: StoredPackage[] = [];
    for (const scope of scopes)
      for (const document of await this.#documents.list(scope.key))
        if (document.body.expiry > this.#clock()) found.push({ ...document, scope });
        else await this.#documents.remove(scope.key, document.id);
    return found;
  }

  /** Throws the problem when there is none. */
  async get(scopes: readonly Scope[], id: string): Promise<StoredPackage> {
    for (const scope of scopes) {
      const document = await this.#documents.get(scope.key, id);
      if (document !== undefined && document.body.expiry > this.#clock()) return { ...document, scope };
    }
    throw noPackage(id);
  }

  async add(scope: Scope, body: PackageBody, by: string): Promise<StoredPackage> {
    await this.#check(scope, body);
    const change = { by, at: this.#clock() };
    return { ...(await this.#documents.insert(scope.key, this.#ids.hex(32), body, change)), scope };
  }

  /** Throws when the package changed meanwhile: two changes at once do not both hold. */
  async change({ scope, id, version }: StoredPackage, body: PackageBody, by: string): Promise<StoredPackage> {
    await this.#check(scope, body, id);
    try {
      return { ...(await this.#documents.update(scope.key, id, version, body, { by, at: this.#clock() })), scope };
    } catch (error) {
      throw error instanceof DocumentConflict ? packageChanged(id) : error;
    }
  }

  async #check(scope: Scope, { name, artifacts }: PackageBody, id?: string): Promise<void> {
    const others = (await this.list([scope])).filter((one) => one.id !== id);
    if (others.some(({ body }) => body.name === name)) throw nameInUse('package', name);
    if (others.length >= MOST_PACKAGES) throw packageState(sayOfAccess('package-most', { most: MOST_PACKAGES }));
    if (artifacts.length > MOST_ARTIFACTS)
      throw badBody('/artifacts', sayOfAccess('package-most-artifacts', { most: MOST_ARTIFACTS }));
  }

  async remove({ scope, id }: StoredPackage): Promise<void> {
    await this.#documents.remove(scope.key, id);
  }
}
