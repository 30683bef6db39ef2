/** What do the words of an Indian vaccination certificate mean, as identifiers that a signature is made over? */

/** Version 1 of the vocabulary. */
export const VACCINATION_CONTEXT = 'https://cowin.gov.in/credentials/vaccination/v1';

type Words = Readonly<Record<string, unknown>>;

const ADDRESS: Words = {
  ...schemaWords('streetAddress', 'addressRegion', 'postalCode', 'addressCountry'),
  streetAddress2: 'vac:addressLine2',
  ...ownWords('city', 'district'),
};

const PERSON: Words = {
  ...each('schema:id', 'refId', 'uhid'),
  ...schemaWords('name', 'gender', 'nationality'),
  age: 'schema:Number',
  address: within('schema:PostalAddress', ADDRESS),
};

const VACCINATION: Words = {
  ...each('schema:id', 'certificateId', 'batch', 'vaccine', 'manufacturer'),
  ...each('schema:url', 'feedbackUrl', 'infoUrl'),
  ...each('schema:date', 'date', 'effectiveStart', 'effectiveUntil'),
  ...each('schema:doseValue', 'dose', 'totalDoses'),
  verifier: within('vac:verifier', { ...schemaWords('id', 'name'), 'sign-image': 'schema:image' }),
  facility: within('vac:Facility', {
    ...schemaWords('name'),
    address: within('schema:PostalAddress', ADDRESS),
    'seal-image': 'schema:image',
  }),
};

/** The vocabulary as a JSON-LD context: each word, and the identifier that it stands for (`contexts/NOTICE.md`). */
export const VACCINATION_VOCABULARY = {
  '@context': guarded({
    id: '@id',
    type: '@type',
    schema: 'https://schema.org/',
    vac: VACCINATION_CONTEXT,
    ProofOfVaccinationCredential: within('schema:ProofOfVaccinationCredential', ownWords('nonTransferable')),
    Person: within('schema:Person', PERSON),
    Vaccination: within('vac:Vaccination', VACCINATION),
  }),
};

function schemaWords(...words: readonly string[]): Words {
  return Object.fromEntries(words.map((word) => [word, `schema:${word}`]));
}

function ownWords(...words: readonly string[]): Words {
  return Object.fromEntries(words.map((word) => [word, `vac:${word}`]));
}

function each(identifier: string, ...words: readonly string[]): Words {
  return Object.fromEntries(words.map((word) => [word, identifier]));
}

/** A word under which others have a meaning of their own. */
function within(identifier: string, words: Words): Words {
  return { '@id': identifier, '@context': guarded(words) };
}

/** No later context may give these words another meaning. */
function guarded(words: Words): Words {
  return { '@version': 1.1, '@protected': true, ...words };
}
