export const share = {
  copy: 'Copy link',
  copied: 'Copied',
  mail: 'Send by email',
  open: 'Open',
}
