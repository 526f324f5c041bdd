/** What the server says when it can't do what it was asked, or can't read it, in French: lists, filters, rules of groups. */
import type { Catalogue } from './server.match.ts'

export const requests: Catalogue = {
  'Something went wrong on the server. Try again; if it stays, report request %{id}.':
    'Un problème est survenu sur le serveur. Réessayez ; si cela persiste, signalez la demande %{id}.',
  'Something went wrong here, so nothing was changed. The log says what, under this request.':
    'Un problème est survenu ; rien n’a donc été modifié. Le journal du serveur en donne la raison, sous le numéro de cette demande.',
  'Something went wrong on the server. Try again in a moment.':
    'Un problème est survenu sur le serveur. Réessayez dans un instant.',
  'The server answered with something that is no JSON. Reload the page.':
    'La réponse du serveur est illisible. Rechargez la page.',
  'The server has not answered for five minutes. Look whether it was saved, then try again.':
    'Le serveur n’a pas répondu depuis cinq minutes. Regardez si c’est enregistré, puis réessayez.',
  'Nothing could be saved: the disk of the server is full or out of order. What was saved before is safe. Tell whoever runs it: its log says what to do.':
    'Rien n’a pu être enregistré : le disque du serveur est plein ou en panne. Ce qui était déjà enregistré est en sûreté. Prévenez la personne qui s’en occupe : le journal du serveur dit quoi faire.',
  'Dormouse is starting. Try again in a moment.': 'Dormouse démarre. Réessayez dans un instant.',
  'This waited too long and was not done. Please try again.':
    'L’attente a été trop longue, et rien n’a été fait. Veuillez réessayer.',
  'This could not be done: %{why}.': 'Cela n’a pas pu être fait : %{why}.',
  'That was too often. Wait a minute, then try again.': 'C’était trop souvent. Attendez une minute, puis réessayez.',
  'There is nothing at this address.': 'Il n’y a rien à cette adresse.',
  'That is too large.': 'C’est trop grand.',
  'The body is compressed or encoded in an unknown way.': 'La demande est compressée ou codée de façon inconnue.',
  'The body is not valid JSON.': 'La demande n’est pas du JSON valable.',
  'The body cannot be taken.': 'La demande ne peut pas être acceptée.',
  'The request cannot be read.': 'La demande ne peut pas être lue.',
  'This request is malformed: %{why}': 'Cette demande est mal formée : %{why}',
  'Nobody here knows how to do "%{what}".': 'Personne ici ne sait faire « %{what} ».',
  'The id in the body is not the one in the address.': 'L’identifiant de la demande n’est pas celui de l’adresse.',
  'This is another id.': 'C’est un autre identifiant.',
  'An id is up to 64 letters, digits and hyphens.': 'Un identifiant a jusqu’à 64 lettres, chiffres et tirets.',
  'An id has up to 64 letters, digits and hyphens.': 'Un identifiant a jusqu’à 64 lettres, chiffres et tirets.',

  // Many records at once.
  '"operations" must be a list of 1 to %{max} operations.':
    '« operations » doit être une liste de 1 à %{max} opérations.',
  'Operation %{n}: "op" must be create, update, delete or tag.':
    'Opération %{n} : « op » doit être create, update, delete ou tag.',
  'Operation %{n}: there is no "%{key}" in %{op}.': 'Opération %{n} : il n’y a pas de « %{key} » dans %{op}.',
  'Operation %{n}: "id" is missing.': 'Opération %{n} : « id » manque.',
  'Operation %{n}: "%{key}" must be an object.': 'Opération %{n} : « %{key} » doit être un objet.',
  '"filter" must be an object, as a list takes it.': '« filter » doit être un objet, comme pour une liste.',
  '"operation" is {op: "update", patch}, {op: "delete"} or {op: "tag", add, remove}.':
    '« operation » est {op: "update", patch}, {op: "delete"} ou {op: "tag", add, remove}.',
  'There is no "%{key}" here.': 'Il n’y a pas de « %{key} » ici.',
  'These are more than %{max} records. Choose fewer at a time.':
    'Cela fait plus de %{max} fiches. Choisissez-en moins à la fois.',

  // Lists and filters.
  '"%{name}" is given twice in the address.': '« %{name} » figure deux fois dans l’adresse.',
  'There is no field called "%{name}" in %{resource}.': 'Aucun champ ne s’appelle « %{name} » dans %{resource}.',
  'There is no field called “%{name}” in %{resource}.': 'Aucun champ ne s’appelle « %{name} » dans %{resource}.',
  '"range" must be like [0,24].': '« range » s’écrit comme [0,24].',
  'The range is the first and the last index, like [0,24].':
    'L’intervalle va du premier au dernier rang, comme [0,24].',
  'The filter must be a JSON object.': 'Le filtre doit être un objet JSON.',
  'The %{name} is not JSON.': '« %{name} » n’est pas du JSON.',
  'What is searched for must be text.': 'Ce qu’on recherche doit être du texte.',
  'What is searched for can have %{max} characters.': 'Ce qu’on recherche peut avoir %{max} caractères.',
  'At most %{max} ids can be asked for.': 'On peut demander %{max} identifiants au plus.',
  'An id must be text.': 'Un identifiant doit être du texte.',
  "%{field} can't be filtered this way: %{path}.": '%{Le field} ne se filtre pas ainsi : %{path}.',
  "The filter on %{path} can't be used: %{words}.": 'Le filtre sur %{path} n’est pas utilisable : %{words}.',
  'The filter on %{path} takes true or false.': 'Le filtre sur %{path} demande true ou false.',
  'The filter on %{path} takes one value, not a list.': 'Le filtre sur %{path} demande une valeur, pas une liste.',
  'Sorting is asked for as ["field","ASC"] or ["field","DESC"].':
    'Le tri se demande comme ["field","ASC"] ou ["field","DESC"].',
  '%{field} has no order to sort by.': '%{Le field} n’a pas d’ordre pour le tri.',
  'A filter that counts other records looks at today: leave it out, or asOf.':
    'Un filtre qui compte d’autres fiches regarde aujourd’hui : retirez-le, ou la date.',
  'asOf is a moment like 2026-03-01T09:00:00Z.': 'asOf est un moment comme 2026-03-01T09:00:00Z.',
  'asOf lies in the future.': 'Ce jour est encore à venir.',
  'Only contacts and groups can be looked at as they were.':
    'Seuls les contacts et les groupes peuvent être vus comme ils étaient.',
  'There is nothing from that time: these data begin on %{day}.':
    'Il n’y a rien de cette époque : ces données commencent le %{day}.',
  'Too much has changed around that day to go there. Try a day before or after it.':
    'Trop de choses ont changé autour de ce jour pour y revenir. Essayez un jour avant ou après.',
  'There are too many changes for this: say of which record (resource and recordId), or sort by at, newest first.':
    'Il y a trop de modifications pour cela : dites de quelle fiche (resource et recordId), ou triez par date, la plus récente d’abord.',
  'There are too many %{many} for this: filter by %{path}, or sort by id without a filter.':
    'Il y a trop %{de many} pour cela : filtrez par %{path}, ou triez par identifiant sans filtre.',
  'Say whose letters you mean: filter by contactId.': 'Dites de qui sont les lettres : filtrez par contactId.',

  // The rules of a group.
  'There is no "%{key}" in a group.': 'Il n’y a pas de « %{key} » dans un groupe.',
  'A group of rules has a combinator and a list of rules.':
    'Un groupe de règles a un lien (« et », « ou ») et une liste de règles.',
  'Rules can be nested %{max} levels deep.': 'Les règles peuvent être emboîtées sur %{max} niveaux.',
  'The combinator of rules is “and” or “or”.': 'Le lien entre les règles est « and » ou « or ».',
  '“not” of a group of rules is true or false.': 'Le « not » d’un groupe de règles est true ou false.',
  'There is no “%{key}” in a group of rules.': 'Il n’y a pas de « %{key} » dans un groupe de règles.',
  'There can be at most %{max} rules.': 'Il peut y avoir %{max} règles au plus.',
  'A rule has a field, an operator and a value.': 'Une règle a un champ, un opérateur et une valeur.',
  '“%{operator}” does not go with %{path}: there are %{list}.':
    '« %{operator} » ne va pas avec %{path} : il y a %{list}.',
  'There is no “%{key}” in a rule.': 'Il n’y a pas de « %{key} » dans une règle.',
  "The rule over %{path} can't be used: %{words}.": 'La règle sur %{path} n’est pas utilisable : %{words}.',
  'A rule over a relation can’t hold another one.': 'Une règle sur une relation ne peut pas en contenir une autre.',
  'There is no relation called “%{name}” of %{resource}.': 'Aucune relation de %{resource} ne s’appelle « %{name} ».',
  '“within” is one of %{list}.': '« within » est l’une de ces valeurs : %{list}.',
  'There is no “%{key}” in a rule over a relation.': 'Il n’y a pas de « %{key} » dans une règle sur une relation.',
  '“count” holds whole numbers under =, >=, <=, > or <.':
    '« count » contient des nombres entiers sous =, >=, <=, > ou <.',
  '“where” of a relation is a group of rules, or fields with their values.':
    'Le « where » d’une relation est un groupe de règles, ou des champs avec leurs valeurs.',
  '“%{operator}” takes one value, not a list': '« %{operator} » demande une valeur, pas une liste',
  '“between” takes two values': '« between » demande deux valeurs',
  'its value must be text': 'sa valeur doit être du texte',
  'its value must be a number': 'sa valeur doit être un nombre',
  'its value must be true or false': 'sa valeur doit être true ou false',
  'its value must be a date like 2026-05-03': 'sa valeur doit être une date comme 2026-05-03',
  'its value must be a date or a time like 2026-05-03T09:00:00Z':
    'sa valeur doit être une date ou une heure comme 2026-05-03T09:00:00Z',
}
