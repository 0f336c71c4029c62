import './pages.css'
import { PLATFORM_NAME } from 'virtual:contract'
import { Button, Group, SegmentedControl, Stack, Title } from '@mantine/core'
import { useDocumentTitle, useHotkeys, useMediaQuery } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useSellingTerms } from '../../app/selling-terms.ts'
import { Compare } from '../../drafts/compare.tsx'
import { DraftNotices } from '../../drafts/draft-notices.tsx'
import { LeaveDialog } from '../../drafts/leave-dialog.tsx'
import { SaveStatus } from '../../drafts/save-status.tsx'
import { useEditor } from '../../drafts/use-editor.ts'
import { t } from '../../text/text.ts'
import { formatMoney } from '../../ui/amounts.ts'
import { Back } from '../../ui/back.tsx'
import { type Part, Version } from '../../ui/versions.tsx'
import { isSamePage, type PageFields, problemsOf } from './fields.ts'
import { LivePreview } from './live-preview.tsx'
import { loadPage, type PageVersion, savePage } from './page-data.ts'
import { PageMenu } from './page-menu.tsx'
import { PageTrouble, troubleOf } from './page-trouble.tsx'
import { NotForSale, Publish } from './publish.tsx'
import { Settings } from './settings.tsx'
import { Write } from './write.tsx'

type View = 'write' | 'both' | 'preview'

interface PageEditorProps {
  readonly account: string
  readonly path: { readonly handle: string; readonly pageSlug: string }
  readonly version: PageVersion
}

/** Where a page is written, priced, published and shared. */
export function PageEditor({ account, path, version }: PageEditorProps) {
  const { page } = version
  const { editor, view } = useEditor<PageFields>({
    account,
    subject: `page:${page.id}`,
    version,
    same: isSamePage,
    save: (fields, to) => savePage(path, fields, to),
    load: () => loadPage(path),
  })
  const [shown, setShown] = useState<View>('write')
  const [isComparing, setComparing] = useState(false)
  const [beside, setBeside] = useState<PageFields | null>(null)
  const [isChecked, setChecked] = useState(false)
  const [isPublished, setPublished] = useState(false)
  const isNarrow = useMediaQuery('(max-width: 62em)') ?? false
  const heading = useRef<HTMLHeadingElement>(null)

  const { fields } = view
  const title = fields.title.trim() || t.pages.untitled
  const isReadOnly = page.state === 'ARCHIVED'
  const terms = useSellingTerms(path.handle)
  const isOnShow = page.state === 'PUBLISHED' && page.accessMode === 'PAID'
  const problems = problemsOf(fields)
  const known = isChecked ? problems : {}
  useDocumentTitle(`${title} · ${PLATFORM_NAME}`)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])

  const change = (part: Partial<PageFields>) => editor.type({ ...editor.view.fields, ...part })
  const check = () => {
    setChecked(true)
    return Object.keys(problemsOf(editor.view.fields)).length === 0
  }
  const save = async () => {
    if (isReadOnly || !check()) return
    if (await editor.save()) setBeside(null)
    else if (editor.view.theirs !== null) setComparing(true)
  }
  useHotkeys([['mod+S', () => void save()]], [], true)

  const trouble = troubleOf(view.error)
  const isConflict = isComparing && view.theirs !== null
  const columns = isNarrow && shown === 'both' ? 'write' : shown
  return (
    <Stack gap="lg">
      <div className="editor-bar">
        <Group gap="md" wrap="nowrap" style={{ minWidth: 0 }}>
          <Back to="/h/$handle/pages" params={{ handle: path.handle }} m={0} style={{ flex: 'none' }}>
            {t.pages.back}
          </Back>
          {!isReadOnly && <SaveStatus view={view} />}
        </Group>
        <Group gap="xs">
          {!isReadOnly && (
            <>
              <Button
                variant={page.state === 'PUBLISHED' || view.isUnsaved ? 'filled' : 'default'}
                onClick={save}
                loading={view.saving !== null}
                disabled={!view.isUnsaved && view.saving === null}
              >
                {t.pages.save}
              </Button>
              <Publish
                page={page}
                editor={editor}
                view={view}
                check={check}
                onPublished={() => setPublished(true)}
              />
            </>
          )}
          <PageMenu page={page} etag={version.etag} editor={editor} />
        </Group>
      </div>
      <Title order={1} className="editor-heading" tabIndex={-1} ref={heading}>
        {t.pages.editing(title)}
      </Title>
      <DraftNotices
        editor={editor}
        view={view}
        onCompare={() => setComparing(true)}
        {...(trouble && {
          instead: <PageTrouble trouble={trouble} path={path} editor={editor} />,
        })}
      />
      {isOnShow && terms?.canSell === false && <NotForSale handle={path.handle} isNew={isPublished} />}
      {isConflict ? (
        <Compare
          editor={editor}
          view={view}
          parts={partsOf}
          onClose={(other) => {
            setComparing(false)
            setBeside(other)
            if (other && !isNarrow) setShown('both')
          }}
        />
      ) : (
        <>
          <SegmentedControl
            transitionDuration={0}
            aria-label={t.pages.view}
            value={columns}
            onChange={(value) => setShown(value as View)}
            data={[
              { value: 'write', label: t.pages.views.write },
              ...(isNarrow ? [] : [{ value: 'both', label: t.pages.views.both }]),
              { value: 'preview', label: t.pages.views.preview },
            ]}
            style={{ alignSelf: 'flex-start' }}
          />
          <div className="editor" data-view={columns}>
            {/* What is typed stays in the field, with what can be undone, while the preview is shown alone. */}
            <div hidden={columns === 'preview'}>
              <Write
                handle={path.handle}
                fields={fields}
                onChange={change}
                titleError={known.title}
                isReadOnly={isReadOnly}
              />
            </div>
            {beside ? (
              <Stack>
                <Version title={t.drafts.theirVersion} parts={partsOf(beside)} others={partsOf(fields)} />
                <Button variant="default" onClick={() => setBeside(null)}>
                  {t.drafts.closeReference}
                </Button>
              </Stack>
            ) : (
              columns !== 'write' && (
                <LivePreview path={{ handle: path.handle }} fields={fields} isAlone={columns === 'preview'} />
              )
            )}
            <Settings
              page={page}
              fields={fields}
              onChange={change}
              priceError={known.price}
              isReadOnly={isReadOnly}
            />
          </div>
        </>
      )}
      <LeaveDialog editor={editor} view={view} />
    </Stack>
  )
}

/** A page as people compare it. */
const partsOf = ({ title, teaser, content, accessMode, amount, currency }: PageFields): readonly Part[] => [
  { label: t.pages.titleField, text: title },
  { label: t.pages.teaser, text: teaser },
  { label: t.pages.content, text: content.replaceAll(/\r\n?/g, '\n') },
  {
    label: t.pages.whoReads,
    text:
      accessMode === 'PAID' && amount !== null
        ? `${t.pages.access.PAID.name} · ${formatMoney({ amount, currency })}`
        : t.pages.access[accessMode].name,
  },
]
