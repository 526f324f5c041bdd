/**
 * What columns are called in the files of other programs, squeezed (small letters and digits only). `*`: also with a
 * number or a kind behind it (`phone_1_number`, `email_work`). English, German, French, Spanish, Italian, Dutch.
 */
const words: Record<string, string> = {
  firstName: `
    firstname givenname forename first fname christianname vorname rufname prenom nombre nome voornaam`,
  lastName: `
    lastname surname familyname last lname nachname familienname name2 nom nomdefamille apellido apellidos
    cognome achternaam`,
  email: `
    email* mail* emailaddress* mailaddress eaddress emailadresse* mailadresse courriel* adressemail adresseemail
    correo correoelectronico indirizzoemail emailadres`,
  phone: `
    phone* phonenumber* telephone* telephonenumber tel* mobile* mobilephone* mobilenumber cell* cellphone*
    homephone workphone otherphone businessphone handy* handynummer telefon* telefonnummer* mobil* mobiltelefon
    portable numerodetelephone telefono* movil telefoon* telefoonnummer`,
  gender: `
    gender sex geschlecht sexe genre sexo sesso geslacht`,
  jobTitle: `
    jobtitle title position job role occupation beruf funktion stellung fonction poste cargo functie`,
  company: `
    company companyname organisation organization organisationname employer business firma unternehmen
    organisationseinheit arbeitgeber societe entreprise empresa azienda bedrijf`,
  'address.line1': `
    address address1 addressline1 line1 street street1 streetaddress mailingstreet strasse anschrift adresse
    adresse1 rue calle direccion indirizzo via straat adres`,
  'address.line2': `
    address2 addressline2 line2 street2 adresszusatz adresse2 complement complementdadresse apartment suite`,
  'address.city': `
    city town mailingcity addresscity ort stadt wohnort ville ciudad citta plaats woonplaats`,
  'address.state': `
    state county province region stateprovince mailingstate addressstate bundesland kanton departement provincia
    provincie`,
  'address.postcode': `
    postcode postalcode zip zipcode zippostalcode mailingpostalcode addresszip plz postleitzahl codepostal cp
    codigopostal cap`,
  'address.country': `
    country countrycode countryregion mailingcountry addresscountry land pays pais paese nation`,
  tags: `
    tags tag labels label keywords categories category groups schlagworte stichworte kategorien etiquettes
    etiquetas`,
  membership: `
    membership membershiptype membershiplevel membertype mitgliedschaft mitgliedsart beitragsart adhesion
    typedadhesion`,
  memberSince: `
    membersince joined joinedon joindate datejoined membershipstart startdate mitgliedseit eintritt
    eintrittsdatum beitritt membredepuis dateadhesion`,
  'consent.email': `
    consent emailconsent consentemail optin optedin emailoptin hasnewsletter newsletter newsletteroptin
    subscribed emailsubscribed acceptsmarketing acceptsemailmarketing marketing marketingconsent gdprconsent
    emailmarketingstatus einwilligung newslettererlaubt consentement infolettre inscritnewsletter`,
  'consent.at': `
    consentat consentdate optintime optindate confirmtime subscribedat einwilligungam dateconsentement`,
  'consent.source': `
    consentsource optinsource signupsource einwilligungsquelle`,
  startAt: `
    startat start begin begins startdate starttime beginn debut`,
  endAt: `
    endat end ends enddate endtime ende fin`,
  title: `
    title titel titre subject deal dealname opportunityname leadname eventname name`,
  venue: `
    venue place location ort lieu`,
  number: `
    number accountnumber accountno iban kontonummer numerodecompte`,
}

/** Path of a field → the headers that mean it. */
export const columnWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(words).map(([path, text]) => [path, text.trim().split(/\s+/)]),
)
