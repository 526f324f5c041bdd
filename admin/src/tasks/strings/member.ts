/** Words on a person's page, and of the outbox. */
export const en = {
  received: 'Campaigns received',
  nothingYet: 'No campaign has gone to this person yet.',
  write: 'Write to this person',
  sendPast: 'Send a past campaign',
  pastTitle: 'Send a past campaign to %{name}',
  pastAbout: 'They get the letter as the others got it.',
  noPast: 'No campaign has been sent yet.',
  hadIt: 'already: %{state}',
  stop: 'Stop e-mailing',
  stopTitle: 'Stop e-mailing %{name}?',
  stopBody: 'No campaign will go to them any more, until somebody allows it again.',
  stopped: '%{name} will get no more e-mails.',
  allow: 'Allow again',
  allowTitle: 'May %{name} be e-mailed again?',
  allowBody: 'Only if they have said so. Who allowed it, and when, is kept.',
  allowed: '%{name} may be e-mailed again.',
  bySelf: 'Said so to a member of staff',
}

export const fr: typeof en = {
  received: 'Campagnes reçues',
  nothingYet: 'Aucune campagne n’est encore allée à cette personne.',
  write: 'Écrire à cette personne',
  sendPast: 'Envoyer une campagne passée',
  pastTitle: 'Envoyer une campagne passée à %{name}',
  pastAbout: 'Elle reçoit la lettre comme les autres.',
  noPast: 'Aucune campagne n’a encore été envoyée.',
  hadIt: 'déjà : %{state}',
  stop: 'Ne plus écrire',
  stopTitle: 'Ne plus écrire à %{name} ?',
  stopBody: 'Aucune campagne ne lui parviendra plus, jusqu’à ce que quelqu’un l’autorise à nouveau.',
  stopped: '%{name} ne recevra plus d’e-mails.',
  allow: 'Autoriser à nouveau',
  allowTitle: 'Peut-on écrire à nouveau à %{name} ?',
  allowBody: 'Seulement si la personne l’a dit. Qui l’a autorisé, et quand, est conservé.',
  allowed: 'On peut à nouveau écrire à %{name}.',
  bySelf: 'L’a dit à un membre de l’équipe',
}

export const outboxEn = {
  title: 'Outbox',
  about: 'On this computer mails are written into a folder instead of being sent. Here they are, newest first.',
  menu: 'Outbox',
  empty: 'No mail has been written yet. Send a campaign or a test, and it appears here.',
  all: 'All mails',
  choose: 'Choose a mail to read it.',
  noSubject: '(no subject)',
  fromTo: 'From %{from} to %{to}',
  forms: 'Show as',
  form: { html: 'Letter', text: 'Plain text', headers: 'Technical details' },
}

export const outboxFr: typeof outboxEn = {
  title: 'Boîte d’envoi',
  about:
    'Sur cet ordinateur, les mails sont écrits dans un dossier au lieu de partir. Les voici, les plus récents d’abord.',
  menu: 'Boîte d’envoi',
  empty: 'Aucun mail n’a encore été écrit. Envoyez une campagne ou un essai, et il apparaît ici.',
  all: 'Tous les mails',
  choose: 'Choisissez un mail pour le lire.',
  noSubject: '(sans objet)',
  fromTo: 'De %{from} à %{to}',
  forms: 'Montrer',
  form: { html: 'Lettre', text: 'Texte brut', headers: 'Détails techniques' },
}
