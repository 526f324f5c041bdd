/** What the declarations say, in French, by the English words: a new resource that uses known words has its French unasked. */
import { choices } from './declared.choices.fr.ts'
import { labels } from './declared.labels.fr.ts'
import { sentences } from './declared.sentences.fr.ts'
import { declaredWords } from './declared.ts'

const names: Record<string, string> = {
  'Contact |||| Contacts': 'Contact |||| Contacts',
  'Group |||| Groups': 'Groupe |||| Groupes',
  'Template |||| Templates': 'Modèle |||| Modèles',
  'Campaign |||| Campaigns': 'Campagne |||| Campagnes',
  'Delivery |||| Deliveries': 'Envoi |||| Envois',
  'Letter received |||| Letters received': 'Lettre reçue |||| Lettres reçues',
  'Blocked address |||| Blocked addresses': 'Adresse bloquée |||| Adresses bloquées',
  'Event |||| Events': 'Événement |||| Événements',
  'Attendance |||| Attendances': 'Participation |||| Participations',
  'Lead |||| Leads': 'Piste |||| Pistes',
  'Opportunity |||| Opportunities': 'Opportunité |||| Opportunités',
  'Stage |||| Stages': 'Étape |||| Étapes',
  'Move |||| Moves': 'Passage |||| Passages',
  'Activity |||| Activities': 'Activité |||| Activités',
  'Account |||| Accounts': 'Compte |||| Comptes',
  'Transaction |||| Transactions': 'Opération |||| Opérations',
  'Document |||| Documents': 'Document |||| Documents',
  'Field |||| Fields': 'Champ |||| Champs',
  'Settings |||| Settings': 'Réglages |||| Réglages',
  'Member of staff |||| Staff': 'Membre de l’équipe |||| Équipe',
  'Import |||| Imports': 'Importation |||| Importations',
  'Large change |||| Large changes': 'Traitement |||| Traitements',
  'Report |||| Reports': 'Rapport |||| Rapports',
  'Change |||| Changes': 'Modification |||| Modifications',
  'Log entry |||| Log': 'Entrée du journal |||| Journal',
  'Notification |||| Notifications': 'Notification |||| Notifications',
  'Saved view |||| Saved views': 'Vue enregistrée |||| Vues enregistrées',
}

/** Key → French, for every declared word that has some. */
export function french(): Record<string, string> {
  const known = { ...names, ...labels, ...choices, ...sentences }
  return Object.fromEntries(
    Object.entries(declaredWords()).flatMap(([key, english]) => (known[english] ? [[key, known[english]]] : [])),
  )
}
