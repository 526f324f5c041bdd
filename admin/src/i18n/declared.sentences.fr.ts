/** The declarations' sentences in French, by the English ones. */
export const sentences: Record<string, string> = {
  'A change to thousands of records. It goes on by itself, whether anybody watches or not.':
    'Une modification de milliers de fiches. Elle se poursuit d’elle-même, qu’on la regarde ou non.',
  'A person: how to reach them, whether they may be written to, and what else the organisation keeps about them.':
    'Une personne : comment la joindre, si on peut lui écrire, et ce que l’organisation sait d’autre sur elle.',
  'No two people share one, unless it is said that they do.':
    'Deux personnes n’ont jamais la même, sauf s’il est dit qu’elles la partagent.',
  'Several people, a family for example, use one address.':
    'Plusieurs personnes, une famille par exemple, utilisent la même adresse.',
  'The kind of membership, as you call it.': 'Le type d’adhésion, comme vous l’appelez.',
  'The two become one person. This can’t be undone.': 'Les deux ne font plus qu’une personne. C’est irréversible.',
  'A group of people: by rules that are looked at anew each time, plus and minus people named one by one.':
    'Un groupe de personnes : par des règles relues à chaque fois, plus ou moins des personnes nommées une à une.',
  'A letter with merge fields such as {{firstName}}.': 'Une lettre avec des champs de fusion comme {{firstName}}.',
  'The line that mail programs show beside the subject.': 'La ligne que les messageries montrent à côté de l’objet.',
  'Made from the letter when left blank.': 'Tiré de la lettre si vous laissez vide.',
  'A letter, who is to get it, and how far it has come.': 'Une lettre, ses destinataires, et où elle en est.',
  'The template’s own when left blank.': 'Celui du modèle si vous laissez vide.',
  'Families that share an address get one letter, or one for each of them.':
    'Les familles qui partagent une adresse reçoivent une lettre, ou une pour chacun.',
  'Whoever has not got it yet will not get it.': 'Ceux qui ne l’ont pas encore reçue ne la recevront pas.',
  'What became of one campaign for one person.': 'Ce qu’il est advenu d’une campagne pour une personne.',
  'A machine opened it, not a person.': 'Une machine l’a ouverte, pas une personne.',
  'One campaign that a person was to get, and what became of it.':
    'Une campagne qu’une personne devait recevoir, et ce qu’il en est advenu.',
  'An address that said no (or complained). Only the person, or an admin who says why, lifts it.':
    'Une adresse qui a dit non (ou s’est plainte). Seule la personne, ou un administrateur qui dit pourquoi, la libère.',
  'An event with its place, its time and how many people fit in.':
    'Un événement avec son lieu, sa date et le nombre de places.',
  'Its short name in addresses.': 'Son nom court dans les adresses web.',
  'Blank: as many as come.': 'Vide : autant qu’il en vient.',
  'Who comes to an event, waits for a place, came, or did not.':
    'Qui vient à un événement, attend une place, est venu ou non.',
  'Somebody who may become a client. When it comes to something, it is converted into an opportunity.':
    'Quelqu’un qui pourrait devenir client. Quand cela se précise, la piste est convertie en opportunité.',
  'The lead’s own when left blank, or a new one who is named below.':
    'Celle de la piste si vous laissez vide, ou une nouvelle, nommée ci-dessous.',
  'The lead’s own when left blank.': 'Celui de la piste si vous laissez vide.',
  'A sale that may come about: with whom, how much, by when.':
    'Une vente qui peut se faire : avec qui, combien, pour quand.',
  'A step that leads or opportunities go through.': 'Une étape que traversent les pistes ou les opportunités.',
  'Where a record may go from here; anywhere when left blank.':
    'Où une fiche peut aller depuis ici ; partout si vous laissez vide.',
  'When a lead or an opportunity came to a stage and left it: time in stage and funnels are counted from these.':
    'Quand une piste ou une opportunité est entrée dans une étape et en est sortie : les durées et l’entonnoir en sont tirés.',
  'How long it stayed; blank while it is there.': 'Combien de temps elle y est restée ; vide tant qu’elle y est.',
  'Something that was done or is to be done about a record.':
    'Quelque chose qui a été fait ou reste à faire à propos d’une fiche.',
  'An account of a client; its transactions arrive by file from the bank.':
    'Un compte d’un client ; ses opérations arrivent de la banque par fichier.',
  'A movement on an account, as the bank reported it.': 'Un mouvement sur un compte, tel que la banque l’a transmis.',
  'A file that belongs to a record.': 'Un fichier qui appartient à une fiche.',
  'A field that the organisation added itself. Archived ones keep their values and are offered nowhere.':
    'Un champ que l’organisation a ajouté. Les champs archivés gardent leurs valeurs et ne sont plus proposés.',
  'What the kind asks for: `{choices: ["S", "M", "L"]}`, `{currency: "GBP"}`, `{min: 0, max: 10}`, `{to: "contacts"}`.':
    'Ce que le type demande : `{choices: ["S", "M", "L"]}`, `{currency: "GBP"}`, `{min: 0, max: 10}`, `{to: "contacts"}`.',
  'Who the organisation is, how it sends mail, and what it calls its people.':
    'Qui est l’organisation, comment elle envoie son courrier et comment elle appelle ses personnes.',
  'Like Europe/London.': 'Comme Europe/Paris.',
  'Letters come from this address.': 'Les lettres partent de cette adresse.',
  'Stands under every letter, as the law asks.': 'Figure sous chaque lettre, comme la loi le demande.',
  'A mailbox somebody reads; mail programs offer it beside the unsubscribe page. May stay blank.':
    'Une boîte que quelqu’un lit ; les messageries la proposent à côté de la page de désabonnement. Peut rester vide.',
  'Otherwise also to those who were never asked.': 'Sinon aussi à ceux à qui on n’a jamais demandé.',
  'Only roughly: programs open letters that nobody reads, and hide it when somebody does.':
    'À peu près seulement : des programmes ouvrent des lettres que personne ne lit, et cachent quand quelqu’un les lit.',
  'Only roughly: programs follow links, too. Links then lead by way of this installation.':
    'À peu près seulement : des programmes suivent aussi les liens. Les liens passent alors par cette installation.',
  'Somebody who signs in, and what they may do.': 'Quelqu’un qui se connecte, et ce qu’il peut faire.',
  'They get a mail with a link to choose a password.':
    'Il reçoit un e-mail avec un lien pour choisir son mot de passe.',
  'A spreadsheet on its way in: which column is what, what will happen, what happened, what is to be mended.':
    'Un tableau en cours d’importation : quelle colonne est quoi, ce qui va se passer, ce qui s’est passé, ce qu’il faut corriger.',
  'A report or an export that somebody asked for.': 'Un rapport ou une exportation que quelqu’un a demandé.',
  'One change of one field of one record. What the reader may not see of the record, its changes do not show.':
    'Une modification d’un champ d’une fiche. Ce qu’on ne peut pas voir de la fiche n’y figure pas.',
  'Sign-ins, role changes, exports, sends and refused attempts.':
    'Connexions, changements de rôle, exportations, envois et tentatives refusées.',
  'The caller’s address.': 'L’adresse de l’appelant.',
  'Something a member of staff should know of.': 'Quelque chose qu’un membre de l’équipe doit savoir.',
  'A list with its filter, sorting and columns, kept under a name.':
    'Une liste avec son filtre, son tri et ses colonnes, gardée sous un nom.',
}
