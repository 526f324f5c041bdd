/** Words of the board and of the events' door. */
export const en = {
  board: { leads: 'Leads on the board', opportunities: 'Opportunities on the board' },
  about: 'Drag a card by its handle, or use its menu. With the keyboard: space on the handle, then the arrows.',
  asList: 'As a list',
  asBoard: 'As a board',
  many: 'The board shows the latest %{n}; the list has them all.',
  refused: 'This move is not allowed.',
  moveOne: 'Move “%{name}”',
  drag: 'Drag “%{name}”',
  moveTo: 'Move to %{stage}',
  here: {
    seconds: 'here since just now',
    minutes: 'here for one minute |||| here for %{n} minutes',
    hours: 'here for one hour |||| here for %{n} hours',
    days: 'here for one day |||| here for %{n} days',
  },
}

export const fr: typeof en = {
  board: { leads: 'Prospects sur le tableau', opportunities: 'Opportunités sur le tableau' },
  about:
    'Glissez une carte par sa poignée, ou utilisez son menu. Au clavier : espace sur la poignée, puis les flèches.',
  asList: 'En liste',
  asBoard: 'En tableau',
  many: 'Le tableau montre les %{n} plus récents ; la liste les a tous.',
  refused: 'Ce déplacement n’est pas permis.',
  moveOne: 'Déplacer « %{name} »',
  drag: 'Glisser « %{name} »',
  moveTo: 'Déplacer vers %{stage}',
  here: {
    seconds: 'ici à l’instant',
    minutes: 'ici depuis une minute |||| ici depuis %{n} minutes',
    hours: 'ici depuis une heure |||| ici depuis %{n} heures',
    days: 'ici depuis un jour |||| ici depuis %{n} jours',
  },
}

export const stagesEn = {
  title: 'Stages',
  about: 'The steps that leads and opportunities go through. Choose one to change it.',
  new: 'New stage',
  none: 'There is no stage yet.',
  of: { leads: 'Leads', opportunities: 'Opportunities' },
  kind: { won: 'won', lost: 'lost' },
  count: 'one is here |||| %{n} are here',
  stay: 'usually for one day |||| usually for %{n} days',
  next: 'May go on to',
  anywhere: 'anywhere',
}

export const stagesFr: typeof stagesEn = {
  title: 'Étapes',
  about: 'Les pas que franchissent les prospects et les opportunités. Choisissez-en un pour le modifier.',
  new: 'Nouvelle étape',
  none: 'Il n’y a pas encore d’étape.',
  of: { leads: 'Prospects', opportunities: 'Opportunités' },
  kind: { won: 'gagné', lost: 'perdu' },
  count: 'un est ici |||| %{n} sont ici',
  stay: 'd’habitude un jour |||| d’habitude %{n} jours',
  next: 'Peut aller vers',
  anywhere: 'n’importe où',
}

export const eventsEn = {
  back: 'The event',
  checkIn: 'Check-in',
  invite: 'Invite by campaign',
  inviteName: 'Invitation: %{title}',
  here: '%{n} of %{total} are here',
  hereLabel: 'How many are here',
  search: 'Find a name',
  hereButton: 'Here',
  markHere: '%{name} is here',
  isHere: '%{name} is here; press to take it back',
  waiting: 'on the waiting list',
  nobody: 'Nobody has registered yet.',
  notFound: 'Nobody of that name is registered. Look below.',
  walkIn: 'Somebody came without registering?',
  walkInWho: 'Find them here',
  tab: 'Places',
  places: '%{n} of %{total} places are taken',
  placesLabel: 'How full it is',
  registered: 'One is registered |||| %{n} are registered',
  waitingCount: 'One is on the waiting list. |||| %{n} are on the waiting list.',
}

export const eventsFr: typeof eventsEn = {
  back: 'L’événement',
  checkIn: 'Accueil',
  invite: 'Inviter par campagne',
  inviteName: 'Invitation : %{title}',
  here: '%{n} sur %{total} sont là',
  hereLabel: 'Combien sont là',
  search: 'Chercher un nom',
  hereButton: 'Présent',
  markHere: '%{name} est là',
  isHere: '%{name} est là ; appuyez pour annuler',
  waiting: 'sur la liste d’attente',
  nobody: 'Personne ne s’est encore inscrit.',
  notFound: 'Personne de ce nom n’est inscrit. Voyez plus bas.',
  walkIn: 'Quelqu’un est venu sans s’inscrire ?',
  walkInWho: 'Cherchez-le ici',
  tab: 'Places',
  places: '%{n} places prises sur %{total}',
  placesLabel: 'Le remplissage',
  registered: 'Un est inscrit |||| %{n} sont inscrits',
  waitingCount: 'Un est sur la liste d’attente. |||| %{n} sont sur la liste d’attente.',
}
