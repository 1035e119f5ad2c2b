#!/usr/bin/env bash
# The published tutorial for the Capillary source, call by call, with nothing but bash and curl.
#
#   npm start                                      # in one terminal
#   examples/capillary-tutorial/tutorial.sh        # in another
#
# Where and as whom: MENISCUS_URL, MENISCUS_ORG_ID, MENISCUS_CLIENT_ID, MENISCUS_CLIENT_SECRET, MENISCUS_SANDBOX; what is
# not set is read from credentials.json in MENISCUS_DATA_DIR (data/ of the checkout). Run it as often as you like: names get a number.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# ---------------------------------------------------------------------------------------------------------- small tools

# The first value of a text member in one line of JSON: `field id <<< '{"id":"a"}'` prints a.
field() {
  local json name="$1"
  json=$(cat)
  [[ $json =~ \"${name//\$/\\$}\"[[:space:]]*:[[:space:]]*\"([^\"]*)\" ]] || fail "no member \"$name\" in: $json"
  printf '%s' "${BASH_REMATCH[1]}"
}

fail() {
  printf '\nFAILED: %s\n' "$*" >&2
  exit 1
}

step() { printf '\n%s\n' "== $*"; }

# request METHOD PATH-OR-URL [curl options]: prints the body, fails unless the status is 2xx.
request() {
  local method="$1" url="$2" answer status
  shift 2
  [[ $url == http* ]] || url="$MENISCUS_URL$url"
  answer=$(curl --silent --show-error --request "$method" "$url" --write-out '\n%{http_code}' "$@") || fail "$method $url: not reachable"
  status=${answer##*$'\n'}
  answer=${answer%$'\n'*}
  [[ $status == 2* ]] || fail "$method $url answered $status: $answer"
  printf '%s' "$answer"
}

# call METHOD PATH [body]: a request with the headers every gateway call needs.
call() {
  local method="$1" path="$2" data=()
  [[ $# -lt 3 ]] || data=(--header 'Content-Type: application/json' --data "$3")
  request "$method" "$path" \
    --header "Authorization: Bearer $TOKEN" \
    --header "x-api-key: $MENISCUS_CLIENT_ID" \
    --header "x-gw-ims-org-id: $MENISCUS_ORG_ID" \
    --header "x-sandbox-name: $MENISCUS_SANDBOX" \
    ${ACCEPT:+--header "Accept: $ACCEPT"} \
    "${data[@]}"
}

# until_contains TEXT COMMAND…: repeats a read until its answer contains the text; a stream needs a moment.
until_contains() {
  local text="$1" answer=''
  shift
  for _ in $(seq 1 120); do
    answer=$("$@" 2>&1) || true
    if [[ $answer == *"$text"* ]]; then
      printf '%s\n' "$answer"
      return
    fi
    sleep 0.25
  done
  fail "no $text after 30 seconds in: $answer"
}

# ------------------------------------------------------------------------------------------------------------ who and where

credentials="${MENISCUS_DATA_DIR:-$here/../../data}/credentials.json"
stored() { tr -d '\n' <"$credentials" | field "$1"; }
known() { [[ -n ${!1:-} ]] || { [[ -r $credentials ]] || fail "$1 is not set and $credentials cannot be read"; printf -v "$1" '%s' "$(stored "$2")"; }; }

MENISCUS_URL="${MENISCUS_URL:-}"
if [[ -z $MENISCUS_URL && -r $credentials ]] && grep -q '"url"' "$credentials"; then MENISCUS_URL=$(stored url); fi
MENISCUS_URL="${MENISCUS_URL:-http://127.0.0.1:8080}"
known MENISCUS_ORG_ID orgId
known MENISCUS_CLIENT_ID clientId
known MENISCUS_CLIENT_SECRET clientSecret
MENISCUS_SANDBOX="${MENISCUS_SANDBOX:-prod}"
RUN="tutorial $(date +%s)-$$"

CAPILLARY_SPEC='{"id":"6360f136-5980-4111-8bdf-15d29eab3b5a","version":"1.0"}'
DATA_LAKE_SPEC='{"id":"c604ff05-7f1a-43c0-8e18-33bf874cb11c","version":"1.0"}'
FLOW_SPEC='{"id":"6499120c-0b15-42dc-936e-847ea3c24d72","version":"1.0"}'
SCHEMA_TYPE='application/vnd.adobe.xed-full+json;version=1'
SCOPES='openid,AdobeID,read_organizations,additional_info.projectedProductContext,session'

# ------------------------------------------------------------------------------------------------------------------- tokens

step 'Token by /ims/token: form fields, scopes separated by blanks (as the source page shows it)'
TOKEN=$(request POST /ims/token \
  --data-urlencode "client_id=$MENISCUS_CLIENT_ID" \
  --data-urlencode "client_secret=$MENISCUS_CLIENT_SECRET" \
  --data-urlencode 'grant_type=client_credentials' \
  --data-urlencode "scope=${SCOPES//,/ }" | field access_token)
echo "token of ${#TOKEN} characters"

step 'Token by /ims/token/v2: everything in the query string'
request POST "/ims/token/v2?grant_type=client_credentials&client_id=$MENISCUS_CLIENT_ID&client_secret=$MENISCUS_CLIENT_SECRET&scope=$SCOPES" --data '' | field token_type
echo

step 'Token by /ims/token/v3: multipart form'
TOKEN=$(request POST /ims/token/v3 \
  --form "client_id=$MENISCUS_CLIENT_ID" \
  --form "client_secret=$MENISCUS_CLIENT_SECRET" \
  --form 'grant_type=client_credentials' \
  --form "scope=$SCOPES" | field access_token)
echo "token of ${#TOKEN} characters"

# -------------------------------------------------------------------------------------------------------------- connections

step 'Base connection: the credentials of the loyalty system'
BASE=$(call POST /data/foundation/flowservice/connections '{
  "name": "'"$RUN"' base connection",
  "description": "Capillary Streaming Events",
  "auth": {
    "specName": "OAuth generic-rest-connector",
    "params": {"clientId": "'"$MENISCUS_CLIENT_ID"'", "clientSecret": "'"$MENISCUS_CLIENT_SECRET"'", "accessToken": "'"$TOKEN"'"}
  },
  "connectionSpec": '"$CAPILLARY_SPEC"'
}' | field id)
echo "$BASE"
call GET "/data/foundation/flowservice/connections/$BASE" | field state
echo

# source_connection NAME: the Capillary source takes neither data nor params.
source_connection() {
  call POST /data/foundation/flowservice/sourceConnections '{
    "name": "'"$RUN $1"' source",
    "description": "Capillary Streaming Events",
    "baseConnectionId": "'"$BASE"'",
    "connectionSpec": '"$CAPILLARY_SPEC"'
  }' | field id
}

step 'Source connections'
PROFILE_SOURCE=$(source_connection profiles)
EVENT_SOURCE=$(source_connection transactions)
echo "$PROFILE_SOURCE"
echo "$EVENT_SOURCE"
call GET "/data/foundation/flowservice/sourceConnections/$PROFILE_SOURCE" | field state
echo

# ------------------------------------------------------------------------------------------------------------------ schemas

step 'Tenant: custom fields live under its name'
TENANT="_$(call GET /data/foundation/schemaregistry/stats | field tenantId)"
echo "$TENANT"

step 'A field group of our own'
GROUP=$(call POST /data/foundation/schemaregistry/tenant/fieldgroups '{
  "type": "object",
  "title": "'"$RUN"' customer fields",
  "description": "What the loyalty system knows of a customer",
  "meta:intendedToExtend": ["https://ns.adobe.com/xdm/context/profile"],
  "definitions": {
    "customFields": {
      "properties": {
        "'"$TENANT"'": {
          "type": "object",
          "properties": {
            "capillary": {
              "type": "object",
              "title": "Capillary",
              "properties": {"customerId": {"title": "Customer id", "type": "string"}, "homeStore": {"title": "Home store", "type": "string"}}
            }
          }
        }
      }
    }
  },
  "allOf": [{"$ref": "#/definitions/customFields"}]
}' | field '$id')
echo "$GROUP"

step 'Profile schema: Individual Profile class, Loyalty Details, IdentityMap, person, contact details, our group'
PROFILE_SCHEMA=$(call POST /data/foundation/schemaregistry/tenant/schemas '{
  "type": "object",
  "title": "'"$RUN"' Profiles",
  "description": "Loyalty profiles from Capillary",
  "allOf": [
    {"$ref": "https://ns.adobe.com/xdm/context/profile"},
    {"$ref": "https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details"},
    {"$ref": "https://ns.adobe.com/xdm/context/identitymap"},
    {"$ref": "https://ns.adobe.com/xdm/context/profile-person-details"},
    {"$ref": "https://ns.adobe.com/xdm/context/profile-personal-details"},
    {"$ref": "'"$GROUP"'"}
  ]
}' | field '$id')
echo "$PROFILE_SCHEMA"

step 'Event schema: ExperienceEvent class, Commerce Details, Loyalty Event Details'
EVENT_SCHEMA=$(call POST /data/foundation/schemaregistry/tenant/schemas '{
  "type": "object",
  "title": "'"$RUN"' Transactions",
  "description": "Loyalty transactions from Capillary",
  "allOf": [
    {"$ref": "https://ns.adobe.com/xdm/context/experienceevent"},
    {"$ref": "https://ns.adobe.com/xdm/context/experienceevent-commerce"},
    {"$ref": "https://ns.adobe.com/xdm/context/experienceevent-loyalty-details"}
  ]
}' | field '$id')
echo "$EVENT_SCHEMA"

step 'Identity descriptor: the e-mail address identifies a person'
call POST /data/foundation/schemaregistry/tenant/descriptors '{
  "@type": "xdm:descriptorIdentity",
  "xdm:sourceSchema": "'"$PROFILE_SCHEMA"'",
  "xdm:sourceVersion": 1,
  "xdm:sourceProperty": "/personalEmail/address",
  "xdm:namespace": "Email",
  "xdm:property": "xdm:code",
  "xdm:isPrimary": true
}' | field '@id'
echo

# A schema id in a path: its slashes and colon percent-encoded.
encoded() { sed -e 's,:,%3A,g' -e 's,/,%2F,g' <<<"$1"; }

step 'Union tag: both schemas take part in Real-Time Customer Profile'
for schema in "$PROFILE_SCHEMA" "$EVENT_SCHEMA"; do
  call PATCH "/data/foundation/schemaregistry/tenant/schemas/$(encoded "$schema")" '[{"op": "add", "path": "/meta:immutableTags", "value": ["union"]}]' | field version
  echo
done
ACCEPT="application/vnd.adobe.xed+json; version=1" call GET "/data/foundation/schemaregistry/tenant/schemas/$(encoded "$PROFILE_SCHEMA")" | field title
echo

# ----------------------------------------------------------------------------------------------------------------- datasets

# dataset NAME SCHEMA: a dataset enabled for profile and identity. The answer is ["@/dataSets/<id>"].
dataset() {
  local answer
  answer=$(call POST /data/foundation/catalog/dataSets '{
    "name": "'"$RUN $1"'",
    "schemaRef": {"id": "'"$2"'", "contentType": "'"$SCHEMA_TYPE"'"},
    "tags": {"unifiedProfile": ["enabled:true"], "unifiedIdentity": ["enabled:true"]}
  }')
  [[ $answer =~ @/dataSets/([0-9a-f]+) ]] || fail "no dataset id in: $answer"
  printf '%s' "${BASH_REMATCH[1]}"
}

# table DATASET: the name its view has in SQL, from the tag adobe/pqs/table.
table() {
  local answer
  answer=$(call GET "/data/foundation/catalog/dataSets/$1")
  [[ $answer =~ \"adobe/pqs/table\":\[\"([^\"]+)\" ]] || fail "no table name in: $answer"
  printf '%s' "${BASH_REMATCH[1]}"
}

step 'Datasets'
PROFILE_DATASET=$(dataset profiles "$PROFILE_SCHEMA")
EVENT_DATASET=$(dataset transactions "$EVENT_SCHEMA")
PROFILE_TABLE=$(table "$PROFILE_DATASET")
EVENT_TABLE=$(table "$EVENT_DATASET")
echo "$PROFILE_DATASET is table $PROFILE_TABLE"
echo "$EVENT_DATASET is table $EVENT_TABLE"

# target_connection NAME SCHEMA DATASET
target_connection() {
  call POST /data/foundation/flowservice/targetConnections '{
    "name": "'"$RUN $1"' target",
    "description": "Data lake",
    "connectionSpec": '"$DATA_LAKE_SPEC"',
    "data": {"schema": {"id": "'"$2"'", "version": "'"$SCHEMA_TYPE"'"}},
    "params": {"dataSetId": "'"$3"'"}
  }' | field id
}

step 'Target connections'
PROFILE_TARGET=$(target_connection profiles "$PROFILE_SCHEMA" "$PROFILE_DATASET")
EVENT_TARGET=$(target_connection transactions "$EVENT_SCHEMA" "$EVENT_DATASET")
echo "$PROFILE_TARGET"
echo "$EVENT_TARGET"

# ----------------------------------------------------------------------------------------------------------------- mappings

step 'Mapping sets: the published rows (prefix xdm: as published), then what else the payloads carry'
# In the order source, destination. A record without a primary identity would not reach the profile.
row() { printf '{"sourceType": "ATTRIBUTE", "source": "%s", "destination": "%s"}' "$1" "$2"; }
rows() {
  local separator=''
  while [[ $# -gt 0 ]]; do
    printf '%s' "$separator"
    row "$1" "$2"
    separator=', '
    shift 2
  done
}
IDENTITY=(
  identityMap.email.id 'xdm:identityMap.email[0].id'
  'identityMap.email[0].primary' 'identityMap.email[0].primary'
)

PROFILE_MAPPING=$(call POST /data/foundation/conversion/mappingSets '{
  "outputSchema": {"schemaRef": {"id": "'"$PROFILE_SCHEMA"'", "contentType": "'"$SCHEMA_TYPE"'"}},
  "mappings": ['"$(rows "${IDENTITY[@]}" \
    loyalty.points xdm:loyalty.points \
    loyalty.tier xdm:loyalty.tier \
    loyalty.lifetimePoints loyalty.lifetimePoints \
    loyalty.expiredPoints loyalty.expiredPoints \
    loyalty.pointsRedeemed loyalty.pointsRedeemed \
    loyalty.program loyalty.program \
    loyalty.status loyalty.status \
    'identityMap.email[0].id' personalEmail.address)"']
}' | field id)
echo "$PROFILE_MAPPING"

EVENT_MAPPING=$(call POST /data/foundation/conversion/mappingSets '{
  "outputSchema": {"schemaRef": {"id": "'"$EVENT_SCHEMA"'", "contentType": "'"$SCHEMA_TYPE"'"}},
  "mappings": ['"$(rows "${IDENTITY[@]}" \
    commerce.order.priceTotal xdm:commerce.order.priceTotal \
    productLineItems.SKU xdm:productListItems.SKU \
    productLineItems.quantity productListItems.quantity \
    productLineItems.priceTotal productListItems.priceTotal \
    productLineItems.name productListItems.name \
    productLineItems.discountAmount productListItems.discountAmount \
    commerce.commerceScope.storeCode commerce.commerceScope.storeCode \
    _id _id \
    timestamp timestamp)"']
}' | field id)
echo "$EVENT_MAPPING"
call GET "/data/foundation/conversion/mappingSets/$PROFILE_MAPPING" | field destination
echo

# -------------------------------------------------------------------------------------------------------------------- flows

step 'Dataflow for profiles: connection ids as plain strings, version as text, a schedule (all as the page shows it)'
PROFILE_FLOW=$(call POST /data/foundation/flowservice/flows '{
  "name": "'"$RUN"' profiles dataflow",
  "description": "Capillary Streaming Events",
  "flowSpec": '"$FLOW_SPEC"',
  "sourceConnectionIds": "'"$PROFILE_SOURCE"'",
  "targetConnectionIds": "'"$PROFILE_TARGET"'",
  "transformations": [{"name": "Mapping", "params": {"mappingId": "'"$PROFILE_MAPPING"'", "mappingVersion": "0"}}],
  "scheduleParams": {"startTime": '"$(date +%s)"', "frequency": "minute", "interval": 15}
}' | field id)
echo "$PROFILE_FLOW"

step 'Dataflow for transactions: connection ids as arrays, version as number, no schedule (as the rest of the API does)'
EVENT_FLOW=$(call POST /data/foundation/flowservice/flows '{
  "name": "'"$RUN"' transactions dataflow",
  "description": "Capillary Streaming Events",
  "flowSpec": '"$FLOW_SPEC"',
  "sourceConnectionIds": ["'"$EVENT_SOURCE"'"],
  "targetConnectionIds": ["'"$EVENT_TARGET"'"],
  "transformations": [{"name": "Mapping", "params": {"mappingId": "'"$EVENT_MAPPING"'", "mappingVersion": 0}}]
}' | field id)
echo "$EVENT_FLOW"

step 'Streaming endpoints: options.inletUrl of each dataflow'
PROFILE_INLET=$(call GET "/data/foundation/flowservice/flows/$PROFILE_FLOW" | field inletUrl)
EVENT_INLET=$(call GET "/data/foundation/flowservice/flows/$EVENT_FLOW" | field inletUrl)
echo "$PROFILE_INLET"
echo "$EVENT_INLET"

step 'Audience of gold members, before any data'
AUDIENCE=$(call POST /data/core/ups/segment/definitions '{
  "name": "'"$RUN"' gold",
  "description": "Everybody in the gold tier",
  "expression": {"type": "PQL", "format": "pql/text", "value": "loyalty.tier = \"gold\""},
  "schema": {"name": "_xdm.context.profile"},
  "evaluationInfo": {"batch": {"enabled": false}, "continuous": {"enabled": true}, "synchronous": {"enabled": false}}
}' | field id)
echo "$AUDIENCE"

# --------------------------------------------------------------------------------------------------------------------- data

JSON_TYPE=(--header 'Content-Type: application/json')
step 'The documented profile payload, single'
XACTION=$(request POST "$PROFILE_INLET" "${JSON_TYPE[@]}" --data "@$here/profile.json" | field xactionId)
echo "transaction $XACTION"

step 'The documented transaction payload, single'
request POST "$EVENT_INLET" "${JSON_TYPE[@]}" --data "@$here/transaction.json" | field xactionId
echo

step 'Both again, in batches: the profile is one more update, the transaction is the event the dataset has already'
batch() { printf '%s' "${1/\/collection\//\/collection\/batch\/}"; }
for pair in "profile.json $(batch "$PROFILE_INLET")" "transaction.json $(batch "$EVENT_INLET")"; do
  answer=$(request POST "${pair#* }" "${JSON_TYPE[@]}" --data '{"messages": ['"$(cat "$here/${pair%% *}")"']}')
  [[ $answer != *statusCode* ]] || fail "the batch was refused: $answer"
  REPEAT=$(field xactionId <<<"$answer")
  echo "$REPEAT"
done

# ---------------------------------------------------------------------------------------------------------------- read back

PERSON=ana.sample@example.com
entity() { call GET "/data/core/ups/access/entities?schema.name=_xdm.context.profile&entityId=$PERSON&entityIdNS=email"; }
sql() { call POST /meniscus/v1/sql '{"sql": "'"$1"'"}'; }

step 'The merged profile, with its membership of the audience'
until_contains '"points":1250' entity
until_contains "\"$AUDIENCE\":{" entity >/dev/null
echo "member of $AUDIENCE"

step 'The ledger: every stage of the first message'
until_contains '"status":"stored"' call GET "/meniscus/v1/ledger/$XACTION"

step 'The ledger: the transaction sent a second time is counted and not stored again'
until_contains '"status":"skipped"' call GET "/meniscus/v1/ledger/$REPEAT"

step 'Rows of the datasets by SQL'
until_contains '"rows":[[2' sql "SELECT count(*) FROM $PROFILE_TABLE"
until_contains '"rows":[[1]' sql "SELECT count(*) FROM $EVENT_TABLE"
sql "SELECT loyalty.tier, loyalty.points, personalEmail.address FROM $PROFILE_TABLE LIMIT 1"
echo
sql "SELECT commerce.\\\"order\\\".priceTotal, len(productListItems), productListItems[1].SKU FROM $EVENT_TABLE LIMIT 1"
echo

step 'Batches of the profile dataset'
until_contains '"status":"success"' call GET "/data/foundation/catalog/batches?dataSet=$PROFILE_DATASET"

step 'Done: the record arrived everywhere.'
