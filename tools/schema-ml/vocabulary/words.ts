/** Words the value generators draw from, by language of the table. Invented combinations; no real person is meant. */
export const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'pt', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];

type Words = Readonly<Record<Language, readonly string[]>>;

const words = (table: Readonly<Record<Language, string>>): Words =>
  Object.fromEntries(Object.entries(table).map(([language, text]) => [language, text.split(' ')])) as unknown as Words;

const lines = (table: Readonly<Record<Language, string>>): Words =>
  Object.fromEntries(Object.entries(table).map(([language, text]) => [language, text.split('|')])) as unknown as Words;

export const FIRST_NAMES = words({
  en: 'James Mary John Linda Robert Susan Michael Karen David Emma Oliver Amelia Harry Grace Jack Ella Priya Rahul Ananya Arjun Aisha Mohammed Siti Wei Ling Arun Deepa Kiran Noah Liam Olivia Sophie Ryan Chloe Ethan Megan Vikram Neha Farah Daniel',
  fr: 'Jean Marie Pierre Camille Louis Chloé Nicolas Julie Antoine Léa Hugo Manon Lucas Inès Théo Élodie Mathieu Aurélie Guillaume Céline François Hélène Sébastien Nathalie Yasmine Karim Amélie Benoît',
  de: 'Hans Anna Peter Sabine Lukas Lena Jonas Mia Felix Laura Jürgen Ursula Stefan Katrin Thomas Julia Maximilian Sophie Wolfgang Heike Björn Käthe Dieter Petra Ayşe Mehmet Tobias Franziska',
  es: 'José María Carlos Lucía Javier Carmen Miguel Ana Pablo Elena Alejandro Sofía Sergio Marta Diego Laura Andrés Paula Fernando Isabel Iñigo Begoña Manuel Rocío Juan Raquel',
  it: 'Marco Giulia Luca Francesca Alessandro Chiara Matteo Sara Lorenzo Martina Davide Elena Giuseppe Anna Simone Valentina Niccolò Ilaria',
  pt: 'João Maria Pedro Ana Tiago Beatriz Rui Inês Miguel Sofia Gonçalo Catarina André Mariana Luís Rita Conceição Fábio',
  nl: 'Jan Emma Daan Sanne Pieter Lotte Bram Femke Sem Julia Thijs Anouk Ruben Iris Koen Maaike Joost Fleur',
});

export const LAST_NAMES = words({
  en: 'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Sharma Khan Singh Gupta Lee Tan Wong Clark Lewis Walker Hall Young King Wright Scott Nair Iyer Reddy Mehta Murphy Kelly',
  fr: 'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Lefèvre Bonnet Girard Mercier Benali Gauthier Chevalier',
  de: 'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein Wolf Schröder Neumann Krüger Yılmaz Zimmermann Größer',
  es: 'García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Núñez',
  it: 'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti',
  pt: 'Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves Lopes',
  nl: 'Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Dijkstra',
});

export const CITIES = lines({
  en: 'London|Manchester|Mumbai|Bengaluru|New Delhi|Pune|Singapore|Kuala Lumpur|Chicago|New York|Austin|San Jose|Sydney|Melbourne|Dubai|Leeds|Bristol|Toronto|Hyderabad|Chennai|Jakarta|Manila|Boston|Seattle',
  fr: 'Paris|Lyon|Marseille|Toulouse|Nantes|Lille|Bordeaux|Strasbourg|Rennes|Saint-Étienne|Montréal|Genève|Grenoble|Dijon|Nîmes',
  de: 'Berlin|Hamburg|München|Köln|Frankfurt am Main|Stuttgart|Düsseldorf|Leipzig|Dresden|Wien|Zürich|Nürnberg|Bremen|Hannover',
  es: 'Madrid|Barcelona|Valencia|Sevilla|Zaragoza|Málaga|Bilbao|Ciudad de México|Bogotá|Buenos Aires|Lima|Murcia|Vigo|A Coruña',
  it: 'Roma|Milano|Napoli|Torino|Palermo|Genova|Bologna|Firenze|Verona|Bari',
  pt: 'Lisboa|Porto|Braga|Coimbra|Faro|São Paulo|Rio de Janeiro|Setúbal|Aveiro',
  nl: 'Amsterdam|Rotterdam|Utrecht|Eindhoven|Groningen|Antwerpen|Gent|Haarlem|Breda',
});

export const STREETS = lines({
  en: '# High Street|# Church Road|# Park Avenue|# Main St|Flat #, MG Road|# Oak Lane|Apt # Elm Drive|# Station Road|# Victoria Terrace|Blk # Orchard Road|# Queensway|#/A Linking Road',
  fr: '# rue de la République|# avenue Victor Hugo|# bd Saint-Michel|# place du Marché|#bis rue des Lilas|# impasse des Roses|# chemin du Moulin|# allée des Tilleuls',
  de: 'Hauptstraße #|Bahnhofstr. #|Gartenweg #|Schillerstraße #a|Am Markt #|Lindenallee #|Goethestr. #|Bergstraße #',
  es: 'Calle Mayor, #|C/ Alcalá #|Avda. de la Constitución #|Plaza España, #|Paseo de Gracia #|Calle del Sol # 2ºB|Camino Real #',
  it: 'Via Roma #|Corso Italia, #|Piazza Garibaldi #|Via Dante #|Viale Europa #',
  pt: 'Rua Augusta #|Av. da Liberdade, #|Rua das Flores #|Travessa do Carmo #|Largo da Sé #',
  nl: 'Kerkstraat #|Dorpsstraat #|Stationsweg #|Prinsengracht #|Molenlaan #',
});

export const STATES = lines({
  en: 'CA|NY|TX|Maharashtra|Karnataka|Victoria|Kent|Ontario|Florida|WA|Tamil Nadu|Selangor|Essex|IL|MA',
  fr: 'Île-de-France|Bretagne|Occitanie|Hauts-de-France|Normandie|Grand Est|PACA|Québec',
  de: 'Bayern|Hessen|Sachsen|NRW|Berlin|Niedersachsen|Baden-Württemberg|BY|HE',
  es: 'Madrid|Cataluña|Andalucía|Galicia|Comunidad Valenciana|Jalisco|Vizcaya|País Vasco',
  it: 'Lombardia|Lazio|Toscana|Veneto|MI|RM|Sicilia|Puglia',
  pt: 'Lisboa|Porto|Algarve|SP|RJ|Minas Gerais|Alentejo',
  nl: 'Noord-Holland|Zuid-Holland|Utrecht|Gelderland|Limburg|Brabant',
});

export const COUNTRIES = lines({
  en: 'United Kingdom|India|United States|Singapore|Australia|Canada|Malaysia|UAE|USA|Ireland|Germany|France',
  fr: 'France|Belgique|Suisse|Canada|Luxembourg|Maroc|Allemagne|Espagne',
  de: 'Deutschland|Österreich|Schweiz|Frankreich|Italien|Niederlande',
  es: 'España|México|Colombia|Argentina|Perú|Chile|Portugal|Francia',
  it: 'Italia|Francia|Svizzera|Germania|Spagna',
  pt: 'Portugal|Brasil|Angola|Espanha|França',
  nl: 'Nederland|België|Duitsland|Frankrijk',
});

export const COUNTRY_CODES = 'GB IN US SG AU CA FR BE CH DE AT ES MX IT PT NL BR AE MY IE CO AR'.split(' ');
export const CURRENCIES = 'EUR USD GBP INR SGD AED CHF MXN BRL MYR AUD CAD'.split(' ');
export const LANGUAGE_CODES = 'en fr de es it pt nl en-GB en-US fr-FR de-DE es-ES en_IN pt-BR hi ar nl-NL fr_CA'.split(
  ' ',
);

export const TIERS = lines({
  en: 'Gold|Silver|Bronze|Platinum|Diamond|Blue|Basic|Elite|VIP|Ruby|Red|Black|Member|Classic|Premium|Emerald|Tier 1|Tier 2',
  fr: 'Or|Argent|Bronze|Platine|Diamant|Privilège|Classique|VIP|Premium',
  de: 'Gold|Silber|Bronze|Platin|Diamant|Basis|Premium|Blau|Standard',
  es: 'Oro|Plata|Bronce|Platino|Diamante|Clásica|Premium|Básico',
  it: 'Oro|Argento|Bronzo|Platino|Base|Premium',
  pt: 'Ouro|Prata|Bronze|Platina|Diamante|Base',
  nl: 'Goud|Zilver|Brons|Platina|Basis',
});

export const PRODUCTS = lines({
  en: 'Cotton Shirt|Running Shoes|Leather Wallet|Wireless Mouse|Green Tea 100g|Denim Jacket|Face Cream 50ml|Espresso Beans 1kg|Kids T-Shirt|Bluetooth Speaker|Basmati Rice 5 kg|Lipstick Ruby|Desk Lamp|Yoga Mat|Dog Food 3kg',
  fr: 'Chemise coton|Crème visage 50 ml|Baskets running|Sac à main cuir|Café grains 1 kg|Robe été|Lampe de bureau|Parfum 100 ml|Jean slim|Baguette tradition',
  de: 'Baumwollhemd|Laufschuhe|Kaffeebohnen 1kg|Handtasche Leder|Schreibtischlampe|Gesichtscreme|Vollkornbrot|Jeansjacke|Kinderbuch|Bohrmaschine',
  es: 'Camisa algodón|Zapatillas running|Crema facial 50 ml|Café en grano|Vestido verano|Bolso piel|Lámpara mesa|Aceite oliva 1L|Pantalón vaquero',
  it: 'Camicia cotone|Scarpe running|Caffè in grani|Borsa pelle|Crema viso|Lampada',
  pt: 'Camisa algodão|Ténis corrida|Café em grão|Vestido|Creme facial|Azeite 75cl',
  nl: 'Katoenen overhemd|Hardloopschoenen|Koffiebonen|Leren tas|Bureaulamp',
});

export const CATEGORIES = lines({
  en: 'Apparel|Footwear|Electronics|Grocery|Beauty|Home|Toys|Beverages|Menswear|Accessories|Sports|Womenswear > Dresses',
  fr: 'Prêt-à-porter|Chaussures|Épicerie|Beauté|Maison|Jouets|Boissons|Accessoires|Femme',
  de: 'Bekleidung|Schuhe|Elektronik|Lebensmittel|Kosmetik|Haushalt|Spielwaren|Getränke',
  es: 'Ropa|Calzado|Electrónica|Alimentación|Belleza|Hogar|Juguetes|Bebidas',
  it: 'Abbigliamento|Calzature|Alimentari|Bellezza|Casa',
  pt: 'Vestuário|Calçado|Mercearia|Beleza|Casa',
  nl: 'Kleding|Schoenen|Elektronica|Boodschappen|Wonen',
});

export const BRANDS =
  'Nordvik|Altura|Belle Époque|ZenFit|Kora|UrbanPeak|Mira|Solano|Ardent|Blueline|Pure&Co|Tarif'.split('|');

export const STORES = lines({
  en: 'Oxford Street|Phoenix Mall|Downtown|Airport T2|Westfield|Orchard|Indiranagar|Outlet North|Brigade Road|Bluewater|Store 12',
  fr: 'Paris Rivoli|Lyon Part-Dieu|Bordeaux Lac|Nantes Centre|Magasin Lille|Marseille Prado|Boutique Opéra',
  de: 'Filiale Mitte|München Zentrum|Köln Arcaden|Hamburg Altona|Stuttgart West|Filiale 12',
  es: 'Tienda Gran Vía|Barcelona Diagonal|Centro Comercial Norte|Sevilla Centro|Tienda 04',
  it: 'Milano Duomo|Roma Termini|Negozio 7|Torino Centro',
  pt: 'Loja Colombo|Porto Baixa|Loja 3|Lisboa Chiado',
  nl: 'Filiaal Centrum|Amsterdam Zuid|Winkel 9|Rotterdam Blaak',
});

export const CAMPAIGNS = lines({
  en: 'Summer Sale|Black Friday|Double Points Weekend|Welcome Offer|Diwali Bonanza|Birthday Bonus|Back to School|Winback Q3|Refer a Friend|Flash 20% off',
  fr: "Soldes d'été|Offre de bienvenue|Points doublés|Noël 2024|Anniversaire client|Rentrée|Parrainage printemps",
  de: 'Sommerschlussverkauf|Doppelte Punkte|Willkommensbonus|Weihnachtsaktion|Geburtstagsgutschein|Herbst-Aktion',
  es: 'Rebajas de verano|Puntos dobles|Bienvenida|Navidad 2024|Cumpleaños|Vuelta al cole',
  it: 'Saldi estivi|Punti doppi|Benvenuto|Natale|Compleanno',
  pt: 'Saldos de verão|Pontos a dobrar|Boas-vindas|Natal|Aniversário',
  nl: 'Zomeruitverkoop|Dubbele punten|Welkomstactie|Kerst|Verjaardag',
});

export const SENTENCES = lines({
  en: 'Called about missing points|Very happy with the service|Item arrived damaged|Wants a refund|Prefers evening calls|Checkout was slow|Great value for money|Points not credited for bill',
  fr: 'Client très satisfait|Points non crédités|Colis arrivé abîmé|Souhaite être rappelé|Attente trop longue en caisse|Bon rapport qualité prix',
  de: 'Sehr zufrieden|Punkte fehlen auf dem Konto|Ware beschädigt|Bitte um Rückruf|Wartezeit an der Kasse|Gerne wieder',
  es: 'Muy satisfecho con la atención|No se acumularon los puntos|Paquete dañado|Solicita devolución|Buena relación calidad precio',
  it: 'Molto soddisfatto|Punti non accreditati|Pacco danneggiato|Chiede rimborso',
  pt: 'Muito satisfeito|Pontos não creditados|Embalagem danificada|Pede reembolso',
  nl: 'Zeer tevreden|Punten niet bijgeschreven|Pakket beschadigd|Wil terugbetaling',
});
