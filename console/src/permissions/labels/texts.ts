import { texts } from '../../ui/texts.ts';

export const t = texts({
  hint: [
    'Fields and audiences carry labels; roles carry them too. Policies say who sees what by comparing the two. A label that was created stays, since something may carry it.',
    'Les champs et les audiences portent des étiquettes, les rôles aussi. Les politiques les comparent pour dire qui voit quoi. Une étiquette créée reste, car quelque chose peut la porter.',
  ],
  label: ['Label', 'Étiquette'],
  friendlyName: ['Friendly name', 'Nom convivial'],
  category: ['Category', 'Catégorie'],
  create: ['Create label', 'Créer une étiquette'],
  created: [(name: string) => `The label ${name} was created.`, (name: string) => `L’étiquette ${name} a été créée.`],
  changed: [
    (name: string) => `The label ${name} was changed.`,
    (name: string) => `L’étiquette ${name} a été modifiée.`,
  ],
  edit: [(name: string) => `Edit ${name}`, (name: string) => `Modifier ${name}`],
  nameForm: [
    'Letters, digits, dots, hyphens and underscores; it cannot be changed later',
    'Lettres, chiffres, points, traits d’union et traits bas ; il ne peut pas être changé ensuite',
  ],
  taken: ['There is a label of this name.', 'Une étiquette porte déjà ce nom.'],
});
