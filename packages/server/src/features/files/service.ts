export { addContentRoutes } from './content-routes.ts'
export { type OfferedFile, offerFile } from './download.ts'
export { filePageUrl, removeFiles } from './own-files.ts'
export { filesOf, findFilesFor, forgetReader, sharedFileHistory } from './queries.ts'
