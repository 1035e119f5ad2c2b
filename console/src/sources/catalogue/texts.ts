import { texts } from '../../ui/texts.ts';

export const t = texts({
  accounts: ['Accounts', 'Comptes'],
  addData: ['Add data', 'Ajouter des données'],
  all: ['All', 'Toutes'],
  beta: ['Beta', 'Bêta'],
  betaTerms: ['Terms of a beta source', 'Conditions d’une source en version bêta'],
  betaMeaning: [
    'A source in beta works, and is still being changed: its settings and its documentation may differ in a later version, and what it sends is not covered by any promise of availability. Try it in a development sandbox first.',
    'Une source en version bêta fonctionne et évolue encore : ses réglages et sa documentation peuvent changer dans une version suivante, et aucune disponibilité n’est promise pour ce qu’elle envoie. Essayez-la d’abord dans une sandbox de développement.',
  ],
  byApi: ['Set up through the Flow Service API.', 'Se configure par l’API Flow Service.'],
  catalog: ['Catalog', 'Catalogue'],
  categories: ['Categories', 'Catégories'],
  flows: ['Dataflows', 'Flux de données'],
  noAccounts: ['No account yet', 'Aucun compte pour l’instant'],
  noAccountsHint: [
    'An account holds what a source signs in with. It is made when a source is set up.',
    'Un compte contient les informations de connexion d’une source. Il se crée en configurant une source.',
  ],
  noFlows: ['No dataflow yet', 'Aucun flux de données pour l’instant'],
  noFlowsHint: [
    'A dataflow takes what a source sends to a dataset. Choose a source in the catalog to make the first one.',
    'Un flux de données mène ce qu’envoie une source vers un jeu de données. Choisissez une source dans le catalogue pour créer le premier.',
  ],
  searchAccounts: ['Search accounts', 'Rechercher des comptes'],
  searchFlows: ['Search dataflows', 'Rechercher des flux de données'],
  search: ['Search sources', 'Rechercher des sources'],
  setUp: ['Set up', 'Configurer'],
  source: ['Source', 'Source'],
  toCatalog: ['Open the catalog', 'Ouvrir le catalogue'],
});
