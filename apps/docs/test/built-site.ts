import { join } from 'node:path'
import { builtAsset } from '../../../scripts/assets/built.ts'

/** The folder of the built docs. Wait for it where a file begins. */
export const builtSite = async (): Promise<string> => join(await builtAsset('docs'), 'site')
