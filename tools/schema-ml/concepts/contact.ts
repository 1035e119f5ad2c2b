import type { Values } from '../values.ts';
import * as v from '../values.ts';
import type { Language } from '../vocabulary/words.ts';
import { type Concept, concepts } from './concept.ts';

/** E-mail and telephone. */
const REACH = concepts({
  email: {
    title: 'Email Address',
    paths: ['personalEmail.address'],
    namespace: 'Email',
    values: v.email,
    in: 'customer*4 member*4 contact*4 consent*3 order*2 survey*2 support*2 mail*3 web coupon card stay ledger flight dining*2 rental webaccount*5 subscription*2 referral*3',
    names: {
      en: 'email|email address|e mail|email id|mail|mail id|personal email|customer email|contact email|primary email|emailid|email addr|member email|subscriber email|eml|recipient|recipient email|e mail address|email 1|email addr 1|login email|contact mail|user email|cust email|primary email address|mail address|emailaddress|guest email|customer e mail|email home|personal mail|electronic mail|emailaddress 1|e mail addr|mailid|email adr|e mail id|smtp addr|smtp|personemail|contact e mail|email addr txt|emailadr|emailid 1|email primary|billing email|order email|buyer email|payer email|requester email|respondent email|user mail|client email|shopper email|receiver|recipientemail|e mail 1|email contact|email personal|private email|account email|profile email|mail addr|mailaddress|eml addr|sender email|to email|to address|notification email|reply email|person email|customer email address',
      fr: 'email|e-mail|courriel|adresse email|adresse e-mail|mail|adresse mail|mél|email client|adresse électronique|courriel client|adr mail|adresse courriel|email contact|mail client|email perso|courriel personnel|destinataire|e mail client',
      de: 'e-mail|email|e-mail-adresse|mail|emailadresse|e mail adresse|kunden email|mailadr|email privat|private e-mail|kontakt e-mail|empfänger|e-mail kunde|kundenmail|emailadr',
      es: 'correo|correo electrónico|email|e-mail|dirección de correo|mail|correo e|correo cliente|e mail|correo elec|mail cliente|email contacto|correo personal|dirección email|destinatario',
      it: 'email|posta elettronica|indirizzo email|e-mail|mail|e mail|posta|indirizzo e-mail|mail cliente',
      pt: 'email|e-mail|correio eletrónico|endereço de email|e mail|correio|mail|endereço eletrónico',
      nl: 'e-mail|emailadres|e-mailadres|mailadres|mail|e-mail adres|emailadres klant|e mail',
    },
  },
  workEmail: {
    title: 'Work Email',
    paths: ['workEmail.address'],
    namespace: 'Email',
    values: v.email,
    in: 'customer contact*2',
    names: {
      en: 'work email|business email|office email|corporate email|company email|email work|secondary email|email business|emailaddress 2|professional email|job email|mail work|work mail|office mail|email 2|corp email',
      fr: 'email professionnel|courriel pro|mail pro|email bureau',
      de: 'e-mail geschäftlich|dienstliche e-mail|firmen email|e-mail büro',
      es: 'correo trabajo|email trabajo|correo corporativo|email empresa',
      it: 'email lavoro|email aziendale',
      pt: 'email profissional|email trabalho',
      nl: 'zakelijk e-mailadres|werk email',
    },
  },
  emailStatus: {
    title: 'Email Status',
    paths: ['personalEmail.status'],
    values: v.oneOf(
      'active|incomplete|pending_verification|blacklisted|blocked',
      'active|bounced|invalid',
      'valid|invalid|unknown',
      'verified|unverified',
    ),
    in: 'customer contact*2 member consent',
    names: {
      en: 'email status|email validity|mail status|bounce status|email state|email verification status',
      fr: 'statut email|état email|validité email',
      de: 'e-mail status|mailstatus|e-mail gültigkeit',
      es: 'estado correo|estado email|validez email',
    },
  },
  emailHash: {
    title: 'Hashed Email',
    paths: ['directMarketing.hashedEmail'],
    own: 'id',
    namespace: 'Email_LC_SHA256',
    values: v.hex32,
    in: 'mail web customer contact',
    names: {
      en: 'hashed email|email sha256|email hash|sha256 email|email md5|hem|email lc sha256',
      fr: 'email haché|hash email|empreinte email',
      de: 'e-mail hash|gehashte e-mail',
      es: 'email cifrado|hash correo',
    },
  },
  mobile: {
    title: 'Mobile Phone',
    paths: ['mobilePhone.number'],
    namespace: 'Phone',
    values: v.phone,
    in: 'customer*4 member*4 contact*3 consent*2 order*2 card coupon survey support*2 stay dining*3 rental flight webaccount subscription',
    names: {
      en: 'mobile|mobile number|mobile no|mob no|cell|cell phone|phone|phone number|mobile phone|mob|contact number|msisdn|whatsapp number|mob num|ph no|registered mobile|telephone|tel|phone no|contact no|customer mobile|cellular|mobile phone number|primary phone|phone 1|tel no|tel mobile|mobile 1|cell number|mob phone|contact mobile|contact phone|telephone number|phone mobile|sms number|cell no|handphone|hp no|hp number|mobile tel|phone num|customer phone|caller number|guest phone|mobilephone|mob tel|mobile nbr|mobile num|cell num|cellphone|cell nbr|gsm|gsm no|mobileno|contact tel|mob nbr|mobnum|phone nbr|tel nbr|tel num|phoneno|sms phone|phone e 164|e 164|msisdn no|primary mobile|registered mobile number|registered phone|user phone|member phone|loyalty phone|member mobile|customer mobile number|contact cell|billing phone|order phone|shopper phone|mobile phone no|tel 1|wa number|calling number|ani|callback number|person mobile phone|mobile contact|handset no|mobile id|phn|ph num|mobi|ctc no|telf 1',
      fr: 'mobile|téléphone mobile|portable|numéro portable|tel mobile|gsm|téléphone|téléphone portable|tél|no tel|n° mobile|numéro de téléphone|tel port|tél portable|tel mob|num mobile|no portable|tel client|téléphone client|num tél|tél mobile|numéro mobile|mob',
      de: 'mobil|handy|handynummer|mobilnummer|mobiltelefon|telefon|telefonnummer|tel|rufnummer|mobil nr|tel mobil|mobilfunk|handy nr|mobilfunknummer|tel nr|telefon mobil|mobiltel|tel handy|funk|rufnr|handynr',
      es: 'móvil|teléfono móvil|celular|movil|teléfono|tel móvil|número móvil|num celular|tlf|tfno|num móvil|tfno móvil|tlf móvil|nº teléfono|cel',
      it: 'cellulare|telefono cellulare|telefono|numero cellulare|tel|cell',
      pt: 'telemóvel|celular|telefone|número telemóvel|nº telemóvel|tlm|contacto',
      nl: 'mobiel|mobiele nummer|telefoon|gsm|telefoonnummer|mobiel nummer|tel|mobiele telefoon',
    },
  },
  homePhone: {
    title: 'Home Phone',
    paths: ['homePhone.number'],
    values: v.sometimes(v.phone),
    in: 'customer*2 contact member',
    names: {
      en: 'home phone|landline|home tel|residence phone|phone home|home number|landline number|fixed line|evening phone|telephone 1|land line|res phone|house phone|tel home|landline no|phone private|tel res|fixed phone',
      fr: 'téléphone fixe|fixe|tel domicile|téléphone domicile|tel fixe|numéro fixe|tél domicile|ligne fixe',
      de: 'festnetz|telefon privat|festnetznummer|tel privat|privattelefon|telefon festnetz|privatnummer',
      es: 'teléfono fijo|fijo|teléfono casa|tel fijo|telefono particular|tfno fijo',
      it: 'telefono fisso|telefono casa|fisso',
      pt: 'telefone fixo|telefone casa|tel residencial',
      nl: 'vaste telefoon|telefoon thuis|vast nummer',
    },
  },
  workPhone: {
    title: 'Work Phone',
    paths: ['workPhone.number'],
    values: v.sometimes(v.phone),
    in: 'customer contact*2',
    names: {
      en: 'work phone|office phone|business phone|office number|phone work|direct line|work tel|daytime phone|telephone work|direct dial|office tel|desk phone|company phone|phone business|tel office|switchboard|business tel',
      fr: 'téléphone professionnel|tel bureau|tél pro|téléphone travail|tel pro|ligne directe',
      de: 'telefon geschäftlich|diensttelefon|tel büro|telefon arbeit|geschäftstelefon|dienstlich|telefon firma|durchwahl',
      es: 'teléfono trabajo|teléfono oficina|tel trabajo|tel oficina|teléfono empresa',
      it: 'telefono ufficio|telefono lavoro',
      pt: 'telefone trabalho|telefone profissional',
      nl: 'telefoon werk|zakelijk telefoonnummer',
    },
  },
  shippingPhone: {
    title: 'Shipping Phone',
    paths: ['shippingAddressPhone.number'],
    values: v.phone,
    in: 'order customer',
    names: {
      en: 'shipping phone|ship to phone|delivery phone|recipient phone|shipping telephone|shipping address phone|receiver mobile',
      fr: 'tel livraison|téléphone livraison',
      de: 'liefer telefon|telefon lieferung',
      es: 'teléfono envío|teléfono entrega',
    },
  },
  billingPhone: {
    title: 'Billing Phone',
    paths: ['billingAddressPhone.number', 'mobilePhone.number'],
    values: v.phone,
    in: 'order customer',
    names: {
      en: 'billing phone|bill to phone|billing telephone|billing address phone|payer phone',
      fr: 'tel facturation|téléphone facturation',
      de: 'rechnung telefon|telefon rechnung',
      es: 'teléfono facturación',
    },
  },
  fax: {
    title: 'Fax',
    paths: ['faxPhone.number'],
    values: v.sometimes(v.phone, 0.9),
    in: 'customer contact*2',
    names: {
      en: 'fax|fax number|fax no|facsimile|telefax|telfx|fax nbr',
      fr: 'fax|télécopie|numéro de fax',
      de: 'fax|faxnummer|telefax',
      es: 'fax|número de fax',
      it: 'fax',
      pt: 'fax',
      nl: 'fax|faxnummer',
    },
  },
  phoneCountryCode: {
    title: 'Phone Country Code',
    paths: ['mobilePhone.countryCode'],
    values: v.dialCode,
    in: 'customer member contact',
    names: {
      en: 'phone country code|dial code|dialling code|mobile country code|isd code|country calling code|phone prefix|mobile cc|isd|calling code|country dial code|phone cc|dialing code|phone country|tel prefix|ctry dial cd',
      fr: 'indicatif|indicatif pays|indicatif téléphonique|préfixe téléphone',
      de: 'vorwahl|ländervorwahl|landesvorwahl',
      es: 'prefijo|prefijo telefónico|prefijo país',
      it: 'prefisso|prefisso internazionale',
      pt: 'indicativo|prefixo telefone',
      nl: 'landnummer|netnummer',
    },
  },
});

interface Part {
  readonly key: string;
  readonly title: string;
  readonly field: string;
  readonly values: Values;
  readonly weight: number;
  readonly names: Readonly<Record<Language, string>>;
}

/** What an address consists of; names without a role. */
const PARTS: readonly Part[] = [
  {
    key: 'Street1',
    title: 'Street 1',
    field: 'street1',
    values: v.street,
    weight: 3,
    names: {
      en: 'address|address line 1|street|street 1|addr1|address1|addr ln 1|street address|add1|addr line1|addr',
      fr: 'adresse|rue|adresse 1|ligne adresse 1|voie|adresse postale|adr1|adresse ligne 1',
      de: 'straße|strasse|adresse|anschrift|adresszeile 1|straße hausnummer|str',
      es: 'dirección|calle|domicilio|dirección 1|direccion|línea dirección 1',
      it: 'indirizzo|via|indirizzo 1',
      pt: 'morada|endereço|rua|logradouro|morada 1',
      nl: 'adres|straat|straatnaam|adresregel 1',
    },
  },
  {
    key: 'Street2',
    title: 'Street 2',
    field: 'street2',
    values: v.street2,
    weight: 1,
    names: {
      en: 'address line 2|street 2|addr2|address2|apartment|addr ln 2|apt|flat no|add2|landmark|address line two|suite',
      fr: "complément d'adresse|adresse 2|complément adresse|bâtiment|ligne adresse 2|adr2|cplt adresse",
      de: 'adresszusatz|adresszeile 2|zusatz|anschrift 2',
      es: 'dirección 2|complemento dirección|piso|línea dirección 2|resto dirección',
      it: 'indirizzo 2|interno|scala',
      pt: 'morada 2|complemento|endereço 2',
      nl: 'adresregel 2|toevoeging|adres 2',
    },
  },
  {
    key: 'City',
    title: 'City',
    field: 'city',
    values: v.city,
    weight: 4,
    names: {
      en: 'city|town|city name|locality|cty|suburb|city town|city nm|town city|ort 01|municipality|place',
      fr: 'ville|commune|localité|nom ville',
      de: 'ort|stadt|wohnort|ortsname',
      es: 'ciudad|localidad|población|municipio|poblacion',
      it: 'città|comune|località',
      pt: 'cidade|localidade|município',
      nl: 'plaats|woonplaats|stad',
    },
  },
  {
    key: 'PostalCode',
    title: 'Postal Code',
    field: 'postalCode',
    values: v.postalCode,
    weight: 4,
    names: {
      en: 'postal code|zip|zip code|postcode|post code|pincode|pin code|pin|zipcode|post cd|zip cd|postal cd|zip 5|postal|zip postal code|pstlz|zip code 5|zip 4|postal zip|area code postal',
      fr: 'code postal|cp|code post|c p',
      de: 'plz|postleitzahl|post leitzahl',
      es: 'código postal|cp|cod postal|c.p.|codigo postal',
      it: 'cap|codice postale',
      pt: 'código postal|cep|cod postal|cód. postal',
      nl: 'postcode|post code',
    },
  },
  {
    key: 'State',
    title: 'State',
    field: 'state',
    values: v.region,
    weight: 2,
    names: {
      en: 'state|province|region|state province|state cd|st|state name|prov|state code|province code|state region|regio',
      fr: 'région|département|province|dept',
      de: 'bundesland|kanton|region|land region',
      es: 'provincia|estado|comunidad autónoma|región|departamento',
      it: 'provincia|regione|prov',
      pt: 'distrito|estado|uf|província',
      nl: 'provincie|regio',
    },
  },
  {
    key: 'Country',
    title: 'Country',
    field: 'country',
    values: v.country,
    weight: 2,
    names: {
      en: 'country|country name|nation|ctry|country of residence|country nm|country region|residence country|land',
      fr: 'pays|pays de résidence|nom pays',
      de: 'land|staat|wohnland|ländername',
      es: 'país|pais|país de residencia',
      it: 'paese|nazione|stato',
      pt: 'país|pais',
      nl: 'land|landnaam',
    },
  },
  {
    key: 'CountryCode',
    title: 'Country Code',
    field: 'countryCode',
    values: v.countryCode,
    weight: 2,
    names: {
      en: 'country code|country iso|iso country|ctry cd|country cd|cntry|country|cc|land 1|country id|iso cc|country iso 2|country 2|iso 2|cntry cd|nation code|ctry iso',
      fr: 'code pays|pays iso|pays',
      de: 'ländercode|länderkennzeichen|land|lkz|iso land',
      es: 'código país|cod pais|país|país iso',
      it: 'codice paese|paese|cod nazione',
      pt: 'código país|cod pais|país',
      nl: 'landcode|land',
    },
  },
  {
    key: 'Region',
    title: 'Region',
    field: 'region',
    values: v.region,
    weight: 1,
    names: {
      en: 'county|county name|district|subregion|borough|parish',
      fr: 'canton|arrondissement|quartier',
      de: 'landkreis|kreis|bezirk|ortsteil|stadtteil',
      es: 'comarca|distrito|barrio|colonia|partido',
      it: 'quartiere|frazione',
      pt: 'bairro|freguesia|concelho',
      nl: 'wijk|gemeente',
    },
  },
  {
    key: 'Street3',
    title: 'Street 3',
    field: 'street3',
    values: v.street2,
    weight: 1,
    names: {
      en: 'address line 3|address 3|addr 3|line 3|address line three|add 3|street 3|landmark',
      fr: 'adresse 3|ligne adresse 3|adr 3',
      de: 'adresszeile 3|anschrift 3|zusatz 2',
      es: 'dirección 3|línea dirección 3|dir 3',
      it: 'indirizzo 3',
      pt: 'morada 3|endereço 3',
      nl: 'adresregel 3|adres 3',
    },
  },
  {
    key: 'PostOfficeBox',
    title: 'Post Office Box',
    field: 'postOfficeBox',
    values: v.sometimes(v.code('999', 'PO Box 999', '99 99 99')),
    weight: 1,
    names: {
      en: 'po box|p o box|post office box|pobox',
      fr: 'boîte postale|bp',
      de: 'postfach',
      es: 'apartado de correos|apartado postal',
      it: 'casella postale',
      pt: 'apartado|caixa postal',
      nl: 'postbus',
    },
  },
];

interface Role {
  readonly key: string;
  readonly title: string;
  readonly paths: readonly string[];
  readonly in: string;
  /** Words that mark the role, by language; `#` is where the part's name goes. */
  readonly names: Readonly<Record<Language, string>>;
  /** Keys of the parts it has; `MOST` when not given. */
  readonly parts?: readonly string[];
}

const MOST = ['Street1', 'Street2', 'City', 'PostalCode', 'State', 'Country', 'CountryCode'];
const ALL = [...MOST, 'Region', 'Street3', 'PostOfficeBox'];

const ROLES: readonly Role[] = [
  {
    key: 'home',
    title: 'Home',
    paths: ['homeAddress'],
    in: 'customer*W member*W contact*W order card support subscription webaccount',
    names: {
      en: '#|#|#|#|#|#|home #|residential #|# home|customer #|permanent #|cust #|current #|address #|addr #|home address #|default address #|main #|residence #|primary address #|resi #|# addr|contact #|member #|location #|adr #',
      fr: '#|#|#|#|# domicile|# client|# de résidence|adresse #|# principal|# client|adr #',
      de: '#|#|#|#|# privat|wohn #|# kunde|anschrift #|adresse #|kunden #|# wohnsitz',
      es: '#|#|#|#|# particular|# cliente|# domicilio|dirección #|# residencia|dir #|# socio',
      it: '#|#|#|# residenza|# cliente',
      pt: '#|#|#|# cliente|# residência',
      nl: '#|#|#|# thuis|# klant',
    },
    parts: ALL,
  },
  {
    key: 'billing',
    title: 'Billing',
    paths: ['commerce.billing.address', 'billingAddress'],
    in: 'customer order*W',
    names: {
      en: 'billing #|bill #|bill to #|invoice #|# billing|inv #|bllng #|billing address #|bill address #|billto #|invoice address #|payer #|bill addr #|b #|# bill to|billing addr #',
      fr: '# facturation|# de facturation|facturation #|fact #|adresse facturation #|# fact',
      de: 'rechnung #|rechnungs #|# rechnung|re #|rechnungsadresse #|rg #|rechnungsanschrift #|rechnungsempfänger #',
      es: '# facturación|# de facturación|facturación #|# factura|fact #|dirección facturación #|# fact',
      it: '# fatturazione|fatturazione #',
      pt: '# faturação|# de cobrança|cobrança #',
      nl: 'factuur #|# facturatie',
    },
    parts: ALL,
  },
  {
    key: 'shipping',
    title: 'Shipping',
    paths: ['commerce.shipping.address', 'shippingAddress'],
    in: 'customer order*W',
    names: {
      en: 'shipping #|ship #|ship to #|delivery #|# shipping|deliver to #|shp #|dlv #|shipping address #|delivery address #|shipto #|recipient #|ship addr #|s #|# delivery|# ship to|dest #|destination #|dropoff #|shipping addr #|receiver #',
      fr: '# livraison|# de livraison|livraison #|liv #|adresse livraison #|# liv|destinataire #',
      de: 'liefer #|# lieferung|versand #|lieferadresse #|lieferanschrift #|bezorg #|empfänger #|zustell #|# lieferadresse',
      es: '# envío|# de envío|# entrega|envío #|dirección envío #|destino #|destinatario #|# destinatario',
      it: '# spedizione|# consegna|spedizione #',
      pt: '# entrega|# envio|entrega #',
      nl: 'aflever #|bezorg #|# verzending|lever #',
    },
    parts: ALL,
  },
  {
    key: 'mailing',
    title: 'Mailing',
    paths: ['mailingAddress'],
    in: 'customer contact',
    names: {
      en: 'mailing #|postal #|correspondence #|mail #|# mailing|mailing address #|correspondence address #|post #|letter #|# mail',
      fr: '# correspondance|# courrier|# postale',
      de: 'post #|# korrespondenz|# postanschrift',
      es: '# correspondencia|# postal',
      it: '# corrispondenza',
      pt: '# correspondência',
      nl: 'post #|# correspondentie',
    },
    parts: ['Street1', 'Street2', 'City', 'PostalCode', 'State', 'Country', 'CountryCode'],
  },
  {
    key: 'work',
    title: 'Work',
    paths: ['workAddress'],
    in: 'contact',
    names: {
      en: 'work #|office #|business #|company #|# work|# office|employer #',
      fr: '# professionnel|# bureau|# entreprise|# travail',
      de: 'firmen #|# geschäftlich|büro #|# firma|dienst #',
      es: '# trabajo|# oficina|# empresa|# laboral',
      it: '# lavoro|# ufficio',
      pt: '# trabalho|# empresa',
      nl: 'werk #|# werk|bedrijfs #',
    },
    parts: ['Street1', 'City', 'PostalCode', 'State', 'Country', 'CountryCode'],
  },
  {
    key: 'accountShipping',
    title: 'Account Shipping',
    paths: ['accountShippingAddress'],
    in: 'account',
    names: {
      en: 'shipping #|ship #|ship to #|delivery #|# shipping|shipto #|shipping address #|delivery address #',
      fr: '# livraison|livraison #|# de livraison',
      de: 'liefer #|versand #|lieferadresse #',
      es: '# envío|# entrega|envío #',
      it: '# spedizione',
      pt: '# entrega',
      nl: 'aflever #|lever #',
    },
    parts: ['Street1', 'Street2', 'City', 'PostalCode', 'State', 'Country', 'CountryCode'],
  },
  {
    key: 'account',
    title: 'Account',
    paths: ['accountBillingAddress'],
    in: 'account*W',
    names: {
      en: '#|#|billing #|bill #|company #|hq #|head office #|registered #|main #|bill to #|billing address #|office #|address #',
      fr: '#|# facturation|# société',
      de: '#|rechnung #|# firma',
      es: '#|# facturación|# empresa',
      it: '#|# azienda',
      pt: '#|# empresa',
      nl: '#|# bedrijf',
    },
  },
  {
    key: 'property',
    title: 'Property',
    paths: ['location'],
    in: 'property*W',
    names: {
      en: '#|#|hotel #|property #|location #|address #|hotel address #|site #|resort #',
      fr: '#|# hôtel',
      de: '#|hotel #',
      es: '#|# hotel',
      it: '#|# hotel',
      pt: '#|# hotel',
      nl: '#|hotel #',
    },
  },
  {
    key: 'store',
    title: 'Store',
    paths: [],
    in: 'store*W order',
    names: {
      en: '#|#|#|store #|shop #|branch #|outlet #|location #|# store|site #|shop address #|merchant #|restaurant #|pos #|store address #|outlet address #|address #|dealer #|warehouse #|station #',
      fr: '#|#|# magasin|# boutique|magasin #|# point de vente|pdv #|boutique #|adresse #',
      de: '#|#|filiale #|# filiale|markt #|# laden|markt #|shop #|standort #|# standort',
      es: '#|#|# tienda|tienda #|# sucursal|# local|sucursal #|centro #|# centro',
      it: '#|# negozio|negozio #',
      pt: '#|# loja|loja #',
      nl: '#|winkel #|filiaal #|# winkel',
    },
  },
];

function named(role: Role, part: Part): Concept['names'] {
  const all = Object.entries(part.names).map(([language, names]) => [
    language,
    role.names[language as Language]
      .split('|')
      .flatMap((frame) => names.split('|').map((name) => frame.replace('#', name)))
      .join('|'),
  ]);
  return Object.fromEntries(all);
}

/** Every part in every role: one concept each. */
const ADDRESSES: Readonly<Record<string, Concept>> = Object.fromEntries(
  ROLES.flatMap((role) =>
    PARTS.filter((part) => (role.parts ?? MOST).includes(part.key)).map((part) => [
      `${role.key}${part.key}`,
      {
        title: `${role.title} ${part.title}`,
        ...(role.paths.length === 0
          ? { own: part.key === 'Country' || part.key === 'State' ? 'category' : 'text' }
          : { paths: role.paths.map((root) => `${root}.${part.field}`) }),
        values: part.values,
        in: role.in.replaceAll('W', String(part.weight)),
        names: named(role, part),
      } as Concept,
    ]),
  ),
);

const MORE_ADDRESS = concepts({
  houseNumber: {
    title: 'House Number',
    own: 'text',
    values: v.houseNumber,
    in: 'customer member contact',
    names: {
      en: 'house number|house no|street number|building number|door no',
      fr: 'numéro de rue|numéro voie|n° rue',
      de: 'hausnummer|haus nr|hausnr',
      es: 'número|número de calle|nº|num calle',
      it: 'numero civico|civico',
      pt: 'número|número de porta|nº porta',
      nl: 'huisnummer|huisnr',
    },
  },
  homeLatitude: {
    title: 'Latitude',
    paths: ['placeContext.geo._schema.latitude', 'homeAddress._schema.latitude', 'location._schema.latitude'],
    own: 'amount',
    values: v.latitude,
    in: 'customer store*2 web property*2',
    names: {
      en: 'latitude|lat|geo lat|gps lat|geo latitude|lat deg|y coord|store lat|latit|ycoordinate|gps latitude',
      fr: 'latitude|lat',
      de: 'breitengrad|latitude|geo breite',
      es: 'latitud|lat',
      it: 'latitudine',
      pt: 'latitude',
      nl: 'breedtegraad',
    },
  },
  homeLongitude: {
    title: 'Longitude',
    paths: ['placeContext.geo._schema.longitude', 'homeAddress._schema.longitude', 'location._schema.longitude'],
    own: 'amount',
    values: v.longitude,
    in: 'customer store*2 web property*2',
    names: {
      en: 'longitude|lng|long|lon|geo lng|gps long|geo longitude|lon deg|x coord|store lon|longit|xcoordinate|gps longitude',
      fr: 'longitude|lng',
      de: 'längengrad|longitude|geo länge',
      es: 'longitud|lng',
      it: 'longitudine',
      pt: 'longitude',
      nl: 'lengtegraad',
    },
  },
});

/** How a person is reached, and where things are. */
export const CONTACT: Readonly<Record<string, Concept>> = { ...REACH, ...ADDRESSES, ...MORE_ADDRESS };
