import type { Kind } from './concepts/concept.ts';
import type { Random } from './random.ts';
import type { Language } from './vocabulary/words.ts';

/** Short words that mean something else in every table, by what a column holds. */
const BARE: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  id: {
    en: 'id|code|number|no|key|ref|nr',
    fr: 'id|code|numéro|réf|no',
    de: 'id|nr|nummer|code|schlüssel',
    es: 'id|código|número|ref|clave',
    it: 'id|codice|numero',
    pt: 'id|código|número',
    nl: 'id|nummer|code',
  },
  date: {
    en: 'date|day|dt|when|on|time',
    fr: 'date|jour|le',
    de: 'datum|tag|am',
    es: 'fecha|día',
    it: 'data|giorno',
    pt: 'data|dia',
    nl: 'datum|dag',
  },
  end: {
    en: 'end|to|until|expiry',
    fr: 'fin|au|échéance',
    de: 'ende|bis',
    es: 'fin|hasta',
    it: 'fine|al',
    pt: 'fim|até',
    nl: 'einde|tot',
  },
  amount: {
    en: 'amount|value|total|sum|amt',
    fr: 'montant|valeur|total',
    de: 'betrag|wert|summe',
    es: 'importe|valor|total',
    it: 'importo|valore|totale',
    pt: 'valor|montante|total',
    nl: 'bedrag|waarde|totaal',
  },
  name: {
    en: 'name|label|title|description',
    fr: 'nom|libellé|intitulé',
    de: 'name|bezeichnung|titel',
    es: 'nombre|descripción|título',
    it: 'nome|descrizione',
    pt: 'nome|descrição',
    nl: 'naam|omschrijving',
  },
  type: {
    en: 'type|kind|category|class|group|level',
    fr: 'type|catégorie|niveau|classe',
    de: 'typ|art|stufe|gruppe',
    es: 'tipo|categoría|nivel|clase',
    it: 'tipo|categoria|livello',
    pt: 'tipo|categoria|nível',
    nl: 'type|soort|niveau',
  },
  status: {
    en: 'status|state|stat',
    fr: 'statut|état',
    de: 'status|zustand',
    es: 'estado|situación',
    it: 'stato',
    pt: 'estado',
    nl: 'status',
  },
  points: {
    en: 'points|pts|balance|value',
    fr: 'points|solde|pts',
    de: 'punkte|saldo|stand',
    es: 'puntos|saldo|pts',
    it: 'punti|saldo',
    pt: 'pontos|saldo',
    nl: 'punten|saldo',
  },
  won: {
    en: 'points|pts|value|amount',
    fr: 'points|pts',
    de: 'punkte|pkt',
    es: 'puntos|pts',
    it: 'punti',
    pt: 'pontos',
    nl: 'punten',
  },
  count: {
    en: 'quantity|qty|count|number|units',
    fr: 'quantité|nombre|qté',
    de: 'menge|anzahl',
    es: 'cantidad|unidades|número',
    it: 'quantità|numero',
    pt: 'quantidade|número',
    nl: 'aantal',
  },
  place: {
    en: 'city|place|location|town',
    fr: 'ville|lieu',
    de: 'ort|stadt',
    es: 'ciudad|lugar',
    it: 'città|luogo',
    pt: 'cidade|local',
    nl: 'plaats|stad',
  },
};

/** What such words mean in each kind of table: `concept:word class`. */
const BARE_IN: Readonly<Record<Kind, string>> = {
  customer:
    'customerId:id fullName:name birthDate:date mobile:id email:name homeCity:place gender:type language:type createdDate:date loyaltyStatus:status',
  member:
    'loyaltyId:id customerId:id fullName:name joinDate:date points:points tier:type loyaltyStatus:status lifetimePurchases:amount mobile:id tierExpiryDate:end homeCity:place cardNumber:id lifetimePoints:points program:type',
  card: 'cardNumber:id cardStatus:status fullName:name cardSeries:type points:points joinDate:date tier:type loyaltyId:id',
  consent: 'customerId:id consentTime:date preferredChannel:type email:name loyaltyId:id',
  contact: 'customerId:id fullName:name createdDate:date emailStatus:status homeCity:place company:name',
  order:
    'orderId:id timestamp:date orderTotal:amount orderStatus:status pointsGained:won itemCount:count orderType:type storeCode:place loyaltyId:id customerId:id storeCode:id couponCode:id salesChannel:type till:count',
  line: 'orderId:id sku:id productName:name quantity:count lineTotal:amount timestamp:date categoryName:type orderStatus:status unitPrice:amount lineNumber:count',
  return:
    'returnId:id eventId:id timestamp:date orderRefund:amount returnStatus:status quantity:count sku:id returnReason:type',
  tierchange: 'eventId:id timestamp:date loyaltyId:id tierAfter:type ownCategory:status comment:name',
  ledger:
    'eventId:id timestamp:date pointsGained:won eventType:type loyaltyId:id storeCode:place ownText:name pointsExpirationDate:end storeCode:id orderId:id comment:name',
  coupon:
    'couponCode:id couponState:status couponValue:amount couponStart:date couponEnd:end couponName:name couponSeries:type loyaltyId:id timestamp:date customerId:id',
  web: 'eventId:id timestamp:date eventType:type pageName:name customerId:id orderTotal:amount geoCity:place',
  mail: 'eventId:id timestamp:date eventType:type mailingName:name mailingId:id customerId:id',
  survey:
    'eventId:id timestamp:date npsScore:amount npsScore:count surveyId:id customerId:id comment:name surveyAnswer:name ownCategory:type',
  support:
    'eventId:id timestamp:date caseStatus:status supportSubject:name ownCategory:type customerId:id cashier:name',
  stay: 'reservationId:id timestamp:date propertyName:name roomType:type stayNights:count orderTotal:amount loyaltyId:id checkOut:end propertyName:place',
  product:
    'productId:id sku:id productName:name categoryName:type productListPrice:amount ownCount:count ownCategory:status productDescription:name gtin:id',
  game: 'loyaltyId:id challengeState:status challengeName:name challengeEnd:end challengeStart:date taskGoal:count ownCategory:type',
  campaign:
    'campaignKey:id campaignName:name campaignType:type campaignStatus:status campaignStart:date campaignEnd:end campaignCost:amount',
  account: 'accountId:id accountName:name ownCategory:type accountCity:place ownCategory:status',
  property: 'propertyCode:id ownText:name propertyCity:place propertyService:type',
  store: 'storeCode:id storeName:name storeCity:place ownCategory:type ownDate:date ownFlag:status ownAmount:amount',
  flight:
    'flightConfirmation:id flightNumber:id departureDate:date fullName:name bookingStatus:status reservationAmount:amount qualifyingPoints:points pointsGained:won travelLoyaltyId:id',
  dining:
    'diningConfirmation:id diningTime:date partySize:count fullName:name bookingStatus:status restaurantId:place mobile:id orderTotal:amount',
  rental:
    'rentalConfirmation:id pickUpTime:date dropOffTime:end vehicleClass:type reservationAmount:amount bookingStatus:status pickUpLocation:place fullName:name',
  webaccount:
    'userAccountId:id customerId:id fullName:name accountStatus:status userAccountType:type accountStart:date email:name',
  subscription:
    'subscriptionId:id customerId:id subscriptionPlan:name subscriptionPlan:type subscriptionStatus:status subscriptionStart:date subscriptionEnd:end ownAmount:amount',
  referral: 'eventId:id referralCode:id timestamp:date ownCategory:status customerId:id couponState:status',
  promotion:
    'promotionId:id promoName:name promoStart:date promoEnd:end ownCategory:type ownAmount:amount ownCategory:status promoDetails:name',
};

const BARE_WORDS = new Map(
  Object.entries(BARE_IN).map(([kind, text]) => {
    const classes = new Map<string, string[]>();
    for (const item of text.split(' ')) {
      const [key = '', words = ''] = item.split(':');
      classes.set(key, [...(classes.get(key) ?? []), words]);
    }
    return [kind, classes];
  }),
);

/** The name of a column by such a word, where the concept has one in this kind of table. */
export function bareName(kind: string, key: string, language: Language, random: Random): string | undefined {
  const classes = BARE_WORDS.get(kind)?.get(key);
  return classes === undefined ? undefined : random.pick((BARE[random.pick(classes)]?.[language] ?? 'id').split('|'));
}
