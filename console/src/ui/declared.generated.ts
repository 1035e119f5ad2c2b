// Made of the platform's declarations by `npm run generate`. Do not edit.

export const permission = {
  "activate-destinations": "Activate Destinations",
  "activate-segment-without-mapping": "Activate Segment without Mapping",
  "apply-data-usage-labels": "Apply Data Usage Labels",
  "destination-authoring": "Destination Authoring",
  "edit-identity-settings": "Edit Identity Settings",
  "evaluate-a-segment-to-an-audience": "Evaluate a Segment to an Audience",
  "export-audience-for-segments": "Export Audience for Segment",
  "manage-access-control": "Manage Access Control",
  "manage-alerts": "Manage Alerts",
  "manage-and-activate-dataset-destinations": "Manage and Activate Dataset Destinations",
  "manage-audience-share": "Manage Audience Share",
  "manage-audience-share-connections": "Manage Audience Share Connections",
  "manage-computed-attributes": "Manage Computed attributes",
  "manage-data-hygiene": "Manage Data Hygiene",
  "manage-data-science-workspace": "Manage Data Science Workspace",
  "manage-data-usage-policies": "Manage Data Usage Policies",
  "manage-datasets": "Manage Datasets",
  "manage-destinations": "Manage Destinations",
  "manage-identity-metadata": "Manage Identity Metadata",
  "manage-identity-namespaces": "Manage Identity Namespaces",
  "manage-merge-policies": "Manage Merge Policies",
  "manage-organisations": "Manage Organisations",
  "manage-package": "Manage Packages",
  "manage-profiles": "Manage Profiles",
  "manage-queries": "Manage Queries",
  "manage-query-service-integration": "Manage Query Service Integration",
  "manage-relationships": "Manage Relationships",
  "manage-sandboxes": "Manage Sandboxes",
  "manage-schemas": "Manage Schemas",
  "manage-segments": "Manage Segments",
  "manage-sources": "Manage Sources",
  "manage-standard-dashboards": "Manage Standard Dashboards",
  "reset-sandboxes": "Reset a Sandbox",
  "resolve-alerts": "Resolve Alerts",
  "view-access-control": "View Access Control",
  "view-alerts": "View Alerts",
  "view-alerts-history": "View Alerts History",
  "view-computed-attributes": "View Computed attributes",
  "view-data-hygiene": "View Data Hygiene",
  "view-data-usage-policies": "View Data Usage Policies",
  "view-datasets": "View Datasets",
  "view-destinations": "View Destinations",
  "view-identity-graph": "View Identity Graph",
  "view-identity-namespaces": "View Identity Namespaces",
  "view-identity-settings": "View Identity Settings",
  "view-license-usage-dashboard": "View License Usage Dashboard",
  "view-merge-policies": "View Merge Policies",
  "view-monitoring-dashboard": "Data Monitoring",
  "view-profiles": "View Profiles",
  "view-sandboxes": "View Sandboxes",
  "view-schemas": "View Schemas",
  "view-segments": "View Segments",
  "view-sources": "View Sources",
  "view-user-activity-log": "View User Activity Log"
} as const;

export const permissionCategory = {
  "Administration": "Administration",
  "Alerts": "Alerts",
  "Computed Attributes": "Computed Attributes",
  "Dashboards": "Dashboards",
  "Data Governance": "Data Governance",
  "Data Hygiene": "Data Hygiene",
  "Data Ingestion": "Data Ingestion",
  "Data Management": "Data Management",
  "Data Modeling": "Data Modeling",
  "Data Science Workspace": "Data Science Workspace",
  "Destinations": "Destinations",
  "Identity Management": "Identity Management",
  "Profile Management": "Profile Management",
  "Query Service": "Query Service",
  "Sandbox Administration": "Sandbox Administration"
} as const;

export const alertRule = {
  "error-rate": "Sources ingestion failure",
  "lag": "Sources ingestion delay",
  "no-data": "No data ingested",
  "run-failure": "Sources flow run failure",
  "run-start": "Sources flow run start",
  "run-success": "Sources flow run success"
} as const;

export const alertRuleDescription = {
  "error-rate": "More records of a dataflow than a share of them have failed in a window.",
  "lag": "The message that is next in line has waited longer than this.",
  "no-data": "An enabled streaming dataflow has received nothing for a while.",
  "run-failure": "A run of a dataflow has failed. Resolved by its next run that succeeds.",
  "run-start": "A run of a dataflow has begun.",
  "run-success": "A run of a dataflow has ended, with all of its records or with some of them."
} as const;

export const sourceTitle = {
  "Capillary Streaming Events": "Capillary Streaming Events",
  "Streaming Connection": "HTTP API",
  "amazon-s3": "Amazon S3",
  "local-folder": "Local folder",
  "sftp": "SFTP"
} as const;

export const sourceDescription = {
  "Capillary Streaming Events": "Stream loyalty profiles, points, tiers and transactions from Capillary as they change.",
  "Streaming Connection": "Send JSON or XDM messages to an HTTP endpoint and find them in a dataset and in profiles at once.",
  "amazon-s3": "Read CSV files, plain or in zip or gzip, from an S3 bucket: once or on a schedule.",
  "local-folder": "Read CSV files, plain or in zip or gzip, from a folder of the machine the platform runs on.",
  "sftp": "Read CSV files, plain or in zip or gzip, from an SFTP server: once or on a schedule."
} as const;

export const sourceCategory = {
  "Cloud storage": "Cloud storage",
  "Local system": "Local system",
  "Loyalty": "Loyalty",
  "Streaming": "Streaming"
} as const;

export const sample = {
  "A member with balance and tier": "A member with balance and tier",
  "A purchase with its lines": "A purchase with its lines"
} as const;

export const signIn = {
  "Access Key": "Access Key",
  "Basic Authentication for sftp": "Basic Authentication for sftp",
  "Folder": "Folder",
  "OAuth generic-rest-connector": "OAuth generic-rest-connector",
  "SSH PublicKey Authentication for sftp": "SSH PublicKey Authentication for sftp",
  "Streaming Connection": "Streaming Connection"
} as const;

export const parameter = {
  "Capillary Streaming Events/accessToken": "Access token",
  "Capillary Streaming Events/clientId": "Client ID",
  "Capillary Streaming Events/clientSecret": "Client secret",
  "Streaming Connection/authenticationRequired": "Authentication",
  "Streaming Connection/dataType": "Data type",
  "Streaming Connection/hmacPreviousSecret": "Previous signing secret",
  "Streaming Connection/hmacSecret": "Signing secret",
  "Streaming Connection/name": "Name",
  "Streaming Connection/sourceId": "Source id",
  "amazon-s3/bucketName": "Bucket",
  "amazon-s3/folderPath": "Folder",
  "amazon-s3/region": "Region",
  "amazon-s3/s3AccessKey": "Access key id",
  "amazon-s3/s3SecretKey": "Secret access key",
  "amazon-s3/s3SessionToken": "Session token",
  "amazon-s3/serviceUrl": "Service URL",
  "local-folder/folderPath": "Folder",
  "sftp/folderPath": "Folder",
  "sftp/host": "Host",
  "sftp/hostKey": "Fingerprint of the server's key",
  "sftp/passPhrase": "Passphrase of the key",
  "sftp/password": "Password",
  "sftp/port": "Port",
  "sftp/privateKeyContent": "Private key",
  "sftp/userName": "User name"
} as const;

export const parameterHint = {
  "Capillary Streaming Events/accessToken": "A token of that credential.",
  "Capillary Streaming Events/clientId": "Client id of the Adobe credential the connector uses.",
  "Streaming Connection/authenticationRequired": "Callers must send a token of this organisation.",
  "Streaming Connection/dataType": "raw: any JSON, mapped by a dataflow. xdm: messages in the XDM envelope, checked against their schema.",
  "Streaming Connection/hmacPreviousSecret": "Taken too, while callers change to the new one.",
  "Streaming Connection/hmacSecret": "Callers must send x-hmac-sha256: the HMAC-SHA256 of the exact body under this secret, in hex or base64.",
  "Streaming Connection/sourceId": "Source name of messages that bring none; the name unless given.",
  "amazon-s3/folderPath": "All paths are below it.",
  "amazon-s3/serviceUrl": "Of a service that is not Amazon’s, e.g. https://s3.example.com.",
  "local-folder/folderPath": "Below the folder for files of the platform (MENISCUS_FILES_DIR); that folder itself unless given.",
  "sftp/folderPath": "All paths are below it; the folder signed in to unless given.",
  "sftp/hostKey": "SHA256:…, as ssh-keygen -lf prints it. Without it no connection is made; the refusal tells the one the server shows.",
  "sftp/privateKeyContent": "Base64 of a private key in OpenSSH or PEM form."
} as const;

export const parameterOption = {
  "raw": "raw",
  "xdm": "xdm"
} as const;

export const recordPhrase = {
  "row-unreadable": "The row has corrupted data and cannot be read or parsed. Fix the corrupted data and try again.",
  "row-unreadable-because": "the row cannot be read: {why}",
  "too-deep": "the row is nested more than {levels} levels deep; flatten it, then replay",
  "unroutable": "{why} [{id}], then replay",
  "no-flow": "the dataflow does not exist; send the header x-adobe-flow-id with the id of an enabled dataflow",
  "flow-disabled": "the dataflow is disabled; enable it in Sources",
  "no-dataset": "the dataset does not exist",
  "no-schema": "the schema of the dataset does not exist",
  "no-mapping": "the mapping set of the dataflow does not exist",
  "no-way": "the event stands for {kinds} records, and no enabled dataflow of the connection has such a schema; set one up, then replay",
  "nothing-mapped": "no row of the mapping set found anything in this record; check its source fields, then replay",
  "at-row": "{source} → {destination}: {what}",
  "schema-violation": "{why}",
  "no-identity": "the record has no identity, so it belongs to nobody; map one into identityMap, then replay",
  "no-namespace": "identity namespace `{code}` does not exist; create it under Identities, then replay this record",
  "bad-identity": "{why}; the record's identities were not linked to each other",
  "identity-empty": "the {code} identity is empty",
  "identity-too-long": "the {code} identity is longer than {most} characters",
  "ecid-form": "an ECID has exactly 38 digits",
  "too-many-identities": "the record has {count} identities; the first {most} were used",
  "two-of-unique": "the record has more than one {code}, which is unique per graph, so nothing was linked; send one person per record",
  "event-of-two": "the event has more than one {code}, so it is not clear whose it is; it was not added to a profile",
  "internal": "an error of the platform, not of the record: {why}; report it, then replay",
  "durable": "durable at position {position}",
  "not-processed": "not processed yet",
  "xdm-as-received": "XDM as received",
  "by-flow": "dataflow {id}",
  "repeated": "the dataset had this event already, by its _id; it came first with {xactionId}",
  "profiles-only": "a partial update goes to profiles only",
  "on-its-way": "on its way into dataset {id}",
  "in-batch": "batch {batch} of dataset {id}",
  "fits-schema": "fits its schema",
  "nothing-to-link": "one identity, nothing to link",
  "linked": "{count} identities linked",
  "dataset-without-identity": "the dataset is not enabled for identity",
  "record-without-identity": "the record has no identity",
  "without-profile": "dataset or schema is not enabled for profile",
  "in-profile": "in the profile of {code}",
  "memberships": "{count} audiences, member of {inside} now"
} as const;

export const alertPhrase = {
  "lag": "the next message in line has waited {seconds} s (limit {limit} s)",
  "no-data": "{flow} has received nothing for {minutes} minutes",
  "error-rate": "{rate} % of the records of {flow} failed in {minutes} minutes ({failed} records, limit {limit} %)",
  "run-begun": "a run of {flow} has begun",
  "run-success": "a run of {flow} has ended with success",
  "run-partial-success": "a run of {flow} has ended with partialSuccess",
  "run-failed": "a run of {flow} has failed: {why}",
  "no-reason": "no reason was reported",
  "test": "this is a test: nothing has happened"
} as const;

export const role = {
  "Administrators": "Administrators",
  "Default production all access": "Default production all access",
  "Sandbox administrators": "Sandbox administrators"
} as const;

export const roleDescription = {
  "Administrators": "Everything in every sandbox, and who may do what.",
  "Default production all access": "Everything but administration, in the default production sandbox.",
  "Sandbox administrators": "Makes, resets and deletes sandboxes."
} as const;

export const policyDescription = {
  "Default-Label-Based-Access-Control-Policy": "Labelled fields and audiences are seen by those whose roles carry all of the labels."
} as const;

export const label = {
  "C1": "Export in aggregate",
  "C10": "No stitched identities",
  "C11": "No Segment Match",
  "C12": "No export",
  "C2": "No export to third parties",
  "C3": "Not with direct identifiers",
  "C4": "No targeting",
  "C5": "No interest-based targeting",
  "C6": "No on-site advertising",
  "C7": "No on-site content",
  "C8": "No measurement",
  "C9": "No data science",
  "I1": "Directly identifiable",
  "I2": "Indirectly identifiable",
  "PSPD": "Permitted sensitive personal data",
  "RHD": "Regulated health data",
  "S1": "Precise location",
  "S2": "Broad location",
  "Third-Party": "Third-party data"
} as const;

export const labelDescription = {
  "C1": "Leaves the platform only in sums that tell no person and no device apart.",
  "C10": "Is not activated by identities that were stitched together.",
  "C11": "Is not shared with partners of Segment Match.",
  "C12": "Does not leave the platform in any way.",
  "C2": "Is not given to third parties.",
  "C3": "Is not put together with what identifies somebody directly.",
  "C4": "Chooses neither advertisements nor content, on one site or across sites.",
  "C5": "Chooses nothing across sites by what somebody is interested in.",
  "C6": "Chooses no advertisements on the own sites.",
  "C7": "Chooses no content on the own sites.",
  "C8": "Does not measure the use of the own sites and apps.",
  "C9": "Is not used by models or analyses of data science.",
  "I1": "Identifies a person, or is a way to reach them, by itself.",
  "I2": "Identifies a person, or is a way to reach them, together with other data.",
  "PSPD": "Sensitive personal data a contract permits; never health data.",
  "RHD": "Health data of a patient that a contract permits.",
  "S1": "Latitude and longitude: where a device is.",
  "S2": "The wider area somebody is in.",
  "Third-Party": "Was given by a vendor of data for joint use."
} as const;

export const labelCategory = {
  "Contract": "Contract",
  "Identity": "Identity",
  "Partner Ecosystem": "Partner Ecosystem",
  "Sensitive": "Sensitive"
} as const;

export const namespace = {
  "AAID": "Adobe Analytics (Legacy ID)",
  "AdCloud": "AdCloud",
  "CORE": "CORE",
  "ECID": "ECID",
  "Email": "Email",
  "Email_LC_SHA256": "Emails (SHA256, lowercased)",
  "GAID": "Google Ad ID",
  "IDFA": "Apple IDFA",
  "Phone": "Phone",
  "Phone_SHA256": "Phone (SHA256)",
  "TNTID": "TNTID",
  "WAID": "Windows AID"
} as const;

export const namespaceDescription = {
  "AAID": "Analytics legacy id",
  "AdCloud": "Advertising Cloud id",
  "CORE": "Audience Manager UUID",
  "ECID": "Experience Cloud ID: exactly 38 digits",
  "Email": "E-mail address",
  "Email_LC_SHA256": "Trimmed, lower-cased, then hashed e-mail address",
  "GAID": "Google advertising id",
  "IDFA": "Apple advertising id",
  "Phone": "Phone number",
  "Phone_SHA256": "Hashed phone number: digits only, country code first",
  "TNTID": "Target id",
  "WAID": "Windows advertising id"
} as const;

export const auditedAsset = {
  "Access Policy": "Access Policy",
  "Access Request": "Access Request",
  "Alert": "Alert",
  "Alert Subscription": "Alert Subscription",
  "Batch": "Batch",
  "Batch With Id": "Batch With Id",
  "Class": "Class",
  "Computed Attributes": "Computed Attributes",
  "Connect Plus Values": "Connect Plus Values",
  "Connection Action": "Connection Action",
  "Connection Spec": "Connection Spec",
  "Credential": "Credential",
  "Credential Public Key": "Credential Public Key",
  "Credential Secret": "Credential Secret",
  "Custom Label": "Custom Label",
  "Data Set Labels": "Data Set Labels",
  "Data Set Labels V2": "Data Set Labels V2",
  "Data Set View": "Data Set View",
  "Data Types": "Data Types",
  "Dataset": "Dataset",
  "Descriptor": "Descriptor",
  "Entity": "Entity",
  "Export Job": "Export Job",
  "External Audience": "External Audience",
  "External Audience File": "External Audience File",
  "Failed Record": "Failed Record",
  "Field Group": "Field Group",
  "Flow Action": "Flow Action",
  "Flow Run": "Flow Run",
  "Flow Run Action": "Flow Run Action",
  "Flow Spec": "Flow Spec",
  "Identity Settings": "Identity Settings",
  "Import Batch": "Import Batch",
  "Import File": "Import File",
  "Import File Part": "Import File Part",
  "In": "In",
  "Jwt": "Jwt",
  "Jwt V1": "Jwt V1",
  "Link": "Link",
  "Mapping Set": "Mapping Set",
  "Mapping Set From File": "Mapping Set From File",
  "Mappings": "Mappings",
  "Merge Policy": "Merge Policy",
  "Mixin": "Mixin",
  "Namespace": "Namespace",
  "On Import Batch": "On Import Batch",
  "On Import File": "On Import File",
  "Organisation": "Organisation",
  "Package": "Package",
  "Package Export": "Package Export",
  "Package Import": "Package Import",
  "Package Visibility": "Package Visibility",
  "Partnership Request": "Partnership Request",
  "Partnership Requests": "Partnership Requests",
  "Profile Expirations": "Profile Expirations",
  "Public Transfer": "Public Transfer",
  "Resource": "Resource",
  "Role": "Role",
  "Sample": "Sample",
  "Sandbox": "Sandbox",
  "Sandbox Package": "Sandbox Package",
  "Schedule": "Schedule",
  "Schema": "Schema",
  "Segment": "Segment",
  "Segment Job": "Segment Job",
  "Source Account": "Source Account",
  "Source Connection": "Source Connection",
  "Source Connection Action": "Source Connection Action",
  "Source Data Flow": "Source Data Flow",
  "Source Schema": "Source Schema",
  "System Job": "System Job",
  "Target Connection": "Target Connection",
  "Target Connection Action": "Target Connection Action",
  "Token": "Token",
  "Token V2": "Token V2",
  "Token V3": "Token V3",
  "Transfers": "Transfers",
  "Up Capillary": "Up Capillary",
  "User": "User",
  "User Group": "User Group"
} as const;

/** What the platform says for people, in English, by kind and code. */
export const DECLARED = { permission, permissionCategory, alertRule, alertRuleDescription, sourceTitle, sourceDescription, sourceCategory, sample, signIn, parameter, parameterHint, parameterOption, recordPhrase, alertPhrase, role, roleDescription, policyDescription, label, labelDescription, labelCategory, namespace, namespaceDescription, auditedAsset } as const;
