export { addContentRoutes } from './content-routes.ts'
export { type OfferedFile, offerFile } from './download.ts'
export { createFile, deleteFile, filePageUrl, listFiles, removeFiles } from './own-files.ts'
export { renewUploadUrl } from './uploads.ts'
