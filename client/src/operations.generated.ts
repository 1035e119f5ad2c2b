// Generated from the route declarations by `npm run generate`. Do not edit.

/** Body and answer of each operation. */
export interface Operations {
  /** Completes, aborts, fails or reverts a batch, by `action`. */
  actOnImportBatch: { body: unknown; answer: { readonly id: string; readonly imsOrg: string; readonly status: string; readonly created: number; readonly updated: number; readonly relatedObjects: readonly ({ readonly type: string; readonly id: string })[]; readonly version: string; readonly tags: { readonly [name: string]: unknown } } };
  /** Opens a large file for parts, or ends it, by `action`. */
  actOnImportFile: { body: unknown; answer: { readonly name: string; readonly sizeInBytes: number } };
  /** Up to 100 audiences by their ids. */
  bulkGetAudiences: { body: { readonly ids: readonly ({ readonly id: string })[] }; answer: unknown };
  /** Up to 100 segment definitions by their ids. */
  bulkGetSegmentDefinitions: { body: { readonly ids: readonly ({ readonly id: string })[] }; answer: unknown };
  /** Up to 100 segment jobs by their ids. */
  bulkGetSegmentJobs: { body: { readonly ids: readonly ({ readonly id: string })[] }; answer: unknown };
  /** Cancels an export job that has not ended. */
  cancelExportJob: { body: unknown; answer: unknown };
  /** For each artifact of a published package: what making it in targetSandbox asks for, and what of it the caller lacks. */
  checkPackagePermissions: { body: unknown; answer: { readonly permissionResponse: readonly ({ readonly artifactID: string; readonly creationAllowed: boolean })[] } };
  /** Checks a rule without saving it: what is wrong and where, or what it reads and how it may be evaluated. */
  checkRule: { body: { readonly expression: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string } }; answer: { readonly valid: boolean; readonly diagnostics: readonly ({ readonly code: string; readonly message: string; readonly hint?: string; readonly phrase: unknown; readonly start: number; readonly end: number; readonly line: number; readonly column: number })[]; readonly rule?: { readonly text: string; readonly reads: readonly (string)[]; readonly readsEvents: boolean; readonly audiences: readonly (string)[]; readonly streaming: boolean; readonly edge: boolean; readonly reasons: readonly (string)[] } } };
  /** The form of that page: the password is set, and the link counts no more. */
  choosePassword: { body: unknown; answer: unknown };
  /** Turns recommendations, as they were or changed, into an array for import; makes nothing. */
  chooseRecommendations: { body: { readonly class: string; readonly name: string; readonly description?: string; readonly columns: readonly ({ readonly path: string; readonly type: string; readonly format?: string; readonly identityNamespace?: string; readonly primaryIdentity?: boolean; readonly fieldGroupId?: string; readonly displayName: string; readonly enum?: readonly (string)[] })[] }; answer: { readonly import: readonly ({ readonly [name: string]: unknown })[]; readonly missingNamespaces?: readonly (string)[] } };
  /** Turns the filled-in CSV template into an array for import; makes nothing. */
  convertCsvToSchema: { body: unknown; answer: readonly ({ readonly [name: string]: unknown })[] };
  /** Converts a rule from pql/text to pql/json, or back. */
  convertSegmentDefinition: { body: { readonly name: string; readonly description?: string; readonly expression: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema?: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState?: string; readonly mergePolicyId?: string; readonly ttlInDays?: number }; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** How many people are in each audience now. */
  countAudiences: { body: unknown; answer: { readonly audiences: readonly ({ readonly id: string; readonly name: string; readonly members: number })[] } };
  /** Makes a policy. */
  createAccessPolicy: { body: { readonly name: string; readonly description?: string; readonly status?: string; readonly rules: readonly ({ readonly effect: string; readonly resource: string; readonly condition: string; readonly actions: readonly (string)[] })[] }; answer: { readonly id: string; readonly recordType: string; readonly imsOrgId: string; readonly name: string; readonly description: string; readonly status: string; readonly subjectCondition: string | null; readonly rules: readonly ({ readonly effect: string; readonly resource: string; readonly condition: string; readonly actions: readonly (string)[] })[]; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly isDefault: boolean; readonly _etag: string } };
  /** Asks for a permission in this sandbox; those who administer access are told, by mail too where there is one. */
  createAccessRequest: { body: { readonly permission: string; readonly page?: string; readonly note?: string }; answer: { readonly id: string; readonly user: { readonly id: string; readonly name: string; readonly email?: string }; readonly permission: { readonly slug: string; readonly name: string; readonly category: string }; readonly sandbox: string; readonly page?: string; readonly note?: string; readonly state: "open" | "granted" | "declined"; readonly decidedBy?: string; readonly decidedAt?: number; readonly roleId?: string; readonly answer?: string; readonly createdAt: number } };
  /** Subscribes to a rule: in the list of alerts, by a signed webhook, or by e-mail. */
  createAlertSubscription: { body: { readonly name?: string; readonly rule: string; readonly flowIds?: readonly (string)[]; readonly threshold?: number; readonly windowMinutes?: number; readonly repeatMinutes?: number; readonly channel?: { readonly type: string; readonly url?: string; readonly secret?: string; readonly to?: readonly (string)[] }; readonly enabled?: boolean }; answer: { readonly id: string; readonly version: number; readonly createdAt: number; readonly updatedAt: number; readonly createdBy: string; readonly name?: string; readonly rule: string; readonly flowIds: readonly (string)[]; readonly threshold?: number; readonly windowMinutes?: number; readonly repeatMinutes?: number; readonly channel: { readonly type: string; readonly url?: string; readonly to?: readonly (string)[] }; readonly enabled: boolean; readonly secret?: string } };
  /** Creates an audience; one with a rule is evaluated at once for everybody. */
  createAudience: { body: { readonly name: string; readonly description?: string; readonly expression: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema?: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState?: string; readonly mergePolicyId?: string; readonly ttlInDays?: number }; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** Notes a batch that another system wrote. */
  createBatch: { body: { readonly status: string; readonly relatedObjects?: readonly ({ readonly type: string; readonly id: string })[]; readonly tags?: { readonly [name: string]: readonly (string)[] }; readonly externalId?: string }; answer: readonly (string)[] };
  /** Notes a batch under an id of the caller. */
  createBatchWithId: { body: { readonly status: string; readonly relatedObjects?: readonly ({ readonly type: string; readonly id: string })[]; readonly tags?: { readonly [name: string]: readonly (string)[] }; readonly externalId?: string }; answer: readonly (string)[] };
  /** Creates a class. */
  createClass: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Creates a computed attribute, as a draft or at work at once. */
  createComputedAttribute: { body: unknown; answer: unknown };
  /** Creates a base connection; with mode=draft it may lack what it needs until it is published. */
  createConnection: { body: { readonly name: string; readonly description?: string; readonly connectionSpec: { readonly id: string; readonly version?: string }; readonly auth?: { readonly specName: string; readonly params: { readonly [name: string]: unknown } } }; answer: { readonly id: string; readonly etag: string } };
  /** For services only: connectionSpecs come with their connectors. */
  createConnectionSpec: { body: unknown; answer: unknown };
  /** Makes a credential without any role; its secret is answered this once. */
  createCredential: { body: { readonly name: string }; answer: { readonly clientId: string; readonly name: string; readonly userId: string; readonly secrets: readonly ({ readonly id: string; readonly createdAt: number })[]; readonly publicKeys: readonly ({ readonly id: string; readonly createdAt: number })[]; readonly roles: readonly (string)[]; readonly directRoles: readonly (string)[]; readonly createdAt: number; readonly createdBy: string; readonly clientSecret: string } };
  /** Registers the public key or certificate of a client that signs for its token (JWT exchange). */
  createCredentialPublicKey: { body: { readonly publicKey: string }; answer: { readonly id: string; readonly createdAt: number } };
  /** Makes a second secret, answered this once; both work until one is removed. */
  createCredentialSecret: { body: unknown; answer: { readonly secretId: string; readonly clientSecret: string } };
  /** Creates a dataset for a schema that exists; `Pragma: validate-only` only checks the body. */
  createDataSet: { body: { readonly name: string; readonly description?: string; readonly schemaRef: { readonly id: string; readonly contentType?: string }; readonly tags?: { readonly [name: string]: readonly (string)[] } }; answer: readonly (string)[] };
  /** Sets the first data usage labels of a dataset. */
  createDataSetLabels: { body: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] }; answer: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] } };
  /** Sets the first data usage labels of a dataset. */
  createDataSetLabelsV2: { body: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] }; answer: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] } };
  /** Refers to the view of a dataset; each has exactly one, made with it. */
  createDataSetView: { body: { readonly dataSetId: string }; answer: readonly (string)[] };
  /** Creates a data type. */
  createDataType: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Creates a descriptor on a schema. */
  createDescriptor: { body: { readonly '@type': string; readonly 'xdm:sourceSchema': string }; answer: { readonly '@id': string; readonly '@type': string; readonly 'xdm:sourceSchema': string } };
  /** Exports profiles into a dataset on the union schema, as who asks for it sees them. */
  createExportJob: { body: unknown; answer: unknown };
  /** Makes an external audience and begins to read the identities of its file. */
  createExternalAudience: { body: { readonly name: string; readonly description?: string; readonly fields: readonly ({ readonly name: string; readonly type: string; readonly identityNs?: string; readonly labels?: readonly (string)[] })[]; readonly sourceSpec: { readonly path: string }; readonly ttlInDays?: number; readonly audienceType?: string; readonly labels?: readonly (string)[] }; answer: { readonly taskId: string } };
  /** Creates a field group. */
  createFieldGroup: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Creates a dataflow; with mode=draft it may lack what it needs until it is published. */
  createFlow: { body: { readonly name?: string; readonly description?: string; readonly flowSpec: { readonly id: string; readonly version?: string }; readonly sourceConnectionIds?: string | readonly (string)[]; readonly targetConnectionIds?: string | readonly (string)[]; readonly transformations?: readonly ({ readonly name: string; readonly params: unknown })[]; readonly scheduleParams?: { readonly [name: string]: unknown }; readonly options?: { readonly [name: string]: unknown } }; answer: { readonly id: string; readonly etag: string } };
  /** Begins a run of a dataflow of a batch source that is scheduled once. */
  createFlowRun: { body: { readonly flowId: string; readonly params?: { readonly startTime: number; readonly windowStartTime?: number; readonly windowEndTime?: number; readonly deltaColumn?: { readonly name: string }; readonly dryRun?: boolean } }; answer: { readonly id: string; readonly etag: string } };
  /** For services only: flowSpecs come with their connectors. */
  createFlowSpec: { body: unknown; answer: unknown };
  /** Opens a batch for files of one dataset. */
  createImportBatch: { body: { readonly datasetId: string; readonly inputFormat?: { readonly [name: string]: unknown }; readonly externalId?: string; readonly tags?: { readonly [name: string]: readonly (string)[] }; readonly replay?: { readonly [name: string]: unknown }; readonly enableErrorDiagnostics?: boolean; readonly partialIngestionPercent?: number }; answer: { readonly id: string; readonly imsOrg: string; readonly status: string; readonly created: number; readonly updated: number; readonly relatedObjects: readonly ({ readonly type: string; readonly id: string })[]; readonly version: string; readonly tags: { readonly [name: string]: unknown } } };
  /** Creates a mapping set in version 0, published unless its status is DRAFT. */
  createMappingSet: { body: { readonly name?: string; readonly outputSchema?: { readonly schemaRef: { readonly id: string; readonly contentType?: string } }; readonly xdmSchema?: string; readonly xdmVersion?: string; readonly status?: string; readonly inputSchema?: unknown; readonly mappings: readonly ({ readonly sourceType?: string; readonly source?: string; readonly destination?: string; readonly sourceAttribute?: string; readonly destinationXdmPath?: string })[] }; answer: { readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly createdBy: string; readonly modifiedBy: string } };
  /** Creates a mapping set for the schema of the query from the file in the body, sent as it is or as multipart/form-data. */
  createMappingSetFromFile: { body: unknown; answer: { readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly createdBy: string; readonly modifiedBy: string } };
  /** Creates a mapping set in version 0, published unless its status is DRAFT. */
  createMappingSetShort: { body: { readonly name?: string; readonly outputSchema?: { readonly schemaRef: { readonly id: string; readonly contentType?: string } }; readonly xdmSchema?: string; readonly xdmVersion?: string; readonly status?: string; readonly inputSchema?: unknown; readonly mappings: readonly ({ readonly sourceType?: string; readonly source?: string; readonly destination?: string; readonly sourceAttribute?: string; readonly destinationXdmPath?: string })[] }; answer: { readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly createdBy: string; readonly modifiedBy: string } };
  /** Creates a merge policy. A new default takes the place of the old one, and profiles merge anew. */
  createMergePolicy: { body: unknown; answer: { readonly id: string; readonly name: string; readonly imsOrgId: string; readonly sandbox: unknown; readonly schema: { readonly name: string }; readonly version: number; readonly identityGraph: { readonly type: string }; readonly attributeMerge: { readonly type: string; readonly order?: readonly (string)[] }; readonly isActiveOnEdge: boolean; readonly default: boolean; readonly updateEpoch: number } };
  /** Creates a field group (deprecated path). */
  createMixin: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Creates an identity namespace. Code and type cannot change later and it cannot be deleted. */
  createNamespace: { body: { readonly code: string; readonly name: string; readonly description?: string; readonly idType: string }; answer: { readonly id: number; readonly code: string; readonly name: string; readonly description: string; readonly idType: string; readonly custom: boolean; readonly status: string; readonly createTime: number; readonly updateTime: number } };
  /** Makes an organisation with its own default sandbox, roles, credential and administrator. */
  createOrganisation: { body: { readonly name?: string; readonly orgId?: string; readonly adminEmail?: string }; answer: { readonly orgId: string; readonly sandbox: string; readonly clientId: string; readonly clientSecret: string; readonly adminEmail: string; readonly adminPassword: string } };
  /** Drafts a package of this sandbox: PARTIAL of named artifacts, FULL of everything. */
  createPackage: { body: { readonly name: string; readonly packageType: string; readonly description?: string; readonly artifacts?: readonly ({ readonly id: string; readonly type: string; readonly title?: string })[] }; answer: { readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly name: string; readonly description: string; readonly imsOrgId: string; readonly packageType: string; readonly expiry: number; readonly publishDate?: number; readonly status: string; readonly packageVisibility: string; readonly artifactsList: readonly ({ readonly id: string; readonly type: string; readonly title?: string; readonly found: boolean })[]; readonly sourceSandbox: { readonly name: string; readonly imsOrgId: string } } };
  /** Publishes a package: takes a copy of its objects and of everything they need, which stays as it is; expiryPeriod in days. */
  createPackageExport: { body: unknown; answer: { readonly name: string; readonly type: string; readonly jobId: string } };
  /** Begins a job that makes what destinationSandbox does not have of a published package and overwrites nothing; alternatives name objects of the target to use instead. */
  createPackageImport: { body: { readonly id: string; readonly destinationSandbox: { readonly name: string; readonly imsOrgId?: string }; readonly alternatives?: { readonly [name: string]: { readonly id: string; readonly type: string; readonly title?: string } } }; answer: { readonly name: string; readonly type: string; readonly jobId: string } };
  /** Asks other organisations of the installation to take packages of the caller’s. */
  createPartnershipRequests: { body: { readonly targetIMSOrgIds: readonly (string)[]; readonly sourceIMSDetails: { readonly id: string; readonly name: string } }; answer: { readonly successfulRequests: { readonly [name: string]: { readonly id: string; readonly sourceIMSOrgId: string; readonly targetIMSOrgId: string; readonly status: string; readonly linkingId: string } }; readonly failedRequests: { readonly [name: string]: unknown } } };
  /** Sends a person a link to choose a password with, for this organisation alone; where there is no mail server, it is answered, to be handed over. It works once, within seven days, until the next one is made and as long as their password stays. */
  createPasswordLink: { body: unknown; answer: { readonly mailedTo?: string; readonly link?: string; readonly until: number } };
  /** Begins a preview of a rule. */
  createPreview: { body: { readonly predicateExpression: string; readonly predicateType?: string; readonly predicateModel?: string; readonly graphType?: string }; answer: { readonly state: string; readonly previewId: string } };
  /** Takes a public package of another organisation into this sandbox. */
  createPublicTransfer: { body: { readonly imsOrgId: string; readonly packageId: string }; answer: { readonly id: string; readonly sourceIMSOrgId: string; readonly targetIMSOrgId: string; readonly packageId: string; readonly status: string; readonly requestType: string } };
  /** Makes a role; permission sets, sandboxes and labels may come with it or later by PATCH. */
  createRole: { body: { readonly name: string; readonly description?: string; readonly permissionSets?: readonly (string)[]; readonly sandboxes?: readonly (string)[]; readonly subjectAttributes?: { readonly labels: readonly (string)[] } }; answer: { readonly id: string; readonly recordType: string; readonly imsOrgID: string; readonly name: string; readonly description: string; readonly roleType: string; readonly permissionSets: readonly (string)[]; readonly sandboxes: readonly (string)[]; readonly subjectAttributes: { readonly labels: readonly (string)[] }; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly etag: string } };
  /** Keeps a sample of source records. */
  createSample: { body: { readonly sampleData: unknown; readonly sampleDataType?: string }; answer: unknown };
  /** Keeps a sample of source records. */
  createSampleShort: { body: { readonly sampleData: unknown; readonly sampleDataType?: string }; answer: unknown };
  /** Makes an empty sandbox. */
  createSandbox: { body: { readonly name: string; readonly title: string; readonly type: string }; answer: { readonly id: string; readonly name: string; readonly title: string; readonly state: string; readonly type: string; readonly region: string } };
  /** Creates a schedule; it runs once its state is active. */
  createSchedule: { body: { readonly name: string; readonly type: "batch_segmentation"; readonly properties: { readonly segments: readonly (string)[] }; readonly schedule?: string; readonly state?: string }; answer: { readonly id: string; readonly name: string; readonly type: string; readonly schedule: string; readonly state: string; readonly properties: { readonly segments: readonly (string)[] }; readonly createEpoch: number; readonly updateEpoch: number } };
  /** Creates a schema. */
  createSchema: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Creates a segment definition; it is evaluated at once for everybody. */
  createSegmentDefinition: { body: { readonly name: string; readonly description?: string; readonly expression: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema?: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState?: string; readonly mergePolicyId?: string; readonly ttlInDays?: number }; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** Evaluates audiences for everybody: those listed, or all. */
  createSegmentJob: { body: unknown; answer: { readonly id: string; readonly source: string; readonly status: string; readonly segments: readonly ({ readonly segmentId: string })[]; readonly metrics: { readonly [name: string]: unknown }; readonly creationTime: number; readonly updateTime: number } };
  /** Creates a source connection; with mode=draft it may lack what it needs until it is published. */
  createSourceConnection: { body: { readonly name: string; readonly description?: string; readonly baseConnectionId?: string; readonly connectionSpec: { readonly id: string; readonly version?: string }; readonly data?: { readonly [name: string]: unknown }; readonly params?: { readonly [name: string]: unknown } }; answer: { readonly id: string; readonly etag: string } };
  /** Keeps the schema of a source. */
  createSourceSchema: { body: { readonly jsonSchema?: unknown; readonly schemaRef?: { readonly id: string; readonly contentType?: string } }; answer: unknown };
  /** Keeps the schema of a source. */
  createSourceSchemaShort: { body: { readonly jsonSchema?: unknown; readonly schemaRef?: { readonly id: string; readonly contentType?: string } }; answer: unknown };
  /** Deletes from profiles what a dataset, or a batch of events, brought. The lake keeps its rows. */
  createSystemJob: { body: { readonly dataSetId?: string; readonly batchId?: string }; answer: { readonly id: string; readonly imsOrgId: string; readonly dataSetId?: string; readonly batchId?: string; readonly jobType: string; readonly status: string; readonly metrics?: string; readonly createEpoch: number; readonly updateEpoch: number } };
  /** Creates a target connection; with mode=draft it may lack what it needs until it is published. */
  createTargetConnection: { body: { readonly name?: string; readonly description?: string; readonly connectionSpec: { readonly id: string; readonly version?: string }; readonly data?: { readonly [name: string]: unknown }; readonly params?: { readonly dataSetId?: string } }; answer: { readonly id: string; readonly etag: string } };
  /** An access token for a credential (client_credentials) or a person (authorization_code with PKCE; refresh_token where offline_access was asked for; token exchange, RFC 8693, for another organisation the person’s password opens, named by `audience`). */
  createToken: { body: unknown; answer: { readonly access_token: string; readonly token_type: string; readonly expires_in: number; readonly refresh_token?: string; readonly issued_token_type?: string } };
  /** An access token for a credential (client_credentials) or a person (authorization_code with PKCE; refresh_token where offline_access was asked for; token exchange, RFC 8693, for another organisation the person’s password opens, named by `audience`). */
  createTokenV2: { body: unknown; answer: { readonly access_token: string; readonly token_type: string; readonly expires_in: number; readonly refresh_token?: string; readonly issued_token_type?: string } };
  /** An access token for a credential (client_credentials) or a person (authorization_code with PKCE; refresh_token where offline_access was asked for; token exchange, RFC 8693, for another organisation the person’s password opens, named by `audience`). */
  createTokenV3: { body: unknown; answer: { readonly access_token: string; readonly token_type: string; readonly expires_in: number; readonly refresh_token?: string; readonly issued_token_type?: string } };
  /** Sends a published package to partners: each gets a copy in its default sandbox. */
  createTransfers: { body: { readonly packageId: string; readonly targets: readonly ({ readonly imsOrgId: string })[] }; answer: readonly ({ readonly id: string; readonly sourceIMSOrgId: string; readonly targetIMSOrgId: string; readonly packageId: string; readonly status: string; readonly requestType: string })[] };
  /** Makes a person, without any role. They are sent a link to choose a password with (`invitation`); where there is no mail server, the link is answered, to be handed over. A `password` that is given takes the place of both. Of an address that other organisations know too nothing is told, and the password opens this organisation only. */
  createUser: { body: { readonly email: string; readonly name: string; readonly password?: string }; answer: { readonly id: string; readonly email: string; readonly name: string; readonly active: boolean; readonly roles: readonly (string)[]; readonly directRoles: readonly (string)[]; readonly createdAt: number; readonly createdBy: string; readonly invitation?: { readonly mailedTo?: string; readonly link?: string; readonly until: number } } };
  /** Makes a group of users. */
  createUserGroup: { body: { readonly name: string; readonly description?: string; readonly members?: readonly (string)[] }; answer: { readonly id: string; readonly name: string; readonly description: string; readonly members: readonly (string)[]; readonly createdAt: number; readonly createdBy: string } };
  /** Deletes a policy. */
  deleteAccessPolicy: { body: unknown; answer: unknown };
  /** Ends a subscription; its alerts are over and stay in the list. */
  deleteAlertSubscription: { body: unknown; answer: unknown };
  /** Deletes an audience that no other asks about. */
  deleteAudience: { body: unknown; answer: unknown };
  /** Takes a batch out of its dataset and removes its files; the entry stays, as deleted. */
  deleteBatch: { body: unknown; answer: readonly (string)[] };
  /** Deletes a class nothing depends on. */
  deleteClass: { body: unknown; answer: unknown };
  /** Deletes a computed attribute that is a draft, or disabled. */
  deleteComputedAttribute: { body: unknown; answer: unknown };
  /** Deletes a base connection; what dataflows use cannot go. */
  deleteConnection: { body: unknown; answer: unknown };
  /** Removes a credential; its tokens count no more at once. */
  deleteCredential: { body: unknown; answer: unknown };
  /** Removes a public key: nobody gets a token by it any more. */
  deleteCredentialPublicKey: { body: unknown; answer: unknown };
  /** Removes a secret: nobody gets a token with it any more. */
  deleteCredentialSecret: { body: unknown; answer: unknown };
  /** Deletes a dataset with its files; an empty array when there was none. */
  deleteDataSet: { body: unknown; answer: readonly (string)[] };
  /** Removes the data usage labels of a dataset. */
  deleteDataSetLabels: { body: unknown; answer: unknown };
  /** Deletes a data type nothing depends on. */
  deleteDataType: { body: unknown; answer: unknown };
  /** Deletes a descriptor. */
  deleteDescriptor: { body: unknown; answer: unknown };
  /** Removes a profile with its events; the identity graph stays. */
  deleteEntity: { body: unknown; answer: unknown };
  /** Deletes an external audience and its memberships. */
  deleteExternalAudience: { body: unknown; answer: unknown };
  /** Deletes a field group nothing depends on. */
  deleteFieldGroup: { body: unknown; answer: unknown };
  /** Deletes a dataflow; what dataflows use cannot go. */
  deleteFlow: { body: unknown; answer: unknown };
  /** Removes the settings: linking rules are off, and all graphs are worked out again. */
  deleteIdentitySettings: { body: unknown; answer: unknown };
  /** Deletes a merge policy that is neither the default nor active on edge. */
  deleteMergePolicy: { body: unknown; answer: unknown };
  /** Deletes a field group (deprecated path) nothing depends on. */
  deleteMixin: { body: unknown; answer: unknown };
  /** Deletes a package; what was imported from it stays. */
  deletePackage: { body: unknown; answer: { readonly reason: string } };
  /** Stops a preview and forgets it. */
  deletePreview: { body: unknown; answer: { readonly status: boolean; readonly message: string } };
  /** Deletes a role; its subjects lose what it gave them at once. */
  deleteRole: { body: unknown; answer: unknown };
  /** Deletes a sandbox, but not the default one: out of reach at once, erased soon after. */
  deleteSandbox: { body: unknown; answer: { readonly id: string; readonly name: string; readonly title: string; readonly state: string; readonly type: string; readonly region: string } };
  /** Deletes a schedule. */
  deleteSchedule: { body: unknown; answer: unknown };
  /** Deletes a schema nothing depends on. */
  deleteSchema: { body: unknown; answer: unknown };
  /** Deletes a schema (older path) nothing depends on. */
  deleteSchemaSingular: { body: unknown; answer: unknown };
  /** Deletes a segment definition that no other audience asks about. */
  deleteSegmentDefinition: { body: unknown; answer: unknown };
  /** Stops a job that has not ended, removes one that has. */
  deleteSegmentJob: { body: unknown; answer: unknown };
  /** Deletes a source connection; what dataflows use cannot go. */
  deleteSourceConnection: { body: unknown; answer: unknown };
  /** Removes a delete request from the list. */
  deleteSystemJob: { body: unknown; answer: unknown };
  /** Deletes a target connection; what dataflows use cannot go. */
  deleteTargetConnection: { body: unknown; answer: unknown };
  /** Removes a person from the organisation and takes them out of every role and group. */
  deleteUser: { body: unknown; answer: unknown };
  /** Deletes a group; its members lose the roles they held through it. */
  deleteUserGroup: { body: unknown; answer: unknown };
  /** The CSV file an export leads to. */
  downloadAuditExport: { body: unknown; answer: unknown };
  /** An access token for a credential that signs with its own key (JWT exchange). */
  exchangeJwt: { body: unknown; answer: { readonly access_token: string; readonly token_type: string; readonly expires_in: number; readonly refresh_token?: string; readonly issued_token_type?: string } };
  /** An access token for a credential that signs with its own key (JWT exchange). */
  exchangeJwtV1: { body: unknown; answer: { readonly access_token: string; readonly token_type: string; readonly expires_in: number; readonly refresh_token?: string; readonly issued_token_type?: string } };
  /** Why a person is in an audience or not: clause by clause, with the event that tipped it and the smallest change. */
  explainMembership: { body: unknown; answer: { readonly audienceId: string; readonly audienceName: string; readonly status: string; readonly since?: string; readonly history: readonly ({ readonly status: string; readonly at: string })[]; readonly isMember?: boolean; readonly rule?: { readonly kind: string; readonly text: string; readonly holds: boolean; readonly parts?: readonly ({ readonly [name: string]: unknown })[] }; readonly tippedBy?: { readonly [name: string]: unknown }; readonly changesByItselfAt?: string; readonly smallestChange?: readonly ({ readonly change: string })[]; readonly evaluatedAt?: string; readonly explanation?: string } };
  /** Which record, mapping row and dataset wrote an attribute of a profile, when, and what it replaced. */
  explainProfile: { body: unknown; answer: { readonly mergePolicyId: string; readonly attributes: readonly ({ readonly path: string; readonly value: unknown; readonly datasetId: string; readonly time: number; readonly record: { readonly position: number; readonly index: number; readonly xactionId?: string; readonly flowId?: string; readonly mappingSetId?: string; readonly mappings?: readonly (unknown)[] }; readonly replaced?: unknown; readonly others: readonly ({ readonly value: unknown; readonly datasetId: string; readonly time: number; readonly record: { readonly position: number; readonly index: number; readonly xactionId?: string; readonly flowId?: string; readonly mappingSetId?: string; readonly mappings?: readonly (unknown)[] } })[] })[]; readonly unknown: readonly (string)[] } };
  /** Why a person would be in an audience with this rule or not, before it is saved. A preview of the rule names some who would. */
  explainRule: { body: { readonly expression: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly entityId: string; readonly entityIdNS?: string; readonly mergePolicyId?: string }; answer: { readonly isMember: boolean; readonly rule: { readonly kind: string; readonly text: string; readonly holds: boolean; readonly parts?: readonly ({ readonly [name: string]: unknown })[] }; readonly tippedBy?: { readonly [name: string]: unknown }; readonly changesByItselfAt?: string; readonly smallestChange?: readonly ({ readonly change: string })[]; readonly evaluatedAt: string } };
  /** Looks into a source: its folders and files or tables, the fields of one of them, and with preview first rows. */
  exploreConnection: { body: unknown; answer: unknown };
  /** Lists the fields a source is documented to have, of one object or of all. */
  exploreConnectionSpec: { body: unknown; answer: { readonly items: readonly ({ readonly columnName: string; readonly columnType: string })[] } };
  /** Leads to a CSV file of the events that match, up to 10,000 of the last 365 days. */
  exportAuditEvents: { body: unknown; answer: unknown };
  /** The rows of a mapping set as a CSV or JSON file; no cell of it is run as a formula. */
  exportMappings: { body: unknown; answer: string };
  /** A resource with everything of the tenant it depends on, ready for import elsewhere. */
  exportResource: { body: unknown; answer: readonly ({ readonly [name: string]: unknown })[] };
  /** Schemas, datasets, connections, dataflows with their mappings, and audiences of the sandbox; no data, no secrets. */
  exportSandboxPackage: { body: unknown; answer: { readonly format: string } };
  /** The form of that page. The answer is the same for every address, known or not. */
  forgetPassword: { body: unknown; answer: unknown };
  /** One policy. */
  getAccessPolicy: { body: unknown; answer: { readonly id: string; readonly recordType: string; readonly imsOrgId: string; readonly name: string; readonly description: string; readonly status: string; readonly subjectCondition: string | null; readonly rules: readonly ({ readonly effect: string; readonly resource: string; readonly condition: string; readonly actions: readonly (string)[] })[]; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly isDefault: boolean; readonly _etag: string } };
  /** One alert, with what became of its notifications. */
  getAlert: { body: unknown; answer: { readonly id: string; readonly subscriptionId: string; readonly subscription?: string; readonly rule: string; readonly flowId?: string; readonly runId?: string; readonly state: string; readonly muted: boolean; readonly mutedUntil?: number; readonly message: string; readonly phrase?: unknown; readonly value?: number; readonly threshold?: number; readonly since: number; readonly last: number; readonly resolvedAt?: number; readonly resolvedBy?: string; readonly times: number; readonly deliveries: readonly ({ readonly id: string; readonly type: string; readonly state: string; readonly attempts: number; readonly lastError?: string; readonly updatedAt: number })[] } };
  /** One subscription. */
  getAlertSubscription: { body: unknown; answer: { readonly id: string; readonly version: number; readonly createdAt: number; readonly updatedAt: number; readonly createdBy: string; readonly name?: string; readonly rule: string; readonly flowIds: readonly (string)[]; readonly threshold?: number; readonly windowMinutes?: number; readonly repeatMinutes?: number; readonly channel: { readonly type: string; readonly url?: string; readonly to?: readonly (string)[] }; readonly enabled: boolean } };
  /** One audience. */
  getAudience: { body: unknown; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** Looks up one batch. */
  getBatch: { body: unknown; answer: { readonly [name: string]: { readonly imsOrg: string; readonly status: string; readonly created: number; readonly updated: number; readonly relatedObjects: readonly ({ readonly type: string; readonly id: string })[]; readonly started?: number; readonly completed?: number; readonly externalId?: string; readonly metrics: { readonly [name: string]: number }; readonly errors: readonly ({ readonly code: string; readonly description: string; readonly phrase?: unknown; readonly recordCount?: number })[]; readonly version: string } } };
  /** Looks up one batch. */
  getBatchOld: { body: unknown; answer: { readonly [name: string]: { readonly imsOrg: string; readonly status: string; readonly created: number; readonly updated: number; readonly relatedObjects: readonly ({ readonly type: string; readonly id: string })[]; readonly started?: number; readonly completed?: number; readonly externalId?: string; readonly metrics: { readonly [name: string]: number }; readonly errors: readonly ({ readonly code: string; readonly description: string; readonly phrase?: unknown; readonly recordCount?: number })[]; readonly version: string } } };
  /** One behavior by $id or meta:altId. */
  getBehavior: { body: unknown; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** One class by $id or meta:altId, in the form of the Accept header. */
  getClass: { body: unknown; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** The clusters an identity was in, newest first. */
  getClusterHistory: { body: unknown; answer: unknown };
  /** All identities linked to one identity. */
  getClusterMembers: { body: unknown; answer: { readonly version: string; readonly clusters: readonly (unknown)[]; readonly unprocessedRecords: readonly (unknown)[]; readonly unprocessedXids: readonly (unknown)[]; readonly unprocessedNids: readonly (unknown)[]; readonly algo_type: string } };
  /** One computed attribute. */
  getComputedAttribute: { body: unknown; answer: unknown };
  /** The client secret the integration template of Capillary asks for; that it was read is in the audit log. */
  getConnectPlusSecret: { body: unknown; answer: { readonly clientSecret: string } };
  /** What the integration template of Capillary asks for, but for the client secret. */
  getConnectPlusValues: { body: unknown; answer: { readonly orgId: string; readonly sandboxName: string; readonly apiKey: string; readonly clientId: string; readonly scope: string; readonly grantType: string; readonly authUrl: string } };
  /** Looks up a base connection; the answer is a list of one. */
  getConnection: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Lists what can be set of a base connection, with its type. */
  getConnectionConfigs: { body: unknown; answer: { readonly items: readonly ({ readonly columnName: string; readonly columnType: string })[] } };
  /** Looks up a connection spec; the answer is a list of one. */
  getConnectionSpec: { body: unknown; answer: { readonly items: readonly (unknown)[] } };
  /** Lists what can be set of connections of a spec, with its type. */
  getConnectionSpecConfigs: { body: unknown; answer: { readonly items: readonly ({ readonly columnName: string; readonly columnType: string })[] } };
  /** One data usage label every organisation has. */
  getCoreLabel: { body: unknown; answer: { readonly name: string; readonly category: string; readonly friendlyName: string; readonly description: string; readonly imsOrg: string; readonly sandboxName: string; readonly created: number; readonly createdClient: string; readonly createdUser: string; readonly updated: number; readonly updatedClient: string; readonly updatedUser: string; readonly _links: unknown } };
  /** One credential. */
  getCredential: { body: unknown; answer: { readonly clientId: string; readonly name: string; readonly userId: string; readonly secrets: readonly ({ readonly id: string; readonly createdAt: number })[]; readonly publicKeys: readonly ({ readonly id: string; readonly createdAt: number })[]; readonly roles: readonly (string)[]; readonly directRoles: readonly (string)[]; readonly createdAt: number; readonly createdBy: string } };
  /** One data usage label of the organisation’s own. */
  getCustomLabel: { body: unknown; answer: { readonly name: string; readonly category: string; readonly friendlyName: string; readonly description: string; readonly imsOrg: string; readonly sandboxName: string; readonly created: number; readonly createdClient: string; readonly createdUser: string; readonly updated: number; readonly updatedClient: string; readonly updatedUser: string; readonly _links: unknown } };
  /** Looks up one dataset, or several by a comma-separated list of ids. */
  getDataSet: { body: unknown; answer: { readonly [name: string]: { readonly name: string; readonly description?: string; readonly imsOrg: string; readonly tags: { readonly [name: string]: readonly (string)[] }; readonly version: string; readonly created: number; readonly updated: number; readonly createdUser: string; readonly lastBatchId?: string; readonly lastBatchStatus?: string; readonly viewId: string; readonly files: string; readonly schemaRef: { readonly id: string; readonly contentType: string }; readonly classification: { readonly dataBehavior: string; readonly managedBy: string } } } };
  /** Says that files are sent with Batch Ingestion: no storage of the platform is open to callers (deprecated in the reference). */
  getDataSetCredentials: { body: unknown; answer: unknown };
  /** Shows the data usage labels of a dataset. */
  getDataSetLabels: { body: unknown; answer: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] } };
  /** Shows the data usage labels of a dataset. */
  getDataSetLabelsV2: { body: unknown; answer: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] } };
  /** Looks up the view of a dataset. */
  getDataSetView: { body: unknown; answer: { readonly [name: string]: { readonly dataSetId: string; readonly status: string; readonly imsOrg: string } } };
  /** One data type by $id or meta:altId, in the form of the Accept header. */
  getDataType: { body: unknown; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Profiles by the very datasets they have. */
  getDatasetOverlap: { body: unknown; answer: unknown };
  /** One descriptor by its @id; needs no Accept header. */
  getDescriptor: { body: unknown; answer: { readonly '@id': string; readonly '@type': string; readonly 'xdm:sourceSchema': string } };
  /** One profile by an identity, or the events of one. */
  getEntity: { body: unknown; answer: unknown };
  /** How many people the rule of a preview matches. */
  getEstimate: { body: unknown; answer: { readonly estimatedSize: number; readonly standardError: number; readonly totalRows: number; readonly numRowsToRead: number; readonly profilesReadSoFar: number; readonly profilesMatchedSoFar: number; readonly state: string; readonly error: { readonly description: string } } };
  /** Lists the failed files of a batch, or with `path` sends one. */
  getExportBatchFailed: { body: unknown; answer: { readonly data: readonly ({ readonly name: string; readonly length: string; readonly _links: unknown })[]; readonly _page: { readonly limit: number; readonly count: number } } };
  /** Lists what is known of the errors of a batch, or with `path` sends it as JSON lines. */
  getExportBatchMeta: { body: unknown; answer: { readonly data: readonly ({ readonly name: string; readonly length: string; readonly _links: unknown })[]; readonly _page: { readonly limit: number; readonly count: number } } };
  /** Lists the parts of a dataset file, or with `path` sends one, whole or the range of the Range header. */
  getExportFile: { body: unknown; answer: { readonly data: readonly ({ readonly name: string; readonly length: string; readonly _links: unknown })[]; readonly _page: { readonly limit: number; readonly count: number } } };
  /** One export job. */
  getExportJob: { body: unknown; answer: unknown };
  /** How far a run is. */
  getExternalAudienceRun: { body: unknown; answer: unknown };
  /** How far a run is. */
  getExternalAudienceRunOld: { body: unknown; answer: unknown };
  /** How far the reading of a new external audience is. */
  getExternalAudienceTask: { body: unknown; answer: { readonly taskId: string; readonly audienceId: string; readonly status: string } };
  /** How far the reading of a new external audience is. */
  getExternalAudiencesTask: { body: unknown; answer: { readonly taskId: string; readonly audienceId: string; readonly status: string } };
  /** One failed record with its payload and every failure. */
  getFailedRecord: { body: unknown; answer: { readonly id: string; readonly xactionId: string; readonly receivedAt: number; readonly failedAt: number; readonly inletId: string; readonly flowId?: string; readonly batchId?: string; readonly datasetId?: string; readonly stage: string; readonly failures: readonly ({ readonly stage: string; readonly code: string; readonly pointer: string; readonly message: string; readonly phrase?: unknown; readonly retry: "never" | "after-fix" | "later" })[]; readonly retry: string; readonly payload: unknown; readonly sent: { readonly flow?: string; readonly to?: unknown }; readonly stored: boolean; readonly status: "open" | "replayed"; readonly replayedAs?: string } };
  /** One field group by $id or meta:altId, in the form of the Accept header. */
  getFieldGroup: { body: unknown; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Looks up a dataflow; the answer is a list of one. */
  getFlow: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Looks up a run; the answer is a list of one. */
  getFlowRun: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly flowId: string; readonly createdAt: number; readonly updatedAt: number; readonly etag: string; readonly metrics: { readonly durationSummary: { readonly startedAtUTC: number; readonly completedAtUTC?: number }; readonly recordSummary?: { readonly inputRecordCount: number; readonly outputRecordCount: number; readonly updatedRecordCount?: number; readonly failedRecordCount?: number; readonly skippedRecordCount?: number }; readonly statusSummary: { readonly status: string } } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Looks up a flow spec; the answer is a list of one. */
  getFlowSpec: { body: unknown; answer: { readonly items: readonly (unknown)[] } };
  /** The XID of an identity. */
  getIdentity: { body: unknown; answer: { readonly xid: string } };
  /** The graph of an identity: who belongs to it, which records made each link, which links were removed and why. */
  getIdentityGraph: { body: unknown; answer: { readonly clusterId: string; readonly identities: readonly ({ readonly namespace: string; readonly id: string; readonly since: number })[]; readonly links: readonly ({ readonly identities: readonly ({ readonly namespace: string; readonly id: string })[]; readonly firstEstablished: number; readonly lastUpdated: number; readonly removed?: string; readonly causes: readonly ({ readonly datasetId: string; readonly first: number; readonly firstRecord: string; readonly firstBatch?: string; readonly last: number; readonly lastRecord: string })[] })[]; readonly removedLinks: readonly ({ readonly identities: readonly ({ readonly namespace: string; readonly id: string })[]; readonly firstEstablished: number; readonly lastUpdated: number; readonly removed?: string; readonly causes: readonly ({ readonly datasetId: string; readonly first: number; readonly firstRecord: string; readonly firstBatch?: string; readonly last: number; readonly lastRecord: string })[] })[]; readonly limit: number } };
  /** Identities of the same namespace (or of `targetNs`) in the cluster of an identity. */
  getIdentityMapping: { body: unknown; answer: unknown };
  /** Namespace priority, unique namespaces and alarm of the sandbox. */
  getIdentitySettings: { body: unknown; answer: { readonly namespaces: readonly ({ readonly code: string; readonly unique?: boolean })[]; readonly repeatedNamespace?: "highest" | "any"; readonly alarmAt?: number } };
  /** Public keys that verify tokens (JWKS). */
  getKeys: { body: unknown; answer: unknown };
  /** Totals of the sandbox: accepted + derived = stored + updated + failed + skipped + waiting. */
  getLedger: { body: unknown; answer: { readonly accepted: number; readonly derived: number; readonly stored: number; readonly updated: number; readonly failed: number; readonly skipped: number; readonly waiting: number; readonly balanced: boolean; readonly rejectedByProfile: number; readonly byDataset: { readonly [name: string]: { readonly validated: number; readonly stored: number; readonly failed: number; readonly skipped: number } } } };
  /** The way of one message by its transaction id: each stage with time and outcome. */
  getLedgerEntry: { body: unknown; answer: { readonly xactionId: string; readonly receivedAt: number; readonly status: "waiting" | "stored" | "updated" | "failed" | "skipped"; readonly messages: number; readonly datasetId?: string; readonly flowId?: string; readonly failedRecordId?: string; readonly stages: readonly ({ readonly stage: string; readonly at: number | null; readonly outcome: string; readonly detail: string; readonly phrases: readonly (unknown)[] })[] } };
  /** One row of a mapping set. */
  getMapping: { body: unknown; answer: unknown };
  /** A mapping set, in its latest version or the one asked for. */
  getMappingSet: { body: unknown; answer: unknown };
  /** A mapping set, in its latest version or the one asked for. */
  getMappingSetShort: { body: unknown; answer: unknown };
  /** One row of a mapping set. */
  getMappingShort: { body: unknown; answer: unknown };
  /** Who the caller is, which organisations their password opens (`organisations`), which sandboxes they hold a role in and in which they start (`startSandbox`: the default one, unless others only are open to them), what they may do and which labels they carry in the one of x-sandbox-name (none: the default; null when it is not active), and for those who administer access the number of open access requests. */
  getMe: { body: unknown; answer: { readonly organisation: { readonly id: string; readonly name: string; readonly tenant: string }; readonly organisations: readonly ({ readonly id: string; readonly name: string; readonly tenant: string })[]; readonly user: { readonly id: string; readonly kind: "person" | "credential"; readonly name: string; readonly email?: string }; readonly sandbox: { readonly name: string; readonly title: string; readonly type: string; readonly state: string; readonly isDefault: boolean } | null; readonly sandboxes: readonly ({ readonly name: string; readonly title: string; readonly type: string; readonly state: string; readonly isDefault: boolean })[]; readonly startSandbox: string; readonly permissions: readonly (string)[]; readonly labels: readonly (string)[]; readonly seesAllFields: boolean; readonly roles: readonly ({ readonly id: string; readonly name: string })[]; readonly administers: boolean; readonly openAccessRequests: number } };
  /** Memberships of a person, now or as they were at a past moment. */
  getMemberships: { body: unknown; answer: { readonly asOf: string; readonly segmentMembership: { readonly [name: string]: { readonly [name: string]: { readonly status: string; readonly lastQualificationTime: string } } } } };
  /** Several merge policies by their ids. */
  getMergePolicies: { body: unknown; answer: unknown };
  /** One merge policy. */
  getMergePolicy: { body: unknown; answer: { readonly id: string; readonly name: string; readonly imsOrgId: string; readonly sandbox: unknown; readonly schema: { readonly name: string }; readonly version: number; readonly identityGraph: { readonly type: string }; readonly attributeMerge: { readonly type: string; readonly order?: readonly (string)[] }; readonly isActiveOnEdge: boolean; readonly default: boolean; readonly updateEpoch: number } };
  /** Metrics by day, newest first (version 1, deprecated as published). */
  getMetrics: { body: unknown; answer: { readonly timeseries: unknown } };
  /** One field group (deprecated path) by $id or meta:altId, in the form of the Accept header. */
  getMixin: { body: unknown; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** What passed in a window, by dataflow: counts, rates, latency percentiles, failures by reason; `points=true`: over time. */
  getMonitoring: { body: unknown; answer: { readonly from: number; readonly to: number; readonly lagMs: number; readonly waiting: number; readonly reasonTexts: { readonly [name: string]: string }; readonly flows: readonly ({ readonly flowId: string; readonly name: string; readonly state: string; readonly received: number; readonly derived: number; readonly mapped: number; readonly updated: number; readonly stored: number; readonly failed: number; readonly skipped: number; readonly rejected: number; readonly inProfile: number; readonly refused: number; readonly bytes: number; readonly receivedPerSecond: number; readonly mostReceivedPerSecond: number; readonly errorRate: number; readonly profileLatency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null; readonly count: number }; readonly lakeLatency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null; readonly count: number }; readonly reasons: { readonly [name: string]: number }; readonly points?: readonly ({ readonly from: number; readonly received: number; readonly failed: number })[] })[] } };
  /** What passed of one dataflow, dataset or inlet, in minutes, quarters of an hour or hours. */
  getMonitoringSeries: { body: unknown; answer: { readonly from: number; readonly to: number; readonly level: string; readonly reasonTexts: { readonly [name: string]: string }; readonly points: readonly ({ readonly from: number; readonly received: number; readonly derived: number; readonly mapped: number; readonly updated: number; readonly stored: number; readonly failed: number; readonly skipped: number; readonly rejected: number; readonly inProfile: number; readonly refused: number; readonly bytes: number; readonly receivedPerSecond: number; readonly mostReceivedPerSecond: number; readonly errorRate: number; readonly profileLatency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null; readonly count: number }; readonly lakeLatency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null; readonly count: number }; readonly reasons: { readonly [name: string]: number } })[] } };
  /** One identity namespace by its id. */
  getNamespace: { body: unknown; answer: { readonly id: number; readonly code: string; readonly name: string; readonly description: string; readonly idType: string; readonly custom: boolean; readonly status: string; readonly createTime: number; readonly updateTime: number } };
  /** Profiles by the very namespaces they have. */
  getNamespaceOverlap: { body: unknown; answer: unknown };
  /** Where the endpoints of this service are. */
  getOpenidConfiguration: { body: unknown; answer: unknown };
  /** One package. */
  getPackage: { body: unknown; answer: { readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly name: string; readonly description: string; readonly imsOrgId: string; readonly packageType: string; readonly expiry: number; readonly publishDate?: number; readonly status: string; readonly packageVisibility: string; readonly artifactsList: readonly ({ readonly id: string; readonly type: string; readonly title?: string; readonly found: boolean })[]; readonly sourceSandbox: { readonly name: string; readonly imsOrgId: string } } };
  /** One export or import: how far it is, and once it is over what became of each artifact. */
  getPackageJob: { body: unknown; answer: { readonly object: { readonly jobStatus: string; readonly snapshotId?: string; readonly progress?: number; readonly message?: string; readonly phrase?: unknown; readonly completedTasks: readonly ({ readonly taskType: string; readonly artifact: { readonly id: string; readonly type: string; readonly title: string } })[] } } };
  /** What another organisation sends to take a public package (pullRequest). */
  getPackagePayload: { body: unknown; answer: { readonly imsOrgId: string; readonly packageId: string } };
  /** All permissions and resource types with their actions. */
  getPermissionReference: { body: unknown; answer: { readonly permissions: unknown; readonly 'resource-types': unknown } };
  /** Some members of the rule of a preview. */
  getPreview: { body: unknown; answer: { readonly results: readonly ({ readonly [name: string]: { readonly _href: string } })[]; readonly state: string } };
  /** Number of profiles and fragments. */
  getPreviewSampleStatus: { body: unknown; answer: { readonly totalRows: string; readonly totalFragmentCount: number; readonly numRowsToRead: string; readonly samplingRatio: number; readonly status: string } };
  /** When events and pseudonymous profiles expire. */
  getProfileExpirations: { body: unknown; answer: { readonly events: { readonly [name: string]: number }; readonly pseudonymous?: { readonly namespaces: readonly (string)[]; readonly days: number } } };
  /** Profiles by dataset. */
  getProfilesByDataset: { body: unknown; answer: unknown };
  /** Profiles by namespace. */
  getProfilesByNamespace: { body: unknown; answer: unknown };
  /** Every change of a resource, and of what it uses, newest first. */
  getResourceAuditLog: { body: unknown; answer: readonly ({ readonly id: string; readonly updatedUser: string; readonly imsOrg: string; readonly updatedTime: string; readonly requestId: string; readonly clientId: string; readonly sandBoxId: string; readonly updates: readonly ({ readonly id: string; readonly xdmType: string; readonly action: string; readonly path: string; readonly value: unknown })[] })[] };
  /** One role. */
  getRole: { body: unknown; answer: { readonly id: string; readonly recordType: string; readonly imsOrgID: string; readonly name: string; readonly description: string; readonly roleType: string; readonly permissionSets: readonly (string)[]; readonly sandboxes: readonly (string)[]; readonly subjectAttributes: { readonly labels: readonly (string)[] }; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly etag: string } };
  /** One sample. */
  getSample: { body: unknown; answer: unknown };
  /** One sample. */
  getSampleShort: { body: unknown; answer: unknown };
  /** One sandbox by its name. */
  getSandbox: { body: unknown; answer: { readonly id: string; readonly name: string; readonly title: string; readonly state: string; readonly type: string; readonly region: string; readonly isDefault: boolean; readonly eTag: number; readonly createdDate: string; readonly lastModifiedDate: string; readonly createdBy: string; readonly modifiedBy: string } };
  /** One schedule. */
  getSchedule: { body: unknown; answer: { readonly id: string; readonly name: string; readonly type: string; readonly schedule: string; readonly state: string; readonly properties: { readonly segments: readonly (string)[] }; readonly createEpoch: number; readonly updateEpoch: number } };
  /** One schema by $id or meta:altId, in the form of the Accept header. */
  getSchema: { body: unknown; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Tenant id, number of resources, recent resources, schemas per class. */
  getSchemaRegistryStats: { body: unknown; answer: { readonly imsOrg: string; readonly tenantId: string } };
  /** A sample entity that fits the schema, under the names used in data. */
  getSchemaSample: { body: unknown; answer: { readonly [name: string]: unknown } };
  /** One segment definition. */
  getSegmentDefinition: { body: unknown; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** One segment job, with what it counted once it has ended. */
  getSegmentJob: { body: unknown; answer: { readonly id: string; readonly source: string; readonly status: string; readonly segments: readonly ({ readonly segmentId: string })[]; readonly metrics: { readonly [name: string]: unknown }; readonly creationTime: number; readonly updateTime: number } };
  /** Looks up a source connection; the answer is a list of one. */
  getSourceConnection: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** One schema of a source. */
  getSourceSchema: { body: unknown; answer: unknown };
  /** One schema of a source. */
  getSourceSchemaShort: { body: unknown; answer: unknown };
  /** One delete request. */
  getSystemJob: { body: unknown; answer: { readonly id: string; readonly imsOrgId: string; readonly dataSetId?: string; readonly batchId?: string; readonly jobType: string; readonly status: string; readonly metrics?: string; readonly createEpoch: number; readonly updateEpoch: number } };
  /** Looks up a target connection; the answer is a list of one. */
  getTargetConnection: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** One transfer from or to the organisation. */
  getTransfer: { body: unknown; answer: { readonly id: string; readonly sourceIMSOrgId: string; readonly targetIMSOrgId: string; readonly packageId: string; readonly status: string; readonly requestType: string } };
  /** One union by $id or meta:altId. */
  getUnion: { body: unknown; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Profiles of one identity, by how long nothing happened to them. */
  getUnstitchedProfiles: { body: unknown; answer: unknown };
  /** One person. */
  getUser: { body: unknown; answer: { readonly id: string; readonly email: string; readonly name: string; readonly active: boolean; readonly roles: readonly (string)[]; readonly directRoles: readonly (string)[]; readonly createdAt: number; readonly createdBy: string } };
  /** One group of users. */
  getUserGroup: { body: unknown; answer: { readonly id: string; readonly name: string; readonly description: string; readonly members: readonly (string)[]; readonly createdAt: number; readonly createdBy: string } };
  /** Who the token stands for. */
  getUserInfo: { body: unknown; answer: unknown };
  /** Looks up the view of one dataset. */
  getViewOfDataSet: { body: unknown; answer: { readonly [name: string]: { readonly dataSetId: string; readonly status: string; readonly imsOrg: string } } };
  /** Tells size and type of a dataset file. */
  headExportFile: { body: unknown; answer: unknown };
  /** Tells in `Range` which bytes of a file were received. */
  headImportFile: { body: unknown; answer: unknown };
  /** Writes the next version of a mapping set with the rows of the file in the body, sent as it is or as multipart/form-data. */
  importMappings: { body: unknown; answer: unknown };
  /** Creates the resources of an export payload, all or none. */
  importResource: { body: readonly ({ readonly [name: string]: unknown })[]; answer: readonly ({ readonly [name: string]: unknown })[] };
  /** Makes what the sandbox does not have yet and overwrites nothing; dataflows arrive as drafts. Refused in the middle, it says what was made; with `Prefer: respond-async` it answers its job at once. */
  importSandboxPackage: { body: { readonly format: string }; answer: { readonly created: { readonly [name: string]: readonly (string)[] }; readonly used: { readonly [name: string]: readonly (string)[] }; readonly drafts: readonly (string)[]; readonly jobId: string } };
  /** Revokes a token. */
  invalidateToken: { body: unknown; answer: unknown };
  /** Attribute-based policies of the organisation; limit, start, orderBy, property. */
  listAccessPolicies: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly recordType: string; readonly imsOrgId: string; readonly name: string; readonly description: string; readonly status: string; readonly subjectCondition: string | null; readonly rules: readonly ({ readonly effect: string; readonly resource: string; readonly condition: string; readonly actions: readonly (string)[] })[]; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly isDefault: boolean; readonly _etag: string })[] } };
  /** All requests of the organisation, newest first, each with the roles that would grant it, the one that allows least first; limit, start, property (state==open). */
  listAccessRequests: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly user: { readonly id: string; readonly name: string; readonly email?: string }; readonly permission: { readonly slug: string; readonly name: string; readonly category: string }; readonly sandbox: string; readonly page?: string; readonly note?: string; readonly state: "open" | "granted" | "declined"; readonly decidedBy?: string; readonly decidedAt?: number; readonly roleId?: string; readonly answer?: string; readonly createdAt: number; readonly roles: readonly ({ readonly id: string; readonly name: string })[] })[] } };
  /** Which of the asked permissions and resource types the caller holds; what is not held is left out. */
  listActivePermissions: { body: readonly (string)[]; answer: { readonly policies: { readonly [name: string]: readonly (string)[] } } };
  /** What can be subscribed to, with its defaults. */
  listAlertRules: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly title: string; readonly description: string; readonly of: string; readonly threshold?: { readonly default: number; readonly unit: string }; readonly windowMinutes?: number })[] } };
  /** Subscriptions of the sandbox, oldest first. */
  listAlertSubscriptions: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly version: number; readonly createdAt: number; readonly updatedAt: number; readonly createdBy: string; readonly name?: string; readonly rule: string; readonly flowIds: readonly (string)[]; readonly threshold?: number; readonly windowMinutes?: number; readonly repeatMinutes?: number; readonly channel: { readonly type: string; readonly url?: string; readonly to?: readonly (string)[] }; readonly enabled: boolean })[] } };
  /** Alerts of the sandbox, newest first; by state, rule or dataflow. */
  listAlerts: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly subscriptionId: string; readonly subscription?: string; readonly rule: string; readonly flowId?: string; readonly runId?: string; readonly state: string; readonly muted: boolean; readonly mutedUntil?: number; readonly message: string; readonly phrase?: unknown; readonly value?: number; readonly threshold?: number; readonly since: number; readonly last: number; readonly resolvedAt?: number; readonly resolvedBy?: string; readonly times: number })[]; readonly _page: { readonly count: number; readonly next: string | null } } };
  /** Audiences of the sandbox, a page at a time. */
  listAudiences: { body: unknown; answer: { readonly children: readonly ({ readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number })[]; readonly _page: { readonly totalCount: number; readonly pageSize: number; readonly next?: number } } };
  /** Who did what in the sandbox in the last 90 days, newest first; property, orderBy, limit, start, queryId. */
  listAuditEvents: { body: unknown; answer: { readonly _embedded: { readonly events: readonly ({ readonly id: string; readonly timestamp: string; readonly userEmail: string; readonly userName?: string; readonly action: string; readonly assetType: string; readonly assetId: string; readonly assetName: string; readonly status: "Allow" | "Deny" | "Failure"; readonly failureCode: string; readonly failureReason?: { readonly message: string; readonly phrase?: unknown }; readonly permissionResource: string; readonly permissionType: string; readonly sandboxName: string; readonly requestId: string; readonly authId: string; readonly userIpAddresses: readonly (string)[] })[] }; readonly page: { readonly size: number; readonly totalElements: number; readonly totalPages: number; readonly number: number }; readonly queryId: string } };
  /** Active sandboxes in which the caller holds a role. */
  listAvailableSandboxes: { body: unknown; answer: { readonly sandboxes: readonly ({ readonly id: string; readonly name: string; readonly title: string; readonly state: string; readonly type: string; readonly region: string; readonly isDefault: boolean; readonly eTag: number; readonly createdDate: string; readonly lastModifiedDate: string; readonly createdBy: string; readonly modifiedBy: string })[] } };
  /** Lists batches as an object by id; dataSet, status, createdAfter, createdBefore and the filters of all lists. */
  listBatches: { body: unknown; answer: { readonly [name: string]: { readonly imsOrg: string; readonly status: string; readonly created: number; readonly updated: number; readonly relatedObjects: readonly ({ readonly type: string; readonly id: string })[]; readonly started?: number; readonly completed?: number; readonly externalId?: string; readonly metrics: { readonly [name: string]: number }; readonly errors: readonly ({ readonly code: string; readonly description: string; readonly phrase?: unknown; readonly recordCount?: number })[]; readonly version: string } } };
  /** The three behaviors: record, time-series, ad-hoc. */
  listBehaviors: { body: unknown; answer: { readonly results: readonly ({ readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string })[]; readonly _page: { readonly orderby: string; readonly next: string | number | null; readonly count: number }; readonly _links: { readonly [name: string]: unknown } } };
  /** Lists batched requests; none is kept once it is answered (deprecated in the reference). */
  listCatalogRequests: { body: unknown; answer: { readonly [name: string]: unknown } };
  /** Lists every class of a container, whole or by id. */
  listClasses: { body: unknown; answer: { readonly results: readonly ({ readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string })[]; readonly _page: { readonly orderby: string; readonly next: string | number | null; readonly count: number }; readonly _links: { readonly [name: string]: unknown } } };
  /** The clusters many identities were in, newest first. */
  listClusterHistories: { body: unknown; answer: unknown };
  /** The linked identities of many identities. */
  listClusterMembers: { body: unknown; answer: { readonly version: string; readonly clusters: readonly (unknown)[]; readonly unprocessedRecords: readonly (unknown)[]; readonly unprocessedXids: readonly (unknown)[]; readonly unprocessedNids: readonly (unknown)[]; readonly algo_type: string } };
  /** Computed attributes of the sandbox. */
  listComputedAttributes: { body: unknown; answer: unknown };
  /** Lists the kinds of connections there are. */
  listConnectionSpecs: { body: unknown; answer: { readonly items: readonly (unknown)[] } };
  /** Lists base connections; property filters, orderby, limit with continuationToken, or count. */
  listConnections: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Data usage labels every organisation has. */
  listCoreLabels: { body: unknown; answer: { readonly _page: { readonly count: number }; readonly _links: unknown; readonly children: readonly ({ readonly name: string; readonly category: string; readonly friendlyName: string; readonly description: string; readonly imsOrg: string; readonly sandboxName: string; readonly created: number; readonly createdClient: string; readonly createdUser: string; readonly updated: number; readonly updatedClient: string; readonly updatedUser: string; readonly _links: unknown })[] } };
  /** API credentials with the roles they hold, in `directRoles` those not held through a group; never their secrets. */
  listCredentials: { body: unknown; answer: { readonly items: readonly ({ readonly clientId: string; readonly name: string; readonly userId: string; readonly secrets: readonly ({ readonly id: string; readonly createdAt: number })[]; readonly publicKeys: readonly ({ readonly id: string; readonly createdAt: number })[]; readonly roles: readonly (string)[]; readonly directRoles: readonly (string)[]; readonly createdAt: number; readonly createdBy: string })[] } };
  /** Data usage labels of the organisation’s own. */
  listCustomLabels: { body: unknown; answer: { readonly _page: { readonly count: number }; readonly _links: unknown; readonly children: readonly ({ readonly name: string; readonly category: string; readonly friendlyName: string; readonly description: string; readonly imsOrg: string; readonly sandboxName: string; readonly created: number; readonly createdClient: string; readonly createdUser: string; readonly updated: number; readonly updatedClient: string; readonly updatedUser: string; readonly _links: unknown })[] } };
  /** Lists files of datasets, narrowed by dataSetId or batchId. */
  listDataSetFiles: { body: unknown; answer: { readonly [name: string]: { readonly id: string; readonly batchId: string; readonly dataSetViewId: string } } };
  /** Lists the files of a dataset: what its `files` property points to. */
  listDataSetViewFiles: { body: unknown; answer: { readonly [name: string]: { readonly id: string; readonly batchId: string; readonly dataSetViewId: string } } };
  /** Lists the views of datasets as an object by id. */
  listDataSetViews: { body: unknown; answer: { readonly [name: string]: { readonly dataSetId: string; readonly status: string; readonly imsOrg: string } } };
  /** Lists datasets as an object by id; limit, start, orderBy, properties, tags, property and any property by name. */
  listDataSets: { body: unknown; answer: { readonly [name: string]: { readonly name: string; readonly description?: string; readonly imsOrg: string; readonly tags: { readonly [name: string]: readonly (string)[] }; readonly version: string; readonly created: number; readonly updated: number; readonly createdUser: string; readonly lastBatchId?: string; readonly lastBatchStatus?: string; readonly viewId: string; readonly files: string; readonly schemaRef: { readonly id: string; readonly contentType: string }; readonly classification: { readonly dataBehavior: string; readonly managedBy: string } } } };
  /** Lists every data type of a container, whole or by id. */
  listDataTypes: { body: unknown; answer: { readonly results: readonly ({ readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string })[]; readonly _page: { readonly orderby: string; readonly next: string | number | null; readonly count: number }; readonly _links: { readonly [name: string]: unknown } } };
  /** All descriptors of the sandbox, grouped by type or as one array. */
  listDescriptors: { body: unknown; answer: { readonly [name: string]: unknown } };
  /** Which of the asked permissions and resource types the caller holds; what is not held is left out. */
  listEffectivePolicies: { body: readonly (string)[]; answer: { readonly policies: { readonly [name: string]: readonly (string)[] } } };
  /** Several profiles, or the events of several, by their identities. */
  listEntities: { body: unknown; answer: unknown };
  /** Lists the files of a batch. */
  listExportBatchFiles: { body: unknown; answer: { readonly data: readonly (unknown)[]; readonly _page: unknown } };
  /** Export jobs of the sandbox, the newest first. */
  listExportJobs: { body: unknown; answer: unknown };
  /** Failed records of the sandbox, newest first; of one status, stage, failure code, dataset, dataflow or batch. */
  listFailedRecords: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly xactionId: string; readonly receivedAt: number; readonly failedAt: number; readonly inletId: string; readonly flowId?: string; readonly batchId?: string; readonly datasetId?: string; readonly stage: string; readonly failures: readonly ({ readonly stage: string; readonly code: string; readonly pointer: string; readonly message: string; readonly phrase?: unknown; readonly retry: "never" | "after-fix" | "later" })[]; readonly retry: string; readonly payload: unknown; readonly sent: { readonly flow?: string; readonly to?: unknown }; readonly stored: boolean; readonly status: "open" | "replayed"; readonly replayedAs?: string })[]; readonly _page: { readonly count: number; readonly next: string | null } } };
  /** Lists every field group of a container, whole or by id. */
  listFieldGroups: { body: unknown; answer: { readonly results: readonly ({ readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string })[]; readonly _page: { readonly orderby: string; readonly next: string | number | null; readonly count: number }; readonly _links: { readonly [name: string]: unknown } } };
  /** Lists runs of dataflows, oldest first; filter with property=flowId==…. */
  listFlowRuns: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly flowId: string; readonly createdAt: number; readonly updatedAt: number; readonly etag: string; readonly metrics: { readonly durationSummary: { readonly startedAtUTC: number; readonly completedAtUTC?: number }; readonly recordSummary?: { readonly inputRecordCount: number; readonly outputRecordCount: number; readonly updatedRecordCount?: number; readonly failedRecordCount?: number; readonly skippedRecordCount?: number }; readonly statusSummary: { readonly status: string } } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Lists the kinds of dataflows there are. */
  listFlowSpecs: { body: unknown; answer: { readonly items: readonly (unknown)[] } };
  /** Lists dataflows; property filters, orderby, limit with continuationToken, or count. */
  listFlows: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Graphs that grow towards collapse, the largest first, and how large graphs are. */
  listGraphAlarms: { body: unknown; answer: { readonly alarmAt: number; readonly graphs: readonly ({ readonly clusterId: string; readonly size: number; readonly since: number; readonly namespaces: { readonly [name: string]: number }; readonly identity: { readonly namespace: string; readonly id: string } })[]; readonly graphsBySize: { readonly [name: string]: number } } };
  /** The published limits, and what was beyond them: what, where, how much, since when. */
  listGuardrails: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly title: string; readonly limit: number; readonly unit: string; readonly per: string; readonly effect: string; readonly enforced: boolean; readonly value?: number; readonly findings: readonly ({ readonly subject: string; readonly count: number; readonly most: number; readonly since: number; readonly last: number })[] })[] } };
  /** The rows of files that failed in a run, or would have in a dry run, with file, row and reasons: one JSON object a line. */
  listHistoryRejects: { body: unknown; answer: string };
  /** Identities of one namespace in the clusters of many identities. */
  listIdentityMappings: { body: unknown; answer: unknown };
  /** Lists the last batches of each dataset as an object by dataset id. */
  listLastBatches: { body: unknown; answer: { readonly [name: string]: { readonly lastBatchId: string; readonly lastBatchStatus: string; readonly lastSuccessfulBatchId?: string; readonly lastFailedBatchId?: string; readonly imsOrg: string; readonly sandboxId: string; readonly created: number; readonly updated: number } } };
  /** Linked identities of up to 1000 identities, as sets or as graphs. */
  listLinkedIdentities: { body: { readonly projection_type: string }; answer: unknown };
  /** Every mapping function, with its parameters and an example. */
  listMappingFunctions: { body: unknown; answer: readonly (unknown)[] };
  /** Every mapping function, with its parameters and an example. */
  listMappingFunctionsShort: { body: unknown; answer: readonly (unknown)[] };
  /** Every operator of mapping expressions. */
  listMappingOperators: { body: unknown; answer: readonly (unknown)[] };
  /** Every operator of mapping expressions. */
  listMappingOperatorsShort: { body: unknown; answer: readonly (unknown)[] };
  /** The versions of a mapping set, latest first. */
  listMappingSetVersions: { body: unknown; answer: { readonly items: readonly ({ readonly version: number; readonly status: string; readonly modifiedDate: number; readonly modifiedBy: string; readonly rows: number })[]; readonly total: number } };
  /** Mapping sets of the sandbox, latest versions. */
  listMappingSets: { body: unknown; answer: { readonly data: readonly (unknown)[]; readonly _page: unknown } };
  /** Mapping sets of the sandbox, latest versions. */
  listMappingSetsShort: { body: unknown; answer: { readonly data: readonly (unknown)[]; readonly _page: unknown } };
  /** The rows of a mapping set. */
  listMappings: { body: unknown; answer: readonly (unknown)[] };
  /** The rows of a mapping set. */
  listMappingsShort: { body: unknown; answer: readonly (unknown)[] };
  /** Merge policies of the sandbox. */
  listMergePolicies: { body: unknown; answer: unknown };
  /** Lists every field group (deprecated path) of a container, whole or by id. */
  listMixins: { body: unknown; answer: { readonly results: readonly ({ readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string })[]; readonly _page: { readonly orderby: string; readonly next: string | number | null; readonly count: number }; readonly _links: { readonly [name: string]: unknown } } };
  /** All identity namespaces, standard and own. */
  listNamespaces: { body: unknown; answer: readonly ({ readonly id: number; readonly code: string; readonly name: string; readonly description: string; readonly idType: string; readonly custom: boolean; readonly status: string; readonly createTime: number; readonly updateTime: number })[] };
  /** Ids and names of all organisations of this installation. */
  listOrganisations: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly name: string })[] } };
  /** What the caller asked for and what became of it, newest first, and some of those who decide; limit, start, property. */
  listOwnAccessRequests: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly user: { readonly id: string; readonly name: string; readonly email?: string }; readonly permission: { readonly slug: string; readonly name: string; readonly category: string }; readonly sandbox: string; readonly page?: string; readonly note?: string; readonly state: "open" | "granted" | "declined"; readonly decidedBy?: string; readonly decidedAt?: number; readonly roleId?: string; readonly answer?: string; readonly createdAt: number })[]; readonly administrators: readonly ({ readonly userId: string; readonly name: string; readonly email: string })[] } };
  /** Artifacts of a published package with what targetSandbox has already: the same object, which an import would use, and others of the same title. */
  listPackageConflicts: { body: unknown; answer: readonly ({ readonly artifact: { readonly id: string; readonly type: string; readonly title: string; readonly found: boolean }; readonly suggestionList: readonly ({ readonly id: string; readonly type: string; readonly title: string })[] })[] };
  /** What the given artifacts of a published package need directly. */
  listPackageDependencies: { body: readonly ({ readonly id: string; readonly type: string; readonly title?: string })[]; answer: readonly (unknown)[] };
  /** Exports and imports; requestType, jobStatus, jobType, targetSandbox, snapshotId, orderBy, start, limit. */
  listPackageJobs: { body: unknown; answer: { readonly totalElements: number; readonly currentPage: number; readonly totalPages: number; readonly hasPreviousPage: boolean; readonly hasNextPage: boolean; readonly data: readonly ({ readonly id: string; readonly name: string; readonly created: number; readonly updated: number; readonly requestType: string; readonly targetSandbox: string; readonly jobStatus: string; readonly snapshotId?: string; readonly progress?: number; readonly message?: string; readonly phrase?: unknown })[] } };
  /** Packages of the sandboxes in which the caller manages packages; status, property (status==DRAFT,PUBLISHED), orderBy, start, limit. */
  listPackages: { body: unknown; answer: { readonly totalElements: number; readonly currentPage: number; readonly totalPages: number; readonly hasPreviousPage: boolean; readonly hasNextPage: boolean; readonly data: readonly ({ readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly name: string; readonly description: string; readonly imsOrgId: string; readonly packageType: string; readonly expiry: number; readonly publishDate?: number; readonly status: string; readonly packageVisibility: string; readonly artifactsList: readonly ({ readonly id: string; readonly type: string; readonly title?: string; readonly found: boolean })[]; readonly sourceSandbox: { readonly name: string; readonly imsOrgId: string } })[] } };
  /** Partnerships of the organisation; requestType INCOMING or OUTGOING, property, orderBy, start, limit. */
  listPartnershipRequests: { body: unknown; answer: { readonly totalElements: number; readonly currentPage: number; readonly totalPages: number; readonly hasPreviousPage: boolean; readonly hasNextPage: boolean; readonly data: readonly ({ readonly id: string; readonly sourceIMSOrgId: string; readonly targetIMSOrgId: string; readonly status: string; readonly linkingId: string })[] } };
  /** Categories of permissions. */
  listPermissionCategories: { body: unknown; answer: { readonly categories: readonly (unknown)[] } };
  /** Permission sets: what a role can be given, with the resources and actions of each. */
  listPermissionSets: { body: unknown; answer: { readonly 'permission-sets': readonly ({ readonly id: string; readonly name: string; readonly category: string; readonly permissions: readonly ({ readonly resource: string; readonly actions: readonly (string)[] })[] })[] } };
  /** The products of the organisation. */
  listProducts: { body: unknown; answer: { readonly products: readonly (unknown)[] } };
  /** Lists the fields of the standard library a column can become in a schema of a class. */
  listRecommendationPlaces: { body: unknown; answer: readonly ({ readonly path: string; readonly type: string; readonly format?: string; readonly displayName: string; readonly fieldGroupId: string })[] };
  /** Users, technical accounts and user groups of a role. */
  listRoleSubjects: { body: unknown; answer: { readonly items: readonly ({ readonly roleId: string; readonly subjectType: string; readonly subjectId: string })[] } };
  /** All roles of the organisation; limit, start, orderBy, property. */
  listRoles: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly recordType: string; readonly imsOrgID: string; readonly name: string; readonly description: string; readonly roleType: string; readonly permissionSets: readonly (string)[]; readonly sandboxes: readonly (string)[]; readonly subjectAttributes: { readonly labels: readonly (string)[] }; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly etag: string })[] } };
  /** Fields of profiles and of events that rules of audiences may compare. */
  listRuleFields: { body: unknown; answer: { readonly profile: readonly ({ readonly path: string; readonly type: string; readonly title?: string; readonly description?: string; readonly many?: boolean; readonly list?: string; readonly values?: readonly ({ readonly value: string; readonly label: string })[] })[]; readonly event: readonly ({ readonly path: string; readonly type: string; readonly title?: string; readonly description?: string; readonly many?: boolean; readonly list?: string; readonly values?: readonly ({ readonly value: string; readonly label: string })[] })[] } };
  /** Samples of source records, oldest first. */
  listSamples: { body: unknown; answer: unknown };
  /** Samples of source records, oldest first. */
  listSamplesShort: { body: unknown; answer: unknown };
  /** Types a sandbox can have. */
  listSandboxTypes: { body: unknown; answer: { readonly sandboxTypes: readonly (unknown)[] } };
  /** All sandboxes of the organisation, active or not; limit, offset, orderBy, property. */
  listSandboxes: { body: unknown; answer: { readonly sandboxes: readonly ({ readonly id: string; readonly name: string; readonly title: string; readonly state: string; readonly type: string; readonly region: string; readonly isDefault: boolean; readonly eTag: number; readonly createdDate: string; readonly lastModifiedDate: string; readonly createdBy: string; readonly modifiedBy: string })[] } };
  /** Schedules of the sandbox. */
  listSchedules: { body: unknown; answer: { readonly children: readonly ({ readonly id: string; readonly name: string; readonly type: string; readonly schedule: string; readonly state: string; readonly properties: { readonly segments: readonly (string)[] }; readonly createEpoch: number; readonly updateEpoch: number })[] } };
  /** Lists every schema of a container, whole or by id. */
  listSchemas: { body: unknown; answer: { readonly results: readonly ({ readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string })[]; readonly _page: { readonly orderby: string; readonly next: string | number | null; readonly count: number }; readonly _links: { readonly [name: string]: unknown } } };
  /** Segment definitions of the sandbox, a page at a time. */
  listSegmentDefinitions: { body: unknown; answer: { readonly segments: readonly ({ readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number })[] } };
  /** Segment jobs of the sandbox, newest first. */
  listSegmentJobs: { body: unknown; answer: { readonly children: readonly ({ readonly id: string; readonly source: string; readonly status: string; readonly segments: readonly ({ readonly segmentId: string })[]; readonly metrics: { readonly [name: string]: unknown }; readonly creationTime: number; readonly updateTime: number })[] } };
  /** Lists source connections; property filters, orderby, limit with continuationToken, or count. */
  listSourceConnections: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Schemas of sources, oldest first. */
  listSourceSchemas: { body: unknown; answer: unknown };
  /** Schemas of sources, oldest first. */
  listSourceSchemasShort: { body: unknown; answer: unknown };
  /** Delete requests of the sandbox. */
  listSystemJobs: { body: unknown; answer: unknown };
  /** Shows which objects have a tag, and all its values. */
  listTagValues: { body: unknown; answer: { readonly objectType: { readonly [name: string]: readonly (string)[] } } };
  /** Lists target connections; property filters, orderby, limit with continuationToken, or count. */
  listTargetConnections: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Organisations of the caller; of a person those their password opens. */
  listTokenOrganisations: { body: unknown; answer: readonly (unknown)[] };
  /** Transfers from and to the organisation; requestType PRIVATE or PUBLIC, property, orderBy, start, limit. */
  listTransfers: { body: unknown; answer: { readonly totalElements: number; readonly currentPage: number; readonly totalPages: number; readonly hasPreviousPage: boolean; readonly hasNextPage: boolean; readonly data: readonly ({ readonly id: string; readonly sourceIMSOrgId: string; readonly targetIMSOrgId: string; readonly packageId: string; readonly status: string; readonly requestType: string })[] } };
  /** Links that were taken back. */
  listUndoneLinks: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly identities: readonly ({ readonly namespace: string; readonly id: string })[]; readonly reason: string; readonly createdBy: string; readonly createdAt: number })[] } };
  /** Lists the unions of the sandbox. */
  listUnions: { body: unknown; answer: { readonly results: readonly ({ readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string })[]; readonly _page: { readonly orderby: string; readonly next: string | number | null; readonly count: number }; readonly _links: { readonly [name: string]: unknown } } };
  /** Lists the values a field of batches has, each once. */
  listUniqueBatchValues: { body: unknown; answer: readonly (unknown)[] };
  /** Groups of users. */
  listUserGroups: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly name: string; readonly description: string; readonly members: readonly (string)[]; readonly createdAt: number; readonly createdBy: string })[] } };
  /** People of the organisation with the roles they hold; in `directRoles` those not held through a group. */
  listUsers: { body: unknown; answer: { readonly items: readonly ({ readonly id: string; readonly email: string; readonly name: string; readonly active: boolean; readonly roles: readonly (string)[]; readonly directRoles: readonly (string)[]; readonly createdAt: number; readonly createdBy: string })[] } };
  /** Sends no notification of an alert for some minutes; 0 ends the silence. */
  muteAlert: { body: { readonly minutes?: number }; answer: { readonly id: string; readonly subscriptionId: string; readonly subscription?: string; readonly rule: string; readonly flowId?: string; readonly runId?: string; readonly state: string; readonly muted: boolean; readonly mutedUntil?: number; readonly message: string; readonly phrase?: unknown; readonly value?: number; readonly threshold?: number; readonly since: number; readonly last: number; readonly resolvedAt?: number; readonly resolvedBy?: string; readonly times: number } };
  /** Changes fields of an audience by a list of JSON Patch operations. */
  patchAudience: { body: unknown; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** Changes a class by JSON Patch. */
  patchClass: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Changes a data type by JSON Patch. */
  patchDataType: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Changes description, labels, labels of fields or days to live. */
  patchExternalAudience: { body: unknown; answer: unknown };
  /** Changes a field group by JSON Patch. */
  patchFieldGroup: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Changes attributes of a merge policy. */
  patchMergePolicy: { body: unknown; answer: { readonly id: string; readonly name: string; readonly imsOrgId: string; readonly sandbox: unknown; readonly schema: { readonly name: string }; readonly version: number; readonly identityGraph: { readonly type: string }; readonly attributeMerge: { readonly type: string; readonly order?: readonly (string)[] }; readonly isActiveOnEdge: boolean; readonly default: boolean; readonly updateEpoch: number } };
  /** Changes a field group (deprecated path) by JSON Patch. */
  patchMixin: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Changes state or cron by a list of JSON Patch operations. */
  patchSchedule: { body: unknown; answer: unknown };
  /** Changes a schema by JSON Patch. */
  patchSchema: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Changes a schema (older path) by JSON Patch. */
  patchSchemaSingular: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Changes the sent fields of a segment definition. */
  patchSegmentDefinition: { body: unknown; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** Publishes the draft of a base connection; `op` is PUBLISH, in any letter case. */
  performConnectionAction: { body: unknown; answer: { readonly id: string; readonly etag: string } };
  /** Publishes a draft, enables or disables a dataflow; `op` names the action, in any letter case. */
  performFlowAction: { body: unknown; answer: { readonly id: string; readonly etag: string } };
  /** Does a run that failed, or did in part, once more over its own window; `op` is RE_TRIGGER. */
  performFlowRunAction: { body: unknown; answer: unknown };
  /** Publishes the draft of a source connection; `op` is PUBLISH, in any letter case. */
  performSourceConnectionAction: { body: unknown; answer: { readonly id: string; readonly etag: string } };
  /** Publishes the draft of a target connection; `op` is PUBLISH, in any letter case. */
  performTargetConnectionAction: { body: unknown; answer: { readonly id: string; readonly etag: string } };
  /** Shows the first 100 rows of a dataset. */
  previewDataset: { body: unknown; answer: { readonly data: readonly (unknown)[] } };
  /** Shows the first rows of the files sent so far. */
  previewImportBatch: { body: unknown; answer: { readonly formatParams: { readonly [name: string]: unknown }; readonly preview: { readonly columns: readonly (unknown)[]; readonly rows: readonly (unknown)[] } } };
  /** Maps sample records: what they become, where each value comes from, and what could not be made of them. */
  previewMappingSet: { body: { readonly data: unknown; readonly mappingSet: unknown }; answer: readonly ({ readonly data: unknown; readonly errors: null | readonly (unknown)[]; readonly values: readonly (unknown)[] })[] };
  /** Maps sample records: what they become, where each value comes from, and what could not be made of them. */
  previewMappingSetShort: { body: { readonly data: unknown; readonly mappingSet: unknown }; answer: readonly ({ readonly data: unknown; readonly errors: null | readonly (unknown)[]; readonly values: readonly (unknown)[] })[] };
  /** Saves identity settings: linking rules apply from now on, and all graphs are worked out again. */
  putIdentitySettings: { body: { readonly namespaces: readonly ({ readonly code: string; readonly unique?: boolean })[]; readonly repeatedNamespace?: "highest" | "any"; readonly alarmAt?: number }; answer: { readonly namespaces: readonly ({ readonly code: string; readonly unique?: boolean })[]; readonly repeatedNamespace?: "highest" | "any"; readonly alarmAt?: number } };
  /** Sets expiry: applied to new events at once, to what is there in the background now and then daily. */
  putProfileExpirations: { body: { readonly events: { readonly [name: string]: number }; readonly pseudonymous?: { readonly namespaces: readonly (string)[]; readonly days: number } }; answer: { readonly events: { readonly [name: string]: number }; readonly pseudonymous?: { readonly namespaces: readonly (string)[]; readonly days: number } } };
  /** Metrics over a range of time, by dataset or inlet, in hours, days, weeks, months or years. */
  queryMetrics: { body: { readonly start: string; readonly end: string; readonly granularity?: string; readonly metrics: readonly ({ readonly name: string; readonly filters?: readonly ({ readonly name: string; readonly value: string; readonly groupBy?: boolean })[]; readonly aggregator?: string; readonly downsample?: string })[] }; answer: { readonly metricResponses: readonly ({ readonly metric: string; readonly filters: readonly (unknown)[]; readonly datapoints: readonly ({ readonly groupBy: { readonly [name: string]: string }; readonly dps: { readonly [name: string]: number } })[]; readonly granularity: string })[] } };
  /** Recommends rows that take a source sample, JSON or CSV, to a schema, each with confidence and reason. */
  recommendMapping: { body: unknown; answer: { readonly mappings: readonly ({ readonly sourceType: "ATTRIBUTE"; readonly source: string; readonly destination: string; readonly confidence: number; readonly reason: string; readonly phrase: unknown })[]; readonly unmapped: readonly (string)[] } };
  /** Recommends a class and, for each column of an uploaded CSV, XDM fields with type, identity and the reason. */
  recommendSchema: { body: unknown; answer: { readonly class: { readonly id: string; readonly confidence: number }; readonly columns: readonly ({ readonly name: string; readonly recommendations: readonly ({ readonly path: string; readonly type: string; readonly format?: string; readonly identityNamespace?: string; readonly primaryIdentity?: boolean; readonly fieldGroupId?: string; readonly displayName: string; readonly enum?: readonly (string)[]; readonly fieldGroup: string; readonly confidence: number; readonly reason: string; readonly phrase: unknown })[] })[]; readonly missingNamespaces?: readonly (string)[]; readonly import?: readonly ({ readonly [name: string]: unknown })[]; readonly file: { readonly rows: number; readonly delimiter: string; readonly encoding: string; readonly header: boolean } } };
  /** Members whose point movements do not add up to the balances reported, with the event after which that began. */
  reconcileCapillary: { body: unknown; answer: { readonly checked: number; readonly unreconciled: readonly ({ readonly customerId: string; readonly organisation: string; readonly program: string; readonly balance: number | null; readonly difference: number; readonly drifts: readonly ({ readonly seenAt: string; readonly at: number; readonly after: string; readonly expected: number; readonly reported: number })[] })[]; readonly next?: string } };
  /** Puts another policy in its place; what is left out stays. */
  replaceAccessPolicy: { body: { readonly name: string; readonly description?: string; readonly status?: string; readonly rules: readonly ({ readonly effect: string; readonly resource: string; readonly condition: string; readonly actions: readonly (string)[] })[] }; answer: { readonly id: string; readonly recordType: string; readonly imsOrgId: string; readonly name: string; readonly description: string; readonly status: string; readonly subjectCondition: string | null; readonly rules: readonly ({ readonly effect: string; readonly resource: string; readonly condition: string; readonly actions: readonly (string)[] })[]; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly isDefault: boolean; readonly _etag: string } };
  /** Overwrites an audience. */
  replaceAudience: { body: { readonly name: string; readonly description?: string; readonly expression: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema?: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState?: string; readonly mergePolicyId?: string; readonly ttlInDays?: number }; answer: { readonly id: string; readonly audienceId: string; readonly name: string; readonly description?: string; readonly type: string; readonly expression?: { readonly type: "PQL"; readonly format: "pql/text" | "pql/json"; readonly value: string }; readonly schema: { readonly name: string }; readonly evaluationInfo?: { readonly batch?: { readonly enabled: boolean }; readonly continuous?: { readonly enabled: boolean }; readonly synchronous?: { readonly enabled: boolean } }; readonly lifecycleState: string; readonly namespace: string; readonly originName: string; readonly labels: readonly (string)[]; readonly mergePolicyId?: string; readonly dependencies?: readonly (string)[]; readonly dependents?: readonly (string)[]; readonly imsOrgId: string; readonly creationTime: number; readonly createEpoch: number; readonly updateTime: number; readonly updateEpoch: number } };
  /** Changes a batch; its tags are replaced. */
  replaceBatch: { body: { readonly status: string; readonly relatedObjects?: readonly ({ readonly type: string; readonly id: string })[]; readonly tags?: { readonly [name: string]: readonly (string)[] }; readonly externalId?: string }; answer: readonly (string)[] };
  /** Replaces a class whole. */
  replaceClass: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Makes a data usage label, or changes the one of this name. */
  replaceCustomLabel: { body: { readonly name?: string; readonly category?: string; readonly friendlyName: string; readonly description?: string }; answer: { readonly name: string; readonly category: string; readonly friendlyName: string; readonly description: string; readonly imsOrg: string; readonly sandboxName: string; readonly created: number; readonly createdClient: string; readonly createdUser: string; readonly updated: number; readonly updatedClient: string; readonly updatedUser: string; readonly _links: unknown } };
  /** Replaces the writable properties of a dataset; its schema and table name stay; `Pragma: validate-only` only checks. */
  replaceDataSet: { body: { readonly name: string; readonly description?: string; readonly schemaRef: { readonly id: string; readonly contentType?: string }; readonly tags?: { readonly [name: string]: readonly (string)[] } }; answer: readonly (string)[] };
  /** Sets the data usage labels of a dataset, whatever it had. */
  replaceDataSetLabels: { body: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] }; answer: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] } };
  /** Sets the data usage labels of a dataset, whatever it had. */
  replaceDataSetLabelsV2: { body: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] }; answer: { readonly labels: readonly (string)[]; readonly optionalLabels: readonly ({ readonly option: { readonly id: string; readonly contentType: string; readonly schemaPath: string }; readonly labels: readonly (string)[] })[] } };
  /** Replaces a data type whole. */
  replaceDataType: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Rewrites a descriptor; the body holds all its fields. */
  replaceDescriptor: { body: { readonly '@type': string; readonly 'xdm:sourceSchema': string }; answer: { readonly '@id': string; readonly '@type': string; readonly 'xdm:sourceSchema': string } };
  /** Replaces a field group whole. */
  replaceFieldGroup: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Overwrites a merge policy; profiles merge anew when it is the default. */
  replaceMergePolicy: { body: unknown; answer: { readonly id: string; readonly name: string; readonly imsOrgId: string; readonly sandbox: unknown; readonly schema: { readonly name: string }; readonly version: number; readonly identityGraph: { readonly type: string }; readonly attributeMerge: { readonly type: string; readonly order?: readonly (string)[] }; readonly isActiveOnEdge: boolean; readonly default: boolean; readonly updateEpoch: number } };
  /** Replaces a field group (deprecated path) whole. */
  replaceMixin: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Puts another name and description in place; what the role allows and to whom stays. */
  replaceRole: { body: { readonly name: string; readonly description: string; readonly roleType: string }; answer: { readonly id: string; readonly recordType: string; readonly imsOrgID: string; readonly name: string; readonly description: string; readonly roleType: string; readonly permissionSets: readonly (string)[]; readonly sandboxes: readonly (string)[]; readonly subjectAttributes: { readonly labels: readonly (string)[] }; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly etag: string } };
  /** Replaces a schema whole. */
  replaceSchema: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Replaces a schema (older path) whole. */
  replaceSchemaSingular: { body: { readonly [name: string]: unknown }; answer: { readonly $id: string; readonly 'meta:altId': string; readonly version: string; readonly title: string; readonly description?: string; readonly 'meta:class'?: string } };
  /** Puts another name, description and list of members in place. */
  replaceUserGroup: { body: { readonly name: string; readonly description?: string; readonly members?: readonly (string)[] }; answer: { readonly id: string; readonly name: string; readonly description: string; readonly members: readonly (string)[]; readonly createdAt: number; readonly createdBy: string } };
  /** Sends a failed record its way again, as it was or corrected in `payload`. */
  replayFailedRecord: { body: { readonly payload?: unknown; readonly force?: boolean }; answer: { readonly id: string; readonly xactionId: string } };
  /** Empties a sandbox: everything in it is out of reach at once and erased soon after. */
  resetSandbox: { body: { readonly action: "reset" }; answer: { readonly id: string; readonly name: string; readonly title: string; readonly state: string; readonly type: string; readonly region: string } };
  /** Ends an alert by hand; what still holds fires again. */
  resolveAlert: { body: unknown; answer: { readonly id: string; readonly subscriptionId: string; readonly subscription?: string; readonly rule: string; readonly flowId?: string; readonly runId?: string; readonly state: string; readonly muted: boolean; readonly mutedUntil?: number; readonly message: string; readonly phrase?: unknown; readonly value?: number; readonly threshold?: number; readonly since: number; readonly last: number; readonly resolvedAt?: number; readonly resolvedBy?: string; readonly times: number } };
  /** Lets a link that was taken back hold again. */
  restoreLink: { body: unknown; answer: unknown };
  /** Revokes a token (RFC 7009): an access token alone, or a refresh token with everything issued in its session. Answers 200 for any token. */
  revokeToken: { body: unknown; answer: unknown };
  /** Runs several Catalog requests in order; when a change among them fails, none is kept. */
  runCatalogRequests: { body: readonly ({ readonly id?: string; readonly resource: string; readonly method: string; readonly headers?: { readonly [name: string]: string }; readonly body?: unknown })[]; answer: readonly ({ readonly id: string; readonly code: number; readonly body: unknown })[] };
  /** Reads the file of an external audience again. */
  runExternalAudience: { body: { readonly dataFilterStartTime: number; readonly dataFilterEndTime?: number; readonly differentialIngestion?: boolean }; answer: unknown };
  /** Runs one read-only SQL statement; every dataset is a table named as its adobe/pqs/table tag. */
  runSql: { body: { readonly sql: string; readonly limit?: number }; answer: { readonly columns: readonly (string)[]; readonly types: readonly (string)[]; readonly rows: readonly (readonly (unknown)[])[]; readonly rowCount: number; readonly truncated: boolean; readonly fresh: boolean } };
  /** Lists connections by a query in the body; continuationToken stays in the address. */
  searchConnections: { body: { readonly queryString?: string; readonly limit?: number; readonly orderby?: string; readonly count?: boolean; readonly projectionFields?: string }; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Lists flowSpecs by a query in the body; continuationToken stays in the address. */
  searchFlowSpecs: { body: { readonly queryString?: string; readonly limit?: number; readonly orderby?: string; readonly count?: boolean; readonly projectionFields?: string }; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** Lists flows by a query in the body; continuationToken stays in the address. */
  searchFlows: { body: { readonly queryString?: string; readonly limit?: number; readonly orderby?: string; readonly count?: boolean; readonly projectionFields?: string }; answer: { readonly items: readonly ({ readonly id: string; readonly state: string; readonly etag: string; readonly name?: string; readonly createdAt: number; readonly options?: { readonly inletUrl?: string } })[]; readonly _links?: { readonly next?: { readonly href: string } } } };
  /** How many audiences match a search, by namespace. */
  searchSegmentNamespaces: { body: unknown; answer: { readonly status: { readonly message: string } } };
  /** Where an audience lies among folders. */
  searchSegmentTaxonomy: { body: unknown; answer: { readonly status: { readonly message: string } } };
  /** Audiences that match a search, a page at a time. */
  searchSegments: { body: unknown; answer: { readonly status: { readonly message: string } } };
  /** Sets up the Capillary source: namespaces, schemas, datasets, mapping sets, dataflows, webhook; what is there already is used. */
  setUpCapillary: { body: { readonly name?: string }; answer: { readonly webhookUrl: string; readonly webhookHeaders: { readonly [name: string]: string }; readonly connectionId: string; readonly profile: { readonly inletUrl: string; readonly schemaId: string; readonly datasetId: string; readonly mappingSetId: string; readonly sourceConnectionId: string; readonly targetConnectionId: string; readonly flowId: string }; readonly event: { readonly inletUrl: string; readonly schemaId: string; readonly datasetId: string; readonly mappingSetId: string; readonly sourceConnectionId: string; readonly targetConnectionId: string; readonly flowId: string }; readonly connectPlus: { readonly orgId: string; readonly sandboxName: string; readonly apiKey: string; readonly clientId: string; readonly clientSecret: string; readonly scope: string; readonly grantType: string; readonly authUrl: string } } };
  /** The page on which people say that they have forgotten their password; where there is a mail server. */
  showForgottenPassword: { body: unknown; answer: unknown };
  /** The page a link to choose a password leads to. */
  showPassword: { body: unknown; answer: unknown };
  /** The login page of people: authorization code with PKCE. */
  showSignIn: { body: unknown; answer: unknown };
  /** The form of the login page: sends the browser back with a code, or asks which organisation where the password opens several. */
  signIn: { body: unknown; answer: unknown };
  /** Builds the graphs of pasted events and says which links were removed and why. */
  simulateIdentityGraph: { body: { readonly events: string | readonly ({ readonly identities: readonly ({ readonly namespace: string; readonly id: string })[]; readonly time?: unknown })[]; readonly settings?: { readonly namespaces: readonly ({ readonly code: string; readonly unique?: boolean })[]; readonly repeatedNamespace?: "highest" | "any"; readonly alarmAt?: number } | null }; answer: { readonly graphs: readonly (readonly ({ readonly namespace: string; readonly id: string })[])[]; readonly links: readonly ({ readonly ends: readonly ({ readonly namespace: string; readonly id: string })[]; readonly event: number; readonly removed?: string })[]; readonly events: readonly ({ readonly primary?: { readonly namespace: string; readonly id: string }; readonly refused?: string; readonly phrase?: unknown })[] } };
  /** Server-sent events: each record seen passing, stage by stage; payload=true shows personal data to whom it may be shown. */
  streamLive: { body: unknown; answer: unknown };
  /** Makes an external audience and begins to read the identities of its file. */
  submitExternalAudience: { body: { readonly name: string; readonly description?: string; readonly fields: readonly ({ readonly name: string; readonly type: string; readonly identityNs?: string; readonly labels?: readonly (string)[] })[]; readonly sourceSpec: { readonly path: string }; readonly ttlInDays?: number; readonly audienceType?: string; readonly labels?: readonly (string)[] }; answer: { readonly taskId: string } };
  /** Sends a notification that says it is a test. */
  testAlertSubscription: { body: unknown; answer: { readonly alertId: string } };
  /** Tells whether a base connection can be used: its secrets open, its parameters fit, the source lets it in. */
  testConnection: { body: unknown; answer: { readonly result: boolean } };
  /** Takes the link between two identities back. Profiles and audiences are as if it had never been. */
  undoLink: { body: { readonly identities: readonly ({ readonly namespace: string; readonly id: string })[]; readonly reason?: string }; answer: { readonly id: string; readonly identities: readonly ({ readonly namespace: string; readonly id: string })[]; readonly reason: string; readonly createdBy: string; readonly createdAt: number } };
  /** Changes a policy by operations on /name, /description, /status, /subjectCondition and /rules. */
  updateAccessPolicy: { body: unknown; answer: { readonly id: string; readonly recordType: string; readonly imsOrgId: string; readonly name: string; readonly description: string; readonly status: string; readonly subjectCondition: string | null; readonly rules: readonly ({ readonly effect: string; readonly resource: string; readonly condition: string; readonly actions: readonly (string)[] })[]; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly isDefault: boolean; readonly _etag: string } };
  /** Decides: state granted gives the person the role roleId, which must carry the permission in the sandbox; state declined gives nothing. answer is told to the person. */
  updateAccessRequest: { body: { readonly state: string; readonly roleId?: string; readonly answer?: string }; answer: { readonly id: string; readonly user: { readonly id: string; readonly name: string; readonly email?: string }; readonly permission: { readonly slug: string; readonly name: string; readonly category: string }; readonly sandbox: string; readonly page?: string; readonly note?: string; readonly state: "open" | "granted" | "declined"; readonly decidedBy?: string; readonly decidedAt?: number; readonly roleId?: string; readonly answer?: string; readonly createdAt: number } };
  /** Changes the members that are sent; If-Match may name the version. Switched off, its alerts are over. */
  updateAlertSubscription: { body: { readonly name?: string; readonly rule?: string; readonly flowIds?: readonly (string)[]; readonly threshold?: number; readonly windowMinutes?: number; readonly repeatMinutes?: number; readonly channel?: { readonly type: string; readonly url?: string; readonly secret?: string; readonly to?: readonly (string)[] }; readonly enabled?: boolean }; answer: { readonly id: string; readonly version: number; readonly createdAt: number; readonly updatedAt: number; readonly createdBy: string; readonly name?: string; readonly rule: string; readonly flowIds: readonly (string)[]; readonly threshold?: number; readonly windowMinutes?: number; readonly repeatMinutes?: number; readonly channel: { readonly type: string; readonly url?: string; readonly to?: readonly (string)[] }; readonly enabled: boolean } };
  /** Changes fields of a batch. */
  updateBatch: { body: { readonly status: string; readonly relatedObjects?: readonly ({ readonly type: string; readonly id: string })[]; readonly tags?: { readonly [name: string]: readonly (string)[] }; readonly externalId?: string }; answer: readonly (string)[] };
  /** Publishes or disables a computed attribute, or changes its texts. */
  updateComputedAttribute: { body: unknown; answer: unknown };
  /** Changes a base connection by JSON Patch (add, replace, remove); If-Match must be its etag. */
  updateConnection: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly id: string; readonly etag: string } };
  /** For services only: connectionSpecs come with their connectors. */
  updateConnectionSpec: { body: unknown; answer: unknown };
  /** Changes a dataset by fields or by JSON Patch. */
  updateDataSet: { body: unknown; answer: readonly (string)[] };
  /** Changes a dataset as PATCH does (page "Upsert"). */
  updateDataSetTags: { body: unknown; answer: readonly (string)[] };
  /** Changes a dataset, nested fields included. */
  updateDataSetV2: { body: unknown; answer: readonly (string)[] };
  /** Changes a dataflow by JSON Patch (add, replace, remove); If-Match must be its etag. */
  updateFlow: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly id: string; readonly etag: string } };
  /** For services only: a run says what happened, so callers cannot write it. */
  updateFlowRun: { body: unknown; answer: unknown };
  /** For services only: flowSpecs come with their connectors. */
  updateFlowSpec: { body: unknown; answer: unknown };
  /** The language the caller is written to in (`en`, `fr`), in every organisation their password opens. Until they choose, that of the browser they first signed in with. */
  updateLanguage: { body: { readonly language: string }; answer: unknown };
  /** Writes the next version of a mapping set; the earlier ones stay readable. */
  updateMappingSet: { body: { readonly name?: string; readonly outputSchema?: { readonly schemaRef: { readonly id: string; readonly contentType?: string } }; readonly xdmSchema?: string; readonly xdmVersion?: string; readonly status?: string; readonly inputSchema?: unknown; readonly mappings: readonly ({ readonly sourceType?: string; readonly source?: string; readonly destination?: string; readonly sourceAttribute?: string; readonly destinationXdmPath?: string })[] }; answer: unknown };
  /** Writes the next version of a mapping set; the earlier ones stay readable. */
  updateMappingSetShort: { body: { readonly name?: string; readonly outputSchema?: { readonly schemaRef: { readonly id: string; readonly contentType?: string } }; readonly xdmSchema?: string; readonly xdmVersion?: string; readonly status?: string; readonly inputSchema?: unknown; readonly mappings: readonly ({ readonly sourceType?: string; readonly source?: string; readonly destination?: string; readonly sourceAttribute?: string; readonly destinationXdmPath?: string })[] }; answer: unknown };
  /** Changes name and description of an own namespace. Code and type never change. */
  updateNamespace: { body: { readonly code: string; readonly name: string; readonly description?: string; readonly idType: string }; answer: readonly ({ readonly id: number; readonly code: string; readonly name: string; readonly description: string; readonly idType: string; readonly custom: boolean; readonly status: string; readonly createTime: number; readonly updateTime: number })[] };
  /** Changes a draft by `action`: ADD or DELETE artifacts, UPDATE name and description. */
  updatePackage: { body: { readonly id: string; readonly action: string; readonly artifacts?: readonly ({ readonly id: string; readonly type: string; readonly title?: string })[]; readonly name?: string; readonly description?: string }; answer: { readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly name: string; readonly description: string; readonly imsOrgId: string; readonly packageType: string; readonly expiry: number; readonly publishDate?: number; readonly status: string; readonly packageVisibility: string; readonly artifactsList: readonly ({ readonly id: string; readonly type: string; readonly title?: string; readonly found: boolean })[]; readonly sourceSandbox: { readonly name: string; readonly imsOrgId: string } } };
  /** Makes a package public: every organisation of the installation may take it. */
  updatePackageVisibility: { body: { readonly id: string; readonly action: string; readonly packageVisibility: string }; answer: { readonly id: string; readonly version: number; readonly createdDate: number; readonly modifiedDate: number; readonly name: string; readonly description: string; readonly imsOrgId: string; readonly packageType: string; readonly expiry: number; readonly publishDate?: number; readonly status: string; readonly packageVisibility: string; readonly artifactsList: readonly ({ readonly id: string; readonly type: string; readonly title?: string; readonly found: boolean })[]; readonly sourceSandbox: { readonly name: string; readonly imsOrgId: string } } };
  /** Approves or rejects a partnership the caller’s organisation was asked for. */
  updatePartnershipRequest: { body: { readonly linkingID: string; readonly status: string; readonly reason?: string }; answer: { readonly id: string; readonly sourceIMSOrgId: string; readonly targetIMSOrgId: string; readonly status: string; readonly linkingId: string } };
  /** A person chooses another password, for every organisation the present one opens. With `otherPassword`, by which other organisations know the same address, the new one opens those as well. Tokens of before count no more. */
  updatePassword: { body: { readonly password: string; readonly newPassword: string; readonly otherPassword?: string }; answer: unknown };
  /** Changes a role by operations on /name, /description, /permissionSets, /sandboxes and /labels. */
  updateRole: { body: { readonly operations: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[] }; answer: { readonly id: string; readonly recordType: string; readonly imsOrgID: string; readonly name: string; readonly description: string; readonly roleType: string; readonly permissionSets: readonly (string)[]; readonly sandboxes: readonly (string)[]; readonly subjectAttributes: { readonly labels: readonly (string)[] }; readonly createdBy: string; readonly createdAt: number; readonly modifiedBy: string; readonly modifiedAt: number; readonly etag: string } };
  /** Gives a role to subjects or takes it from them by operations on /user and /user-group. */
  updateRoleSubjects: { body: { readonly operations: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[] }; answer: { readonly subjects: readonly ({ readonly roleId: string; readonly subjectType: string; readonly subjectId: string })[] } };
  /** Puts another sample in its place. */
  updateSample: { body: { readonly sampleData: unknown; readonly sampleDataType?: string }; answer: unknown };
  /** Puts another sample in its place. */
  updateSampleShort: { body: { readonly sampleData: unknown; readonly sampleDataType?: string }; answer: unknown };
  /** Gives a sandbox another title. */
  updateSandbox: { body: { readonly title: string }; answer: { readonly id: string; readonly name: string; readonly title: string; readonly state: string; readonly type: string; readonly region: string; readonly isDefault: boolean; readonly eTag: number; readonly createdDate: string; readonly lastModifiedDate: string; readonly createdBy: string; readonly modifiedBy: string } };
  /** Changes a source connection by JSON Patch (add, replace, remove); If-Match must be its etag. */
  updateSourceConnection: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly id: string; readonly etag: string } };
  /** Changes a target connection by JSON Patch (add, replace, remove); If-Match must be its etag. */
  updateTargetConnection: { body: readonly ({ readonly op: string; readonly path: string; readonly value?: unknown })[]; answer: { readonly id: string; readonly etag: string } };
  /** Changes name or password in this organisation, or shuts a person out of it (`active: false`): tokens for it count no more at once. */
  updateUser: { body: { readonly name?: string; readonly password?: string; readonly active?: boolean }; answer: { readonly id: string; readonly email: string; readonly name: string; readonly active: boolean; readonly roles: readonly (string)[]; readonly directRoles: readonly (string)[]; readonly createdAt: number; readonly createdBy: string } };
  /** Keeps a CSV in UTF-8 with a header line under its name, for sourceSpec.path of an external audience. Rows with more or fewer values than the header, or without an identity, are left out and counted. */
  uploadExternalAudienceFile: { body: unknown; answer: { readonly path: string; readonly size: number } };
  /** Uploads a file of at most 256 MB; again under the same path it takes the place of the first. */
  uploadImportFile: { body: unknown; answer: unknown };
  /** Uploads a part of a large file; Content-Range says which. */
  uploadImportFilePart: { body: unknown; answer: { readonly name: string; readonly sizeInBytes: number } };
  /** Keeps the file in the body, sent as it is or as multipart/form-data, as a sample: JSON, or CSV by its content type or name. */
  uploadSample: { body: unknown; answer: unknown };
  /** Keeps the file in the body, sent as it is or as multipart/form-data, as a sample: JSON, or CSV by its content type or name. */
  uploadSampleShort: { body: unknown; answer: unknown };
  /** Keeps the JSON Schema in the body, sent as it is or as multipart/form-data, as the schema of a source. */
  uploadSourceSchema: { body: unknown; answer: unknown };
  /** Keeps the JSON Schema in the body, sent as it is or as multipart/form-data, as the schema of a source. */
  uploadSourceSchemaShort: { body: unknown; answer: unknown };
  /** Says whether an expression can be read, and if not what is wrong where. */
  validateExpression: { body: { readonly expression: unknown; readonly mappingSetId?: string; readonly sampleData?: unknown; readonly sampleDataType?: string }; answer: { readonly validationStatus: string; readonly error: string; readonly results?: readonly (unknown)[] } };
  /** Says whether an expression can be read, and if not what is wrong where. */
  validateExpressionShort: { body: { readonly expression: unknown; readonly mappingSetId?: string; readonly sampleData?: unknown; readonly sampleDataType?: string }; answer: { readonly validationStatus: string; readonly error: string; readonly results?: readonly (unknown)[] } };
  /** Says for each row whether it can run, leads to a field of the output schema, and can give a valid value. */
  validateMappingSet: { body: { readonly name?: string; readonly outputSchema?: { readonly schemaRef: { readonly id: string; readonly contentType?: string } }; readonly xdmSchema?: string; readonly xdmVersion?: string; readonly status?: string; readonly inputSchema?: unknown; readonly mappings: readonly ({ readonly sourceType?: string; readonly source?: string; readonly destination?: string; readonly sourceAttribute?: string; readonly destinationXdmPath?: string })[] }; answer: { readonly validationResponse: readonly ({ readonly status: string; readonly errors: null | readonly (unknown)[]; readonly warnings?: readonly (unknown)[] })[] } };
  /** Says for each row whether it can run, leads to a field of the output schema, and can give a valid value. */
  validateMappingSetShort: { body: { readonly name?: string; readonly outputSchema?: { readonly schemaRef: { readonly id: string; readonly contentType?: string } }; readonly xdmSchema?: string; readonly xdmVersion?: string; readonly status?: string; readonly inputSchema?: unknown; readonly mappings: readonly ({ readonly sourceType?: string; readonly source?: string; readonly destination?: string; readonly sourceAttribute?: string; readonly destinationXdmPath?: string })[] }; answer: { readonly validationResponse: readonly ({ readonly status: string; readonly errors: null | readonly (unknown)[]; readonly warnings?: readonly (unknown)[] })[] } };
  /** Is a token valid? */
  validateToken: { body: unknown; answer: { readonly valid: boolean } };
  /** Follows the hash chain of the whole audit log; `head` is one that was kept from an earlier verification. */
  verifyAuditLog: { body: unknown; answer: { readonly ok: boolean; readonly events: number; readonly head: { readonly seq: number; readonly hash: string }; readonly fault?: string } };
}

/** Method and path of each operation. */
export const OPERATIONS: { readonly [Id in keyof Operations]: { readonly method: string; readonly path: string } } = {
  actOnImportBatch: { method: 'POST', path: '/data/foundation/import/batches/:batchId' },
  actOnImportFile: { method: 'POST', path: '/data/foundation/import/batches/:batchId/datasets/:datasetId/files/*' },
  bulkGetAudiences: { method: 'POST', path: '/data/core/ups/audiences/bulk-get' },
  bulkGetSegmentDefinitions: { method: 'POST', path: '/data/core/ups/segment/definitions/bulk-get' },
  bulkGetSegmentJobs: { method: 'POST', path: '/data/core/ups/segment/jobs/bulk-get' },
  cancelExportJob: { method: 'DELETE', path: '/data/core/ups/export/jobs/:exportJobId' },
  checkPackagePermissions: { method: 'GET', path: '/data/foundation/exim/packages/preflight/:packageId/export' },
  checkRule: { method: 'POST', path: '/meniscus/v1/rule-checks' },
  choosePassword: { method: 'POST', path: '/ims/password' },
  chooseRecommendations: { method: 'POST', path: '/meniscus/v1/schema-recommendations/import' },
  convertCsvToSchema: { method: 'POST', path: '/data/foundation/schemaregistry/rpc/csv2schema' },
  convertSegmentDefinition: { method: 'POST', path: '/data/core/ups/segment/conversion' },
  countAudiences: { method: 'GET', path: '/meniscus/v1/audience-counts' },
  createAccessPolicy: { method: 'POST', path: '/data/foundation/access-control/administration/policies' },
  createAccessRequest: { method: 'POST', path: '/meniscus/v1/access-requests' },
  createAlertSubscription: { method: 'POST', path: '/meniscus/v1/alert-subscriptions' },
  createAudience: { method: 'POST', path: '/data/core/ups/audiences' },
  createBatch: { method: 'POST', path: '/data/foundation/catalog/batches' },
  createBatchWithId: { method: 'POST', path: '/data/foundation/catalog/batches/:batchId' },
  createClass: { method: 'POST', path: '/data/foundation/schemaregistry/tenant/classes' },
  createComputedAttribute: { method: 'POST', path: '/data/core/ca/attributes' },
  createConnection: { method: 'POST', path: '/data/foundation/flowservice/connections' },
  createConnectionSpec: { method: 'POST', path: '/data/foundation/flowservice/connectionSpecs' },
  createCredential: { method: 'POST', path: '/meniscus/v1/credentials' },
  createCredentialPublicKey: { method: 'POST', path: '/meniscus/v1/credentials/:clientId/public-keys' },
  createCredentialSecret: { method: 'POST', path: '/meniscus/v1/credentials/:clientId/secrets' },
  createDataSet: { method: 'POST', path: '/data/foundation/catalog/dataSets' },
  createDataSetLabels: { method: 'POST', path: '/data/foundation/catalog/dataSets/:dataSetId/labels' },
  createDataSetLabelsV2: { method: 'POST', path: '/data/foundation/dataset/datasets/:dataSetId/labels' },
  createDataSetView: { method: 'POST', path: '/data/foundation/catalog/dataSetViews' },
  createDataType: { method: 'POST', path: '/data/foundation/schemaregistry/tenant/datatypes' },
  createDescriptor: { method: 'POST', path: '/data/foundation/schemaregistry/tenant/descriptors' },
  createExportJob: { method: 'POST', path: '/data/core/ups/export/jobs' },
  createExternalAudience: { method: 'POST', path: '/data/core/ais/external-audience' },
  createFieldGroup: { method: 'POST', path: '/data/foundation/schemaregistry/tenant/fieldgroups' },
  createFlow: { method: 'POST', path: '/data/foundation/flowservice/flows' },
  createFlowRun: { method: 'POST', path: '/data/foundation/flowservice/runs' },
  createFlowSpec: { method: 'POST', path: '/data/foundation/flowservice/flowSpecs' },
  createImportBatch: { method: 'POST', path: '/data/foundation/import/batches' },
  createMappingSet: { method: 'POST', path: '/data/foundation/conversion/mappingSets' },
  createMappingSetFromFile: { method: 'POST', path: '/meniscus/v1/mapping-sets/file' },
  createMappingSetShort: { method: 'POST', path: '/data/foundation/mappingSets' },
  createMergePolicy: { method: 'POST', path: '/data/core/ups/config/mergePolicies' },
  createMixin: { method: 'POST', path: '/data/foundation/schemaregistry/tenant/mixins' },
  createNamespace: { method: 'POST', path: '/data/core/idnamespace/identities' },
  createOrganisation: { method: 'POST', path: '/meniscus/v1/organisations' },
  createPackage: { method: 'POST', path: '/data/foundation/exim/packages' },
  createPackageExport: { method: 'GET', path: '/data/foundation/exim/packages/:packageId/export' },
  createPackageImport: { method: 'PUT', path: '/data/foundation/exim/packages/import' },
  createPartnershipRequests: { method: 'POST', path: '/data/foundation/exim/handshake/bulkCreate' },
  createPasswordLink: { method: 'POST', path: '/meniscus/v1/users/:userId/password-link' },
  createPreview: { method: 'POST', path: '/data/core/ups/preview' },
  createPublicTransfer: { method: 'POST', path: '/data/foundation/exim/transfer/pullRequest' },
  createRole: { method: 'POST', path: '/data/foundation/access-control/administration/roles' },
  createSample: { method: 'POST', path: '/data/foundation/conversion/samples' },
  createSampleShort: { method: 'POST', path: '/data/foundation/samples' },
  createSandbox: { method: 'POST', path: '/data/foundation/sandbox-management/sandboxes' },
  createSchedule: { method: 'POST', path: '/data/core/ups/config/schedules' },
  createSchema: { method: 'POST', path: '/data/foundation/schemaregistry/tenant/schemas' },
  createSegmentDefinition: { method: 'POST', path: '/data/core/ups/segment/definitions' },
  createSegmentJob: { method: 'POST', path: '/data/core/ups/segment/jobs' },
  createSourceConnection: { method: 'POST', path: '/data/foundation/flowservice/sourceConnections' },
  createSourceSchema: { method: 'POST', path: '/data/foundation/conversion/schemas' },
  createSourceSchemaShort: { method: 'POST', path: '/data/foundation/schemas' },
  createSystemJob: { method: 'POST', path: '/data/core/ups/system/jobs' },
  createTargetConnection: { method: 'POST', path: '/data/foundation/flowservice/targetConnections' },
  createToken: { method: 'POST', path: '/ims/token' },
  createTokenV2: { method: 'POST', path: '/ims/token/v2' },
  createTokenV3: { method: 'POST', path: '/ims/token/v3' },
  createTransfers: { method: 'POST', path: '/data/foundation/exim/transfer' },
  createUser: { method: 'POST', path: '/meniscus/v1/users' },
  createUserGroup: { method: 'POST', path: '/meniscus/v1/user-groups' },
  deleteAccessPolicy: { method: 'DELETE', path: '/data/foundation/access-control/administration/policies/:policyId' },
  deleteAlertSubscription: { method: 'DELETE', path: '/meniscus/v1/alert-subscriptions/:id' },
  deleteAudience: { method: 'DELETE', path: '/data/core/ups/audiences/:id' },
  deleteBatch: { method: 'DELETE', path: '/data/foundation/catalog/batches/:batchId' },
  deleteClass: { method: 'DELETE', path: '/data/foundation/schemaregistry/tenant/classes/:resourceId' },
  deleteComputedAttribute: { method: 'DELETE', path: '/data/core/ca/attributes/:attributeId' },
  deleteConnection: { method: 'DELETE', path: '/data/foundation/flowservice/connections/:id' },
  deleteCredential: { method: 'DELETE', path: '/meniscus/v1/credentials/:clientId' },
  deleteCredentialPublicKey: { method: 'DELETE', path: '/meniscus/v1/credentials/:clientId/public-keys/:keyId' },
  deleteCredentialSecret: { method: 'DELETE', path: '/meniscus/v1/credentials/:clientId/secrets/:secretId' },
  deleteDataSet: { method: 'DELETE', path: '/data/foundation/catalog/dataSets/:dataSetId' },
  deleteDataSetLabels: { method: 'DELETE', path: '/data/foundation/catalog/dataSets/:dataSetId/labels' },
  deleteDataType: { method: 'DELETE', path: '/data/foundation/schemaregistry/tenant/datatypes/:resourceId' },
  deleteDescriptor: { method: 'DELETE', path: '/data/foundation/schemaregistry/tenant/descriptors/:descriptorId' },
  deleteEntity: { method: 'DELETE', path: '/data/core/ups/access/entities' },
  deleteExternalAudience: { method: 'DELETE', path: '/data/core/ais/external-audience/:audienceId' },
  deleteFieldGroup: { method: 'DELETE', path: '/data/foundation/schemaregistry/tenant/fieldgroups/:resourceId' },
  deleteFlow: { method: 'DELETE', path: '/data/foundation/flowservice/flows/:id' },
  deleteIdentitySettings: { method: 'DELETE', path: '/meniscus/v1/identity/settings' },
  deleteMergePolicy: { method: 'DELETE', path: '/data/core/ups/config/mergePolicies/:mergePolicyId' },
  deleteMixin: { method: 'DELETE', path: '/data/foundation/schemaregistry/tenant/mixins/:resourceId' },
  deletePackage: { method: 'DELETE', path: '/data/foundation/exim/packages/:packageId' },
  deletePreview: { method: 'DELETE', path: '/data/core/ups/preview/:previewId' },
  deleteRole: { method: 'DELETE', path: '/data/foundation/access-control/administration/roles/:roleId' },
  deleteSandbox: { method: 'DELETE', path: '/data/foundation/sandbox-management/sandboxes/:sandboxName' },
  deleteSchedule: { method: 'DELETE', path: '/data/core/ups/config/schedules/:id' },
  deleteSchema: { method: 'DELETE', path: '/data/foundation/schemaregistry/tenant/schemas/:resourceId' },
  deleteSchemaSingular: { method: 'DELETE', path: '/data/foundation/schemaregistry/tenant/schema/:resourceId' },
  deleteSegmentDefinition: { method: 'DELETE', path: '/data/core/ups/segment/definitions/:id' },
  deleteSegmentJob: { method: 'DELETE', path: '/data/core/ups/segment/jobs/:id' },
  deleteSourceConnection: { method: 'DELETE', path: '/data/foundation/flowservice/sourceConnections/:id' },
  deleteSystemJob: { method: 'DELETE', path: '/data/core/ups/system/jobs/:jobId' },
  deleteTargetConnection: { method: 'DELETE', path: '/data/foundation/flowservice/targetConnections/:id' },
  deleteUser: { method: 'DELETE', path: '/meniscus/v1/users/:userId' },
  deleteUserGroup: { method: 'DELETE', path: '/meniscus/v1/user-groups/:groupId' },
  downloadAuditExport: { method: 'GET', path: '/meniscus/v1/audit/exports/:exportId' },
  exchangeJwt: { method: 'POST', path: '/ims/exchange/jwt' },
  exchangeJwtV1: { method: 'POST', path: '/ims/exchange/v1/jwt' },
  explainMembership: { method: 'GET', path: '/meniscus/v1/explain/membership' },
  explainProfile: { method: 'GET', path: '/meniscus/v1/explain/profile' },
  explainRule: { method: 'POST', path: '/meniscus/v1/explain/rule' },
  exploreConnection: { method: 'GET', path: '/data/foundation/flowservice/connections/:id/explore' },
  exploreConnectionSpec: { method: 'GET', path: '/data/foundation/flowservice/connectionSpecs/:id/explore' },
  exportAuditEvents: { method: 'GET', path: '/data/foundation/audit/export' },
  exportMappings: { method: 'GET', path: '/meniscus/v1/mapping-sets/:mappingSetId/file' },
  exportResource: { method: 'GET', path: '/data/foundation/schemaregistry/rpc/export/:resourceId' },
  exportSandboxPackage: { method: 'GET', path: '/meniscus/v1/sandbox-package' },
  forgetPassword: { method: 'POST', path: '/ims/password/forgotten' },
  getAccessPolicy: { method: 'GET', path: '/data/foundation/access-control/administration/policies/:policyId' },
  getAlert: { method: 'GET', path: '/meniscus/v1/alerts/:id' },
  getAlertSubscription: { method: 'GET', path: '/meniscus/v1/alert-subscriptions/:id' },
  getAudience: { method: 'GET', path: '/data/core/ups/audiences/:id' },
  getBatch: { method: 'GET', path: '/data/foundation/catalog/batches/:batchId' },
  getBatchOld: { method: 'GET', path: '/data/foundation/catalog/batch/:batchId' },
  getBehavior: { method: 'GET', path: '/data/foundation/schemaregistry/global/behaviors/:resourceId' },
  getClass: { method: 'GET', path: '/data/foundation/schemaregistry/:container/classes/:resourceId' },
  getClusterHistory: { method: 'GET', path: '/data/core/identity/cluster/history' },
  getClusterMembers: { method: 'GET', path: '/data/core/identity/cluster/members' },
  getComputedAttribute: { method: 'GET', path: '/data/core/ca/attributes/:attributeId' },
  getConnectPlusSecret: { method: 'GET', path: '/meniscus/v1/sources/capillary/connect-plus/secret' },
  getConnectPlusValues: { method: 'GET', path: '/meniscus/v1/sources/capillary/connect-plus' },
  getConnection: { method: 'GET', path: '/data/foundation/flowservice/connections/:id' },
  getConnectionConfigs: { method: 'GET', path: '/data/foundation/flowservice/connections/:id/configs' },
  getConnectionSpec: { method: 'GET', path: '/data/foundation/flowservice/connectionSpecs/:id' },
  getConnectionSpecConfigs: { method: 'GET', path: '/data/foundation/flowservice/connectionSpecs/:id/configs' },
  getCoreLabel: { method: 'GET', path: '/data/foundation/dulepolicy/labels/core/:name' },
  getCredential: { method: 'GET', path: '/meniscus/v1/credentials/:clientId' },
  getCustomLabel: { method: 'GET', path: '/data/foundation/dulepolicy/labels/custom/:name' },
  getDataSet: { method: 'GET', path: '/data/foundation/catalog/dataSets/:dataSetId' },
  getDataSetCredentials: { method: 'GET', path: '/data/foundation/catalog/dataSets/:dataSetId/credentials' },
  getDataSetLabels: { method: 'GET', path: '/data/foundation/catalog/dataSets/:dataSetId/labels' },
  getDataSetLabelsV2: { method: 'GET', path: '/data/foundation/dataset/datasets/:dataSetId/labels' },
  getDataSetView: { method: 'GET', path: '/data/foundation/catalog/dataSetViews/:viewId' },
  getDataType: { method: 'GET', path: '/data/foundation/schemaregistry/:container/datatypes/:resourceId' },
  getDatasetOverlap: { method: 'GET', path: '/data/core/ups/previewsamplestatus/report/dataset/overlap' },
  getDescriptor: { method: 'GET', path: '/data/foundation/schemaregistry/tenant/descriptors/:descriptorId' },
  getEntity: { method: 'GET', path: '/data/core/ups/access/entities' },
  getEstimate: { method: 'GET', path: '/data/core/ups/estimate/:previewId' },
  getExportBatchFailed: { method: 'GET', path: '/data/foundation/export/batches/:batchId/failed' },
  getExportBatchMeta: { method: 'GET', path: '/data/foundation/export/batches/:batchId/meta' },
  getExportFile: { method: 'GET', path: '/data/foundation/export/files/:dataSetFileId' },
  getExportJob: { method: 'GET', path: '/data/core/ups/export/jobs/:exportJobId' },
  getExternalAudienceRun: { method: 'GET', path: '/data/core/ais/external-audience/:audienceId/runs/:runId' },
  getExternalAudienceRunOld: { method: 'GET', path: '/data/core/ais/external-audience/:audienceId/run/:runId' },
  getExternalAudienceTask: { method: 'GET', path: '/data/core/ais/external-audience/task/:taskId' },
  getExternalAudiencesTask: { method: 'GET', path: '/data/core/ais/external-audiences/task/:taskId' },
  getFailedRecord: { method: 'GET', path: '/meniscus/v1/failed-records/:failedRecordId' },
  getFieldGroup: { method: 'GET', path: '/data/foundation/schemaregistry/:container/fieldgroups/:resourceId' },
  getFlow: { method: 'GET', path: '/data/foundation/flowservice/flows/:id' },
  getFlowRun: { method: 'GET', path: '/data/foundation/flowservice/runs/:id' },
  getFlowSpec: { method: 'GET', path: '/data/foundation/flowservice/flowSpecs/:id' },
  getIdentity: { method: 'GET', path: '/data/core/identity/identity' },
  getIdentityGraph: { method: 'GET', path: '/meniscus/v1/identity/graph' },
  getIdentityMapping: { method: 'GET', path: '/data/core/identity/mapping' },
  getIdentitySettings: { method: 'GET', path: '/meniscus/v1/identity/settings' },
  getKeys: { method: 'GET', path: '/ims/keys' },
  getLedger: { method: 'GET', path: '/meniscus/v1/ledger' },
  getLedgerEntry: { method: 'GET', path: '/meniscus/v1/ledger/:xactionId' },
  getMapping: { method: 'GET', path: '/data/foundation/conversion/mappingSets/:mappingSetId/mappings/:mappingId' },
  getMappingSet: { method: 'GET', path: '/data/foundation/conversion/mappingSets/:mappingSetId' },
  getMappingSetShort: { method: 'GET', path: '/data/foundation/mappingSets/:mappingSetId' },
  getMappingShort: { method: 'GET', path: '/data/foundation/mappingSets/:mappingSetId/mappings/:mappingId' },
  getMe: { method: 'GET', path: '/meniscus/v1/me' },
  getMemberships: { method: 'GET', path: '/meniscus/v1/memberships' },
  getMergePolicies: { method: 'POST', path: '/data/core/ups/config/mergePolicies/bulk-get' },
  getMergePolicy: { method: 'GET', path: '/data/core/ups/config/mergePolicies/:mergePolicyId' },
  getMetrics: { method: 'GET', path: '/data/infrastructure/observability/insights/metrics' },
  getMixin: { method: 'GET', path: '/data/foundation/schemaregistry/:container/mixins/:resourceId' },
  getMonitoring: { method: 'GET', path: '/meniscus/v1/monitoring' },
  getMonitoringSeries: { method: 'GET', path: '/meniscus/v1/monitoring/:kind/:id' },
  getNamespace: { method: 'GET', path: '/data/core/idnamespace/identities/:namespaceId' },
  getNamespaceOverlap: { method: 'GET', path: '/data/core/ups/previewsamplestatus/report/namespace/overlap' },
  getOpenidConfiguration: { method: 'GET', path: '/ims/.well-known/openid-configuration' },
  getPackage: { method: 'GET', path: '/data/foundation/exim/packages/:packageId' },
  getPackageJob: { method: 'GET', path: '/data/foundation/exim/tools/job/:jobId' },
  getPackagePayload: { method: 'GET', path: '/data/foundation/exim/packages/payload/:packageId' },
  getPermissionReference: { method: 'GET', path: '/data/foundation/access-control/acl/reference' },
  getPreview: { method: 'GET', path: '/data/core/ups/preview/:previewId' },
  getPreviewSampleStatus: { method: 'GET', path: '/data/core/ups/previewsamplestatus' },
  getProfileExpirations: { method: 'GET', path: '/meniscus/v1/profile/expirations' },
  getProfilesByDataset: { method: 'GET', path: '/data/core/ups/previewsamplestatus/report/dataset' },
  getProfilesByNamespace: { method: 'GET', path: '/data/core/ups/previewsamplestatus/report/namespace' },
  getResourceAuditLog: { method: 'GET', path: '/data/foundation/schemaregistry/rpc/auditlog/:resourceId' },
  getRole: { method: 'GET', path: '/data/foundation/access-control/administration/roles/:roleId' },
  getSample: { method: 'GET', path: '/data/foundation/conversion/samples/:sampleId' },
  getSampleShort: { method: 'GET', path: '/data/foundation/samples/:sampleId' },
  getSandbox: { method: 'GET', path: '/data/foundation/sandbox-management/sandboxes/:sandboxName' },
  getSchedule: { method: 'GET', path: '/data/core/ups/config/schedules/:id' },
  getSchema: { method: 'GET', path: '/data/foundation/schemaregistry/:container/schemas/:resourceId' },
  getSchemaRegistryStats: { method: 'GET', path: '/data/foundation/schemaregistry/stats' },
  getSchemaSample: { method: 'GET', path: '/data/foundation/schemaregistry/rpc/sampledata/:resourceId' },
  getSegmentDefinition: { method: 'GET', path: '/data/core/ups/segment/definitions/:id' },
  getSegmentJob: { method: 'GET', path: '/data/core/ups/segment/jobs/:id' },
  getSourceConnection: { method: 'GET', path: '/data/foundation/flowservice/sourceConnections/:id' },
  getSourceSchema: { method: 'GET', path: '/data/foundation/conversion/schemas/:schemaId' },
  getSourceSchemaShort: { method: 'GET', path: '/data/foundation/schemas/:schemaId' },
  getSystemJob: { method: 'GET', path: '/data/core/ups/system/jobs/:jobId' },
  getTargetConnection: { method: 'GET', path: '/data/foundation/flowservice/targetConnections/:id' },
  getTransfer: { method: 'GET', path: '/data/foundation/exim/transfer/:transferId' },
  getUnion: { method: 'GET', path: '/data/foundation/schemaregistry/tenant/unions/:unionId' },
  getUnstitchedProfiles: { method: 'GET', path: '/data/core/ups/previewsamplestatus/report/unstitchedProfiles' },
  getUser: { method: 'GET', path: '/meniscus/v1/users/:userId' },
  getUserGroup: { method: 'GET', path: '/meniscus/v1/user-groups/:groupId' },
  getUserInfo: { method: 'GET', path: '/ims/userinfo/v2' },
  getViewOfDataSet: { method: 'GET', path: '/data/foundation/catalog/dataSets/:dataSetId/views/:viewId' },
  headExportFile: { method: 'HEAD', path: '/data/foundation/export/files/:dataSetFileId' },
  headImportFile: { method: 'HEAD', path: '/data/foundation/import/batches/:batchId/datasets/:datasetId/files/*' },
  importMappings: { method: 'PUT', path: '/meniscus/v1/mapping-sets/:mappingSetId/file' },
  importResource: { method: 'POST', path: '/data/foundation/schemaregistry/rpc/import' },
  importSandboxPackage: { method: 'POST', path: '/meniscus/v1/sandbox-package' },
  invalidateToken: { method: 'POST', path: '/ims/invalidate_token/v2' },
  listAccessPolicies: { method: 'GET', path: '/data/foundation/access-control/administration/policies' },
  listAccessRequests: { method: 'GET', path: '/meniscus/v1/access-requests' },
  listActivePermissions: { method: 'POST', path: '/data/foundation/access-control/acl/active-permissions' },
  listAlertRules: { method: 'GET', path: '/meniscus/v1/alert-rules' },
  listAlertSubscriptions: { method: 'GET', path: '/meniscus/v1/alert-subscriptions' },
  listAlerts: { method: 'GET', path: '/meniscus/v1/alerts' },
  listAudiences: { method: 'GET', path: '/data/core/ups/audiences' },
  listAuditEvents: { method: 'GET', path: '/data/foundation/audit/events' },
  listAvailableSandboxes: { method: 'GET', path: '/data/foundation/sandbox-management' },
  listBatches: { method: 'GET', path: '/data/foundation/catalog/batches' },
  listBehaviors: { method: 'GET', path: '/data/foundation/schemaregistry/global/behaviors' },
  listCatalogRequests: { method: 'GET', path: '/data/foundation/catalog' },
  listClasses: { method: 'GET', path: '/data/foundation/schemaregistry/:container/classes' },
  listClusterHistories: { method: 'POST', path: '/data/core/identity/clusters/history' },
  listClusterMembers: { method: 'POST', path: '/data/core/identity/clusters/members' },
  listComputedAttributes: { method: 'GET', path: '/data/core/ca/attributes' },
  listConnectionSpecs: { method: 'GET', path: '/data/foundation/flowservice/connectionSpecs' },
  listConnections: { method: 'GET', path: '/data/foundation/flowservice/connections' },
  listCoreLabels: { method: 'GET', path: '/data/foundation/dulepolicy/labels/core' },
  listCredentials: { method: 'GET', path: '/meniscus/v1/credentials' },
  listCustomLabels: { method: 'GET', path: '/data/foundation/dulepolicy/labels/custom' },
  listDataSetFiles: { method: 'GET', path: '/data/foundation/catalog/dataSetFiles' },
  listDataSetViewFiles: { method: 'GET', path: '/data/foundation/catalog/dataSets/:dataSetId/views/:viewId/files' },
  listDataSetViews: { method: 'GET', path: '/data/foundation/catalog/dataSetViews' },
  listDataSets: { method: 'GET', path: '/data/foundation/catalog/dataSets' },
  listDataTypes: { method: 'GET', path: '/data/foundation/schemaregistry/:container/datatypes' },
  listDescriptors: { method: 'GET', path: '/data/foundation/schemaregistry/tenant/descriptors' },
  listEffectivePolicies: { method: 'POST', path: '/data/foundation/access-control/acl/effective-policies' },
  listEntities: { method: 'POST', path: '/data/core/ups/access/entities' },
  listExportBatchFiles: { method: 'GET', path: '/data/foundation/export/batches/:batchId/files' },
  listExportJobs: { method: 'GET', path: '/data/core/ups/export/jobs' },
  listFailedRecords: { method: 'GET', path: '/meniscus/v1/failed-records' },
  listFieldGroups: { method: 'GET', path: '/data/foundation/schemaregistry/:container/fieldgroups' },
  listFlowRuns: { method: 'GET', path: '/data/foundation/flowservice/runs' },
  listFlowSpecs: { method: 'GET', path: '/data/foundation/flowservice/flowSpecs' },
  listFlows: { method: 'GET', path: '/data/foundation/flowservice/flows' },
  listGraphAlarms: { method: 'GET', path: '/meniscus/v1/identity/alarms' },
  listGuardrails: { method: 'GET', path: '/meniscus/v1/guardrails' },
  listHistoryRejects: { method: 'GET', path: '/meniscus/v1/history/runs/:runId/rejects' },
  listIdentityMappings: { method: 'POST', path: '/data/core/identity/mappings' },
  listLastBatches: { method: 'GET', path: '/data/foundation/catalog/lastBatches' },
  listLinkedIdentities: { method: 'POST', path: '/data/core/identity/v2/graph' },
  listMappingFunctions: { method: 'GET', path: '/data/foundation/conversion/languages/el/functions' },
  listMappingFunctionsShort: { method: 'GET', path: '/data/foundation/languages/el/functions' },
  listMappingOperators: { method: 'GET', path: '/data/foundation/conversion/languages/el/operators' },
  listMappingOperatorsShort: { method: 'GET', path: '/data/foundation/languages/el/operators' },
  listMappingSetVersions: { method: 'GET', path: '/meniscus/v1/mapping-sets/:mappingSetId/versions' },
  listMappingSets: { method: 'GET', path: '/data/foundation/conversion/mappingSets' },
  listMappingSetsShort: { method: 'GET', path: '/data/foundation/mappingSets' },
  listMappings: { method: 'GET', path: '/data/foundation/conversion/mappingSets/:mappingSetId/mappings' },
  listMappingsShort: { method: 'GET', path: '/data/foundation/mappingSets/:mappingSetId/mappings' },
  listMergePolicies: { method: 'GET', path: '/data/core/ups/config/mergePolicies' },
  listMixins: { method: 'GET', path: '/data/foundation/schemaregistry/:container/mixins' },
  listNamespaces: { method: 'GET', path: '/data/core/idnamespace/identities' },
  listOrganisations: { method: 'GET', path: '/meniscus/v1/organisations' },
  listOwnAccessRequests: { method: 'GET', path: '/meniscus/v1/me/access-requests' },
  listPackageConflicts: { method: 'GET', path: '/data/foundation/exim/packages/:packageId/import' },
  listPackageDependencies: { method: 'POST', path: '/data/foundation/exim/packages/:packageId/children' },
  listPackageJobs: { method: 'GET', path: '/data/foundation/exim/packages/jobs' },
  listPackages: { method: 'GET', path: '/data/foundation/exim/packages' },
  listPartnershipRequests: { method: 'GET', path: '/data/foundation/exim/handshake/list' },
  listPermissionCategories: { method: 'GET', path: '/data/foundation/access-control/administration/products/:productId/categories' },
  listPermissionSets: { method: 'GET', path: '/data/foundation/access-control/administration/products/:productId/permission-sets' },
  listProducts: { method: 'GET', path: '/data/foundation/access-control/administration/products' },
  listRecommendationPlaces: { method: 'GET', path: '/meniscus/v1/schema-recommendations/places' },
  listRoleSubjects: { method: 'GET', path: '/data/foundation/access-control/administration/roles/:roleId/subjects' },
  listRoles: { method: 'GET', path: '/data/foundation/access-control/administration/roles' },
  listRuleFields: { method: 'GET', path: '/meniscus/v1/rule-fields' },
  listSamples: { method: 'GET', path: '/data/foundation/conversion/samples' },
  listSamplesShort: { method: 'GET', path: '/data/foundation/samples' },
  listSandboxTypes: { method: 'GET', path: '/data/foundation/sandbox-management/sandboxTypes' },
  listSandboxes: { method: 'GET', path: '/data/foundation/sandbox-management/sandboxes' },
  listSchedules: { method: 'GET', path: '/data/core/ups/config/schedules' },
  listSchemas: { method: 'GET', path: '/data/foundation/schemaregistry/:container/schemas' },
  listSegmentDefinitions: { method: 'GET', path: '/data/core/ups/segment/definitions' },
  listSegmentJobs: { method: 'GET', path: '/data/core/ups/segment/jobs' },
  listSourceConnections: { method: 'GET', path: '/data/foundation/flowservice/sourceConnections' },
  listSourceSchemas: { method: 'GET', path: '/data/foundation/conversion/schemas' },
  listSourceSchemasShort: { method: 'GET', path: '/data/foundation/schemas' },
  listSystemJobs: { method: 'GET', path: '/data/core/ups/system/jobs' },
  listTagValues: { method: 'GET', path: '/data/foundation/catalog/tags/*' },
  listTargetConnections: { method: 'GET', path: '/data/foundation/flowservice/targetConnections' },
  listTokenOrganisations: { method: 'GET', path: '/ims/organizations/v6' },
  listTransfers: { method: 'GET', path: '/data/foundation/exim/transfer/list' },
  listUndoneLinks: { method: 'GET', path: '/meniscus/v1/identity/undone-links' },
  listUnions: { method: 'GET', path: '/data/foundation/schemaregistry/tenant/unions' },
  listUniqueBatchValues: { method: 'GET', path: '/data/foundation/catalog/batches/uniques/:field' },
  listUserGroups: { method: 'GET', path: '/meniscus/v1/user-groups' },
  listUsers: { method: 'GET', path: '/meniscus/v1/users' },
  muteAlert: { method: 'POST', path: '/meniscus/v1/alerts/:id/mute' },
  patchAudience: { method: 'PATCH', path: '/data/core/ups/audiences/:id' },
  patchClass: { method: 'PATCH', path: '/data/foundation/schemaregistry/tenant/classes/:resourceId' },
  patchDataType: { method: 'PATCH', path: '/data/foundation/schemaregistry/tenant/datatypes/:resourceId' },
  patchExternalAudience: { method: 'PATCH', path: '/data/core/ais/external-audience/:audienceId' },
  patchFieldGroup: { method: 'PATCH', path: '/data/foundation/schemaregistry/tenant/fieldgroups/:resourceId' },
  patchMergePolicy: { method: 'PATCH', path: '/data/core/ups/config/mergePolicies/:mergePolicyId' },
  patchMixin: { method: 'PATCH', path: '/data/foundation/schemaregistry/tenant/mixins/:resourceId' },
  patchSchedule: { method: 'PATCH', path: '/data/core/ups/config/schedules/:id' },
  patchSchema: { method: 'PATCH', path: '/data/foundation/schemaregistry/tenant/schemas/:resourceId' },
  patchSchemaSingular: { method: 'PATCH', path: '/data/foundation/schemaregistry/tenant/schema/:resourceId' },
  patchSegmentDefinition: { method: 'PATCH', path: '/data/core/ups/segment/definitions/:id' },
  performConnectionAction: { method: 'POST', path: '/data/foundation/flowservice/connections/:id/action' },
  performFlowAction: { method: 'POST', path: '/data/foundation/flowservice/flows/:id/action' },
  performFlowRunAction: { method: 'POST', path: '/data/foundation/flowservice/runs/:id/action' },
  performSourceConnectionAction: { method: 'POST', path: '/data/foundation/flowservice/sourceConnections/:id/action' },
  performTargetConnectionAction: { method: 'POST', path: '/data/foundation/flowservice/targetConnections/:id/action' },
  previewDataset: { method: 'GET', path: '/data/foundation/export/datasets/:dataSetId/preview' },
  previewImportBatch: { method: 'GET', path: '/data/foundation/import/batches/:batchId/datasets/:datasetId/preview' },
  previewMappingSet: { method: 'POST', path: '/data/foundation/conversion/mappingSets/preview' },
  previewMappingSetShort: { method: 'POST', path: '/data/foundation/mappingSets/preview' },
  putIdentitySettings: { method: 'PUT', path: '/meniscus/v1/identity/settings' },
  putProfileExpirations: { method: 'PUT', path: '/meniscus/v1/profile/expirations' },
  queryMetrics: { method: 'POST', path: '/data/infrastructure/observability/insights/metrics' },
  recommendMapping: { method: 'POST', path: '/meniscus/v1/mapping-recommendations' },
  recommendSchema: { method: 'POST', path: '/meniscus/v1/schema-recommendations' },
  reconcileCapillary: { method: 'GET', path: '/meniscus/v1/sources/capillary/reconciliation' },
  replaceAccessPolicy: { method: 'PUT', path: '/data/foundation/access-control/administration/policies/:policyId' },
  replaceAudience: { method: 'PUT', path: '/data/core/ups/audiences/:id' },
  replaceBatch: { method: 'PUT', path: '/data/foundation/catalog/batches/:batchId' },
  replaceClass: { method: 'PUT', path: '/data/foundation/schemaregistry/tenant/classes/:resourceId' },
  replaceCustomLabel: { method: 'PUT', path: '/data/foundation/dulepolicy/labels/custom/:name' },
  replaceDataSet: { method: 'PUT', path: '/data/foundation/catalog/dataSets/:dataSetId' },
  replaceDataSetLabels: { method: 'PUT', path: '/data/foundation/catalog/dataSets/:dataSetId/labels' },
  replaceDataSetLabelsV2: { method: 'PUT', path: '/data/foundation/dataset/datasets/:dataSetId/labels' },
  replaceDataType: { method: 'PUT', path: '/data/foundation/schemaregistry/tenant/datatypes/:resourceId' },
  replaceDescriptor: { method: 'PUT', path: '/data/foundation/schemaregistry/tenant/descriptors/:descriptorId' },
  replaceFieldGroup: { method: 'PUT', path: '/data/foundation/schemaregistry/tenant/fieldgroups/:resourceId' },
  replaceMergePolicy: { method: 'PUT', path: '/data/core/ups/config/mergePolicies/:mergePolicyId' },
  replaceMixin: { method: 'PUT', path: '/data/foundation/schemaregistry/tenant/mixins/:resourceId' },
  replaceRole: { method: 'PUT', path: '/data/foundation/access-control/administration/roles/:roleId' },
  replaceSchema: { method: 'PUT', path: '/data/foundation/schemaregistry/tenant/schemas/:resourceId' },
  replaceSchemaSingular: { method: 'PUT', path: '/data/foundation/schemaregistry/tenant/schema/:resourceId' },
  replaceUserGroup: { method: 'PUT', path: '/meniscus/v1/user-groups/:groupId' },
  replayFailedRecord: { method: 'POST', path: '/meniscus/v1/failed-records/:failedRecordId/replay' },
  resetSandbox: { method: 'PUT', path: '/data/foundation/sandbox-management/sandboxes/:sandboxName' },
  resolveAlert: { method: 'POST', path: '/meniscus/v1/alerts/:id/resolve' },
  restoreLink: { method: 'DELETE', path: '/meniscus/v1/identity/undone-links/:linkId' },
  revokeToken: { method: 'POST', path: '/ims/revoke' },
  runCatalogRequests: { method: 'POST', path: '/data/foundation/catalog' },
  runExternalAudience: { method: 'POST', path: '/data/core/ais/external-audience/:audienceId/run' },
  runSql: { method: 'POST', path: '/meniscus/v1/sql' },
  searchConnections: { method: 'POST', path: '/data/foundation/flowservice/connections/search' },
  searchFlowSpecs: { method: 'POST', path: '/data/foundation/flowservice/flowSpecs/search' },
  searchFlows: { method: 'POST', path: '/data/foundation/flowservice/flows/search' },
  searchSegmentNamespaces: { method: 'GET', path: '/data/core/ups/search/namespaces' },
  searchSegmentTaxonomy: { method: 'GET', path: '/data/core/ups/search/taxonomy' },
  searchSegments: { method: 'GET', path: '/data/core/ups/search/entities' },
  setUpCapillary: { method: 'POST', path: '/meniscus/v1/sources/capillary/setup' },
  showForgottenPassword: { method: 'GET', path: '/ims/password/forgotten' },
  showPassword: { method: 'GET', path: '/ims/password' },
  showSignIn: { method: 'GET', path: '/ims/authorize/v2' },
  signIn: { method: 'POST', path: '/ims/authorize/v2' },
  simulateIdentityGraph: { method: 'POST', path: '/meniscus/v1/identity/simulations' },
  streamLive: { method: 'GET', path: '/meniscus/v1/live' },
  submitExternalAudience: { method: 'POST', path: '/data/core/ais/external-audience/submit' },
  testAlertSubscription: { method: 'POST', path: '/meniscus/v1/alert-subscriptions/:id/test' },
  testConnection: { method: 'GET', path: '/data/foundation/flowservice/connections/:id/test' },
  undoLink: { method: 'POST', path: '/meniscus/v1/identity/undone-links' },
  updateAccessPolicy: { method: 'PATCH', path: '/data/foundation/access-control/administration/policies/:policyId' },
  updateAccessRequest: { method: 'PATCH', path: '/meniscus/v1/access-requests/:requestId' },
  updateAlertSubscription: { method: 'PATCH', path: '/meniscus/v1/alert-subscriptions/:id' },
  updateBatch: { method: 'PATCH', path: '/data/foundation/catalog/batches/:batchId' },
  updateComputedAttribute: { method: 'PATCH', path: '/data/core/ca/attributes/:attributeId' },
  updateConnection: { method: 'PATCH', path: '/data/foundation/flowservice/connections/:id' },
  updateConnectionSpec: { method: 'PUT', path: '/data/foundation/flowservice/connectionSpecs/:id' },
  updateDataSet: { method: 'PATCH', path: '/data/foundation/catalog/dataSets/:dataSetId' },
  updateDataSetTags: { method: 'POST', path: '/data/foundation/catalog/dataSets/:dataSetId' },
  updateDataSetV2: { method: 'PATCH', path: '/data/foundation/catalog/v2/dataSets/:dataSetId' },
  updateFlow: { method: 'PATCH', path: '/data/foundation/flowservice/flows/:id' },
  updateFlowRun: { method: 'PUT', path: '/data/foundation/flowservice/runs/:id' },
  updateFlowSpec: { method: 'PUT', path: '/data/foundation/flowservice/flowSpecs/:id' },
  updateLanguage: { method: 'PUT', path: '/meniscus/v1/me/language' },
  updateMappingSet: { method: 'PUT', path: '/data/foundation/conversion/mappingSets/:mappingSetId' },
  updateMappingSetShort: { method: 'PUT', path: '/data/foundation/mappingSets/:mappingSetId' },
  updateNamespace: { method: 'PUT', path: '/data/core/idnamespace/identities/:namespaceId' },
  updatePackage: { method: 'PUT', path: '/data/foundation/exim/packages' },
  updatePackageVisibility: { method: 'PUT', path: '/data/foundation/exim/packages/update' },
  updatePartnershipRequest: { method: 'POST', path: '/data/foundation/exim/handshake/action' },
  updatePassword: { method: 'PUT', path: '/meniscus/v1/me/password' },
  updateRole: { method: 'PATCH', path: '/data/foundation/access-control/administration/roles/:roleId' },
  updateRoleSubjects: { method: 'PATCH', path: '/data/foundation/access-control/administration/roles/:roleId/subjects' },
  updateSample: { method: 'PUT', path: '/data/foundation/conversion/samples/:sampleId' },
  updateSampleShort: { method: 'PUT', path: '/data/foundation/samples/:sampleId' },
  updateSandbox: { method: 'PATCH', path: '/data/foundation/sandbox-management/sandboxes/:sandboxName' },
  updateSourceConnection: { method: 'PATCH', path: '/data/foundation/flowservice/sourceConnections/:id' },
  updateTargetConnection: { method: 'PATCH', path: '/data/foundation/flowservice/targetConnections/:id' },
  updateUser: { method: 'PATCH', path: '/meniscus/v1/users/:userId' },
  uploadExternalAudienceFile: { method: 'POST', path: '/meniscus/v1/external-audience-files' },
  uploadImportFile: { method: 'PUT', path: '/data/foundation/import/batches/:batchId/datasets/:datasetId/files/*' },
  uploadImportFilePart: { method: 'PATCH', path: '/data/foundation/import/batches/:batchId/datasets/:datasetId/files/*' },
  uploadSample: { method: 'POST', path: '/data/foundation/conversion/samples/upload' },
  uploadSampleShort: { method: 'POST', path: '/data/foundation/samples/upload' },
  uploadSourceSchema: { method: 'POST', path: '/data/foundation/conversion/schemas/upload' },
  uploadSourceSchemaShort: { method: 'POST', path: '/data/foundation/schemas/upload' },
  validateExpression: { method: 'POST', path: '/data/foundation/conversion/languages/el/validate' },
  validateExpressionShort: { method: 'POST', path: '/data/foundation/languages/el/validate' },
  validateMappingSet: { method: 'POST', path: '/data/foundation/conversion/mappingSets/validate' },
  validateMappingSetShort: { method: 'POST', path: '/data/foundation/mappingSets/validate' },
  validateToken: { method: 'POST', path: '/ims/validate_token/v1' },
  verifyAuditLog: { method: 'GET', path: '/meniscus/v1/audit/verification' },
};
