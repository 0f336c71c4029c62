/** Where to upload a content. */
export interface UploadTarget {
  readonly uploadUrl: string
  /** Headers that must go with it, because they are signed. */
  readonly uploadHeaders: Readonly<Record<string, string>>
}

/** Where the contents of files are. They go there and come from there by signed URLs. */
export interface FileStore {
  /** A URL that takes the content by one PUT, and no second one, for `UPLOAD_SECONDS`. */
  uploadTarget(file: { readonly id: string; readonly sizeBytes: number }): Promise<UploadTarget>
  /** A URL that hands out the content as an attachment of this name, for `DOWNLOAD_SECONDS`. */
  downloadUrl(file: { readonly id: string; readonly fileName: string }): Promise<string>
  /** Bytes that were uploaded; `null` while the upload is not complete. */
  size(id: string): Promise<number | null>
  /** Removes the content, and what is left of uploads that were broken off; nothing there is fine too. */
  remove(id: string): Promise<void>
}

/**
 * `Content-Disposition` that has a file saved under this name, never shown (RFC 6266 §4; the extended value by
 * RFC 8187 §3.2).
 */
export function attachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/gu, '_')
  const extended = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${extended}`
}
