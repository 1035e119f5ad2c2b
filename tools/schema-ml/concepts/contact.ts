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
    in: 'customer*4 member*4 contact*4 consent*3 order*2 survey*2 support*2 mail*3 web coupon card stay ledger',
    names: {
      en: 'email|email address|e mail|email id|mail|mail id|personal email|customer email|contact email|primary email|emailid|email addr|member email|subscriber email|eml|recipient|recipient email|e mail address|email 1|email addr 1|login email|contact mail|user email|cust email|primary email address|mail address|emailaddress|guest email|customer e mail|email home|personal mail|electronic mail',
      fr: 'email|e-mail|courriel|adresse email|adresse e-mail|mail|adresse mail|mél|email client|adresse électronique',
      de: 'e-mail|email|e-mail-adresse|mail|emailadresse|e mail adresse|kunden email',
      es: 'correo|correo electrónico|email|e-mail|dirección de correo|mail|correo e|correo cliente',
      it: 'email|posta elettronica|indirizzo email|e-mail',
      pt: 'email|e-mail|correio eletrónico|endereço de email',
      nl: 'e-mail|emailadres|e-mailadres|mailadres',
    },
  },
  workEmail: {
    title: 'Work Email',
    paths: ['workEmail.address'],
    namespace: 'Email',
    values: v.email,
    in: 'customer contact*2',
    names: {
      en: 'work email|business email|office email|corporate email|company email|email work|secondary email',
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
    in: 'customer*4 member*4 contact*3 consent*2 order*2 card coupon survey support*2 stay',
    names: {
      en: 'mobile|mobile number|mobile no|mob no|cell|cell phone|phone|phone number|mobile phone|mob|contact number|msisdn|whatsapp number|mob num|ph no|registered mobile|telephone|tel|phone no|contact no|customer mobile|cellular|mobile phone number|primary phone|phone 1|tel no|tel mobile|mobile 1|cell number|mob phone|contact mobile|contact phone|telephone number|phone mobile|sms number|cell no|handphone|hp no|hp number|mobile tel|phone num|customer phone|caller number|guest phone',
      fr: 'mobile|téléphone mobile|portable|numéro portable|tel mobile|gsm|téléphone|téléphone portable|tél|no tel|n° mobile|numéro de téléphone',
      de: 'mobil|handy|handynummer|mobilnummer|mobiltelefon|telefon|telefonnummer|tel|rufnummer|mobil nr|tel mobil',
      es: 'móvil|teléfono móvil|celular|movil|teléfono|tel móvil|número móvil|num celular|tlf|tfno',
      it: 'cellulare|telefono cellulare|telefono|numero cellulare|tel',
      pt: 'telemóvel|celular|telefone|número telemóvel',
      nl: 'mobiel|mobiele nummer|telefoon|gsm|telefoonnummer|mobiel nummer',
    },
  },
  homePhone: {
    title: 'Home Phone',
    paths: ['homePhone.number'],
    namespace: 'Phone',
    values: v.sometimes(v.phone),
    in: 'customer*2 contact member',
    names: {
      en: 'home phone|landline|home tel|residence phone|phone home|home number|landline number|fixed line|evening phone',
      fr: 'téléphone fixe|fixe|tel domicile|téléphone domicile|tel fixe|numéro fixe',
      de: 'festnetz|telefon privat|festnetznummer|tel privat|privattelefon|telefon festnetz',
      es: 'teléfono fijo|fijo|teléfono casa|tel fijo|telefono particular',
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
      en: 'work phone|office phone|business phone|office number|phone work|direct line|work tel|daytime phone',
      fr: 'téléphone professionnel|tel bureau|tél pro|téléphone travail',
      de: 'telefon geschäftlich|diensttelefon|tel büro|telefon arbeit|geschäftstelefon',
      es: 'teléfono trabajo|teléfono oficina|tel trabajo',
      it: 'telefono ufficio|telefono lavoro',
      pt: 'telefone trabalho|telefone profissional',
      nl: 'telefoon werk|zakelijk telefoonnummer',
    },
  },
  fax: {
    title: 'Fax',
    paths: ['faxPhone.number'],
    values: v.sometimes(v.phone, 0.9),
    in: 'customer contact*2',
    names: {
      en: 'fax|fax number|fax no|facsimile',
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
      en: 'phone country code|dial code|dialling code|mobile country code|isd code|country calling code|phone prefix|mobile cc|isd',
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
      en: 'city|town|city name|locality|cty|suburb|city town',
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
      en: 'postal code|zip|zip code|postcode|post code|pincode|pin code|pin|zipcode|post cd|zip cd',
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
      en: 'state|province|county|region|state province|state cd|st|state name',
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
      en: 'country|country name|nation|ctry|country of residence',
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
      en: 'country code|country iso|iso country|ctry cd|country cd|cntry|country',
      fr: 'code pays|pays iso|pays',
      de: 'ländercode|länderkennzeichen|land|lkz|iso land',
      es: 'código país|cod pais|país|país iso',
      it: 'codice paese|paese|cod nazione',
      pt: 'código país|cod pais|país',
      nl: 'landcode|land',
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
  readonly parts?: readonly string[];
}

const ROLES: readonly Role[] = [
  {
    key: 'home',
    title: 'Home',
    paths: ['homeAddress'],
    in: 'customer*W member*W contact*W',
    names: {
      en: '#|#|#|#|#|#|home #|residential #|# home|customer #|permanent #|cust #|current #',
      fr: '#|#|#|#|# domicile|# client|# de résidence',
      de: '#|#|#|#|# privat|wohn #|# kunde',
      es: '#|#|#|#|# particular|# cliente|# domicilio',
      it: '#|#|#|# residenza|# cliente',
      pt: '#|#|#|# cliente|# residência',
      nl: '#|#|#|# thuis|# klant',
    },
  },
  {
    key: 'billing',
    title: 'Billing',
    paths: ['commerce.billing.address', 'billingAddress'],
    in: 'customer order*W',
    names: {
      en: 'billing #|bill #|bill to #|invoice #|# billing|inv #|bllng #',
      fr: '# facturation|# de facturation|facturation #',
      de: 'rechnung #|rechnungs #|# rechnung|re #|rechnungsadresse #',
      es: '# facturación|# de facturación|facturación #|# factura',
      it: '# fatturazione|fatturazione #',
      pt: '# faturação|# de cobrança|cobrança #',
      nl: 'factuur #|# facturatie',
    },
  },
  {
    key: 'shipping',
    title: 'Shipping',
    paths: ['commerce.shipping.address', 'shippingAddress'],
    in: 'customer order*W',
    names: {
      en: 'shipping #|ship #|ship to #|delivery #|# shipping|deliver to #|shp #|dlv #',
      fr: '# livraison|# de livraison|livraison #',
      de: 'liefer #|# lieferung|versand #|lieferadresse #',
      es: '# envío|# de envío|# entrega|envío #',
      it: '# spedizione|# consegna|spedizione #',
      pt: '# entrega|# envio|entrega #',
      nl: 'aflever #|bezorg #|# verzending|lever #',
    },
  },
  {
    key: 'mailing',
    title: 'Mailing',
    paths: ['mailingAddress'],
    in: 'customer contact',
    names: {
      en: 'mailing #|postal #|correspondence #|mail #|# mailing',
      fr: '# correspondance|# courrier|# postale',
      de: 'post #|# korrespondenz|# postanschrift',
      es: '# correspondencia|# postal',
      it: '# corrispondenza',
      pt: '# correspondência',
      nl: 'post #|# correspondentie',
    },
    parts: ['Street1', 'City', 'PostalCode'],
  },
  {
    key: 'account',
    title: 'Account',
    paths: ['accountBillingAddress'],
    in: 'account*W',
    names: {
      en: '#|#|billing #|bill #|company #',
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
      en: '#|#|hotel #|property #',
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
      en: '#|#|#|store #|shop #|branch #|outlet #|location #|# store',
      fr: '#|#|# magasin|# boutique|magasin #|# point de vente',
      de: '#|#|filiale #|# filiale|markt #|# laden',
      es: '#|#|# tienda|tienda #|# sucursal',
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
    PARTS.filter((part) => role.parts === undefined || role.parts.includes(part.key)).map((part) => [
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
    paths: ['placeContext.geo._schema.latitude', 'homeAddress._schema.latitude'],
    own: 'amount',
    values: v.latitude,
    in: 'customer store*2 web',
    names: {
      en: 'latitude|lat|geo lat|gps lat',
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
    paths: ['placeContext.geo._schema.longitude', 'homeAddress._schema.longitude'],
    own: 'amount',
    values: v.longitude,
    in: 'customer store*2 web',
    names: {
      en: 'longitude|lng|long|lon|geo lng|gps long',
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
