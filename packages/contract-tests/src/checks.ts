import { bodies } from './checks/bodies.ts'
import { cors } from './checks/cors.ts'
import { discovery } from './checks/discovery.ts'
import { documentIsTrue } from './checks/document.ts'
import { head } from './checks/head.ts'
import { largeBodies } from './checks/large-bodies.ts'
import { methodNotAllowed } from './checks/method-not-allowed.ts'
import { missingCredential } from './checks/missing-credential.ts'
import { queries } from './checks/queries.ts'
import { reading } from './checks/reading.ts'
import { servedDocument } from './checks/served-document.ts'
import { unknownName } from './checks/unknown-name.ts'
import { unknownPath } from './checks/unknown-path.ts'
import { wrongCredential } from './checks/wrong-credential.ts'
import type { Check } from './context.ts'
import { fuzz } from './fuzz/fuzz.ts'

/** In the order in which they run. */
export const checks: readonly Check[] = [
  documentIsTrue,
  reading,
  servedDocument,
  discovery,
  unknownPath,
  unknownName,
  methodNotAllowed,
  head,
  cors,
  queries,
  missingCredential,
  wrongCredential,
  bodies,
  largeBodies,
  fuzz,
]
