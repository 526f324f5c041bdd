/** What the server says, as a French reader gets it. That nothing is forgotten, `test/french` says. */
import { expect, test } from 'vitest'
import { inFrench } from './server.fr.ts'

/** With the spaces that the test's own sentences have. */
const french = (sentence: string): string => inFrench(sentence).replace(/[\u202f\u00a0]/g, ' ')

test.each([
  ['This address is already in use.', 'Cette adresse est déjà utilisée.'],
  [
    'This contact was changed while you were editing. Look at it again, then save.',
    'Quelqu’un a modifié ce contact pendant que vous y travailliez. Regardez à nouveau, puis enregistrez.',
  ],
  [
    'This campaign was changed while you were editing. Look at it again, then save.',
    'Quelqu’un a modifié cette campagne pendant que vous y travailliez. Regardez à nouveau, puis enregistrez.',
  ],
  ['There is no such event.', 'Cet événement n’existe pas.'],
  ['There are settings already.', 'Il y a déjà des réglages.'],
  ['You may not see staff.', 'Vous n’avez pas le droit de voir les membres de l’équipe.'],
  ['You may not add activities.', 'Vous n’avez pas le droit d’ajouter des activités.'],
  ['You may not remove accounts.', 'Vous n’avez pas le droit de supprimer les comptes.'],
  ['You may not do this: Send an invitation.', 'Vous n’avez pas le droit de faire cela : « Envoyer une invitation ».'],
])('a refusal over a record: %s', (english, expected) => {
  expect(french(english)).toBe(expected)
})

test.each([
  ['1 lead still refers to it.', '1 piste y fait encore référence.'],
  ['14 leads still refer to it.', '14 pistes y font encore référence.'],
  [
    '14 leads, 2 activities and 1 account still refer to it.',
    '14 pistes, 2 activités et 1 compte y font encore référence.',
  ],
])('what refers to a record is counted in French: %s', (english, expected) => {
  expect(french(`This contact can’t be deleted: ${english}`)).toBe(`Impossible de supprimer ce contact : ${expected}`)
})

test.each([
  ['Last name must be filled in.', 'Le champ « Nom » doit être rempli.'],
  ['This field must be filled in.', 'Ce champ doit être rempli.'],
  ['Shirt size must be one of S, M, L.', 'Le champ « Shirt size » doit contenir l’une de ces réponses : S, M, L.'],
  ['Address, city must be filled in.', 'Le champ « Adresse, ville » doit être rempli.'],
  [
    "E-mail can't be read from “x@”: there is no @.",
    'On ne peut pas lire « x@ » dans le champ « E-mail » : il n’y a pas de @.',
  ],
  ['Subject is too long: at most 1000 characters.', 'Le champ « Objet » est trop long : 1 000 caractères au plus.'],
  ['Count must be at least -5.', 'Le champ « Nombre » doit valoir au moins -5.'],
])('the value of a field: %s', (english, expected) => {
  expect(french(english)).toBe(expected)
})

test.each([
  [
    "Birthday: Member since can't be read from “03/04/2020”: day and month could be either way round, so write it like 2026-05-03.",
    'Birthday : on ne peut pas lire « 03/04/2020 » dans le champ « Membre depuis » : on ne sait pas lequel est le jour et lequel le mois ; écrivez la date comme 2026-05-03.',
  ],
  [
    'Last name must be filled in. E-mail: the same stands in row 12 already.',
    'Le champ « Nom » doit être rempli. Le champ « E-mail » : la ligne 12 contient déjà la même chose.',
  ],
  ['3 of 5: There is no such record.', '3 sur 5 : cette fiche n’existe pas.'],
  [
    'The file has more than 100,000 rows. Split it into several files.',
    'Le fichier a plus de 100 000 lignes. Partagez-le en plusieurs fichiers.',
  ],
  [
    'The letter can\'t be sent. The letter can\'t be used as it is. Line 3, column 12: There is no field called "fistName". Did you mean "firstName"?',
    'La lettre ne peut pas être envoyée. Impossible d’utiliser cette lettre. Ligne 3, colonne 12 : Aucun champ ne s’appelle « fistName ». Vouliez-vous dire « firstName » ?',
  ],
  [
    "The letter can't be used as it is. Line 1, column 4: if doesn't match unless: an opening and a closing tag do not belong together.",
    'Impossible d’utiliser cette lettre. Ligne 1, colonne 4 : if ne va pas avec unless : une balise d’ouverture et une balise de fermeture ne vont pas ensemble.',
  ],
  [
    "This campaign can't be paused: it has been sent completely.",
    'Impossible de mettre cette campagne en pause : elle a été envoyée entièrement.',
  ],
  ['1 people have a place already.', 'Une personne a déjà une place.'],
  ['7 people have a place already.', '7 personnes ont déjà une place.'],
])('sentences that hold others, several in a row, and numbers: %s', (english, expected) => {
  expect(french(english)).toBe(expected)
})

test.each([
  '550 5.1.1 <ida@owls.example>: user unknown',
  'Anna said: see you on Monday.',
  'Das Postfach ist voll.',
  'letter',
  'Change',
  '',
])('what others wrote stays as it is: %s', sentence => {
  expect(inFrench(sentence)).toBe(sentence)
})

test('what a mail server answered stands unchanged in our sentence about it', () => {
  expect(french('The test mail could not be sent: 550 5.1.1 user unknown.')).toBe(
    'L’essai n’a pas pu être envoyé : 550 5.1.1 user unknown.',
  )
})

test.each([
  'A sentence that nobody knows. '.repeat(100),
  'One: two: three: four: five: six: seven: eight: nine: ten: eleven: twelve. '.repeat(20),
  "The letter can't be sent. ".repeat(100),
  '“A” must be “B”: “C” '.repeat(150),
])('a long text of somebody else’s holds up nobody: %#', text => {
  const begun = performance.now()
  expect(inFrench(text)).not.toBe('')
  expect(performance.now() - begun).toBeLessThan(2_000)
})
