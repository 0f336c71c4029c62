import { html } from 'hono/html'
import type { OfferedFile } from '../features/files/service.ts'
import { formatTime } from '../platform/dates.ts'
import type { Html } from '../platform/html/html.ts'
import { layout, siteNamed } from '../platform/html/layout.ts'
import { paths } from '../platform/html/paths.ts'
import { emailForm } from '../platform/html/visitor-forms.ts'

interface FileView {
  readonly file: OfferedFile['file']
  readonly visitorEmail: string | null
  /** Whether the reader may have it. */
  readonly open: boolean
  readonly entered?: { readonly email: string; readonly error: string }
}

/** A file for those who may have it; to others not even its name is shown. */
export const fileView = (view: FileView): Html => {
  const { file, visitorEmail, open, entered } = view
  const title = open ? file.file_name : 'This file is private'
  return layout({
    title: entered ? `Error: ${title}` : title,
    site: siteNamed(file.handleDisplayName, file),
    visitorEmail,
    card: open ? 'key' : 'lock',
    main: open ? download(file) : signIn(view, title),
  })
}

const download = (file: FileView['file']): Html => html`
  <h1 dir="auto">${file.file_name}</h1>
  <p class="byline">${formatSize(file.size_bytes)}, from <bdi>${file.handleDisplayName}</bdi></p>
  <p><a class="button" href="/v2/public/files/${file.id}">Download</a></p>
  ${file.expires_at ? html`<p class="quiet small">Available until ${formatTime(file.expires_at)}.</p>` : ''}
`

const signIn = ({ file, visitorEmail, entered }: FileView, title: string): Html => html`
  <h1>${title}</h1>
  <p class="lead">
    ${
      visitorEmail === null
        ? 'Enter the email address it was shared with.'
        : html`It isn't shared with <strong>${visitorEmail}</strong>. Enter the email address it was shared with.`
    }
  </p>
  ${emailForm(
    { action: paths.file(file.id) },
    {
      button: 'Continue with email',
      hint: "We'll send you a link. No password needed.",
      ...(entered && { value: entered.email, error: entered.error }),
    },
  )}
`

const units = ['byte', 'kilobyte', 'megabyte'] as const

function formatSize(bytes: number): string {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2
  return new Intl.NumberFormat('en-GB', {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1000 ** step)
}
