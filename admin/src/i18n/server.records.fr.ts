/** Refusals over records of any kind, and the rules of the single ones, in French. */
import type { Catalogue } from './server.match.ts'

export const records: Catalogue = {
  // Whether it is there, and whose it is.
  'There is no such record.': 'Cette fiche n’existe pas.',
  'There is no such %{one}.': '%{Ce one} n’existe pas.',
  'There is no such contact.': 'Ce contact n’existe pas.',
  'There is no such person.': 'Cette personne n’existe pas.',
  'There is no such person: %{id}.': 'Cette personne n’existe pas : %{id}.',
  'There is no such group: %{id}.': 'Ce groupe n’existe pas : %{id}.',
  'There is no such resource.': 'Ce type de fiche n’existe pas.',
  'There is a record with this id already.': 'Une fiche porte déjà cet identifiant.',
  'There are %{many} already.': 'Il y a déjà %{des many}.',
  'There is a %{one} like this already.': 'Il existe déjà %{un one} identique.',
  'This address is already in use.': 'Cette adresse est déjà utilisée.',
  'This is already in use.': 'C’est déjà utilisé.',
  'This belongs to somebody else.': 'Cela appartient à quelqu’un d’autre.',
  'You may only keep %{many} that are your own.': 'Vous ne pouvez garder que %{les many} qui sont à vous.',

  // What one may do.
  'You may not %{words} %{many}.': 'Vous n’avez pas le droit de %{words} %{les many}.',
  'Nobody may not %{words} %{many}.': 'Personne n’a le droit de %{words} %{les many}.',
  'You may not see %{many}.': 'Vous n’avez pas le droit de voir %{les many}.',
  'You may not add %{many}.': 'Vous n’avez pas le droit d’ajouter %{des many}.',
  'You may not change leads.': 'Vous n’avez pas le droit de modifier les pistes.',
  'You may not do this.': 'Vous n’avez pas le droit de faire cela.',
  'You may not do this: %{action}.': 'Vous n’avez pas le droit de faire cela : « %{action} ».',
  'You may not change this.': 'Vous n’avez pas le droit de modifier ceci.',
  'You may not change everything about this %{one}.': 'Vous n’avez pas le droit de tout modifier dans %{ce one}.',
  'You may not add files.': 'Vous n’avez pas le droit d’ajouter des fichiers.',
  'You may not see the outbox.': 'Vous n’avez pas le droit de voir la boîte d’envoi.',
  see: 'voir',
  change: 'modifier',
  remove: 'supprimer',

  // Changing and deleting.
  'Please correct what is marked.': 'Corrigez ce qui est marqué, s’il vous plaît.',
  'This %{one} was changed while you were editing. Look at it again, then save.':
    'Quelqu’un a modifié %{ce one} pendant que vous y travailliez. Regardez à nouveau, puis enregistrez.',
  'This can be set only when the record is made.': 'Cela ne se choisit qu’à la création de la fiche.',
  'This %{one} can’t be deleted: %{counts} still refers to it.':
    'Impossible de supprimer %{ce one} : %{counts} y fait encore référence.',
  'This %{one} can’t be deleted: %{counts} still refer to it.':
    'Impossible de supprimer %{ce one} : %{counts} y font encore référence.',
  'This %{one} can’t be deleted: %{counts} are kept with it for good.':
    'Impossible de supprimer %{ce one} : %{counts} y sont conservés pour de bon.',
  'More than %{max} records would go with it. Remove some of them first.':
    'Plus de %{max} fiches disparaîtraient en même temps. Supprimez-en d’abord quelques-unes.',
  'This is being deleted just now. Look again when that has ended.':
    'La suppression est en cours. Revenez quand elle sera terminée.',
  'This is being merged just now. Look again when that has ended.':
    'La fusion est en cours. Revenez quand elle sera terminée.',
  'Only records of people and what belongs to them can be erased.':
    'Seules les fiches des personnes et ce qui leur appartient peuvent être effacés.',
  'Thousands of records go with it. Delete it first, and erase it when that has ended.':
    'Des milliers de fiches en dépendent. Supprimez d’abord la fiche ; effacez-la quand ce sera terminé.',
  'Only a change of a field can be put back.': 'Seule la modification d’un champ peut être rétablie.',
  'It has this value already, or is kept by Dormouse itself.':
    'Le champ a déjà cette valeur, ou bien Dormouse le tient lui-même à jour.',
  'These records have no tags.': 'Ces fiches n’ont pas d’étiquettes.',
  'A person can’t be merged with themselves.': 'On ne peut pas fusionner une personne avec elle-même.',

  // Large changes.
  'Your large change is done.': 'Votre modification de nombreuses fiches est terminée.',
  'Your large change could not be finished.': 'Votre modification de nombreuses fiches n’a pas pu être terminée.',
  'It was interrupted and can’t be taken up again. What was done so far stays.':
    'Cela s’est interrompu et ne peut pas reprendre. Ce qui a été fait jusque-là reste.',
  'This step is not due.': 'Ce n’est pas le tour de cette étape.',
  'What was to be changed can’t be read any more.': 'On ne peut plus lire ce qui devait être modifié.',
  'You have a new task: %{subject}': 'Vous avez une nouvelle tâche : %{subject}',

  // Rules of single resources.
  'An event ends after it begins.': 'Un événement se termine après avoir commencé.',
  'All places are taken. Add places to the event first.':
    'Toutes les places sont prises. Ajoutez d’abord des places à l’événement.',
  '%{n} people have a place already.': 'Une personne a déjà une place. |||| %{n} personnes ont déjà une place.',
  'Say why it was lost.': 'Dites pourquoi elle est perdue.',
  'This lead has been converted already.': 'Cette piste a déjà été convertie.',
  'Say who it is: pick a person, or give a name or an address.':
    'Dites de qui il s’agit : choisissez une personne, ou donnez un nom ou une adresse.',
  '“%{name}” is a stage of something else.': '« %{name} » est une étape d’autre chose.',
  'From “%{from}” this can’t go to “%{to}”, only to %{stages}.':
    'De « %{from} », on ne peut pas passer à « %{to} », mais seulement à %{stages}.',
  'This address said no before.': 'Cette adresse a déjà dit non.',
  'It is lifted already.': 'Elle est déjà levée.',
  'Say what there is to choose from.': 'Dites quelles sont les réponses possibles.',
  'A currency is three capital letters like GBP.': 'Une devise s’écrit en trois majuscules, comme EUR.',
  'It can refer to %{list}.': 'Cela peut renvoyer à ceci : %{list}.',
  'There is a field of this name already.': 'Un champ porte déjà ce nom.',
  'There is no such time zone. They are called like Europe/London.':
    'Ce fuseau horaire n’existe pas. Ils s’appellent par exemple Europe/Paris.',
  'Only a root account makes, changes and removes administrators.':
    'Seul un compte propriétaire ajoute, modifie et supprime des administrateurs.',
  'This is the last root account. Make another one first.':
    'C’est le dernier compte propriétaire. Créez-en d’abord un autre.',
}
