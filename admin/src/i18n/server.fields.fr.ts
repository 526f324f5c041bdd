/** What is wrong with the value of a field, in French. In `%{Le field}` a field stands as « Le champ « Ville » ». */
import type { Catalogue } from './server.match.ts'

export const fields: Catalogue = {
  '%{field} must be filled in.': '%{Le field} doit être rempli.',
  '%{field} must be %{words}.': '%{Le field} doit contenir %{words}.',
  '%{field} must be valid.': '%{Le field} n’est pas valable.',
  "%{field} can't be read from “%{cell}”: %{words}.": 'On ne peut pas lire « %{cell} » dans %{le field} : %{words}.',
  '%{field} may hold %{values} only.': '%{Le field} n’admet que ceci : %{values}.',
  '%{field} must be a date like 2026-05-03.': '%{Le field} doit contenir une date comme 2026-05-03.',
  '%{field} must not be before %{day}.': '%{Le field} ne peut pas être avant le %{day}.',
  '%{field} must not be after %{day}.': '%{Le field} ne peut pas être après le %{day}.',
  '%{field} must be a time with its zone, like 2026-05-03T09:00:00Z.':
    '%{Le field} doit contenir une heure avec son fuseau, comme 2026-05-03T09:00:00Z.',
  '%{field} is not a valid address: %{words}.': '%{Le field} ne contient pas une adresse valable : %{words}.',
  '%{field} is not a valid address: it can’t be read.':
    '%{Le field} ne contient pas une adresse valable : on ne peut pas la lire.',
  '%{field} needs a file name.': '%{Le field} a besoin d’un nom de fichier.',
  '%{field} has too long a name.': '%{Le field} : le nom du fichier est trop long.',
  '%{field} needs a content type.': '%{Le field} a besoin d’un type de fichier.',
  '%{field} is not of a type that is taken here.': '%{Le field} n’accepte pas ce type de fichier.',
  '%{field} needs its size in bytes.': '%{Le field} a besoin d’une taille en octets.',
  '%{field} is too large.': '%{Le field} contient une valeur trop grande.',
  '%{field} is too small.': '%{Le field} contient une valeur trop petite.',
  '%{field} must be at least %{min}.': '%{Le field} doit valoir au moins %{min}.',
  '%{field} must be at most %{max}.': '%{Le field} doit valoir au plus %{max}.',
  '%{field} is too long: at most %{max} characters.': '%{Le field} est trop long : %{max} caractères au plus.',
  '%{field} is too short: at least %{min} characters.': '%{Le field} est trop court : %{min} caractères au moins.',
  '%{field} needs a whole number of the smallest unit, such as pence.':
    '%{Le field} demande un nombre entier de la plus petite unité, comme des centimes.',
  '%{field} needs a currency, such as GBP.': '%{Le field} a besoin d’une devise, comme EUR.',
  '%{field} needs a currency of three capital letters, such as GBP.':
    '%{Le field} a besoin d’une devise en trois majuscules, comme EUR.',
  '%{field} is not a telephone number: use digits, spaces, brackets, dashes and a leading +.':
    '%{Le field} ne contient pas un numéro de téléphone : écrivez-le avec des chiffres, des espaces, des parenthèses, des tirets et un + au début.',
  '%{field} must be the id of a record.': '%{Le field} doit contenir l’identifiant d’une fiche.',
  '%{field}: at most %{max} records.': '%{Le field} : %{max} fiches au plus.',
  '%{field} may hold small letters, digits and hyphens between them only, like “summer-party-2026”.':
    '%{Le field} n’admet que des minuscules, des chiffres et des tirets entre eux, comme « fete-ete-2026 ».',
  '%{field}: at most %{max} tags.': '%{Le field} : %{max} étiquettes au plus.',
  '%{field}: a tag has at most %{max} characters.': '%{Le field} : une étiquette a %{max} caractères au plus.',
  '%{field} must be a list of words.': '%{Le field} doit contenir une liste de mots.',
  '%{field}: a tag holds no comma and no semicolon.':
    '%{Le field} : une étiquette ne contient ni virgule ni point-virgule.',
  '%{field} is not the address of a web page: it begins with https:// or http://.':
    '%{Le field} ne contient pas l’adresse d’une page web : elle commence par https:// ou http://.',
  '%{field} comes from several columns: street, city, postcode and so on.':
    '%{Le field} vient de plusieurs colonnes : rue, ville, code postal, etc.',
  '%{field} comes from several columns.': '%{Le field} vient de plusieurs colonnes.',
  '%{field} come from columns of their own.': '« %{field} » : chaque champ propre vient de sa propre colonne.',
  "%{field} can't come from a spreadsheet: upload the file.":
    '%{Le field} ne peut pas venir d’un tableau : déposez le fichier.',
  'There is no field called “%{name}”.': 'Aucun champ ne s’appelle « %{name} ».',
  'There is no such field.': 'Ce champ n’existe pas.',
  'Fill this in.': 'Remplissez ceci.',
  "“%{name}” can't be the name of a field.": '« %{name} » ne peut pas être le nom d’un champ.',
  'This is nested more than %{max} levels deep.': 'Plus de %{max} niveaux sont emboîtés ici.',

  // What a value must be: « Le champ « Naissance » doit contenir … ».
  'a date like 2026-05-03': 'une date comme 2026-05-03',
  'a date and a time like 2026-05-03T09:00': 'un jour et une heure comme 2026-05-03T09:00',
  'a time like 2026-05-03T09:00:00Z': 'une heure comme 2026-05-03T09:00:00Z',
  text: 'du texte',
  'a number': 'un nombre',
  'a number from 0 to 100': 'un nombre de 0 à 100',
  'a whole number': 'un nombre entier',
  'a list': 'une liste',
  'a list of ids': 'une liste d’identifiants',
  'a list of words': 'une liste de mots',
  'a value': 'une valeur',
  'an object': 'un objet',
  'an address': 'une adresse',
  'an amount and a currency': 'un montant et une devise',
  'an uploaded file': 'un fichier déposé',
  'the id of a record': 'l’identifiant d’une fiche',
  'yes or no (true or false)': 'oui ou non (true ou false)',
  'one of %{values}': 'l’une de ces réponses : %{values}',
  'a country code of two letters, like GB': 'un code de pays en deux lettres, comme FR',
  'three capital letters like GBP': 'un code de trois majuscules comme EUR',
  'a colour like #1b6e53': 'une couleur comme #1b6e53',
  'a word of letters and digits that begins with a small letter, like shirtSize':
    'un mot de lettres et de chiffres qui commence par une minuscule, comme tailleTshirt',

  // How a cell of a spreadsheet would be read.
  'it is one of %{values}': 'c’est l’une de ces réponses : %{values}',
  'it is the id of a record': 'c’est l’identifiant d’une fiche',
  'it must be JSON': 'ce doit être du JSON',
  'there is no such day': 'ce jour n’existe pas',
  'write it like 2026-05-03': 'écrivez la date comme 2026-05-03',
  'write it like 2026-05-03 09:00': 'écrivez l’heure comme 2026-05-03 09:00',
  'day and month could be either way round, so write it like 2026-05-03':
    'on ne sait pas lequel est le jour et lequel le mois ; écrivez la date comme 2026-05-03',
  'write a country code of two letters, like GB': 'écrivez un code de pays en deux lettres, comme FR',
  'write yes or no': 'écrivez oui ou non',
  'write a number like %{example}': 'écrivez un nombre comme %{example}',
  'the comma could separate thousands or decimals, so write it without one':
    'la virgule peut séparer les milliers ou les décimales ; écrivez le nombre sans virgule',
  'name the currency, like “12.50 GBP”': 'indiquez la devise, comme « 12.50 EUR »',
  '%{currency} has %{n} decimals': '%{currency} a %{n} décimale |||| %{currency} a %{n} décimales',

  // What is wrong with an address.
  'it is empty': 'elle est vide',
  'it is too long': 'elle est trop longue',
  'there is a space in it': 'elle contient une espace',
  'there is no @': 'il n’y a pas de @',
  'there is more than one @': 'il y a plus d’un @',
  'nothing stands after the @': 'il n’y a rien après le @',
  'nothing stands before the @': 'il n’y a rien avant le @',
  'the part after the @ is not a domain': 'ce qui suit le @ n’est pas un nom de domaine',
  'the part after the @ has no dot': 'ce qui suit le @ n’a pas de point',
  'the part before the @ is too long': 'ce qui précède le @ est trop long',
  'there is a character before the @ that may not be there':
    'il y a avant le @ un caractère qui ne peut pas s’y trouver',
  'a dot before the @ is out of place': 'un point avant le @ n’est pas à sa place',
}
